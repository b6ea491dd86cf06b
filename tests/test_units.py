"""Times that people write, and the constants that turn their units to SI."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iffsim.base import units


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:00:00", 0.0),
        ("00:12:30", 750.0),
        ("1:02:03", 3723.0),
        ("100:00:00", 360_000.0),
        ("12:30", 750.0),
        ("750", 750.0),
        ("2.5", 2.5),
        ("90s", 90.0),
        ("2.5 s", 2.5),
        ("5min", 300.0),
        (" 1.5h ", 5400.0),
    ],
)
def test_a_written_time_is_read_as_seconds(text: str, seconds: float) -> None:
    assert units.parse_time(text) == seconds


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-90",
        "-5s",
        "00:60:00",
        "00:00:60",
        "12:60",
        "1234:00",
        "5 minutes",
        "90 s s",
        "1e3s",
        "nan",
        ":::",
        "5m",
    ],
)
def test_what_is_not_a_time_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="is not a time; write"):
        units.parse_time(text)


@given(st.integers(0, 999 * 3600 + 3599))
def test_the_clock_shows_what_was_written(seconds: int) -> None:
    assert units.parse_time(units.clock(seconds)) == seconds
    assert units.parse_time(units.clock_hms(seconds)) == seconds


def test_the_clock_hides_hours_until_there_is_one() -> None:
    assert [units.clock(s) for s in (0, 59.9, 3599, 3600)] == ["00:00", "00:59", "59:59", "1:00:00"]


def test_the_units_are_the_international_ones() -> None:
    assert pytest.approx(1852.0) == 3600 * units.KT
    assert (units.FT, units.EARTH_RADIUS_M) == (0.3048, 6_371_008.8)
