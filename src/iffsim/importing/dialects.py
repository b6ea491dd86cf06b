"""Every dialect of recorded traffic that is read, as data: the one place to add a spelling.

A `Dialect` names, for each quantity, the columns that files use for it, best first, and the unit.
The same dialect serves CSV, JSON and parquet. Names are compared in small letters. The table in
`docs/real-traffic.md` is made from this file.

Sources: OpenSky REST API and history documentation; README-json.md of dump1090-mutability,
dump1090-fa and readsb; tar1090's `tar1090.sh`; the `traffic` library's documentation; the CSV and
KML that Flightradar24 lets one download.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields

from iffsim.base.units import FT

Names = tuple[str, ...]
Heights = Mapping[str, float]
"""Columns of heights, best first, and the metres of one of their units."""

NO_DATE_S = 946_684_800.0
"""2000-01-01T00:00:00Z, where files that count from their own beginning are put."""


@dataclass(frozen=True)
class Format:
    """One row of the table in the documentation."""

    name: str
    """As the import's report calls it."""
    origin: str
    read: str
    datum: str
    licence: str


@dataclass(frozen=True, eq=False)
class Dialect:
    """Whose columns, and what they are called."""

    name: str
    marks: Names
    """One of these tells the dialect from those below it; none: no mark is needed."""
    time: Names
    lat: Names
    lon: Names
    address: Names = ()
    callsign: Names = ()
    """Tells aircraft apart where there is no address column."""
    date: Names = ()
    """The day, where `time` is a time of day."""
    position: Names = ()
    """Latitude and longitude in one column, "39.0,32.0"."""
    measured: Names = ()
    """When the position was measured, which may be well before the row's own time."""
    age: Names = ()
    """How long before the row's time the position was measured, s."""
    baro: Heights = field(default_factory=dict)
    geom: Heights = field(default_factory=dict)
    ground: Names = ()
    kind: Names = ()
    """ICAO type designator."""
    epoch_s: float = 0.0
    """Added to `time`."""
    order: Names = ()
    """The columns of rows that come without names."""
    spoken: bool = False
    """Whether heights and flags may be words ("ground")."""
    never: Names = ()
    """Columns that tables of this dialect never have."""
    by_name: bool = False
    """Whether a call sign will do where there is no address column."""

    def used(self) -> frozenset[str]:
        """Return every column name that means something here."""
        found: set[str] = set()
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name not in ("marks", "order", "never") and isinstance(value, tuple | Mapping):
                found |= {*value}
        return frozenset(found)

    def lacks(self, names: Sequence[str]) -> str:
        """Return the first needed column that is not among `names`, "" when nothing lacks."""
        given = {*names}
        who = self.address + self.callsign if self.by_name else self.address or self.callsign
        groups = [self.time, who]
        if not (self.position and given & {*self.position}):
            groups += [self.lat, self.lon]
        return next((group[0] for group in groups if not given & {*group}), "")

    def needs(self) -> Names:
        """Return the main names of the columns that there must be."""
        who = (self.address or self.callsign)[0]
        where = self.position[:1] if self.position and self.marks else (self.lat[0], self.lon[0])
        return (self.time[0], who, *where)


