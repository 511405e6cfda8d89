"""The class without a server: seats, answers that survive a crash, two windows, and the folder."""

import errno
import json
import shutil
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avgkit.classroom import Refused, Room, folder
from avgkit.classroom.journal import Journal
from avgkit.errors import AvgkitError
from avgkit.lessons import learners, metadata, session

LESSONS = ["start", "consent", "minimisation", "closing"]
JUDGE = "judge:consent-form-invalid"
MARK = "mark:customer-exception-fails"


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))


@pytest.fixture
def room():
    made, made.trainer = Room.create("maandag", lang="nl", lessons=LESSONS)
    yield made
    made.close()


def message(n, do="check", view="v", **values):
    return {"view": view, "n": n, "do": do, "values": values}


def first_of(card):
    """Some answer to every field of a card."""
    found = {}
    for field in card["fields"]:
        if field["type"] == "ticks":
            found[field["name"]] = [field["rows"][0]["key"]]
        else:
            found[field["name"]] = field["options"][0]["value"]
    return found


# ---------------------------------------------------------------- joining
def test_seats_are_given_to_who_knows_the_code_until_the_class_is_full():
    room, _ = Room.create("klein", lessons=["consent"], most=3)
    seats = [room.join(room.code) for _ in range(3)]
    assert len({seat.learner for seat in seats}) == 3
    assert [room.seat(seat.token) for seat in seats] == [seat.learner for seat in seats]
    with pytest.raises(Refused) as full:
        room.join(room.code)
    assert (full.value.code, full.value.status) == ("full", 409) and "3" in str(full.value)
    room.close()


@pytest.mark.parametrize("code", ["", "0", "000000x", "1" * 5000, "１２３４５６", None, 12, "zon-42"])
def test_a_wrong_code_is_refused(room, code):
    with pytest.raises(Refused) as refused:
        room.join(code)
    assert refused.value.code == "wrong_code" and not room.seats.learners


def test_a_code_may_be_typed_with_blanks(room):
    assert room.join(f" {room.code[:3]} {room.code[3:]} ").learner


def test_a_learner_goes_on_with_another_device_and_guesses_end(room):
    seat = room.join(room.code)
    other = room.rejoin(room.code, seat.learner.upper(), room.key(seat.learner))
    assert room.seat(other.token) == room.seat(seat.token) == seat.learner
    wrong = f"{(int(room.key(seat.learner)) + 1) % 10_000:04d}"
    codes = []
    for _ in range(20):
        with pytest.raises(Refused) as refused:
            room.rejoin(room.code, seat.learner, wrong)
        codes.append(refused.value.code)
    assert codes[:8] == ["wrong_key"] * 8 and set(codes[8:]) == {"key_closed"}
    with pytest.raises(Refused):  # then also with the right one: a guesser must not find out
        room.rejoin(room.code, seat.learner, room.key(seat.learner))


def test_the_trainer_has_a_code_of_her_own_and_it_is_kept_nowhere(room):
    assert room.is_trainer(room.trainer) and room.is_trainer(room.trainer.upper().replace("-", " "))
    assert not room.is_trainer(room.code) and not room.is_trainer("")
    text = (room.facts.path / "class.json").read_text()
    assert room.trainer not in text
    room.facts, code = folder.new_trainer_code(room.facts)
    assert room.is_trainer(code) and not room.is_trainer(room.trainer)


def test_no_token_is_kept_and_no_time(room):
    seat = room.join(room.code)
    room.act(seat.learner, "consent", JUDGE, message(1, verdict="finding", reason="missing"))
    kept = "".join(path.read_text() for path in room.facts.path.rglob("*.json*"))
    assert seat.token not in kept and seat.learner in kept
    assert f"{date.today().isoformat()}T" not in kept and ":00:" not in kept


