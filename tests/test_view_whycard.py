"""Why-cards: both pictures' evidence, and what would have changed it, in few words."""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import numpy as np
import pygame
import pytest
from view_demo import demo

from iffsim.view.chrome.cards import box, draw_card, kept
from iffsim.view.chrome.whycard import Card, Row, card
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.theme import BLUE
from iffsim.view.window.frame import offscreen, pixels
from iffsim.whatif import missing
from iffsim.words.say import TURKISH

TIME_S = 850.0


def shown(picture: str, name: str, time_s: float = TIME_S) -> dict[str, str]:
    why = demo().why(picture, demo().aircraft(name), time_s)
    return {row.name: row.value for row in card(demo(), why, time_s).rows}


def test_a_stand_alone_battery_says_that_only_a_national_reply_would_have_helped():
    rows = shown("standalone", "intruder")
    assert rows["Reply"] == "none"
    assert rows["With a national reply"] == "FRIEND"
    assert rows["Allied or civil reply"] == "not asked for here"


def test_without_codes_no_reply_would_have_helped():
    assert shown("isolated", "tanker")["Any reply"] == "not asked for here"


def test_a_linked_picture_names_what_would_have_changed_it():
    rows = shown("linked", "intruder")
    assert rows["With an allied reply"] == "FRIEND"
    assert "Any reply" not in rows


def test_identities_wear_their_colours_and_no_more_than_three_changes_are_named():
    why = demo().why("linked", demo().aircraft("intruder"), TIME_S)
    rows = card(demo(), why, TIME_S).rows
    changes = rows[5:]
    assert 1 <= len(changes) <= 3
    assert next(row.ink for row in changes if row.value == "FRIEND") == BLUE


def test_a_card_of_what_is_not_held_names_the_sites_and_what_they_lack():
    linked = demo().picture("linked", 300.0)
    absent = np.flatnonzero(linked.held & ~demo().picture("standalone", 300.0).held)
    name = demo().world.fleet.ids[int(absent[0])]
    rows = shown("standalone", name, 300.0)
    first = missing(demo(), "standalone", int(absent[0]), 300.0)[0]
    site = demo().world.sites.names[first.site]
    assert rows[site] == "sees it, not heard here"
    assert any("km too far" in value for value in rows.values())


def test_a_card_speaks_turkish():
    why = demo().why("standalone", demo().aircraft("intruder"), TIME_S)
    rows = {row.name: row.value for row in card(demo(), why, TIME_S, TURKISH).rows}
    assert rows["Millî yanıtla"] == "DOST"
    assert rows["Müttefik ya da sivil yanıt"] == "burada sorulmaz"


def test_where_there_is_little_room_the_weightier_rows_stay_in_their_order():
    rows = tuple(Row(str(n), "", weight) for n, weight in enumerate((6, 9, 5, 3, 8, 7)))
    assert [row.name for row in kept(rows, 3)] == ["1", "4", "5"]
    assert kept(rows, 9) == rows


@pytest.mark.parametrize("right", [True, False])
def test_a_card_stays_on_its_map_and_off_the_aircraft(right):
    offscreen((1, 1))
    kit = Kit(1.0)
    for panel in (pygame.Rect(8, 54, 784, 560), pygame.Rect(8, 54, 620, 230)):
        for spot in ((panel.left + 90, panel.top + 120), (panel.right - 90, panel.top + 120)):
            place = box(kit, panel, spot, 8, right)
            assert panel.contains(place)
            assert not place.collidepoint(spot)


def test_a_card_never_writes_outside_itself():
    surface = offscreen((400, 300))
    surface.fill((0, 0, 0))
    place = pygame.Rect(40, 40, 250, 80)
    long = Card(
        "TK 1", demo_look(), tuple(Row("A long name of a row " * 3, "x" * 60) for _ in range(9))
    )
    at_bend = (place.right + 12, place.y + 18)  # so near that no line leads there
    draw_card(surface, Kit(1.0), place, at_bend, long)
    shot = pixels(surface).sum(axis=2)
    shot[place.top : place.bottom, place.left : place.right] = 0
    assert not shot.any()


def demo_look():
    why = demo().why("linked", demo().aircraft("jet"), TIME_S)
    return card(demo(), why, TIME_S).look
