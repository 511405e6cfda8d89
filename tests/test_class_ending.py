"""What a class leaves: numbers and a report of five learners and up, and nothing of a person."""

import csv
import io
import json
import re
from datetime import date, timedelta

import pytest
import typer
from typer.testing import CliRunner

from avgkit import reports
from avgkit.classroom import Room, ending, folder
from avgkit.cli import class_kit
from avgkit.errors import AvgkitError

JUDGE = "judge:consent-form-invalid"


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run():
    app = typer.Typer()
    class_kit.register(app)
    return lambda *words: CliRunner().invoke(app, list(words))


def taught(name="klas", learners=6, right=4):
    """A class in which `right` learners have one exercise right and the others have it wrong; their codes."""
    room, _ = Room.create(name, lang="nl", lessons=["consent"])
    codes = [room.join(room.code).learner for _ in range(learners)]
    for place, code in enumerate(codes):
        exercise = room.deals.get(code, "consent", JUDGE)
        values = exercise.answer()
        if place >= right:
            options = {field["name"]: [o["value"] for o in field["options"]] for field in exercise.fields()}
            values = {name: next(o for o in options[name] if o != values[name]) for name in values}
        room.act(code, "consent", JUDGE, {"view": "v", "n": place, "do": "check", "values": values})
    room.close()
    return codes


def fake_report(monkeypatch, broken=None):
    """In the place of papermill, which takes seconds."""

    def made(name, *, lang, out, parameters, progress=None):
        if broken:
            raise broken
        assert (folder.root() / "klas" / "class.json").exists(), "removed before the report was made"
        found = ending.read_numbers(parameters["numbers"], lang)
        for end in ("html", "ipynb"):
            (out / f"{name}.{lang}.{end}").write_text(json.dumps(found))
        return reports.Report(out / f"{name}.{lang}.html", out / f"{name}.{lang}.ipynb", {})

    monkeypatch.setattr(reports, "report", made)


def test_results_count_and_hide(run):
    taught()
    found = ending.results("klas")
    one = next(one for one in found["exercises"] if one["exercise"] == JUDGE)
    assert (found["learners"], one["attempted"], one["right"], one["wrong"]) == (6, 6, 4, 2)
    said = run("results", "--name", "klas", "--lang", "en", "--json")
    assert said.exit_code == 0 and json.loads(said.stdout)["lang"] == "en"
    taught("klein", learners=4)
    small = ending.results("klein")
    assert {value for one in small["exercises"] for value in one.values() if isinstance(value, int)} == set()
    said = run("results", "--name", "klein", "--lang", "nl")
    assert said.exit_code == 0 and "minder dan 5 deelnemers" in said.stdout


def test_the_end_keeps_numbers_and_removes_the_rest(run, monkeypatch, tmp_path):
    codes = taught()
    fake_report(monkeypatch)
    said = run("end", "--name", "klas", "--out", "uit", "--json")
    assert said.exit_code == 0, said.output
    out = tmp_path / "uit"
    assert {p.name for p in out.iterdir()} == {"class.json", "class.csv", "class.nl.html", "class.nl.ipynb"}
    everything = "".join(p.read_text(encoding="utf-8") for p in out.iterdir())
    assert not [code for code in codes if code in everything]
    assert not list(folder.root().iterdir())
    numbers = json.loads((out / "class.json").read_text())
    row = next(
        row
        for row in csv.DictReader(io.StringIO((out / "class.csv").read_text(encoding="utf-8-sig")), delimiter=";")
        if row["naam"] == JUDGE
    )
    one = next(one for one in numbers["exercises"] if one["exercise"] == JUDGE)
    assert (row["goed"], row["niet goed"]) == ("4", "2") and one["right"] == 4
    with pytest.raises(AvgkitError):
        ending.results("klas")


@pytest.mark.parametrize("broken", [AvgkitError("kapot"), OSError(28, "vol")])
def test_a_report_that_fails_removes_nothing(monkeypatch, broken):
    taught()
    fake_report(monkeypatch, broken)
    with pytest.raises(type(broken)):
        ending.end("klas", "uit")
    assert ending.results("klas")["learners"] == 6
    fake_report(monkeypatch)
    assert ending.end("klas", "uit").unread == 0  # the same command once more


