"""The exercise of the kind change: edit the policy, and see at once what the same scan says of it."""

from collections.abc import Callable

from .. import texts
from ..errors import AvgkitError
from .base import Exercise
from .changing import Changing, Count, changes
from .draws import Outcome
from .telling import Record, Teller
from .views import Page, Table


class Change(Exercise):
    """What do you change? Answer with `check({"row": "option"})`; rows that are not named stay as they are."""

    kind = "change"

    def __init__(self, changing: Changing, name: str, keys: list[str], lang: str, again, attempt: int):
        super().__init__(name, lang, [], again, attempt)
        self.changing, self.page_of, self.keys = changing, changing.page, keys
        self.most = len(keys)

    # ------------------------------------------------------------ what the learner does
    def check(self, choices: dict[str, str] | None = None) -> Outcome:
        """Grade these choices; without them, what was chosen on the card."""
        if choices is not None:
            wrong = [
                self.say("option_unknown", value=f"{key}: {value}"[:60], known=", ".join(self.keys))
                for key, value in choices.items()
                if key not in self.keys or value not in self.changing.options(key)
            ]
            if wrong:
                return Outcome("not_attempted", page=self._page(*wrong))
            self.fill({key: choices.get(key, "keep") for key in self.keys})
        return self.grade()

    # ------------------------------------------------------------ what faces and tests read
    @property
    def question(self) -> str:
        return self.page_of[self.lang]["question"]

    @property
    def chosen(self) -> dict[str, str]:
        """What is done with each row; a row without a choice stays as it is."""
        return {key: str(self.values.get(key) or "keep") for key in self.keys}

    def answer(self) -> dict[str, str]:
        """Choices after which the scan has no finding and nothing needed is gone."""
        return self.changing.solved(self.keys)

    def fields(self) -> list[dict]:
        """A list to choose from for each row, under its facts."""
        return [
            {
                "type": "select",
                "name": key,
                "label": self.label(key),
                "facts": self._facts(key),
                "options": [{"value": name, "label": self._option(name)} for name in self.changing.options(key)],
            }
            for key in self.keys
        ]

    def page(self) -> Page:
        """The rows as text, with what may be done with each."""
        head = (self.say("col_row"), self.say("facts"), self.say("col_options"))
        rows = tuple(
            (
                f"{key} ({self.label(key)})",
                "; ".join(": ".join(pair) for pair in self._facts(key)),
                ", ".join(self.changing.options(key)),
            )
            for key in self.keys
        )
        words = [f"{name}: {self._option(name)}" for name in self.page_of["option"]]
        how = self.say(
            "how_change", example=f'check({{"{self.keys[0]}": "{self.changing.options(self.keys[0])[-1]}"}})'
        )
        return self._page(self.question, Table(self.say("rows"), head, rows), words, how)

    def label(self, key: str) -> str:
        """What a row is called."""
        facts = self.changing.pool()[key]["facts"]
        return " · ".join(self._word(name, facts.get(name)) for name in self.page_of["label"])

    # ------------------------------------------------------------ grading: the checks themselves on the edited policy
    def _wrong(self, chosen: dict[str, str]) -> list[str]:
        said = self.changing.said(chosen, self.keys)
        return [key for key in self.keys if any(one.violates for one in said[key])]

    def _lost(self) -> list[str]:
        """What was taken away although nothing was wrong with it: the work that needs it cannot be done."""
        before = self._wrong({})
        return [key for key, name in self.chosen.items() if self.changing.drops(name) and key not in before]

    def _graded(self) -> Outcome:
        if all(name == "keep" for name in self.chosen.values()):
            return Outcome("not_attempted", to_find=len(self._wrong({})))
        before, after, lost = self._wrong({}), self._wrong(self.chosen), self._lost()
        solved = len([key for key in before if key not in after])
        bad = len(set(after) | set(lost))
        state = "right" if not bad else "partly" if solved else "wrong"
        return Outcome(state, solved, len(before), len(lost), 1 - bad / len(self.keys))

    # ------------------------------------------------------------ words
    def _feedback(self, outcome: Outcome) -> list:
        if outcome.state == "not_attempted":
            return [self.say("change_not_attempted", of=outcome.to_find)]
        counts = {"found": outcome.found, "of": outcome.to_find, "extra": outcome.extra}
        told = [self.say(f"change_{outcome.state}", **counts)]
        said = self.changing.said(self.chosen, self.keys)
        still = [f"{self.label(key)}: {self._sentence(one)}" for key in self.keys for one in self._open(said[key])]
        lost = [self.say("change_lost", row=self.label(key)) for key in self._lost()]
        again = [self.say("change_again")] if outcome.state != "right" else []
        return [*told, *([*again, still + lost] if still or lost else []), *self.compared(self.chosen)]

    def _open(self, said: list) -> list:
        """What is worth telling of a row: its findings; without one, what can be argued about it."""
        return [one for one in said if one.violates] or [
            one for one in said if one.violates is None and self._teller(one.check).arguable(self._record(one))
        ]

    def compared(self, chosen: dict[str, str]) -> list:
        """What the scan counts before and after: a table and a small chart."""
        from ..charts import before_after
        from ..themes import find

        before, after = self.changing.counts({}, self.keys), self.changing.counts(chosen, self.keys)
        counted = [
            (find(one.check).words("title", self.lang), one, other)
            for one, other in zip(before, after, strict=True)
            if one.items or other.items
        ]
        rows = tuple((title, self._share(one), self._share(other)) for title, one, other in counted)
        head = (self.say("col_check"), self.say("col_before"), self.say("col_after"))
        drawn = [(title, one.findings, other.findings) for title, one, other in counted]
        chart = before_after([row for row in drawn if any(row[1:])], self.say("caption_change"), self.lang)
        meaning = self.page_of[self.lang].get("effects")
        return [
            Table(self.say("caption_change"), head, rows, frozenset({1, 2})),
            chart,
            *([meaning] if meaning else []),
        ]

    def _share(self, count: Count) -> str:
        part, whole = texts.number(count.findings, self.lang), texts.number(count.items, self.lang)
        return texts.say("errors.of", self.lang, part=part, whole=whole)

    def _sentence(self, said) -> str:
        teller = self._teller(said.check)
        record = self._record(said)
        label = self.label(record.key)
        return f"{teller.verdict(record)}: {teller.behind(record).removeprefix(f'{label}; ')}"

    def _record(self, said) -> Record:
        named = {str(value): self._word(name, value) for name, value in said.row.items() if isinstance(value, str)}
        words = {*self.page_of.get("words", {}), *(row["id"] for row in self.changing.policy.rows("purposes"))}
        told = {name: named[v] if v and (v in words or name == "purposes") else v for name, v in said.row.items()}
        return Record(said.row["key"], (), "", said.row, told)

    def _teller(self, check: str) -> Teller:
        rule = next(rule for rule in self.changing.checks if rule.id == check)
        return Teller(rule, self.changing.law, self.lang)

    def _solution(self) -> list:
        answer = self.answer()
        rows = tuple((self.label(key), self._option(answer[key]), self._why(key)) for key in self.keys)
        head = (self.say("col_row"), self.say("col_choice_made"), self.say("col_why"))
        advice = [self._teller(check).advice() for check in self._broken()]
        return [self.question, Table(self.say("solution"), head, rows), *self.compared(answer), *advice]

    def _why(self, key: str) -> str:
        """What was wrong with the row as it stood, what can be argued about it, or that it is in order."""
        said = self._open(self.changing.said({}, self.keys)[key])
        return "; ".join(self._sentence(one) for one in said) or self.say("is_clear")

    def _broken(self) -> list[str]:
        """The checks that have a finding on these rows as they stood."""
        said = [one for rows in self.changing.said({}, self.keys).values() for one in rows]
        return [rule.id for rule in self.changing.checks if any(o.violates and o.check == rule.id for o in said)]

    def _hints(self) -> list[Callable[[], list]]:
        return [lambda: [self.page_of[self.lang]["hint"]], self._rules, self._near]

    def _rules(self) -> list:
        """What to look at, and the articles, of a row that is still wrong; the last hint names that row."""
        said = self.changing.said(self.chosen, self.keys)
        left = [one for key in self.keys for one in said[key] if one.violates]
        if left:
            return self._teller(left[0].check).articles(self._record(left[0]))
        return self._teller(self._broken()[0]).articles()

    def _near(self) -> list:
        left = self._wrong(self.chosen)
        return [self.say("hint_row", row=self.label(left[0])) if left else self.say("hint_no_row")]

    def _facts(self, key: str) -> list[list[str]]:
        facts = self.changing.pool()[key]["facts"]
        return [[self._header(name), self._word(name, facts.get(name))] for name in self.page_of["show"]]

    def _header(self, name: str) -> str:
        page = self.page_of.get("header", {}).get(name)
        return page[self.lang] if page else self.changing.table.columns[name].meaning[self.lang].split(" (")[0]

    def _word(self, name: str, value: object) -> str:
        if value in (None, ""):
            return self.say("none")
        if name == "purposes":
            labels = {row["id"]: row[f"label_{self.lang}"] for row in self.changing.policy.rows("purposes")}
            return ", ".join(labels.get(part) or part for part in str(value).split(";"))
        words = self.page_of.get("words", {}).get(str(value))
        return words[self.lang] if words else texts.show(value, self.lang)

    def _option(self, name: str) -> str:
        return self.page_of["option"][name][self.lang]


def change(name: str, crm, policy, law, *, seed: object = 0, lang: str | None = None, attempt: int = 0) -> Change:
    """An exercise of the kind change; `seed` is a number, a text or (class, learner, lesson).

    Raises AvgkitError for a change that no theme has, and where a table that its checks need is missing.
    """
    lang = texts.language(lang)
    if name not in changes():
        raise AvgkitError(texts.unknown_name("lesson.no_change", name, changes()))
    changing = Changing(name, crm, policy, law)
    missing = [need for rule in (*changing.checks, *changing.effects) for need in rule.missing(crm, policy)]
    if missing:
        raise AvgkitError(texts.say("lesson.draw_missing", lang, tables=", ".join(dict.fromkeys(missing))))
    parts = tuple(seed) if isinstance(seed, tuple | list) else (seed,)

    def made(nth: int) -> Change:
        keys = changing.draw((name, *parts, nth))
        return Change(changing, name, keys, lang, lambda: made(nth + 1), nth)

    return made(attempt)
