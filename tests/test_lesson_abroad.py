"""The lessons on transfers, on maturity and on then and now: their cases and their tables say what the law says."""

import re
from collections import defaultdict

import pytest

import avgkit
from avgkit import texts
from avgkit.exercises.making import maker
from avgkit.exercises.varying import vary
from avgkit.lessons import tables_maturity, tables_then_and_now, tables_transfers

LAW = avgkit.load_law(on="2026-11-23")
# The verdict on each template, in the order of the page: f = finding, c = in order, u = unknown. Reasoned from the law.
EXPECTED = {
    "transfer-without-ground": "cfcfufccfccf",
    "processor-without-agreement": "cfffcfccu",
    "processor-outside-register": "cfcffccu",
    "foreign-order-unescalated": "fccfcfcu",
    "lead-authority": "cfcfcfcuf",
    "officer-missing": "cffcfcuc",
    "breach-reported-late": "cffcfccfcfuf",
    "breach-people-not-told": "fccfccu",
    "breach-not-recorded": "ccccfff",
    "claim-without-evidence": "ccccfffuc",
    "theme-below-target": "fffcccc" + "uu",
}
LETTERS = {True: "f", False: "c", None: "u"}


def made(check: str, lang: str = "nl"):
    return maker(check, None, None, LAW, ("class",), 7, lang)


@pytest.mark.parametrize("check", EXPECTED)
def test_every_case_of_a_template_gets_the_verdict_that_the_law_gives(check):
    found = defaultdict(set)
    for row in made(check).pool.rows(set()):
        found[int(row["template"])].add(LETTERS[row["violates"]])
    assert {number: "".join(sorted(seen)) for number, seen in found.items()} == dict(enumerate(EXPECTED[check], 1))


@pytest.mark.parametrize("check", EXPECTED)
def test_cases_that_look_alike_are_judged_alike(check):
    one, looks = made(check), defaultdict(set)
    for record in one.records([row["key"] for row in one.pool.rows(set())])[0]:
        looks[record.cells].add(record.violates)
    assert [look for look, verdicts in looks.items() if len(verdicts) > 1] == []


def test_a_case_may_carry_its_own_day():
    """The same facts, before and after the end of Privacy Shield: the day stands among the facts and decides."""
    one = made("transfer-without-ground")
    rows = [row for row in one.pool.rows(set()) if row["template"] in ("1", "2")]
    records = one.records([row["key"] for row in rows])[0]
    assert len({record.cells[1:] for record in records}) == 1
    assert {record.violates for record in records if re.search(r"2018|2019", record.cells[0])} == {False}
    assert {record.violates for record in records if re.search(r"2021|2022|2023", record.cells[0])} == {True}


def test_a_risk_that_is_unlikely_reads_otherwise_than_a_risk_that_nobody_assessed():
    one = made("breach-reported-late")
    rows = {row["template"]: row["key"] for row in one.pool.rows(set())}
    unlikely, nobody = one.records([rows["6"], rows["12"]])[0]
    assert (unlikely.cells[3], nobody.cells[3]) == ("onwaarschijnlijk", "niet beoordeeld")


def test_of_several_establishments_only_those_are_shown_for_which_the_flag_is_yes():
    one = made("lead-authority")
    rows = [row for row in one.pool.rows(set()) if row["template"] in ("2", "6", "8")]
    for record in one.records([row["key"] for row in rows])[0]:
        places, central, decides = (record.cells[n] for n in (2, 3, 4))
        if record.row["template"] == "8":
            assert decides == texts.say("lesson.none", "nl")
        else:
            assert central in places and decides in places and central != decides


def test_facts_can_be_drawn_together_and_moments_by_the_hour():
    template = {
        "a.country": {"any": ["DE", "FR", "NL"]},
        "a.lead": {"any": ["de", "fr", "nl"], "with": "a.country"},
        "a.aware": {"from": "2026-03-02", "to": "2026-03-20", "at": ["09:10", "16:40"]},
        "a.told": {"after": "a.aware", "hours": [10, 20]},
    }
    seen = [vary(template, ("seed", n)) for n in range(60)]
    assert all(one["a.lead"] == one["a.country"].lower() for one in seen) and len({o["a.lead"] for o in seen}) == 3
    assert {one["a.aware"][11:] for one in seen} == {"09:10", "16:40"}
    assert len({one["a.told"] for one in seen}) > 20 and all(one["a.told"] > one["a.aware"] for one in seen)


# ---------------------------------------------------------------- tables
def rows(page, number: int = 0) -> list[tuple]:
    """The rows of one of the tables of a page."""
    return list([block for block in page.blocks if hasattr(block, "rows")][number].rows)


