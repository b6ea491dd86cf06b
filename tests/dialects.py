"""The same flights in the other dialects that people hold, and files of formats that are not
read."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import recordings
from recordings import FT, Fix, snapshots

Made = Callable[[Sequence[Fix]], bytes]


def iso(fix: Fix, sep: str = "T") -> str:
    return datetime.fromtimestamp(fix.time_s, UTC).isoformat(sep=sep).replace("+00:00", "Z")


def lines(rows: Sequence[str]) -> bytes:
    return ("\n".join(rows) + "\n").encode()


def documents(found: Sequence[object]) -> bytes:
    return lines([json.dumps(one) for one in found])


def api_2(fixes: Sequence[Fix]) -> bytes:
    """adsb.lol, ADSBx v2: "ac" first, then "now" in ms."""
    return documents(
        [
            {
                "ac": [
                    {"hex": f.icao, "flight": f.callsign, "lat": f.lat, "lon": f.lon,
                     "alt_baro": f.alt_ft, "alt_geom": f.alt_ft + 400, "seen_pos": 1.5}
                    for f in some
                ],
                "msg": "No error", "now": int(1000 * (time_s + 1.5)), "total": len(some),
            }
            for time_s, some in snapshots(fixes).items()
        ]
    )  # fmt: skip


def last_positions(fixes: Sequence[Fix]) -> bytes:
    """readsb: an aircraft whose position is old has it under lastPosition."""
    return documents(
        [
            {
                "now": time_s + 70.0,
                "aircraft": [
                    {"hex": f.icao, "flight": f.callsign, "alt_baro": f.alt_ft,
                     "lastPosition": {"lat": f.lat, "lon": f.lon, "seen_pos": 70.0}}
                    for f in some
                ],
            }
            for time_s, some in snapshots(fixes).items()
        ]
    )  # fmt: skip


def pruned_chunk(fixes: Sequence[Fix]) -> bytes:
    """tar1090's chunks: aircraft as lists, in the order that tar1090.sh prunes them to."""
    files = [
        {
            "now": time_s,
            "aircraft": [
                [f.icao, f.alt_ft, 440, 91, f.lat, f.lon, 0.0, "adsb_icao", f.callsign, 7]
                for f in some
            ],
        }
        for time_s, some in snapshots(fixes).items()
    ]
    return gzip.compress(b'{ "files" : [\n' + b",\n".join(json.dumps(f).encode() for f in files)
                         + b"\n] }")  # fmt: skip


def tracks(fixes: Sequence[Fix]) -> bytes:
    """OpenSky's REST tracks; the key that its documentation spells with three l."""
    found = []
    for icao in dict.fromkeys(fix.icao for fix in fixes):
        own = [fix for fix in fixes if fix.icao == icao]
        path = [[f.time_s, f.lat, f.lon, f.alt_ft * FT, 91, False] for f in own]
        found.append({"icao24": icao, "startTime": own[0].time_s, "endTime": own[-1].time_s,
                      "calllsign": own[0].callsign, "path": path})  # fmt: skip
    return documents(found)


def records(fixes: Sequence[Fix]) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(recordings.traffic_json(fixes))
    return found


def orient(fixes: Sequence[Fix], kind: str) -> bytes:
    """What pandas' to_json makes of a frame, by `orient` (checked against pandas 2)."""
    rows = records(fixes)
    names = list(rows[0])
    if kind == "columns":
        return json.dumps({n: {str(i): r[n] for i, r in enumerate(rows)} for n in names}).encode()
    if kind == "index":
        return json.dumps({str(i): row for i, row in enumerate(rows)}).encode()
    if kind == "split":
        return json.dumps({"columns": names, "index": list(range(len(rows))),
                           "data": [list(row.values()) for row in rows]}).encode()  # fmt: skip
    if kind == "table":
        fields = [{"name": name, "type": "string"} for name in names]
        return json.dumps({"schema": {"fields": fields}, "data": rows}).encode()
    return documents(rows)


