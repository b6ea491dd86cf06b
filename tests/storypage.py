"""The main scenario's page in a browser: how tests open it, wait for it, and read it."""

from __future__ import annotations

from browser import Browser

READY = "window.iffsim && document.fonts.status === 'loaded'"
STANDALONE, LINKED = "standalone", "linked"
AT_S = 1500.0
HASH = f"#t={AT_S:g}&lang=en&pictures={STANDALONE},{LINKED}"
DESK = (1600, 900)


def opened(
    browser: Browser, address: str, size: tuple[int, int] = DESK, lang: str = "en",
) -> Browser:  # fmt: skip
    """Open the page at its usual moment, on a phone if it is as narrow as one."""
    browser.resize(*size, mobile=min(size) < 600)
    browser.open(f"{address}{HASH.replace('lang=en', f'lang={lang}')}", READY)
    drawn(browser)
    return browser


def drawn(page: Browser) -> None:
    """Wait for the next frame."""
    page.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def text(page: Browser, selector: str) -> str:
    return str(page.run(f"document.querySelector({selector!r}).textContent"))


def texts(page: Browser, selector: str) -> list[str]:
    found: list[str] = page.run(
        f"[...document.querySelectorAll({selector!r})].map((e) => e.textContent)"
    )
    return found


def box(page: Browser, selector: str) -> dict[str, float]:
    found: dict[str, float] = page.run(
        f"JSON.parse(JSON.stringify(document.querySelector({selector!r}).getBoundingClientRect()))"
    )
    return found


def spot(page: Browser, panel: int, aircraft: str) -> tuple[float, float]:
    """Return where a panel shows an aircraft, px of the window."""
    place: list[float] = page.run(f"window.iffsim.spot({panel}, {aircraft!r})")
    return place[0], place[1]
