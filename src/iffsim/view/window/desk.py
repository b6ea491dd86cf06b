"""Between the window and the engine: does what was asked for, and bakes anew while a hand drags."""

from __future__ import annotations

from msgspec.structs import replace

from iffsim.base.errors import BadInput
from iffsim.classroom.edits import AnyEdit
from iffsim.classroom.live import Live
from iffsim.classroom.session import begin
from iffsim.recording import Recording
from iffsim.view.model import sandbox, story, supposing
from iffsim.view.model.state import ViewState

EVERY_S = 0.08
"""While something is dragged it is baked no more often than this, s on the wall."""
NOTICE_S = 4.0
"""A notice is shown so long, s on the wall."""
REFUSED = "sandbox.refused"


class Desk:
    """Holds the live session of a window, and its recording."""

    def __init__(self, live: Live) -> None:
        self._live = live
        self._tried: AnyEdit | None = None
        self._tried_s = -EVERY_S
        self._noticed: tuple[str, float] = ("", 0.0)

    @classmethod
    def of(cls, recording: Recording) -> Desk:
        """Return a desk on which nothing was done yet."""
        session = begin(recording.scenario, recording.world.seed)
        return cls(Live(session, recording))

    @property
    def live(self) -> Live:
        """The session with its recording."""
        return self._live

    @property
    def recording(self) -> Recording:
        """What the window shows now."""
        return self._live.recording

    def follow(self, state: ViewState, now_s: float) -> ViewState:
        """Do what was asked for, show what is dragged; return the state that goes with it."""
        before = self.recording
        state = self._forgotten(state, now_s)
        if state.asked:
            state = self._done(state)
        elif state.hold is not None and state.hold.carried:
            state = self._shown(state, now_s)
        else:
            state = self._supposed(state)
        return state if self.recording is before else kept(state, before, self.recording)

    def _supposed(self, state: ViewState) -> ViewState:
        """Show what is supposed, if anything is; it is baked once."""
        now = supposing.supposed(state)
        wanted = now and supposing.edit(self.recording, now.aircraft, now.offers[now.at].change)
        if wanted == self._tried:
            return state
        self._tried = wanted or None
        try:
            self._live.preview(*([wanted] if wanted else []))
        except BadInput:
            return replace(state, notice=REFUSED, supposed=None)
        return state

    def _forgotten(self, state: ViewState, now_s: float) -> ViewState:
        """Return the state without a notice that has been read."""
        if state.notice != self._noticed[0]:
            self._noticed = (state.notice, now_s)
        gone = state.notice and now_s - self._noticed[1] > NOTICE_S
        return replace(state, notice="") if gone else state

    def _done(self, state: ViewState) -> ViewState:
        notice = ""
        for act in state.asked:
            try:
                self._live.play(act)
            except BadInput:
                notice = REFUSED
        self._tried = None
        self._live.preview()
        return replace(state, asked=(), session=self._live.session, notice=notice or state.notice)

    def _shown(self, state: ViewState, now_s: float) -> ViewState:
        """Show where a dragged thing would be put, but not too often."""
        if state.hold is None or now_s - self._tried_s < EVERY_S:
            return state
        edit = sandbox.move(self.recording, state.hold, state.time_s)
        if edit == self._tried:
            return state
        self._tried, self._tried_s = edit, now_s
        try:
            self._live.preview(edit)
        except BadInput:
            return replace(state, notice=REFUSED)
        return state


def kept(state: ViewState, old: Recording, new: Recording) -> ViewState:
    """Return the state for another recording, the same aircraft selected, whatever its row."""
    if old.world.fleet.ids == new.world.fleet.ids:
        return state
    row = {name: n for n, name in enumerate(new.world.fleet.ids)}

    def same(aircraft: int | None) -> int | None:
        return None if aircraft is None else row.get(old.world.fleet.ids[aircraft])

    return replace(state, show=story.show(new), selected=same(state.selected), bet=same(state.bet))
