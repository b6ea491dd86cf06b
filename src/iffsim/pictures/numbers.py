"""Track numbers: each picture gives its own, as real ones do."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from iffsim.base.random import shuffled


def track_numbers(picture: str, lots: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return the number that a picture (its id) gives to a track of each aircraft, int32[A].

    `lots` int32[A] are distinct and have as many digits all; so are the numbers: the picture's own
    permutation of what can be written with so many digits. Nothing of the order of aircraft, of
    what they are, or of their number in another picture can be told from them.
    """
    lowest = 10 ** (len(str(lots.max(initial=1000))) - 1)
    own = lowest + shuffled(picture, 9 * lowest)
    found: npt.NDArray[np.int32] = own[lots - lowest].astype(np.int32)
    return found