OPENSKY_HISTORY = Dialect(
    "OpenSky history",
    marks=("baroaltitude", "geoaltitude", "lastposupdate", "lastcontact", "vertrate", "velocity"),
    time=("time",), measured=("lastposupdate",), address=("icao24",), callsign=("callsign",),
    lat=("lat",), lon=("lon",), baro={"baroaltitude": 1.0}, geom={"geoaltitude": 1.0},
    ground=("onground",),
    order=(
        "time", "icao24", "lat", "lon", "velocity", "heading", "vertrate", "callsign", "onground",
        "alert", "spi", "squawk", "baroaltitude", "geoaltitude", "lastposupdate", "lastcontact",
    ),
)  # fmt: skip
OPENSKY_STATES = Dialect(
    "OpenSky state vectors",
    marks=("time_position", "baro_altitude", "geo_altitude", "last_contact", "true_track"),
    time=("time", "timestamp", "last_contact", "time_position"), measured=("time_position",),
    address=("icao24",), callsign=("callsign",), lat=("latitude", "lat"), lon=("longitude", "lon"),
    baro={"baro_altitude": 1.0}, geom={"geo_altitude": 1.0}, ground=("on_ground",),
    order=(
        "icao24", "callsign", "origin_country", "time_position", "last_contact", "longitude",
        "latitude", "baro_altitude", "on_ground", "velocity", "true_track", "vertical_rate",
        "sensors", "geo_altitude", "squawk", "spi", "position_source", "category",
    ),
)  # fmt: skip
OPENSKY_TRACK = Dialect(
    "OpenSky track", marks=("true_track",), time=("time",), address=("icao24",),
    callsign=("callsign", "calllsign"), lat=("latitude",), lon=("longitude",),
    baro={"baro_altitude": 1.0}, ground=("on_ground",),
    order=("time", "latitude", "longitude", "baro_altitude", "true_track", "on_ground"),
)  # fmt: skip
AIRCRAFT = Dialect(
    "aircraft JSON",
    marks=("seen_pos", "alt_baro", "seen", "gs", "messages", "flight"),
    time=("now", "time", "timestamp", "ctime"), age=("seen_pos", "seen"),
    address=("hex", "icao", "icao24"), callsign=("flight", "callsign"), lat=("lat",),
    lon=("lon",), baro={"alt_baro": FT, "altitude": FT}, geom={"alt_geom": FT}, kind=("t",),
    ground=("ground", "gnd"), spoken=True,
    order=(
        "hex", "alt_baro", "gs", "track", "lat", "lon", "seen_pos", "type", "flight", "messages",
    ),
)  # fmt: skip
TRACE = Dialect(
    "readsb trace", marks=("trace",), time=("dt",), address=("icao",), callsign=("flight",),
    lat=("lat",), lon=("lon",), baro={"alt_baro": FT}, geom={"alt_geom": FT}, spoken=True,
    kind=("t",),
    order=(
        "dt", "lat", "lon", "alt_baro", "gs", "track", "flags", "rate", "details", "source",
        "alt_geom", "geom_rate", "ias", "roll",
    ),
)  # fmt: skip
FR24 = Dialect(
    "Flightradar24 CSV", marks=("position",), time=("timestamp", "utc"),
    callsign=("callsign", "flight"), position=("position",), lat=("latitude", "lat"),
    lon=("longitude", "lon"), baro={"altitude": FT},
)  # fmt: skip
TRUTH = Dialect(
    "iffsim truth", marks=("lat_deg",), time=("time_s",), callsign=("aircraft",), lat=("lat_deg",),
    lon=("lon_deg",), baro={"alt_m": 1.0}, epoch_s=NO_DATE_S, never=("picture",),
)  # fmt: skip
TRAFFIC = Dialect(
    "traffic", marks=("timestamp", "latitude"), time=("timestamp",),
    measured=("last_position",), address=("icao24",), callsign=("callsign",), lat=("latitude",),
    lon=("longitude",), baro={"altitude": FT}, geom={"geoaltitude": FT},
    ground=("onground",), kind=("typecode",),
)  # fmt: skip
PLAIN = Dialect(
    "plain table", marks=(),
    time=("timestamp", "time", "utc", "datetime", "date_time", "time_utc", "utc_time", "when",
          "ts", "time_of_day", "tod", "zaman", "saat"),
    date=("date", "day", "date_utc", "utc_date", "tarih"),
    address=("icao24", "icao", "hex", "hexident", "hex_ident", "icao_address", "icao_hex",
             "modes", "mode_s", "address", "target_address", "targetaddress", "adres"),
    callsign=("callsign", "flight", "call", "ident", "aircraft", "name", "target_identification",
              "targetid", "çağrı_adı", "çağrı_kodu", "uçuş"),
    lat=("lat", "latitude", "lat_deg", "latitude_deg", "enlem"),
    lon=("lon", "longitude", "long", "lng", "lon_deg", "longitude_deg", "boylam"),
    position=("position",),
    baro={
        "alt_baro": FT, "altitude_ft": FT, "alt_ft": FT, "baro_altitude_ft": FT, "altitude_m": 1.0,
        "alt_m": 1.0, "baroaltitude": 1.0, "baro_altitude": 1.0, "altitude": FT, "alt": FT,
        "irtifa_ft": FT, "irtifa_m": 1.0, "irtifa": FT, "flight_level": 100 * FT, "fl": 100 * FT,
        "measured_flight_level": 100 * FT,
    },
    geom={
        "alt_geom": FT, "geom_alt": FT, "altitude_geom": FT, "geoaltitude": 1.0,
        "geo_altitude": 1.0, "ele": 1.0, "elevation": 1.0, "height_m": 1.0,
    },
    ground=("onground", "on_ground", "ground", "gnd", "is_on_ground"), age=("seen_pos",),
    kind=("typecode",), spoken=True, by_name=True, never=("picture",),
)  # fmt: skip
"""What people write themselves: known words, feet unless the name says metres."""

TABLES = (FR24, TRUTH, OPENSKY_STATES, TRAFFIC, OPENSKY_HISTORY, AIRCRAFT, PLAIN)
"""Tables with names, the more particular ones first."""


