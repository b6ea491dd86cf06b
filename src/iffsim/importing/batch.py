"""Rows as read, and the sieve: which of them are usable fixes; what is not is counted, never
silent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from iffsim.base.arrays import Array, Bools, Floats, Ints
from iffsim.base.errors import bad
from iffsim.base.units import FT

FIX = np.dtype(
    [("time_s", "f8"), ("address", "u4"), ("lat", "i4"), ("lon", "i4"), ("alt_m", "f4"),
     ("geom_m", "f4"), ("age_s", "f2"), ("name", "u4")]
)  # fmt: skip
"""One usable fix: UTC; 24-bit address (bit 24: not an ICAO one; bit 25: none in the file, a number
for the name); 1e-7 degrees; barometric and geometric height, nan unknown (in a track `alt_m` is in
the track's one datum); how stale its row was."""
UNIT_DEG = 1e-7
NO_ADDRESS = -1
OTHER_ADDRESS = 1 << 24
"""Set in addresses that a receiver made up, which files write "~2b3c4d"."""
NAMED_ADDRESS = 1 << 25
"""Set in numbers given here to aircraft that a file knows by name alone."""
EARLIEST_S, LATEST_S = 946_684_800.0, 4_102_444_800.0
"""2000 and 2100: stamps outside are no times of ADS-B."""
BAD_TIME, NO_TIME = "impossible time", "time is not a number nor a date"
"""How rows are counted of which it is not known when they were."""
LOWEST_M, HIGHEST_M = -1500.0 * FT, 60_000.0 * FT
MAX_FIXES = 30_000_000
MOST_BAD, BAD_SHARE = 1_000_000, 100
"""More rows that are none, and more than so many for each usable one: no recording is like that."""
HOPELESS = ("no address", "not in this format", "row too short", "row too long", "no message")
UNKNOWN_AGE_S = 15.0
"""A position whose age a row leaves out is taken to be this old, where ages are told at all."""
_MOST_NAMES = 300_000
_NOT_STAMPS_S = ((1e17, 1e-9), (1e14, 1e-6), (1e11, 1e-3))
"""Stamps above so much are in ns, us, ms."""

Tally = Counter[str]
Box = tuple[float, float, float, float]
"""West, south, east, north, degrees; west > east: across the antimeridian."""


@dataclass(frozen=True)
class Batch:
    """Some rows of a file; columns [N], nan where the file has nothing (address: `NO_ADDRESS`)."""

    time_s: Floats
    address: Ints
    lat_deg: Floats
    lon_deg: Floats
    baro_m: Floats
    geom_m: Floats
    on_ground: Bools
    callsign: Sequence[str]
    age_s: Floats | float = 0.0
    """How long before its row was written the position was measured."""


@dataclass(frozen=True)
class Wanted:
    """What the person asked for."""

    box: Box | None = None
    from_s: float = EARLIEST_S
    to_s: float = LATEST_S


@dataclass
class Book:
    """Fixes kept so far, the names that they carry, and counts of what was met on the way."""

    wanted: Wanted
    tally: Tally = field(default_factory=Counter)
    parts: list[Array] = field(default_factory=list)
    names: list[str] = field(default_factory=lambda: [""])
    kinds: dict[int, str] = field(default_factory=dict)
    """ICAO type designators of addresses, where a file tells them."""
    titles: dict[int, str] = field(default_factory=dict)
    """Names as written, of aircraft that a file knows by name alone."""
    notes: list[str] = field(default_factory=list)
    """What else the person should know."""
    kept: int = 0
    _name_index: dict[str, int] = field(default_factory=lambda: {"": 0})
    _addresses: dict[str, int] = field(default_factory=dict)
    _named_addresses: dict[str, int] = field(default_factory=dict)

    def note(self, text: str) -> None:
        """Keep a sentence for the report, once."""
        if text not in self.notes:
            self.notes.append(text)

    def hopeful(self, where: str) -> None:
        """Raise `BadInput` when next to nothing of very many rows is of use."""
        lost = sum(self.tally[what] for what in HOPELESS)
        if lost > MOST_BAD and lost > BAD_SHARE * self.kept:
            raise bad(where, f"has {lost:,} rows that are none for {self.kept:,} usable ones")

    def addresses(self, texts: Sequence[Any]) -> Ints:
        """Return addresses written in hex, `NO_ADDRESS` for what is none, int64[N]."""
        known = self._addresses
        if len(known) > _MOST_NAMES:
            known.clear()
        for text in set(texts) - known.keys():
            known[text] = address_of(text)
        return np.fromiter(map(known.__getitem__, texts), np.int64, len(texts))

    def named(self, texts: Sequence[str]) -> Ints:
        """Return a number for each name, `NO_ADDRESS` for none, int64[N]."""
        known = self._named_addresses
        for text in dict.fromkeys(texts):
            name = text.strip()
            if text not in known and len(known) < _MOST_NAMES:
                known[text] = (
                    NO_ADDRESS if not name else known.get(name, NAMED_ADDRESS | len(known))
                )
                known.setdefault(name, known[text])
                if name:
                    self.titles.setdefault(known[text], title(name))
        return np.fromiter((known.get(text, NO_ADDRESS) for text in texts), np.int64, len(texts))

    def take(self, batch: Batch) -> None:
        """Keep the usable fixes of `batch` and count the others, each under its first fault."""
        good = self._sieve(batch)
        index = np.flatnonzero(good)
        found = np.empty(len(index), FIX)
        found["time_s"] = np.round(batch.time_s[index], 3)
        found["address"] = batch.address[index]
        found["lat"] = np.rint(batch.lat_deg[index] / UNIT_DEG)
        found["lon"] = np.rint(batch.lon_deg[index] / UNIT_DEG)
        found["alt_m"], found["geom_m"] = self._altitudes(batch.baro_m[index], batch.geom_m[index])
        age_s = np.broadcast_to(batch.age_s, good.shape)[index]
        found["age_s"] = np.clip(np.nan_to_num(age_s, nan=UNKNOWN_AGE_S), 0.0, 60_000.0)
        found["name"] = self._named(batch.callsign, index)
        self.kept += len(found)
        self.parts.append(found)

    def _sieve(self, batch: Batch) -> Bools:
        lat, lon, time_s = batch.lat_deg, batch.lon_deg, batch.time_s
        wanted = self.wanted
        good = np.ones(len(lat), bool)
        self.tally["rows"] += len(lat)
        self._drop(good, batch.address == NO_ADDRESS, "no address")
        self._drop(good, np.isnan(lat) | np.isnan(lon), "no position")
        self._drop(good, np.isnan(time_s), "no time")
        self._drop(good, ~((time_s >= EARLIEST_S) & (time_s <= LATEST_S)), BAD_TIME)
        nowhere = (lat == 0.0) & (lon == 0.0)
        on_earth = (np.abs(lat) <= 90.0) & (np.abs(lon) <= 180.0) & ~nowhere
        self._drop(good, ~on_earth, "impossible position")
        if wanted.box is not None:
            west, south, east, north = wanted.box
            inside = (
                (lon >= west) & (lon <= east) if west <= east else (lon >= west) | (lon <= east)
            )
            inside &= (lat >= south) & (lat <= north)
            self._drop(good, ~inside, "outside the box")
        in_time = (time_s >= wanted.from_s) & (time_s <= wanted.to_s)
        self._drop(good, ~in_time, "outside the time asked for")
        self._drop(good, batch.on_ground, "on the ground")
        return good

    def _drop(self, good: Bools, fault: Array, name: str) -> None:
        self.tally[name] += int((good & fault).sum())
        good &= ~fault

    def _altitudes(self, *heights_m: Floats) -> list[Floats]:
        """Return heights without the impossible ones; a row's fault is counted once."""
        wrong = [(alt_m < LOWEST_M) | (alt_m > HIGHEST_M) for alt_m in heights_m]
        self.tally["impossible altitude"] += int(np.logical_or.reduce(wrong).sum())
        return [np.where(w, np.nan, alt_m) for w, alt_m in zip(wrong, heights_m, strict=True)]

    def _named(self, callsigns: Sequence[str], index: Ints) -> Array:
        picked = callsigns if len(index) == len(callsigns) else [callsigns[i] for i in index]
        known = self._name_index
        for text in set(picked) - known.keys():
            name = plain_name(text)
            if name not in known and len(self.names) < _MOST_NAMES:
                known[name] = len(self.names)
                self.names.append(name)
            if len(known) < 4 * _MOST_NAMES:
                known[text] = known.get(name, 0)
        try:
            return np.fromiter(map(known.__getitem__, picked), np.uint32, len(picked))
        except KeyError:  # too many names: those beyond the limit are left out
            return np.fromiter((known.get(text, 0) for text in picked), np.uint32, len(picked))

    def fixes(self) -> Array:
        """Return all fixes kept, `FIX`[N], and forget them here."""
        found = np.concatenate([np.zeros(0, FIX), *self.parts])
        self.parts.clear()
        return found


def address_of(text: Any) -> int:
    """Return the address written in hex, with bit 24 set after "~"; `NO_ADDRESS` for what is
    none."""
    if not isinstance(text, str):
        return NO_ADDRESS
    text = text.strip().strip('"')
    other = text.startswith("~")
    digits = text.removeprefix("~")
    try:
        value = int(digits, 16) if digits.isascii() and digits.isalnum() and len(digits) <= 6 else 0
    except ValueError:
        return NO_ADDRESS
    return NO_ADDRESS if value == 0 else value | (OTHER_ADDRESS if other else 0)


def plain_name(text: str) -> str:
    """Return a callsign with nothing but capital letters and digits, eight at most."""
    return "".join(c for c in text.upper() if c.isascii() and c.isalnum())[:8]


def title(text: str) -> str:
    """Return a name with nothing but what an id may have; "track" where that leaves nothing."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "_.-") else "-" for c in text)
    return plain.strip("-._")[:36] or "track"


def unknown(count: int) -> Floats:
    """Return a column of a quantity that the file does not have, float64[N]."""
    return np.full(count, np.nan)


def seconds(stamps: Floats) -> Floats:
    """Return stamps in seconds, ms, us or ns (told by their size) as seconds."""
    found = stamps
    for above, unit in _NOT_STAMPS_S:
        if (large := np.abs(stamps) > above).any():
            found = np.where(large & (found == stamps), stamps * unit, found)
    return found


def numbers(texts: Sequence[Any], tally: Tally, what: str) -> Floats:
    """Return what was written as floats, nan for nothing and for what is no number (counted)."""
    found = _floats(texts, tally, what)
    found[~np.isfinite(found)] = np.nan
    return found


def _floats(texts: Sequence[Any], tally: Tally, what: str) -> Floats:
    """Return texts as floats: the quickest way that they allow."""
    try:
        return np.array(list(map(float, texts)), float)
    except (ValueError, TypeError, OverflowError):
        pass
    try:
        return np.array([float(text) if text != "" else _NAN for text in texts], float)
    except (ValueError, TypeError, OverflowError):
        return np.array([_number(text, tally, what) for text in texts], float)


_NAN = float("nan")
_NOTHING = frozenset(("", "null", "none", "nan", "na", "n/a", "\\n"))


def _number(text: Any, tally: Tally, what: str) -> float:
    try:
        return float(text)
    except (ValueError, TypeError, OverflowError):
        if not (text is None or (isinstance(text, str) and text.strip().lower() in _NOTHING)):
            tally[f"{what} is not a number"] += 1
        return float("nan")
