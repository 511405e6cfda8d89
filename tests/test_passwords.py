"""A locked export: the password comes from a terminal, the standard input or the environment, and goes nowhere."""

import json

import pytest
from typer.testing import CliRunner

from avgkit.cli import app, passwords
from avgkit.reading import locked, locks
from tests.making import locked_xlsx, xlsx

SECRET = "geheim-Zomer!7"
ROWS = [["id", "Voornaam", "Achternaam", "E-mail", "text"], ["1", "Jan", "Prins", "jan@mail.example", "mw Bos belt"]]


@pytest.fixture(autouse=True)
def nothing_left_behind(monkeypatch):
    monkeypatch.setenv(locks.PASSWORD, "")


@pytest.fixture
def export(tmp_path):
    path = tmp_path / "export.xlsx"
    path.write_bytes(locked_xlsx(SECRET, {"Blad1": ROWS}))
    return path


COMMANDS = {
    "inspect": lambda path, out: ["inspect", path],
    "recognise": lambda path, out: ["recognise", path, "--column", "text"],
    "scan": lambda path, out: ["scan", "--crm", path, "--out", out / "findings"],
    "report": lambda path, out: ["report", "--crm", path, "--out", out / "reports"],
    "request": lambda path, out: ["request", "1", "--kind", "access", "--crm", path],
    "shadow": lambda path, out: ["shadow", path.parent, "--yes", "--out", out / "shadow"],
}


def run(name, path, out, *more, **kw):
    words = [str(word) for word in COMMANDS[name](path, out)]
    return CliRunner().invoke(app, [*words, "--lang", "nl", *more], **kw)


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "report"])
def test_without_a_password_it_is_said_and_with_one_it_is_read(name, export, tmp_path_factory, monkeypatch):
    out = tmp_path_factory.mktemp("out")
    without = run(name, export, out)
    said = without.output + "".join(getattr(without.exception, "problems", []))
    assert without.exit_code in (1, 2, 3) and ("wachtwoord" in said or name == "shadow")
    given = run(name, export, out, "--password-stdin", input=f"{SECRET}\n")
    assert given.exit_code == 0, given.output
    assert SECRET not in given.output and not any(SECRET.encode() in f.read_bytes() for f in out.rglob("*.*"))
    monkeypatch.setenv(locks.PASSWORD, SECRET)
    assert run(name, export, out).exit_code == 0


def test_a_report_is_made_of_it_and_does_not_hold_the_password(export, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    assert run("report", export, out, "--password-stdin", input=f"{SECRET}\n").exit_code == 0
    made = [file for file in out.rglob("*") if file.is_file()]
    assert made and not any(SECRET.encode() in file.read_bytes() for file in made)


@pytest.mark.parametrize("name", ["inspect", "scan"])
def test_a_wrong_password_is_said(name, export, tmp_path_factory):
    done = run(name, export, tmp_path_factory.mktemp("out"), "--password-stdin", input="fout\n")
    assert done.exit_code
    assert "wachtwoord klopt niet" in done.output + "".join(getattr(done.exception, "problems", []))


@pytest.mark.parametrize(("terminal", "known", "asked"), [(True, "", True), (True, SECRET, False), (False, "", False)])
@pytest.mark.parametrize("folder", [False, True])
def test_it_is_asked_for_on_a_terminal_only_when_it_is_needed(export, monkeypatch, terminal, known, asked, folder):
    monkeypatch.setenv(locks.PASSWORD, known)
    monkeypatch.setattr("sys.stdin.isatty", lambda: terminal, raising=False)
    questions = []
    monkeypatch.setattr(passwords.typer, "prompt", lambda text, **kw: questions.append(kw) or SECRET)
    passwords.unlock(False, str(export.parent if folder else export), None)
    assert len(questions) == asked and all(kw["hide_input"] for kw in questions)
    assert locks.given() == (SECRET if asked or known else None)


@pytest.mark.parametrize("place", ["nergens.xlsx", "a\0b", ""])
def test_a_place_that_is_none_asks_nothing(place, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    passwords.unlock(False, place)
    assert locks.given() is None


def test_what_is_locked_is_seen_without_opening_it(export, tmp_path):
    (tmp_path / "open.xlsx").write_bytes(xlsx({"Blad1": ROWS}))
    (tmp_path / "kapot.zip").write_bytes(b"PK\x03\x04kapot")
    assert locked(export)
    assert not any(locked(tmp_path / name) for name in ("open.xlsx", "kapot.zip", "weg.xlsx", "."))


def test_a_search_of_files_tries_again_what_was_locked(export, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    (export.parent / "open.csv").write_text("naam;mail\nJan Prins;jan@mail.example\n", encoding="utf-8")
    first = json.loads(run("shadow", export, out, "--json").stdout)
    assert first["summary"]["unread_reasons"] == {"locked": 1}
    again = json.loads(run("shadow", export, out, "--json", "--password-stdin", input=f"{SECRET}\n").stdout)
    assert again["summary"]["unreadable"] == 0 and again["summary"]["resumed"] == 1
