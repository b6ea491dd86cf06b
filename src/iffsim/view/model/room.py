"""What the windows show of the class's own devices."""

from __future__ import annotations

from msgspec import Struct


class Room(Struct, frozen=True):
    """The devices of a class, and how to join it."""

    place: str
    """Address and port, as they are typed."""
    code: str
    modules: tuple[str, ...]
    """Rows of the QR code, "1" for dark."""
    devices: int = 0
    answered: int = 0
    """How many devices have answered the question that is on."""
    missing: tuple[str, ...] = ()
    """The names of those that have not."""
    nameless: int = 0
    """How many more have not, and gave no name."""

    @property
    def spaced(self) -> str:
        """The code in two halves, as it is read out."""
        half = len(self.code) // 2
        return f"{self.code[:half]} {self.code[half:]}"
