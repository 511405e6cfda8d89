"""The exercise of the kind judge: one case, a verdict and the reason for it."""

from collections.abc import Callable

from .. import texts
from .base import Exercise
from .draws import NOTHING, Outcome, order
from .telling import Record, Teller
from .views import Page, Table

VERDICTS = {"clear": False, "finding": True, "unknown": None}
MISSING = "missing"  # with NOTHING a reason that is always offered: a fact is missing
_DISTRACTORS = 3


class Judge(Exercise):
    """One case: what is your verdict, and why? Answer with `check("finding", "withdrawn")`."""

    kind = "judge"
    most = 2

    def __init__(self, teller: Teller, record: Record | None, head: tuple, notes, again, attempt: int, seed: tuple):
        super().__init__(teller.rule.id, teller.lang, notes, again, attempt)
        self.teller, self.rule, self.record, self.head, self._seed = teller, teller.rule, record, head, seed

    # ------------------------------------------------------------ what the learner does
    def check(self, verdict: str | None = None, reason: str | None = None) -> Outcome:
        """Grade this verdict (clear, finding, unknown) and reason (one of the codes); without them, the card's."""
        if verdict is not None or reason is not None:
            wrong = [
                self.say("option_unknown", value=str(value)[:40], known=", ".join(o["value"] for o in field["options"]))
                for field, value in zip(self.fields(), (verdict, reason), strict=False)
                if value is not None and value not in [option["value"] for option in field["options"]]
            ]
            if wrong:
                return Outcome("not_attempted", page=self._page(*wrong))
            self.fill({name: value for name, value in (("verdict", verdict), ("reason", reason)) if value is not None})
        return self.grade()

    # ------------------------------------------------------------ what faces and tests read
    @property
    def question(self) -> str:
        page = self.rule.exercise[self.lang]
        return self.teller.asked(page.get("case") or self.say("judge_question"))

    def answer(self) -> dict[str, str]:
        """A verdict and a reason that are right."""
        return {"verdict": self._right_verdict(), "reason": self._right_reasons()[0]}

    def fields(self) -> list[dict]:
        """The facts with three verdicts, and the reasons."""
        if self.record is None:
            return []
        facts = [list(pair) for pair in zip(self.head[1:], self.record.cells, strict=True)]
        verdicts = [{"value": name, "label": self._verdict_word(name)} for name in VERDICTS]
        reasons = [{"value": code, "label": self._reason_word(code)} for code in self._offered()]
        return [
            {
                "type": "choice",
                "name": "verdict",
                "legend": self.say("your_verdict"),
                "facts": facts,
                "facts_first": True,
                "options": verdicts,
            },
            {"type": "choice", "name": "reason", "legend": self.say("your_reason"), "facts": [], "options": reasons},
        ]

    def page(self) -> Page:
        """The case as text, with what can be answered."""
        if self.record is None:
            return self._page(*self.notes)
        facts, reasons = self.fields()
        table = Table(
            self.say("facts"), (self.say("col_fact"), self.say("col_value")), tuple(map(tuple, facts["facts"]))
        )
        offered = [f"{o['value']}: {o['label']}" for field in (facts, reasons) for o in field["options"]]
        how = self.say(
            "how_judge", example=f'check("{facts["options"][0]["value"]}", "{reasons["options"][0]["value"]}")'
        )
        return self._page(self.question, *self.notes, table, offered, how)

    def missed(self) -> list[str]:
        """The reason that was not seen; it is the same whether verdict or reason went wrong."""
        seen = self.outcome is None or self.outcome.state in ("right", "arguable")
        return [] if seen else self._right_reasons()[:1]

    # ------------------------------------------------------------ the key, from the verdict
    def _right_verdict(self) -> str:
        return next(name for name, value in VERDICTS.items() if value is self.record.violates)

    def _right_reasons(self) -> list[str]:
        if self.record.violates is None:
            return [MISSING]
        return self.record.reasons if self.record.violates else [NOTHING]

    def _offered(self) -> list[str]:
        """The reasons to choose from: a right one and some that are not, in an order that gives nothing away."""
        own = self.record.reasons if self.record.violates else []
        others = [code for code in self._options() if code not in own]
        others = sorted(others, key=lambda code: order(self._seed, code))[: _DISTRACTORS + (not own)]
        shown = sorted([*own[:1], *others], key=lambda code: order((*self._seed, "shown"), code))
        return [*shown, NOTHING, MISSING]

    def _options(self) -> list[str]:
        named = list(self.rule.exercise.get("option", {}))
        return named or [code for code in self.rule.reasons if not code.startswith("unknown_")]

    def _graded(self) -> Outcome:
        verdict, reason = self.values.get("verdict"), self.values.get("reason")
        if self.record is None or verdict is None or reason is None:
            return Outcome("not_attempted", to_find=2)
        if self.teller.arguable(self.record):
            return Outcome("arguable", 2, 2, 0, 1.0)
        good = (verdict == self._right_verdict()) + (reason in self._right_reasons())
        return Outcome(("wrong", "partly", "right")[good], good, 2, 2 - good, good / 2)

    # ------------------------------------------------------------ its own words
    def _verdict_word(self, name: str) -> str:
        return self.say({"clear": "is_clear", "finding": "is_finding", "unknown": "is_unknown"}[name])

    def _reason_word(self, code: str) -> str:
        if code in (NOTHING, MISSING):
            return self.say(f"reason_{code}")
        return texts.word(code, self.lang)

    def _feedback(self, outcome: Outcome) -> list:
        """What of the answer is right; of what is not, why that choice does not fit. The answer itself is not given."""
        if self.record is None:
            return self.notes
        verdict, reason = self.values.get("verdict"), self.values.get("reason")
        if outcome.state == "not_attempted":
            return [self.say("judge_not_attempted")]
        if outcome.state == "arguable":
            return [self.say("judge_arguable"), self.teller.sentence(self.record), self.teller.arguments()]
        if outcome.state == "right":
            return [self.say("judge_right"), self.teller.behind(self.record)]
        right = self._right_verdict()
        told = [self.say("verdict_right" if verdict == right else f"verdict_{verdict}_is_{right}")]
        told.append(self.say("reason_right") if reason in self._right_reasons() else self._not_that(reason))
        return [self.say(f"judge_{outcome.state}"), told]

    def _not_that(self, code: str) -> str:
        """Why this reason is not the one."""
        if code in (NOTHING, MISSING):
            return self.say(f"not_{code}")
        own = self.rule.exercise.get("option", {}).get(code)
        return self.say("not_reason", reason=texts.word(code, self.lang), why=own[self.lang] if own else "").strip()

    def _solution(self) -> list:
        why = self.teller.behind(self.record)
        told = f"{self.teller.verdict(self.record)}: {why}"
        argued = [self.teller.arguments()] if self.teller.arguable(self.record) else []
        return [self.question, told, *argued, self.rule.words("rule", self.lang), self.teller.advice()]

    def _hints(self) -> list[Callable[[], list]]:
        return [self.teller.pointer, self.teller.articles, self._near] if self.record else []

    def _near(self) -> list:
        """Two reasons, of which one is right."""
        right = next(code for code in self._offered() if code in self._right_reasons())
        other = next(code for code in self._offered() if code not in self._right_reasons())
        pair = sorted((right, other), key=lambda code: order((*self._seed, "near"), code))
        return [self.say("hint_two", one=self._reason_word(pair[0]), other=self._reason_word(pair[1]))]
