"""Drawings of many runs, for print first: black on white, and a scale of colours that all eyes can
order (cividis; Nuñez, Anderton and Renslow, 2018)."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from iffsim.base.arrays import Bools, Floats
from iffsim.report.html.markup import Part, Safe, element
from iffsim.studies.intervals import Spread

Shown = Callable[[float], str]

WIDTH = 720.0
_LEFT, _RIGHT = 170.0, 150.0
_ROW, _BINS = 46.0, 48
_INK, _QUIET, _FAINT, _FILL = "#1a1a1a", "#555555", "#d5d5d5", "#9db4c8"
_CIVIDIS = ("#00224e", "#35456c", "#666970", "#948e77", "#c8b866", "#fee838")
_LETTERS = 11.0
_SMALL = 5.0
"""About how wide a small letter is, at most."""


@dataclass(frozen=True)
class Row:
    """One line of a drawing of distributions."""

    label: str
    values: Floats
    found: Spread | None
    said: str


def strips(title: str, rows: Sequence[Row], shown: Shown) -> Safe:
    """Return distributions under each other on one scale: bars for how many runs, a line from 5 to
    95 %, a mark at the median."""
    known = np.concatenate([row.values[~np.isnan(row.values)] for row in rows])
    if not len(known):
        return Safe("")
    scale = _scale(float(known.min()), float(known.max()), _LEFT, WIDTH - _RIGHT)
    parts: list[Part] = []
    for n, row in enumerate(rows):
        base = _ROW * n + 32.0
        parts += [
            _text(row.label, _LEFT - 10, base - 4, "end"),
            _line(_LEFT, base, WIDTH - _RIGHT, base),
        ]
        parts += _bars(row.values[~np.isnan(row.values)], scale, base)
        if row.found is not None:
            low, middle, high = (
                scale(v) for v in (row.found.low, row.found.middle, row.found.high)
            )
            parts.append(_line(low, base + 5, high, base + 5, _INK, 3.0))
            parts.append(element("circle", cx=middle, cy=base + 5, r=4.5, fill="#ffffff",
                                 stroke=_INK, stroke_width=2))  # fmt: skip
        parts.append(_text(row.said, WIDTH - _RIGHT + 10, base - 4, "start"))
    bottom = _ROW * len(rows) + 14.0
    parts += _axis(scale, bottom, shown)
    return _figure(title, bottom + 30.0, parts)


def _bars(values: Floats, scale: _Scale, base: float) -> list[Part]:
    many, edges = np.histogram(values, _BINS, (scale.low, scale.high))
    tallest = max(int(many.max(initial=0)), 1)
    return [
        element("rect", x=scale(a), y=base - 24.0 * m / tallest, height=24.0 * m / tallest,
                width=max(scale(b) - scale(a) - 0.6, 0.6), fill=_FILL)
        for m, a, b in zip(many.tolist(), edges[:-1].tolist(), edges[1:].tolist(), strict=True)
        if m
    ]  # fmt: skip


@dataclass(frozen=True)
class _Scale:
    low: float
    high: float
    start: float
    stop: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return round(self.start + share * (self.stop - self.start), 2)


def _scale(low: float, high: float, start: float, stop: float) -> _Scale:
    if high - low < 1e-9 * max(1.0, abs(high)):
        low, high = low - 0.5 * max(1.0, abs(low)), high + 0.5 * max(1.0, abs(high))
    return _Scale(low, high, start, stop)


def ticks(low: float, high: float, most: int = 6) -> list[float]:
    """Return round numbers from `low` to `high`, at most `most` or so."""
    raw = (high - low) / most
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * f for f in (1.0, 2.0, 2.5, 5.0, 10.0) if power * f >= raw * (1 - 1e-9))
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [n * step for n in range(first, last + 1)]


def _axis(scale: _Scale, y: float, shown: Shown) -> list[Part]:
    parts: list[Part] = [_line(scale.start, y, scale.stop, y, _QUIET)]
    for value in ticks(scale.low, scale.high):
        parts.append(_line(scale(value), y, scale(value), y + 4, _QUIET))
        parts.append(_text(shown(value), scale(value), y + 17, "middle", _QUIET))
    return parts


def against(
    title: str, x: Floats, y: Floats, across: str, up: str, shown: tuple[Shown, Shown]
) -> Safe:
    """Return one measure against what varied: a dot for each run, a line through the medians."""
    keep = ~(np.isnan(x) | np.isnan(y))
    x, y = x[keep], y[keep]
    if not len(x):
        return Safe("")
    left, high = 70.0, 250.0
    wide = _scale(float(x.min()), float(x.max()), left + 14, WIDTH - 24)
    tall = _scale(min(0.0, float(y.min())), float(y.max()), high, 28.0)
    parts: list[Part] = []
    for value in ticks(tall.low, tall.high, 5):
        parts.append(_line(left, tall(value), WIDTH - 10, tall(value), _FAINT))
        parts.append(_text(shown[1](value), left - 6, tall(value) + 4, "end", _QUIET))
    jitter = np.random.default_rng(0).uniform(-4.0, 4.0, len(x))
    parts += [
        element("circle", cx=round(wide(a) + j, 1), cy=tall(b), r=2.2, fill=_CIVIDIS[1],
                fill_opacity=0.35)
        for a, b, j in zip(x.tolist(), y.tolist(), jitter.tolist(), strict=True)
    ]  # fmt: skip
    middles = medians(x, y)
    way = " ".join(f"{'L' if n else 'M'}{wide(a)} {tall(b)}" for n, (a, b) in enumerate(middles))
    parts.append(element("path", d=way, fill="none", stroke="#b3541e", stroke_width=2.5))
    parts += [element("circle", cx=wide(a), cy=tall(b), r=3.5, fill="#b3541e") for a, b in middles]
    parts += _axis(wide, high + 8, shown[0])
    parts.append(_text(across, (left + WIDTH) / 2, high + 42, "middle"))
    parts.append(_text(up, 4, 10, "start"))
    return _figure(title, high + 50, parts)


def medians(x: Floats, y: Floats) -> list[tuple[float, float]]:
    """Return (x, median of y) of each level, or of each tenth of the runs along x."""
    levels = np.unique(x)
    if len(levels) <= 12:
        return [(float(level), float(np.median(y[x == level]))) for level in levels]
    order = np.argsort(x, kind="stable")
    parts = [part for part in np.array_split(order, 10) if len(part)]
    return [(float(np.median(x[part])), float(np.median(y[part]))) for part in parts]


@dataclass(frozen=True)
class Chart:
    """The map below a study of places: rings of the area's outline [2, N] and bounds, km."""

    rings: Sequence[Floats]
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True)
class Spots:
    """Places on the map, km, with a value each (nan: none), and those to strike through."""

    x: Floats
    y: Floats
    values: Floats
    struck: Bools


