"""The sites of a picture at an instant: where they stand, whether they are heard, their marks."""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from iffsim.base.arrays import Bools, Floats, Ints
from iffsim.recording import Recording
from iffsim.scene.symbology import is_battery


class Posts(Struct, frozen=True, eq=False):
    """The sites that a picture may hear and that stand where they should, columns [H]."""

    site: Ints
    km: Floats
    """float64[2, H]"""
    heard: Bools
    """Whether its reports come in now: it works, and its link is up."""
    working: Bools
    remote: Bools
    carried: Bools
    marks: tuple[str, ...] = ()
    """By row: "airborne", "battery" or "radar"."""
    names: tuple[str, ...] = ()
    """By row, as the scenario has them."""
    held: int = -1
    """The row of the site that a hand carries: it is already where the hand is."""

    @property
    def hub(self) -> int | None:
        """The post to which links run: the first of the picture's own."""
        own = np.flatnonzero(~self.remote)
        return int(own[0]) if len(own) else None


def posts(
    recording: Recording, picture: str, time_s: float,
    hand: tuple[str, tuple[float, float]] | None = None,
) -> Posts:  # fmt: skip
    """Return the sites of a picture at a time; the one that a `hand` carries (its name, and where
    to, km) is where the hand is."""
    spec = recording.world.pictures[recording.picture_ids.index(picture)]
    sites = recording.world.sites
    there = sites.standing(recording.tick(time_s))[spec.hears]
    site = spec.hears[there]
    xyz, working = recording.site_places(time_s)
    heard = np.isin(site, recording.hears(picture, time_s))
    km, held = recording.world.projection.km(xyz[:, site]), -1
    if hand is not None:
        names = [sites.ids[one].partition("~")[0] for one in site.tolist()]
        held = names.index(hand[0]) if hand[0] in names else -1
        km[:, held] = hand[1] if held >= 0 else km[:, held]
    carried = sites.carrier[site] >= 0
    marks = tuple(
        "airborne" if flies else "battery" if is_battery(sites.kinds[one]) else "radar"
        for one, flies in zip(site.tolist(), carried.tolist(), strict=True)
    )
    named = tuple(sites.names[one] for one in site.tolist())
    return Posts(
        site, km, heard, working[site], spec.remote[there], carried, marks, named, held
    )  # fmt: skip
