"""What keeps others out of a class: slow guesses, hosts and origins, the port, the address and its QR code."""

import json
import re
import socket
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avgkit.classroom import address, checking, folder, guard
from avgkit.classroom.guard import Blocked, Guesses, Tries
from avgkit.cli import app
from avgkit.errors import AvgkitError


class Clock:
    """A clock that only moves when it is told to."""

    now = 1000.0

    def __call__(self):
        return self.now


def tried(guesses: Guesses, source: str) -> bool:
    """A wrong code from a source: whether it was looked at."""
    if guesses.wait(source):
        return False
    guesses.asked(source)
    guesses.wrong(source)
    return True


# ---------------------------------------------------------------- guesses
def test_the_first_wrong_codes_are_free_and_then_each_costs_more():
    clock = Clock()
    guesses = Guesses(clock)
    waits = [guesses.wrong("a") for _ in range(12)]
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 60, 60]
    clock.now += 59
    assert guesses.wait("a") > 0
    clock.now += 2
    assert guesses.wait("a") == 0


def test_a_hundred_wrong_codes_in_a_minute_are_mostly_not_looked_at():
    clock = Clock()
    guesses = Guesses(clock)
    seen = 0
    for _ in range(100):
        seen += tried(guesses, "a")
        clock.now += 0.6
    assert guard.FREE <= seen <= 12


def test_who_types_wrong_now_and_then_is_forgiven():
    clock = Clock()
    guesses = Guesses(clock)
    for _ in range(40):
        assert guesses.wait("a") == 0
        guesses.wrong("a")
        clock.now += 121


def test_many_sources_together_are_slowed_and_who_comes_in_fresh_is_not():
    clock = Clock()
    guesses = Guesses(clock)
    seen = sum(tried(guesses, f"10.0.0.{number % 250}") for number in range(5000))
    assert seen < guard.CROWD + 260  # each source has one fresh guess, whatever happens
    assert guesses.wait("192.168.1.9") == 0
    before = seen
    for second in range(600):
        clock.now += 1
        before += tried(guesses, f"10.0.0.{second % 250}")
    assert before - seen <= 600 / guard.PACE + 1


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 500)), max_size=60))
def test_a_wait_is_never_long_and_never_negative(steps):
    clock = Clock()
    guesses = Guesses(clock)
    for source, later in steps:
        clock.now += later
        assert 0 <= guesses.wrong(source) <= guard.LONGEST + 1
        clock.now += guesses.wait(source)
        assert guesses.wait(source) == 0


def test_no_address_is_kept_and_memory_is_bounded():
    guesses = Guesses()
    for number in range(5000):
        guesses.wrong(f"198.51.100.{number}")
    assert len(guesses._wrong) <= 2000
    assert "198.51" not in repr(vars(guesses))


def test_a_room_behind_one_address_does_not_wait_for_one_who_types_wrong():
    clock = Clock()
    tries = Tries(clock)
    while not tries.wait("a", "joker"):
        tries.wrong("a", "joker")
    assert tries.wait("a", "") == 0  # who refuses cookies is a browser of its own
    for number in range(15):  # a slip each, at the same moment
        assert tries.wait("a", f"browser-{number}") == 0
        tries.wrong("a", f"browser-{number}")
    assert all(tries.wait("a", f"browser-{number}") == 0 for number in range(15))


def test_who_is_a_new_browser_each_time_is_slowed_all_the_same():
    clock = Clock()
    tries, seen = Tries(clock), 0
    for number in range(6000):  # ten minutes, ten times a second
        name = f"{number:016d}"
        if not tries.wait("a", name):
            tries.asked("a", name)
            tries.wrong("a", name)
            seen += 1
        clock.now += 0.1
    assert guard.MANY <= seen <= guard.MANY + 600 / guard.PACE + 10
    assert tries.wait("b", "new") == 0 and tries.wait("a", "new") <= guard.PACE


@pytest.mark.parametrize("cookie", [None, "", "x", "a" * 15, "a" * 17, "é" * 16, "a" * 15 + "/", "a" * 15 + "\n"])
def test_only_a_cookie_of_ours_names_a_browser(cookie):
    assert guard.browser(cookie) == ""
    assert guard.browser("Az09_-Az09_-Az09") == "Az09_-Az09_-Az09"


