"""JSON values of a file one after another: a document a line, one document, or the elements of a
list, so that nothing large is ever held whole."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from iffsim.base.errors import BadInput, bad
from iffsim.importing.streams import Watched

MAX_VALUE = 32 << 20
"""Largest single value, characters."""
MAX_WEIGHT = 150 << 20
"""Memory that one value may take, bytes, about."""
PATIENCE = 4 << 20
"""A value that is not whole after so many characters is read element by element, if it can be."""
PORTION = 50_000
"""Elements handed on at once."""
MOST_EMPTY = 200_000
"""Empty lists in a file; more is no recording."""
_BLANK = re.compile(r"[\s,\x1e]*")
_LISTED = re.compile(
    r'\{\s*((?:"[^"\\]{0,40}"\s*:\s*(?:"[^"\\]{0,200}"|[-+.\w]{1,40})\s*,\s*){0,40})'
    r'"(features|files|states|aircraft|ac|trace|path|data)"\s*:\s*\['
)
"""The beginning of an object whose rows are in a list: its other members, and the list's name."""


@dataclass
class _Feed:
    """Text of a file, as much of it as is wanted."""

    file: Watched
    pieces: Iterator[str] = field(init=False)
    held: str = ""
    at: int = 0
    ended: bool = False
    counted: int = 0
    """Characters held of whose lines `line` is the sum."""
    line: int = 1

    def __post_init__(self) -> None:
        self.pieces = self.file.text()

    def more(self) -> bool:
        """Read on; return False at the end of the file."""
        self.where()
        self.held, self.at, self.counted = self.held[self.at :], 0, 0
        piece = next(self.pieces, None)
        if piece is None:
            self.ended = True
            return False
        self.held += piece
        return True

    def skip(self) -> str:
        """Go to the next character that is not blank and return it, "" at the end."""
        while True:
            found = _BLANK.match(self.held, self.at)
            self.at = found.end() if found else self.at
            if self.at < len(self.held):
                return self.held[self.at]
            if not self.more():
                return ""

    def where(self) -> int:
        """Return the line of the next character."""
        self.line += self.held.count("\n", self.counted, self.at)
        self.counted = self.at
        return self.line

    def left(self) -> int:
        """Return how many characters are held and not yet read."""
        return len(self.held) - self.at


@dataclass
class Values:
    """The JSON values of `file`: those of a list or of `features` and `files` one by one."""

    file: Watched
    cut_first: int = 0
    """1 when the first line was no beginning and was left out."""
    cut_last: int = 0
    """1 when the last value was cut short and was left out."""
    line: int = 1
    """Where the value handed on last began."""
    empty: int = 0

    def __iter__(self) -> Iterator[object]:
        feed = _Feed(self.file)
        seen = 0
        while first := feed.skip():
            self.line = feed.where()
            if first == "[":
                feed.at += 1
                yield from self._elements(feed)
                seen += 1
                continue
            try:
                value = _value(feed)
            except _Cut as cut:
                yield from self._partly(feed, cut, seen)
            except BadInput:
                if seen or self.cut_first or not _next_line(feed):
                    raise
                self.cut_first = 1
                continue
            else:
                if first != "{" and not seen and not self.cut_first and _next_line(feed):
                    self.cut_first = 1  # what is left of a line, and happens to be a value
                    continue
                yield value
            seen += 1

    def _elements(self, feed: _Feed) -> Iterator[object]:
        """Yield the elements of a list whose bracket was read; of one cut short the whole ones."""
        seen = 0
        while (first := feed.skip()) != "]":
            self.line = feed.where()
            try:
                if not first:
                    raise _Cut(feed)
                value = _value(feed)
            except _Cut as cut:
                if not seen:
                    raise cut.said() from None
                self.cut_last = 1
                feed.at = len(feed.held)
                return
            yield value
            seen += 1
        feed.at += 1
        self.empty += not seen
        if self.empty > MOST_EMPTY:
            where = f"{self.file.path}: line {feed.where():,}"
            raise bad(where, f"is the end of {self.empty:,} empty lists: no recording has so many")

    def _partly(self, feed: _Feed, cut: _Cut, seen: int) -> Iterator[object]:
        """Yield an object that is too large or cut short in portions of its rows, if it has any."""
        if seen and feed.ended:  # a line is a record: the others are whole
            self.cut_last = 1
            feed.at = len(feed.held)
            return
        begins = _LISTED.match(feed.held, feed.at)
        if begins is None:
            raise cut.said()
        members: dict[str, Any] = json.loads("{" + begins[1].rstrip().rstrip(",") + "}")
        name, feed.at = begins[2], begins.end()
        if name in ("features", "files"):
            yield from self._elements(feed)
            _rest(feed)
            return
        rows: list[object] = []
        for row in self._elements(feed):
            rows.append(row)
            if len(rows) >= PORTION:
                yield {**members, name: rows}
                rows = []
        if not self.cut_last:
            members |= _rest(feed)
        yield {**members, name: rows}


