"""A recording for other people's programs: parquet, GeoJSON, KML, next to the CSV of `tables.py`.

* parquet (extra `iffsim[parquet]`): the tables with proper types, and `traffic.parquet` with the
  columns and units of the `traffic` library, which opens it as it is (addresses marked as made
  up).
* GeoJSON (RFC 7946): truth, and each picture, a point for each aircraft and sampled time, with a
  time stamp that QGIS's temporal controller takes.
* KML 2.2 with Google's tracks: a folder for truth and for each picture, a timed track for each
  aircraft, coloured by identity; Google Earth plays it.
* CZML: the same for Cesium, in a browser; `czml.py` writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any, TextIO
from xml.sax.saxutils import escape

from iffsim import czml, tables
from iffsim.base import csvfile
from iffsim.base.errors import NO_PARQUET, bad
from iffsim.base.progress import Tell, watched
from iffsim.base.units import FT, KT
from iffsim.dated import CAUTION, COLOURS, held, moment, stamp
from iffsim.recording import Recording

FORMATS = ("csv", "parquet", "geojson", "kml", "czml")
_TEXTS = {"aircraft", "allegiance", "picture", "identity", "evidence", "rule", "sites", "event",
          "from", "to", "reason"}  # fmt: skip
_FLAGS = {"held", "in_area"}

Row = tables.Row


def write(
    recording: Recording,
    form: str,
    folder: Path,
    times: Sequence[float],
    tell: Tell | None = None,
) -> None:
    """Write `recording`, sampled at `times`, into `folder` in one of `FORMATS`.

    `tell` is told the share done of each table. Raises `BadInput` where a package is missing.
    """
    writers = {"csv": write_csv, "parquet": write_parquet, "geojson": write_geojson,
               "czml": write_czml}  # fmt: skip
    writers.get(form, write_kml)(recording, folder, Times(times, tell))


class Times(Sequence[float]):
    """Times that tell how far whoever walks through them has come."""

    def __init__(self, times: Sequence[float], tell: Tell | None) -> None:
        self._times, self._tell = times, tell

    def __len__(self) -> int:
        return len(self._times)

    def __getitem__(self, index: Any) -> Any:
        return self._times[index]

    def __iter__(self) -> Iterator[float]:
        return watched(self._times, len(self._times), self._tell)


def write_csv(recording: Recording, folder: Path, times: Sequence[float]) -> None:
    """Write truth.csv, pictures.csv and events.csv."""
    for name, header, rows in each_table(recording, times):
        csvfile.write_csv(folder / f"{name}.csv", header, rows)


def each_table(
    recording: Recording, times: Sequence[float]
) -> Iterator[tuple[str, Sequence[str], Iterable[Row]]]:
    """Yield name, columns and rows of truth, pictures and events."""
    yield "truth", tables.TRUTH, tables.truth(recording, times)
    yield "pictures", tables.PICTURES, tables.pictures(recording, times)
    yield "events", tables.EVENTS, tables.events(recording)


def write_parquet(recording: Recording, folder: Path, times: Sequence[float]) -> None:
    """Write truth, pictures and events, and traffic.parquet for the `traffic` library."""
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise bad("--format parquet", NO_PARQUET) from None
    for name, header, rows in each_table(recording, times):
        schema = pyarrow.schema([(one, pyarrow.type_for_alias(_type(one))) for one in header])
        _table(folder / f"{name}.parquet", schema, rows)
    begin = moment(recording)
    schema = pyarrow.schema(
        [
            ("timestamp", pyarrow.timestamp("us", "UTC")), ("icao24", pyarrow.string()),
            ("callsign", pyarrow.string()), ("latitude", pyarrow.float64()),
            ("longitude", pyarrow.float64()), ("altitude", pyarrow.float64()),
            ("groundspeed", pyarrow.float64()), ("track", pyarrow.float64()),
            ("onground", pyarrow.bool_()),
        ]
    )  # fmt: skip
    _table(folder / "traffic.parquet", schema, _traffic(recording, begin, times))


def _type(column: str) -> str:
    if column in _FLAGS:
        return "bool"
    if column == "track":
        return "int32"
    return "string" if column in _TEXTS else "double"


def _table(path: Path, schema: Any, rows: Iterable[Row], size: int = 50_000) -> None:
    """Write rows as parquet, some ten thousands at a time; empty numbers are null."""
    import pyarrow
    import pyarrow.parquet

    with pyarrow.parquet.ParquetWriter(path, schema, compression="zstd") as out:
        for _, some in groupby(enumerate(rows), lambda pair: pair[0] // size):
            columns = zip(*(row for _, row in some), strict=True)
            arrays = [
                pyarrow.array(_typed(column, field.type), field.type)
                for column, field in zip(columns, schema, strict=True)
            ]
            out.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _typed(column: Sequence[Any], kind: Any) -> list[Any]:
    if str(kind) == "bool":
        return [bool(value) for value in column]
    return [None if value == "" and str(kind) != "string" else value for value in column]


def _traffic(recording: Recording, begin: datetime, times: Sequence[float]) -> Iterator[Row]:
    """Yield truth in the columns and units of `traffic`: feet, knots, degrees.

    Simulated aircraft have no addresses: "~" marks the numbers as made up, as receivers do.
    """
    for time_s, name, lat, lon, alt_m, speed, course, *_ in tables.truth(recording, times):
        when = begin + timedelta(seconds=time_s)
        yield (
            when, f"~{recording.aircraft(name) + 1:06x}", name, lat, lon, round(alt_m / FT, 1),
            round(speed / KT, 1), course, False,
        )  # fmt: skip


def write_geojson(recording: Recording, folder: Path, times: Sequence[float]) -> None:
    """Write truth.geojson and a PICTURE.geojson each."""
    begin = moment(recording)
    with (folder / "truth.geojson").open("w", encoding="utf-8") as file:
        _features(file, _points(tables.TRUTH, tables.truth(recording, times), begin))
    for picture in recording.picture_ids:
        with (folder / f"picture-{picture}.geojson").open("w", encoding="utf-8") as file:
            _features(file, _points(tables.PICTURES, held(recording, picture, times), begin))


def _points(header: Sequence[str], rows: Iterable[Row], begin: datetime) -> Iterator[str]:
    for row in rows:
        values = dict(zip(header, row, strict=True))
        place = [values.pop("lon_deg"), values.pop("lat_deg"), values.get("alt_m")]
        values["time"] = stamp(begin, values["time_s"])
        yield json.dumps(
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": place},
                "properties": values,
            },
            ensure_ascii=False,
        )


def _features(file: TextIO, features: Iterable[str]) -> None:
    file.write('{"type": "FeatureCollection", "features": [')
    for number, feature in enumerate(features):
        file.write(("," if number else "") + "\n" + feature)
    file.write("\n]}\n")


def write_kml(recording: Recording, folder: Path, times: Sequence[float]) -> None:
    """Write recording.kml: truth, and each picture, as timed tracks."""
    begin = moment(recording)
    with (folder / "recording.kml").open("w", encoding="utf-8") as file:
        title = escape(recording.scenario.title)
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        file.write('<kml xmlns="http://www.opengis.net/kml/2.2"')
        file.write(' xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>')
        file.write(f"<name>{title}</name>")
        file.write(f"<description>{CAUTION}</description>\n")
        for name, colour in COLOURS.items():
            file.write(f'<Style id="{name}"><IconStyle><color>{colour}</color></IconStyle>')
            file.write(f"<LineStyle><color>{colour}</color><width>2</width></LineStyle></Style>\n")
        truth = ((row[1], "", row) for row in tables.truth(recording, times))
        _folder(file, "truth", begin, ((a, s, r[0], r[3], r[2], r[4]) for a, s, r in truth))
        for picture in recording.picture_ids:
            rows = held(recording, picture, times)
            _folder(
                file, picture, begin,
                ((row[2], row[8], row[0], row[6], row[5], row[7]) for row in rows),
            )  # fmt: skip
        file.write("</Document></kml>\n")


def write_czml(recording: Recording, folder: Path, times: Sequence[float]) -> None:
    """Write recording.czml."""
    czml.write(recording, folder / "recording.czml", times)


Sample = tuple[str, str, float, float, float, float]
"""Aircraft, identity, time (s), longitude, latitude (degrees), altitude (m)."""


def _folder(file: TextIO, name: str, begin: datetime, samples: Iterable[Sample]) -> None:
    """Write a folder: each aircraft's samples of one identity in a row are one track."""
    ordered = sorted(samples, key=lambda sample: (sample[0], sample[2]))
    file.write(f"<Folder><name>{escape(name)}</name>\n")
    for (aircraft, identity), some in groupby(ordered, lambda sample: sample[:2]):
        file.write(f"<Placemark><name>{escape(aircraft)}</name>")
        if identity:
            file.write(f"<description>{escape(identity)}</description>")
            file.write(f"<styleUrl>#{escape(identity)}</styleUrl>")
        file.write("<gx:Track><altitudeMode>absolute</altitudeMode>")
        points = list(some)
        for point in points:
            file.write(f"<when>{stamp(begin, point[2])}</when>")
        for _, _, _, lon, lat, alt_m in points:
            file.write(f"<gx:coord>{lon} {lat} {alt_m}</gx:coord>")
        file.write("</gx:Track></Placemark>\n")
    file.write("</Folder>\n")
