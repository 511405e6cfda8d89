"""`avgkit verify-sample`: drawn fairly, judged by a person, counted with an interval; altered workbooks refused."""

import json
from datetime import date

import openpyxl
import pytest
from typer.testing import CliRunner

import avgkit
from avgkit.cli import app
from avgkit.derived.text_hits import text_hits
from avgkit.errors import AvgkitError
from avgkit.law import load_law
from avgkit.recognisers.accepting import as_toml, read_accepted, text_hash
from avgkit.sources import samplebook, verified
from avgkit.sources.sampling import NOTHING_FOUND, SIZE, Item, draw

LAW = load_law("2026-11-23")
FIRST = 7  # the first row of the sample in the workbook


def crm(phones: int = 80, numbers: int = 3, nothing: int = 200) -> avgkit.Crm:
    notes = [f"bel mij op 06-12345{n:03}" for n in range(phones)]
    notes += [f"bsn 999990019 keer {n}" for n in range(numbers)] + [f"fiets {n} klaar" for n in range(nothing)]
    return avgkit.Crm.of({"interactions": [{"id": f"I{n}", "note": note} for n, note in enumerate(notes)]})


def filled(tmp_path, change=lambda sheet: None, mark=lambda n: "klopt"):
    """A workbook as an analyst hands it back."""
    path = samplebook.write(draw(crm(), LAW), tmp_path / "s.xlsx", "nl")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in range(FIRST, sheet.max_row + 1):
        sheet.cell(row, 5).value = mark(row - FIRST)
    change(sheet)
    book.save(path)
    return path


def test_every_label_is_drawn_and_what_is_common_more_often():
    sample = draw(crm(), LAW)
    count = {label: sum(item.label == label for item in sample.items) for label in sample.of}
    assert sample.of == {"bsn": 3, "phone": 80, NOTHING_FOUND: 200} and sample.notes == 283
    assert count["bsn"] >= 2 and count["bsn"] + count["phone"] == SIZE == count[NOTHING_FOUND]
    assert len({(item.key, item.label) for item in sample.items}) == len(sample.items)


def test_the_same_seed_draws_the_same_and_another_one_not():
    one, same, other = draw(crm(), LAW, 1), draw(crm(), LAW, 1), draw(crm(), LAW, 2)
    assert one.items == same.items != other.items


def test_a_crm_without_notes_is_refused():
    with pytest.raises(AvgkitError, match="notities"):
        draw(avgkit.Crm.of({"contacts": [{"id": "C1"}]}), LAW)


def test_the_workbook_warns_lists_the_marks_and_runs_nothing(tmp_path):
    danger = avgkit.Crm.of({"interactions": [{"id": "I1", "note": '=HYPERLINK("http://x.example")'}]})
    path = samplebook.write(draw(danger, LAW), tmp_path / "s.xlsx", "nl")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert "23 december 2026" in sheet["A1"].value
    assert sheet.data_validations.dataValidation[0].formula1 == '"klopt,klopt niet,niet te zeggen"'
    cell = sheet.cell(FIRST, 4)
    assert cell.data_type == "s" and cell.quotePrefix and book.worksheets[1].sheet_state == "hidden"


def test_marks_become_figures_weighted_to_the_whole(tmp_path):
    found = verified.figures(samplebook.read(filled(tmp_path)))
    assert found["precision"]["share"] == 1 and found["missed"]["share"] == 0 == found["missed"]["in_crm"]
    assert found["precision"]["low"] < 1 and found["missed"]["high"] > 0
    assert found["labels"]["phone"]["of"] == 80


def test_each_label_weighs_as_often_as_it_was_found():
    rows = [(Item("a", "phone", "x"), "right")] * 10 + [(Item("b", "bsn", "x"), "wrong")] * 10
    marked = samplebook.Marked(rows, {"phone": 90, "bsn": 10}, 100, 1, LAW.on)
    found = verified.figures(marked)
    assert found["precision"]["share"] == 0.9 and found["missed"]["share"] is None
    assert found["precision"]["low"] < 0.9 < found["precision"]["high"]


@pytest.mark.parametrize(
    ("share", "size", "low", "high"),
    [(0.5, 100, 0.4038, 0.5962), (0.0, 10, 0.0, 0.2775), (1.0, 50, 0.9287, 1.0), (0.0, 0, 0.0, 1.0)],
)
def test_the_interval_is_wilsons(share, size, low, high):
    assert verified.wilson(share, size) == pytest.approx((low, high), abs=0.0001)


