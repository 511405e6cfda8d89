"""A plan loses nothing, overlaps nowhere, and the date that it promises is right; claims are laid beside counts."""

import io
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

import avgkit
from avgkit import charts, texts, themes
from avgkit.errors import AvgkitError
from avgkit.plans import standing
from avgkit.plans.agenda import schedule, terms, working_day, working_days
from avgkit.plans.drafting import urgency
from avgkit.plans.sheets import workbook
from avgkit.scans import Result
from avgkit.synthetic import generate_crm

MONDAY = date(2026, 11, 23)
CHECK = "message-without-consent"


@pytest.fixture(scope="module")
def scan():
    """A scan with findings and unknowns."""
    made = generate_crm(300, 3)
    return avgkit.scan(made.crm, made.policy, on="2026-11-23")


class Stub:
    """A scan that says what a test wants it to say."""

    def __init__(self, *results, policy=None, values=None):
        self.results, self.law, self.crm = list(results), avgkit.load_law(MONDAY), avgkit.Crm.of({})
        self.policy, self.law_date, self.incomplete = policy or avgkit.Policy(), MONDAY, False
        self.organisation, self.fingerprint, self.given = "", "x", values or {}

    def reasons(self, check, unknown=False):
        return {"unknown_moment": 2}

    def values(self, check, column, unknown=False):
        return self.given.get(column, [])


def result(check=CHECK, items=0, violations=0, unknown=0, **more):
    found = themes.find(check)
    return Result(
        check, found.theme, items=items, violations=violations, unknown=unknown, severity=found.severity, **more
    )


# ---------------------------------------------------------------- time, against a day-by-day account of it
amounts = st.lists(st.integers(1, 60).map(lambda n: Fraction(n, 2)), min_size=1, max_size=12)
weekly = st.sampled_from(["0.1", "1", "2.5", "8", "40", "120"])
days = st.integers(0, 20).map(lambda n: MONDAY + timedelta(days=n))


def worked(start: date, per_day: Fraction, until: date) -> Fraction:
    """The hours worked from the start up to and including a day, counted day by day."""
    count, day = Fraction(0), start
    while day <= until:
        count += per_day if day.weekday() < 5 else 0
        day += timedelta(days=1)
    return count


@settings(max_examples=60, deadline=None, derandomize=True)
@given(amounts, weekly, days)
def test_hours_add_up_and_nothing_overlaps(hours, week, start):
    asked = terms(start, None, week)
    slots = schedule(hours, asked)
    assert [slot.ends - slot.begins for slot in slots] == hours
    assert slots[0].begins == 0 and all(a.ends == b.begins for a, b in pairwise(slots))
    assert all(slot.start <= slot.end and slot.start.weekday() < 5 and slot.end.weekday() < 5 for slot in slots)
    assert all(a.end <= b.end and a.start <= b.start for a, b in pairwise(slots))
    assert slots[0].start >= start


@settings(max_examples=40, deadline=None, derandomize=True)
@given(amounts, st.sampled_from(["2.5", "8", "40", "120"]), days)
def test_the_date_that_is_promised_is_right(hours, week, start):
    open_ended = schedule(hours, terms(start, None, week))
    first = open_ended[-1].end
    assert (
        worked(start, Fraction(week) / 5, first) >= sum(hours) > worked(start, Fraction(week) / 5, first - timedelta(1))
    )
    assert all(slot.fits for slot in schedule(hours, terms(start, first, week)))
    if first > start:
        assert not schedule(hours, terms(start, first - timedelta(days=1), week))[-1].fits


@settings(max_examples=40, deadline=None, derandomize=True)
@given(amounts, weekly, days, st.integers(0, 90))
def test_beginning_at_the_latest_start_is_still_in_time(hours, week, start, later):
    target = start + timedelta(days=later)
    slots = schedule(hours, terms(start, target, week))
    fitting = [slot for slot in slots if slot.fits]
    assert all(
        slot.fits is (slot.end <= target and slot.ends <= worked(start, Fraction(week) / 5, target)) for slot in slots
    )
    assert [slot.fits for slot in slots] == sorted((slot.fits for slot in slots), reverse=True)
    for place, slot in enumerate(fitting):
        assert slot.start <= slot.latest_start <= target
        rest = sum((s.ends - s.begins for s in fitting[place:]), Fraction(0))
        assert worked(slot.latest_start, Fraction(week) / 5, target) >= rest
    assert all(slot.latest_start is None for slot in slots if not slot.fits)


