"""Questions to a class: put, answered by keys or as a tally, revealed beside pictures and truth."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from iffsim.classroom import acts, session
from iffsim.classroom.marks import Answer, Prompt
from iffsim.doctrine import Allegiance
from iffsim.view.console.act import At
from iffsim.view.drawing.theme import look
from iffsim.view.model.asked import prompt_on, track_name, track_numbers
from iffsim.view.model.console import Option, Picking, Purpose, Typing, Use
from iffsim.words.say import ENGLISH, TURKISH

IDENTITIES = ("friend", "hostile", "neutral", "unknown")
IDENTITIES_TR = tuple(TURKISH(f"identity.{name}") for name in IDENTITIES)
_TRUTH = {
    Allegiance.OWN: "friend", Allegiance.ALLIED: "friend", Allegiance.NEUTRAL: "neutral",
    Allegiance.INTRUDER: "hostile",
}  # fmt: skip
_TRACK, _OWN = "track", "own"


def current(at: At) -> Prompt | None:
    """Return the prompt that is on the screen."""
    return prompt_on(at.session, at.console)


def ask(at: At) -> Use:
    """Ask, reveal or put away: one key, the next step each time."""
    prompt = current(at)
    if prompt is not None and not prompt.revealed:
        act = acts.Reveal(prompt=prompt.id, position_s=at.state.time_s)
        row = sought(at, prompt)
        lit = at.console.lit if row is None else (*at.console.lit, prompt.answer)
        return Use(replace(at.console.idle(), lit=tuple(dict.fromkeys(lit))), (act,), select=row)
    if prompt is not None:
        return away(at)
    title = Purpose.ASK.value
    return Use(
        replace(at.console.idle(), picking=Picking(Purpose.ASK, title, _offers(at))), freeze=True
    )


def away(at: At) -> Use:
    """Put away the question that is on; its answers stay."""
    return Use(replace(at.console.idle(), quiz=None))


def _offers(at: At) -> tuple[Option, ...]:
    """Return what can be asked: the scenario's questions, of the selected track, one's own."""
    written = sorted(at.recording.scenario.questions, key=lambda one: one.at_s)
    found = [Option(f"?{one.id}", one.text, one.text_tr) for one in written]
    if at.state.selected is not None:
        text, text_tr = _track_words(at, at.state.selected)
        found.append(Option(_TRACK, text, text_tr, "T"))
    return (*found, Option(_OWN, at.words("asked.own_question"), key="O"))


def picked(at: At, value: str) -> Use:
    """Put the question that was picked; one that was put before is shown again."""
    if value == _OWN:
        return Use(replace(at.console.idle(), typing=Typing(Purpose.QUESTION)))
    if value == _TRACK and at.state.selected is not None:
        return put(at, on_track(at, at.state.selected))
    questions = {one.id: one for one in at.recording.scenario.questions}
    found = questions[value.removeprefix("?")]
    if found.id in {prompt.id for prompt in at.session.prompts}:
        return Use(replace(at.console.idle(), quiz=found.id), freeze=True)
    prompt = Prompt.of(found)
    if at.state.time_s > prompt.at_s:  # too late to go there: it is put here
        prompt = replace(prompt, at_s=at.state.time_s)
    return put(at, prompt, found.aircraft)


def sought(at: At, prompt: Prompt) -> int | None:
    """Return the row of the aircraft that is the answer to a prompt, if one is."""
    ids = at.recording.world.fleet.ids
    return ids.index(prompt.answer) if prompt.answer in ids else None


def put(at: At, prompt: Prompt, about: str | None = None) -> Use:
    """Put a question: the clock stops, the aircraft that it is about is selected unless that is
    the answer."""
    ids = at.recording.world.fleet.ids
    row = ids.index(about) if about in ids and prompt.answer != about else None
    act = acts.Ask(prompt=prompt, position_s=prompt.at_s)
    console = replace(at.console.idle(), quiz=prompt.id)
    return Use(console, (act,), time_s=prompt.at_s, freeze=True, select=row)


def on_track(at: At, row: int) -> Prompt:
    """Return the question what one would call a track."""
    text, text_tr = _track_words(at, row)
    fleet = at.recording.world.fleet
    answer = _TRUTH[Allegiance(int(fleet.allegiance[row]))]
    return Prompt(
        id=_free(at), at_s=at.state.time_s, text=text, text_tr=text_tr, answer=answer,
        answer_tr=IDENTITIES_TR[IDENTITIES.index(answer)], aircraft=fleet.ids[row],
        options=IDENTITIES, options_tr=IDENTITIES_TR,
    )  # fmt: skip


def _track_words(at: At, row: int) -> tuple[str, str]:
    number = int(track_numbers(at.recording, at.state)[row])
    said = {"number": f"{number:04d}"}
    return ENGLISH("asked.call_track", **said), TURKISH("asked.call_track", **said)


def _free(at: At) -> str:
    taken = {prompt.id for prompt in at.session.prompts}
    return next(name for n in range(1, 10_000) if (name := f"spot-{n}") not in taken)


def written(at: At, text: str) -> Use:
    """Put a question of one's own: "Question / one / *two"; without answers it is open."""
    question, *rest = [part.strip() for part in text.split("/")]
    options = tuple(dict.fromkeys(part.lstrip("* ") for part in rest if part.lstrip("* ")))
    right = next((part.lstrip("* ") for part in rest if part.startswith("*")), "")
    if not question or (options and not right) or len(options) == 1:
        return at.say("asked.question")
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
        return _tally_open(at, prompt, text)
    counts = [int(number) for number in re.findall(r"\d{1,4}", text)]
    if not counts or len(counts) > len(prompt.options):
        return at.say("said.number_each")
    pairs = zip(prompt.options, counts, strict=False)
    return Use(at.console.idle(), tuple(_reply(at, prompt, o, n) for o, n in pairs if n))


