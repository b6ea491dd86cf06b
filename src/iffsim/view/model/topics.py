"""The names of what a word on the window can mean; `meant.py` says which tracks."""

from __future__ import annotations

from enum import Enum


class Topic(Enum):
    """What a word can mean."""

    NOT_HELD = "Not held"
    FRIEND = "Friend"
    HOSTILE = "Hostile"
    NEUTRAL = "Neutral"
    UNKNOWN = "Unknown"
    HELD = "Aircraft held"
    CORRECT = "Identified correctly"
    LEFT_UNKNOWN = "Left unknown"
    NEEDLE = "The needle"
    LOST_FRIENDS = "Friends not recognised"
    OWN = "own aircraft"
    ALLIES = "allies"
    AIRLINERS = "airliners"
    INTRUDER = "the intruder"


NONE: frozenset[Topic] = frozenset()