def test_working_days_are_monday_to_friday():
    saturday = date(2026, 11, 28)
    assert [working_day(saturday, n) for n in (0, 4, 5)] == [date(2026, 11, 30), date(2026, 12, 4), date(2026, 12, 7)]
    assert working_day(date(2026, 11, 29), 0) == date(2026, 11, 30)
    assert working_days(MONDAY, date(2026, 11, 29)) == 5 and working_days(saturday, date(2026, 11, 29)) == 0
    assert working_days(MONDAY, MONDAY) == 1 and working_days(MONDAY, date(2026, 12, 6)) == 10


def test_by_hand():
    """Eight hours a week is 1.6 hours a day: six hours end on the fourth day, and four more on the seventh."""
    first, second = schedule([Fraction(6), Fraction(4)], terms(MONDAY, "2026-11-30", 8))
    assert (first.start, first.end) == (MONDAY, date(2026, 11, 26))
    assert (second.start, second.end) == (date(2026, 11, 26), date(2026, 12, 1))
    assert (first.fits, second.fits) == (True, False)
    assert first.latest_start == date(2026, 11, 25)  # 9.6 hours fit; 3.6 may pass before it begins: on the third day


# ---------------------------------------------------------------- wrong terms
@pytest.mark.parametrize("hours", ["0", "-8", 0, -1, "nan", "inf", "1e999999999", "veel", 0.05, 10_001, True, "1/3"])
def test_impossible_hours_are_refused(hours):
    with pytest.raises(AvgkitError, match="hours-per-week"):
        terms(MONDAY, None, hours)


@pytest.mark.parametrize(
    ("hours", "meant"), [("7,5", "7.5"), ("8", "8"), (0.1, "0.1"), (10_000, "10000"), (None, "8"), ("", "8")]
)
def test_hours_as_people_write_them(hours, meant):
    assert terms(MONDAY, None, hours).hours_per_week == Fraction(meant)


def test_wrong_terms_are_told_at_once():
    with pytest.raises(AvgkitError) as error:
        terms("gisteren", "2026-02-30", 0)
    assert len(error.value.problems) == 3


def test_a_target_before_the_start_or_in_the_past_is_refused():
    with pytest.raises(AvgkitError, match=r"22 november 2026.*23 november 2026"):
        terms(MONDAY, MONDAY - timedelta(days=1))
    with pytest.raises(AvgkitError, match="--start"):
        terms(None, "2020-01-01", on=MONDAY)
    with pytest.raises(AvgkitError, match="2199"):
        terms(MONDAY, "9999-12-31")
    assert terms(MONDAY, MONDAY).capacity == Fraction(8, 5)


# ---------------------------------------------------------------- measures: none lost, in order, each with its ground
def test_every_finding_and_every_unknown_is_in_the_plan(scan):
    made = avgkit.plan(scan, lang="nl")
    fixed = {(line.measure.checks[0], line.measure.count) for line in made.lines if line.measure.kind == "fix"}
    asked = {(line.measure.checks[0], line.measure.count) for line in made.lines if line.measure.kind == "find_out"}
    assert fixed == {(r.check, r.violations) for r in scan.results if r.violations}
    assert asked == {(r.check, r.unknown) for r in scan.results if r.unknown} and fixed and asked
    assert made.hours == sum(line.measure.hours for line in made.lines)
    assert [line.number for line in made.lines] == list(range(1, len(made.lines) + 1))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_line_cites_its_check_and_its_articles(scan, lang):
    for line in avgkit.plan(scan, lang=lang).to_dict()["lines"]:
        check = themes.find(line["checks"][0])
        assert line["articles"] == list(check.articles)
        assert check.words("title", lang) in line["title"] and line["reason"] and line["owner"] and line["hours"] > 0
        if line["kind"] == "fix":
            assert line["measure"] == check.words("measure", lang) and line["hours"] == check.hours
            assert texts.share(line["count"], line["items"], lang) in line["reason"]


def test_order_is_severity_then_known_then_number_then_urgency(scan):
    lines = [line.measure for line in avgkit.plan(scan).lines]
    rank = {"high": 0, "medium": 1, "low": 2}
    keys = [(rank[m.severity], m.kind != "fix", -m.count) for m in lines]
    assert keys == sorted(keys) and len({m.severity for m in lines}) == 3


