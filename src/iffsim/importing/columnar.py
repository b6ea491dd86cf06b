"""Parquet and feather in any dialect of tables; needs the extra `iffsim[parquet]`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from iffsim.base.arrays import Floats
from iffsim.base.errors import NO_PARQUET, BadInput, bad
from iffsim.importing import known
from iffsim.importing.batch import Batch, Book
from iffsim.importing.dialects import Dialect, dialect_of, nearest
from iffsim.importing.streams import Watched
from iffsim.importing.table import Column, batch, missing

ROWS = 1 << 16


def arrow() -> Any:
    """Return the module `pyarrow` with `parquet` and `ipc`; `BadInput` says how to get it."""
    try:
        import pyarrow
        import pyarrow.ipc
        import pyarrow.parquet
    except ImportError:
        raise bad("parquet", NO_PARQUET) from None
    return pyarrow


def read(file: Watched, book: Book) -> Iterator[Batch]:
    """Yield the rows of a parquet or feather file, some ten thousands at a time."""
    parquet = file.head(4) == b"PAR1"
    try:
        pyarrow = arrow()
    except BadInput:
        if parquet:
            raise
        raise bad(str(file.path), known.FEATHER) from None
    try:
        yield from (_parquet if parquet else _feather)(pyarrow, file, book)
    except (pyarrow.ArrowException, OSError, ValueError, MemoryError) as error:
        first = str(error).splitlines()[0][:200] if str(error) else type(error).__name__
        kind = "parquet" if parquet else "feather"
        raise bad(str(file.path), f"is damaged, or no {kind} that can be read ({first})") from None


def _parquet(pyarrow: Any, file: Watched, book: Book) -> Iterator[Batch]:
    with pyarrow.parquet.ParquetFile(file.path) as opened:
        dialect, wanted = _dialect(file, opened.schema_arrow.names)
        done = 0
        for rows in opened.iter_batches(batch_size=ROWS, columns=wanted):
            done += rows.num_rows
            yield _batch(rows, dialect, book)
            if file.tell:
                file.tell(done / max(opened.metadata.num_rows, done))


def _feather(pyarrow: Any, file: Watched, book: Book) -> Iterator[Batch]:
    with pyarrow.memory_map(str(file.path)) as source:
        opened = pyarrow.ipc.open_file(source)
        dialect, wanted = _dialect(file, opened.schema.names)
        for number in range(opened.num_record_batches):
            rows = opened.get_batch(number).select(wanted)
            for start in range(0, rows.num_rows, ROWS):
                yield _batch(rows.slice(start, ROWS), dialect, book)
            if file.tell:
                file.tell((number + 1) / opened.num_record_batches)


def _dialect(file: Watched, written: list[str]) -> tuple[Dialect, list[str]]:
    """Return the dialect of a file's columns, and those of them that matter."""
    names = [name.lower() for name in written]
    dialect = dialect_of(names)
    if dialect is None:
        if what := known.refusal_of_names(names):
            raise bad(str(file.path), what)
        near = nearest(names)
        what = 'has no column "icao24"; expected the columns of `traffic`'
        raise (
            missing(str(file.path), "the table", names, near) if near else bad(str(file.path), what)
        )
    return dialect, [name for name in written if name.lower() in dialect.used()]


def _batch(rows: Any, dialect: Dialect, book: Book) -> Batch:
    columns = {name.lower(): _column(rows.column(name)) for name in rows.schema.names}
    return batch(columns, dialect, book, rows.num_rows)


def _column(column: Any) -> Column:
    """Return a column as numbers where it has them (stamps in s, UTC unless they say otherwise),
    else as Python's values."""
    import pyarrow

    types, kind = pyarrow.types, column.type
    if types.is_dictionary(kind):
        column, kind = column.dictionary_decode(), kind.value_type
    if types.is_timestamp(kind):
        whole = column.cast(pyarrow.timestamp("us", kind.tz), safe=False).cast("int64")
        return np.asarray(_floats(whole) / 1e6)
    if types.is_floating(kind) or types.is_integer(kind) or types.is_decimal(kind):
        return _floats(column)
    found: list[Any] = column.to_pylist()
    return found


def _floats(column: Any) -> Floats:
    found = column.cast("float64", safe=False).to_numpy(zero_copy_only=False)
    return np.asarray(np.where(np.isfinite(found), found, np.nan), float)
