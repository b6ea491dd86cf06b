"""Several classes on one page: question by question, group beside group."""

from __future__ import annotations

from collections.abc import Sequence

from iffsim.base.units import clock
from iffsim.report.compute.groups import Compared, Result
from iffsim.report.html.markup import Part, Safe, bar, element, joined, table
from iffsim.report.html.opening import DISCLAIMER
from iffsim.report.html.paper import document
from iffsim.report.html.questions import choice_words
from iffsim.words.say import Words


def page(found: Sequence[Compared], groups: Sequence[str], say: Words) -> str:
    """Return the page that compares groups."""
    body = joined(
        element("header", element("p", say("groups.kind"), class_="kind"),
                element("h1", say("groups.title")), element("p", ", ".join(groups), class_="lead")),
        *(_question(one, say) for one in found),
        element("p", say("groups.none")) if not found else None,
        element("footer", element("p", say(DISCLAIMER))),
    )  # fmt: skip
    return document(say("groups.title"), body, "report.css", say)


def _question(one: Compared, say: Words) -> Safe:
    prompt = one.prompt
    choices = [*prompt.options, *_others(one)]
    heads: list[Part] = [
        say("groups.group"),
        *(choice_words(say, prompt, choice) for choice in choices),
        *([say("groups.right")] if prompt.closed else []), say("groups.took"),
    ]  # fmt: skip
    rows = [_row(result, choices, prompt.closed, say) for result in one.results]
    answer = say.written(prompt.answer, prompt.answer_tr)
    return element(
        "article",
        element("h2", say.written(prompt.text, prompt.text_tr)),
        element("p", element("b", say("lesson.answer"), " "), answer),
        table(heads, rows, "tally"),
        class_="question",
    )


def _others(one: Compared) -> list[str]:
    """Return answers in people's own words, in the order in which they came."""
    given = [choice for result in one.results for choice in result.counts]
    return [choice for choice in dict.fromkeys(given) if choice not in one.prompt.options]


def _row(result: Result, choices: Sequence[str], closed: bool, say: Words) -> list[Part]:
    share = result.right / result.answered if result.answered else 0.0
    said = say("lesson.right_of", right=result.right, all=result.answered)
    return [
        result.group,
        *(element("td", say.number(result.counts.get(choice, 0)), class_="number")
          for choice in choices),
        *([element("td", bar(share), said)] if closed else []),
        "–" if result.took_s is None else clock(result.took_s),
    ]  # fmt: skip
