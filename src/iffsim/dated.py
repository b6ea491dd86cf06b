"""A recording in the calendar, and its tracks as other people's programs show them: what KML, CZML
and GeoJSON share.

A scenario without a date (`utc`) is given 2000-01-01, so that programs have something to play.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta

from iffsim import tables
from iffsim.recording import Recording

NO_DATE = "2000-01-01T00:00:00Z"
COLOURS = {
    "friend": "ffe0b050", "assumed_friend": "ffe0b050", "neutral": "ff70d070",
    "unknown": "ff60e0f0", "pending": "ff60e0f0", "suspect": "ff4080f0", "hostile": "ff4040f0",
}  # fmt: skip
"""KML's aabbggrr by identity."""
CAUTION = "Illustrative, not real ranges."


def moment(recording: Recording) -> datetime:
    """Return the date and time at the recording's beginning."""
    return datetime.fromisoformat(recording.scenario.utc or NO_DATE)


def stamp(begin: datetime, time_s: float) -> str:
    """Return "2020-04-23T06:41:50Z"; a fraction of a second only where there is one."""
    found = (begin + timedelta(seconds=time_s)).astimezone(UTC).isoformat()
    return found.replace("+00:00", "Z")


def held(recording: Recording, picture: str, times: Sequence[float]) -> Iterator[tables.Row]:
    """Yield the rows of `tables.PICTURES` of one picture's tracks at each of `times`, s."""
    for time_s in times:
        state = recording.picture(picture, time_s)
        columns = tables.picture_columns(recording, picture, time_s)
        yield from tables.rows(state.held, time_s, columns)
