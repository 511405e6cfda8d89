"""From a check's verdict to an exercise: records drawn, their facts put into words.

The page of the theme says what an exercise shows ([check.x.exercise]):
    show      at most five columns (eight for a case to judge): of the verdict, or `table.column` of the record or its
              contact; `a+b` share a cell; `table.column?flag` in a case: of those records for which the flag is yes
    reveal    columns with personal values that may be shown all the same, because the lesson is about them
    finding   which findings can be decided from what is shown: {reasons = [codes]}
    clear     which fine records can be: {column of the verdict = [codes]}; without it they differ by the first column
    since     {column = day}: of a firm only records from that day on: no older law than the lesson teaches is needed
    nl.question / en.question   what is asked of seven records; nl.case / en.case: of one
    option.CODE                 what to say to who chose this reason wrongly; these are the reasons that are offered
    law                         the articles that the second hint names, where those of the check are too many
    arguable                    {reasons = [codes of not knowing that can be argued], nl = {finding, clear}, en = ...}
    case                        templates of cases (see varying.py), where a CRM would have too few records
"""

from dataclasses import dataclass
from datetime import datetime

from .. import schema, texts
from ..errors import AvgkitError
from .base import Exercise
from .draws import draw, draw_one
from .judge import Judge
from .mark import Mark
from .pools import CasePool, FirmPool
from .telling import Record, Teller

_PLAIN = ("channel", "sent_at", "channel+sent_at", "at", "purpose")  # clear without their header


@dataclass(frozen=True)
class Maker:
    """All that the draws of one exercise share, so that another attempt judges nothing again."""

    teller: Teller
    pool: FirmPool | CasePool
    seed: tuple
    size: int = 7

    def mark(self, attempt: int = 0, used: frozenset = frozenset()) -> Mark:
        """The exercise of this attempt; records that were used before come last."""
        wanted = self._wanted(None)
        rows = self._rows(wanted)
        rows = [row for row in rows if not row.get("arguable")]  # to tick or not to tick leaves no room
        keys = draw(rows, self.seed, self.size, attempt, used, wanted, self._sorts(wanted))
        records, head = self.records(keys)
        again = lambda: self.mark(attempt + 1, used | set(keys))  # noqa: E731
        return Mark(self.teller, records, head, self._notes(records, used), again, attempt)

    def judge(self, attempt: int = 0, used: frozenset = frozenset()) -> Judge:
        """One case of this attempt."""
        record, head = self.one(attempt, used)
        again = lambda: self.judge(attempt + 1, used | ({record.key} if record else set()))  # noqa: E731
        notes = [] if record else [self.teller.say("draw_empty")]
        return Judge(self.teller, record, head, notes, again, attempt, (*self.seed, attempt))

    def one(
        self, attempt: int = 0, used: frozenset = frozenset(), only: bool | None = None
    ) -> tuple[Record | None, tuple]:
        """One record to judge, and the headers of its facts; `only`: a finding (True) or one in order (False)."""
        wanted = self._wanted({"reasons": self.rule.exercise.get("unknown") or self._argued()})
        rows = self._rows(wanted)
        if not wanted[None]["reasons"] and not isinstance(self.pool, CasePool):
            rows = [row for row in rows if row["violates"] is not None]
        if not wanted[None]["reasons"]:
            wanted[None] = {}
        rows = rows if only is None else [row for row in rows if row["violates"] is only] or rows
        keys = draw_one(rows, self.seed, attempt, used, wanted, self._sorts(wanted))
        records, head = self.records(keys)
        return (records[0] if records else None), head

    @property
    def rule(self):
        """The check."""
        return self.teller.rule

    def _rows(self, wanted: dict) -> list[dict]:
        since = {} if isinstance(self.pool, CasePool) else self.rule.exercise.get("since", {})
        rows = self.pool.rows({*wanted[True], *wanted[False], *self._sorts(wanted).values(), *since})
        return [row for row in rows if all(row[name] and str(row[name]) >= str(day) for name, day in since.items())]

    def _argued(self) -> list[str]:
        return (self.rule.exercise.get("arguable") or {}).get("reasons", [])

    def _wanted(self, unknown: dict | None) -> dict:
        page = self.rule.exercise
        return {True: page.get("finding", {}), False: page.get("clear", {}), None: unknown or {}}

    def _sorts(self, wanted: dict) -> dict:
        if self.pool.sorts:
            return self.pool.sorts
        first = columns(self.rule.exercise["show"])[0].split("+")[0]
        usual = first if "." not in first else "reasons"
        return {True: "reasons", False: next(iter(wanted[False]), usual), None: "reasons"}

    def records(self, keys: list[str]) -> tuple[list[Record], tuple]:
        """These records in words, and the headers of their cells."""
        names = columns(self.rule.exercise["show"])
        parts = {part for name in names for part in name.split("+") if "." in part}
        rows = self.pool.details(keys, parts)
        head = (self._record_word(), *(self._header(name) for name in names))
        records = []
        for key in keys:
            cells = {name: self._cell(rows[key], name) for name in names}
            said = [c if n in _PLAIN else f"{h}: {c}" for (n, c), h in zip(cells.items(), head[1:], strict=True)]
            told = {name: self._told(name, value) for name, value in rows[key].items()}
            records.append(Record(key, tuple(cells.values()), f"{key} · {' · '.join(said)}", rows[key], told))
        return records, head

    # ------------------------------------------------------------ words
    def _record_word(self) -> str:
        side = next(side for side in schema.SIDES if self.rule.table in schema.tables(side))
        table = schema.tables(side)[self.rule.table]
        return self._say(f"col_{self.rule.table}") or table.words[self.teller.lang]

    def _header(self, name: str) -> str:
        """The header of a column: the page's own, a phrase of ours, else what the check or the schema calls it."""
        first = name.split("+")[0]
        if own := self.rule.exercise.get("head", {}).get(first):
            return own[self.teller.lang]
        table, _, column = first.rpartition(".")
        column = column.replace("?", "_")
        said = (table and self._say(f"col_{table}_{column}")) or self._say(f"col_{column}")
        if said or not table:
            return said or self.rule.evidence[first][self.teller.lang]
        side = next(side for side in schema.SIDES if table in schema.tables(side))
        return schema.tables(side)[table].columns[column].meaning[self.teller.lang].split(" (")[0]

    def _cell(self, row: dict, name: str) -> str:
        """One or more columns as the words of one cell; where the first is empty there is nothing to add."""
        first, *others = name.split("+")
        value, column = row.get(first), first.split(".")[-1].replace("?", "_")
        # A code may read otherwise in this column, and ‘none’ may be an answer of its own, such as no risk.
        if isinstance(value, str) and (said := self._say(f"said_{value}_{column}")):
            return said
        if value in (None, "none", ""):
            own = self._say(f"none_{first.replace('.', '_').replace('?', '_')}")  # a word for this table's column alone
            return own or self._say(f"none_{column}") or self.teller.say("none")
        parts = (first, *(part for part in others if row.get(part) not in (None, "")))
        return ", ".join(self._word(part, row[part]) for part in parts)

    def _word(self, name: str, value: object) -> str:
        """A value in words; the day is enough, and a purpose is named as the organisation names it."""
        if isinstance(value, datetime) and not self.rule.exercise.get("times"):
            return texts.day(value, self.teller.lang)
        if name == "contact_kind":
            return self.teller.say(f"kind_{value}")
        value = self._told(name, value)
        if isinstance(value, str) and _of_countries(name):
            return texts.places(value, self.teller.lang)
        return self.rule.shown(name, value, self.teller.lang)

    def _told(self, name: str, value: object) -> object:
        """A value as the sentences of the check want it: a day without its hour, a purpose by its own name."""
        if name == "purpose" and self.pool.policy is not None:
            labels = {row["id"]: row[f"label_{self.teller.lang}"] for row in self.pool.policy.rows("purposes")}
            return labels.get(value) or value
        return value.date() if isinstance(value, datetime) and not self.rule.exercise.get("times") else value

    def _notes(self, records: list[Record], used: frozenset) -> list[str]:
        """What the learner must know about this draw: nothing to judge, no finding, fewer records, or seen before."""
        wrong, count = sum(record.violates for record in records), len(records)
        cases = {
            "draw_empty": not count,
            "draw_no_finding": count and not wrong,
            "draw_only_findings": count and wrong == count,
            "draw_short": 0 < count < self.size,
            "draw_again": any(record.key in used for record in records),
        }
        values = {"n": count, "size": self.size}
        return [self.teller.say(name, **values) for name, holds in cases.items() if holds]

    def _say(self, name: str) -> str | None:
        try:
            return self.teller.say(name)
        except KeyError:
            return None


