"""Progress: whatever happens to the file, no answer is lost, and nothing else is kept than what is documented."""

import errno
import json
import os
import subprocess
import sys
import tomllib
from html.parser import HTMLParser
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import avgkit
from avgkit import cli, exercises, lessons, texts
from avgkit.errors import AvgkitError
from avgkit.lessons import learners, metadata, records
from avgkit.lessons.learner import Learner, existing
from avgkit.lessons.progress import LIMIT, Store
from avgkit.paths import KNOWLEDGE

quizzes = import_module("avgkit.exercises.quiz")  # the name is that of the function in its package
ROOT = Path(__file__).parent.parent
LANGUAGES = ("nl", "en")
CODE = "zon-42"
ONE, TWO, QUIZ = "mark:message-without-consent", "judge:message-without-consent", "quiz:start"


@pytest.fixture(autouse=True)
def house(monkeypatch, tmp_path):
    """A folder of its own for each test, and two lessons that do not depend on what is written today."""
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path / "home"))
    title = {"nl": "Toestemming: <b>mag</b> dit?", "en": "Consent: <b>may</b> this?"}
    minutes = {"teach_min": 20, "practice_min": 10}
    known = (
        metadata.Lesson("start", 1, {"nl": "Begin", "en": "Start"}, exercises=(QUIZ,), **minutes),
        metadata.Lesson("consent", 2, title, exercises=(ONE, TWO), **minutes),
        metadata.Lesson("closing", 3, {"nl": "Slot", "en": "End"}, exercises=("quiz:closing",), **minutes),
    )
    monkeypatch.setattr(metadata, "lessons", lambda: known)
    return tmp_path / "home"


def state(answer: str = "M1", **more) -> dict:
    """What an exercise says of itself."""
    usual = {"attempt": 0, "answer": {"marks": [answer]}, "state": "partly", "first": "partly", "checked": True}
    return usual | {"tries": 1, "hints": 0, "solution_seen": False, "points": 5, "most": 7} | more


def opened(code: str = CODE, group: str = "self", lang: str = "nl") -> Store:
    store = Store(code, group, lang)
    store.begin()
    return store


def on_disk(code: str = CODE) -> dict:
    return json.loads((learners.folder() / f"{code}.json").read_text(encoding="utf-8"))


def kept(code: str = CODE) -> list[tuple[str, str]]:
    return sorted((where, name) for where, name, _ in records.walk(on_disk(code)))


# ---------------------------------------------------------------- two windows of one learner
ACTS = st.tuples(st.integers(0, 1), st.sampled_from("abc"), st.sampled_from(["tick", "check", "hint", "retry"]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=1, max_size=25))
def test_two_windows_lose_no_answer_in_any_order(acts, tmp_path_factory):
    """What stands in the file at the end is never less far than what either window ever had."""
    home = tmp_path_factory.mktemp("two")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AVGKIT_HOME", str(home))
        windows = [opened(), opened()]
        screens: list[dict] = [{}, {}]
        furthest: dict[str, tuple] = {}
        first: dict[str, str] = {}
        best: dict[str, int] = {}
        for step, (window, name, act) in enumerate(acts):
            now = dict(screens[window].get(name) or state(tries=0, state="new", first=None, points=0))
            if act == "tick":
                now["answer"] = {"marks": [f"M{step}"]}
            elif act == "check":
                now |= {"tries": now["tries"] + 1, "state": "partly", "points": step % 8}
                now["first"] = now["first"] or ("right", "partly", "wrong")[step % 3]
            elif act == "hint":
                now["hints"] += 1
            else:
                now |= state(f"M{step}", attempt=now["attempt"] + 1, tries=0, state="new", first=now["first"], points=0)
            screens[window][name] = now
            assert windows[window].save("consent", name, now) == ""
            first.setdefault(name, now["first"]) if now["first"] else None
            best[name] = max(best.get(name, 0), now["points"])
            rank = (now["attempt"], now["tries"])
            if rank >= furthest.get(name, ((-1, 0), None))[0]:
                furthest[name] = (rank, now["answer"])
        found = on_disk()["lessons"]["consent"]
        assert set(found) == set(furthest)
        for name, (rank, answer) in furthest.items():
            assert ((found[name]["attempt"], found[name]["tries"]), found[name]["answer"]) == (rank, answer)
            assert found[name]["first"] == first.get(name)
            assert found[name]["points"] == best[name]


