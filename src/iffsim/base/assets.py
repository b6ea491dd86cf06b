"""Where the shipped files are: inside the installed package, or beside `src` in a checkout."""

from __future__ import annotations

from functools import cache
from importlib import resources
from pathlib import Path

from iffsim.base.errors import BadInput, bad

_SCENARIO = ".toml"


def shipped(package: Path, folder: str) -> Path:
    """Return `folder` inside the installed `package`, else at the top of its checkout."""
    for place in (package / folder, package.parent.parent / folder):
        if place.is_dir():
            return place
    raise bad(folder, f"this folder is missing from {package}; install iffsim again")


@cache
def _root(folder: str) -> Path:
    # Through a file: a package's own directory need not be one directory, but this file is.
    here = Path(str(resources.files("iffsim").joinpath("assets.py")))
    return shipped(here.parent, folder)


def path(*parts: str) -> Path:
    """Return the shipped file `assets/<parts>`, e.g. ``path("catalogue.toml")``."""
    return _root("assets").joinpath(*parts)


def scenario_names() -> tuple[str, ...]:
    """Return the names of the shipped scenarios, sorted."""
    return tuple(sorted(found.stem for found in _root("scenarios").glob(f"*{_SCENARIO}")))


def scenario_path(name: str) -> Path:
    """Return the file of a shipped scenario; `BadInput` names those that there are."""
    if name not in scenario_names():
        raise bad(name, f"no such scenario; shipped are: {', '.join(scenario_names())}")
    return _root("scenarios") / f"{name}{_SCENARIO}"


def documents() -> Path | None:
    """Return the folder of the documentation; None where it was left out."""
    try:
        return _root("docs")
    except BadInput:
        return None


def licence() -> Path | None:
    """Return the file of iffsim's own licence; None where it was left out."""
    assets = _root("assets")
    return next((p for p in (assets / "LICENSE", assets.parent / "LICENSE") if p.is_file()), None)
