"""The same on a command line: ``--vary PATH=VALUES``, and what VALUES may be."""

from __future__ import annotations

import re
import tomllib
from typing import Any

from iffsim.base.errors import bad
from iffsim.scenario.near import shown

WAYS = (
    "a list such as 40,80,160, range(100,400), range(100,400,4), grid(5,8), random(40), anywhere()"
)
_CALL = re.compile(r"\s*(range|grid|random|anywhere)\((.*)\)\s*")
MANY_LETTERS = 100_000


def vary(text: str) -> dict[str, Any]:
    """Return the table that ``PATH=VALUES`` stands for. Raises `BadInput`."""
    path, values = _halves(text, "--vary")
    if call := _CALL.fullmatch(values):
        return {"path": path, **_called(call[1], _list(call[2], path), path)}
    return {"path": path, "values": _list(values, path)}


def setting(text: str) -> tuple[str, Any]:
    """Return (path, value) of ``PATH=VALUE``. Raises `BadInput`."""
    path, value = _halves(text, "--set")
    found = _list(value, path)
    if len(found) != 1:
        raise bad(f"--set {path}", f"has {len(found)} values; expected one")
    return path, found[0]


def seeds(text: str) -> int | list[int]:
    """Return how many seeds ``"200"`` means, or which ones ``"1,2,3"`` means. Raises
    `BadInput`."""
    if re.fullmatch(r"\d{1,20}", text):
        return int(text)
    if re.fullmatch(r"\d{1,20}(,\d{1,20})+,?|\d{1,20},", text):
        return [int(one) for one in text.split(",") if one]
    raise bad("--seeds", f"is {shown(text)}; expected how many, or the seeds such as 1,2,3")


def _halves(text: str, option: str) -> tuple[str, str]:
    path, equals, values = text.partition("=")
    if not equals or not path.strip():
        raise bad(option, f"{shown(text)} has no path; expected PATH=VALUES")
    if len(values) > MANY_LETTERS:
        raise bad(f"{option} {shown(path)}", f"is {len(values):,} letters long")
    return path.strip(), values


def _called(name: str, given: list[Any], path: str) -> dict[str, Any]:
    where = f"--vary {path}"
    if name == "range":
        if len(given) not in (2, 3):
            raise bad(where, "expected range(lowest, highest) or range(lowest, highest, steps)")
        return {"from": given[0], "to": given[1]} | ({"steps": given[2]} if given[2:] else {})
    many = {"grid": 2, "random": 1, "anywhere": 0}[name]
    if len(given) not in (many, many + 4):
        raise bad(
            where, f"expected {name} with {many} numbers, or with south, west, north, east too"
        )
    said: Any = {"grid": given[:2], "random": given[0] if given else None, "anywhere": True}[name]
    return {name: said} | ({"box": given[many:]} if given[many:] else {})


def _list(text: str, path: str) -> list[Any]:
    """Return the values of a list: TOML's own, or words without quotes."""
    parts = [part.strip() for part in _split(text)]
    if parts and not parts[-1]:
        parts.pop()  # one comma too many at the end
    if not all(parts):
        raise bad(f"--vary {path}", f"has an empty value in {shown(text)}; expected {WAYS}")
    return [_value(part, path) for part in parts]


def _split(text: str) -> list[str]:
    """Return what stands between commas that are in no bracket and no quotes."""
    parts, depth, quote = [""], 0, ""
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "[{":
            depth += 1
        elif letter in "]}":
            depth -= 1
        elif letter == "," and depth == 0:
            parts.append("")
            continue
        parts[-1] += letter
    return parts


def _value(text: str, path: str) -> Any:
    try:
        return _checked(tomllib.loads(f"value = {text}"))
    except (tomllib.TOMLDecodeError, ValueError, RecursionError):
        pass
    if text.startswith("[") and text.endswith("]"):
        return _list(text[1:-1], path) if text[1:-1].strip() else []
    if text.isprintable() and not set(text) & set("[]{}\"'="):
        return text
    raise bad(f"--vary {path}", f"has the value {shown(text)}; expected {WAYS}")


def _checked(data: dict[str, Any]) -> Any:
    value = data["value"]
    if len(data) != 1 or not isinstance(value, str | bool | int | float | list | dict):
        raise ValueError
    return value
