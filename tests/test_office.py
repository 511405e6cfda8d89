"""Documents for an office: every text stays text, and the same data give the same bytes."""

import io
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from avgkit import office
from avgkit.errors import AvgkitError
from avgkit.office import Cell, clean, sheets, word

DAY = date(2026, 11, 23)
HOSTILE = ["=cmd|'/c calc'!A0", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(*made: sheets.Sheet):
    return load_workbook(io.BytesIO(sheets.workbook("Titel", DAY, list(made))))


def document(lang: str = "nl", **values) -> word.Document:
    return word.Document("Titel", lang=lang, day=DAY, **values)


def read(doc: word.Document):
    return docx.Document(io.BytesIO(doc.bytes()))


# ---------------------------------------------------------------- workbooks
def test_a_cell_has_its_own_type():
    cells = ["tekst", 12, 2.5, date(2026, 1, 2), datetime(2026, 1, 2, 3, 4), None, Cell("▲ ontbreekt", "finding")]
    row = opened(sheets.Sheet("Blad", list("abcdefg"), [10] * 7, [cells]))["Blad"][2]
    assert [cell.value for cell in row[:3]] == ["tekst", 12, 2.5]
    assert [cell.data_type for cell in row] == ["s", "n", "n", "d", "d", "n", "s"]
    assert row[3].value == datetime(2026, 1, 2) and row[4].value == datetime(2026, 1, 2, 3, 4) and row[5].value is None
    assert row[6].value == "▲ ontbreekt" and row[6].font.color.rgb == "FFB3261E"


@pytest.mark.parametrize("text", HOSTILE)
def test_what_begins_like_a_formula_is_text_that_stays_text(text):
    for head, rows in (([], [[text]]), ([text], [["x"]])):
        cell = opened(sheets.Sheet("Blad", head, [10], rows))["Blad"]["A1"]
        assert cell.data_type == "s" and not cell.hyperlink and cell.value.strip() == text.strip()
        assert cell.quotePrefix or head, "somebody who edits the cell must not make a formula of it"


@given(st.text(max_size=60))
@settings(max_examples=25, deadline=None)
def test_any_text_is_read_back_as_text(text):
    cell = opened(sheets.Sheet("Blad", [], [10], [[text]]))["Blad"]["A1"]
    assert cell.data_type == "s" or not text
    assert (cell.value or "") == clean(text)


def test_a_sheet_can_be_filtered_printed_and_read_without_scrolling_back():
    sheet = opened(sheets.Sheet("Blad", ["a", "■ vereist"], [10, 20], [["x", "y"]], marked=frozenset({1})))["Blad"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:B2" and sheet.print_title_rows == "$1:$1"
    assert sheet.page_setup.orientation == "landscape" and sheet.column_dimensions["B"].width > 20
    assert sheet["A1"].fill.fgColor.rgb != sheet["B1"].fill.fgColor.rgb


def test_an_empty_sheet_says_so_and_no_two_sheets_have_one_name():
    long = "n" * 40
    book = opened(*(sheets.Sheet(name, ["a", "b"], [10, 10], empty="leeg") for name in ("A/B", "a b", long, long, "")))
    assert book.sheetnames == ["A B", "a b 2", "n" * 31, "n" * 29 + " 2", "-"]
    assert book["A B"]["B2"].value == "leeg"


def test_the_same_data_give_the_same_bytes():
    made = [sheets.workbook("T", DAY, [sheets.Sheet("B", ["a"], [5], [["x"]])]) for _ in range(2)]
    assert made[0] == made[1]
    assert load_workbook(io.BytesIO(made[0])).properties.created.date() == DAY


# ---------------------------------------------------------------- Word files
def full(lang: str = "nl") -> word.Document:
    doc = document(lang, running="Register")
    doc.cover("Titel", ["een feit"], above="De firma")
    doc.contents("Inhoud")
    doc.heading("Een", page=True)
    doc.paragraph("tekst", "lead")
    doc.bullets(["een", Cell("▲ twee", "finding")])
    doc.table(["kop", "■ vereist"], [["a", Cell("▲ ontbreekt", "finding")]] * 60, [1, 2], marked=frozenset({1}))
    doc.turned(True)
    doc.heading("Twee")
    doc.table(["a"] * 6, [["x"] * 6], [1] * 6)
    doc.turned(False)
    doc.table(["naam", "handtekening"], [["", ""]], [1, 1], blank=True)
    return doc


@pytest.mark.parametrize(("lang", "locale"), [("nl", "nl-NL"), ("en", "en-GB")])
def test_a_word_file_knows_its_language_and_nobody(lang, locale):
    content = full(lang).bytes()
    core = docx.Document(io.BytesIO(content)).core_properties
    assert (core.language, core.author, core.last_modified_by) == (locale, "avgkit", "avgkit")
    assert core.created.date() == core.modified.date() == DAY
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        styles = ElementTree.fromstring(file.read("word/styles.xml"))
        assert {at.get(f"{W}val") for at in styles.iter(f"{W}lang")} == {locale}
        assert not [name for name in file.namelist() if "thumbnail" in name]
        foot, kept = (file.read(f"word/{name}.xml").decode() for name in ("footer1", "settings"))
    assert f'themeFontLang w:val="{locale}"' in kept and 'office/word" w:val="15"' in kept
    assert "PAGE" in foot and "NUMPAGES" in foot and "Register" in foot


def test_tables_repeat_their_head_and_wide_ones_lie_on_their_side():
    made = read(full())
    assert [section.orientation for section in made.sections] == [0, 1, 0]
    assert all(s.page_width > s.page_height for s in made.sections if s.orientation)
    for table in made.tables:
        head = table.rows[0]._tr.trPr
        assert head.find(f"{W}tblHeader") is not None and table.rows[1]._tr.trPr.find(f"{W}tblHeader") is None
    assert made.tables[0].rows[1].cells[1].text == "▲ ontbreekt"
    assert made.tables[-1].rows[1].height.pt >= 20, "room for a pen"


def test_the_contents_lead_to_the_headings():
    body = read(full()).element.body
    names = {mark.get(f"{W}name") for mark in body.iter(f"{W}bookmarkStart")}
    links = [
        (link.get(f"{W}anchor"), "".join(t.text for t in link.iter(f"{W}t"))) for link in body.iter(f"{W}hyperlink")
    ]
    assert [text for _, text in links] == ["Een", "Twee"] and {anchor for anchor, _ in links} <= names


@given(st.text(max_size=60))
@settings(max_examples=15, deadline=None)
def test_any_text_fits_in_a_word_file(text):
    doc = document()
    doc.heading(text)
    doc.table([text], [[text]], [1])
    made = read(doc)
    assert clean(text) == made.tables[0].rows[1].cells[0].text


def test_the_same_words_give_the_same_file():
    assert full().bytes() == full().bytes()


# ---------------------------------------------------------------- in its place
def test_a_file_is_put_in_its_place_whole_or_told(tmp_path):
    path = office.placed(tmp_path / "new" / "a.xlsx", b"x")
    assert path.read_bytes() == b"x" and [p.name for p in path.parent.iterdir()] == ["a.xlsx"]
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(AvgkitError, match=r"folder\.docx"):
        office.placed(tmp_path / "folder.docx", b"x")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder.docx", "new"]
