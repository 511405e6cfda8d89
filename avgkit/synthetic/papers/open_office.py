"""Writes the documents of LibreOffice: a workbook (ods) and a text (odt)."""

from datetime import date
from xml.sax.saxutils import escape, quoteattr

from .packed import zipped

_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
_NAMES = "".join(
    f' xmlns:{short}="{_SPACE}:{full}:1.0"'
    for short, full in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
)
_MIME = "application/vnd.oasis.opendocument"


def ods(sheets: dict[str, list[list]], hidden: tuple[str, ...] = ()) -> bytes:
    """A workbook with these sheets of rows (text, number, day or None)."""
    pages = ""
    for name, rows in sheets.items():
        lines = "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
        style = ' table:style-name="away"' if name in hidden else ""
        pages += f"<table:table table:name={quoteattr(name)}{style}>{lines}</table:table>"
    away = (
        '<office:automatic-styles><style:style style:name="away" style:family="table">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    return _document(
        "spreadsheet", f"{away}<office:body><office:spreadsheet>{pages}</office:spreadsheet></office:body>"
    )


def odt(paragraphs: list[str], author: str = "", note: str = "") -> bytes:
    """A text of these paragraphs; `note`: a comment in its margin."""
    said = "".join(f"<text:p>{escape(one)}</text:p>" for one in paragraphs)
    if note:
        said += f"<text:p><office:annotation><text:p>{escape(note)}</text:p></office:annotation></text:p>"
    return _document("text", f"<office:body><office:text>{said}</office:text></office:body>", author)


def _cell(value) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, date):
        kind, shown = f'office:value-type="date" office:date-value="{value}"', f"{value:%d-%m-%Y}"
    elif isinstance(value, int | float):
        kind, shown = f'office:value-type="float" office:value="{value}"', str(value)
    else:
        kind, shown = 'office:value-type="string"', escape(str(value))
    return f"<table:table-cell {kind}><text:p>{shown}</text:p></table:table-cell>"


def _document(kind: str, content: str, author: str = "") -> bytes:
    head = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_NAMES} office:version="1.3">'
    meta = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-meta{_NAMES} '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta>'
        f"<dc:creator>{escape(author)}</dc:creator></office:meta></office:document-meta>"
    )
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{media}"/>'
        for path, media in (("/", f"{_MIME}.{kind}"), ("content.xml", "text/xml"), ("meta.xml", "text/xml"))
    )
    manifest = (
        f'<?xml version="1.0" encoding="UTF-8"?><manifest:manifest xmlns:manifest="{_SPACE}:manifest:1.0" '
        f'manifest:version="1.3">{listed}</manifest:manifest>'
    )
    return zipped(
        [
            ("mimetype", f"{_MIME}.{kind}"),
            ("content.xml", f"{head}{content}</office:document-content>"),
            ("meta.xml", meta),
            ("META-INF/manifest.xml", manifest),
        ],
        plain=("mimetype",),
    )
