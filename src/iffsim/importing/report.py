"""What an import did, in sentences: counts of everything left out or mended, never silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from iffsim.importing.batch import Box, Tally


@dataclass(frozen=True)
class Report:
    """What came of it. Times in s since 1970, UTC."""

    formats: tuple[tuple[str, str], ...]
    """(file, format in words) of each file."""
    tally: Tally
    usable: int
    """Fixes that passed the sieve."""
    cleaned: int
    """Fixes in tracks after cleaning."""
    written: int
    """Fixes written, after simplifying."""
    tracks: int
    aircraft: int
    start_s: float
    end_s: float
    box: Box
    """West, south, east, north of what was written, degrees; west > east: across the
    antimeridian."""
    geometric: int
    """Tracks whose heights are geometric; those of the others are barometric."""
    whose: Counter[str]
    """Tracks by the rule that says whose they are."""
    countries: Counter[str]
    """Aircraft by the country of their address block."""
    tolerance_m: float
    notes: tuple[str, ...] = ()


def utc(time_s: float) -> str:
    """Return "2020-04-23T06:41:50Z"."""
    return datetime.fromtimestamp(time_s, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sentences(report: Report) -> Iterator[str]:
    """Yield the lines of a report."""
    for name, form in report.formats:
        yield f"read {name}: {form}"
    yield from report.notes
    yield f"{report.tally['rows']:>12,}  rows read"
    for what, count in sorted(report.tally.items(), key=lambda item: (-item[1], item[0])):
        if count and what != "rows":
            yield f"{count:>12,}  {what}"
    yield f"{report.cleaned:>12,}  fixes after cleaning"
    if report.tolerance_m > 0.0:
        yield (
            f"{report.written:>12,}  fixes written; each of the others is within"
            f" {report.tolerance_m:g} m of the way between these"
        )
    yield f"{report.tracks:>12,}  tracks of {report.aircraft:,} aircraft"
    for count, datum in ((report.tracks - report.geometric, "baro"), (report.geometric, "geo")):
        if count:
            yield f"{count:>12,}    by {datum}metric height"
    for rule, count in report.whose.most_common():
        yield f"{count:>12,}    {rule}"
    where = "{:.2f},{:.2f},{:.2f},{:.2f}".format(*report.box)
    yield f"from {utc(report.start_s)} to {utc(report.end_s)} (UTC); west,south,east,north {where}"
