"""One sky, seen through linked and unlinked air pictures: illustrative, not operational.

    import iffsim

    recording = iffsim.run("local-bubble")
    state = recording.picture("standalone", 600.0)  # what that picture holds after ten minutes
    print(state, state.identity)  # numpy arrays, one value for each aircraft

docs/api.md is made from the docstrings. Importing this package imports nothing heavy; each name is
fetched when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from iffsim.base.version import VERSION

if TYPE_CHECKING:
    from iffsim import explain, tables, whatif
    from iffsim.bake import revise, run
    from iffsim.base.errors import BadInput, Fault
    from iffsim.pictures.score import Scorecard, Series
    from iffsim.recording import PictureState, Recording
    from iffsim.scenario.load import load, loads
    from iffsim.scenario.types import Scenario
    from iffsim.store import open_recording, save
    from iffsim.studies.api import study
    from iffsim.truth.traffic import Motion
    from iffsim.truth.world import World

__all__ = [
    "BadInput",
    "Fault",
    "Motion",
    "PictureState",
    "Recording",
    "Scenario",
    "Scorecard",
    "Series",
    "World",
    "explain",
    "load",
    "loads",
    "open_recording",
    "revise",
    "run",
    "save",
    "study",
    "tables",
    "whatif",
]
__version__ = VERSION

_HOMES = {
    "BadInput": "base.errors",
    "Fault": "base.errors",
    "Motion": "truth.traffic",
    "PictureState": "recording",
    "Recording": "recording",
    "Scenario": "scenario",
    "Scorecard": "pictures.score",
    "Series": "pictures.score",
    "World": "truth.world",
    "load": "scenario",
    "loads": "scenario",
    "open_recording": "store",
    "revise": "bake",
    "run": "bake",
    "save": "store",
    "study": "studies.api",
}
_MODULES = {"explain", "tables", "whatif"}


def __getattr__(name: str) -> object:
    """Fetch a public name from its home, the first time that it is asked for."""
    if name in _MODULES:
        return import_module(f"iffsim.{name}")
    if name not in _HOMES:
        raise AttributeError(f"module 'iffsim' has no attribute {name!r}")
    return getattr(import_module(f"iffsim.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
