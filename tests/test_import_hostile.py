"""Files that are not as they should be: a sentence and exit code 2, or a counted skip.

Never a traceback, never a half-written scenario.
"""

from __future__ import annotations

import gzip
import io
import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import recordings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iffsim.cli import main
from iffsim.importing import streams

FIXES = recordings.flights(count=2, each=12)
CSV = recordings.opensky_csv(FIXES)
Refused = Callable[[bytes | str, str], str]


@pytest.fixture
def refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Refused:
    """Return what is said of a file that must be refused without leaving anything behind."""

    def run(content: bytes | str, name: str = "states.csv") -> str:
        path, out = tmp_path / name, tmp_path / "out"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        assert main(["import", str(path), "--out", str(out / "day.toml")]) == 2
        assert not out.exists() or not list(out.iterdir())
        said = capsys.readouterr().err
        assert said.startswith(str(path))
        assert len(said.splitlines()) == 1
        return said.removeprefix(str(path))

    return run


@pytest.fixture
def taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Refused:
    """Return what is said of a file of which something is usable."""

    def run(content: bytes | str, name: str = "states.csv") -> str:
        path, out = tmp_path / name, tmp_path / "out" / "day.toml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        assert main(["import", str(path), "--out", str(out)]) == 0
        assert main(["check", str(out)]) == 0
        return capsys.readouterr().out

    return run


def test_a_header_with_a_name_missing(refused: Refused) -> None:
    said = refused(CSV.replace(",lat,", ",,", 1), "states.csv")
    assert said.startswith(': line 1: the header has no column "lat"; column 3 has no name')


def test_a_header_that_names_nothing_known(refused: Refused) -> None:
    assert 'begins with "a,b,c"' in refused("a,b,c\n1,2,3\n", "x.csv")


def test_a_header_one_name_short_of_its_rows_reads_no_shifted_columns(refused: Refused) -> None:
    said = refused(CSV.replace("velocity,", "", 1), "states.csv")
    assert "no usable position: of 24 rows 24 row too long" in said


def test_rows_short_and_long_are_counted(taken: Refused) -> None:
    lines = CSV.splitlines()
    lines[4] = lines[4][:30]
    lines[7] += ",1,2"
    said = taken("\n".join(lines), "states.csv")
    assert " 1  row too short" in said
    assert " 1  row too long" in said


def test_bytes_that_are_not_utf_8_are_counted(taken: Refused) -> None:
    odd = CSV.replace("THY1920 ", "TH\u00dd1920", 3).encode("latin-1")
    assert " 3  line with bytes that are not UTF-8" in taken(odd, "states.csv")


def test_nan_and_text_for_numbers_are_counted(taken: Refused) -> None:
    lines = CSV.splitlines()
    for n, value in ((2, "NaN"), (4, "north"), (6, "1e999"), (8, "-inf")):
        row = lines[n].split(",")
        row[2] = value
        lines[n] = ",".join(row)
    said = taken("\n".join(lines), "states.csv")
    assert " 1  latitude is not a number" in said
    assert " 4  no position" in said


@pytest.mark.parametrize("content", [b"", b"\n\n", b" \t\n", gzip.compress(b"")])
def test_an_empty_file(content: bytes, refused: Refused) -> None:
    assert ": is empty; expected" in refused(content, "states.csv")


def test_no_usable_row_at_all(refused: Refused) -> None:
    assert "has no usable position" in refused(CSV.splitlines()[0] + "\n", "states.csv")


def test_nothing_inside_the_box_says_how_to_widen_it(refused: Refused) -> None:
    fixes = [recordings.Fix(1.6e9 + n, "abcdef", "", -33.0, 151.0, 9e3) for n in (1, 9)]
    far = recordings.opensky_csv(fixes)
    assert "2 outside the box; --box west,south,east,north or --box all" in refused(far, "a.csv")


def test_gzip_cut_short(refused: Refused) -> None:
    packed = gzip.compress((CSV * 50).encode())
    assert "its gzip data are cut short" in refused(packed[:-40], "states.csv.gz")


