"""What is wrong with a scenario is said exactly, all at once, and never as a traceback."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iffsim.base.errors import BadInput
from iffsim.scenario import load, loads
from iffsim.scenario.load import MAX_BYTES
from iffsim.truth.build import build

DATA = Path(__file__).parent / "data"
TINY = (DATA / "tiny.toml").read_text(encoding="utf-8")
FAULTS = tomllib.loads((DATA / "faults.toml").read_text(encoding="utf-8"))["fault"]


def changed(was: list[str], now: list[str]) -> str:
    text = TINY
    for old, new in zip(was, now, strict=True):
        assert old in text
        text = text.replace(old, new, 1)
    return text


def said(text: str) -> list[str]:
    with pytest.raises(BadInput) as caught:
        loads(text, "tiny.toml")
    return [str(fault) for fault in caught.value.faults]


def said_of(path: Path | str) -> str:
    with pytest.raises(BadInput) as caught:
        load(path)
    (fault,) = caught.value.faults
    return str(fault)


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault["now"][0][:40])
def test_each_fault_is_said_in_its_own_sentence(fault: dict[str, list[str]]) -> None:
    wanted = [f"tiny.toml: {line}" for line in fault["says"]]
    assert said(changed(fault["was"], fault["now"])) == wanted


def test_the_scenario_itself_has_no_fault() -> None:
    assert loads(TINY, "tiny.toml").title == "Tiny"
    assert load(DATA / "tiny.toml") == loads(TINY, "tiny.toml")


def test_an_empty_file_names_all_that_is_missing() -> None:
    lines = said("")
    assert "tiny.toml: duration: is missing" in "\n".join(lines)
    assert len(lines) == 8


def test_a_scenario_of_nothing_but_faults_is_cut_off_somewhere() -> None:
    flight = '[[flights]]\nid = "x"\ntype = "nothing"\n'
    assert len(said(TINY + flight * 500)) == 100


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("title = ?\n", "tiny.toml: line 1, column 9: is not TOML"),
        ("a = 1\n\nb = [1,\n", "tiny.toml: end of document: is not TOML"),
        ("a = 1\na = 2\n", "tiny.toml: line 2, column 6: is not TOML"),
        ("x = " + "[" * 4000, "tiny.toml: is not TOML that can be read: it is nested too deeply"),
        ("x = " + "9" * 5000, "tiny.toml: is not TOML that can be read: a number"),
        ("\na" + ".a" * 300_000 + " = 1", "tiny.toml: line 2: is not TOML that can be read: a key"),
        ("x = 2020-13-45", "tiny.toml: "),
        ('x = "\x00"', "tiny.toml: line 1"),
    ],
)
def test_what_is_not_toml_is_told_with_its_line(text: str, where: str) -> None:
    (line,) = said(text)
    assert line.startswith(where)
    assert line.isprintable()


def test_a_missing_file_is_missed(tmp_path: Path) -> None:
    assert said_of(tmp_path / "none.toml").startswith(
        f"{tmp_path / 'none.toml'}: is not a file nor"
    )
    assert "is not a file nor a shipped scenario" in said_of("no\0such")
    assert "is not a file nor a shipped scenario" in said_of("x" * 5000)


def test_a_directory_is_no_scenario(tmp_path: Path) -> None:
    assert said_of(tmp_path) == f"{tmp_path}: is a directory; expected a scenario file (.toml)"


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    huge = tmp_path / "huge.toml"
    with huge.open("wb") as file:
        file.truncate(100_000_000)
    wanted = f"is 100,000,000 bytes long; a scenario has at most {MAX_BYTES:,}"
    assert said_of(huge) == f"{huge}: {wanted}"


def test_what_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes('format = 1\ntitle = "Türkiye"'.encode("latin-1"))
    assert said_of(path) == "latin.toml: line 2: byte 0xfc is not UTF-8; save the file as UTF-8"


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "tiny.toml"
    path.write_bytes(b"\xef\xbb\xbf" + TINY.replace("\n", "\r\n").encode())
    assert load(path) == loads(TINY, "tiny.toml")


# Any text whatever


pieces = st.sampled_from(sorted({*TINY.split(), *TINY.splitlines()}))
values = st.sampled_from(
    """
    "" | 0 | -1 | nan | inf | 1e300 | 999999999999999999999999999999 | true | [] | {} | [[1]] | "*"
    "none" | 1979-05-27 | 07:32:00 | "00:00:00" | "999:59:59" | "-90s" | "Ankara" | ["LTAC"]
    [["LTAC", "LTFM"]] | { lat_deg = 90, lon_deg = 0 } | { place = "Van" } | "civil-001" | "OWN1"
    """.replace("\n", " | ").split(" | ")
)


def sane(text: str) -> None:
    """Load `text`, and build what loads; only faults in plain sentences may come of it."""
    try:
        scenario = loads(text, "x.toml")
    except BadInput as error:
        lines = [str(fault) for fault in error.faults]
        assert 0 < len(lines) <= 100
        assert all(line.isprintable() and len(line) < 400 for line in lines)
    else:
        assert build(scenario).fleet.ids


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_no_value_whatever_ends_in_a_traceback(data: st.DataObject) -> None:
    lines = TINY.splitlines()
    for _ in range(data.draw(st.integers(1, 3))):
        index = data.draw(st.integers(0, len(lines) - 1))
        key, equals, _ = lines[index].partition(" = ")
        if equals:
            lines[index] = f"{key} = {data.draw(values)}"
    sane("\n".join(lines))


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_no_mixed_up_text_ends_in_a_traceback(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(TINY)))
    length = data.draw(st.integers(0, 60))
    put = data.draw(st.one_of(pieces, values, st.text(max_size=8)))
    sane(TINY[:start] + put + TINY[start + length :])


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_shuffled_lines_end_in_a_traceback(data: st.DataObject) -> None:
    lines = TINY.splitlines()
    for _ in range(data.draw(st.integers(1, 4))):
        a, b = (data.draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        lines[a], lines[b] = lines[b], lines[a]
    sane("\n".join(lines))


@settings(max_examples=100, deadline=None)
@given(content=st.binary(max_size=300))
def test_no_bytes_whatever_end_in_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("bytes") / "x.toml"
    path.write_bytes(content)
    with pytest.raises(BadInput):
        load(path)
