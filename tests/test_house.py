"""The house stands as docs/design.md says: floors, sizes, and nothing of anybody's machine."""

from __future__ import annotations

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent
SOURCE = HERE / "src" / "iffsim"

FLOORS = (
    "base doctrine words",
    "earth",
    "scenario",
    "truth",
    "sensing",
    "pictures",
    "recording bake scoretable",
    "classroom fair lint",
    "commands",
    "store explain whatif shares tables dated czml formats importing measure studies frames",
    "scene",
    "story",
    "export",
    "server",
    "iffsim",
    "view",
    "record",
    "report",
    "site",
    "cli",
)
"""From the ground up, as in docs/design.md; `iffsim` is the public API."""
FLOOR = {part: number for number, parts in enumerate(FLOORS) for part in parts.split()}
INSIDE = {
    "view": ("model", "drawing", "chrome", "map", "console", "input", "window"),
    "report": ("compute", "media", "html", "deliver"),
}
"""The same inside a part: from the ground up, its packages and modules; each has its place."""
BLIND = ("iffsim.doctrine", "iffsim.pictures.picture")
LISTENS = (SOURCE / "server" / "__main__.py",)
"""What listens for a class's phones, when it is asked to; nothing here reaches out."""
HIDDEN = {"iffsim.truth.traffic", "iffsim.base.geo", "iffsim.sensing"}
"""Knowledge cannot peek at truth."""
MOST_LINES, MOST_IN_FUNCTION, MOST_IN_FOLDER = 400, 70, 25
MOST_BRANCHES = 12
BRANCHES = (ast.If, ast.For, ast.While, ast.Try, ast.IfExp, ast.comprehension, ast.BoolOp,
            ast.match_case)  # fmt: skip
"""What makes a function hard to follow, far more than its length."""


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def dotted(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def part(module: str) -> str:
    """Return on which part of the house a module is: "iffsim.view.model.camera" is in "view"."""
    names = module.split(".")
    return names[1] if len(names) > 1 else names[0]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path, known: set[str]) -> Iterator[str]:
    """Yield every module that a file imports, at its top, inside functions, or for types alone."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in known else str(node.module)


@pytest.fixture(scope="module")
def graph() -> dict[str, set[str]]:
    known = {dotted(path) for path in modules()}
    return {dotted(path): set(imports(path, known)) for path in modules()}


def ours(targets: set[str]) -> set[str]:
    return {target for target in targets if target.split(".")[0] == "iffsim"}


def test_every_module_has_its_floor() -> None:
    parts = {part(dotted(path)) for path in modules()} - {"__main__"}
    assert parts <= FLOOR.keys()


def test_no_import_runs_upward(graph: dict[str, set[str]]) -> None:
    upward = [
        f"{module} imports {target}"
        for module, targets in graph.items()
        for target in ours(targets)
        if part(module) not in ("__main__", "iffsim")  # the lazy API names what it hands out
        and FLOOR.get(part(target), 0) > FLOOR.get(part(module), len(FLOORS))
    ]
    assert upward == []


@pytest.mark.parametrize("house", INSIDE)
def test_no_import_runs_upward_inside_a_part(house: str, graph: dict[str, set[str]]) -> None:
    floor = {room: number for number, rooms in enumerate(INSIDE[house]) for room in rooms.split()}

    def room(module: str) -> str:
        names = module.split(".")
        return names[2] if names[:2] == ["iffsim", house] and len(names) > 2 else ""

    inside = {module: targets for module, targets in graph.items() if room(module)}
    assert {room(module) for module in inside} == floor.keys()
    upward = [
        f"{module} imports {target}"
        for module, targets in inside.items()
        for target in targets
        if room(target) and floor[room(target)] > floor[room(module)]
    ]
    assert upward == []


def test_no_import_goes_round_in_a_circle(graph: dict[str, set[str]]) -> None:
    lower = {module: ours(targets) - {"iffsim", module} for module, targets in graph.items()}
    lower = {module: targets - {package(module)} for module, targets in lower.items()}
    TopologicalSorter(lower).prepare()


def package(module: str) -> str:
    return module.rpartition(".")[0]


def test_only_the_view_imports_pygame(graph: dict[str, set[str]]) -> None:
    found = {
        part(module)
        for module, targets in graph.items()
        for target in targets
        if target.split(".")[0] == "pygame"
    }
    assert found <= {"view"}


def test_no_picture_and_no_doctrine_knows_truth(graph: dict[str, set[str]]) -> None:
    for module in BLIND:
        assert not ours(graph[module]) & HIDDEN


def written() -> Iterator[Path]:
    """Yield every file of Python, tests and tools too."""
    yield from modules()
    for folder in ("tests", "benchmarks", "docs", "assets"):
        yield from sorted((HERE / folder).rglob("*.py"))
    yield HERE / "run.py"


def test_no_file_is_long_and_no_function_has_many_branches() -> None:
    found = []
    for path in written():
        text = path.read_text(encoding="utf-8")
        if text.count("\n") > MOST_LINES:
            found.append(f"{path.name}: {text.count(chr(10))} lines")
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                branches = sum(isinstance(inner, BRANCHES) for inner in ast.walk(node))
                if lines > MOST_IN_FUNCTION or branches > MOST_BRANCHES:
                    found.append(f"{path.name}: {node.name}, {lines} lines, {branches} branches")
    assert found == []


def test_no_folder_of_the_house_is_a_heap() -> None:
    counts = Counter(path.parent for path in modules())
    assert {str(f): n for f, n in counts.items() if n > MOST_IN_FOLDER} == {}


def test_no_test_and_no_module_reaches_for_a_network() -> None:
    network = {"socket", "urllib", "http", "requests", "httpx", "ftplib", "aiohttp"}
    for path in (*modules(), *sorted((HERE / "tests").rglob("*.py"))):
        if path in LISTENS or path.name.startswith(("test_server", "phones.")):
            continue
        roots = {target.split(".")[0] for target in imports(path, set())}
        assert not roots & network, path


def test_nothing_committed_names_a_path_of_a_machine() -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=HERE, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout: there is no list of what is committed")
    machine = re.compile(r"(?<![\w./])/(?:home|Users|root|work|farm|opt|mnt)/\w")
    found = []
    for name in filter(None, listed.stdout.split("\0")):
        if name.endswith((".py", ".md", ".toml", ".txt", ".csv", ".json", ".yml")):
            path = HERE / name
            text = path.read_text(encoding="utf-8") if path.is_file() else ""
            found += [f"{name}: {hit.group()}" for hit in machine.finditer(text)]
    assert [line for line in found if not line.startswith("tests/test_house.py")] == []
