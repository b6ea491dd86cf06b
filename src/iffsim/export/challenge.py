"""The challenge at the story's end for the page, whose own model plays the moves."""

from __future__ import annotations

from iffsim.export.pack import Packed
from iffsim.recording import Recording
from iffsim.story.challenge import EVERY_S, game


def challenge(recording: Recording) -> Packed | None:
    """Return what the page needs to play the challenge of its story; None without one."""
    found = game(recording)
    if found is None:
        return None
    return {"read_s": found.read_s, "every_s": EVERY_S, "linked": found.linked}
