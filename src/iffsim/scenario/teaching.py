"""What a teacher adds to a scenario: an information page, questions, a run sheet.

Every text is English; its twin `..._tr` is the same in Turkish, and may be missing.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, field

from iffsim.scenario.words import Id, Table, Text, Time, seconds

Tag = Annotated[
    str, Meta(pattern=r"^[a-z0-9][a-z0-9-]{0,29}$", description="A word in small letters")
]
Long = Annotated[str, Meta(max_length=4000)]


class Info(Table, frozen=True):
    """A page about a scenario: what it is, how it works, what to notice and try, its origin."""

    what: Text
    how: Long = ""
    notice: Long = ""
    tries: Long = field(default="", name="try")
    origin: Long = field(default="", name="from")
    what_tr: Long = ""
    how_tr: Long = ""
    notice_tr: Long = ""
    tries_tr: Long = field(default="", name="try_tr")
    origin_tr: Long = field(default="", name="from_tr")


class Question(Table, frozen=True):
    """A prompt for a class at an instant, perhaps of one aircraft, with its answer.

    Without `options` the class answers in its own words. When the answer is the id of the aircraft
    that is asked about, the window takes bets: which track is it? The next chapter reveals it.
    """

    id: Id
    at: Time
    text: Text
    answer: Text
    aircraft: Annotated[str, Meta(description="Id of the aircraft that is asked about")] | None = (
        None
    )
    picture: Annotated[str, Meta(description="Id of the picture in which it is asked")] | None = (
        None
    )
    """Without it, the first that the chapter shows."""
    options: Annotated[tuple[Text, ...], Meta(max_length=12)] = ()
    text_tr: str = ""
    answer_tr: str = ""
    options_tr: Annotated[tuple[Text, ...], Meta(max_length=12)] = ()

    @property
    def at_s(self) -> float:
        """When, s from the beginning."""
        return seconds(self.at)


class SheetRow(Table, frozen=True):
    """One row of the instructor's run sheet."""

    at: Time
    inject: Long = ""
    expect: Long = ""
    objective: Long = ""
    discuss: Long = ""
    inject_tr: Long = ""
    expect_tr: Long = ""
    objective_tr: Long = ""
    discuss_tr: Long = ""

    @property
    def at_s(self) -> float:
        """When, s from the beginning."""
        return seconds(self.at)
