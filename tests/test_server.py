"""The phones' server: nobody gets in, and nothing gets out, that should not."""

from __future__ import annotations

import asyncio
import random
import socket
import string
import subprocess
import sys

import httpx
import pytest
from phones import CODE, Opened, Student

from iffsim.base.errors import BadInput
from iffsim.cli import main
from iffsim.server import door
from iffsim.server.app import HEADERS
from iffsim.server.limits import Buckets, Rate
from iffsim.server.process import Server
from iffsim.server.wire import Open

TOKEN = "A" * 22


def test_a_bucket_gives_its_burst_at_once_and_then_its_rate():
    now = [0.0]
    bucket = Buckets(Rate(3, 0.5), lambda: now[0])
    assert [bucket.take("a") for _ in range(5)] == [True, True, True, False, False]
    assert bucket.take("b")
    now[0] = 2.0
    assert [bucket.take("a") for _ in range(2)] == [True, False]


def test_a_code_is_random_and_has_no_letter_that_is_taken_for_another():
    codes = {door.code() for _ in range(200)}
    assert len(codes) == 200
    assert set("".join(codes)) <= set(string.ascii_uppercase + string.digits) - set("IO01")


@pytest.mark.parametrize("address", ["0.0.0.0", "::", "school.example", "224.0.0.1", "10.0.0", ""])
def test_an_address_is_a_single_one_of_this_computer(address: str):
    with pytest.raises(BadInput, match=r"expected an address of this computer"):
        door.address(address)


def test_what_is_opened_is_said_in_a_plain_sentence():
    near = door.Door("127.0.0.1", 8765, "ABC234").sentence()
    far = door.Door("192.168.1.20", 8765, "ABC234").sentence()
    assert "this computer alone can reach it" in near
    assert "http://192.168.1.20:8765/" in far
    assert "whoever is on this network can reach it" in far
    assert "not encrypted" in far


def test_a_port_that_is_taken_is_one_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(BadInput, match=r"127.0.0.1:\d+: cannot be opened: [Aa]ddress"):
            Server(Open("127.0.0.1", other.getsockname()[1], CODE, {}, {}))


