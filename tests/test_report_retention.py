"""The report on retention: true to the scan and to a count of its own, sums that close, and silent about people."""

import json
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import avgkit
from avgkit import reports, texts
from avgkit.derived.cleanup import ACTIONS
from avgkit.pages.kept import KeptBook
from tests.reporting import ON, demo, flat, leaks, linked, made, sheets

DAY = date.fromisoformat(ON)
PIECES = ("masthead", "contents", "front", "schedule", "late", "dry_run", "ahead", "unjudged", "method")


def page(scan, lang="nl", **more):
    """The whole page of a scan, and the book it comes from."""
    book = KeptBook(scan, lang, **more)
    html = "".join(getattr(book, name)().html for name in PIECES[:-2])
    return book, html + book.theme("retention").html + book.unjudged().html + book.method().html


def line(category, months, start="last_contact_at", after="erase", **more):
    return {"category": category, "months": months, "start": start, "reason": "nodig", "after": after} | more


def contact(key, category, days_ago=None, **more):
    last = DAY - timedelta(days=days_ago) if days_ago is not None else None
    return {"id": key, "category": category, "last_contact_at": last, "created_at": date(2018, 1, 1)} | more


POLICY = {
    "retention": [
        line("prospect", 12),
        line("partner", 12, after="anonymise"),
        line("supplier", 12, after="keep"),
        line("customer", 24, start="customer_until"),
    ]
}
CRM = {
    "contacts": [
        *(contact(f"P{n}", "prospect", 500) for n in range(3)),
        *(contact(f"Q{n}", "prospect", 360) for n in range(6)),
        contact("H1", "prospect", 900, hold=True),
        contact("H2", "prospect", 10, hold=True),
        contact("N1", "prospect"),
        contact("B1", "prospect", 800),
        *(contact(f"A{n}", "partner", 400) for n in range(5)),
        *(contact(f"S{n}", "supplier", 400) for n in range(5)),
        *(contact(f"C{n}", "customer", 2000) for n in range(5)),
        *(contact(f"X{n}", None, 10) for n in range(2)),
        contact("O1", "other", 10),
    ],
    "interactions": [{"id": "I1", "contact": "B1", "kind": "purchase", "at": DAY - timedelta(days=700)}],
    "requests": [
        {"id": "R1", "contact": "P1", "kind": "access", "received_at": DAY - timedelta(days=5), "outcome": "open"},
        {"id": "R2", "contact": "P2", "kind": "access", "received_at": DAY - timedelta(days=90), "outcome": "done"}
        | {"answered_at": DAY - timedelta(days=80)},
    ],
}


@pytest.fixture(scope="module")
def small():
    return made(CRM, POLICY, ["retention"])


# ---------------------------------------------------------------- numbers
def test_the_demo_is_counted_as_the_scan_counts_it_and_as_pandas_counts_it():
    scan, _ = demo()
    book, html = page(scan)
    result = next(r for r in scan.results if r.check == "retention-overdue")
    assert (book.total["contacts"], book.go, book.total["unknown"]) == (result.items, result.violations, result.unknown)
    people = scan.crm.frame("contacts")
    months = {r["category"]: (r["months"], r["start"]) for r in scan.policy.rows("retention")}
    counted = {}
    for row in people.to_dict("records"):
        length, start = months[row["category"]]
        begin = row[start]
        over = pd.notna(begin) and (pd.Timestamp(begin) + pd.DateOffset(months=length)).date() < DAY
        held = row["hold"] is not None and pd.notna(row["hold"]) and bool(row["hold"])
        total, go, hold = counted.get(row["category"], (0, 0, 0))
        counted[row["category"]] = (total + 1, go + (over and not held), hold + (over and held))
    assert {
        r["category"]: (
            r["contacts"],
            sum(r[a] for a in ("erase", "anonymise", "erase_profile_keep_invoice")),
            r["hold"],
        )
        for r in book.rows
    } == counted
    assert flat(texts.share(result.violations, result.items, "nl")) in flat(html)