# ---------------------------------------------------------------- hosts
@pytest.mark.parametrize(
    "value, local, good",
    [
        ("127.0.0.1:8870", "127.0.0.1", True),
        ("localhost:8870", "127.0.0.1", True),
        ("LOCALHOST:8870", "127.0.0.1", True),
        ("192.168.1.5:8870", "192.168.1.5", True),
        ("klas.example:8870", "192.168.1.5", True),  # the name that the trainer gave with --address
        ("localhost:8870", "192.168.1.5", False),
        ("192.168.1.6:8870", "192.168.1.5", False),
        ("evil.example:8870", "127.0.0.1", False),
        ("127.0.0.1.evil.example:8870", "127.0.0.1", False),
        ("127.0.0.1", "127.0.0.1", False),
        ("127.0.0.1:80", "127.0.0.1", False),
        ("[::1]:8870", "::1", True),
        ("", "127.0.0.1", False),
        (None, "127.0.0.1", False),
        (":8870", "", False),
        ("user@127.0.0.1:8870", "127.0.0.1", False),
    ],
)
def test_only_our_own_host_is_answered(value, local, good):
    assert guard.is_host(value, 8870, local, ("klas.example",)) is good


def test_the_port_of_the_web_may_be_left_out():
    assert guard.is_host("192.168.1.5", 80, "192.168.1.5")
    assert not guard.is_host("192.168.1.5", 8870, "192.168.1.5")


@pytest.mark.parametrize(
    "headers, good",
    [
        ({}, True),
        ({"Origin": "http://192.168.1.5:8870"}, True),
        ({"Origin": "https://192.168.1.5:8870"}, False),
        ({"Origin": "http://192.168.1.5"}, False),
        ({"Origin": "http://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": "same-site"}, False),
    ],
)
def test_only_our_own_pages_may_ask(headers, good):
    assert guard.is_own_page(headers, "192.168.1.5:8870") is good


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'"x"', b"1", b"{", b"\xff", b'{"a": NaN}', b'{"a": Infinity}', b"[" * 5000, b"null"]
)
def test_what_is_no_message_is_refused(body):
    with pytest.raises(Blocked) as refused:
        guard.message(body, "application/json", "nl")
    assert refused.value.status == 400


def test_a_form_of_another_site_is_no_message():
    with pytest.raises(Blocked):
        guard.message(b'{"a": 1}', "text/plain", "nl")
    assert guard.message(b'{"a": 1}', "application/json; charset=utf-8", "nl") == {"a": 1}


def test_an_error_says_where_and_shows_no_value():
    try:
        json.loads("geheim van tulp-42")
    except ValueError as error:
        told = guard.place_of(error)
    assert told.startswith("JSONDecodeError json") and "geheim" not in told and "tulp" not in told


