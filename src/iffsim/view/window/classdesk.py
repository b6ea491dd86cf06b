"""The desk of a class: autosave, files, the line that is compared with, and what is left at the
end."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from msgspec.structs import replace

from iffsim.base.errors import BadInput, bad
from iffsim.classroom import acts, lock, sessions
from iffsim.classroom.edits import AnyEdit
from iffsim.classroom.journal import Journal, Recovered, place
from iffsim.classroom.live import Live
from iffsim.classroom.lock import Lock, Taken
from iffsim.classroom.marks import Answer
from iffsim.classroom.names import belongs_to
from iffsim.classroom.session import Session, begin
from iffsim.recording import Recording
from iffsim.view.console import lesson
from iffsim.view.console.act import At
from iffsim.view.model.console import Console, Errand
from iffsim.view.model.state import ViewState
from iffsim.view.window.desk import Desk, kept
from iffsim.words.say import Words

AGAIN_S = 2.0
"""What could not be written is tried again after so long, s on the wall."""


class Phones(Protocol):
    """A class's own devices."""

    def follow(self, state: ViewState, desk: ClassDesk) -> ViewState:
        """Do what they ask for once a frame, and show them what is on."""


class ClassDesk(Desk):
    """A desk that writes everything down as soon as the console is on."""

    def __init__(
        self,
        live: Live,
        file: Path | None = None,
        *,
        saved: Session | None = None,
        found: Recovered | None = None,
        held: Lock | None = None,
    ) -> None:
        """`file`: where the session was opened from or is to be saved; `saved`: what is in that
        file, if not the session itself; `found`: the autosave that it was recovered from; `held`:
        its lock."""
        super().__init__(live)
        self._file = file
        self._found, self._held = found, held
        self._journal: Journal | None = None
        self._tried_at_s = -AGAIN_S
        self._beside: tuple[Sequence[AnyEdit], Recording] | None = None
        self._nothing = begin(live.session.scenario, live.session.seed)
        self.phones: Phones | None = None
        """The class's own devices, if it has a server for them."""
        self._saved = saved or (live.session if found is None else self._nothing)

    @classmethod
    def of(cls, recording: Recording) -> ClassDesk:
        """Return a desk on which nothing was done yet."""
        return cls(Live(begin(recording.scenario, recording.world.seed), recording))

    @property
    def successor(self) -> ClassDesk:
        """The desk that goes on from here: itself, but for one that watched and took over."""
        return self

    @property
    def _is_saved(self) -> bool:
        now = self.live.session
        return (
            now == self._saved
            or replace(now, position_s=0.0, truth=True, history=()) == self._nothing
        )

    def follow(self, state: ViewState, now_s: float) -> ViewState:
        """Do what was asked for, and write it down; run errands."""
        if state.console is not None and now_s - self._tried_at_s >= AGAIN_S:
            state = self._written(state, now_s)
        state = self._stepped(super().follow(state, now_s))
        if self.phones is not None:
            state = self.phones.follow(state, self)
        console = state.console
        if console is None or not console.errands:
            return state
        say = Words(state.comfort.language)
        for errand in console.errands:
            try:
                console = replace(console, said=self._run(errand, say))
            except BadInput as error:
                console = replace(console, said=error.faults[0].what)
        return replace(state, console=self._marked(replace(console, errands=())))

    def _stepped(self, state: ViewState) -> ViewState:
        """Carry out the commands of a lesson's step, one after the other; keep its clock."""
        while state.console is not None and state.console.orders:
            order, *rest = state.console.orders
            state = replace(state, console=replace(state.console, orders=tuple(rest)))
            assert state.console is not None
            before = self.recording
            state = lesson.carried_out(order, At(state, state.console, before))
            state = kept(self._done(state), before, self.recording)
        if state.console is not None and state.has_lesson:
            clock_s = int(self.live.clock_s)
            if state.console.clock_s != clock_s:
                state = replace(state, console=replace(state.console, clock_s=clock_s))
        return state

    def _marked(self, console: Console) -> Console:
        """Return the console with where the session is saved, and whether all is."""
        waiting = 0 if self._journal is None else self._journal.waiting
        file = str(self._file) if self._file else ""
        return replace(console, file=file, saved=self._is_saved, waiting=waiting)

    def _written(self, state: ViewState, now_s: float) -> ViewState:
        """Begin the autosave, or write what could not be written; say so if it fails."""
        journal, console = self._journal, state.console
        if console is None or (journal is not None and not journal.waiting):
            return state
        self._tried_at_s = now_s
        say = Words(state.comfort.language)
        try:
            if journal is None:
                console = replace(console, said=self._opened(say) or console.said)
            else:
                journal.flush()
                console = replace(console, said=say("saving.room_again"))
        except Taken:
            console = replace(console, said=self._parted(say))
        except BadInput as error:
            console = replace(console, said=say("saving.none", why=error.faults[0].what))
        return replace(state, session=self.live.session, console=self._marked(console))

    def _opened(self, say: Words) -> str:
        """Begin the autosave, in which is everything that was done; return what to say of it."""
        found = self._found
        file = self._file or (None if found is None else belongs_to(found.path))
        self._begin(Journal(place(file), self.live.session, self._held, found))
        told = [] if found is None else [tell(found, say)]
        if self._journal is not None and self._journal.kept is not None:
            kept = self._journal.kept.name
            told.append(say("saving.older", name=kept))
        return "; ".join(told)

    def _begin(self, journal: Journal) -> None:
        self._journal = self.live.log = journal
        self._held = None

    def _parted(self, say: Words) -> str:
        """Go on in an autosave of one's own, since another window took this one over."""
        old, self._file, self._found = self._journal, None, None
        self._begin(Journal(place(None), self.live.session))
        self._saved = self._nothing
        if old is not None:
            old.close()
        return say("saving.taken")

    def _done(self, state: ViewState) -> ViewState:
        """Do what was asked for; what cannot be done is said, and the rest is done."""
        console = state.console
        if console is None:
            return super()._done(state)
        said = console.said
        for act in state.asked:
            try:
                self.live.play(act)
            except Taken:
                said = self._parted(Words(state.comfort.language))
            except BadInput as error:
                said = error.faults[0].what
        self._tried = None
        self.live.preview()
        console = self._marked(replace(console, said=said))
        return replace(state, asked=(), session=self.live.session, console=console)

    def answered(self, state: ViewState, given: Answer) -> ViewState:
        """Play the answer of a device. Raises `BadInput` when it does not count."""
        state = self._done(
            replace(state, asked=(acts.Reply(answer=given, position_s=state.time_s),))
        )
        if given not in self.live.session.answers:
            raise bad(given.prompt, "this answer does not count")
        return state

    def _run(self, errand: Errand, say: Words) -> str:
        """Write a file; return what to say of it."""
        path, journal = Path(errand.path), self._journal
        if errand.scenario:
            sessions.save_scenario(self.live.session, path)
            return say("said.scenario_saved", file=path.name)
        if path != self._file and path.exists():
            return say("said.file_there", file=path.name)
        if path == self._file and journal is not None and not journal.held:
            return self._parted(say)
        held = None if path == self._file else lock.acquire(place(path))
        try:
            sessions.save(self.live.session, path)
            self._saved, self._file = self.live.session, path
            if held is not None:
                self._begin(Journal(place(path), self.live.session, held))
                held = None
                if journal is not None:
                    journal.close()  # all of it is in the file now
        finally:
            if held is not None:
                held.release()
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

    def let_go(self) -> None:
        """Let others open the session, of which nothing was shown yet."""
        if self._held is not None:
            self._held.release()
            self._held = None

    def close(self, state: ViewState) -> Path | None:
        """End the autosave; return where it stays if something was not saved. Raises `BadInput`
        when there is something that could not be written."""
        journal, unsaved = self._journal, not self._is_saved
        self._journal = self.live.log = None
        if journal is None:
            self.let_go()
            return None
        if unsaved and not journal.held:
            journal.close()
            journal = Journal(place(None), self.live.session)
        if unsaved:
            with suppress(BadInput):  # it is told when the journal closes
                journal.write(acts.Seek(position_s=state.time_s))
        try:
            journal.close(keep=unsaved)
        except BadInput as error:
            say, why = Words(state.comfort.language), error.faults[0].what
            what = say("saving.unwritten", count=journal.waiting, why=why)
            raise bad(str(journal.path), what) from None
        return journal.path if unsaved else None


def tell(found: Recovered, say: Words) -> str:
    """Return what was found in an autosave."""
    log = found.session
    answers = sum(answer.count for answer in log.answers)
    words = say(
        "saving.recovered",
        count=found.acts, injects=len(log.done), notes=len(log.notes), answers=answers,
    )  # fmt: skip
    return f"{words}; {say('saving.lost', count=found.lost)}" if found.lost else words
