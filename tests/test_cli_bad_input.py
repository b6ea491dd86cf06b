"""Bad input of every kind, as typed: one line a fault, exit 2, nothing left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from iffsim.cli import main

TINY = Path(__file__).parent / "data" / "tiny.toml"
JET = "level_ft = 15000\nspeed_kt = 480"

MISTAKES = {
    "not TOML": ("format = 1", "format = = 1", "is not TOML"),
    "unknown key": (JET, "sped_kt = 480", 'did you mean "speed_kt"'),
    "wrong type": ("speed_kt = 480", 'speed_kt = "fast"', '"fast"'),
    "not a number": ("speed_kt = 480", "speed_kt = nan", "nan"),
    "infinite": ("radius_km = 40", "radius_km = inf", "inf"),
    "negative speed": ("speed_kt = 480", "speed_kt = -480", "-480"),
    "level out of range": ("level_ft = 15000", "level_ft = 1500000", "1500000"),
    "no time": ('duration = "00:20:00"', 'duration = "20 parsecs"', "20 parsecs"),
    "unknown airport": ('["LTFM", "LTAI"]', '["LTFX", "LTAI"]', "LTFX"),
    "unknown type": ("KC-135", "KC-136", 'did you mean "KC-135"'),
    "unknown picture": ('pictures = ["standalone"', 'pictures = ["standalon"', "standalon"),
    "unknown site": ('own = ["battery"]', 'own = ["batery"]', 'did you mean "battery"'),
    "duplicate id": ('id = "RED1"', 'id = "OWN1"', "duplicate"),
    "route of one point": ("orbit = { place", 'name = "x" # ', "one point"),
    "point twice": ('"Akkuyu", "Ankara"]', '"Akkuyu", "Akkuyu"]', "same point"),
    "antipodal points": (
        '"Akkuyu", "Ankara"]',
        "{ lat_deg = -34.5, lon_deg = -147.0 }]",
        "other side of the globe",
    ),
    "event before start": ('at = "00:10:00"', 'at = "-00:10:00"', "-00:10:00"),
    "event after the end": ('at = "00:10:00"', 'at = "00:50:00"', "00:50:00"),
    "control characters": ('title = "Tiny"', 'title = "a\\u001b[2Jb"', "U+001B"),
    "id with a line's end": ('id = "OWN1"', 'id = "OWN1\\n"', "a short name without spaces"),
    "format with a point": ("format = 1", "format = 1.0", "expected 1"),
    "a million aircraft": ("count = 6", "count = 1000000", "1,000,000"),
}


def refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return the one line that `words` are refused with."""
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    assert len(said.err.splitlines()) == 1, said.err
    return said.err


@pytest.mark.parametrize("kind", MISTAKES)
def test_a_mistake_in_a_scenario_is_one_line_and_nothing_is_written(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    right, wrong, named = MISTAKES[kind]
    text = TINY.read_text(encoding="utf-8")
    assert right in text
    path = tmp_path / "mine.toml"
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    line = refused(["run", str(path), "--out", str(tmp_path / "out")], capsys)
    assert "mine.toml" in line
    assert named in line
    assert not (tmp_path / "out").exists()


def test_what_is_no_scenario_file_at_all_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "latin.toml").write_bytes(b'format = 1\ntitle = "\xfc"\n')
    with (tmp_path / "huge.toml").open("wb") as file:
        file.truncate(100_000_000)
    (tmp_path / "folder.toml").mkdir()
    for name, named in (
        ("latin.toml", "UTF-8"), ("huge.toml", "100,000,000"), ("folder.toml", "directory"),
        ("none.toml", "not a file"),
    ):  # fmt: skip
        assert named in refused(["run", str(tmp_path / name)], capsys)