# ---------------------------------------------------------------- the same cases everywhere
def test_a_notebook_with_the_same_code_and_group_has_the_same_cases(room):
    learner = room.join(room.code).learner
    notebook = session.start("consent", lang="nl", on="2026-11-23", learner=learner, group="maandag")
    for ident in metadata.lesson("consent").exercises:
        kind, _, check = ident.partition(":")
        mine, theirs = room.card(learner, "consent", ident), getattr(notebook, kind)(check)
        assert mine["fields"] == theirs.fields() and mine["place"] == theirs.place


def test_a_card_carries_no_key(room):
    learner = room.join(room.code).learner
    exercise = room.deals.get(learner, "consent", JUDGE)
    card = room.card(learner, "consent", JUDGE)
    assert set(card) - {"learner"} == {
        *("version", "id", "kind", "lang", "place", "attempt", "question", "notes", "fields", "values", "buttons"),
        *("state", "points", "feedback", "words"),
    }
    assert exercise.answer()["reason"] in json.dumps(card)  # as one of the options only
    assert not card["feedback"] and set(card["values"].values()) == {None}


# ---------------------------------------------------------------- answering
def test_an_answer_is_marked_kept_and_found_again(room):
    learner = room.join(room.code).learner
    right = room.deals.get(learner, "consent", JUDGE).answer()
    reply = room.act(learner, "consent", JUDGE, message(7, **right))
    assert (reply["n"], reply["state"], reply["saved"], reply["problem"]) == (7, "right", True, None)
    room.close()
    again = Room.open("maandag")
    card = again.card(learner, "consent", JUDGE)
    assert card["values"] == right and card["state"] == "right"
    consent = next(one for one in again.standing(learner) if one["lesson"] == "consent")
    assert (consent["done"], consent["of"], consent["points"]) == (1, 4, 2)
    again.close()


def test_the_same_message_twice_counts_once_also_after_a_restart(room):
    learner = room.join(room.code).learner
    one = room.act(learner, "consent", JUDGE, message(1, "hint"))
    assert room.act(learner, "consent", JUDGE, message(1, "hint")) == one
    assert room._of(learner).record("consent", JUDGE)["hints"] == 1
    room.close()
    again = Room.open("maandag")
    reply = again.act(learner, "consent", JUDGE, message(1, "hint"))
    assert reply["n"] == 1 and again._of(learner).record("consent", JUDGE)["hints"] == 1
    again.act(learner, "consent", JUDGE, message(2, "hint"))
    assert again._of(learner).record("consent", JUDGE)["hints"] == 2
    again.close()


def test_a_window_with_earlier_cases_gets_the_new_ones_and_spoils_nothing(room):
    learner = room.join(room.code).learner
    old = room.card(learner, "consent", MARK)
    room.act(learner, "consent", MARK, message(1, "keep", "old", **first_of(old)))
    new = room.act(learner, "consent", MARK, message(1, "retry", "new"))["card"]
    assert new["attempt"] == 1 and new["fields"] != old["fields"]
    reply = room.act(learner, "consent", MARK, message(2, "check", "old", **first_of(old)))
    assert reply["card"]["fields"] == new["fields"] and reply["state"] == "new"
    told = room.act(learner, "consent", MARK, message(1, "check", "third", **first_of(old)) | {"attempt": 0})
    assert told["card"]["attempt"] == 1


def test_nobody_sees_the_answers_of_another(room):
    one, other = room.join(room.code).learner, room.join(room.code).learner
    room.act(one, "consent", JUDGE, message(1, verdict="finding", reason="missing"))
    assert room.card(other, "consent", JUDGE)["values"] == {"verdict": None, "reason": None}
    with pytest.raises(Refused) as refused:
        room.card("zon-99" if "zon-99" not in (one, other) else "zon-98", "consent", JUDGE)
    assert refused.value.code == "no_seat"


BAD = [
    *(None, [], "x", 3, {}, {"view": "v"}, {"view": "v", "n": 1}, message(True), message(-1), message(1.5)),
    *(message(1, "solve"), message(1, None), message(1, view=""), message(1, view="a/b"), message(1, view="x" * 65)),
    *({"view": "v", "n": 1, "do": "check", "values": [1]}, {"view": 5, "n": 1, "do": "check"}, message(10**30)),
]


