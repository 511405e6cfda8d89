"""The numbers of a class: counted by hand here, hidden under five, and never about a person."""

import json

import pytest

from avgkit.classroom import Room
from avgkit.exercises.quiz import concepts

JUDGE = "judge:consent-form-invalid"


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))


@pytest.fixture
def room():
    made, _ = Room.create("cijfers", lang="nl", lessons=["start", "consent", "closing"])
    yield made
    made.close()


def answer(room, learner, right=True, lesson="consent", ident=JUDGE, n=[0]):  # noqa: B006  a running number
    exercise, n[0] = room.deals.get(learner, lesson, ident), n[0] + 1
    values = exercise.answer()
    if not right:
        fields = {field["name"]: [o["value"] for o in field["options"]] for field in exercise.fields()}
        values = {name: next(o for o in fields[name] if o != values[name]) for name in values}
    return room.act(learner, lesson, ident, {"view": "v", "n": n[0], "do": "check", "values": values})


def of(room, ident=JUDGE):
    return next(one for one in room.figures()["exercises"] if one["exercise"] == ident)


def test_under_five_learners_there_are_no_numbers(room):
    for _ in range(4):
        answer(room, room.join(room.code).learner)
    found = room.figures()
    assert (found["learners"], found["active"], found["shown"], found["gain"]) == (4, None, False, [])
    for one in found["exercises"]:
        assert {value for name, value in one.items() if name not in ("lesson", "exercise", "title")} == {None}


def test_from_five_learners_up_they_are_counted(room):
    learners = [room.join(room.code).learner for _ in range(6)]
    for place, one in enumerate(learners):
        answer(room, one, right=place < 4)
    answer(room, learners[5], right=False)  # a second try that fails: stuck
    one = of(room)
    assert (one["attempted"], one["right"], one["partly"], one["wrong"], one["stuck"]) == (6, 4, 0, 2, 1)
    missed = {room._of(who).missed["consent", JUDGE][0] for who in learners[4:]}
    assert one["missed"]["option"] in missed and one["missed"]["count"] == 3 - len(missed)
    assert one["missed"]["title"] and one["missed"]["title"] != one["missed"]["option"]
    other = of(room, "mark:customer-exception-fails")
    assert (other["attempted"], other["right"]) == (0, None)


def test_an_exercise_that_fewer_than_five_tried_shows_only_how_many(room):
    learners = [room.join(room.code).learner for _ in range(5)]
    for place, one in enumerate(learners):
        answer(room, one, ident=JUDGE if place else "judge:consent-without-proof")
    one = of(room)
    assert one["attempted"] == 4
    assert {one[name] for name in ("right", "partly", "wrong", "arguable", "stuck", "missed")} == {None}


def test_what_was_missed_is_of_the_first_answer_and_survives_a_restart(room):
    learners = [room.join(room.code).learner for _ in range(5)]
    for one in learners:
        answer(room, one, right=False)
    before = of(room)["missed"]
    for one in learners:
        answer(room, one)
    assert of(room)["right"] == 5 and of(room)["missed"] == before
    room.close()
    again = Room.open("cijfers")
    assert of(again)["missed"] == before and of(again)["right"] == 5
    again.close()


def test_the_gain_counts_those_who_did_both_quizzes(room):
    learners = [room.join(room.code).learner for _ in range(6)]
    for one in learners:
        answer(room, one, right=False, lesson="start", ident="quiz:start")
    assert room.figures()["gain"] == []
    for one in learners[:5]:
        answer(room, one, lesson="closing", ident="quiz:closing")
    gain = room.figures()["gain"]
    assert [row["concept"] for row in gain] == [one["id"] for one in concepts()]
    for row in gain:
        starts = [room._of(who).data["quiz"]["start"]["known"][row["concept"]] for who in learners[:5]]
        assert (row["learners"], row["after"], row["before"]) == (5, 5, sum(starts))


def test_a_round_together_counts_from_five_votes_up(room):
    learners = [room.join(room.code).learner for _ in range(5)]
    for one in learners:
        answer(room, one)
    for count in (4, 5):
        room.together.step("vote", "consent", JUDGE)
        for one in learners[:count]:
            room.together.vote(one, {"view": "v", "n": count, "values": {"verdict": "unknown"}})
        room.together.step("verdict")
        room.together.step("close")
    few, many = room.figures()["together"]
    assert few["first"] is None and many["first"]["voted"] == 5


def test_no_number_names_anybody(room):
    learners = [room.join(room.code).learner for _ in range(5)]
    for one in learners:
        answer(room, one, right=False)
    text = json.dumps(room.figures())
    assert not [one for one in learners if one in text]


def test_a_learner_sees_his_own_gain_and_no_others(room):
    one, other = room.join(room.code).learner, room.join(room.code).learner
    assert "<table" not in room.gain(one)
    answer(room, one, right=False, lesson="start", ident="quiz:start")
    answer(room, one, lesson="closing", ident="quiz:closing")
    html = room.gain(one)
    assert html.count("<tr>") == len(concepts()) + 2  # the head, and all together
    assert "<table" not in room.gain(other)
