"""A scenario as plain data again, as short as a person would write it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import msgspec
from msgspec import NODEFAULT, Struct

from iffsim.base.errors import bad
from iffsim.scenario.check import checked
from iffsim.scenario.types import Scenario


def plain(value: Any) -> Any:
    """Return a scenario, or any part of one, as tables, lists and values, without what is left at
    its default. Contents of data files are left out: `files` has them."""
    if isinstance(value, Struct):
        return _table(value)
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def _table(value: Struct) -> dict[str, Any]:
    config = value.__struct_config__
    found: dict[str, Any] = {config.tag_field: config.tag} if config.tag_field else {}
    for field in _fields(type(value)):
        item = getattr(value, field.name)
        if not (isinstance(item, bytes) or item == _default(field)):
            found[field.encode_name] = plain(item)
    return found


@cache
def _fields(kind: type[Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    return msgspec.structs.fields(kind)


def _default(field: msgspec.structs.FieldInfo) -> Any:
    return field.default if field.default_factory is NODEFAULT else field.default_factory()


def files(scenario: Scenario) -> dict[str, bytes]:
    """Return the data files beside a scenario, by name."""
    return {row.file: row.content for row in scenario.recorded}


def restored(
    data: Mapping[str, object], beside: Mapping[str, bytes], name: str,
    known: Mapping[str, object] | None = None,
) -> Scenario:  # fmt: skip
    """Return the scenario that is plain `data` with data files `beside` it, checked; `known` is
    what was checked before (`check.checked`). Raises `BadInput`."""

    def read(file: str) -> bytes:
        if file not in beside:
            raise bad(file, "is missing")
        return beside[file]

    return checked(data, name, read, known)
