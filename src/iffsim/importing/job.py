"""The whole of an import: read, clean, simplify, name, write."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from iffsim.base.arrays import Array, Ints
from iffsim.base.errors import bad
from iffsim.base.printable import printable
from iffsim.base.progress import Tell
from iffsim.importing import clean, simplify
from iffsim.importing.batch import (
    BAD_TIME,
    EARLIEST_S,
    LATEST_S,
    MAX_FIXES,
    NO_TIME,
    OTHER_ADDRESS,
    UNIT_DEG,
    Book,
    Box,
    Tally,
    Wanted,
)  # fmt: skip
from iffsim.importing.clean import Tracks
from iffsim.importing.detect import detect
from iffsim.importing.report import Report, utc
from iffsim.importing.streams import Watched
from iffsim.importing.who import Rules, Who, country, who
from iffsim.scenario.skyfile import MAX_FIXES as MAX_WRITTEN
from iffsim.scenario.skyfile import MAX_TRACKS, Sky

DAY_S = 86_400.0
MAP_BOX: Box = (18.0, 30.0, 54.0, 48.0)
"""The frame of the shipped map."""


@dataclass(frozen=True)
class Options:
    """What a person can ask for."""

    box: Box | None = MAP_BOX
    from_s: float = EARLIEST_S
    to_s: float = LATEST_S
    most: int | None = None
    """Keep so many tracks, those with most fixes."""
    gap_s: float = 600.0
    tolerance_m: float = 100.0
    anonymise: bool = False


def gather(
    paths: Sequence[Path], options: Options, by: Rules, progress: Tell | None = None
) -> tuple[Sky, Report]:
    """Return the traffic of recorded files and the report on it.

    Raises `BadInput` for a file that cannot be read, and when nothing usable is left.
    """
    book, formats = read(paths, options, progress)
    fixes = clean.in_order(book.fixes(), book.tally)
    if not len(fixes):
        raise bad(_named(paths), f"has no usable position{_why(book.tally, options)}")
    fixes, note = _one_day(fixes, book.tally)
    cleaned, tracks = _tracks(fixes, options, book.tally)
    if not len(tracks):
        raise bad(_named(paths), _no_track(fixes, book.tally, options))
    tracks = _most(tracks, options.most, book.tally)
    _bounded(tracks, paths)
    return _result(tracks, book, options, by, formats, cleaned, note)


def read(
    paths: Sequence[Path], options: Options, progress: Tell | None
) -> tuple[Book, tuple[tuple[str, str], ...]]:
    """Return the usable fixes of all files, and each file's format."""
    book = Book(Wanted(options.box, options.from_s, options.to_s))
    files = [Watched(path) for path in paths]
    total, done = sum(file.size for file in files) or 1, 0
    formats: list[tuple[str, str]] = []
    for file in files:
        form, reader = detect(file)
        name = f"file {len(formats) + 1}" if options.anonymise else printable(file.path.name)
        if progress:
            file.tell = _part(progress, done / total, file.size / total)
        for batch in reader(file, book):
            book.take(batch)
            if book.kept > MAX_FIXES:
                what = (
                    f"more than {MAX_FIXES:,} positions at once; narrow it with --from, --to, --box"
                )
                raise bad(str(file.path), what)
        book.tally["line with bytes that are not UTF-8"] += file.odd_lines
        formats.append((name, form))
        done += file.size
    return book, tuple(formats)


def _part(progress: Tell, start: float, width: float) -> Tell:
    return lambda share: progress(start + width * share)


def _named(paths: Sequence[Path]) -> str:
    return str(paths[0]) if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more"


def _why(tally: Tally, options: Options) -> str:
    told = [f"{count:,} {what}" for what, count in tally.most_common() if count and what != "rows"]
    text = f": of {tally['rows']:,} rows {', '.join(told[:5])}" if told else ""
    if tally[NO_TIME] or tally[BAD_TIME]:
        text += "; a time is s since 1970, 2022-06-15T07:00:00Z, or a day and a time of day apart"
    if tally["outside the box"] and options.box is not None:
        text += "; --box west,south,east,north or --box all"
    return text


