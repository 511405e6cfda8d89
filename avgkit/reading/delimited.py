"""Opens a text with a separator as a table, or as running text when there is none."""

from collections import Counter
from pathlib import Path

from .. import texts
from ..frames import unique
from . import cells, encodings
from .contents import CsvShape, Limits, Opened, Sheet, Text, shown
from .inside import fresh
from .separated import Records, decimal_of, sampled, separator_of, told

_TABLE = 0.6  # share of the records that must have the same number of fields before a .txt is a table


def read(opened: Opened, content: Path, limits: Limits) -> None:
    """Fill `opened` from the text in `content`, or from a copy of it in UTF-8."""
    opened.encoding, said = encodings.found(content)
    path = content
    if opened.encoding not in ("utf-8", "utf-8-sig") or said:
        if opened.size > limits.unpacked:
            return opened.miss("too_large", limit=texts.number(limits.unpacked))
        path = fresh(opened, ".csv")
        opened.unpacked += encodings.copied(content, opened.encoding, path)
    if said:
        opened.note(f"encoding_{said}", encoding=opened.encoding)
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        top = [file.readline(10_000) for _ in range(5)]
    separator, skip = told(top)
    share = 1.0
    if not separator:
        separator, share = separator_of(path, skip)
    if opened.kind == "txt" and opened.named not in ("csv", "tsv") and (not separator or share < _TABLE):
        return _running(opened, path, limits)
    if opened.kind == "txt" and opened.named != "txt":
        opened.kind = "tsv" if separator == "\t" else "csv"
    _table(opened, path, separator, skip, limits)


def _running(opened: Opened, path: Path, limits: Limits) -> None:
    with open(path, encoding="utf-8-sig", errors="replace") as file:
        said = file.read(limits.text)
        if file.read(1):
            opened.miss("text_cut", limit=texts.number(limits.text))
    if said.strip():
        opened.texts.append(Text(opened.place, said))


def _table(opened: Opened, path: Path, separator: str, skip: int, limits: Limits) -> None:
    found = sampled(path, separator, skip)
    if not found:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            return opened.miss("header_unread" if file.read(100_000).strip() else "empty")
    usual = Counter(len(fields) for _, fields in found)
    width = max(usual.items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))[0]
    # The header may have one more field than the rows, or less: it names what stands in them.
    body = [(n, [*f, *[""] * (width - len(f))][:width]) for n, f in found if len(f) <= width or not any(f[width:])]
    fits = [row if len(raw) == width or _names(raw, width) else [] for (_, row), (_, raw) in _pairs(body, found)]
    at = cells.header_at(fits)
    if at is None:
        first = next((n for (n, _), fit in zip(body, fits, strict=True) if fit), body[0][0])
        line, headers, begin = 0, [""] * width, first - 1
        opened.note("no_header")
    else:
        line, headers = body[at][0], [name.strip() for name in body[at][1]]
        begin = line - 1
        _above(opened, found, line, skip, separator)
    sheet = Sheet(opened.place, "", headers, line, 0, lambda limit: None)
    sheet.csv = CsvShape(
        path, opened.encoding, separator, begin, _quoted(path), at is not None, decimal_of([row for _, row in body[1:]])
    )
    _counted(opened, sheet, width, limits)
    names = unique(headers)

    def rows(limit: int | None):
        given = 0
        for number, fields in Records(path, separator, begin, width):
            if limit is not None and given >= limit:
                return
            if number == line or not any(cell.strip() for cell in fields) or (line and _again(fields, headers)):
                continue
            given += 1
            yield number, fields

    sheet.read = lambda limit: cells.table(names, rows(limit))
    headed(sheet)
    opened.sheets.append(sheet)


def headed(sheet: Sheet) -> None:
    """Say which columns have no name, or a name that stood there before."""
    seen: dict[str, int] = {}
    for number, name in enumerate(sheet.headers if sheet.header_row else [], 1):
        low = name.strip().lower()
        if not low:
            sheet.note("header_empty", column=number)
        elif low in seen:
            sheet.note("header_twice", column=number, name=shown(name.strip(), 60), first=seen[low])
        seen.setdefault(low, number)


def _pairs(body, found):
    """Each row of the body beside the record that it was."""
    raw = dict(found)
    return [((n, row), (n, raw[n])) for n, row in body]


def _names(raw: list[str], width: int) -> bool:
    """Whether a record of another length can be the header: one field less, all of them words."""
    return len(raw) in (width - 1, width + 1) and len(raw) > 2 and all(cells.wordy(c) for c in raw if c.strip())


def _again(fields: list[str], headers: list[str]) -> bool:
    return [f.strip() for f in fields] == headers


def _above(opened: Opened, found: list, line: int, skip: int, separator: str) -> None:
    """What stands above the header is no record, but it is read."""
    above = [(number, fields) for number, fields in found if number < line]
    for number, fields in above:
        said = " ".join(cell.strip() for cell in fields if cell.strip())
        if said:
            opened.texts.append(Text(f"{opened.place} · {number}", said))
    if above:
        opened.note("rows_above", count=len(above), line=line)


def _quoted(path: Path) -> bool:
    with open(path, "rb") as file:
        while piece := file.read(1 << 20):
            if b'"' in piece:
                return True
    return False


def _counted(opened: Opened, sheet: Sheet, width: int, limits: Limits) -> None:
    """Every line once: how many are records, and which are not, with the first line of each reason."""
    shape = sheet.csv
    records, again, first_again = Records(shape.path, shape.separator, shape.skip, width), 0, 0
    for number, fields in records:
        if number == sheet.header_row or not any(cell.strip() for cell in fields):
            continue
        if sheet.header_row and _again(fields, sheet.headers):
            again, first_again = again + 1, first_again or number
            continue
        sheet.rows += 1
    # A note under the table: lines after a blank one, after the last record, each one field.
    if records.short and records.blank_before_short and width > 2:
        notes = [(n, said) for n, said in records.short if shape.separator not in said.strip(shape.separator)]
        if len(notes) == len(records.short):
            opened.texts += [Text(f"{opened.place} · {n}", said.strip(shape.separator + '"')) for n, said in notes]
            records.bad["few"] -= len(notes)
            opened.note("rows_below", count=len(notes), line=notes[0][0])
    # The header itself may be shorter than the rows.
    if records.firsts.get("few") == sheet.header_row or records.firsts.get("many") == sheet.header_row:
        why = "few" if records.firsts.get("few") == sheet.header_row else "many"
        records.bad[why] -= 1
        records.firsts[why] = next(iter(_others(shape, width, sheet.header_row, why)), 0)
    for why, count in records.bad.items():
        if count > 0:
            sheet.rows_unread += count
            sheet.note(f"row_{why}", count=count, line=records.firsts[why])
    if again:
        sheet.note("header_again", line=first_again)


def _others(shape: CsvShape, width: int, header: int, why: str):
    """The first line below the header that is wrong for that reason."""
    below = Records(shape.path, shape.separator, header, width)
    for _ in below:
        if why in below.firsts:
            break
    if why in below.firsts:
        yield below.firsts[why]
