"""A class answers on its phones: all once, nothing lost, nothing told before it is revealed."""

from __future__ import annotations

import asyncio
import time

import classroom
import httpx
import pytest
from phones import Opened, Student

from iffsim.classroom import acts
from iffsim.classroom import session as classes
from iffsim.classroom.journal import recover
from iffsim.classroom.session import tally
from iffsim.server import seen


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path


def test_twenty_students_are_each_counted_once_whatever_they_repeat(folder):
    async def lesson(opened: Opened) -> None:
        async with httpx.AsyncClient(base_url=opened.url) as client:
            students = [Student(client, f"No {n}") for n in range(20)]
            await asyncio.gather(*(one.join(team="ab"[n % 2]) for n, one in enumerate(students)))
            opened.put("ally")
            number = (await students[0].question())["asking"]["number"]

            async def work(n: int, one: Student) -> None:
                first = await one.answer("0", number)
                assert first.json() == {"say": "phone.counted", "mine": "0"}
                await one.join()  # a reload
                assert (await one.state())["mine"][0] == "0"
                if n % 2:
                    assert (await one.answer("1", number)).json()["mine"] == "1"
                    late = await one.answer("0", number, turn=1)  # comes after all
                    assert late.json()["mine"] == "1"

            await asyncio.gather(*(work(n, one) for n, one in enumerate(students)))

    with Opened() as opened:
        opened.run(lesson(opened))
        given = opened.room.session.answers
        assert tally(opened.room.session, "ally") == {"friend": 10, "unknown": 10}
        assert sorted(one.who for one in given) == sorted(f"No {n}" for n in range(20))
        assert len({one.client for one in given}) == 20
        assert opened.room.console.room.answered == 20
        saved = next(folder.rglob("*.autosave"))
        assert recover(saved).answers == given


def test_before_the_reveal_nothing_hidden_is_on_the_wire_and_after_it_all_is_told():
    hidden = ("RED1", "ALLY1", "OWN1", "civil-", "intruder", "davetsiz", "NATO", "allied", "right")

    async def lesson(opened: Opened) -> tuple[str, str]:
        async with httpx.AsyncClient(base_url=opened.url) as client:
            one = Student(client)
            await one.join()
            before, number = [], 0
            for name in ("bet", "ally"):
                opened.put(name)
                state = await one.question(number)
                number = state["asking"]["number"]
                choice = state["asking"]["map"]["tracks"][0][0] if name == "bet" else 0
                reply = await one.answer(str(choice), number)
                before += [str(state).replace(str(state["asking"]["text"]), ""), reply.text]
                before += [str(line) for line in opened.server.said[1:]]
            opened.reveal()
            return "".join(before), str(await one.state(state["version"]))

    with Opened() as opened:
        before, after = opened.run(lesson(opened))
        asked = {str(one.text_tr or one.text) for one in opened.room.session.prompts}
        for text in (*asked, *(one.text for one in opened.room.session.prompts)):
            before = before.replace(text, "")
        assert [word for word in hidden if word in before] == []
        assert "'told': None" in before
        assert "NATO" in after
        assert "allied" in after
        assert "'right': '1'" in after
        # the map is the asked picture's tracks, no more and no fewer, by that picture's numbers
        recording, prompt = opened.room.desk.recording, opened.room.session.prompts[0]
        one = seen.seen(recording, opened.room.session, prompt, ("standalone", "linked"))
        held = recording.picture("standalone", prompt.at_s).held
        assert one.asking.map is not None
        numbers = recording.numbers("standalone")[held].tolist()
        assert [track.number for track in one.asking.map.tracks] == sorted(numbers)
        assert held.sum() < recording.picture("linked", prompt.at_s).held.sum()


