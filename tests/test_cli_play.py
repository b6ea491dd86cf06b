"""`iffsim` and `iffsim play` where there is no display, and `iffsim record`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

import iffsim
from iffsim.cli import main, play
from iffsim.earth.catalogue import slug
from iffsim.view.model.comfort import Comfort

TINY = str(Path(__file__).parent / "data" / "tiny.toml")
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the demo's files small, so that the test is quick."""
    monkeypatch.setattr(play, "STILL_SIZE", (640, 360))
    monkeypatch.setattr(play, "CLIP_SIZE", (320, 180))
    monkeypatch.setattr("iffsim.cli.record.CLIP_S", 1.0)


@pytest.mark.usefixtures("small")
def test_without_a_display_the_demo_goes_to_files_and_says_where(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.chdir(tmp_path)
    assert main([]) == 0
    said = capsys.readouterr()
    assert str(tmp_path / "iffsim-demo") in said.err
    written = [Path(line) for line in said.out.splitlines()]
    assert written == sorted((tmp_path / "iffsim-demo").relative_to(tmp_path).iterdir())
    chapters = iffsim.load("local-bubble").chapters
    assert [path.suffix for path in written] == [".png"] * len(chapters) + [".gif"]
    with Image.open(written[0]) as image:
        assert image.size == (640, 360)


@pytest.mark.usefixtures("small")
def test_headless_renders_even_if_there_is_a_display(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":99")
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")
    out = tmp_path / "frames"
    assert main(["play", TINY, "--headless", "--out", str(out)]) == 0
    assert sorted(path.name for path in out.iterdir()) == ["01-the-sky-as-it-is.png", "tiny.gif"]


def test_with_a_display_the_window_is_given_the_recording(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[iffsim.Recording] = []
    monkeypatch.setattr(play, "has_display", lambda: True)
    wanted: list[Comfort] = []

    def show(recording: iffsim.Recording, comfort: Comfort) -> None:
        shown.append(recording)
        wanted.append(comfort)

    monkeypatch.setattr("iffsim.view.window.loop.show", show)
    iffsim.save(iffsim.run(iffsim.load(TINY)), tmp_path / "mine.iffrec")
    assert main(["play", TINY, "--lang", "tr", "--text", "1.5", "--contrast", "--calm"]) == 0
    assert main(["play", str(tmp_path / "mine.iffrec")]) == 0
    assert [recording.scenario.title for recording in shown] == ["Tiny", "Tiny"]
    assert wanted == [Comfort("tr", 1.5, True, True), Comfort()]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="DISPLAY is X11's")
def test_a_display_that_cannot_be_reached_is_no_display() -> None:
    check = "import sys; from iffsim.cli.play import has_display; sys.exit(has_display())"
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("SDL", "WAYLAND"))}
    environment["DISPLAY"] = ":987"
    words = [sys.executable, "-c", check]
    assert subprocess.run(words, env=environment, capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("words", [["record", TINY, "--at", "10s", "--out", "a.png"], ["play"]])
def test_a_driver_that_does_not_work_here_is_named(words: list[str], tmp_path: Path) -> None:
    environment = {**os.environ, "SDL_VIDEODRIVER": "nonsense", "DISPLAY": ":987"}
    command = [sys.executable, "-m", "iffsim", *words]
    done = subprocess.run(
        command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.startswith("SDL_VIDEODRIVER: nonsense not available")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("İncirlik: allies under the bubble", "incirlik-allies-under-the-bubble"),
        ("Kıyıköy", "kiyikoy"),
        ("?!", "still"),
    ],
)
def test_a_still_is_named_by_its_chapter_in_plain_letters(title: str, name: str) -> None:
    assert slug(title, "still") == name


def test_record_writes_a_still_of_the_size_asked(tmp_path: Path, capsys: Capture) -> None:
    out = tmp_path / "still.png"
    words = ["record", TINY, "--at", "5min", "--size", "640x360", "--out", str(out)]
    assert main(words) == 0
    assert capsys.readouterr().out == f"{out}\n"
    with Image.open(out) as image:
        assert image.size == (640, 360)


@pytest.mark.parametrize(("suffix", "fps"), [(".gif", "5"), (".mp4", "12.5")])
def test_record_writes_a_clip(suffix: str, fps: str, tmp_path: Path) -> None:
    out = tmp_path / f"clip{suffix}"
    span = ["--from", "1min", "--to", "2min", "--speed", "60", "--fps", fps]
    assert main(["record", TINY, *span, "--size", "320x180", "--out", str(out)]) == 0
    assert out.stat().st_size > 1000


def test_record_says_when_the_place_cannot_be_written(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    out = str(tmp_path / "file" / "still.png")
    assert main(["record", TINY, "--size", "320x180", "--out", out]) == 2
    assert "cannot be written" in capsys.readouterr().err