def test_each_contact_gets_the_action_that_its_own_facts_ask(small):
    book, _ = page(small)
    of = {row["category"]: {a: row[a] for a in ACTIONS if row[a]} | {"n": row["contacts"]} for row in book.rows}
    assert of == {
        "prospect": {"erase": 3, "erase_profile_keep_invoice": 1, "hold": 1, "unknown": 1, "keep": 7, "n": 13},
        "partner": {"anonymise": 5, "n": 5},
        "supplier": {"unknown": 5, "n": 5},
        "customer": {"keep": 5, "n": 5},
        "other": {"unknown": 1, "n": 1},
        None: {"unknown": 2, "n": 2},
    }
    assert sorted(row["key"] for row in book.overdue) == ["A0", "A1", "A2", "A3", "A4", "B1", "P0", "P1", "P2"]
    assert [(row["id"], row["overdue"]) for row in book.held] == [("H1", True), ("H2", False)]
    assert len(book.unknown()) == 9 and {row["reasons"] for row in book.unknown() if row["key"] == "N1"} == {
        "unknown_start"
    }


def test_the_dry_run_adds_up_to_all_contacts(small):
    book, html = page(small)
    assert all(sum(row[a] for a in ACTIONS) == row["contacts"] for row in [*book.rows, book.total])
    assert book.total["contacts"] == len(CRM["contacts"]) == small.results[0].items
    assert sum(row["contacts"] for row in book.shown_rows()) == len(CRM["contacts"])
    assert texts.say("retention_report.run_erases_nothing", "nl") in flat(html)


def test_groups_under_five_stand_together(small):
    book, _ = page(small)
    titles = [row["title"] for row in book.shown_rows()]
    # The two smallest are three people together, so the next smallest is hidden as well.
    assert "Anders" not in titles and book.say("no_category") not in titles and len(titles) < len(book.rows)
    assert all(row["contacts"] >= 5 for row in book.shown_rows())


def test_a_request_that_waits_is_told_before_anything_is_erased(small):
    book, html = page(small)
    assert {row["key"]: row["requests"] for row in book.overdue if row["requests"]} == {"P1": ["R1"]}
    assert texts.say("retention_report.front_waiting", "nl", n=1) in flat(html)


def test_the_months_ahead_are_those_of_the_last_days(small):
    book, html = page(small)
    # 360 days ago plus 12 months: the first day after it lies in November 2026.
    counts = {row["first"].isoformat()[:7]: row["contacts"] for row in book.months if row["contacts"]}
    assert counts == {"2026-11": 6} and len(book.months) == 12
    assert ("November 2026 (vanaf de peildatum)", "6") in book.planned()
    assert "H2" not in html.split('id="coming"')[1].split("</section>")[0]


def test_how_long_overdue_is_told_in_words_figures_and_a_table(small):
    book, html = page(small)
    chart = book._chart()
    # A: 35 days over; P: 135 days; B1: 435 days.
    assert [int(n) for _, n in chart.rows] == [5, 3, 1, 0]
    assert chart.alt and chart.alt in html.replace("&#39;", "'") and all(label in flat(html) for label, _ in chart.rows)


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 2000), st.booleans(), st.sampled_from(["erase", "anonymise", "keep"]))), st.data()
)
def test_whatever_the_dates_the_actions_add_up(found, data):
    months = data.draw(st.integers(0, 60))
    kinds = ("prospect", "partner", "supplier")
    after = dict(zip(("erase", "anonymise", "keep"), kinds, strict=True))
    people = [contact(f"K{n}", after[a], days, hold=held) for n, (days, held, a) in enumerate(found)]
    policy = {"retention": [line(kind, months, after=a) for a, kind in after.items()]}
    scan = made({"contacts": people}, policy, ["retention"])
    book = KeptBook(scan)
    result = next(r for r in scan.results if r.check == "retention-overdue")
    assert book.total["contacts"] == result.items == len(people)
    assert book.go == result.violations == len(book.overdue) and book.total["unknown"] == result.unknown


