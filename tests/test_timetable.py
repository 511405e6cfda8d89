"""The timetable: minutes that add up, breaks in time, what is left out said; and the trainer's answer key."""

import json
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

import avgkit
from avgkit.errors import AvgkitError
from avgkit.lessons import answers, metadata, timetable
from avgkit.lessons.metadata import Lesson

LENGTHS = {"90": 90, "half-day": 240, "day": 480}


def lesson(stem, order, teach, practice, *, half_day=False, kind="lesson", level="crm", last=0) -> Lesson:
    """A lesson with two exercises; `last` is how long the second takes, and then it may be dropped."""
    names = (f"mark:{stem}-1", f"mark:{stem}-2")
    minutes = dict(zip(names, (practice - last, last), strict=True))
    title = {"nl": f"Les {stem}", "en": f"Lesson {stem}"}
    drop = names[1:] if last else ()
    rest = dict(exercises=names, minutes=minutes, drop=drop, half_day=half_day, kind=kind, level=level)
    return Lesson(stem, order, title, teach_min=teach, practice_min=practice, **rest)


START, CLOSING = lesson("start", 10, 5, 10, kind="start"), lesson("closing", 150, 0, 15, kind="closing")
HALF = tuple(
    lesson(stem, order, 12, 18, half_day=True, last=4)
    for stem, order in (("consent", 30), ("minimisation", 40), ("special", 50), ("shadow", 60))
)
OTHERS = tuple(lesson(f"more-{n}", 60 + n, 12, 16, last=4) for n in range(1, 9))
ALL = (START, *HALF, *OTHERS, CLOSING, lesson("own-data", 160, 10, 20, kind="own-data", level="analyst"))


