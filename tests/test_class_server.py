"""A class over HTTP: its doors, what they refuse, answers that are kept once, and a process that is killed."""

import asyncio
import errno
import http.client
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest
from bench.class_load import ROOT, Client, Server, compared, free_port, practise, some, together
from tornado.netutil import bind_sockets
from tornado.web import Application

from avgkit import cli, texts
from avgkit.classroom import Room, guard, starting
from avgkit.classroom.app import Bounded
from avgkit.classroom.hosting import Host
from avgkit.classroom.serving_trainer import doors
from avgkit.errors import AvgkitError

JUDGE = "judge:consent-form-invalid"
MARK = "mark:customer-exception-fails"
ACT = f"/api/act/consent/{JUDGE}"


class Served:
    """The doors of a class in a thread of this process, on loopback."""

    def __init__(self, most: int = 8):
        self.room, self.trainer = Room.create("maandag", lang="nl", lessons=["consent", "closing"], most=most)
        self.lines, ready = [], threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        self._thread.start()
        ready.wait(10)

    async def _serve(self, ready):
        self.loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        sockets = bind_sockets(0, "127.0.0.1")
        self.port = sockets[0].getsockname()[1]
        self.host = Host(
            self.room, self.port, f"http://127.0.0.1:{self.port}/", ("klas.example",), trouble=self.lines.append
        )
        self.server = server = Bounded(Application(doors(self.host), log_function=lambda _: None), max_body_size=2**23)
        server.add_sockets(sockets)
        ready.set()
        await self._end.wait()
        server.stop()
        await server.close_all_connections()

    def client(self, source=None) -> Client:
        """A browser; from another address of this machine when a source is given."""
        return Client(self.port, source)

    def learner(self) -> Client:
        """A browser of somebody who sits in the class."""
        one = self.client()
        one.learner = one.join(self.room.code)
        return one

    def stop(self):
        """End it."""
        self.loop.call_soon_threadsafe(self._end.set)
        self._thread.join(5)
        self.host.close()


@pytest.fixture
def served(tmp_path, monkeypatch):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))
    made = Served()
    yield made
    made.stop()


def message(n, values, do="check", view="tab-1", **more):
    return {"view": view, "n": n, "do": do, "values": values, **more}


def kept(served, learner: str) -> list[dict]:
    path = served.room.facts.path / "answers" / f"{learner}.jsonl"
    return [json.loads(line) for line in path.read_text().splitlines()]


# ---------------------------------------------------------------- headers and refusals
@pytest.mark.parametrize(
    "path, body, method, status",
    [
        ("/", None, None, 200),
        ("/trainer", None, None, 200),
        ("/nergens", None, None, 404),
        ("/api/nergens", None, None, 404),
        ("/lesson/consent", None, None, 302),
        ("/together", None, None, 302),
        ("/screen", None, None, 403),
        ("/screen?key=0", None, None, 403),
        ("/front/card.js", None, None, 404),
        ("/front/..%2f..%2fclass.json", None, None, 404),
        ("/api/together?since=0", None, None, 401),
        ("/api/gain", None, None, 401),
        ("/api/trainer/figures", None, None, 401),
        ("/api/trainer/step", {"do": "close"}, None, 401),
        (f"/api/card/consent/{JUDGE}", None, None, 401),
        (ACT, {}, None, 401),
        ("/join", {"code": "000000x"}, None, 403),
        ("/join", None, None, 405),
        ("/join", None, "DELETE", 405),
        ("/", None, "BREW", 405),
        ("/join", {}, None, 400),
        ("/join", b"{", None, 400),
        ("/lesson/%ff", None, None, 404),
        ("/api/card/consent/%ff", None, None, 400),
    ],
)
def test_every_answer_has_its_headers_and_every_refusal_a_sentence(served, path, body, method, status):
    got, found, headers = served.client().ask(path, body, method)
    assert got == status
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store" and headers["Server"] is None
    if isinstance(found, dict):
        assert status >= 400 and found["error"] and found["sentence"].endswith(".") and "Error" not in found["sentence"]
    elif status >= 400:
        assert '<html lang="nl">' in found and "Traceback" not in found


