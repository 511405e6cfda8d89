"""The sample folder: what is planted in it is really there, and it is the same again."""

import csv
import io
import json
import os
import sys
import zipfile
from datetime import datetime
from functools import cache
from pathlib import Path

import msoffcrypto
import pytest
import python_calamine

from avgkit import generate_crm, texts
from avgkit.cli import app
from avgkit.errors import AvgkitError
from avgkit.reading import open_file
from avgkit.synthetic import tree
from avgkit.synthetic.tree import make_tree, plan
from avgkit.tables import Crm

BOOKS = (".xlsx", ".xls", ".xlsb", ".ods")


@cache
def firm():
    """The CRM beside which the folder stands."""
    return generate_crm(people=300, seed=1)


@cache
def contacts() -> dict[str, dict]:
    """The contacts of that CRM."""
    return {row["id"]: row for row in firm().tables["contacts"].to_pylist()}


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> tuple[Path, dict[str, dict]]:
    """The folder, and what is planted in each file of it."""
    texts.use(None)
    root = tmp_path_factory.mktemp("tree")
    planted = make_tree(root / "map", firm(), seed=3, expected=root / "expected.json")
    assert json.loads((root / "expected.json").read_text(encoding="utf-8")) == {"files": planted}
    return root / "map", {one["path"]: one for one in planted}


def content(folder: Path, path: str) -> bytes:
    """The bytes of a file, also of one in a zip in a zip."""
    outer, _, inner = path.partition(".zip/")
    if not inner:
        return (folder / path).read_bytes()
    raw = (folder / f"{outer}.zip").read_bytes()
    while inner:
        name, _, rest = inner.partition(".zip/")
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            raw, inner = packed.read(f"{name}.zip" if rest else name), rest
    return raw


def rows(folder: Path, path: str) -> list[list[str]]:
    """Every row of a list, by libraries that are not ours."""
    raw = content(folder, path)
    if path.endswith(BOOKS) and raw[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):
        book = python_calamine.load_workbook(io.BytesIO(raw))
        return [[str(c) for c in row] for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()]
    encoding = "cp1252" if path.endswith(("nieuwsbrief.csv", "map/export.csv")) else "utf-8"
    said = raw.decode(encoding)
    return list(csv.reader(io.StringIO(said, newline=""), delimiter=";" if said.count(";") > said.count(",") else ","))


def lists(planted: dict[str, dict]) -> list[str]:
    """The lists that stand in the folder or in a zip, and can be opened."""
    found = [p for p, one in planted.items() if p.endswith((".csv", *BOOKS)) and not one["unreadable"] and "~" not in p]
    return [path for path in found if not path.startswith("Mail/")]


def test_every_file_is_named_and_every_name_is_a_file(made):
    folder, planted = made
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink() or path.is_file()}
    outside = {path for path in planted if ".zip/" not in path and not path.startswith("Mail/")}
    assert outside <= there and there <= set(planted)
    assert {path for path in there if path.startswith("Mail/")} < set(planted)


def test_the_people_of_a_list_are_those_that_are_planted(made):
    folder, planted = made
    mails = {row["email"].lower(): key for key, row in contacts().items() if row["email"]}
    for path in lists(planted):
        cells = {cell.lower() for row in rows(folder, path) for cell in row}
        one = planted[path]
        by_mail = {mails[cell] for cell in cells if cell in mails}
        erased = {key for key in one["erased"] if key.lower() in cells}
        sure = set(one["people"]) | (set(one["to_confirm"]) if path.endswith("postbussen.csv") else set())
        assert by_mail | erased == sure, path


def test_the_rows_of_a_list_are_counted(made):
    folder, planted = made
    for path in lists(planted):
        full = [row for row in rows(folder, path) if sum(bool(cell.strip()) for cell in row) > 1]
        heads = 2 if path.endswith("najaarsactie.xlsx") else 1
        assert len(full) - heads == planted[path]["rows"], path


def test_each_kind_of_trouble_is_there(made):
    _, planted = made
    for what in ("people", "to_confirm", "special", "erased", "objected", "withdrawn", "duplicate_of", "stale"):
        assert any(one[what] for one in planted.values()), what
    reasons = {one["reason"] for one in planted.values()}
    assert {"locked", "pst", "7z", "mdb", "image", "pages_without_text", "empty"} <= reasons