def test_urgency_in_law():
    """A running clock first (12(3), 33), then the tier of 83(5), then that of 83(4), then what stands in neither."""
    law = avgkit.load_law(MONDAY)
    order = ["AVG 33(1)", "AVG 5(2)", "AVG 30(1)(f)", "AVG 55"]  # 55 is no part of 5, and in neither list
    ranks = [urgency(law, [ref])["rank"] for ref in order]
    assert ranks == sorted(set(ranks))
    assert urgency(law, ["AVG 55"])["title"] is None
    assert urgency(law, order)["rank"] == ranks[0]


@pytest.mark.parametrize("ref", ["AVG 10", "AVG 8", "AVG 44", "AVG 58"])
def test_tiers_as_the_law_has_them(ref):
    """AVG 83(4) names 8; 83(5) names 44 to 49 (and orders under 58 are not infringements of an article here)."""
    ranks = {"AVG 10": 4, "AVG 8": 3, "AVG 44": 2, "AVG 58": 4}
    assert urgency(avgkit.load_law(MONDAY), [ref])["rank"] == ranks[ref]


def test_the_owner_is_whom_the_policy_names():
    rows = [{"id": "1", "name": "Mail", "purposes": "offers;news", "owner": "head of sales"}]
    rows.append({"id": "2", "name": "Care", "purposes": "care", "owner": "nobody here"})
    known = [{"id": name, "direct_marketing": True} for name in ("offers", "news", "care")]
    policy = avgkit.Policy.of({"activities": rows, "purposes": known})
    (line,) = avgkit.plan(Stub(result(items=5, violations=1), policy=policy, values={"purpose": ["news"]})).lines
    assert (line.measure.owner, line.measure.owner_from) == ("head of sales", "policy")
    (line,) = avgkit.plan(Stub(result(items=5, violations=1), policy=policy, values={"purpose": ["other"]})).lines
    assert (line.measure.owner, line.measure.owner_from) == (themes.find(CHECK).words("who", "nl"), "check")


def test_what_was_not_judged_becomes_work_too():
    left = [result(name, status="not run", reason="r") for name in (CHECK, "message-without-optout")]
    failed = result("consent-without-proof", status="failed", reason="ValueError")
    made = avgkit.plan(Stub(*left, failed), target="2027-06-01")
    assert {line.measure.kind for line in made.lines} == {"repeat", "supply"}
    told = {check for line in made.lines for check in line.measure.checks}
    assert told == {r.check for r in (*left, failed)} and made.met is True


def test_each_missing_table_is_asked_for_once_with_all_that_waits_for_it():
    names = (CHECK, "message-without-optout", "consent-without-proof")
    left = [result(name, status="not run", reason="r") for name in names]
    made = avgkit.plan(Stub(*left), lang="en")
    asked = {line.measure.title: set(line.measure.checks) for line in made.lines}
    waiting = {name: set(themes.find(name).needs) for name in names}
    assert len(asked) == len({need for needs in waiting.values() for need in needs})
    messages = next(checks for title, checks in asked.items() if "(messages)" in title)
    assert messages == {name for name, needs in waiting.items() if "crm.messages" in needs}
    assert made.answer().endswith(texts.say("plan.answer_more", "en"))


def test_nothing_to_do():
    made = avgkit.plan(Stub(result(items=9)), target="2026-12-01", lang="nl")
    assert (made.lines, made.met, made.hours, made.first_date) == ([], True, 0, MONDAY)
    assert made.answer() == texts.say("plan.answer_nothing", "nl")
    assert load_workbook(io.BytesIO(workbook(made))).sheetnames[0] == "Plan"


GOLDEN = {
    "nl": "Er zijn 2 maatregelen, samen 14 uur. De einddatum 30 november 2026 is niet haalbaar. "
    "1 maatregel (8 uur) is dan nog niet klaar. Alles kan klaar zijn op 3 december 2026.",
    "en": "There are 2 measures, 14 hours in all. The target date 30 November 2026 cannot be met. "
    "1 measure (8 hours) is not ready by then. Everything can be ready on 3 December 2026.",
}