def test_without_the_extra_one_line_says_how_to_get_it(capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert main(["teach", "--class"]) == 2
    assert capsys.readouterr().err.strip().endswith("run: pip install 'iffsim[class]'")


def test_who_only_watches_opens_no_server(capsys):
    assert main(["teach", "class.iffses", "--class", "--watch"]) == 2
    assert "exclude each other" in capsys.readouterr().err


def test_the_server_imports_neither_scenario_nor_recording_nor_window():
    program = (
        "import sys; import iffsim.server.__main__;"
        "print([n for n in sys.modules if n.split('.')[:1] == ['numpy'] or n == 'pygame'"
        " or n.split('.')[:2] in (['iffsim', 'recording'], ['iffsim', 'scenario'])])"
    )
    words = [sys.executable, "-c", program]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def fuzz(chance: random.Random) -> httpx.Request:
    """Return a request that no page sends."""

    def junk(most: int) -> str:
        letters = string.printable[:94] + "\u00e7\u0131\u202e"
        return "".join(chance.choice(letters) for _ in range(chance.randrange(most)))

    paths = ["/", "/join", "/state", "/answer", "/class.js", "/../etc/passwd", "/%2e%2e/%00", "/x"]
    path = chance.choice([*paths, f"/{junk(60)}".replace("#", "").replace("?", "?since=")])
    headers = {"Content-Type": chance.choice(["application/json", "text/html", "", junk(30)])}
    headers["Authorization"] = chance.choice(["Bearer " + TOKEN, "Bearer " + junk(80), junk(200)])
    for name in ("Origin", "Sec-Fetch-Site", "X-Forwarded-For", "Cookie", "Range", "Upgrade"):
        if chance.random() < 0.15:
            headers[name] = junk(100)
    headers = {k: v.encode("utf-8", "ignore").strip() for k, v in headers.items()}
    bodies = ["", "{}", "[" * 1500, "null", junk(1000), "x" * 30_000, '{"code":1}',
              '{"code":"' + junk(10).replace('"', "").replace("\\", "") + '"}',
              '{"number":1e99,"turn":0,"choice":"1"}', '{"code":"ABC","extra":1}']  # fmt: skip
    method = chance.choice(["GET", "POST", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"])
    body = chance.choice(bodies).encode("utf-8", "surrogatepass")
    return httpx.Request(method, "http://127.0.0.1" + "/", headers=headers, content=body,
                         extensions={"target": path.encode("utf-8", "ignore")})  # fmt: skip


def test_hostile_requests_are_refused_and_tell_nothing(capfd):
    chance = random.Random(7)

    async def flood(opened: Opened) -> set[int]:
        found = set()
        async with httpx.AsyncClient(base_url=opened.url) as client:
            for _ in range(300):
                wish = fuzz(chance)
                wish.url = httpx.URL(opened.url)
                wish.headers["Host"] = opened.url.removeprefix("http://")
                try:
                    reply = await client.send(wish)
                except httpx.TransportError:  # hung up on
                    continue
                found.add(reply.status_code)
                assert "Traceback" not in reply.text
                if reply.status_code != 400 or reply.text != "Invalid HTTP request received.":
                    assert HEADERS.items() <= dict(reply.headers).items()
            student = Student(client, "Ali")
            assert (await student.join()).status_code == 200  # it goes on as if nothing had been
        return found

    with Opened() as opened:
        opened.put("bet")
        found = opened.run(flood(opened))
        assert opened.room.session.answers == ()
    assert 500 not in found
    assert {401, 403, 404, 405, 413, 415} <= found
    assert capfd.readouterr().err == ""


def test_only_the_page_itself_may_ask_and_only_with_the_code():
    async def tries(opened: Opened) -> None:
        async with httpx.AsyncClient(base_url=opened.url) as client:
            own = {"Content-Type": "application/json"}
            wish = {"code": CODE}
            for other, status in (
                ({"Host": "evil.example"}, 421),
                ({"Origin": "http://evil.example"}, 403),
                ({"Origin": "null"}, 403),
                ({"Sec-Fetch-Site": "cross-site"}, 403),
                ({"Content-Type": "text/plain"}, 415),
            ):
                found = await client.post("/join", json=wish, headers=own | other)
                assert (found.status_code, found.json()) == (status, {"say": "phone.trouble"})
            one, other = Student(client), Student(client)
            assert (await one.join("abc 234")).status_code == 200
            assert (await other.join("ABC235")).json() == {"say": "phone.wrong_code"}
            other.token = TOKEN
            assert await other.state() == {"say": "phone.join_again"}
            assert (await other.answer("0", 1)).status_code == 401

    with Opened() as opened:
        opened.run(tries(opened))


def test_codes_cannot_be_tried_for_long_and_a_full_class_says_so():
    async def tries(opened: Opened) -> None:
        async with httpx.AsyncClient(base_url=opened.url) as client:
            students = [Student(client, f"No {n}") for n in range(3)]
            codes = [(await student.join()).status_code for student in students]
            assert codes == [200, 200, 503]
            assert (await students[2].join()).json() == {"say": "phone.full"}
            assert (await students[0].join()).status_code == 200  # who is in stays in
            found = [(await students[2].join("XXXXXX")).status_code for _ in range(15)]
            assert found == [403] * 10 + [429] * 5
            reply = await students[2].join(CODE)
            assert (reply.status_code, reply.json()["say"]) == (429, "phone.too_many")
            assert reply.headers["retry-after"]

    with Opened(most=2) as opened:
        opened.run(tries(opened))


def test_names_are_cleaned_and_never_markup():
    async def tries(opened: Opened) -> None:
        async with httpx.AsyncClient(base_url=opened.url) as client:
            student = Student(client, " <b>A\u202e\x1b[2J</b>\n ")
            await student.join()
            mine = (await student.state())["mine"][1]
            assert mine == {"name": "<b>A\ufffd\ufffd[2J</b>", "team": ""}
            too_long = await Student(client, "x" * 41).join()
            assert too_long.status_code == 400
            await asyncio.sleep(0.1)

    with Opened() as opened:
        opened.run(tries(opened))
        assert [one.name for one in opened.server.people.values()] == ["<b>A\ufffd\ufffd[2J</b>"]
