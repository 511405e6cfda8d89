"""Terms end on the right day: holidays, months, weeks and years as the law counts them, typed from the law itself."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import avgkit
from avgkit.derived import calendar
from avgkit.derived.cleanup import cleanup
from avgkit.law import load_law

DAYS = st.dates(date(2017, 1, 1), date(2035, 12, 31))
LAW = load_law("2026-11-01")
CALENDAR = calendar.Calendar(LAW)


def day(text: str) -> date:
    return date.fromisoformat(text)


# ---------------------------------------------------------------- knowledge, typed from the law
HOLIDAYS = {  # Algemene termijnenwet art. 3; the days of Easter from a printed almanac
    2024: "01-01 03-29 04-01 04-27 05-05 05-09 05-20 12-25 12-26",
    2025: "01-01 04-18 04-21 04-26 05-05 05-29 06-09 12-25 12-26",  # 27 April was a Sunday
    2026: "01-01 04-03 04-06 04-27 05-05 05-14 05-25 12-25 12-26",
}


@pytest.mark.parametrize("year", HOLIDAYS)
def test_dutch_holidays(year):
    assert sorted(CALENDAR.holidays(year)) == [day(f"{year}-{short}") for short in HOLIDAYS[year].split()]


def test_a_switch_takes_a_day_off_the_list():
    assert {e["id"] for e in LAW.entries("holidays") if not e["verified"]} >= {"good_friday", "liberation_day"}
    other = calendar.Calendar(LAW)
    for entry in other._days:
        entry["counts"] = entry["id"] != "good_friday"
    assert other.is_working(day("2026-04-03")) and not CALENDAR.is_working(day("2026-04-03"))


TERMS = [  # id, unit, length, extension, article
    ("answer", "months", 1, 2, "AVG 12(3)"),
    ("refusal", "months", 1, None, "AVG 12(4)"),
    ("notice", "months", 1, None, "AVG 14(3)"),
    ("breach", "hours", 72, None, "AVG 33(1)"),
    ("consultation", "weeks", 8, 6, "AVG 36(2)"),
    ("lead_decides", "weeks", 3, None, "AVG 56(3)"),
    ("petition", "weeks", 6, None, "UAVG 35"),
]


@pytest.mark.parametrize(("id", "unit", "length", "extension", "article"), TERMS)
def test_terms_within_which_somebody_must_act(id, unit, length, extension, article):
    entry = LAW.entry("periods", id)
    assert (entry[unit], entry.get(f"extension_{unit}"), entry["article"]) == (length, extension, article)
    assert (entry["end_rule"] == "clock") == (unit == "hours")


STATUTORY = [  # category, at least (years), at most (years), end of the term
    ("invoice", 7, None, "year_end"),
    ("vat_property", 9, None, "year_end"),
    ("vat_one_stop_shop", 10, None, "year_end"),
    ("client_due_diligence", 5, 5, "same_day"),
    ("payroll_identity", 5, None, "year_end"),
    ("medical_file", 20, None, "same_day"),
    ("call_recording_investment", 5, 7, "same_day"),
]


@pytest.mark.parametrize(("category", "least", "most", "rule"), STATUTORY)
def test_statutory_periods(category, least, most, rule):
    found = [e for e in LAW.entries("periods", "retention") if category in e["categories"]]
    assert {e["kind"] for e in found} == {"statutory"}
    for entry in found:
        assert (entry["months"], entry.get("maximum_months")) == (12 * least, most and 12 * most)
        assert entry["end_rule"] == rule and entry.get("years", least) == least


def test_other_periods_say_what_they_are():
    kinds = {c: e["kind"] for e in LAW.entries("periods", "retention") for c in e["categories"]}
    assert {c for c, kind in kinds.items() if kind == "sector"} == {"applicant", "camera_images"}
    assert {kinds[c] for c in ("prospect", "customer", "former", "quotation", "complaint", "web_log")} == {"customary"}
    customary = [e for e in LAW.entries("periods", "retention") if e["kind"] == "customary"]
    assert not any(e["verified"] for e in customary)
    for entry in (e for e in LAW.entries("periods", "retention") if e["kind"] == "sector"):
        assert (entry["weeks"], entry["whole_months"]) == (4, 1)


def test_grounds_of_refusal_per_right():
    grounds = LAW.entries("rights", "ground")
    own = {}
    for entry in grounds:
        for right in entry["rights"]:
            own.setdefault(right, set()).add(entry.get("ground", entry["id"]))
    five = {"expression", "legal_duty", "public_health", "archive_research", "legal_claims"}  # 17(3)(a)-(e)
    every = {"unfounded", "excessive", "not_identified", "uavg_41"}
    assert own["erasure"] == five | every | {"not_covered"}
    assert own["objection"] == {"overriding_interest", "legal_claims", "not_covered"} | every
    assert own["portability"] == {"rights_of_others", "not_covered"} | every
    assert "objection_marketing" not in own
    assert {e["id"]: e["refusable"] for e in LAW.entries("rights")}["objection_marketing"] is False
    assert {e["id"] for e in LAW.entries("rights") if e.get("passed_on")} == {"rectification", "erasure", "restriction"}
    assert [e["letter"] for e in LAW.entries("rights", "interest")] == list("abcdefghij")
    assert all(e["burden_article"] for e in grounds)


# ---------------------------------------------------------------- where a term ends
ANSWERS = [  # received, last day, last day after extension
    ("2026-03-05", "2026-04-07", "2026-06-05"),
    ("2026-08-31", "2026-09-30", "2026-11-30"),
    ("2025-03-05", "2025-04-07", "2025-06-05"),
    ("2026-01-31", "2026-03-02", "2026-04-30"),
    ("2024-01-31", "2024-02-29", "2024-04-30"),
    ("2025-11-30", "2025-12-30", "2026-03-02"),
    ("2025-03-27", "2025-04-28", "2025-06-27"),
]


@pytest.mark.parametrize(("received", "last", "extended"), ANSWERS)
def test_last_day_for_an_answer(received, last, extended):
    assert CALENDAR.end("answer", day(received)) == day(last)
    assert CALENDAR.end("answer", day(received), extended=True) == day(extended)


def test_six_weeks_for_the_court_and_what_the_calendar_refuses():
    assert CALENDAR.end("petition", day("2026-03-02")) == day("2026-04-13")
    assert CALENDAR.end("petition", day("2026-02-23")) == day("2026-04-07")  # Easter Monday moves on
    with pytest.raises(ValueError):
        CALENDAR.end("breach", day("2026-03-02"))


def test_seven_years_after_the_year_of_the_invoice():
    assert calendar.year_end(day("2022-06-15"), 7) == day("2029-12-31")  # example of the tax authority
    assert calendar.year_end(day("2022-01-01"), 9) == day("2031-12-31")  # VAT on property, first use 2022
    assert calendar.year_end(day("2022-12-31"), 10) == day("2032-12-31")  # one-stop shop


@settings(max_examples=300, deadline=None, derandomize=True)
@given(DAYS, st.integers(0, 120))
def test_the_cut_off_is_the_first_start_that_is_still_within_its_term(on, months):
    first = calendar.earliest_start(on, lambda start: calendar.month_end(start, months))
    assert calendar.month_end(first, months) >= on
    assert calendar.month_end(first - timedelta(days=1), months) < on


def test_counting_back_months_would_go_wrong():
    on = day("2026-02-28")
    assert calendar.month_end(on, -1) == day("2026-01-28") and calendar.month_end(day("2026-01-31"), 1) == on
    assert calendar.earliest_start(day("2026-03-01"), lambda d: calendar.month_end(d, 1)) == day("2026-02-01")
    assert calendar.month_end(day("2026-01-01"), 10**6) == date.max == calendar.week_end(on, 10**9)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.dates(date(2018, 5, 25), date(2035, 12, 31)), st.integers(0, 60))
def test_an_end_is_a_working_day_and_never_goes_back(start, stopped):
    one, two = (CALENDAR.end("answer", start + timedelta(days=n), stopped=stopped) for n in (0, 1))
    assert CALENDAR.is_working(one) and one <= two
    assert CALENDAR.end("answer", start, stopped=stopped + 1) >= one


@settings(max_examples=20, deadline=None, derandomize=True)
@given(st.lists(st.dates(date(1900, 1, 1), date(2199, 12, 31)), min_size=1, max_size=20))
def test_days_are_numbered_alike_in_the_engine(found):
    import narwhals as nw

    crm = avgkit.Crm.of({"contacts": [{"id": str(n), "customer_since": d} for n, d in enumerate(found)]})
    frame = crm.contacts.select("customer_since", n=calendar.number(nw.col("customer_since")))
    assert all(row["n"] == row["customer_since"].toordinal() for row in crm.engine.arrow(frame).to_pylist())


def test_ends_bound_to_the_engine_stand_beside_each_day_once():
    crm = avgkit.Crm.of({"contacts": [{"id": "1"}]})
    days = [day("2026-01-31"), day("2026-01-31"), day("2026-03-05")]
    frame = calendar.bound(crm, days, "obtained", notice_by=lambda d: calendar.month_end(d, 1))
    rows = {row["obtained"]: row["notice_by"] for row in crm.engine.arrow(frame).to_pylist()}
    assert rows == {days[0]: day("2026-02-28"), days[2]: day("2026-04-05")}
    assert crm.engine.arrow(calendar.bound(crm, [], notice_by=lambda d: d)).num_rows == 0


# ---------------------------------------------------------------- the dry run of a clean-up
def test_a_dry_run_counts_every_contact_once_and_agrees_with_the_check():
    made = avgkit.generate_crm(people=900, seed=4)
    rows = cleanup(made.crm, made.policy, LAW)
    scan = avgkit.scan(made.crm, made.policy, on=LAW.on, themes=["retention"])
    result = next(r for r in scan.results if r.check == "retention-overdue")
    counted = {}
    for row in rows:
        counted[row["action"]] = counted.get(row["action"], 0) + row["contacts"]
    assert sum(counted.values()) == result.items == 900
    assert sum(counted.get(a, 0) for a in ("erase", "erase_profile_keep_invoice", "anonymise")) == result.violations
    assert counted["erase_profile_keep_invoice"] and counted["hold"] and counted.get("unknown", 0) == result.unknown
    found = scan.findings("retention-overdue")
    since = {row["category"]: row["kept_since"] for row in rows}
    assert all(row.started.date() < since[row.category] for row in found.itertuples())


def test_a_dry_run_without_a_schedule_says_that_nobody_can_tell():
    crm = avgkit.Crm.of({"contacts": [{"id": "1", "category": "customer"}, {"id": "2"}]})
    rows = cleanup(crm, avgkit.Policy.of({"retention": []}), LAW)
    assert [(r["category"], r["action"], r["contacts"], r["kept_since"]) for r in rows] == [
        ("customer", "unknown", 1, None),
        (None, "unknown", 1, None),
    ]
