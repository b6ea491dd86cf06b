"""Which commands would show what is shut: one rule for keys and buttons.

What is shut now, and what is said of it, is decided in `story/shut.py`.
"""

from __future__ import annotations

from iffsim.commands.command import Context

SHOWS = {
    "view.truth": "overviews",
    "view.difference": "overviews",
    "view.side": "others",
    "view.curtain": "others",
    "picture.left": "others",
    "picture.right": "others",
    "source": "caption",
    "word.next": "numbers",
    "word.back": "numbers",
    "about": "page",
    "suppose": "cards",
    "suppose.row": "cards",
    "take": "page",
}
"""What each command shows, by the names of what can be shut."""


def shut(command: str, context: Context) -> str | None:
    """Return why a command is refused now, as it is to be said; None: it is not."""
    return context.why if SHOWS.get(command) in context.shut else None
