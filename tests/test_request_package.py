"""The package of a request: what is in it and what is not, in both languages; and the command that makes it."""

import csv
import io
import json
import re
import stat
from html.parser import HTMLParser
from pathlib import Path

import pytest
from typer.testing import CliRunner

from avgkit import paths
from avgkit.cli import app
from avgkit.dossiers import dossier, write
from avgkit.dossiers.packages import contents, harmless
from avgkit.errors import AvgkitError
from avgkit.sources import open_inputs
from avgkit.tables import Crm, Policy

PARTS = ["purposes", "categories", "recipients", "period", "rights", "complaint", "source", "automated", "transfers"]
ON = "2026-11-23"
EVIL = {
    "id": "1",
    "category": "customer",
    "first_name": '<script>alert("x")</script>',
    "last_name": "Prins\x1b[2J\nregel",
    "email": "jan@mail.example",
    "company": '=HYPERLINK("http://evil.example")',
    "details_source": "form",
    "purposes": "sale;letter",
    "eigen kolom": "<img src=x>",
}
NOTE = "Dochter: dochter@mail.example <b>vet</b> =1+1"
POLICY = Policy.of(
    {
        "organisation": [{"name": "Firma & Zoon", "kind": "commercial", "contact": "privacy@firma.example"}],
        "purposes": [
            {"id": "sale", "label_nl": "verkoop", "label_en": "sales", "basis": "contract", "direct_marketing": False},
            {"id": "letter", "label_nl": "nieuwsbrief", "basis": "consent", "direct_marketing": True},
            {"id": "score", "label_nl": "score", "basis": "legitimate_interest", "direct_marketing": False},
        ],
        "activities": [
            {"id": "v", "name": "Verkoop", "purposes": "sale", "subjects": "klant", "recipients": "bezorgdienst"}
            | {"criteria": "automated_decision"}
        ],
        "processors": [
            {"id": "p", "name": "Wolk BV", "service": "opslag", "country": "US", "activities": "v"},
            {"id": "q", "name": "Elders BV", "country": "NL", "activities": "anders"},
        ],
        "fields": [
            {"table": "contacts", "field": "email", "category": "contact", "purposes": "sale"},
            {"table": "contacts", "field": "company", "category": "bedrijf", "purposes": "score"},
        ],
    }
)


class Tags(HTMLParser):
    """The names of tags and attributes of a page, as a browser sees them."""

    def __init__(self, text):
        super().__init__()
        self.names, self.attributes, self.lang, self.style = set(), set(), None, text.partition("</style>")[0]
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.lang = dict(attrs).get("lang") if tag == "html" else self.lang


def evil(**tables) -> Crm:
    notes = [{"id": "I1", "contact": "1", "kind": "note", "at": "2026-01-01", "note": NOTE}]
    return Crm.of({"contacts": [EVIL], "interactions": notes} | tables)


def made(kind, lang="nl", crm=None, policy=POLICY, **kw):
    return contents(dossier("1", crm or evil(), policy, kind=kind, on=ON, lang=lang, **kw))


# ---------------------------------------------------------------- what is in it
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("kind", ["access", "portability", "erasure", "rectification", "objection"])
def test_every_package_is_whole_in_both_languages(kind, lang):
    files = made(kind, lang, received="2026-11-01")
    assert {"check-first.html", "dossier.json"} < set(files)
    assert ({"answer.html", "answer.json"} if kind in ("access", "portability") else {"plan.html", "plan.csv"}) < set(
        files
    )
    for name, text in files.items():
        if name.endswith(".html"):
            page = Tags(text)
            assert page.lang == lang and "\x1b" not in text
            # One file, no host: nothing is fetched, nothing runs, and there is nothing to click on that leads out.
            assert not page.names & {"script", "img", "a", "link", "iframe", "object", "form", "b"}
            assert not page.attributes & {"src", "href", "onclick", "onerror"}
            assert "url(" not in page.style and "@import" not in page.style
            assert "{" not in re.sub(r"<style>.*?</style>", "", text, flags=re.S)  # no placeholder is left
    assert not any("prins" in name.lower() or "jan" in name.lower() for name in files)
    assert "Prins" not in files["dossier.json"] and "mail.example" not in files["dossier.json"]


