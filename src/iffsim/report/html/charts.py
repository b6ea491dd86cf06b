"""Drawings of what changes over time, for print first: black on white, lines told apart by their
dashes and by a label at their end. They need matplotlib, an extra."""

from __future__ import annotations

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from iffsim.base import assets
from iffsim.base.arrays import Floats
from iffsim.base.errors import bad
from iffsim.base.units import clock
from iffsim.report.html.markup import Safe
from iffsim.report.html.svg import embedded

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WIDTH_IN = 7.1
"""What fits between the margins of A4."""
LINE_IN = 0.15
"""Room that a line's label takes."""
Dashes = tuple[int, tuple[float, ...]]
STYLES: tuple[tuple[str, float, str | Dashes], ...] = (
    ("#12406b", 2.0, "-"), ("#b3541e", 1.6, (0, (5, 2))), ("#1f7a4d", 1.6, (0, (1, 1.2))),
    ("#7a3b85", 1.6, (0, (6, 2, 1, 2))), ("#444444", 1.0, "-"), ("#8a6d00", 1.2, (0, (3, 1.5))),
    ("#0f7f8c", 1.2, (0, (1, 2.5))), ("#a0325a", 1.2, (0, (8, 2, 1, 2, 1, 2))),
)  # fmt: skip
"""Colour, width (points) and dashes, picture by picture."""
_INK, _QUIET, _FAINT = "#1a1a1a", "#555555", "#d5d5d5"
_STEPS_S = (30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 21600)


@dataclass(frozen=True)
class Line:
    """One picture's values; nan where there is none."""

    label: str
    values: Floats


@dataclass(frozen=True)
class Mark:
    """A numbered instant."""

    time_s: float
    number: int


@dataclass(frozen=True)
class Lane:
    """Marks of one kind, on a timeline."""

    label: str
    marks: tuple[Mark, ...]


def style(n: int) -> tuple[str, float, str | Dashes]:
    """Return colour, width and dashes of line `n`; from the ninth on they come again, bolder."""
    colour, width, dashes = STYLES[n % len(STYLES)]
    return colour, width * (1 + 0.8 * (n // len(STYLES))), dashes


def need_matplotlib() -> None:
    """Raise `BadInput` that says how to get matplotlib when it is not installed.

    Where its cache cannot be written it takes a temporary one, and need not tell anybody.
    """
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        import matplotlib  # noqa: F401
    except ImportError:
        raise bad("report", 'needs matplotlib; run: pip install "iffsim[report]"') from None


def over_time(
    name: str, title: str, times: Floats, lines: Sequence[Line],
    marks: Sequence[Mark], percent: str | None,
) -> Safe:  # fmt: skip
    """Return a drawing of `lines` over `times` (s).

    `percent`: how percentages are written, if values are shares, such as "{} %"; None: counts.
    """
    with _house_style():
        figure, axes = _paper(max(1.45, 0.45 + LINE_IN * len(lines)), right_in=1.95)
        for n, line in enumerate(lines):
            colour, width, dashes = style(n)
            axes.step(
                times,
                line.values,
                where="post",
                color=colour,
                lw=width,
                ls=dashes,
                zorder=3 + n / 99,
            )
        _heights(axes, lines, percent)
        _clock_axis(axes, float(times[-1]))
        _numbered(axes, marks)
        _label_ends(figure, axes, float(times[-1]), lines)
        return _drawn(figure, name, title)


def timeline(name: str, title: str, end_s: float, lanes: Sequence[Lane]) -> Safe:
    """Return a drawing of numbered marks, lane by lane."""
    with _house_style():
        figure, axes = _paper(0.5 + 0.36 * len(lanes), right_in=0.3, left_in=1.15)
        for row, lane in enumerate(lanes):
            axes.axhline(row, color=_FAINT, lw=0.8, zorder=0)
            levels = _staggered([mark.time_s for mark in lane.marks], end_s)
            for mark, level in zip(lane.marks, levels, strict=True):
                axes.plot([mark.time_s], [row], "o", ms=3.5, color=_INK, clip_on=False)
                if level is None:
                    continue
                axes.annotate(
                    str(mark.number), (mark.time_s, row), (0, (3.5, -3.5)[level]), fontsize=7,
                    textcoords="offset points", ha="center", va=("bottom", "top")[level],
                )  # fmt: skip
        axes.set_yticks(range(len(lanes)), [lane.label for lane in lanes])
        axes.set_ylim(len(lanes) - 0.45, -0.6)
        axes.tick_params(axis="y", length=0)
        axes.spines["left"].set_visible(False)
        _clock_axis(axes, end_s)
        return _drawn(figure, name, title)


@contextmanager
def _house_style() -> Iterator[None]:
    """Within, drawings are made in the product's letters; other letters stand in for what these
    lack."""
    import matplotlib
    from matplotlib import font_manager

    for name in ("IBMPlexSansCondensed-Regular.ttf", "IBMPlexSansCondensed-SemiBold.ttf"):
        font_manager.fontManager.addfont(str(assets.path("fonts", name)))
    look = matplotlib.rc_context({
        "font.family": ["IBM Plex Sans Condensed", "DejaVu Sans"], "font.size": 8.5,
        "svg.fonttype": "none", "svg.hashsalt": "iffsim", "axes.edgecolor": _QUIET,
        "axes.linewidth": 0.7, "text.color": _INK, "xtick.color": _QUIET, "ytick.color": _QUIET,
        "axes.labelcolor": _QUIET, "axes.spines.top": False, "axes.spines.right": False,
        "text.parse_math": False,
    })  # fmt: skip
    with look, warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing")  # the page's reader has letters
        yield


def _paper(height_in: float, right_in: float, left_in: float = 0.45) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH_IN, height_in))
    bottom, top = 0.3, 0.16
    axes = figure.add_axes(
        (left_in / WIDTH_IN, bottom / height_in, 1 - (left_in + right_in) / WIDTH_IN,
         1 - (bottom + top) / height_in)
    )  # fmt: skip
    return figure, axes


