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


ORDERS: dict[str, tuple[str, ...]] = {
    "play": (), "freeze": (), "speed": ("times",), "jump": ("when",), "chapter.next": (),
    "scan.next": ("count",), "scan.back": ("count",), "seek.next": (), "seek.back": (),
    "window": (), "truth": ("shown",), "view.side": (), "view.single": (), "view.curtain": (),
    "view.truth": (), "view.difference": (), "select": ("flights",), "highlight": ("flights",),
    "wipe": (), "ask": ("questions",), "reveal": (), "question.away": (), "bookmark": ("name",),
    "note": ("name",), "snapshot": ("name",), "restore": ("name",), "fork": ("name",),
    "compare.end": (), "undo": (), "redo": (), "save": ("name",),
    "inject.link_down": ("links",), "inject.link_up": ("links",),
    "inject.transponder_off": ("flights",), "inject.transponder_on": ("flights",),
    "inject.credentials": ("flights",), "inject.plan_dropped": ("flights",),
    "inject.plan_filed": ("flights",), "inject.swap_replies": ("flights", "flights"),
    "inject.unswap_replies": ("flights", "flights"), "inject.site_silent": ("sites",),
    "inject.site_active": ("sites",), "inject.doctrine": ("pictures", "doctrines"),
    "inject.four_batteries": (),
}  # fmt: skip
"""What a lesson plan can do: commands of the window by their ids, or their parts that need no
choice, and what follows each."""


class LessonStep(Table, frozen=True):
    """One step of a lesson of `plan` minutes: from `minute` on, what to do, say and ask.

    `do` is done by the next-step key, one command after the other: its id, then what it is about,
    such as "jump 00:05:00", "ask bet", "inject.link_down nato", "truth hidden".
    """

    plan: Annotated[int, Meta(ge=5, le=240, description="Length of the plan, minutes")]
    minute: Annotated[float, Meta(ge=0, le=240)]
    do: Annotated[tuple[str, ...], Meta(max_length=20)] = ()
    say: Long = ""
    ask: Long = ""
    say_tr: Long = ""
    ask_tr: Long = ""


def order(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the id of a command of a plan, and what it is about; one name may have spaces."""
    name, _, rest = text.strip().partition(" ")
    wanted = ORDERS.get(name, ())
    if len(wanted) == 1:
        return name, (rest.strip(),) if rest.strip() else ()
    return name, tuple(rest.split())
