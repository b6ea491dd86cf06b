"""Questions to a class: put, answered by keys or as a tally, revealed beside pictures and truth."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from msgspec.structs import replace as changed

from iffsim import acts, session
from iffsim.doctrine import NOT_HELD, Allegiance, Identity
from iffsim.recording import Recording
from iffsim.session import Answer, Prompt
from iffsim.view.console import Option, Picking, Purpose, Typing, Use
from iffsim.view.consoleact import At
from iffsim.view.theme import look

IDENTITIES = ("friend", "hostile", "neutral", "unknown")
IDENTITIES_TR = ("dost", "hasım", "tarafsız", "bilinmeyen")
_TRUTH = {
    Allegiance.OWN: "friend", Allegiance.ALLIED: "friend", Allegiance.NEUTRAL: "neutral",
    Allegiance.INTRUDER: "hostile",
}  # fmt: skip
_TRACK, _OWN = "track", "own"


def current(at: At) -> Prompt | None:
    """Return the prompt that is on the screen."""
    found = (one for one in at.session.prompts if one.id == at.console.quiz)
    return next(found, None)


def ask(at: At) -> Use:
    """Ask, reveal or put away: one key, the next step each time."""
    prompt = current(at)
    if prompt is not None and not prompt.revealed:
        act = acts.Reveal(prompt=prompt.id, position_s=at.state.time_s)
        return Use(at.console.idle(), (act,))
    if prompt is not None:
        return Use(replace(at.console.idle(), quiz=None))
    title = Purpose.ASK.value
    return Use(
        replace(at.console.idle(), picking=Picking(Purpose.ASK, title, _offers(at))), freeze=True
    )


def _offers(at: At) -> tuple[Option, ...]:
    """Return what can be asked: of the selected track, the scenario's questions, one's own."""
    found = []
    if at.state.selected is not None:
        text, text_tr = _track_words(at.recording, at.state.selected)
        found.append(Option(_TRACK, text, text_tr))
    asked = {prompt.id for prompt in at.session.prompts}
    written = sorted(at.recording.scenario.questions, key=lambda one: (one.id in asked, one.at_s))
    found += [Option(f"?{one.id}", one.text, one.text_tr) for one in written]
    return (*found, Option(_OWN, "A question of your own", "Kendi sorunuz"))


def picked(at: At, value: str) -> Use:
    """Put the question that was picked."""
    if value == _OWN:
        return Use(replace(at.console.idle(), typing=Typing(Purpose.QUESTION)))
    if value == _TRACK and at.state.selected is not None:
        return put(at, on_track(at, at.state.selected))
    questions = {one.id: one for one in at.recording.scenario.questions}
    found = questions[value.removeprefix("?")]
    return put(at, replace_time(Prompt.of(found), at.state.time_s), found.aircraft)


def replace_time(prompt: Prompt, time_s: float) -> Prompt:
    """Return a prompt put at another time."""
    return changed(prompt, at_s=time_s)


def put(at: At, prompt: Prompt, about: str | None = None) -> Use:
    """Put a question: the clock stops, the aircraft that it is about is selected unless that is
    the answer."""
    ids = at.recording.world.fleet.ids
    row = ids.index(about) if about in ids and prompt.answer != about else None
    act = acts.Ask(prompt=prompt, position_s=at.state.time_s)
    return Use(replace(at.console.idle(), quiz=prompt.id), (act,), freeze=True, select=row)


def on_track(at: At, row: int) -> Prompt:
    """Return the question what one would call a track."""
    text, text_tr = _track_words(at.recording, row)
    fleet = at.recording.world.fleet
    answer = _TRUTH[Allegiance(int(fleet.allegiance[row]))]
    return Prompt(
        id=_free(at), at_s=at.state.time_s, text=text, text_tr=text_tr, answer=answer,
        answer_tr=IDENTITIES_TR[IDENTITIES.index(answer)], aircraft=fleet.ids[row],
        options=IDENTITIES, options_tr=IDENTITIES_TR,
    )  # fmt: skip


def _track_words(recording: Recording, row: int) -> tuple[str, str]:
    number = int(recording.world.fleet.number[row])
    return f"What would you call track {number:04d}?", f"{number:04d} numaralı ize ne dersiniz?"


def _free(at: At) -> str:
    taken = {prompt.id for prompt in at.session.prompts}
    return next(name for n in range(1, 10_000) if (name := f"spot-{n}") not in taken)


def written(at: At, text: str) -> Use:
    """Put a question of one's own: "Question / one / *two"; without answers it is open."""
    question, *rest = [part.strip() for part in text.split("/")]
    options = tuple(dict.fromkeys(part.lstrip("* ") for part in rest if part.lstrip("* ")))
    right = next((part.lstrip("* ") for part in rest if part.startswith("*")), "")
    if not question or (options and not right) or len(options) == 1:
        return at.say("Question / answer / answer; * marks the right one")
    prompt = Prompt(
        id=_free(at), at_s=at.state.time_s, text=question, answer=right or "open",
        aircraft=at.aircraft, options=options,
    )  # fmt: skip
    return put(at, prompt)


