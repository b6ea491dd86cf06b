"""Since when a picture's link is cut."""

from __future__ import annotations

import numpy as np

from iffsim.recording import Recording


def cut_since(recording: Recording, picture: str, time_s: float) -> float | None:
    """Return since when, s, no site reports to a picture over a link that had worked; None if some
    does, none ever did, or it has no link."""
    spec = recording.folded(picture).spec
    if not spec.remote.any():
        return None
    up, tick = spec.link_up, recording.tick(time_s)
    if up.all_at(tick)[spec.remote].any():
        return None
    rows = np.flatnonzero(spec.remote)
    past = np.isin(up.row, rows) & (up.tick > 0) & (up.tick <= tick) & ~up.value.astype(bool)
    return float(up.tick[past].max()) if past.any() else None
