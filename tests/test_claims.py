"""The 23 claims of the article of 2018, typed from the law: what held on a day, and from which day it changed."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from avgkit import pages, texts
from avgkit.law import load_law

FIRST, NOW = "2018-05-25", "2026-11-23"
# number, claim, on the first day of the AVG, on 23 November 2026, articles that must be cited
CLAIMS = [
    (1, "dpia", "partly", "partly", {"AVG 35(1)", "AVG 35(3)", "AVG 36"}),
    (2, "register", "partly", "partly", {"AVG 30", "AVG 5(1)(a)", "AVG 13", "AVG 14"}),
    (3, "purpose", "right", "right", {"AVG 5(1)(b)", "AVG 6(4)"}),
    (4, "special", "partly", "partly", {"AVG 9(1)", "AVG 9(2)", "UAVG 22"}),
    (5, "bsn", "wrong", "wrong", {"AVG 87", "UAVG 46"}),
    (6, "criminal", "wrong", "wrong", {"AVG 10", "UAVG 31", "UAVG 32", "UAVG 33"}),
    (7, "union", "partly", "partly", {"AVG 9(1)"}),
    (8, "categories", "partly", "partly", {"AVG 9(1)"}),
    (9, "later", "partly", "partly", {"AVG 5(1)(b)", "AVG 6(1)", "AVG 25(2)"}),
    (10, "training", "partly", "partly", {"AVG 24(1)", "AVG 29", "AVG 32(4)", "AVG 39(1)(b)"}),
    (11, "opt_in", "partly", "partly", {"Tw 11.7"}),
    (12, "shadow", "partly", "partly", {"AVG 2(1)", "AVG 4(6)", "AVG 5(2)", "AVG 32"}),
    (13, "authorisation", "right", "right", {"AVG 5(1)(f)", "AVG 25", "AVG 29", "AVG 32(1)(b)", "AVG 32(4)"}),
    (14, "minimum", "partly", "partly", {"AVG 5(1)(c)", "AVG 5(1)(e)", "AVG 13(2)(a)", "AVG 30(1)(f)"}),
    (15, "head_office", "partly", "partly", {"AVG 4(16)", "AVG 4(23)", "AVG 55", "AVG 56"}),
    (16, "one_authority", "partly", "partly", {"AVG 56(6)", "AVG 60", "AVG 65", "AVG 66", "AVG 77"}),
    (17, "steering", "wrong", "wrong", {"AVG 5(2)", "AVG 24(1)", "AVG 31", "AVG 33", "AVG 36", "AVG 52"}),
    (18, "third_country_request", "wrong", "wrong", {"AVG 48", "AVG 28(3)(a)", "AVG 44"}),
    (19, "privacy_shield", "right", "wrong", {"AVG 45"}),
    (20, "us_adequacy", "right", "partly", {"AVG 45"}),
    (21, "stay_in_eu", "partly", "partly", {"AVG 28", "AVG 44", "AVG 48"}),
    (22, "fines", "right", "right", {"AVG 83(4)", "AVG 83(5)"}),
    (23, "certificate", "wrong", "wrong", {"AVG 24(1)"}),
]
# The first day on which the law of a claim is another: the day before still has the old answer.
CHANGES = [
    ("dpia", "2019-11-27"),  # the list of the AP: 17 kinds
    ("privacy_shield", "2020-07-16"),  # C-311/18
    ("us_adequacy", "2020-07-16"),
    ("us_adequacy", "2023-07-10"),  # the DPF
    ("opt_in", "2021-07-01"),  # calls: from opt-out to opt-in
    ("opt_in", "2026-07-01"),  # calls: the customer exception ends
    ("categories", "2022-08-01"),  # C-184/20
    ("categories", "2024-10-04"),  # C-21/23
    ("stay_in_eu", "2023-02-14"),  # EDPB 05/2021
    ("fines", "2023-05-24"),  # EDPB 04/2022
    ("head_office", "2024-02-13"),  # EDPB Opinion 04/2024
    ("third_country_request", "2025-06-04"),  # EDPB 02/2024 v2.1
    ("us_adequacy", "2025-09-03"),  # T-553/23
    ("us_adequacy", "2025-10-31"),  # C-703/25 P
    ("bsn", "2026-09-01"),  # UAVG 46
    ("special", "2026-09-01"),
    ("criminal", "2026-09-01"),
]


def claim(id: str, day) -> dict:
    return load_law(day).entry("claims", id)


@pytest.mark.parametrize(("number", "id", "then", "now", "articles"), CLAIMS)
def test_a_claim_beside_the_law(number, id, then, now, articles):
    assert (claim(id, FIRST)["holds"], claim(id, NOW)["holds"]) == (then, now)
    for day in (FIRST, NOW):
        assert claim(id, day)["number"] == number and articles <= set(claim(id, day)["articles"])


def test_there_are_23_and_each_has_one_answer_on_every_day():
    rows = load_law(NOW).entries("claims")
    assert len(CLAIMS) == 23 and {row["id"] for row in rows} == {id for _, id, *_ in CLAIMS}
    for id in {row["id"] for row in rows}:
        mine = sorted((row for row in rows if row["id"] == id), key=lambda row: row["from"])
        assert mine[0]["from"] == date(2018, 5, 25) and "until" not in mine[-1]
        assert all((b["from"] - a["until"]).days == 1 for a, b in pairwise(mine))
        assert len({row["nl"]["claim"] for row in mine}) == 1 == len({row["number"] for row in mine})
        assert all(row["holds"] in ("right", "partly", "wrong") for row in mine)


@pytest.mark.parametrize(("id", "day"), CHANGES)
def test_the_answer_changes_on_its_day(id, day):
    new = date.fromisoformat(day)
    before, after = claim(id, new - timedelta(days=1)), claim(id, new)
    assert after["from"] == new and before["nl"]["law"] != after["nl"]["law"]


def test_no_other_day_changes_anything():
    started = {(row["id"], str(row["from"])) for row in load_law(NOW).entries("claims")}
    assert started == {(id, FIRST) for _, id, *_ in CLAIMS} | set(CHANGES)


def test_privacy_shield_held_up_to_and_including_the_day_before_the_judgment():
    assert claim("privacy_shield", "2020-07-15")["holds"] == "right"
    assert claim("privacy_shield", "2020-07-16")["holds"] == "wrong"
    assert [claim("us_adequacy", day)["holds"] for day in ("2020-07-15", "2023-07-09", "2023-07-10")] == [
        "right",
        "wrong",
        "partly",
    ]


def test_what_was_not_seen_says_so():
    unseen = {(row["id"], str(row["from"])) for row in load_law(NOW).unverified("claims")}
    assert {("special", FIRST), ("bsn", FIRST), ("criminal", FIRST), ("certificate", FIRST)} <= unseen
    assert ("privacy_shield", FIRST) not in unseen and ("opt_in", "2026-07-01") not in unseen


# ---------------------------------------------------------------- the page
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_has_every_claim_with_both_answers(lang):
    book = pages.ClaimsBook("2018-05-25", NOW, lang)
    html = book.table().html
    for _, id, then, now, _ in CLAIMS:
        row = html.split(f'id="claim-{id}"')[1].split("</tr>")[0]
        words = [texts.say(f"claims.holds_{held}", lang).capitalize() for held in (then, now)]
        assert all(f"<b>{word}</b>" in row for word in words)
    assert texts.day(date(2018, 5, 25), lang) in html and texts.day(date(2026, 11, 23), lang) in html
    assert book.changes().html.count("<dt>") == len(CHANGES)


def test_on_one_day_nothing_has_changed():
    book = pages.ClaimsBook(NOW, NOW, "nl")
    assert "<dt>" not in book.changes().html and not any(row["changed"] for row in book.rows)
