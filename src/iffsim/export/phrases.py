"""What of a recording is written in English only, with its Turkish, where that is known."""

from __future__ import annotations

from iffsim.earth import catalogue
from iffsim.recording import Recording
from iffsim.words.say import TURKISH


def phrases(recording: Recording) -> dict[str, str]:
    """Return the phrases of a recording that have a Turkish twin, English to Turkish."""
    twins = {text: TURKISH.written(text) for text in sorted(_written(recording))}
    return {text: twin for text, twin in twins.items() if twin != text}


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
