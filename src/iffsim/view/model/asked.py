"""From the window's state to what is asked of the scene, and what is shut."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from msgspec.structs import replace

from iffsim.classroom.marks import Prompt
from iffsim.classroom.session import Session
from iffsim.recording import Recording
from iffsim.scene import topics
from iffsim.scene.asked import Asked, Shut, View
from iffsim.scene.topics import Topic
from iffsim.story import shut as rule
from iffsim.story.shut import Closed
from iffsim.story.telling import Marked
from iffsim.view.model.console import Console
from iffsim.view.model.pace import answered_bet, open_bet
from iffsim.view.model.state import ViewState


def asked(state: ViewState, grain_km: float = 1.0) -> Asked:
    """Return what a state asks of the scene; a radar that moves has its coverage worked out anew
    every `grain_km`."""
    hold = state.hold
    hand = (hold.name, hold.km) if hold and hold.kind == "site" and hold.carried else None
    return Asked(
        state.time_s, state.pictures, state.view, state.single, state.selected,
        state.coverage_alt_m, state.comfort.mountains, closed(state).things, _pins(state),
        marked(state).places, hand, grain_km,
    )  # fmt: skip


def prompt_on(session: Session | None, console: Console | None) -> Prompt | None:
    """Return the question that is on the screen."""
    if console is None or session is None:
        return None
    return next((one for one in session.prompts if one.id == console.quiz), None)


def posed(state: ViewState) -> str | None:
    """Return the id of the picture in which a question to a class is open on this screen; None if
    none is, or the class has a window of its own."""
    prompt = prompt_on(state.session, state.console)
    own = state.console is not None and state.console.window
    if prompt is None or prompt.revealed or own:
        return None
    return state.show.story.asked_in(prompt.id) or state.pictures[0]


def closed(state: ViewState) -> Closed:
    """Return what must not be shown now, and why."""
    return rule.closed(
        state.show.story, state.time_s, posed=posed(state), hidden=state.hides_truth,
        lesson=state.console is not None,
    )  # fmt: skip


def limited(state: ViewState) -> ViewState:
    """Return the state with the one picture alone that may be shown, if there is one."""
    only = closed(state).picture
    if only not in state.show.picture_ids:
        return state
    return replace(state, pictures=(only,), view=View.SINGLE, single=0)


def told(state: ViewState, topic: Topic) -> bool:
    """Return whether a topic can be pointed at now."""
    return topics.told(asked(state), topic)


def track_numbers(recording: Recording, state: ViewState) -> npt.NDArray[np.int32]:
    """Return by what number each aircraft's track is spoken of, int32[A]: that of the leftmost
    picture on show that holds it."""
    shown = [state.pictures[slot] for slot in asked(state).slots()]
    found = recording.numbers(shown[0]).copy()
    known = recording.picture(shown[0], state.time_s).held
    for picture in shown[1:]:
        held = recording.picture(picture, state.time_s).held & ~known
        found[held] = recording.numbers(picture)[held]
        known = known | held
    return found


def track_name(recording: Recording, state: ViewState, aircraft: int) -> str:
    """Return what people call a track: `track_numbers` in words."""
    return f"TK {int(track_numbers(recording, state)[aircraft]):04d}"


def marked(state: ViewState) -> Marked:
    """Return what the caption that stands is about; nothing while it is shut."""
    said = Shut.CAPTION not in closed(state).things
    return state.show.story.marked_at(state.time_s) if said else Marked(0.0)


def _pins(state: ViewState) -> tuple[tuple[int, str], ...]:
    """Return the aircraft that the story follows, those that its caption marks, the reader's bet,
    and, once it is answered, the aircraft that it was about; each once, by what it is last."""
    revealed, found = answered_bet(state), []
    follow = state.show.story.followed_at(state.time_s)
    if follow is not None:
        found.append((follow, "follow"))
    found += [(one, "mark") for one in marked(state).aircraft]
    won = revealed is not None and state.bet == revealed.aircraft
    if state.bet is not None and (open_bet(state) or revealed) and not won:
        found.append((state.bet, "bet"))
    if revealed:
        found.append((revealed.aircraft, "answer"))
    return tuple(dict(found).items())
