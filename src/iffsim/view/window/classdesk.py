"""The desk of a class: autosave, files, the line that is compared with, and what is left at the
end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from iffsim.base.errors import BadInput
from iffsim.classroom import acts, sessions
from iffsim.classroom.edits import AnyEdit
from iffsim.classroom.journal import Journal, place
from iffsim.classroom.live import Live
from iffsim.classroom.session import begin
from iffsim.recording import Recording
from iffsim.view.model.console import Errand
from iffsim.view.model.state import ViewState
from iffsim.view.window.desk import Desk
from iffsim.words.say import Words


class ClassDesk(Desk):
    """A desk that writes everything down as soon as the console is on."""

    def __init__(self, live: Live, file: Path | None = None, autosave: Path | None = None) -> None:
        """`file`: where the session was opened from or is to be saved; `autosave`: where to write
        everything down, if not beside it."""
        super().__init__(live)
        self._file = file
        self._autosave = autosave
        self._journal: Journal | None = None
        self._beside: tuple[Sequence[AnyEdit], Recording] | None = None
        self._saved = live.session

    @classmethod
    def of(cls, recording: Recording) -> ClassDesk:
        """Return a desk on which nothing was done yet."""
        return cls(Live(begin(recording.scenario, recording.world.seed), recording))

    def follow(self, state: ViewState, now_s: float) -> ViewState:
        """Do what was asked for, and write it down; run errands."""
        if state.console is not None and self._journal is None:
            state = self._opened(state)
        state = super().follow(state, now_s)
        console = state.console
        if console is None or not console.errands:
            return state
        for errand in console.errands:
            try:
                console = replace(console, said=self._run(errand, Words(state.comfort.language)))
            except BadInput as error:
                console = replace(console, said=error.faults[0].what)
        file = str(self._file) if self._file else ""
        saved = self.live.session == self._saved
        return replace(state, console=replace(console, errands=(), file=file, saved=saved))

    def _opened(self, state: ViewState) -> ViewState:
        """Begin the autosave: everything that was done is in it."""
        self._write(self._autosave or place(self._file))
        console = state.console
        if console is not None and self._file is not None:
            console = replace(console, file=str(self._file))
        return replace(state, session=self.live.session, console=console)

    def _write(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._journal = self.live.log = Journal(path, self.live.session)

    def _done(self, state: ViewState) -> ViewState:
        """Do what was asked for; what cannot be done is said, and the rest is done."""
        console = state.console
        if console is None:
            return super()._done(state)
        said = console.said
        for act in state.asked:
            try:
                self.live.play(act)
            except BadInput as error:
                said = error.faults[0].what
        self._tried = None
        self.live.preview()
        console = replace(console, said=said, saved=self.live.session == self._saved)
        return replace(state, asked=(), session=self.live.session, console=console)

    def _run(self, errand: Errand, say: Words) -> str:
        """Write a file; return what to say of it."""
        path = Path(errand.path)
        if errand.scenario:
            sessions.save_scenario(self.live.session, path)
            return say("said.scenario_saved", file=path.name)
        if path != self._file and path.exists():
            return say("said.file_there", file=path.name)
        sessions.save(self.live.session, path)
        self._saved = self.live.session
        if self._journal is not None and path != self._file:
            self._journal.close()
            self._write(place(path))
        self._file = path
        return say("said.file_saved", file=path.name)

    def beside(self, state: ViewState) -> Recording | None:
        """Return the recording of the kept line that this one is compared with, if any."""
        name = state.console.against if state.console else None
        lines = {line.name: line.edits for line in self.live.session.lines}
        if name is None or name not in lines:
            return None
        if self._beside is None or self._beside[0] != lines[name]:
            self._beside = (lines[name], self.live.line(lines[name]))
        return self._beside[1]

    def close(self, state: ViewState) -> Path | None:
        """End the autosave; return where it stays if something was not saved."""
        journal, unsaved = self._journal, self.live.session != self._saved
        if journal is None:
            return None
        if unsaved:
            self.live.play(acts.Seek(position_s=state.time_s))
        journal.close(keep=unsaved)
        self._journal = self.live.log = None
        return journal.path if unsaved else None