def sbs_with(fixes: Sequence[Fix], mark: str) -> bytes:
    """Heights in a MSG,5 before each position, or marked H, as dump1090 does with --gnss."""
    rows = []
    for fix in fixes:
        moment = datetime.fromtimestamp(fix.time_s, UTC)
        when = f"{moment:%Y/%m/%d},{moment:%H:%M:%S}.000"
        head = f"1,1,{fix.icao.upper()},1,{when},{when}"
        alt = f"{fix.alt_ft:.0f}"
        if mark == "5":
            rows.append(f"MSG,5,{head},{fix.callsign},{alt},,,,,,,0,,0,0")
        there = "" if mark == "5" else f"{alt}{mark}"
        rows.append(f"MSG,3,{head},{fix.callsign},{there},,,{fix.lat},{fix.lon},,,0,0,0,0")
    return lines(rows)


def zipped(name: str, content: bytes) -> bytes:
    """Return a zip archive of one file."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return held.getvalue()


def turkish(fixes: Sequence[Fix]) -> str:
    """Return a spreadsheet as it is saved in Türkiye."""
    rows = ["Zaman;Adres;Çağrı Adı;Enlem;Boylam;İrtifa (ft)"]
    for one in fixes:
        when = datetime.fromtimestamp(one.time_s, UTC).strftime("%d.%m.%Y %H:%M:%S")
        lat, lon = (f"{value:.6f}".replace(".", ",") for value in (one.lat, one.lon))
        rows.append(f"{when};{one.icao};{one.callsign};{lat};{lon};{one.alt_ft:g}")
    return "\n".join(rows)


def by_the_day(fixes: Sequence[Fix]) -> str:
    """Return a decoded ASTERIX table: the day, the time of day, flight levels."""
    rows = ["date,time_of_day,target_address,target_identification,lat,lon,measured_flight_level"]
    for one in fixes:
        when = datetime.fromtimestamp(one.time_s, UTC).strftime("%Y/%m/%d,%H:%M:%S")
        rows.append(f"{when},{one.icao},{one.callsign},{one.lat},{one.lon},{one.alt_ft / 100:g}")
    return "\n".join(rows)


def spreadsheet(fixes: Sequence[Fix], delimiter: str, comma: bool) -> bytes:
    """A table of one's own, as a spreadsheet saves it where the decimal mark is a comma."""
    rows = [delimiter.join(("Time (UTC)", "UTC", "ICAO24", "Callsign", "Lat", "Lon", "Altitude_m"))]
    for n, fix in enumerate(fixes):
        numbers = [f"{fix.lat}", f"{fix.lon}", f"{fix.alt_ft * FT:.4f}"]
        cells = [str(n), iso(fix), fix.icao, fix.callsign, *numbers]
        rows.append(delimiter.join(c.replace(".", ",") if comma else c for c in cells))
    return "Kayıt\n".encode() + lines(rows)


def truth_csv(fixes: Sequence[Fix]) -> bytes:
    start = fixes[0].time_s
    rows = ["time_s,aircraft,lat_deg,lon_deg,alt_m,speed_mps,course_deg,allegiance,in_area"]
    rows += [f"{f.time_s - start},{f.callsign},{f.lat},{f.lon},{f.alt_ft * FT},1,2,own,1"
             for f in fixes]  # fmt: skip
    return lines(rows)


def gpx(fixes: Sequence[Fix]) -> bytes:
    found = ['<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">']
    for name in dict.fromkeys(fix.callsign for fix in fixes):
        found.append(f"<trk><name>{name}</name><trkseg>")
        found += [
            f'<trkpt lat="{f.lat}" lon="{f.lon}"><ele>{f.alt_ft * FT}</ele>'
            f"<time>{iso(f)}</time></trkpt>" for f in fixes if f.callsign == name
        ]  # fmt: skip
        found.append("</trkseg></trk>")
    return "\n".join([*found, "</gpx>"]).encode()


