"""Every word that people read, by its id: one table, its languages side by side.

A message `scores.held` is `[scores]`, `held.en` and `held.tr`, in one of `assets/words/*.toml`;
`{name}` in it stands for what is put there. Where English needs a form for one and another for
more, a language has both: `{ one = "{count} answer", other = "{count} answers" }`.
`languages.toml` says how each language writes numbers, shares and capitals; the page that is
taken away is given the same data.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, partial

import msgspec

from iffsim.base import assets


class Forms(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A phrase for one, and for any other number of what it counts."""

    one: str
    other: str


Phrase = str | Forms
Message = Mapping[str, Phrase]
_TOPIC = re.compile(r"^\[(\w+)\]$", re.MULTILINE)


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a language calls itself and writes numbers."""

    name: str
    short: str
    decimal: str
    thousands: str
    percent: str
    """A share as a percentage, with {number}."""
    capitals: Mapping[str, str] = {}
    """Letters whose capital is not the usual one."""
    stacked: Mapping[str, str] = {}
    """What a story says of left and right, as patterns of the page's script, and what is said
    where its pictures stand one above the other; in order."""
    alone: Mapping[str, str] = {}
    """The same where one map is shown alone: by its letter."""
    touched: Mapping[str, str] = {}
    """The same of clicks, where a finger is used."""


@cache
def languages() -> Mapping[str, Language]:
    """Return every language by its code, the one that things are written in first."""
    file = assets.path("words", "languages.toml")
    return msgspec.toml.decode(file.read_bytes(), type=dict[str, Language])


@cache
def messages() -> Mapping[str, Message]:
    """Return the whole table, by id.

    Raises `ValueError` where a message lacks a language, or a topic is in two places.
    """
    return {f"{about}.{name}": said for about in _texts() for name, said in topic(about).items()}


@cache
def _texts() -> Mapping[str, str]:
    """Return each topic as it is written: what is never said need not be parsed."""
    found: dict[str, str] = {}
    for file in sorted(assets.path("words").glob("*.toml")):
        if file.name == "languages.toml":
            continue
        _, *parts = _TOPIC.split(file.read_text(encoding="utf-8"))
        for about, text in zip(parts[::2], parts[1::2], strict=True):
            if about in found:
                raise ValueError(f"{file.name}: {about}: expected in one place")
            found[about] = text
    return found


@cache
def topic(about: str) -> Mapping[str, Message]:
    """Return the messages of one topic, by name. Raises `KeyError` where there is none,
    `ValueError` where a message lacks a language."""
    found = msgspec.toml.decode(_texts()[about], type=dict[str, dict[str, Phrase]])
    for name, said in found.items():
        if said.keys() != languages().keys():
            raise ValueError(f"{about}.{name}: expected in every language")
    return found


def message(id: str) -> Message | None:
    """Return a message in every language; None: there is none."""
    about, _, name = id.partition(".")
    return topic(about).get(name) if about in _texts() else None


def _known(id: str) -> Message:
    if (found := message(id)) is None:
        raise KeyError(id)
    return found


_QUOTED = re.compile(r"(“[^”]*”)")


@cache
def alone(text: str, language: str) -> str:
    """Return what a story says of left and right where one map is shown alone; what is quoted
    stays word for word."""
    pieces = _QUOTED.split(text)
    for pattern, words in languages()[language].alone.items():
        rule = re.compile(pattern.replace(r"\p{L}", r"[^\W\d_]"), re.IGNORECASE)
        pieces = [
            one if one.startswith("“") else rule.sub(partial(_as_large, words), one)
            for one in pieces
        ]
    return "".join(pieces)


def _as_large(words: str, found: re.Match[str]) -> str:
    """Return words with a capital where what they replace has one."""
    return words[:1].upper() + words[1:] if found[0][:1].isupper() else words


@dataclass(frozen=True)
class Words:
    """What to say in one language, "en" or "tr"."""

    language: str = "en"
    names: Mapping[str, str] = field(default_factory=dict, compare=False)
    """What the names that a scenario writes are in this language; see `scenario/twins.py`."""

    def __call__(self, id: str, **parts: object) -> str:
        """Return a message by its id, with `parts` put where it says {name}.

        A message with two forms is counted by its part `count`. Raises `KeyError` for an id that
        is not in the table.
        """
        phrase = _known(id)[self.language]
        if isinstance(phrase, Forms):
            phrase = phrase.one if parts["count"] in (1, "1") else phrase.other
        return phrase.format(**parts) if parts else phrase

    def shown(self, text: str) -> str:
        """Return a message if `text` is an id, else `text`, which is in words already."""
        return text if message(text) is None else self(text)

    def written(self, text: str, twin: str = "") -> str:
        """Return what somebody wrote: its Turkish twin, given or among `names`, else itself."""
        return text if self.language != "tr" else twin or self.names.get(text, text)

    def keys(self, names: str) -> str:
        """Return names of keys, "Alt arrows", as they stand on the keys of this language."""
        return re.sub(r"[A-Za-z]{4,}", self._key, names)

    def _key(self, found: re.Match[str]) -> str:
        id = f"cap.{found[0].lower()}"
        return found[0] if message(id) is None else self(id)

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number as it is written here: 1,000.5 or 1.000,5."""
        how = languages()[self.language]
        marks = str.maketrans(",.", how.thousands + how.decimal)
        return f"{value:,.{digits}f}".translate(marks)

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a share (0..1) as a percentage: 5 % or %5."""
        number = self.number(share * 100, digits)
        return languages()[self.language].percent.format(number=number)

    def upper(self, text: str) -> str:
        """Return capitals. Turkish has a dotted and a dotless I, unknown to `str.upper`."""
        for small, large in languages()[self.language].capitals.items():
            text = text.replace(small, large)
        return text.upper()

    def capital(self, text: str) -> str:
        """Return a text that begins with a capital."""
        return self.upper(text[:1]) + text[1:]


ENGLISH = Words()
TURKISH = Words("tr")
