"""Files as others meet them: spreadsheets, killed writers, pipes in the place of files."""

from __future__ import annotations

import csv
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from iffsim.base import files, processes
from iffsim.base.csvfile import harmless, write_csv
from iffsim.cli import main

DATA = Path(__file__).parent / "data"
OPENERS = "=+-@\t\r＝＋－＠"


def is_formula(cell: str) -> bool:
    """Return whether a spreadsheet may take a cell for a formula."""
    number = cell.removeprefix("-").replace(".", "", 1).isdecimal()
    return cell[:1] in OPENERS and cell != "" and not number


@given(st.text(alphabet="=+-@\t\r\n;,\"'a1 .＝", max_size=12))
@example("=1+1")
@example("x;=1+1")
@example("-12.5")
def test_no_cell_is_a_formula_however_a_spreadsheet_parts_the_line(text: str) -> None:
    assert not is_formula(harmless(text))
    for part in (";", "\t", "\n", "\r"):
        assert not any(is_formula(cell) for cell in harmless(text).split(part))
    assert harmless(text).replace("'", "") == text.replace("'", "")


def test_numbers_stay_numbers_and_control_characters_do_not_reach_a_terminal() -> None:
    assert [harmless(cell) for cell in (-3.5, -3, "-3.5", None, True)] == [
        -3.5,
        -3,
        "-3.5",
        None,
        True,
    ]
    assert harmless("a\x1b[31mb") == "a\ufffd[31mb"


def test_no_table_of_a_report_on_a_stranger_s_session_has_a_formula(tmp_path: Path) -> None:
    words = ["--csv", "--json", "--no-frames", "--no-clip", "--out", str(tmp_path / "r.html")]
    assert main(["report", str(DATA / "hostile-cells.iffses"), *words]) == 0
    cells = []
    for path in tmp_path.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            cells += [cell for row in csv.reader(lines) for cell in row]
    assert "'=1+1" in cells
    assert [cell for cell in cells if is_formula(cell)] == []


def test_a_written_table_has_harmless_headers_too(tmp_path: Path) -> None:
    write_csv(tmp_path / "t.csv", ["=a", "b"], [("@x", -1.5)])
    assert (tmp_path / "t.csv").read_text(encoding="utf-8") == "'=a,b\n'@x,-1.5\n"


KILLED = """
import os, signal, sys
from pathlib import Path
from iffsim.base.files import folder, whole
with whole(Path(sys.argv[1]) / "a.txt") as one, folder(Path(sys.argv[1])) as two:
    one.write_text("half")
    (two / "b.txt").write_text("half")
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_what_a_killed_run_left_is_cleared_by_the_next_and_nothing_of_a_living_one(
    tmp_path: Path,
) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    left = sorted(path.name for path in tmp_path.iterdir())
    assert len(left) == 2
    others = {f".iffsim-{processes.mark(os.getppid())}-living.txt", ".iffsim-mine.txt",
              f".iffsim-00000000-{2**22 + 1}-of-another-machine.txt"}  # fmt: skip
    for name in others:
        (tmp_path / name).write_text("x", encoding="utf-8")
    with files.whole(tmp_path / "c.txt") as temporary:
        temporary.write_text("whole", encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"c.txt", *others}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
@pytest.mark.parametrize("name", ["x.iffrec", "x.iffses", "x.toml", "x.iffses.autosave"])
def test_a_pipe_or_a_device_in_the_place_of_a_file_is_one_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    os.mkfifo(tmp_path / name)
    device = tmp_path / f"dev-{name}"
    device.symlink_to("/dev/zero")
    for path in (tmp_path / name, device):
        for command in (
            ["run", str(path)],
            ["report", str(path), "--out", str(tmp_path / "r.html")],
        ):
            assert main(command) == 2
            said = capsys.readouterr().err
            assert len(said.splitlines()) == 1
            assert "expected" in said
    shutil.rmtree(tmp_path)
