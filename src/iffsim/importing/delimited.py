"""Tables as text: commas, semicolons or tabs; the header tells the dialect."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from iffsim.base.errors import BadInput, bad
from iffsim.base.printable import printable
from iffsim.importing import known
from iffsim.importing.batch import Batch, Book
from iffsim.importing.dialects import OPENSKY_HISTORY, Dialect, dialect_of, nearest
from iffsim.importing.streams import Watched, lines
from iffsim.importing.table import batch, missing

DELIMITERS = ",;\t|"
SEARCHED = 30
"""Lines in which the header may be."""


@dataclass(frozen=True)
class Header:
    """What a table's first lines tell."""

    names: tuple[str, ...]
    dialect: Dialect
    delimiter: str
    skipped: int
    """Lines up to it, itself included."""
    spaced: str = ""
    """In words, what is not as usual."""

    def told(self) -> str:
        """Return what is to be added to the format's name."""
        kinds = {";": " (semicolons)", "\t": " (tabs)", "|": " (bars)"}
        usual = "" if self.dialect.name.endswith(("CSV", "table", "truth")) else " CSV"
        return f"{usual}{kinds.get(self.delimiter, '')}{self.spaced}"


def names_of(line: str, delimiter: str) -> tuple[str, ...]:
    """Return the names of a header line, in small letters; empty where a name is missing."""
    fields = _quoted(line, delimiter) if '"' in line else line.split(delimiter)
    plain = (name.strip().strip('"').replace("İ", "i").lower() for name in fields)
    return tuple(_BETWEEN.sub("_", name).strip("_") for name in plain)


_BETWEEN = re.compile(r"[\s()\[\]]+")
"""What stands between the words of a title: "Altitude (ft)" is `altitude_ft`."""


def header_in(found: Sequence[str]) -> Header | None:
    """Return the header among the first lines of a table, None if there is none."""
    for number, line in enumerate(found[:SEARCHED]):
        for delimiter in DELIMITERS:
            names = names_of(line, delimiter)
            if dialect := dialect_of(names) if len(names) > 2 else None:
                return Header(names, dialect, delimiter, number + 1)
    return _headerless(found)


def _headerless(found: Sequence[str]) -> Header | None:
    """Return the header that OpenSky's history has, where the rows are its own without one."""
    order = OPENSKY_HISTORY.order
    rows = [line.split(",") for line in found[1:SEARCHED] if line.strip()][:-1][:5]
    titled = found and nearest(names_of(found[0], ",")) is not None
    if titled or len(rows) < 2 or any(len(row) != len(order) for row in rows):
        return None
    alike = all(row[0].isdigit() and len(row[1]) == 6 and row[8].lower() in _YES_NO for row in rows)
    return Header(order, OPENSKY_HISTORY, ",", 0, " without a header") if alike else None


_YES_NO = frozenset(("true", "false", ""))


def no_header(found: Sequence[str], where: str, expected: str) -> BadInput:
    """Return what to say of lines that are no table of ours."""
    for number, line in enumerate(found[:SEARCHED], start=1):
        for delimiter in DELIMITERS:
            names = names_of(line, delimiter)
            if what := known.refusal_of_names(names):
                return bad(where, what)
            if (near := nearest(names)) and near.lacks(names):
                return missing(f"{where}: line {number}", "the header", names, near)
    number, first = next(((n, t) for n, t in enumerate(found, start=1) if t.strip()), (1, ""))
    what = f'begins with "{printable(first[:60])}", which is no format known; {expected}'
    return bad(f"{where}: line {number}", what)


def read(file: Watched, book: Book) -> Iterator[Batch]:
    """Yield the rows of a table. Raises `BadInput` when its header lacks what is needed."""
    header: Header | None = None
    for _, block in lines(file):
        if header is None:
            header = header_in(block)
            if header is None:
                raise no_header(block, str(file.path), "expected a header")
            _once(file, header)
            before = [line for line in block[: max(0, header.skipped - 1)] if line.strip()]
            book.tally["line before the header"] += len(before)
            block = block[header.skipped :]
        columns = _columns(block, header, book)
        if columns:
            named = dict(zip(header.names, columns, strict=True))
            yield batch(named, header.dialect, book, len(columns[0]))
        book.hopeful(str(file.path))


def _once(file: Watched, header: Header) -> None:
    """Raise `BadInput` for a column that matters and is named twice."""
    used = header.dialect.used()
    twice = [name for name in header.names if name in used and header.names.count(name) > 1]
    if twice:
        where = f"{file.path}: line {header.skipped}"
        raise bad(where, f'the header names column "{min(twice)}" twice')


def _columns(block: Sequence[str], header: Header, book: Book) -> list[list[str]]:
    """Return the fields of lines as long as the header, by column; count the others."""
    width, delimiter = len(header.names), header.delimiter
    plain = [line for line in block if line]
    good = [line for line in plain if line.count(delimiter) == width - 1 and '"' not in line]
    fields = delimiter.join(good).split(delimiter) if good else []
    if len(good) < len(plain):
        for line in plain:
            if line.count(delimiter) != width - 1 or '"' in line:
                fields += _odd(line, header, book)
    if delimiter != ",":
        fields = _with_points(fields, header)
    return [fields[column::width] for column in range(width)] if fields else []


def _odd(line: str, header: Header, book: Book) -> list[str]:
    """Return the fields of a line with quotes; nothing (counted) if too few or too many."""
    width, delimiter = len(header.names), header.delimiter
    fields = _quoted(line, delimiter) if '"' in line else line.split(delimiter)
    if len(fields) == width:
        return fields
    if line.strip(f" \t{delimiter}"):
        book.tally["rows"] += 1
        book.tally["row too short" if len(fields) < width else "row too long"] += 1
    return []


def _with_points(fields: list[str], header: Header) -> list[str]:
    """Return fields with decimal points for decimal commas, where commas part no columns."""
    paired = {i for i, name in enumerate(header.names) if name in header.dialect.position}
    width = len(header.names)
    return [
        text.replace(",", ".") if text.count(",") == 1 and i % width not in paired else text
        for i, text in enumerate(fields)
    ]


def _quoted(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
