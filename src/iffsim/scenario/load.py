"""From a file to a checked scenario; every way in which a file can be wrong ends as a sentence."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from iffsim.base import assets
from iffsim.base.errors import BadInput, bad
from iffsim.base.kept import kept
from iffsim.scenario.check import checked
from iffsim.scenario.near import line, nearest
from iffsim.scenario.recorded import Reader, beside, nowhere
from iffsim.scenario.types import Scenario

MAX_BYTES = 1_000_000
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_ENDLESS_KEY = re.compile(rf"""(?<![\w"'\\-])(?:{_PART}[ \t]*+\.[ \t]*+){{64}}""")
"""Memory for a dotted key grows with the square of its parts, bare or quoted (in Python's own
reader)."""
_PLAINER = {"Cannot overwrite a value": "a key or a table is written twice"}


def load(path_or_name: str | Path) -> Scenario:
    """Return the scenario of a .toml file, or the shipped one of that name: `path_or_name`.

    Raises `BadInput` with every fault found.
    """
    path = _locate(path_or_name)
    name = line(path.name)
    text = _text(_bytes(path), name)
    shipped = path_or_name in assets.scenario_names()
    data = _known(text, name) if shipped else table(text, name)
    return checked(data, name, beside(path.parent))


def loads(text: str, name: str, read: Reader = nowhere) -> Scenario:
    """Return the scenario written in `text`; `name` is what faults call the file, `read` gets the
    data files beside it.

    Raises `BadInput` with every fault found.
    """
    return checked(table(text, name), name, read)


def _known(text: str, name: str) -> dict[str, Any]:
    """Return what the TOML `text` of a shipped scenario holds, read now or at an earlier start."""

    def made() -> bytes:
        data = table(text, name)
        content = msgspec.json.encode(data)
        whole = msgspec.json.decode(content) == data  # a time of day would become a text
        return content if whole else b"{}"

    return msgspec.json.decode(kept("scenario", [text.encode()], made)) or table(text, name)


def table_of(path: Path, what: str) -> dict[str, Any]:
    """Return what a TOML file holds, unchecked; `what` is what sort of file it ought to be.

    Raises `BadInput` if it cannot be read.
    """
    name = line(path.name)
    if not path.exists():
        raise bad(line(str(path)), f"is not there; expected a {what} file (.toml)")
    return table(_text(_bytes(path, what), name), name)


def table(text: str, name: str) -> dict[str, Any]:
    """Return what TOML `text` holds, unchecked. Raises `BadInput` if it is not TOML."""
    if endless := _ENDLESS_KEY.search(text):
        number = text.count("\n", 0, endless.start()) + 1
        raise bad(
            f"{name}: line {number}", "is not TOML that can be read: a key of 64 parts or more"
        )
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _not_toml(name, str(error)) from None
    except RecursionError:
        raise bad(name, "is not TOML that can be read: it is nested too deeply") from None
    except ValueError:
        raise bad(name, "is not TOML that can be read: a number or a date is impossible") from None


def _locate(path_or_name: str | Path) -> Path:
    names = assets.scenario_names()
    if isinstance(path_or_name, str) and path_or_name in names:
        return assets.scenario_path(path_or_name)
    path = Path(path_or_name)
    try:
        if path.is_dir():
            raise bad(line(str(path)), "is a directory; expected a scenario file (.toml)")
        found = path.exists()
    except (OSError, ValueError):
        found = False
    if not found:
        raise _missing(path, names)
    return path


def _missing(path: Path, names: tuple[str, ...]) -> BadInput:
    near = nearest(path.stem, names)
    hint = f'; did you mean "{near}"?' if near else f"; shipped scenarios: {', '.join(names)}"
    return bad(line(str(path)), f"is not a file nor a shipped scenario{hint}")


def _bytes(path: Path, what: str = "scenario") -> bytes:
    try:
        if not path.is_file():
            raise bad(line(str(path)), f"is not a regular file; expected a {what} file (.toml)")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise bad(
                line(str(path)), f"is {size:,} bytes long; a {what} has at most {MAX_BYTES:,}"
            )
        with path.open("rb") as file:
            return file.read(MAX_BYTES)
    except OSError as error:
        raise bad(line(str(path)), f"cannot be read ({error.strerror})") from None


def _text(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = content.count(b"\n", 0, error.start) + 1
        value = content[error.start]
        what = f"byte 0x{value:02x} is not UTF-8; save the file as UTF-8"
        raise bad(f"{name}: line {number}", what) from None


def _not_toml(name: str, message: str) -> BadInput:
    """Turn "Expected ... (at line 3, column 5)" into a place and a sentence."""
    found = re.fullmatch(r"(.*) \(at (line \d+, column \d+|end of document)\)", message, re.S)
    what, where = (found[1], f"{name}: {found[2]}") if found else (message, name)
    what = _PLAINER.get(what, what[:1].lower() + what[1:])
    return bad(where, f"is not TOML: {line(what)}")
