"""What each lesson says of itself: title, place, minutes and exercises, as its built notebook carries them.

The built notebooks lie in the wheel too, so that the start page, the timetable and a session know the lessons anywhere.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..paths import NOTEBOOKS

KINDS = ("lesson", "start", "explore", "closing", "own-data")


@dataclass(frozen=True)
class Lesson:
    """One lesson; the fields are those of the head of its source."""

    stem: str
    order: int
    title: dict = field(compare=False)
    level: str = "crm"
    teach_min: int = 0
    practice_min: int = 0
    needs: tuple[str, ...] = ()
    law_date: str = ""
    exercises: tuple[str, ...] = ()
    half_day: bool = False
    drop: tuple[str, ...] = ()
    minutes: dict = field(default_factory=dict, compare=False)
    kind: str = "lesson"
    edition: str = ""

    @property
    def total(self) -> int:
        """Minutes of the whole lesson."""
        return self.teach_min + self.practice_min

    @property
    def droppable(self) -> int:
        """Minutes that are won when the exercises of `drop` are left out."""
        return sum(self.minutes[name] for name in self.drop)


def lesson_of(stem: str, head: dict) -> Lesson:
    """The lesson of a head that was found in order when it was built."""
    known = {name: head[name] for name in Lesson.__dataclass_fields__ if name in head and name != "stem"}
    lists = {name: tuple(known[name]) for name in ("needs", "exercises", "drop") if name in known}
    return Lesson(stem, **known | lists)


@cache
def lessons(root: Path = NOTEBOOKS) -> tuple[Lesson, ...]:
    """All lessons of the learner's edition in their order."""
    found = []
    for path in (root / "nl").glob("*.ipynb"):
        head = json.loads(path.read_text(encoding="utf-8"))["metadata"].get("avgkit", {})
        found.append(lesson_of(path.stem, head))
    return tuple(sorted(found, key=lambda lesson: (lesson.order, lesson.stem)))


def lesson(stem: str) -> Lesson:
    """The lesson of this stem; another name is refused with the nearest one."""
    known = {one.stem: one for one in lessons()}
    if stem not in known:
        raise AvgkitError(texts.unknown_name("build.unknown_lesson", stem, known))
    return known[stem]


def short_title(one: Lesson, lang: str) -> str:
    """The title of a lesson up to its colon."""
    return one.title[lang].split(":")[0]


def placed(one: Lesson, ident: str, lang: str) -> str:
    """Where an exercise stands: "Vraag 2 van 4 · Toestemming"; the only one of a lesson needs no number."""
    title, names = short_title(one, lang), one.exercises
    if ident not in names or len(names) == 1:
        return title
    return texts.say("progress.place", lang, n=names.index(ident) + 1, of=len(names), title=title)
