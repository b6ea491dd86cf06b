"""`iffsim explain`: why each picture calls an aircraft what it calls it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from iffsim.base.errors import bad
from iffsim.cli.words import Seed, Source, index_of, read_instant

if TYPE_CHECKING:
    from iffsim.recording import Recording


def explain(
    scenario: Source,
    aircraft: Annotated[
        str,
        typer.Option(metavar="ID", help="Its id, or a track number: 4021, linked:4021."),
    ],
    at: Annotated[str, typer.Option(metavar="TIME", help='When: "12:30" or "750s".')],
    seed: Seed = None,
) -> None:
    """Say why each picture calls an aircraft what it calls it, side by side.

    The sites that saw it, when, what its transponder replied, and the rule that named it:

        iffsim explain local-bubble --aircraft KC1 --at 00:12:30

    Times are written like 00:12:30, 12:30 (minutes and seconds), 750, 90s or 5min, from the
    beginning of the scenario.
    """
    from rich.console import Console
    from rich.table import Table

    from iffsim.base.units import clock
    from iffsim.cli.sources import open_source
    from iffsim.explain import sentences

    recording = open_source(scenario, seed)
    index = find_aircraft(recording, aircraft)
    time_s = read_instant("--at", at, recording.duration_s)
    title = f"{truth_line(recording, index, time_s)} What each picture knows at {clock(time_s)}:"
    table = Table(title=title, title_justify="left")
    for spec in recording.world.pictures:
        table.add_column(f"{spec.title} ({spec.id})", ratio=1, overflow="fold")
    whys = [recording.why(picture, index, time_s) for picture in recording.picture_ids]
    table.add_row(*("\n\n".join(sentences(recording, why)) for why in whys))
    Console(highlight=False).print(table)


def find_aircraft(recording: Recording, word: str) -> int:
    """Return the index of the aircraft with this id, or with this track number in a picture, e.g.
    "4021" or "linked:4021"; raises `BadInput`, also where pictures give it to different ones."""
    ids = recording.world.fleet.ids
    picture, _, number = word.rpartition(":")
    if word not in ids and number.isdecimal() and picture in ("", *recording.picture_ids):
        found = {
            name: rows[0]
            for name in ([picture] if picture else recording.picture_ids)
            if (rows := (recording.numbers(name) == int(number)).nonzero()[0].tolist())
        }
        if len(set(found.values())) > 1:
            whose = ", ".join(f"{name}:{number} is {ids[row]}" for name, row in found.items())
            raise bad("--aircraft", f"is {word}, another track in each picture: {whose}")
        if found:
            return int(next(iter(found.values())))
    return index_of("--aircraft", "aircraft", word, ids)


def truth_line(recording: Recording, index: int, time_s: float) -> str:
    """Return what the aircraft truly is, which no picture is ever told."""
    from iffsim.doctrine import Allegiance

    fleet = recording.world.fleet
    allegiance = Allegiance(int(fleet.allegiance[index])).name.lower()
    worn = ", ".join(f"{p} {recording.numbers(p)[index]}" for p in recording.picture_ids)
    flies = "" if recording.truth(time_s).alive[index] else ", not flying at this time"
    return f"Truth: {fleet.ids[index]} (track: {worn}), {fleet.types[index]}, {allegiance}{flies}."
