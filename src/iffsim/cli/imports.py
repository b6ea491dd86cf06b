"""`iffsim import`: recorded traffic of the real world becomes a scenario."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from iffsim.cli.words import read_time

if TYPE_CHECKING:
    from iffsim.importing.batch import Box
    from iffsim.importing.job import Options


Files = Annotated[
    list[Path], typer.Argument(metavar="FILE", help="Recorded traffic; .gz, .zip too.")
]
Out = Annotated[Path, typer.Option("--out", metavar="SCENARIO.toml", help="The scenario to write.")]
BoxText = Annotated[
    str, typer.Option("--box", metavar="W,S,E,N", help="Degrees; default: the map's frame; or all.")
]
From = Annotated[str, typer.Option("--from", metavar="UTC", help='"2020-04-23T06:45".')]
To = Annotated[str, typer.Option("--to", metavar="UTC", help="As --from.")]
Most = Annotated[int | None, typer.Option("--max", min=1, help="Keep so many tracks, the longest.")]
Gap = Annotated[
    str, typer.Option("--gap", metavar="TIME", help="A longer silence makes two tracks.")
]
Tolerance = Annotated[
    float,
    typer.Option(
        "--tolerance", metavar="M", help="Leave out what the rest tells so well; 0: none."
    ),
]
RulesFile = Annotated[
    Path | None, typer.Option("--rules", metavar="FILE", help="Whose aircraft it is; see the docs.")
]
Anonymise = Annotated[
    bool, typer.Option("--anonymise", help="Number the tracks instead of naming them.")
]

Force = Annotated[
    bool, typer.Option("--force", help="Write over a scenario that was written or changed by hand.")
]


def import_(
    files: Files, out: Out, box: BoxText = "", start: From = "", stop: To = "", most: Most = None,
    gap: Gap = "10min", tolerance: Tolerance = 100.0, rules: RulesFile = None,
    anonymise: Anonymise = False, force: Force = False,
) -> None:  # fmt: skip
    """Turn recorded traffic into a scenario, with a compact data file beside it.

    Reads what OpenSky, dump1090, readsb, the *traffic* library, Flightradar24, GPS loggers and
    iffsim itself write (CSV, JSON, SBS-1, parquet, KML, GPX, GeoJSON: docs/real-traffic.md has the
    table); several files at once, each told by its content. What is left out or mended is counted
    and said. Times are UTC.

        iffsim import states.csv.gz --out tuesday.toml --box 25,35,46,43
        iffsim import traces/*.json --out day.toml --from 2020-04-23T06:00 --to 2020-04-23T09:00
        iffsim play tuesday.toml
    """
    from iffsim.base.printable import printable
    from iffsim.cli.progress import rising
    from iffsim.importing import job, report, write
    from iffsim.importing.who import rules as read_rules

    write.free(out, force)
    wanted = options(box, start, stop, most, gap, tolerance, anonymise)
    by = read_rules(rules)
    with rising("reading recorded traffic") as progress:
        sky, found = job.gather(files, wanted, by, progress)
    scenario, data = write.write(sky, found, out, force)
    for line in report.sentences(found):
        print(line)
    print(printable(f"written: {scenario} and {data} ({data.stat().st_size:,} bytes)"))


def options(
    box: str, start: str, stop: str, most: int | None, gap: str, tolerance: float, anonymise: bool
) -> Options:
    """Return what was asked for; raises `BadInput`."""
    from iffsim.base.errors import bad
    from iffsim.importing.batch import EARLIEST_S, LATEST_S
    from iffsim.importing.job import Options

    from_s = read_utc("--from", start) if start else EARLIEST_S
    to_s = read_utc("--to", stop) if stop else LATEST_S
    if to_s <= from_s:
        raise bad("--to", f"{stop} is not after --from {start}")
    gap_s = read_time("--gap", gap)
    if not 30.0 <= gap_s <= 86_400.0:
        raise bad("--gap", f"{gap} is out of range; expected 30s to 24h")
    if not 0.0 <= tolerance <= 5000.0:
        raise bad("--tolerance", f"{tolerance:g} is out of range; expected 0 to 5000 m")
    return Options(read_box(box), from_s, to_s, most, gap_s, tolerance, anonymise)


def read_utc(option: str, text: str) -> float:
    """Return s since 1970 of "2020-04-23T06:45" (UTC unless a zone is given); raises `BadInput`."""
    from datetime import UTC, datetime

    from iffsim.base.errors import bad

    try:
        found = datetime.fromisoformat(text.strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):
        raise bad(option, f'{text!r} is not a time; write "2020-04-23T06:45" (UTC)') from None


def read_box(text: str) -> Box | None:
    """Return west, south, east, north in degrees; None for all the world; raises `BadInput`."""
    from iffsim.base.errors import bad
    from iffsim.importing.job import MAP_BOX

    if not text:
        return MAP_BOX
    if text.strip().lower() == "all":
        return None
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        raise bad("--box", f'{text!r} is no box; write west,south,east,north or "all"') from None
    on_earth = all(-180.0 <= lon <= 180.0 for lon in (west, east)) and west != east
    if not (on_earth and -90.0 <= south < north <= 90.0):
        what = f"{text} is no box: expected degrees, south < north; west > east crosses 180"
        raise bad("--box", what)
    return west, south, east, north
