"""Options that several commands share, and how what people write in them is read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from iffsim.base.errors import bad
from iffsim.base.units import clock, parse_time

Source = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO", help="A shipped scenario's name, a .toml file or an .iffrec recording."
    ),
]
Seed = Annotated[
    int | None, typer.Option(help="Chance and background traffic; default: the scenario's own.")
]
OutFolder = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Where files go, if there is no display."),
]
Headless = Annotated[bool, typer.Option("--headless", help="Files instead of a window.")]


def known_language(code: str) -> str:
    """Return the code of a language that the table of words has; raises `BadInput`."""
    from iffsim.words.say import languages

    index_of("--lang", "language", code, list(languages()))
    return code


Language = Annotated[
    str,
    typer.Option("--lang", metavar="CODE", help="The language, en or tr.", callback=known_language),
]


def page_name(out: Path) -> Path:
    """Return the name of a page to write; raises `BadInput` for one that is none."""
    if out.suffix.lower() not in (".html", ".htm"):
        raise bad("--out", f'"{out}" is no page; expected a name in .html')
    return out


PageFile = Annotated[
    Path, typer.Option("--out", metavar="FILE", help="An .html file.", callback=page_name)
]

Span = tuple[float, float]
SMALLEST, LARGEST = (320, 180), (7680, 4320)


def read_time(option: str, text: str) -> float:
    """Return seconds from what was written for `option`; raises `BadInput`."""
    try:
        return parse_time(text)
    except ValueError as error:
        raise bad(option, str(error)) from None


def read_instant(option: str, text: str, duration_s: float) -> float:
    """Return seconds from `text`, inside a run of `duration_s`; raises `BadInput`."""
    time_s = read_time(option, text)
    if time_s > duration_s:
        raise bad(option, f"{text} is past the end of the run, which lasts {clock(duration_s)}")
    return time_s


def read_span(start: str | None, stop: str | None, duration_s: float) -> Span:
    """Return (from, to) in seconds inside a run of `duration_s`; raises `BadInput`."""
    start_s = 0.0 if start is None else read_instant("--from", start, duration_s)
    stop_s = duration_s if stop is None else read_instant("--to", stop, duration_s)
    if stop_s <= start_s:
        raise bad("--to", f"{clock(stop_s)} is not after --from {clock(start_s)}")
    return start_s, stop_s


def read_size(option: str, text: str) -> tuple[int, int]:
    """Return (width, height) in pixels from ``"1280x720"``; raises `BadInput`."""
    found = re.fullmatch(r"(\d{1,5})x(\d{1,5})", text)
    if not found:
        raise bad(option, f'{text!r} is not a size; write "1280x720"')
    size = int(found[1]), int(found[2])
    if not all(
        low <= part <= high for low, part, high in zip(SMALLEST, size, LARGEST, strict=True)
    ):
        small, large = (f"{w}x{h}" for w, h in (SMALLEST, LARGEST))
        raise bad(option, f"{text} is out of range; expected {small} to {large}")
    return size


def index_of(option: str, kind: str, word: str, known: Sequence[str]) -> int:
    """Return where `word` stands in `known`; raises `BadInput` that names the near miss."""
    if word in known:
        return known.index(word)
    from iffsim.scenario.near import unknown

    raise bad(option, unknown(kind, word, known))
