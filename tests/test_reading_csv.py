"""Texts with a separator: how they are written is found out, and every line of them is accounted for."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avgkit import texts
from avgkit.reading import Limits, open_file

ROWS = [
    ["id", "Naam", "Plaats", "Bedrag"],
    ["1", "Zoë Müller", "Hoorn", "1,50"],
    ["2", "André Noël", "Súdwest", "22,00"],
    ["3", "Jan", "Zwolle", ""],
]


@pytest.fixture(autouse=True)
def dutch():
    texts.use("nl")
    yield
    texts.use(None)


def written(rows=ROWS, separator=";", end="\r\n") -> str:
    made = io.StringIO()
    csv.writer(made, delimiter=separator, lineterminator=end).writerows(rows)
    return made.getvalue()


def opened(tmp_path, content, name="x.csv", **more):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return open_file(path, **more)


def rows_of(sheet, rows=None) -> list[list]:
    return [list(row.values())[:-1] for row in sheet.frame(rows).to_pylist()]


def told(one) -> str:
    return " ".join([*one.problems, *(said for s in one.sheets for said in s.problems)])


# ---------------------------------------------------------------- how it is written
ENCODINGS = {
    "utf-8": ("utf-8", "utf-8"),
    "utf-8-sig": ("utf-8-sig", "utf-8-sig"),
    "cp1252": ("cp1252", "cp1252"),
    "cp850": ("cp850", "cp850"),
    "utf-16": ("utf-16", "utf-16"),
    "utf-16-le": ("utf-16-le", "utf-16-le"),
    "utf-16-be": ("utf-16-be", "utf-16-be"),
}


@pytest.mark.parametrize(("encoding", "found"), ENCODINGS.values(), ids=ENCODINGS)
@pytest.mark.parametrize("separator", ";,\t|")
def test_encoding_and_separator_are_found(tmp_path, encoding, found, separator):
    one = opened(tmp_path, written(separator=separator).encode(encoding))
    (sheet,) = one.sheets
    assert (one.encoding, sheet.csv.separator, sheet.headers) == (found, separator, ROWS[0])
    assert rows_of(sheet) == [[cell or None for cell in row] for row in ROWS[1:]]
    assert sheet.csv.path.read_text(encoding="utf-8-sig").splitlines() == written(separator=separator).splitlines()
    assert sheet.csv.decimal == "," and one.complete and sheet.rows == 3 and sheet.header_row == 1


def test_a_copy_lives_as_long_as_what_was_opened(tmp_path):
    one = opened(tmp_path, written().encode("utf-16"))
    copy = one.sheets[0].csv.path
    assert copy.exists() and copy != one.path
    del one
    import gc

    gc.collect()
    assert not copy.exists()


def test_letters_of_two_kinds_in_one_file(tmp_path):
    text = written().encode() * 3 + "4;Renée;Epe;1\r\n".encode("cp1252")
    one = opened(tmp_path, text)
    assert rows_of(one.sheets[0])[-1][1] == "Renée" and "Windows-1252" in told(one)


def test_euro_and_quotes_of_windows(tmp_path):
    one = opened(tmp_path, "naam;prijs\r\nCafé ’t Hof;€ 12\r\n“Zon”;€ 3\r\n".encode("cp1252"))
    assert one.encoding == "cp1252" and rows_of(one.sheets[0])[0] == ["Café ’t Hof", "€ 12"]


@pytest.mark.parametrize("line", ["sep=;", "SEP=;", '"sep=;"'])
def test_the_line_in_which_excel_tells_the_separator(tmp_path, line):
    one = opened(tmp_path, f"{line}\r\n" + written([["a,b", "c,d"], ["1,2", "3,4"]]))
    (sheet,) = one.sheets
    assert (sheet.headers, sheet.header_row, sheet.csv.skip) == (["a,b", "c,d"], 2, 1)
    assert rows_of(sheet) == [["1,2", "3,4"]]


def test_decimal_commas_do_not_make_it_a_file_with_commas(tmp_path):
    rows = [["klant", "bedrag", "korting"], *[[f"k{n}", f"{n},5", "0,1"] for n in range(9)]]
    assert opened(tmp_path, written(rows)).sheets[0].csv.separator == ";"


def test_one_column_needs_no_separator(tmp_path):
    (sheet,) = opened(tmp_path, "email\na@x.example\nb@x.example\n").sheets
    assert sheet.headers == ["email"] and rows_of(sheet) == [["a@x.example"], ["b@x.example"]]


# ---------------------------------------------------------------- the header
def test_titles_above_the_header_are_text(tmp_path):
    above = "Klantenlijst 2024;;;\r\nGemaakt door: Piet;;;\r\n\r\n"
    one = opened(tmp_path, above + written())
    (sheet,) = one.sheets
    assert (sheet.headers, sheet.header_row, sheet.csv.skip, sheet.rows) == (ROWS[0], 4, 3, 3)
    assert [text.text for text in one.texts] == ["Klantenlijst 2024", "Gemaakt door: Piet"]
    assert "regel 4" in told(one)
    assert sheet.frame(1).to_pylist()[0]["_row"] == 5


def test_titles_without_separators_too(tmp_path):
    one = opened(tmp_path, "Export\r\n" + written())
    assert one.sheets[0].header_row == 2 and one.complete and one.texts[0].text == "Export"


def test_no_header_at_all(tmp_path):
    one = opened(tmp_path, written([["1", "a@x.example", "1234 AB"], ["2", "b@x.example", "1234 AC"]]))
    (sheet,) = one.sheets
    assert sheet.header_row == 0 and not sheet.csv.header and sheet.rows == 2 and len(rows_of(sheet)) == 2
    assert texts.say("reading.no_header", place="x.csv") in one.problems


def test_headers_alike_and_empty_are_named(tmp_path):
    (sheet,) = opened(tmp_path, "naam;mail;;Naam\r\na;b;c;d\r\n").sheets
    assert sheet.headers == ["naam", "mail", "", "Naam"]
    assert sheet.problems == [
        texts.say("reading.header_empty", place="x.csv", column=3),
        texts.say("reading.header_twice", place="x.csv", column=4, name="Naam", first=1),
    ]
    assert rows_of(sheet) == [["a", "b", "c", "d"]]


def test_the_same_header_further_down_is_no_record(tmp_path):
    (sheet,) = opened(tmp_path, written() + written()).sheets
    assert sheet.rows == 6 == sheet.frame().num_rows
    assert texts.say("reading.header_again", place="x.csv", line=5) in sheet.problems


# ---------------------------------------------------------------- every line
BAD = {
    "too many fields": ("9;a;b;c;d\r\n", "many_one", {"line": 5}, 1),
    "too few fields": ("9;a\r\n10;b\r\n", "few", {"line": 5, "count": 2}, 2),
    "a quotation mark that stays open": ('9;"a;b;c\r\n', "quotes_one", {"line": 5}, 1),
}


@pytest.mark.parametrize(("lines", "why", "values", "count"), BAD.values(), ids=BAD)
def test_lines_that_are_no_records_are_counted(tmp_path, lines, why, values, count):
    one = opened(tmp_path, written() + lines + "11;Piet;Epe;2\r\n12;Klaas;Epe;2\r\n")
    (sheet,) = one.sheets
    assert sheet.rows_unread == count and not one.complete
    assert sheet.problems == [texts.say(f"reading.row_{why}", place="x.csv", **values)]
    assert [row[0] for row in rows_of(sheet)] == ["1", "2", "3", "11", "12"]
    assert sheet.rows == 5 and sheet.frame().to_pylist()[-1]["_row"] == 5 + count + 1


def test_an_open_quotation_mark_far_from_the_next(tmp_path):
    body = "".join(f"{n};a;b;c\r\n" for n in range(5000))
    one = opened(tmp_path, written() + '9;"a;b;c\r\n' + body + '8;"x;b;c\r\n' + body)
    assert one.sheets[0].rows == 3 + 10_000 and one.sheets[0].rows_unread == 2


HARD = {
    "every line opens a mark": ('x;"a\n' * 9, 0, 9),
    "a mark behind a mark": ('5" x;"o\n' * 9, 0, 9),
    "signs behind a mark that closes": ('a;"b"c\n' * 9, 9, 0),
    "a mark that opens behind one that closes": ('"b"c;"d\n' * 9, 0, 9),
    "only marks": ('";"\n' * 9, 0, 9),
    "two lines are one record": ('x;"a\nb"\n' * 9, 9, 0),
}


@pytest.mark.parametrize(("lines", "rows", "unread"), HARD.values(), ids=HARD)
def test_no_line_gets_lost_whatever_marks_there_are(tmp_path, lines, rows, unread):
    (sheet,) = opened(tmp_path, "id;naam\n" + lines).sheets
    assert (sheet.headers, sheet.rows, sheet.rows_unread) == (["id", "naam"], rows, unread)
    assert sheet.frame().num_rows == rows


def test_empty_fields_too_many_and_blank_lines_do_no_harm(tmp_path):
    one = opened(tmp_path, written() + ";;;\r\n\r\n9;a;b;c;;;\r\n")
    assert one.complete and one.sheets[0].rows == 4 and rows_of(one.sheets[0])[-1] == ["9", "a", "b", "c"]


def test_quoted_texts_with_line_breaks_and_marks_inside(tmp_path):
    rows = [["id", "notitie"], ["1", 'regel een\nregel "twee"; en drie'], ["2", "gewoon"]]
    (sheet,) = opened(tmp_path, written(rows)).sheets
    assert rows_of(sheet) == rows[1:] and [r["_row"] for r in sheet.frame().to_pylist()] == [2, 4]
    (sheet,) = opened(tmp_path, 'id;maat\r\n1;5" buis\r\n2;6" pijp\r\n').sheets
    assert rows_of(sheet) == [["1", '5" buis'], ["2", '6" pijp']]


def test_a_note_below_the_table_is_text(tmp_path):
    one = opened(tmp_path, written() + "\r\nVertrouwelijk\r\nGemaakt door: Piet\r\n")
    assert one.complete and one.sheets[0].rows == 3
    assert [text.text for text in one.texts] == ["Vertrouwelijk", "Gemaakt door: Piet"]


def test_formulas_and_tags_stay_what_they_are(tmp_path):
    evil = ['=HYPERLINK("http://x.example")', "<script>alert(1)</script>"]
    (sheet,) = opened(tmp_path, written([["a", "b"], evil])).sheets
    assert rows_of(sheet) == [evil]


def test_running_text_is_no_table(tmp_path):
    one = opened(tmp_path, "Gebeld met Jan, die is ziek.\nMorgen terugbellen; zie mail.\n", "notitie.txt")
    assert (one.kind, one.sheets, one.texts[0].text[:6]) == ("txt", [], "Gebeld")
    one = opened(tmp_path, "abc " * 100, "notitie.txt", limits=Limits(text=40))
    assert len(one.texts[0].text) == 40 and [u.code for u in one.unread] == ["text_cut"]
    assert opened(tmp_path, written(separator="\t"), "lijst.txt").sheets[0].headers == ROWS[0]


def test_only_a_header(tmp_path):
    (sheet,) = opened(tmp_path, "id;naam;email\r\n").sheets
    assert (sheet.rows, sheet.frame().num_rows, sheet.headers) == (0, 0, ["id", "naam", "email"])


def test_the_first_rows_only(tmp_path):
    (sheet,) = opened(tmp_path, written([["id", "naam"], *[[str(n), "x"] for n in range(50_000)]])).sheets
    assert sheet.rows == 50_000 and sheet.frame(7).num_rows == 7 and sheet.frame().num_rows == 50_000


CELL = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8).map(str.strip)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=12), st.sampled_from(";,\t"))
def test_what_a_program_writes_is_read_back(tmp_path_factory, rows, separator):
    body = [["Nummer", "Naam", "Woonplaats"], *[[f"{n}", *row[1:]] for n, row in enumerate(rows, 100)]]
    made = io.StringIO()
    csv.writer(made, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(body)
    one = opened(tmp_path_factory.mktemp("x"), made.getvalue())
    assert rows_of(one.sheets[0]) == [[cell if cell.strip() else None for cell in row] for row in body[1:]]
    assert one.complete