@pytest.mark.parametrize(
    "headers, status, error",
    [
        ({"X-Avgkit": None}, 403, "other_page"),
        ({"Origin": "http://evil.example"}, 403, "other_page"),
        ({"Origin": "null"}, 403, "other_page"),
        ({"Sec-Fetch-Site": "cross-site"}, 403, "other_page"),
        ({"Host": "evil.example"}, 403, "wrong_host"),
        ({"Host": "klas.example"}, 403, "wrong_host"),
        ({"Content-Type": "text/plain"}, 400, "not_json"),
        ({"Content-Type": "application/x-www-form-urlencoded"}, 400, "not_json"),
    ],
)
def test_no_other_site_can_ask(served, headers, status, error):
    got, found, answer = served.client().ask("/join", {"code": served.room.code}, **headers)
    assert (got, found["error"]) == (status, error)
    assert answer["Set-Cookie"] is None and answer["Access-Control-Allow-Origin"] is None
    assert not served.room.seats.learners


def test_a_name_that_the_trainer_gave_is_answered(served):
    assert served.client().ask("/", Host=f"klas.example:{served.port}")[0] == 200


@pytest.mark.parametrize("size, status", [(guard.LIMIT - 20, 403), (guard.LIMIT + 1, 413), (5_000_000, 413)])
def test_a_body_has_a_limit(served, size, status):
    got, found, _ = served.client().ask("/join", b'{"code":"' + b"x" * (size - 11) + b'"}')
    assert got == status and found["sentence"]
    assert served.client().ask("/")[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"view": "a", "n": 1},
        {"view": "a", "n": "1", "do": "check", "values": {}},
        {"view": "a", "n": 1.5, "do": "check", "values": {}},
        {"view": "a", "n": True, "do": "check", "values": {}},
        {"view": "a", "n": -1, "do": "check", "values": {}},
        {"view": "a", "n": 1, "do": "cheat", "values": {}},
        {"view": "a", "n": 1, "do": ["check"], "values": {}},
        {"view": "../x", "n": 1, "do": "check", "values": {}},
        {"view": {}, "n": 1, "do": "check", "values": {}},
        {"view": "a", "n": 1, "do": "check", "values": []},
        b"null",
        b'{"view": "a", "n": NaN}',
        b"\xff\xfe",
        b"[" * 20_000,
    ],
)
def test_what_is_no_answer_of_a_card_is_refused_and_not_kept(served, body):
    me = served.learner()
    status, found, _ = me.ask(ACT, body)
    assert status == 400 and found["sentence"]
    assert not (served.room.facts.path / "answers" / f"{me.learner}.jsonl").exists()


@pytest.mark.parametrize(
    "path, error",
    [
        ("/api/card/retention/judge:consent-form-invalid", "no_lesson"),
        ("/api/card/consent/judge:field-not-needed", "no_exercise"),
        ("/api/card/consent/judge:nergens", "no_exercise"),
        ("/api/card/consent/JUDGE", "no_exercise"),
        ("/api/card/consent/a%2Fb", "no_exercise"),
        ("/api/card/consent/a%2F..%2Fb", "not_found"),
        ("/api/card/x", "not_found"),
    ],
)
def test_a_lesson_or_exercise_that_is_not_there(served, path, error):
    status, found, _ = served.learner().ask(path)
    assert (status, found["error"]) == (404, error)


@pytest.mark.parametrize("path", ["/join", "/rejoin", "/api/trainer/login", "/api/vote", ACT])
def test_half_a_character_is_no_message(served, path):
    me = served.client() if path == "/join" else served.learner()
    sent = dict.fromkeys(("code", "learner", "key", "view", "do"), "\ud800") | {"n": 1, "values": {"verdict": "\ud800"}}
    status, found, _ = me.ask(path, json.dumps(sent).encode())
    assert (status, found["error"]) == (400, "not_json")
    assert not served.lines


