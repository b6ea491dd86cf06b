"""A command called in the plain way, `record local-bubble --at 00:10:00 --out x.png`, is called
without typer, whose reader of values (pydantic) takes longer to import than a frame to draw.

Whatever is not plain is left to typer, as is all that is wrong: so there is one who says it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from inspect import Parameter, signature
from pathlib import Path
from typing import Any, get_args, get_type_hints

from typer.models import ArgumentInfo

READ: dict[Any, Callable[[str], Any]] = {
    kind: read for read in (str, Path) for kind in (read, read | None)
}
"""What is read here, each from a word of its own."""


def plainly(function: Callable[..., None], words: Sequence[str]) -> dict[str, Any] | None:
    """Return what `words` give to a command, by parameter; None: let typer look."""
    options, places, wanted = _parameters(function)
    given: dict[str, Any] = {}
    rest = iter(words)
    for word in rest:
        if word in options:
            name, value = options[word], next(rest, "-")
        elif places:
            name, value = places.pop(0), word
        else:
            return None
        kind, info = wanted[name]
        if name in given or value.startswith("-") or kind not in READ:
            return None
        said = READ[kind](value)
        given[name] = info.callback(said) if info.callback else said
    needed = {name for name, one in signature(function).parameters.items() if _needed(one)}
    return given if needed <= given.keys() else None


def _needed(parameter: Parameter) -> bool:
    return parameter.default is Parameter.empty


def _parameters(
    function: Callable[..., None],
) -> tuple[dict[str, str], list[str], dict[str, tuple[Any, Any]]]:
    """Return (parameter by option, parameters without one in their order, kind and description by
    parameter)."""
    hints = get_type_hints(function, include_extras=True)
    wanted = {name: get_args(hints[name]) for name in signature(function).parameters}
    places = [name for name, (_, info) in wanted.items() if isinstance(info, ArgumentInfo)]
    options = {
        word: name
        for name, (_, info) in wanted.items()
        if name not in places
        for word in _written(info) or [f"--{name.replace('_', '-')}"]
    }
    return options, places, wanted


def _written(info: Any) -> list[str]:
    """Return how an option is written, where it says so; in an annotation it does so where else
    its default stands."""
    return [word for word in (info.default, *(info.param_decls or ())) if isinstance(word, str)]
