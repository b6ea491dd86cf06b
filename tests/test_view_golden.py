"""Frames look as they did when somebody last looked at them."""

from __future__ import annotations

import numpy as np
import pytest
from golden.frames import HERE, NAMES, TOLERANCE, drawn, states, worst
from PIL import Image

REMAKE = "PYTHONPATH=src:tests python tests/golden/frames.py"


@pytest.mark.parametrize("name", NAMES)
def test_a_frame_looks_as_it_did(name):
    golden = np.asarray(Image.open(HERE / f"view-{name}.png"))
    off, x, y = worst(drawn(states()[name]), golden)
    assert off <= TOLERANCE, (
        f"view-{name}.png is off by {off:.1f} of 255 in the tile at {x},{y}. If that is meant, "
        f"write the frames anew with: {REMAKE}"
    )


def test_what_another_picture_would_call_a_track_is_more_than_the_tolerance():
    shown = states()
    off, _, _ = worst(drawn(shown["side"]), drawn(shown["difference"]))
    assert off > 3 * TOLERANCE
