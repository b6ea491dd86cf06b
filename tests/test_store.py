"""Recordings as files: what comes back, and what is said of files that strangers made."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import iffsim
from iffsim import store
from iffsim.base.errors import BadInput

TINY = Path(__file__).parent / "data" / "tiny.toml"
LINE = TINY.parent / "line-small-zone.toml"
COLUMN = "inside.first.npy"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    iffsim.save(iffsim.run(iffsim.load(TINY)), folder / "good.iffrec")
    return folder


@pytest.fixture(scope="module")
def good(place: Path) -> bytes:
    return (place / "good.iffrec").read_bytes()


def opened(place: Path, content: bytes) -> iffsim.Recording:
    path = place / "made.iffrec"
    path.write_bytes(content)
    return iffsim.open_recording(path)


def refusal(place: Path, content: bytes) -> str:
    with pytest.raises(BadInput) as caught:
        opened(place, content)
    (fault,) = caught.value.faults
    assert "made.iffrec" in fault.where
    return str(fault)


def repacked(good: bytes, parts: dict[str, bytes]) -> bytes:
    """Return the file with some of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
    return out.getvalue()


def array(values: np.ndarray) -> bytes:
    out = io.BytesIO()
    np.lib.format.write_array(out, values, allow_pickle=values.dtype == object)
    return out.getvalue()


def headed(header: str) -> bytes:
    """Return the bytes of an array with this header, and nothing in it."""
    text = header.encode() + b"\n"
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text


def test_a_recording_opens_as_what_was_saved(place: Path) -> None:
    saved = iffsim.run(iffsim.load(TINY))
    again = iffsim.open_recording(place / "good.iffrec")
    for picture in saved.picture_ids:
        assert again.scorecard(picture) == saved.scorecard(picture)
        assert (
            again.picture(picture, 700.0).identity == saved.picture(picture, 700.0).identity
        ).all()


def test_a_recording_cut_short_anywhere_is_refused(place: Path, good: bytes) -> None:
    for length in [*range(0, len(good), 17), *range(len(good) - 25, len(good))]:
        assert "cut short" in refusal(place, good[:length])


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_whatever_is_done_to_a_recording_it_is_refused_or_sound(
    place: Path, good: bytes, data: st.DataObject
) -> None:
    content = bytearray(good)
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = opened(place, bytes(content))
    except BadInput:
        return
    assert found.duration_s == 1200.0
    assert found.score_at("linked", 600.0).tracked >= 0


SHAPED = "{{'descr': '<i8', 'fortran_order': False, 'shape': ({},), }}"


@pytest.mark.parametrize(
    ("column", "said"),
    [
        (array(np.array([-1])), "has values outside 0..1200"),
        (array(np.array([2**62])), "has values outside 0..1200"),
        (array(np.array([1.0])), "expected a row of int64"),
        (array(np.array([[1]])), "expected a row of int64"),
        (array(np.array([1])), "columns of different lengths"),
        (array(np.array([{}], object)), "missing or damaged"),
        (headed(SHAPED.format(10**15)), "missing or damaged"),
        (headed(SHAPED.format(10**30)), "missing or damaged"),
        (headed(SHAPED.format(-5)), "missing or damaged"),
        (headed("(" * 5000), "missing or damaged"),
        (headed("__import__('os')"), "missing or damaged"),
        (b"", "missing or damaged"),
    ],
)
def test_a_column_that_cannot_be_is_named(
    place: Path, good: bytes, column: bytes, said: str
) -> None:
    line = refusal(place, repacked(good, {COLUMN: column}))
    assert said in line
    assert "inside" in line


def header(good: bytes, **changed: object) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as box:
        found = json.loads(box.read("header.json")) | changed
    kept = {key: value for key, value in found.items() if value is not ...}
    return repacked(good, {"header.json": json.dumps(kept).encode()})


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"format": 3}, "has format 3; this iffsim reads up to 2: update iffsim"),
        ({"format": "1"}, "damaged header"),
        ({"seed": -1}, "damaged header"),
        ({"scenario": []}, "damaged header"),
        ({"what": "a holiday"}, "is no iffsim recording"),
        ({"seed": 8}, "run its scenario again"),
        ({"digest": 5}, "run its scenario again"),
        ({"digest": ...}, "run its scenario again"),
    ],
)
def test_a_header_that_does_not_fit_is_said(
    place: Path, good: bytes, changed: dict[str, object], said: str
) -> None:
    assert said in refusal(place, header(good, **changed))


def test_format_1_opens_unless_it_judged_lines_otherwise(place: Path, good: bytes) -> None:
    assert opened(place, header(good, format=1)).picture_ids == ("standalone", "linked")
    iffsim.save(iffsim.run(iffsim.load(LINE)), place / "line.iffrec")
    line = header((place / "line.iffrec").read_bytes(), format=1)
    assert "judged lines otherwise; run its scenario again" in refusal(place, line)


def test_a_recording_that_unpacks_to_too_much_is_not_unpacked(
    place: Path, good: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = io.BytesIO(good)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as box:
        box.writestr("more", bytes(store.MAX_BYTES >> 6))
    assert store.MAX_BYTES <= 1 << 30, "more than a computer for teaching can spare"
    monkeypatch.setattr(store, "MAX_BYTES", store.MAX_BYTES >> 6)
    assert "unpacks to more than" in refusal(place, out.getvalue())
