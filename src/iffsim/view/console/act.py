"""What the console's commands do, a key each: time, marks, kept lines, files, screens."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from iffsim.classroom import acts
from iffsim.classroom.marks import Bookmark, Note
from iffsim.classroom.session import Session, begin
from iffsim.recording import Recording
from iffsim.scenario.twins import words
from iffsim.view.console import seeking
from iffsim.view.model.console import Console, Errand, Option, Picking, Purpose, Typing, Use
from iffsim.view.model.state import ViewState
from iffsim.words.say import Words

FORK = "fork"
WATCH, TAKE_OVER = "asked.watch", "asked.take_over"


class At(Struct, frozen=True):
    """Where a command is given."""

    state: ViewState
    console: Console
    recording: Recording

    @property
    def session(self) -> Session:
        """The session as it is."""
        known = self.state.session
        return known or begin(self.recording.scenario, self.recording.world.seed)

    @property
    def aircraft(self) -> str | None:
        """Id of the selected aircraft."""
        row = self.state.selected
        return None if row is None else self.recording.world.fleet.ids[row]

    @property
    def turkish(self) -> bool:
        """Whether the window speaks Turkish."""
        return self.state.comfort.language == "tr"

    @property
    def words(self) -> Words:
        """What to say in the window's language."""
        return words(self.recording.scenario, self.state.comfort.language)

    def say(self, said: str) -> Use:
        """Return what only says something."""
        return Use(self.console.idle(said))


Command = Callable[[At], Use]


def typing(purpose: Purpose, text: str = "") -> Command:
    """Return the command that lets a line be typed."""
    return lambda at: Use(replace(at.console.idle(), typing=Typing(purpose, text)))


def truth(at: At) -> Use:
    """Hide the truth from the class, and what is the instructor's with it; or reveal it."""
    hide = at.console.truth
    column = at.console.column and (not hide or at.console.window)
    said = "said.truth_hidden" if hide else "said.truth_shown"
    act = acts.Curtain(shown=not hide, position_s=at.state.time_s)
    return Use(replace(at.console.idle(said), truth=not hide, column=column), (act,))


def column(at: At) -> Use:
    """Show or hide the instructor's column on this window."""
    return Use(replace(at.console.idle(), column=not at.console.column))


def sheet(at: At) -> Use:
    """Show the run sheet in the column, or the class's log."""
    shown = not (at.console.sheet and at.console.column)
    return Use(replace(at.console.idle(), sheet=shown, column=True))


def window(at: At) -> Use:
    """Open or close the class's own window."""
    opened = not at.console.window
    said = "said.own_window" if opened else "said.one_window"
    return Use(replace(at.console.idle(said), window=opened, column=True))


def door(at: At) -> Use:
    """Show the class how to join with a device of its own, or no longer."""
    if at.console.room is None:
        return at.say("phone.none_here")
    return Use(replace(at.console.idle(), door=not at.console.door))


def event(count: int, own: bool = False) -> Command:
    """Return the command that goes to the next or previous event, of the selected track if
    `own`."""

    def go(at: At) -> Use:
        if own and at.state.selected is None:
            return at.say("said.select_first")
        only = at.state.selected if own else None
        pictures, now = at.state.pictures, at.state.time_s
        found = seeking.event(at.recording, pictures, now, count, only, at.words)
        if found is None:
            return at.say("said.no_next_event" if count > 0 else "said.no_event_before")
        time_s, said = found
        return Use(at.console.idle(said), time_s=time_s, freeze=True)

    return go


def bookmark(at: At) -> Use:
    """Ask for a bookmark's name."""
    number = len(at.session.bookmarks) + 1
    return typing(Purpose.BOOKMARK, at.words("asked.mark_name", number=number))(at)


def snapshot(at: At) -> Use:
    """Ask for a snapshot's name."""
    return typing(Purpose.SNAPSHOT, at.words("asked.state_name", number=len(at.session.lines) + 1))(
        at
    )


def restore(at: At) -> Use:
    """Let a kept line be picked."""
    kept = tuple(Option(line.name, f"{line.name}  ·  {_clock(line.at_s)}")
                 for line in at.session.lines)  # fmt: skip
    if not kept:
        return at.say("said.nothing_kept")
    title = Purpose.RESTORE.value
    return Use(replace(at.console.idle(), picking=Picking(Purpose.RESTORE, title, kept)))


def compare(at: At) -> Use:
    """End a comparison; else fork from here, or pick a kept line to compare with."""
    if at.console.against is not None:
        ended = (acts.Compare(position_s=at.state.time_s),)
        return Use(replace(at.console.idle("said.comparison_ended"), against=None), ended)
    lines = (Option(f"={line.name}", line.name) for line in at.session.lines)
    kept = (Option(FORK, at.words("asked.fork_here")), *lines)
    title = Purpose.COMPARE.value
    return Use(replace(at.console.idle(), picking=Picking(Purpose.COMPARE, title, kept)))