class _Cut(Exception):  # noqa: N818  (whether it is an error is for the caller to say)
    """A value is not whole: the file ends, or it is larger than the patience."""

    def __init__(self, feed: _Feed) -> None:
        self.feed = feed

    def said(self) -> BadInput:
        where = f"{self.feed.file.path}: line {self.feed.where():,}"
        if self.feed.ended:
            return bad(where, "is JSON that is cut short, without a whole record; get it again")
        what = f"begins a JSON value of more than {MAX_VALUE >> 20} MB"
        return bad(where, f"{what}; write one record a line (orient='records', lines=True)")


_SCAN = json.JSONDecoder()


def _value(feed: _Feed) -> object:
    """Return the value that begins here. Raises `_Cut`, or `BadInput` for what is no JSON."""
    tried = 0
    while True:
        if tried:
            _light(feed)
        try:
            value, feed.at = _SCAN.raw_decode(feed.held, feed.at)
            return value
        except json.JSONDecodeError as error:
            if not _unfinished(feed, error):
                raise _no_json(feed, error) from None
        except RecursionError:
            where = f"{feed.file.path}: line {feed.where():,}"
            raise bad(where, "is JSON nested too deep to be traffic") from None
        except ValueError:
            where = f"{feed.file.path}: line {feed.where():,}"
            raise bad(where, "has a number too long to be one") from None
        tried = max(tried, feed.left())
        listed = tried > PATIENCE and _LISTED.match(feed.held, feed.at)
        if listed or tried > MAX_VALUE or not feed.more():
            raise _Cut(feed)


def _light(feed: _Feed) -> None:
    """Raise `BadInput` when what is held would take too much memory as values."""
    text = feed.held
    weight = 60 * text.count("[") + 230 * text.count("{") + 70 * text.count(",")
    if weight > MAX_WEIGHT and not _LISTED.match(text, feed.at):
        raise _Cut(feed).said()


def _unfinished(feed: _Feed, error: json.JSONDecodeError) -> bool:
    """Return whether an error is only that the text ends."""
    if error.msg.startswith("Unterminated"):
        return True
    escape = 8 if error.msg.startswith("Invalid \\") else 0
    return error.pos + escape >= len(feed.held) or bool(
        _WORD.fullmatch(feed.held, error.pos, min(len(feed.held), error.pos + 12))
        and error.pos + 12 > len(feed.held)
    )


_WORD = re.compile(r"\s*-?[A-Za-z]{0,9}")


def _no_json(feed: _Feed, error: json.JSONDecodeError) -> BadInput:
    line = feed.where() + feed.held.count("\n", feed.at, error.pos)
    column = error.pos - feed.held.rfind("\n", 0, error.pos)
    where = f"{feed.file.path}: line {line:,}, column {column:,}"
    return bad(where, f"is not JSON that can be read ({error.msg.lower()})")


def _next_line(feed: _Feed) -> bool:
    """Go to the next line; return whether a value begins there."""
    end = feed.held.find("\n", feed.at)
    if end < 0:
        return False
    feed.at = end + 1
    return feed.skip() in ("{", "[")


def _rest(feed: _Feed) -> dict[str, Any]:
    """Return the members of an object that follow its list."""
    first = feed.skip()
    if first == "}":
        feed.at += 1
        return {}
    while feed.left() < 1 << 16 and feed.more():
        pass
    try:
        value, end = _SCAN.raw_decode("{" + feed.held[feed.at :])
    except (json.JSONDecodeError, RecursionError, ValueError):
        feed.at = len(feed.held)
        return {}
    feed.at += end - 1
    return value if isinstance(value, dict) else {}
