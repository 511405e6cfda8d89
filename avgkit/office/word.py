"""Word files, the door to python-docx: a cover, headings, paragraphs and tables, the same bytes for the same data."""

import io
import string
import zipfile
from datetime import date, datetime, time

from .. import charts, texts
from . import clean, look_of, value_of

_LOCALES = {"nl": "nl-NL", "en": "en-GB"}
_FONT = "Calibri"
_A4 = (210, 297)  # millimetres
_MARGIN = 18
_WORD = "15"  # the Word whose layout it has: 2013 and later, so that none opens it in compatibility mode
_MADE_BY = "avgkit"  # no person: who wrote and who saved it
_FIRST = (1980, 1, 1, 0, 0, 0)  # the time of every part of the file, as a zip cannot be older
_STEPS = {1: 16, 2: 13, 3: 11}  # points of a heading
_BLANK = 26  # points: the height of a row that a pen fills in


class Document:
    """A Word file in the making; `bytes()` gives it whole."""

    def __init__(self, title: str, *, lang: str, day: date, running: str = ""):
        import docx

        self.lang, self.doc = lang, docx.Document()
        self.colours = charts.tokens()["light"]
        self.headings: list[tuple[str, int, str]] = []
        self.list_at = None
        self._properties(title, day)
        self._styles()
        self.wide = False
        section = self.doc.sections[0]
        self._size(section)
        self._foot(section, running)

    # ---------------------------------------------------------------- what stands in it
    def cover(self, title: str, lines: list[str], above: str = "") -> None:
        """The title with a line above it and facts below it."""
        if above:
            self.paragraph(above, "muted")
        self.doc.add_paragraph(clean(title), style="Title")
        for line in lines:
            self.paragraph(line, "muted", after=2)

    def contents(self, title: str) -> None:
        """The place of the list of contents: links to every heading of the first level, filled in at the end."""
        self.doc.add_paragraph(clean(title), style="Contents Heading")
        self.list_at = self.doc.add_paragraph()

    def heading(self, text: str, level: int = 1, *, page: bool = False) -> None:
        """A heading; `page` begins a new page with it."""
        made = self.doc.add_heading(clean(text), level)
        made.paragraph_format.page_break_before = page
        name = f"h{len(self.headings) + 1}"
        self.headings.append((clean(text), level, name))
        self._bookmark(made, name, len(self.headings))

    def paragraph(self, text: str, look: str = "", *, after: float | None = None) -> None:
        """A paragraph; `look` as that of a cell, or `lead`."""
        from docx.shared import Pt

        made = self.doc.add_paragraph()
        self._run(made, text, look)
        if look == "lead":
            made.runs[0].font.size = Pt(12)
        if after is not None:
            made.paragraph_format.space_after = Pt(after)

    def bullets(self, lines: list) -> None:
        """A list of texts or cells."""
        for line in lines:
            made = self.doc.add_paragraph(style="List Bullet")
            self._run(made, value_of(line), look_of(line))

    def table(
        self,
        head: list[str],
        rows: list[list],
        widths: list[float],
        *,
        marked: frozenset = frozenset(),
        blank: bool = False,
    ) -> None:
        """A table whose head returns on every page; `widths` are parts of the width between the margins.

        `marked`: heads that stand out, by column; their words say why. `blank`: rows are high, to be written in.
        """
        from docx.shared import Mm, Pt

        table = self.doc.add_table(rows=0, cols=len(widths))
        table.autofit = False
        self._borders(table)
        room = (_A4[1] if self.wide else _A4[0]) - 2 * _MARGIN
        sizes = [Mm(room * width / sum(widths)) for width in widths]
        for line, column in zip(sizes, table.columns, strict=True):
            column.width = line
        every = ([head] if head else []) + rows
        for number, cells in enumerate(every):
            row = table.add_row()
            self._together(row, header=bool(head) and number == 0)
            if blank and number:
                row.height = Pt(_BLANK)
            for column, cell in enumerate(cells):
                place = row.cells[column]
                place.width = sizes[column]
                top = bool(head) and number == 0
                self._fill(place, cell, top, column in marked, first=column == 0)
        self.doc.add_paragraph().paragraph_format.space_after = Pt(2)

    def turned(self, wide: bool) -> None:
        """A new section, landscape or upright, for tables that need the width."""
        from docx.enum.section import WD_SECTION

        if wide != self.wide:
            self.wide = wide
            self._size(self.doc.add_section(WD_SECTION.NEW_PAGE))

    def bytes(self) -> bytes:
        """The file: its parts in a fixed order with a fixed time."""
        if self.list_at is not None:
            self._fill_contents()
        out, told = io.BytesIO(), io.BytesIO()
        self.doc.save(out)
        with zipfile.ZipFile(out) as made, zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as again:
            for name in made.namelist():
                about = zipfile.ZipInfo(name, _FIRST)
                about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
                again.writestr(about, made.read(name))
        return told.getvalue()

    # ---------------------------------------------------------------- how it looks
    def _properties(self, title: str, day: date) -> None:
        core = self.doc.core_properties
        core.title, core.language = clean(title)[:255], _LOCALES[self.lang]
        core.author = core.last_modified_by = _MADE_BY
        core.created = core.modified = datetime.combine(day, time())
        core.comments = core.keywords = core.subject = ""
        core.revision = 1
        rels = self.doc.part.package.rels
        for key in [key for key, rel in rels.items() if rel.reltype.endswith("/thumbnail")]:
            del rels[key]  # a picture of another document
        settings = self.doc.settings.element
        for one in settings.iter(_tag("w:compatSetting")):
            if one.get(_tag("w:name")) == "compatibilityMode":
                one.set(_tag("w:val"), _WORD)
        for one in settings.iter(_tag("w:themeFontLang")):
            one.set(_tag("w:val"), _LOCALES[self.lang])
            one.attrib.pop(_tag("w:eastAsia"), None)

    def _styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        styles = self.doc.styles
        sizes = {"Normal": (10, "text"), "Title": (26, "text"), "List Bullet": (10, "text")}
        sizes |= {f"Heading {level}": (size, "accent" if level == 1 else "text") for level, size in _STEPS.items()}
        contents = styles.add_style("Contents Heading", WD_STYLE_TYPE.PARAGRAPH)
        contents.base_style = styles["Normal"]
        for name, (size, colour) in (sizes | {"Contents Heading": (_STEPS[2], "text")}).items():
            self._font(styles[name], size, colour, bold=name not in ("Normal", "List Bullet", "Title"))
        for fonts in styles.element.iter(_tag("w:lang")):
            for kind in ("val", "eastAsia"):
                fonts.set(_tag(f"w:{kind}"), _LOCALES[self.lang])
        normal = styles["Normal"].paragraph_format
        normal.space_after, normal.line_spacing = Pt(6), 1.15
        styles["Title"].paragraph_format.space_after = Pt(6)
        for edge in styles["Title"].element.findall(f".//{_tag('w:pBdr')}"):
            edge.getparent().remove(edge)
        for level in _STEPS:
            form = styles[f"Heading {level}"].paragraph_format
            form.space_before, form.space_after, form.keep_with_next = Pt(18 - 4 * level), Pt(4), True

    def _font(self, style, size: float, colour: str, *, bold: bool) -> None:
        from docx.shared import Pt, RGBColor

        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), bold
        style.font.color.rgb = RGBColor.from_string(self.colours[colour].lstrip("#").upper())
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.attrib.pop(_tag(f"w:{kind}Theme"), None)  # the font of a theme would win
            fonts.set(_tag(f"w:{kind}"), _FONT)

    def _size(self, section) -> None:
        from docx.enum.section import WD_ORIENT
        from docx.shared import Mm

        short, long = (Mm(size) for size in _A4)
        section.orientation = WD_ORIENT.LANDSCAPE if self.wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if self.wide else (short, long)
        for side in ("left", "right", "top", "bottom"):
            setattr(section, f"{side}_margin", Mm(_MARGIN))

    def _foot(self, section, running: str) -> None:
        """What the document is, and the number of the page; later sections take it over."""
        foot = section.footer.paragraphs[0]
        self._run(foot, f"{running} · " if running else "", "muted")
        fields = {"page": "PAGE", "pages": "NUMPAGES"}
        for literal, name, _, _ in string.Formatter().parse(texts.phrase("office.page_of", self.lang)):
            self._run(foot, literal, "muted")
            if name:
                self._field(foot, fields[name])

    def _run(self, paragraph, text: object, look: str = ""):
        from docx.shared import RGBColor

        run = paragraph.add_run(clean(text))
        if look in self.colours:
            run.font.color.rgb = RGBColor.from_string(self.colours[look].lstrip("#").upper())
        run.bold = True if look in ("strong", "finding") else None
        return run

    def _field(self, paragraph, code: str) -> None:
        run = self._run(paragraph, "", "muted")
        for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", "1"), ("end", "")):
            if kind in ("begin", "separate", "end"):
                run._r.append(_element("w:fldChar", {"w:fldCharType": kind}))
            else:
                made = _element("w:instrText" if not kind else "w:t", {})
                made.text = text
                run._r.append(made)

    def _fill(self, place, cell, top: bool, marked: bool, *, first: bool) -> None:
        from docx.shared import Pt

        paragraph = place.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        value, look = value_of(cell), look_of(cell)
        look = ("bg" if marked else "muted") if top else look or ("strong" if first else "")
        run = self._run(paragraph, "" if value is None else value, look)
        run.font.size = Pt(8.5 if self.wide or top else 9)
        run.bold = True if top or look in ("strong", "finding") else None
        if top:
            fill = self.colours["accent" if marked else "surface"].lstrip("#").upper()
            place._tc.get_or_add_tcPr().append(_element("w:shd", {"w:val": "clear", "w:color": "auto", "w:fill": fill}))

    def _borders(self, table) -> None:
        """Only lines between the rows."""
        edges = _element("w:tblBorders", {})
        colour = self.colours["line"].lstrip("#").upper()
        for side in ("top", "bottom", "insideH"):
            edges.append(_element(f"w:{side}", {"w:val": "single", "w:sz": "4", "w:space": "0", "w:color": colour}))
        about = table._tbl.tblPr
        layout = about.find(_tag("w:tblLayout"))
        # The order of these parts is fixed: borders stand before the layout.
        layout.addprevious(edges) if layout is not None else about.append(edges)

    def _together(self, row, *, header: bool) -> None:
        about = row._tr.get_or_add_trPr()
        about.append(_element("w:cantSplit", {}))
        if header:
            about.append(_element("w:tblHeader", {}))

    def _bookmark(self, paragraph, name: str, number: int) -> None:
        start = _element("w:bookmarkStart", {"w:id": str(number), "w:name": name})
        at = paragraph._p.pPr
        at.addnext(start) if at is not None else paragraph._p.insert(0, start)
        paragraph._p.append(_element("w:bookmarkEnd", {"w:id": str(number)}))

    def _fill_contents(self) -> None:
        from docx.shared import Pt

        for text, level, name in self.headings:
            if level == 1:
                line = self.list_at.insert_paragraph_before()
                line.paragraph_format.space_after = Pt(1)
                link = _element("w:hyperlink", {"w:anchor": name, "w:history": "1"})
                link.append(self._run(line, text, "accent")._r)
                line._p.append(link)


def _tag(name: str) -> str:
    from docx.oxml.ns import qn

    return qn(name)


def _element(name: str, attributes: dict[str, str]):
    from docx.oxml import OxmlElement

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(_tag(key), value)
    return made
