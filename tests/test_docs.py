"""What README and docs show can be typed: every command parses as it stands, or is in a short list
that says why not; what runs in a moment is run elsewhere (`test_api_md.py`, `test_scenarios_md.py`,
`test_teaching_md.py`)."""

from __future__ import annotations

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from textwrap import dedent

import pytest
import typer

import iffsim
from iffsim.cli import app

HERE = Path(__file__).resolve().parent.parent
PAGES = [HERE / "README.md", HERE / "CONTRIBUTING.md", *sorted((HERE / "docs").glob("*.md"))]
PARTS = ("*.*", *(f"{one}/**/*.*" for one in ("src", "assets", "docs", "tests", "benchmarks",
                                              ".github")))  # fmt: skip
ELSEWHERE = {"shared/looks.css", "shared/story.js", "docs/NAME.md"}
"""Names of files that the site makes, and one that stands for any."""
CHORES = {"test", "lint", "format", "bench", "clean"}
NOT_OURS = {
    "dask scheduler": "starts a cluster", "dask worker": "joins one",
    "pip uninstall": "takes pygame away", "pip install pygame-ce": "puts it back",
}  # fmt: skip
"""Commands that are not looked at, and why not."""
NOT_RUN = {"from traffic.core": "a library of others", "from dask_jobqueue": "needs a cluster"}
"""Python that is only parsed, and why."""
STARTS = ("iffsim", "python", "python3", "pip", "dask", "uv")
STARTS_PYTHON = ("import ", "from ")


def blocks(text: str) -> Iterator[str]:
    """Yield blocks of code, fenced or indented."""
    yield from re.findall(r"```(?:sh|console|bash)?\n(.*?)```", text, re.DOTALL)
    outside = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    yield from map(dedent, re.findall(r"(?:^|\n\n)((?:    .*\n|\n(?=    ))+)", outside))


def commands() -> list[tuple[str, str, bool]]:
    """Return (page, command, whether it stands in a block) of all that is shown to be typed."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        lines = [(line, True) for block in blocks(text) for line in block.splitlines()]
        lines += [(line, False) for line in re.findall(r"`((?:iffsim|python3?) [^`\n]+)`", text)]
        found += [(page.name, *one) for one in lines if one[0].split(" ")[0] in STARTS]
    return list(dict.fromkeys(found))


def words_of(line: str) -> list[str]:
    """Return the words of a command, without comment, pipe, and what is said beside it."""
    line = re.split(r"\s{4,}", line)[0].split(" | ")[0]
    return shlex.split(line, comments=True)


def parses(words: list[str]) -> None:
    """Parse what follows `iffsim`; nothing is run."""
    if not words or words[0].startswith("-"):
        assert set(words) <= {"--help", "--version", "-h"}, words
        return
    assert words[0] in app.COMMANDS, words
    if "--help" not in words and words[1:] not in (["..."], ["…"]):
        app.command(words[0]).make_context(words[0], [*words[1:]])


def test_enough_is_shown_to_be_typed() -> None:
    shown = commands()
    assert len(shown) > 80
    named = {
        word for _, line, _ in shown if line.startswith("iffsim ") for word in words_of(line)[1:2]
    }
    assert set(app.COMMANDS) <= named, "a command that no page shows"


@pytest.mark.parametrize(("page", "line", "block"), commands())
def test_what_is_shown_to_be_typed_is_a_command(page: str, line: str, block: bool) -> None:
    if any(line.startswith(one) for one in NOT_OURS):
        return
    program, *words = words_of(line)
    try:
        if program == "iffsim":
            parses(words)
        elif program == "uv":
            assert words[:2] == ["run", "iffsim"]
        elif program == "pip":
            assert words[0] == "install"
            extras(words[1:])
        elif words[:1] == ["-m"]:
            assert find_spec(words[1]), line
        elif words[0] == "run.py":
            if words[1:] and words[1] not in CHORES:
                parses(words[1:])
        else:
            assert (HERE / words[0]).is_file(), line
    except typer.BadParameter.__bases__ as error:
        # In a sentence, "`iffsim check`" is a name: what it is to check may be missing there.
        if block or type(error).__name__ != "MissingParameter":
            pytest.fail(f"{page}: {line}: {error}")


def extras(words: list[str]) -> None:
    """Hold what is installed to what there is."""
    about = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for word in words:
        name, _, rest = word.partition("[")
        assert name in (".", "iffsim"), word
        wanted = {one for one in rest.rstrip("]").split(",") if one}
        assert wanted <= about["optional-dependencies"].keys(), word


def pythons() -> list[tuple[str, str]]:
    """Return (page, code) of all Python that is shown."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        shown = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
        shown += [block for block in blocks(text) if block.startswith(STARTS_PYTHON)]
        found += [(page.name, code) for code in shown]
    return found


@pytest.mark.parametrize(("page", "code"), pythons())
def test_python_that_is_shown_names_what_there_is(page: str, code: str) -> None:
    tree = ast.parse(code, page)
    if any(code.startswith(one) for one in NOT_RUN):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert node.value.id != "iffsim" or hasattr(iffsim, node.attr), f"{page}: {node.attr}"
        elif isinstance(node, ast.ImportFrom):
            assert find_spec(str(node.module)), f"{page}: {node.module}"


def test_every_picture_that_is_shown_is_there() -> None:
    for page in PAGES:
        for place in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / place).is_file(), f"{page.name}: {place}"


@pytest.mark.parametrize("page", ["docs/design.md", "CONTRIBUTING.md"])
def test_every_file_that_says_where_an_idea_is_is_there(page: str) -> None:
    text = (HERE / page).read_text(encoding="utf-8")
    named = set(re.findall(r"[\w.-][\w./-]*\.(?:py|js|css|toml|md|json|yml|txt)\b", text))
    listed = {f"/{path.relative_to(HERE).as_posix()}" for part in PARTS for path in HERE.glob(part)}
    lost = {name for name in named - ELSEWHERE if not any(p.endswith(f"/{name}") for p in listed)}
    assert lost == set()