def _no_track(fixes: Array, tally: Tally, options: Options) -> str:
    """Return why nobody could be followed, in the words of somebody who recorded it."""
    once = len(fixes) == len(np.unique(fixes["address"]))
    span_s = float(np.ptp(fixes["time_s"]))
    if len(fixes) == 1:
        return "has one usable position: a track needs two; record for longer" + _why(
            tally, options
        )
    if once and span_s <= 60.0:
        return (
            f"is one snapshot: {len(fixes):,} aircraft, one position each; a track needs two:"
            " record several snapshots, one a line, or give several files"
        )
    if tally["no altitude in the whole track"]:
        return f"has no track that tells its height{_why(tally, options)}"
    return f"has no track of two usable positions{_why(tally, options)}"


def _one_day(fixes: Array, tally: Tally) -> tuple[Array, str]:
    """Return no more than 24 hours of fixes, the fullest, and a note if that left some out."""
    time_s = np.sort(fixes["time_s"])
    if time_s[-1] - time_s[0] <= DAY_S:
        return fixes, ""
    inside = np.searchsorted(time_s, time_s + DAY_S, side="right") - np.arange(len(time_s))
    start = float(time_s[int(inside.argmax())])
    good = (fixes["time_s"] >= start) & (fixes["time_s"] <= start + DAY_S)
    tally["outside the fullest 24 hours"] += int((~good).sum())
    note = (
        f"stamps run from {utc(float(time_s[0]))} to {utc(float(time_s[-1]))}; a scenario lasts at"
        f" most 24 h: the fullest from {utc(start)} (choose with --from and --to)"
    )
    return fixes[good], note


def _tracks(fixes: Array, options: Options, tally: Tally) -> tuple[int, Tracks]:
    """Return how many fixes were clean, and the tracks, simplified."""
    parts, cleaned = [], 0
    for portion in clean.batches(fixes):
        found = clean.clean(portion, options.gap_s, tally)
        cleaned += len(found.fixes)
        parts.append(simplify.simplify(found, options.tolerance_m))
    counts = np.concatenate([np.diff(part.first) for part in parts])
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return cleaned, Tracks(np.concatenate([part.fixes for part in parts]), first)


def _most(tracks: Tracks, most: int | None, tally: Tally) -> Tracks:
    """Return the `most` tracks that last longest, in their order; all for None."""
    if most is None or len(tracks) <= most:
        return tracks
    fixes = tracks.fixes
    lasts = fixes["time_s"][tracks.first[1:] - 1] - fixes["time_s"][tracks.first[:-1]]
    chosen = np.sort(np.argsort(-lasts, kind="stable")[:most])
    tally["track left out by --max"] += len(tracks) - most
    return take(tracks, chosen)


def take(tracks: Tracks, chosen: Ints) -> Tracks:
    """Return the tracks at `chosen`."""
    counts = np.diff(tracks.first)[chosen]
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    index = np.arange(first[-1]) + np.repeat(tracks.first[chosen] - first[:-1], counts)
    return Tracks(tracks.fixes[index], first)


def _bounded(tracks: Tracks, paths: Sequence[Path]) -> None:
    if len(tracks.fixes) > MAX_WRITTEN or len(tracks) > MAX_TRACKS:
        what = f"leave {len(tracks.fixes):,} fixes of {len(tracks):,} tracks"
        most = f"a scenario takes {MAX_WRITTEN:,} of {MAX_TRACKS:,}"
        raise bad(
            _named(paths), f"{what}; {most}: narrow with --box, --from, --to, --max, --tolerance"
        )


