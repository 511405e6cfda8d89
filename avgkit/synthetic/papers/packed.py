"""Writes documents that are a zip with XML inside, as Office and LibreOffice open them: xlsx, xlsb, docx, ods, odt."""

import io
import struct
import zipfile
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape, quoteattr

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_CONTENT = "application/vnd.openxmlformats-officedocument"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
_EPOCH = date(1899, 12, 30)


def zipped(parts: Iterable[tuple[str, str | bytes]], plain: tuple[str, ...] = ()) -> bytes:
    """A zip of these parts in this order, always the same bytes; `plain`: parts that are not packed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            info = zipfile.ZipInfo(name, (2026, 1, 5, 9, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name in plain else zipfile.ZIP_DEFLATED
            packed.writestr(info, content)
    return made.getvalue()


def _relations(links: list[tuple[str, str]]) -> str:
    rows = "".join(
        f'<Relationship Id="rId{number}" Type="{kind if ":" in kind else f"{_OFFICE}/{kind}"}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, 1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_HEAD}<Relationships xmlns="{space}">{rows}</Relationships>'


def _types(parts: dict[str, str], binary: bool = False) -> str:
    rows = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items())
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    extra = '<Default Extension="bin" ContentType="application/octet-stream"/>' if binary else ""
    return (
        f'{_HEAD}<Types xmlns="{space}"><Default Extension="rels" ContentType="{rels}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{extra}{rows}</Types>'
    )


def column(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def xlsx(sheets: dict[str, list[list]], hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook with these sheets of rows (text, number, day or None)."""
    pages = {f"xl/worksheets/sheet{number}.xml": _page(rows) for number, rows in enumerate(sheets.values(), 1)}
    names = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"{_state(name, hidden)}/>'
        for number, name in enumerate(sheets, 1)
    )
    book = f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>'
    formats = (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    links = [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(sheets) + 1)]
    kinds = dict.fromkeys(pages, f"{_CONTENT}.spreadsheetml.worksheet+xml")
    kinds |= {"xl/workbook.xml": f"{_CONTENT}.spreadsheetml.sheet.main+xml"}
    kinds |= {"xl/styles.xml": f"{_CONTENT}.spreadsheetml.styles+xml"}
    return zipped(
        [
            ("[Content_Types].xml", _types(kinds)),
            ("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])),
            ("xl/workbook.xml", book),
            ("xl/_rels/workbook.xml.rels", _relations([*links, ("styles", "styles.xml")])),
            ("xl/styles.xml", formats),
            *pages.items(),
        ]
    )


def _state(name: str, hidden: tuple[str, ...]) -> str:
    return ' state="hidden"' if name in hidden else ""


def _page(rows: list[list]) -> str:
    lines = []
    for number, row in enumerate(rows, 1):
        cells = "".join(_cell(value, f"{column(place)}{number}") for place, value in enumerate(row, 1))
        lines.append(f'<row r="{number}">{cells}</row>')
    return f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{"".join(lines)}</sheetData></worksheet>'


def _cell(value, place: str) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f'<c r="{place}" s="1"><v>{(value - _EPOCH).days}</v></c>'
    if isinstance(value, int | float):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def xlsb(sheets: dict[str, list[list]], hidden: tuple[str, ...] = ()) -> bytes:
    """The same workbook in the binary form of Excel ([MS-XLSB])."""
    pages = {f"xl/worksheets/sheet{number}.bin": _binary(rows) for number, rows in enumerate(sheets.values(), 1)}
    listed = b"".join(
        _record(156, struct.pack("<II", name in hidden, number) + _wide(f"rId{number}") + _wide(name))
        for number, name in enumerate(sheets, 1)
    )
    book = _record(131) + _record(143) + listed + _record(144) + _record(132)
    xf = struct.pack("<HHHHHBBHBB", 0xFFFF, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    day = struct.pack("<HHHHHBBHBB", 0, 14, 0, 0, 0, 0, 0, 0, 1, 0)
    formats = _record(278) + _record(626, struct.pack("<I", 1)) + _record(47, xf) + _record(627)
    formats += _record(617, struct.pack("<I", 2)) + _record(47, xf) + _record(47, day) + _record(618) + _record(279)
    links = [("worksheet", f"worksheets/sheet{number}.bin") for number in range(1, len(sheets) + 1)]
    kinds = dict.fromkeys(pages, "application/vnd.ms-excel.worksheet")
    kinds |= {"xl/workbook.bin": "application/vnd.ms-excel.sheet.binary.macroEnabled.main"}
    kinds |= {"xl/styles.bin": "application/vnd.ms-excel.styles"}
    return zipped(
        [
            ("[Content_Types].xml", _types(kinds, True)),
            ("_rels/.rels", _relations([("officeDocument", "xl/workbook.bin")])),
            ("xl/workbook.bin", book),
            ("xl/_rels/workbook.bin.rels", _relations([*links, ("styles", "styles.bin")])),
            ("xl/styles.bin", formats),
            *pages.items(),
        ]
    )


def _record(kind: int, content: bytes = b"") -> bytes:
    number = bytes([kind]) if kind < 128 else bytes([kind & 127 | 128, kind >> 7])
    size, length = len(content), b""
    while True:
        size, low = size >> 7, size & 127
        length += bytes([low | 128 if size else low])
        if not size:
            return number + length + content


def _wide(said: str) -> bytes:
    wide = said.encode("utf-16-le")
    return struct.pack("<I", len(wide) // 2) + wide


def _binary(rows: list[list]) -> bytes:
    widest = max((len(row) for row in rows), default=1)
    made = _record(129) + _record(148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, widest - 1)) + _record(145)
    for number, row in enumerate(rows):
        made += _record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0, 0, 1) + struct.pack("<II", 0, widest - 1))
        for place, value in enumerate(row):
            head = struct.pack("<II", place, isinstance(value, date))
            if isinstance(value, str):
                made += _record(6, head + _wide(value))
            elif value is not None:
                real = (value - _EPOCH).days if isinstance(value, date) else value
                made += _record(5, head + struct.pack("<d", real))
    return made + _record(146) + _record(130)


