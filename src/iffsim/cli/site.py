"""`iffsim site`: all scenarios as a web site."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iffsim.scenario import Scenario

Folder = Annotated[Path, typer.Option(metavar="DIR", help="The site's folder.")]


def site(
    out: Folder,
    scenarios: Annotated[
        list[str] | None,
        typer.Argument(metavar="SCENARIO", help="More scenarios: .toml files of your own."),
    ] = None,
    only: Annotated[
        bool, typer.Option("--only", help="Not all that are shipped: those named, alone.")
    ] = False,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="The site's address, for previews and search engines."),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Also into a folder in which other files are.")
    ] = False,
) -> None:
    """Write all scenarios as a web site: pages that run in any browser, from disk or any host.

    An index with images and lessons, the article's claims, the documentation; links are relative.
    A site that is there already is written anew; files that are not the site's stay.

        iffsim site --out public
        iffsim site mine.toml --out public
        iffsim site ladder mine.toml --only --out public
        iffsim site --out public --base-url https://example.org/iffsim/
    """
    from iffsim.cli.progress import rising
    from iffsim.site import build

    address = _address(base_url)
    chosen = _chosen(scenarios or [], only)
    with rising("writing the site") as tell:
        count = build(chosen, out, address, force, tell)
    print(f"{out / 'index.html'} ({count} files, {len(chosen)} scenarios)")


def _chosen(words: list[str], only: bool) -> dict[str, Scenario]:
    """Return the scenarios by name; raises `BadInput` for two of one name."""
    from iffsim.base import assets
    from iffsim.base.errors import bad
    from iffsim.scenario import load

    if only and not words:
        raise bad("--only", "needs the scenarios that the site is to show")
    found = {} if only else {name: load(name) for name in assets.scenario_names()}
    for word in words:
        name = re.sub(r"[^a-z0-9_-]+", "-", Path(word).stem.lower()).strip("-") or "scenario"
        if word in found:
            continue  # shipped, and in the site already
        if name in found:
            raise bad(word, f'the site has a scenario "{name}" already; give the file another name')
        found[name] = load(word)
    return found


def _address(written: str | None) -> str | None:
    """Return the site's address with a slash at its end; raises `BadInput`."""
    from iffsim.base.errors import bad

    if written is None:
        return None
    if not re.fullmatch(r"https?://[A-Za-z0-9.\-]+(:\d{1,5})?(/[A-Za-z0-9._~%\-/]*)?", written):
        raise bad("--base-url", f'{written!r} is no address; write "https://example.org/iffsim/"')
    return written.rstrip("/") + "/"
