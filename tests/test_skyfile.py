"""Recorded traffic beside a scenario: what comes back, and what strangers may put there."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iffsim.base.errors import BadInput
from iffsim.scenario import load, loads, skyfile
from iffsim.scenario.skyfile import Sky, decode, encode
from iffsim.truth.build import build

TYPES = ("A320", "F-16")
TINY = (Path(__file__).parent / "data" / "tiny.toml").read_text(encoding="utf-8")
RECORDED = '\n[[recorded]]\nid = "rec"\nfile = "day.iffsky"\n'


def sky(count: int = 3, each: int = 5) -> Sky:
    time_s = np.tile(np.arange(each) * 20.5, count)
    wave = np.arange(count * each)
    return Sky(
        utc="2020-04-23T06:41:50Z",
        ids=tuple(f"REC{n}" for n in range(count)),
        types=("A320", *("F-16",) * (count - 1)),
        allegiance=np.arange(count).astype(np.uint8) % 3,
        credentials=np.full(count, 4, np.uint8),
        plan=np.ones(count, bool),
        first=np.arange(0, count * each + 1, each),
        time_s=time_s,
        lat_deg=39.0 + 0.1234567 * np.sin(wave),
        lon_deg=33.0 + 0.01 * wave,
        alt_m=9_000.0 + 0.25 * wave,
    )


@st.composite
def skies(draw: st.DrawFn) -> Sky:
    counts = draw(st.lists(st.integers(2, 6), min_size=1, max_size=5))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    total, first = sum(counts), np.append(0, np.cumsum(counts))
    time_s = np.concatenate([np.sort(rng.choice(600_000_000, n, replace=False)) for n in counts])
    return Sky(
        "2020-04-23T06:41:50Z", tuple(f"a{n}" for n in range(len(counts))), ("A320",) * len(counts),
        *(rng.integers(0, 3, len(counts)).astype(np.uint8) for _ in range(2)),
        rng.integers(0, 2, len(counts)).astype(bool), first, time_s / 1000.0,
        rng.uniform(-90, 90, total), rng.uniform(-180, 180, total),
        rng.uniform(-400, 29_000, total),
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(skies())
def test_what_is_written_comes_back_within_its_rounding(written: Sky) -> None:
    found = decode(encode(written), "day", TYPES)
    assert (found.ids, found.types, found.utc) == (written.ids, written.types, written.utc)
    for name in ("allegiance", "credentials", "plan", "first", "time_s"):
        assert getattr(found, name).tolist() == getattr(written, name).tolist()
    assert np.abs(found.lat_deg - written.lat_deg).max() <= 0.51e-7
    assert np.abs(found.lon_deg - written.lon_deg).max() <= 0.51e-7
    assert np.abs(found.alt_m - written.alt_m).max() <= 0.0051


def test_a_fix_takes_few_bytes() -> None:
    many = sky(200, 100)
    assert len(encode(many)) < 8 * 200 * 100


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_whatever_is_done_to_a_file_it_is_refused_or_sound(data: st.DataObject) -> None:
    content = bytearray(encode(sky()))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.sampled_from([0, 0, 1, 30, 400]))
    try:
        found = decode(bytes(content[: len(content) - cut]), "day", TYPES)
    except BadInput:
        return
    assert (np.diff(found.first) >= 2).all()
    assert np.isfinite(found.lat_deg).all()


def repacked(**parts: bytes) -> bytes:
    """Return the file with some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(encode(sky()))) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, parts.get(entry.partition(".")[0], old.read(entry)))
    return out.getvalue()


