"""Units and clock: everything inside is SI, and time is counted in whole ticks of one second.

People write knots, feet, flight levels and "00:12:30"; those are turned to SI once, at the edge.
"""

from __future__ import annotations

import re
from functools import lru_cache

TICK_S = 1
"""Length of a tick, s. Scans, reports and identities change on ticks; truth is continuous."""

KT = 1852.0 / 3600.0
"""One knot, m/s."""
FT = 0.3048
"""One foot, m."""
EARTH_RADIUS_M = 6_371_008.8
"""IUGG mean radius, m."""

_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d):([0-5]\d)")
_SHORT_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)")
_SPAN = re.compile(r"(\d+(?:\.\d+)?)\s*(s|min|h|)")
_SPAN_S = {"": 1.0, "s": 1.0, "min": 60.0, "h": 3600.0}


@lru_cache(maxsize=1024)
def parse_time(text: str) -> float:
    """Return seconds from ``"00:12:30"``, ``"12:30"`` (minutes and seconds, as `clock` shows
    them), ``"90"``, ``"90s"``, ``"5min"`` or ``"1.5h"``; else `ValueError`."""
    if clock := _CLOCK.fullmatch(text.strip()):
        hours, minutes, seconds = (int(part) for part in clock.groups())
        return float(hours * 3600 + minutes * 60 + seconds)
    if clock := _SHORT_CLOCK.fullmatch(text.strip()):
        return 60.0 * int(clock[1]) + int(clock[2])
    if span := _SPAN.fullmatch(text.strip()):
        return float(span[1]) * _SPAN_S[span[2]]
    raise ValueError(f'{text!r} is not a time; write "00:12:30", "12:30" or "90s"')


def clock(time_s: float) -> str:
    """Return ``"12:30"`` under one hour, ``"1:02:30"`` from then on."""
    hours, rest = divmod(int(time_s), 3600)
    minutes, seconds = divmod(rest, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes:02d}:{seconds:02d}"


def clock_hms(time_s: float) -> str:
    """Return ``"00:12:30"``, as a scenario writes a time: whole seconds, hours always there."""
    minutes, seconds = divmod(int(time_s), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"
