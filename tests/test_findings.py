"""Findings for people: what a spreadsheet opens holds words, and nothing that it would run."""

import csv

import pytest

import avgkit
from avgkit import texts

EVIL = ['=HYPERLINK("x")', "+31", "-1", "M;5", 'M"6', "M7"]


@pytest.fixture(scope="module")
def scan(tmp_path_factory):
    messages = [
        {
            "id": key,
            "contact": "P1",
            "sent_at": f"{2021 + i}-09-01 10:00",
            "channel": "email",
            "kind": "marketing",
            "purpose": "=1+1",
        }
        for i, key in enumerate(EVIL)
    ]
    crm = avgkit.Crm.of({"contacts": [{"id": "P1", "kind": "natural"}], "consents": [], "messages": messages})
    texts.use("nl")
    return avgkit.scan(crm, on="2026-11-01", themes=["consent"], out=tmp_path_factory.mktemp("out"))


def rows(scan):
    path = scan.folder / "findings" / "message-without-consent.csv"
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def test_every_finding_is_there_and_no_cell_is_a_formula(scan):
    found = rows(scan)
    frame = scan.findings("message-without-consent")
    assert [row["Nummer"].removeprefix("'") for row in found] == list(frame["key"]) == sorted(EVIL)
    assert not [cell for row in found for cell in row.values() if cell[:1] in "=+-@" and cell]
    assert {row["Uitkomst"] for row in found} == {"bevinding"} and {row["Kanaal"] for row in found} == {"e-mail"}


def test_reasons_are_counted_without_loading_the_rows(scan):
    assert scan.reasons("message-without-consent") == {"no_choice": len(EVIL)}
    assert scan.reasons("message-without-consent", unknown=True) == {}


def test_findings_under_a_text_of_the_law_that_nobody_saw_are_counted(scan):
    law = avgkit.load_law("2026-11-01")
    seen_from = max(e["from"] for e in law.entries("marketing") if e["id"] == "electronic" and e["verified"])
    older = sum(row["Verstuurd"] < seen_from.isoformat() for row in rows(scan))
    assert 0 < older < len(EVIL) and scan.unseen("message-without-consent") == older
