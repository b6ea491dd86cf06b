"""A session with its recording, which is revised whenever the edits change."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from functools import reduce
from typing import Protocol

import msgspec

from iffsim.bake import revise, run
from iffsim.classroom.acts import Act
from iffsim.classroom.edits import AnyEdit, after, apply
from iffsim.classroom.session import Session, edited, play, since
from iffsim.recording import Recording


class Log(Protocol):
    """Where acts are written down, one by one."""

    def write(self, act: Act) -> None:
        """Write down one act."""


class Live:
    """What is going on: `session`, and `recording`, which shows its edits (or a preview)."""

    def __init__(
        self,
        session: Session,
        recording: Recording | None = None,
        log: Log | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin; `recording`, if given, is that of the session's own scenario without edits;
        `clock`: seconds that pass in the room."""
        self.session = session
        self.recording = recording or run(session.scenario, session.seed)
        self.log = log
        self._shown: tuple[AnyEdit, ...] = ()
        self._show(session.done)
        self._clock, self._begun_s = clock, clock() - session.clock_s

    @property
    def clock_s(self) -> float:
        """For how long the class has been held, s: it goes on where the session ended."""
        return round(max(self.session.clock_s, self._clock() - self._begun_s), 1)

    def play(self, act: Act) -> Recording:
        """Do an act, write it down with the class's clock, and return the recording as it is now.

        Raises `BadInput`, with nothing changed, when it does not fit; and when it is done but could
        not be written down.
        """
        act = msgspec.structs.replace(act, clock_s=self.clock_s)
        before, session = self.session, play(self.session, act)
        self._show(session.done)
        self.session = session
        if self.log is not None and session != before:  # what changes nothing is not doubled
            self.log.write(act)
        return self.recording

    def become(self, session: Session) -> Recording:
        """Show `session`, which somebody else leads, and return its recording."""
        self.session = session
        return self._show(session.done)

    def preview(self, *edits: AnyEdit) -> Recording:
        """Return the recording with `edits` done for now: while something is dragged. The next act
        or preview takes them back. Raises `BadInput` when one does not fit."""
        reduce(apply, edits, edited(self.session))
        return self._show((*self.session.done, *edits))

    def line(self, edits: Sequence[AnyEdit]) -> Recording:
        """Return the recording of another line of edits, such as a snapshot's or a fork's."""
        return self._revised(tuple(edits))

    def _show(self, edits: tuple[AnyEdit, ...]) -> Recording:
        self.recording, self._shown = self._revised(edits), edits
        return self.recording

    def _revised(self, edits: tuple[AnyEdit, ...]) -> Recording:
        start = since(self._shown, edits)
        if start is None:
            return self.recording
        return revise(self.recording, after(self.session.scenario, edits), start)
