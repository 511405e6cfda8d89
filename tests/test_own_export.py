"""Somebody's own export from file to report: any file, nothing declared, nothing live in what comes out."""

import csv
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pandas as pd
import pytest

import avgkit
from avgkit import reports, texts
from avgkit.errors import AvgkitError
from avgkit.pages import Book
from avgkit.sources import template

CHINOOK = Path(__file__).parents[2] / "shared" / "real" / "chinook"
PEOPLE = "Klantnummer;Achternaam;E-mail;Telefoon;Opmerkingen\n1;Jansen;a@x.example;0201234567;Belt graag\n2;Bos;;;\n"
HOSTILE = [
    '=HYPERLINK("http://x.example";"klik")',
    "+1+1",
    "@SUM(A1)",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "twee\nregels\x1b[31m",
]


def say(key: str, /, **values) -> str:
    return texts.say(f"errors.{key}", **values)


def run(*words, code: int) -> str:
    command = [sys.executable, "-m", "avgkit", *map(str, words)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False)
    assert done.returncode == code, done.stderr + done.stdout
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def export(place: Path, **files) -> Path:
    place.mkdir(exist_ok=True)
    for name, text in files.items():
        (place / f"{name}.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return place


def ids(crm) -> list[str]:
    return sorted(crm.frame("contacts", columns=["id"]).id)


def test_a_file_and_a_folder_with_it_are_the_same(tmp_path):
    place = export(tmp_path / "export", klanten=PEOPLE)
    for path in (place, place / "klanten.csv"):
        crm = avgkit.load_crm(path)
        assert ids(crm) == ["1", "2"] and crm.count("interactions") == 1
        assert crm.frame("contacts").last_name.tolist() == ["Jansen", "Bos"]
        assert all(s.complete and not s.problems for s in crm.sources)
        assert {s.encoding for s in crm.sources} == {"utf-8"}


def test_two_files_are_one_crm_and_nobody_is_mistaken_for_another(tmp_path):
    place = export(tmp_path / "e", een=PEOPLE, twee=PEOPLE.replace("Jansen", "Smit"), lijst="a;b\n1;2\n")
    crm = avgkit.load_crm(place)
    assert ids(crm) == ["een/1", "een/2", "twee/1", "twee/2"]
    names = dict(crm.frame("contacts", columns=["id", "last_name"]).itertuples(index=False))
    assert (names["een/1"], names["twee/1"]) == ("Jansen", "Smit")
    assert sorted(crm.frame("interactions").contact) == ["een/1", "twee/1"]
    assert say("sheet_nobody", where="lijst.csv") in [p for s in crm.sources for p in s.problems]


def test_a_zip_with_files_is_read_as_those_files(tmp_path):
    pytest.importorskip("avgkit.reading.archives", reason="this copy reads no archives yet")
    with zipfile.ZipFile(tmp_path / "export.zip", "w") as file:
        file.writestr("een.csv", PEOPLE)
        file.writestr("map/twee.csv", PEOPLE.replace("1;", "7;").replace("\n2;", "\n8;"))
    crm = avgkit.load_crm(tmp_path / "export.zip")
    assert ids(crm) == ["1", "2", "7", "8"]


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
def test_tables_of_ours_may_be_workbooks_and_cp1252(tmp_path, suffix):
    contacts = pd.DataFrame(
        {"id": ["1", "2"], "city": ["Wijk aan Zee", "'s-Gravenhage €"], "category": ["customer"] * 2}
    )
    if suffix == "xlsx":
        contacts.to_excel(tmp_path / "contacts.xlsx", index=False, engine="xlsxwriter")
    else:
        contacts.to_csv(tmp_path / "contacts.csv", index=False, sep=";", encoding="cp1252")
    (tmp_path / "messages.csv").write_text("id,contact,sent_at\nm1,1,31-12-2025\n", encoding="utf-8")
    crm = avgkit.load_crm(tmp_path)
    assert crm.frame("contacts").city.tolist() == ["Wijk aan Zee", "'s-Gravenhage €"]
    assert str(crm.frame("messages").sent_at[0])[:10] == "2025-12-31"
    assert all(s.complete for s in crm.sources), [s.problems for s in crm.sources]
    assert {s.encoding for s in crm.sources if s.file == "contacts.csv"} <= {"cp1252"}


def test_contacts_csv_may_be_the_export_of_another_system(tmp_path):
    crm = avgkit.load_crm(export(tmp_path / "a", contacts=PEOPLE))
    assert crm.frame("contacts").last_name.tolist() == ["Jansen", "Bos"]
    own = avgkit.load_crm(export(tmp_path / "b", contacts="id,email,last_name\n1,a@x.example,Bos\n"))
    assert own.tables == ["contacts"] and not own.sources[0].mapping


# ---------------------------------------------------------------- formats
def test_a_wrong_page_is_refused_with_all_that_is_wrong(tmp_path, monkeypatch):
    place = export(tmp_path / "e", klanten=PEOPLE)
    page = tmp_path / "mijn.toml"
    page.write_text(
        '[system]\nnl = "x"\n[system.signs]\nNr = 1\n[headers]\nNr = "id"\nA = "emial"\nB = "telefon"\n',
        encoding="utf-8",
    )
    with pytest.raises(AvgkitError) as error:
        avgkit.load_crm(place, str(page))
    assert len(error.value.problems) == 2 and "emial" in error.value.problems[0]
    monkeypatch.chdir(tmp_path)
    for name in ("mijn.tml", "mijm.toml"):
        with pytest.raises(AvgkitError) as error:
            avgkit.load_crm(place, name)
        assert name in error.value.problems[0]
    page.write_text("[headers\n", encoding="utf-8")
    assert "mijn.toml" in run("scan", "--crm", place, "--format", page, code=2)


def test_a_page_of_ones_own_names_the_columns(tmp_path):
    place = export(tmp_path / "e", klanten="Xq;Zr\n1;a@x.example\n")
    with pytest.raises(AvgkitError):
        avgkit.load_crm(export(tmp_path / "f", klanten="Xq;Zr\n1;2\n"))
    page = tmp_path / "mijn.toml"
    page.write_text(
        '[system]\nnl = "x"\n[system.signs]\nXq = 3\n[headers]\nXq = "id"\nZr = "email"\n', encoding="utf-8"
    )
    crm = avgkit.load_crm(place, str(page))
    assert ids(crm) == ["1"] and crm.sources[0].mapping == {"Xq": "contacts.id", "Zr": "contacts.email"}


def test_chinook_is_recognised_by_its_files():
    if not CHINOOK.is_dir():
        pytest.skip("the real export is not here (shared/real/chinook)")
    crm = avgkit.load_crm(CHINOOK)
    assert {name: crm.count(name) for name in crm.tables} == {"users": 8, "contacts": 59, "interactions": 412}
    assert [p for s in crm.sources for p in s.problems] == [say("format_recognised", format="chinook")]
    assert all(s.complete for s in crm.sources)
    named = avgkit.load_crm(CHINOOK, "chinook")
    assert all(crm.frame(name).equals(named.frame(name)) for name in crm.tables)


# ---------------------------------------------------------------- nothing declared
SENSITIVE = "id,category,last_name,email,bsn,religion\n1,customer,Bos,b@x.example,999990019,rk\n2,prospect,Jansen,,,\n"


def answers(done) -> dict:
    return {r.check: r for r in done.results}


def test_who_declares_nothing_has_findings_where_the_law_asks_for_proof(tmp_path):
    crm = avgkit.load_crm(export(tmp_path / "e", contacts=SENSITIVE))
    done = avgkit.scan(crm, on="2026-11-01")
    found = answers(done)
    assert not done.declared and not done.to_dict()["declared"]
    fields = done.findings("field-without-purpose")
    assert {"contacts/bsn", "contacts/religion", "contacts/email", "contacts/last_name"} == set(fields.key)
    assert set(fields.reasons) == {"field_not_declared"}
    periods = done.findings("category-without-period")
    assert sorted(periods.key) == ["customer", "prospect"] and set(periods.reasons) == {"no_period"}
    items = done.findings("data-not-in-register")
    assert {"subject/customer", "subject/prospect", "term/customer"} <= set(items.key)
    assert any(key.startswith("category/") for key in items.key)
    # What is no duty to declare is not held against anybody.
    assert found["retention-overdue"].status == found["activity-incomplete"].status == "not run"


def test_a_table_that_was_not_handed_over_is_not_nothing_declared(tmp_path):
    crm = avgkit.load_crm(export(tmp_path / "e", contacts=SENSITIVE))
    said = avgkit.Policy.of({"purposes": [{"id": "news", "basis": "consent", "direct_marketing": True}]})
    found = answers(avgkit.scan(crm, said, on="2026-11-01"))
    for check in ("field-without-purpose", "category-without-period", "data-not-in-register"):
        assert found[check].status == "not run"


def test_contacts_without_a_category_are_together_without_a_period(tmp_path):
    crm = avgkit.load_crm(export(tmp_path / "e", klanten=PEOPLE))
    found = avgkit.scan(crm, on="2026-11-01", themes=["retention"]).findings("category-without-period")
    assert found[["key", "contacts"]].values.tolist() == [["contacts", 2]]


def test_an_export_alone_is_scanned_and_the_next_step_is_told(tmp_path):
    place = export(tmp_path / "mijn export", klanten=PEOPLE)
    step = template.step(str(place))
    out = run("scan", "--crm", place, "--out", tmp_path / "o", code=0)
    assert texts.say("cli.nothing_declared") in out and step in out and "'" in step
    run("scan", "--crm", place, "--out", tmp_path / "o", "--fail-on", "high", code=1)
    told = json.loads(run("scan", "--crm", place, "--out", tmp_path / "o", "--json", code=0))
    assert told["declared"] is False and told["sources"][0]["mapping"]
    export(place, klanten=PEOPLE.replace("Klantnummer", "Gemaakt;Klantnummer").replace("\n1", "\n;1") + "x;y\n")
    run("plan", "--crm", place, "--out", tmp_path / "p.xlsx", code=3)


def test_what_is_missing_is_told_in_a_few_lines_the_most_needed_first(tmp_path):
    place = export(tmp_path / "e", klanten=PEOPLE)
    told = json.loads(run("scan", "--crm", place, "--out", tmp_path / "o", "--json", code=0))
    idle = [one for one in told["results"] if one["status"] == "not run"]
    assert idle and all(one["missing"] for one in idle)
    lines = run("scan", "--crm", place, "--out", tmp_path / "o", code=0).splitlines()
    at = lines.index(texts.say("cli.not_run", part=len(idle), whole=len(told["results"])))
    for line, side in zip(lines[at + 1 : at + 3], ("crm", "policy"), strict=True):
        counts = [int(number) for number in re.findall(r"\) (\d+)", line)]
        waiting = [need for one in idle for need in one["missing"] if need.startswith(f"{side}.")]
        assert counts == sorted(counts, reverse=True) and sum(counts) == len(waiting)
    assert not any(one["reason"] in line for one in idle for line in lines)


def test_a_workbook_in_which_nothing_counts_yet_is_not_called_absent(tmp_path):
    place, book = export(tmp_path / "e", klanten=PEOPLE), tmp_path / "p.xlsx"
    out = run("policy-template", book, "--from", place, code=0)
    assert f"report --crm {place} --policy {book}" in out
    out = run("scan", "--crm", place, "--policy", book, "--out", tmp_path / "o", code=0)
    assert texts.say("cli.policy_empty", path=book) in out and texts.say("cli.nothing_declared") not in out
    command = f"avgkit report --crm {place} --policy {book}"
    scan = avgkit.scan(avgkit.load_crm(place), avgkit.load_policy(book), on="2026-11-01")
    page = Book(scan, "nl", command=command).front().html
    assert texts.say("report.nothing_counts") in page and texts.say("report.nothing_declared") not in page


# ---------------------------------------------------------------- hostile cells
@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """The report of an export in which every cell, and a header, tries to be something else than text."""
    texts.use("nl")
    place = tmp_path_factory.mktemp("hostile")
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in HOSTILE]
    head = 'Klantnummer;Achternaam;Opmerkingen;"<b>=1+1</b>";"=HYPERLINK(""x"")"\n'
    lines = [f"{n};{c};{c};{c};{c}\n" for n, c in enumerate(quoted, 1)] + [f"{c};x;x;x;x\n" for c in quoted]
    export(place / "e", **{"klanten": head + "".join(lines)})
    return place, reports.report(crm=place / "e", out=place / "out")


