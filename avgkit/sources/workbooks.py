"""Reads what an organisation declares in a workbook: a sheet for each table, as Excel saves it in Dutch or English.

Explanations and proposals carry a mark and are no declarations; nothing is passed over without being told.
"""

import re
from datetime import date, datetime
from pathlib import Path

from .. import schema, texts
from ..declaring import Declared
from ..errors import AvgkitError, nearest
from ..frames import missing
from ..opening import counted
from ..reading import Refused, policy_book
from ..tables import Source, why

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods")
_TOLD = 5  # cells that one sentence names
_TOP = 30  # rows in which the row of column names is looked for


def words(name: str) -> set[str]:
    """A word of the template in every language, in small letters."""
    return {texts.say(f"template.{name}", lang).lower() for lang in texts.LANGUAGES}


def sheet_name(table: schema.Table, lang: str) -> str:
    """What the sheet of a table is called: its words, as far as a workbook allows."""
    return re.sub(r"[\[\]:*?/\\]", " ", table.words[lang])[:31].strip()


def explained(column: schema.Column, lang: str) -> str:
    """What stands below the name of a column, to help whoever fills it."""
    parts = [column.meaning[lang]]
    if column.required:
        parts.append(texts.say("template.required", lang))
    if column.type == "codes":
        parts.append(texts.say("template.several", lang))
    return " · ".join(parts)


def read(path: Path) -> tuple[dict[str, Declared], list[Source], list[str]]:
    """The rows of each table that a sheet declares, an account of every sheet, and what is wrong."""
    tables, sources, problems = {}, [], []
    for name, rows, unsolved in _sheets(path):
        table = _table(name)
        where = texts.say("template.sheet", file=path.name, sheet=name)
        if table is None:
            if name.strip().lower() in words("about_sheet") | words("lists_sheet"):
                continue
            if near := nearest(name, [*schema.tables("policy"), *_names()]):
                tail = texts.say("errors.did_you_mean", near=near)
                problems.append(f"{texts.say('template.sheet_unknown', where=where)} {tail}")
            else:
                said = texts.say("template.sheet_ignored", where=where)
                sources.append(Source("", path.name, problems=[said]))
            continue
        if unsolved:
            cells = ", ".join(unsolved[:_TOLD]) + (" …" if len(unsolved) > _TOLD else "")
            problems.append(texts.say("template.unsolved", where=where, cells=cells))
        source = Source(table.name, path.name)
        declared = _declared(table, where, rows, source, problems)
        if table.name in tables or any(s.table == table.name for s in sources):
            problems.append(texts.say("template.sheet_twice", where=where, table=table.name))
        elif declared:
            tables[table.name] = declared
        sources.append(source)
    if not any(source.table for source in sources) and not problems:
        expected = ", ".join(sheet_name(t, texts.language()) for t in list(schema.tables("policy").values())[:4])
        problems.append(texts.say("template.no_sheets", path=path.name, expected=expected))
    return tables, sources, problems


def _names() -> dict[str, str]:
    return {sheet_name(t, lang): t.name for t in schema.tables("policy").values() for lang in texts.LANGUAGES}


def _table(sheet: str) -> schema.Table | None:
    """The table that a sheet is about, by its name or its words in either language."""
    known = {name.lower(): name for name in schema.tables("policy")} | {n.lower(): t for n, t in _names().items()}
    found = known.get(sheet.strip().lower())
    return schema.tables("policy")[found] if found else None


# ---------------------------------------------------------------- the file
def _sheets(path: Path) -> list[tuple[str, list[list], list[str]]]:
    """Every sheet with its rows and its cells without an outcome; one sentence when the file cannot be read."""
    try:
        return policy_book(path)
    except Refused as refused:
        raise AvgkitError(texts.say(f"template.{refused.code}", path=path.name)) from None
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=path.name, reason=why(error))) from None


