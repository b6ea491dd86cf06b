"""What is written down in a class: bookmarks, notes, questions put, answers given."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta, Struct

from iffsim.scenario.teaching import Question
from iffsim.words.say import Words

Instant = Annotated[float, Meta(ge=0, le=86_400)]


class Value(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a session."""


class Bookmark(Value, frozen=True):
    """A named instant, perhaps of one aircraft."""

    at_s: Instant
    name: str
    aircraft: str | None = None


class Note(Value, frozen=True):
    """What somebody wrote down at an instant, perhaps of one aircraft."""

    at_s: Instant
    text: str
    aircraft: str | None = None


class Prompt(Value, frozen=True):
    """A question put to a class: one of the scenario's, or one on the spot."""

    id: str
    at_s: Instant
    text: str
    answer: str
    text_tr: str = ""
    answer_tr: str = ""
    aircraft: str | None = None
    options: tuple[str, ...] = ()
    options_tr: tuple[str, ...] = ()
    revealed: bool = False

    @classmethod
    def of(cls, question: Question) -> Prompt:
        """Return a scenario's question as a prompt."""
        return cls(
            id=question.id, at_s=question.at_s, text=question.text, answer=question.answer,
            text_tr=question.text_tr, answer_tr=question.answer_tr, aircraft=question.aircraft,
            options=question.options, options_tr=question.options_tr,
        )  # fmt: skip

    @property
    def closed(self) -> bool:
        """Whether an answer is right or wrong, not somebody's own words."""
        return bool(self.options) or self.answer == self.aircraft

    def is_right(self, choice: str) -> bool:
        """Return whether an answer is right; capitals and blanks at its ends do not count."""
        return choice.strip().casefold() == self.answer.strip().casefold()

    def twin(self, choice: str) -> str:
        """Return an option in Turkish; empty where it has no twin, or is no option."""
        if len(self.options_tr) != len(self.options) or choice not in self.options:
            return ""
        return self.options_tr[self.options.index(choice)]

    def said(self, choice: str, say: Words) -> str:
        """Return an option in a language; what people answered in their own words stays so."""
        twin = self.twin(choice)
        return say.written(choice, twin) if twin else choice


Name = Annotated[str, Meta(max_length=60, pattern=r"^[^\x00-\x1f\x7f-\x9f]*$")]


class Answer(Value, frozen=True):
    """So many gave this answer to a prompt: a tally, or one person whose device has a token.

    An answer with a `client` counts once for each prompt: another of the same client takes its
    place until the answer is revealed, and one that is sent again changes nothing (see
    `session.answer`).
    """

    prompt: str
    choice: Annotated[str, Meta(max_length=2000)]
    count: Annotated[int, Meta(ge=1, le=100_000)] = 1
    who: Name = ""
    """A person's name, if they gave one."""
    team: Name = ""
    client: Name = ""
    """The token of the device that it came from; empty: counted at the console."""
