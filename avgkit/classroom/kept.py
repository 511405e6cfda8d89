"""What is kept of one learner in a class: the records of the lessons, as a notebook keeps them, and what was sent.

A line of the file: {view, n, lesson, exercise, act, attempt, state, missed?}. `view` is one opened card and `n` the
number of its message: the same pair of one exercise twice is the same message, and counts once.
"""

from collections import OrderedDict
from pathlib import Path

from ..lessons import records
from ..lessons.learner import place
from .journal import Journal

MOST_LINES = 20_000  # of one learner: a hundred times what a half day takes
_VIEWS = 3000

View = tuple[str, str, str]  # lesson, exercise, the name that the opened card gave itself


class Kept:
    """The answers of one learner, in `answers/<learner>.jsonl`."""

    def __init__(self, learner: str, group: str, path: Path):
        self.learner = learner
        self.data = records.empty(learner, group)
        self.missed: dict[tuple[str, str], list[str]] = {}  # what the first answer did not see
        self.views: OrderedDict[View, tuple[int, int]] = OrderedDict()  # (last n, attempt)
        self.replies: OrderedDict[View, dict] = OrderedDict()  # the last reply
        self.journal = Journal(path, self._lines)
        lines, self.unread = self.journal.read()
        self.lines = len(lines)
        for line in lines:
            if not self._take(line):
                self.unread += 1

    def record(self, lesson: str, ident: str) -> dict | None:
        """The record of an exercise."""
        return records.get(self.data, *place(lesson, ident))

    def seen(self, view: View) -> tuple[int, int]:
        """The number of the last message from this view, and the attempt it showed then; (-1, -1) for a new view."""
        return self.views.get(view, (-1, -1))

    def add(self, line: dict, reply: dict) -> None:
        """Keep this message: in memory, then on the disk. OSError: only in memory, until the next that succeeds."""
        self._take(line)
        self.remember((line["lesson"], line["exercise"], line["view"]), line["n"], line["attempt"], reply)
        self.lines += 1
        self.journal.add(line)

    def remember(self, view: View, n: int, attempt: int, reply: dict) -> None:
        """Know this message again when it comes twice."""
        self._view(view, n, attempt)
        self.replies[view] = reply
        self.replies.move_to_end(view)
        while len(self.replies) > 100:
            self.replies.popitem(last=False)

    def _view(self, view: View, n: int, attempt: int) -> None:
        self.views[view] = (max(n, self.seen(view)[0]), attempt)
        self.views.move_to_end(view)
        while len(self.views) > _VIEWS:
            self.views.popitem(last=False)

    def _take(self, line: dict) -> bool:
        """Take a line over into memory; False for what is no line of ours."""
        state, names = records.record(line.get("state")), (line.get("view"), line.get("lesson"), line.get("exercise"))
        numbers = (line.get("n"), line.get("attempt"))
        if state is None or not all(isinstance(n, str) for n in names) or not all(type(n) is int for n in numbers):
            return False
        view, lesson, ident = names
        where = place(lesson, ident)
        records.put(self.data, *where, records.merge(records.get(self.data, *where), state))
        if view:
            self._view((lesson, ident, view), *numbers)
        if isinstance(line.get("missed"), list):
            self.missed.setdefault((lesson, ident), [code for code in line["missed"] if isinstance(code, str)])
        return True

    def _lines(self):
        """All that is in memory, as lines: each record, and the last message of each view."""
        for where, name, state in records.walk(self.data):
            lesson, ident = (name, f"quiz:{name}") if where == records.QUIZ else (where, name)
            line = {"view": "", "n": 0, "lesson": lesson, "exercise": ident, "act": "keep"}
            missed = {"missed": self.missed[lesson, ident]} if (lesson, ident) in self.missed else {}
            yield line | {"attempt": state["attempt"], "state": state} | missed
        for (lesson, ident, view), (n, attempt) in self.views.items():
            if state := self.record(lesson, ident):  # a card that was only shown has none
                line = {"view": view, "n": n, "lesson": lesson, "exercise": ident, "act": "keep", "attempt": attempt}
                yield line | {"state": state}
