"""The JSON Schema of studies, made from the types: ``python -m iffsim.studies.schema``."""

from __future__ import annotations

import msgspec

from iffsim.base import assets
from iffsim.base.files import whole
from iffsim.scenario.schema import written
from iffsim.studies.design import Design


def schema() -> str:
    """Return the schema as text."""
    return written(msgspec.json.schema(Design))


if __name__ == "__main__":
    with whole(assets.path("study.schema.json")) as temporary:
        temporary.write_text(schema(), encoding="utf-8")