def test_a_file_that_is_not_whole_removes_nothing(monkeypatch):
    taught()
    fake_report(monkeypatch)
    whole = reports.report

    def half(*args, out, **options):
        made = whole(*args, out=out, **options)
        (out / "class.csv").write_bytes(b"")
        return made

    monkeypatch.setattr(reports, "report", half)
    with pytest.raises(AvgkitError):
        ending.end("klas", "uit")
    assert ending.results("klas")["learners"] == 6


def test_the_end_waits_for_the_server(monkeypatch):
    taught()
    fake_report(monkeypatch)
    room = Room.open("klas")
    with pytest.raises(AvgkitError):
        ending.end("klas", "uit")
    room.close()
    assert ending.results("klas")["learners"] == 6


def test_results_of_another_class_are_never_overwritten(monkeypatch, tmp_path):
    taught()
    fake_report(monkeypatch)
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "class.json").write_text('{"class": "ander", "created_on": "2026-01-01"}')
    with pytest.raises(AvgkitError):
        ending.end("klas", "uit")
    assert ending.results("klas")["learners"] == 6


def test_expired_classes_go_at_every_command_and_that_is_said(run):
    taught("oud")
    taught("nieuw")
    facts = folder.read("oud")
    past = (date.today() - timedelta(days=1)).isoformat()
    folder.write(folder.Facts(**{**facts.__dict__, "expires_on": past}))
    said = run("results", "--name", "nieuw", "--lang", "en", "--json")
    assert said.exit_code == 0 and "‘oud’" in said.stderr and json.loads(said.stdout)["class"] == "nieuw"
    assert folder.names() == ["nieuw"]


def test_the_sheet_runs_no_formula():
    numbers = {"exercises": [], "together": [], "gain": []}
    numbers["gain"] = [{"concept": "=1+1", "title": "@SUM(A1)", "before": 1, "after": 2, "learners": 5}]
    cells = next(csv.reader(io.StringIO(ending.as_csv(numbers, "en").decode("utf-8-sig").split("\r\n")[1])))
    assert [cell for cell in cells if cell[:1] in "=+-@" and cell] == [] and "'=1+1" in cells


@pytest.mark.parametrize(
    "change",
    [
        {"version": 99},
        {"class": "../klas"},
        {"learners": -1},
        {"learners": "6"},
        {"exercises": [{"exercise": JUDGE}]},
        {"exercises": 3},
        {"created_on": "gisteren"},
    ],
)
def test_numbers_that_are_something_else_are_refused(tmp_path, change):
    taught()
    (tmp_path / "n.json").write_text(json.dumps(ending.results("klas") | change))
    with pytest.raises(AvgkitError):
        ending.read_numbers(tmp_path / "n.json", "nl")


def test_no_small_group_comes_out_of_a_file_whatever_it_holds(tmp_path):
    taught()
    numbers = ending.results("klas")
    for one in numbers["exercises"]:
        one |= dict.fromkeys(ending.COUNTS, 3)
    numbers["gain"] = [{"concept": "consent", "title": "", "before": 1, "after": 2, "learners": 4}]
    (tmp_path / "n.json").write_text(json.dumps(numbers))
    found = ending.read_numbers(tmp_path / "n.json", "nl")
    assert {one["right"] for one in found["exercises"]} == {None} and found["gain"] == []


@pytest.mark.parametrize(("lang", "learners"), [("nl", 6), ("en", 4)])
def test_the_report_is_a_page_of_numbers(tmp_path, lang, learners):
    codes = taught(learners=learners)
    done = ending.end("klas", tmp_path / "uit", lang)
    page = done.files["html"].read_text(encoding="utf-8")
    assert f'<html lang="{lang}">' in page and "<script" not in page
    assert not re.search(r"https?://", page) and not [code for code in codes if code in page]
    bars = re.findall(r'<ul class="bars">', page)
    assert len(bars) == (1 if learners >= 5 else 0)
    if learners >= 5:
        assert "4 van 6 (66,7\u00a0%)" in page  # four of six had it right
