"""A scenario as plain data again, as short as a person would write it, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from msgspec import NODEFAULT, Struct

from iffsim.base.errors import bad
from iffsim.scenario.check import Known, checked
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
    for name, written, default in _fields(type(value)):
        item = getattr(value, name)
        if not (isinstance(item, bytes) or item == default):
            found[written] = plain(item)
    return found


@cache
def _fields(kind: type[Struct]) -> tuple[tuple[str, str, Any], ...]:
    """Return (name, how it is written, default) of each field.

    Not by `msgspec.structs.fields`: that works out every type, too, which takes ten times as long.
    """
    given = kind.__struct_defaults__  # of the last fields
    usual = [one.factory() if hasattr(one, "factory") else one for one in given]
    none = [NODEFAULT] * (len(kind.__struct_fields__) - len(given))
    return tuple(
        zip(kind.__struct_fields__, kind.__struct_encode_fields__, [*none, *usual], strict=True)
    )


def files(scenario: Scenario) -> dict[str, bytes]:
    """Return the data files beside a scenario, by name."""
    return {row.file: row.content for row in scenario.recorded}


def restored(
    data: Mapping[str, object], beside: Mapping[str, bytes], name: str,
    known: Known | None = None,
) -> Scenario:  # fmt: skip
    """Return the scenario that is plain `data` with data files `beside` it, checked; what of it is
    `known` is not looked at again (`check.checked`). Raises `BadInput`."""

    def read(file: str) -> bytes:
        if file not in beside:
            raise bad(file, "is missing")
        return beside[file]

    return checked(data, name, read, known)
