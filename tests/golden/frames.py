"""The golden frames: ``PYTHONPATH=src:tests python tests/golden/frames.py`` writes them anew.

Look at each before you commit it. They are frames of `view_demo.demo`, 800x450, one for each way of
looking that has drawing code of its own.
"""

from __future__ import annotations

import os
from pathlib import Path

from msgspec.structs import replace

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import numpy as np
import numpy.typing as npt
from PIL import Image
from view_demo import demo

from iffsim.scene.asked import View
from iffsim.view.model import story
from iffsim.view.model.actions import Seek, apply, at_rest
from iffsim.view.model.state import ViewState, opening
from iffsim.view.window.frame import pixels, render

HERE = Path(__file__).resolve().parent
SIZE = (800, 450)
TILE = 50
"""Side of the tiles that are compared, px."""
TOLERANCE = 4.0
"""How far a tile may be off: the mean over its pixels and channels, of 255. What another machine's
rounding makes of smooth edges stays below 1; a label or a symbol that moved or changed is above."""
NAMES = ("side", "curtain", "truth", "difference")


def states() -> dict[str, ViewState]:
    """Return what each frame shows."""
    start = replace(opening(story.show(demo())), playing=False, paced=False)
    early, late = (at_rest(apply(start, Seek(time_s))) for time_s in (200.0, 420.0))
    jet = demo().aircraft("jet")
    return {
        "side": replace(early, selected=jet),
        "curtain": replace(late, view=View.CURTAIN, curtain=0.45),
        "truth": replace(early, view=View.TRUTH, selected=demo().aircraft("intruder")),
        "difference": replace(early, view=View.DIFFERENCE),
    }


def drawn(state: ViewState) -> npt.NDArray[np.uint8]:
    """Return a frame, uint8[450, 800, 3], in steps of 8: which makes the files half as large."""
    fine = pixels(render(demo(), state, SIZE))
    return (fine & np.uint8(0xF8)) | np.uint8(4)


def worst(one: npt.NDArray[np.uint8], other: npt.NDArray[np.uint8]) -> tuple[float, int, int]:
    """Return how far the worst tile is off, and its left and upper edge, px."""
    off = np.abs(one.astype(float) - other.astype(float)).mean(axis=2)
    tiles = off.reshape(SIZE[1] // TILE, TILE, SIZE[0] // TILE, TILE).mean(axis=(1, 3))
    row, column = np.unravel_index(int(tiles.argmax()), tiles.shape)
    return float(tiles.max()), int(column) * TILE, int(row) * TILE


def main() -> None:
    """Write every frame."""
    for name, state in states().items():
        Image.fromarray(drawn(state)).save(HERE / f"view-{name}.png", optimize=True)
        print(f"tests/golden/view-{name}.png")


if __name__ == "__main__":
    main()
