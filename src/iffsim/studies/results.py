"""A study's results as tidy tables: one row for each run and picture, and over time if asked for.

Run number, repetition and seed are columns, and so is everything that varies.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from iffsim.base.arrays import Array, Floats, Ints
from iffsim.base.errors import bad
from iffsim.base.files import whole
from iffsim.frames import need
from iffsim.pictures.score import COUNTS, Scorecard
from iffsim.studies.plan import Plan
from iffsim.studies.store import Memory, Store
from iffsim.studies.work import MINUTES, Outcome

Rows = Iterator[tuple[Any, ...]]
FORMS = ("csv", "parquet")
BATCH = 4096
"""Rows that are written at once."""
_WORDS = ("picture", "error")
_NUMBERS = ("run", "repetition", "seed")


@dataclass(frozen=True)
class Results:
    """What came of a study. Tables are made when they are asked for."""

    plan: Plan
    store: Store | Memory

    @cached_property
    def parameters(self) -> tuple[str, ...]:
        """The columns that say what varied."""
        return tuple(self.plan.parameters(next(self.plan.each_setting())))

    @cached_property
    def measures(self) -> tuple[str, ...]:
        """The columns that say what came of it; None in them is "n/a"."""
        zones = [zone.id for zone in self.plan.scenario.zones if zone.kind == "protected"]
        cards = [name for name in Scorecard.__dataclass_fields__ if name != "warning_time_s"]
        more = [*(f"{name}_min" for name in MINUTES), "intruder_held_min"]
        return (*cards, *(f"warning_time_s.{zone}" for zone in zones), *more)

    @property
    def header(self) -> tuple[str, ...]:
        """The columns of `rows`."""
        return (*_NUMBERS, *self.parameters, "picture", *self.measures, "error")

    @property
    def series_header(self) -> tuple[str, ...]:
        """The columns of `series_rows`."""
        return (*_NUMBERS, *self.parameters, "picture", "time_s", *COUNTS)

    def rows(self) -> Rows:
        """Yield a row for each run and picture; of a run that failed one, with its sentence."""
        for one in self.store.outcomes():
            head = self._head(one)
            if one.error:
                yield (*head, None, *(None for _ in self.measures), one.error)
            for picture, found in one.pictures.items():
                yield (*head, picture, *map(found.get, self.measures), "")

    def series_rows(self) -> Rows:
        """Yield a row for each run, picture and sampled time."""
        for one in self.store.outcomes():
            head = self._head(one)
            for picture, found in one.series.items():
                for row in zip(*(found[name] for name in ("time_s", *COUNTS)), strict=True):
                    yield (*head, picture, *row[:-1], None if row[-1] < 0 else row[-1])

    def _head(self, one: Outcome) -> tuple[Any, ...]:
        run = one.run
        values = self.plan.parameters(run.values).values()
        return (run.number, run.repetition, run.seed, *values)

    @cached_property
    def columns(self) -> dict[str, Array]:
        """The whole table as arrays: numbers as float64 (nan for "n/a"), words as objects."""
        return _columns(self.header, list(self.rows()))

    @property
    def failed(self) -> int:
        """How many runs failed."""
        return int((self.columns["error"] != "").sum())  # one that failed is one row

    def of(self, picture: str, measure: str) -> Floats:
        """Return one measure of one picture, run by run; nan is "n/a". Raises `BadInput`."""
        for kind, name, known in (
            ("picture", picture, self.plan.pictures),
            ("measure", measure, (*self.parameters, *self.measures)),
        ):
            if name not in known:
                from iffsim.scenario.near import unknown

                raise bad("study", unknown(kind, name, known))
        found: Floats = self.columns[measure][self._rows_of[picture]]
        return found

    @cached_property
    def _rows_of(self) -> dict[str, Ints]:
        """The rows of each picture."""
        return {p: np.flatnonzero(self.columns["picture"] == p) for p in self.plan.pictures}

    def to_series(self) -> dict[str, dict[str, Floats]]:
        """Return the counts over time by picture and name, float64[runs, times]; nan is "n/a"."""
        found: dict[str, dict[str, list[Any]]] = {}
        for one in self.store.outcomes():
            for picture, counts in one.series.items():
                for name, row in counts.items():
                    found.setdefault(picture, {}).setdefault(name, []).append(row)
        arrays = {
            picture: {name: np.array(rows, np.float64) for name, rows in counts.items()}
            for picture, counts in found.items()
        }
        for table in arrays.values():
            table["needle"][table["needle"] < 0] = np.nan
        return arrays

    def to_pandas(self, series: bool = False) -> Any:
        """Return a pandas DataFrame, with `series` that of the counts over time."""
        return need("pandas").DataFrame(self._table(series))

    def to_polars(self, series: bool = False) -> Any:
        """Return a polars DataFrame, with `series` that of the counts over time."""
        table = {
            name: [None if value != value else value for value in column.tolist()]
            for name, column in self._table(series).items()
        }
        return need("polars").DataFrame(table, strict=False)

    def to_xarray(self) -> Any:
        """Return an xarray Dataset over run and picture; what varied are coordinates of run."""
        xarray = need("xarray")
        good = self.columns["error"] == ""
        table = {name: column[good] for name, column in self.columns.items()}
        pictures = self.plan.pictures
        shape = (-1, len(pictures))
        runs = {n: table[n].reshape(shape)[:, 0] for n in (*_NUMBERS, *self.parameters)}
        return xarray.Dataset(
            {n: (("run", "picture"), table[n].reshape(shape)) for n in self.measures},
            {n: ("run", column) for n, column in runs.items()} | {"picture": list(pictures)},
        )

    def _table(self, series: bool) -> dict[str, Array]:
        if not series:
            return self.columns
        return _columns(self.series_header, list(self.series_rows()))

    def write(self, folder: Path, form: str = "csv") -> list[Path]:
        """Write runs.csv, and series.csv if there are counts over time, into `folder`; `form` is
        csv or parquet. Return the files. Nothing is held but a few thousand rows. Raises
        `BadInput`."""
        tables = [("runs", self.header, self.rows())]
        if self.plan.job.every_s is not None:
            tables.append(("series", self.series_header, self.series_rows()))
        written = []
        for name, header, rows in tables:
            path = folder / f"{name}.{form}"
            with whole(path) as temporary:
                (_parquet if form == "parquet" else _csv)(temporary, header, rows)
            written.append(path)
        return written

    def __repr__(self) -> str:
        what = f"{self.plan.total:,} runs of {self.plan.design.scenario}"
        varied = ", ".join(factor.path for factor in self.plan.factors) or "seeds alone"
        return f"<iffsim study: {what}; {varied}>"


def _columns(header: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> dict[str, Array]:
    lists = zip(*rows, strict=True) if rows else ([] for _ in header)
    return {name: _array(name, list(column)) for name, column in zip(header, lists, strict=True)}


def _array(name: str, values: list[Any]) -> Array:
    if name in _NUMBERS:
        return np.array(values, np.int64)
    words = name in _WORDS or any(isinstance(value, str) for value in values)
    if words:
        return np.array([None if value is None else str(value) for value in values], object)
    return np.array([np.nan if value is None else value for value in values], np.float64)


def _csv(path: Path, header: Sequence[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def _parquet(path: Path, header: Sequence[str], rows: Rows) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise bad("parquet", 'needs pyarrow; run: pip install "iffsim[study]"') from None
    first = _batch(rows)
    words = {
        name
        for name, column in zip(header, zip(*first, strict=True), strict=False)
        if name in _WORDS or any(isinstance(value, str) for value in column)
    }
    kinds = [
        pa.string() if n in words else pa.int64() if n in _NUMBERS else pa.float64() for n in header
    ]
    schema = pa.schema(list(zip(header, kinds, strict=True)))
    with pq.ParquetWriter(path, schema) as out:
        batch = first
        while batch:
            columns = [
                pa.array(map(_fitting(kind == pa.string()), column), kind)
                for kind, column in zip(kinds, zip(*batch, strict=True), strict=True)
            ]
            out.write_table(pa.table(columns, schema=schema))
            batch = _batch(rows)


def _fitting(words: bool) -> Any:
    if words:
        return lambda value: None if value is None else str(value)
    return lambda value: None if value is None or isinstance(value, str) else value


def _batch(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    from itertools import islice

    return list(islice(rows, BATCH))
