"""Who does the chunks: this process, all cores of this machine (joblib), or a Dask cluster."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from typing import Any

from iffsim.base.errors import bad
from iffsim.base.progress import Tell, watched
from iffsim.studies.plan import Plan
from iffsim.studies.store import Memory, Store
from iffsim.studies.work import Chunk, Job, outcomes

PATIENCE = "10s"
"""How long a scheduler may take to answer."""
Done = tuple[int, bytes]
"""A chunk's number, and what came of it, packed."""
AHEAD = 2
"""Chunks that wait for each worker: it never waits, and little is asked for in vain."""


def carried_out(
    plan: Plan, store: Store | Memory, workers: int | None = None, dask: str | None = None,
    tell: Tell | None = None,
) -> None:  # fmt: skip
    """Do what is not in `store` yet, and keep it there chunk by chunk.

    `workers`: how many processes, None for one on each core; `dask`: address of a cluster's
    scheduler, in their place. `tell` is told the share done, 0..1. Raises `BadInput`.
    """
    done = store.done()
    chunks = plan.chunks(done)
    total = -(-plan.total // plan.chunk)
    each = _by(plan.job, chunks, workers, dask, total)
    for chunk, found in watched(each, total, tell, len(done)):
        store.keep(chunk, found)


def _by(
    job: Job, chunks: Iterator[Chunk], workers: int | None, dask: str | None, total: int
) -> Iterator[Done]:
    if dask is not None:
        return by_dask(job, chunks, dask)
    many = min(cores() if workers is None else workers, total)
    return by_cores(job, chunks, many) if many > 1 else by_myself(job, chunks)


def cores() -> int:
    """Return how many cores this process may use; 1 where joblib, which shares work, is not."""
    try:
        import joblib
    except ImportError:
        return 1
    return int(joblib.cpu_count())


def by_myself(job: Job, chunks: Iterator[Chunk]) -> Iterator[Done]:
    """Do the chunks in this process."""
    for chunk in chunks:
        yield chunk.number, outcomes(job, chunk)


def _one(job: Job, chunk: Chunk) -> Done:
    return chunk.number, outcomes(job, chunk)


def by_cores(job: Job, chunks: Iterator[Chunk], workers: int) -> Iterator[Done]:
    """Do the chunks in so many processes, in any order. Raises `BadInput` without joblib, and when
    a process dies."""
    try:
        from joblib import Parallel, delayed
        from joblib.externals.loky.process_executor import BrokenProcessPool
    except ImportError:
        raise bad(
            "--workers", 'more than 1 needs joblib; run: pip install "iffsim[study]"'
        ) from None
    pool = Parallel(
        workers, backend="loky", return_as="generator_unordered", batch_size=1,
        pre_dispatch=AHEAD * workers,
    )  # fmt: skip
    try:
        yield from pool(delayed(_one)(job, chunk) for chunk in chunks)
    except BrokenProcessPool:
        raise bad(
            "--workers", "a worker ended (out of memory, or killed); what was done before is kept"
        ) from None


def by_dask(job: Job, chunks: Iterator[Chunk], address: str) -> Iterator[Done]:
    """Do the chunks on a cluster, in any order; what a lost worker was at is done by another."""
    distributed = _distributed()
    try:
        client = distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise bad(
            "--dask", f"{address} does not answer as a scheduler ({_first_line(error)})"
        ) from None
    with client:

        def submit(chunk: Chunk) -> Any:  # with the job: scattered, it would be lost with a worker
            return client.submit(_one, job, chunk, pure=False)

        many = AHEAD * max(1, sum(client.nthreads().values()))
        begun = [submit(chunk) for chunk in islice(chunks, many)]
        waiting = distributed.as_completed(begun, loop=client.loop)
        for future in waiting:
            try:
                done: Done = future.result()
            except distributed.KilledWorker:
                raise bad("--dask", "workers died over and over; what was done is kept") from None
            yield done
            for chunk in islice(chunks, 1):
                waiting.add(submit(chunk))


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise bad("--dask", 'needs Dask; run: pip install "iffsim[dask]"') from None
    return distributed


def _first_line(error: Exception) -> str:
    return str(error).strip().partition(os.linesep)[0][:200] or type(error).__name__
