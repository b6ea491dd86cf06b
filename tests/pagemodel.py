"""The page's model, run by itself in whatever runs a script, and what it says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from iffsim.base.steps import FOREVER, Steps
from iffsim.export import data, page
from iffsim.pictures.events import Events
from iffsim.recording import Recording

Json = Any


def script(packed: Mapping[str, Json]) -> str:
    """Return a script whose value is a function from edits to what each picture then holds."""
    text = json.dumps(page.as_json(dict(packed)))
    body = "\n".join(page.story_text(name) for name in page.MODEL_SCRIPTS)
    element = f"{{ getElementById: () => ({{ textContent: {text} }}) }}"
    return f"((document) => {{\n{body}\n{_SAYS}}})({element})"


_SAYS = """
const listed = ({ start, tick, value }) => [[...start], [...tick], [...value]];
return (edits) => {
  const found = prepared(edits), { survey, world } = found;
  const pictures = world.pictures.map(({ id }) => foldOf(found, id)), events = happenedIn(pictures);
  return {
    sites: world.posts.map((post) => post.id),
    called: world.posts.map((post) => post.name), active: listed(world.active),
    in_area: listed(survey.inArea),
    inside: survey.inside.flat().map((run) => [run.site, run.a, run.first, run.last, run.every]),
    events: Object.values(events).map((one) => [...one]),
    pictures: Object.fromEntries(pictures.map((one) => [one.spec.id, {
      state: listed(one.state), track: listed(one.track), names: listed(one.named),
      series: listed(seriesOf(survey.inArea, one.named)),
      begin: one.tracks.map((track) => track.begin),
      first: one.tracks.map((track) => track.first),
    }])),
  };
};
"""


def expected(recording: Recording) -> dict[str, Json]:
    """Return the same of a recording."""
    world, inside = recording.world, recording.survey.inside
    return {
        "sites": list(world.sites.ids),
        "called": list(world.sites.names),
        "active": _steps(world.sites.active),
        "in_area": _steps(recording.survey.in_area),
        "inside": np.stack(
            [inside.site, inside.aircraft, inside.first, inside.last, inside.every], axis=1
        ).tolist(),
        "events": _events(recording.events),
        "pictures": {
            picture.spec.id: {
                "state": _steps(picture.state),
                "track": _steps(picture.track),
                "names": _steps(picture.names),
                "series": _series(recording, picture.spec.id),
                "begin": picture.tracks.begin.tolist(),
                "first": picture.tracks.first.T.tolist(),
            }
            for picture in recording.pictures
        },
    }


def _steps(found: Steps) -> list[list[int]]:
    some = found.tick < FOREVER  # how a site that stays for good is written down
    start = np.searchsorted(found.row[some], np.arange(found.rows + 1))
    return [start.tolist(), found.tick[some].tolist(), found.value[some].astype(int).tolist()]


def _series(recording: Recording, picture: str) -> list[list[int]]:
    counts = recording.series(picture)
    each = np.stack([getattr(counts, name) for name in data.MEASURES])
    changed = np.diff(each, axis=1, prepend=-2) != 0
    row, tick = np.nonzero(changed)
    start = np.searchsorted(row, np.arange(len(each) + 1))
    return [start.tolist(), tick.tolist(), each[changed].tolist()]


def _events(events: Events) -> list[list[int]]:
    columns = (events.tick, events.picture, events.aircraft, events.kind, events.after)
    return [column.tolist() for column in columns]


def differences(found: Json, wanted: Json, where: str = "") -> Sequence[str]:
    """Return where two values differ, a few words each."""
    if isinstance(wanted, dict):
        return [
            line
            for name in wanted
            for line in differences(found[name], wanted[name], f"{where}/{name}")
        ]
    return [] if found == wanted else [where]