@pytest.mark.parametrize("bad", BAD, ids=str)
def test_what_is_no_message_is_refused_and_changes_nothing(room, bad):
    learner = room.join(room.code).learner
    with pytest.raises(Refused) as refused:
        room.act(learner, "consent", JUDGE, bad)
    assert refused.value.code == "bad_message"
    assert not (room.facts.path / "answers" / f"{learner}.jsonl").exists()


@pytest.mark.parametrize(
    ("lesson", "ident", "code"),
    [
        ("nope", JUDGE, "no_lesson"),
        ("../consent", JUDGE, "no_lesson"),
        (None, JUDGE, "no_lesson"),
        ("shadow", "mark:file-copies-crm", "no_lesson"),  # there is one, but not in this class
        ("consent", "judge:nope", "no_exercise"),
        ("consent", "mark:consent-form-invalid", "no_exercise"),
        ("consent", None, "no_exercise"),
    ],
)
def test_a_lesson_that_does_not_exist_is_a_sentence(room, lesson, ident, code):
    learner = room.join(room.code).learner
    with pytest.raises(Refused) as refused:
        room.act(learner, lesson, ident, message(1))
    assert (refused.value.code, refused.value.status) == (code, 404)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    patch = pytest.MonkeyPatch()
    patch.setenv("AVGKIT_HOME", str(tmp_path_factory.mktemp("home")))
    made, _ = Room.create("forge", lessons=["consent"])
    yield made, made.join(made.code).learner
    made.close()
    patch.undo()


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(["verdict", "reason", "marks", "x"]), VALUES), st.sampled_from([JUDGE, MARK]))
def test_whatever_is_sent_only_choices_of_the_card_are_kept(shared, values, ident):
    room, learner = shared
    room.act(
        learner, "consent", ident, message(room._of(learner).seen(("consent", ident, "f"))[0] + 1, view="f", **values)
    )
    card = room.card(learner, "consent", ident)
    for field in card["fields"]:
        given, known = card["values"][field["name"]], {o["value"] for o in field.get("options", ())}
        known |= {row["key"] for row in field.get("rows", ())}
        assert given is None or set([given] if isinstance(given, str) else given) <= known


# ---------------------------------------------------------------- the disk
def test_a_full_disk_is_told_and_the_answer_goes_along_with_the_next(room, monkeypatch):
    learner = room.join(room.code).learner
    card = room.card(learner, "consent", JUDGE)
    path = room.facts.path / "answers" / f"{learner}.jsonl"

    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.write", full)
        patch.setattr("pathlib.Path.write_bytes", full)
        reply = room.act(learner, "consent", JUDGE, message(1, **first_of(card)))
        assert not reply["saved"] and "bewaard" in reply["problem"]
        reply = room.act(learner, "consent", MARK, message(1, "hint", "w"))
        assert not reply["saved"]
        with pytest.raises(Refused) as refused:
            room.join(room.code)
        assert refused.value.code == "no_place"
    reply = room.act(learner, "consent", JUDGE, message(2, "keep", **first_of(card)))
    assert reply["saved"] and reply["problem"] is None
    room.close()
    again = Room.open("maandag")
    assert again.card(learner, "consent", JUDGE)["values"] == first_of(card)
    assert again._of(learner).record("consent", MARK)["hints"] == 1
    assert path.exists() and len(again.seats.learners) == 1
    again.close()


def test_a_folder_that_vanishes_comes_back_with_all_that_was_in_it(room):
    learners = [room.join(room.code).learner for _ in range(2)]
    for one in learners:
        room.act(one, "consent", JUDGE, message(1, verdict="finding", reason="missing"))
    shutil.rmtree(room.facts.path)
    assert room.act(learners[0], "consent", MARK, message(1, "hint", "w"))["saved"]
    room.close()  # the rest is written now
    again = Room.open("maandag")
    assert again.seats.learners == learners and again.code == room.code
    for one in learners:
        assert again.card(one, "consent", JUDGE)["values"] == {"verdict": "finding", "reason": "missing"}
    again.close()