def test_merge_keeps_what_was_first_and_what_was_most():
    early = state(first="wrong", points=3, hints=2, tries=1)
    later = state("M9", first="right", points=7, hints=0, tries=2)
    for old, new in ((early, later), (later, early)):
        made = records.merge(old, new)
        assert (made["answer"], made["tries"]) == ({"marks": ["M9"]}, 2)
        assert (made["points"], made["hints"], made["first"]) == (7, 2, old["first"])
    assert records.merge(state("M1"), state("M2"))["answer"] == {"marks": ["M2"]}
    again = records.merge(later, state("M3", attempt=1, tries=0, points=0, first=None))
    assert (again["answer"], again["points"], again["first"]) == ({"marks": ["M3"]}, 7, "right")


_WRITER = """
import sys
from avgkit.lessons.progress import Store
store = Store("zon-42", "self", "nl")
store.begin()
record = {"attempt": 0, "answer": {"marks": ["M1"]}, "state": "right", "first": "right", "tries": 1}
for number in range(40):
    assert store.save("consent", f"{sys.argv[1]}-{number}", record) == "", store.problem
"""


def test_two_processes_write_at_once(house):
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    running = [subprocess.Popen([sys.executable, "-c", _WRITER, name], env=environment) for name in ("left", "right")]
    assert [one.wait(60) for one in running] == [0, 0]
    assert len(kept()) == 80
    assert not list(house.rglob("*.part")) and not list(house.rglob("*damaged*"))


def test_a_file_that_was_removed_stays_removed_and_a_folder_that_was_away_comes_back(house):
    store = opened()
    store.save("consent", ONE, state())
    store.path.unlink()
    store.save("consent", TWO, state())
    assert kept() == [("consent", TWO)]
    (house / "learners").rename(house / "elsewhere")
    store.save("start", "other", state())
    assert kept() == [("consent", TWO), ("start", "other")] and "weg" in store.told[-1]


# ---------------------------------------------------------------- a machine that refuses
def refuse(monkeypatch, name: str, number: int) -> None:
    """From now on this call of the system fails, as on a full or read-only disk."""

    def fail(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, name, fail)


@pytest.mark.parametrize("name", ["replace", "fsync", "open"])
@pytest.mark.parametrize(
    ("number", "word"), [(errno.ENOSPC, "vol"), (errno.EROFS, "schijf"), (errno.EACCES, "rechten")]
)
def test_what_cannot_be_written_waits_and_the_old_file_stays_whole(monkeypatch, house, name, number, word):
    store = opened()
    store.save("consent", ONE, state("M1"))
    before = store.path.read_bytes()
    with monkeypatch.context() as broken:
        refuse(broken, name, number)
        problem = store.save("consent", TWO, state("M2"))
        assert word in problem and "geheugen" in problem and store.problem == problem
        assert store.path.read_bytes() == before
        assert records.get(store.read(), "consent", TWO)["answer"] == {"marks": ["M2"]}
        assert store.waiting == 1 and CODE in repr(Learner(CODE, lang="nl").kept())
        assert store.save("consent", "third", state("M3")) and store.waiting == 2
    assert not list(house.rglob("*.part"))
    assert store.save("consent", ONE, state("M4", tries=2)) == "" and store.waiting == 0
    assert kept() == [("consent", TWO), ("consent", ONE), ("consent", "third")]
    assert on_disk()["lessons"]["consent"][ONE]["answer"] == {"marks": ["M4"]}