def dialect_of(names: Sequence[str]) -> Dialect | None:
    """Return the dialect of a table with these columns (small letters), None if it is none."""
    given = {*names}
    for dialect in TABLES:
        marked = not dialect.marks or given & {*dialect.marks}
        if marked and not given & {*dialect.never} and not dialect.lacks(names):
            return dialect
    return None


def nearest(names: Sequence[str]) -> Dialect | None:
    """Return the dialect that knows most of these columns, at least three; None if none does."""
    known = {dialect: len({*names} & dialect.used()) for dialect in TABLES}
    best = max(known, key=lambda dialect: known[dialect])
    return best if known[best] >= 3 else None


_OPENSKY = "research, non-commercial; cite Schäfer et al., IPSN 2014"
_OWN = "yours; people you recorded have rights too"
_BARO = "barometric; geometric where a track tells more of it"

FORMATS = (
    Format(
        "OpenSky history", "OpenSky's Trino shell, `pyopensky`, its sample days",
        "CSV, JSON, parquet: `time,icao24,lat,lon,...`, SI; a position counts at `lastposupdate`",
        _BARO, _OPENSKY,
    ),
    Format(
        "OpenSky state vectors", "OpenSky's REST API (`/states/all`), its Python binding",
        'JSON `{"time", "states"}`, or a table with `time_position`, `baro_altitude`, ...; SI',
        _BARO, _OPENSKY,
    ),
    Format(
        "OpenSky track", "OpenSky's REST API (`/tracks`)",
        'JSON `{"icao24", "path"}`; metres', "barometric", _OPENSKY,
    ),
    Format(
        "aircraft JSON", "dump1090 and its forks, readsb, tar1090's chunks, adsb.lol, ADSBx v2",
        "`aircraft.json`, one document a line: `altitude`, `alt_baro`, `alt_geom` in feet,"
        " `lastPosition`, `now` in s or ms; a position counts `seen_pos` before `now`",
        _BARO, _OWN,
    ),
    Format(
        "readsb trace", "readsb, tar1090; daily archives of adsb.lol; samples of ADS-B Exchange",
        "`trace_full_*.json`; feet; type designators are kept", _BARO,
        "adsb.lol: ODbL 1.0, attribution and share alike; ADS-B Exchange: non-commercial",
    ),
    Format(
        "SBS-1 lines", "port 30003 of dump1090, readsb, BaseStation",
        "`MSG,...` of 22 fields; stamps generated, else logged, taken as UTC; a position without"
        " altitude takes the last of its address; feet",
        "barometric; `H` behind a number: geometric", _OWN,
    ),
    Format(
        "traffic", "the `traffic` library; `iffsim run --format parquet`",
        "parquet, feather, CSV, JSON of any `orient` with names, JSON lines; feet",
        _BARO, "that of the data's source",
    ),
    Format(
        "Flightradar24 CSV", "a flight's page, Download CSV",
        '`Timestamp,UTC,Callsign,Position,...`, `Position` "lat,lon"; feet', "barometric",
        "for subscribers' own use",
    ),
    Format(
        "KML", "Flightradar24 and FlightAware downloads, Google Earth, `iffsim run --format kml`",
        "`gx:Track`, and points with a `TimeStamp`; metres; lines without times are not read",
        "as in the file, taken as geometric", "that of the data's source",
    ),
    Format(
        "GPX", "GPS loggers, flight apps, converters such as GPSBabel",
        "tracks whose points have a time; metres", "as in the file, taken as geometric", _OWN,
    ),
    Format(
        "GeoJSON", "`iffsim run --format geojson`, QGIS, converters",
        "points with a time; lines with `times` or `coordTimes`", "the property, else geometric",
        "that of the data's source",
    ),
    Format(
        "iffsim truth", "`iffsim run --format csv` or `parquet`: `truth.csv`, `truth.parquet`",
        "`time_s,aircraft,lat_deg,lon_deg,alt_m`; has no date: begins at 2000-01-01", "the model's",
        "that of the scenario",
    ),
    Format(
        "iffsim recording", "`iffsim run`: `.iffrec`",
        "the truth in it; between samples within 0.1 m",
        "the model's", "that of the scenario",
    ),
    Format(
        "plain table", "a spreadsheet or a program of one's own",
        "a column each for time, address or call sign, latitude, longitude, and height; feet unless"
        " the name ends in `_m`; or the day and the time of day apart",
        _BARO, "that of the data's source",
    ),
)  # fmt: skip


def documented() -> Iterator[str]:
    """Yield the lines of the documentation's table of formats."""
    yield "| format | where it comes from | what is read | heights | licence of typical sources |"
    yield "|---|---|---|---|---|"
    for row in FORMATS:
        cells = (row.name, row.origin, row.read, row.datum, row.licence)
        yield f"| {' | '.join(cells)} |"
