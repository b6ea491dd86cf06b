"""Let Stone Soup's own metric generators measure runs. Needs Stone Soup and nothing of iffsim.

    python measure.py < runs.json > numbers.json

Reads a list of {"run": ..., "every": n} (a run as `tests/oracles/siap.py: as_data` writes it) and
writes a list of numbers. Stone Soup scans every state for every time stamp; so of long runs its
sums are taken at every n-th tick, while continuity (R and LS), by the same generator's own methods,
is taken at all.
"""

from __future__ import annotations

import datetime
import json
import sys
from typing import Any

from ordered_set import OrderedSet
from stonesoup.metricgenerator.manager import MultiManager
from stonesoup.metricgenerator.tracktotruthmetrics import IDSIAPMetrics
from stonesoup.types.association import AssociationSet, TimeRangeAssociation
from stonesoup.types.groundtruth import GroundTruthPath, GroundTruthState
from stonesoup.types.state import State
from stonesoup.types.time import TimeRange
from stonesoup.types.track import Track

START = datetime.datetime(2020, 1, 1)
TITLES = {
    "completeness": "SIAP Completeness",
    "ambiguity": "SIAP Ambiguity",
    "spuriousness": "SIAP Spuriousness",
    "id_completeness": "SIAP ID Completeness",
    "id_correctness": "SIAP ID Correctness",
    "id_ambiguity": "SIAP ID Ambiguity",
}


def at(tick: int) -> datetime.datetime:
    return START + datetime.timedelta(seconds=tick)


def ticks(part: dict[str, Any], every: int) -> list[int]:
    return [t for t in range(part["first"], part["last"] + 1) if t % every == 0]


def truth_path(stay: dict[str, Any], every: int) -> GroundTruthPath:
    mark = {"id": stay["name"]}
    return GroundTruthPath(
        [GroundTruthState([[0]], at(t), metadata=mark) for t in ticks(stay, every)]
    )


def track_of(part: dict[str, Any], every: int) -> Track:
    track = Track([State([[0]], at(t)) for t in ticks(part, every)])
    labels = part.get("labels", [])
    track.metadatas = [
        {"id": [label for since, label in labels if since <= t][-1] if labels else None}
        for t in ticks(part, every)
    ]
    return track


def managed(run: dict[str, Any], every: int) -> tuple[MultiManager, IDSIAPMetrics]:
    """Return a manager that holds the run's truths and tracks, associated as they are."""
    truths, tracks, pairs = [], [], []
    for stay in run["stays"]:
        truth = truth_path(stay, every)
        truths.append(truth)
        for part in stay["segments"]:
            track = track_of(part, every)
            tracks.append(track)
            span = TimeRange(at(part["first"]), at(part["last"]))
            pairs.append(TimeRangeAssociation(OrderedSet((track, truth)), span))
    tracks += [track_of({"first": a, "last": b}, every) for a, b in run["ghosts"]]
    generator = IDSIAPMetrics(
        position_measure=lambda *_: 0, velocity_measure=lambda *_: 0, truth_id="id", track_id="id"
    )
    manager = MultiManager([generator])
    manager.add_data(
        {
            "groundtruth_paths": [t for t in truths if len(t)],
            "tracks": [t for t in tracks if len(t)],
        }
    )
    manager.association_set = AssociationSet(set(pairs))
    return manager, generator


def measure(run: dict[str, Any], every: int) -> dict[str, float]:
    """Return Stone Soup's numbers."""
    manager, generator = managed(run, every)
    metrics = {metric.title: metric.value for metric in sums(generator, manager, every)}
    numbers = {name: metrics[title] for name, title in TITLES.items()}
    if every == 1:
        numbers["change_rate_per_s"] = metrics["SIAP Rate of Track Number Change"]
        numbers["longest_segment"] = metrics["SIAP Longest Track Segment"]
        return numbers
    manager, generator = managed(run, 1)
    truths = manager.states_sets["groundtruth_paths"]
    numbers["change_rate_per_s"] = generator.rate_of_track_number_changes(manager, truths)
    longest = sum(generator.longest_track_time_on_truth(manager, truth) for truth in truths)
    numbers["longest_segment"] = longest / sum(generator.truth_lifetime(t) for t in truths)
    return numbers


def sums(generator: IDSIAPMetrics, manager: MultiManager, every: int) -> list[Any]:
    """Return the generator's metrics; of thinned runs, continuity (it would mean nothing) is 0."""
    if every > 1:
        generator.rate_of_track_number_changes = lambda *_: 0  # type: ignore[method-assign]
        generator.longest_track_time_on_truth = lambda *_: 0  # type: ignore[method-assign]
    return list(generator.compute_metric(manager))


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    json.dump([measure(one["run"], one["every"]) for one in asked], sys.stdout)
