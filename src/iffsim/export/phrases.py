"""What of a recording is written in English only, with the Turkish of `assets/words.toml`."""

from __future__ import annotations

import tomllib

from iffsim.base import assets
from iffsim.earth import catalogue
from iffsim.recording import Recording


def phrases(recording: Recording) -> dict[str, str]:
    """Return the phrases of a recording that have a Turkish twin, English to Turkish."""
    tables = tomllib.loads(assets.path("words.toml").read_text(encoding="utf-8"))
    known = {english: said for table in tables.values() for english, said in table.items()}
    return {text: known[text] for text in sorted(_written(recording)) if text in known}


def _written(recording: Recording) -> set[str]:
    """Return every phrase that the page shows and that a scenario writes in one language."""
    world, scenario = recording.world, recording.scenario
    doctrines = [d for spec in world.pictures for d in (spec.doctrine, *dict(spec.later).values())]
    return {
        *(spec.title for spec in world.pictures),
        *(spec.subtitle for spec in world.pictures),
        *(rule.name for doctrine in doctrines for rule in doctrine.rules),
        *world.sites.names,
        *(flight.name for flight in scenario.flights),
        *catalogue.places(),
        world.area_name,
    }
