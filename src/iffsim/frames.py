"""A recording as data frames: pandas and xarray, which are extras."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from iffsim.base import geo
from iffsim.base.errors import bad

if TYPE_CHECKING:
    from iffsim.recording import Recording


def need(name: str) -> Any:
    """Return a package of frames; raises `BadInput` that says how to get it."""
    from importlib import import_module

    try:
        return import_module(name)
    except ImportError:
        raise bad(name, 'is not installed; run: pip install "iffsim[frames]"') from None


def to_xarray(recording: Recording, every_s: float = 10.0) -> Any:
    """Return an xarray Dataset of truth over (time, aircraft), and of what each picture held and
    called it over (picture, time, aircraft), at 0, `every_s`, ... and the end.

    Identities and allegiances are the numbers of `doctrine.Identity` (`NOT_HELD` where nothing is
    held) and `doctrine.Allegiance`.
    """
    xarray = need("xarray")
    times = np.append(np.arange(0.0, recording.duration_s, every_s), recording.duration_s)
    motions = [recording.truth(time_s) for time_s in times.tolist()]
    lat, lon = geo.lat_lon(np.stack([one.xyz for one in motions], axis=1))
    states = [
        [recording.picture(picture, time_s) for time_s in times.tolist()]
        for picture in recording.picture_ids
    ]
    over, held = ("time", "aircraft"), ("picture", "time", "aircraft")
    area = np.stack([recording.in_area(time_s) for time_s in times.tolist()])
    return xarray.Dataset(
        {
            "alive": (over, np.stack([one.alive for one in motions])),
            "lat_deg": (over, lat),
            "lon_deg": (over, lon),
            "alt_m": (over, np.stack([one.alt_m for one in motions])),
            "speed_mps": (over, np.stack([one.speed_mps for one in motions])),
            "in_area": (over, area),
            "held": (held, np.stack([[one.held for one in row] for row in states])),
            "identity": (held, np.stack([[one.identity for one in row] for row in states])),
        },
        {
            "time": times,
            "aircraft": list(recording.world.fleet.ids),
            "picture": list(recording.picture_ids),
            "allegiance": ("aircraft", recording.world.fleet.allegiance),
        },
        {"title": recording.scenario.title, "seed": recording.world.seed},
    )


def to_pandas(recording: Recording, every_s: float = 10.0) -> Any:
    """Return a pandas DataFrame with a row for each picture, sampled time and aircraft that flies
    or is held: where it truly is, whose it is, and what the picture calls it.

    Identities and allegiances are words; an aircraft that is not held has no identity.
    """
    from iffsim.doctrine import Allegiance, Identity
    from iffsim.tables import words

    pandas = need("pandas")
    cube = to_xarray(recording, every_s)
    frame = cube.to_dataframe().reset_index()
    frame = frame[frame["alive"] | frame["held"]].reset_index(drop=True)
    frame["allegiance"] = words(frame["allegiance"].to_numpy(), Allegiance)
    named = words(frame["identity"].to_numpy(), Identity)
    frame["identity"] = pandas.Series(named, dtype="string").where(frame["held"])
    return frame