def test_the_two_languages_differ_and_the_data_are_the_same():
    nl, en = (json.loads(made("access", lang)["answer.json"]) for lang in ("nl", "en"))
    assert nl["information"][0]["title"] != en["information"][0]["title"]
    values = [[[f["value"] for f in r["fields"]] for t in told["data"] for r in t["records"]] for told in (nl, en)]
    assert values[0][0] == values[1][0]


def test_the_copy_is_faithful_and_what_is_of_another_is_covered():
    told = json.loads(made("access")["answer.json"])
    tables = {t["table"]: t["records"] for t in told["data"]}
    contact = {f["column"]: f["value"] for f in tables["contacts"][0]["fields"]}
    assert {k: v for k, v in EVIL.items() if k != "id"} == contact
    (note,) = [f["value"] for f in tables["interactions"][0]["fields"] if f["column"] == "note"]
    assert "dochter@mail.example" not in note and note.startswith("Dochter: [afgedekt") and note.endswith("=1+1")
    assert told["covered_passages"] == 1
    assert "interactions/I1" in made("access")["check-first.html"]


def test_the_information_comes_from_the_policy_and_its_gaps_are_told():
    told = {p["part"]: p for p in json.loads(made("access")["answer.json"])["information"]}
    assert list(told) == PARTS
    assert [told[p]["article"] for p in ("purposes", "complaint", "transfers")] == [
        "AVG 15(1)(a)",
        "AVG 15(1)(f)",
        "AVG 15(2)",
    ]
    assert len(told["purposes"]["lines"]) == 2 and "verkoop" in told["purposes"]["lines"][0]
    assert any("Wolk BV" in x for x in told["recipients"]["lines"]) and not any(
        "Elders" in x for x in told["recipients"]["lines"]
    )
    assert told["period"]["to_fill_in"] and not told["period"]["lines"]  # the policy has no period
    assert told["automated"]["to_fill_in"] and "Verkoop" in told["automated"]["lines"][0]  # its logic is not there
    assert "Verenigde Staten" in told["transfers"]["lines"][0] and told["transfers"]["to_fill_in"]


def test_without_a_policy_nothing_is_made_up():
    told = {p["part"]: p for p in json.loads(made("access", policy=Policy())["answer.json"])["information"]}
    for part in ("purposes", "recipients", "period", "automated", "transfers"):
        assert told[part]["to_fill_in"] and not told[part]["lines"], part
    assert told["rights"]["lines"] and told["complaint"]["lines"]


def test_only_what_the_person_gave_by_consent_or_contract_is_taken_along():
    one = dossier("1", evil(), POLICY, kind="portability", on=ON)
    assert one.portable.tables == {
        "contacts": [{"id": "1", **{k: EVIL[k] for k in ("first_name", "last_name", "email")}}]
    }
    left = {(place, column): reason for place, column, reason in one.portable.left}
    assert left[("contacts/1", "company")] == "other_basis"
    assert left[("contacts/1", "category")] == "not_provided" and left[("interactions/I1", "note")] == "not_provided"
    assert left[("contacts/1", "eigen kolom")] == "unknown_column"


@pytest.mark.parametrize(
    ("values", "policy", "reason"),
    [
        ({"details_source": "list"}, POLICY, "from_elsewhere"),
        ({"obtained": "elsewhere"}, POLICY, "from_elsewhere"),
        ({}, POLICY, "unknown_source"),
        ({"details_source": "form"}, Policy(), "unknown_basis"),
        ({"obtained": "person"}, Policy(), "unknown_basis"),
    ],
)
def test_what_cannot_be_taken_along_says_why(values, policy, reason):
    crm = Crm.of({"contacts": [{"id": "1", "email": "jan@mail.example"} | values]})
    one = dossier("1", crm, policy, kind="portability", on=ON)
    assert one.portable.tables == {} and ("contacts/1", "email", reason) in one.portable.left