def chart(
    title: str, under: Chart, spots: Spots, own: tuple[float, float] | None, shown: Shown
) -> Safe:
    """Return the map: a disc for each place, small and dark where it is little; a cross where
    the intruder is never held; a square around the scenario's own place."""
    west, south, east, north = under.bounds
    high = (WIDTH - 20) * (north - south) / (east - west)
    wide, tall = _Scale(west, east, 10, WIDTH - 10), _Scale(south, north, 10 + high, 10)
    parts: list[Part] = [
        element("path", d=_ring(ring, wide, tall), fill="#f3f3f0", stroke=_QUIET, stroke_width=0.8)
        for ring in under.rings
    ]
    known = spots.values[~np.isnan(spots.values)]
    low, top = (float(known.min()), float(known.max())) if len(known) else (0.0, 1.0)
    order = np.argsort(-np.nan_to_num(spots.values))
    for n in order.tolist():
        x, y = wide(float(spots.x[n])), tall(float(spots.y[n]))
        value = float(spots.values[n])
        if not math.isnan(value):
            share = (value - low) / (top - low) if top > low else 0.5
            radius = round(4.0 + 6.0 * share, 1)
            parts.append(element("circle", cx=x, cy=y, r=radius, fill=colour(share),
                                 stroke="#ffffff", stroke_width=0.8))  # fmt: skip
        if spots.struck[n]:
            cross = f"M{x - 5} {y - 5}L{x + 5} {y + 5}M{x - 5} {y + 5}L{x + 5} {y - 5}"
            parts.append(element("path", d=cross, stroke="#ffffff", stroke_width=3.6, fill="none"))
            parts.append(element("path", d=cross, stroke=_INK, stroke_width=1.6, fill="none"))
    if own is not None:
        x, y = wide(own[0]), tall(own[1])
        parts.append(element("rect", x=x - 12, y=y - 12, width=24, height=24, fill="none",
                             stroke="#b3541e", stroke_width=3))  # fmt: skip
    parts += _key(low, top, high + 26, shown)
    return _figure(title, high + 62, parts)


