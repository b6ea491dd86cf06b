"""The JSON Schema that editors use, made from the types: ``python -m iffsim.scenario.schema``.

It is draft 7, which editors of TOML read; what is said holds in later drafts, too.
"""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import msgspec

from iffsim.base import assets
from iffsim.base.files import whole
from iffsim.scenario.types import Scenario


def schema() -> str:
    """Return the schema of scenarios as text."""
    found = msgspec.json.schema(Scenario)
    del found["$defs"]["Recorded"]["properties"]["content"]  # filled in, never written
    return written(found)


def written(found: dict[str, Any]) -> str:
    """Return a schema as msgspec makes it as text, for every reader."""
    found = {"$schema": "http://json-schema.org/draft-07/schema#", **found}
    return msgspec.json.format(msgspec.json.encode(_portable(found)), indent=1).decode() + "\n"


def _portable(part: object) -> object:
    """Return a schema that is the same wherever it is made and read.

    Descriptions are docstrings, from which Python 3.13 takes the indentation and earlier ones do
    not. Draft 7 does not know `prefixItems`: it would take its twin, `items = false`, for "nothing
    at all"; the number of items is said beside it.
    """
    if isinstance(part, list):
        return [_portable(one) for one in part]
    if not isinstance(part, dict):
        return part
    found = {key: _portable(one) for key, one in part.items()}
    if isinstance(said := found.get("description"), str):
        found["description"] = inspect.cleandoc(said)
    places = found.pop("prefixItems", None)
    if isinstance(places, list):
        alike = all(one == places[0] for one in places)
        found["items"] = places[0] if alike else {"anyOf": places}
    return found


def main(target: Path) -> None:
    """Write the schema to `target`."""
    with whole(target) as temporary:
        temporary.write_text(schema(), encoding="utf-8")


if __name__ == "__main__":
    main(assets.path("scenario.schema.json"))
