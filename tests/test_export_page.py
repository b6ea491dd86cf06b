"""The take-away page in a real Chromium: it opens from disk and says the same."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import needs
import numpy as np
import pytest
from browser import Browser
from storypage import AT_S, LINKED, READY, STANDALONE, drawn, spot, text, texts

import iffsim
from iffsim import tables
from iffsim.doctrine import Identity
from iffsim.export import write
from iffsim.recording import Recording
from iffsim.scene.asked import Asked, Shut
from iffsim.scene.scene import Scenes
from iffsim.story import shut, telling
from iffsim.words.say import ENGLISH

pytestmark = needs.browser


def called(page: Browser, recording: Recording, aircraft: int) -> int:
    """Return a track's number in the leftmost picture of the page that holds it."""
    shown, time_s = page.run("iffsim.state.pictures"), page.run("iffsim.state.time")
    held = [one for one in shown if recording.picture(one, time_s).held[aircraft]]
    return int(recording.numbers((held or shown)[0])[aircraft])


def test_it_opens_from_disk_without_a_complaint_or_a_request(page: Browser, address: str) -> None:
    for time_s in (0, 1300, 1900, 2700):
        page.run(f"iffsim.seek({time_s})")
        drawn(page)
    asked = [url for url in page.requests() if not url.startswith("data:font/")]
    assert [url.partition("#")[0] for url in asked] == [address]
    assert page.complaints() == []


def test_it_says_what_pictures_csv_says_at_any_instant(page: Browser, recording: Recording) -> None:
    rng = np.random.default_rng(20)
    times = [0.0, *np.round(rng.uniform(0.0, recording.duration_s, 8), 2), recording.duration_s]
    file = io.StringIO()
    out = csv.writer(file)
    out.writerow(tables.PICTURES)
    out.writerows(tables.pictures(recording, times))
    file.seek(0)
    wanted: dict[tuple[float, str], list[dict[str, str]]] = {}
    for row in csv.DictReader(file):
        wanted.setdefault((float(row["time_s"]), row["picture"]), []).append(row)
    for (time_s, picture), rows in wanted.items():
        found = json.loads(page.run(f"JSON.stringify(iffsim.pictureAt({picture!r}, {time_s}))"))
        assert [row["aircraft"] for row in found] == [row["aircraft"] for row in rows]
        for mine, theirs in zip(found, rows, strict=True):
            agree(mine, theirs)


def agree(mine: dict[str, Any], theirs: dict[str, str]) -> None:
    """Assert that a row of the page is the row of the table, but for rounding."""
    assert mine["held"] == int(theirs["held"])
    if not mine["held"]:
        return
    for name in ("identity", "evidence", "rule", "sites"):
        assert mine[name] == theirs[name], (name, mine, theirs)
    assert mine["seen_s"] == float(theirs["seen_s"])
    assert mine["lat_deg"] == pytest.approx(float(theirs["lat_deg"]), abs=6e-7)
    assert mine["lon_deg"] == pytest.approx(float(theirs["lon_deg"]), abs=6e-7)
    assert mine["alt_m"] == pytest.approx(float(theirs["alt_m"]), abs=0.051)


def test_it_counts_as_the_score_does(page: Browser, recording: Recording) -> None:
    for time_s in (0.0, 333.0, AT_S, 1800.0, 2700.0):
        for picture in recording.picture_ids:
            score = recording.score_at(picture, time_s)
            for name in ("objects", "tracked", "no_id", "correct", "unidentified_friends"):
                found = page.run(f"iffsim.measure({picture!r}, {name!r}, {time_s})")
                assert found == getattr(score, name)
            needle = page.run(f"iffsim.measure({picture!r}, 'needle', {time_s})")
            assert needle == (-1 if score.needle is None else score.needle)
            for alt_m in (300, 6000):
                share = page.run(f"iffsim.watched({picture!r}, {time_s}, {alt_m})")
                assert share == pytest.approx(recording.watched(picture, time_s, alt_m), abs=0.005)


