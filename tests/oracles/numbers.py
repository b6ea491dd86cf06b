"""Track numbers, said plainly."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence


def mixed(x: int) -> int:
    """Return SplitMix64's finaliser of a 64-bit number."""
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9 % 2**64
    x = (x ^ x >> 27) * 0x94D049BB133111EB % 2**64
    return x ^ x >> 31


def track_numbers(picture: str, lots: Sequence[int]) -> list[int]:
    """Return the number that a picture gives to each aircraft: all that can be written with as many
    digits as the lots have, put in an order that the picture's name decides; a lot is a place in
    that order."""
    lowest = 10 ** (len(str(max(lots))) - 1)
    name = int.from_bytes(hashlib.blake2b(picture.encode(), digest_size=8).digest(), "little")
    rank = [mixed(mixed(n * 0x9E3779B97F4A7C15 % 2**64) ^ name) for n in range(9 * lowest)]
    order = sorted(range(9 * lowest), key=rank.__getitem__)
    return [lowest + order[lot - lowest] for lot in lots]


def lots(keys: Sequence[int], written: int) -> list[int]:
    """Return the lots of a fleet whose first `written` aircraft draw last: each draws by its key,
    and takes the next free one where that is taken."""
    lowest = 1000
    while 9 * lowest < 2 * len(keys):
        lowest *= 10
    taken: dict[int, int] = {}
    for a in [*range(written, len(keys)), *range(written)]:
        spot = keys[a] % (9 * lowest)
        while spot in taken.values():
            spot = (spot + 1) % (9 * lowest)
        taken[a] = spot
    return [lowest + taken[a] for a in range(len(keys))]
