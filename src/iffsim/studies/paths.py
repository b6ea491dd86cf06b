"""Any field of a scenario by a path: "sites.battery.range_km", "background.*.count".

A path is a section, which of its tables (an id, a number from 0 on, or ``*`` for each), and a field
with what is inside it. Two fields exist only here: ``count`` of a list of names keeps so many from
its beginning, ``present`` of a link says whether anybody listens to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from msgspec import inspect as mi

from iffsim.base.errors import bad
from iffsim.scenario.near import shown, unknown
from iffsim.scenario.points import Point
from iffsim.scenario.shape import Place, bare, path, type_of
from iffsim.scenario.types import Scenario
from iffsim.scenario.words import CLOCK_OR_SPAN

Data = Mapping[str, Any]
"""A scenario as plain data."""
EACH = "*"
_COUNT, _PRESENT = "count", "present"
_FIXED = {
    "format": "is always 1",
    "seed": "is varied by seeds, not by a path",
    "allow_large": "cannot be varied; write it in the scenario",
}


@dataclass(frozen=True)
class Target:
    """A place in a scenario's data that a value goes to."""

    place: Place
    kind: str
    """What values fit: "place", "whole", "number", "time", "count", "present" or "other"."""


def targets(data: Data, text: str, where: str) -> tuple[Target, ...]:
    """Return every place of the scenario `data` that the path `text` means, at least one.

    Raises `BadInput`, said of `where`, that names the near miss.
    """
    if text in _FIXED:
        raise bad(where, f"{text} {_FIXED[text]}")
    found = tuple(_walk(data, type_of(Scenario), text.split("."), (), f"{where}: {text}"))
    if not found:
        raise bad(f"{where}: {text}", "there is nothing of that kind in the scenario")
    return found


def _walk(value: Any, kind: mi.Type, parts: list[str], here: Place, where: str) -> Iterator[Target]:
    kind = _seen_as(value, kind)
    if not parts:
        yield Target(here, _fits(kind))
    elif isinstance(kind, mi.StructType):
        yield from _field(value, kind, parts, here, where)
    elif isinstance(kind, mi.DictType):
        for key, rest in _chosen(parts, list(value), "table", where):
            yield from _walk(value[key], kind.value_type, rest, (*here, key), where)
    elif isinstance(kind, mi.VarTupleType) and parts == [_COUNT] and _names(kind):
        yield Target(here, _COUNT)
    elif isinstance(kind, mi.VarTupleType):
        yield from _item(value, kind, parts, here, where)
    elif isinstance(kind, mi.TupleType):
        for index, rest in _chosen(parts, [*map(str, range(len(kind.item_types)))], "item", where):
            yield from _walk(None, kind.item_types[int(index)], rest, (*here, int(index)), where)
    else:
        raise bad(where, f"{path(here)} is a single value; there is no {shown(parts[0])} in it")


def _field(
    value: Any, kind: mi.StructType, parts: list[str], here: Place, where: str
) -> Iterator[Target]:
    fields = {f.encode_name: f.type for f in kind.fields if not isinstance(f.type, mi.BytesType)}
    if here[:1] == ("links",) and parts == [_PRESENT]:
        yield Target(here, _PRESENT)
        return
    name, *rest = parts
    if name not in fields:
        raise bad(where, unknown("key", name, fields))
    if rest and name not in value and not isinstance(bare(fields[name]), mi.VarTupleType):
        raise bad(where, f"{path((*here, name))} is not written in the scenario; vary the whole")
    yield from _walk(value.get(name, []), fields[name], rest, (*here, name), where)


def _item(
    value: Any, kind: mi.VarTupleType, parts: list[str], here: Place, where: str
) -> Iterator[Target]:
    tables = list(value)
    ids = [
        str(t["id"]) if isinstance(t, dict) and "id" in t else str(n) for n, t in enumerate(tables)
    ]
    known = [*ids, *(str(n) for n in range(len(tables)) if str(n) not in ids)]
    what = str(here[-1]).removesuffix("s") if here else "table"
    for name, rest in _chosen(parts, known, what, where, of=ids):
        index = ids.index(name) if name in ids else int(name)
        yield from _walk(tables[index], kind.item_type, rest, (*here, index), where)


def _chosen(
    parts: list[str], known: list[str], what: str, where: str, of: list[str] | None = None
) -> Iterator[tuple[str, list[str]]]:
    """Yield (name, the path's rest) of each of `known` that the path's next parts mean; an id may
    have points in it."""
    if parts[0] == EACH:
        yield from ((name, parts[1:]) for name in (known if of is None else of))
        return
    for many in range(len(parts), 0, -1):
        if (name := ".".join(parts[:many])) in known:
            yield name, parts[many:]
            return
    raise bad(where, unknown(what, parts[0], [*(known if of is None else of), EACH]))


def _seen_as(value: Any, kind: mi.Type) -> mi.Type:
    """Return `kind` without notes, and of several kinds the one that `value` is written in."""
    kind = bare(kind)
    if not isinstance(kind, mi.UnionType):
        return kind
    options = [option for option in map(bare, kind.types) if not isinstance(option, mi.NoneType)]
    if len(options) == 1:
        return options[0]
    if isinstance(value, dict):
        structs = [option for option in options if isinstance(option, mi.StructType)]
        told = [s for s in structs if s.tag_field and value.get(s.tag_field) == s.tag]
        return next(iter([*told, *structs]), kind)
    return kind


def _names(kind: mi.VarTupleType) -> bool:
    return isinstance(bare(kind.item_type), mi.StrType)


def _fits(kind: mi.Type) -> str:
    """Return what values fit a field of this `kind`."""
    options = [bare(option) for option in getattr(kind, "types", [kind])]
    for option in options:
        if isinstance(option, mi.StructType) and option.cls is Point:
            return "place"
        if isinstance(option, mi.IntType | mi.FloatType):
            return "whole" if isinstance(option, mi.IntType) else "number"
        if isinstance(option, mi.StrType) and CLOCK_OR_SPAN in (option.pattern or ""):
            return "time"
    return "other"


def fits(kind: str, value: Any, where: str) -> None:
    """Raise `BadInput`, said of `where`, for a value of a field that only studies have and that
    does not fit it; all others are checked as a file would be."""
    if kind == _PRESENT and not isinstance(value, bool):
        raise bad(where, f"has the value {shown(value)}; expected true or false")
    if kind == _COUNT and (isinstance(value, bool) or not isinstance(value, int) or value < 0):
        raise bad(where, f"has the value {shown(value)}; expected how many, a whole number")


def changed(data: Data, target: Target, value: Any) -> dict[str, Any]:
    """Return `data` with `value` at `target`; what is not on the way there is shared."""
    if target.kind == _PRESENT:
        link = data["links"][target.place[1]]["id"]
        return dict(data) if value else _without(data, link)
    found: dict[str, Any] = _put(data, target.place, value, target.kind == _COUNT)
    return found


def _put(at: Any, place: Place, value: Any, count: bool) -> Any:
    if not place:
        return list(at or [])[:value] if count else value
    first, *rest = place
    copy: Any = list(at) if isinstance(at, list) else dict(at)
    inner = copy.get(first) if isinstance(copy, dict) else copy[first]
    copy[first] = _put(inner, tuple(rest), value, count)
    return copy


def _without(data: Data, link: str) -> dict[str, Any]:
    """Return `data` in which no picture listens to `link`."""
    pictures = [
        {**one, "links": [name for name in one["links"] if name != link]}
        if link in one.get("links", [])
        else one
        for one in data["pictures"]
    ]
    return {**data, "pictures": pictures}
