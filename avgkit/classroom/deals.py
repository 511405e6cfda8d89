"""The exercises of a class: drawn for each learner, judged once for all.

The seed is (group, learner, lesson), as a notebook draws: the same code gives the same cases there, here and on paper.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator
from functools import cache

from ..exercises import cards
from ..exercises.base import Exercise
from ..law import load_law
from ..lessons import metadata, practice
from ..lessons.answers import drawer
from .refusing import Refused

TOGETHER = "together"  # in the place of a learner: the cards that all answer
_KEPT = 1500  # exercises in memory, those of sixty learners; one that fell out is made again from its record


class Deals:
    """Exercises by (learner, lesson, exercise). `before` gives the record with which one goes on, or None."""

    def __init__(self, group: str, lang: str, lessons, on: str, before: Callable[[str, str, str], dict | None]):
        self.group, self.lang, self._on, self._before = group, lang, on, before
        self.lessons = {stem: metadata.lesson(stem) for stem in lessons}
        self._kept: OrderedDict[tuple[str, str, str], Exercise] = OrderedDict()

    def known(self, lesson: object, ident: object) -> metadata.Lesson:
        """The lesson of this exercise; Refused where the class has no such lesson or exercise."""
        one = self.lessons.get(lesson) if isinstance(lesson, str) else None
        if one is None:
            raise Refused("no_lesson", self.lang, 404)
        if ident not in one.exercises:
            raise Refused("no_exercise", self.lang, 404)
        return one

    def get(self, learner: str, lesson: str, ident: str) -> Exercise:
        """The exercise of a learner as it was left."""
        one, at = self.known(lesson, ident), (learner, lesson, ident)
        if at not in self._kept:
            before = self._before(*at)
            exercise = self.draw(learner, one, ident, before["attempt"] if before else 0)
            if before:
                exercise.restore(before)
            self._kept[at] = exercise
        self._kept.move_to_end(at)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        return self._kept[at]

    def put(self, learner: str, lesson: str, ident: str, exercise: Exercise) -> None:
        """Go on with this one, as after asking for other cases."""
        self._kept[learner, lesson, ident] = exercise

    def draw(self, learner: str, one: metadata.Lesson, ident: str, attempt: int = 0) -> Exercise:
        """A new exercise with the cases of this learner."""
        exercise = _drawer(ident, one.law_date or self._on, self.lang)((self.group, learner, one.stem), attempt)
        exercise.place = metadata.placed(one, ident, self.lang)
        return exercise

    def together(self, lesson: str, ident: str, attempt: int = 0) -> Exercise:
        """The exercise that everybody sees: not of anybody, the same for the whole class; another at each attempt."""
        return self.draw(TOGETHER, self.known(lesson, ident), ident, attempt)

    def warm(self) -> Iterator[tuple[str, str]]:
        """Judge and draw every exercise once, so that nobody waits; gives (lesson, exercise) after each."""
        for one in self.lessons.values():
            for ident in one.exercises:
                exercise = self.draw(TOGETHER, one, ident)
                cards.card(exercise)
                exercise.solution()  # a change scans here for the first time
                yield one.stem, ident


@cache
def _drawer(ident: str, on: str, lang: str):
    firm = practice.firm()
    return drawer(ident, (firm.crm, firm.policy, load_law(on=on or None)), lang)
