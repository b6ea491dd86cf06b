"""The main scenario's page and a browser for it; what was skipped is said at the end, and with
--no-skips it is a failure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from browser import Browser

    from iffsim.recording import Recording


@pytest.fixture(scope="session")
def recording() -> Recording:
    """The main scenario's."""
    import iffsim

    return iffsim.run("local-bubble")


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
    from browser import Browser, find

    with Browser(find() or "", tmp_path_factory.mktemp("profile")) as browser:
        yield browser


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