def test_a_folder_that_cannot_be_made_again_is_told_and_nothing_of_it_shown(room):
    learner = room.join(room.code).learner
    assert room.act(learner, "consent", JUDGE, message(1, verdict="finding", reason="missing"))["saved"]
    away = folder.root().with_name("away")
    folder.root().rename(away)
    folder.root().write_text("")  # a file where the folder was: it can be neither read nor made
    reply = room.act(learner, "consent", MARK, message(1, "hint", "w"))
    assert reply["saved"] is False and str(folder.root()) not in reply["problem"]
    with pytest.raises(OSError):
        room.flush()
    with pytest.raises(Refused) as refused:
        room.join(room.code)
    assert refused.value.code == "no_place"
    folder.root().unlink()
    away.rename(folder.root())
    room.flush()
    room.close()
    again = Room.open("maandag")
    assert again._of(learner).record("consent", MARK)["hints"] == 1
    again.close()


def test_no_second_server_opens_a_class_whose_lock_vanished(room):
    room.join(room.code)
    shutil.rmtree(folder.root())
    room.flush()
    with pytest.raises(AvgkitError, match="maandag"):
        Room.open("maandag")
    room.close()
    Room.open("maandag").close()


def test_a_vote_after_the_last_day_is_refused(room):
    learner = room.join(room.code).learner
    room.together.step("vote", "consent", JUDGE)
    room.together._facts = folder.replace(room.facts, expires_on="2020-01-01")
    with pytest.raises(Refused) as refused:
        room.together.vote(learner, {"view": "v", "n": 1, "values": {"verdict": "clear"}})
    assert refused.value.code == "expired"


def test_a_class_that_was_full_takes_more(room):
    room.facts = room.seats.facts = folder.replace(room.facts, most=1)
    room.join(room.code)
    with pytest.raises(Refused, match="1"):
        room.join(room.code)
    room.enlarge(2)
    room.join(room.code)
    for wrong in (1, folder.LIMIT + 1):
        with pytest.raises(AvgkitError, match=str(wrong)):
            room.enlarge(wrong)
    room.close()
    assert folder.read("maandag").most == 2


def test_keys_of_names_that_nobody_has_do_not_open_the_way_for_guessing(room, monkeypatch):
    monkeypatch.setattr("avgkit.classroom.seats._NAMES", 3)
    seat = room.join(room.code)
    codes = []
    for name in ("tulp-1", "tulp-2", "tulp-3", "tulp-4", *[seat.learner] * 9):
        with pytest.raises(Refused) as refused:
            room.rejoin(room.code, name, "x")
        codes.append(refused.value.code)
    assert codes == ["wrong_key"] * 3 + ["key_closed"] + ["wrong_key"] * 8 + ["key_closed"]


def test_other_cases_come_to_an_end_so_that_a_restart_makes_nobody_wait(room, monkeypatch):
    monkeypatch.setattr("avgkit.classroom.room.MOST_DRAWS", 3)
    learner = room.join(room.code).learner
    for n in (1, 2, 3):
        assert room.act(learner, "consent", JUDGE, message(n, "retry"))["card"]["attempt"] == n
    with pytest.raises(Refused) as refused:
        room.act(learner, "consent", JUDGE, message(4, "retry"))
    # After 429 a browser sends the same again, and nothing that comes after it.
    assert (refused.value.code, refused.value.status) == ("too_often", 409) and "3" in str(refused.value)
    assert room.act(learner, "consent", JUDGE, message(5, verdict="clear"))["saved"]


LINES = [{"a": n, "text": "é" * n} for n in range(5)]