def test_what_is_no_recording_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", str(TINY), "--out", str(tmp_path / "good")]) == 0
    capsys.readouterr()
    whole = (tmp_path / "good" / "tiny.iffrec").read_bytes()
    (tmp_path / "cut.iffrec").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "other.iffrec").write_bytes(b"something else\n")
    (tmp_path / "folder.iffrec").mkdir()
    for name in ("cut", "other", "folder", "none"):
        path = str(tmp_path / f"{name}.iffrec")
        assert path in refused(["check", path], capsys)
        assert path in refused(["run", path], capsys)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["run", "--seed", "-1"], "--seed"),
        (["run", "--seed", "x"], "--seed"),
        (["run", "--every", "0s"], "--every"),
        (["run", "--every", "often"], "often"),
        (["explain", "--aircraft", "ALY1", "--at", "5min"], 'did you mean "ALLY1"'),
        (["explain", "--aircraft", "ALLY1", "--at", "5h"], "20:00"),
        (["explain", "--aircraft", "ALLY1", "--at", "soon"], "soon"),
        (["explain", "--aircraft", "ALLY1"], "--at"),
        (["record", "--out", "film.avi"], ".png, .gif, .mp4"),
        (["record", "--out", "a.png", "--size", "big"], "1280x720"),
        (["record", "--out", "a.png", "--size", "1x1"], "320x180"),
        (["record", "--out", "a.png", "--from", "1min"], "--at"),
        (["record", "--out", "a.png", "--at", "3h"], "20:00"),
        (["record", "--out", "a.gif", "--at", "1min"], "--from"),
        (["record", "--out", "a.gif", "--from", "5min", "--to", "1min"], "--to"),
        (["record", "--out", "a.gif", "--fps", "0"], "--fps"),
        (["record", "--out", "a.gif", "--fps", "nan"], "--fps"),
        (["record", "--out", "a.gif", "--speed", "-3"], "--speed"),
        (["record", "--out", "a.mp4", "--speed", "0.001"], "--speed"),
        (["record", "--out", "a.mp4", "--speed", "nan"], "--speed"),
        (["run", "--fast"], "--fast"),
    ],
)
def test_a_bad_option_is_one_line_that_names_it(
    words: list[str], named: str, tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    assert named in refused([words[0], str(TINY), *words[1:]], capsys)
    assert list(tmp_path.iterdir()) == []


def test_a_command_that_is_not_there_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert "iffsim --help" in refused(["fly"], capsys)
    assert "SCENARIO" in refused(["run"], capsys)


def test_an_output_that_cannot_be_written_is_one_line_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    for place in ("file", "file/deeper"):
        line = refused(["run", str(TINY), "--out", str(tmp_path / place)], capsys)
        assert "cannot be written" in line
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_a_run_that_fails_half_way_leaves_the_old_results_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    assert main(["run", str(TINY), "--out", str(out), "--every", "5min"]) == 0
    before = {path.name: path.read_bytes() for path in out.iterdir()}

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("iffsim.store.save", full)
    assert main(["run", str(TINY), "--out", str(out), "--every", "1min"]) == 2
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_page_of_several_is_not_written_if_a_folder_is_in_the_way(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sheet.html").mkdir()
    line = refused(["runsheet", str(TINY), "--out", str(tmp_path / "sheet.html")], capsys)
    assert "sheet.html: cannot be written" in line
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.html"]


@pytest.mark.parametrize("name", ["", ".", "..", "a\nb", " ", "x" * 300, "-o", "\x1b[2J"])
def test_a_new_scenario_has_a_name_that_can_be_typed(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "NAME" in refused(["new", "--", name], capsys)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["run", "--out", "new/deep"], ["export", "--out", "new/e.html"]])
def test_a_disk_that_is_full_leaves_no_folder_behind(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Path, "write_text", full)
    assert "No space left" in refused([words[0], str(TINY), *words[1:]], capsys)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_whose_name_is_too_long_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    line = refused(["run", str(TINY), "--out", str(tmp_path / ("x" * 300))], capsys)
    assert "cannot be written" in line


def piped(words: list[str], **settings: str) -> subprocess.Popen[bytes]:
    code = "import sys; from iffsim.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, **settings},
    )  # fmt: skip


@pytest.mark.parametrize("coding", ["ascii", "cp1252", "utf-8"])
def test_letters_that_the_terminal_has_not_are_no_error(coding: str) -> None:
    with piped(["info", "needle", "--lang", "tr"], PYTHONIOENCODING=coding) as process:
        out, error = process.communicate()
    assert (process.returncode, error) == (0, b"")
    assert out.split() != []
    assert (b"?" in out.split()[0]) == (coding != "utf-8")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device always full")
@pytest.mark.parametrize("words", [["list"], ["run", str(TINY), "--json"]])
def test_a_full_disk_behind_the_output_is_one_line(words: list[str]) -> None:
    code = "import sys; from iffsim.cli import main; sys.exit(main(sys.argv[1:]))"
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, *words], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert b"cannot be used (No space left" in done.stderr


def test_a_reader_that_has_enough_hears_no_complaint() -> None:
    with piped(["run", str(TINY), "--json"]) as process:
        assert process.stdout is not None
        process.stdout.close()
        process.stdout = None
        _, error = process.communicate()
    assert (process.returncode, error) == (1, b"")
