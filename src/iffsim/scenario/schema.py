"""The JSON Schema that editors use, made from the types: ``python -m iffsim.scenario.schema``."""

from __future__ import annotations

from pathlib import Path

import msgspec

from iffsim import assets
from iffsim.files import whole
from iffsim.scenario.types import Scenario


def schema() -> str:
    """Return the schema as text."""
    found = msgspec.json.schema(Scenario)
    del found["$defs"]["Recorded"]["properties"]["content"]  # filled in, never written
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
    return msgspec.json.format(msgspec.json.encode(found), indent=1).decode() + "\n"


def main(target: Path) -> None:
    """Write the schema to `target`."""
    with whole(target) as temporary:
        temporary.write_text(schema(), encoding="utf-8")


if __name__ == "__main__":
    main(assets.path("scenario.schema.json"))
