"""HTML that cannot be broken by what it holds: plain text is escaped, only `Safe` is markup."""

from __future__ import annotations

import html
import re

EMPTY = {"br", "img", "link", "meta", "rect", "line", "path", "circle"}
"""Elements without an end tag, in HTML and (closed at once) in the drawings inside it."""
BAR = 120
"""Length of a full bar, in its own units."""
_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""What no text needs, no XML allows, or turns the direction of all that follows."""


class Safe(str):
    """Text that is markup already; whoever makes one answers for it."""

    __slots__ = ()


Part = str | Safe | None


def text(part: Part) -> Safe:
    """Return a part as markup: escaped unless it is `Safe`; nothing for None."""
    if part is None:
        return Safe("")
    return part if isinstance(part, Safe) else Safe(html.escape(plain(part)))


def plain(said: str) -> str:
    """Return text without control characters."""
    return _CONTROL.sub("", said)


def joined(*parts: Part) -> Safe:
    """Return parts one after the other."""
    return Safe("".join(map(text, parts)))


def element(name: str, *inside: Part, **attributes: str | float | bool | None) -> Safe:
    """Return an element. Attributes: `class_` stands for class, `_` for a hyphen; None and False
    are left out, True is bare."""
    opening = "".join(
        _attribute(key, value)
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in EMPTY:
        return Safe(f"<{name}{opening}/>")
    return Safe(f"<{name}{opening}>{joined(*inside)}</{name}>")


def _attribute(key: str, value: str | float | bool) -> str:
    name = key.rstrip("_").replace("_", "-")
    if value is True:
        return f" {name}"
    shown = f"{value:g}" if isinstance(value, float) else str(value)
    return f' {name}="{text(shown)}"'


def bar(share: float) -> Safe:
    """Return a bar that is as long as a share, 0..1, of a full one; the number stands beside it."""
    drawn = element("rect", x=0, y=0, width=round(share * BAR, 1), height=8, class_="bar")
    return element("svg", drawn, viewBox=f"0 0 {BAR} 8", class_="strip", aria_hidden="true")


def table(head: list[Part], rows: list[list[Part]], kind: str = "", numbers: int = 99) -> Safe:
    """Return a table with a head that repeats on every page; cells from column `numbers` on are set
    to the right; a row's first cell is its head."""
    top = [
        element("th", cell, scope="col", class_=_right(n, numbers)) for n, cell in enumerate(head)
    ]
    body = [element("tr", *_cells(row, numbers)) for row in rows]
    return element(
        "table",
        element("thead", element("tr", *top)),
        element("tbody", *body),
        class_=kind or None,
    )


def _cells(row: list[Part], numbers: int) -> list[Part]:
    """Return the cells of one row; what is a cell already stays."""
    found: list[Part] = []
    for n, cell in enumerate(row):
        if isinstance(cell, Safe) and cell.startswith(("<td", "<th")):
            found.append(cell)
        elif n == 0:
            found.append(element("th", cell, scope="row"))
        else:
            found.append(element("td", cell, class_=_right(n, numbers)))
    return found


def _right(column: int, numbers: int) -> str | None:
    return "number" if column >= numbers else None
