"""Every word of the window, in English and Turkish.

The English words are the key, as they stand in the code; `assets/words.toml` holds the Turkish
ones. Phrases that scenarios write in English only (names of sites, titles of pictures, rules) are
looked up there too; one of a scenario of one's own that is not there stays as it was written.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from iffsim.base import assets

LANGUAGES = ("en", "tr")
_CAPITALS = str.maketrans({"i": "İ", "ı": "I"})


@dataclass(frozen=True)
class Words:
    """What to say in one language, "en" or "tr"."""

    language: str = "en"

    def __call__(self, text: str, **parts: object) -> str:
        """Return an English text in this language, with `parts` put where it says {name}."""
        known = turkish().get(text, text) if self.language == "tr" else text
        return known.format(**parts) if parts else known

    def written(self, english: str, turkish_twin: str = "") -> str:
        """Return a scenario's text: its twin, else what is known of the English, else itself."""
        return turkish_twin if self.language == "tr" and turkish_twin else self(english)

    def number(self, value: float, digits: int = 0) -> str:
        """Return a number as it is written here: 1,000.5 or 1.000,5."""
        text = f"{value:,.{digits}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.language == "tr" else text

    def percent(self, share: float) -> str:
        """Return a share (0..1) as a percentage: 5 % or %5."""
        return f"%{share * 100:.0f}" if self.language == "tr" else f"{share * 100:.0f} %"

    def upper(self, text: str) -> str:
        """Return capitals. Turkish has a dotted and a dotless I, unknown to `str.upper`."""
        return text.translate(_CAPITALS).upper() if self.language == "tr" else text.upper()


ENGLISH = Words()
TURKISH = Words("tr")


@cache
def turkish() -> dict[str, str]:
    """Return the whole table, English to Turkish."""
    folders = ((), ("report",), ("console",))
    files = [assets.path(*folder, "words.toml") for folder in folders]
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return {
        english: said
        for table in tables
        for part in table.values()
        for english, said in part.items()
    }