def _ring(ring: Floats, wide: _Scale, tall: _Scale) -> str:
    points = [f"{wide(x)} {tall(y)}" for x, y in ring.T.tolist()]
    return "M" + "L".join(points) + "Z"


def colour(share: float) -> str:
    """Return the colour of a share, 0..1: dark is little."""
    at = min(max(share, 0.0), 1.0) * (len(_CIVIDIS) - 1)
    n = min(int(at), len(_CIVIDIS) - 2)
    low, high = (np.array([int(c[i : i + 2], 16) for i in (1, 3, 5)]) for c in _CIVIDIS[n : n + 2])
    mixed = np.rint(low + (at - n) * (high - low)).astype(int).tolist()
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _key(low: float, high: float, y: float, shown: Shown) -> list[Part]:
    parts: list[Part] = []
    for n in range(9):
        share = n / 8.0
        x = 30.0 + 76.0 * n
        parts.append(
            element("circle", cx=x, cy=y, r=round(4.0 + 6.0 * share, 1), fill=colour(share))
        )
        if n % 2 == 0:
            parts.append(_text(shown(low + share * (high - low)), x, y + 24, "middle", _QUIET))
    return parts


@dataclass(frozen=True)
class Bar:
    """One bar of a tornado: from the lowest to the highest mean."""

    label: str
    low: float
    high: float
    at_low: str
    at_high: str
    said: str


def tornado(title: str, bars: Sequence[Bar], middle: float, shown: Shown) -> Safe:
    """Return bars from the lowest to the highest mean, longest first, around the mean of all."""
    left, right = 210.0, 130.0
    low, high = min(bar.low for bar in bars), max(bar.high for bar in bars)
    room = 12.0 + _SMALL * max(len(level) for bar in bars for level in (bar.at_low, bar.at_high))
    off = max(high - low, 1e-9) * room / (WIDTH - left - right - 2.0 * room)
    scale = _scale(low - off, high + off, left, WIDTH - right)
    parts: list[Part] = []
    for n, bar in enumerate(bars):
        y = 12.0 + 34.0 * n
        a, b = scale(bar.low), scale(bar.high)
        parts.append(element("rect", x=a, y=y, width=max(b - a, 1.5), height=18, fill=_FILL))
        parts.append(_text(bar.label, left - 10, y + 13, "end"))
        parts.append(_text(bar.at_low, a - 4, y + 13, "end", _QUIET, 9.5))
        parts.append(_text(bar.at_high, b + 4, y + 13, "start", _QUIET, 9.5))
        parts.append(_text(bar.said, WIDTH - right + 12, y + 13, "start"))
    bottom = 12.0 + 34.0 * len(bars)
    parts.append(_line(scale(middle), 4, scale(middle), bottom, _INK, 1.2))
    parts += _axis(scale, bottom + 2, shown)
    return _figure(title, bottom + 26, parts)


def _figure(title: str, high: float, parts: Sequence[Part]) -> Safe:
    drawn = element(
        "svg", *parts, viewBox=f"0 0 {WIDTH:g} {high:.0f}", role="img", aria_label=title
    )
    return element("figure", element("figcaption", title), drawn)


def _text(
    said: str, x: float, y: float, anchor: str, fill: str = _INK, size: float = _LETTERS
) -> Safe:
    return element("text", said, x=round(x, 1), y=round(y, 1), text_anchor=anchor, fill=fill,
                   font_size=size)  # fmt: skip


def _line(
    x1: float, y1: float, x2: float, y2: float, stroke: str = _FAINT, width: float = 1.0
) -> Safe:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width)
