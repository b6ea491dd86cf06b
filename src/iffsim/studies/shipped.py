"""Intervals beside single numbers: small studies of shipped scenarios, in a data file each.

Made again by ``python -m iffsim.studies.shipped``, and held by a test. A scenario that is not the
one that was studied, or was edited since, has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import msgspec
import numpy as np

from iffsim.base import assets
from iffsim.base.arrays import Floats
from iffsim.base.files import whole
from iffsim.scenario.plain import plain
from iffsim.scenario.types import Scenario
from iffsim.studies.digest import digest

STUDIED = {"local-bubble": "battery"}
"""The scenarios that are studied, and the site that is put elsewhere."""
SKIES, PLACES = 200, 100
EVERY_S = 30
UNUSUAL = 0.9
"""A sky is unusual whose exposure is above that at so many of the places."""
MEASURES = (
    "needle_median", "needle_worst", "unidentified_friend_min", "unidentified_airliner_min",
    "completeness", "correct_share",
)  # fmt: skip
_STORY = frozenset({
    "sites", "pictures", "links", "flights", "background", "recorded", "events", "zones", "area",
    "doctrines", "duration", "seed", "terrain",
})  # fmt: skip
Interval = tuple[float, float, float]
"""5, 50 and 95 % of the skies in which there is a value."""


class Shipped(msgspec.Struct, frozen=True):
    """What a small study says of a scenario as it is shipped."""

    key: str
    """Of all that its runs depend on."""
    skies: int
    places: int
    every_s: int
    scores: dict[str, dict[str, Interval | None]]
    """By picture and measure, over the skies."""
    needle: dict[str, list[Interval | None]]
    """By picture, every `every_s`; None where the intruder is held in fewer than half the skies."""
    exposure: dict[str, Interval]
    """By picture, `unidentified_friend_min` over the places."""
    exposure_rank: dict[str, float]
    """By picture, at what share of the places the exposure is less than in the sky shown, 0..1."""
    never: dict[str, int]
    """By picture, from how many of the places the intruder is never held."""

    def needle_at(self, picture: str, time_s: float) -> Interval | None:
        """Return the needle's interval at an instant; None where there is none."""
        found = self.needle.get(picture, [])
        return found[min(int(time_s) // self.every_s, len(found) - 1)] if found else None

    def unusual(self, picture: str) -> bool:
        """Return whether the sky shown exposes friends more than at nearly all other places."""
        return self.exposure_rank.get(picture, 0.0) > UNUSUAL


def key(scenario: Scenario) -> str:
    """Return the key of all that a scenario's runs depend on."""
    data = plain(scenario)
    held = {name: value for name, value in data.items() if name in _STORY}
    return digest(held, [row.content for row in scenario.recorded]).hex()


@cache
def _all() -> Mapping[str, Shipped]:
    files = [assets.path("studies", f"{name}.json") for name in STUDIED]
    read = [msgspec.json.decode(f.read_bytes(), type=Shipped) for f in files if f.is_file()]
    return {one.key: one for one in read}


_found: list[tuple[Scenario, Shipped | None]] = []


def shipped(scenario: Scenario) -> Shipped | None:
    """Return what the shipped study says of a scenario; None where there is none of it.

    Asked in every frame: the answer for the latest scenarios is kept.
    """
    for one, answer in _found:
        if one is scenario:
            return answer
    answer = _all().get(key(scenario))
    _found.append((scenario, answer))
    del _found[:-4]
    return answer


def made(name: str, site: str) -> Shipped:
    """Return the study of a shipped scenario, made anew."""
    from iffsim.scenario import load
    from iffsim.studies.api import study
    from iffsim.studies.intervals import rank

    scenario = load(name)
    skies = study(name, seeds=SKIES, series=f"{EVERY_S}s")
    places = study(name, vary={f"sites.{site}.place": f"random({PLACES})"}, draw=1)
    pictures = skies.plan.pictures
    over_time = skies.to_series()
    exposed = {p: places.of(p, "unidentified_friend_min") for p in pictures}
    shown = {p: float(skies.of(p, "unidentified_friend_min")[0]) for p in pictures}
    return Shipped(
        key(scenario), SKIES, PLACES, EVERY_S,
        {p: {m: interval(skies.of(p, m)) for m in MEASURES} for p in pictures},
        {p: [_mostly(column) for column in over_time[p]["needle"].T] for p in pictures},
        {p: found for p in pictures if (found := interval(exposed[p])) is not None},
        {p: round(rank(exposed[p], shown[p]), 4) for p in pictures},
        {p: int(np.isnan(places.of(p, "needle_median")).sum()) for p in pictures},
    )  # fmt: skip


def interval(values: Floats) -> Interval | None:
    """Return 5, 50 and 95 % of the values that there are."""
    from iffsim.studies.intervals import spread

    found = spread(values)
    return None if found is None else (found.low, found.middle, found.high)


def _mostly(values: Floats) -> Interval | None:
    return None if np.isnan(values).mean() > 0.5 else interval(values)


def main() -> None:
    """Make the data files again."""
    for name, site in STUDIED.items():
        with whole(assets.path("studies", f"{name}.json")) as temporary:
            temporary.write_bytes(msgspec.json.encode(made(name, site)) + b"\n")


if __name__ == "__main__":
    main()
