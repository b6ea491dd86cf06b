"""Sessions as files (.iffses): one JSON object with a format number and a checksum, written whole.

A file may have been cut short, edited by hand or made by a newer version: each is said in one
sentence, with the autosave (`journal.py`) beside it, if there is one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from pathlib import Path
from typing import Any

import msgspec
import tomli_w

from iffsim.base.errors import BadInput, bad
from iffsim.base.files import whole
from iffsim.classroom.edits import fitting
from iffsim.classroom.names import SUFFIX, autosave_of
from iffsim.classroom.older import modern
from iffsim.classroom.session import Log, Session, edited
from iffsim.scenario import Scenario, load
from iffsim.scenario.plain import files, plain, restored

WHAT = "iffsim session"
FORMAT = 2
"""Format 1 is read too (`older.py`)."""
MAX_BYTES = 256_000_000


def save(session: Session, path: Path) -> None:
    """Write `session` to `path`, whole or not at all. Raises `BadInput` when it cannot be
    written."""
    with whole(path) as temporary:
        temporary.write_bytes(msgspec.json.format(sealed(WHAT, body(session)), indent=1))


def open_session(path: Path) -> Session:
    """Return the session in a file. Raises `BadInput`, which names the autosave if there is one."""
    path = Path(path)
    try:
        return session_of(str(path), unsealed(WHAT, read(path), str(path)))
    except BadInput as error:
        saved = autosave_of(path)
        if saved.is_file():
            raise bad(str(path), f"{error.faults[0].what}; its autosave is {saved}") from None
        raise


def save_scenario(session: Session, path: Path) -> Scenario:
    """Write the edited scenario to `path` as TOML, its data files beside it, and return it as it
    loads from there. Raises `BadInput` when it cannot be written."""
    scenario = msgspec.structs.replace(edited(session), seed=session.seed)
    beside = {path.with_name(name): content for name, content in files(scenario).items()}
    for file, content in beside.items():
        if file.exists() and file.read_bytes() != content:
            raise bad(str(file), "is there already and holds something else")
    for file, content in beside.items():
        with whole(file) as temporary:
            temporary.write_bytes(content)
    with whole(path) as temporary:
        temporary.write_text(toml(scenario), encoding="utf-8", newline="\n")
    return load(path)


def toml(scenario: Scenario) -> str:
    """Return a scenario as TOML text."""
    note = "# Written by iffsim from a session: the scenario with everything that was done to it.\n"
    return note + tomli_w.dumps(plain(scenario))


def body(session: Session) -> dict[str, Any]:
    """Return a session as plain data."""
    log = plain(session)
    scenario = log.pop("scenario")
    beside = {
        name: base64.b64encode(data).decode() for name, data in files(session.scenario).items()
    }
    return {"scenario": scenario, "files": beside, "log": log}


def session_of(where: str, data: object) -> Session:
    """Return the session of plain data, checked in all its parts. Raises `BadInput`."""
    try:
        found = msgspec.convert(data, _Body)
        beside = {name: base64.b64decode(text, validate=True) for name, text in found.files.items()}
    except (msgspec.ValidationError, binascii.Error) as error:
        raise bad(where, f"holds no session: {error}") from None
    scenario = restored(found.scenario, beside, f"{where}: scenario")
    given = {name: getattr(found.log, name) for name in Log.__struct_fields__}
    for edits in {*(line.edits for line in found.log.lines), found.log.all_done}:
        fitting(scenario, edits)
    return Session(scenario=scenario, **given)


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    scenario: dict[str, Any]
    files: dict[str, str]
    log: Log


# Seals


def sealed(what: str, data: object) -> bytes:
    """Return `data` as JSON with what it is, the format and a checksum."""
    return msgspec.json.encode(
        {"what": what, "format": FORMAT, "checksum": checksum(data), "body": data}
    )


def unsealed(what: str, content: bytes, where: str) -> Any:
    """Return the data in what `sealed` made. Raises `BadInput`."""
    try:
        found = msgspec.json.decode(content)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        raise bad(where, f"is cut short, damaged, or no {what}") from None
    if not isinstance(found, dict) or found.get("what") != what:
        raise bad(where, f"is no {what}")
    number = found.get("format")
    if isinstance(number, int) and number > FORMAT:
        raise bad(where, f"has format {number}; this iffsim reads up to {FORMAT}: update iffsim")
    if number not in (1, FORMAT) or isinstance(number, bool | float) or "body" not in found:
        raise bad(where, f"is a damaged {what}")
    data = found["body"]
    if found.get("checksum") != checksum(data):
        raise bad(where, "was changed since it was saved: its checksum does not fit")
    if number == 1 and isinstance(data, dict):
        return {**data, "log": modern(data.get("log"))}
    return data


def checksum(data: object) -> str:
    """Return a fingerprint of plain data, whatever the order of its keys."""
    return hashlib.sha256(msgspec.json.encode(data, order="deterministic")).hexdigest()


def read(path: Path) -> bytes:
    """Return the bytes of a file of sane size. Raises `BadInput`."""
    try:
        if not path.is_file():
            what = "is no file" if path.exists() else "is not there"
            raise bad(str(path), f"{what}; expected a session ({SUFFIX})")
        if (size := path.stat().st_size) > MAX_BYTES:
            raise bad(str(path), f"is {size:,} bytes long; a session has at most {MAX_BYTES:,}")
        return path.read_bytes()
    except OSError as error:
        raise bad(str(path), f"cannot be read ({error.strerror})") from None
