"""A policy that a learner may change, and what the same scan says of it before and after.

Each change has a page of its own (changes/NAME.toml):
    table     the policy table that is edited; checks: the checks that judge its rows
    effects   checks that count what the change does elsewhere in the CRM: records affected
    base      "firm": the drawn rows stand among the firm's own; "drawn": they are all there is
    size, wrong    how many rows are drawn, of which so many are a finding as they stand
    show      the facts of a row that the learner sees; label: those that name it
    row       templates of rows: facts, and `options`, the names of what may be done with it
    option.NAME    what may be done: set = {column = value}, clear = [columns to empty], or drop = true, with its words;
                   `keep` does nothing
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .. import schema
from ..tables import Policy
from .draws import order


@cache
def changes() -> dict[str, dict]:
    """The page of every change, by name."""
    pages = {}
    for file in sorted((Path(__file__).parent / "changes").glob("*.toml")):
        pages[file.stem] = tomllib.loads(file.read_text(encoding="utf-8"))
    return pages


@dataclass(frozen=True)
class Said:
    """What a check says of one row."""

    check: str
    violates: bool | None
    row: dict


@dataclass(frozen=True)
class Count:
    """What a check counts in all: records judged and findings."""

    check: str
    items: int
    findings: int


class Changing:
    """One page of a change over one CRM, policy and law: it draws rows, edits the policy and runs the checks."""

    def __init__(self, name: str, crm, policy, law):
        from ..themes import find

        self.page, self.crm, self.policy, self.law = changes()[name], crm, policy, law
        self.table = schema.tables("policy")[self.page["table"]]
        self.checks = [find(check) for check in self.page["checks"]]
        self.effects = [find(check) for check in self.page.get("effects", ())]
        self._seen: dict[tuple, dict[str, list[Said]]] = {}
        self._counted: dict[tuple, list[Count]] = {}

    def pool(self) -> dict[str, dict]:
        """Every row that may be drawn, by key."""
        return _pool(self.page["table"], self.page["row"])

    def draw(self, seed: tuple) -> list[str]:
        """The keys of the rows of one exercise: so many findings, the others in order, mixed by the seed."""
        said = self.said({}, list(self.pool()))
        wrong = [key for key in said if any(one.violates for one in said[key])]
        fine = [key for key in said if key not in wrong]
        count, size = self.page["wrong"], self.page["size"]
        picked = [sorted(keys, key=lambda key: order(seed, key)) for keys in (wrong, fine)]
        return sorted([*picked[0][:count], *picked[1][: size - count]], key=lambda key: order((*seed, "shown"), key))

    def options(self, key: str) -> list[str]:
        """What may be done with a row, as it stands first."""
        return ["keep", *(name for name in self.pool()[key]["options"] if name != "keep")]

    def drops(self, option: str) -> bool:
        """Whether an option takes the row away."""
        return self.page["option"][option].get("drop") is True

    def edited(self, chosen: dict[str, str], keys: list[str]) -> Policy:
        """The policy with these rows as chosen."""
        rows = []
        for key in keys:
            option = self.page["option"][chosen.get(key, "keep")]
            if not option.get("drop"):
                emptied = dict.fromkeys(option.get("clear", ()))
                facts = self.pool()[key]["facts"] | emptied | option.get("set", {})
                rows.append(dict.fromkeys(self.table.columns) | facts)
        others = self.policy.rows(self.page["table"]) if self.page["base"] == "firm" else []
        others = [row for row in others if self.table.key_of(row) not in keys]
        tables = {name: self.policy.rows(name) for name in self.policy.tables}
        return Policy(tables | {self.page["table"]: [*others, *rows]})

    def said(self, chosen: dict[str, str], keys: list[str]) -> dict[str, list[Said]]:
        """What each check says of each of these rows; a row that was dropped has nothing said of it."""
        place = tuple((key, chosen.get(key, "keep")) for key in keys)
        if place not in self._seen:
            found: dict[str, list[Said]] = {key: [] for key in keys}
            policy = self.edited(chosen, keys)
            dropped = {key for key in keys if self.drops(chosen.get(key, "keep"))}
            for check in self.checks:
                for row in check.verdict(self.crm, policy, self.law).collect("pyarrow").rows(named=True):
                    if row["key"] in found and row["key"] not in dropped:
                        found[row["key"]].append(Said(check.id, row["violates"], row))
            self._seen[place] = found
        return self._seen[place]

    def counts(self, chosen: dict[str, str], keys: list[str]) -> list[Count]:
        """What each check, and each check of the effects, counts with this policy."""
        place = tuple((key, chosen.get(key, "keep")) for key in keys)
        if place not in self._counted:
            said = self.said(chosen, keys)
            counted = []
            for check in self.checks:
                mine = [one for rows in said.values() for one in rows if one.check == check.id]
                counted.append(Count(check.id, len(mine), sum(one.violates is True for one in mine)))
            policy = self.edited(chosen, keys)
            for check in self.effects:
                column = check.verdict(self.crm, policy, self.law).select("violates").collect("pyarrow")["violates"]
                answers = column.to_list()
                counted.append(Count(check.id, len(answers), sum(answer is True for answer in answers)))
            self._counted[place] = counted
        return self._counted[place]

    def solved(self, keys: list[str]) -> dict[str, str]:
        """Choices after which no check has a finding: each row that has one goes on to its next option."""
        chosen = {key: "keep" for key in keys}
        for _ in range(sum(len(self.options(key)) for key in keys)):
            said = self.said(chosen, keys)
            wrong = [key for key in keys if any(one.violates for one in said[key])]
            if not wrong:
                break
            key = wrong[0]
            left = self.options(key)[self.options(key).index(chosen[key]) + 1 :]
            if not left:
                break
            chosen[key] = left[0]
        return chosen


@cache
def _row_key(table: str, facts: tuple) -> str:
    return schema.tables("policy")[table].key_of(dict(facts))


def _pool(table: str, templates: list[dict]) -> dict[str, dict]:
    """The templates by the key of their row."""
    made = {}
    for template in templates:
        facts = {name: value for name, value in template.items() if name != "options"}
        made[_row_key(table, tuple(facts.items()))] = {"facts": facts, "options": template["options"]}
    return made
