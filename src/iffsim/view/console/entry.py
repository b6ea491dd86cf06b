"""What is entered into the console by hand: letters of a line, picks of a list, clicks, the pen."""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace
from pygame import Rect

from iffsim.view.console import act, asking, injecting
from iffsim.view.console.act import At
from iffsim.view.drawing.layout import Layout
from iffsim.view.map.hit_test import nearest, thing_at
from iffsim.view.model.camera import screen_to_world
from iffsim.view.model.console import Km, Purpose, Typing, Use

LONGEST = 300
"""Letters of a typed line."""
_STROKE_PX = 3.0
_TALL = 12
"""A longer list has two columns."""


def letters(text: str, at: At) -> Use | None:
    """Type letters, as the keyboard's layout makes them; where a place is wanted they begin its
    name. None if nothing is typed here."""
    console, typing, begun = at.console, at.console.typing, at.console.inject
    if not text.isprintable():
        return None
    if typing is not None:
        if not typing.open:
            return None
        line = text if typing.fresh else (typing.text + text)[:LONGEST]
        return Use(replace(console, typing=replace(typing, text=line, fresh=False)))
    if begun is None or not begun.open or begun.wanted not in ("point", "route"):
        return None
    if console.picking is not None or not text.strip():
        return None
    name = Typing(Purpose.PLACE, text, fresh=False, open=True)
    return Use(replace(console, typing=name))


def opened(at: At) -> Use | None:
    """Let letters count from the next one on: a key was pressed that is no command."""
    console = at.console
    if console.typing is not None:
        return Use(replace(console, typing=replace(console.typing, open=True)))
    if console.inject is not None:
        return Use(replace(console, inject=replace(console.inject, open=True)))
    return None


def rubbed(at: At, whole: bool) -> Use:
    """Take back the last letter of a line, or the whole of it."""
    typing = at.console.typing
    assert typing is not None
    text = "" if typing.fresh or whole else typing.text[:-1]
    typing = replace(typing, text=text, fresh=False, open=True)
    return Use(replace(at.console, typing=typing))


def ended(at: At) -> Use:
    """End a line: do what it was typed for."""
    typing = at.console.typing
    assert typing is not None
    text, done = typing.text.strip(), replace(at.console, typing=None)
    if not text:
        return Use(done)
    at = replace(at, console=done)
    if typing.purpose is Purpose.PLACE and done.inject is not None:
        return injecting.typed(at, text)
    if typing.purpose is Purpose.QUESTION:
        return asking.written(at, text)
    if typing.purpose is Purpose.TALLY:
        return asking.tally(at, text)
    return act.typed(at, typing.purpose, text)


def picked(at: At, key: str) -> Use:
    """Pick the line of a list that has a key; nothing if none has."""
    picking = at.console.picking
    assert picking is not None
    if key not in picking.keys:
        return Use(at.console)
    value = picking.options[picking.keys.index(key)].value
    if picking.purpose is Purpose.INJECT:
        return injecting.chosen(at, value)
    if picking.purpose is Purpose.ASK:
        return asking.picked(at, value)
    return act.picked(at, picking.purpose, value)


def list_boxes(layout: Layout, count: int) -> tuple[Rect, list[Rect]]:
    """Return the box of a list of so many lines, in the middle of the maps, and of each line."""
    room = layout.panels[0].unionall(list(layout.panels))
    tall = count if count <= _TALL else -(-count // 2)
    columns = 1 if tall == count else 2
    wide = min(layout.px((0, 600, 760)[columns]), room.width - layout.px(20))
    row, head, rim = layout.px(24), layout.px(44), layout.px(12)
    box = Rect(0, 0, wide, head + row * tall + rim)
    box.center = room.center
    box.clamp_ip(Rect(0, 0, *layout.size))
    step = (wide - 2 * rim) // columns
    left, top = box.x + layout.px(20), box.y + head
    return box, [Rect(left + n // tall * step, top + n % tall * row, step, row)
                 for n in range(count)]  # fmt: skip


def listed(spot: tuple[int, int], at: At, layout: Layout) -> Use:
    """Return what a press does while a list is open: it picks a line, or nothing."""
    picking = at.console.picking
    assert picking is not None
    rows = list_boxes(layout, len(picking.options))[1]
    keys = (key for key, row in zip(picking.keys, rows, strict=True) if row.collidepoint(spot))
    return picked(at, next(keys, ""))


def away(at: At) -> Use:
    """Put away what is half done: a line first, then a list or an inject."""
    if at.console.typing is not None:
        return Use(replace(at.console, typing=None))
    return Use(at.console.idle())


def rubbed_way(at: At) -> Use:
    """Take back the last place of a way."""
    begun = at.console.inject
    assert begun is not None
    return Use(replace(at.console, inject=replace(begun, way=begun.way[:-1])))


def pressed(spot: tuple[int, int], at: At, layout: Layout) -> Use | None:
    """Return what a press on the maps is to the console, None if nothing."""
    if at.console.picking is not None:
        return listed(spot, at, layout)
    if layout.panel_at(spot) is None or at.console.typing is not None:
        return None
    if at.console.inject is not None:
        return _chosen(spot, at, layout)
    if at.console.pen:
        strokes = (*at.console.strokes, (km_at(spot, at, layout),))
        return Use(replace(at.console, strokes=strokes))
    return answered(spot, at, layout)


def answered(spot: tuple[int, int], at: At, layout: Layout) -> Use | None:
    """Count a click on a track as an answer, while it is asked which one it is."""
    if asking.current(at) is None:
        return None
    row = nearest(at.recording, at.state, layout, spot)
    return asking.pointed(at, row) if row is not None else None


def _chosen(spot: tuple[int, int], at: At, layout: Layout) -> Use | None:
    """Choose for an inject what is under a click."""
    begun = at.console.inject
    assert begun is not None
    if begun.wanted == "aircraft":
        row = nearest(at.recording, at.state, layout, spot)
        name = None if row is None else at.recording.world.fleet.ids[row]
        return None if name is None else injecting.chosen(at, name)
    if begun.wanted == "site":
        held = thing_at(spot, replace(at.state, sandbox=False), layout, at.recording)
        return injecting.chosen(at, held.name) if held else None
    if begun.wanted in ("point", "route"):
        return injecting.placed(at, km_at(spot, at, layout))
    return None


def drawn(spot: tuple[int, int], at: At, layout: Layout) -> Use | None:
    """Draw on with the pen, if it has moved."""
    if not at.console.pen or not at.console.strokes or layout.panel_at(spot) is None:
        return None
    km, strokes = km_at(spot, at, layout), at.console.strokes
    last = strokes[-1][-1]
    scale = at.state.camera.px_per_km(layout.panels[0])
    if np.hypot(km[0] - last[0], km[1] - last[1]) * scale < _STROKE_PX:
        return Use(at.console)
    return Use(replace(at.console, strokes=(*strokes[:-1], (*strokes[-1], km))))


def km_at(spot: tuple[int, int], at: At, layout: Layout) -> Km:
    """Return the place on the map under a point of a panel, km."""
    panel = layout.panels[layout.panel_at(spot) or 0]
    east, north = screen_to_world(at.state.camera, panel, np.array(spot, float))
    return float(east), float(north)
