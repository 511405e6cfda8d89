"""Together mode: the steps, the votes, what everybody sees when, and what survives."""

import json

import pytest

from avgkit.classroom import Refused, Room
from avgkit.classroom.together import LEAST, NEXT

JUDGE = ("consent", "judge:consent-form-invalid")
MARK = ("consent", "mark:customer-exception-fails")


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))


@pytest.fixture
def room():
    made, _ = Room.create("samen", lang="nl", lessons=["start", "consent", "minimisation"])
    yield made
    made.close()


def people(room, count):
    return [room.join(room.code).learner for _ in range(count)]


def vote(room, learner, n=1, view="v", **values):
    return room.together.vote(
        learner, {"view": view, "n": n, "round": room.together.state()["round"], "values": values}
    )


def test_the_whole_round_shows_each_thing_at_its_time(room):
    together, (a, b, c) = room.together, people(room, 3)
    assert together.state() == {
        **{"version": 1, "phase": "idle", "learners": 3, "least": 3, "next": ["vote"], "round": 0},
    }
    together.step("vote", *JUDGE)
    exercise = room.deals.together(*JUDGE)
    right, wrong = exercise.answer(), next(v for v in ("clear", "finding") if v != exercise.answer()["verdict"])
    vote(room, a, verdict=wrong, reason="missing")
    vote(room, b, verdict=wrong)
    state = together.state()
    assert (state["voted"], state["split"], "answer" in state, "verdict" in state) == (2, None, False, False)
    vote(room, c, **right)
    assert together.step("split")["split"]["verdict"] == {
        **dict.fromkeys(("clear", "finding", "unknown"), 0),
        **{wrong: 2, right["verdict"]: 1},
    }
    assert together.step("discuss")["split"]["voted"] == 3
    assert together.step("again")["split"] is None  # who sees what most chose, chooses that
    for one in (a, b, c):
        vote(room, one, n=2, **right)
    state = together.step("split_again")
    assert state["split"]["verdict"][wrong] == 2 and state["split_again"]["verdict"][right["verdict"]] == 3
    assert "answer" not in state and "verdict" not in state
    state = together.step("verdict")
    assert state["answer"] == right and "AVG" in state["verdict"] and not state["arguable"]
    assert together.right() == {"first": {"voted": 3, "right": 1}, "again": {"voted": 3, "right": 3}}
    assert together.step("close")["phase"] == "idle"
    assert together.results()[0]["again"] == {"voted": 3, "right": 3}


def test_every_step_that_may_not_come_now_is_refused_in_a_sentence(room):
    together = room.together
    for phase, may in NEXT.items():
        together.phase = phase
        for step in {*NEXT, "close", "solve", None, 3}:
            if step in may or (step == "vote" and phase == "verdict"):
                continue
            with pytest.raises(Refused) as refused:
                together.step(step, *JUDGE)
            assert refused.value.code == "no_step", (phase, step)
        together.phase = "idle"


@pytest.mark.parametrize(
    ("lesson", "exercise", "code"),
    [
        ("start", "quiz:start", "no_vote_on"),
        ("minimisation", "change:intake-form", "no_vote_on"),
        ("consent", "judge:nope", "no_exercise"),
        ("nope", "judge:consent-form-invalid", "no_lesson"),
        (None, None, "no_lesson"),
    ],
)
def test_only_cards_of_one_case_or_a_list_are_voted_on(room, lesson, exercise, code):
    with pytest.raises(Refused) as refused:
        room.together.step("vote", lesson, exercise)
    assert refused.value.code == code and room.together.phase == "idle"


def test_every_choice_that_is_offered_can_be_voted_on(room):
    for one in room.together.choices():
        state = room.together.step("vote", one["lesson"], one["exercise"])
        assert state["card"]["fields"] and one["title"]
        room.together.step("close")


def test_a_split_is_not_shown_before_enough_have_voted(room):
    few = people(room, LEAST - 1)
    room.together.step("vote", *JUDGE)
    for one in few:
        vote(room, one, verdict="finding")
    assert room.together.step("split")["split"] is None
    assert room.together.step("verdict")["split"] is None
    assert room.together.right() == {"first": None, "again": None}


def test_one_may_change_a_vote_until_it_closes_and_a_repeat_is_harmless(room):
    a, b, c = people(room, 3)
    room.together.step("vote", *JUDGE)
    for one in (a, b, c):
        vote(room, one, verdict="finding")
    vote(room, a, n=2, verdict="clear")
    vote(room, a, n=1, verdict="finding")  # comes late: an earlier one
    assert room.together.mine(a)["first"]["verdict"] == "clear"
    assert room.together.mine(b)["first"]["verdict"] == "finding"
    assert room.together.state()["voted"] == 3
    room.together.step("split")
    with pytest.raises(Refused) as refused:
        vote(room, a, n=3, verdict="finding")
    assert refused.value.code == "vote_closed"