@pytest.mark.parametrize("lang", GOLDEN)
def test_the_answer_in_plain_words(lang):
    """6 + 8 hours at 8 a week: nine days; on Monday 30 November 9.6 hours are done."""
    two = result(items=10, violations=4), result("consent-without-proof", items=10, violations=3)
    assert avgkit.plan(Stub(*two), target="2026-11-30", lang=lang).answer() == GOLDEN[lang]


def test_a_date_that_can_be_met_says_so():
    one = result(items=10, violations=4)
    said = avgkit.plan(Stub(one), target="2026-11-26", lang="nl").answer()
    assert said == (
        "Er is 1 maatregel, samen 6 uur. De einddatum 26 november 2026 is haalbaar: "
        "alles kan klaar zijn op 26 november 2026."
    )
    assert avgkit.plan(Stub(one), target="2026-11-25").met is False


def test_json_has_all_that_the_plan_says(scan):
    told = avgkit.plan(scan, target="2026-12-20", lang="en").to_dict()
    assert told["met"] is False and told["not_fitting"] == [x["number"] for x in told["lines"] if not x["fits"]]
    assert told["hours"] == sum(line["hours"] for line in told["lines"])
    assert told["hours_available"] == 20 * 8 / 5 and told["first_date"] == max(x["end"] for x in told["lines"])
    assert told["assumptions"] and told["standing"]


