"""Parquet as the `traffic` library writes it (or OpenSky's columns); needs the extra
`iffsim[parquet]`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

from iffsim.base.errors import bad
from iffsim.importing.batch import Batch, Book, numbers
from iffsim.importing.delimited import Dialect, dialect_of, measured, needed, times, truths
from iffsim.importing.streams import Watched

ROWS = 1 << 16
HINT = 'parquet needs one more package: pip install "iffsim[parquet]"'


def arrow() -> Any:
    """Return the module `pyarrow.parquet`; `BadInput` says how to get it."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise bad("parquet", HINT) from None
    return pyarrow.parquet


def read(file: Watched, book: Book) -> Iterator[Batch]:
    """Yield the rows of a parquet file, some ten thousands at a time."""
    parquet = arrow()
    from pyarrow import ArrowException

    try:
        with parquet.ParquetFile(file.path) as opened:
            names = [name.lower() for name in opened.schema_arrow.names]
            dialect = dialect_of(names)
            if dialect is None:
                raise bad(
                    str(file.path), 'has no column "icao24"; expected the columns of `traffic`'
                )
            needed(file, names, dialect)
            wanted = [n for n in opened.schema_arrow.names if n.lower() in _used(dialect)]
            done = 0
            for rows in opened.iter_batches(batch_size=ROWS, columns=wanted):
                done += rows.num_rows
                yield _batch(rows, dialect, book)
                if file.tell:
                    file.tell(done / max(opened.metadata.num_rows, done))
    except (ArrowException, OSError, ValueError, MemoryError) as error:
        first = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        raise bad(str(file.path), f"is damaged, or no parquet that can be read ({first})") from None


def _used(dialect: Dialect) -> set[str]:
    return {
        dialect.time, dialect.lat, dialect.lon, dialect.ground, dialect.measured, "icao24",
        "callsign", *dialect.altitudes,
    }  # fmt: skip


def _batch(rows: Any, dialect: Dialect, book: Book) -> Batch:
    columns = {name.lower(): rows.column(name) for name in rows.schema.names}
    count = rows.num_rows
    stamps = _stamps(columns[dialect.time], book)
    if dialect.measured in columns:
        stamps = measured(stamps, _stamps(columns[dialect.measured], book))
    alt = np.full(count, np.nan)
    for name in dialect.altitudes:
        if name in columns:
            told = _floats(columns[name], book, "altitude") * dialect.alt_unit_m
            alt = np.where(np.isnan(alt), told, alt)
    ground = columns.get(dialect.ground)
    names = columns.get("callsign")
    return Batch(
        time_s=stamps,
        address=book.addresses([str(text) for text in columns["icao24"].to_pylist()]),
        lat_deg=_floats(columns[dialect.lat], book, "latitude"),
        lon_deg=_floats(columns[dialect.lon], book, "longitude"),
        alt_m=alt,
        on_ground=truths(() if ground is None else ground.to_pylist(), count),
        callsign=("",) * count if names is None else [_text(name) for name in names.to_pylist()],
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _floats(column: Any, book: Book, what: str) -> npt.NDArray[np.float64]:
    from pyarrow import types

    if types.is_floating(column.type) or types.is_integer(column.type):
        found = column.cast("float64", safe=False).to_numpy(zero_copy_only=False)
        return np.where(np.isfinite(found), found, np.nan)
    return numbers(column.to_pylist(), book.tally, what)


def _stamps(column: Any, book: Book) -> npt.NDArray[np.float64]:
    """Return times in s, of a column of stamps (UTC unless it says otherwise), numbers or texts."""
    import pyarrow

    if pyarrow.types.is_timestamp(column.type):
        zone = column.type.tz
        whole = column.cast(pyarrow.timestamp("us", zone), safe=False).cast("int64")
        found = whole.cast("float64", safe=False).to_numpy(zero_copy_only=False)
        return np.asarray(found, float) / 1e6
    if pyarrow.types.is_floating(column.type) or pyarrow.types.is_integer(column.type):
        return _floats(column, book, "time")
    return times(["" if text is None else str(text) for text in column.to_pylist()], book)
