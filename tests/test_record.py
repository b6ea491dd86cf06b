"""Files of frames, read back by other means than they were written with."""

from __future__ import annotations

import sys
from pathlib import Path

import needs
import numpy as np
import pytest
from PIL import Image

import iffsim
from iffsim import record
from iffsim.base.errors import BadInput
from iffsim.cli import main
from iffsim.record import Clip, Frame

TINY = Path(__file__).parent / "data" / "tiny.toml"
SIZE = (320, 180)


def drawn(count: int, size: tuple[int, int] = SIZE) -> list[Frame]:
    """Return frames of a bright square that moves over a still background."""
    width, height = size
    ground = np.zeros((height, width, 3), np.uint8)
    ground[..., 2] = np.linspace(40, 90, width).astype(np.uint8)
    frames = []
    for n in range(count):
        frame = ground.copy()
        frame[50:70, 10 * n : 10 * n + 20] = (250, 200, 40)
        frames.append(frame)
    return frames


def test_a_gif_shows_every_frame_as_it_was_drawn(tmp_path: Path) -> None:
    frames = drawn(12)
    record.gif(frames[:3], iter(frames), 10.0, tmp_path / "a.gif")
    with Image.open(tmp_path / "a.gif") as image:
        assert image.n_frames == 12
        assert image.info["duration"] == 100
        assert image.info["loop"] == 0
        for n, frame in enumerate(frames):
            image.seek(n)
            shown = np.asarray(image.convert("RGB")).astype(int)
            assert np.abs(shown - frame).max() <= 12


@pytest.mark.parametrize("fps", [3.0, 8.0, 12.5, 24.0, 30.0, 50.0])
def test_a_gif_lasts_as_long_as_asked_and_no_frame_is_too_short_for_browsers(
    fps: float, tmp_path: Path
) -> None:
    record.gif(drawn(2), iter(drawn(13)), fps, tmp_path / "a.gif")
    each = []
    with Image.open(tmp_path / "a.gif") as image:
        for n in range(image.n_frames):
            image.seek(n)
            each.append(image.info["duration"])
    assert min(each) >= 20
    assert sum(each) == pytest.approx(1000 * 13 / fps, abs=5.0)


def test_what_a_format_cannot_show_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    argv = ["record", str(TINY), "--from", "0s", "--to", "2s", "--speed", "1"]
    gif = [*argv, "--out", str(tmp_path / "a.gif"), "--fps", "60"]
    assert main(gif) == 2
    assert "expected at most 50, or an .mp4" in capsys.readouterr().err
    pytest.importorskip("av", reason=needs.VIDEO)
    film = [*argv, "--out", str(tmp_path / "a.mp4"), "--fps", "2", "--size", "321x181"]
    assert main(film) == 0
    assert "321x181 becomes 320x180" in capsys.readouterr().out


def test_a_gif_holds_only_what_changed(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (180, 320, 3), np.uint8)
    frames = [noise.copy() for _ in range(10)]
    for n, frame in enumerate(frames):
        frame[:10, 10 * n : 10 * n + 10] = 255
    record.gif(frames[:1], iter(frames[:1]), 10.0, tmp_path / "one.gif")
    record.gif(frames[:1], iter(frames), 10.0, tmp_path / "ten.gif")
    one, ten = ((tmp_path / name).stat().st_size for name in ("one.gif", "ten.gif"))
    assert ten < 1.2 * one


def test_a_still_moment_does_not_shorten_a_gif(tmp_path: Path) -> None:
    frame = drawn(1)[0]
    record.gif([frame], iter([frame] * 5), 10.0, tmp_path / "a.gif")
    with Image.open(tmp_path / "a.gif") as image:
        total = 0
        for n in range(getattr(image, "n_frames", 1)):
            image.seek(n)
            total += image.info["duration"]
    assert total == 500


def test_a_film_has_every_frame_in_even_size_and_starts_at_once(tmp_path: Path) -> None:
    av = pytest.importorskip("av", reason=needs.VIDEO)
    frames = drawn(12, (321, 181))
    record.mp4(iter(frames), 30.0, tmp_path / "a.mp4")
    with av.open(tmp_path / "a.mp4") as film:
        stream = film.streams.video[0]
        read = [frame.to_ndarray(format="rgb24") for frame in film.decode(stream)]
        assert (stream.codec_context.name, stream.average_rate) == ("h264", 30)
    assert len(read) == 12
    assert read[0].shape == (180, 320, 3)
    assert np.abs(read[11].astype(int) - frames[11][:180, :320]).mean() < 8
    whole = (tmp_path / "a.mp4").read_bytes()
    assert whole.index(b"moov") < whole.index(b"mdat")


def test_a_film_without_pyav_says_in_one_line_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    with pytest.raises(BadInput, match=r'pip install "iffsim\[video\]"'):
        record.mp4(iter(drawn(1)), 30.0, tmp_path / "a.mp4")
    assert list(tmp_path.iterdir()) == []


def test_a_clip_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> record.Frames:
        yield from drawn(3)
        raise KeyboardInterrupt

    for write in (record.mp4, lambda *rest: record.gif(drawn(1), *rest)):
        with pytest.raises(KeyboardInterrupt):
            write(broken(), 10.0, tmp_path / "a.clip")
    assert list(tmp_path.iterdir()) == []


def test_a_clip_knows_how_many_frames_it_has() -> None:
    assert len(Clip(0.0, 600.0, 10.0, 60.0, SIZE)) == 100
    assert len(Clip(5.0, 5.1, 10.0, 60.0, SIZE)) == 1


@pytest.fixture(scope="module")
def recording() -> iffsim.Recording:
    return iffsim.run(iffsim.load(str(TINY)))


def test_the_frames_of_a_run_are_as_many_and_as_large_as_asked(
    recording: iffsim.Recording,
) -> None:
    clip = Clip(100.0, 160.0, 5.0, 60.0, (640, 360))
    frames = list(record.frames(recording, clip))
    assert len(frames) == len(clip) == 5
    assert {frame.shape for frame in frames} == {(360, 640, 3)}
    assert {frame.dtype for frame in frames} == {np.dtype(np.uint8)}


def test_a_still_is_the_frame_of_its_instant(recording: iffsim.Recording, tmp_path: Path) -> None:
    record.still(recording, 600.0, (640, 360), tmp_path / "a.png")
    clip = Clip(600.0, 601.0, 1.0, 1.0, (640, 360))
    with Image.open(tmp_path / "a.png") as image:
        assert (np.asarray(image.convert("RGB")) == next(record.frames(recording, clip))).all()