def test_the_data_to_take_along_are_read_by_machines_and_run_nowhere():
    policy = Policy.of({"purposes": [{"id": "sale", "basis": "contract", "direct_marketing": False}]})
    files = made("portability", policy=policy)
    (row,) = csv.DictReader(io.StringIO(files["data/contacts.csv"].removeprefix("\ufeff")))
    assert row["company"] == "'" + EVIL["company"]
    assert json.loads(files["answer.json"])["data"]["contacts"][0]["company"] == EVIL["company"]


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\t=1", "\r=1", " =1"])
def test_a_formula_is_a_text(cell):
    assert harmless(cell) == f"'{cell}" and harmless("gewoon") == "gewoon"


def test_the_plan_names_what_goes_and_what_stays_with_the_reason():
    bought = [{"id": "I2", "contact": "1", "kind": "purchase", "at": "2024-05-05"}]
    files = made("erasure", crm=Crm.of({"contacts": [EVIL], "interactions": bought}))
    rows = list(csv.DictReader(io.StringIO(files["plan.csv"].removeprefix("\ufeff"))))
    assert [row["nummer"] for row in rows] == ["contacts/1", "interactions/I2"]
    assert {row["tot en met"] for row in rows} == {"2031-12-31"}
    assert "31 december 2031" in files["plan.html"] and "Wolk BV" in files["plan.html"]  # whom to tell (AVG 19)
    assert "nog klant" in files["plan.html"]  # no last day as a customer: a contract may run
    assert "Wolk BV" not in made("objection")["plan.html"]


def test_a_folder_that_holds_something_stays_as_it_is(tmp_path):
    one = dossier("1", evil(), POLICY, kind="access", on=ON)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "own.txt").write_text("x")
    (tmp_path / "file").write_text("x")
    for name in ("full", "file"):
        with pytest.raises(AvgkitError):
            write(one, tmp_path / name)
    assert [f.name for f in (tmp_path / "full").iterdir()] == ["own.txt"]
    files = write(one, tmp_path / "new" / "deep")
    assert all(f.exists() and stat.S_IMODE(f.stat().st_mode) == 0o600 for f in files)
    assert stat.S_IMODE((tmp_path / "new" / "deep").stat().st_mode) == 0o700
    assert [f.name for f in (tmp_path / "new").iterdir()] == ["deep"]


def test_the_sources_are_not_changed(tmp_path):
    folder = tmp_path / "crm"
    evil().write(folder)
    before = {f.name: (f.read_bytes(), f.stat().st_mtime_ns) for f in folder.iterdir()}
    crm, policy = open_inputs(folder)
    for kind in ("access", "erasure"):
        write(dossier("1", crm, policy, kind=kind, on=ON), tmp_path / kind)
    assert {f.name: (f.read_bytes(), f.stat().st_mtime_ns) for f in folder.iterdir()} == before


# ---------------------------------------------------------------- the command
@pytest.fixture
def run(tmp_path):
    def run(*words, crm=None, input=None):
        if crm is not None and not (tmp_path / "crm").exists():
            crm.write(tmp_path / "crm")
        where = ["--crm", str(tmp_path / "crm")] if (tmp_path / "crm").exists() else []
        return CliRunner().invoke(app, ["request", *words, *where, "--on", ON], input=input)

    return run


def problems(done) -> str:
    return str(done.exception) + done.output


def test_a_whole_search_ends_with_0_and_prints_no_values(run):
    done = run("1", "--kind", "access", crm=evil())
    assert done.exit_code == 0 and "Prins" not in done.output and "mail.example" not in done.output
    told = json.loads(run("1", "--kind", "access", "--json", crm=evil()).stdout)
    assert told["completeness"]["whole"] and told["identity"]["contacts"][0]["contact"] == "1"
    assert "mail.example" not in json.dumps(told)
    assert "mail.example" in run("1", "--kind", "access", "--json", "--reveal").stdout


