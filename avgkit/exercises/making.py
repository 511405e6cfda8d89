"""From a check's verdict to an exercise: records drawn, their facts put into words.

The page of the theme says what an exercise shows ([check.x.exercise]):
    show     at most five columns: of the verdict, or `table.column` of the record or its contact; `a+b` share a cell
    finding  which findings can be decided from what is shown: {reasons = [codes]}
    clear    which fine records can be: {column of the verdict = [codes]}; without it they differ by the first column
"""

from dataclasses import dataclass
from datetime import datetime

import narwhals as nw

from .. import schema, texts
from ..errors import AvgkitError
from .draws import draw
from .mark import Exercise, Record

_PLAIN = ("channel", "sent_at", "channel+sent_at", "at", "purpose")  # clear without their header


@dataclass(frozen=True)
class _Maker:
    """All that the draws of one exercise share, so that another attempt judges nothing again."""

    rule: object
    crm: object
    policy: object
    law: object
    verdict: nw.DataFrame
    seed: tuple
    size: int
    lang: str

    def make(self, attempt: int = 0, used: frozenset = frozenset()) -> Exercise:
        """The exercise of one attempt; a later one gets records that were not used yet, as long as there are."""
        names = _columns(self.rule.exercise["show"])
        wanted = {True: self.rule.exercise.get("finding", {}), False: self.rule.exercise.get("clear", {})}
        sorts = {True: "reasons", False: next(iter(wanted[False]), names[0].split("+")[0])}
        keys = draw(self.verdict, self.seed, self.size, attempt, used, wanted, sorts)
        drawn = self.verdict.filter(nw.col("key").is_in(keys)) if keys else self.verdict.head(0)
        rows = {row["key"]: row for row in drawn.rows(named=True)}
        facts = self._facts(keys, {part for name in names for part in name.split("+") if "." in part})
        head = tuple(self._say(f"col_{_first(name)}") for name in (self.rule.table, *names))
        records = []
        for key in keys:
            shown = rows[key] | facts.get(key, {})
            cells = {name: self._cell(shown, name) for name in names}
            parts = [c if n in _PLAIN else f"{h}: {c}" for (n, c), h in zip(cells.items(), head[1:], strict=True)]
            told = {name: self._told(name, value) for name, value in rows[key].items()}
            records.append(Record(key, tuple(cells.values()), f"{key} · {' · '.join(parts)}", rows[key], told))
        notes = self._notes(records, used)
        return Exercise(
            self.rule, self.law, records, head, self.lang, notes, lambda: self.make(attempt + 1, used | set(keys))
        )

    def _facts(self, keys: list[str], columns: set[str]) -> dict[str, dict]:
        """Facts that the verdict does not carry, of the record itself or of its contact; never a personal value."""
        if not keys or not columns:
            return {}
        wanted = {table: [] for table in sorted(column.split(".")[0] for column in columns)}
        for column in sorted(columns):
            table, name = column.split(".")
            if schema.tables("crm")[table].columns[name].personal:
                raise AvgkitError(texts.say("lesson.personal_column", self.lang, column=column))
            wanted[table].append(name)
        own = [name for name in wanted.pop(self.rule.table, [])]
        frame = getattr(self.crm, self.rule.table).filter(nw.col("id").is_in(keys))
        frame = frame.select("id", "contact", **{f"{self.rule.table}.{name}": nw.col(name) for name in own})
        for table, names in wanted.items():
            other = getattr(self.crm, table).select(contact="id", **{f"{table}.{name}": nw.col(name) for name in names})
            frame = frame.join(other, on="contact", how="left")
        return {row["id"]: row for row in frame.collect("pyarrow").rows(named=True)}

    def _cell(self, row: dict, name: str) -> str:
        """One or more columns as the words of one cell; where the first is empty there is nothing to add."""
        first, *others = name.split("+")
        if row[first] in (None, "none"):
            return self._say(f"none_{_first(first)}", "none")
        return ", ".join(self._word(part, row[part]) for part in (first, *others) if row[part] is not None)

    def _word(self, name: str, value: object) -> str:
        """A value in words; the day is enough, and a purpose is named as the organisation names it."""
        if hasattr(value, "year"):
            return texts.day(value, self.lang)
        if name == "contact_kind":
            return self._say(f"kind_{value}")
        return texts.show(self._told(name, value), self.lang)

    def _told(self, name: str, value: object) -> object:
        """A value as the sentences of the check want it: a day without its hour, a purpose by its own name."""
        if name == "purpose":
            labels = {row["id"]: row[f"label_{self.lang}"] for row in self.policy.rows("purposes")}
            return labels.get(value) or value
        return value.date() if isinstance(value, datetime) else value

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
        return [texts.say(f"lesson.{name}", self.lang, **values) for name, holds in cases.items() if holds]

    def _say(self, name: str, otherwise: str | None = None) -> str:
        try:
            return texts.say(f"lesson.{name}", self.lang)
        except KeyError:
            if otherwise is None:
                raise
            return texts.say(f"lesson.{otherwise}", self.lang)


def _columns(show: list[str]) -> list[str]:
    """The columns of the card; a moment (`choice_at`) joins the column that it dates (`choice`)."""
    joined: list[str] = []
    for name in show:
        if joined and name == f"{joined[-1]}_at":
            joined[-1] += f"+{name}"
        else:
            joined.append(name)
    return joined


def _first(name: str) -> str:
    return name.split("+")[0].split(".")[-1]


def exercise(
    check_id: str, crm, policy, law, *, seed: object = 0, size: int = 7, lang: str | None = None, verdict=None
) -> Exercise:
    """An exercise of the kind mark; `seed` is a number, a text or (class, learner, lesson).

    `verdict` is the check's verdict when it was collected before: a class judges once and draws for everybody.
    """
    from ..themes import checks

    lang = texts.language(lang)
    rules = {check.id: check for check in checks() if check.exercise}
    if check_id not in rules:
        raise AvgkitError(texts.unknown_name("lesson.no_exercise", check_id, rules))
    rule = rules[check_id]
    if missing := rule.missing(crm, policy):
        note = texts.say("lesson.draw_missing", lang, tables=", ".join(missing))
        return Exercise(rule, law, [], (), lang, [note], lambda: exercise(check_id, crm, policy, law, lang=lang))
    if verdict is None:
        verdict = rule.verdict(crm, policy, law).collect("pyarrow")
    parts = tuple(seed) if isinstance(seed, tuple | list) else (seed,)
    return _Maker(rule, crm, policy, law, verdict, (check_id, *parts), size, lang).make()