def _tally_open(at: At, prompt: Prompt, text: str) -> Use:
    """Count one answer to an open question, perhaps after how many gave it."""
    found = re.fullmatch(r"(?:(\d{1,4})\s+)?(.+)", text.strip())
    if found is None:
        return Use(at.console.idle())
    words, count = found[2], int(found[1] or 1) or 1
    if sought(at, prompt) is not None:  # a track's number, perhaps after how many said it
        number = re.search(r"\d{1,4}$", text.strip())
        row = _numbered(at, int(number[0])) if number else None
        if row is None:
            return at.say("said.no_such_track")
        words = at.recording.world.fleet.ids[row]
        count = int(found[1]) if found[1] and found[2] != text.strip() else 1
    return Use(at.console.idle(), (_reply(at, prompt, words, max(1, count)),))


def _numbered(at: At, number: int) -> int | None:
    """Return the row of the aircraft with a track number."""
    rows = (track_numbers(at.recording, at.state) == number).nonzero()[0]
    return int(rows[0]) if len(rows) else None


def pointed(at: At, row: int) -> Use | None:
    """Count a click on a track as an answer, while it is asked which track it is."""
    prompt = current(at)
    if prompt is None or prompt.revealed or prompt.options or sought(at, prompt) is None:
        return None
    name = at.recording.world.fleet.ids[row]
    return Use(at.console.idle(), (_reply(at, prompt, name, 1),), select=row)


def named(at: At, choice: str) -> str:
    """Return an answer as it is shown: an aircraft by its track's number, never by its name."""
    ids = at.recording.world.fleet.ids
    if choice not in ids:
        return choice
    return track_name(at.recording, at.state, ids.index(choice))


def _reply(at: At, prompt: Prompt, choice: str, count: int) -> acts.Act:
    given = Answer(prompt=prompt.id, choice=choice, count=count)
    return acts.Reply(answer=given, position_s=at.state.time_s)


class Row(Struct, frozen=True):
    """One answer of a class, as it is shown."""

    words: str
    count: int
    right: bool


def rows(at: At, prompt: Prompt) -> tuple[Row, ...]:
    """Return the answers with their counts; which is right only once it is revealed."""
    counts = session.tally(at.session, prompt.id)
    fleet = {} if prompt.options else {id: n for n, id in enumerate(at.recording.world.fleet.ids)}
    numbers = track_numbers(at.recording, at.state) if fleet else ()

    def words(choice: str) -> str:
        row = fleet.get(choice)
        if row is not None:
            return f"TK {int(numbers[row]):04d}"
        return (prompt.twin(choice) if at.turkish else "") or choice

    return tuple(
        Row(words(choice), count, prompt.revealed and prompt.is_right(choice))
        for choice, count in counts.items()
    )


def compared(at: At, prompt: Prompt) -> tuple[tuple[str, str], ...]:
    """Return what each picture shown calls the aircraft of a prompt, and last whose it is."""
    ids = at.recording.world.fleet.ids
    if prompt.aircraft not in ids:
        return ()
    row, found = ids.index(prompt.aircraft), []
    titles = {one.id: at.words.written(one.title) for one in at.recording.scenario.pictures}
    for picture in dict.fromkeys(at.state.pictures):
        seen = int(at.recording.picture(picture, prompt.at_s).identity[row])
        found.append((titles[picture], _capitals(at, look(seen).word)))
    whose = Allegiance(int(at.recording.world.fleet.allegiance[row]))
    return (*found, (at.words("report.truth"), _capitals(at, f"allegiance.{whose.name.lower()}")))


def _capitals(at: At, id: str) -> str:
    return at.words.upper(at.words(id))
