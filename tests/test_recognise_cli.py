"""`avgkit recognise`: a line for every row, nothing of the text, and nothing unread in silence."""

import json
from datetime import date

import pytest
from typer.testing import CliRunner

from avgkit.cli import app
from avgkit.errors import AvgkitError
from avgkit.recognisers.accepting import as_toml, read_accepted, text_hash

CSV = 'id;notitie\nA;"bel Kees op 06-12345678"\nB;\nC;"Café Jan, lekker"\n'


def run(*words: str):
    """The command as somebody types it; wrong use is raised as itself."""
    done = CliRunner().invoke(app, ["recognise", *words])
    if isinstance(done.exception, AvgkitError):
        raise done.exception
    return done


def lines(done) -> list[dict]:
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(CSV, encoding="utf-8")
    return path


def test_every_row_has_a_line_with_its_id(table):
    done = run(str(table), "--column", "notitie", "--id", "id", "--json")
    told = lines(done)
    assert done.exit_code == 0 and [row["id"] for row in told] == ["A", "B", "C"]
    assert {hit["label"] for hit in told[0]["hits"]} == {"person_name", "phone"} and told[1]["hits"] == []
    assert set(told[0]["hits"][0]) == {"label", "start", "end", "confidence", "reason"}
    text = "bel Kees op 06-12345678"
    assert {text[hit["start"] : hit["end"]] for hit in told[0]["hits"]} == {"Kees", "06-12345678"}


def test_without_id_the_column_id_and_only_the_labels_asked_for(table):
    told = lines(run(str(table), "--column", "notitie", "--labels", "phone", "--json"))
    assert [row["id"] for row in told] == ["A", "B", "C"]
    assert [hit["label"] for row in told for hit in row["hits"]] == ["phone"]


@pytest.mark.parametrize(
    ("name", "text", "ids"),
    [
        ("no-id.csv", "nr,text\nA,mw Jansen\nB,niets\n", ["1", "2"]),
        ("empty.csv", "id,text\n,mw Jansen\nB,niets\n", ["1", "B"]),
        ("mail.csv", "id,text\nkees@voorbeeld.test,mw Jansen\nB,niets\n", ["1", "B"]),
        ("x.jsonl", '{"id": "a", "text": "mw Jansen"}\n{"id": 7, "text": "niets"}\n{"text": ""}\n', ["a", "7", "3"]),
    ],
)
def test_without_id_the_number_of_the_row_where_no_id_can_be_shown(tmp_path, name, text, ids):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert [row["id"] for row in lines(run(str(path), "--json"))] == ids


def test_what_is_merely_possible_is_told_when_asked(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "999990019"}\n', encoding="utf-8")
    assert lines(run(str(path), "--json"))[0]["hits"] == []
    assert lines(run(str(path), "--json", "--possible"))[0]["hits"][0]["confidence"] < 0.5


def test_people_get_counts_and_never_the_text(table):
    shown = run(str(table), "--column", "notitie").stdout
    assert "Kees" not in shown and "12345678" not in shown
    assert "1 van 3" in shown


def test_broken_lines_are_named_and_the_rest_is_read(tmp_path):
    path = tmp_path / "x.jsonl"
    path.write_text('{"text": "mw Jansen"}\n{oops\n[1]\n\n{"text": null}\n', encoding="utf-8")
    done = run(str(path), "--json")
    assert done.exit_code == 3 and [row["id"] for row in lines(done)] == ["1", "5"]
    assert "regel 2" in done.stderr and "regel 3" in done.stderr and "oops" not in done.stderr


def test_a_plain_text_is_read_line_by_line(tmp_path):
    path = tmp_path / "x.txt"
    path.write_text("mw Jansen belt\n\nniets\n", encoding="utf-8")
    told = lines(run(str(path), "--json"))
    assert [(row["id"], len(row["hits"])) for row in told] == [("1", 1), ("3", 0)]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--column", "notitei"], "notitie"),
        (["--column", "notitie", "--id", "idd"], "‘id’"),
        (["--column", "notitie", "--labels", "fone"], "phone"),
        (["--column", "notitie", "--least", "2"], "--least"),
    ],
)
def test_wrong_use_names_what_is_nearest(table, words, said):
    with pytest.raises(AvgkitError, match=said):
        run(str(table), *words)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(AvgkitError, match="bestaat niet"):
        run(str(tmp_path / "x.csv"))


@pytest.mark.parametrize(("day", "count"), [("2026-12-31", 0), ("2027-01-01", 0), ("2027-01-02", 1)])
def test_an_accepted_hit_counts_no_more_until_its_day_has_passed(table, tmp_path, day, count):
    path = tmp_path / "accepted.toml"
    sha256 = text_hash("BEL  Kees op 06-12345678 ")  # capitals and spaces make no other text
    row = {"sha256": sha256, "label": "phone", "reason": 'nummer van "de zaak" \\', "until": date(2027, 1, 1)}
    path.write_text(as_toml([row]), encoding="utf-8")
    words = ["--column", "notitie", "--labels", "phone", "--accepted", str(path), "--on", day, "--json"]
    assert sum(len(line["hits"]) for line in lines(run(str(table), *words))) == count


def test_wrong_rows_of_accepted_hits_are_all_told(tmp_path):
    path = tmp_path / "accepted.csv"
    path.write_text(f"sha256,label,reason,until\nabc,phone,x,2027-01-01\n{'a' * 64},fone,x,2027-01-01\n", "utf-8")
    with pytest.raises(AvgkitError) as told:
        read_accepted(path)
    assert len(told.value.problems) == 2 and "sha256" in str(told.value) and "phone" in str(told.value)
    path.write_text(f"sha256;label;reason;until\n{'a' * 64};phone;x;2027-01-01\n", "utf-8")
    assert read_accepted(path).until == {("a" * 64, "phone"): date(2027, 1, 1)}
