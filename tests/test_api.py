"""What a person at a notebook does first: names, sentences, tables; and sends a run elsewhere."""

from __future__ import annotations

import pickle
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import numpy as np
import pytest
from classroom import scenario

import iffsim
from iffsim import BadInput, Recording
from iffsim.classroom.edits import LinkDown, fitting
from iffsim.doctrine import Identity

TINY = Path(__file__).parent / "data" / "tiny.toml"


@pytest.fixture(scope="module")
def recording() -> Recording:
    return iffsim.run(scenario())


def same(one: Recording, other: Recording) -> bool:
    """Return whether two recordings hold and score the same."""
    return all(
        msgspec.to_builtins(one.scorecard(p)) == msgspec.to_builtins(other.scorecard(p))
        and np.array_equal(one.picture(p, t).identity, other.picture(p, t).identity)
        for p in one.picture_ids
        for t in (0.0, 300.0, 700.0)
    )


def test_run_takes_a_scenario_a_name_or_a_path(recording: Recording) -> None:
    assert iffsim.run("needle").scenario.title == iffsim.load("needle").title
    assert same(iffsim.run(TINY), iffsim.run(str(TINY)))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("local-buble", 'did you mean "local-bubble"?'),
        (7, "run: expected a scenario, the name of a shipped one or the path of a .toml file"),
    ],
)
def test_run_says_what_it_wants(given: object, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        iffsim.run(given)  # type: ignore[arg-type]
    assert said in str(caught.value)


@pytest.mark.parametrize("seed", [-1, (1 << 53) + 1])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(BadInput, match=r"seed: .* expected 0 to 2.53"):
        iffsim.run(TINY, seed=seed)


def test_what_is_printed_is_a_line_that_says_what_it_is(recording: Recording) -> None:
    state = recording.picture("linked", 700.0)
    for value, words in (
        (recording, ("Recording", recording.scenario.title, "linked", "seed")),
        (recording.world, ("World", f"{len(recording.world.fleet.ids)} aircraft")),
        (recording.scenario, ("Scenario", recording.scenario.title, "sites")),
        (state, ("700 s", f"{int((state.identity == Identity.FRIEND).sum())} FRIEND")),
    ):
        text = repr(value)
        assert "\n" not in text
        assert len(text) < 200
        assert all(word in text for word in words), text


class Cells(HTMLParser):
    """The rows of a table, as text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")

    def handle_data(self, data: str) -> None:
        if self.rows:
            self.rows[-1][-1] += data


def test_a_notebook_shows_the_scorecards_side_by_side(recording: Recording) -> None:
    rows = Cells(recording._repr_html_()).rows
    assert rows[0] == ["", *recording.picture_ids]
    row = next(row for row in rows if row[0].startswith("ID correctness"))
    shown = dict(zip(rows[0][1:], row[1:], strict=True))
    for picture in recording.picture_ids:
        assert shown[picture] == f"{recording.scorecard(picture).id_correctness:.3f}"


def test_a_strangers_title_is_text_not_markup(recording: Recording) -> None:
    hostile = msgspec.structs.replace(recording.scenario, title="<script>alert(1)</script>")
    assert "<script>" not in iffsim.run(hostile)._repr_html_()


def test_an_aircraft_goes_by_its_id_or_its_index(recording: Recording) -> None:
    row = recording.world.fleet.ids.index("RED1")
    assert recording.aircraft("RED1") == recording.aircraft(np.int64(row)) == row
    assert recording.why("linked", "RED1", 600.0) == recording.why("linked", row, 600.0)
    one, other = (iffsim.whatif.missing(recording, "linked", who, 0.0) for who in ("RED1", row))
    assert one == other


@pytest.mark.parametrize(
    ("who", "said"),
    [("RED", 'did you mean "RED1"?'), (99, "no aircraft 99"), (-1, "no aircraft -1")],
)
def test_a_wrong_aircraft_is_named_with_what_was_expected(
    who: str | int, said: str, recording: Recording
) -> None:
    for ask in (
        lambda: recording.aircraft(who),
        lambda: recording.why("linked", who, 600.0),
        lambda: iffsim.whatif.missing(recording, "linked", who, 600.0),
    ):
        with pytest.raises(BadInput) as caught:
            ask()
        assert said in str(caught.value)


def test_a_recording_can_be_sent_to_another_process(recording: Recording) -> None:
    recording.series("linked")  # what it remembers stays behind
    sent = pickle.dumps(recording)
    assert same(pickle.loads(sent), recording)
    assert len(sent) < 500_000


def test_an_edit_can_be_flown_from_where_it_was_made(recording: Recording) -> None:
    cut = fitting(recording.scenario, [LinkDown(at="00:05:00", link="nato")])
    assert same(iffsim.revise(recording, cut, 300.0), iffsim.run(cut))
