"""iffsim beside BlueSky and minisky: the same number of aircraft, on the same machine, in one run.

    python benchmarks/peers.py [--aircraft 10000 100000] [--rounds 3]

Makes an environment of its own (outside the checkout; a network is needed the first time) with both
peers and what iffsim needs, and runs each program in a process of its own, in turn, round by round.
Every run checks that its aircraft moved as asked. Times are the processor's, on one thread, so that
other programs on the machine do not count; the table gives the medians over the rounds.

What is compared is not the same work: the peers step positions, or a whole simulation of flight;
iffsim's whole tick is truth for all, twelve sites, three pictures and their scores.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

PEERS = ("bluesky-simulator==1.1.1", "minisky==0.0.2", "shapely", "msgspec")
HERE = Path(__file__).resolve().parent.parent
HOME = Path(tempfile.gettempdir()) / "iffsim-peers"
PYTHON = HOME / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RADIUS_M = 6_371_000.0
STEPS = {"position": 60, "kinematics": 20, "update": 12}
TICKS, RUNS = 600, 7
Result = dict[str, Any]


def main() -> None:
    """Run every program in turn and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--aircraft", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--child", choices=CHILDREN)
    asked = parser.parse_args()
    if asked.child:
        print(json.dumps(CHILDREN[asked.child](asked.aircraft[0])))
        return
    prepare()
    for aircraft in asked.aircraft:
        rounds = [{name: run(name, aircraft) for name in CHILDREN} for _ in range(asked.rounds)]
        print_table(aircraft, rounds)


def prepare() -> None:
    """Make the environment, unless it is there."""
    if not (HOME / "ready").exists():
        venv.create(HOME, with_pip=True)
        command = [str(PYTHON), "-m", "pip", "install", "-q", *PEERS]
        subprocess.run(command, check=True)
        (HOME / "ready").touch()


def run(name: str, aircraft: int) -> Result:
    """Run one program in a process of its own."""
    words = [str(PYTHON), str(Path(__file__).resolve()), "--child", name, "--aircraft"]
    found = subprocess.run(
        [*words, str(aircraft)],
        cwd=HOME,
        env={**os.environ, "PYTHONPATH": str(HERE / "src")},
        capture_output=True,
        text=True,
        check=False,
    )
    if found.returncode:
        sys.exit(f"{name} failed:\n{found.stdout}{found.stderr}")
    result: Result = json.loads(found.stdout.splitlines()[-1])
    return result


def print_table(aircraft: int, rounds: list[dict[str, Result]]) -> None:
    """Print the medians, and each row beside BlueSky's step of positions alone."""
    first = next(iter(rounds[0].values()))
    print(f"\n{aircraft:,} aircraft, one thread; {len(rounds)} rounds, medians")
    print(f"{platform.machine()}, {first['processor']}, {first['python']}, numpy {first['numpy']}")
    print(
        "| program | what is done | ns per aircraft and step | of BlueSky's `update_pos` "
        "| resident |"
    )
    print("|---|---|---|---|---|")
    for name, result in rounds[0].items():
        for what in result["ns"]:
            ns = statistics.median(r[name]["ns"][what] for r in rounds)
            ratio = statistics.median(
                r[name]["ns"][what] / r["bluesky"]["ns"]["update_pos"] for r in rounds
            )
            megabytes = max(r[name]["peak_bytes"] for r in rounds) / 1e6
            print(
                f"| {name} {result['version']} | {what} | {ns:,.1f} | {ratio:.2f} "
                f"| {megabytes:,.0f} MB |"
            )


# --- in the environment of its own ----------------------------------------------------------------


def per_step(step: Callable[[], object], steps: int, aircraft: int) -> float:
    """Return the median processor time of a step, ns per aircraft, after one that warms up."""
    times = []
    for _ in range(steps + 1):
        begun = time.process_time()
        step()
        times.append(time.process_time() - begun)
    return statistics.median(times[1:]) / aircraft * 1e9


def check_moved(before: Any, after: Any, speed_mps: Any, seconds: float) -> None:
    """Stop unless aircraft at (latitude, longitude) degrees went as far as their speed says."""
    import numpy as np

    (lat, lon), (lat2, lon2) = (np.radians(place) for place in (before, after))
    half = (
        np.sin((lat2 - lat) / 2) ** 2 + np.cos(lat) * np.cos(lat2) * np.sin((lon2 - lon) / 2) ** 2
    )
    went_m = 2 * RADIUS_M * np.arcsin(np.sqrt(half))
    worst = float(np.abs(went_m / (speed_mps * seconds) - 1.0).max())
    if worst > 0.01:
        sys.exit(f"aircraft did not move as asked: off by {worst:.1%}")


