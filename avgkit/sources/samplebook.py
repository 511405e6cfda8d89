"""The sample as a workbook for the analyst, and what the analyst marked in it."""

import hashlib
import io
import json
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from .. import texts, whole
from ..errors import AvgkitError
from ..tables import why
from .sampling import NOTHING_FOUND, Item, Sample

MARKS = ("right", "wrong", "unsaid")
KEPT_DAYS = 30  # how long a workbook with notes of people is kept
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LONGEST = 32_000
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_COLUMNS = ("number", "kind", "found", "text", "mark", "remark")
_WIDTHS = (6, 30, 34, 90, 16, 30)
_FACTS = ("key", "label", "spans", "seal")  # the head of the hidden sheet; its first row holds what was drawn from
_HEAD = 5  # rows above the header of the sample


@dataclass(frozen=True)
class Marked:
    """A filled-in sample: the items with their marks, and what they were drawn from."""

    rows: list[tuple[Item, str]]
    of: dict[str, int]
    notes: int
    seed: int
    on: date


def write(sample: Sample, path: str | Path, lang: str | None = None) -> Path:
    """Write the workbook, whole or not at all; refuses another ending than .xlsx."""
    path = Path(path)
    if path.suffix.lower() != ".xlsx":
        raise AvgkitError(texts.say("verify.wrong_ending", path=path))
    content = workbook(sample, lang)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole.written(path, content) as put:
            put()
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=path, reason=why(error))) from None
    return path


def workbook(sample: Sample, lang: str | None = None) -> bytes:
    """The workbook: a warning and the day to delete it on top, then a row for each item with a list of marks."""
    import xlsxwriter

    lang = texts.language(lang)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    words = book.add_format({"text_wrap": True, "valign": "top"})
    marked = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
    loud = book.add_format({"bold": True, "valign": "top", "font_color": "#8a1c1c"})
    sheet = book.add_worksheet(texts.say("verify.sheet", lang))
    expires = texts.day(sample.on + timedelta(days=KEPT_DAYS), lang)
    sheet.write_string(0, 0, texts.say("verify.warning", lang, day=expires), loud)
    for row, name in enumerate(("task_hit", "task_nothing", "task_mark"), 1):
        sheet.write_string(row, 0, texts.say(f"verify.{name}", lang))
    for column, (name, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(_HEAD, column, texts.say(f"verify.column_{name}", lang), bold)
    sheet.freeze_panes(_HEAD + 1, 0)
    for number, item in enumerate(sample.items, 1):
        cells = [str(number), _kind(item, lang), _passages(item), item.text, "", ""]
        for column, text in enumerate(cells):
            text = text[:_LONGEST]
            form = marked if text.startswith(_FORMULA) else words
            sheet.write_string(_HEAD + number, column, text, form) if text else sheet.write_blank(
                _HEAD + number, column, None, words
            )
    choices = [texts.say(f"verify.mark_{mark}", lang) for mark in MARKS]
    place = (_HEAD + 1, 4, _HEAD + max(1, len(sample.items)), 4)
    sheet.data_validation(*place, {"validate": "list", "source": choices, "error_type": "stop"})
    hidden = book.add_worksheet("avgkit")
    hidden.hide()
    facts = {"seed": sample.seed, "on": sample.on.isoformat(), "notes": sample.notes, "of": sample.of}
    rows = [_FACTS, (*_FACTS[:2], json.dumps(facts), _FACTS[3])]
    rows += [(item.key, item.label, json.dumps(item.spans), _seal(item, sample.seed)) for item in sample.items]
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            hidden.write_string(number, column, text)
    book.close()
    return out.getvalue()


def _kind(item: Item, lang: str) -> str:
    if item.label == NOTHING_FOUND:
        return texts.say("verify.kind_nothing", lang)
    return texts.say(f"recognise.label_{item.label}", lang)


def _passages(item: Item) -> str:
    return " | ".join(item.text[start:end] for start, end in item.spans)


def _seal(item: Item, seed: int) -> str:
    """What shows that a row is as it was written; ends of lines and spaces may change on their way."""
    text = " ".join(item.text[:_LONGEST].split())
    return hashlib.sha256(json.dumps([item.key, item.label, text, seed]).encode()).hexdigest()


def read(path: str | Path) -> Marked:
    """The marks of a filled-in workbook; refuses one that is half filled in, altered or no sample."""
    from ..reading import open_file

    path = Path(path)
    if not path.exists():
        raise AvgkitError(texts.say("errors.path_missing", path=path))
    opened = open_file(path)
    rows = {sheet.name: _cells(sheet) for sheet in opened.sheets}
    try:
        hidden = rows.pop("avgkit")
        shown = next(iter(rows.values()))
        start = next(n for n, row in enumerate(hidden) if row[:1] == ["key"] and row[2].startswith("{"))
        facts = json.loads(hidden[start][2])
        kept = [row for row in hidden[start + 1 :] if any(row)]
        made = (dict(facts["of"]), int(facts["notes"]), int(facts["seed"]), date.fromisoformat(facts["on"]))
        json.loads(kept[0][2] if kept else "[]")
    except (KeyError, IndexError, ValueError, TypeError, StopIteration):
        raise AvgkitError(texts.say("verify.no_sample", path=path.name)) from None
    by_number = {row[0].removesuffix(".0"): row for row in shown if len(row) >= 5 and row[0]}
    items, empty, altered, strange = [], [], [], []
    choices = {texts.say(f"verify.mark_{m}", lang).casefold(): m for m in MARKS for lang in texts.LANGUAGES}
    for number, (key, label, spans, seal) in enumerate((row[:4] for row in kept), 1):
        row = by_number.pop(str(number), None)
        if row is None:
            altered.append(str(number))
            continue
        item = Item(key, label, row[3], tuple(map(tuple, json.loads(spans))))
        if _seal(item, made[2]) != seal:
            altered.append(str(number))
        mark = row[4].strip().casefold()
        if not mark:
            empty.append(str(number))
        elif mark not in choices:
            strange.append(f"{number} ({row[4][:20]})")
        else:
            items.append((item, choices[mark]))
    altered += [number for number in by_number if number.isdigit()]
    told = {"altered": altered, "unmarked": empty, "strange": strange}
    problems = [
        texts.say(f"verify.{name}", numbers=", ".join(numbers[:20]), count=len(numbers), of=len(kept))
        for name, numbers in told.items()
        if numbers
    ]
    if problems:
        raise AvgkitError(problems)
    return Marked(items, *made)


def _cells(sheet) -> list[list[str]]:
    """Every row of a sheet as texts, the header with them."""
    table = sheet.frame()
    names = [name for name in table.column_names if name != "_row"]
    rows = zip(*(table[name].to_pylist() for name in names), strict=True)
    return [list(sheet.headers), *([cell or "" for cell in row] for row in rows)]
