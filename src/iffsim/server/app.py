"""The server's few addresses, and what it asks of every request before it looks at it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from iffsim.server.limits import BODY_S, MOST_BODY_BYTES, REQUESTS, Buckets
from iffsim.server.room import Refused, Room
from iffsim.server.wire import Choose, Join

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cache-control": "no-store",
}
JSON = "application/json"
Handlers = dict[Any, Callable[[Request, Exception], Response]]
T = TypeVar("T", Join, Choose)


def app(room: Room, pages: Mapping[str, tuple[str, str]], hosts: frozenset[str]) -> ASGIApp:
    """Return the server's application. `pages`: by path, media type and text; `hosts`: what a
    browser may call this server."""

    async def join(request: Request) -> Response:
        wish = await _body(request, Join)
        return _json({"token": room.join(wish, _address(request.scope))})

    async def state(request: Request) -> Response:
        client = room.client(_token(request))
        since = request.query_params.get("since", "")
        return Response(await room.state(client, since), media_type=JSON)

    async def answer(request: Request) -> Response:
        client = room.client(_token(request))
        done = await room.answer(client, await _body(request, Choose))
        status = 409 if done.why else 200
        return _json({"say": done.why or "phone.counted", "mine": done.mine}, status)

    async def page(request: Request) -> Response:
        kind, text = pages[request.url.path]
        return Response(text, media_type=kind)

    routes = [Route(path, page, methods=["GET"]) for path in pages]
    routes += [
        Route("/join", join, methods=["POST"]),
        Route("/state", state, methods=["GET"]),
        Route("/answer", answer, methods=["POST"]),
    ]
    handlers: Handlers = {Refused: _refused, HTTPException: _unknown, Exception: _refused}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), hosts)


class Guard:
    """Stands before the application: rate, host, origin, headers; nothing of a fault gets out."""

    def __init__(self, inner: ASGIApp, hosts: frozenset[str]) -> None:
        self._inner, self._hosts = inner, hosts
        self._requests = Buckets(REQUESTS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it."""
        if scope["type"] != "http":
            return
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *own]}
            await send(message)

        try:
            self._check(scope)
            await self._inner(scope, receive, sent)
        except (Refused, ClientDisconnect) as error:
            if not begun and isinstance(error, Refused):
                await _refusal(error)(scope, receive, sent)
        except Exception:  # whatever it is, it is nobody's business on the network
            if not begun:
                await _refusal(Refused(500, "phone.trouble"))(scope, receive, sent)

    def _check(self, scope: Scope) -> None:
        """Raise `Refused` for a request that cannot come from the page."""
        if not self._requests.take(_address(scope)):
            raise Refused(429, "phone.too_many")
        headers: dict[bytes, list[bytes]] = {}
        for name, value in scope["headers"]:
            headers.setdefault(name, []).append(value)
        host = b"".join(headers.get(b"host", [])).decode("latin-1")
        if host not in self._hosts:
            raise Refused(421, "phone.trouble")
        origins = headers.get(b"origin", [])
        if origins and origins != [f"http://{host}".encode("latin-1")]:
            raise Refused(403, "phone.trouble")
        sites = headers.get(b"sec-fetch-site", [b"same-origin"])
        own = [b"same-origin"] if scope["method"] == "POST" else [b"same-origin", b"none"]
        if scope["path"] != "/" and sites[0] not in own:
            raise Refused(403, "phone.trouble")
        if scope["method"] == "POST" and headers.get(b"content-type") != [JSON.encode()]:
            raise Refused(415, "phone.trouble")


def _address(scope: Scope) -> str:
    return scope["client"][0] if scope.get("client") else ""


def _token(request: Request) -> str:
    return request.headers.get("authorization", "").removeprefix("Bearer ")


async def _body(request: Request, shape: type[T]) -> T:
    """Return what a device sent. Raises `Refused` when it is too much, too slow or no such
    thing."""
    content = b""
    try:
        async with asyncio.timeout(BODY_S):
            async for part in request.stream():
                content += part
                if len(content) > MOST_BODY_BYTES:
                    raise Refused(413, "phone.trouble")
    except TimeoutError:
        raise Refused(408, "phone.trouble") from None
    try:
        return msgspec.json.decode(content, type=shape)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Refused(400, "phone.trouble") from None


def _json(data: object, status: int = 200) -> Response:
    return Response(msgspec.json.encode(data), status, media_type=JSON)


def _refused(request: Request, error: Exception) -> Response:
    return _refusal(error if isinstance(error, Refused) else Refused(500, "phone.trouble"))


def _unknown(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 404
    return _refusal(Refused(status, "phone.trouble"))


def _refusal(refused: Refused) -> Response:
    found = _json({"say": refused.say}, refused.status)
    if refused.status in (429, 503):
        found.headers["retry-after"] = "6"
    return found
