"""Does plain data have the shape that a type asks for? Every fault at once, with its place.

msgspec stops at its first error. This walks the data along the types as msgspec itself describes
them (`msgspec.inspect`), so that the types in `types.py` stay the only statement of what may be
written.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import time
from functools import cache

import msgspec
from msgspec import inspect as mi

from iffsim.scenario.near import shown, unknown
from iffsim.scenario.words import CLOCK_OR_SPAN

Place = tuple[str | int, ...]
"""Keys and indices from the file's top down to a value."""
Found = tuple[Place, str]
"""A place and what is wrong there."""
GOOD = object()
"""Stands for a value that was looked at before and found good."""
_UNSHOWABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters, with which a file could write over a terminal, and halves of letters."""
_TYPE_NAMES = {
    mi.FloatType: "a number",
    mi.IntType: "a whole number",
    mi.StrType: "text in quotes",
    mi.BoolType: "true or false",
    mi.StructType: "a table",
    mi.DictType: "a table",
    mi.VarTupleType: "a list",
}


def path(place: Place) -> str:
    """Return e.g. ``flights[3].route[1]``."""
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return text.removeprefix(".")


def check(value: object, kind: mi.Type, place: Place = ()) -> Iterator[Found]:
    """Yield everything in `value` that is not as `kind` asks."""
    if value is GOOD:
        return
    note = ""
    if isinstance(kind, mi.Metadata):
        note = str((kind.extra_json_schema or {}).get("description", ""))
        kind = kind.type
    if isinstance(kind, mi.UnionType):
        yield from _one_of(value, kind, place)
    elif isinstance(kind, mi.StructType) and isinstance(value, dict):
        yield from _struct(value, kind, place)
    elif isinstance(kind, mi.DictType) and isinstance(value, dict):
        for key, item in value.items():
            yield from check(item, kind.value_type, (*place, key))
    elif isinstance(kind, mi.VarTupleType | mi.TupleType) and isinstance(value, list):
        yield from _items(value, kind, place)
    elif not isinstance(kind, mi.AnyType):
        yield from _leaf(value, kind, place, note)


def _struct(value: dict[str, object], kind: mi.StructType, place: Place) -> Iterator[Found]:
    fields = [field for field in kind.fields if not isinstance(field.type, mi.BytesType)]
    names = [field.encode_name for field in fields]  # bytes are never written, only filled in
    allowed = [*names, kind.tag_field] if kind.tag_field else names
    for key in value:
        if key not in allowed:
            yield place, unknown("key", key, allowed)
    for field in fields:
        if field.encode_name in value:
            yield from check(value[field.encode_name], field.type, (*place, field.encode_name))
        elif field.required:
            yield (*place, field.encode_name), f"is missing; expected {expected(field.type)}"


def _one_of(value: object, kind: mi.UnionType, place: Place) -> Iterator[Found]:
    options = [bare(option) for option in kind.types]
    structs = [option for option in options if isinstance(option, mi.StructType)]
    if isinstance(value, dict) and len(structs) > 1:
        yield from _tagged(value, structs, place)
        return
    for option, full in zip(options, kind.types, strict=True):
        if _looks_like(value, option):
            yield from check(value, full, place)
            return
    yield place, f"is {shown(value)}; expected {expected(kind)}"


def _tagged(value: dict[str, object], kinds: list[mi.StructType], place: Place) -> Iterator[Found]:
    tag_field = str(kinds[0].tag_field)
    by_tag = {str(kind.tag): kind for kind in kinds}
    tag = value.get(tag_field)
    if isinstance(tag, str) and tag in by_tag:
        yield from _struct(value, by_tag[tag], place)
    elif tag is None:
        yield (*place, tag_field), f"is missing; expected one of {', '.join(by_tag)}"
    else:
        yield (*place, tag_field), unknown("word", str(shown(tag)).strip('"'), by_tag)


def _items(
    value: list[object], kind: mi.VarTupleType | mi.TupleType, place: Place
) -> Iterator[Found]:
    if isinstance(kind, mi.TupleType):
        if len(value) != len(kind.item_types):
            yield place, f"is a list of {len(value)}; expected {len(kind.item_types)} values"
            return
        kinds = list(kind.item_types)
    else:
        low, high = kind.min_length or 0, kind.max_length or math.inf
        if not low <= len(value) <= high:
            wanted = f"at least {low}" if len(value) < low else f"at most {high}"
            yield place, f"is a list of {len(value)}; expected {wanted}"
            return
        kinds = [kind.item_type] * len(value)
    for index, (item, item_kind) in enumerate(zip(value, kinds, strict=True)):
        yield from check(item, item_kind, (*place, index))


def _leaf(value: object, kind: mi.Type, place: Place, note: str) -> Iterator[Found]:
    if isinstance(kind, mi.LiteralType):
        if isinstance(value, bool | float) or value not in kind.values:  # 1.0 is 1 to Python
            yield place, _not_a_word(value, kind)
    elif isinstance(kind, mi.FloatType | mi.IntType):
        yield from ((place, what) for what in _number(value, kind))
    elif isinstance(value, time) and isinstance(kind, mi.StrType):
        yield place, f'is {shown(value)} without quotes; expected "{shown(value)}"'
    elif not _looks_like(value, kind):
        yield place, f"is {shown(value)}; expected {expected(kind, note)}"
    elif isinstance(kind, mi.StrType):
        yield from ((place, what) for what in _text(str(value), kind, note))


def _not_a_word(value: object, kind: mi.LiteralType) -> str:
    words = [str(word) for word in kind.values]
    if isinstance(value, str) and len(words) > 1:
        return unknown("word", value, words, f"one of {', '.join(words)}")
    return f"is {shown(value)}; expected {expected(kind)}"


def _number(value: object, kind: mi.FloatType | mi.IntType) -> Iterator[str]:
    fits = isinstance(value, int if isinstance(kind, mi.IntType) else int | float)
    if isinstance(value, bool) or not fits or not _within(value, kind):
        yield f"is {shown(value)}; expected {expected(kind)}"


def _within(value: object, kind: mi.FloatType | mi.IntType) -> bool:
    """Return whether a number is in range; nan never is."""
    return isinstance(value, int | float) and _low(kind) <= value <= _high(kind)


def _text(value: str, kind: mi.StrType, note: str) -> Iterator[str]:
    low, high = kind.min_length or 0, kind.max_length or math.inf
    if kind.pattern and not re.fullmatch(kind.pattern, value):
        below = value[:1] == "-" and CLOCK_OR_SPAN in kind.pattern
        less = ", which is before zero" if below else ""
        yield f"is {shown(value)}{less}; expected {expected(kind, note)}"
    elif len(value) < low:
        yield "is empty; expected some text"
    elif len(value) > high:
        yield f"is a text of {len(value):,} letters; expected at most {high:,}"
    elif odd := _UNSHOWABLE.search(value):
        yield f"has a character that cannot be shown, U+{ord(odd[0]):04X}; take it out"


def _low(kind: mi.FloatType | mi.IntType) -> float:
    return -math.inf if kind.ge is None else kind.ge


def _high(kind: mi.FloatType | mi.IntType) -> float:
    return math.inf if kind.le is None else kind.le


def _bounds(kind: mi.FloatType | mi.IntType) -> str:
    low, high = _low(kind), _high(kind)
    return "" if math.isinf(low) and math.isinf(high) else f" from {_plain(low)} to {_plain(high)}"


def _plain(bound: float) -> str:
    return f"{bound:,.0f}" if bound == round(bound) else f"{bound:g}"


def bare(kind: mi.Type) -> mi.Type:
    """Return `kind` without its notes."""
    return bare(kind.type) if isinstance(kind, mi.Metadata) else kind


def _looks_like(value: object, kind: mi.Type) -> bool:
    if isinstance(kind, mi.StrType):
        return isinstance(value, str)
    if isinstance(kind, mi.BoolType):
        return isinstance(value, bool)
    if isinstance(kind, mi.FloatType | mi.IntType):
        return isinstance(value, int | float) and not isinstance(value, bool)
    if isinstance(kind, mi.StructType | mi.DictType):
        return isinstance(value, dict)
    if isinstance(kind, mi.VarTupleType | mi.TupleType):
        return isinstance(value, list)
    return isinstance(kind, mi.LiteralType) and isinstance(value, str)


def expected(kind: mi.Type, note: str = "") -> str:
    """Return in words what `kind` asks for."""
    if isinstance(kind, mi.Metadata):
        return expected(kind.type, str((kind.extra_json_schema or {}).get("description", "")))
    if isinstance(kind, mi.UnionType):
        options = [option for option in kind.types if not isinstance(option, mi.NoneType)]
        return " or ".join(dict.fromkeys(expected(option, note) for option in options))
    if isinstance(kind, mi.FloatType | mi.IntType):
        return _TYPE_NAMES[type(kind)] + _bounds(kind)
    if isinstance(kind, mi.LiteralType):
        words = ", ".join(str(word) for word in kind.values)
        return f"one of {words}" if len(kind.values) > 1 else words
    if isinstance(kind, mi.TupleType):
        return f"a list of {len(kind.item_types)} values"
    if isinstance(kind, mi.StrType) and kind.pattern and note:
        return note[0].lower() + note[1:]
    return _TYPE_NAMES.get(type(kind), "something else")


@cache
def type_of(struct: type[msgspec.Struct]) -> mi.Type:
    """Return msgspec's description of a struct."""
    return mi.type_info(struct)
