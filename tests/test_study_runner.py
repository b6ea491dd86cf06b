"""Whoever does a study, and whoever is killed meanwhile: the same rows, none lost, none doubled."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from iffsim.cli import main
from iffsim.studies import backends
from iffsim.studies.api import opened, planned
from iffsim.studies.backends import carried_out
from iffsim.studies.design import checked
from iffsim.studies.plan import Plan
from iffsim.studies.results import Results
from iffsim.studies.store import Memory

TINY = str(Path(__file__).parent / "data" / "tiny.toml")
KILLED = """
import os, random, signal, sys, time
from pathlib import Path
from iffsim.studies.api import opened, planned
from iffsim.studies.backends import carried_out
from iffsim.studies.design import checked

plan = planned(checked({"scenario": sys.argv[1], "seeds": 400}, "x"), "x")
random.seed(13)
unfinished = 0
for _ in range(30):
    child = os.fork()
    if child == 0:
        carried_out(plan, opened(plan, Path(sys.argv[2])), 1)
        os._exit(0)
    time.sleep(random.uniform(0.0, 0.12))
    os.kill(child, signal.SIGKILL)
    unfinished += os.WIFSIGNALED(os.waitpid(child, 0)[1])
print(unfinished)
"""


def plan(seeds: int) -> Plan:
    return planned(checked({"scenario": TINY, "seeds": seeds}, "test"), "test")


@pytest.fixture(scope="module")
def alone() -> list[object]:
    """Return the rows of a study done by one process, in order."""
    whole, store = plan(400), Memory()
    carried_out(whole, store, 1)
    return list(Results(whole, store).rows())


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills forked processes")
def test_killed_at_thirty_random_moments_nothing_is_lost_and_nothing_is_doubled(
    alone: list[object], tmp_path: Path
) -> None:
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", KILLED, TINY, str(tmp_path)],
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert int(said.stdout) >= 10  # most were killed before they were done
    whole = plan(400)
    store = opened(whole, tmp_path)
    carried_out(whole, store, 1)
    assert list(Results(whole, store).rows()) == alone


def test_several_processes_give_the_same_rows(alone: list[object], tmp_path: Path) -> None:
    pytest.importorskip("joblib")
    whole = plan(400)
    store = opened(whole, tmp_path)
    carried_out(whole, store, 2)
    assert list(Results(whole, store).rows()) == alone


def test_what_is_interrupted_is_kept_and_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backends.outcomes

    def tired(job: object, chunk: object) -> object:
        if chunk.number == 3:  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        return real(job, chunk)  # type: ignore[arg-type]

    monkeypatch.setattr(backends, "outcomes", tired)
    words = ["study", TINY, "--seeds", "100", "--workers", "1", "--out", str(tmp_path)]
    assert main(words) == 130
    assert "stopped: 48 of 100 runs are kept" in capsys.readouterr().err
    assert not (tmp_path / "runs.csv").exists()


@contextmanager
def started(*words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of Dask's until the block ends."""
    command = "import sys; from dask.__main__ import main; sys.argv[0] = 'dask'; main()"
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", command, *words],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_a_cluster_of_two_of_which_one_is_killed_gives_the_same_rows(
    alone: list[object], tmp_path: Path
) -> None:
    pytest.importorskip("distributed")
    file = tmp_path / "scheduler.json"
    with ExitStack() as cluster:
        where = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        cluster.enter_context(started("scheduler", *where, "--scheduler-file", str(file)))
        workers = [
            cluster.enter_context(started("worker", "--scheduler-file", str(file), "--no-nanny",
                                          "--no-dashboard", "--nthreads", "1"))
            for _ in range(2)
        ]  # fmt: skip
        address = _address(file)
        whole, store = plan(400), Memory()
        _two_are_there(address)

        def tell(share: float) -> None:
            if share > 0.2:
                workers[0].kill()

        carried_out(whole, store, None, address, tell)
        assert workers[0].wait() != 0
    assert list(Results(whole, store).rows()) == alone


def _address(file: Path) -> str:
    for _ in range(300):
        if file.exists() and (text := file.read_text()):
            return str(json.loads(text)["address"])
        time.sleep(0.1)
    raise AssertionError("no scheduler")


def _two_are_there(address: str) -> None:
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)
