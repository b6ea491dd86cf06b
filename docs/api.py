"""Make docs/api.md from the docstrings: ``python docs/api.py``.

The sources are read, not imported: the page is the same whatever interpreter makes it.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from textwrap import dedent
from typing import Any, TypeGuard

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent / "src" / "iffsim"
HEAD = """# The Python interface

Made from the docstrings by `docs/api.py`. Units are in the names; anything wrong with what you gave
raises `iffsim.BadInput`, whose `faults` are sentences with file and place. `Floats`, `Ints` and
`Bools` are numpy arrays of `float64`, `int64` and `bool`; an `Array` is one of any kind. A `Tell`
is a function of yours that is told the share done, 0..1.

"""
PARTS = {
    "To run": ("bake.run", "bake.revise"),
    "Scenarios and files": ("scenario.load.load", "scenario.load.loads", "store.save",
                            "store.open_recording"),
    "A recording": ("recording.Recording",),
    "What it answers": ("recording.PictureState", "truth.traffic.Motion", "pictures.why.Why",
                        "pictures.events.Events", "pictures.score.Series",
                        "pictures.score.Scorecard"),
    "Why, and what would have changed it": ("explain.sentences", "whatif.telling",
                                            "whatif.outcomes", "whatif.missing", "whatif.Outcome",
                                            "whatif.Missing"),
    "Many runs": ("studies.api.study", "studies.results.Results"),
    "Tables": ("tables", "tables.times_s", "tables.truth", "tables.pictures", "tables.events",
               "tables.scorecards"),
    "What a scenario and its world hold": ("scenario.types.Scenario", "truth.world.World",
                                           "truth.world.Fleet", "truth.world.Sites"),
    "Faults": ("base.errors.BadInput", "base.errors.Fault"),
}  # fmt: skip
"""Every name of `iffsim.__all__` by where it is written, and what these hand out."""
LISTED = {"scenario.types.Scenario"}
"""Classes whose fields are described elsewhere: a scenario's in docs/scenarios.md."""


def page() -> str:
    """Return the page."""
    parts = [HEAD, *prose(tree("__init__"))]
    for title, names in PARTS.items():
        parts.append(f"## {title}\n\n")
        for name in names:
            parts += entry(name)
    return "".join(parts).rstrip() + "\n"


def tree(module: str) -> ast.Module:
    """Return a module, "pictures.score", as written."""
    path = SOURCE.joinpath(*module.split(".")).with_suffix(".py")
    return ast.parse(path.read_text(encoding="utf-8"))


def entry(name: str) -> Iterator[str]:
    """Yield what is to be said of a function, a class or a module."""
    module, _, last = name.rpartition(".")
    if not module:
        yield from prose(tree(name))
        return
    node = next(one for one in tree(module).body if getattr(one, "name", None) == last)
    public = f"iffsim.{module}.{last}" if module in ("explain", "whatif", "tables") else last
    if isinstance(node, ast.FunctionDef):
        yield f"### `{public}`\n\n```text\n{signature(node)}\n```\n\n"
        yield from prose(node)
    elif isinstance(node, ast.ClassDef):
        yield f"### `{public}`\n\n"
        yield from prose(node)
        if name not in LISTED:
            yield from members(node)


def members(node: ast.ClassDef) -> Iterator[str]:
    """Yield the public fields, properties and methods of a class."""
    functions = [one for one in node.body if isinstance(one, ast.FunctionDef)]
    public = [one for one in functions if not one.name.startswith("_")]
    properties = [
        one for one in public if any("property" in ast.unparse(mark) for mark in one.decorator_list)
    ]
    held = [
        *fields(node),
        *((one.name, one.returns, docstring(one)) for one in properties if one.returns),
    ]
    for name, kind, text in held:
        said = flat("\n".join(text))
        yield f"* `{name}`: `{ast.unparse(kind)}`{'. ' if said else ''}{said}\n"
    yield "\n" if held else ""
    for method in public:
        if method not in properties:
            title = f"{node.name}.{method.name}"
            yield f"#### `{title}`\n\n```text\n{signature(method)}\n```\n\n"
            yield from prose(method)


def fields(node: ast.ClassDef) -> Iterator[tuple[str, ast.expr, list[str]]]:
    """Yield name, type and text of each field; the text stands under it."""
    for one, after in zip(node.body, [*node.body[1:], ast.Pass()], strict=True):
        if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name):
            text = after.value.value if is_text(after) else ""
            yield one.target.id, one.annotation, [str(text)]


def is_text(node: ast.stmt) -> TypeGuard[Any]:
    """Return whether a statement is a text and nothing else."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def flat(text: str) -> str:
    """Return a docstring as one line."""
    return " ".join(inspect.cleandoc(text).split())


def signature(node: ast.FunctionDef) -> str:
    """Return how a function is called, without `self`."""
    node.args.args = [one for one in node.args.args if one.arg != "self"]
    returned = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    return f"{node.name}({ast.unparse(node.args)}){returned}"


def prose(node: ast.Module | ast.FunctionDef | ast.ClassDef) -> Iterator[str]:
    """Yield a docstring in Markdown: what is indented in it is Python."""
    for indented, lines in groupby(docstring(node), lambda line: line.startswith("    ")):
        text = "\n".join(lines).strip("\n")
        if indented:
            yield f"```python\n{dedent(text)}\n```\n\n"
        else:
            yield from (f"{flat(part)}\n\n" for part in text.split("\n\n") if part.strip())


def docstring(node: ast.Module | ast.FunctionDef | ast.ClassDef) -> list[str]:
    """Return the lines of a docstring without its margin; a blank line inside indented ones is
    indented, too."""
    first = node.body[0]
    assert isinstance(first, ast.Expr)
    assert isinstance(first.value, ast.Constant)
    margin = " " * first.col_offset
    lines = [line.removeprefix(margin) for line in str(first.value.value).rstrip().split("\n")]
    for n, after in enumerate(lines[2:], start=1):
        if not lines[n] and lines[n - 1].startswith("    ") and after.startswith("    "):
            lines[n] = "    "
    return lines


if __name__ == "__main__":
    (HERE / "api.md").write_text(page(), encoding="utf-8")
