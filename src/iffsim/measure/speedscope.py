"""A profile as a file for speedscope, the viewer of flame graphs: a track for each thread."""

from __future__ import annotations

from typing import Any

from iffsim.measure.profiling import PHASES, Profile

SCHEMA = "https://www.speedscope.app/file-format-schema.json"


def document(profile: Profile, name: str) -> dict[str, Any]:
    """Return what the file says, ready for JSON; times are those on the wall."""
    threads = sorted({span.thread for span in profile.spans})
    return {
        "$schema": SCHEMA,
        "name": name,
        "exporter": "iffsim profile",
        "activeProfileIndex": 0,
        "shared": {"frames": [{"name": phase} for phase in PHASES]},
        "profiles": [
            {
                "type": "evented",
                "name": f"thread {number}",
                "unit": "seconds",
                "startValue": 0.0,
                "endValue": profile.wall_s,
                "events": _events(profile, thread),
            }
            for number, thread in enumerate(threads, start=1)
        ],
    }


def _events(profile: Profile, thread: int) -> list[dict[str, Any]]:
    """Return the openings and closings of one thread's phases, in order of time."""
    return [
        {"type": kind, "frame": PHASES.index(span.phase), "at": at_s}
        for span in profile.spans
        if span.thread == thread
        for kind, at_s in (("O", span.start_s), ("C", span.stop_s))
    ]
