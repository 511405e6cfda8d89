"""Terms, fines and the one-stop-shop as the law has them; typed from the law, not from the files."""

from datetime import date

import pytest

import avgkit
from avgkit.law import load_law

LAW = load_law(date(2026, 11, 23))
MILLION = 1_000_000

ROWS = [  # EDPB 04/2022 par. 65-66: turnover over, up to, lowest and highest share in percent
    (0, 2, 0.2, 0.4),
    (2, 10, 0.3, 2),
    (10, 50, 1.5, 10),
    (50, 100, 8, 20),
    (100, 250, 15, 50),
    (250, 500, 40, 100),
    (500, None, 100, 100),
]


def test_share_by_turnover():
    found = [
        (e["over"] / MILLION, e.get("up_to") and e["up_to"] / MILLION, e["low"], e["high"])
        for e in LAW.entries("fines", "turnover")
    ]
    assert found == ROWS


def test_share_by_seriousness():
    found = {e["id"]: (e["low"], e["high"]) for e in LAW.entries("fines", "seriousness")}
    assert found == {"low": (0, 10), "medium": (10, 20), "high": (20, 100)}


TIERS = {  # AVG 83(4)-(6), Tw 15.4(2): fixed maximum, percent of turnover
    "83(4)": (10 * MILLION, 2),
    "83(5)": (20 * MILLION, 4),
    "83(6)": (20 * MILLION, 4),
    "Tw 15.4(2)": (900_000, 1),
}


@pytest.mark.parametrize("tier", TIERS)
def test_maximum(tier):
    entry = LAW.entry("fines", tier, "tier")
    assert (entry["static"], entry["percent"]) == TIERS[tier]


def covered(tier: str) -> set[int]:
    """Every whole article in a tier."""
    found = set()
    for part in LAW.entry("fines", tier, "tier")["covers"]:
        low, _, high = part.partition("-")
        found |= set(range(int(low), int(high or low) + 1)) if "(" not in part else set()
    return found


def test_articles_of_each_tier():
    assert covered("83(4)") == {8, 11, *range(25, 40), 42, 43}
    assert covered("83(5)") == {5, 6, 7, 9, *range(12, 23), *range(44, 50), 58, *range(85, 92)}
    assert not covered("83(4)") & covered("83(5)") and 10 not in covered("83(4)") | covered("83(5)")
    assert "41(4)" in LAW.entry("fines", "83(4)", "tier")["covers"]
    assert LAW.entry("fines", "83(6)", "tier")["covers"] == ["58(2)"]


def test_the_method_begins_on_24_may_2023():
    assert LAW.entry("fines", "edpb_04_2022", "method")["from"] == date(2023, 5, 24)
    assert load_law("2023-05-23").entries("fines", "method") == []


def test_a_breach_has_72_hours_and_a_local_case_three_weeks():
    assert LAW.entry("periods", "breach")["hours"] == 72
    assert LAW.entry("periods", "lead_decides")["weeks"] == 3


def test_the_96_hours_of_the_digital_omnibus_are_a_proposal_and_count_for_nothing():
    (entry,) = LAW.entries("periods", "proposal")
    assert (entry["status"], entry["hours"], entry["from"]) == ("proposal", 96, date(2025, 11, 19))
    facts = {"incidents.aware_at": "2026-11-02 09:00", "incidents.risk": "high"}
    (answer,) = avgkit.judge("breach-reported-late", facts, "2026-11-20")
    assert answer["evidence"]["deadline"].startswith("2026-11-05")


def test_the_opinion_on_the_main_establishment_is_of_13_february_2024():
    presumed = [
        load_law(day).entry("supervision", "central_administration", "main_establishment")["presumed"]
        for day in ("2024-02-12", "2024-02-13")
    ]
    assert presumed == [["decides", "can_implement"], ["can_implement"]]


OUTCOMES = {  # what was left of a fine, and what it first was
    "knltb": (525_000, 250_000),
    "dpg_media": (525_000, 262_500),
    "kruidvat": (600_000, 50_000),
    "ambitious_people": (6_000, 6_000),
    "ics": (150_000, None),
    "uber_information": (10_000_000, None),
    "uber_transfers": (290_000_000, None),
    "uber_suspensions": (825_000_000, None),
    "netflix": (4_750_000, None),
    "coolblue": (40_000, None),
    "takeaway": (0, None),
}


def test_decisions_show_what_was_left_of_them():
    assert {e["id"]: (e["amount"], e.get("outcome")) for e in LAW.entries("fines", "decision")} == OUTCOMES


def test_what_was_not_seen_says_so():
    unseen = {entry["id"] for entry in LAW.unverified("supervision", "fines")}
    assert unseen == {
        "central_administration",
        "GB",
        "Tw 15.4(2)",
        "ap_2023",
        "kruidvat",
        "knltb",
        "dpg_media",
        "encrypted",
    }
