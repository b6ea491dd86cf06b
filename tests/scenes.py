"""Scenes as plain JSON, as the page's script gives them, and what to ask of every scenario."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from iffsim.doctrine import NOT_HELD
from iffsim.recording import Recording
from iffsim.scene.asked import NOTHING_SHUT, TRUTH_HIDDEN, Asked, Kind, Shut, View
from iffsim.scene.card import Card, Row
from iffsim.scene.said import Said
from iffsim.scene.scene import Pane, Scene, Scenes
from iffsim.scene.symbology import look
from iffsim.scene.topics import Topic
from iffsim.scene.tracks import of_picture

SHUTS = (NOTHING_SHUT, NOTHING_SHUT, TRUTH_HIDDEN, frozenset({Shut.WHOSE, Shut.INTRUDER}))


def asked(recording: Recording, seed: int, count: int) -> Iterator[Asked]:
    """Yield questions at random instants, in all ways of looking, of random pairs of pictures."""
    rng = np.random.default_rng(seed)
    ids = recording.picture_ids
    for number in range(count):
        time_s = round(float(rng.uniform(0.0, recording.duration_s)), 2)
        pair = tuple(rng.permutation(ids)[:2].tolist())
        view = tuple(View)[number % len(View)]
        one = int(rng.integers(len(recording.world.fleet.ids)))
        shut = SHUTS[int(rng.integers(len(SHUTS)))]
        pins = tuple(
            (a, "mark") for a in rng.permutation(len(recording.world.fleet.ids))[:9].tolist()
        )
        yield Asked(time_s, pair, view, int(rng.integers(2)), one, shut=shut, pins=pins)


def coasting(recording: Recording) -> Iterator[Asked]:
    """Yield the first instant at which a picture has a track that coasts, if there is one."""
    for time_s in np.arange(0.5, recording.duration_s, 7.0).tolist():
        for picture in recording.picture_ids:
            if of_picture(recording, picture, time_s).stale.any():
                yield Asked(time_s, (picture,), View.SINGLE)
                return


def wanted(one: Asked) -> dict[str, Any]:
    """Return a question as the page's script takes it."""
    return {
        "timeS": one.time_s, "pictures": list(one.pictures), "view": one.view.value,
        "single": one.single, "selected": one.selected, "pins": [a for a, _ in one.pins],
        "shut": [shut.value for shut in one.shut],
    }  # fmt: skip


def plain(recording: Recording, one: Asked) -> dict[str, Any]:
    """Return the scene as the page's `iffsim.scene` gives it."""
    scene = Scenes(recording).at(one)
    return {
        "panes": [_pane(scene, pane) for pane in scene.panes],
        "colours": [list(colour) for colour in scene.colours],
        "numbers": [
            {
                "topic": number.topic.name.lower(), "slot": number.slot, "of": number.of,
                "lit": np.flatnonzero(number.lit).tolist(), "outside": number.outside,
                "gone": number.gone, "nothing": number.nothing,
            }
            for number in scene.numbers
        ],
        "straws": [list(straws) for straws in scene.straws],
        "board": scene.board and [
            [row.struck, [list(one) for one in row.minutes],
             None if row.lit is None else np.flatnonzero(row.lit).tolist()]
            for row in scene.board.rows
        ],
    }  # fmt: skip


def _pane(scene: Scene, pane: Pane) -> dict[str, Any]:
    ghosts = pane.tracks.ghost.tolist()
    return {
        "kind": pane.kind.value,
        "slot": pane.slot,
        "cards": [_card(card) for card in pane.cards],
        "ring": pane.ring and [pane.ring.aircraft, pane.ring.reach_m.tolist()],
        "tracks": _tracks(pane),
        "ghosts": [[a, *km] for a, km in zip(ghosts, pane.tracks.ghost_km.T.tolist(), strict=True)],
        "posts": None if pane.kind is not Kind.PICTURE else _posts(pane),
        "lit": {t.name.lower(): np.flatnonzero(scene.lit(pane, t)).tolist() for t in Topic},
    }


def _tracks(pane: Pane) -> list[list[Any]]:
    found, many = pane.tracks, len(pane.tracks)
    none = [None] * many
    left, right, own = (
        none if column is None else column.tolist()
        for column in (found.left, found.right, found.own)
    )
    columns = (
        found.aircraft.tolist(), found.identity.tolist(), found.stale.tolist(),
        found.km[0].tolist(), found.km[1].tolist(), found.course_rad.tolist(),
        found.speed_mps.tolist(), found.alt_m.tolist(), left, right, own,
        pane.number[found.aircraft].tolist(),
    )  # fmt: skip
    return [
        [row[0], row[1], look(row[1]).shape, list(look(row[1]).colour), *row[2:]]
        for row in zip(*columns, strict=True)
    ]


def _posts(pane: Pane) -> list[list[Any]]:
    posts = pane.posts
    assert posts is not None
    columns = (posts.site.tolist(), posts.heard.tolist(), posts.marks, *posts.km.tolist())
    return [list(row) for row in zip(*columns, strict=True)]


def _card(card: Card) -> dict[str, Any]:
    return {
        "aircraft": card.aircraft, "number": card.number, "identity": card.identity,
        "word": _said(card.word), "sentence": _said(card.sentence),
        "changes": [_row(row) for row in card.changes], "rows": [_row(row) for row in card.rows],
    }  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    return {
        "name": _said(row.name), "value": _said(row.value), "weight": row.weight,
        "identity": row.identity,
    }  # fmt: skip


def _said(said: Said) -> dict[str, Any]:
    parts = {name: _said(part) if isinstance(part, Said) else part for name, part in said.parts}
    found = {"key": said.key, "parts": parts, "written": said.written}
    return {**found, "twin": said.twin} if said.twin else found


def without_barriers(scene: dict[str, Any]) -> dict[str, Any]:
    """Return a scene without what keeps sites from showing an aircraft: where there are mountains,
    the page does not have them."""
    for pane in scene["panes"]:
        for card in pane["cards"]:
            card["changes"] = [] if card["identity"] == NOT_HELD else card["changes"]
    return scene
