"""Write docs/claims.md: where each claim of the article is shown, by a number, and where only said.

    python docs/claims.py

The numbers stand in `claims.toml`; each is measured here, and a test holds them.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import iffsim
from iffsim import Recording
from iffsim.base.units import parse_time
from iffsim.doctrine import Allegiance, Identity
from iffsim.earth.claims import article
from iffsim.scenario.telling import BoardRow
from iffsim.scene.board import held_min, named

HERE = Path(__file__).resolve().parent
HEAD = """# The article's claims, and where they are shown

Made by `python docs/claims.py` from `docs/claims.toml`; a test measures every number again.
*Shown* means in the sky, by a number that the window, the page and the reports show at that
instant. *Said* means in a caption alone. Paragraphs are those of the article's running text,
counted from 1. All numbers are the model's, of one drawn sky; none is a claim about real systems.

| claim | ¶ | shown | only said | what the model adds |
|---|---|---|---|---|
"""
Row = dict[str, str | float]


def rows() -> dict[str, dict[str, object]]:
    """Return the claims with what is shown of them."""
    return tomllib.loads((HERE / "claims.toml").read_text(encoding="utf-8"))


@cache
def recording(scenario: str) -> Recording:
    """Return the run of a shipped scenario."""
    return iffsim.run(scenario)


def measured(row: Row) -> str | float:
    """Return the number, or the identity, that a row of `shown` names."""
    run, time_s = recording(str(row["scenario"])), parse_time(str(row["at"]))
    what, *words = str(row["measure"]).split()
    return MEASURES[what](run, time_s, *words)


def _called(run: Recording, time_s: float, picture: str, identity: str) -> int:
    state = run.picture(picture, time_s)
    return int((state.identity[state.held] == Identity[identity]).sum())


def _misnamed(run: Recording, time_s: float, picture: str) -> int:
    state, whose = run.picture(picture, time_s), run.world.fleet.allegiance
    return int(
        (state.held & (state.identity == Identity.FRIEND) & (whose == Allegiance.INTRUDER)).sum()
    )


def _label(run: Recording, time_s: float, picture: str, who: str) -> str:
    return Identity(int(run.picture(picture, time_s).identity[run.aircraft(who)])).name


def _exposure(run: Recording, time_s: float, picture: str) -> int:
    some = run.series(picture).unidentified_friends[: run.tick(time_s) + 1]
    return round(float(some.sum()) / 60.0)


def _minutes(run: Recording, time_s: float, picture: str, who: str) -> float:
    return round(held_min(run, picture, run.aircraft(who), time_s), 1)


def _named(run: Recording, time_s: float, picture: str, by: str) -> int:
    row = BoardRow(text=picture, picture=picture, named_by=by)
    found = named(run, row, time_s)
    return 0 if found is None else int(found.sum())


def _since(run: Recording, time_s: float, picture: str, who: str, identity: str) -> int:
    events, one = run.events, run.aircraft(who)
    mine = (events.picture == run.picture_ids.index(picture)) & (events.aircraft == one)
    so = mine & (events.after == Identity[identity]) & (events.tick <= time_s)
    return int(events.tick[so][-1])


def _owned(run: Recording, time_s: float, picture: str) -> int:
    state, own = run.picture(picture, time_s), run.world.fleet.allegiance == Allegiance.OWN
    return int((state.held & own & (state.identity == Identity.FRIEND)).sum())


def _zones(run: Recording, time_s: float, picture: str, alt_m: str) -> int:
    area = run.coverage(picture, time_s, float(alt_m))
    return sum(bool(area.intersects(zone.polygon_km.centroid)) for zone in run.world.zones)


MEASURES: dict[str, Callable[..., str | float]] = {
    "sites": lambda run, _time_s, picture: len(run.folded(picture).spec.hears),
    "unknown": lambda run, time_s, picture: run.score_at(picture, time_s).no_id,
    "needle": lambda run, time_s, picture: run.score_at(picture, time_s).needle or 0,
    "friends": lambda run, time_s, picture: run.score_at(picture, time_s).unidentified_friends,
    "called": _called,
    "named": _named,
    "owned": _owned,
    "since": _since,
    "misnamed": _misnamed,
    "label": _label,
    "watched": lambda run, t, picture, alt_m: round(100 * run.watched(picture, t, float(alt_m))),
    "exposure": _exposure,
    "minutes": _minutes,
    "zones": _zones,
    "types": lambda run, _time_s, *types: len({*types} & set(run.world.fleet.types)),
}
"""How each word of `measure` is measured: recording, time, then what follows the word."""


def page() -> str:
    """Return docs/claims.md."""
    lines = []
    for name, claim in article().claims.items():
        row = rows()[name]
        shown = "; ".join(_shown(one) for one in row.get("shown", ()))
        paragraphs = ", ".join(map(str, claim.paragraphs))
        cells = (f"**{name}** {claim.en}", paragraphs, shown, row.get("said", ""), row["adds"])
        lines.append(f"| {' | '.join(str(cell) for cell in cells)} |")
    return HEAD + "\n".join(lines) + "\n"


def _shown(row: Row) -> str:
    return f"`{row['scenario']}` {str(row['at'])[3:]}: **{row['value']}** {row['says']}"


def main() -> int:
    """Say which numbers differ from what is measured; write the page."""
    wrong = 0
    for name, claim in rows().items():
        for row in claim.get("shown", ()):
            found = measured(row)
            if found != row["value"]:
                wrong += 1
                print(f"{name} {row['scenario']} {row['at']} {row['measure']}: {found}")
    (HERE / "claims.md").write_text(page(), encoding="utf-8")
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
