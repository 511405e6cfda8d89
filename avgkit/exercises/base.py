"""What every exercise is: fields to fill in, an answer that is graded, hints with a price, a solution, a retry."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace

from .. import texts
from .draws import Outcome
from .views import Page

FACES: list[Callable] = []  # lessons/ puts its card here; without one an exercise shows itself as text


class Exercise(ABC):
    """Answer with `check`, ask a `hint`, read the `solution`, `retry` with other records.

    A kind of exercise gives its fields, grades its values and says what it thinks of them. What the learner filled in
    stands in `values`; `listeners` are called with the exercise after each action, so that progress can be kept.
    """

    kind = ""
    most = 0  # the most points that can be had

    def __init__(self, name: str, lang: str, notes: list[str], again: Callable[[], "Exercise"] | None, attempt: int):
        self.name, self.lang, self.notes, self._again, self.attempt = name, lang, notes, again, attempt
        self.place = ""  # where it stands in a lesson: "Vraag 2 van 4 · Toestemming"
        self.values: dict[str, object] = {}
        self.outcome: Outcome | None = None
        self.first: str | None = None  # the state of the first answer: what was known before any feedback
        self.told: Page | None = None  # what was last said under the buttons
        self.tries = self.hints_used = 0
        self.solution_seen = self.checked = False
        self.listeners: list[Callable[[Exercise], None]] = []
        self.problem: str | None = None  # why what was filled in could not be kept, in the words of who keeps it

    @property
    def id(self) -> str:
        """The name under which a lesson and the progress know this exercise: `mark:message-without-consent`."""
        return f"{self.kind}:{self.name}"

    # ------------------------------------------------------------ what a kind fills in
    @property
    @abstractmethod
    def question(self) -> str:
        """What is asked."""

    @abstractmethod
    def fields(self) -> list[dict]:
        """The form controls: see cards.py for what they may be."""

    @abstractmethod
    def _graded(self) -> Outcome:
        """What the values are worth by the verdict of the check."""

    @abstractmethod
    def _feedback(self, outcome: Outcome) -> list:
        """What to say of it."""

    def missed(self) -> list[str]:
        """Codes of what the answer did not see, for counts about a group; empty when that cannot be told apart."""
        return []

    def _hints(self) -> list[Callable[[], list]]:
        """What each hint says, one after the other; a quiz has none."""
        return []

    @abstractmethod
    def _solution(self) -> list:
        """The worked answer."""

    # ------------------------------------------------------------ what the learner does
    def show(self):
        """The card with form controls when a notebook can draw it, else the text."""
        return FACES[-1](self) if FACES and self.fields() and _in_notebook() else self.page()

    def grade(self) -> Outcome:
        """Grade what is filled in, count the try, and tell what it is worth."""
        outcome = self._graded()
        if outcome.state != "not_attempted":
            self.tries += 1
            self.outcome, self.checked = outcome, True
            self.first = self.first or outcome.state
        return replace(outcome, page=self._say_it(self._judged(outcome)))

    def hint(self) -> Page:
        """The next hint: where to look, which article, nearly the answer; each costs a point, none blocks."""
        steps = self._hints()
        if not self.fields():
            return self._page(*self.notes)
        if self.hints_used >= len(steps):
            return self._say_it([self.say("hint_none")])
        self.hints_used += 1
        return self._say_it([self.say("hint_head", step=self.hints_used, of=len(steps)), *steps[self.hints_used - 1]()])

    def solution(self) -> Page:
        """The worked answer, with the articles, the reason, and what to do in your own CRM."""
        if not self.fields():
            return self._page(*self.notes)
        self.solution_seen = self.solution_seen or not (self.outcome and self.outcome.state == "right")
        return self._say_it(self._solution())

    def retry(self) -> "Exercise":
        """The same question about other records."""
        if self._again is None:
            return self
        other = self._again()
        other.listeners, other.place = self.listeners, self.place
        other._changed()
        return other

    def fill(self, values: dict) -> None:
        """Take over what was filled in on a card; what is not one of the choices is left out, whoever sent it."""
        before = dict(self.values)
        for field in self.fields():
            if isinstance(values, dict) and field["name"] in values:
                self.values[field["name"]] = allowed(field, values[field["name"]])
        if self.values != before:
            self.checked = False
        self._changed()

    @property
    def hints_left(self) -> int:
        """How many hints can still be asked."""
        return len(self._hints()) - self.hints_used

    @property
    def can_retry(self) -> bool:
        """Whether there is another draw of the same question."""
        return self._again is not None

    # ------------------------------------------------------------ what is kept
    def state(self) -> dict:
        """All that must be kept to go on later: codes and numbers only."""
        return {
            "attempt": self.attempt,
            "answer": dict(self.values),
            "state": self.outcome.state if self.outcome else "new",
            "first": self.first,
            "checked": self.checked,
            "tries": self.tries,
            "hints": self.hints_used,
            "solution_seen": self.solution_seen,
            "points": self.points,
            "most": self.most,
        }

    def restore(self, kept: dict) -> None:
        """Go on where `state` was taken; the answer is graded anew, so that it can never differ from the check."""
        for field in self.fields():
            if field["name"] in (answer := kept.get("answer") or {}):
                self.values[field["name"]] = allowed(field, answer[field["name"]])
        self.tries, self.hints_used = _count(kept.get("tries")), min(_count(kept.get("hints")), len(self._hints()))
        self.solution_seen, self.first = kept.get("solution_seen") is True, kept.get("first")
        if self.tries:
            outcome = self._graded()
            if outcome.state != "not_attempted":
                self.outcome, self.checked = outcome, kept.get("checked") is True
                self.told = self._page(*self._judged(outcome)) if self.checked else None

    @property
    def points(self) -> int:
        """Points for good decisions, one less for each hint; none when the solution was read first."""
        if self.outcome is None or self.solution_seen:
            return 0
        return max(0, round(self.outcome.score * self.most) - self.hints_used)

    # ------------------------------------------------------------ words
    @abstractmethod
    def page(self) -> Page:
        """The question as text."""

    def __repr__(self) -> str:
        return repr(self.page())

    def _repr_html_(self) -> str:
        return self.page()._repr_html_()

    def say(self, name: str, **values) -> str:
        """A phrase of lesson.toml in the language of this exercise."""
        return texts.say(f"lesson.{name}", self.lang, **values)

    def score_line(self) -> str:
        """The points so far, in words; empty before the first answer."""
        if self.outcome is None:
            return ""
        return self.say(f"points_{self.kind}", points=self.points, of=self.most, hints=self.hints_used)

    def _judged(self, outcome: Outcome) -> list:
        blocks = self._feedback(outcome)
        if outcome.state == "not_attempted" or not self.fields():
            return blocks
        stuck = [self.say("see_solution")] if outcome.state in ("partly", "wrong") and self.tries > 1 else []
        return [*blocks, *stuck, self.score_line()]

    def _say_it(self, blocks: list) -> Page:
        self.told = self._page(*blocks)
        self._changed()
        return self.told

    def _page(self, *blocks) -> Page:
        return Page(blocks, self.lang)

    def _changed(self) -> None:
        for listener in self.listeners:
            listener(self)


def allowed(field: dict, value: object) -> object:
    """A value as this field can hold it; anything else becomes no answer."""
    if field["type"] in ("choice", "select"):
        known = [option["value"] for option in field["options"]]
        return value if isinstance(value, str) and value in known else None
    if field["type"] == "ticks":
        keys = [row["key"] for row in field["rows"]]
    else:
        keys = [f"{row['key']}|{column['value']}" for row in field["rows"] for column in field["columns"]]
    chosen = {item for item in value if isinstance(item, str)} if isinstance(value, list | tuple | set) else None
    return None if chosen is None else [key for key in keys if key in chosen]


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10_000 else 0


def _in_notebook() -> bool:
    """True in a kernel, which has a front end to draw in."""
    shell = sys.modules.get("IPython")
    return bool(shell and getattr(shell.get_ipython(), "kernel", None))