def _result(
    tracks: Tracks, book: Book, options: Options, by: Rules, formats: tuple[tuple[str, str], ...],
    cleaned: int, note: str,
) -> tuple[Sky, Report]:  # fmt: skip
    tracks = _by_start(tracks)
    fixes = tracks.fixes
    addresses = fixes["address"][tracks.first[:-1]].astype(np.int64)
    callsigns = _callsigns(tracks, book.names)
    kinds = [book.kinds.get(address, "") for address in addresses.tolist()]
    people = who(addresses, callsigns, kinds, by)
    numbered = options.anonymise
    names = _numbered(len(tracks)) if numbered else _ids(addresses, callsigns, book.titles)
    start = float(np.floor(fixes["time_s"].min()))
    sky = _sky(tracks, names, people, start)
    geometric = ~np.isnan(fixes["geom_m"][tracks.first[:-1]])
    return sky, Report(
        formats=formats, tally=book.tally, usable=book.kept, cleaned=cleaned, written=len(fixes),
        tracks=len(tracks), aircraft=len(np.unique(addresses)), start_s=start,
        end_s=float(fixes["time_s"].max()), box=box_of(sky),
        geometric=int(geometric.sum()), whose=Counter(people.rule),
        countries=Counter(map(country, np.unique(addresses).tolist())),
        tolerance_m=options.tolerance_m,
        notes=tuple(said for said in (*book.notes, note, _landless(box_of(sky))) if said),
    )  # fmt: skip


def _landless(box: Box) -> str:
    """Return what is to be said where the shipped map has no land, "" where it has."""
    west, south, east, north = box
    east += 360.0 * (west > east)
    seen = any(
        west <= MAP_BOX[2] + turn and east >= MAP_BOX[0] + turn for turn in (-360.0, 0.0, 360.0)
    )
    if seen and south <= MAP_BOX[3] and north >= MAP_BOX[1]:
        return ""
    return "the map has land from 18 to 54 E and 30 to 48 N alone: here it shows none"


def box_of(sky: Sky) -> Box:
    """Return the smallest box around all fixes; west > east: it crosses the antimeridian."""
    lon = np.unique(sky.lon_deg)
    gap = np.append(np.diff(lon), lon[0] + 360.0 - lon[-1])
    widest = int(gap.argmax())
    west, east = lon[(widest + 1) % len(lon)], lon[widest]
    return float(west), float(sky.lat_deg.min()), float(east), float(sky.lat_deg.max())


def _by_start(tracks: Tracks) -> Tracks:
    """Return tracks in the order in which they appear: says nothing of addresses."""
    begin = tracks.fixes[tracks.first[:-1]]
    return take(tracks, np.lexsort((begin["address"], begin["time_s"])))


def _callsigns(tracks: Tracks, names: Sequence[str]) -> list[str]:
    """Return the first callsign of each track, "" for none."""
    name = tracks.fixes["name"]
    index = np.where(name > 0, np.arange(len(name)), len(name))
    first = np.minimum.reduceat(index, tracks.first[:-1])
    told = np.append(name, 0)[np.where(first < tracks.first[1:], first, len(name))]
    return [names[number] for number in told.tolist()]


def _ids(addresses: Ints, callsigns: Sequence[str], titles: Mapping[int, str]) -> tuple[str, ...]:
    """Return each track's callsign, or else its address, made distinct: "THY1920", "THY1920-2"."""
    taken: set[str] = set()
    count: Counter[str] = Counter()
    found = []
    for address, callsign in zip(addresses.tolist(), callsigns, strict=True):
        other = "x" if address & OTHER_ADDRESS else ""
        plain = callsign or f"{other}{address & (OTHER_ADDRESS - 1):06x}"
        name = one = titles.get(address, plain)
        while one in taken:
            count[name] += 1
            one = f"{name}-{count[name] + 1}"
        taken.add(one)
        found.append(one)
    return tuple(found)


def _numbered(count: int) -> tuple[str, ...]:
    return tuple(f"rec-{number:04d}" for number in range(1, count + 1))


def _sky(tracks: Tracks, names: tuple[str, ...], people: Who, start_s: float) -> Sky:
    fixes = tracks.fixes
    return Sky(
        utc(start_s), names, people.types, people.allegiance, people.credentials, people.plan,
        tracks.first, np.round(fixes["time_s"] - start_s, 3), fixes["lat"] * UNIT_DEG,
        fixes["lon"] * UNIT_DEG, fixes["alt_m"].astype(float),
    )  # fmt: skip