def test_a_process_that_is_killed_while_writing_leaves_the_old_file(house):
    store = opened()
    store.save("consent", ONE, state())
    before = store.path.read_bytes()
    code = _WRITER.replace("import sys", "import os, sys\nos.fsync = lambda _: os._exit(9)", 1)
    done = subprocess.run([sys.executable, "-c", code, "x"], env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert done.returncode == 9 and store.path.read_bytes() == before
    assert opened().save("consent", TWO, state()) == "" and len(kept()) == 2


def test_a_home_that_cannot_be_made(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("x")
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path / "file" / "deeper"))
    session = lessons.start("consent", lang="nl", on="2026-11-23")
    assert session.code in repr(session) and "geheugen" in repr(session)
    session.store.save("consent", ONE, state())
    assert "1 van 2" in repr(session.progress()) and "Er staat niets op de schijf" in repr(session.kept())
    assert "memory" in repr(lessons.start("consent", lang="en", on="2026-11-23"))


def test_another_window_that_keeps_the_lock(monkeypatch):
    monkeypatch.setattr(learners, "WAIT", 0.05)
    store = opened()
    with learners.locked(store.path):
        code = "from avgkit.lessons import learners; learners.WAIT = .05\n" + _WRITER.replace(
            'assert store.save("consent", f"{sys.argv[1]}-{number}", record) == "", store.problem',
            'print(store.save("consent", "x", record)); break',
        )
        done = subprocess.run(
            [sys.executable, "-c", code, "x"],
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"},
            capture_output=True,
            text=True,
        )
    assert "Een ander venster" in done.stdout, done.stderr


# ---------------------------------------------------------------- a file that is damaged, older or newer
def whole_file() -> str:
    store = opened()
    for number in range(3):
        store.save("consent", f"mark:c{number}", state(f"M{number}"))
        store.save("retention", f"mark:r{number}", state(f"M{number}"))
    return store.path.read_text(encoding="utf-8")


DAMAGE = {
    "empty": lambda text: b"",
    "truncated": lambda text: text[: text.index("mark:r1") + 40].encode(),
    "not json": lambda text: b"<html>hello</html>",
    "zeros": lambda text: b"\0" * 4096,
    "zeros inside": lambda text: text.encode().replace(b'"retention"', b'"reten\0ion"'),
    "a list": lambda text: b"[1, 2]",
    "a number": lambda text: b"7",
    "nothing": lambda text: b"null",
    "latin-1": lambda text: text.replace('"marks"', '"märks"', 1).encode("latin-1"),
    "wrong types": lambda text: text.replace('"tries": 1', '"tries": "many"', 1).encode(),
    "more than we know": lambda text: text.replace('"group"', '"name": "Jan Jansen", "group"', 1).encode(),
    "lessons is a list": lambda text: json.dumps(json.loads(text) | {"lessons": []}).encode(),
    "version is a text": lambda text: text.replace('"version": 1', '"version": "one"').encode(),
    "a free text": lambda text: text.replace('"M0"', '"ik heet Jan"', 1).encode(),
    "deep": lambda text: b'{"lessons":' * 200_000,
    "huge": lambda text: text.encode() + b" " * LIMIT,
    "a huge number": lambda text: text.replace('"tries": 1', '"tries": 1' + "0" * 6000, 1).encode(),
}
# Of six records: all where a whole record can be read in spite of the damage, and what stands before the break.
SALVAGED = {"truncated": 4, "wrong types": 5, "more than we know": 6, "version is a text": 6, "huge": 6, "latin-1": 6}
SALVAGED |= {"a free text": 6, "zeros inside": 3}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_file_is_put_aside_and_what_can_be_read_is_kept(kind):
    path = learners.folder() / f"{CODE}.json"
    damaged = DAMAGE[kind](whole_file())
    path.write_bytes(damaged)
    store = opened()
    aside = path.with_name(f"{CODE}.damaged-1.json")
    assert aside.read_bytes() == damaged and store.problem == ""
    assert len(store.told) == 1 and aside.name in store.told[0]
    assert len(kept()) == SALVAGED.get(kind, 0) and records.clean(on_disk(), CODE)[1]
    assert "Jan" not in path.read_text(encoding="utf-8")
    assert store.save("consent", "new", state()) == "" and ("consent", "new") in kept()
    assert opened().told == []
    path.write_bytes(b"again")
    assert opened().told and path.with_name(f"{CODE}.damaged-2.json").read_bytes() == b"again"


