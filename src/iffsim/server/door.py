"""The door of a class: a random code, an address, and both as a QR code."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass

from iffsim.base.errors import bad

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Nothing that is taken for something else: no I, O, 0, 1."""
LENGTH = 6
EXTRA = "needs Starlette, uvicorn and segno; run: pip install 'iffsim[class]'"


def code() -> str:
    """Return a new code to join by."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def needed() -> None:
    """Raise `BadInput`, which says how to get them, if the extra's packages are missing."""
    try:
        import segno
        import starlette
        import uvicorn
    except ImportError:
        raise bad("--class", EXTRA) from None
    assert segno
    assert starlette
    assert uvicorn


def address(text: str) -> str:
    """Return an address to listen on. Raises `BadInput` unless it is a single one."""
    wanted = "expected an address of this computer that phones can reach, such as 192.168.1.20"
    try:
        found = ipaddress.ip_address(text)
    except ValueError:
        raise bad("--address", f'is "{text}"; {wanted}') from None
    if found.is_unspecified or found.is_multicast:
        raise bad("--address", f"{text} is no single address; {wanted}")
    return str(found)


@dataclass(frozen=True)
class Door:
    """Where a class is, and how to get in."""

    address: str
    port: int
    code: str

    @property
    def url(self) -> str:
        """What a phone opens."""
        return f"http://{self.place}/"

    @property
    def place(self) -> str:
        """Address and port, as they are typed."""
        name = f"[{self.address}]" if ":" in self.address else self.address
        return f"{name}:{self.port}"

    @property
    def loopback(self) -> bool:
        """Whether only this computer reaches it."""
        return ipaddress.ip_address(self.address).is_loopback

    @property
    def modules(self) -> tuple[str, ...]:
        """Rows of the QR code, "1" for dark: the address, with the code in its fragment, which no
        request carries."""
        import segno

        found = segno.make(f"{self.url}#{self.code}", error="m", micro=False)
        return tuple("".join(str(int(one)) for one in row) for row in found.matrix)

    def printed(self) -> str:
        """Return the QR code for a terminal, two rows a line, light on dark or dark on light."""
        rows = [f"0{row}0" for row in ("0" * len(self.modules), *self.modules)]
        rows += ["0" * len(rows[0])] * (2 - len(rows) % 2)
        marks = {"00": "█", "01": "▀", "10": "▄", "11": " "}
        pairs = zip(rows[::2], rows[1::2], strict=False)
        return "\n".join(
            "".join(marks[a + b] for a, b in zip(*pair, strict=True)) for pair in pairs
        )

    def sentence(self) -> str:
        """Return in plain words what is opened."""
        who = (
            "this computer alone can reach it; --address opens it to others"
            if self.loopback
            else "whoever is on this network can reach it and, as it is not encrypted, read along"
        )
        return f"Open at {self.url} with the code {self.code}, until the window is closed: {who}."
