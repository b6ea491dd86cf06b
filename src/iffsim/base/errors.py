"""What can be wrong with what a person gave us, as sentences; nothing else is caught at the
edge."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from iffsim.base.printable import printable

NO_PARQUET = 'parquet needs one more package: pip install "iffsim[parquet]"'


@dataclass(frozen=True)
class Fault:
    """One thing wrong: `where` (file and place inside it) and `what` (value and what was
    expected)."""

    where: str
    what: str

    def __str__(self) -> str:
        return printable(f"{self.where}: {self.what}")


class BadInput(Exception):  # noqa: N818  (it is the input that is bad, not the program)
    """Input that cannot be used. `faults` holds every fault found; the command line exits with
    2."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


def bad(where: str, what: str) -> BadInput:
    """Return a `BadInput` with one fault."""
    return BadInput([Fault(where, what)])
