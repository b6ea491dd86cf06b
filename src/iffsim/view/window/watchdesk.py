"""The desk of one who watches a class that another window leads, by the other's autosave."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from iffsim.base.errors import BadInput
from iffsim.classroom.journal import reopen
from iffsim.classroom.live import Live
from iffsim.classroom.names import autosave_of
from iffsim.view.model.state import ViewState
from iffsim.view.window.classdesk import ClassDesk
from iffsim.view.window.desk import kept

EVERY_S = 1.0
"""How often the other's autosave is looked at, s on the wall."""
WATCHES = "saving.watches"


class WatchDesk(ClassDesk):
    """A desk that writes nothing."""

    def __init__(self, file: Path) -> None:
        """`file`: the session that is open elsewhere, whether or not it has a file yet. Raises
        `BadInput`."""
        self._sources = (autosave_of(file), file)
        self._seen: tuple[int, int] | None = None
        self._looked_s = 0.0
        super().__init__(Live(reopen(self._newest())), file)

    def _newest(self) -> Path:
        return next((path for path in self._sources if path.is_file()), self._sources[-1])

    def follow(self, state: ViewState, now_s: float) -> ViewState:
        """Show what the other did; refuse to do anything."""
        console = state.console
        if console is not None and (state.asked or console.errands):
            state = replace(state, asked=(), console=replace(console, errands=(), said=WATCHES))
        if now_s - self._looked_s >= EVERY_S:
            self._looked_s = now_s
            state = self._looked(state)
        return replace(state, session=self.live.session)

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