def at(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


def told(rows) -> list[tuple]:
    return [(row.start, row.minutes, row.kind, row.lesson or "") for row in rows]


# ---------------------------------------------------------------- tables that a trainer can read
def test_an_hour_and_a_half():
    """The first two lessons of the half day, both without their last exercise: 15 + 26 + 26 + 15 + 5 = 87."""
    assert told(timetable.timetable("90", "nl", "09:00", ALL)) == [
        ("09:00", 5, "teach", "start"),
        ("09:05", 10, "practice", "start"),
        ("09:15", 12, "teach", "consent"),
        ("09:27", 14, "practice", "consent"),
        ("09:41", 12, "teach", "minimisation"),
        ("09:53", 14, "practice", "minimisation"),
        ("10:07", 15, "practice", "closing"),
        ("10:22", 5, "wrap", ""),
    ]


def test_half_a_day():
    """The four lessons of the half day, whole, each with ten minutes to discuss: 15 + 4 x 40 + 15 + 10, and two breaks.

    With the second lesson people would sit 95 minutes, with the fourth 120: a break comes before each of them.
    """
    assert told(timetable.timetable("half-day", "en", "13:00", ALL)) == [
        ("13:00", 5, "teach", "start"),
        ("13:05", 10, "practice", "start"),
        ("13:15", 12, "teach", "consent"),
        ("13:27", 18, "practice", "consent"),
        ("13:45", 10, "talk", "consent"),
        ("13:55", 15, "break", ""),
        ("14:10", 12, "teach", "minimisation"),
        ("14:22", 18, "practice", "minimisation"),
        ("14:40", 10, "talk", "minimisation"),
        ("14:50", 12, "teach", "special"),
        ("15:02", 18, "practice", "special"),
        ("15:20", 10, "talk", "special"),
        ("15:30", 10, "break", ""),
        ("15:40", 12, "teach", "shadow"),
        ("15:52", 18, "practice", "shadow"),
        ("16:10", 10, "talk", "shadow"),
        ("16:20", 15, "practice", "closing"),
        ("16:35", 10, "wrap", ""),
    ]


def test_a_day_has_lunch_once_and_ten_minutes_for_the_later_breaks():
    rows = timetable.timetable("day", "nl", "09:00", ALL)
    breaks = [(row.minutes, row.kind) for row in rows if row.kind in ("break", "lunch")]
    assert breaks == [(15, "break"), (45, "lunch"), (10, "break"), (10, "break")]
    (lunch,) = [row for row in rows if row.kind == "lunch"]
    assert "11:30" <= lunch.start <= "13:00"


def test_the_printed_table_says_what_to_leave_out_and_what_did_not_fit():
    said = str(timetable.page("90", "nl", "09:00", ALL))
    assert "anderhalf uur, van 09:00 tot 10:27" in said
    assert "09:27–09:41       14  Les consent" in said and "oefenen" in said
    assert "‘Les consent’: al ingekort. Sla opgave 2 over (‘consent 2’)" in said
    assert "Er zijn 3 minuten over" in said
    assert "- Les special\n- Les shadow" in said
    whole = str(timetable.page("half-day", "en", "09:00", ALL))
    assert (
        "‘Lesson shadow’: Leave out exercise 2 (‘shadow 2’); that saves 4 minutes." in whole and "not fit" not in whole
    )


# ---------------------------------------------------------------- what holds for any lessons
minutes = some.integers(5, 20)


@some.composite
def offered(draw) -> tuple[Lesson, ...]:
    found = [START, CLOSING]
    for n in range(draw(some.integers(0, 12))):
        teach, practice = draw(minutes), draw(minutes)
        last = draw(some.integers(0, practice - 1))
        found.append(lesson(f"l{n}", 20 + n, teach, practice, half_day=draw(some.booleans()), last=last))
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(offered(), some.sampled_from(sorted(LENGTHS)), some.integers(0, 15 * 60))
def test_no_gap_no_overlap_in_time_and_every_lesson_has_its_own_minutes(found, length, begin):
    rows = timetable.timetable(length, "nl", f"{begin // 60}:{begin % 60:02d}", found)
    now, sat = begin, 0
    for row in rows:
        assert at(row.start) == now and row.minutes > 0
        now += row.minutes
        assert at(row.end) == now
        sat = 0 if row.kind in ("break", "lunch") else sat + row.minutes
        assert sat <= 100, "an hour and a half and the last ten minutes together"
    assert now - begin <= LENGTHS[length]
    assert rows[0].lesson == "start" and rows[-1].kind == "wrap" and rows[-2].lesson == "closing"
    by_stem = {one.stem: one for one in found}
    there = dict.fromkeys(row.lesson for row in rows if row.lesson)
    for stem in there:
        one = by_stem[stem]
        parts = {row.kind: row.minutes for row in rows if row.lesson == stem}
        short = any(row.short for row in rows if row.lesson == stem)
        assert parts.get("teach", 0) == one.teach_min
        assert parts["practice"] == one.practice_min - (sum(one.minutes[name] for name in one.drop) if short else 0)
        assert not short or one.drop
        assert parts.get("talk", 5) >= 5 and (parts.get("talk") or length == "90" or one.kind != "lesson")
    orders = [by_stem[stem].order for stem in there]
    assert orders == sorted(orders), "lessons build on one another"


@settings(max_examples=50, deadline=None)
@given(offered(), some.sampled_from(sorted(LENGTHS)))
def test_what_is_not_in_the_timetable_is_named_beside_it(found, length):
    there = {row.lesson for row in timetable.timetable(length, "nl", "09:00", found)}
    said = str(timetable.page(length, "nl", "09:00", found))
    for one in found:
        wanted = one.half_day or length == "day" or one.kind in ("start", "closing")
        assert (f"- {one.title['nl']}" in said.splitlines()) == (wanted and one.stem not in there)


def test_a_lesson_for_analysts_is_never_in_a_group_session():
    assert all(
        row.lesson != "own-data" for length in LENGTHS for row in timetable.timetable(length, "nl", "09:00", ALL)
    )


@pytest.mark.parametrize(
    ("length", "start", "said"),
    [
        ("hafl-day", "09:00", ["half-day"]),
        ("day", "9 uur", ["9 uur"]),
        ("day", "24:00", ["24:00"]),
        ("day", "18:00", ["18:00"]),
        ("year", "25:99", ["year", "25:99"]),
    ],
)
def test_wrong_use_is_told_all_at_once(length, start, said):
    with pytest.raises(AvgkitError) as stopped:
        timetable.timetable(length, "nl", start, ALL)
    assert len(stopped.value.problems) == len(said)
    assert all(word in problem for word, problem in zip(said, stopped.value.problems, strict=True))


def test_the_lessons_that_we_have_fit_in_half_a_day():
    """The half day holds all lessons that say they belong to it, whole."""
    ours = [one.stem for one in metadata.lessons() if one.half_day and one.kind == "lesson"]
    rows = timetable.timetable("half-day", "nl")
    assert ours and {row.lesson for row in rows} >= set(ours) and not any(row.short for row in rows)


# ---------------------------------------------------------------- the command
@pytest.fixture
def run(monkeypatch, capsys):
    from avgkit.cli import main

    def go(*words: str):
        monkeypatch.setattr(sys, "argv", ["avgkit", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        shown = capsys.readouterr()
        return stopped.value.code, shown.out, shown.err

    return go


def test_the_command_prints_what_the_function_gives(run):
    code, out, _ = run("timetable", "--length", "90", "--start", "13:30", "--lang", "en")
    assert code == 0 and out.strip() == str(timetable.page("90", "en", "13:30"))
    code, out, _ = run("timetable", "--json", "--lang", "nl")
    assert code == 0 and json.loads(out) == timetable.as_dicts(timetable.timetable("half-day", "nl"))
    code, out, err = run("timetable", "--length", "week", "--start", "noon")
    assert code == 2 and not out and len(err.splitlines()) == 2


# ---------------------------------------------------------------- the answer key
def test_the_key_is_the_verdict_on_the_records_that_each_learner_draws():
    """Each key names exactly the records of that learner that violate, by the check itself."""
    one, codes = metadata.lesson("consent"), ["zon-42", "maan-17"]
    found = answers.answers(one, "herfst", codes, "nl")
    assert [(row["exercise"], row["learner"]) for row in found] == [(e, c) for e in one.exercises for c in codes]
    firm, law = answers.practice.firm(), avgkit.load_law(on=one.law_date)
    for row in found:
        kind, _, about = row["exercise"].partition(":")
        if kind == "mark":
            seed = ("herfst", row["learner"], "consent")
            q = avgkit.exercise(about, firm.crm, firm.policy, law, seed=seed, lang="nl")
            assert q.check(row["answer"]).state == "right"
    marked = [row["answer"] for row in found if row["exercise"] == one.exercises[0]]
    assert marked[0] != marked[1], "other people, other records"
    assert found != answers.answers(one, "lente", codes, "nl"), "another group, other records"


def test_the_key_of_a_later_round_is_that_of_the_records_after_other_cases():
    one, firm = metadata.lesson("consent"), answers.practice.firm()
    later = answers.answers(one, "herfst", ["zon-42"], "nl", attempt=2)
    assert later != answers.answers(one, "herfst", ["zon-42"], "nl")
    (marked,) = [row for row in later if row["exercise"] == "mark:message-without-consent"]
    law = avgkit.load_law(on=one.law_date)
    seed = ("herfst", "zon-42", "consent")
    q = avgkit.exercise("message-without-consent", firm.crm, firm.policy, law, seed=seed, lang="nl").retry()
    assert q.check(marked["answer"]).state == "right"
    assert "ronde 2" in str(answers.answer_key("consent", "herfst", ["zon-42"], "nl", attempt=2))
    with pytest.raises(AvgkitError, match="0"):
        answers.answer_key("consent", "herfst", ["zon-42"], "nl", attempt=0)


def test_the_key_can_be_read_and_asks_for_codes():
    said = str(answers.answer_key("consent", "self", ["zon-42"], "en"))
    assert "group self" in said and "zon-42" in said and "1. " in said
    with pytest.raises(AvgkitError, match="zon-42"):
        answers.answer_key("consent", "self", [" "], "nl")
    with pytest.raises(AvgkitError, match="consent"):
        answers.answer_key("consnet", "self", ["zon-42"], "nl")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_usual_mistakes_of_every_exercise_are_in_the_overview(lang):
    said = answers.usual_mistakes(lang)._repr_markdown_()
    word = "Bij opgave" if lang == "nl" else "With exercise"
    for one in metadata.lessons():
        part = said.split(f"### {one.title[lang]}\n")[1].split("\n### ")[0] if one.exercises else ""
        assert all(f"{word} {n}:" in part for n in range(1, len(one.exercises) + 1))


def test_the_key_says_of_an_arguable_case_that_every_answer_counts():
    """Among forty learners somebody draws a copy of a passport that was asked for with real doubt."""
    codes = [f"zon-{n}" for n in range(10, 50)]
    found = answers.answers(metadata.lesson("rights"), "self", codes, "nl")
    told = [row["answer"] for row in found if row["exercise"] == "judge:identity-excessive"]
    argued = [answer for answer in told if "betwistbaar" in answer]
    assert argued and all("beide kanten" in answer for answer in argued) and len(argued) < len(told)
