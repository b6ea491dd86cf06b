"""The challenge at the story's end: when its needle is read, and which picture its link leads to.

The page's own model plays the moves. Each is an edit of the scenario from its first second on.
"""

from __future__ import annotations

from iffsim.export.pack import Packed
from iffsim.recording import Recording
from iffsim.story.telling import Story

EVERY_S = 60.0
"""How far apart the points of the needle's line are."""


def challenge(recording: Recording, told: Story) -> Packed | None:
    """Return what the page needs to play the challenge of a story; None without one."""
    chapter = next((one for one in told.chapters if one.challenge), None)
    if chapter is None or chapter.challenge is None:
        return None
    return {
        "read_s": next((bet.reveal_s - 1 for bet in told.bets), chapter.start_s),
        "every_s": EVERY_S,
        "linked": linked(recording, chapter.challenge.picture),
    }


def linked(recording: Recording, picture: str) -> str:
    """Return the picture of the same own sites that hears most sites over links; "" for none."""
    specs = dict(zip(recording.picture_ids, recording.world.pictures, strict=True))
    own = set(specs[picture].hears[~specs[picture].remote].tolist())
    found = [
        name
        for name, spec in specs.items()
        if spec.remote.any() and set(spec.hears[~spec.remote].tolist()) == own
    ]
    return max(found, key=lambda name: int(specs[name].remote.sum()), default="")
