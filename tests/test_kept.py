"""What is kept between starts: never trusted, never needed, never too much."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pygame
import pytest

from iffsim.base import kept as keeping
from iffsim.base.kept import kept
from iffsim.view.map.layers import ground
from iffsim.view.map.layers.backdrop import Grounds
from iffsim.view.model.camera import Camera
from iffsim.view.window import frame

MADE = b"made " * 100
Made = list[str]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where things are kept here."""
    monkeypatch.setenv("IFFSIM_CACHE", str(tmp_path / "kept"))
    return tmp_path / "kept"


def maker(made: Made, content: bytes = MADE) -> Callable[[], bytes]:
    def make() -> bytes:
        made.append("made")
        return content

    return make


def asked(*made_of: bytes, content: bytes = MADE) -> bool:
    """Return whether something had to be made for the answer, which is right."""
    made: Made = []
    assert kept("thing", made_of, maker(made, content)) == content
    return bool(made)


def test_it_is_made_once_and_anew_where_it_is_made_of_something_else(place: Path) -> None:
    assert [asked(b"a", b"b"), asked(b"a", b"b")] == [True, False]
    assert all([asked(b"a", b"c"), asked(b"ab"), asked(b"a"), asked(b"b", b"a")])
    assert not asked(b"a", b"b")


@pytest.mark.parametrize("at", [0, 15, 16, -1])
def test_a_byte_that_was_changed_is_found_and_made_good(place: Path, at: int) -> None:
    asked(b"a")
    (file,) = place.iterdir()
    content = bytearray(file.read_bytes())
    content[at] ^= 1
    file.write_bytes(content)
    assert [asked(b"a"), asked(b"a")] == [True, False]


@pytest.mark.parametrize("length", [0, 7, 16, 100])
def test_a_file_that_was_cut_short_is_found_and_made_good(place: Path, length: int) -> None:
    asked(b"a")
    (file,) = place.iterdir()
    file.write_bytes(file.read_bytes()[:length])
    assert [asked(b"a"), asked(b"a")] == [True, False]


def test_another_version_makes_its_own(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked(b"a")
    monkeypatch.setattr(keeping, "VERSION", "another")
    assert asked(b"a")


def test_where_nothing_can_be_written_it_is_made_each_time(place: Path) -> None:
    place.write_text("a file is in the way")
    assert [asked(b"a"), asked(b"a")] == [True, True]
    assert place.read_text() == "a file is in the way"


def test_where_a_folder_or_a_pipe_is_in_the_way_it_is_made_each_time(place: Path) -> None:
    asked(b"a")
    (file,) = place.iterdir()
    file.unlink()
    file.mkdir()
    assert [asked(b"a"), asked(b"a")] == [True, True]
    assert [one.name for one in place.iterdir()] == [file.name]


def test_it_can_be_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("IFFSIM_CACHE", "off")
    assert [asked(b"a"), asked(b"a")] == [True, True]
    assert list(tmp_path.iterdir()) == []


def test_it_is_the_users_own_folder_for_such_things(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("IFFSIM_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert keeping.folder() == tmp_path / "iffsim"


def test_the_oldest_are_let_go_and_nothing_that_is_not_ours(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_BYTES", 5 * 516)
    place.mkdir()
    (place / "somebody's.kept").write_bytes(bytes(10_000))
    for number in range(8):
        asked(bytes([number]))
        for file in place.glob("thing-*"):
            os.utime(file, ns=(0, file.stat().st_mtime_ns - 10**9))
    assert (place / "somebody's.kept").is_file()
    assert len(list(place.glob("thing-*"))) == 5
    assert [asked(bytes([number])) for number in (7, 6, 5, 4, 3)] == [False] * 5
    assert asked(b"\0")


def test_what_is_too_large_is_not_kept(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "MOST_BYTES", 100)
    assert [asked(b"a"), asked(b"a")] == [True, True]
    assert list(place.iterdir()) == []


def drawn(span_km: float, grounds: Grounds) -> tuple[bytes, bytes]:
    found = grounds.at(Camera(0.0, 0.0, span_km), (320, 200))
    assert found.named
    bright, dim = frame.pixels(found.bright), frame.pixels(found.dim)
    assert np.ptp(bright) > 50
    return bright.tobytes(), dim.tobytes()


def test_the_map_of_the_first_camera_is_kept_to_the_pixel(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    frame.offscreen((1, 1))
    monkeypatch.setenv("IFFSIM_CACHE", "off")
    fresh = drawn(1500.0, Grounds())
    monkeypatch.setenv("IFFSIM_CACHE", str(place))
    first, *_ = (drawn(span_km, grounds) for grounds in [Grounds()] for span_km in (1500.0, 700.0))
    assert first == fresh
    assert len(list(place.iterdir())) == 1
    filled: list[object] = []
    monkeypatch.setattr(pygame.draw, "polygon", lambda *given: filled.append(given))
    assert drawn(1500.0, Grounds()) == fresh
    assert filled == []
    assert ground.bake(ground.Canvas.around(Camera(0.0, 0.0, 900.0), (320, 200)), True)
    assert len(list(place.iterdir())) == 1
