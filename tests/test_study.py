"""Studies as their users have them: from files, options and Python; refused in a sentence."""

from __future__ import annotations

import csv
import json
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

import iffsim
from iffsim.base import assets
from iffsim.cli import main
from iffsim.studies import design, plan
from iffsim.studies.paths import changed, targets
from iffsim.studies.schema import schema
from iffsim.studies.work import Bench, measures
from iffsim.studies.written import vary

TINY = str(Path(__file__).parent / "data" / "tiny.toml")


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "runs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_study_is_written_goes_on_where_it_stopped_and_is_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["study", TINY, "--seeds", "3", "--vary", "sites.battery.range_km=range(60,300,12)",
             "--workers", "1", "--series", "300s", "--out", str(tmp_path)]  # fmt: skip
    assert main(words) == 0
    found = rows(tmp_path)
    assert len(found) == 36 * 2  # 12 ranges, 3 skies, 2 pictures
    first = [row for row in found if row["run"] == "5"]
    assert {row["repetition"] for row in first} == {"2"}
    assert {row["seed"] for row in first} == {str(iffsim.load(TINY).seed + 1)}
    assert {float(row["sites.battery.range_km"]) for row in first} == {60 + 240 / 11}
    before = {name: (tmp_path / name).read_bytes() for name in ("runs.csv", "series.csv")}
    parts = sorted((tmp_path / "parts").iterdir())
    assert len(parts) == 3
    kept = parts[0].stat().st_mtime_ns
    parts[1].unlink()
    (tmp_path / "parts" / ".0000001-abc.msgpack").write_bytes(b"half")
    capsys.readouterr()
    assert main(words) == 0
    said = capsys.readouterr()
    assert "32 of 36 runs are there already" in said.err
    assert "…" not in said.out, "a number is cut"
    assert max(map(len, said.out.splitlines())) <= 80
    assert parts[0].stat().st_mtime_ns == kept
    assert {name: (tmp_path / name).read_bytes() for name in before} == before
    assert len(list((tmp_path / "parts").iterdir())) == 3
    words[3] = "4"
    assert main(words) == 2
    assert "holds results of another study" in capsys.readouterr().err


def test_a_row_is_a_single_run_and_a_failed_run_is_a_row_with_its_sentence() -> None:
    found = iffsim.study(TINY, seeds=[5, 6], vary={
        "links.nato.latency": ["2s", "20s"], "sites.*.scan": ["10s", "25s"],
    })  # fmt: skip
    table = found.columns
    failed = table["error"] != ""
    assert table["run"][failed].tolist() == [7, 8]  # late and slow together outlive a track
    assert all("drop" in said for said in table["error"][failed])
    alone = iffsim.run(Bench(found.plan.job).scenario(("2s", "10s")), seed=6)
    for picture in alone.picture_ids:
        row = (table["run"] == 2) & (table["picture"] == picture)
        for name, value in measures(alone.scorecard(picture)).items():
            got = table[name][row][0]
            assert got == value or (value is None and np.isnan(got)), name