def _of_countries(name: str) -> bool:
    """Whether a fact holds countries, one or several."""
    table, _, column = name.partition("?")[0].rpartition(".")
    if not table:
        return False
    side = next(side for side in schema.SIDES if table in schema.tables(side))
    found = schema.tables(side)[table].columns[column]
    return "country" in (found.type, found.each)


def columns(show: list[str]) -> list[str]:
    """The columns of the card; a moment (`choice_at`) joins the column that it dates (`choice`)."""
    joined: list[str] = []
    for name in show:
        if joined and name == f"{joined[-1]}_at":
            joined[-1] += f"+{name}"
        else:
            joined.append(name)
    return joined


def maker(check_id: str, crm, policy, law, seed: object, size: int, lang: str, verdict=None) -> Maker:
    """The maker of the exercises of one check; the cases of the page come before the records of the CRM."""
    from ..themes import checks

    rules = {check.id: check for check in checks() if check.exercise}
    if check_id not in rules:
        raise AvgkitError(texts.unknown_name("lesson.no_exercise", check_id, rules))
    rule, parts = rules[check_id], tuple(seed) if isinstance(seed, tuple | list) else (seed,)
    pool = CasePool(rule, law, lang) if rule.exercise.get("case") else FirmPool(rule, crm, policy, law, verdict)
    return Maker(Teller(rule, law, lang), pool, (check_id, *parts), size)


def exercise(
    check_id: str,
    crm,
    policy,
    law,
    *,
    kind: str = "mark",
    seed: object = 0,
    size: int = 7,
    lang: str | None = None,
    verdict=None,
    attempt: int = 0,
) -> Exercise:
    """An exercise of the kind mark or judge; `seed` is a number, a text or (class, learner, lesson).

    `verdict` is the check's verdict when it was collected before: a class judges once and draws for everybody.
    `attempt` goes on with the draw of a later attempt. Raises AvgkitError for a check without an exercise.
    """
    lang = texts.language(lang)
    if kind not in ("mark", "judge"):
        raise AvgkitError(texts.unknown_name("lesson.no_kind", kind, ("mark", "judge")))
    from ..themes import find

    rule = find(check_id)
    if rule.exercise and not rule.exercise.get("case") and (missing := rule.missing(crm, policy)):
        note = texts.say("lesson.draw_missing", lang, tables=", ".join(missing))
        teller = Teller(rule, law, lang)
        again = lambda: exercise(check_id, crm, policy, law, kind=kind, lang=lang)  # noqa: E731
        return Mark(teller, [], (), [note], again) if kind == "mark" else Judge(teller, None, (), [note], again, 0, ())
    made = getattr(maker(check_id, crm, policy, law, seed, size, lang, verdict), kind)()
    for _ in range(min(attempt, 500)):
        made = made.retry()
    return made