# ---------------------------------------------------------------- address
@pytest.fixture
def taken():
    """A port that something else uses."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        yield other.getsockname()[1]


@pytest.mark.parametrize("lan", [False, True])
def test_a_port_in_use_names_the_nearest_that_is_free(taken, lan):
    with pytest.raises(AvgkitError) as refused:
        address.listening(taken, lan, "nl")
    free = int(re.search(r"--port (\d+)", str(refused.value))[1])
    assert str(taken) in str(refused.value) and 0 < free - taken < 50
    sockets, port = address.listening(free, lan, "nl")
    assert port == free
    for one in sockets:
        one.close()


@pytest.mark.parametrize("port", [0, -1, 65536, 10**9])
def test_a_port_that_cannot_be_is_refused(port):
    with pytest.raises(AvgkitError, match=str(port)):
        address.listening(port, False, "en")


def test_without_a_port_of_ones_own_the_next_free_one_is_taken(taken, monkeypatch):
    monkeypatch.setattr(address, "PORT", taken)
    sockets, port = address.listening(None, False)
    assert taken < port < taken + 50
    for one in sockets:
        assert one.getsockname()[0] == "127.0.0.1"
        one.close()


@pytest.mark.parametrize("value", ["192.168.1.5", " 10.0.0.1 ", "klas.local", "laptop-3.school.example"])
def test_an_address_of_ones_own(value):
    assert address.checked_address(value) == value.strip()


@pytest.mark.parametrize("value", ["", "999.1.1.1", "1.2.3", "http://x/", "a b", "x:80", "é.example", "<b>", "a/b"])
def test_what_is_no_address_is_refused(value):
    with pytest.raises(AvgkitError):
        address.checked_address(value)


def test_addresses_of_the_room_are_never_those_of_this_machine_alone():
    assert not any(one.startswith(("127.", "169.254.", "0.")) for one in address.room_addresses())


def test_the_qr_code_is_a_picture_without_style_or_script():
    pytest.importorskip("segno")
    picture = address.qr_svg("http://192.168.1.5:8870/")
    found = ET.fromstring(picture)
    assert found.tag.endswith("svg") and found.get("viewBox")
    assert not re.search(r"style|<script|onload|href", picture)
    assert address.qr_svg("http://192.168.1.5:8870/") != address.qr_svg("http://192.168.1.6:8870/")
    lines = address.qr_text("http://192.168.1.5:8870/").splitlines()
    assert len(lines) > 10 and max(map(len, lines)) < 80


def test_without_the_library_there_is_no_qr_code_and_no_error(monkeypatch):
    monkeypatch.setattr(address, "has_qr", lambda: False)
    assert address.qr_svg("http://x/") == address.qr_text("http://x/") == ""


# ---------------------------------------------------------------- class check
@pytest.fixture
def quick(monkeypatch, tmp_path):
    """`class check` without the part that draws exercises."""
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))
    monkeypatch.setattr(checking, "measure", lambda *_: {"prepare": 9.0, "open": 1.0, "answer": 0.02})
    monkeypatch.setattr(address, "room_addresses", lambda: ["127.0.0.1"])


def test_a_laptop_that_is_ready(quick):
    found = checking.check(15, lang="en")
    states = {one["name"]: one["state"] for one in found["lines"]}
    assert found["exit"] == 0 and states["firewall"] == "unknown" and states["reach"] == states["answer"] == "ok"


@pytest.mark.parametrize(
    "name, what, value",
    [
        ("network", (address, "room_addresses"), lambda: []),
        ("open", (checking, "measure"), lambda *_: {"prepare": 9.0, "open": 5.1, "answer": 0.02}),
        ("answer", (checking, "measure"), lambda *_: {"prepare": 9.0, "open": 1.0, "answer": 0.31}),
        ("disk", (checking.shutil, "disk_usage"), lambda _: type("Usage", (), {"free": 10**8})),
        ("port", (address, "nearest"), lambda *_, **__: None),
    ],
)
def test_what_stands_in_the_way_is_told(quick, monkeypatch, name, what, value):
    monkeypatch.setattr(*what, value)
    found = checking.check(15, lang="nl")
    assert found["exit"] == 1
    assert [one["name"] for one in found["lines"] if one["state"] == "no"] == [name]


def test_a_port_of_ones_own_that_is_taken_stands_in_the_way(quick, taken):
    assert checking.check(15, port=taken)["exit"] == 1


def test_what_cannot_be_measured_is_not_called_good(quick, monkeypatch):
    def no_disk(_):
        raise OSError

    monkeypatch.setattr(checking.shutil, "disk_usage", no_disk)
    assert checking.check(15)["exit"] == 3


@pytest.mark.parametrize("people", [0, -1, folder.LIMIT + 1])
def test_a_number_of_people_that_cannot_be(quick, people):
    with pytest.raises(AvgkitError, match=str(people)):
        checking.check(people)


def test_the_times_are_measured(tmp_path, monkeypatch):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))
    found = checking.measure(15, ["consent"], "nl")
    more = checking.measure(30, ["consent"], "nl")
    assert 0 < found["open"] < 5 and 0 < found["answer"] < 1 and found["prepare"] > 0
    assert more["open"] > found["open"]
    assert not list(tmp_path.iterdir())


def test_the_command_gives_json(quick, capsys):
    with pytest.raises(SystemExit) as ended:
        app(["class", "check", "--people", "5", "--json", "--lang", "en"])
    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out)["people"] == 5
