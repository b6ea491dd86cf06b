"""`iffsim run`: no window; the scorecards, and everything as tables."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iffsim.cli.words import Seed, Source, read_time

if TYPE_CHECKING:
    from iffsim.recording import Recording


def run(
    scenario: Source,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Write scorecard.json, the CSV tables and the recording."),
    ] = None,
    seed: Seed = None,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How often the sampled tables have rows.")
    ] = "10s",
    form: Annotated[
        str,
        typer.Option(
            "--format", metavar="FORMAT", help="Of the tables: csv, parquet, geojson, kml or czml."
        ),
    ] = "csv",
    as_json: Annotated[bool, typer.Option("--json", help="Scorecards as JSON.")] = False,
) -> None:
    """Run a scenario without a window and put its pictures' scorecards side by side.

    With --out DIR the whole run is written too: scorecard.json (by picture), truth.csv,
    pictures.csv and events.csv (one row per aircraft and time, picture, or change), and the
    recording NAME.iffrec, which *iffsim play* opens. A picture's position is that of its last plot,
    and its rows go on while a track coasts; docs/tables.md explains every column.
    --format geojson is for QGIS, kml for Google Earth, czml for Cesium, parquet for pandas and
    *traffic*.

        iffsim run local-bubble
        iffsim run local-bubble --out results --every 30s
        iffsim run local-bubble --out results --format kml
        iffsim run my.toml --seed 7 --json | jq .linked.completeness
    """
    from iffsim.cli.sources import open_source, source_name
    from iffsim.cli.words import index_of
    from iffsim.formats import FORMATS

    index_of("--format", "format", form, FORMATS)
    every_s = read_interval(every)
    recording = open_source(scenario, seed)
    cards = all_scores(recording)
    if out is not None:
        write_all(recording, cards, out, source_name(scenario), every_s, form)
    if as_json:
        print(json.dumps(cards, indent=2, ensure_ascii=False, allow_nan=False))
    else:
        show(recording, cards)
    if out is not None:
        print(f"written to {out}", file=sys.stderr)


def all_scores(recording: Recording) -> dict[str, dict[str, Any]]:
    """Return each picture's scorecard with what it watches and shares."""
    from iffsim.shares import shares
    from iffsim.tables import scorecards

    more = shares(recording)
    return {name: card | more[name] for name, card in scorecards(recording).items()}


def read_interval(text: str) -> float:
    """Return the seconds between samples; raises `BadInput`."""
    from iffsim.base.errors import bad

    every_s = read_time("--every", text)
    if every_s < 1.0:
        raise bad("--every", f"{text} is too often; expected 1s or more")
    return every_s


def write_all(
    recording: Recording,
    cards: dict[str, dict[str, Any]],
    out: Path,
    name: str,
    every_s: float,
    form: str = "csv",
) -> None:
    """Write every file of a run into `out`, all of them or none."""
    from iffsim import formats, tables
    from iffsim.base.files import folder
    from iffsim.cli.progress import rising
    from iffsim.store import save

    times = tables.times_s(recording, every_s).tolist()
    with folder(out) as place:
        text = json.dumps(cards, indent=2, ensure_ascii=False, allow_nan=False)
        (place / "scorecard.json").write_text(text + "\n", encoding="utf-8")
        with rising(f"writing {form}") as tell:
            formats.write(recording, form, place, times, tell)
        save(recording, place / f"{name}.iffrec")


def show(recording: Recording, cards: dict[str, dict[str, Any]]) -> None:
    """Print the scorecards, a column for each picture."""
    from rich.console import Console
    from rich.table import Table

    from iffsim.base.units import clock
    from iffsim.scoretable import score_rows

    table = Table(
        title=f"{recording.scenario.title} ({clock(recording.duration_s)})",
        caption="Illustrative, not real ranges. n/a: there was nothing to measure.",
        title_justify="left",
        caption_justify="left",
    )
    table.add_column("over the whole run")
    for picture in recording.picture_ids:
        table.add_column(picture, justify="right")
    for label, values in score_rows(list(cards.values())):
        table.add_row(label, *values)
    Console(highlight=False).print(table)