def _clock_axis(axes: Axes, end_s: float) -> None:
    step = next((s for s in _STEPS_S if end_s / s <= 10), _STEPS_S[-1])
    ticks = np.arange(0.0, end_s + 1e-9, step)
    axes.set_xticks(ticks, [clock(tick) for tick in ticks.tolist()])
    axes.set_xlim(0.0, end_s)


def _heights(axes: Axes, lines: Sequence[Line], percent: str | None) -> None:
    if percent:
        axes.set_ylim(-0.03, 1.03)
        axes.set_yticks([0.0, 0.5, 1.0], [percent.format(n) for n in (0, 50, 100)])
        axes.set_yticks([0.25, 0.75], minor=True)
    else:
        from matplotlib.ticker import MaxNLocator

        values = np.concatenate([line.values for line in lines])
        top = float(np.nanmax(values)) if np.isfinite(values).any() else 1.0
        axes.set_ylim(-0.03 * max(top, 1.0), 1.06 * max(top, 1.0))
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.grid(axis="y", color=_FAINT, lw=0.5)
    axes.set_axisbelow(True)


def _numbered(axes: Axes, marks: Sequence[Mark]) -> None:
    """Draw a hairline and a number at each mark; numbers that would touch are left out."""
    last = -np.inf
    width = axes.get_xlim()[1]
    for mark in marks:
        axes.axvline(mark.time_s, color=_QUIET, lw=0.5, ls=(0, (1, 2)), zorder=1)
        if mark.time_s - last > 0.025 * width:
            axes.annotate(
                str(mark.number), (mark.time_s, 1), (0, 1.5), xycoords=("data", "axes fraction"),
                textcoords="offset points", ha="center", va="bottom", fontsize=7, color=_QUIET,
            )  # fmt: skip
            last = mark.time_s


def _label_ends(figure: Figure, axes: Axes, end_s: float, lines: Sequence[Line]) -> None:
    """Write each line's name at its end, a short stroke of it in front, none upon another.

    The very last instant does not count: what ends with the run is gone then.
    """
    low, high = axes.get_ylim()
    gap = LINE_IN / (axes.get_position().height * figure.get_figheight()) * (high - low)
    wanted = [_last(line.values[:-1], low) for line in lines]
    for n, at in zip(np.argsort(wanted, kind="stable"), _spread(sorted(wanted), gap, low, high),
                     strict=True):  # fmt: skip
        colour, width, dashes = style(int(n))
        right = end_s * np.array([1.0, 1.012, 1.055])
        axes.plot(right[:2], [wanted[n], at], color=_QUIET, lw=0.4, clip_on=False)
        axes.plot(right[1:], [at, at], color=colour, lw=width, ls=dashes, clip_on=False)
        axes.text(end_s * 1.065, at, lines[n].label, va="center", fontsize=8, clip_on=False)


def _last(values: Floats, default: float) -> float:
    there = values[np.isfinite(values)]
    return float(there[-1]) if len(there) else default


def _spread(places: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Return sorted places moved apart by `gap` at least, inside low..high if there is room."""
    found: list[float] = []
    for place in places:
        found.append(max(place, found[-1] + gap) if found else place)
    ceiling = high
    for n in range(len(found) - 1, -1, -1):
        found[n] = min(found[n], ceiling)
        ceiling = found[n] - gap
    return found


def _staggered(times: Sequence[float], end_s: float) -> list[int | None]:
    """Return for each time (sorted) where its number stands: 0 above, 1 below, None where there is
    no room for it."""
    free_from = [-np.inf, -np.inf]
    levels: list[int | None] = []
    for time_s in times:
        level = next((n for n in (0, 1) if time_s >= free_from[n]), None)
        levels.append(level)
        if level is not None:
            free_from[level] = time_s + 0.028 * end_s
    return levels


def _drawn(figure: Figure, name: str, title: str) -> Safe:
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None})
    return embedded(file.getvalue(), f"{name}-", title)