def test_the_clock_of_a_breach_runs_through_the_weekend():
    hours, aware, ends = rows(tables_transfers.breach_clock(LAW, "2026-06-19 16:45", "nl"))
    assert hours[1] == "72 uur"
    assert (aware[1], ends[1]) == ("vrijdag 19 juni 2026 16:45", "maandag 22 juni 2026 16:45")


def test_the_same_supplier_flips_on_the_days_of_the_law():
    days = tables_then_and_now.days_of_change(LAW, "countries", "adequacy", "US")
    assert [day.isoformat() for day in days] == ["2020-07-15", "2020-07-16", "2023-07-09", "2023-07-10"]
    facts = {"processors.country": "US", "processors.mechanism": "adequacy", "processors.in_scope": True}
    page = tables_then_and_now.on_days("transfer-without-ground", facts, days, "nl", ("instrument",), "caption_us")
    assert [row[1][0] for row in rows(page)] == ["●", "▲", "▲", "●"]


def test_fines_start_where_the_guidelines_say():
    """Turnover 5 million, high tier, serious: 20 to 100 % of 20 million, of which 0.3 to 2 % (law.md 14.2)."""
    page = tables_transfers.fines(LAW, "AVG 44", "en")
    assert len(rows(page)) == 4
    small = next(row for row in rows(page, 1) if row[0].startswith("5,000,000") and row[1] == texts.word("high", "en"))
    assert small[2:] == ("12,000 to 400,000 euro", "20,000,000 euro")


def test_of_a_fine_the_outcome_after_appeal_is_told():
    (media,) = rows(tables_transfers.decisions(LAW, "en", ("dpg_media",)))
    assert (media[2], media[3]) == ("525,000 euro", "262,500 euro")


def test_the_claims_of_then_and_now_add_up_and_two_of_them_turned():
    every = rows(tables_then_and_now.claims(LAW, "en"))
    counted = rows(tables_then_and_now.counts(LAW, "en"))
    assert sum(int(row[1]) for row in counted) == sum(int(row[2]) for row in counted) == len(every) == 23
    assert [row[0] for row in every if row[2] != row[3]] == ["19", "20"]


def test_some_claims_are_told_before_their_verdict_and_counted_after_it():
    some = ["bsn", "privacy_shield", "us_adequacy"]
    told = rows(tables_then_and_now.said(LAW, "en", some))
    assert len(told) == 3 and not any(shape in cell for row in told for cell in row for shape in "●◐▲")
    counted = rows(tables_then_and_now.counts(LAW, "en", some))
    assert sum(int(row[1]) for row in counted) == 3
    assert int(counted[0][1]) - int(counted[0][2]) == 2, "two of the three no longer hold entirely"


def test_only_the_last_changes_are_told_and_they_end_with_the_newest():
    last, every = (rows(tables_then_and_now.changes(LAW, "en", most=most)) for most in (2, 1000))
    assert last == every[-2:] and len(every) > 2


def test_the_countries_that_need_no_safeguard_follow_the_day_of_the_law():
    def listed(day):
        page = tables_transfers.free(avgkit.load_law(on=day), "en")
        return {row[0]: row[1].split(", ") for row in rows(page)}

    before, now = listed("2021-06-01"), listed("2026-11-23")
    assert len(now["member of the EU"]) == 27 and now["in the EEA as well"] == ["Iceland", "Liechtenstein", "Norway"]
    assert "United Kingdom" in now["decision"] and "United Kingdom" not in before["decision"]
    assert "United States" in now["decision in part"] and "United States" not in before["decision in part"]


@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_maturity_lays_the_claim_beside_the_count_and_the_plan_in_time(lang):
    firm = avgkit.generate_crm(people=200, seed=1)
    scan = avgkit.scan(firm.crm, firm.policy, on=LAW.on)
    plan = avgkit.plan(scan, target="2026-12-01", hours_per_week=4, start=LAW.on, lang=lang)
    assert [row[3] for row in rows(tables_maturity.levels(LAW, lang))] == [
        texts.say("errors.yes" if needed else "errors.no", lang) for needed in (False, False, True, True, True)
    ]
    assert len(rows(tables_maturity.standing(plan))) == len(rows(tables_maturity.paper(lang))) == 12
    assert [row[0] for row in rows(tables_maturity.first_lines(plan, 5))] == ["1", "2", "3", "4", "5"]
    chart = tables_maturity.gantt(plan)
    assert len(chart.rows) == len(plan.lines) and chart.alt
    assert plan.met is False and plan.answer() in repr(tables_maturity.answer(plan))
