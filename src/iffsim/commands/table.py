"""Every command of the window, in the order in which help lists them.

What each does in the window is in `view/input/does.py`; here is all that others need to know.
"""

from __future__ import annotations

from iffsim.classroom.palette import PALETTE
from iffsim.commands.command import Command, When

GROUPS = {
    "watch": "group.watch",
    "look": "group.look",
    "why": "group.why",
    "change": "group.change",
    "teach": "group.teach",
    "inject": "group.inject",
    "comfort": "group.comfort",
}
"""What a person wants, with its heading."""
GESTURES = (
    ("Timeline", "watch", "help.any_time"),
    ("Wheel", "look", "help.zoom_to"),
    ("Drag", "look", "help.pan"),
    ("Slider", "look", "help.slider"),
    ("Click", "why", "help.click_track"),
    ("Drag", "change", "help.drag_thing"),
    ("Click", "change", "help.click_site"),
)
"""What the mouse does that no key does in the same way: with what, group, what."""
PICKS = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""Keys of the lines of a list."""
_ARROWS = ("Left", "Right", "Up", "Down")


def _row(
    group: str, name: str, keys: str, says: str, when: str = "", label: str = "", place: str = "",
) -> Command:  # fmt: skip
    return Command(name, tuple(keys.split()), group, says, When.of(when), label, place)


_WATCH = (
    ("play", "Space", "help.play", "", "", "transport"),
    ("scan.back", "Left", "help.scan", "free"),
    ("scan.next", "Right", "help.scan", "free"),
    ("speed.up", "Up Plus", "help.speed", "free"),
    ("speed.down", "Down Minus", "help.speed", "free"),
    ("go.start", "Home", "help.ends"),
    ("go.end", "End", "help.ends"),
    ("chapter.next", "N", "help.chapter", "", "frame.next", "transport"),
    ("chapter.page", "PageDown", "help.chapter", "!lesson"),
    ("chapter.back", "B PageUp", "help.chapter", "", "", "transport"),
    ("pace", "P", "help.pace"),
)
_VIEWS = "place inject help carry toolbar question told answer map"
_LOOKS = "help.views"
_LOOK = (
    ("view.side", "1", _LOOKS, _VIEWS, "views.side", "views"),
    ("view.curtain", "2", _LOOKS, _VIEWS, "views.curtain", "views"),
    ("view.single", "3", _LOOKS, _VIEWS, "views.single", "views"),
    ("view.truth", "4", _LOOKS, _VIEWS, "views.truth", "views"),
    ("view.difference", "5", _LOOKS, _VIEWS, "views.difference_of_two", "views"),
    ("curtain.left", "Shift+Left", "help.curtain", "free curtain"),
    ("curtain.right", "Shift+Right", "help.curtain", "free curtain"),
    ("picture.left", "[", "help.pictures"),
    ("picture.right", "]", "help.pictures"),
    ("height.down", ",", "help.coverage"),
    ("height.up", ".", "help.coverage"),
    ("fit.seen", "F", "help.fit"),
    ("fit.area", "0", "help.fit"),
    ("pan.left", "Alt+Left", "help.pan", "!console"),
    ("pan.right", "Alt+Right", "help.pan", "!console"),
    ("pan.up", "Alt+Up", "help.pan"),
    ("pan.down", "Alt+Down", "help.pan"),
    ("zoom.in", "Alt+PageUp", "help.zoom"),
    ("zoom.out", "Alt+PageDown", "help.zoom"),
    ("mountains", "M", "help.mountains"),
)
_WHY = (
    ("select.next", "Tab", "help.select_next"),
    ("select.back", "Shift+Tab", "help.select_next"),
    ("guess.place", "Enter", "help.bet", "map help betting"),
    ("lever", "Z", "help.lever", "map help answer lever"),
    ("guess.close", "Enter", "help.bet", "answer"),
    ("source", "E", "help.source", "", "top.source", "top"),
    ("take", "Shift+F5", "help.take", "", "takeaway.take", "top"),
    ("word.next", "K", "help.topic"),
    ("word.back", "Shift+K", "help.topic"),
    ("about", "I", "help.about", "anywhere"),
    ("page.scroll", "Up Down PageUp PageDown Home End", "help.scroll", "page"),
    ("back", "Escape", "help.close",
     "line list place inject help page carry toolbar answer map"),
)  # fmt: skip
_CHANGE = (
    ("sandbox", "X", "help.sandbox", "", "sandbox.open", "toolbar"),
    ("link", "F6", "help.switches", "!challenge", "sandbox.link", "toolbar"),
    ("codes", "F7", "help.switches", "!challenge", "sandbox.codes", "toolbar"),
    ("four", "F8", "help.switches", "!challenge", "sandbox.four", "toolbar"),
    ("move.place", "Shift+F8", "help.challenge", "challenge", "takeaway.move_drag", "challenge"),
    ("move.codes", "F7", "help.challenge", "challenge", "takeaway.move_codes", "challenge"),
    ("move.link", "F6", "help.challenge", "challenge", "takeaway.move_link", "challenge"),
    ("move.four", "F8", "help.challenge", "challenge", "takeaway.move_four", "challenge"),
    ("move.undo", "Ctrl+Z", "help.challenge", "moved", "sandbox.undo", "challenge"),
    ("end.watch", "Shift+F6", "help.end", "challenge", "takeaway.watch", "challenge"),
    ("end.replay", "Shift+F7", "help.end", "challenge", "takeaway.replay", "challenge"),
    ("suppose", "Alt+W", "help.suppose", "selected"),
    ("suppose.row", "Alt+1 Alt+2 Alt+3", "help.suppose", "selected"),
    ("undo", "Ctrl+Z", "help.undo", "edits !moved", "sandbox.undo", "toolbar"),
    ("redo", "Ctrl+Y", "help.undo", "undone", "sandbox.redo", "toolbar"),
    ("reset", "Backspace", "help.undo",
     "help carry toolbar vote question told answer map edits", "sandbox.reset", "toolbar"),
    ("carry.take", "G", "help.take_site"),
    ("carry.move", " ".join((*_ARROWS, *(f"Shift+{arrow}" for arrow in _ARROWS))),
     "help.carry", "carry"),
    ("carry.put", "Enter", "help.put_down", "carry"),
    ("carry.switch", "Delete", "help.turn_off", "carry"),
    ("toolbar", "F10", "help.toolbar",
     "place inject help carry vote question told answer map"),
    ("toolbar.leave", "F10", "help.toolbar", "toolbar"),
    ("toolbar.walk", "Left Right", "help.toolbar", "toolbar"),
    ("toolbar.push", "Enter", "help.toolbar", "toolbar"),
)  # fmt: skip
_DESK = "desk console"
_TEACH = (
    ("desk.on", "F9", "help.console", "!console"),
    ("seek.next", "Ctrl+Right", "help.event", _DESK, "console.next_event", "column"),
    ("seek.back", "Ctrl+Left", "help.event", _DESK, "console.previous_event", "column"),
    ("track.next", "Alt+Right", "help.track_event", _DESK,
     "console.track_next", "column"),
    ("track.back", "Alt+Left", "help.track_event", _DESK,
     "console.track_previous", "column"),
    ("jump", "J", "help.jump", _DESK, "console.jump", "column"),
    ("ask", "A", "help.ask", _DESK, "console.ask_reveal", "column"),
    ("step.next", "PageDown", "help.lesson_next", f"{_DESK} lesson", "console.next_step",
     "column"),
    ("vote", "1 2 3 4 5 6 7 8 9", "help.answer", "vote"),
    ("tally", "Enter", "help.tally", "vote question"),
    ("question.away", "Escape", "help.question_away", "vote question told"),
    ("bookmark", "Y", "help.bookmark", _DESK, "console.bookmark", "column"),
    ("note", "W", "help.bookmark", _DESK, "console.note", "column"),
    ("snapshot", "V", "help.snapshot", _DESK, "console.snapshot", "column"),
    ("restore", "R", "help.snapshot", _DESK, "console.restore", "column"),
    ("compare", "C", "help.fork", _DESK, "console.fork", "column"),
    ("truth", "T", "help.truth", _DESK, "console.hide_truth", "column"),
    ("highlight", "S", "help.highlight", _DESK, "console.highlight", "column"),
    ("pen", "D", "help.highlight", _DESK, "console.pen", "column"),
    ("wipe", "Delete", "help.highlight", _DESK, "console.wipe", "column"),
    ("sheet", "O", "help.sheet", _DESK, "console.sheet", "column"),
    ("window", "F2", "help.class_window", _DESK, "console.window", "column"),
    ("door", "U", "help.door", _DESK, "console.door", "column"),
    ("column", "F12", "help.sheet", _DESK, "console.column", "column"),
    ("save", "Ctrl+S", "help.save", _DESK, "console.save", "column"),
    ("save.scenario", "F5", "help.save", _DESK, "console.as_scenario",
     "column"),
    ("line.end", "Enter", "help.line_end", "line"),
    ("line.rub", "Backspace Ctrl+Backspace", "help.line_rub", "line"),
    ("list.pick", " ".join(PICKS), "help.list_pick", "list"),
    ("way.end", "Enter", "help.way_end", "place inject"),
    ("way.rub", "Backspace", "help.way_rub", "place inject"),
    ("desk.off", "F9", "help.console_off", _DESK),
)  # fmt: skip
_COMFORT = (
    ("help", "? H F1", "help.help", "anywhere", "top.help", "top"),
    ("marks", "Shift+F1", "help.marks", "anywhere"),
    ("language", "L", "help.language", "anywhere", "top.language", "top"),
    ("text.larger", "Ctrl+Plus", "help.text_size", "anywhere"),
    ("text.smaller", "Ctrl+Minus", "help.text_size", "anywhere"),
    ("text.usual", "Ctrl+0", "help.text_size", "anywhere"),
    ("contrast", "F3", "help.comfort", "anywhere"),
    ("motion", "F4", "help.comfort", "anywhere"),
    ("fullscreen", "F11", "help.full_screen", "anywhere"),
    ("quit", "Q", "help.quit", "anywhere"),
)


def _injects() -> tuple[Command, ...]:
    """Return the injects of the palette: Shift and a key each."""
    return tuple(
        Command(
            f"inject.{entry.id}", (f"Shift+{entry.key.upper()}",),
            "inject", entry.name, When.of(_DESK), entry.name, "injects",
        )
        for entry in PALETTE
    )  # fmt: skip


_PARTS = {
    "watch": _WATCH, "look": _LOOK, "why": _WHY, "change": _CHANGE, "teach": _TEACH,
}  # fmt: skip
COMMANDS: tuple[Command, ...] = (
    *(_row(group, *row) for group, rows in _PARTS.items() for row in rows),
    *_injects(),
    *(_row("comfort", *row) for row in _COMFORT),
)
GOES_ON = frozenset((
    "scan.back", "scan.next", "speed.up", "speed.down", "curtain.left", "curtain.right",
    "height.down", "height.up", "pan.left", "pan.right", "pan.up", "pan.down", "zoom.in",
    "zoom.out", "select.next", "select.back", "word.next", "word.back", "page.scroll",
    "carry.move", "toolbar.walk", "seek.next", "seek.back", "track.next", "track.back", "line.rub",
    "way.rub", "text.larger", "text.smaller",
))  # fmt: skip
"""What goes on while its key is held; everything else is done once."""
BY_ID = {command.id: command for command in COMMANDS}


def placed(place: str) -> tuple[Command, ...]:
    """Return the commands whose buttons stand in one place, in order."""
    return tuple(command for command in COMMANDS if command.place == place)