def test_a_lesson_that_is_not_there_is_a_page_with_a_sentence(served):
    status, found, _ = served.learner().ask("/lesson/retention")
    assert status == 404 and "hoort niet bij deze klas" in found


def test_what_goes_wrong_inside_stays_inside(served, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("geheim van tulp-42")

    me = served.learner()
    monkeypatch.setattr(served.room, "card", broken)
    status, found, _ = me.ask(f"/api/card/consent/{JUDGE}")
    assert status == 500 and found["error"] == "failed"
    assert "geheim" not in json.dumps(found) and "Error" not in json.dumps(found)
    assert len(served.lines) == 1 and served.lines[0].startswith("ZeroDivisionError test_class_server:")


# ---------------------------------------------------------------- seats
def test_a_seat_is_a_cookie_that_no_script_and_no_other_site_can_use(served):
    me = served.client()
    status, found, headers = me.ask("/join", {"code": f" {served.room.code[:3]} {served.room.code[3:]} "})
    assert status == 200 and set(found) == {"learner"}
    cookie = headers["Set-Cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and "path=/" in cookie
    assert found["learner"] not in cookie
    assert found["learner"] in me.ask("/")[1]


def test_who_joins_twice_keeps_the_seat(served):
    me = served.learner()
    assert me.join("000000") == me.learner
    assert served.room.seats.learners == [me.learner]


def test_a_full_class_says_so(tmp_path, monkeypatch):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))
    served = Served(most=2)
    try:
        assert len({served.learner().learner for _ in range(2)}) == 2
        status, found, _ = served.client().ask("/join", {"code": served.room.code})
        assert (status, found["error"]) == (409, "full") and "2" in found["sentence"]
    finally:
        served.stop()


def test_the_same_learner_on_a_phone(served):
    me, phone = served.learner(), served.client()
    given = {"code": served.room.code, "learner": me.learner, "key": served.room.key(me.learner)}
    wrong = f"{(int(given['key']) + 1) % 10_000:04d}"
    assert phone.ask("/rejoin", given | {"key": wrong})[0] == 403
    assert phone.ask("/rejoin", given)[1] == {"learner": me.learner}
    assert me.ask(f"/api/card/consent/{JUDGE}")[0] == phone.ask(f"/api/card/consent/{JUDGE}")[0] == 200


def test_a_hundred_wrong_codes_are_slowed_and_others_go_on(served, monkeypatch):
    me, looked = served.learner(), []
    join = served.room.join
    monkeypatch.setattr(served.room, "join", lambda code: looked.append(code) or join(code))
    guesser, waits = served.client("127.0.0.2"), []
    for number in range(100):
        code = f"{(int(served.room.code) + 1 + number) % 10**6:06d}"
        status, found, headers = guesser.ask("/join", {"code": code})
        assert status in (403, 429) and found["sentence"]
        if status == 429:
            waits.append(found["wait"])
            assert int(headers["Retry-After"]) == found["wait"] > 0
    assert len(looked) <= guard.FREE + 3 and len(waits) >= 90
    assert guesser.ask("/join", {"code": served.room.code})[0] == 429  # the right code tells nothing either
    assert me.ask(f"/api/card/consent/{JUDGE}")[0] == 200
    assert served.client("127.0.0.3").join(served.room.code)


def test_one_who_guesses_keeps_nobody_behind_the_same_address_out(served):
    joker = served.client()
    joker.ask("/")
    wrong = f"{(int(served.room.code) + 1) % 10**6:06d}"
    assert [joker.ask("/join", {"code": wrong})[0] for _ in range(8)] == [403] * guard.FREE + [429] * 3
    came: list = []

    def comes_in(_):
        one = served.client()
        assert "httponly" in one.ask("/")[2]["Set-Cookie"].lower()
        came.append((one.ask("/join", {"code": wrong})[0], one.ask("/join", {"code": served.room.code})[0]))

    together(7, comes_in)
    assert came == [(403, 200)] * 7
    assert joker.ask("/join", {"code": served.room.code})[0] == 429