def vote(at: At, number: int) -> Use | None:
    """Count one answer for an option, 0 for the first."""
    prompt = current(at)
    if prompt is None or prompt.revealed or not 0 <= number < len(prompt.options):
        return None
    return Use(at.console.idle(), (_reply(at, prompt, prompt.options[number], 1),))


def tally(at: At, text: str) -> Use:
    """Count a whole class: a number for each option, or "12 words" for an open question."""
    prompt = current(at)
    if prompt is None or prompt.revealed:
        return Use(at.console.idle())
    if not prompt.options:
        found = re.fullmatch(r"(?:(\d{1,4})\s+)?(.+)", text.strip())
        if found is None:
            return Use(at.console.idle())
        return Use(at.console.idle(), (_reply(at, prompt, found[2], int(found[1] or 1) or 1),))
    counts = [int(number) for number in re.findall(r"\d{1,4}", text)]
    if not counts or len(counts) > len(prompt.options):
        return at.say("A number for each answer, in order")
    pairs = zip(prompt.options, counts, strict=False)
    return Use(at.console.idle(), tuple(_reply(at, prompt, o, n) for o, n in pairs if n))


def _reply(at: At, prompt: Prompt, choice: str, count: int) -> acts.Act:
    given = Answer(prompt=prompt.id, choice=choice, count=count)
    return acts.Reply(answer=given, position_s=at.state.time_s)


@dataclass(frozen=True)
class Row:
    """One answer of a class, as it is shown."""

    words: str
    count: int
    right: bool


def rows(at: At, prompt: Prompt) -> tuple[Row, ...]:
    """Return the answers with their counts; which is right only once it is revealed."""
    counts = session.tally(at.session, prompt.id)
    twins = dict(zip(prompt.options, prompt.options_tr, strict=False))
    good = prompt.answer.strip().casefold()
    return tuple(
        Row(
            twins.get(choice, choice) if at.turkish else choice, count,
            prompt.revealed and choice.strip().casefold() == good,
        )
        for choice, count in counts.items()
    )  # fmt: skip


def compared(at: At, prompt: Prompt) -> tuple[tuple[str, str], ...]:
    """Return what each picture shown calls the aircraft of a prompt, and last whose it is."""
    ids = at.recording.world.fleet.ids
    if prompt.aircraft not in ids:
        return ()
    row, found = ids.index(prompt.aircraft), []
    titles = {one.id: one.title for one in at.recording.scenario.pictures}
    for picture in dict.fromkeys(at.state.pictures):
        seen = int(at.recording.picture(picture, prompt.at_s).identity[row])
        found.append((titles[picture], look(NOT_HELD if seen == NOT_HELD else Identity(seen)).word))
    whose = Allegiance(int(at.recording.world.fleet.allegiance[row]))
    return (*found, ("Truth", whose.name))