def test_mountains_cut_into_coverage_as_in_the_window(chromium: Browser, tmp_path: Path) -> None:
    tiny = (Path(__file__).parent / "data" / "tiny.toml").read_text(encoding="utf-8")
    hilly = iffsim.run(iffsim.loads(tiny.replace("seed = 7", "seed = 7\nterrain = true"), "hilly"))
    write(hilly, tmp_path / "hilly.html")
    chromium.open((tmp_path / "hilly.html").as_uri() + "#t=60", READY)
    for alt_m in (1000, 3000, 6000):
        share = chromium.run(f"iffsim.watched('linked', 60, {alt_m})")
        assert share == pytest.approx(hilly.watched("linked", 60.0, alt_m), abs=0.005)
    assert chromium.complaints() == []


def test_keys_play_step_turn_and_pace(page: Browser, recording: Recording) -> None:
    starts = [chapter.at_s for chapter in recording.scenario.chapters]
    number = sum(start <= AT_S for start in starts)
    assert text(page, "#clock") == "25:00"
    page.press("ArrowRight")
    drawn(page)
    assert text(page, "#clock") == "25:06"  # a battery scans every six seconds
    page.press("ArrowLeft")
    page.press("ArrowLeft")
    drawn(page)
    assert text(page, "#clock") == "24:54"
    page.press("n")
    drawn(page)
    assert text(page, "#chapters .now b") == str(number + 1)
    assert page.run("iffsim.state.time") == starts[number]
    page.press("b")
    drawn(page)
    assert text(page, "#chapters .now b") == str(number)
    told = page.run(
        "iffsim.pace(iffsim.state.time)"
    )  # the story's own pace, until another is chosen
    assert text(page, "#speed") == f"{told:.0f}×"
    page.press("+")
    drawn(page)
    assert page.run("iffsim.state.speed") > told
    page.press(" ")
    page.wait(f"iffsim.state.time > {starts[number - 1] + 1}")
    page.press(" ")
    assert page.run("iffsim.state.playing") is False


def test_enter_goes_into_a_map_tab_through_its_tracks_and_escape_out_again(
    page: Browser, recording: Recording
) -> None:
    page.run("document.querySelector('.map').focus()")
    numbers = []
    for key in ("Enter", "Tab", "Tab"):
        page.press(key)
        drawn(page)
        numbers.append(text(page, "#announce").split(" ")[1][:4])
    assert numbers == sorted(numbers)
    assert len(set(numbers)) == 3
    number = page.run("iffsim.state.selected")
    assert called(page, recording, number) == int(numbers[2])
    names = [recording.why(picture, number, AT_S).identity for picture in (STANDALONE, LINKED)]
    said = ["Not held" if name is None else name.name.capitalize() for name in names]
    assert text(page, "#announce") == (
        f"TK {numbers[2]}: Stand-alone battery: {said[0]}; NATO-linked: {said[1]}"
    )
    page.press("Tab", shift=True)
    drawn(page)
    assert text(page, "#announce").split(" ")[1][:4] == numbers[1]
    page.press("Escape")
    drawn(page)
    assert page.run("document.querySelector('.card').hidden")
    page.press("Tab")
    assert page.run("document.activeElement.matches('.map')") is False


def test_a_click_on_a_track_opens_what_each_picture_knows_of_it(
    page: Browser, recording: Recording
) -> None:
    index = recording.aircraft("KC1")
    page.click(*spot(page, 1, "KC1"))
    drawn(page)
    assert not page.run("document.querySelector('.card').hidden")
    for panel, picture in enumerate((STANDALONE, LINKED)):
        card = texts(page, ".card")[panel]
        why = recording.why(picture, index, AT_S)
        assert why.rule is not None
        assert why.identity is not None
        assert f"TK {recording.numbers(picture)[index]:04d}" in card
        assert why.rule.name in card
        assert why.identity.name.replace("_", " ").capitalize() in card
        shown = Scenes(recording).at(Asked(AT_S, (picture,), selected=index)).panes[0].cards[0]
        for row in (*shown.changes, *shown.rows):
            assert row.value.words(ENGLISH) in card
        assert shown.sentence.words(ENGLISH)[1:] in card
    assert "Allied tanker" not in texts(page, ".card")[0]
    page.press("t")
    drawn(page)
    assert "Allied tanker" in texts(page, ".card")[0]


