"""What the files of sessions are called; no more is needed to know one by its name."""

from __future__ import annotations

import re
from pathlib import Path

SUFFIX = ".iffses"
_AUTOSAVE = re.compile(r"(.*?)\.autosave(\.old\d*)?$", re.DOTALL)


def is_session(path: Path | str) -> bool:
    """Return whether a file is called as a session is, or as an autosave."""
    return str(path).endswith(SUFFIX) or is_autosave(path)


def is_autosave(path: Path | str) -> bool:
    """Return whether a file is called as an autosave is, or one that was in the way."""
    return _AUTOSAVE.match(str(path)) is not None


def autosave_of(path: Path) -> Path:
    """Return where the autosave of a session in `path` is, or would be."""
    return path.with_name(f"{path.name}.autosave")


def belongs_to(path: Path) -> Path:
    """Return the file of the session that an autosave is of; it need not be there."""
    found = _AUTOSAVE.match(path.name)
    return path if found is None else path.with_name(found[1])
