"""The facts of a report as tables and as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from iffsim.base.csvfile import write_csv
from iffsim.pictures.score import COUNTS
from iffsim.report.compute.confusion import COLUMNS
from iffsim.report.compute.facts import FORMAT, SHARES, Facts

Table = tuple[tuple[str, ...], list[tuple[Any, ...]]]
"""Names of columns, rows."""


def tables(found: Facts) -> dict[str, Table]:
    """Return every table by name. n/a is empty."""
    return {
        "timeline": _timeline(found),
        "scores": _scores(found),
        "series": _series(found),
        "confusion": _confusion(found),
        "exposures": _exposures(found),
        "answers": _answers(found),
    }


def write_tables(found: Facts, folder: Path, stem: str) -> None:
    """Write every table as STEM-NAME.csv."""
    for name, (header, rows) in tables(found).items():
        write_csv(folder / f"{stem}-{name}.csv", header, rows)


def write_json(found: Facts, path: Path) -> None:
    """Write all facts as one JSON document; n/a is null."""
    scenario = found.case.base
    document = {
        "format": FORMAT,
        "kind": found.case.kind,
        "language": found.say.language,
        "title": found.say.written(scenario.title, scenario.title_tr),
        "duration_s": found.recording.duration_s,
        "seed": found.recording.world.seed,
        "pictures": found.titles,
        "scorecards": found.scorecards,
        "other_lines": found.others,
        **{name: _records(*table) for name, table in tables(found).items() if name != "scores"},
    }
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def _records(header: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(zip(header, row, strict=True)) for row in rows]


def _timeline(found: Facts) -> Table:
    rows = [(one.time_s, one.kind, one.picture, one.aircraft, one.text) for one in found.moments]
    return ("time_s", "kind", "picture", "aircraft", "text"), rows


def _scores(found: Facts) -> Table:
    rows = []
    for picture, card in found.scorecards.items():
        for measure, value in card.items():
            parts = value.items() if isinstance(value, dict) else [("", value)]
            rows += [(picture, measure, zone, one) for zone, one in parts]
    return ("picture", "measure", "zone", "value"), rows


def _series(found: Facts) -> Table:
    """Return counts and shares at the sampled instants."""
    names = (*COUNTS, *SHARES)
    rows: list[tuple[Any, ...]] = []
    for picture in found.titles:
        columns = [_plain(found.sampled(picture, name), name in COUNTS) for name in names]
        rows += [
            (time, picture, *values)
            for time, *values in zip(found.times_s.tolist(), *columns, strict=True)
        ]
    return ("time_s", "picture", *names), rows


def _plain(values: np.ndarray[Any, Any], whole: bool) -> list[float | int | None]:
    """Return plain numbers, None for nan."""
    return [
        None if np.isnan(value) else int(value) if whole else round(value, 6)
        for value in values.tolist()
    ]


def _confusion(found: Facts) -> Table:
    rows = [
        (one.picture, who, *row.values())
        for one in found.confusions
        for who, row in one.aircraft_s.items()
    ]
    return ("picture", "allegiance", *(f"{column}_s" for column in COLUMNS)), rows


def _exposures(found: Facts) -> Table:
    rows = [
        (
            one.picture, one.aircraft, one.track, one.type, one.allegiance, one.unidentified_s,
            one.longest.first, one.longest.last, len(one.stretches), one.rule,
            " ".join(one.evidence),
        )
        for one in found.exposures
    ]  # fmt: skip
    return (
        "picture", "aircraft", "track", "type", "allegiance", "unidentified_s", "longest_from_s",
        "longest_to_s", "stretches", "rule", "evidence",
    ), rows  # fmt: skip


def _answers(found: Facts) -> Table:
    rows: list[tuple[Any, ...]] = []
    for reply in found.replies:
        prompt, counts = reply.asked.prompt, reply.asked.counts
        given = [(choice, n) for choice, n in counts.items()] or [("", 0)]
        called = " ".join(f"{one.picture}={one.identity or 'not_held'}" for one in reply.called)
        rows += [
            (prompt.id, prompt.at_s, prompt.aircraft or "", prompt.text, prompt.answer, choice, n,
             reply.allegiance, called)
            for choice, n in given
        ]  # fmt: skip
    return (
        "question", "time_s", "aircraft", "text", "answer", "choice", "count", "allegiance",
        "called",
    ), rows  # fmt: skip
