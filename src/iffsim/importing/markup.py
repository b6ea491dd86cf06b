"""KML and GPX: timed tracks and timed points, read piece by piece.

Documents may come from strangers: defusedxml refuses document types and entities, and what is held
at once is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax import SAXException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from iffsim.base.errors import bad
from iffsim.importing.batch import Batch, Book
from iffsim.importing.dialects import PLAIN
from iffsim.importing.streams import Watched
from iffsim.importing.table import batch

ROWS = 50_000
MAX_TEXT = 200
"""Characters kept of a name, a time or a place."""
MAX_DEPTH, MAX_POINTS = 60, 4_000_000
_KEPT = frozenset(("name", "when", "coordinates", "coord", "ele", "time"))
_TRUTH = "truth"
"""The folder of iffsim's own KML that is read; the others are what pictures held."""


def kind(text: str, where: str) -> str:
    """Return "KML" or "GPX" for a text that begins with a tag. Raises `BadInput` for others."""
    found = re.search(r"<(?:\w+:)?([A-Za-z][\w.-]*)[\s>/]", text)
    name = found[1].lower() if found else ""
    if name in ("kml", "gpx"):
        return name.upper()
    known = {
        "workbook": "an Excel workbook", "osm": "OpenStreetMap XML",
        "trainingcenterdatabase": "TCX",
    }  # fmt: skip
    what = known.get(name, f"XML (<{name[:40]}>)" if name else "no XML that is known")
    raise bad(where, f"is {what}, which is not read here; expected KML or GPX, or save it as CSV")


Point = tuple[str, str, str, str, str]
"""Name, time, longitude, latitude, height, as written."""


@dataclass
class _Found(ContentHandler):
    """Points with times, as the parser comes upon them."""

    points: list[Point] = field(default_factory=list)
    untimed: int = 0
    other: int = 0
    path: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """The names of the documents, folders and placemarks that are open."""
    text: list[str] = field(default_factory=list)
    whens: list[str] = field(default_factory=list)
    coords: list[str] = field(default_factory=list)
    stamp: str = ""
    place: tuple[str, str, str] = ("", "", "")
    folders: int = 0
    own: bool = False
    alone: list[tuple[str, Point]] = field(default_factory=list)
    """Timed points, each a placemark of its own, with the names of their placemarks."""

    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802  (the parser's name)
        """Open an element."""
        tag = name.rpartition(":")[2]
        self.path.append(tag)
        if len(self.path) > MAX_DEPTH:
            raise SAXException("nested too deep")
        self.text = []
        if tag in ("Document", "Folder", "Placemark", "trk"):
            self.names.append("")
        if tag == "Folder":
            self.folders += 1
        if tag == "Placemark":
            self.stamp, self.place = "", ("", "", "")
        if tag in ("Track", "trkseg"):
            self.whens, self.coords = [], []
        if tag == "trkpt":
            self.stamp = ""
            self.place = (attrs.get("lon", ""), attrs.get("lat", ""), "")

    def characters(self, content: str) -> None:
        """Take some text."""
        if self.path and self.path[-1] in _KEPT and len(self.text) < MAX_TEXT:
            self.text.append(content[:MAX_TEXT])

    def endElement(self, name: str) -> None:  # noqa: N802  (the parser's name)
        """Close an element."""
        tag = self.path.pop()
        parent = self.path[-1] if self.path else ""
        said = "".join(self.text).strip()[:MAX_TEXT]
        self.text = []
        if tag in _KEPT:
            self._said(tag, parent, said)
        elif tag == "Track":
            self._track()
        elif tag == "trkpt":
            self._point((self._named(), self.stamp, *self.place))
        elif tag in ("Placemark", "trk"):
            self._placemark(self.names.pop())
        elif tag in ("Document", "Folder"):
            self._container(self.names.pop())
        if len(self.points) + len(self.alone) + len(self.coords) > MAX_POINTS:
            raise SAXException(f"more than {MAX_POINTS:,} points")

    def _said(self, tag: str, parent: str, said: str) -> None:
        if tag == "name" and self.names and parent in ("Document", "Folder", "Placemark", "trk"):
            self.names[-1] = said
            self.own |= parent == "Folder" and self.folders == 1 and said == _TRUTH
        elif tag == "when":
            self.whens.append(said)
            self.stamp = said if parent == "TimeStamp" else self.stamp
        elif tag == "coord":
            self.coords.append(said)
        elif tag == "coordinates" and parent == "Point":
            lon, lat, *height = [*said.split(","), "", ""]
            self.place = (lon, lat, height[0])
        elif tag == "time" and parent == "trkpt":
            self.stamp = said
        elif tag == "ele" and parent == "trkpt":
            self.place = (*self.place[:2], said)

    def _named(self) -> str:
        return next((name for name in reversed(self.names) if name), "")

    def _wanted(self) -> bool:
        """Return whether what is open is no picture of iffsim's own KML."""
        return not self.own or _TRUTH in self.names

    def _track(self) -> None:
        for when, coord in zip(self.whens, self.coords, strict=False):
            lon, lat, *height = [*coord.split(), "", ""]
            self._point((self._named(), when, lon, lat, height[0]))
        self.whens, self.coords = [], []

    def _point(self, point: Point) -> None:
        if not self._wanted():
            self.other += 1
        elif point[1]:
            self.points.append(point)
        else:
            self.untimed += 1

    def _placemark(self, name: str) -> None:
        if self.place[0] and self.path and self.path[-1] in ("Document", "Folder"):
            if self.stamp:
                self.alone.append((name, (self._named(), self.stamp, *self.place)))
            else:
                self.untimed += 1
        self.place = ("", "", "")

    def _container(self, name: str) -> None:
        """Say whose the points that are placemarks of their own are: those of one name are one
        aircraft's; where each has another name, all are the folder's or the document's."""
        by_name: dict[str, int] = {}
        for own, _ in self.alone:
            by_name[own] = by_name.get(own, 0) + 1
        apart = "" not in by_name and len(self.alone) >= 2 * len(by_name)
        outer = self._named() or name
        for own, point in self.alone:
            title = own if apart else (outer if name in ("", "Route", "Trail") else name)
            self.points.append((title.rpartition("/")[2], *point[1:]))
        self.alone = []


def read(file: Watched, book: Book) -> Iterator[Batch]:
    """Yield the timed points of a KML or GPX file. Raises `BadInput`."""
    found, parser = _Found(), make_parser()
    parser.forbid_dtd = True
    parser.setContentHandler(found)
    try:
        for piece in file.text():
            parser.feed(piece)
            if len(found.points) >= ROWS:
                yield _batch(found, file, book)
        parser.close()
    except DefusedXmlException:
        raise bad(str(file.path), "has a document type or entities, which no track has") from None
    except SAXException as error:
        what = error.getMessage()[:100]
        if not found.points or "nested" in what or "more than" in what:
            raise bad(str(file.path), f"is no XML that can be read ({what})") from None
        book.tally["record cut short at the end of the file"] += 1
    yield _batch(found, file, book)
    book.tally["rows"] += found.untimed + found.other
    book.tally["point without a time"] += found.untimed
    book.tally["point that a picture held, not truth"] += found.other


def _batch(found: _Found, file: Watched, book: Book) -> Batch:
    points, found.points = found.points, []
    stem = file.path.name.partition(".")[0]
    name, when, lon, lat, ele = zip(*points, strict=True) if points else ((),) * 5
    columns = {
        "name": [one or stem for one in name], "time": when, "lon": lon, "lat": lat, "ele": ele,
    }  # fmt: skip
    return batch(columns, PLAIN, book, len(points))
