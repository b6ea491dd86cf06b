"""The sources of the page: each name once, nothing newer than the browsers of docs/page.md."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from iffsim.export.page import SCRIPTS, STYLES, story_text

SCRIPTS_LACK = (
    r"\.to(Sorted|Reversed|Spliced)\(", r"\.with\(", r"(Object|Map)\.groupBy", r"Array\.fromAsync",
    r"Promise\.(withResolvers|try)", r"URL\.(canParse|parse)", r"Intl\.(Segmenter|DurationFormat)",
    r"\.(union|intersection|difference|symmetricDifference|isSubsetOf|isSupersetOf)\(",
    r"\.(keys|values|entries)\(\)\.(map|filter|flatMap|some|every|find|reduce|forEach|take|drop)\(",
    r"\.(is|to)WellFormed\(", r"RegExp\.escape", r"/[gimsuy]*v[gimsuy]*[,;).]", r"checkVisibility",
    r"startViewTransition", r"\.(show|hide|toggle)Popover\(", r"scrollend", r"OffscreenCanvas",
    r"import\(", r"navigator\.(gpu|userAgentData)", r"\bscheduler\.", r"\bsetHTML",
)  # fmt: skip
STYLES_LACK = (
    r":has\(", r"^\s*&", r"@(scope|starting-style|property|position-try)", r"light-dark\(",
    r"text-wrap|text-box|field-sizing|interpolate-size|anchor-name|view-transition|popover",
    r"scrollbar-(color|width|gutter)", r"\b(round|mod|rem)\(", r"@container style", r"\(from ",
)  # fmt: skip


@pytest.mark.parametrize("name", [*SCRIPTS, *STYLES])
def test_the_page_uses_nothing_that_its_oldest_browsers_lack(name: str) -> None:
    code = re.sub(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", "", story_text(name), flags=re.DOTALL)
    newer = SCRIPTS_LACK if name.endswith(".js") else STYLES_LACK
    assert [one for one in newer if re.search(one, code, re.MULTILINE)] == []


def test_parts_of_the_script_share_one_scope_and_no_name() -> None:
    names = Counter(
        name
        for one in SCRIPTS
        for name in re.findall(
            r"^(?:async )?(?:function|const|let|class) (\w+)", story_text(one), re.MULTILINE
        )
    )
    assert [name for name, count in names.items() if count > 1] == []