def test_a_server_that_is_killed_while_a_question_is_on_loses_and_doubles_nothing():
    async def lesson(opened: Opened) -> None:
        limits = httpx.Limits(max_keepalive_connections=0)
        async with httpx.AsyncClient(base_url=opened.url, limits=limits) as client:
            students = [Student(client) for _ in range(12)]
            await asyncio.gather(*(one.join() for one in students))
            opened.put("ally")
            number = (await students[0].question())["asking"]["number"]
            await asyncio.gather(*(one.answer("0", number) for one in students[:4]))
            opened.server.kill()
            begun = time.monotonic()
            await asyncio.gather(*(one.answer("1", number) for one in students[2:]))
            assert time.monotonic() - begun > 0.5  # it was gone indeed
            assert (await students[0].state())["mine"][0] == "0"

    with Opened() as opened:
        opened.run(lesson(opened))
        assert tally(opened.room.session, "ally") == {"friend": 2, "unknown": 10}
        assert opened.room.console.said == "phone.gone"


def test_a_phone_stays_the_same_when_the_class_goes_on_from_its_autosave(folder):
    async def answers(opened: Opened, token: str, choice: str) -> str:
        async with httpx.AsyncClient(base_url=opened.url) as client:
            one = Student(client, "Ayşe", token)
            await one.join()
            number = (await one.question())["asking"]["number"]
            assert (await one.answer(choice, number)).status_code == 200
            return one.token

    with Opened() as opened:
        opened.put("ally")
        token = opened.run(answers(opened, "", "0"))
        saved = next(folder.rglob("*.autosave"))
        found = recover(saved)
    with Opened(found) as opened:
        opened.put("ally")
        assert opened.run(answers(opened, token, "1")) == token
        assert [one.choice for one in opened.room.session.answers] == ["unknown"]


def test_an_answer_after_the_reveal_or_to_another_question_is_refused():
    async def lesson(opened: Opened) -> None:
        async with httpx.AsyncClient(base_url=opened.url) as client:
            one = Student(client)
            await one.join()
            assert (await one.answer("0", 1)).json() == {"say": "phone.over", "mine": None}
            opened.put("ally")
            state = await one.question()
            number = state["asking"]["number"]
            for choice in ("2", "-1", "friend", "9" * 90, "\u0662"):
                reply = await one.answer(choice, number)
                assert reply.json() == {"say": "phone.no_such_answer", "mine": None}, choice
            await one.answer("1", number)
            opened.reveal()
            reply = await one.answer("0", number)
            assert (reply.status_code, reply.json()["say"]) == (409, "phone.over")
            told = (await one.state(state["version"]))["asking"]["told"]
            assert told["right"] == "1"
            assert [row["count"] for row in told["counts"]] == [0, 1]
            assert any("card" not in text["en"] and text["tr"] for text in told["why"])

    with Opened() as opened:
        opened.run(lesson(opened))


def test_a_phone_that_waits_hears_of_a_question_at_once():
    async def lesson(opened: Opened) -> float:
        async with httpx.AsyncClient(base_url=opened.url) as client:
            one = Student(client)
            await one.join()
            version = (await one.state())["version"]
            waiting = asyncio.create_task(one.state(version))
            await asyncio.sleep(0.3)
            assert not waiting.done()
            opened.put("bet")
            begun = time.monotonic()
            assert (await waiting)["asking"]["kind"] == "track"
            return time.monotonic() - begun

    with Opened() as opened:
        assert opened.run(lesson(opened)) < 5.0


def test_a_tapped_track_is_kept_as_the_aircraft_that_it_was():
    found = classes.begin(classroom.scenario())
    with Opened(found) as opened:
        opened.put("bet")
        prompt = opened.prompt
        one = seen.seen(opened.room.desk.recording, opened.room.session, prompt, ("linked",))
        number = next(iter(one.ids))
        assert seen.choice_of(one, one.ids[number]) == str(number)
        assert seen.number(opened.room.session, prompt.id) == 1
        again = acts.Ask(prompt=prompt, position_s=prompt.at_s)
        opened.room.desk.live.play(again)
        assert seen.number(opened.room.desk.live.session, prompt.id) == 2