def elsewhere(say: Words, since: str) -> Picking:
    """Return the choice over a class that another window leads, since "09:12"."""
    title = say("asked.elsewhere", since=since)
    return Picking(Purpose.LEAD, title, tuple(Option(one, say(one)) for one in (WATCH, TAKE_OVER)))


def fork(at: At, name: str) -> Use:
    """Keep the line so far under a name and compare it with what is done from here on."""
    act = acts.Fork(name=name, position_s=at.state.time_s)
    console = replace(at.console.idle("said.comparing"), against=name)
    return Use(console, (act,), freeze=True)


def highlight(at: At) -> Use:
    """Point the selected aircraft out to the class, or no longer."""
    name = at.aircraft
    if name is None:
        return at.say("said.select_first")
    lit = at.console.lit
    lit = tuple(one for one in lit if one != name) if name in lit else (*lit, name)
    return Use(replace(at.console.idle(), lit=lit))


def pen(at: At) -> Use:
    """Take the pen, or put it away."""
    said = "" if at.console.pen else "said.pen"
    return Use(replace(at.console.idle(said), pen=not at.console.pen))


def wipe(at: At) -> Use:
    """Wipe what was drawn and pointed out."""
    return Use(replace(at.console.idle(), strokes=(), lit=(), pen=False))


def save(at: At) -> Use:
    """Save the session; the first time a name is asked for."""
    if not at.console.file:
        return typing(Purpose.SAVE, "class.iffses")(at)
    return saved(at, at.console.file)


def saved(at: At, path: str, scenario: bool = False) -> Use:
    """Have a file written."""
    moved = acts.Seek(position_s=at.state.time_s)
    console = replace(at.console.idle(), errands=(Errand(path, scenario),))
    return Use(console, () if scenario else (moved,))


def off(at: At) -> Use:
    """Switch the console off."""
    if at.console.truth:
        return Use(None)
    return at.say("said.reveal_first")


# Lines that were typed, options that were picked


def typed(at: At, purpose: Purpose, text: str) -> Use:
    """Return what a typed line asks for."""
    now = at.state.time_s
    match purpose:
        case Purpose.JUMP:
            return jumped(at, text)
        case Purpose.BOOKMARK:
            mark = Bookmark(at_s=now, name=text, aircraft=at.aircraft)
            return _act(at, acts.Mark(bookmark=mark, position_s=now), "said.bookmark_kept")
        case Purpose.NOTE:
            note = Note(at_s=now, text=text, aircraft=at.aircraft)
            return _act(at, acts.Write(note=note, position_s=now), "said.note_kept")
        case Purpose.SNAPSHOT:
            return _act(at, acts.Snapshot(name=text, position_s=now), "said.snapshot_kept")
        case Purpose.FORK:
            return fork(at, text)
        case Purpose.SAVE:
            return saved(at, text if text.endswith(".iffses") else f"{text}.iffses")
        case Purpose.SCENARIO:
            return saved(at, text if text.endswith(".toml") else f"{text}.toml", scenario=True)
        case _:
            return Use(at.console.idle())


def picked(at: At, purpose: Purpose, value: str) -> Use:
    """Return what a picked option asks for."""
    if purpose is Purpose.LEAD:
        leads = value == TAKE_OVER
        return Use(replace(at.console.idle("" if leads else "saving.watches"), leads=leads))
    if purpose is Purpose.RESTORE:
        line = next(one for one in at.session.lines if one.name == value)
        act = acts.Restore(name=value, position_s=at.state.time_s)
        return Use(at.console.idle("said.restored"), (act,), time_s=line.at_s, freeze=True)
    if value == FORK:
        number = sum(line.kind == FORK for line in at.session.lines) + 1
        return typing(Purpose.FORK, at.words("asked.fork_name", number=number))(at)
    name = value.removeprefix("=")
    compared = acts.Compare(name=name, position_s=at.state.time_s)
    return Use(replace(at.console.idle(), against=name), (compared,), freeze=True)


def jumped(at: At, text: str) -> Use:
    """Go where a typed line says."""
    marks = {mark.name: mark for mark in at.session.bookmarks}
    time_s = seeking.place(text, at.state.show, {n: m.at_s for n, m in marks.items()})
    if time_s is None:
        return at.say("said.no_such_time")
    about = marks[text].aircraft if text in marks else None
    ids = at.recording.world.fleet.ids
    row = ids.index(about) if about in ids else None
    return Use(at.console.idle(), time_s=time_s, freeze=True, select=row)


def _act(at: At, act: acts.Act, said: str) -> Use:
    return Use(at.console.idle(said), (act,))


def _clock(time_s: float) -> str:
    return f"{int(time_s) // 60:02d}:{int(time_s) % 60:02d}"
