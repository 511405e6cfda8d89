"""The register as a document: required parts stand out, counts are those of the scan, nothing runs, nobody is named."""

import re

import pytest
from handed import CONTROL, FORMULA, ON, cells, demo, everything, hostile, personal, pieces, ran, rows, words, written
from test_report import Page

import avgkit
from avgkit import pages, texts
from avgkit.pages.registered import RegisterBook

THEMES = ("register", "transfers")


@pytest.fixture(scope="module")
def scan():
    return demo(*THEMES)


@pytest.fixture(scope="module")
def book(scan):
    return RegisterBook(scan, "nl", command="avgkit report register")


@pytest.fixture(scope="module")
def made(book):
    return book.made()


def one(**activity):
    """A scan of one activity; what the law asks stands in it unless it is taken away."""
    whole = {
        "id": "a",
        "name": "Post",
        "purposes": "p",
        "subjects": "klant",
        "categories": "naam",
        "recipients": "geen",
    }
    whole |= {"retention": "24 maanden", "measures": "toegang per rol", "registered": True}
    policy = {
        "activities": [whole | activity],
        "purposes": [{"id": "p", "label_nl": "post", "direct_marketing": False}],
    }
    policy["organisation"] = [{"name": "X", "contact": "x", "kind": "commercial", "country": "NL"}]
    return avgkit.scan(avgkit.Crm.of({}), avgkit.Policy.of(policy), on=ON, themes=list(THEMES))


# ---------------------------------------------------------------- the numbers are those of the scan
def test_the_first_minute_counts_what_the_checks_count(scan, book):
    counts = {(r.violations, r.items) for r in scan.results if r.check != "notice-late"}
    assert book.states() and {(count, of) for _, count, of, _ in book.states()} <= counts
    assert texts.number(sum(b["hours"] for b in book.found), "nl") in book.answer()


def test_every_chosen_check_has_its_block_and_no_other(scan, book):
    chosen = {r.check for r in scan.results if r.check != "foreign-order-unescalated"}
    assert {b["id"] for b in book.checks} == chosen
    text = pieces(book)
    for result in scan.results:
        assert (f'id="check-{result.check}"' in text) == (result.check in chosen)


def test_a_part_is_missing_where_the_check_says_so(scan, book):
    found = {r["key"]: set(r["reasons"].split(";")) for r in scan.findings("activity-incomplete").to_dict("records")}
    assert {a.key: {p.code for p in a.missing} for a in book.activities if a.missing} == found
    assert len(book.activities) + len(book.outside) == len(scan.policy.rows("activities"))


@pytest.mark.parametrize("column", ["purposes", "subjects", "categories", "recipients", "retention", "measures"])
def test_an_empty_column_is_told_in_page_workbook_and_word_file(column):
    lacking = RegisterBook(one(**{column: None}), "nl")
    (part,) = lacking.activities[0].missing
    made = lacking.made()
    (row,) = rows(made["xlsx"], "30(1) verantwoordelijke")
    assert [value for value in row.values() if value == "▲ ontbreekt"] and part.title in row["Wat ontbreekt"]
    assert "▲ ontbreekt" in written(made["docx"]) and "1 deel ontbreekt" in pieces(lacking)


def test_a_whole_activity_lacks_nothing():
    whole = RegisterBook(one(), "nl")
    assert not whole.activities[0].missing and "geen verplicht deel ontbreekt" in pieces(whole)
    assert "▲ ontbreekt" not in written(whole.made()["docx"])


def test_the_differences_are_those_of_the_checks(scan, book, made):
    told = [(v["Wat"], v["Onderdeel"]) for v in rows(made["xlsx"], "Ontbreekt en verschilt")]
    for check in ("data-not-in-register", "register-not-in-data"):
        found = scan.findings(check)
        words_of = book.marked("finding", book.say(f"gap_{check}")).value
        assert len([1 for what, _ in told if what == words_of]) == len(found) > 0


# ---------------------------------------------------------------- required is not useful
def test_required_columns_stand_out_by_word_shape_and_colour(book, made):
    head = [c for c in cells(made["xlsx"]) if c.parent.title.startswith("30(1)") and c.row == 1]
    required = [c for c in head if c.value.startswith(("■ vereist", "◧ indien mogelijk"))]
    useful = [c for c in head if c.value.startswith("□ nuttig")]
    law = book.scan.law
    assert len(required) == len([e for e in law.entries("register") if e["role"] == "controller"])
    assert len(useful) == len(law.entries("register", "useful")) > 0
    assert all("AVG 30(1)(" in c.value for c in required) and not any("30(1)(" in c.value for c in useful)
    assert not {c.fill.fgColor.rgb for c in required} & {c.fill.fgColor.rgb for c in useful}


