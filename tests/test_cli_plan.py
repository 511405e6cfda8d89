"""The command that plans: an answer for people and for machines, a workbook, and everything that is wrong at once."""

import json
import sys

import pytest
from openpyxl import load_workbook

from avgkit import cli, texts
from avgkit.synthetic import generate_crm

ON = ("--on", "2026-11-23")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("plan") / "made"
    generate_crm(300, 3).write(place)
    return place


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    """The command in this process: (exit code, what it printed, what it complained)."""
    monkeypatch.chdir(tmp_path)

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["avgkit", "plan", *map(str, words)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        texts.use(None)
        return stop.value.code, *capsys.readouterr()

    return call


def test_the_answer_comes_first(run, folder):
    code, out, _ = run("--crm", folder, *ON, "--target", "2026-12-20", "--hours-per-week", "8")
    assert code == 0 and "is niet haalbaar" in out.splitlines()[0] and "juridisch advies" in out.splitlines()[-1]


def test_in_english_with_the_workbook_where_it_is_asked_for(run, folder, tmp_path):
    code, out, _ = run("--crm", folder, *ON, "--target", "2028-12-20", "--lang", "en", "--out", "plan.xlsx")
    assert code == 0 and "can be met" in out.splitlines()[0]
    assert load_workbook(tmp_path / "plan.xlsx").sheetnames == ["Plan", "Not in time", "Maturity", "Assumptions"]
    assert [path.name for path in tmp_path.iterdir()] == ["plan.xlsx"]


def test_json_is_the_plan(run, folder, tmp_path):
    words = ("--target", "2026-12-20", "--start", "2026-12-01", "--out", "plan.xlsx", "--json", "--fail-on", "high")
    code, out, _ = run("--crm", folder, *ON, *words)
    told = json.loads(out)
    assert code == 1 and (told["start"], told["target"], told["hours_per_week"]) == ("2026-12-01", "2026-12-20", 8.0)
    assert told["met"] is False and told["complete"] is True and told["xlsx"] == "plan.xlsx"
    assert (tmp_path / "plan.xlsx").is_file()
    for line in told["lines"]:
        assert line["checks"] and line["articles"] and line["hours"] > 0 and line["start"] <= line["end"]


def test_everything_wrong_is_told_at_once_and_nothing_is_written(run, tmp_path):
    wrong = ("--target", "gisteren", "--hours-per-week", "-3", "--start", "2026-13-01", "--out", "plan.csv")
    code, out, complaint = run("--crm", "nix", "--on", "2017-01-01", "--fail-on", "erg", *wrong)
    assert (code, out) == (2, "") and len(complaint.splitlines()) == 7
    assert not list(tmp_path.iterdir())


def test_a_target_that_has_passed(run, folder):
    code, _, complaint = run("--crm", folder, *ON, "--target", "2026-11-22")
    assert code == 2 and "22 november 2026" in complaint


def test_exit_codes(run, tmp_path):
    clean = tmp_path / "clean"
    generate_crm(20, 3, flaws="none").write(clean)
    assert run("--crm", clean, *ON, "--fail-on", "low")[0] == 0
    with open(clean / "crm" / "contacts.csv", "ab") as file:
        file.write(b'"broken\n')
    assert run("--crm", clean, *ON, "--fail-on", "low")[0] == 3


def test_where_nothing_could_be_judged_the_plan_asks_for_data(run, tmp_path):
    (tmp_path / "crm").mkdir()
    (tmp_path / "crm" / "contacts.csv").write_text("id,kind\nP1,natural\n")
    code, out, _ = run("--crm", tmp_path / "crm", *ON, "--json")
    told = json.loads(out)
    assert code == 0 and {line["kind"] for line in told["lines"]} == {"supply", "find_out", "fix"}
    # Who declares nothing has no period for anybody; of all else nobody can tell.
    assert [line["checks"] for line in told["lines"] if line["kind"] == "fix"] == [["category-without-period"]]
    about = {one["name"] for one in told["standing"] if one["ceiling"] is not None}
    assert about == {"retention", "use_retention_disposal"}


# ---------------------------------------------------------------- the reports
def test_both_reports_are_made_whole(tmp_path, folder):
    import avgkit
    from avgkit.errors import AvgkitError

    more = {"target": "2026-12-20", "hours_per_week": "10"}
    made = avgkit.report("plan", crm=folder, on="2026-11-23", lang="en", out=tmp_path / "a", parameters=more)
    page = made.html.read_text(encoding="utf-8")
    assert "cannot be met" in page and "<img" in page and "default-src 'none'" in page
    assert "-p target=2026-12-20 -p hours_per_week=10.0" in page.replace("<span>", "").replace("</span>", "")
    names = ["findings", "plan.en.html", "plan.en.ipynb", "plan.en.xlsx", "results.json"]
    assert sorted(path.name for path in (tmp_path / "a").iterdir()) == names
    then = avgkit.report("2018-today", lang="nl", out=tmp_path / "b", parameters={"today": "2026-11-23"})
    page = then.html.read_text(encoding="utf-8")
    assert "25 mei 2018" in page and "23 november 2026" in page and "Privacy Shield" in page
    assert sorted(path.name for path in (tmp_path / "b").iterdir()) == ["2018-today.nl.html", "2018-today.nl.ipynb"]
    with pytest.raises(AvgkitError) as error:
        wrong = {"target": "2020-01-01", "hours_per_week": "nul"}
        avgkit.report("plan", on="2026-11-23", out=tmp_path / "c", parameters=wrong)
    assert len(error.value.problems) >= 1 and not (tmp_path / "c").exists()