def kml_tracks(fixes: Sequence[Fix]) -> bytes:
    """FlightAware's and Google Earth's: gx:Track."""
    found = ['<kml xmlns="http://www.opengis.net/kml/2.2"'
             ' xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>']  # fmt: skip
    for name in dict.fromkeys(fix.callsign for fix in fixes):
        own = [fix for fix in fixes if fix.callsign == name]
        found.append(f"<Placemark><name>{name}</name><gx:Track>"
                     "<altitudeMode>absolute</altitudeMode>")  # fmt: skip
        found += [f"<when>{iso(f)}</when>" for f in own]
        found += [f"<gx:coord>{f.lon} {f.lat} {f.alt_ft * FT}</gx:coord>" for f in own]
        found.append("</gx:Track></Placemark>")
    found.append("<Placemark><name>LTAC</name><Point><coordinates>33,40,0</coordinates></Point>"
                 "</Placemark></Document></kml>")  # fmt: skip
    return "\n".join(found).encode()


def kml_points(fixes: Sequence[Fix]) -> bytes:
    """Flightradar24's: a timed point a placemark; one flight a file, named in the document."""
    name = fixes[0].callsign
    found = [f'<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>TK1/{name}</name>'
             "<Folder><name>Route</name>"]  # fmt: skip
    found += [
        f"<Placemark><name>{iso(f)}</name><TimeStamp><when>{iso(f)}</when></TimeStamp><Point>"
        f"<coordinates>{f.lon},{f.lat},{f.alt_ft * FT}</coordinates></Point></Placemark>"
        for f in fixes
    ]
    found.append("</Folder><Folder><name>Trail</name><Placemark><LineString><coordinates>1,2,3"
                 "</coordinates></LineString></Placemark></Folder></Document></kml>")  # fmt: skip
    return "\n".join(found).encode()


def geojson_lines(fixes: Sequence[Fix]) -> bytes:
    features = []
    for name in dict.fromkeys(fix.callsign for fix in fixes):
        own = [fix for fix in fixes if fix.callsign == name]
        features.append({
            "type": "Feature",
            "properties": {"name": name, "coordTimes": [iso(f) for f in own]},
            "geometry": {"type": "LineString",
                         "coordinates": [[f.lon, f.lat, f.alt_ft * FT] for f in own]},
        })  # fmt: skip
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def feather(fixes: Sequence[Fix]) -> bytes:
    import pyarrow
    import pyarrow.feather

    out = pyarrow.BufferOutputStream()
    rows = records(fixes)
    table = pyarrow.table({name: [row[name] for row in rows] for name in rows[0]})
    pyarrow.feather.write_feather(table, out)
    return out.getvalue().to_pybytes()


def history(fixes: Sequence[Fix]) -> str:
    return recordings.opensky_csv(fixes)


def of_day(fixes: Sequence[Fix]) -> bytes:
    """A spreadsheet's own titles: the day and the time of day apart, units in brackets."""
    titles = "Date,Time,ICAO,Call,Latitude (deg),Longitude (deg),Altitude [ft]"
    rows = [
        f"{iso(f)[:10].replace('-', '/')},{iso(f)[11:-1]},{f.icao},{f.callsign},{f.lat},{f.lon},"
        f"{f.alt_ft}"
        for f in fixes
    ]
    return lines([titles, *rows])