# ---------------------------------------------------------------- one sheet
def _declared(table, where: str, rows: list[list], source: Source, problems: list[str]) -> Declared | None:
    """The rows that the sheet declares, or None when it declares nothing; what is passed over is told in the source."""
    filled = [(number, row) for number, row in enumerate(rows, 1) if any(not _blank(cell) for cell in row)]
    if not filled:
        return None
    top = next((n for n, (_, row) in enumerate(filled[:_TOP]) if _known(table, row) > 1), None)
    if top is None:
        top = max(range(len(filled[:_TOP])), key=lambda n: (_known(table, filled[n][1]), -n))
    if top:
        source.problems.append(counted("template.rows_above", top, where=where))
    header = [_text(cell).lower() for cell in filled[top][1]]
    mark = next((n for n, name in enumerate(header) if name in words("mark")), None)
    names = [name if n != mark else "" for n, name in enumerate(header)]
    problems += [texts.say("errors.policy_header_double", where=where, name=name) for name in _doubles(names)]
    found, proposals = [], 0
    for number, row in filled[top + 1 :]:
        here = texts.say("errors.row", file=where, line=number)
        kind = _kind(table, names, row, mark)
        if kind == "proposal":
            proposals += 1
        elif kind == "strange":
            problems.append(texts.say("template.mark_unknown", where=here, value=_text(row[mark])[:40]))
        elif kind == "row":
            cells = {name: _cell(table, name, cell) for name, cell in zip(names, row, strict=False) if name}
            found.append((here, cells))
            problems += _headless(names, row, where, mark)
    if proposals:
        source.problems.append(counted("template.proposals_skipped", proposals, where=where))
    header = [name for name in names if name]
    source.rows_read, source.columns_read = len(found), sorted(set(header))
    lacking = [name for name in table.columns if name not in header]
    if found and lacking:
        source.problems.append(texts.say("errors.columns_missing", where=where, names=", ".join(lacking)))
    return Declared(where, header, found) if found else None


def _known(table: schema.Table, row: list) -> int:
    """How many cells of a row are names of columns."""
    return sum(_text(cell).lower() in table.columns for cell in row)


def _doubles(names: list[str]) -> list[str]:
    return list(dict.fromkeys(name for name in names if name and names.count(name) > 1))


def _headless(names: list[str], row: list, where: str, mark: int | None) -> list[str]:
    """The columns without a name in which something stands."""
    empty = [n for n, cell in enumerate(row) if n != mark and (n >= len(names) or not names[n]) and not _blank(cell)]
    return [texts.say("errors.policy_header_empty", where=where, column=n + 1) for n in empty]


def _kind(table: schema.Table, names: list[str], row: list, mark: int | None) -> str:
    """What a row is: an explanation, a proposal, one with a strange mark, or a row."""
    said = _text(row[mark]).lower() if mark is not None and mark < len(row) else ""
    if said in words("explanation"):
        return "explanation"
    cells = [(name, _text(cell)) for name, cell in zip(names, row, strict=False) if not _blank(cell) and name]
    told = {name: {explained(c, lang) for lang in texts.LANGUAGES} for name, c in table.columns.items()}
    # The row of explanations stays one when somebody deletes the column of marks.
    if cells and all(text in told.get(name, ()) for name, text in cells):
        return "explanation"
    if said in words("mark"):
        return "proposal"
    return "strange" if said else "row" if cells or any(not _blank(cell) for cell in row) else "explanation"


# ---------------------------------------------------------------- one cell
def _blank(cell) -> bool:
    return missing(cell) or (isinstance(cell, str) and not _text(cell))


def _text(cell) -> str:
    """A cell as trimmed text; whole numbers without a decimal, days as 2026-11-23."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        cell = int(cell)
    if isinstance(cell, datetime):
        cell = cell.date() if (cell.hour, cell.minute, cell.second) == (0, 0, 0) else cell.isoformat(" ")
    return str(cell).replace("\xa0", " ").strip()


def _cell(table: schema.Table, name: str, cell):
    """The value as declare() reads it: days of Dutch Excel, a decimal comma, true booleans."""
    if _blank(cell) or name not in table.columns:
        return None
    kind = table.columns[name].type
    if kind == "flag" and isinstance(cell, bool):
        return cell
    if kind in ("day", "moment") and isinstance(cell, date):
        return cell
    text = _text(cell)
    if kind in ("day", "moment") and (found := re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", text)):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"  # as Dutch Excel shows a day
    if kind == "whole" and re.fullmatch(r"-?\d+,0{1,2}", text):
        return text.partition(",")[0]
    return text
