"""What a file, folder or archive of an export holds, sheet by sheet: what each is about and what each column means."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from .. import schema, texts
from ..reading import Opened, Sheet, open_file
from ..recognisers.headers import bare
from ..tables import Source, why
from .mapping import meanings, study

CONFIDENT = 0.5  # from here on a guess is followed
# One of these and a sheet is about people: who they are, or how to reach them.
_ORDERS = {"dd-mm-yyyy": "dmy", "mm/dd/yyyy": "mdy"}  # the styles of a page that settle an order in doubt
_PEOPLE = {"email", "phone", "mobile", "last_name", "full_name", "bsn", "iban", "birth_date"}


@dataclass
class Unit:
    """One sheet to be read: the columns of each meaning, as its frame names them, and the words of values."""

    opened: Opened
    sheet: Sheet
    columns: dict[str, list[str]] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    fixed: dict[str, str] = field(default_factory=dict)  # what every row of this part of an export is
    orders: dict[str, str] = field(default_factory=dict)  # header -> dmy or mdy, where the page says so
    order: str = ""  # the same for every column
    system: str = ""
    table: str = ""  # the table of ours that the sheet is, when it has the name and the columns of one

    def source(self, table: str) -> Source:
        """The account of what is read of this sheet into a table of ours."""
        sheet = self.sheet
        source = Source(table, self.opened.place, self.opened.sha256, sheet=sheet.name, encoding=self.opened.encoding)
        source.system = self.system
        return source


def units(files: list[Path], page: dict, password: str | None = None) -> tuple[list[Unit], list[Source]]:
    """Every sheet in these files, each understood; and an account of what could not be opened or holds no people."""
    found, aside = [], []
    for path in files:
        try:
            opened = open_file(path, place=path.name, password=password)
        except OSError as error:
            problem = texts.say("errors.path_unreadable", path=path.name, reason=why(error))
            aside.append(Source("", path.name, rows_unread=1, problems=[problem]))
            continue
        for one in opened.all():
            aside += _unread(one)
            for sheet in one.sheets:
                unit = understood(one, sheet, page)
                if unit.table or about_people(unit.columns):
                    found.append(unit)
                elif sheet.name not in schema.tables("policy"):
                    aside.append(_nobody(one, sheet))
    return found, aside


def _unread(one: Opened) -> list[Source]:
    """What could not be read inside a file; and what is to be told of it."""
    told = [Source("", u.place, one.sha256, rows_unread=1, problems=[u.sentence]) for u in one.unread]
    if one.problems:
        told.append(Source("", one.place, one.sha256, problems=list(one.problems)))
    return told


def _nobody(one: Opened, sheet: Sheet) -> Source:
    problem = texts.say("errors.sheet_nobody", where=sheet.place)
    return Source("", one.place, one.sha256, sheet=sheet.name, problems=[problem, *sheet.problems])


def understood(one: Opened, sheet: Sheet, page: dict) -> Unit:
    """What each column of a sheet means: as the page says, else as its system says, else by words and content."""
    unit = Unit(one, sheet, table=_own_table(one, sheet))
    if unit.table:
        return unit
    found = study(sheet, page=page or None)
    rules, known, there = found.page, meanings(), set(sheet.frame(0).column_names)
    system = getattr(found, "system", None)
    unit.system = rules.get("name") or (system.name if system else "")
    unit.values = rules.get("values", {})
    unit.fixed = rules.get("fixed", {}) | rules.get("sheets", {}).get(found.part, {}).get("fixed", {})
    unit.order = _ORDERS.get(rules.get("dates", {}).get("*", ""), "")
    orders = {bare(header): _ORDERS.get(style, "") for header, style in rules.get("dates", {}).items()}
    sure = {h: g for h, g in found.guesses.items() if g.meaning in known and g.confidence >= CONFIDENT and h in there}
    for header, guess in sure.items():
        unit.columns.setdefault(guess.meaning, []).append(header)
        if order := orders.get(bare(header)):
            unit.orders[header] = order
    return unit


def about_people(columns: dict[str, list[str]]) -> bool:
    """Whether these meanings say who somebody is or how to reach them."""
    return bool(_PEOPLE & columns.keys())


def _own_table(one: Opened, sheet: Sheet) -> str:
    """The table of ours whose name the sheet or its file has, where most headers are that table's columns."""
    for name in (sheet.name, Path(one.place.replace("·", "/")).stem):
        table = schema.tables("crm").get(name.strip().lower())
        if table and 2 * sum(h.strip().lower() in table.columns for h in sheet.headers) >= len(sheet.headers):
            return table.name
    return ""


def stems(found: list[Unit]) -> list[str]:
    """A short name for each sheet, for the keys of rows without one: of letters, figures and dashes, none twice."""
    made: list[str] = []
    for number, unit in enumerate(found, 1):
        words = " ".join(filter(None, [Path(unit.opened.place.replace("·", "/")).stem, unit.sheet.name]))
        stem = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:30]
        made.append(stem if stem and stem not in made else f"{stem or 'file'}-{number}")
    return made