DIALECTS: dict[str, Made] = {
    "the day and the time of day apart": of_day,
    "ac and now in ms": api_2,
    "lastPosition": last_positions,
    "tar1090 chunk of lists": pruned_chunk,
    "OpenSky tracks": tracks,
    "states as one array": lambda f: b"[" + b",".join(
        recordings.opensky_states(f).encode().splitlines()) + b"]",
    **{f"pandas {kind}": lambda f, k=kind: orient(f, k)  # type: ignore[misc]
       for kind in ("lines", "columns", "index", "split", "table")},
    "SBS, height in MSG 5": lambda f: sbs_with(f, "5"),
    "SBS, geometric": lambda f: sbs_with(f, "H"),
    "semicolons, decimal commas, a title": lambda f: spreadsheet(f, ";", True),
    "Turkish": lambda f: turkish(f).encode(),
    "times by the day": lambda f: by_the_day(f).encode(),
    "zip": lambda f: zipped("day.csv", history(f).encode()),
    "KMZ": lambda f: zipped("doc.kml", kml_tracks(f)),
    "tabs": lambda f: spreadsheet(f, "\t", False),
    "GPX": gpx,
    "KML tracks": kml_tracks,
    "GeoJSON lines": geojson_lines,
    "feather": feather,
    "BOM": lambda f: b"\xef\xbb\xbf" + history(f).encode(),
    "UTF-16 without a mark": lambda f: history(f).encode("utf-16-be"),
    "bare returns": lambda f: history(f).replace("\n", "\r").encode(),
    "gzip twice": lambda f: gzip.compress(gzip.compress(history(f).encode())),
    "no header, its first line cut": lambda f: history(f).partition("\n")[2][7:].encode(),
    "JSON, its first line cut": lambda f: b'"x"]]}\n' + recordings.opensky_states(f).encode(),
}  # fmt: skip

BEAST = b"".join(b"\x1a3" + bytes(range(33, 33 + 7)) + bytes(14) for _ in range(5))
ASTERIX = b"".join(struct.pack(">BH", 48, 20) + b"\xff" * 17 for _ in range(4))
IGC = b"AXXX001 logger\r\nHFDTE010524\r\nB1000003900000N03200000EA0100001000\r\n"
UNREAD: dict[str, tuple[bytes, str]] = {
    "VRS": (b'{"acList": [{"Icao": "4B8F01", "Lat": 39.0, "Long": 32.0}]}', "Virtual Radar"),
    "ADSBx v1": (
        b'{"ac": [{"postime": "1714557600000", "icao": "4B8F01", "lat": "39", "lon": "32"}]}',
        "ADS-B Exchange JSON of version 1",
    ),
    "IGC": (IGC, "IGC"),
    "AVR": (b"*8D4B8F0158C382D690C8AC2863A7;\n*5D4B8F01A1B2C3;\n", "AVR"),
    "Beast": (BEAST, "Beast"),
    "ASTERIX": (ASTERIX, "ASTERIX"),
    "FlightAware": (b'{"positions": [{"fa_flight_id": "A", "latitude": 39}]}', "FlightAware JSON"),
    "xlsx": (b"PK\x03\x04" + bytes(22) + struct.pack("<HH", 19, 0) + b"[Content_Types].xml",
             "Excel"),
    "kmz": (b"PK\x03\x04" + bytes(22) + struct.pack("<HH", 7, 0) + b"doc.kml", "KMZ"),
    "zip": (b"PK\x03\x04" + bytes(22) + struct.pack("<HH", 5, 0) + b"a.csv", "zip archive"),
    "web page": (b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
    "pandas values": (b"[[1714557600000, 39.0, 32.0]]", "orient='values'"),
    "pickle": (b"\x80\x04\x95\x00", "pickle"),
    "pictures.csv": (
        b"time_s,picture,aircraft,held,seen_s,lat_deg,lon_deg,alt_m,identity,evidence,rule,sites\n",
        "import truth.csv",
    ),
    "gzip thrice": (gzip.compress(gzip.compress(gzip.compress(b"x" * 99))), "gzip inside gzip"),
    "XML": (b"<osm version='0.6'></osm>", "OpenStreetMap"),
    "XML with entities": (
        b'<!DOCTYPE k [<!ENTITY a "aaaa">]><kml><Document><name>&a;</name></Document></kml>',
        "entities",
    ),
}  # fmt: skip
"""Content, and what its refusal names."""
