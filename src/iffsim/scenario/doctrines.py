"""The built-in doctrines, written as a scenario would write them, which may override them.

Assumed, and nobody's real rules: a valid reply confirms a friend; a civil reply on a filed plan is
an airliner; a plan alone counts only for what comes over the link, on which plans travel; no reply
proves nothing. Which credentials count as valid is the picture's `accepts`,
not the doctrine's.
"""

from __future__ import annotations

from collections.abc import Mapping

from iffsim.scenario.types import DoctrineTable, RuleRow

NATIONAL = DoctrineTable(
    rules=(RuleRow(name="valid national reply", identity="friend", all=("national_reply",)),)
)

_REPLIES = (
    *NATIONAL.rules,
    RuleRow(name="valid allied reply", identity="friend", all=("allied_reply",)),
    RuleRow(
        name="civil reply on a filed plan", identity="neutral", all=("civil_reply", "plan_match")
    ),
)
_PLAN = RuleRow(
    name="on a filed plan, over the link",
    identity="assumed_friend",
    all=("plan_match", "over_link"),
)

LINKED = DoctrineTable(rules=(*_REPLIES, _PLAN))

NATO = DoctrineTable(
    rules=(
        *_REPLIES,
        RuleRow(
            name="crossed a declared line without a valid reply",
            identity="suspect",
            all=("crossed_line",),
        ),
        _PLAN,
        RuleRow(
            name="not interrogated yet",
            identity="pending",
            all=("not_interrogated",),
            none=("no_reply", "unrecognised_reply", "civil_reply"),
        ),
    )
)

BUILT_IN: Mapping[str, DoctrineTable] = {
    "none": DoctrineTable(rules=()),
    "national": NATIONAL,
    "linked": LINKED,
    "nato": NATO,
}
"""By name; "none" calls everything unknown."""