def test_gzip_with_a_damaged_middle(refused: Refused) -> None:
    packed = bytearray(gzip.compress(CSV.encode()))
    packed[len(packed) // 2] ^= 0xFF
    said = refused(bytes(packed), "states.csv.gz")
    assert "damaged gzip data" in said or "no usable" in said or "cut short" in said


def test_a_gzip_bomb(refused: Refused) -> None:
    bomb = gzip.compress(CSV.encode() + b"\n" * (80 << 20), compresslevel=9)
    assert "unpacks to more than 250 times its size" in refused(bomb, "states.csv.gz")


def test_a_line_without_end(refused: Refused) -> None:
    long = CSV.encode() + b"x" * (streams.MAX_LINE + 5)
    assert ": line 26: is longer than" in refused(long, "states.csv")


def test_json_nested_deep(refused: Refused) -> None:
    deep = '{"states": ' + "[" * 100_000 + "]" * 100_000 + "}"
    assert "nested too deep" in refused(deep, "states.json")


@pytest.mark.parametrize("content", [
    '{"time": 1, "states": [', '{"states": [["4ba946",]]}', "{'states': []}", '{"a": 1}',
    "[[1, 2]]",
    '[{"a": 1}]', '{"time": ' + "9" * 6000 + ', "states": []}', "{}", "[1, 2]",
])  # fmt: skip
def test_json_that_is_none_or_no_traffic(content: str, refused: Refused) -> None:
    assert refused(content, "states.json").startswith(": line 1")


@pytest.mark.parametrize("content", [
    '{"time": 1e9, "states": null}', '{"states": [[1, 2], null, "x", {}]}', '{"trace": 7}',
    '{"icao": "4ba946", "timestamp": NaN, "trace": [[0, 38, 33, 30000], [9, 38.01, 33, 30000]]}',
    '{"now": "soon", "aircraft": [{"hex": "4ba946", "lat": 38, "lon": 33, "alt_baro": {}}]}',
    '[{"icao24": ["4ba946"], "timestamp": {}, "latitude": true, "longitude": [], "onground": []}]',
    "[]",
    '{"time": 1' + "0" * 400 + ', "states": [["4ba946","",null,1,1,33,38,1,false,1,1,1]]}',
])  # fmt: skip
def test_json_of_the_right_kind_with_nothing_usable(content: str, refused: Refused) -> None:
    assert "has no usable position" in refused(content, "states.json")


def test_many_documents_with_a_bad_one_name_its_line(refused: Refused) -> None:
    lines = recordings.opensky_states(FIXES).splitlines()
    lines[4] = lines[4][:50]
    assert refused("\n".join(lines), "states.json").startswith(": line 5, column")


def test_a_wrong_extension_does_not_matter(taken: Refused) -> None:
    assert "read day.csv: OpenSky state vectors" in taken(
        recordings.opensky_states(FIXES), "day.csv"
    )


def test_formats_mixed_in_one_file_are_counted(taken: Refused) -> None:
    mixed = recordings.sbs(FIXES) + CSV
    assert " 25  not in this format" in taken(mixed, "mixed.txt")


@pytest.mark.parametrize("stamp", ["1000000000000000000000", "-1", "1e9999", "0"])
def test_impossible_stamps_are_counted(stamp: str, taken: Refused) -> None:
    lines = CSV.splitlines()
    row = lines[3].split(",")
    row[0] = row[14] = stamp
    lines[3] = ",".join(row)
    said = taken("\n".join(lines), "states.csv")
    assert " 1  impossible time" in said or " 1  no time" in said


@pytest.mark.parametrize("clock", ["06:41:50Z", "06:41:50+03", "now", "NaT", "", "25:00:00", "\0"])
def test_impossible_times_of_sbs_lines_are_counted(clock: str, taken: Refused) -> None:
    lines = recordings.sbs(FIXES).splitlines()
    lines[5] = lines[5].replace(lines[5].split(",")[7], clock)  # generated and logged
    said = taken("\n".join(lines), "messages.sbs")
    assert " 1  time is not a number nor a date" in said or " 1  no time" in said


def test_a_parquet_that_is_none(refused: Refused) -> None:
    assert "is damaged, or no parquet" in refused(b"PAR1" + b"\0" * 400 + b"PAR1", "a.parquet")


def archive(*files: tuple[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive of files."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", how) as found:
        for name, content in files:
            found.writestr(name, content)
    return held.getvalue()


def test_a_zip_archive_of_one_file_is_read_as_that_file(taken: Refused) -> None:
    aside = ("day/", b""), ("__MACOSX/day/._states.csv", b"x" * 99), ("day/.DS_Store", b"y")
    packed = archive(*aside, ("day/states.csv", gzip.compress(CSV.encode())))
    assert taken(packed, "a.zip").replace("a.zip", "states.csv") == taken(CSV, "states.csv")


def test_other_archives_are_to_be_unpacked_first(refused: Refused) -> None:
    one = ("a.csv", CSV.encode())
    assert "zip archive; unpack it first" in refused(b"PK\x03\x04" + b"\0" * 60, "a.zip")
    assert "zip archive; unpack it first" in refused(archive(one, ("b.csv", b"")), "a.zip")
    assert "zip archive; unpack it first" in refused(archive(("b.zip", archive(one))), "a.zip")
    assert "is an empty zip archive" in refused(archive(), "a.zip")
    assert "in an unusual way" in refused(archive(one, how=zipfile.ZIP_BZIP2), "a.zip")
    locked = bytearray(archive(one))
    locked[locked.rindex(b"PK\x01\x02") + 8] |= 1
    assert "with a password; unpack it first" in refused(bytes(locked), "a.zip")
    assert "is parquet inside zip" in refused(archive(("a", b"PAR1" + bytes(99))), "a.zip")


def test_a_zip_archive_that_is_a_trap_or_damaged_is_refused(refused: Refused) -> None:
    trap = archive(("a.csv", bytes(streams.BLOCK * 32)))
    assert "unpacks to more than 250 times its size" in refused(trap, "a.zip")
    lying = bytearray(archive(("a.csv", CSV.encode() * 20)))
    at = lying.rindex(b"PK\x01\x02") + 24
    lying[at : at + 4] = (1000).to_bytes(4, "little")
    assert "cannot be unpacked (damaged zip data)" in refused(bytes(lying), "a.zip")


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", str(tmp_path / "no.csv"), "--out", str(tmp_path / "a.toml")]) == 2
    assert "is not there; expected a file of recorded traffic" in capsys.readouterr().err


def test_without_pyarrow_one_line_says_how_to_get_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    recordings.parquet(FIXES, tmp_path / "a.parquet")
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    assert main(["import", str(tmp_path / "a.parquet"), "--out", str(tmp_path / "a.toml")]) == 2
    assert 'pip install "iffsim[parquet]"' in capsys.readouterr().err


@pytest.mark.parametrize("option", [
    ("--box", "1,2,3"), ("--box", "9,9,1,1"), ("--from", "noon"), ("--gap", "1s"),
    ("--tolerance", "-4"), ("--rules", "missing.toml"), ("--out", "day.txt"),
])  # fmt: skip
def test_an_option_that_makes_no_sense(
    option: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "states.csv"
    path.write_text(CSV)
    argv = ["import", str(path), "--out", str(tmp_path / "day.toml"), *option]
    assert main(argv) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not (tmp_path / "day.toml").exists()


@pytest.mark.parametrize("text", [
    "[[rule]]\nname = 'x'\nallegiance = 'intruder'\ncallsign = 'A'\n",
    "[[rule]]\nname = 'x'\nallegiance = 'own'\n", "[[rule]]\nname = 3\n", "rule = [",
    "[[rule]]\nname='x'\nallegiance='own'\nblock=['4b9000','4b8000']\n",
    "[[rule]]\nname='x'\nallegiance='own'\ncallsign='A'\ntype='UFO'\n", "\xff",
])  # fmt: skip
def test_rules_that_cannot_be_read(
    text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "states.csv").write_text(CSV)
    (tmp_path / "rules.toml").write_bytes(text.encode("latin-1"))
    argv = ["import", str(tmp_path / "states.csv"), "--out", str(tmp_path / "day.toml")]
    assert main([*argv, "--rules", str(tmp_path / "rules.toml")]) == 2
    assert capsys.readouterr().err.startswith(str(tmp_path / "rules.toml"))


# --- fuzzed ---------------------------------------------------------------------------------------

SEEDS = {
    "opensky": CSV.encode(),
    "states": recordings.opensky_states(FIXES).encode(),
    "trace": recordings.trace_full(FIXES, FIXES[0].icao).encode(),
    "aircraft": recordings.aircraft_json(FIXES).encode(),
    "sbs": recordings.sbs(FIXES).encode(),
    "records": recordings.traffic_json(FIXES).encode(),
    "traffic": recordings.traffic_csv(FIXES).encode(),
    "packed": gzip.compress(CSV.encode()),
    "parquet": recordings.parquet_bytes(FIXES),
}
JUNK = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([b"NaN", b"null", b"1e400", b"[", b"{}", b'"', b",", b"\n", b"-", b"\0", b"~"]),
)


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    content = SEEDS[draw(st.sampled_from(sorted(SEEDS)))]
    for _ in range(draw(st.integers(1, 6))):
        place = draw(st.integers(0, len(content)))
        gone = draw(st.sampled_from([0, 1, 5, 80, 2000]))
        content = content[:place] + draw(JUNK) + content[place + gone :]
    return content


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(damaged())
def test_whatever_is_done_to_a_file_it_is_imported_whole_or_refused_in_a_sentence(
    content: bytes,
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "recorded").write_bytes(content)
        out = folder / "out" / "day.toml"
        code = main(["import", str(folder / "recorded"), "--out", str(out)])
        left = sorted(path.name for path in out.parent.iterdir()) if out.parent.exists() else []
        assert (code, left) in [(0, ["day.iffsky", "day.toml"]), (2, [])]
        if code == 0:
            assert main(["check", str(out)]) == 0


VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=8)),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=6,
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 16), VALUES), max_size=12),
       st.sampled_from(["states", "trace", "aircraft", "records"]))  # fmt: skip
def test_whatever_values_a_json_document_has_nothing_is_thrown(
    changes: list[tuple[int, int, object]], kind: str
) -> None:
    text = SEEDS[kind].decode()
    document = json.loads(text.splitlines()[0])
    rows = document if isinstance(document, list) else next(
        value for value in document.values() if isinstance(value, list)
    )  # fmt: skip
    for row, column, value in changes:
        target = rows[row % len(rows)]
        keys = list(target) if isinstance(target, dict) else range(len(target))
        target[keys[column % len(keys)]] = value
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "recorded.json"
        path.write_text(json.dumps(document), encoding="utf-8")
        assert main(["import", str(path), "--out", str(Path(name) / "day.toml")]) in (0, 2)
