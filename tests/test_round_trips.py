"""One list of people in every form that an office saves it in opens as the same Crm, with nothing unread."""

import csv
import io
import zipfile
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from making import locked_xlsx, ods, xls, xlsb, xlsx

import avgkit

HEADS = ["Klantnummer", "Voornaam", "Tussenvoegsel", "Achternaam", "E-mail", "Geboortedatum", "Plaats", "Opmerkingen"]
PEOPLE = [
    [101, "Zoë", "van der", "Évers", "zoe@evers.example", date(1980, 3, 1), "Delft", "Belt graag; ’s avonds"],
    [102, "Piet", None, "Bos", "piet@bos.example", date(1975, 12, 31), "Goes", None],
    [103, "Anna", "de", "Wit", None, None, "Ede", "wil geen folder"],
]
TABLE = [HEADS, *PEOPLE]


def cell(value, days: str = "%Y-%m-%d") -> str:
    """A cell as text."""
    return "" if value is None else value.strftime(days) if isinstance(value, date) else str(value)


def text(separator: str = ";", days: str = "%d-%m-%Y", above: str = "") -> str:
    """The list as a text file."""
    made = io.StringIO()
    csv.writer(made, delimiter=separator, lineterminator="\r\n").writerows(
        [[cell(value, days) for value in row] for row in TABLE]
    )
    return above + made.getvalue()


def parquet() -> bytes:
    """The list as Parquet, with typed columns."""
    made = io.BytesIO()
    columns = {head: [row[n] for row in PEOPLE] for n, head in enumerate(HEADS)}
    pq.write_table(pa.table(columns), made)
    return made.getvalue()


def zipped(name: str, content: bytes) -> bytes:
    """A file in an archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return made.getvalue()


FORMS = {
    "utf8.csv": text().encode(),
    "bom.csv": b"\xef\xbb\xbf" + text().encode(),
    "cp1252.csv": text().encode("cp1252"),
    "utf16.csv": text().encode("utf-16"),
    "comma.csv": text(",").encode(),
    "sep.csv": text(above="sep=;\r\n").encode(),
    "tabs.tsv": text("\t").encode(),
    "pipes.txt": text("|").encode(),
    "us.csv": text(",", "%m/%d/%Y").encode(),
    "run.csv": text(days="%Y%m%d").encode(),
    "book.xlsx": xlsx({"Klanten": TABLE}),
    "titles.xlsx": xlsx({"Klanten": [["Ledenlijst 2024"], [], *TABLE]}),
    "hidden.xlsx": xlsx({"Uitleg": [["Zie het blad hierna."]], "Klanten": TABLE}, hidden=("Klanten",)),
    "macros.xlsm": xlsx({"Klanten": TABLE}),
    "binary.xlsb": xlsb({"Klanten": TABLE}),
    "old.xls": xls({"Klanten": TABLE}),
    "open.ods": ods({"Klanten": TABLE}),
    "typed.parquet": parquet(),
    "packed.zip": zipped("klanten.csv", text().encode()),
    "twice.zip": zipped("binnen.zip", zipped("klanten.xlsx", xlsx({"Klanten": TABLE}))),
}


def seen(crm) -> list[list[str]]:
    """The people as the Crm holds them."""
    columns = ["id", "first_name", "infix", "last_name", "email", "birth_date", "city"]
    return [[cell(None if value != value else value) for value in row] for row in crm.frame("contacts", columns).values]


WANTED = [[cell(value) for value in row[:7]] for row in PEOPLE]


@pytest.mark.parametrize("name", FORMS)
def test_the_same_people_whatever_the_form(tmp_path, name):
    (tmp_path / name).write_bytes(FORMS[name])
    crm = avgkit.load_crm(tmp_path / name)
    assert [[str(part).removesuffix(" 00:00:00") for part in row] for row in seen(crm)] == WANTED
    assert sum(source.rows_unread for source in crm.sources) == 0
    assert not any(source.values_unread for source in crm.sources)
    notes = crm.frame("interactions", ["contact", "note"]).values.tolist()
    assert notes == [["101", "Belt graag; ’s avonds"], ["103", "wil geen folder"]]


def test_a_locked_book_opens_with_its_password_and_says_so_without(tmp_path):
    (tmp_path / "dicht.xlsx").write_bytes(locked_xlsx("geheim", {"Klanten": TABLE}))
    assert seen(avgkit.load_crm(tmp_path / "dicht.xlsx", password="geheim"))
    with pytest.raises(avgkit.errors.AvgkitError) as error:
        avgkit.load_crm(tmp_path / "dicht.xlsx")
    assert any("dicht.xlsx" in problem for problem in error.value.problems)