def array(values: np.ndarray) -> bytes:
    out = io.BytesIO()
    np.lib.format.write_array(out, values, allow_pickle=values.dtype == object)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no recorded traffic"), (b"PK\x03\x04junk", "no recorded traffic"),
        (repacked(header=b"{"), "damaged header"),
        (repacked(header=b"[" * 90_000), "damaged header"),
        (repacked(header=b'{"what":"a","format":1,"utc":"","ids":["a"],"types":[]}'), "no rec"),
        (repacked(plan=array(np.array([{}], object))), "damaged"),
        (repacked(count=array(np.array([5, 5], np.int32))), "different lengths"),
        (repacked(count=array(np.array([5, 5, 1], np.int32))), "track of one fix"),
        (repacked(count=array(np.array([5, 5, 2_000_000_000], np.int32))), "more than 4,000,000"),
        (repacked(allegiance=array(np.array([0, 3, 0], np.uint8))), "mean nothing"),
        (repacked(time=array(np.zeros((4, 15), np.uint8))), "does not rise"),
        (repacked(lat=array(np.full((4, 15), 120, np.uint8))), "cannot be"),
        (repacked(alt=array(np.zeros((4, 14), np.uint8))), "not as many values"),
        (repacked(lon=array(np.zeros((3, 15), np.uint8))), "not as it must be"),
    ],
)  # fmt: skip
def test_a_file_that_is_wrong_in_one_way_says_which(content: bytes, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        decode(content, "day", TYPES)


def test_a_type_that_the_catalogue_has_not_is_refused() -> None:
    with pytest.raises(BadInput, match='type "F-16", which the catalogue has not'):
        decode(encode(sky()), "day", ("A320",))


def test_a_file_that_unpacks_to_too_much_is_not_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("header.json", b" " * 200_000_000)
    with pytest.raises(BadInput, match="unpacks to more than"):
        decode(out.getvalue(), "day", TYPES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "day.iffsky").write_bytes(encode(sky()))
    (tmp_path / "scene.toml").write_text(TINY + RECORDED, encoding="utf-8")
    return tmp_path


def test_recorded_tracks_fly_beside_the_written_ones(folder: Path) -> None:
    world = build(load(folder / "scene.toml"))
    assert world.fleet.ids[-3:] == ("REC0", "REC1", "REC2")
    assert world.traffic.end_s[-3:].tolist() == pytest.approx([82.0] * 3, abs=0.0011)


def test_an_event_can_happen_to_a_recorded_track(folder: Path) -> None:
    event = '\n[[events]]\nat = "30s"\ndo = "transponder_off"\nflight = "REC1"\n'
    (folder / "scene.toml").write_text(TINY + RECORDED + event, encoding="utf-8")
    fleet = build(load(folder / "scene.toml")).fleet
    row = fleet.ids.index("REC1")
    assert (fleet.replies.at(row, 29), fleet.replies.at(row, 30)) == (4, 0)


def test_a_recording_may_begin_before_or_after_the_scenario(folder: Path) -> None:
    text = TINY + RECORDED + 'start = "-40s"\n'
    (folder / "scene.toml").write_text(text, encoding="utf-8")
    assert build(load(folder / "scene.toml")).traffic.start_s[-1] == -40.0


@pytest.mark.parametrize("file", [
    "../day.iffsky", "/etc/day.iffsky", "a/day.iffsky", "..\\\\day.iffsky", ".day.iffsky",
    "day.csv", "C:day.iffsky", "",
])  # fmt: skip
def test_only_a_plain_name_beside_the_scenario_may_be_meant(folder: Path, file: str) -> None:
    text = (TINY + RECORDED).replace("day.iffsky", file)
    (folder / "scene.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"expected the plain name of an \.iffsky file"):
        load(folder / "scene.toml")


def test_a_link_to_a_file_elsewhere_is_no_file_beside(folder: Path) -> None:
    (folder / "day.iffsky").rename(folder.parent / "elsewhere.iffsky")
    (folder / "day.iffsky").symlink_to(folder.parent / "elsewhere.iffsky")
    with pytest.raises(BadInput, match=r"recorded\[0\].file.*is no plain file"):
        load(folder / "scene.toml")


def test_a_missing_file_is_a_fault_with_its_place(folder: Path) -> None:
    (folder / "day.iffsky").unlink()
    with pytest.raises(BadInput, match=r"scene.toml: recorded\[0\].file.*is not beside"):
        load(folder / "scene.toml")


def test_a_file_too_large_is_not_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iffsim.scenario.recorded.MAX_BYTES", 100)
    with pytest.raises(BadInput, match="recorded traffic has at most 100"):
        load(folder / "scene.toml")


def test_a_scenario_that_is_in_no_folder_has_nothing_beside_it() -> None:
    with pytest.raises(BadInput, match="this scenario is not in one"):
        loads(TINY + RECORDED, "text")


def test_contents_cannot_be_written_in_a_scenario(folder: Path) -> None:
    text = TINY + RECORDED + 'content = "AAAA"\n'
    (folder / "scene.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match='unknown key "content"'):
        load(folder / "scene.toml")


def test_two_aircraft_of_one_name_are_a_fault(folder: Path) -> None:
    taken = load(folder / "scene.toml").flights[0].id
    clash = replace(sky(), ids=("REC0", taken, "REC2"))
    (folder / "day.iffsky").write_bytes(encode(clash))
    with pytest.raises(BadInput, match="which another aircraft is called too"):
        load(folder / "scene.toml")


def test_the_limits_hold_the_largest_traffic_that_import_writes() -> None:
    assert skyfile.MAX_FIXES * 4 * 4 < 100_000_000