def test_a_file_damaged_while_a_lesson_is_open_comes_back_whole():
    store = opened()
    store.save("consent", ONE, state("M7"))
    store.path.write_bytes(b'{"version": 1, "lessons": {"con')
    store.save("consent", TWO, state())
    assert kept() == [("consent", TWO), ("consent", ONE)]
    assert on_disk()["lessons"]["consent"][ONE]["answer"] == {"marks": ["M7"]}


def test_a_folder_in_the_place_of_the_file():
    (learners.folder() / f"{CODE}.json").mkdir(parents=True)
    store = opened()
    assert store.save("consent", ONE, state()) == "" and kept() == [("consent", ONE)]
    assert (learners.folder() / f"{CODE}.damaged-1.json").is_dir()


def test_an_older_file_is_converted_step_by_step_and_kept(monkeypatch):
    path = learners.folder() / f"{CODE}.json"
    path.parent.mkdir(parents=True)
    old = {"learner": CODE, "lessons": {"consent": {ONE: state("M5")}}}
    path.write_text(json.dumps(old), encoding="utf-8")
    store = opened()
    assert on_disk()["version"] == 1 and on_disk()["lessons"]["consent"][ONE]["answer"] == {"marks": ["M5"]}
    assert json.loads(path.with_name(f"{CODE}.version-0.json").read_text()) == old
    assert f"{CODE}.version-0.json" in store.told[0]

    steps = []
    for version in (1, 2):
        monkeypatch.setitem(
            records.STEPS, version, lambda data, v=version: steps.append(v) or {**data, "version": v + 1}
        )
    monkeypatch.setattr(records, "VERSION", 3)
    opened()
    assert steps == [1, 2] and on_disk()["version"] == 3 and kept() == [("consent", ONE)]


def test_a_newer_file_is_never_touched():
    path = learners.folder() / f"{CODE}.json"
    path.parent.mkdir(parents=True)
    newer = json.dumps({"version": 2, "learner": CODE, "new": {"shape": True}}).encode()
    path.write_bytes(newer)
    session = lessons.start("consent", lang="nl", learner=CODE, on="2026-11-23")
    assert "nieuwere versie" in repr(session)
    assert "nieuwere versie" in session.store.save("consent", ONE, state())
    assert "1 van 2" in repr(session.progress()), "in memory it goes on"
    session.reset("all")
    assert path.read_bytes() == newer and [p.name for p in path.parent.glob("*.json")] == [path.name]


# ---------------------------------------------------------------- codes
def test_the_words_of_codes():
    words = learners.words()
    assert set(words) == set(LANGUAGES)
    names = tomllib.loads((ROOT / "avgkit" / "synthetic" / "names.toml").read_text(encoding="utf-8"))
    taken = {str(name).lower() for part in names.values() if isinstance(part, list) for name in part}
    from faker.providers.person.en_GB import Provider as English
    from faker.providers.person.nl_NL import Provider as Dutch

    taken |= {name.lower() for who in (Dutch, English) for name in who.first_names}
    for lang in LANGUAGES:
        assert len(words[lang]) == len(set(words[lang])) >= 50
        assert all(word.isascii() and word.isalpha() and word.islower() and len(word) <= 8 for word in words[lang])
        assert not set(words[lang]) & taken
    assert len({word for part in words.values() for word in part}) >= 60


def test_a_drawn_code_is_never_one_in_use(monkeypatch):
    monkeypatch.setattr(learners, "words", lambda: {"nl": ["zon"], "en": ["sun"]})
    drawn = [lessons.new_learner(lang="nl") for _ in range(90)]
    assert len(set(drawn)) == 90 and set(drawn) == set(learners.known())
    with pytest.raises(AvgkitError, match="in gebruik"):
        lessons.new_learner(lang="nl")


