"""Recordings in every dialect: the small files in `data/recordings` (invented addresses and
names), and the same flights written as each program writes them, come out fix by fix."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import numpy as np
import pytest
import recordings
from dialects import DIALECTS, UNREAD, kml_points, truth_csv
from recordings import FT, Fix

from iffsim.base.errors import BadInput
from iffsim.cli import main
from iffsim.importing import dialects, job
from iffsim.importing.job import Options
from iffsim.importing.report import Report, sentences
from iffsim.importing.who import rules
from iffsim.scenario.skyfile import Sky

CASES = Path(__file__).parent / "data" / "recordings"
DOCS = Path(__file__).parent.parent / "docs" / "real-traffic.md"
START = 1_714_557_600.0
"""2024-05-01T10:00:00Z, where the cases begin."""
FIXES = recordings.flights(count=2, each=12)


def gathered(path: Path) -> tuple[Sky, Report]:
    return job.gather([path], Options(box=None, tolerance_m=0.0), rules())


def told(sky: Sky) -> np.ndarray:
    """Return time (UTC), latitude, longitude and height of each fix, by time and latitude."""
    start = datetime.fromisoformat(sky.utc).timestamp()
    rows = np.stack([sky.time_s + start, sky.lat_deg, sky.lon_deg, sky.alt_m], axis=1)
    return rows[np.lexsort((rows[:, 1], rows[:, 0].round(1)))]


def expected(fixes: Sequence[Fix]) -> np.ndarray:
    rows = np.array([(f.time_s, f.lat, f.lon, f.alt_ft * FT) for f in fixes])
    return rows[np.lexsort((rows[:, 1], rows[:, 0].round(1)))]


def same(sky: Sky, fixes: Sequence[Fix], time_s: float = 0.0011) -> None:
    """Assert that the fixes came out: to the time given, 1e-6 degrees, 2 cm."""
    found, meant = told(sky), expected(fixes)
    assert found.shape == meant.shape
    assert (np.abs(found - meant).max(axis=0) <= [time_s, 1e-6, 1e-6, 0.02]).all()


def both(count: int = 20, tracks: int = 2) -> list[Fix]:
    """Return the flights of most cases."""
    one = [Fix(START + 15 * i, "4b8f01", "TST101", 39 + 0.005 * i, 32 + 0.04 * i, 33_000)
           for i in range(count)]  # fmt: skip
    two = [Fix(START + 15 * i, "06a1c2", "TST202", 38.2 + 0.005 * i, 33 + 0.04 * i,
               12_000 + 300 * i) for i in range(count)]  # fmt: skip
    return [*one, *two] if tracks == 2 else one


@pytest.mark.parametrize(("name", "fixes", "off_s"), [
    ("mutability-altitude.json", both(), 0.0),
    ("opensky-baro-missing-geo-present.csv", both(20, 1), 0.0),
    ("sbs-utf16-powershell.sbs", both(), 0.0), ("sbs-no-generated-date.sbs", both(), 0.05),
    ("sbs-blank-first-line.sbs", both(), 0.0), ("opensky-api-statevector.csv", both(), 0.0),
    ("pandas-to_json-lines.json", both(), 0.0), ("pandas-to_json-columns.json", both(), 0.0),
    ("tar1090-chunk.json", both(), 0.0), ("opensky-hist-semicolon.csv", both(), 0.2),
    ("adsb-json-truncated-last-line.json", both(19), 0.0), ("fr24.csv", both(20, 1), 0.0),
])  # fmt: skip
def test_a_file_of_each_kind_comes_out_fix_by_fix(
    name: str, fixes: list[Fix], off_s: float
) -> None:
    sky, report = gathered(CASES / name)
    same(sky, fixes, off_s + 0.0011)
    assert report.tally["record cut short at the end of the file"] == ("truncated" in name)


def test_one_height_datum_a_track_and_what_has_only_the_other_is_counted() -> None:
    sky, report = gathered(CASES / "opensky-baro-missing-geo-present.csv")
    assert np.unique(sky.alt_m.round(1)).tolist() == [10058.4]
    said = "\n".join(sentences(report))
    assert " 4  height in the other datum alone, not used" in said
    assert " 1    by barometric height" in said


def test_a_track_that_tells_geometric_heights_alone_is_geometric_and_says_so(
    tmp_path: Path,
) -> None:
    (tmp_path / "a.sbs").write_bytes(DIALECTS["SBS, geometric"](FIXES))
    sky, report = gathered(tmp_path / "a.sbs")
    same(sky, FIXES)
    assert report.geometric == len(sky) == 2


def test_constant_latitude_abroad_is_imported_and_checks(tmp_path: Path) -> None:
    out = tmp_path / "day.toml"
    argv = ["import", str(CASES / "constant-latitude-abroad.json"), "--out", str(out)]
    assert main([*argv, "--box", "all", "--tolerance", "0"]) == 0
    assert main(["check", str(out)]) == 0


@pytest.mark.parametrize(("name", "words"), [
    ("one-snapshot.json", "is one snapshot: 2 aircraft, one position each"),
    ("malcolmrobb-data-list.json", "is dump1090's data.json: a list of aircraft without the time"),
])  # fmt: skip
def test_what_lacks_something_says_what(name: str, words: str) -> None:
    with pytest.raises(BadInput, match=words) as found:
        gathered(CASES / name)
    assert "record" in str(found.value)


@pytest.mark.parametrize("name", DIALECTS)
def test_the_same_flights_in_every_dialect_come_out_fix_by_fix(name: str, tmp_path: Path) -> None:
    (tmp_path / "recorded").write_bytes(DIALECTS[name](FIXES))
    sky, _ = gathered(tmp_path / "recorded")
    same(sky, FIXES)
    assert {*sky.ids} == {"THY1920", "TUAF12"}


def test_a_flightradar24_kml_is_its_documents_flight(tmp_path: Path) -> None:
    own = [fix for fix in FIXES if fix.callsign == "THY1920"]
    (tmp_path / "a.kml").write_bytes(kml_points(own))
    sky, report = gathered(tmp_path / "a.kml")
    same(sky, own)
    assert sky.ids == ("THY1920",)
    assert report.formats[0][1] == "KML"


def test_a_truth_table_without_a_date_begins_in_2000(tmp_path: Path) -> None:
    (tmp_path / "truth.csv").write_bytes(truth_csv(FIXES))
    sky, _ = gathered(tmp_path / "truth.csv")
    assert sky.utc == "2000-01-01T00:00:00Z"
    found, meant = told(sky), expected(FIXES)
    assert np.abs(found[:, 1:] - meant[:, 1:]).max() < 0.01


@pytest.mark.parametrize("name", UNREAD)
def test_a_format_that_is_known_and_not_read_is_named(name: str, tmp_path: Path) -> None:
    content, words = UNREAD[name]
    (tmp_path / "recorded").write_bytes(content)
    with pytest.raises(BadInput) as found:
        gathered(tmp_path / "recorded")
    assert words in str(found.value)
    assert "\n" not in str(found.value)


def test_of_two_rows_with_one_stamp_the_fresh_one_counts(tmp_path: Path) -> None:
    rows = json.loads(DIALECTS["ac and now in ms"](FIXES[::2]).splitlines()[3])
    fresh = rows["ac"][0]
    stale = {**fresh, "lat": fresh["lat"] + 0.01, "seen_pos": fresh["seen_pos"] + 20.0}
    late = {**rows, "now": rows["now"] + 20_000, "ac": [stale]}
    (tmp_path / "a.json").write_bytes(
        DIALECTS["ac and now in ms"](FIXES[::2]) + json.dumps(late).encode()
    )
    sky, report = gathered(tmp_path / "a.json")
    same(sky, FIXES[::2])
    assert report.tally["duplicate"] == 1


def test_of_two_rows_with_one_stamp_and_one_age_the_later_counts(tmp_path: Path) -> None:
    rows = recordings.opensky_csv(FIXES[::2]).splitlines()
    old = rows[4].replace("38.", "38.001", 1)
    (tmp_path / "a.csv").write_text("\n".join([*rows[:4], old, *rows[4:]]))
    same(gathered(tmp_path / "a.csv")[0], FIXES[::2])


def test_what_a_person_wrote_or_changed_is_written_over_by_force_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "day.toml"
    argv = ["import", str(CASES / "fr24.csv"), "--out", str(out)]
    assert main(argv) == 0
    assert main(argv) == 0  # as the import wrote it: nobody's work is lost
    out.write_text(out.read_text("utf-8").replace("Battery alone", "Mine"), "utf-8")
    changed = out.read_text("utf-8")
    assert main(argv) == 2
    assert "was written or changed by hand; --force writes over it" in capsys.readouterr().err
    assert out.read_text("utf-8") == changed
    assert main([*argv, "--force"]) == 0
    assert "Mine" not in out.read_text("utf-8")


def test_the_table_in_the_documentation_is_made_from_the_dialects() -> None:
    text = DOCS.read_text(encoding="utf-8")
    table = text.partition("<!-- formats -->\n")[2].partition("\n<!-- end of formats -->")[0]
    assert table == "\n".join(dialects.documented())
