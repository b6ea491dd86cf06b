"""`iffsim run`, `list`, `check`, `explain`, as a person types them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
import threading
from pathlib import Path
from unittest.mock import Mock

import pytest

import iffsim
from iffsim.base import assets
from iffsim.cli import main, progress
from iffsim.cli.app import COMMANDS
from iffsim.explain import sentences

TINY = str(Path(__file__).parent / "data" / "tiny.toml")
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("results") / "tiny"
    assert main(["run", TINY, "--out", str(out), "--every", "1min"]) == 0
    return out


def test_run_puts_the_pictures_side_by_side(capsys: Capture) -> None:
    assert main(["run", TINY]) == 0
    said = capsys.readouterr().out
    head = next(line for line in said.splitlines() if "standalone" in line)
    assert head.index("standalone") < head.index("linked")
    assert "completeness (SIAP C)" in said
    assert "not real ranges" in said


def test_run_as_json_says_the_scorecards_and_nothing_else(capsys: Capture) -> None:
    assert main(["run", TINY, "--json"]) == 0
    cards = json.loads(capsys.readouterr().out)
    assert list(cards) == ["standalone", "linked"]
    assert 0 < cards["standalone"]["completeness"] < cards["linked"]["completeness"]


def test_run_writes_every_file_and_leaves_nothing_else(results: Path) -> None:
    assert sorted(path.name for path in results.iterdir()) == [
        "events.csv", "pictures.csv", "scorecard.json", "tiny.iffrec", "truth.csv",
    ]  # fmt: skip
    with (results / "truth.csv").open(encoding="utf-8") as file:
        times = {row["time_s"] for row in csv.DictReader(file)}
    assert len(times) == 21


def test_a_recording_runs_to_the_same_scorecards(results: Path, capsys: Capture) -> None:
    assert main(["run", str(results / "tiny.iffrec"), "--json"]) == 0
    written = json.loads((results / "scorecard.json").read_text(encoding="utf-8"))
    assert json.loads(capsys.readouterr().out) == written


def test_the_same_seed_writes_the_same_bytes_and_another_does_not(
    results: Path, tmp_path: Path
) -> None:
    for name, seed in (("again", "7"), ("other", "8")):
        words = ["run", TINY, "--out", str(tmp_path / name), "--every", "1min", "--seed", seed]
        assert main(words) == 0
    for file in results.iterdir():
        assert (tmp_path / "again" / file.name).read_bytes() == file.read_bytes(), file.name
    assert (tmp_path / "other" / "truth.csv").read_bytes() != (results / "truth.csv").read_bytes()


def test_list_names_every_shipped_scenario(capsys: Capture) -> None:
    assert main(["list"]) == 0
    said = capsys.readouterr().out
    for name in assets.scenario_names():
        assert name in said


def test_check_says_ok_for_each_good_file(capsys: Capture) -> None:
    assert main(["check", TINY, TINY]) == 0
    assert capsys.readouterr().out == f"{TINY}: ok\n" * 2


def test_check_says_every_fault_of_every_file(tmp_path: Path, capsys: Capture) -> None:
    text = Path(TINY).read_text(encoding="utf-8")
    bad = tmp_path / "bad.toml"
    bad.write_text(text.replace("KC-135", "KC-136").replace("Konya", "Konia"), encoding="utf-8")
    assert main(["check", str(bad), TINY, str(tmp_path / "none.toml")]) == 2
    said = capsys.readouterr()
    assert said.out == f"{TINY}: ok\n"
    assert "KC-136" in said.err
    assert "Konia" in said.err
    assert "is not a file" in said.err
    assert len(said.err.splitlines()) == 3


def test_explain_says_what_each_picture_knows(capsys: Capture) -> None:
    assert main(["explain", TINY, "--aircraft", "ALLY1", "--at", "00:08:00"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "KC-135, allied" in said
    assert "standalone" in said
    assert "FRIEND" in said
    assert "valid allied reply" in said


def test_explain_knows_an_aircraft_by_a_pictures_track_number_too(capsys: Capture) -> None:
    recording = iffsim.run(iffsim.load(TINY))
    worn = [f"{p}:{recording.numbers(p)[1]}" for p in recording.picture_ids]
    for word in (*worn, worn[0].partition(":")[2]):
        assert main(["explain", TINY, "--aircraft", word, "--at", "480s"]) == 0
        said = " ".join(capsys.readouterr().out.split())
        assert "Truth: ALLY1" in said
        assert all(name.replace(":", " ") in said for name in worn)
    number = recording.numbers("linked")[1]
    assert f"Track {number}:" in sentences(recording, recording.why("linked", 1, 480.0))[0]
    assert main(["explain", TINY, "--aircraft", f"nobody:{worn[0]}", "--at", "480s"]) == 2


def test_help_of_every_command_teaches_with_an_example(capsys: Capture) -> None:
    for command in COMMANDS:
        assert main([command, "--help"]) == 0
        said = capsys.readouterr().out.split("Usage:")[1].split("\n", 1)[1]
        assert "iffsim " in said, command
        assert "•" not in said, f"{command}: a star of its text is taken for a list"


def test_version_is_the_packages(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"iffsim {iffsim.__version__}\n"


def test_importing_iffsim_or_asking_for_help_brings_in_nothing_heavy() -> None:
    check = (
        "import sys, iffsim, iffsim.cli\n"
        "iffsim.cli.main(['--version'])\n"
        "heavy = {'numpy', 'shapely', 'pygame', 'PIL', 'msgspec', 'av'} & set(sys.modules)\n"
        "sys.exit(' '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", check], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_public_name_can_be_fetched_even_after_a_run() -> None:
    recording = iffsim.run(iffsim.load(TINY))
    assert isinstance(recording, iffsim.Recording)
    for name in iffsim.__all__:
        assert getattr(iffsim, name) is not None


def test_a_bar_shows_before_the_first_share_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, done = threading.Event(), Mock(task_ids=[7])
    monkeypatch.setattr("sys.stderr", Mock(isatty=lambda: True))
    monkeypatch.setattr(progress, "PATIENCE_S", 0.0)
    monkeypatch.setattr(progress, "started", lambda _: shown.set() or done)
    with progress.rising("work") as tell:
        assert tell is not None
        assert shown.wait(30.0)
        while not done.update.called:  # the bar is ours a moment after it is shown
            tell(0.5)
    done.update.assert_called_with(7, total=1.0, completed=0.5)
    done.stop.assert_called_once_with()
