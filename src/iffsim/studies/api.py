"""`iffsim.study`: a study from Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from iffsim.base.progress import Tell
from iffsim.base.version import VERSION
from iffsim.scenario.near import line
from iffsim.scenario.types import Scenario
from iffsim.studies.backends import carried_out
from iffsim.studies.design import Design, checked, read
from iffsim.studies.plan import Plan, planned
from iffsim.studies.results import Results
from iffsim.studies.store import Mark, Memory, Store
from iffsim.studies.written import vary as written

Values = str | Sequence[Any] | Mapping[str, Any]


def study(
    scenario: str | Path | Scenario | Design,
    *,
    seeds: int | Sequence[int] = 1,
    vary: Mapping[str, Values] | None = None,
    set: Mapping[str, Any] | None = None,
    method: str = "factorial",
    samples: int | None = None,
    draw: int = 0,
    series: str | None = None,
    allow_large: bool = False,
    out: str | Path | None = None,
    workers: int | None = 1,
    dask: str | None = None,
    progress: Tell | None = None,
) -> Results:
    """Run many variants of a scenario and return their scores as tidy tables.

    `scenario`: a shipped name, a file, a `Scenario`, or a whole `Design` (then the options below,
    down to `allow_large`, are the design's). `seeds`: how many skies, or which. `vary`: values by
    path, e.g. ``{"background.*.count": [40, 80], "sites.battery.place": "random(40)"}``. `set`:
    values by path that hold in every run. `method`: factorial, latin, sobol, one-at-a-time;
    `samples` and `draw`, which keys their chance, are for latin and sobol. `series`: how often
    counts over time have a row, e.g. "60s".
    `out`: a folder that keeps what is done, to go on later. `workers`: processes, None for one on
    each core. `dask`: address of a cluster. `progress` is called with the share done, 0..1.

    Raises `BadInput` with a sentence for each fault.
    """
    if isinstance(scenario, Design):
        plan = planned(scenario, "study")
    else:
        data: dict[str, Any] = {
            "scenario": "scenario" if isinstance(scenario, Scenario) else str(scenario),
            "method": method, "seeds": seeds if isinstance(seeds, int) else list(seeds),
            "draw": draw, "allow_large": allow_large, "set": dict(set or {}),
            "vary": [_table(path, values) for path, values in (vary or {}).items()],
        }  # fmt: skip
        data |= {} if samples is None else {"samples": samples}
        data |= {} if series is None else {"series": series}
        given = scenario if isinstance(scenario, Scenario) else None
        plan = planned(checked(data, "study"), "study", None, given)
    return done(plan, None if out is None else Path(out), workers, dask, progress)


def _table(path: str, values: Values) -> dict[str, Any]:
    if isinstance(values, str):
        return written(f"{path}={values}")
    if isinstance(values, Mapping):
        return {"path": path, **values}
    return {"path": path, "values": list(values)}


def done(
    plan: Plan, out: Path | None, workers: int | None = 1, dask: str | None = None,
    progress: Tell | None = None,
) -> Results:  # fmt: skip
    """Return the results of a plan, after what is missing of it was done."""
    store = opened(plan, out)
    carried_out(plan, store, workers, dask, progress)
    return Results(plan, store)


def opened(plan: Plan, out: Path | None) -> Store | Memory:
    """Return where a plan's results are kept. Raises `BadInput` if another study's are there."""
    if out is None:
        return Memory()
    return Store(out, Mark(plan.job.key, VERSION, plan.total, line(plan.design.scenario, 100)))


__all__ = ["Design", "Results", "done", "opened", "planned", "read", "study"]
