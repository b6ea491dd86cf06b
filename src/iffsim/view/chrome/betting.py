"""The bet in words: which of these tracks is it? The prompt and the answer.

Calm either way: who guessed wrong has learnt the odds.
"""

from __future__ import annotations

from msgspec import Struct

from iffsim.doctrine import Allegiance
from iffsim.earth import catalogue
from iffsim.recording import Recording
from iffsim.scene.symbology import WEARS
from iffsim.story.telling import Bet
from iffsim.view.drawing.kit import Kit
from iffsim.view.drawing.text import Run, Style
from iffsim.view.drawing.theme import TEXT, TEXT_3, WARM
from iffsim.view.model.asked import track_name
from iffsim.view.model.pace import answered_bet, open_bet
from iffsim.view.model.state import ViewState

_INTRUDER, _THIS_ONE = "topic.intruder", "bet.this_one"
_SIZE = 16.0


def odds(recording: Recording, state: ViewState, bet: Bet) -> int | None:
    """Return among how many tracks the one asked for hides, in the picture of the bet."""
    time_s = min(max(state.time_s, bet.open_s), bet.reveal_s - 1.0)
    return recording.score_at(bet.picture, time_s).needle


def answered(state: ViewState) -> Bet | None:
    """Return the bet whose answer lies over the maps now, unless it was put away."""
    return None if state.answer_read else answered_bet(state)


def label(recording: Recording, bet: Bet) -> str:
    """Return what the aircraft of a bet is called on the map once it is answered."""
    whose = recording.world.fleet.allegiance[bet.aircraft]
    return _INTRUDER if whose == Allegiance.INTRUDER else _THIS_ONE


class Line(Struct, frozen=True):
    """A line of the prompt or the answer: a symbol's identity, or none, then words."""

    runs: tuple[Run, ...]
    identity: int | None = None


def lines(recording: Recording, kit: Kit, state: ViewState) -> tuple[Line, ...]:
    """Return what the prompt or the answer says now; nothing if no bet is on."""
    bet = open_bet(state)
    if bet is not None:
        return _prompt(recording, kit, state, bet)
    bet = answered(state)
    return _answer(recording, kit, state, bet) if bet is not None else ()


def _prompt(recording: Recording, kit: Kit, state: ViewState, bet: Bet) -> tuple[Line, ...]:
    say, count = kit.say, odds(recording, state, bet)
    chance = say("bet.odds", count=count) if count else ""
    if state.bet is None:
        first = (_bold(say("bet.place", count=count or 0)), _plain(say("bet.click_track")))
        keys = say("bet.by_key")
        return (Line((*first, _quiet(f"({keys})"), _warm(chance))),)
    name = _bold(say("bet.yours") + " " + track_name(recording, state, state.bet))
    later = _quiet(say("bet.change"))
    return (Line((name, _warm(chance), later)),)


def _answer(recording: Recording, kit: Kit, state: ViewState, bet: Bet) -> tuple[Line, ...]:
    say, count = kit.say, odds(recording, state, bet)
    close = _quiet(say("bet.close"))
    name = track_name(recording, state, bet.aircraft)
    hunted = label(recording, bet) == _INTRUDER
    sought = say("bet.intruder_was", name=name) if hunted else say("bet.it_was", name=name)
    shape = int(WEARS[int(recording.world.fleet.allegiance[bet.aircraft])])
    if state.bet == bet.aircraft:
        found = say("bet.found", name=name)
        luck = say("bet.blind_chance", count=count) if count else ""
        return (Line((_bold(found), _plain(luck), close), shape),)
    if state.bet is None:
        many = say("bet.hid_among", count=count) if count else ""
        return (Line((_bold(sought), _plain(many), close), shape),)
    whose = int(recording.world.fleet.allegiance[state.bet])
    mine = say("bet.you_bet", name=track_name(recording, state, state.bet))
    was = say(_WAS[whose], kind=kind(recording, state.bet, kit))
    return (
        Line((_bold(mine), _plain(was)), int(WEARS[whose])),
        Line((_bold(sought), close), shape),
    )


_WAS = (
    "bet.was_own",
    "bet.was_allied",
    "bet.was_neutral",
    "bet.was_intruder",
)
"""By allegiance."""


def kind(recording: Recording, aircraft: int, kit: Kit) -> str:
    """Return what type an aircraft is, in words."""
    name = recording.world.fleet.types[aircraft]
    found = catalogue.aircraft_types()[name]
    return kit.say.written(found.title, found.title_tr)


def _bold(text: str) -> Run:
    return Run(text, Style("bold", _SIZE, TEXT))


def _plain(text: str) -> Run:
    return Run(text, Style("regular", _SIZE, TEXT))


def _quiet(text: str) -> Run:
    return Run(text, Style("regular", 14, TEXT_3))


def _warm(text: str) -> Run:
    return Run(text, Style("bold", _SIZE, WARM))
