"""Workbooks: every table on every sheet, what stands beside the cells, and what is hidden."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment

from avgkit import texts
from avgkit.reading import Limits, Refused, books, looking, open_file, unpacking

HEAD = ["Naam", "Straat", "Nr", "Sinds", "Klant"]
BODY = [
    ["Zoë de Vries", "Dorpsstraat", 12, date(2024, 3, 1), True],
    ["Piet Jansen", "Kerkstraat", 3.5, datetime(2024, 3, 2, 14, 5), False],
    ["=1+1 is tekst", None, 1e15, None, None],
]
TEXT = [
    ["Zoë de Vries", "Dorpsstraat", "12", "2024-03-01", "true"],
    ["Piet Jansen", "Kerkstraat", "3.5", "2024-03-02 14:05:00", "false"],
    ["=1+1 is tekst", None, "1000000000000000", None, None],
]


@pytest.fixture(autouse=True)
def dutch():
    texts.use("nl")
    yield
    texts.use(None)


def book(path, sheets: dict[str, list[list]], change=None):
    """A workbook of these sheets; `change` may do more to it."""
    made = xlsxwriter.Workbook(path, {"strings_to_formulas": False, "default_date_format": "dd-mm-yyyy"})
    moment = made.add_format({"num_format": "dd-mm-yyyy hh:mm"})
    for name, rows in sheets.items():
        sheet = made.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell, moment)
                elif cell is not None:
                    sheet.write(number, column, cell)
    if change:
        change(made)
    made.close()
    return path


def rows_of(sheet, rows=None) -> list[list]:
    return [list(row.values())[:-1] for row in sheet.frame(rows).to_pylist()]


def told(one) -> list[str]:
    return [*one.problems, *(said for s in one.sheets for said in s.problems)]


def say(key: str, **values) -> str:
    return texts.say(f"reading.{key}", **values)


def packed(parts: dict[str, bytes | str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as again:
        for name, content in parts.items():
            again.writestr(name, content)
    return made.getvalue()


# ---------------------------------------------------------------- cells and tables
@pytest.mark.parametrize(
    "top", [[], [["Klanten van de vestiging"], [None], [None, "versie", 3]]], ids=["bare", "titles"]
)
def test_cells_become_text(tmp_path, top):
    one = open_file(book(tmp_path / "x.xlsx", {"Blad 1": [*top, HEAD, *BODY]}))
    (sheet,) = one.sheets
    assert (sheet.headers, sheet.header_row, sheet.rows) == (HEAD, len(top) + 1, 3)
    assert rows_of(sheet) == TEXT and one.complete and one.kind == "xlsx"
    assert sheet.place == "x.xlsx · Blad 1" and sheet.frame(1).to_pylist()[0]["_row"] == len(top) + 2
    assert [text.text for text in one.texts] == (["Klanten van de vestiging", "versie 3"] if top else [])


def test_every_sheet_hidden_ones_too(tmp_path):
    def hide(made):
        made.get_worksheet_by_name("geheim").hide()
        made.get_worksheet_by_name("heel geheim").very_hidden()

    sheets = {name: [["Naam", "Tel"], [name, "010-1"]] for name in ("open", "geheim", "heel geheim")}
    one = open_file(book(tmp_path / "x.xlsx", sheets, hide))
    assert [(s.name, s.hidden) for s in one.sheets] == [("open", False), ("geheim", True), ("heel geheim", True)]
    assert say("hidden_sheet", place="x.xlsx · geheim") in told(one)


def test_a_header_of_two_rows(tmp_path):
    def merge(made):
        sheet = made.get_worksheet_by_name("a")
        sheet.merge_range("A1:E1", "Onze klanten")
        sheet.merge_range("B2:C2", "Adres")
        sheet.merge_range("A2:A3", "Naam")

    rows = [["Onze klanten"], ["Naam", "Adres", None, "Telefoon"], [None, "Straat", "Nr", "thuis", "mobiel"]]
    rows += [["Jan", "Kerkstraat", 4, "010-1", "06-1"], ["Piet", "Laan", 5, "010-2", "06-2"]]
    (sheet,) = open_file(book(tmp_path / "x.xlsx", {"a": rows}, merge)).sheets
    assert sheet.headers == ["Naam", "Adres Straat", "Adres Nr", "Telefoon thuis", "mobiel"]
    assert (sheet.header_row, sheet.rows, rows_of(sheet)[0]) == (3, 2, ["Jan", "Kerkstraat", "4", "010-1", "06-1"])


SEVERAL = {
    "below each other": [
        *[["Naam", "Tel"], ["Jan", "010-1234567"], ["Piet", "010-1234568"], [None], ["Producten"]],
        *[["Artikel", "Prijs"], ["Fiets", 500], ["Bel", 5]],
    ],
    "beside each other": [
        ["Naam", "Tel", None, "Naam", "Mail"],
        ["Jan", "010-1", None, "Kees", "k@x.example"],
        ["Piet", "010-2", None, "Kim", "kim@x.example"],
        [None, None, None, "Koen", "koen@x.example"],
    ],
    "at different heights": [
        ["Naam", "Tel"],
        ["Jan", "010-1", None, None, "Code", "Regio"],
        ["Piet", "010-2", None, None, "1", "Noord"],
        ["Klaas", "010-3", None, None, "2", "Zuid"],
    ],
}


@pytest.mark.parametrize("rows", SEVERAL.values(), ids=SEVERAL)
def test_several_tables_on_one_sheet(tmp_path, rows):
    one = open_file(book(tmp_path / "x.xlsx", {"a": rows}))
    assert len(one.sheets) == 2 and say("several_tables", place="x.xlsx · a", count=2) in told(one)
    assert [s.rows for s in one.sheets] == [s.frame().num_rows for s in one.sheets]
    assert sum(s.rows for s in one.sheets) == {0: 4, 1: 5, 2: 5}[list(SEVERAL.values()).index(rows)]
    assert one.sheets[0].headers == ["Naam", "Tel"] and len(one.sheets[1].headers) == 2
    assert one.sheets[1].place == "x.xlsx · a · tabel 2"


LARGE = [["Klantnr", "Naam", "E-mail", "Telefoon", "Plaats"]]
LARGE += [[str(n), "Bos", f"p{n}@mail.example", "0699999999", "Urk"] for n in range(1001, 1005)]


@pytest.mark.parametrize("left", [0, 1, 3])
@pytest.mark.parametrize("title", [[], [["Bezoekers van de beurs"]]], ids=["", "titled"])
@pytest.mark.parametrize("below", [[["Vos", "Ede"]], [["Vos", "v@mail.example"], ["Das", "d@mail.example"]]])
def test_a_narrow_table_below_a_wide_one_is_a_table_of_its_own(tmp_path, left, title, below):
    narrow = [[None] * left + row for row in [*title, ["Naam", "Bereikbaar"], *below]]
    one = open_file(book(tmp_path / "a.xlsx", {"Blad": [*LARGE, [None], *narrow]}))
    assert [(sheet.headers, sheet.rows) for sheet in one.sheets] == [
        (LARGE[0], 4),
        (["Naam", "Bereikbaar"], len(below)),
    ]
    assert [list(row[:2]) for row in rows_of(one.sheets[1])] == below


@pytest.mark.parametrize(
    "below",
    [
        [["onbekend", "Vos"], ["1009", "Das", "d@mail.example", "0699999999", "Epe"]],  # a record without a number
        [["onbekend", "Vos"], ["onbekend", "Das"]],
        [["1008", "Vos"], ["1009", "Das"]],
        [[None, "Vos", None, None, "Ede"], [None, "Das", None, None, "Epe"]],
    ],
)
def test_records_of_which_little_is_known_stay_with_their_table(tmp_path, below):
    one = open_file(book(tmp_path / "a.xlsx", {"Blad": [*LARGE, [None], *below]}))
    assert [(sheet.headers, sheet.rows) for sheet in one.sheets] == [(LARGE[0], 4 + len(below))]


def test_a_narrow_table_below_a_wide_one_stands_apart(tmp_path):
    head = ["Nr", "Naam", "Geboren", "Telefoon", "Postcode", "Plaats"]
    people = [[n, "Jan", f"{n}-3-1980", f"06-1234567{n}", f"12{n}0 AB", "Ede"] for n in (1, 2, 3)]
    below = [["Leverancier", "Wie", "Tel."], ["Molen BV", "Kees", "030-1234567"], ["Zuivel BV", "Els", "030-1234568"]]
    wide, narrow = open_file(book(tmp_path / "x.xlsx", {"a": [head, *people, [None], *below]})).sheets
    assert (wide.rows, narrow.rows, narrow.headers) == (3, 2, ["Leverancier", "Wie", "Tel."])
    # A record of which little is known is no header, whatever stands under it.
    few = [[None, "Piet", None, None, None, "Epe"], [5, "Kim", "4-3-1980", "06-12345675", "1250 AB", "Ede"]]
    (sheet,) = open_file(book(tmp_path / "y.xlsx", {"a": [head, *people, [None], *few]})).sheets
    assert sheet.rows == 5


def test_a_blank_row_or_column_does_not_tear_a_table_apart(tmp_path):
    rows = [["Naam", "Tel", None, "Notitie"], ["Jan", "010-1", None, "belt graag"], [None], ["Piet", "010-2"]]
    rows += [[None], ["Kees", "010-3", None, "ziek"]]
    (sheet,) = open_file(book(tmp_path / "x.xlsx", {"a": rows})).sheets
    assert sheet.headers == ["Naam", "Tel", "Notitie"] and sheet.rows == 3
    assert [row["_row"] for row in sheet.frame().to_pylist()] == [2, 4, 6]


@pytest.mark.parametrize("blank", [[], [[None]]], ids=["close", "apart"])
@pytest.mark.parametrize("word", ["Totaal", "Totaal:", "TOTAL", "Som"])
def test_a_total_is_no_record(tmp_path, blank, word):
    rows = [["Naam", "Bedrag"], ["Jan", 5], ["Piet", 7], *blank, [word, 12]]
    one = open_file(book(tmp_path / "x.xlsx", {"a": rows}))
    assert one.sheets[0].rows == 2 == one.sheets[0].frame().num_rows
    assert say("total", place="x.xlsx · a", line=4 + len(blank)) in told(one)
    rows[-1] = ["Total Energy BV", 12]
    assert open_file(book(tmp_path / "y.xlsx", {"a": rows[:3] + rows[-1:]})).sheets[0].rows == 3


def test_notes_below_the_table_are_text(tmp_path):
    rows = [["Naam", "Tel", "Plaats"], ["Jan", "1", "Epe"], ["Piet", "2", "Ede"], [None], ["Bron: oude lijst van Kees"]]
    one = open_file(book(tmp_path / "x.xlsx", {"a": rows}))
    assert one.sheets[0].rows == 2 and one.texts[0].text == "Bron: oude lijst van Kees"
    assert one.texts[0].place == "x.xlsx · a · 5"


# ---------------------------------------------------------------- beside the cells
def test_comments_boxes_and_what_is_hidden(tmp_path):
    def more(made):
        sheet = made.get_worksheet_by_name("a")
        sheet.write_comment("A2", "is al jaren ziek")
        sheet.insert_textbox("F2", "Bel nooit <na> vijf uur")
        sheet.set_column("C:C", None, None, {"hidden": True})
        sheet.set_row(2, None, None, {"hidden": True})

    one = open_file(book(tmp_path / "x.xlsx", {"leeg": [], "a": [HEAD, *BODY]}, more))
    assert {(t.place, t.text) for t in one.texts} == {
        ("x.xlsx · a · A2", "is al jaren ziek"),
        ("x.xlsx · a", "Bel nooit <na> vijf uur"),
    }
    assert one.sheets[0].hidden_columns == ["Nr"] and rows_of(one.sheets[0]) == TEXT
    assert say("hidden_rows_one", place="x.xlsx · a") in told(one)


def test_comments_of_another_writer(tmp_path):
    made = openpyxl.Workbook()
    made.active.append(["Naam", "Tel"])
    made.active.append(["Jan", "010"])
    made.active["B2"].comment = Comment("niet bellen", "Kees")
    made.save(tmp_path / "x.xlsx")
    assert [(t.place, t.text) for t in open_file(tmp_path / "x.xlsx").texts] == [("x.xlsx · Sheet · B2", "niet bellen")]


def changed(path, more: dict[str, bytes]):
    with zipfile.ZipFile(path) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    path.write_bytes(packed(parts | more))
    return path


def test_what_is_there_but_not_read_is_named(tmp_path):
    path = book(tmp_path / "x.xlsm", {"a": [HEAD, *BODY]})
    said = '<a:threadedComment ref="B2"><a:text>zie dossier</a:text></a:threadedComment>'
    thread = f'<a:ThreadedComments xmlns:a="u">{said}</a:ThreadedComments>'
    more = {
        "xl/vbaProject.bin": b"x",
        "xl/pivotCache/pivotCacheRecords1.xml": b"<x/>",
        "xl/externalLinks/externalLink1.xml": b"<x/>",
        "xl/threadedComments/threadedComment1.xml": thread.encode(),
        "xl/embeddings/lijst.csv": b"naam;tel\r\nJan;010\r\n",
        "xl/media/image1.png": b"x",
        "xl/comments9.xml": b"<!DOCTYPE a><comments/>",
    }
    one = open_file(changed(path, more))
    assert one.kind == "xlsm" and {u.code for u in one.unread} == {"pivot", "beside_damaged"}
    assert {say("macros", place="x.xlsm"), say("links", place="x.xlsm")} <= set(one.problems)
    assert ("x.xlsm · B2", "zie dossier") in {(t.place, t.text) for t in one.texts}
    assert one.inner[0].place == "x.xlsm/lijst.csv" and one.inner[0].sheets[0].rows == 1


def test_errors_are_empty_and_formulas_without_outcome_unread(tmp_path):
    def formulas(made):
        sheet = made.get_worksheet_by_name("a")
        sheet.write_formula("B2", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B3", "=1+1", None, "")
        sheet.write_formula("C3", "=1+1", None, 2)

    path = book(tmp_path / "x.xlsx", {"a": [["Naam", "Som", "Goed"], ["Jan"], ["Piet"]]}, formulas)
    with zipfile.ZipFile(path) as good:
        sheet = good.read("xl/worksheets/sheet1.xml").replace(b"<f>1+1</f><v></v>", b"<f>1+1</f>")
    one = open_file(changed(path, {"xl/worksheets/sheet1.xml": sheet}))
    assert rows_of(one.sheets[0]) == [["Jan", None, None], ["Piet", None, "2"]]
    assert [u.code for u in one.unread] == ["unsolved"] and "B3" in one.unread[0].sentence
    assert say("error_cells_one", place="x.xlsx · a", count=1) in told(one)


# ---------------------------------------------------------------- ods
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text", "draw")
)


def ods(path, sheets: str):
    body = f"<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body>"
    content = f'<office:document-content {SPACES} office:version="1.2">{body}</office:document-content>'
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    space = 'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    manifest = f'<m:manifest {space}><m:file-entry m:full-path="/" m:media-type="{kind}"/></m:manifest>'
    path.write_bytes(packed({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest}))
    return path


def cell(said: str, more: str = "", inside: str = "") -> str:
    return f'<table:table-cell office:value-type="string" {more}>{inside}<text:p>{said}</text:p></table:table-cell>'


def test_an_ods_with_a_comment_and_hidden_columns(tmp_path):
    note = "<office:annotation><text:p>nooit bellen</text:p></office:annotation>"
    day = '<table:table-cell office:value-type="date" office:date-value="2024-03-01"><text:p>1 mrt</text:p>'
    rows = [
        '<table:table table:name="klanten"><table:table-column/><table:table-column table:visibility="collapse"/>',
        f"<table:table-row>{cell('Naam')}{cell('Tel')}{cell('Sinds')}</table:table-row>",
        f"<table:table-row>{cell('Jan', inside=note)}{cell('010')}{day}</table:table-cell></table:table-row>",
        '<table:table-row table:number-rows-repeated="1048000">',
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>',
    ]
    one = open_file(ods(tmp_path / "x.ods", "".join(rows)))
    (sheet,) = one.sheets
    assert (one.kind, sheet.headers, rows_of(sheet)) == (
        "ods",
        ["Naam", "Tel", "Sinds"],
        [["Jan", "010", "2024-03-01"]],
    )
    assert sheet.hidden_columns == ["Tel"] and one.complete
    assert [(t.place, t.text) for t in one.texts] == [("x.ods · klanten · A2", "nooit bellen")]


WIDE = 'table:number-columns-repeated="900000000"'
ENDLESS = {
    "rows": f'<table:table-row table:number-rows-repeated="900000000">{cell("x")}</table:table-row>',
    "columns": f"<table:table-row>{cell('x', WIDE)}</table:table-row>",
    "letters": f'<table:table-row table:number-rows-repeated="9000">{cell("x" * 90_000)}</table:table-row>',
}


@pytest.mark.parametrize("rows", ENDLESS.values(), ids=ENDLESS)
def test_an_endless_ods_is_refused(tmp_path, rows):
    one = open_file(ods(tmp_path / "x.ods", f'<table:table table:name="a">{rows}</table:table>'))
    assert [u.code for u in one.unread] == ["too_large"] and not one.sheets


# ---------------------------------------------------------------- large
def test_a_large_sheet_is_read_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(books, "PIECE", 40_000)
    rows = [[f"n{n}", n, date(2024, 1, 1 + n % 28)] for n in range(3000)]
    path = book(tmp_path / "x.xlsx", {"a": [["Lijst"], ["Naam", "Nr", "Dag"], *rows], "b": [["Naam"], ["x"]]})
    one = open_file(path)
    monkeypatch.setattr(books, "PIECE", 10**9)
    whole = open_file(path)
    assert one.sheets[0].rows == 3000 and one.sheets[0].frame() == whole.sheets[0].frame()
    assert one.sheets[0].frame(5).num_rows == 5 and rows_of(one.sheets[1]) == [["x"]]


def test_a_cell_far_away_is_refused_and_the_sheet_before_it_not_lost(tmp_path):
    path = book(
        tmp_path / "x.xlsx", {"a": [HEAD, *BODY]}, lambda made: made.add_worksheet("b").write("XFD1048576", "x")
    )
    assert [u.code for u in open_file(path).unread] == ["too_large"]
    assert [u.code for u in open_file(book(tmp_path / "y.xlsx", {"a": [HEAD, *BODY]}), limits=Limits(cells=9)).unread]


PLAIN = (
    b'<worksheet><cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
    b'<row r="1"><c r="A1" t="s"><v>1</v></c></row>'
    b'<row r="7" hidden="1"><c r="AB7"><v>1</v></c></row></sheetData></worksheet>'
)
STRANGE = {
    "a formula": PLAIN.replace(b"<v>1</v></c></row></s", b"<f>1</f></c></row></s"),
    "another mark": PLAIN.replace(b'r="AB7"', b"r='AB7'"),
    "a prefix": PLAIN.replace(b"c r=", b"x:c r=").replace(b"/c>", b"/x:c>"),
    "no place": PLAIN.replace(b' r="AB7"', b""),
    "a comment": PLAIN.replace(b"<row", b"<!-- --><row", 1),
    "letters of two bytes": PLAIN.decode().encode("utf-16"),
    "a sign in an attribute": PLAIN.replace(b'"AB7"', b'"AB7" a=">"'),
    "cells below": PLAIN.replace(b"</worksheet>", b"<sheetData/></worksheet>"),
}


@pytest.mark.parametrize("content", STRANGE.values(), ids=STRANGE)
def test_the_quick_look_gives_up_at_what_it_does_not_know(content):
    assert looking.quickly(iter([content]), [1, 5]) is None
    assert looking.slowly(iter([content]), [1, 5]).rows >= 7 or b"<f>" not in content


@pytest.mark.parametrize("size", [7, 50, 10_000])
def test_the_quick_look_sees_what_the_slow_one_does(size):
    def pieces():
        return iter([PLAIN[n : n + size] for n in range(0, len(PLAIN), size)])

    quick, slow = looking.quickly(pieces(), [1, 5]), looking.slowly(pieces(), [1, 5])
    assert quick and (quick.rows, quick.columns, quick.shared, quick.hidden_rows) == (7, 28, 5, 1)
    quick.plain = False
    assert quick == slow


def test_a_list_of_parts_that_would_fill_the_memory_is_not_read(tmp_path):
    path = tmp_path / "x.zip"
    path.write_bytes(packed({f"{n:05}": b"" for n in range(6000)}))
    with pytest.raises(Refused) as error:
        unpacking.listed(path, 10)
    assert error.value.code == "too_many"


# ---------------------------------------------------------------- a page that is called a workbook
def test_a_page_called_xls_is_read_as_tables(tmp_path):
    page = """<html><head><style>x{}</style></head><body><h1>Export</h1><table><tr><td colspan=3>Klanten</td></tr>
    <tr><th>Naam</th><th>Tel</th><th>Plaats</th></tr><tr><td>Jan &amp; Co</td><td>010-1</td><td></td></tr>
    <tr><td>Piet<td>010-2<td>Ede</tr></table><script>x()</script></body></html>"""
    (tmp_path / "x.xls").write_text(page)
    one = open_file(tmp_path / "x.xls")
    (sheet,) = one.sheets
    assert one.kind == "html" and sheet.headers == ["Naam", "Tel", "Plaats"] and one.complete
    assert rows_of(sheet) == [["Jan & Co", "010-1", None], ["Piet", "010-2", "Ede"]]
    assert {text.text for text in one.texts} == {"Klanten", "Export"}
    assert say("misnamed", place="x.xls", name=".xls", kind=say("kind_html")) in one.problems