# ---------------------------------------------------------------- the schedule
def test_the_schedule_stands_beside_law_and_norm_with_the_verdicts_of_the_checks():
    scan, _ = demo()
    book, html = page(scan)
    rows = {row["title"]: row for row in book.schedule_rows}
    law = next(e for e in scan.law.entries("periods", "retention") if e["id"] == "tax_records")
    invoice = rows["Factuur"]
    assert str(law["months"]) in invoice["norms"][0]["length"] and law["article"] in invoice["norms"][0]["place"]
    assert [v["check"] for v in invoice["verdicts"]] == ["period-below-statutory"]
    for check in ("category-without-period", "period-without-reason", "period-below-statutory", "period-beyond-norm"):
        for state in ("finding", "unknown"):
            told = [v for r in book.schedule_rows for v in r["verdicts"] if (v["check"], v["state"]) == (check, state)]
            assert len(told) == len(scan.findings(check, unknown=state == "unknown")), check
    assert linked(html)


def test_a_category_that_is_not_declared_is_in_the_list(small):
    book, html = page(small)
    assert [row["title"] for row in book.schedule_rows if not row["declared"]] == ["Anders"]
    assert texts.say("retention_report.not_declared", "nl") in flat(html)


# ---------------------------------------------------------------- nothing there, and hostile input
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    ("crm", "policy"),
    [({}, {}), (CRM, {}), ({"contacts": []}, POLICY), ({}, POLICY), (CRM, {"retention": []})],
    ids=["nothing", "no policy", "no contacts", "no table", "empty schedule"],
)
def test_without_data_the_page_says_what_is_missing(crm, policy, lang, tmp_path):
    scan = made(crm, policy, ["retention"])
    book, html = page(scan, lang)
    if not policy.get("retention"):
        assert texts.say("retention_report.schedule_missing", lang) in flat(html)
    if not book.judged:
        assert texts.say("retention_report.front_not_run", lang) in flat(html) and book.months == []
    else:
        assert book.total["unknown"] == book.total["contacts"] - book.total["hold"]
    assert [p.name for p in book.write(tmp_path)] == [f"retention.{lang}.xlsx"] and linked(html)


def test_hostile_values_are_shown_as_they_are_and_run_nowhere(tmp_path):
    evil = "=cmd|' /C calc'!A0 <script>alert(1)</script>"
    crm = {"contacts": [contact("=1+1<b>", "prospect", 900), contact("@x", "prospect", 900, hold=True)]}
    scan = made(crm, {"retention": [line("prospect", 12, reason=evil) | {"criteria": "+" + evil}]}, ["retention"])
    book, html = page(scan)
    assert "<script>" not in html and "<b>=1" not in html and "=1+1&lt;b&gt;" in html
    xml = sheets(book.write(tmp_path)[0])
    assert "<f>" not in xml and "=1+1&lt;b&gt;" in xml and 'quotePrefix="1"' in xml


# ---------------------------------------------------------------- the whole report
def test_the_report_leaves_a_page_a_notebook_and_a_workbook_without_people(tmp_path):
    _, folder = demo()
    done = reports.report("retention", on=ON, lang="nl", out=tmp_path, parameters={"scanned": str(folder)})
    names = {path.name for path in tmp_path.iterdir()}
    assert {"retention.nl.html", "retention.nl.ipynb", "retention.nl.xlsx"} <= names
    html, xml = done.html.read_text("utf-8"), sheets(tmp_path / "retention.nl.xlsx")
    notebook = json.loads(done.ipynb.read_text("utf-8"))
    shown = "".join("".join(o["data"]["text/html"]) for c in notebook["cells"] for o in c.get("outputs", []))
    assert not leaks(html) and not leaks(xml) and not leaks(shown)
    assert "retention.nl.xlsx" in html and len(html.encode()) < 400_000 and linked(html)
    assert "<f>" not in xml and "C00268" in xml


def test_both_languages_say_the_same_numbers():
    scan, _ = demo()
    book, html = page(scan, "en")
    assert texts.share(book.go, book.total["contacts"], "en") in flat(html) and not leaks(html)
    assert avgkit.checks("retention")[0].words("title", "en") in flat(html)
