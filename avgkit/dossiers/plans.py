"""What is to be done with each record after a request: plans of lines, each with its reason, article and last day."""

from dataclasses import dataclass, field
from datetime import date

import narwhals as nw

# In the order in which a plan shows them: what to do first, what stays last.
ACTIONS = ("stop", "weigh", "delete", "anonymise", "keep_part", "clean_file", "change", "add", "unknown", "keep")
ACTIONS += ("outside",)
MUST_GO = ("delete", "anonymise", "keep_part", "clean_file")


@dataclass
class Line:
    """One line of a plan: the record, what is done, why, and until when it may stay (None: no day is known).

    `columns`: of a record that stays in part, what must go. `reason` and `also` are codes with words in both languages.
    """

    table: str
    key: str
    action: str
    reason: str
    article: str = ""
    until: date | None = None
    columns: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Table and key together."""
        return f"{self.table}/{self.key}"

    def to_dict(self) -> dict:
        """The line as JSON can hold it."""
        return vars(self) | {"until": self.until.isoformat() if self.until else None}


def rows_of(crm, frame: nw.LazyFrame, column: str, keys: list[str]) -> dict[str, dict]:
    """The rows of a derived table or verdict for these keys, by key."""
    wanted = crm.bind([{column: key} for key in keys], {column: "VARCHAR"})
    found = crm.engine.arrow(frame.join(wanted, on=column, how="semi")).to_pylist()
    return {row[column]: row for row in found}


def verdicts(crm, policy, law, records, checks: tuple[str, ...]) -> list[dict]:
    """What existing checks say of these records: check, key, violates, reasons; a check that cannot run says so."""
    from ..themes import find

    told = []
    for name in checks:
        check = find(name)
        if check.missing(crm, policy):
            told.append({"check": name, "key": None, "violates": None, "reasons": ["not_run"]})
            continue
        keys = [record.key for record in records if record.table == check.table]
        for key, row in rows_of(crm, check.verdict(crm, policy, law), "key", keys).items() if keys else ():
            reasons = [code for code in (row["reasons"] or "").split(";") if code]
            told.append({"check": name, "key": key, "violates": row["violates"], "reasons": reasons})
    return told
