"""Evidence and what it is called: an ordered table, first match wins, compiled to one look-up.

Evidence is a set of bits per track and picture. It only grows while a track lasts. A doctrine never
sees truth; it maps every one of the possible bit sets to a standard identity and to the rule that
named it, so that *why* can always be answered. No reply is not hostile: IFF can only confirm
friends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Any

import numpy as np
import numpy.typing as npt

from iffsim.base.arrays import Bools, Ints


class Allegiance(IntEnum):
    """What an aircraft truly is. Truth only: no picture ever reads it."""

    OWN = 0
    ALLIED = 1
    NEUTRAL = 2
    INTRUDER = 3


class Identity(IntEnum):
    """What a picture calls a track (the usual standard identities)."""

    PENDING = 0
    UNKNOWN = 1
    ASSUMED_FRIEND = 2
    FRIEND = 3
    NEUTRAL = 4
    SUSPECT = 5
    HOSTILE = 6


class Credential(IntFlag):
    """Abstract kinds of asking and answering; no real mode, code or waveform is meant.

    A transponder that knows a credential answers when it is asked in it; whose code in it is out of
    date or garbled answers too, but with what nobody can validate.
    """

    NATIONAL = 1
    ALLIED = 2
    CIVIL = 4
    SUPPLIER = 8
    """Of whoever made a battery and sold it."""
    WRONG_NATIONAL = 16
    WRONG_ALLIED = 32
    WRONG_CIVIL = 64
    WRONG_SUPPLIER = 128


RIGHT = Credential.NATIONAL | Credential.ALLIED | Credential.CIVIL | Credential.SUPPLIER
_WRONG_SHIFT = 4


def wrong(credentials: int) -> int:
    """Return the bits of a wrong answer in each of `credentials`."""
    return (credentials & RIGHT) << _WRONG_SHIFT


def known(bits: int) -> int:
    """Return the credentials in which a transponder with `bits` answers, rightly or wrongly."""
    return (bits | bits >> _WRONG_SHIFT) & RIGHT


def answered(
    bits: npt.NDArray[np.integer[Any]], asked: npt.NDArray[np.integer[Any]]
) -> npt.NDArray[np.integer[Any]]:
    """Return what comes back from transponders with `bits` [N] when they are asked in `asked` [N]:
    of the credentials asked for, those that they know, right or wrong; 0 for silence."""
    found: npt.NDArray[np.integer[Any]] = bits & (asked | asked << _WRONG_SHIFT)
    return found


class Evidence(IntFlag):
    """What reports have said of a track. The first four bits are the credentials' own."""

    NATIONAL_REPLY = 1
    ALLIED_REPLY = 2
    CIVIL_REPLY = 4
    SUPPLIER_REPLY = 8
    UNRECOGNISED_REPLY = 16
    NO_REPLY = 32
    NOT_INTERROGATED = 64
    PLAN_MATCH = 128
    OVER_LINK = 256
    CROSSED_LINE = 512


NOTHING = Evidence(0)
EVIDENCE_BITS = len(Evidence)
NOT_HELD = 255
"""Stands for an identity where a picture holds no track."""


@dataclass(frozen=True)
class Rule:
    """One row: matches when every bit of `all_of`, one of `any_of` (if any) and none of `none_of`
    is set."""

    name: str
    identity: Identity
    all_of: Evidence = NOTHING
    any_of: Evidence = NOTHING
    none_of: Evidence = NOTHING

    def matches(self, evidence: Ints) -> Bools:
        """Return whether the rule matches, for each bit set in `evidence` int64[N]."""
        every = (evidence & int(self.all_of)) == int(self.all_of)
        some = (evidence & int(self.any_of)) != 0 if self.any_of else np.ones(evidence.shape, bool)
        matched: Bools = every & some & ((evidence & int(self.none_of)) == 0)
        return matched


OTHERWISE = Rule("nothing else matched", Identity.UNKNOWN)


@dataclass(frozen=True)
class Doctrine:
    """A table of rules with its compiled form, `identity` uint8[2^bits] and `rule`
    uint8[2^bits]."""

    name: str
    rules: tuple[Rule, ...]
    identity: npt.NDArray[np.uint8]
    rule: npt.NDArray[np.uint8]


def compile_rules(name: str, rules: Sequence[Rule]) -> Doctrine:
    """Return the doctrine of ordered `rules`; a last row calls what nothing matched UNKNOWN."""
    table = (*rules, OTHERWISE)
    evidence = np.arange(1 << EVIDENCE_BITS, dtype=np.int64)
    matched = np.stack([rule.matches(evidence) for rule in table])
    first = matched.argmax(axis=0)
    identities = np.array([rule.identity for rule in table], np.uint8)
    return Doctrine(name, table, identities[first], first.astype(np.uint8))