def test_a_bet_is_placed_by_a_click_and_answered_once_names_arrive(
    page: Browser, recording: Recording
) -> None:
    told = telling.story(recording)
    (bet,) = told.bets
    page.run(f"iffsim.seek({bet.open_s + 30})")
    drawn(page)
    page.wait("!iffsim.state.moving")
    drawn(page)
    numbers, straws = recording.numbers(bet.picture), page.run("iffsim.straws()")
    inside = [a for a in straws if a != bet.aircraft and "VAN" in recording.world.fleet.ids[a]]
    page.click(*spot(page, 0, recording.world.fleet.ids[inside[0]]))
    drawn(page)
    mine = page.run("iffsim.state.bet")
    assert mine in straws
    assert mine != bet.aircraft
    assert f"Your bet: TK {numbers[mine]:04d}" in text(page, "#bet p")
    answered = page.run("iffsim.toldFrom()")
    page.run(f"iffsim.seek({answered + 5})")
    drawn(page)
    assert f"You bet on TK {numbers[mine]:04d}:" in text(page, "#bet p")
    assert f"It was TK {numbers[bet.aircraft]:04d}" in text(page, "#bet p")


def test_while_a_bet_is_open_whatever_is_tried_stays_shut_and_says_so(
    page: Browser, recording: Recording
) -> None:
    (bet,) = telling.story(recording).bets
    for time_s, why in (
        (bet.seen_s, "said.bet_coming"), (bet.open_s, "said.bet_open"),
        (bet.reveal_s - 1, "said.bet_open"),
    ):  # fmt: skip
        page.run(f"iffsim.seek({time_s}); iffsim.choose({bet.aircraft})")
        drawn(page)
        for key in ("t", "]", "["):
            page.run("document.querySelector('#told').hidden = true")
            page.press(key)
            drawn(page)
            assert text(page, "#told") == ENGLISH(why)
            assert not page.run("document.querySelector('#told').hidden")
        assert page.run("document.querySelectorAll('.panel:not([hidden])').length") == 1
        hidden = [row for row in texts(page, ".score .row:first-of-type output") if row == "hidden"]
        assert len(hidden) >= 2
        wanted = {thing.value for thing in shut.closed(telling.story(recording), time_s).things}
        assert set(page.run("iffsim.closed()")) == wanted
        cards = page.run("document.querySelectorAll('.card:not([hidden])').length")
        assert cards == (Shut.CARDS.value not in wanted)
    page.run(f"iffsim.seek({bet.reveal_s})")
    drawn(page)
    assert page.run("document.querySelectorAll('.panel:not([hidden])').length") == 2


def test_the_lever_waits_for_a_bet_and_brings_names_with_their_reasons(
    page: Browser, recording: Recording
) -> None:
    told = telling.story(recording)
    (bet,) = told.bets
    page.run(f"iffsim.seek({bet.open_s + 30})")
    drawn(page)
    assert page.run("document.querySelector('#lever').getAttribute('aria-disabled')") == "true"
    page.press("z")
    drawn(page)
    assert text(page, "#told") == ENGLISH("said.bet_first")
    assert page.run("iffsim.state.time") < bet.reveal_s
    straws = page.run("document.querySelectorAll('.straw').length")
    assert straws == recording.score_at(bet.picture, bet.open_s + 30).needle
    page.run("document.querySelectorAll('.straw')[3].click()")
    drawn(page)
    mine = page.run("iffsim.state.bet")
    assert mine == page.run("iffsim.straws()")[3]
    page.run("document.querySelector('#lever').click()")
    drawn(page)
    lever_s = next(one.start_s for one in told.chapters if one.lever)
    assert page.run("iffsim.state.time") == lever_s == bet.reveal_s
    page.run(f"iffsim.seek({bet.reveal_s + 25})")
    drawn(page)
    sizes = page.run(
        "[...document.querySelectorAll('.straw')].map((e) => e.getBoundingClientRect().width)"
    )
    assert min(sizes) >= 24
    picture = told.chapters[told.chapter_at(bet.reveal_s)].pictures[1]
    numbers, rows = recording.numbers(picture), texts(page, "#feed li")
    now = recording.picture(picture, bet.reveal_s + 25)
    called_ = {f"TK {n:04d}": int(i) for n, i in zip(numbers, now.identity, strict=True)}
    assert len(rows) > 3
    for row in rows:
        assert called_[row[:7]] in (Identity.FRIEND, Identity.NEUTRAL) or "still unknown" in row
    assert any("heard by" in row for row in rows)
