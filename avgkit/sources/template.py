"""Writes the workbook in which an organisation declares its policy: a sheet for each table, with lists to choose in."""

import io
import shlex
from pathlib import Path

from .. import schema, texts
from ..errors import AvgkitError
from ..law import load_law
from ..tables import why
from ..whole import written
from .proposing import proposals
from .workbooks import explained, sheet_name

_ROWS = 1000  # rows of a sheet that are prepared for filling
_WIDE = {"text": 28, "codes": 28, "key": 22, "code": 18, "flag": 9, "whole": 11, "day": 12, "moment": 17}
_FORMATS = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "whole": "0"}


def write_template(out: str | Path, lang: str | None = None, crm=None) -> dict[str, int]:
    """Write an empty workbook, or one with proposals from a Crm; gives the number of proposals of each table.

    A file that is there already is never written over: somebody may have filled it.
    """
    out, lang = free(out), texts.language(lang)
    proposed = proposals(crm) if crm is not None else {}
    try:
        with written(out, _workbook(lang, proposed)) as put:
            put()
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=out.parent, reason=why(error))) from None
    return {name: len(rows) for name, rows in proposed.items() if rows}


def step(crm: str | None = None, format: str | None = None) -> str:
    """The command that makes the workbook with proposals from this export."""
    options = [("--from", crm or "EXPORT"), *([("--format", format)] if format else [])]
    return shlex.join(["avgkit", "policy-template", "policy.xlsx", *(part for pair in options for part in pair)])


def free(out: str | Path) -> Path:
    """The path of a workbook that is not there yet; refuses any other."""
    out = Path(out)
    if out.suffix.lower() != ".xlsx":
        raise AvgkitError(texts.say("template.wrong_suffix", path=out))
    if out.exists():
        raise AvgkitError(texts.say("template.exists", path=out))
    return out


def _workbook(lang: str, proposed: dict[str, list[dict]]) -> bytes:
    import xlsxwriter

    made = io.BytesIO()
    # Whatever comes from an export is text: it never becomes a formula, a link or a number.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(made, options | {"default_date_format": "yyyy-mm-dd"}) as book:
        styles = _styles(book)
        about = book.add_worksheet(texts.say("template.about_sheet", lang))
        sheets = {name: book.add_worksheet(sheet_name(t, lang)) for name, t in schema.tables("policy").items()}
        lists = _lists(book, styles, lang)
        _about(about, styles, lang)
        for name, table in schema.tables("policy").items():
            _sheet(sheets[name], table, proposed.get(name, []), styles, lists, lang)
    return made.getvalue()


def _styles(book) -> dict:
    cell = {"valign": "top", "font_name": "Calibri", "font_size": 11}
    looks = {
        "title": {"bold": True, "font_size": 16},
        "strong": {"bold": True},
        "plain": {"text_wrap": True},
        "head": {"bold": True, "bg_color": "#1F3A5F", "font_color": "#FFFFFF", "border": 1},
        "must": {"bold": True, "bg_color": "#7A3E00", "font_color": "#FFFFFF", "border": 1},
        "told": {"italic": True, "text_wrap": True, "bg_color": "#EEF2F7", "font_color": "#333333", "border": 1},
        "mark": {"italic": True, "bg_color": "#FFF4D6"},
    }
    looks |= {kind: {"num_format": _FORMATS.get(kind, "@")} for kind in _WIDE}
    return {name: book.add_format(cell | look) for name, look in looks.items()}


def _lists(book, styles: dict, lang: str) -> dict[str, str]:
    """The sheet with all values to choose from and their meaning; gives the range of each list."""
    sheet = book.add_worksheet(texts.say("template.lists_sheet", lang))
    sheet.freeze_panes(1, 0)
    ranges, place = {}, 0
    for name, values in _choices(lang).items():
        sheet.write_string(0, place, name, styles["head"])
        sheet.write_string(0, place + 1, texts.say("template.meaning", lang), styles["head"])
        sheet.set_column(place, place, 24)
        sheet.set_column(place + 1, place + 1, 34)
        for row, (value, meaning) in enumerate(values, 1):
            sheet.write_string(row, place, value)
            sheet.write_string(row, place + 1, meaning)
        column = _letters(place)
        ranges[name] = f"='{sheet.name}'!${column}$2:${column}${len(values) + 1}"
        place += 2
    return ranges