def test_the_code_of_this_machine_is_remembered_for_each_group(house):
    first = lessons.start("consent", on="2026-11-23").code
    assert lessons.start("start", on="2026-11-23").code == first
    other = lessons.start("consent", on="2026-11-23", group="groep-3").code
    assert other != first and lessons.start("consent", on="2026-11-23", group="groep-3").code == other
    assert json.loads((house / "current.json").read_text())["codes"] == {"self": first, "groep-3": other}
    fresh = lessons.new_learner()
    assert lessons.start("consent", on="2026-11-23").code == fresh != first
    assert lessons.start("consent", on="2026-11-23", learner=first).code == first
    assert lessons.start("consent", on="2026-11-23").code == first
    (house / "current.json").write_bytes(b"\0\0")
    assert lessons.start("consent", on="2026-11-23", group="groep-3").code == other, "the only one of its group"


@pytest.mark.parametrize(
    ("code", "near"),
    [
        ("zon-4", "zon-42"),
        ("zom-42", "zon-42"),
        ("zon42", "zon-42"),
        ("trien-17", "trein-17"),
        ("Jan Jansen", "zon-42"),
    ],
)
def test_a_wrong_code_is_told_with_a_near_one(code, near):
    opened()
    with pytest.raises(AvgkitError, match=f"{code}.*{near}"):
        lessons.start("consent", lang="nl", learner=code)
    assert learners.known() == [CODE]


@pytest.mark.parametrize(
    "code", ["../../etc-42", "zon-42/..", "zon-42.json", "con-11", 7, ["zon-42"], "zon-4２", "zon-42\n\0"]
)
def test_a_code_is_never_a_path(code, house):
    with pytest.raises(AvgkitError):
        Learner(code, lang="nl")
    assert not house.exists()


def test_a_new_code_near_one_in_use_is_told_and_capitals_do_not_matter():
    opened()
    assert "zon-42" in repr(lessons.start("consent", lang="nl", on="2026-11-23", learner="zon-24"))
    again = lessons.start("consent", lang="nl", on="2026-11-23", learner=" Zon-42 ")
    assert again.code == CODE and "verder met de code zon-42" in repr(again)


def test_a_code_of_another_group_is_refused():
    opened(group="groep-3")
    with pytest.raises(AvgkitError, match="groep-3"):
        lessons.start("consent", lang="nl", learner=CODE)
    with pytest.raises(AvgkitError, match="Klas A van Jan"):
        lessons.start("consent", lang="nl", group="Klas A van Jan")


# ---------------------------------------------------------------- what is in the file, and what is shown
@pytest.fixture(scope="module")
def small():
    """The practice firm, generated once for this module."""
    from avgkit.lessons.practice import firm

    return firm()


def session(lang: str = "nl", code: str = CODE):
    return lessons.start("consent", lang=lang, on="2026-11-23", learner=code)


def test_an_exercise_goes_on_where_it_was_left(small):
    s = session()
    assert s.firm is small
    q = s.mark("message-without-consent")
    assert q.place == "Vraag 1 van 2 · Toestemming"
    wanted = sorted(q.answer())
    q.check(wanted[:2])
    q.hint()
    assert q.problem is None
    again = session("en").mark("message-without-consent")
    assert again.marks == set(wanted[:2]) and (again.tries, again.hints_used, again.place) == (
        1,
        1,
        "Question 1 of 2 · Consent",
    )
    other = again.retry()
    other.fill({"marks": [other.records[0].key]})
    third = session().mark("message-without-consent")
    assert third.attempt == 1 and third.marks == {other.records[0].key}
    assert [r.key for r in third.records] == [r.key for r in other.records] != [r.key for r in q.records]
    case = session().judge("message-without-consent")
    case.check(**case.answer())
    assert "2 van 2" in repr(session().progress())
    assert session(code="zon-43").mark("message-without-consent").tries == 0


