"""The names of what a word on the window can mean; `meant.py` says which tracks."""

from __future__ import annotations

from enum import Enum


class Topic(Enum):
    """What a word can mean."""

    NOT_HELD = "identity.not_held"
    FRIEND = "identity.friend"
    HOSTILE = "identity.hostile"
    NEUTRAL = "identity.neutral"
    UNKNOWN = "identity.unknown"
    HELD = "scores.held"
    CORRECT = "scores.correct"
    LEFT_UNKNOWN = "scores.left_unknown"
    NEEDLE = "scores.needle"
    LOST_FRIENDS = "scores.lost_friends"
    OWN = "topic.own"
    ALLIES = "topic.allies"
    AIRLINERS = "topic.airliners"
    INTRUDER = "topic.intruder"


NONE: frozenset[Topic] = frozenset()
