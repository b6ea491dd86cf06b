"""Files that ask for much are refused or read within bounds: 10 s of processor, 300 MB, each.

The sizes are those that once took 1.25 GB and 46 s, did not end in 90 s, took 18 s, took 1.5 GB.
"""

from __future__ import annotations

import gzip
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from iffsim.cli import main

RECORD = '{"icao24":"4ba946","timestamp":16000000%02d,"latitude":39,"longitude":33,"altitude":9000}'
LARGE: dict[str, Callable[[], bytes]] = {
    "lists.json": lambda: b'{"x":[' + b"[]," * (16 << 20) + b"[]]}",
    "lines.json": lambda: b"[]\n" * (16 << 20),
    "keys.json": lambda: b"[" + b'{"icao24":"4ba946"},' * 3_000_000 + b"{}]",
    "empty.json": lambda: f"[{RECORD % 1},{RECORD % 9},".encode() + b"{}," * (16 << 20) + b"{}]",
    "members.gz": lambda: gzip.compress(b"") * 200_000,
    "names.toml": lambda: b'"a b".' * 20_000 + b"x = 1",
}
MEASURE = r"""
import re, resource, sys
from pathlib import Path
from iffsim.cli import main
argv = ["check"] if sys.argv[1].endswith(".toml") else ["import", "--out", sys.argv[2]]
code = main([*argv, sys.argv[1]])
used = resource.getrusage(resource.RUSAGE_SELF)
# ru_maxrss would be that of the process which started this one, where that is larger
peak_kb = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]
print(code, used.ru_utime + used.ru_stime, peak_kb)
"""


@pytest.mark.skipif(
    sys.platform != "linux", reason="the peak of memory is read from /proc, which Linux alone has"
)
@pytest.mark.parametrize("name", LARGE)
def test_a_file_that_asks_for_much_is_refused_in_a_moment(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(LARGE[name]())
    argv = [sys.executable, "-c", MEASURE, str(tmp_path / name), str(tmp_path / "x.toml")]
    found = subprocess.run(argv, capture_output=True, text=True, check=True)
    code, used_s, used_kb = found.stdout.splitlines()[-1].split()
    assert int(code) == 2
    assert len(found.stderr.splitlines()) == 1
    assert float(used_s) < 10.0
    assert int(used_kb) < 300_000


@pytest.mark.parametrize("name", ["a\x1b[31m\u2028b.csv", "a\u202eb.csv", "a\nb.csv"])
def test_a_message_shows_no_character_that_acts(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(b"\x1b]0;title\x07,b,c\n1,2,3\n")
    assert main(["import", str(tmp_path / name), "--out", str(tmp_path / "x.toml")]) == 2
    said = capsys.readouterr().err.removesuffix("\n")
    assert said.isprintable()
    assert "\ufffd" in said


def test_a_scenarios_message_shows_no_line_separator(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.toml").write_text('format = 1\ntitle = "x"\n["\u2028"]\n["\x7f"]\n', "utf-8")
    assert main(["check", str(tmp_path / "a.toml")]) == 2
    said = capsys.readouterr().err
    assert all(line.isprintable() for line in said.removesuffix("\n").split("\n"))
    assert main(["check", "no\u2028such\x1b"]) == 2
    assert capsys.readouterr().err.removesuffix("\n").isprintable()