def docx(paragraphs: list[str], table: list[list[str]] = (), author: str = "", **parts: str) -> bytes:
    """A letter: paragraphs, a table, its author; further parts (header, footnotes, comments ...) as text by name."""
    said = "".join(_paragraph(one) for one in paragraphs)
    if table:
        cells = ("".join(f"<w:tc>{_paragraph(cell)}</w:tc>" for cell in row) for row in table)
        said += f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    body = f'{_HEAD}<w:document xmlns:w="{_WORD}"><w:body>{said}</w:body></w:document>'
    core = (
        f'{_HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>{escape(author)}</dc:creator></cp:coreProperties>'
    )
    more = [
        (f"word/{name}.xml", f'{_HEAD}<w:{name} xmlns:w="{_WORD}">{_paragraph(text)}</w:{name}>')
        for name, text in parts.items()
    ]
    kinds = {"word/document.xml": f"{_CONTENT}.wordprocessingml.document.main+xml"}
    kinds |= {"docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml"}
    kinds |= {name: f"{_CONTENT}.wordprocessingml.{name[5:-4]}+xml" for name, _ in more}
    properties = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return zipped(
        [
            ("[Content_Types].xml", _types(kinds)),
            ("_rels/.rels", _relations([("officeDocument", "word/document.xml"), (properties, "docProps/core.xml")])),
            ("word/document.xml", body),
            ("word/_rels/document.xml.rels", _relations([(name, f"{name}.xml") for name in parts])),
            ("docProps/core.xml", core),
            *more,
        ]
    )


def _paragraph(said: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(said)}</w:t></w:r></w:p>'
