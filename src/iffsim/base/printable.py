"""The one cleaner of text that strangers wrote, before it is shown: files, names, messages."""

from __future__ import annotations

REPLACEMENT = "\ufffd"


def printable(text: str) -> str:
    """Return `text` on one line, with U+FFFD for each character that would act and not show.

    Those are control characters (ESC moves a terminal's cursor), line and paragraph separators,
    and marks that turn the direction of writing.
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else REPLACEMENT for c in text)
