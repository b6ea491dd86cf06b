"""The table in lines for people: keys as they are printed, and what they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

import msgspec
from msgspec import Struct

from iffsim.commands.command import Command
from iffsim.commands.table import COMMANDS, GESTURES

PRINTED = {
    "Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "PageUp": "PgUp", "PageDown": "PgDn",
    "Escape": "Esc", "Delete": "Del", "Backspace": "Bksp", "Plus": "+", "Minus": "−",
}  # fmt: skip
_ARROWS = "←→↑↓"
_OWN_HINT = frozenset({"line", "list", "place", "inject", "page"})
"""What shows its own keys where they work; help leaves them out."""
_QUESTIONS = frozenset({"vote", "question", "told"})
_RUN = 5
"""So many keys in a row are printed as the first and the last."""


class Line(Struct, frozen=True):
    """A line of help."""

    keys: tuple[str, ...]
    """Printed chords with the same keys held, "Ctrl ← →"; or what the mouse is on."""
    help: str
    """The id of what it says."""


def printed(chord: str) -> str:
    """Return a chord as it is printed: "Ctrl ←"."""
    *held, key = chord.split("+")
    return " ".join((*held, PRINTED.get(key, key)))


def together(chords: Iterable[str]) -> tuple[str, ...]:
    """Return chords as they are printed, those with the same keys held together; of a long run the
    ends."""
    found = []
    for held, group in groupby(dict.fromkeys(chords), key=lambda chord: chord.split("+")[:-1]):
        keys = [printed(chord.rpartition("+")[2]) for chord in group]
        found.append(" ".join((*held, *_shortened(keys))))
    return tuple(found)


def _shortened(keys: list[str]) -> Iterator[str]:
    """Yield keys, of a long run of letters or digits the ends, of all four arrows one word."""
    if set(_ARROWS) <= set(keys):
        keys = ["arrows", *(key for key in keys if key not in _ARROWS)]
    place = {key: ord(key) - n for n, key in enumerate(keys) if len(key) == 1}
    for _, run in groupby(keys, key=lambda key: place.get(key, key)):
        same = list(run)
        yield from same if len(same) < _RUN else (f"{same[0]} .. {same[-1]}",)


def lines(group: str, console: bool | None = None) -> list[Line]:
    """Return the lines of a group; if `console` is given, those for help while it is on or off."""
    keys: dict[str, list[str]] = {}
    for command in COMMANDS:
        if command.group == group and _listed(command, console):
            keys.setdefault(command.help, []).extend(command.keys)
    mouse = [Line((name,), what) for name, whose, what in GESTURES if whose == group]
    return [*(Line(together(chords), said) for said, chords in keys.items()), *mouse]


def _listed(command: Command, console: bool | None) -> bool:
    """Return whether help lists a command while the console is on, or off; the docs list all."""
    if console is None:
        return True
    when = command.when
    elsewhere = _OWN_HINT if console else _OWN_HINT | _QUESTIONS
    return "console" not in (when.barred if console else when.wanted) and not (
        when.focus <= elsewhere
    )


def as_json() -> str:
    """Return the table as JSON, for what is not written in Python."""
    return msgspec.json.encode(COMMANDS, order="deterministic").decode()
