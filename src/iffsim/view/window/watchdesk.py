"""The desk of one who watches a class that another window leads, by the other's autosave."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from iffsim.base.errors import BadInput
from iffsim.classroom.journal import reopen
from iffsim.classroom.live import Live
from iffsim.classroom.names import autosave_of
from iffsim.view.console.act import elsewhere
from iffsim.view.model.console import Console
from iffsim.view.model.state import ViewState
from iffsim.view.window import screens
from iffsim.view.window.classdesk import ClassDesk
from iffsim.view.window.desk import kept
from iffsim.words.say import Words

EVERY_S = 1.0
"""How often the other's autosave is looked at, s on the wall."""
WATCHES = "saving.watches"


class WatchDesk(ClassDesk):
    """A desk that writes nothing, until it takes over."""

    def __init__(
        self, file: Path, since: str = "", lead: Callable[[str], ClassDesk] | None = None
    ) -> None:
        """`file`: the session that is open elsewhere, whether or not it has a file yet. If it is
        to be chosen whether to take it over: `since`, when it was opened there, "09:12", and
        `lead`, which returns its new desk for a language. Raises `BadInput`."""
        self._since, self._lead = since[:5], lead
        self._leading: ClassDesk | None = None
        self._sources = (autosave_of(file), file)
        self._seen: tuple[int, int] | None = None
        self._looked_s = 0.0
        super().__init__(Live(reopen(self._newest())), file)

    def _newest(self) -> Path:
        return next((path for path in self._sources if path.is_file()), self._sources[-1])

    @property
    def successor(self) -> ClassDesk:
        """The desk that took over; itself until then."""
        return self._leading or self

    def follow(self, state: ViewState, now_s: float) -> ViewState:
        """Show what the other did; refuse to do anything but to take over."""
        console = state.console
        if console is not None and console.leads:
            return self._taken_over(state, console)
        if console is not None and self._since:
            picking = elsewhere(Words(state.comfort.language), self._since)
            console, self._since = replace(console, picking=picking), ""
            state = replace(state, console=console)
        if console is not None and (state.asked or console.errands):
            state = replace(state, asked=(), console=replace(console, errands=(), said=WATCHES))
        if now_s - self._looked_s >= EVERY_S:
            self._looked_s = now_s
            state = self._looked(state)
        return replace(state, session=self.live.session)

    def _taken_over(self, state: ViewState, console: Console) -> ViewState:
        """Return the state of a class that is led from here on, or say why it is not."""
        assert self._lead is not None
        try:
            led = self._lead(state.comfort.language)
        except BadInput as error:
            said = error.faults[0].what
            return replace(state, console=replace(console, leads=False, said=said))
        self._leading = led
        now = screens.lesson(led.live, console.plan)
        return replace(now, comfort=state.comfort, fullscreen=state.fullscreen)

    def _looked(self, state: ViewState) -> ViewState:
        """Return the state with what the other has done since."""
        path, before = self._newest(), self.recording
        try:
            now = path.stat().st_mtime_ns, path.stat().st_size
            if now == self._seen:
                return state
            self.live.become(reopen(path))
            self._seen = now
        except (OSError, BadInput):
            return state  # it is being written anew
        console = state.console
        if console is not None:
            state = replace(state, console=replace(console, truth=self.live.session.truth))
        return state if self.recording is before else kept(state, before, self.recording)

    def close(self, state: ViewState) -> Path | None:
        """Nothing was written, so nothing stays."""
        return None