def test_a_seat_lasts_as_long_as_the_class_and_another_class_has_another(served, monkeypatch):
    me = served.client()
    cookie = me.ask("/join", {"code": served.room.code})[2]["Set-Cookie"]
    assert f"Max-Age={15 * 24 * 3600}" in cookie  # fourteen days, and the day itself
    served.host.mark = "ffffffff"  # as another class has it, on another port of this machine
    assert me.ask(f"/api/card/consent/{JUDGE}")[0] == 401
    assert me.ask("/join", {"code": served.room.code})[0] == 200
    assert len([name for name in me.cookies if name.startswith("seat-")]) == 2


@pytest.mark.parametrize("token", ["", "x", "a" * 5000, "tulp-42", "../../class.json"])
def test_a_forged_seat_opens_nothing(served, token):
    served.learner()
    stranger = served.client()
    stranger.cookies[f"seat-{served.host.mark}"] = token
    assert stranger.ask(f"/api/card/consent/{JUDGE}")[0] == 401
    assert stranger.ask("/lesson/consent")[0] == 302


# ---------------------------------------------------------------- answers
def test_an_answer_is_on_the_disk_when_it_is_confirmed(served):
    me = served.learner()
    card = me.ask(f"/api/card/consent/{JUDGE}")[1]
    assert card["learner"] == me.learner
    status, reply, _ = me.ask(ACT, message(1, some(card, 0)))
    assert status == 200 and reply["n"] == 1 and reply["saved"] is True
    assert [(one["view"], one["n"]) for one in kept(served, me.learner)] == [("tab-1", 1)]


def test_an_answer_that_comes_again_counts_once(served):
    me = served.learner()
    card = me.ask(f"/api/card/consent/{JUDGE}")[1]
    first = me.ask(ACT, message(1, some(card, 0)))[1]
    again = me.ask(ACT, message(1, some(card, 1)))[1]  # the same number with something else is the same message
    assert again["n"] == 1 and again["feedback"] == first["feedback"]
    assert len(kept(served, me.learner)) == 1


def test_two_tabs_do_not_undo_each_other(served):
    me = served.learner()
    other = served.client()
    other.cookies = dict(me.cookies)
    card = me.ask(f"/api/card/consent/{JUDGE}")[1]
    for n in (1, 2, 3):
        for tab, name in ((me, "tab-1"), (other, "tab-2")):
            assert tab.ask(ACT, message(n, some(card, n), view=name))[1]["saved"]
    lines = {(one["view"], one["n"]) for one in kept(served, me.learner)}
    assert lines == {(tab, n) for tab in ("tab-1", "tab-2") for n in (1, 2, 3)}


def test_nobody_answers_for_somebody_else(served):
    me, other = served.learner(), served.learner()
    card = me.ask(f"/api/card/consent/{JUDGE}")[1]
    forged = message(1, some(card, 0), learner=other.learner, token=next(iter(other.cookies.values())))
    assert me.ask(ACT, forged)[0] == 200
    assert len(kept(served, me.learner)) == 1
    assert not (served.room.facts.path / "answers" / f"{other.learner}.jsonl").exists()


def test_no_page_names_another_learner(served):
    me, others = served.learner(), [served.learner().learner for _ in range(4)]
    paths = ["/", f"/api/card/consent/{JUDGE}", "/api/together?since=0", "/together"]
    told = "".join(json.dumps(me.ask(path)[1]) for path in paths)
    assert me.learner in told and not any(other in told for other in others)


def test_five_learners_at_once_lose_nothing(served):
    found: list = []
    exercises = [("consent", JUDGE), ("consent", MARK), ("closing", "quiz:closing")]
    together(5, lambda number: practise(served.port, served.room.code, exercises, 20, number, found))
    assert compared(served.room.facts.path, found) == {"sent": 100, "lost": 0, "doubled": 0}


