"""What is kept of a learner: its form, how a damaged one is read, and how two of them become one. No files here.

    {"version": 1, "learner": "zon-42", "group": "self",
     "lessons": {lesson: {exercise: record}}, "quiz": {name: record}}

A record holds codes and numbers only: no clock times, no free text, no names. `first` is the state of the first check,
`points` the most that was ever had; `known` (of a quiz) says per concept whether the first answer was right.
"""

import json
import re
from collections.abc import Callable

VERSION = 1
QUIZ = "quiz"  # the part that holds the quizzes; every other part is a lesson
STATES = ("new", "not_attempted", "right", "partly", "wrong", "arguable")
_NUMBERS = ("attempt", "tries", "hints", "points", "most")
_FLAGS = ("checked", "solution_seen")
FIELDS = ("attempt", "answer", "state", "first", "checked", "tries", "hints", "solution_seen", "points", "most")

_LESSON = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
_EXERCISE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:-]{0,119}")
# The key of a record or the value of a choice, never a sentence: a blank only within a key of more parts, such as the
# role, field and action of a matrix ("privacy officer/contact/view").
_CODE = re.compile(r"(?=\S*$|.*[/|])[^\x00-\x1f\x7f]{1,160}")
_MOST_CODES = 300


def empty(learner: str, group: str = "self") -> dict:
    """The record of somebody who has done nothing yet."""
    return {"version": VERSION, "learner": learner, "group": group, "lessons": {}, QUIZ: {}}


def dumped(data: dict) -> str:
    """The text of the file: a person can read it."""
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


# ---------------------------------------------------------------- reading what may be damaged
def clean(raw: object, learner: str, group: str = "self") -> tuple[dict, bool]:
    """What is well-formed in it, and whether that is everything; what we do not know is left out.

    `group` is the group where the record names none that can be read.
    """
    if not isinstance(raw, dict):
        return empty(learner, group), False
    kept = empty(learner, raw["group"] if is_group(raw.get("group")) else group)
    lessons = raw.get("lessons") if isinstance(raw.get("lessons"), dict) else {}
    for lesson, exercises in lessons.items():
        if _LESSON.fullmatch(lesson) and isinstance(exercises, dict):
            kept["lessons"][lesson] = _records(exercises)
    if isinstance(raw.get(QUIZ), dict):
        kept[QUIZ] = _records(raw[QUIZ])
    return kept, kept == raw


def is_group(value: object) -> bool:
    """Whether this can be the code of a group: letters, digits and dashes."""
    return isinstance(value, str) and bool(re.fullmatch(r"[a-z0-9][a-z0-9-]{0,31}", value))


def _records(raw: dict) -> dict:
    found = {name: record(value) for name, value in raw.items() if _EXERCISE.fullmatch(name)}
    return {name: value for name, value in found.items() if value}


def record(raw: object) -> dict | None:
    """One record with its documented fields only, or None when it is not one."""
    if not isinstance(raw, dict) or not isinstance(raw.get("answer"), dict):
        return None
    made = {name: raw.get(name, 0) for name in _NUMBERS} | {name: raw.get(name, False) for name in _FLAGS}
    right = all(type(made[name]) is int and 0 <= made[name] < 100_000 for name in _NUMBERS)
    right = right and all(type(made[name]) is bool for name in _FLAGS)
    made["answer"] = {name: value for name, value in raw["answer"].items() if _code(name) and _answer(value)}
    made["state"], made["first"] = raw.get("state", "new"), raw.get("first")
    if not right or made["state"] not in STATES or made["first"] not in (None, *STATES):
        return None
    known = raw.get("known")
    if isinstance(known, dict) and known:
        made["known"] = {name: value for name, value in known.items() if _code(name) and type(value) is bool}
    return made


def _answer(value: object) -> bool:
    """Whether a value is one or more codes, as a form control gives them."""
    if isinstance(value, list):
        return len(value) <= _MOST_CODES and all(isinstance(item, str) and _code(item) for item in value)
    return value is None or (isinstance(value, str) and _code(value))


