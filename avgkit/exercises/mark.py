"""The exercise of the kind mark: which of these records are wrong?"""

import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from .. import texts
from ..errors import nearest
from .citing import cited
from .draws import Outcome, grade
from .views import Page, Table

HINTS = 3  # pointer, article, near-answer: each costs one point, none blocks
FACES: list[Callable] = []  # lessons/ puts its card here; without one an exercise shows itself as text


@dataclass(frozen=True)
class Record:
    """One record: its cells as the learner sees them, what the check said about it, and that in words."""

    key: str
    cells: tuple[str, ...]
    label: str  # one line that says the whole record: the label of its box
    row: dict
    told: dict

    @property
    def violates(self) -> bool:
        return self.row["violates"]


class Exercise:
    """Which of these records are wrong? Answer with `check`, ask a `hint`, read the `solution`, `retry` with others."""

    def __init__(self, rule, law, records: list[Record], head: tuple, lang: str, notes: list[str], again: Callable):
        self.rule, self.law, self.records, self.head = rule, law, records, head
        self.lang, self.notes, self._again = lang, notes, again
        self.marks: set[str] | None = None
        self.outcome: Outcome | None = None
        self.tries = self.hints_used = 0
        self.solution_seen = False

    # ------------------------------------------------------------ what the learner does
    def show(self):
        """The card with boxes to tick when a notebook can draw it, else the text."""
        return FACES[-1](self) if FACES and self.records and _in_notebook() else self.page()

    def check(self, keys: str | Iterable | None = None) -> Outcome:
        """Grade these keys (a list, a set, or a text with commas); without keys, what is ticked on the card."""
        if keys is not None:
            marks, unknown = self._read(keys)
            if unknown:
                return Outcome("not_attempted", to_find=len(self.answer()), page=self._page(*unknown))
            self.marks = marks
        outcome = grade({record.key: record.violates for record in self.records}, self.marks)
        if outcome.state != "not_attempted":
            self.tries += 1
            self.outcome = outcome
        return replace(outcome, page=self._feedback(outcome))

    def hint(self) -> Page:
        """The next hint: where to look, which article, nearly the answer."""
        if not self.records or self.hints_used >= HINTS:
            return self._page(*self.notes) if not self.records else self._page(self.say("hint_none"))
        self.hints_used += 1
        blocks = (self._pointer, self._article, self._near)[self.hints_used - 1]()
        return self._page(self.say("hint_head", step=self.hints_used, of=HINTS), *blocks)

    def solution(self) -> Page:
        """The worked answer: each record with its verdict and reason, the articles, and what to do in your own CRM."""
        if not self.records:
            return self._page(*self.notes)
        self.solution_seen = self.solution_seen or not (self.outcome and self.outcome.state == "right")
        rows = tuple((r.key, self._verdict(r), self._sentence(r), self._cited(r)) for r in self.records)
        head = (self.head[0], *(self.say(f"col_{name}") for name in ("verdict", "why", "article")))
        table = Table(self.say("solution"), head, rows)
        advice = self.say("in_your_crm", measure=self.rule.words("measure_crm", self.lang))
        return self._page(self.question, table, advice)

    def retry(self) -> "Exercise":
        """The same question about other records."""
        return self._again()

    # ------------------------------------------------------------ what faces and tests read
    @property
    def question(self) -> str:
        return self.rule.exercise[self.lang]["question"]

    @property
    def points(self) -> int:
        """One point for each good decision, one less for each hint; none when the solution was read first."""
        if self.outcome is None or self.solution_seen:
            return 0
        return max(0, round(self.outcome.score * len(self.records)) - self.hints_used)

    def answer(self) -> set[str]:
        """The keys of the records that violate, for tests and for the trainer."""
        return {record.key for record in self.records if record.violates}

    def page(self) -> Page:
        """The question and its records as text."""
        if not self.records:
            return self._page(*self.notes)
        rows = tuple((record.key, *record.cells) for record in self.records)
        how = self.say("how_text", example=f'check("{self.records[0].key}, ...")')
        return self._page(self.question, *self.notes, Table(self.say("records"), self.head, rows), how)

    def __repr__(self) -> str:
        return repr(self.page())

    def _repr_html_(self) -> str:
        return self.page()._repr_html_()

    def say(self, name: str, **values) -> str:
        """A phrase of lesson.toml in the language of this exercise."""
        return texts.say(f"lesson.{name}", self.lang, **values)

    # ------------------------------------------------------------ its own words
    def _page(self, *blocks) -> Page:
        return Page(blocks, self.lang)

    def _read(self, keys: str | Iterable) -> tuple[set[str], list[str]]:
        """The known keys among what was typed, and a sentence for each key that is not here."""
        items = re.split(r"[,;\s]+", keys) if isinstance(keys, str) else [str(key).strip() for key in keys]
        known = {record.key.lower(): record.key for record in self.records}
        unknown = [item for item in items if item and item.lower() not in known]
        marks = {known[item.lower()] for item in items if item.lower() in known}
        return marks, [self._unknown(item[:40], list(known.values())) for item in unknown]

    def _unknown(self, key: str, known: list[str]) -> str:
        near = nearest(key, known)
        return self.say("key_near" if near else "key_unknown", key=key, near=near, known=", ".join(known))

    def _verdict(self, record: Record) -> str:
        return self.say("is_finding" if record.violates else "is_clear")

    def _sentence(self, record: Record) -> str:
        return self.rule.sentence("finding" if record.violates else "clear", record.told, self.lang)

    def _cited(self, record: Record) -> str:
        return ", ".join(texts.article(ref, self.lang) for ref in cited(self.rule, self.law, record.row))

    def _feedback(self, outcome: Outcome) -> Page:
        """How many were found, and for each marked record why; a record that was missed stays to be found."""
        if not self.records:
            return self._page(*self.notes)
        left = outcome.to_find - outcome.found
        counts = {"found": outcome.found, "of": outcome.to_find, "extra": outcome.extra, "left": left}
        nothing = "_nothing" if outcome.state == "right" and not outcome.to_find else ""
        told = self.say(f"state_{outcome.state}{nothing}", **counts)
        if outcome.state == "not_attempted":
            return self._page(told)
        marked = [record for record in self.records if record.key in self.marks]
        # About the answer, not about the record: a green word beside a wrong tick would say the opposite.
        judged = {True: self.say("ticked_rightly"), False: self.say("ticked_wrongly")}
        why = [f"{r.key} {judged[r.violates]}: {self._sentence(r)} ({self._cited(r)})" for r in marked]
        stuck = [self.say("see_solution")] if outcome.state != "right" and self.tries > 1 else []
        points = self.say("points", points=self.points, of=len(self.records), hints=self.hints_used)
        return self._page(told, why, *stuck, points)

    def _pointer(self) -> list:
        return [self.rule.words("hint", self.lang)]

    def _article(self) -> list:
        """The second pointer and the articles of the check, with their titles on the day of the law."""
        named = []
        for ref in self.rule.articles:
            title = self.law.articles.get(ref, {}).get(self.lang, "")
            named.append(texts.article(ref, self.lang) + (f": {title}" if title else ""))
        return [self.rule.words("hint2", self.lang), self.say("article"), named]

    def _near(self) -> list:
        """One of the records still to be found: its first cell and its reason, not its key."""
        missed = [record for record in self.records if record.violates and record.key not in (self.marks or ())]
        if not missed:
            return [self.say("hint_all_marked")]
        reason = texts.word(missed[0].row["reasons"].split(";")[0], self.lang)
        return [self.say("hint_near", of=len(self.answer()), what=missed[0].cells[0], reason=reason)]


def _in_notebook() -> bool:
    """True in a kernel, which has a front end to draw in."""
    shell = sys.modules.get("IPython")
    return bool(shell and getattr(shell.get_ipython(), "kernel", None))