def test_a_quiz_and_a_change_go_on_too(small, monkeypatch):
    """The quiz keeps what was known at the first answer, whatever is answered after it."""
    there = [check.id for check in avgkit.checks() if check.exercise]
    pages = [
        {**page, "check": page["check"] if page["check"] in there else there[n % len(there)]}
        for n, page in enumerate(quizzes.concepts())
    ]
    monkeypatch.setattr(quizzes, "concepts", lambda: pages)
    s = session()
    quiz, right = s.quiz("start"), s.quiz("start").answer()
    assert quiz.place == "Toestemming" and session("en").quiz("closing").place == "Consent"
    quiz.check(dict.fromkeys(right, "dont_know"))
    known = on_disk()["quiz"]["start"]["known"]
    assert set(known) == set(right) and not any(known[item.id] for item in quiz.items if item.record.violates)
    again = session().quiz("start")
    again.check(right)
    assert again.outcome.state == "right" and on_disk()["quiz"]["start"]["known"] == known
    closing = session().quiz("closing")
    closing.check(closing.answer())
    gained = repr(session().gain())
    assert len(right) >= 6 and f"{len(right)} van {len(right)} (100" in gained and "consent" not in gained
    for name in exercises.changes():
        change = session().change(name)
        change.check(change.answer())
        assert session().change(name).outcome.state == change.outcome.state == "right"
        assert session().change(name).chosen == change.chosen, "no code of an answer is left out of the file"


def test_an_exercise_tells_that_it_was_not_written(monkeypatch, small):
    q = session().mark("message-without-consent")
    with monkeypatch.context() as broken:
        refuse(broken, "replace", errno.ENOSPC)
        q.check(q.answer())
        assert "vol" in q.problem
        from avgkit.exercises import cards

        _, reply = cards.answer(q, {"n": 1, "do": "hint", "values": {}})
        assert reply["saved"] is False and "vol" in reply["problem"]
    q.hint()
    assert q.problem is None and on_disk()["lessons"]["consent"][ONE]["state"] == "right"


def test_nothing_else_is_in_the_file_than_is_documented(small):
    s = session()
    s.mark("message-without-consent").check("M1")
    q = s.mark("message-without-consent")
    q.check(q.answer())
    s.store.save("quiz", "start", state(known={"consent": True}))
    data = on_disk()
    assert set(data) == {"version", "learner", "group", "lessons", "quiz"}
    for _, _, one in records.walk(data):
        assert set(one) - {"known"} == set(records.FIELDS)
    text = s.store.path.read_text(encoding="utf-8")
    assert "202" not in text, "no day and no moment"
    assert s.store.save("consent", "x", state("ik heet Jan Jansen")) == "" and "Jansen" not in repr(s.kept())
    assert s.store.save("consent", "y", {"tries": "many"}) != ""
    assert s.kept().text == s.store.path.read_text(encoding="utf-8"), "literally"
    if os.name != "nt":
        assert s.store.path.stat().st_mode & 0o077 == 0, "only the owner reads it"


def test_kept_names_every_file_and_forget_removes_them(house):
    s = session()
    s.store.save("consent", ONE, state())
    s.proof()
    s.reset("consent")
    s.store.path.write_bytes(b"broken")
    told = repr(session().kept())
    mine = [path for path in house.rglob("*") if path.is_file() and CODE in path.name]
    assert len(mine) == 4 and all(path.name in told for path in mine)
    assert "&lt;" not in session().kept()._repr_html_() and "<pre" in session().kept()._repr_html_()
    s.forget()
    assert not [path for path in house.rglob("*") if CODE in path.name] and learners.current() == ""
    assert CODE not in (house / "current.json").read_text()


@pytest.mark.parametrize(
    ("what", "left"),
    [
        (ONE, [("consent", TWO), ("quiz", "start")]),
        ("consent", [("quiz", "start")]),
        ("start", [("consent", TWO), ("consent", ONE)]),
        (QUIZ, [("consent", TWO), ("consent", ONE)]),
        ("all", []),
    ],
)
def test_reset_and_undo(what, left):
    s = session()
    for where, name in (("consent", ONE), ("consent", TWO), ("quiz", "start")):
        s.store.save(where, name, state())
    before = on_disk()
    assert repr(s.reset(what)).startswith("Gewist") and kept() == left
    assert "niets" in repr(s.reset(what))
    assert "staat er weer" in repr(s.undo()) and on_disk() == before
    with pytest.raises(AvgkitError, match="geen kopie"):
        s.undo()


