"""What the page says: the messages that its script names, and names with their Turkish."""

from __future__ import annotations

import re

import msgspec

from iffsim.earth import catalogue
from iffsim.export.pack import Packed
from iffsim.recording import Recording
from iffsim.scenario.twins import twins
from iffsim.words.say import languages, messages


def phrases(recording: Recording) -> dict[str, str]:
    """Return the names that the page shows and that have a Turkish twin, English to Turkish."""
    places = {place.name: place.name_tr for place in catalogue.places().values() if place.name_tr}
    return dict(sorted({**places, **twins(recording.scenario)}.items()))


def spoken(script: str) -> dict[str, Packed]:
    """Return `words`, the messages whose ids stand in a script, by id and language, and how
    `languages` write numbers."""
    named = set(re.findall(r'"([a-z]+\.\w+)"', script))
    topics = set(re.findall(r"`([a-z]+)\.\$", script))
    wanted = {
        id: m for id, m in messages().items() if id in named or id.partition(".")[0] in topics
    }
    return {
        "words": msgspec.to_builtins(wanted),
        "languages": msgspec.to_builtins(languages()),
    }