# ---------------------------------------------------------------- the workbook
def test_nothing_in_the_workbook_can_run(scan):
    owner = "=HYPERLINK(1)"
    rows = [{"id": "1", "name": "Mail", "purposes": "offers", "owner": owner}]
    policy = avgkit.Policy.of({"activities": rows, "purposes": [{"id": "offers", "direct_marketing": True}]})
    made = avgkit.plan(Stub(result(items=5, violations=1), policy=policy, values={"purpose": ["offers"]}), lang="en")
    book = load_workbook(io.BytesIO(workbook(made)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]
    (found,) = [cell for cell in cells if cell.value == owner]
    assert found.data_type == "s" and found.quotePrefix


def test_the_workbook_holds_the_plan(scan, tmp_path):
    made = avgkit.plan(scan, target="2026-12-20", lang="nl")
    path = made.write(tmp_path / "new" / "plan.xlsx")
    book = load_workbook(path)
    assert book.sheetnames == ["Plan", "Niet op tijd", "Volwassenheid", "Uitgangspunten"]
    rows = list(book["Plan"].iter_rows(min_row=2, values_only=True))
    assert [row[1] for row in rows] == [line.measure.title for line in made.lines]
    hours = [c.value for c in book["Plan"][1]].index("Uren")
    assert sum(row[hours] for row in rows) == made.hours
    assert book["Niet op tijd"].max_row - 1 == len(made.left) > 0
    assert made.answer() in [row[1] for row in book["Uitgangspunten"].iter_rows(values_only=True)]
    assert workbook(made) == workbook(made) and [p.name for p in path.parent.iterdir()] == ["plan.xlsx"]


def test_a_workbook_that_cannot_be_written_is_told(scan, tmp_path):
    made = avgkit.plan(scan)
    (tmp_path / "folder.xlsx").mkdir()
    for path in (tmp_path / "folder.xlsx", tmp_path / "plan.csv"):
        with pytest.raises(AvgkitError):
            made.write(path)
    assert [p.name for p in tmp_path.iterdir()] == ["folder.xlsx"]


# ---------------------------------------------------------------- maturity beside the measurement
def stand(*results, level=None, **claim):
    rows = [{"theme": "consent", "level": level, **claim}] if level else []
    policy = avgkit.Policy.of({"assessment": rows})
    return next(one for one in standing(Stub(*results, policy=policy)) if one.name == "consent")


CEILINGS = [  # records judged, findings, unknown, the highest level that fits: our own rule, both sides of each line
    (100, 51, 0, 1),
    (100, 50, 0, 2),
    (100, 6, 0, 2),
    (100, 5, 0, 3),
    (100, 1, 0, 3),
    (19, 19, 0, 3),  # of fewer than twenty a share says little
    (20, 20, 0, 1),
    (100, 0, 6, 3),
    (100, 0, 5, 4),
    (100, 0, 0, 5),
]


@pytest.mark.parametrize(("items", "violations", "unknown", "level"), CEILINGS)
def test_the_measured_ceiling(items, violations, unknown, level):
    assert stand(result(items=items, violations=violations, unknown=unknown)).ceiling == level


def test_what_did_not_run_keeps_the_highest_level_out_of_reach():
    done, left = result(items=100), result("consent-without-proof", status="not run")
    assert stand(done, left).ceiling == 4
    assert stand(left).ceiling is None and stand(left).outcome == "not_measured"
    assert stand(result(items=0)).ceiling is None


def test_the_worst_check_decides_however_large_the_others_are():
    small, large = result(items=20, violations=11), result("consent-without-proof", items=1_000_000)
    assert stand(small, large).ceiling == 1 and stand(small, large).worst == (CHECK, 11, 20)


def test_a_plan_of_ones_own_is_no_failing_practice():
    low = Result("theme-below-target", "maturity", items=12, violations=12, severity="low")
    (one,) = [s for s in standing(Stub(low)) if s.kind == "theme"]
    assert one.ceiling is None and one.violations == 12


def test_you_say_four_the_scan_counts():
    one = stand(result(items=4_870, violations=312), level=4)
    assert one.outcome == "contradicted"
    said = one.sentence("nl")
    assert said.startswith("U zegt niveau 4.") and "312 van 4.870 (6,4\u00a0%)" in said and "hooguit niveau 2" in said
    assert one.sentence("en").startswith("You say level 4.") and "312 of 4,870 (6.4%)" in one.sentence("en")
    assert stand(result(items=4_870, violations=312), level=2).outcome == "fits"
    assert stand(result(items=4_870)).outcome == "not_claimed"


def test_a_claim_that_is_none_is_not_compared():
    policy = avgkit.Policy.of({"assessment": [{"theme": "consent", "level": 9}, {"theme": "rights", "level": 2}]})
    (one,) = [s for s in standing(Stub(result(items=5), policy=policy)) if s.name == "consent"]
    assert one.level is None
    rows = [{"theme": "consent", "level": 2}, {"theme": "consent", "level": 3}]
    (one,) = [
        s for s in standing(Stub(result(items=5), policy=avgkit.Policy.of({"assessment": rows}))) if s.name == "consent"
    ]
    assert one.level is None


def test_principles_gather_their_themes(scan):
    by_name = {one.name: one for one in avgkit.plan(scan).standing}
    consent, choice = by_name["consent"], by_name["choice_consent"]
    assert (choice.violations, choice.items, choice.ceiling) == (consent.violations, consent.items, consent.ceiling)
    assert len([one for one in by_name.values() if one.kind == "principle"]) == 10


# ---------------------------------------------------------------- the figure
def bars(count):
    rows = range(1, count + 1)
    return [
        {"title": f"{n}. <x> $y$", "hours": "6 uur", "start": MONDAY, "end": MONDAY + timedelta(days=n), "fits": n < 3}
        for n in rows
    ]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("target", [None, MONDAY, date(2026, 12, 1), date(2199, 12, 31)])
@pytest.mark.parametrize("count", [1, 20, 90])
def test_the_figure_says_what_it_shows(lang, target, count):
    chart = charts.over_days(bars(count), MONDAY, target, lang)
    assert len(chart.rows) == count and chart.rows[0][0] == "1. <x> $y$" and "<x>" not in chart.svg
    assert texts.number(count, lang) in chart.alt and chart.height < 900
    if target:
        assert texts.day(target, lang) in chart.alt
    assert chart.svg == charts.over_days(bars(count), MONDAY, target, lang).svg


def test_a_plan_without_measures_has_a_page():
    from avgkit.pages import PlanBook

    book = PlanBook(avgkit.plan(Stub(result(items=9)), lang="nl"))
    assert "<img" not in book.answer().html and book.lines().html == ""
    assert texts.say("plan.answer_title_nothing", "nl") in book.answer().html


def test_names_on_the_page_are_data_not_markup():
    from avgkit.pages import PlanBook

    evil = "<script>alert(1)</script>"
    rows = [{"id": "1", "name": "Mail", "purposes": "offers", "owner": evil}]
    policy = avgkit.Policy.of({"activities": rows, "purposes": [{"id": "offers", "direct_marketing": True}]})
    made = avgkit.plan(Stub(result(items=5, violations=1), policy=policy, values={"purpose": ["offers"]}), lang="en")
    assert evil not in PlanBook(made).lines().html and "&lt;script&gt;" in PlanBook(made).lines().html