def test_reset_of_something_unknown_and_of_what_waits(monkeypatch):
    s = session("en")
    with pytest.raises(AvgkitError, match="Do you mean"):
        s.reset("consnt")
    for nothing in ("", None, " "):
        with pytest.raises(AvgkitError, match="remove"):
            s.reset(nothing)
    s.store.save("consent", ONE, state())
    with monkeypatch.context() as broken:
        refuse(broken, "replace", errno.EROFS)
        assert "read-only" in repr(s.reset("all"))
    assert kept() == [("consent", ONE)]


def test_gain_compares_the_first_answers_for_each_concept():
    s = session()
    assert "startscan nog niet" in repr(s.gain()) and "eindtoets nog niet" in repr(s.gain())
    before, after = {"consent": False, "period": True, "copy": False}, {"consent": True, "period": True}
    s.store.save("quiz", "start", state(known=before))
    s.store.save("quiz", "start", state(tries=2, known=dict.fromkeys(before, True)))
    s.store.save("quiz", "closing", state(known=after))
    told = repr(s.gain())
    assert "1 van 2 (50" in told and "2 van 2 (100" in told, "only concepts of both, and only first answers"


# ---------------------------------------------------------------- paper
class Links(HTMLParser):
    """Every address in a page, and every tag."""

    def __init__(self):
        super().__init__()
        self.tags, self.addresses = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.addresses += [value for name, value in attrs if name in ("href", "src", "srcset", "action", "data")]


def page(path: Path) -> tuple[str, Links]:
    text, links = path.read_text(encoding="utf-8"), Links()
    links.feed(text)
    return text, links


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_proof_is_local_escaped_and_honest(lang, house):
    s = session(lang)
    with pytest.raises(AvgkitError):
        s.proof()
    s.store.save("consent", ONE, state())
    s.store.save("quiz", "start", state())
    text, links = page(s.proof())
    assert links.addresses == [] and not {"script", "link", "img", "iframe"} & set(links.tags) and "b" not in links.tags
    assert "http://" not in text and "https://" not in text and "url(" not in text and "@import" not in text
    assert f'lang="{lang}"' in text and CODE in text
    assert texts.say("progress.of", lang, part=1, whole=2) in text
    assert texts.say("progress.hours", lang, n=texts.number(0.5, lang)) in text, "the whole lesson only"
    assert texts.say("progress.proof_no_certificate", lang) in text
    assert list((house / "proofs").iterdir()) == [s.proof()]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_attendance_sheet_has_empty_lines_and_says_what_not_to_do(lang, tmp_path):
    text, links = page(lessons.attendance_sheet("groep-3", lang, tmp_path / "sheet.html"))
    assert links.addresses == [] and links.tags.count("tr") == 17 and text.count("<td></td>") == 48
    for name in ("sheet_why", "sheet_destroy"):
        assert texts.say(f"progress.{name}", lang) in text
    with pytest.raises(AvgkitError):
        lessons.attendance_sheet('<script>alert("x")</script>', lang)


def test_a_page_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(AvgkitError, match="sheet"):
        lessons.attendance_sheet("self", "nl", tmp_path / "file" / "sheet.html")


# ---------------------------------------------------------------- words, panel, command line
def test_every_phrase_stands_in_both_languages_with_the_same_placeholders():
    import string

    def placeholders(text: str) -> set:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    with open(KNOWLEDGE / "phrases" / "progress.toml", "rb") as file:
        phrases = tomllib.load(file)
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "avgkit" / "lessons").glob("*.py"))
    code += (ROOT / "avgkit" / "cli" / "learning.py").read_text(encoding="utf-8")
    for name, both in phrases.items():
        assert set(both) == set(LANGUAGES) and placeholders(both["nl"]) == placeholders(both["en"]), name
        assert not any(sign in text for text in both.values() for sign in ("!", "—")), name
        tail = name.partition("_")[2] or name
        assert name in code or f'"{tail}"' in code, f"{name} is never said"


