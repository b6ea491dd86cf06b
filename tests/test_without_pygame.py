"""Where pygame is missing everything but the window works: it is blocked in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
import sys
sys.modules["pygame"] = None  # from now on, importing it fails
from iffsim.cli import main
scenario, folder = sys.argv[1:]
commands = (
    ["run", scenario],
    ["explain", scenario, "--aircraft", "OWN1", "--at", "00:08:00"],
    ["runsheet", scenario, "--out", folder + "/sheet.html", "--lang", "tr"],
    ["report", scenario, "--out", folder + "/report.html", "--lang", "tr"],
)
for words in commands:
    assert main(words) == 0, words
assert not [name for name in sys.modules if name.startswith("iffsim.view.")]
"""


def test_run_explain_run_sheet_and_report_need_no_pygame_and_the_report_says_so(
    tmp_path: Path,
) -> None:
    scenario = str(Path(__file__).parent / "data" / "tiny.toml")
    words = [sys.executable, "-W", "error", "-c", PROGRAM, scenario, str(tmp_path)]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("Kare yok: çizmek için pygame-ce gerekir, kurulu değil.") == 1
    assert "<img" not in page
    assert "<video" not in page
    assert (tmp_path / "sheet.html").stat().st_size > 1000
