"""A drawing by matplotlib made fit to stand inside a page.

The page's policy allows no style attribute, so each becomes attributes of its own. The letters
are the page's: no family is named. Ids get a prefix, so that two drawings do not share one.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree as Tree

from iffsim.report.html.markup import Safe, text

_FONT = re.compile(r"(?:(?P<weight>bold|[1-9]00) )?(?P<size>[\d.]+)px\b")
_DROPPED = {"metadata", "style"}
_KEPT = {"d", "x", "y", "width", "height", "viewBox", "transform", "id", "clip-path", "points",
         "x1", "x2", "y1", "y2", "cx", "cy", "r"}  # fmt: skip


def embedded(source: str, prefix: str, title: str) -> Safe:
    """Return the markup of a drawing, given as a whole SVG file; `title` says what it shows."""
    root = Tree.fromstring(source)
    inside = Safe("".join(_element(child, prefix) for child in root))
    box = text(root.attrib["viewBox"])
    label = text(title)
    return Safe(f'<svg viewBox="{box}" role="img" aria-label="{label}">{inside}</svg>')


def _element(node: Tree.Element, prefix: str) -> str:
    name = _local(node.tag)
    if name in _DROPPED:
        return ""
    attributes = "".join(f' {key}="{text(value)}"' for key, value in _attributes(node, prefix))
    said = text((node.text or "").strip())
    return f"<{name}{attributes}>{said}{''.join(_element(c, prefix) for c in node)}</{name}>"


def _attributes(node: Tree.Element, prefix: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for full, value in node.attrib.items():
        key = _local(full)
        if key == "id":
            if _local(node.tag) in ("path", "clipPath"):  # the only ones that are referred to
                found.append((key, prefix + value))
        elif key == "href":
            found.append((key, "#" + prefix + value.removeprefix("#")))
        elif key == "style":
            found += _styles(value)
        elif key in _KEPT:
            found.append((key, value.replace("url(#", f"url(#{prefix}")))
    return found


def _styles(value: str) -> list[tuple[str, str]]:
    """Return the declarations of a style attribute as attributes of their own."""
    found = []
    for declaration in filter(str.strip, value.split(";")):
        key, _, said = (part.strip() for part in declaration.partition(":"))
        if key == "font":
            font = _FONT.match(said)
            if font:
                found.append(("font-size", font["size"]))
                found += [("font-weight", font["weight"])] if font["weight"] else []
        elif key != "font-family":
            found.append((key, said))
    return found


def _local(name: str) -> str:
    return name.rpartition("}")[2]
