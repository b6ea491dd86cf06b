"""A command: its id, keys and words, and when it holds.

Keys are chords of portable names, "Ctrl+Left", "Shift+D", "F6", "]": letters are capitals, "Plus"
and "Minus" stand for + and -, everything else is called as on the keyboard or is what it types.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

FOCUSES = (
    "line", "list", "place", "inject", "help", "page", "carry", "toolbar", "vote", "question",
    "told", "answer", "map",
)  # fmt: skip
"""Who has the keyboard, exactly one at a time: a line being typed, a list to pick from, an inject
that wants a place or something else, the help, the page about the scenario, a site being carried,
the toolbar, a question with answers to choose from, an open question, a question that is answered,
the answer to a bet, the map."""
FLAGS = (
    "console",
    "curtain",
    "betting",
    "edits",
    "undone",
    "lesson",
    "lever",
    "challenge",
    "moved",
    "selected",
)
"""What else a command may ask for: the console is on; the curtain is drawn; a track is selected
while a bet is open; something was done, or undone, to the scenario; the console is on and the
scenario has a lesson plan; a bet is open and a lever waits; the challenge is on, and a move of it
was made; a track is selected."""
_SETS = {
    "anywhere": frozenset(FOCUSES) - {"line", "list"},
    "free": frozenset({"place", "inject", "help", "vote", "question", "told", "answer", "map"}),
    "desk": frozenset({"toolbar", "vote", "question", "told", "answer", "map"}),
}
"""Short for several focuses: arrows and Enter are free; the console has its keys."""
USUAL = _SETS["anywhere"] - {"page"}
PLACES = ("", "transport", "views", "toolbar", "column", "injects", "challenge", "top")
"""Where a command's button can stand; "" has none."""


class Context(Struct, frozen=True):
    """What decides which commands hold now, computed from a state."""

    focus: str = "map"
    flags: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()
    """The names of what must not be shown now."""
    why: str = ""
    """The id of what is said to whoever tries."""


class When(Struct, frozen=True):
    """When a command holds: the keyboard is with one of `focus`, and flags are so."""

    focus: frozenset[str]
    wanted: frozenset[str]
    barred: frozenset[str]

    @classmethod
    def of(cls, text: str) -> When:
        """Return what e.g. "map answer console !curtain" says: any of the focuses that are named
        (all but a line, a list and the page, if none is), and all of the flags."""
        focus: frozenset[str] = frozenset()
        wanted: set[str] = set()
        barred: set[str] = set()
        for word in text.split():
            name = word.removeprefix("!")
            if word in _SETS or word in FOCUSES:
                focus |= _SETS.get(word, frozenset({word}))
            elif name in FLAGS:
                (barred if word.startswith("!") else wanted).add(name)
            else:
                raise ValueError(f"when {text!r}: {word!r} is no focus and no flag")
        return cls(focus or USUAL, frozenset(wanted), frozenset(barred))

    def able(self, context: Context) -> bool:
        """Return whether the command can be given by its button, whoever has the keyboard."""
        return self.wanted <= context.flags and not self.barred & context.flags

    def holds(self, context: Context) -> bool:
        """Return whether the command can be given by its key."""
        return context.focus in self.focus and self.able(context)


class Command(Struct, frozen=True):
    """A row of the table."""

    id: str
    keys: tuple[str, ...]
    group: str
    help: str
    """The id of what it does, for the overlay and the docs; commands that share it share a line."""
    when: When
    label: str = ""
    """The id of the name on its button."""
    place: str = ""
    """Where its button stands, of `PLACES`."""


def types(chord: str) -> bool:
    """Return whether a key types a character: with no other key held, or Shift alone."""
    key = chord.removeprefix("Shift+")
    return len(key) == 1 or key in ("Plus", "Minus")


def command_for(commands: Iterable[Command], chord: str, context: Context) -> Command | None:
    """Return the command that a chord gives now. Where a place can be typed, letters begin it."""
    if context.focus == "place" and types(chord):
        return None
    found = (one for one in commands if chord in one.keys and one.when.holds(context))
    return next(found, None)
