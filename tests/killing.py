"""A class in a process of its own that does things at random and tells of each, to be killed.

    python killing.py SESSION|- SEED [--take-over]

Each line it prints is what has been done so far: how many acts are in the history, how many of them
wait for room on the disk, and a fingerprint of the history up to what is written.
"""

from __future__ import annotations

import hashlib
import os
import random
import sys

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import msgspec
import pygame
from console import CTRL, SHIFT, Class
from sessions import SCENARIO

from iffsim.classroom.live import Live
from iffsim.classroom.session import Session, begin
from iffsim.cli.teach import desk
from iffsim.view.window.classdesk import ClassDesk


class Full:
    """A file on a disk that is full after `room` bytes."""

    def __init__(self, file, room: int) -> None:
        self.file, self.room = file, room

    def write(self, data: bytes) -> int:
        if not self.room:
            raise OSError(28, "No space left on device")
        count = self.file.write(data[: self.room])
        self.room -= count
        return count

    def __getattr__(self, name: str):
        return getattr(self.file, name)


def mark(session: Session, count: int) -> str:
    """Return a fingerprint of the first acts of a session."""
    return hashlib.sha256(msgspec.json.encode(session.history[:count])).hexdigest()[:16]


def one(room: Class, draw: random.Random) -> None:
    """Do something: inject, undo, fork, restore, compare, save, bookmark; now and then the disk is
    full for a while."""
    journal = room.desk._journal
    deed = draw.choice(["down", "up", "four", "undo", "redo", "fork", "end", "restore", "mark",
                        "save", "full", "room", "time"])  # fmt: skip
    match deed:
        case "down" | "up" | "four":
            room.key({"down": pygame.K_d, "up": pygame.K_u, "four": pygame.K_4}[deed], mod=SHIFT)
        case "undo" | "redo":
            room.key({"undo": pygame.K_z, "redo": pygame.K_y}[deed], mod=CTRL)
        case "fork" if room.console.against is None:
            room.key(pygame.K_c, pygame.K_1)
            room.write(f"line {draw.randint(1, 5)}")
        case "end" if room.console.against is not None:
            room.key(pygame.K_c)
        case "restore" if room.session.lines:
            room.key(pygame.K_r, pygame.K_1)
        case "mark":
            room.key(pygame.K_y)
            room.write(f"mark {draw.randint(1, 9)}")
        case "save" if room.console.file:
            room.key(pygame.K_s, mod=CTRL)
        case "full" if not isinstance(journal._file, Full):
            journal._file = Full(journal._file, draw.randint(0, 300))
        case "room" if isinstance(journal._file, Full):
            journal._file = journal._file.file
        case "time":
            room.go(f"{draw.randint(0, 19)}:{draw.randint(10, 59)}")


def main() -> None:
    source, seed, *more = sys.argv[1:]
    draw = random.Random(seed)
    if source == "-":
        room = Class(ClassDesk(Live(begin(SCENARIO))))
        room.key(pygame.K_s, mod=CTRL)
        room.write("class")
    else:
        room = Class(desk(source, None, take_over="--take-over" in more))
    now = 0.0
    while True:
        one(room, draw)
        now += 3.0
        room.state = room.desk.follow(room.state, now)
        waiting = room.desk._journal.waiting
        count = len(room.session.history)
        taken = int("took this class over" in room.console.said)
        print(count, waiting, mark(room.session, count - waiting), taken, flush=True)


if __name__ == "__main__":
    main()
