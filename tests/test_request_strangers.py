"""A request of somebody who is no contact of the CRM: an answer, what it rests on, and no verdict that nobody has."""

import json
import re

import pytest
from typer.testing import CliRunner

from avgkit.cli import app
from avgkit.dossiers import KINDS, dossier, verify, write
from avgkit.dossiers.packages import contents
from avgkit.dossiers.who import ToConfirm
from avgkit.errors import AvgkitError
from avgkit.tables import Crm

ON = "2026-11-23"
NOTE = "Buurvrouw anna@mail.example belde ook"


def crm(**tables) -> Crm:
    notes = [{"id": "I1", "contact": "1", "kind": "note", "at": "2026-01-01", "note": NOTE}]
    contact = {"id": "1", "first_name": "Piet", "last_name": "Bos", "email": "piet@mail.example"}
    return Crm.of({"contacts": [contact], "interactions": notes} | tables)


@pytest.fixture
def folder(tmp_path):
    """Loose files: one with the person, one that only has the name, one with others."""
    folder = tmp_path / "loose"
    folder.mkdir()
    (folder / "beurs.csv").write_text("naam;mail\nAnna de Vries;anna@mail.example\n", encoding="utf-8")
    (folder / "namen.csv").write_text("naam;plaats\nAnna de Vries;Urk\n", encoding="utf-8")
    (folder / "ander.csv").write_text("naam;mail\nPiet Bos;piet@mail.example\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("who", "kind", "sure", "perhaps", "noted"),
    [
        ("anna@mail.example", "email", ["beurs.csv"], [], True),
        (" ANNA@mail.example ", "email", ["beurs.csv"], [], True),
        ("Anna de Vries", "name", [], ["beurs.csv", "namen.csv"], False),  # a name alone is never more than perhaps
        ("0699999999", "phone", [], [], False),
        ("nobody@mail.example", "email", [], [], False),
    ],
)
def test_who_is_no_contact_is_looked_for_in_notes_and_loose_files(folder, who, kind, sure, perhaps, noted):
    one = dossier(who, crm(), kind="access", on=ON, shadow=folder)
    assert (one.found.kind, one.found.people, one.records) == (kind, [], [])
    assert [file.path for file in one.files] == sure
    assert sorted(file.path for file in one.perhaps) == perhaps
    assert one.mentions == ([("interactions", "I1", "email")] if noted else [])
    assert one.whole and one.completeness.shadow["files"] == 3


@pytest.mark.parametrize(
    ("who", "searched", "aside"),
    [
        ("anna@mail.example", {"contacts": (["id", "email"], 0), "interactions": ("note", 1)}, ["consents"]),
        ("nobody@mail.example", {"contacts": (["id", "email"], 0), "interactions": ("note", 0)}, ["consents"]),
        ("Anna de Vries", {"contacts": (["id", "first_name", "infix", "last_name"], 0)}, ["consents", "interactions"]),
    ],
)
def test_the_statement_says_by_what_each_table_was_searched_for_somebody_who_is_no_contact(who, searched, aside):
    statement = dossier(who, crm(consents=[{"contact": "1"}]), kind="access", on=ON).completeness
    told = {one.table: (one.by, one.found) for one in statement.searched}
    assert told.keys() == searched.keys() and told["contacts"] == searched["contacts"]
    if "interactions" in searched:
        by, found = told["interactions"]
        assert searched["interactions"] == ("note", found) and "note" in by and "contact" not in by
    assert sorted(statement.only_contacts) == aside


def test_an_earlier_search_knows_people_of_the_crm_only(folder, tmp_path):
    from avgkit.shadow import search

    earlier = search(folder, crm(), on=ON, out=tmp_path / "results")
    for shadow in (earlier.to_dict(), tmp_path / "results", tmp_path / "results" / "shadow.json"):
        one = dossier("anna@mail.example", crm(), kind="access", on=ON, shadow=shadow)
        assert one.files == [] and one.completeness.shadow["not_for"] == 3 and not one.whole


def test_a_number_that_nobody_has_identifies_nobody_in_a_loose_file(folder):
    one = dossier("77", crm(), kind="access", on=ON, shadow=folder)
    assert one.completeness.shadow["not_for"] == 3 and not one.whole


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_gives_a_package_that_never_repeats_the_identifier(kind, lang):
    files = contents(dossier("nobody@mail.example", crm(), kind=kind, on=ON, lang=lang))
    assert not any("nobody@mail" in text for text in files.values())
    page = files["answer.html" if "answer.html" in files else "plan.html"]
    said = {"nl": ("geen relatie in het CRM", "geen gegevens over u"), "en": ("no contact in the CRM", "no data about")}
    assert said[lang]["answer.html" in files] in page


