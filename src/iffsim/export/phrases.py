"""What of a recording is written in English only, with its Turkish, where that is known."""

from __future__ import annotations

from iffsim.earth import catalogue
from iffsim.recording import Recording
from iffsim.scenario.twins import twins


def phrases(recording: Recording) -> dict[str, str]:
    """Return the names that the page shows and that have a Turkish twin, English to Turkish."""
    places = {place.name: place.name_tr for place in catalogue.places().values() if place.name_tr}
    return dict(sorted({**places, **twins(recording.scenario)}.items()))
