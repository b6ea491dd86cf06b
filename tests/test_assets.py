"""The shipped files: found, licensed, described, and fit to draw with."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import ImageFont

from iffsim.base import assets
from iffsim.base.errors import BadInput

MADE_BY_HAND = {"README.md", "build.py", "build_map.py"}
FONTS = sorted(path.name for path in assets.path("fonts").glob("*.ttf"))


def shipped_files() -> list[Path]:
    root = assets.path()
    found = (path for path in root.rglob("*") if path.is_file() and "cache" not in str(path))
    return [path for path in found if path.name not in MADE_BY_HAND]


def test_every_shipped_file_is_described_beside_it() -> None:
    text = assets.path("README.md").read_text(encoding="utf-8").replace("*.ttf", " ".join(FONTS))
    alone = [path for path in shipped_files() if f"`{path.parent.name}/*`" not in text]
    assert [path.name for path in alone if path.name not in text] == []


def test_shipped_files_stay_small() -> None:
    assert sum(path.stat().st_size for path in shipped_files()) < 2_000_000


def test_the_folder_inside_an_installed_package_wins_over_the_checkout(tmp_path: Path) -> None:
    package = tmp_path / "src" / "iffsim"
    package.mkdir(parents=True)
    (tmp_path / "assets").mkdir()
    assert assets.shipped(package, "assets") == tmp_path / "assets"
    (package / "assets").mkdir()
    assert assets.shipped(package, "assets") == package / "assets"


def test_a_broken_installation_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"assets: this folder is missing .* install iffsim again"):
        assets.shipped(tmp_path, "assets")


def test_every_named_scenario_is_a_file() -> None:
    for name in assets.scenario_names():
        assert assets.scenario_path(name).is_file()


def test_an_unknown_scenario_is_refused_by_name() -> None:
    with pytest.raises(BadInput, match="no-such: no such scenario"):
        assets.scenario_path("no-such")


@pytest.mark.parametrize("font", FONTS)
def test_fonts_have_every_turkish_letter(font: str) -> None:
    face = ImageFont.truetype(str(assets.path("fonts", font)), 32)

    def drawn(letter: str) -> bytes:
        return bytes(face.getmask(letter))

    missing = drawn("\U0010fffe")
    assert [letter for letter in "çğıöşüÇĞİÖŞÜâî–×°’" if drawn(letter) == missing] == []


def test_digits_of_the_fonts_have_one_width() -> None:
    for font in FONTS:
        face = ImageFont.truetype(str(assets.path("fonts", font)), 32)
        assert len({face.getlength(digit) for digit in "0123456789"}) == 1, font


def test_terrain_knows_its_mountains_and_needs_no_pickle() -> None:
    with np.load(assets.path("terrain", "terrain.npz"), allow_pickle=False) as terrain:
        highest, north, west = terrain["max_m"], terrain["lat_north"], terrain["lon_west"]
        assert highest.shape == terrain["mean_m"].shape == (240, 560)
        assert (terrain["mean_m"] <= highest).all()
    ararat = highest[int((north - 39.70) / 0.05), int((44.30 - west) / 0.05)]
    assert 4_500 < ararat < 5_137  # the summit; a cell of a 1 km grid lies lower
