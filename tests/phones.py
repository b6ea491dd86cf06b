"""A class with phones, for tests: its window without a screen, its server, students over HTTP."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any

import classroom
import httpx
import msgspec
from console import Class

from iffsim.classroom.live import Live
from iffsim.classroom.marks import Prompt
from iffsim.classroom.session import Session, begin
from iffsim.server.door import Door
from iffsim.server.page import pages
from iffsim.server.process import Server
from iffsim.server.wire import Open, Sent
from iffsim.view.console import asking
from iffsim.view.model.actions import apply
from iffsim.view.window.classdesk import ClassDesk
from iffsim.view.window.phones import Phones

CODE = "ABC234"


class Spoken(Server):
    """A server that keeps all that the window said to it."""

    def kill(self) -> None:
        """End the process as a crash does."""
        self._process.kill()

    def say(self, message: Sent) -> None:
        self.said = [*getattr(self, "said", []), msgspec.json.encode(message)]
        super().say(message)


class Opened:
    """A class that is open to phones, as long as it is entered."""

    def __init__(self, session: Session | None = None, **opening: Any) -> None:
        given = {"address": "127.0.0.1", "port": 0, "code": CODE, "people": {}, **opening}
        self.server = Spoken(Open(pages=pages("en"), **given))
        self.room = Class(ClassDesk(Live(session or begin(classroom.scenario()))))
        self.room.desk.phones = Phones(self.server, Door("127.0.0.1", self.server.port, CODE))
        self.room.tick()
        self.url = f"http://127.0.0.1:{self.server.port}"

    def put(self, name: str) -> None:
        """Put a question of the scenario."""
        at = self._at()
        use = asking.picked(at, f"?{name}")
        self.room.state = apply(self.room.state, use)
        self.room.tick()

    def reveal(self) -> None:
        self.room.state = apply(self.room.state, asking.ask(self._at()))
        self.room.tick()

    def _at(self) -> Any:
        from iffsim.view.console.act import At

        return At(self.room.state, self.room.console, self.room.desk.recording)

    @property
    def prompt(self) -> Prompt:
        return self.room.session.prompts[-1]

    async def turning(self) -> None:
        """Go round as the window does, once a frame, until cancelled."""
        while True:
            self.room.tick()
            await asyncio.sleep(0.01)

    def run(self, work: Any) -> Any:
        """Return what a coroutine returns, while the window goes round."""

        async def both() -> Any:
            turning = asyncio.create_task(self.turning())
            try:
                return await asyncio.wait_for(work, 60)
            finally:
                turning.cancel()

        return asyncio.run(both())

    def __enter__(self) -> Opened:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self.server.close()
        self.room.desk.close(self.room.state)


class Student:
    """A phone without a page."""

    def __init__(self, client: httpx.AsyncClient, name: str = "", token: str = "") -> None:
        self.client, self.name, self.token, self.turn = client, name, token, 0

    async def join(self, code: str = CODE, team: str = "") -> httpx.Response:
        wish = {"code": code, "name": self.name, "team": team, "token": self.token}
        found = await self.client.post("/join", json=wish)
        if found.status_code == 200:
            self.token = found.json()["token"]
        return found

    @property
    def key(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    async def state(self, since: str = "") -> Any:
        return (await self.client.get("/state", params={"since": since}, headers=self.key)).json()

    async def question(self, after: int = 0) -> Any:
        """Return what is shown once there is a question, a later one than number `after`."""
        state = await self.state()
        while state["asking"] is None or state["asking"]["number"] <= after:
            state = await self.state(state["version"])
        return state

    async def answer(self, choice: str, number: int, turn: int | None = None) -> httpx.Response:
        """Answer, and again until the server has said something, as a phone does."""
        self.turn = self.turn + 1 if turn is None else turn
        body = {"number": number, "turn": self.turn, "choice": choice}
        for pause in range(100):
            try:
                found = await self.client.post("/answer", json=body, headers=self.key)
                if found.status_code != 503:
                    return found
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.05 + 0.01 * pause)
        raise AssertionError("the server does not answer")
