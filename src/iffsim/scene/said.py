"""What is to be said, without a language yet: painters put it into words."""

from __future__ import annotations

from msgspec import Struct

from iffsim.words.say import Words


class Said(Struct, frozen=True):
    """A phrase of the table of words, with what goes into its holes.

    A part that is text goes in as it is, a number as the language writes it, another `Said` as that
    is said.
    """

    key: str
    parts: tuple[tuple[str, str | float | Said], ...] = ()
    written: bool = False
    """Whether `key` is no phrase of the table but what a scenario wrote."""
    twin: str = ""
    """Of what is written: its Turkish, where that is known already."""

    def words(self, say: Words) -> str:
        """Return the words in a language."""
        if self.written:
            return say.written(self.key, self.twin)
        return say(self.key, **{name: _part(say, part) for name, part in self.parts})


def said(key: str, **parts: str | float | Said) -> Said:
    """Return a phrase with its parts."""
    return Said(key, tuple(parts.items()))


def written(text: str, twin: str = "") -> Said:
    """Return what a scenario wrote: names of sites, titles of pictures, rules."""
    return Said(text, written=True, twin=twin)


def _part(say: Words, part: str | float | Said) -> str:
    if isinstance(part, Said):
        return part.words(say)
    return part if isinstance(part, str) else say.number(part)