def test_a_vote_for_an_earlier_card_or_for_nothing_is_refused(room):
    a, *_ = people(room, 1)
    room.together.step("vote", *JUDGE)
    room.together.step("close")
    room.together.step("vote", *JUDGE)
    with pytest.raises(Refused) as refused:
        room.together.vote(a, {"view": "v", "n": 1, "round": 1, "values": {"verdict": "finding"}})
    assert refused.value.code == "vote_closed"
    for values in ({}, {"verdict": "solve"}, {"verdict": ["finding"]}, {"reason": "missing"}):
        with pytest.raises(Refused) as refused:
            vote(room, a, n=5, **values)
        assert refused.value.code == "vote_empty"
    for bad in (None, [], {"view": "v"}, {"view": "", "n": 1, "values": {}}, {"view": "v", "n": True, "values": {}}):
        with pytest.raises(Refused) as refused:
            room.together.vote(a, bad)
        assert refused.value.code == "bad_message"


def test_ticks_are_counted_by_record_and_none_is_an_answer(room):
    a, b, c = people(room, 3)
    room.together.step("vote", *MARK)
    wrong = sorted(room.deals.together(*MARK).answer())
    vote(room, a, marks=wrong)
    vote(room, b, marks=wrong[:1])
    vote(room, c, marks=[])
    split = room.together.step("split")["split"]
    assert split["voted"] == 3 and split["marks"][wrong[0]] == 2 and split["marks"][wrong[1]] == 1
    assert room.together.step("verdict")["answer"] == {"marks": wrong}
    assert room.together.right()["first"] == {"voted": 3, "right": 1}


def test_the_same_question_again_has_other_cases(room):
    first = room.together.step("vote", *JUDGE)["card"]
    room.together.step("close")
    second = room.together.step("vote", *JUDGE)["card"]
    assert (first["attempt"], second["attempt"]) == (0, 1) and first["fields"] != second["fields"]


def test_a_case_that_can_be_argued_shows_both_arguments_and_marks_nobody(room):
    """Draws of the balancing of interests, until one is arguable: it must exist, else the lesson has none."""
    lesson, ident = "minimisation", "judge:interest-unbalanced"
    three = people(room, 3)
    for attempt in range(12):
        room.together.step("vote", lesson, ident)
        exercise = room.deals.together(lesson, ident, attempt)
        for one in three:
            vote(room, one, n=attempt + 1, verdict="finding", reason="missing")
        state = room.together.step("verdict")
        if exercise.teller.arguable(exercise.record):
            break
        room.together.step("close")
    else:
        pytest.fail("no arguable case among twelve")
    assert state["arguable"] and state["answer"] is None
    page = exercise.rule.exercise["arguable"]["nl"]
    assert page["finding"][:30] in state["verdict"] and page["clear"][:30] in state["verdict"]
    assert room.together.right()["first"] is None


def test_a_restart_goes_on_where_it_was(room):
    a, b, c = people(room, 3)
    room.together.step("vote", *JUDGE)
    for one in (a, b, c):
        assert vote(room, one, verdict="finding", reason="missing")["saved"]
    room.together.step("split")
    before = room.together.state()
    room._held.lock.release()  # as after a kill: nothing is closed
    again = Room.open("samen")
    after = again.together.state()
    assert after | {"version": 0} == before | {"version": 0}
    assert again.together.mine(b)["first"] == {"verdict": "finding", "reason": "missing"}
    again.close()


def test_a_vote_that_cannot_be_kept_is_told_and_kept_later(room, monkeypatch):
    a, *_ = people(room, 1)
    room.together.step("vote", *JUDGE)
    with monkeypatch.context() as patch:

        def full(*_):
            raise OSError(28, "No space left on device")

        patch.setattr("os.write", full)
        patch.setattr("pathlib.Path.write_bytes", full)
        told = vote(room, a, verdict="finding")
        assert not told["saved"] and told["problem"]
    assert vote(room, a, verdict="finding")["saved"] is False  # the same message: still waiting
    room.flush()
    lines = [json.loads(line) for line in (room.facts.path / "together.jsonl").read_text().splitlines()]
    assert [line.get("do", "a vote") for line in lines] == ["vote", "a vote"]


def test_the_trainer_sees_how_many_were_right_when_the_vote_is_closed(room):
    # While it is open each vote would change the number, and so say how the person answered who just voted.
    together, learners = room.together, people(room, 4)
    together.step("vote", *JUDGE)
    right = room.deals.together(*JUDGE).answer()
    for one in learners[:3]:
        vote(room, one, **right)
    assert together.right() == {"first": None, "again": None}
    together.step("split")
    assert together.right()["first"] == {"voted": 3, "right": 3}
    together.step("discuss")
    together.step("again")
    for one in learners:
        vote(room, one, n=2, **right)
    assert together.right() == {"first": {"voted": 3, "right": 3}, "again": None}
    together.step("split_again")
    assert together.right()["again"] == {"voted": 4, "right": 4}