@pytest.mark.parametrize("cut", range(1, 40, 3))
def test_a_last_line_that_was_cut_off_falls_away_and_the_next_is_whole(tmp_path, cut):
    path = tmp_path / "j.jsonl"
    journal = Journal(path, lambda: [])
    for line in LINES:
        journal.add(line)
    content = path.read_bytes()
    path.write_bytes(content[:-cut])
    again = Journal(path, lambda: [])
    found, bad = again.read()
    assert found == LINES[: len(found)] and bad == 0
    again.add({"next": 1})
    assert Journal(path, lambda: []).read() == ([*found, {"next": 1}], 0)


def test_a_damaged_line_is_counted_and_the_others_are_read(tmp_path):
    path = tmp_path / "j.jsonl"
    path.write_bytes(b'{"a":1}\n\xff\xfe not json\n[1]\n{"a":2}\n')
    assert Journal(path, lambda: []).read() == ([{"a": 1}, {"a": 2}], 2)


def test_a_file_that_somebody_made_shorter_is_written_again(tmp_path):
    path, memory = tmp_path / "j.jsonl", []
    journal = Journal(path, lambda: memory)
    for line in LINES:
        memory.append(line)
        journal.add(line)
    path.write_bytes(path.read_bytes()[:9])
    memory.append({"next": 1})
    journal.add({"next": 1})
    assert Journal(path, lambda: []).read() == (memory, 0)


# ---------------------------------------------------------------- classes
def test_all_that_is_wrong_with_a_new_class_is_said_at_once():
    with pytest.raises(AvgkitError) as wrong:
        Room.create("Klas 1!", lang="nl", lessons="consent,consnt,x", most=1000, days=0)
    assert len(wrong.value.problems) == 1  # nothing can be locked under such a name
    with pytest.raises(AvgkitError) as wrong:
        Room.create("klas-1", lang="nl", lessons="consent,consnt,x", most=1000, days=0)
    assert len(wrong.value.problems) == 4 and "consent" in wrong.value.problems[0]


def test_one_process_at_a_time_and_an_unknown_class_names_the_nearest(room):
    with pytest.raises(AvgkitError, match="al open"):
        Room.open("maandag", "nl")
    with pytest.raises(AvgkitError, match="maandag"):
        Room.open("mandag", "nl")
    with pytest.raises(AvgkitError, match=r"al open|Er is al"):
        Room.create("maandag", lang="nl")
    assert Room.look("maandag").code == room.code


def test_an_expired_class_is_removed_and_says_so(room):
    learner = room.join(room.code).learner
    folder.write(folder.replace(room.facts, expires_on=(date.today() - timedelta(days=1)).isoformat()))
    assert folder.remove_expired() == []  # it is open
    room.close()
    assert folder.remove_expired() == ["maandag"] and folder.names() == []
    assert not list(folder.root().rglob(f"*{learner}*"))
    room, _ = Room.create("maandag", lessons=["consent"])
    folder.write(folder.replace(room.facts, expires_on="2020-01-01"))
    room.close()
    with pytest.raises(Refused, match=r"verlopen|expired"):
        Room.open("maandag")
    assert folder.names() == []


@pytest.mark.parametrize("text", ["", "{", "[]", '{"name": "maandag"}', "\xff", '{"name": 1, "lessons": 2}'])
def test_facts_that_cannot_be_read_are_a_sentence(text):
    folder.create("maandag")
    (folder.root() / "maandag" / "class.json").write_text(text)
    with pytest.raises(AvgkitError, match=r"class\.json"):
        Room.open("maandag")


def test_a_class_that_could_not_be_made_leaves_its_name_free(monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "")

    with monkeypatch.context() as patch:
        patch.setattr(folder, "written", full)
        with pytest.raises(AvgkitError, match="maandag"):
            Room.create("maandag")
    assert folder.names() == []
    room, _ = Room.create("maandag", lessons=["consent"])
    assert folder.names() == ["maandag"]
    room.close()