def test_whoever_is_in_no_data_is_told_how_to_complain_and_nothing_of_purposes():
    one = dossier("nobody@mail.example", crm(), kind="access", on=ON)
    assert [part.id for part in one.told] == ["complaint"]


def test_after_an_erasure_a_file_that_is_there_is_not_said_to_be_clean(folder, tmp_path):
    one = dossier("anna@mail.example", crm(), kind="erasure", on=ON, shadow=folder)
    assert [(line.table, line.action) for line in one.lines] == [("shadow", "clean_file")]
    write(one, tmp_path / "plan")
    from avgkit.shadow import search
    from avgkit.tables import Policy

    state = lambda: [x["state"] for x in verify(tmp_path / "plan", crm(), Policy(), search(folder).to_dict()).lines]  # noqa: E731
    assert state() == ["not_searched"]
    (folder / "beurs.csv").unlink()
    assert state() == ["gone"]


@pytest.mark.parametrize(("who", "more", "code"), [("nobody@mail.example", [], 0), ("77", ["--shadow"], 3)])
def test_the_command_answers_with_a_statement(folder, tmp_path, who, more, code):
    crm().write(tmp_path / "crm")
    words = ["request", who, "--kind", "access", "--crm", str(tmp_path / "crm"), "--lang", "nl"]
    words += [*more, str(folder)] if more else []  # a program is told what to arrange, and not asked
    done = CliRunner().invoke(app, words)
    assert done.exit_code == code and "In het CRM is niemand gevonden" in done.stdout and who not in done.stdout
    told = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert told["identity"]["contacts"] == [] and told["completeness"]["searched"][0]["table"] == "contacts"
    assert told["whole"] is (code == 0)


def known() -> Crm:
    rows = [
        {"id": "K-2041", "email": "cornelis.zwart@mail.example", "mobile": "06-99999991", "iban": "NL91ABNA0417164300"},
        {"id": "K-7130", "email": "els@mail.example", "phone": "+31 70 999 9999"},
    ]
    return Crm.of({"contacts": rows})


@pytest.mark.parametrize(
    ("who", "near"),
    [
        ("cornelis.zwaart@mail.example", ["K-2041"]),  # one sign too many
        ("Conrelis.zwart@mail.example", ["K-2041"]),  # two that changed places
        ("cornelis.zwart@mail.nl", []),  # another address, no slip
        ("piet@mail.example", []),
        ("0699999919", ["K-2041"]),
        ("070 9999990", ["K-7130"]),
        ("NL91 ABNA 0417 1643 01", ["K-2041"]),  # its check digits do not fit, so it is a mistyped one
        ("K-2401", ["K-2041"]),
        ("k-7130", ["K-7130"]),
        ("Kees Groen", []),
    ],
)
def test_whoever_mistyped_is_told_the_nearest_contact_and_nothing_of_it_is_gathered(who, near):
    one = dossier(who, known(), kind="access", on=ON)
    assert [c.contact for c in one.found.confirm] == near and one.records == [] and one.found.people == []
    assert one.to_dict()["identity"]["to_confirm"] == [
        {"contact": key, "evidence": ["nearly"], "certain": False} for key in near
    ]


def test_a_nearest_contact_can_be_confirmed_and_no_other():
    one = dossier("cornelis.zwaart@mail.example", known(), kind="access", on=ON, contacts=("K-2041",))
    assert one.found.keys == ["K-2041"] and [record.key for record in one.records] == ["K-2041"]
    with pytest.raises(ToConfirm):
        dossier("cornelis.zwaart@mail.example", known(), kind="access", on=ON, contacts=("K-7130",))


def test_numbers_that_follow_each_other_are_no_mistyped_ones():
    crowd = Crm.of({"contacts": [{"id": f"C-10{n}"} for n in range(10, 100) if n != 45]})  # 10x5 and 104x are as near
    assert dossier("C-1045", crowd, kind="access", on=ON).found.confirm == []


def test_the_summary_tells_which_sources_were_searched_and_which_were_not_there(tmp_path):
    crm().write(tmp_path / "crm")
    words = ["request", "anna@mail.example", "--kind", "access", "--crm", str(tmp_path / "crm"), "--lang", "nl"]
    shown = CliRunner().invoke(app, words).stdout
    assert re.search(r"^Relaties +1 +0", shown, re.M) and re.search(r"^Contactmomenten +1 +0", shown, re.M)
    assert "interactions/I1 (e-mailadres)" in shown
    assert "Niet in de export en dus niet doorzocht: Keuzes, Berichten" in shown


@pytest.mark.parametrize("who", ["", "  ", "\t"])
def test_only_a_who_that_is_empty_is_wrong_use(tmp_path, who):
    crm().write(tmp_path / "crm")
    words = ["request", who, "--kind", "access", "--crm", str(tmp_path / "crm")]
    assert isinstance(CliRunner().invoke(app, words).exception, AvgkitError)
