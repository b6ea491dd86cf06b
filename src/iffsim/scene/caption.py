"""What the story says at a time, and which of its words mean tracks."""

from __future__ import annotations

import re

from msgspec import Struct

from iffsim.recording import Recording
from iffsim.scenario.telling import Caption, Chapter
from iffsim.scene.symbology import TABLE
from iffsim.scene.topics import Topic

_MEANINGS = {Topic[name.upper()]: words for name, words in TABLE["meanings"].items()}
"""Words that mean tracks, in English and Turkish."""
_PIECE = re.compile(
    r"\*\*(?P<bold>.+?)\*\*|\b(?:"
    + "|".join(f"(?P<{topic.name}>{words})" for topic, words in _MEANINGS.items())
    + r")\b",
    re.IGNORECASE,
)


class Piece(Struct, frozen=True):
    """A piece of a sentence."""

    text: str
    topic: Topic | None = None
    """Which tracks it means, if any."""
    bold: bool = False


def pieces(text: str) -> tuple[Piece, ...]:
    """Return a sentence in pieces; ``**words**`` are bold."""
    found: list[Piece] = []
    place = 0
    for match in _PIECE.finditer(text):
        if match.start() > place:
            found.append(Piece(text[place : match.start()]))
        if match["bold"]:
            found.append(Piece(match["bold"], bold=True))
        else:
            found.append(Piece(match.group(), Topic[str(match.lastgroup)]))
        place = match.end()
    if place < len(text):
        found.append(Piece(text[place:]))
    return tuple(found)


def caption(recording: Recording, time_s: float) -> Caption | None:
    """Return the caption to show at a time: the last begun, within its chapter."""
    begun = [chapter for chapter in chapters(recording) if chapter.at_s <= time_s + 1e-6]
    if not begun:
        return None
    said = [line for line in begun[-1].captions if line.at_s <= time_s + 1e-6]
    return max(said, key=lambda line: line.at_s) if said else None


def chapters(recording: Recording) -> list[Chapter]:
    """Return the chapters in time order."""
    return sorted(recording.scenario.chapters, key=lambda chapter: chapter.at_s)


def order(recording: Recording) -> tuple[str, ...]:
    """Return all pictures, first a pair: that which hears a link, and left of it the one before."""
    ids = recording.picture_ids
    linked = [n for n, spec in enumerate(recording.world.pictures) if spec.remote.any()]
    right = max(linked[0], 1) if linked else 1
    pair = ids[right - 1 : right + 1]
    return (*pair, *(picture for picture in ids if picture not in pair))
