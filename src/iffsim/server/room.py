"""The class as the server knows it: who was let in, what is shown, what each has answered."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import re
import secrets
from collections.abc import Callable

import msgspec

from iffsim.base.printable import printable
from iffsim.server.limits import ANSWERS, ASKS, NEW_DEVICES, WRONG_CODES, Buckets
from iffsim.server.wire import Choose, Done, Given, Heard, Join, Joined, Open, Person, Show

COUNTED_S = 10.0
"""A window that has not counted an answer after so long is said to be busy: the phone repeats."""
WAIT_S = 20.0
"""So long a phone is kept waiting for news."""
_TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


class Refused(Exception):  # noqa: N818  (nothing went wrong here)
    """A request that is refused: its status, and the id of what is said."""

    def __init__(self, status: int, say: str) -> None:
        super().__init__(say)
        self.status, self.say = status, say


def client_of(token: str) -> str:
    """Return the name under which a device's answers are kept: its token cannot be found from
    it."""
    return hashlib.sha256(token.encode()).hexdigest()[:24]


class Room:
    """All devices of a class; `tell` says something to the window."""

    def __init__(self, opening: Open, tell: Callable[[Heard], None]) -> None:
        self._code, self._most, self._tell = opening.code, opening.most, tell
        self._people = dict(opening.people)
        self._shown = Show("", {}, None, {})
        self._asking = b"null"
        self._mine: dict[str, str] = {}
        self._wrong, self._new = Buckets(WRONG_CODES), Buckets(NEW_DEVICES)
        self._answers, self._asks = Buckets(ANSWERS), Buckets(ASKS)
        self._waiting: dict[str, asyncio.Future[bool]] = {}
        self._counting: dict[int, asyncio.Future[Done]] = {}
        self._ref = 0

    def join(self, wish: Join, address: str) -> str:
        """Let a device in and return its token; one that was in before stays who it was. Raises
        `Refused`."""
        token = wish.token if _TOKEN.fullmatch(wish.token) else ""
        known = bool(token) and client_of(token) in self._people
        if not known:
            self._let_in(wish.code, address)
        token = token or secrets.token_urlsafe(16)
        person = Person(_clean(wish.name), _clean(wish.team))
        if self._people.get(client_of(token)) != person:
            self._people[client_of(token)] = person
            self._tell(Joined(client_of(token), person))
        return token

    def _let_in(self, code: str, address: str) -> None:
        if self._wrong.left(address) < 1.0:
            raise Refused(429, "phone.too_many")
        given = re.sub(r"[\s-]", "", code).upper().encode()
        if not hmac.compare_digest(given, self._code.encode()):
            self._wrong.take(address)
            raise Refused(403, "phone.wrong_code")
        if len(self._people) >= self._most:
            raise Refused(503, "phone.full")
        if not self._new.take(address):
            raise Refused(429, "phone.too_many")

    def client(self, token: str) -> str:
        """Return the client of a token. Raises `Refused` for one that was not let in."""
        if not _TOKEN.fullmatch(token) or client_of(token) not in self._people:
            raise Refused(401, "phone.join_again")
        return client_of(token)

    async def state(self, client: str, since: str) -> bytes:
        """Return what a device shows, as JSON; wait for something newer than `since`, but not for
        long."""
        if not self._asks.take(client):
            raise Refused(429, "phone.too_many")
        if since and since == self._shown.version:
            await self._news(client)
        mine = msgspec.json.encode([self._mine.get(client), self._people[client]])
        return b'{"version":%s,"title":%s,"asking":%s,"mine":%s}' % (
            msgspec.json.encode(self._shown.version), msgspec.json.encode(self._shown.title),
            self._asking, mine,
        )  # fmt: skip

    async def _news(self, client: str) -> None:
        """Wait for the next `show`; a device waits once, its latest request."""
        if (earlier := self._waiting.get(client)) is not None and not earlier.done():
            earlier.set_result(False)
        waiting = self._waiting[client] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(WAIT_S):
                await waiting
        except TimeoutError:
            pass
        finally:
            if self._waiting.get(client) is waiting:
                del self._waiting[client]

    async def answer(self, client: str, given: Choose) -> Done:
        """Have an answer counted by the window. Raises `Refused`."""
        if not self._answers.take(client):
            raise Refused(429, "phone.too_many")
        self._ref += 1
        ref, counted = self._ref, asyncio.get_running_loop().create_future()
        self._counting[ref] = counted
        self._tell(Given(ref, client, given.number, given.turn, given.choice))
        try:
            async with asyncio.timeout(COUNTED_S):
                done: Done = await counted
        except TimeoutError:
            raise Refused(503, "phone.busy") from None
        finally:
            del self._counting[ref]
        if done.mine is not None and self._is_on(given.number):
            self._mine[client] = done.mine
        return done

    def _is_on(self, number: int) -> bool:
        return self._shown.asking is not None and self._shown.asking.number == number

    def show(self, shown: Show) -> None:
        """Show something else; who waits is told."""
        self._shown, self._mine = shown, dict(shown.mine)
        self._asking = msgspec.json.encode(shown.asking)
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_result(True)

    def close(self) -> None:
        """Let go of who waits: the class has ended."""
        for waiting in self._waiting.values():
            if not waiting.done():
                waiting.set_result(False)

    def counted(self, done: Done) -> None:
        """Tell a device what became of its answer."""
        waiting = self._counting.get(done.ref)
        if waiting is not None and not waiting.done():
            waiting.set_result(done)


def _clean(text: str) -> str:
    return printable(" ".join(text.split()))
