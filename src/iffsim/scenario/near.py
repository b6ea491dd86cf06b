"""Sentences about words that nobody knows, with the nearest word that is known."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from iffsim.base.printable import printable
from iffsim.earth.catalogue import plain

_SHOWN = 60


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that looks most like `word`, or None."""
    by_plain = {plain(name): name for name in sorted(known, reverse=True)}
    found = difflib.get_close_matches(plain(word[:_SHOWN]), by_plain, n=1, cutoff=0.6)
    return by_plain[found[0]] if found else None


def shown(value: object) -> str:
    """Return `value` as a person wrote it, cut short: tables and lists only by what they are."""
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int) and value.bit_length() > 200:
        return "a number of more than 60 digits"
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return line(text, _SHOWN)


def line(text: str, most: int = 500) -> str:
    """Return `text` as one line that can be printed, cut at `most` letters."""
    text = printable(text)
    return text if len(text) <= most else f"{text[: most - 3]}..."


def unknown(kind: str, word: str, known: Iterable[str], expected: str = "") -> str:
    """Return e.g. ``unknown aircraft type "A230"; did you mean "A320"?``."""
    words = list(known)
    if near := nearest(word, words):
        return f"unknown {kind} {shown(word)}; did you mean {shown(near)}?"
    if not expected and 0 < len(words) <= 16:
        expected = line(f"one of {', '.join(words)}" if len(words) > 1 else f'"{words[0]}"', 250)
    return f"unknown {kind} {shown(word)}" + (f"; expected {expected}" if expected else "")
