"""What many tests need: the main scenario's run, its page and a browser for it, a class, a screen.
What was skipped is said at the end, and with --no-skips it is a failure."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser import Browser
    from console import Class

    from iffsim.recording import Recording

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")  # before anything imports pygame
os.environ["IFFSIM_CACHE"] = "off"  # nothing is drawn by an earlier run


@pytest.fixture(scope="session")
def recording() -> Recording:
    """The main scenario's."""
    from runs import run_of

    return run_of()


@pytest.fixture(scope="session")
def address(recording: Recording, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where its page is."""
    from iffsim.export import write

    out = tmp_path_factory.mktemp("page") / "story.html"
    write(recording, out)
    return out.as_uri()


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser of the module's own."""
    import needs
    from browser import Browser, find

    program = find()
    if program is None:
        pytest.skip(needs.CHROMIUM)
    with Browser(program, tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def page(chromium: Browser, address: str) -> Browser:
    """The main scenario's page, opened at its usual moment."""
    from storypage import opened

    return opened(chromium, address)


@pytest.fixture
def screen() -> Iterator[None]:
    """A screen that nobody sees."""
    import pygame

    from iffsim.view.window.frame import offscreen

    offscreen((1, 1))
    yield
    pygame.display.quit()


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Class]:
    """A class with its keyboard and mouse, in a folder of its own."""
    from console import Class

    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.chdir(tmp_path)
    found = Class()
    yield found
    found.desk.close(found.state)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="fail if any test was skipped")


def skipped(terminal: pytest.TerminalReporter) -> Counter[str]:
    """Return how many tests were skipped, by reason."""
    reports = terminal.stats.get("skipped", [])
    reasons = [one.longrepr[2] if isinstance(one.longrepr, tuple) else "" for one in reports]
    return Counter(reason.removeprefix("Skipped: ") or "no reason given" for reason in reasons)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int):  # type: ignore[no-untyped-def]
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if session.config.getoption("--no-skips") and not exitstatus and skipped(terminal):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    return (yield)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    found = skipped(terminalreporter)
    if found:
        terminalreporter.section(f"{found.total()} checks were skipped", yellow=True)
    for reason, count in found.most_common():
        terminalreporter.line(f"{count:4d}  {reason}")
