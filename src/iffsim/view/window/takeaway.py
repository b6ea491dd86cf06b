"""Take it away: the page of what is on, written beside where the program was started."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from msgspec.structs import replace

from iffsim.base.errors import BadInput
from iffsim.earth.catalogue import slug
from iffsim.recording import Recording
from iffsim.view.model.state import ViewState

WRITTEN, REFUSED = "takeaway.written", "takeaway.not_written"


def taken(state: ViewState, recording: Recording, folder: Path) -> ViewState:
    """Return the state with the page written into `folder`, if that was asked for; nothing that
    is there is written over."""
    if not state.taking:
        return state
    from iffsim.export import write

    try:
        path = free(folder, recording.scenario.title)
        write(recording, path)
    except (BadInput, OSError) as error:
        print(error)
        return replace(state, taking=False, notice=REFUSED)
    print(path)
    return replace(state, taking=False, notice=WRITTEN)


def free(folder: Path, title: str) -> Path:
    """Return the first name of a page that is not taken: "iffsim-local-bubble.html", then -2."""
    stem = slug(title, "page")
    names = (f"iffsim-{stem}{'' if n == 1 else f'-{n}'}.html" for n in count(1))
    return next(path for name in names if not (path := folder / name).exists())