def test_a_full_disk_is_told_and_made_up_for(served, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "")

    me = served.learner()
    card = me.ask(f"/api/card/consent/{JUDGE}")[1]
    with monkeypatch.context() as patch:
        patch.setattr("avgkit.classroom.journal.Journal._append", full)
        patch.setattr("avgkit.classroom.journal.Journal._rewrite", full)
        status, reply, _ = me.ask(ACT, message(1, some(card, 0)))
        assert status == 200 and reply["saved"] is False and "nog niet bewaard" in reply["problem"]
        status, found, _ = served.client().ask("/join", {"code": served.room.code})
        assert (status, found["error"]) == (503, "no_place")
    reply = me.ask(ACT, message(2, some(card, 1)))[1]
    assert reply["saved"] is True and reply["problem"] is None
    assert kept(served, me.learner)[-1]["state"]["tries"] == 2


def test_a_folder_that_vanishes_loses_nothing(served):
    me = served.learner()
    card = me.ask(f"/api/card/consent/{JUDGE}")[1]
    assert me.ask(ACT, message(1, some(card, 0)))[1]["saved"]
    shutil.rmtree(served.room.facts.path)
    assert me.ask(ACT, message(2, some(card, 1)))[1]["saved"]
    assert served.client().join(served.room.code)
    served.room.flush()
    served.room.close()
    again = Room.open("maandag")
    try:
        assert me.learner in again.seats.learners and len(again.seats.learners) == 2
        assert again.seat(me.cookies[f"seat-{served.host.mark}"]) == me.learner
        assert again._kept[me.learner].record("consent", JUDGE)["tries"] == 2
    finally:
        again.close()


def test_the_trainer_is_told_once_that_nothing_can_be_kept_and_once_that_it_can(served, monkeypatch):
    from avgkit.classroom import hosting

    def full(*_):
        raise OSError(errno.ENOSPC, "")

    told, me = [], served.learner()
    monkeypatch.setattr(hosting, "FLUSH", 0.02)
    served.host.told = told.append
    keeping = asyncio.run_coroutine_threadsafe(served.host.keep(), served.loop)
    card = me.ask(f"/api/card/consent/{JUDGE}")[1]
    with monkeypatch.context() as patch:
        patch.setattr("avgkit.classroom.journal.Journal._append", full)
        patch.setattr("avgkit.classroom.journal.Journal._rewrite", full)
        assert me.ask(ACT, message(1, some(card, 0)))[1]["saved"] is False
        time.sleep(0.3)
        assert told == [True]
    time.sleep(0.3)
    assert told == [True, False] and kept(served, me.learner)[-1]["n"] == 1
    keeping.cancel()


# ---------------------------------------------------------------- waiting
def test_polling_is_quick_while_something_is_drawn(served):
    me = served.learner()
    stamp = me.ask("/api/together?since=0")[1]["version"]
    asyncio.run_coroutine_threadsafe(served.host.work(time.sleep, 1.5), served.loop)
    began = time.monotonic()
    assert [me.ask(f"/api/together?since={stamp}")[0] for _ in range(5)] == [204] * 5
    assert served.client().join(served.room.code)
    assert time.monotonic() - began < 1


def test_too_much_at_once_is_told_and_passes(served):
    me, slow = served.learner(), threading.Event()
    held = asyncio.run_coroutine_threadsafe(served.host.work(slow.wait, 20), served.loop)
    answers: list = []

    def ask():
        one = served.client()
        one.cookies = dict(me.cookies)
        answers.append(one.ask(f"/api/card/consent/{JUDGE}"))

    threads = [threading.Thread(target=ask) for _ in range(14)]
    for one in threads:
        one.start()
    while sum(status == 429 for status, *_ in list(answers)) < 4:
        time.sleep(0.02)
    other = served.learner()
    slow.set()
    for one in threads:
        one.join(20)
    held.result(5)
    assert sorted(status for status, *_ in answers) == [200] * 10 + [429] * 4
    assert other.ask(f"/api/card/consent/{JUDGE}")[0] == 200