def test_who_said_no_said_so_in_the_crm_after_the_list_was_copied(made):
    folder, planted = made
    consents, requests = (firm().tables[name].to_pylist() for name in ("consents", "requests"))
    erased = {r["contact"]: r["received_at"] for r in requests if r["kind"] == "erasure" and r["outcome"] == "done"}
    objected = {c["contact"]: c["at"] for c in consents if c["event"] == "objected"}
    objected |= {r["contact"]: r["received_at"] for r in requests if r["kind"].startswith("objection")}
    withdrawn = {c["contact"]: c["at"] for c in consents if c["event"] == "withdrawn"}
    for path, one in planted.items():
        assert set(one["erased"]) <= erased.keys() and set(one["objected"]) <= objected.keys()
        assert set(one["withdrawn"]) <= withdrawn.keys()
        assert not any(contacts()[key]["email"] for key in one["erased"])
        assert len(one["erased_emails"]) == len(one["erased"])
        if one["stale"] and ".zip/" not in path:
            at = datetime.fromtimestamp((folder / path).stat().st_mtime)
            after = [erased[k] for k in one["erased"]] + [objected[k] for k in one["objected"]]
            assert all(at < moment for moment in after + [withdrawn[k] for k in one["withdrawn"]])


def test_copies_are_the_same_to_the_last_byte(made):
    folder, planted = made
    copies = [one for one in planted.values() if one["duplicate_of"]]
    assert len(copies) == 2
    for one in copies:
        assert content(folder, one["path"]) == content(folder, one["duplicate_of"])


def test_a_namesake_has_the_name_and_nothing_else_of_somebody_in_the_crm(made):
    folder, planted = made
    path = "Evenementen/wie komt er.csv"
    mails = {row["email"] for row in contacts().values()}
    names = {" ".join(filter(None, (c["first_name"], c["infix"], c["last_name"]))): k for k, c in contacts().items()}
    _, *people = rows(folder, path)
    assert sorted(names[name] for name, _, _ in people) == planted[path]["to_confirm"]
    assert not any(mail in mails for _, mail, _ in people)


def test_documents_and_messages_hold_who_is_planted_in_them(made):
    folder, planted = made
    for path in ("Correspondentie/brief klacht.docx", "Evenementen/presentielijst.pdf", "Mail/Vraag over factuur.msg"):
        said = "\n".join(text.text for text in open_file(folder / path, place=path).texts)
        found = {key for key, row in contacts().items() if row["email"] and row["email"] in said}
        assert found == set(planted[path]["people"]) and found, path


def test_what_is_locked_is_locked_and_what_leads_out_leads_out(made):
    folder, planted = made
    with open(folder / "Directie/salarissen.xlsx", "rb") as file:
        assert msoffcrypto.OfficeFile(file).is_encrypted()
    if "Acties 2023/naar boven" in planted:
        assert not (folder / "Acties 2023/naar boven").resolve().is_relative_to(folder.resolve())
    shut = planted["Directie/alleen voor Karin.txt"]
    assert shut["unreadable"] == (not os.access(folder / shut["path"], os.R_OK))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not allow these names")
def test_odd_names_are_there(made):
    names = {path.rpartition("/")[2] for path in made[1]}
    assert {"regel\neinde.csv", "=cmd.csv", "-rf.csv", "Überzicht – klanten ☎ 客户.csv"} <= names
    assert any(len(name) > 190 for name in names)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others():
    same = [[(one.path, one.content, one.at) for one in plan(firm(), seed)[0]] for seed in (3, 3, 4)]
    assert same[0] == same[1] != same[2]


def test_a_large_folder_has_a_list_without_end():
    papers, _ = plan(firm(), 1, "large")
    longest = max(papers, key=lambda one: len(one.content))
    assert longest.content.count(b"\r\n") == longest.planted[0].rows + 1 == 250_001
    assert len(papers) > 200


@pytest.mark.parametrize("tables", [{}, {"contacts": [{"id": "C1"}]}])
def test_a_crm_without_people_gives_a_folder_without_people(tmp_path, tables):
    planted = make_tree(tmp_path / "map", Crm.of(tables))
    assert planted and not any(one["people"] for one in planted)


def test_wrong_use_is_told(tmp_path):
    with pytest.raises(AvgkitError, match="enorm"):
        make_tree(tmp_path / "map", firm(), size="enorm")
    (tmp_path / "vol").mkdir()
    (tmp_path / "vol" / "iets.txt").write_text("van mij")
    with pytest.raises(AvgkitError):
        make_tree(tmp_path / "vol", firm())
    assert [path.name for path in tmp_path.iterdir()] == ["vol"]


def test_generate_writes_the_folder_beside_the_crm_and_replaces_only_its_own(tmp_path, capsys):
    out = tmp_path / "uit"
    command = ["generate", str(out), "--people", "60", "--shadow"]
    for _ in range(2):
        app(command, standalone_mode=False)
        assert {path.name for path in out.iterdir()} == {
            *("crm", "policy", "flaws.json", "shadow", tree.EXPECTED, tree.ERASED)
        }
    assert "shadow-expected.json" in capsys.readouterr().out
    app(command[:-1], standalone_mode=False)
    assert {path.name for path in out.iterdir()} == {"crm", "policy", "flaws.json"}
    (out / "shadow").mkdir()
    with pytest.raises(AvgkitError):
        app(command, standalone_mode=False)
