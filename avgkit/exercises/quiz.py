"""The quiz: one case for each concept, a verdict on each, marked once; the same concepts before and after a course."""

import tomllib
from functools import cache
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from .base import Exercise
from .draws import Outcome, order
from .judge import VERDICTS
from .making import maker
from .telling import Record, Teller
from .views import Page, Table

QUIZZES = ("start", "closing")
_DONT_KNOW = "dont_know"


@cache
def concepts() -> list[dict]:
    """The concepts of the quiz, each with its check and words."""
    with open(Path(__file__).parent / "quiz.toml", "rb") as file:
        return tomllib.load(file)["concept"]


class Item:
    """One case of the quiz: a concept, its record and who tells about it."""

    def __init__(self, page: dict, teller: Teller, record: Record, head: tuple):
        self.id, self.page, self.teller, self.record, self.head = page["id"], page, teller, record, head

    def right(self, value: object) -> bool:
        """Whether this verdict is the check's; where the law leaves room every verdict is."""
        if self.teller.arguable(self.record):
            return value in VERDICTS
        return value in VERDICTS and VERDICTS[str(value)] is self.record.violates


class Quiz(Exercise):
    """A verdict on each of these cases: `check({"consent": "finding", ...})`; `dont_know` is an answer too."""

    kind = "quiz"

    def __init__(self, name: str, items: list[Item], lang: str):
        super().__init__(name, lang, [], None, 0)
        self.items, self.most = items, len(items)
        self.known: dict[str, bool] = {}  # by concept: whether the first answer was right

    def check(self, verdicts: dict[str, str] | None = None) -> Outcome:
        """Grade these verdicts by concept; without them, what was chosen on the card."""
        if verdicts is not None:
            offered = [*VERDICTS, _DONT_KNOW]
            wrong = [
                self.say("option_unknown", value=f"{key}: {value}"[:60], known=", ".join(offered))
                for key, value in verdicts.items()
                if key not in [item.id for item in self.items] or value not in offered
            ]
            if wrong:
                return Outcome("not_attempted", page=self._page(*wrong))
            self.fill(verdicts)
        return self.grade()

    @property
    def question(self) -> str:
        return self.say("quiz_question", n=len(self.items))

    def answer(self) -> dict[str, str]:
        """The verdict of the check on each case."""
        return {i.id: next(n for n, value in VERDICTS.items() if value is i.record.violates) for i in self.items}

    def fields(self) -> list[dict]:
        """A set of radio buttons for each case, under its facts."""
        words = {"clear": "is_clear", "finding": "is_finding", "unknown": "is_unknown", _DONT_KNOW: "dont_know"}
        options = [{"value": value, "label": self.say(word)} for value, word in words.items()]
        return [
            {
                "type": "choice",
                "name": item.id,
                "legend": self.say("quiz_item", n=n, question=item.teller.asked(item.page[self.lang]["question"])),
                "facts": [list(pair) for pair in zip(item.head[1:], item.record.cells, strict=True)],
                "options": options,
            }
            for n, item in enumerate(self.items, 1)
        ]

    def missed(self) -> list[str]:
        """The concepts of which the verdict is not right."""
        return [] if self.outcome is None else [i.id for i in self.items if not i.right(self.values.get(i.id))]

    def page(self) -> Page:
        """The cases as text."""
        blocks: list = [self.question]
        for item, field in zip(self.items, self.fields(), strict=True):
            head = (self.say("col_fact"), self.say("col_value"))
            blocks.append(Table(f"{field['legend']} ({item.id})", head, tuple(map(tuple, field["facts"]))))
        example = f'check({{"{self.items[0].id}": "finding", ...}})' if self.items else "check()"
        return self._page(*blocks, self.say("how_quiz", example=example))

    def state(self) -> dict:
        """What must be kept, with what was known of each concept at the first answer."""
        return super().state() | {"known": dict(self.known)}

    def restore(self, kept: dict) -> None:
        """Go on where `state` was taken."""
        ids = {item.id for item in self.items}
        known = kept.get("known") if isinstance(kept.get("known"), dict) else {}
        self.known = {key: value for key, value in known.items() if key in ids and isinstance(value, bool)}
        super().restore(kept)

    def _graded(self) -> Outcome:
        given = {item.id: self.values.get(item.id) for item in self.items}
        if not self.items or None in given.values():
            return Outcome("not_attempted", to_find=sum(value is None for value in given.values()))
        good = [item for item in self.items if item.right(given[item.id])]
        self.known = self.known or {item.id: item in good for item in self.items}
        state = "right" if len(good) == len(self.items) else "partly" if good else "wrong"
        return Outcome(state, len(good), len(self.items), 0, len(good) / len(self.items))

    def _feedback(self, outcome: Outcome) -> list:
        if outcome.state == "not_attempted":
            return [self.say("quiz_not_attempted", n=outcome.to_find, of=len(self.items))]
        told = []
        for n, item in enumerate(self.items, 1):
            mark = self.say("quiz_right" if item.right(self.values.get(item.id)) else "quiz_wrong")
            title, verdict = item.page[self.lang]["title"], item.teller.verdict(item.record)
            told.append(f"{n}. {title}. {mark} {verdict}: {item.teller.sentence(item.record)} ({self._cited(item)})")
        return [self.say("quiz_done", good=outcome.found, of=outcome.to_find), told]

    def _cited(self, item: Item) -> str:
        return item.teller.cited(item.record)

    def _solution(self) -> list:
        head = (self.say("col_concept"), self.say("col_verdict"), self.say("col_why"), self.say("col_article"))
        rows = tuple(
            (i.page[self.lang]["title"], i.teller.verdict(i.record), i.teller.sentence(i.record), self._cited(i))
            for i in self.items
        )
        return [Table(self.say("solution"), head, rows)]


def quiz(name: str, crm, policy, law, *, seed: object = 0, lang: str | None = None) -> Quiz:
    """The quiz `start` or `closing`: the same concepts, other cases; half of them a finding, for everybody.

    Raises AvgkitError for another name. A concept whose tables are missing is left out.
    """
    lang = texts.language(lang)
    if name not in QUIZZES:
        raise AvgkitError(texts.unknown_name("lesson.no_quiz", name, QUIZZES))
    parts = (name, *(tuple(seed) if isinstance(seed, tuple | list) else (seed,)))
    mixed = sorted((page["id"] for page in concepts()), key=lambda key: order((*parts, "mix"), key))
    items = []
    for page in concepts():
        made = maker(page["check"], crm, policy, law, parts, 1, lang)
        record, head = made.one(only=mixed.index(page["id"]) % 2 == 0)
        if record:
            items.append(Item(page, made.teller, record, head))
    return Quiz(name, items, lang)