def test_more_connections_than_there_is_room_for_are_closed(served):
    me = served.learner()
    idle = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(3)]
    served.server.most = 4
    time.sleep(0.2)  # until the loop has taken them
    refused = served.client()
    with pytest.raises((OSError, http.client.HTTPException)):
        refused.ask("/")
    assert me.ask(f"/api/card/consent/{JUDGE}")[0] == 200  # who was there goes on
    for one in idle:
        one.close()
    time.sleep(0.2)
    assert refused.ask("/")[0] == 200


def test_one_address_cannot_take_all_connections(served):
    served.server.most = 9
    idle = [socket.create_connection(("127.0.0.1", served.port)) for _ in range(12)]
    time.sleep(0.2)
    assert served.client("127.0.0.3").ask("/")[0] == 200
    with pytest.raises((OSError, http.client.HTTPException)):
        served.client().ask("/")
    for one in idle:
        one.close()


def test_a_full_queue_is_told(served, monkeypatch):
    me = served.learner()
    monkeypatch.setattr("avgkit.classroom.hosting.QUEUE", 0)
    status, found, headers = me.ask(f"/api/card/consent/{JUDGE}")
    assert (status, found["error"]) == (503, "busy") and headers["Retry-After"] == "2"


# ---------------------------------------------------------------- the trainer, and together
def trainer(served) -> Client:
    one = served.client()
    assert one.ask("/api/trainer/login", {"code": served.trainer.upper().replace("-", " ")})[0] == 200
    return one


def test_only_the_trainers_code_opens_the_trainers_page(served):
    me = served.learner()
    for code in (served.room.code, "", "x", served.trainer + "1"):
        assert me.ask("/api/trainer/login", {"code": code})[0] in (400, 403)
    assert me.ask("/api/trainer/figures")[0] == 401
    assert served.room.code not in served.client().ask("/trainer")[1]
    she = trainer(served)
    assert served.room.code[:3] in she.ask("/trainer")[1]
    figures = she.ask("/api/trainer/figures")[1]
    assert figures["learners"] == 1 and figures["shown"] is False
    forged = served.client()
    forged.cookies["trainer"] = "1"
    assert forged.ask("/api/trainer/figures")[0] == 401


