"""A small run for the view's tests and a crowded one for its benchmark, made by the engine."""

from __future__ import annotations

from functools import cache

from pygame import Rect

from iffsim.bake import run
from iffsim.recording import Recording
from iffsim.scenario import loads
from iffsim.scene.scene import Scene, Scenes
from iffsim.scene.tracks import of_picture
from iffsim.view.map.sight import Sight, see
from iffsim.view.model.asked import asked
from iffsim.view.model.camera import Camera
from iffsim.view.model.state import ViewState

HEAD = """
format = 1
title = "One truth, two pictures"
summary = "A battery on its own, and the same battery on a network."
duration = "{duration}"
seed = 7
area = {{ name = "Türkiye", country = "Türkiye" }}
"""

SITE = """
[[sites]]
id = "{id}"
kind = "{kind}"
name = "{name}"
place = "{place}"
{more}
"""

PICTURES = """
[[sites]]
id = "aew"
kind = "aew"
name = "AEW"
carrier = "watcher"

[[links]]
id = "net"
name = "The link"
sites = ["*"]
latency = "2s"

[[pictures]]
id = "isolated"
title = "Isolated battery"
subtitle = "no codes at all"
doctrine = "none"
own = [{own}]

[[pictures]]
id = "standalone"
title = "Stand-alone battery"
subtitle = "own radar and own interrogator, nothing else"
doctrine = "national"
own = [{own}]
accepts = ["national"]

[[pictures]]
id = "linked"
title = "NATO-linked"
subtitle = "shared track picture over the link"
doctrine = "nato"
own = [{own}]
links = ["net"]
accepts = ["national", "allied", "civil"]
plans = true
"""

FLIGHTS = """
[[flights]]
id = "watcher"
type = "E-7"
allegiance = "own"
route = ["LTAN", "Sivas"]
start = "-00:20:00"
orbit = { place = "Sivas", radius_km = 40 }

[[flights]]
id = "jet"
type = "F-16"
allegiance = "own"
route = ["LTAE", "LTAG", "LTAE"]
start = "-00:02:00"

[[flights]]
id = "tanker"
type = "KC-135"
allegiance = "allied"
route = ["LTAG", "LTBA"]
start = "-00:10:00"

[[flights]]
id = "intruder"
type = "Su-24"
allegiance = "intruder"
transponder = "off"
credentials = []
route = [{ lat_deg = 36.0, lon_deg = 36.6 }, "Ankara"]
level_ft = 20000
speed_kt = 380
start = "-00:15:00"
"""

STORY = """
[[events]]
do = "link_down"
at = "10min"
link = "net"

[[events]]
do = "link_up"
at = "12min"
link = "net"

[[chapters]]
at = "0s"
title = "The sky as it is"

[[chapters.captions]]
at = "0s"
tag = "model"
text = "One sky, **two air pictures**. İstanbul, Iğdır, Şırnak, Çanakkale, Muğla, Ünye."

[[chapters]]
at = "5min"
title = "Who is a friend?"
pictures = ["isolated", "linked"]
focus = "battery"
zoom_km = 900

[[chapters.captions]]
at = "5min"
tag = "article"
claim = "C2"
text = "On its own the battery confirms only national jets as FRIEND; all else is UNKNOWN."

[[chapters]]
at = "10min"
title = "Link lost"
"""

BACKGROUND = """
[[background]]
id = "airlines"
count = {count}
types = ["A320", "B738"]
pairs = [["LTFM", "LTAC"], ["LTFM", "LTAF"], ["LTBJ", "LTFE"], ["LTAC", "LTAI"], ["LTFM", "LTCE"],
         ["LTAC", "LTCI"], ["LTAI", "LTFM"], ["LTFM", "LTDB"], ["LTBJ", "LTAC"], ["LTAI", "LTCG"]]
"""


@cache
def demo() -> Recording:
    """Return fifteen minutes of some twenty aircraft, three pictures and three chapters."""
    sites = SITE.format(id="battery", kind="battery", name="Battery", place="Ankara", more="")
    for place in ("İzmir", "Van", "Adana"):
        sites += SITE.format(id=place[1:], kind="radar", name=place, place=place, more="")
    pictures = PICTURES.format(own='"battery"')
    text = HEAD.format(duration="15min") + sites + pictures + FLIGHTS + STORY
    return run(loads(text + BACKGROUND.format(count=30), "demo.toml"))


@cache
def crowd(count: int) -> Recording:
    """Return a short run of many aircraft; every picture hears radars all over the country."""
    names = (
        "Ankara",
        "İzmir",
        "Van",
        "Adana",
        "Erzurum",
        "Antalya",
        "İstanbul",
        "Samsun",
        "Diyarbakır",
    )
    sites = "".join(
        SITE.format(id=f"s{n}", kind="radar", name=name, place=name, more="range_km = 600")
        for n, name in enumerate(names)
    )
    own = ", ".join(f'"s{n}"' for n in range(len(names)))
    text = HEAD.format(duration="4min") + sites + PICTURES.format(own=own) + FLIGHTS
    return run(loads(text + BACKGROUND.format(count=count), "crowd.toml"))


def seen(
    recording: Recording, picture: str, time_s: float, camera: Camera, panel: Rect, margin: int = 40
) -> Sight:
    """Return what of a picture is in view of a panel."""
    return see(of_picture(recording, picture, time_s), camera, panel, margin)


def scene_of(recording: Recording, state: ViewState) -> Scene:
    """Return the scene of a window's state."""
    return Scenes(recording).at(asked(state))