def _choices(lang: str) -> dict[str, list[tuple[str, str]]]:
    """Every list of values by its name, each value with its meaning."""
    flags = [(texts.say(f"errors.{word}", lang), "") for word in ("yes", "no")]
    found = {texts.say("template.flag", lang): flags}
    for table in schema.tables("policy").values():
        for column in table.columns.values():
            if column.values:
                found[f"{table.name}.{column.name}"] = [(v, texts.word(v, lang)) for v in column.values]
            elif column.knowledge and column.knowledge not in found:
                entries = {entry["id"]: entry[lang] for entry in load_law().entries(column.knowledge)}
                found[column.knowledge] = list(entries.items())
    return found


def _letters(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return xl_col_to_name(place)


def _about(sheet, styles: dict, lang: str) -> None:
    """The first sheet: how to fill the others, who fills which, and what each is for."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, texts.say("template.title", lang), styles["title"])
    row = 2
    for name in ("fill", "mark_how", "several_how", "empty_how", "controller", "processor", "privacy"):
        sheet.write_string(row, 0, texts.say(f"template.{name}_head", lang), styles["strong"])
        sheet.write_string(row, 1, texts.say(f"template.{name}_text", lang), styles["plain"])
        row += 1
    row += 1
    for place, word in enumerate(("sheet_head", "columns_head")):
        sheet.write_string(row, place, texts.say(f"template.{word}", lang), styles["head"])
    for table in schema.tables("policy").values():
        row += 1
        sheet.write_string(row, 0, sheet_name(table, lang), styles["strong"])
        sheet.write_string(row, 1, ", ".join(table.columns), styles["plain"])


def _sheet(sheet, table: schema.Table, rows: list[dict], styles: dict, lists: dict, lang: str) -> None:
    """One table: names of the columns, what belongs in them, lists to choose from, and the proposals."""
    mark = texts.say("template.mark", lang)
    sheet.write_string(0, 0, mark, styles["head"])
    sheet.write_string(1, 0, texts.say("template.explanation", lang), styles["told"])
    sheet.set_column(0, 0, 12)
    sheet.data_validation(2, 0, _ROWS, 0, {"validate": "list", "source": [mark], "error_type": "warning"})
    for place, column in enumerate(table.columns.values(), 1):
        sheet.write_string(0, place, column.name, styles["must" if column.required else "head"])
        sheet.write_string(1, place, explained(column, lang), styles["told"])
        sheet.set_column(place, place, max(_WIDE.get(column.type, 20), len(column.name) + 3), styles.get(column.type))
        if rule := _rule(column, lists, lang):
            sheet.data_validation(2, place, _ROWS, place, rule)
    sheet.set_row(1, 90)
    sheet.freeze_panes(2, 2)
    for number, row in enumerate(rows, 2):
        sheet.write_string(number, 0, mark, styles["mark"])
        for place, name in enumerate(table.columns, 1):
            if row.get(name) not in (None, ""):
                sheet.write_string(number, place, str(row[name]), styles["mark"])


def _rule(column: schema.Column, lists: dict, lang: str) -> dict | None:
    """What may be filled in: a list, a day, a number; where several values may stand, the list is only a help."""
    told = {"error_title": column.name, "error_message": explained(column, lang)[:255], "ignore_blank": True}
    several = {"error_type": "information" if column.type == "codes" or column.table else "stop"}
    if column.type == "flag":
        return told | {"validate": "list", "source": lists[texts.say("template.flag", lang)]}
    if column.values:
        source = next(place for name, place in lists.items() if name.endswith(f".{column.name}") and _is(column, name))
        return told | several | {"validate": "list", "source": source}
    if column.knowledge:
        return told | several | {"validate": "list", "source": lists[column.knowledge]}
    if column.table:
        other = schema.tables("policy")[column.table]
        letter = _letters(1 + list(other.columns).index(other.key))
        source = f"='{sheet_name(other, lang)}'!${letter}$3:${letter}${_ROWS}"
        return told | several | {"validate": "list", "source": source}
    if column.type == "whole":
        return told | {"validate": "integer", "criteria": ">=", "value": column.minimum or 0}
    if column.type in ("day", "moment"):
        from datetime import date

        return told | {"validate": "date", "criteria": ">=", "value": date(1900, 1, 1)}
    return None


def _is(column: schema.Column, name: str) -> bool:
    table, _, field = name.partition(".")
    return schema.tables("policy")[table].columns[field] is column