def test_what_was_not_read_ends_with_3(run, tmp_path):
    crm = Crm.of({"contacts": [EVIL]})
    (tmp_path / "s.json").write_text(json.dumps({"files": [{"id": "F1", "unreadable": True, "reason": "password"}]}))
    done = run("1", "--kind", "access", "--shadow", str(tmp_path / "s.json"), crm=crm)
    assert done.exit_code == 3


def test_who_may_be_asked_for_instead_of_typed(run):
    done = run("-", "--kind", "access", "--json", crm=evil(), input="jan@mail.example\n\n\n")
    assert done.exit_code == 0 and json.loads(done.stdout)["identity"]["found_by"] == "email"
    assert "geschiedenis" not in done.stderr
    assert "geschiedenis" in run("jan@mail.example", "--kind", "access").stderr


def test_somebody_to_confirm_ends_with_2_and_shows_keys_only(run, tmp_path):
    twins = Crm.of({"contacts": [{"id": str(n), "last_name": "Bos", "email": "huis@mail.example"} for n in (3, 4)]})
    done = run("huis@mail.example", "--kind", "access", "--out", str(tmp_path / "out"), crm=twins)
    assert done.exit_code == 2 and not (tmp_path / "out").exists()
    assert re.search(r"^3 ", done.stdout, re.M) and "Bos" not in done.output
    told = json.loads(run("huis@mail.example", "--kind", "access", "--json").stdout)
    assert [c["contact"] for c in told["to_confirm"]] == ["3", "4"]
    assert run("huis@mail.example", "--kind", "access", "--contact", "4").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["1"], "--kind"),
        (["1", "--kind", "acces"], "access"),
        (["--kind", "access"], "om wie"),
        (["1", "--kind", "access", "--received", "gisteren"], "gisteren"),
        (["1", "--kind", "access", "--verify", "x"], "--verify"),
        (["--verify", "x"], "plan.json"),
    ],
)
def test_wrong_use_is_one_clear_sentence(run, words, said):
    done = run(*words, crm=evil())
    assert isinstance(done.exception, AvgkitError) and said in problems(done)


def test_an_erasure_round_trip_on_the_command_line(run, tmp_path):
    crm = evil()
    assert run("1", "--kind", "erasure", "--out", str(tmp_path / "plan"), crm=crm).exit_code == 0
    assert run("--verify", str(tmp_path / "plan")).exit_code == 1
    loose = {"files": [], "summary": {"files": 1, "unread_reasons": {"pst": 1}, "complete": False}}
    loose["files"] = [{"id": "F1", "path": "a.pst", "people": [], "unreadable": True, "reason": "pst", "unread": []}]
    (tmp_path / "shadow.json").write_text(json.dumps(loose), encoding="utf-8")
    partly = run("--verify", str(tmp_path / "plan"), "--shadow", str(tmp_path / "shadow.json"), "--json")
    told = json.loads(partly.stdout)  # what was not read weighs more than what is still there: 3, not 1
    assert (told["failed"], told["whole"], partly.exit_code) == (True, False, 3)
    for file in (tmp_path / "crm").iterdir():
        file.unlink()
    Crm.of({"contacts": [{"id": "2", "last_name": "Ander"}], "interactions": [{"id": "I7", "contact": "2"}]}).write(
        tmp_path / "crm"
    )
    done = run("--verify", str(tmp_path / "plan"), "--out", str(tmp_path / "result"), "--json")
    assert done.exit_code == 0 and json.loads(done.stdout)["counts"] == {"gone": 2}
    assert json.loads((tmp_path / "result" / "verification.json").read_text(encoding="utf-8"))["failed"] is False


def test_the_demo_speaks_english_too(tmp_path):
    words = ["request", "C00001", "--kind", "access", "--on", ON, "--received", "2026-10-23", "--lang", "en"]
    done = CliRunner().invoke(app, [*words, "--out", str(tmp_path / "out")])
    assert done.exit_code == 0 and "Last day for the answer: 23 November 2026" in done.output
    page = Path(tmp_path / "out" / "answer.html").read_text(encoding="utf-8")
    assert "GDPR 15(1)(a)" in page and "AVG" not in page.split("</style>")[1].replace("avgkit", "")
    assert paths.DEMO.exists()
