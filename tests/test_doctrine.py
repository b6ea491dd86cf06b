"""The compiled table held to reading the rules one by one."""

from typing import get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from oracles.scalar import first_match

from iffsim.doctrine import (
    EVIDENCE_BITS,
    OTHERWISE,
    Allegiance,
    Evidence,
    Identity,
    Rule,
    compile_rules,
)
from iffsim.scenario.doctrines import BUILT_IN
from iffsim.scenario.words import AllegianceName, EvidenceName, IdentityName
from iffsim.truth.build import compiled

BITS = st.integers(0, (1 << EVIDENCE_BITS) - 1).map(Evidence)
FEW_BITS = st.sets(st.sampled_from(list(Evidence)), max_size=3).map(
    lambda bits: Evidence(sum(bits))
)
RULES = st.lists(
    st.builds(
        Rule,
        name=st.text("abc ", min_size=1, max_size=5),
        identity=st.sampled_from(Identity),
        all_of=FEW_BITS,
        any_of=FEW_BITS,
        none_of=FEW_BITS,
    ),
    max_size=8,
)


def test_scenarios_name_every_identity_allegiance_and_evidence_of_the_model() -> None:
    pairs = ((EvidenceName, Evidence), (IdentityName, Identity), (AllegianceName, Allegiance))
    for names, kind in pairs:
        assert get_args(names) == tuple(str(one.name).lower() for one in kind)


@settings(max_examples=60)
@given(RULES)
def test_every_possible_evidence_is_named_by_the_first_rule_that_matches(rules: list[Rule]) -> None:
    doctrine = compile_rules("any", rules)
    for evidence in range(1 << EVIDENCE_BITS):
        index = first_match(doctrine.rules, evidence)
        assert doctrine.rule[evidence] == index
        assert doctrine.identity[evidence] == doctrine.rules[index].identity


@given(RULES, BITS)
def test_one_rule_at_one_evidence_is_what_its_words_say(rules: list[Rule], seen: Evidence) -> None:
    for rule in rules:
        said = (
            all(bit in seen for bit in rule.all_of)
            and (not rule.any_of or any(bit in seen for bit in rule.any_of))
            and not any(bit in seen for bit in rule.none_of)
        )
        assert bool(rule.matches(np.array([int(seen)]))[0]) == said


@given(RULES)
def test_the_last_row_calls_what_nothing_matched_unknown(rules: list[Rule]) -> None:
    doctrine = compile_rules("any", rules)
    assert doctrine.rules == (*rules, OTHERWISE)
    assert OTHERWISE.identity is Identity.UNKNOWN
    unmatched = doctrine.rule == len(rules)
    assert (doctrine.identity[unmatched] == Identity.UNKNOWN).all()


@given(RULES)
def test_a_table_has_one_entry_for_each_set_of_evidence(rules: list[Rule]) -> None:
    doctrine = compile_rules("any", rules)
    assert doctrine.identity.shape == doctrine.rule.shape == (1 << EVIDENCE_BITS,)
    assert doctrine.identity.dtype == doctrine.rule.dtype == np.uint8


def said(name: str, evidence: Evidence) -> Identity:
    """Return what docs/model.md says that a built-in doctrine calls evidence."""

    def has(*words: str) -> bool:
        return all(Evidence[word] in evidence for word in words)

    if name != "none" and has("NATIONAL_REPLY"):
        return Identity.FRIEND
    if name in ("linked", "nato"):
        if has("ALLIED_REPLY"):
            return Identity.FRIEND
        if has("CIVIL_REPLY", "PLAN_MATCH"):
            return Identity.NEUTRAL
        if name == "nato" and has("CROSSED_LINE"):
            return Identity.SUSPECT
        if has("PLAN_MATCH", "OVER_LINK"):
            return Identity.ASSUMED_FRIEND
        answered = has("NO_REPLY") or has("UNRECOGNISED_REPLY") or has("CIVIL_REPLY")
        if name == "nato" and has("NOT_INTERROGATED") and not answered:
            return Identity.PENDING
    return Identity.UNKNOWN


@pytest.mark.parametrize("name", BUILT_IN)
def test_a_built_in_doctrine_calls_every_evidence_what_the_model_says(name: str) -> None:
    table = compiled(name, BUILT_IN[name])
    for bits in range(1 << EVIDENCE_BITS):
        assert table.identity[bits] == said(name, Evidence(bits)), Evidence(bits)


def test_no_evidence_at_all_with_no_rules_is_unknown() -> None:
    assert compile_rules("empty", []).identity[0] == Identity.UNKNOWN