def test_what_cannot_be_said_is_left_out_and_counted(tmp_path):
    path = filled(tmp_path, mark=lambda n: "niet te zeggen" if n % 2 else "right")
    found = verified.figures(samplebook.read(path))
    assert found["unsaid"] == 50 and found["precision"]["share"] == 1
    assert found["precision"]["marked"] + found["missed"]["marked"] == 50


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda sheet: sheet.cell(FIRST, 5, "").__setattr__("value", None), "Nog zonder oordeel: 1"),
        (lambda sheet: sheet.cell(FIRST, 5, "ja"), "Een ander oordeel"),
        (lambda sheet: sheet.cell(FIRST, 4, "een andere tekst"), "Veranderd"),
        (lambda sheet: sheet.delete_rows(FIRST), "verdwenen"),
        (lambda sheet: sheet.cell(FIRST + 100, 1, "101"), "toegevoegd"),
    ],
)
def test_a_half_filled_or_altered_workbook_is_refused(tmp_path, change, said):
    with pytest.raises(AvgkitError, match=said):
        samplebook.read(filled(tmp_path, change))


def test_another_workbook_is_refused(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "iets"
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(AvgkitError, match="geen steekproef"):
        samplebook.read(tmp_path / "x.xlsx")
    with pytest.raises(AvgkitError, match="bestaat niet"):
        samplebook.read(tmp_path / "y.xlsx")
    (tmp_path / "v.json").write_text('{"kind": "avgkit-verified"}', "utf-8")
    with pytest.raises(AvgkitError, match="geen uitkomst"):
        verified.read_figures(tmp_path / "v.json")


def test_accepted_hits_count_no_more_in_a_scan_until_their_day(tmp_path):
    note = "heeft griep"
    rows = verified.accepted_rows(
        samplebook.Marked([(Item("I1", "health", note), "wrong")], {"health": 1}, 1, 1, LAW.on),
        "proef",
        date(2027, 1, 1),
    )
    assert rows == [{"sha256": text_hash(note), "label": "health", "reason": "proef", "until": date(2027, 1, 1)}]
    path = tmp_path / "accepted.toml"
    path.write_text(as_toml(rows), "utf-8")
    for day, left, used in ((date(2026, 11, 23), 0, 1), (date(2027, 1, 2), 1, 0)):
        data = avgkit.Crm.of({"interactions": [{"id": "I1", "note": note}]})
        data.accepted = read_accepted(path, day)
        assert text_hits(data, LAW).collect("pyarrow").to_native().num_rows == left
        assert (data.accepted.used, data.accepted.expired) == (used, 1 - used)


def test_the_report_tells_it_in_words():
    marked = samplebook.Marked([(Item("a", "phone", "x"), "right")] * 10, {"phone": 90, "-": 10}, 100, 1, LAW.on)
    told = verified.sentences(verified.figures(marked), "nl")
    assert "100" in told[0] and "95 %" in told[0] and "Beoordeelde treffers: 10" in told[0]
    assert "niet te zeggen" in told[1] and "Wilson" in told[2]


@pytest.mark.parametrize(("day", "used", "expired"), [("2026-11-23", 2, 0), ("2027-01-02", 0, 2)])
def test_a_scan_says_aloud_how_many_accepted_hits_played_a_part(tmp_path, day, used, expired):
    """Two notes with the same text, one with another, and a mark for a text that is not there."""
    notes = [
        {"id": f"I{n}", "contact": "1", "note": note} for n, note in enumerate(["heeft griep"] * 2 + ["had mazelen"])
    ]
    avgkit.Crm.of({"contacts": [{"id": "1"}], "interactions": notes}).write(tmp_path / "crm")
    row = {"label": "health", "reason": "proef", "until": date(2027, 1, 1)}
    rows = [row | {"sha256": text_hash(text)} for text in ("heeft griep", "staat nergens")]
    (tmp_path / "accepted.toml").write_text(as_toml(rows), "utf-8")
    words = ["scan", "--crm", str(tmp_path / "crm"), "--themes", "special", "--on", day, "--lang", "nl"]
    words += ["--out", str(tmp_path / "findings")]
    with_file = [*words, "--accepted", str(tmp_path / "accepted.toml")]
    told = json.loads(CliRunner().invoke(app, [*with_file, "--json"]).stdout)
    assert told["accepted"] == {"listed": 2, "used": used, "expired": expired}
    found = {one["check"]: one["violations"] for one in told["results"]}
    assert found["special-in-note"] == 1 + expired
    assert f"niet zijn meegeteld: {used}. Na de einddatum, en dus wel meegeteld: {expired}." in " ".join(
        CliRunner().invoke(app, with_file).stdout.split()
    )
    without = json.loads(CliRunner().invoke(app, [*words, "--json"]).stdout)
    assert without["accepted"] is None and without["fingerprint"] != told["fingerprint"]
