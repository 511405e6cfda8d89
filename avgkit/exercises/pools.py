"""Where the records of an exercise come from: the verdict on a whole CRM, or cases made for it and judged."""

import re
import warnings
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import ClassVar

import narwhals as nw

from .. import schema, texts
from ..errors import AvgkitError, AvgkitWarning
from .varying import spoken, vary

_CASES = 8  # cases of each template
_DAY = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?")


class FirmPool:
    """The records of a CRM and its policy, with the verdict on each."""

    sorts: ClassVar[dict] = {}

    def __init__(self, rule, crm, policy, law, verdict=None):
        self.rule, self.crm, self.policy = rule, crm, policy
        if verdict is None:  # judged once for every exercise about it
            judged = crm.derived(f"verdict {rule.id}", lambda: rule.verdict(crm, policy, law), policy, law)
            verdict = judged.collect("pyarrow")
        self._verdict = verdict

    def rows(self, columns: set[str]) -> list[dict]:
        """What the draw must know of every record."""
        return self._verdict.select(sorted({"key", "violates", "reasons", *columns})).rows(named=True)

    def details(self, keys: list[str], columns: set[str]) -> dict[str, dict]:
        """The whole verdict on these records, with facts of the record itself and of its contact."""
        if not keys:
            return {}
        found = self._verdict.filter(nw.col("key").is_in(keys)).rows(named=True)
        facts = self._facts(keys, columns) if columns else {}
        return {row["key"]: row | facts.get(row["key"], {}) for row in found}

    def _facts(self, keys: list[str], columns: set[str]) -> dict[str, dict]:
        """Facts that the verdict does not carry; personal ones only where the page of the theme names them."""
        if refused := [c for c in sorted(columns) if _personal(c) and c not in self.rule.exercise.get("reveal", ())]:
            raise AvgkitError([texts.say("lesson.personal_column", column=column) for column in refused])
        own = sorted(c.split(".")[1] for c in columns if c.split(".")[0] == self.rule.table)
        if self.rule.table in schema.tables("policy"):
            rows = dict(self.policy.keyed(self.rule.table))
            return {k: {f"{self.rule.table}.{n}": rows.get(k, {}).get(n) for n in own} for k in keys}
        own_key = schema.tables("crm")[self.rule.table].key
        frame = getattr(self.crm, self.rule.table).with_columns(id=nw.col(own_key)).filter(nw.col("id").is_in(keys))
        others = sorted({c.split(".")[0] for c in columns} - {self.rule.table})
        frame = frame.select(
            "id", *(["contact"] if others else []), **{f"{self.rule.table}.{n}": nw.col(n) for n in own}
        )
        for table in others:
            names = sorted(c.split(".")[1] for c in columns if c.split(".")[0] == table)
            other = getattr(self.crm, table).select(contact="id", **{f"{table}.{n}": nw.col(n) for n in names})
            frame = frame.join(other, on="contact", how="left")
        return {row["id"]: row for row in frame.collect("pyarrow").rows(named=True)}


@dataclass(frozen=True)
class CasePool:
    """Cases made from the templates of the theme's page, each judged by the check on the day of the law."""

    rule: object
    law: object
    lang: str = "nl"
    policy: object = None
    # Everybody gets cases of the same templates.
    sorts: ClassVar[dict] = {True: "template", False: "template", None: "template"}

    def rows(self, columns: set[str]) -> list[dict]:
        """What the draw must know of every case."""
        return list(_cases(self.rule.id, self.law.on, self.lang).values())

    def details(self, keys: list[str], columns: set[str]) -> dict[str, dict]:
        """The verdict and the facts of these cases."""
        every = _cases(self.rule.id, self.law.on, self.lang)
        return {key: dict.fromkeys(columns) | every[key] | _of_rows(every[key], columns) for key in keys}


@cache
def _cases(check_id: str, on: date, lang: str) -> dict[str, dict]:
    """The cases of a check with their verdicts, by key; made and judged once, as they read in this language."""
    from ..judges import judge
    from ..themes import find

    rule, made = find(check_id), {}
    for number, template in enumerate(rule.exercise["case"], 1):
        for nth in range(_CASES):
            facts = vary(template, (check_id, number, nth))
            made.setdefault(repr(sorted(facts.items())), (number, facts))
    letter = schema.tables(_side(rule.table))[rule.table].words["en"][0].upper()
    cases = {f"{letter}{100 + nth}": (n, spoken(one, lang)) for nth, (n, one) in enumerate(made.values(), 1)}
    argued = {key: facts.pop("arguable", False) for key, (_, facts) in cases.items()}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AvgkitWarning)  # a case also shows facts that make no difference
        answers = judge(check_id, [facts | {"key": key} for key, (_, facts) in cases.items()], on=on)
    said = [answer["key"].split("/")[0] for answer in answers]
    found = {}
    for key, answer in zip(said, answers, strict=True):
        if said.count(key) > 1 or "not_in_scope" in answer["reasons"]:
            continue  # a case with several verdicts, or outside the check, has no one answer
        number, facts = cases[key]
        # An answer leaves out what is empty; a sentence about a record asks for it all the same.
        read = dict.fromkeys(rule.evidence) | {n: _typed(value) for n, value in (facts | answer["evidence"]).items()}
        reasons = ";".join(answer["reasons"])
        own = {"reasons": reasons, "template": str(number), "arguable": argued[key]}
        found[key] = read | {"key": key, "violates": answer["violates"], **own}
    return found


def _of_rows(row: dict, columns: set[str]) -> dict:
    """The columns `table.column?flag`: the values of those records of the case for which the flag is yes."""
    found = {}
    for name in (column for column in columns if "?" in column):
        column, _, flag = name.partition("?")
        flags = str(row.get(f"{column.split('.')[0]}.{flag}") or "").split(";")
        values = str(row.get(column) or "").split(";")
        picked = [value for value, said in zip(values, flags, strict=False) if said == "True"]
        found[name] = ";".join(picked) or ("nowhere" if "False" in flags else None)
    return found


def _typed(value: object) -> object:
    """A day that JSON wrote as text becomes a day again; a list becomes codes joined by ;."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value) if len(value) == 10 else datetime.fromisoformat(value)
    return ";".join(map(str, value)) if isinstance(value, list) else value


def _side(table: str) -> str:
    return next(side for side in schema.SIDES if table in schema.tables(side))


def _personal(column: str) -> bool:
    table, name = column.split(".")
    return schema.tables(_side(table))[table].columns[name].personal
