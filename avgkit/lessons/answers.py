"""For the trainer: the answers of a whole group, and the usual mistakes of all lessons.

An answer is the verdict of the check on the records that this learner draws; nothing is typed, and nothing is kept.
"""

import json

from .. import exercises, texts
from ..errors import AvgkitError
from ..exercises import Page, Table
from ..paths import NOTEBOOKS
from . import practice
from .generated import exercise_title
from .metadata import Lesson, lessons
from .metadata import lesson as find_lesson


def answer_key(lesson: str, group: str, learners, lang: str | None = None, attempt: int = 1) -> Page:
    """The answers to every exercise of a lesson, for each code of a learner in this group, in one round of cases."""
    lang, one = texts.language(lang), find_lesson(lesson)
    found = answers(one, group, learners, lang, attempt)
    if not one.exercises:
        return Page((_say("key_none", lang),), lang)
    blocks: list = []
    for number, name in enumerate(one.exercises, 1):
        rows = tuple((row["learner"], row["answer"]) for row in found if row["exercise"] == name)
        caption = f"{number}. {exercise_title(name, lang)}"
        blocks.append(Table(caption, (_say("col_learner", lang), _say("col_answer", lang)), rows))
    head = _say("key_caption", lang, title=one.title[lang], group=group)
    last = _say("key_first", lang) if attempt == 1 else _say("key_later", lang, n=attempt, before=attempt - 1)
    return Page((head, *blocks, last), lang)


def answers(lesson: Lesson, group: str, learners, lang: str, attempt: int = 1) -> list[dict]:
    """{exercise, learner, answer} for every exercise and learner; each check judges the practice firm once."""
    if not isinstance(attempt, int) or attempt < 1:
        raise AvgkitError(_say("key_bad_attempt", lang, value=str(attempt)[:20]))
    codes = [learners] if isinstance(learners, str) else [str(code) for code in learners]
    codes = [code.strip() for code in codes if code.strip()]
    if not codes:
        raise AvgkitError(_say("key_no_learners", lang, example="zon-42"))
    from ..law import load_law

    given = (practice.firm().crm, practice.firm().policy, load_law(on=lesson.law_date or None))
    found = []
    for name in lesson.exercises:
        make = drawer(name, given, lang)
        for code in codes:
            one = make((group, code, lesson.stem))
            for _ in range(attempt - 1):  # as the learner does who asks for other cases
                one = one.retry()
            found.append({"exercise": name, "learner": code, "answer": told(one, lang)})
    return found


def drawer(name: str, given: tuple, lang: str):
    """A function (seed, attempt) -> exercise; with the seed of a session the records are those of that learner.

    `name` as a lesson writes it (`mark:message-without-consent`), `given` a Crm, Policy and Law. The check judges once,
    for everybody who draws.
    """
    from ..themes import find

    kind, _, about = name.partition(":")
    if kind == "quiz":  # the same cases at every attempt
        return lambda seed, attempt=0: exercises.quiz(about, *given, seed=seed, lang=lang)
    if kind == "change":
        return lambda seed, attempt=0: exercises.change(about, *given, seed=seed, lang=lang, attempt=attempt)
    rule = find(about)
    own = rule.exercise.get("case") or rule.missing(*given[:2])  # such an exercise does not draw from the firm
    options = {"kind": kind, "lang": lang, "verdict": None if own else rule.verdict(*given).collect("pyarrow")}
    return lambda seed, attempt=0: exercises.exercise(about, *given, seed=seed, attempt=attempt, **options)


def told(exercise, lang: str) -> str:
    """The answer of one exercise in words: the keys to tick, or what to choose in each field."""
    answer = exercise.answer()
    if not isinstance(answer, dict):
        order = [record.key for record in exercise.records]
        return ", ".join(sorted(answer, key=order.index)) or _say("key_nothing", lang)
    record = getattr(exercise, "record", None)
    if record and exercise.teller.arguable(record):
        return f"{exercise.teller.verdict(record)} · {_say('key_arguable', lang)}"
    fields = {field["name"]: field for field in exercise.fields()}
    lines = []
    for name, value in answer.items():
        if value == "keep":  # a change says only what must change
            continue
        words = {option["value"]: option["label"] for option in fields[name]["options"]}
        label = (fields[name].get("label") or fields[name]["legend"]).rstrip("?:")
        word = words.get(value, value)
        lines.append(word if set(answer) == {"verdict", "reason"} else f"{label}: {word}")
    return " · ".join(lines)


# ---------------------------------------------------------------- usual mistakes
class Mistakes:
    """The trainer's notes of all lessons, one under another, as Markdown."""

    def __init__(self, markdown: str):
        self.markdown = markdown

    def __repr__(self) -> str:
        return self.markdown

    def _repr_markdown_(self) -> str:
        return self.markdown


def usual_mistakes(lang: str | None = None) -> Mistakes:
    """For each lesson its usual mistakes and the questions to discuss, as they stand in the trainer's edition."""
    lang, parts = texts.language(lang), []
    for one in lessons():
        path = NOTEBOOKS / "trainer" / lang / f"{one.stem}.ipynb"
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"] if path.is_file() else []
        notes = _notes(cells)
        if notes:
            titles = [exercise_title(name, lang) for name in one.exercises]
            heads = [f"#### {_say('note_of', lang, n=n, title=titles[n - 1])}" for n, _ in notes]
            numbered = "\n\n".join(f"{head}\n\n{note}" for head, (_, note) in zip(heads, notes, strict=True))
            parts.append(f"### {one.title[lang]}\n\n{numbered}")
    return Mistakes("\n\n".join(parts) or _say("mistakes_none", lang))


def _notes(cells: list[dict]) -> list[tuple[int, str]]:
    """(number of the exercise, note) for each note that follows an exercise."""
    number, found = 0, []
    for cell in cells:
        tags, text = cell["metadata"].get("tags", []), "".join(cell["source"])
        number += "exercise" in tags
        if number and cell["cell_type"] == "markdown" and "trainer" in tags:
            found.append((number, text))
    return found


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"timetable.{name}", lang, **values)
