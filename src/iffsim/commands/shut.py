"""What is shut now, and what is said to somebody who tries it: one rule for keys and buttons."""

from __future__ import annotations

from iffsim.commands.command import Context

HIDDEN = "said.t_reveals"
_TELL_THE_TRUTH = ("view.truth", "view.difference", "source", "word.next", "word.back")


def shut(command: str, context: Context) -> str | None:
    """Return why a command is refused now, as it is to be said; None: it is not."""
    if context.hidden and command in _TELL_THE_TRUTH:
        return HIDDEN
    return None
