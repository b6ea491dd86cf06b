"""`iffsim profile`: where the time of the loop goes, phase by phase."""

from __future__ import annotations

import json
import platform
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from iffsim.base.errors import bad

if TYPE_CHECKING:
    from iffsim.measure.profiling import Profile, Row
    from iffsim.truth.world import World

LIMITS = {
    "aircraft": (1, 10_000_000, 10_000),
    "sites": (1, 64, 12),
    "pictures": (1, 32, 3),
    "ticks": (1, 86_400, 600),
    "threads": (1, 64, 1),
}
"""Least, most, and what is taken when nothing is said."""


def size(name: str, what: str) -> Any:
    """Return an option that takes a number."""
    return typer.Option(metavar=name, help=what)


def profile(
    scenario: Annotated[
        str | None,
        typer.Argument(metavar="SCENARIO", help="A scenario; default: a made-up crowd."),
    ] = None,
    aircraft: Annotated[int | None, size("N", "Default: 10000.")] = None,
    sites: Annotated[int | None, size("S", "Default: 12.")] = None,
    pictures: Annotated[int | None, size("P", "Default: 3.")] = None,
    ticks: Annotated[int | None, size("T", "Seconds to run; default: 600.")] = None,
    threads: Annotated[int | None, size("K", "Parts of the fleet at work at once.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="The table as JSON.")] = False,
    speedscope: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write it for the flame graph viewer.")
    ] = None,
) -> None:
    """Run without a window and say where the time went: truth, coverage, replies, evidence,
    track life, doctrine, score.

    Times are the processor's, so that other programs do not count. "Whole tick" has the truth of
    every aircraft at every tick, which a run of a scenario never needs: it takes "bake alone".
    Bytes are counted in a second, smaller run; a share above 100% of the speed of a plain copy
    means that a phase keeps to the processor's caches.

        iffsim profile --aircraft 100000 --threads 2
        iffsim profile local-bubble --speedscope loop.json
    """
    from iffsim.cli.progress import rising
    from iffsim.measure import profiling

    sizes = {"aircraft": aircraft, "sites": sites, "pictures": pictures, "ticks": ticks}
    many = checked("threads", threads)
    world = made_up(sizes) if scenario is None else shipped(scenario, sizes)
    with rising("running") as progress:
        done = profiling.profile(world, many, progress=progress)
    copy = profiling.copy_bandwidth()
    rows = done.rows(profiling.touched(world), copy)
    name = scenario or "a made-up crowd"
    if speedscope is not None:
        write_speedscope(done, name, speedscope)
    if as_json:
        print(json.dumps(as_document(name, done, rows, copy), indent=2, allow_nan=False))
    else:
        show(name, done, rows, copy)


def checked(option: str, size: int | None) -> int:
    """Return the size given for an option, or the usual one; raises `BadInput`."""
    least, most, usual = LIMITS[option]
    if size is None:
        return usual
    if not least <= size <= most:
        raise bad(f"--{option}", f"{size} is out of range; expected {least} to {most}")
    return size


def made_up(sizes: dict[str, int | None]) -> World:
    """Return a synthetic world of these sizes."""
    from iffsim.measure import synthetic

    aircraft, sites, pictures, ticks = (checked(name, size) for name, size in sizes.items())
    return synthetic.world(aircraft, sites, pictures, ticks)


def shipped(scenario: str, sizes: dict[str, int | None]) -> World:
    """Return the world of a scenario, cut to so many ticks."""
    from iffsim.scenario import load
    from iffsim.truth.build import build

    for option in ("aircraft", "sites", "pictures"):
        if sizes[option] is not None:
            raise bad(f"--{option}", f"{scenario} has its own; leave out one or the other")
    world = build(load(scenario))
    return replace(world, ticks=min(world.ticks, checked("ticks", sizes["ticks"] or world.ticks)))


def as_document(name: str, done: Profile, rows: list[Row], copy: float) -> dict[str, Any]:
    """Return everything that the table says, ready for JSON."""
    import numpy as np

    return {
        "name": name,
        "aircraft": done.aircraft,
        "sites": done.sites,
        "pictures": done.pictures,
        "ticks": done.ticks,
        "threads": done.threads,
        "wall_s": done.wall_s,
        "peak_memory_bytes": done.peak_bytes,
        "copy_bytes_per_s": copy,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "phases": [asdict(row) for row in rows],
    }


def write_speedscope(done: Profile, name: str, path: Path) -> None:
    """Write the speedscope file."""
    from iffsim.base.files import whole
    from iffsim.measure.speedscope import document

    with whole(path) as temporary:
        temporary.write_text(json.dumps(document(done, name)), encoding="utf-8")


def show(name: str, done: Profile, rows: list[Row], copy: float) -> None:
    """Print the table."""
    from rich.console import Console
    from rich.table import Table

    memory = "n/a" if done.peak_bytes is None else f"{done.peak_bytes / 1e6:,.0f} MB"
    table = Table(
        title=f"{name}: {done.aircraft:,} aircraft, {done.sites} sites, {done.pictures} pictures, "
        f"{done.ticks:,} ticks, {done.threads} thread{'s' * (done.threads > 1)}",
        caption=f"{done.wall_s:.2f} s on the wall; at most {memory} resident; "
        f"a plain copy moves {copy / 1e9:.1f} GB/s",
        title_justify="left",
        caption_justify="left",
    )
    table.add_column("phase")
    for head in ("ms/tick", "ns/aircraft", "share", "bytes/aircraft", "of copy speed"):
        table.add_column(head, justify="right")
    for number, row in enumerate(rows):
        table.add_row(
            row.phase,
            f"{row.ms_per_tick:.4f}",
            f"{row.ns_per_aircraft:.2f}",
            f"{row.share:.0%}",
            f"{row.bytes_per_aircraft:.1f}",
            f"{row.copy_share:.0%}",
            end_section=number == len(rows) - 3,
        )
    Console(highlight=False).print(table)