def test_required_rows_stand_out_on_the_page(book):
    text = book.register().html
    kinds = re.findall(r'<div class="(required|where_possible|useful)"><dt>.*?<span class="asked">(\S)', text)
    assert {("required", "■"), ("where_possible", "◧"), ("useful", "□")} == set(kinds)


def test_a_processor_has_a_register_of_its_own():
    book = RegisterBook(one(role="processor", controllers="Firma Y"), "nl")
    (row,) = rows(book.made()["xlsx"], "30(2) verwerker")
    assert row["Activiteit"] == "Post" and any("AVG 30(2)(a)" in head and row[head] == "Firma Y" for head in row)
    assert "Firma Y" in written(book.made()["docx"]) and 'id="processor"' in pieces(book)
    assert not book.of["controller"]


# ---------------------------------------------------------------- without a register
def test_without_a_register_it_says_what_to_do_and_what_the_crm_shows(scan):
    empty = avgkit.scan(scan.crm, avgkit.Policy(), on=ON, themes=list(THEMES))
    for lang, people in (("nl", "oud-klanten"), ("en", "former customers")):
        book = RegisterBook(empty, lang, command="avgkit report register --crm export")
        for text in (pieces(book), written(book.made()["docx"])):
            plain = " ".join(re.sub(r"<[^>]+>", "", text).split())
            assert book.answer() in plain and "avgkit policy-template policy.xlsx --from export" in plain
            assert people in plain
        assert book.answer() in [c.value for c in cells(book.made()["xlsx"])]


# ---------------------------------------------------------------- what must never come out
def test_hostile_words_stay_words():
    book = RegisterBook(hostile(*THEMES), "nl")
    made = book.made()
    for cell in cells(made["xlsx"]):
        assert cell.data_type != "f" and not cell.hyperlink
        assert not str(cell.value).startswith("=") or cell.quotePrefix
    assert FORMULA in [cell.value for cell in cells(made["xlsx"])]
    text = pieces(book)
    assert "<script" not in text and "&lt;script&gt;" in text
    for told in everything(book, made):
        assert not set(CONTROL) & set(told) & {"\x01", "\x0b", "\u202e"} and "gek" in told


def test_nobody_of_the_crm_is_named(scan, book, made):
    values = personal(scan.crm)
    assert len(values) > 500
    for told in everything(book, made):
        assert not values & words(told)


# ---------------------------------------------------------------- the files
def test_the_same_scan_gives_the_same_files(scan, made):
    assert RegisterBook(scan, "nl", command="avgkit report register").made() == made


def test_the_notebook_runs_and_leaves_the_files(tmp_path):
    (tmp_path / "contacts.csv").write_text("id;category\nC1;customer\n", encoding="utf-8")
    left = ran("register", crm=str(tmp_path / "contacts.csv"), on=ON, lang="nl", out=str(tmp_path / "out"))
    assert set(left["book"].files) == {"register.nl.xlsx", "register.nl.docx"}
    assert set(left["book"].files) <= {path.name for path in (tmp_path / "out").iterdir()}
    tags = Page(pieces(left["book"])).tags
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"].removeprefix("#") for tag, a in tags if tag == "a" and not a["href"].startswith("findings/")} <= {
        *ids,
        *left["book"].files,
    }


def test_the_findings_of_a_scan_as_a_workbook(scan, monkeypatch):
    """Each check with the counts of the scan; the findings bounded, and what is left out said aloud."""
    book = pages.Book(scan, "nl")
    content = book.made()["xlsx"]
    counted = {
        row["Code"]: (row["Bevindingen"], row["Niet te zeggen"], row["Van"]) for row in rows(content, "Controles")
    }
    assert counted == {r.check: (r.violations, r.unknown, r.items) for r in scan.results if r.status == "done"}
    listed = rows(content, "Bevindingen")
    assert len(listed) == sum(r.violations + r.unknown for r in scan.results)
    assert {row["Nummer"] for row in listed} >= set(scan.findings("notice-late")["key"])
    monkeypatch.setattr("avgkit.pages.found_files.ROWS", 1)
    short = rows(book.made()["xlsx"], "Bevindingen")
    told = [row["In een zin"] for row in short if row["Nummer"] is None]
    assert len(told) == sum(count > 1 for r in scan.results for count in (r.violations, r.unknown))
    late = next(r for r in scan.results if r.check == "notice-late")
    assert any(f"Nog {late.violations - 1} " in said and "findings/notice-late.csv" in said for said in told)
