"""What the makers of files write, the libraries that people trust read back."""

import io
from datetime import date, datetime

import msoffcrypto
import olefile
import pypdf
import pytest
import python_calamine
from making import container, doc, locked_pdf, locked_xlsx, msg, ods, pdf, xls, xlsb, xlsx

SHEETS = {
    "Lijst": [["naam", "aantal", "dag"], ["Zoë Évers <b> & co", 3, date(2024, 3, 1)], [None, 2.5, None]],
    "Weg": [["geheim"], ["x" * 3000]],
}


@pytest.mark.parametrize("form", [xls, xlsb, xlsx, ods], ids=lambda form: form.__name__)
def test_workbooks_are_read_back_by_calamine(form):
    book = python_calamine.load_workbook(io.BytesIO(form(SHEETS, hidden=("Weg",))))
    assert [(one.name, str(one.visible).rpartition(".")[2]) for one in book.sheets_metadata] == [
        ("Lijst", "Visible"),
        ("Weg", "Hidden"),
    ]
    rows = book.get_sheet_by_name("Lijst").to_python()
    assert rows == [["naam", "aantal", "dag"], ["Zoë Évers <b> & co", 3.0, date(2024, 3, 1)], ["", 2.5, ""]]
    assert book.get_sheet_by_name("Weg").to_python()[0] == ["geheim"]


def test_a_large_old_workbook_keeps_every_row():
    rows = [["naam", "nummer"], *([f"Persoon {number}", number] for number in range(3000))]
    read = python_calamine.load_workbook(io.BytesIO(xls({"Blad": rows}))).get_sheet_by_name("Blad").to_python()
    assert read == [["naam", "nummer"], *([f"Persoon {number}", float(number)] for number in range(3000))]


@pytest.mark.parametrize("sizes", [(0, 1, 63, 64, 65), (4095, 4096, 4097), (200_000, 3), (1,) * 40])
def test_containers_are_read_back_by_olefile(sizes):
    streams = {f"map{n % 3}/deel {n}": bytes([n]) * size for n, size in enumerate(sizes)} | {"los": b"abc"}
    with olefile.OleFileIO(io.BytesIO(container(streams)), raise_defects=olefile.DEFECT_INCORRECT) as ole:
        assert {"/".join(entry): ole.openstream(entry).read() for entry in ole.listdir()} == streams


def test_an_outlook_message_is_a_container_with_its_properties():
    made = msg(
        "Vraag", ("Jan", "jan@x.example"), [("Piet", "p@x.example")], "Hallo", datetime(2025, 1, 2), {"a.txt": b"x"}
    )
    with olefile.OleFileIO(io.BytesIO(made), raise_defects=olefile.DEFECT_INCORRECT) as ole:
        assert ole.openstream("__substg1.0_0037001F").read().decode("utf-16-le") == "Vraag"
        assert ole.openstream("__attach_version1.0_#00000000/__substg1.0_37010102").read() == b"x"
        assert len(ole.openstream("__properties_version1.0").read()) % 16 == 0


def test_an_old_text_is_a_container_with_a_table():
    with olefile.OleFileIO(io.BytesIO(doc("Hallo\r"))) as ole:
        assert ole.exists("WordDocument") and ole.exists("1Table")


def test_a_pdf_is_read_back_by_pypdf():
    read = pypdf.PdfReader(io.BytesIO(pdf([["Café (één) \\ twee", "regel"], []], "Karin")), strict=True)
    assert read.pages[0].extract_text().split("\n")[:2] == ["Café (één) \\ twee", "regel"]
    assert (len(read.pages), read.pages[1].extract_text(), read.metadata.author) == (2, "", "Karin")


@pytest.mark.parametrize("made, locked", [(xls(SHEETS, locked=True), True), (xls(SHEETS), False)])
def test_an_old_workbook_is_seen_as_locked_when_it_is(made, locked):
    assert msoffcrypto.OfficeFile(io.BytesIO(made)).is_encrypted() is locked


def test_a_locked_workbook_opens_with_its_password_only():
    made, opened = locked_xlsx("geheim", SHEETS), io.BytesIO()
    book = msoffcrypto.OfficeFile(io.BytesIO(made))
    book.load_key(password="geheim")
    book.decrypt(opened)
    assert python_calamine.load_workbook(io.BytesIO(opened.getvalue())).sheet_names == ["Lijst", "Weg"]


def test_a_locked_pdf_opens_with_its_password_only():
    read = pypdf.PdfReader(io.BytesIO(locked_pdf("geheim", [["tekst"]])))
    assert not read.decrypt("fout") and read.decrypt("geheim")
    assert "tekst" in read.pages[0].extract_text()


@pytest.mark.parametrize("form", [xls, xlsb, xlsx, ods], ids=lambda form: form.__name__)
def test_the_same_again_gives_the_same_bytes(form):
    assert form(SHEETS) == form(SHEETS)