def measured(version: str, ns: dict[str, float]) -> Result:
    """Return what a child has to say."""
    import resource

    import numpy as np

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {
        "version": version,
        "ns": ns,
        "peak_bytes": peak * (1 if sys.platform == "darwin" else 1024),
        "processor": f"{os.cpu_count()} cores",
        "python": f"Python {platform.python_version()}",
        "numpy": np.__version__,
    }


def crowd(aircraft: int) -> Iterator[Any]:
    """Yield latitudes, longitudes, headings (degrees), altitudes (m) and airspeeds (m/s)."""
    import numpy as np

    draw = np.random.default_rng(1)
    for low, high in ((34, 44), (22, 48), (0, 360), (3000, 11000), (120, 160)):
        yield draw.uniform(low, high, aircraft)


def bluesky(aircraft: int) -> Result:
    """Step BlueSky: positions alone, and all of its traffic without conflict detection."""
    from importlib.metadata import version

    import bluesky as bs
    from bluesky.core import simtime

    bs.init(mode="sim", detached=True, workdir=str(HOME))
    traffic = bs.traf
    traffic.cre([f"A{n}" for n in range(aircraft)], "B744", *crowd(aircraft))
    simtime.setdt(1.0)
    bs.sim.simdt = 1.0
    bs.sim.op()

    def update() -> None:
        simtime.step()
        traffic.update()

    update()
    before = traffic.lat.copy(), traffic.lon.copy()
    ns = {"update_pos": per_step(traffic.update_pos, STEPS["position"], aircraft)}
    after = traffic.lat.copy(), traffic.lon.copy()
    check_moved(before, after, traffic.gs, STEPS["position"] + 1.0)
    ns["traf.update"] = per_step(update, STEPS["update"], aircraft)
    check_moved(after, (traffic.lat, traffic.lon), traffic.gs, STEPS["update"] + 1.0)
    return measured(version("bluesky-simulator"), ns)


def minisky(aircraft: int) -> Result:
    """Step minisky: positions, kinematics, and all of its traffic without conflict detection."""
    from importlib.metadata import version

    from minisky import MiniSky

    sky = MiniSky()
    traffic = sky.traffic
    traffic.mcre(aircraft, 34.0, 22.0, 44.0, 48.0)
    traffic.cd.activate = False
    sky.simulation.op()
    traffic.update()
    before = traffic.lat.copy(), traffic.lon.copy()
    ns = {"update_pos": per_step(traffic.kinematics.update_pos, STEPS["position"], aircraft)}
    after = traffic.lat.copy(), traffic.lon.copy()
    check_moved(before, after, traffic.gs, STEPS["position"] + 1.0)
    ns["kinematics"] = per_step(traffic.kinematics.update, STEPS["kinematics"], aircraft)
    ns["traffic.update"] = per_step(traffic.update, STEPS["update"], aircraft)
    return measured(version("minisky"), ns)


def iffsim(aircraft: int) -> Result:
    """Run iffsim's whole tick, and beside it a plain update of positions in numpy."""
    from iffsim import __version__
    from iffsim.base import geo
    from iffsim.measure import profiling, synthetic

    ns = {"plain numpy update": plain(aircraft)}
    world = synthetic.world(aircraft, ticks=TICKS)
    start, end = world.traffic.at(0.0), world.traffic.at(60.0)
    places = geo.lat_lon(start.xyz), geo.lat_lon(end.xyz)
    check_moved(*places, start.speed_mps, 60.0)
    runs = [profiling.profile(world).cpu_s for _ in range(RUNS if aircraft <= 100_000 else 1)]
    usual = {phase: statistics.median(run[phase] for run in runs) for phase in runs[0]}
    every = {phase: cpu_s / aircraft / TICKS * 1e9 for phase, cpu_s in usual.items()}
    ns["truth for all"] = every["truth"]
    ns["bake alone"] = sum(every.values()) - every["truth"]
    ns["whole tick"] = sum(every.values())
    return measured(__version__, ns)


def plain(aircraft: int) -> float:
    """Return what moving latitude, longitude and altitude in place takes, ns per aircraft."""
    import numpy as np

    lat, lon, _, alt, speed = crowd(aircraft)
    north, east, climb, work = speed.copy(), speed.copy(), speed * 0.01, np.empty(aircraft)
    degrees = np.degrees(1.0 / RADIUS_M)

    def step() -> None:
        np.multiply(north, degrees, out=work)
        np.add(lat, work, out=lat)
        np.radians(lat, out=work)
        np.cos(work, out=work)
        np.divide(east, work, out=work)
        np.multiply(work, degrees, out=work)
        np.add(lon, work, out=lon)
        np.add(alt, climb, out=alt)

    return per_step(step, 60, aircraft)


CHILDREN = {"bluesky": bluesky, "minisky": minisky, "iffsim": iffsim}

if __name__ == "__main__":
    main()