def test_together_from_the_first_vote_to_the_verdict(served):
    she, learners = trainer(served), [served.learner() for _ in range(4)]
    screen = served.client()
    key = re.search(r"/screen\?key=([0-9a-f]+)", she.ask("/trainer")[1])[1]
    assert screen.ask(f"/screen?key={key}")[0] == 200

    def step(do, **more):
        status, state, _ = she.ask("/api/trainer/step", {"do": do, **more})
        assert status == 200, state
        return state

    def seen(who, since=0, extra=""):
        return who.ask(f"/api/together?since={since}{extra}")

    opened = step("vote", lesson="consent", exercise=JUDGE)
    assert opened["phase"] == "vote" and "right" in opened
    card = seen(learners[0])[1]["card"]
    field = card["fields"][0]
    for number, one in enumerate(learners):
        values = {field["name"]: field["options"][number // 3]["value"]}
        before = seen(screen, extra=f"&key={key}")[1]["version"]
        status, reply, _ = one.ask("/api/vote", {"view": "p", "n": 1, "round": 1, "values": values})
        assert status == 200 and reply["saved"]
        status, state, _ = seen(screen, before, f"&key={key}")
        assert status == 200 and state["voted"] == number + 1 and state["split"] is None
    step("split")
    state = seen(learners[0])[1]
    assert state["mine"]["first"] and "right" not in state and "verdict" not in state
    assert state["split"]["voted"] == 4
    assert seen(learners[0], state["version"])[0] == 204
    late = learners[1].ask("/api/vote", {"view": "p", "n": 2, "round": 1, "values": values})
    assert late[0] == 409 and late[1]["error"] == "vote_closed"
    assert step("verdict")["verdict"]
    assert she.ask("/api/trainer/step", {"do": "again"})[0] == 409
    assert learners[2].ask("/api/trainer/step", {"do": "close"})[0] == 401
    assert seen(screen, extra="&key=0")[0] == 401


def test_who_comes_in_is_counted_on_the_screen_at_once(served):
    me = served.learner()
    before = me.ask("/api/together?since=0")[1]
    served.learner()
    status, after, _ = me.ask(f"/api/together?since={before['version']}")
    assert status == 200 and after["learners"] == before["learners"] + 1 == 2


# ---------------------------------------------------------------- pages and files
def test_a_page_uses_files_that_a_browser_may_keep(served):
    me = served.learner()
    page = me.ask("/")[1]
    files = set(re.findall(r'(?:href|src)="(/front/[^"]+)"', page))
    assert len(files) >= 3
    for path in files:
        status, _, headers = me.ask(path)
        assert status == 200 and "immutable" in headers["Cache-Control"]
        assert headers["Content-Type"].startswith(("text/css", "text/javascript"))


# ---------------------------------------------------------------- the process
@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


def run(home, *words) -> subprocess.CompletedProcess:
    env = os.environ | {"AVGKIT_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "avgkit", "class", *words, "--lang", "nl"]
    return subprocess.run(command, env=env, capture_output=True, encoding="utf-8", timeout=60, stdin=subprocess.DEVNULL)


def test_a_class_is_started_killed_and_goes_on(home):
    port = free_port()
    server = Server(home, port, "--lessons", "consent", "--log")
    try:
        trainer_code = server.until("Code van de trainer").split(": ")[1].split(" ")[0]
        page = re.search(r"/trainer\?token=\w+", server.until("Pagina van de trainer"))[0]
        code, me = server.code, Client(port)
        learner = me.join(code)

        # Nothing of a Jupyter Server is there but its token, and that only opens the trainer's page.
        for path in (
            "/api/status",
            "/api/contents",
            "/api/kernels",
            "/lab",
            "/tree",
            "/login",
            "/static/x",
            "/metrics",
        ):
            assert Client(port).ask(f"{path}?token={page.partition('=')[2]}")[0] == 404, path
        she, wrong = Client(port), Client(port)
        assert she.ask(page)[2]["Location"] == "/trainer" and she.ask("/api/trainer/figures")[0] == 200
        assert wrong.ask(page[:-1] + "!")[0] == 302 and wrong.ask("/api/trainer/figures")[0] == 401
        assert me.ask("/")[2]["Server"] is None

        # A second server of the same class.
        second = run(home, "start", "--name", "maandag", "--no-open")
        assert second.returncode == 2 and "al open in een ander venster" in second.stderr

        # Answers until the process is killed in the middle of them.
        card, confirmed = me.ask(f"/api/card/consent/{JUDGE}")[1], []
        killer = threading.Timer(0.4, server.process.kill)
        killer.start()
        with pytest.raises((OSError, http.client.HTTPException)):
            for n in range(1, 100_000):
                if me.ask(ACT, message(n, some(card, n)))[1]["saved"]:
                    confirmed.append(n)
        killer.join()
        server.process.wait(10)
        assert len(confirmed) > 5

        server = Server(home, port, "--lessons", "consent", "--log")
        assert "Deelnemers tot nu toe: 1" in server.until("gaat verder")
        server.until("is open")
        assert server.code == code
        assert not any(trainer_code in line for line in server.lines)
        lines = (home / "classes" / "maandag" / "answers" / f"{learner}.jsonl").read_text().splitlines()
        numbers = [json.loads(line)["n"] for line in lines if line.endswith("}")]
        assert set(confirmed) <= set(numbers) and len(numbers) == len(set(numbers))
        # The browser goes on with the seat that it had; what was under way is sent again and counts once.
        n = confirmed[-1] + 1
        assert me.ask(ACT, message(n, some(card, n)))[1]["n"] == n
        she.close()
        assert she.ask("/api/trainer/figures")[0] == 200
        assert Client(port).ask("/api/trainer/login", {"code": trainer_code})[0] == 200

        assert server.end(signal.SIGINT) == 0
        assert "Alle antwoorden zijn bewaard" in server.lines[-1]
        shown = "".join(server.lines).partition("gaat verder")[2].partition("Ctrl+C")[2]
        assert "POST Act 200" in shown
        for secret in (learner, "127.0.0.1", code, trainer_code, "consent", "token"):
            assert secret not in shown, secret
    finally:
        server.end(signal.SIGKILL)


@pytest.fixture
def said(tmp_path, monkeypatch, capsys):
    """Runs a command of a class in this process: gives its exit code and what it said on the error stream."""
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))
    monkeypatch.setattr(starting, "prepare", lambda _: pytest.fail("a class was started"))

    def run_here(*words):
        monkeypatch.setattr(sys, "argv", ["avgkit", "class", *words, "--lang", "nl"])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return ended.value.code, capsys.readouterr().err

    return run_here


@pytest.mark.parametrize(
    "words, told",
    [
        (["--name", "A B"], "kan geen naam van een klas zijn"),
        (["--name", "x", "--lessons", "consnet"], "consent"),
        (["--name", "x", "--most", "500"], "500"),
        (["--name", "x", "--most", "0"], "0"),
        (["--name", "x", "--days", "0"], "0"),
        (["--name", "x", "--days", "100"], "100"),
        (["--name", "x", "--port", "99999"], "99999"),
        (["--name", "x", "--port", "acht"], "--port"),
        (["--name", "x", "--address", "http://x/"], "http://x/"),
        (["--name", "x", "--on", "gisteren"], "gisteren"),
        ([], "--name"),
    ],
)
def test_wrong_use_is_told_in_a_sentence(said, tmp_path, words, told):
    code, sentence = said("start", *words, "--no-open")
    assert code == 2 and told in sentence
    assert not (tmp_path / "classes" / "x").exists()


def test_an_unknown_command_of_a_class_names_the_nearest(said):
    code, sentence = said("strat")
    assert code == 2 and "‘strat’" in sentence and "‘start’" in sentence


def test_an_expired_class_is_removed_and_told(said, tmp_path, monkeypatch):
    room, _ = Room.create("oud", lang="nl", lessons=["consent"])
    room.close()
    facts = room.facts.path / "class.json"
    facts.write_text(facts.read_text().replace(room.facts.expires_on, "2020-01-01"))
    opened = starting.open_class("nieuw", "nl", port=free_port(), lessons="consent")
    try:
        assert any("oud" in sentence for sentence in opened.told) and not room.facts.path.exists()
    finally:
        assert opened.close() is True


def test_a_new_code_for_the_trainer_ends_the_old_one(tmp_path, monkeypatch):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))
    given = {"lang": "nl", "lessons": "consent"}
    first = starting.open_class("maandag", port=free_port(), **given)
    first.close()
    again = starting.open_class("maandag", port=free_port(), **given)
    again.close()
    assert again.trainer_code is None and again.host.trainer_key == first.host.trainer_key
    new = starting.open_class("maandag", port=free_port(), new_code=True, most=5, **given)
    try:
        assert new.host.room.is_trainer(new.trainer_code) and not new.host.room.is_trainer(first.trainer_code)
        assert new.host.trainer_key != first.host.trainer_key and new.host.screen_key == first.host.screen_key
        assert texts.say("class_server.as_before", "nl") in new.told
        assert new.host.room.facts.most == 30
    finally:
        new.close()
    with pytest.raises(AvgkitError, match="500"):
        starting.open_class("maandag", port=free_port(), most=500, **given)
    more = starting.open_class("maandag", port=free_port(), most=40, **given)  # for a class that was full
    try:
        assert more.host.room.facts.most == more.host.room.seats.facts.most == 40 and more.trainer_code is None
        assert not any("waarmee zij begon" in sentence for sentence in more.told)
    finally:
        more.close()


def test_a_port_that_is_taken_leaves_no_class_behind(said, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen(1)
        code, sentence = said("start", "--name", "x", "--port", str(other.getsockname()[1]), "--no-open")
    assert code == 2 and "al in gebruik" in sentence and not (tmp_path / "classes" / "x").exists()
