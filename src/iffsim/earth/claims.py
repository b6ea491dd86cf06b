"""What the article claims, in short and in both languages, and the words of it that are quoted.

Scenarios cite claims by number and paragraphs by theirs; `assets/article.toml` says how paragraphs
are counted. The claims are summaries, not quotations.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec

from iffsim.base import assets


class Claim(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One claim of the article: where it stands, and a summary in English and Turkish."""

    paragraphs: tuple[int, ...]
    en: str
    tr: str

    def said(self, turkish: bool) -> str:
        """Return the summary in one language."""
        return self.tr if turkish else self.en


class Article(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is kept of the article."""

    author: str
    claims: Mapping[str, Claim]
    """By the number that scenarios cite, "C1" to "C17"."""
    quotations: Mapping[int, tuple[str, ...]]
    """Word for word, by paragraph."""


@cache
def article() -> Article:
    """Return what is kept of the article."""
    text = assets.path("article.toml").read_bytes()
    return msgspec.toml.decode(text, type=Article, strict=False)