def test_the_panel_does_what_the_text_does(small):
    pytest.importorskip("ipywidgets")
    import ipywidgets as widgets

    s = session()
    s.store.save("consent", ONE, state())
    panel = lessons.panel(s)
    assert lessons.panel(s) is not panel, "it can be asked for twice"
    stack, kinds = [panel], set()
    while stack:
        one = stack.pop()
        kinds.add(type(one))
        stack += list(getattr(one, "children", ()))
    assert kinds - {type(panel)} <= {widgets.HBox, widgets.VBox, widgets.HTML, widgets.Button, widgets.Dropdown}
    panel.buttons["show"].click()
    assert "1 van 2" in panel.answer.value
    panel.buttons["kept"].click()
    assert ONE in panel.answer.value and "<b>" not in panel.answer.value
    panel.buttons["proof"].click()
    assert 'href="data:text/html;base64,' in panel.answer.value and CODE in panel.answer.value
    panel.what.value = "consent"
    assert panel.buttons["sure"].layout.display == "none"
    panel.buttons["reset"].click()
    assert kept() == [("consent", ONE)] and panel.buttons["sure"].layout.display == ""
    panel.buttons["sure"].click()
    assert kept() == [] and "Gewist" in panel.answer.value
    panel.buttons["undo"].click()
    assert kept() == [("consent", ONE)]
    panel.buttons["undo"].click()
    assert "geen kopie" in panel.answer.value
    panel.buttons["take"].click()
    drawn = learners.current()
    assert drawn != CODE and drawn in panel.answer.value and (drawn, drawn) in panel.codes.options
    panel.what.value = "forget"
    panel.buttons["reset"].click()
    panel.buttons["sure"].click()
    assert CODE not in learners.known()


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*words):
        monkeypatch.setattr(sys, "argv", ["avgkit", "progress", *words])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        texts.use(None)
        return stop.value.code, *capsys.readouterr()

    return call


def test_the_command_line(run, house):
    code, _, told = run("--lang", "nl")
    assert code == 2 and "nog niet geoefend" in told and not house.exists()
    session().store.save("consent", ONE, state())
    assert "1 van 2" in run()[1] and "1 of 2" in run("--lang", "en")[1]
    code, _, told = run("--learner", "zon-43")
    assert code == 2 and CODE in told and learners.known() == [CODE]
    assert ONE in run("--kept", "--learner", CODE)[1]
    found = json.loads(run("--json", "--kept", "--proof")[1])
    assert found["kept"] == on_disk() and Path(found["proof"]).is_file()
    assert found["lessons"][1] == {
        "lesson": "consent",
        "done": 1,
        "of": 2,
        "left": [2],
        "points": 5,
        "most": 7,
        "hints": 0,
    }
    assert json.loads(run("--json", "--reset", ONE)[1])["removed"] == [["consent", ONE]]
    assert "staat er weer" in run("--reset", "undo")[1] and kept() == [("consent", ONE)]
    assert "Gewist" in run("--reset", "all")[1] and kept() == []
    assert run("--reset", "consnt")[0] == 2
    assert existing(CODE).code == CODE


def test_the_lessons_speak_the_language_of_the_session(monkeypatch):
    monkeypatch.setenv("AVGKIT_LANG", "nl")
    with pytest.raises(AvgkitError, match="Do you mean"):
        lessons.start("consnt", lang="en")
    s = session("en")
    refuse(monkeypatch, "replace", errno.ENOSPC)
    assert "the disk is full" in s.store.save("consent", ONE, state())
    assert texts.language() == "nl", "and the language of the machine is as it was"


def test_done_says_what_is_left_and_what_comes_next():
    s = session()
    s.store.save("consent", ONE, state())
    told = repr(s.done())
    assert "1 van 2" in told and "vraag 2" in told and "Slot" in told


def test_the_greeting_says_how_an_exercise_works_and_folds_that_away_afterwards(small):
    """No code in what a page shows; the four words are explained in both languages."""
    for lang, words in (
        ("nl", ("Klopt", "Bevinding", "Niet te zeggen", "Betwistbaar")),
        ("en", ("In order", "Arguable")),
    ):
        s = session(lang)
        assert all(f"‘{word}’:" in s._repr_html_() and f"‘{word}’:" in repr(s) for word in words)
        assert "s.kept" not in s._repr_html_() and "<details open>" in s._repr_html_()
    q = session().mark("message-without-consent")
    q.check(q.answer())
    assert "<details open>" not in session()._repr_html_() and "Zo werkt een opgave" in session()._repr_html_()