def test_no_cell_comes_alive_in_the_report(hostile):
    place, made = hostile
    page = made.html.read_text(encoding="utf-8")
    for live in ("<script>alert", "<img src=x", "onerror=alert(1)>", "<b>=1+1</b>", "\x1b"):
        assert live not in page, live
    assert "&lt;b&gt;=1+1&lt;/b&gt;" in page, "the header is told, as text"
    crm = avgkit.load_crm(place / "e")
    assert crm.count("contacts") == 2 * len(HOSTILE)


def test_no_formula_is_carried_into_a_table_that_a_spreadsheet_opens(hostile):
    import python_calamine

    place, _ = hostile
    for file in (place / "out").rglob("*.csv"):
        with open(file, encoding="utf-8-sig", newline="") as text:
            cells = [cell for row in csv.reader(text, delimiter=";") for part in row for cell in part.split(",")]
        assert cells and not [cell for cell in cells if cell.startswith(("=", "+", "@", "\t", "\r"))], file
    crm = avgkit.load_crm(place / "e")
    template.write_template(place / "policy.xlsx", "nl", crm)
    with zipfile.ZipFile(place / "policy.xlsx") as book:
        sheets = [book.read(name).decode() for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
    assert not any("HYPERLINK" in sheet and "<f>" in sheet for sheet in sheets)
    assert python_calamine.load_workbook(str(place / "policy.xlsx")).sheet_names


def test_the_report_of_an_export_alone_says_how_it_was_read(hostile):
    _, made = hostile
    page = made.html.read_text(encoding="utf-8")
    assert texts.say("report.nothing_declared_title") in page and texts.say("report.nothing_declared_next") in page
    assert "policy-template" in page and "klanten.csv" in page and "utf-8" in page
    assert "Achternaam → relaties: achternaam" in page and "Opmerkingen → contactmomenten: notitie" in page


def test_what_was_read_all_the_same_does_not_stand_under_what_was_not():
    from types import SimpleNamespace

    from avgkit.pages import inputs
    from avgkit.tables import Source

    read = Source("contacts", "x.xlsx", "aa", rows_read=3, problems=["hidden columns were read"])
    lost = Source("", "x.xlsx", "aa", rows_unread=1, problems=["four cells"])
    about, other = (
        Source("", "x.xlsx", "aa", problems=["two tables"]),
        Source("", "logo.csv", "bb", problems=["no table"]),
    )
    scan = SimpleNamespace(crm=SimpleNamespace(sources=[read, lost, about, other]), policy=SimpleNamespace(sources=[]))
    rows = inputs.listed(scan, "en")
    assert [row["complete"] for row in rows] == [True, False, True, True]
    # What only tells something about a file that stands there already has no line; a file without a table has one.
    assert [row["listed"] for row in rows] == [True, True, False, True]


@pytest.mark.parametrize(
    ("no_mail", "no_bulk", "events"),
    [("1", "0", 1), ("0", "1", 1), ("1", "1", 1), ("0", "0", 0), ("", "", 0), ("", "1", 1), ("misschien", "1", 1)],
)
def test_one_yes_to_either_opt_out_is_an_objection(tmp_path, no_mail, no_bulk, events):
    heads = "Internal Contact ID,First Name,Last Name,Email,Do Not Email,No Bulk Emails (User Opt Out)"
    place = tmp_path / "civi.csv"
    place.write_text(f"{heads}\n7,Sanne,Prins,sanne@prins.example,{no_mail},{no_bulk}\n", encoding="utf-8")
    crm = avgkit.load_crm(place)
    said = crm.frame("consents") if crm.has("consents") else []
    assert len(said) == events
    if events:
        assert (said["contact"][0], said["event"][0], said["channel"][0]) == ("7", "objected", "email")
