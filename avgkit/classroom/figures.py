"""The numbers of a class: never about a person, and none about fewer than five."""

from collections import Counter

from .. import texts
from ..exercises.draws import NOTHING
from ..exercises.judge import MISSING
from ..exercises.quiz import concepts
from ..lessons import records
from ..lessons.generated import exercise_title

LEAST = 5  # learners about whom a number may say something
_STATES = ("right", "partly", "wrong", "arguable")
_STUCK = 2  # tries without a right answer, after which somebody is stuck


def figures(lang: str, lessons, kept: list, together) -> dict:
    """The numbers that the trainer sees, and that a report gives:

    {learners, least, shown, lessons: [{lesson, title, exercises, done}], exercises: [{lesson, exercise, title,
    attempted, right, partly, wrong, arguable, stuck, missed: {option, title, count} | None}],
    gain: [{concept, title, before, after, learners}], together: [...]}

    A number about fewer than LEAST learners is None. `done` is the share of all exercises that was tried.
    """
    active = [one for one in kept if one.data["lessons"] or one.data[records.QUIZ]]
    shown = len(active) >= LEAST
    exercises = [_exercise(lang, one.stem, name, active if shown else []) for one in lessons for name in one.exercises]
    return {
        "learners": len(kept),
        "active": len(active) if shown else None,
        "least": LEAST,
        "shown": shown,
        "exercises": exercises,
        "gain": _gain(lang, active if shown else []),
        "together": [_round(one) for one in together.results()] if shown else [],
    }


def _exercise(lang: str, lesson: str, name: str, kept: list) -> dict:
    found = [(one, one.record(lesson, name)) for one in kept]
    tried = [(one, record) for one, record in found if record and record["first"]]
    numbers: dict = {"attempted": len(tried) if kept else None, **dict.fromkeys((*_STATES, "stuck", "missed"))}
    if len(tried) >= LEAST:
        numbers |= {state: sum(record["state"] == state for _, record in tried) for state in _STATES}
        numbers["stuck"] = sum(
            record["state"] in ("partly", "wrong") and record["tries"] >= _STUCK for _, record in tried
        )
        # A learner counts once for each code, however many records went wrong for the same reason.
        missed = Counter(code for one, _ in tried for code in set(one.missed.get((lesson, name), ())))
        if missed:
            code, count = min(missed.items(), key=lambda pair: (-pair[1], pair[0]))
            numbers["missed"] = {"option": code, "title": word(code, lang), "count": count}
    return {"lesson": lesson, "exercise": name, "title": exercise_title(name, lang), **numbers}


def word(code: str, lang: str) -> str:
    """What was missed, in words: a concept of the quiz, or a reason of a check."""
    titles = {one["id"]: one[lang]["title"] for one in concepts()}
    if code in (NOTHING, MISSING):
        return texts.say(f"lesson.reason_{code}", lang)
    return titles.get(code) or texts.word(code, lang)


def _gain(lang: str, kept: list) -> list[dict]:
    """Of those who did both quizzes: how many had each concept right at first, before and after."""
    both = []
    for one in kept:
        known = [(records.get(one.data, records.QUIZ, name) or {}).get("known") for name in ("start", "closing")]
        if all(known):
            both.append(known)
    if len(both) < LEAST:
        return []
    rows = []
    for page in concepts():
        pairs = [
            (start[page["id"]], end[page["id"]]) for start, end in both if page["id"] in start and page["id"] in end
        ]
        if len(pairs) >= LEAST:
            before, after = (sum(side) for side in zip(*pairs, strict=True))
            title = page[lang]["title"]
            rows.append(
                {"concept": page["id"], "title": title, "before": before, "after": after, "learners": len(pairs)}
            )
    return rows


def _round(one: dict) -> dict:
    enough = {name: one[name] if one[name] and one[name]["voted"] >= LEAST else None for name in ("first", "again")}
    return one | enough