def test_answers_without_facts_are_told_and_not_kept_for_ever(room):
    room.act(room.join(room.code).learner, "consent", JUDGE, message(1, "hint"))
    room.close()
    (room.facts.path / "class.json").unlink()
    with pytest.raises(AvgkitError, match=r"class\.json"):
        Room.open("maandag")
    today = date.today()
    assert folder.remove_expired(today + timedelta(days=folder.LONGEST)) == []
    assert folder.remove_expired(today + timedelta(days=folder.LONGEST + 1)) == ["maandag"]
    assert not room.facts.path.exists()


def test_the_folder_is_nobody_elses_business(room):
    room.act(room.join(room.code).learner, "consent", JUDGE, message(1, "hint"))
    for path in [room.facts.path, *room.facts.path.rglob("*")]:
        assert path.stat().st_mode & 0o077 == 0, path


@pytest.mark.parametrize(
    "name, value",
    [
        ("lang", None),
        ("lang", "xx"),
        ("code", 123456),
        ("code", "12"),
        ("most", None),
        ("most", "30"),
        ("most", 10**9),
        ("secret", "geen hex"),
        ("salt", None),
        ("trainer", ""),
        ("group", "\ud800"),
        ("lessons", []),
        ("lessons", [["consent"]]),
        ("on", 5),
    ],
)
def test_facts_of_another_kind_are_a_sentence_and_no_server_that_fails_later(room, name, value):
    room.close()
    path = room.facts.path / "class.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {name: value}))
    with pytest.raises(AvgkitError, match=r"class\.json"):
        Room.open("maandag")


@pytest.mark.parametrize(
    "damage",
    [
        lambda lines: lines[1:],  # votes for a round that was never opened
        lambda lines: [{**lines[0], "do": None}, *lines[1:]],
        lambda lines: [{**lines[0], "attempt": 1.5}, *lines[1:]],
        lambda lines: [lines[0], {**lines[1], "round": 0}, {**lines[2], "round": 10**30}],
        lambda lines: [lines[0], {**lines[1], "values": {"verdict": {}}}, {**lines[2], "values": {"verdict": [[]]}}],
        lambda lines: [lines[0], {**lines[1], "view": 1}, {**lines[2], "learner": None}],
        lambda lines: [{"do": "split"}, *lines],
    ],
)
def test_damaged_lines_of_together_fall_away_and_the_class_opens(room, damage):
    people = [room.join(room.code).learner for _ in range(2)]
    room.together.step("vote", "consent", JUDGE)
    for one in people:
        room.together.vote(one, {"view": "v", "n": 1, "values": {"verdict": "clear"}})
    path = room.facts.path / "together.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    room.close()
    path.write_text("".join(json.dumps(line) + "\n" for line in damage(lines)))
    again = Room.open("maandag")
    try:
        assert again.unread > 0 and again.together.state()["phase"] in ("idle", "vote")
        assert again.together.right() == {"first": None, "again": None}
        if again.together.phase == "idle":
            again.together.step("vote", "consent", JUDGE)
        for one in people:
            assert again.together.vote(one, {"view": "w", "n": 1, "values": {"verdict": "clear"}})["saved"]
    finally:
        again.close()


def test_nobody_gets_the_code_of_somebody_whose_seat_cannot_be_read(room, monkeypatch):
    seat = room.join(room.code)
    assert room.act(seat.learner, "consent", JUDGE, message(1, **first_of(room.card(seat.learner, "consent", JUDGE))))
    room.close()
    (room.facts.path / "seats.jsonl").write_bytes(b'{"learner": "../class", "token": "x"}\n{"lear\xff\n')
    again = Room.open("maandag")
    try:
        assert again.unread == 2 and again.seats.learners == [seat.learner]
        taken = []
        monkeypatch.setattr(learners, "free", lambda used, _: taken.append(used) or "tulp-42")
        assert again.join(again.code).learner == "tulp-42" and taken == [[seat.learner]]
        assert again.rejoin(again.code, seat.learner, again.key(seat.learner)).learner == seat.learner
        assert again.standing(seat.learner)[1]["done"] == 1
    finally:
        again.close()