def _code(value: str) -> bool:
    return bool(_CODE.fullmatch(value))


def salvage(text: str, learner: str, group: str = "self") -> dict:
    """What can still be read of a text that is no whole JSON: each part up to where it breaks off."""
    kept, _ = clean(_members(text, 0)[0], learner, group)
    return kept


def _members(text: str, start: int, depth: int = 0) -> tuple[dict, int]:
    """The members of the object that opens at `start`, until it ends or breaks off; a member may break off itself."""
    found: dict = {}
    decoder = json.JSONDecoder()
    opened = re.compile(r"\s*\{").match(text, start)
    if not opened:
        return found, start
    at = opened.end()
    while name := re.compile(r'\s*,?\s*"([^"\\]*)"\s*:\s*').match(text, at):
        at = name.end()
        try:
            found[name[1]], at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            # Broken inside this member. A record is kept whole or not at all, so no deeper than the exercises.
            if depth < 2 and text[at : at + 1] == "{":
                found[name[1]] = _members(text, at, depth + 1)[0]
            break
    return found, at


# ---------------------------------------------------------------- older forms
def _to_1(old: dict) -> dict:
    """Version 0 had no quizzes, no group and no version."""
    return {"group": "self", QUIZ: {}, **old, "version": 1}


STEPS: dict[int, Callable[[dict], dict]] = {0: _to_1}  # each step leads one version on


def migrate(old: dict, version: int) -> dict:
    """An older record in today's form, one step after another."""
    while version < VERSION:
        old = STEPS[version](old)
        version += 1
    return old


# ---------------------------------------------------------------- two windows of one learner
def merge(old: dict | None, new: dict) -> dict:
    """One record of two: the furthest attempt wins, then the most tries; between equals the one that comes now.

    Who went on to other cases has left the earlier ones behind; who checked more often has seen more feedback. An
    answer that is equally far is being changed now, so that is the one on the screen. What only grows (hints, points)
    keeps its highest value, and what was first stays first: a second window can spoil neither.
    """
    if old is None:
        return dict(new)
    rank = {id(one): (one["attempt"], one["tries"]) for one in (old, new)}
    best, other = (new, old) if rank[id(new)] >= rank[id(old)] else (old, new)
    made = dict(best)
    if old["attempt"] == new["attempt"]:
        made["hints"] = max(old["hints"], new["hints"])
        made["solution_seen"] = old["solution_seen"] or new["solution_seen"]
    made["points"], made["most"] = max((one["points"], one["most"]) for one in (best, other))
    made["first"] = old["first"] or new["first"]
    if known := old.get("known") or new.get("known"):
        made["known"] = known
    return made


def merge_all(old: dict, new: dict) -> dict:
    """Everything of both, each record merged."""
    made = {**old, "lessons": {name: dict(records) for name, records in old["lessons"].items()}, QUIZ: dict(old[QUIZ])}
    for where, name, one in walk(new):
        put(made, where, name, merge(get(made, where, name), one))
    return made


def walk(data: dict):
    """Each (lesson or QUIZ, exercise, record)."""
    for lesson, exercises in data["lessons"].items():
        for name, one in exercises.items():
            yield lesson, name, one
    for name, one in data[QUIZ].items():
        yield QUIZ, name, one


def get(data: dict, where: str, name: str) -> dict | None:
    """The record of an exercise of a lesson, or of a quiz (`where` is QUIZ)."""
    part = data[QUIZ] if where == QUIZ else data["lessons"].get(where, {})
    return part.get(name)


def put(data: dict, where: str, name: str, one: dict) -> None:
    """Set the record of an exercise of a lesson, or of a quiz."""
    part = data[QUIZ] if where == QUIZ else data["lessons"].setdefault(where, {})
    part[name] = one
