"""The exercise of the kind mark: which of these records are wrong?"""

import re
from collections.abc import Callable, Iterable

from .. import texts
from ..errors import nearest
from .base import Exercise
from .draws import NOTHING, Outcome, grade
from .telling import Record, Teller
from .views import Page, Table


class Mark(Exercise):
    """Which of these records are wrong? Answer with `check`, ask a `hint`, read the `solution`, `retry` with others."""

    kind = "mark"

    def __init__(self, teller: Teller, records: list[Record], head: tuple, notes: list[str], again, attempt: int = 0):
        super().__init__(teller.rule.id, teller.lang, notes, again, attempt)
        self.teller, self.rule, self.records, self.head = teller, teller.rule, records, head
        self.most = len(records)

    # ------------------------------------------------------------ what the learner does
    def check(self, keys: str | Iterable | None = None) -> Outcome:
        """Grade these keys (a list, a set, or a text with commas); without keys, what is ticked on the card."""
        if keys is not None:
            marks, unknown = self._read(keys)
            if unknown:
                return Outcome("not_attempted", to_find=len(self.answer()), page=self._page(*unknown))
            self.fill({"marks": sorted(marks)})
        return self.grade()

    # ------------------------------------------------------------ what faces and tests read
    @property
    def question(self) -> str:
        return self.teller.asked(self.rule.exercise[self.lang]["question"])

    @property
    def marks(self) -> set[str] | None:
        """The keys that are ticked; None before anything was filled in."""
        marks = self.values.get("marks")
        return None if marks is None else set(marks)

    def answer(self) -> set[str]:
        """The keys of the records that violate, for tests and for the trainer."""
        return {record.key for record in self.records if record.violates}

    def fields(self) -> list[dict]:
        """One set of boxes to tick, a row for each record."""
        if not self.records:
            return []
        rows = [{"key": r.key, "cells": list(r.cells), "label": r.label} for r in self.records]
        return [
            {"type": "ticks", "name": "marks", "legend": self.say("records"), "head": list(self.head), "rows": rows}
        ]

    def page(self) -> Page:
        """The question and its records as text."""
        if not self.records:
            return self._page(*self.notes)
        rows = tuple((record.key, *record.cells) for record in self.records)
        how = self.say("how_text", example=f'check("{self.records[0].key}, ...")')
        return self._page(self.question, *self.notes, Table(self.say("records"), self.head, rows), how)

    def missed(self) -> list[str]:
        """The reason of each finding that was not ticked, and `nothing` for each tick without one."""
        wrong = [record for record in self.records if record.violates != (record.key in (self.marks or ()))]
        return [] if self.outcome is None else [(r.reasons if r.violates else [NOTHING])[0] for r in wrong]

    # ------------------------------------------------------------ its own words
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

    def _graded(self) -> Outcome:
        return grade({record.key: record.violates for record in self.records}, self.marks)

    def _feedback(self, outcome: Outcome) -> list:
        """How many were found, and for each marked record why; a record that was missed stays to be found."""
        if not self.records:
            return self.notes
        left = outcome.to_find - outcome.found
        counts = {"found": outcome.found, "of": outcome.to_find, "extra": outcome.extra, "left": left}
        nothing = "_nothing" if outcome.state == "right" and not outcome.to_find else ""
        told = self.say(f"state_{outcome.state}{nothing}", **counts)
        if outcome.state == "not_attempted":
            return [told]
        marked = [record for record in self.records if record.key in self.marks]
        # About the answer, not about the record: a green word beside a wrong tick would say the opposite.
        judged = {True: self.say("ticked_rightly"), False: self.say("ticked_wrongly")}
        why = [f"{r.key} {judged[r.violates]}: {self.teller.behind(r)}" for r in marked]
        return [told, why]

    def _solution(self) -> list:
        rows = tuple(
            (r.key, self.teller.verdict(r), self.teller.sentence(r), self.teller.cited(r)) for r in self.records
        )
        head = (self.head[0], *(self.say(f"col_{name}") for name in ("verdict", "why", "article")))
        return [self.question, Table(self.say("solution"), head, rows), self.teller.advice()]

    def _hints(self) -> list[Callable[[], list]]:
        return [self.teller.pointer, self.teller.articles, self._near] if self.records else []

    def _near(self) -> list:
        """One of the records still to be found: its first cell and its reason, not its key."""
        missed = [record for record in self.records if record.violates and record.key not in (self.marks or ())]
        if not missed:
            return [self.say("hint_all_marked")]
        reason = texts.word(missed[0].row["reasons"].split(";")[0], self.lang)
        return [self.say("hint_near", of=len(self.answer()), what=missed[0].cells[0], reason=reason)]
