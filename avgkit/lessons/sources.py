"""Reads the source of a lesson and says everything that is wrong with it, before anything is built.

A markdown cell stands twice, first lang="nl", then lang="en"; code cells are shared. The head of the file says what
the lesson is (see `metadata.Lesson`); what the head says of the exercises must be what the cells hold.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .. import texts
from ..errors import nearest
from .metadata import KINDS, Lesson, lesson_of

LANGUAGES = texts.LANGUAGES
HIDDEN = frozenset({"solution", "trainer"})  # tags of what a learner does not get
EXERCISE = re.compile(r'^(?:(\w+) = )?\w+\.(mark|judge|change|quiz)\("([\w-]+)"', re.MULTILINE)
_NUMBERED = re.compile(r"^\d+\. ", re.MULTILINE)
_WORDS = {"title": dict, "order": int, "level": str, "teach_min": int, "practice_min": int, "needs": list}
_WORDS |= {"law_date": str, "exercises": list, "half_day": bool, "drop": list, "minutes": dict}
_LEAST = ("title", "order")  # all that a notebook for the trainer alone needs
_FREE = {"kind": str, "edition": str}
_MINUTES, _EXERCISES, _PRACTICE = (20, 40), (3, 5), 0.4  # of a lesson of the kind `lesson`


@dataclass
class Source:
    """One source: the head, and the cells as {"type", "tags", "nl", "en"}; `problems` are sentences."""

    stem: str
    head: dict
    cells: list[dict]
    problems: list[str] = field(default_factory=list)

    @property
    def for_trainer(self) -> bool:
        """A notebook that only the trainer gets."""
        return self.head.get("edition") == "trainer"

    @property
    def lesson(self) -> Lesson:
        """What the head says, once it was found in order."""
        return lesson_of(self.stem, self.head)


def read(path: Path) -> Source:
    """The source, with its problems: texts without their twin, a head that is not whole, exercises that differ."""
    import jupytext

    notebook = jupytext.read(path)
    source = Source(path.stem, dict(notebook.metadata.get("avgkit") or {}), [])
    waiting = None
    for number, cell in enumerate([*notebook.cells, None], 1):
        lang = cell.metadata.get("lang") if cell else None
        if waiting and lang != "en":
            source.problems.append(_unpaired(path, number - 1, waiting))
            waiting = None
        if cell is None:
            break
        if lang == "en" and waiting:
            source.cells.append(_cell(waiting, waiting.source, cell.source))
            waiting = None
        elif lang == "en" or (cell.cell_type == "markdown" and lang != "nl"):
            source.problems.append(_unpaired(path, number, cell))
        elif lang == "nl":
            waiting = cell
        else:
            source.cells.append(_cell(cell, cell.source, cell.source))
    say = _Sayer(path.name)
    source.problems += _head(source, say)
    if not source.problems and not source.for_trainer:
        source.problems += [*_times(source, say), *_exercises(source, say), *_frame(source, say)]
    return source


def together(sources: list[Source]) -> list[str]:
    """What is wrong between sources: a place that two lessons claim, a lesson that is needed and not there."""
    found, places = [], {}
    stems = {source.stem for source in sources}
    for source in sources:
        say = _Sayer(f"{source.stem}.py")
        first = places.setdefault(source.head.get("order"), source.stem)
        if first != source.stem:
            found.append(say("order_twice", order=source.head.get("order"), other=first))
        found += [say("needs_unknown", name=name) for name in source.head.get("needs", []) if name not in stems]
    return found


# ---------------------------------------------------------------- the head
def _head(source: Source, say) -> list[str]:
    head = source.head
    known = _WORDS | _FREE
    wanted = _LEAST if source.for_trainer else tuple(_WORDS)
    found = [say("head_missing", name=name) for name in wanted if name not in head]
    for name, value in head.items():
        if name not in known:
            near = nearest(name, known)
            found.append(say("head_near" if near else "head_unknown", name=name, near=near))
        elif not isinstance(value, known[name]) or (known[name] is int and isinstance(value, bool)):
            found.append(say("head_type", name=name, type=known[name].__name__, value=str(value)[:40]))
    if found:
        return found
    found += [say("no_title", lang=lang) for lang in LANGUAGES if not str(head["title"].get(lang) or "").strip()]
    if source.for_trainer:
        return found
    if head["level"] not in ("crm", "analyst"):
        found.append(say("level", value=head["level"]))
    if head.get("kind", "lesson") not in KINDS:
        found.append(say("kind", value=head["kind"], known=", ".join(KINDS)))
    try:
        date.fromisoformat(head["law_date"])
    except ValueError:
        found.append(say("law_date", value=head["law_date"][:40]))
    if sorted(head["minutes"]) != sorted(head["exercises"]):
        found.append(say("minutes_of", have=", ".join(head["minutes"]), want=", ".join(head["exercises"])))
    elif not all(isinstance(n, int) and n > 0 for n in head["minutes"].values()):
        found.append(say("minutes_number"))
    return found + [say("drop", name=name) for name in head["drop"] if name not in head["exercises"]]


def _times(source: Source, say) -> list[str]:
    """Minutes: those of the exercises fit in the practice; a lesson is long enough and half of it is practice."""
    one, found = source.lesson, []
    if sum(one.minutes.values()) > one.practice_min:
        found.append(say("minutes_sum", sum=sum(one.minutes.values()), practice=one.practice_min))
    if one.kind != "lesson":
        return found
    if not _MINUTES[0] <= one.total <= _MINUTES[1]:
        found.append(say("total", total=one.total, least=_MINUTES[0], most=_MINUTES[1]))
    if one.practice_min < _PRACTICE * one.total:
        found.append(say("practice", practice=one.practice_min, total=one.total, share=round(100 * _PRACTICE)))
    if not _EXERCISES[0] <= len(one.exercises) <= _EXERCISES[1]:
        found.append(say("count", count=len(one.exercises), least=_EXERCISES[0], most=_EXERCISES[1]))
    return found


# ---------------------------------------------------------------- the cells
def _exercises(source: Source, say) -> list[str]:
    """The exercises of the cells are those of the head, in order, and after each the trainer is told something."""
    found, made, untold = [], [], None
    for cell in source.cells:
        if "exercise" in cell["tags"]:
            if untold:
                found.append(say("no_trainer_cell", name=untold))
            call = EXERCISE.search(cell["nl"])
            if not call:
                found.append(say("no_call", start=_start(cell["nl"])))
                continue
            untold = f"{call[2]}:{call[3]}"
            made.append(untold)
        elif untold and cell["type"] == "markdown" and "trainer" in cell["tags"]:
            found += [say("no_question", name=untold, lang=lang) for lang in LANGUAGES if "?" not in cell[lang]]
            untold = None
    if untold:
        found.append(say("no_trainer_cell", name=untold))
    if made != source.head["exercises"]:
        found.append(say("exercises_differ", have=", ".join(made), want=", ".join(source.head["exercises"])))
    return found


def _frame(source: Source, say) -> list[str]:
    """A title first, the day of the law in the parameters, three things for Monday last."""
    found, cells = [], source.cells
    if not cells or cells[0]["type"] != "markdown" or not all(cells[0][lang].startswith("# ") for lang in LANGUAGES):
        found.append(say("no_heading"))
    parameters = "".join(cell["nl"] for cell in cells if "parameters" in cell["tags"])
    if not re.search(rf'^on(: str)? = "{source.head["law_date"]}"$', parameters, re.MULTILINE):
        found.append(say("parameters", law_date=source.head["law_date"]))
    texts_left = [cell for cell in cells if cell["type"] == "markdown" and not HIDDEN.intersection(cell["tags"])]
    monday = [cell for cell in cells if "monday" in cell["tags"]]
    if monday or source.lesson.kind == "lesson":
        if not monday or monday != texts_left[-1:]:
            found.append(say("no_monday"))
        for cell in monday:
            for lang in LANGUAGES:
                if (count := len(_NUMBERED.findall(cell[lang]))) != 3:
                    found.append(say("monday_three", lang=lang, count=count))
    return found


class _Sayer:
    """Sentences that begin with the name of the file."""

    def __init__(self, file: str):
        self.file = file

    def __call__(self, key: str, **values) -> str:
        return texts.say("build.problem", file=self.file, what=texts.say(f"build.{key}", **values))


def _cell(cell, nl: str, en: str) -> dict:
    return {"type": cell.cell_type, "tags": list(cell.metadata.get("tags", [])), "nl": nl, "en": en}


def _unpaired(path: Path, number: int, cell) -> str:
    return texts.say("build.unpaired", file=path.name, n=number, start=_start(cell.source))


def _start(text: str) -> str:
    return text.strip().splitlines()[0][:50] if text.strip() else ""
