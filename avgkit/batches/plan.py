"""The plan of a batch: a line per report; everything that is wrong with it is told before anything runs."""

import csv
import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from .. import kept, texts
from ..errors import AvgkitError
from ..reports import checking
from ..sources import cutting
from ..tables import why

MOST = 5_000  # lines; who has more has a list of customers, not of reports
# The heads of a plan as people write them; any other head is a parameter of the report itself.
HEADS = {
    "report": ("report", "rapport"),
    "name": ("name", "naam"),
    "lang": ("lang", "language", "taal"),
    "on": ("on", "date", "datum", "peildatum", "dag"),
    "department": ("department", "afdeling"),
    "team": ("team",),
    "branch": ("branch", "vestiging"),
    "supplier": ("supplier", "leverancier"),
    "crm": ("crm",),
    "policy": ("policy", "beleid"),
    "format": ("format", "formaat"),
}
_OF = {head: name for name, heads in HEADS.items() for head in heads}
_NOT = ("out", "command", "scanned", "reveal")  # parameters that a batch decides on, or must not be asked for in bulk
_TAKEN = {"findings", "runs", "index", "results", "con", "prn", "aux", "nul"}
_TAKEN |= {f"{port}{n}" for port in ("com", "lpt") for n in range(10)}


@dataclass
class Row:
    """A report to make: its line in the plan, its name there, the folder it comes in, and its parameters."""

    line: int
    name: str
    report: str
    given: dict
    folder: str = ""
    problems: list[str] = field(default_factory=list)

    @property
    def lang(self) -> str:
        return self.given.get("lang", "nl")

    @property
    def part(self) -> dict[str, str]:
        """The department, team, branch or supplier that the report is about."""
        return cutting.wanted(**{name: self.given.get(name) for name in cutting.PARTS})

    @property
    def scans(self) -> bool:
        """Whether the report is made from a scan that several reports may share."""
        return self.report in checking.names() and "scanned" in checking.known(checking.find(self.report))


def read(path: str | Path, defaults: dict) -> list[Row]:
    """The rows of a plan, each with its problems. `defaults`: for every report that has them (crm, policy, lang ...).

    Raises AvgkitError for a file that is no plan, with all that is wrong with its heads.
    """
    lines = _lines(Path(path))
    if not lines:
        raise AvgkitError(texts.say("batch.empty", path=path))
    if len(lines) > MOST:
        raise AvgkitError(texts.say("batch.too_long", path=path, n=texts.number(MOST)))
    heads = [head for head in kept.heads(path) if head]
    problems = _heads(heads)
    if problems and not {"report", "name"} & {_name(head) for head in heads}:
        raise AvgkitError(problems)
    known = _known()
    usable = [(line, {h: v for h, v in values.items() if h is None or _name(h) in known}) for line, values in lines]
    rows = [_row(line, values, defaults) for line, values in usable]
    if problems:
        raise AvgkitError(problems + _told(rows))
    _folders(rows)
    return rows


def _told(rows: list[Row]) -> list[str]:
    return [f"{texts.say('batch.line', line=row.line)}: {said}" for row in rows for said in row.problems]


def refuse(rows: list[Row]) -> None:
    """Raise AvgkitError with every problem of every line at once, if there is one."""
    if told := _told(rows):
        raise AvgkitError(told)


def _lines(path: Path) -> list[tuple[int, dict]]:
    try:
        return kept.rows(path)
    except FileNotFoundError:
        raise AvgkitError(texts.say("errors.path_missing", path=path)) from None
    except (OSError, ValueError, csv.Error) as error:
        reason = why(error) if isinstance(error, OSError) else texts.say("errors.reason_quotes")
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=reason)) from None


def _private() -> set[str]:
    """Parameters that name a person: for one report at a time, as a batch writes down what each report was given."""
    return {name for report in checking.names() for name in checking.about(checking.find(report))["private"]}


def _known() -> set[str]:
    """What may be a head of a plan."""
    known = {name for report in checking.names() for name in checking.known(checking.find(report))}
    return (known | set(_OF)) - set(_NOT) - _private()


def _heads(heads: list[str]) -> list[str]:
    """What is wrong with the first line: a head that no report knows, or one that stands there twice."""
    known, private = _known(), _private()
    strange = [head for head in heads if head and _name(head) not in known]
    told = [
        texts.say("batch.private_head", name=head)
        if _name(head) in private
        else texts.unknown_name("batch.unknown_head", head, known)
        for head in strange
    ]
    names = [_name(head) for head in heads if head]
    told += [texts.say("batch.double_head", name=name) for name in dict.fromkeys(names) if names.count(name) > 1]
    if not {"report", "name"} & set(names):
        told.append(texts.say("batch.no_report", heads=", ".join(names)[:200]))
    return told


def _name(head: str) -> str:
    """Our name of a head."""
    head = head.strip().lower()
    return _OF.get(head, head)


def _row(line: int, values: dict, defaults: dict) -> Row:
    more = values.pop(None, None)
    said = {_name(head): value for head, value in values.items() if head and value}
    report = said.pop("report", "")
    name = said.pop("name", "")
    if not report and name in checking.names():
        report, name = name, ""  # a plan with one column, in which each name is that of a report
    row = Row(line, name, report or name, said)
    if more:
        row.problems.append(texts.say("batch.too_many", n=len(more)))
    try:
        notebook = checking.find(row.report)
    except AvgkitError as error:
        row.problems += error.problems
        return row
    known = checking.known(notebook)
    if (day := kept.day(said.get("on"))) is not None:
        said["on"] = day.isoformat()  # as Dutch Excel writes it, too
    usual = {"on": checking.about(notebook)["on"]} | {key: value for key, value in defaults.items() if value}
    row.given = {key: value for key, value in usual.items() if key in known} | said
    row.given.setdefault("lang", texts.language())
    try:
        row.given = checking.checked(notebook, row.given)
    except AvgkitError as error:
        row.problems += error.problems
    row.name = row.name or " ".join([row.report, *row.part.values()])
    return row


# ---------------------------------------------------------------- where each comes to stand
def slug(name: str) -> str:
    """A name as that of a folder on every system: letters, digits and hyphens, at most sixty."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    found = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return f"{found}-1" if found in _TAKEN else found


def _folders(rows: list[Row]) -> None:
    """A folder for each report, the same every time that the plan is the same."""
    slugs = [slug(row.name) or f"regel-{row.line}" for row in rows]
    # The same name in two languages is usual; that gives a folder each.
    slugs = [f"{one}-{row.lang}" if slugs.count(one) > 1 else one for one, row in zip(slugs, rows, strict=True)]
    taken: set[str] = set()
    for row, one in zip(rows, slugs, strict=True):
        number, row.folder = 1, one
        while row.folder in taken:
            number += 1
            row.folder = f"{one}-{number}"
        taken.add(row.folder)
