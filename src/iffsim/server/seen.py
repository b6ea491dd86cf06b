"""What a class may see of a question on its phones, and what comes back from them.

The one place where it is decided: a map is the asked picture alone, made with everything shut that
a hidden truth shuts; tracks go by their numbers in that picture, answers by theirs; what is right,
what other pictures say and whose an aircraft is are put in only once the question is revealed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from iffsim.base.units import clock
from iffsim.classroom import session as classes
from iffsim.classroom.acts import Ask
from iffsim.classroom.marks import Answer, Prompt
from iffsim.classroom.session import Session
from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.fair import asked_picture
from iffsim.recording import Recording
from iffsim.scenario.twins import words
from iffsim.scene import card
from iffsim.scene.asked import TRUTH_HIDDEN, Asked, Kind, Shut, View
from iffsim.scene.said import Said, said, written
from iffsim.scene.scene import tracks_of
from iffsim.scene.symbology import look
from iffsim.server.wire import Asking, Count, Given, Map, Person, Texts, Told, Track
from iffsim.words.say import languages

SHUT = TRUTH_HIDDEN | {Shut.CARDS, Shut.CAPTION}
"""Nothing of these is on a phone's map."""
MOST_COUNTS = 12
"""No more answers are listed."""
Say = Callable[[Said], Texts]


@dataclass(frozen=True)
class Seen:
    """A question on the phones: what is sent, and what its choices stand for."""

    prompt: Prompt
    asking: Asking
    ids: dict[int, str]
    """By a track's number on the map: the aircraft's id. It is not sent."""


def seen(recording: Recording, session: Session, prompt: Prompt, shown: tuple[str, ...]) -> Seen:
    """Return a question as phones get it; `shown`: ids of the pictures on the screen, in the
    leftmost of which a question is asked that the scenario did not write."""
    fleet = recording.world.fleet.ids
    questions = {one.id: one for one in recording.scenario.questions}
    written_one = questions.get(prompt.id)
    picture = shown[0] if written_one is None else asked_picture(recording.scenario, written_one)
    sought = prompt.answer in fleet and not prompt.options
    say = _said(recording)
    spec = recording.folded(picture).spec
    found, ids = _map(recording, picture, prompt, sought)
    asking = Asking(
        number=number(session, prompt.id),
        kind="options" if prompt.options else "track" if sought else "open",
        text=say(written(prompt.text, prompt.text_tr)),
        options=tuple(say(one) for one in _options(prompt)),
        picture=_at(say(written(spec.title)), prompt.at_s) if found else {},
        map=found,
        told=_told(recording, session, prompt, (picture, *shown), say) if prompt.revealed else None,
    )  # fmt: skip
    return Seen(prompt, asking, ids)


def number(session: Session, prompt: str) -> int:
    """Return which question of a class a prompt is: the place of its last asking in the history,
    which a recovered session has too."""
    asked = (
        place
        for place, act in enumerate(session.history, 1)
        if isinstance(act, Ask) and act.prompt.id == prompt
    )
    return max(asked, default=0)


def answer(one: Seen, given: Given, person: Person) -> Answer | None:
    """Return a device's answer as the class keeps it; None where the question has no such
    choice."""
    choice: str | None = given.choice
    plain = given.choice if given.choice.isascii() and given.choice.isdecimal() else ""
    if one.asking.kind == "options":
        n = int(plain) if plain and len(plain) < 4 else -1
        choice = one.prompt.options[n] if 0 <= n < len(one.prompt.options) else None
    elif one.asking.kind == "track":
        choice = one.ids.get(int(plain)) if plain and len(plain) < 10 else None
    if choice is None or not choice.strip():
        return None
    return Answer(
        prompt=one.prompt.id, choice=choice, who=person.name, team=person.team,
        client=given.client,
    )  # fmt: skip


def mine(one: Seen, session: Session) -> dict[str, str]:
    """Return what each client has answered, as phones say it."""
    return {
        given.client: choice_of(one, given.choice)
        for given in session.answers
        if given.client and given.prompt == one.prompt.id
    }


def choice_of(one: Seen, choice: str) -> str:
    """Return an answer as phones say it: the place of an option, the number of a track."""
    if one.asking.kind == "options":
        return str(one.prompt.options.index(choice))
    if one.asking.kind == "track":
        return next((str(n) for n, name in one.ids.items() if name == choice), "")
    return choice


def title(recording: Recording) -> Texts:
    """Return the scenario's title."""
    scenario = recording.scenario
    return _said(recording)(written(scenario.title, scenario.title_tr))


def _said(recording: Recording) -> Say:
    """Return what says something in every language."""
    speakers = {code: words(recording.scenario, code) for code in languages()}

    def say(what: Said) -> Texts:
        return {code: what.words(words) for code, words in speakers.items()}

    return say