BAD = {
    "a path that is nowhere": (["--vary", "sites.batery.range_km=1,2"], 'did you mean "battery"'),
    "a field that is nowhere": (["--vary", "sites.battery.rage_km=1,2"], 'did you mean "range_km"'),
    "the seed by a path": (["--vary", "seed=1,2"], "varied by seeds"),
    "an empty span": (["--vary", "sites.battery.range_km=range(9,9,4)"], "is empty"),
    "no value": (["--vary", "sites.battery.range_km="], "expected at least 1"),
    "no number": (["--vary", "sites.battery.range_km=nan,2"], "nan"),
    "an infinite end": (["--vary", "sites.battery.range_km=range(2,inf,3)"], "inf"),
    "a refused value": (["--vary", "sites.battery.range_km=200,5000"], "value 5000 (run 2)"),
    "a refused word": (["--vary", "pictures.0.doctrine=nato,otan"], "otan"),
    "too many without leave": (
        ["--seeds", "1000000", "--vary", "sites.battery.range_km=range(1,1000,1000)"],
        "1,000,000,000 runs",
    ),
    "the same thing twice": (
        ["--vary", "sites.*.range_km=9,10", "--vary", "sites.battery.range_km=9"], "varies too",
    ),
    "a place drawn for a number": (["--vary", "sites.battery.range_km=random(4)"], "not a place"),
    "a value twice": (["--vary", "sites.battery.range_km=90,90"], "90 twice"),
    "no yes or no": (["--vary", "links.*.present=maybe"], "true or false"),
    "no yes or no in every run": (["--set", "links.nato.present=1"], "true or false"),
    "no count": (["--vary", "pictures.0.own.count=1.5"], "a whole number"),
    "a row more often than a second": (["--series", "0s"], "1s or longer"),
    "a span without steps": (["--vary", "sites.battery.range_km=range(1,9)"], "runs over a span"),
    "a method misspelt": (["--method", "latn"], 'did you mean "latin"'),
    "samples missing": (["--method", "latin", "--vary", "duration=range(5min,9min)"], "samples"),
    "seeds that are none": (["--seeds", "many"], "many"),
    "workers on nothing": (["--dask", "tcp://127.0.0.1:1", "--seeds", "2"], "does not answer"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_design_is_one_sentence_and_nothing_is_run(
    kind: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words, named = BAD[kind]
    monkeypatch.setattr("iffsim.studies.backends.PATIENCE", "1s")
    assert main(["study", TINY, "--out", str(tmp_path / "out"), *words]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.splitlines()) == 1, said.err
    assert named in said.err
    assert not (tmp_path / "out" / "runs.csv").exists()


def test_an_end_that_is_no_number_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "study.toml"
    vary = '[[vary]]\npath = "sites.battery.range_km"\nfrom = nan\nto = 3\nsteps = 2\n'
    path.write_text(f'scenario = "local-bubble"\n{vary}', encoding="utf-8")
    assert main(["study", str(path), "--out", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == "study.toml: vary[0].from: is nan; expected a number\n"


def test_a_design_in_a_file_is_checked_against_the_shipped_schema(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert assets.path("study.schema.json").read_text(encoding="utf-8") == schema(), (
        "run: python -m iffsim.studies.schema"
    )
    monkeypatch.chdir(tmp_path)
    assert main(["new", "mine", "--study"]) == 0
    text = Path("mine.toml").read_text(encoding="utf-8")
    assert text.startswith("#:schema ./study.schema.json")
    assert Path("study.schema.json").read_text(encoding="utf-8") == schema()
    jsonschema.Draft7Validator(json.loads(schema())).validate(tomllib.loads(text))
    begun = plan.planned(design.read(Path("mine.toml")), "mine.toml", Path())
    assert begun.total == 20 * 3 * 10
    Path("mine.toml").write_text(text.replace("seeds = 10", "seds = 10"), encoding="utf-8")
    capsys.readouterr()
    assert main(["study", "mine.toml"]) == 2
    assert capsys.readouterr().err == 'mine.toml: unknown key "seds"; did you mean "seeds"?\n'


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a.b=40,80,160", [40, 80, 160]),
        ("a.b=2s, nato ,true", ["2s", "nato", True]),
        ("a.b=[nato,civil],[]", [["nato", "civil"], []]),
        ("a.b={lat_deg=39.0, lon_deg=32.5},Ankara", [{"lat_deg": 39.0, "lon_deg": 32.5}, "Ankara"]),
    ],
)
def test_a_list_on_the_command_line_is_read_as_toml_or_as_words(
    text: str, wanted: list[Any]
) -> None:
    assert vary(text) == {"path": "a.b", "values": wanted}


def test_paths_reach_every_kind_of_field_and_leave_the_data_as_it_was() -> None:
    data: dict[str, Any] = {
        "sites": [{"id": "a", "scan": "5s"}, {"id": "b.c", "scan": "6s"}],
        "links": [{"id": "net", "sites": ["a", "b.c"]}],
        "pictures": [{"id": "p", "links": ["net"], "own": ["a", "b.c"]}, {"id": "q"}],
        "events": [{"do": "link_down", "at": "5s", "link": "net"}],
        "area": {"name": "x", "place": "Ankara", "radius_km": 30},
    }
    whole = json.dumps(data)

    def at(path: str, value: Any) -> dict[str, Any]:
        found = data
        for target in targets(data, path, "test"):
            found = changed(found, target, value)
        return found

    assert [site["scan"] for site in at("sites.*.scan", "9s")["sites"]] == ["9s", "9s"]
    assert at("sites.b.c.scan", "9s")["sites"][1]["scan"] == "9s"
    assert at("pictures.p.own.count", 1)["pictures"][0]["own"] == ["a"]
    assert at("links.net.present", False)["pictures"][0]["links"] == []
    assert at("links.net.present", True) == data
    assert at("events.0.at", "9s")["events"][0]["at"] == "9s"
    assert at("area.radius_km", 9)["area"]["radius_km"] == 9
    assert at("terrain", True)["terrain"] is True
    assert json.dumps(data) == whole
