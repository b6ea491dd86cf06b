"""One sky, seen through linked and unlinked air pictures: illustrative, not operational.

    import iffsim

    recording = iffsim.run(iffsim.load("local-bubble"))
    state = recording.picture("standalone", 600.0)   # what that picture holds after ten minutes
    state.held.sum(), state.identity                 # numpy arrays, one value for each aircraft

See docs/api.md. Importing this package imports nothing heavy; each name is fetched when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iffsim.bake import run
    from iffsim.base.errors import BadInput, Fault
    from iffsim.recording import Recording
    from iffsim.scenario.load import load, loads
    from iffsim.scenario.types import Scenario
    from iffsim.store import open_recording, save

__all__ = [
    "BadInput",
    "Fault",
    "Recording",
    "Scenario",
    "load",
    "loads",
    "open_recording",
    "run",
    "save",
]
__version__ = "0.1.0"

_HOMES = {
    "BadInput": "iffsim.base.errors",
    "Fault": "iffsim.base.errors",
    "Recording": "iffsim.recording",
    "Scenario": "iffsim.scenario",
    "load": "iffsim.scenario",
    "loads": "iffsim.scenario",
    "open_recording": "iffsim.store",
    "run": "iffsim.bake",
    "save": "iffsim.store",
}


def __getattr__(name: str) -> object:
    """Fetch a public name from its home, the first time that it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'iffsim' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