def _at(title: Texts, time_s: float) -> Texts:
    return {code: f"{words}, {clock(time_s)}" for code, words in title.items()}


def _options(prompt: Prompt) -> tuple[Said, ...]:
    return tuple(written(one, prompt.twin(one)) for one in prompt.options)


def _map(
    recording: Recording, picture: str, prompt: Prompt, sought: bool
) -> tuple[Map | None, dict[int, str]]:
    """Return the asked picture at the asked instant, and the ids of its tracks; None where the
    question is about no aircraft."""
    ids = recording.world.fleet.ids
    if not sought and prompt.aircraft not in ids:
        return None, {}
    asked = Asked(prompt.at_s, (picture,), View.SINGLE, shut=SHUT)
    found, numbers = tracks_of(recording, asked, Kind.PICTURE, 0), recording.numbers(picture)
    course = np.round(np.degrees(found.course_rad)) % 360
    tracks = tuple(
        Track(
            int(numbers[row]), round(float(found.km[0, n]), 1), round(float(found.km[1, n]), 1),
            Identity(int(found.identity[n])).name.lower(), int(course[n]), bool(found.stale[n]),
        )
        for n, row in enumerate(found.aircraft)
    )  # fmt: skip
    names = {int(numbers[row]): ids[row] for row in found.aircraft}
    about = prompt.aircraft if prompt.aircraft in ids and prompt.answer != prompt.aircraft else None
    ringed = next((n for n, name in names.items() if name == about), None)
    # as they are drawn they lie by identity; by number nothing tells what else is alike
    return Map(tuple(sorted(tracks, key=lambda one: one.number)), ringed), names


def _told(
    recording: Recording, session: Session, prompt: Prompt, shown: tuple[str, ...], say: Say
) -> Told:
    """Return what is told of a revealed question, `shown`: ids of the asked picture and of those on
    the screen."""
    ids, pictures = recording.world.fleet.ids, tuple(dict.fromkeys(shown))
    name = prompt.answer if prompt.answer in ids else prompt.aircraft
    row = ids.index(name) if name in ids else None
    counts = classes.tally(session, prompt.id)
    choices = _Choices(prompt, ids, recording.numbers(pictures[0]).tolist())
    given = [
        Count(choices.code(one), say(choices.words(one)), count, prompt.is_right(one))
        for one, count in counts.items()
    ]
    if not prompt.options:
        given.sort(key=lambda one: -one.count)
    wanted = next((one for one in counts if prompt.is_right(one)), prompt.answer)
    return Told(
        right=choices.code(wanted),
        text=say(said("phone.no_right") if prompt.answer == "open" else choices.words(wanted)),
        why=() if row is None else _why(recording, pictures, row, prompt.at_s, say),
        called=() if row is None else _called(recording, pictures, row, prompt.at_s, say),
        counts=tuple(given[:MOST_COUNTS]),
    )


@dataclass(frozen=True)
class _Choices:
    """How the answers to a prompt are called on the phones."""

    prompt: Prompt
    ids: Sequence[str]
    numbers: Sequence[int]

    def words(self, choice: str) -> Said:
        """Return an answer in words: an aircraft by its track's number."""
        if choice in self.ids and not self.prompt.options:
            return written(f"TK {self.numbers[self.ids.index(choice)]:04d}")
        twin = self.prompt.answer_tr if choice == self.prompt.answer else ""
        return written(choice, self.prompt.twin(choice) or twin)

    def code(self, choice: str) -> str:
        """Return an answer as phones send it; "" for one in words of its own."""
        options = self.prompt.options
        if options:
            return str(options.index(choice)) if choice in options else ""
        return str(self.numbers[self.ids.index(choice)]) if choice in self.ids else ""


def _why(
    recording: Recording, pictures: tuple[str, ...], row: int, time_s: float, say: Say
) -> tuple[Texts, ...]:
    """Return in a sentence for each picture why it calls an aircraft what it does."""
    found = []
    for one in pictures:
        number = int(recording.numbers(one)[row])
        sentence = card.card(recording, recording.why(one, row, time_s), number).sentence
        title = written(recording.folded(one).spec.title)
        found.append(say(said("phone.why_in", picture=title, why=sentence)))
    return tuple(found)


def _called(
    recording: Recording, pictures: tuple[str, ...], row: int, time_s: float, say: Say
) -> tuple[tuple[Texts, Texts], ...]:
    """Return what each picture calls an aircraft, and last whose it is."""
    found = []
    for picture in pictures:
        state = recording.picture(picture, time_s)
        name = look(int(state.identity[row]) if state.held[row] else NOT_HELD).word
        found.append((say(written(recording.folded(picture).spec.title)), say(said(name))))
    whose = Allegiance(int(recording.world.fleet.allegiance[row]))
    truth = (say(said("report.truth")), say(said(f"allegiance.{whose.name.lower()}")))
    return (*found, truth)
