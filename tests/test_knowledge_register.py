"""The knowledge of minimisation and register, typed from the law: AVG 6(1)(f), 6(4), 13, 14, 30; Regulation 1182/71."""

from datetime import date, timedelta

import pytest

from avgkit.derived.calendar import Calendar
from avgkit.law import load_law

LAW = load_law("2026-11-23")
CALENDAR = Calendar(LAW)


def test_article_30_asks_seven_letters_of_a_controller_and_four_of_a_processor():
    letters = {role: {} for role in ("controller", "processor")}
    for entry in LAW.entries("register"):
        letters[entry["role"]].setdefault(entry["letter"], set()).update(entry["columns"])
        paragraph = {"controller": 1, "processor": 2}[entry["role"]]
        assert entry["article"] == f"AVG 30({paragraph})({entry['letter']})"
    assert letters["controller"] == {
        "a": {"name", "contact", "representative"},
        "b": {"purposes"},
        "c": {"subjects", "categories"},
        "d": {"recipients"},
        "e": {"transfers", "safeguards"},
        "f": {"retention"},
        "g": {"measures"},
    }
    assert letters["processor"].keys() == set("abcd")
    assert {"purposes"} < letters["processor"]["b"] and letters["processor"]["d"] == {"measures"}


def test_only_time_limits_and_measures_are_asked_where_possible():
    possible = {(e["role"], e["letter"]) for e in LAW.entries("register") if e.get("where_possible")}
    assert possible == {("controller", "f"), ("controller", "g"), ("processor", "d")}


def test_legal_basis_owner_and_dpia_are_useful_and_not_required():
    required = {column for e in LAW.entries("register") for column in e["columns"]}
    useful = {column for e in LAW.entries("register", "useful") for column in e["columns"]}
    assert {"basis", "owner", "assessed_on"} <= useful and not useful & required


def test_the_limit_of_30_5_is_250_and_1000_is_a_proposal():
    limits = {e["people"]: (e["status"], e["from"]) for e in LAW.entries("register", "limit")}
    assert limits == {250: ("in_force", date(2018, 5, 25)), 1000: ("proposal", date(2026, 6, 9))}


def test_the_five_factors_of_6_4():
    assert [e["id"] for e in LAW.entries("limitation", "factor")] == [
        "link",
        "context",
        "nature",
        "consequences",
        "safeguards",
    ]
    assert {e["id"] for e in LAW.entries("limitation", "exemption")} == {"consent", "legal_obligation", "public_task"}


def test_the_court_spoke_on_titles_on_9_january_2025():
    (entry,) = LAW.entries("limitation", "unneeded")
    assert (entry["category"], entry["from"], entry["source"]) == ("geslacht", date(2025, 1, 9), "CJEU")
    assert load_law("2025-01-08").entries("limitation", "unneeded") == []


def test_a_notice_is_due_at_once_or_within_a_month():
    assert {e["id"]: (e.get("period"), e["article"]) for e in LAW.entries("register", "notice")} == {
        "13": (None, "AVG 13(1)"),
        "14": ("notice", "AVG 14(3)"),
    }
    assert LAW.entry("periods", "notice")["months"] == 1


# Easter Sundays as printed in calendars.
EASTER = {
    2018: (4, 1),
    2019: (4, 21),
    2020: (4, 12),
    2021: (4, 4),
    2024: (3, 31),
    2025: (4, 20),
    2026: (4, 5),
    2038: (4, 25),
}


@pytest.mark.parametrize(("year", "day"), EASTER.items())
def test_easter(year, day):
    monday = date(year, *day) + timedelta(days=1)
    assert {monday - timedelta(days=3), monday} <= CALENDAR.holidays(year)  # Good Friday and Easter Monday


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-08-31", "2026-09-30"),  # no 31 September
        ("2026-09-30", "2026-10-30"),  # the same day number, not the last day of the month
        ("2026-01-31", "2026-03-02"),  # 28 February 2026 is a Saturday
        ("2024-01-31", "2024-02-29"),
        ("2026-03-05", "2026-04-07"),  # Easter Sunday, then Easter Monday
        ("2026-03-27", "2026-04-28"),  # King's Day
        ("2026-04-05", "2026-05-06"),  # 5 May
        ("2025-11-25", "2025-12-29"),  # Christmas on Thursday and Friday, then a weekend
        ("2026-12-01", "2027-01-04"),  # New Year's Day is a Friday
        ("2026-04-14", "2026-05-15"),  # Ascension Day
    ],
)
def test_a_month_ends_on_the_same_day_number_or_the_next_working_day(start, end):
    assert CALENDAR.end("notice", date.fromisoformat(start)) == date.fromisoformat(end)
