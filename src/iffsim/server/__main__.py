"""The server's process: what the window says comes in, what devices do goes out, a line each.

It ends when the window does, since its input then ends.
"""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import sys
import threading
from contextlib import suppress

import msgspec
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

from iffsim.server.app import app
from iffsim.server.room import Room
from iffsim.server.wire import AnySent, Done, Failed, Heard, Open, Opened, Show

MOST_CONNECTIONS = 1_500
MOST_OF_AN_ADDRESS = 700
"""A whole class may sit behind one address, with two connections each."""
SILENT_S = 10.0
"""A connection that asks for nothing for so long is closed."""


class Connection(H11Protocol):
    """A connection that is not kept open for one who says nothing, nor for too many of one."""

    open: dict[str, int] = {}  # noqa: RUF012  (one count for all connections of the process)
    _of = ""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; a connection too many is closed at once."""
        super().connection_made(transport)
        self._of = self.client[0] if self.client else ""
        self.open[self._of] = self.open.get(self._of, 0) + 1
        if self.open[self._of] > MOST_OF_AN_ADDRESS:
            transport.abort()
        else:
            self.loop.call_later(SILENT_S, self._look, None)

    def _look(self, before: RequestResponseCycle | None) -> None:
        """Close the connection if nothing was asked since it was looked at `before`."""
        idle = self.cycle is None or self.cycle.response_complete
        if self.transport.is_closing():
            return
        if idle and self.cycle is before:
            self.transport.abort()
        else:
            self.loop.call_later(SILENT_S, self._look, self.cycle)

    def connection_lost(self, exc: Exception | None) -> None:
        """End."""
        self.open[self._of] -= 1
        if not self.open[self._of]:
            del self.open[self._of]
        super().connection_lost(exc)


def say(message: Heard) -> None:
    """Say something to the window."""
    sys.stdout.buffer.write(msgspec.json.encode(message) + b"\n")
    sys.stdout.buffer.flush()


def listening(address: str, port: int) -> socket.socket:
    """Return a socket that listens there. Raises `OSError`."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = socket.socket(family)
    try:
        if os.name == "posix":  # after a restart the same port; elsewhere it would let others in
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((address, port))
        found.listen(512)
    except OSError:
        found.close()
        raise
    return found


def hosts(address: str, port: int) -> frozenset[str]:
    """Return what a browser calls the server: its address and port, nothing else."""
    name = f"[{address}]" if ":" in address else address
    names = {name, "localhost"} if address in ("127.0.0.1", "::1") else {name}
    return frozenset(f"{one}:{port}" for one in names)


async def serve(opening: Open, door: socket.socket) -> None:
    """Serve until the window has ended."""
    room = Room(opening, say)
    port: int = door.getsockname()[1]
    config = uvicorn.Config(
        app(room, opening.pages, hosts(opening.address, port)), http=Connection, ws="none",
        lifespan="off", log_config=None, access_log=False, server_header=False, date_header=False,
        proxy_headers=False, limit_concurrency=MOST_CONNECTIONS, timeout_keep_alive=10,
        h11_max_incomplete_event_size=8_192, backlog=512, timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    loop = asyncio.get_running_loop()
    threading.Thread(target=listen, args=(room, loop, server), daemon=True).start()
    say(Opened(port))
    await server.serve([door])


def listen(room: Room, loop: asyncio.AbstractEventLoop, server: uvicorn.Server) -> None:
    """Do what the window says, until it says no more."""
    for line in sys.stdin.buffer:
        message = msgspec.json.decode(line, type=AnySent)
        if isinstance(message, Show):
            loop.call_soon_threadsafe(room.show, message)
        elif isinstance(message, Done):
            loop.call_soon_threadsafe(room.counted, message)
    loop.call_soon_threadsafe(room.close)
    server.should_exit = True


def main() -> None:
    """Read how to begin, and serve."""
    with suppress(AttributeError, OSError):
        os.nice(5)  # the window comes first
    logging.disable()  # what a stranger sends is nothing to write on the instructor's console
    opening = msgspec.json.decode(sys.stdin.buffer.readline(), type=Open)
    try:
        door = listening(opening.address, opening.port)
    except (OSError, OverflowError) as error:
        say(Failed(getattr(error, "strerror", None) or str(error)))
        return
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(opening, door))
    os._exit(0)  # a thread still waits for the window; nothing here is worth waiting for it


if __name__ == "__main__":
    main()
