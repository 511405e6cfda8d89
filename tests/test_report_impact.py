"""The report on impact: the outcome of the checks for every activity, claims beside evidence, and nothing of people."""

import json

import pytest

from avgkit import reports, texts, themes
from avgkit.pages.impacted import ImpactBook, _outcome
from tests.reporting import ON, demo, flat, leaks, linked, made

PIECES = ("masthead", "contents", "front", "needs", "blueprint", "measures")


def page(scan, lang="nl"):
    """The whole page of a scan, and the book it comes from."""
    book = ImpactBook(scan, lang)
    html = "".join(getattr(book, name)().html for name in PIECES)
    return book, html + book.theme("impact").html + book.unjudged().html + book.method().html


def activity(key, **more):
    return {"id": key, "name": f"activiteit {key}", "role": "controller", "criteria": "none"} | more


# ---------------------------------------------------------------- is a DPIA needed
def test_the_outcome_of_each_activity_is_that_of_the_check():
    scan, _ = demo()
    book, html = page(scan)
    rows = themes.find("assessment-missing").verdict(scan.crm, scan.policy, scan.law).collect("pyarrow")
    verdict = {row["key"]: row for row in rows.rows(named=True)}
    assert {a["key"]: a["dpia"] for a in book.activities} == {key: row["dpia"] for key, row in verdict.items()}
    for one in book.activities:
        met = [text.split(".")[0] for text in one["met"]]
        assert met == [n for n in (verdict[one["key"]]["criteria_numbers"] or "").split(";") if n]
        assert sorted(met + one["not_met"] + one["unknown"]) == sorted(str(n) for n in range(1, 10))
        assert one["why"] and all(article for _, article in one["why"]) and one["name"] in flat(html)
    assert sum(book.counts.values()) == len(verdict) == len(book.activities)
    for check in ("assessment-missing", "assessment-stale", "assessment-incomplete", "consultation-missing"):
        for state in ("finding", "unknown"):
            keys = {
                a["key"] for a in book.activities for v in a["verdicts"] if (v["check"], v["state"]) == (check, state)
            }
            assert keys == set(scan.findings(check, unknown=state == "unknown")["key"])
    assert linked(html) and not leaks(html)


CASES = [
    (activity("1", article_35_3="a"), "required", "AVG 35(3)"),
    (activity("2", categories="gezondheid", large_scale=True), "required", "AVG 35(3)"),
    (activity("3", ap_list="profiling", large_scale=True, systematic=True), "required", "AVG 35(4)"),
    (activity("4", criteria="evaluation_scoring;vulnerable_subjects"), "likely", "AVG 35(1)"),
    (activity("5", criteria="evaluation_scoring"), "not_required", "AVG 35(1)"),
    (activity("6"), "not_required", "AVG 35(1)"),
    (activity("7", criteria=None), "unknown", "AVG 35(1)"),
]


def test_each_outcome_names_its_article():
    policy = {"activities": [row for row, *_ in CASES] + [activity("8", role="processor", article_35_3="a")]}
    book, html = page(made({}, policy, ["impact"]))
    assert {a["key"]: (a["dpia"], a["why"][0][1]) for a in book.activities} == {r["id"]: (d, a) for r, d, a in CASES}
    assert book.counts == {"required": 3, "likely": 1, "unknown": 1, "not_required": 2}
    unknown = next(a for a in book.activities if a["key"] == "7")
    assert unknown["unknown"] == [str(n) for n in range(1, 10)] and not unknown["met"] and not unknown["not_met"]
    assert texts.say("impact_report.for_others", "nl", n=1) in flat(html)


def test_large_scale_that_was_denied_does_not_count():
    book, _ = page(made({}, {"activities": [activity("1", criteria=None, large_scale=False)]}, ["impact"]))
    assert book.activities[0]["not_met"] == ["5"] and "5" not in book.activities[0]["unknown"]


# ---------------------------------------------------------------- the blueprint
@pytest.mark.parametrize(
    ("claim", "seen", "outcome"),
    [
        ("yes", "ok", "shown"),
        ("yes", "unknown", "claimed"),
        ("yes", "nothing", "claimed"),
        ("yes", "finding", "contradicted"),
        ("no", "ok", "finding"),
        ("no", "finding", "finding"),
        ("unknown", "ok", "unknown"),
        ("unknown", "finding", "contradicted"),
        ("none", "nothing", "unknown"),
        ("none", "finding", "contradicted"),
    ],
)
def test_a_claim_alone_is_no_evidence_and_evidence_alone_is_no_record(claim, seen, outcome):
    assert _outcome(claim, seen) == outcome


def test_every_step_points_at_checks_that_there_are():
    steps = demo()[0].law.entries("blueprint", "step")
    named = {check for step in steps for check in step["checks"]}
    assert len(named) > 15 and named <= {check.id for check in themes.checks()}


def test_claims_stand_beside_what_the_scan_counts():
    scan, _ = demo()
    book, html = page(scan)
    results, rows = {r.check: r for r in scan.results}, dict(scan.policy.keyed("activities"))
    for process in book.processes:
        own = [row for row in rows.values() if row["process"] == process["id"]]
        assert len(process["activities"]) == len(own)
        for step in process["steps"]:
            assert step["of"] == len(own)
            for told in step["evidence"]:
                r = results[told["check"]]
                state = "finding" if r.violations else "unknown" if r.unknown else "ok" if r.items else "nothing"
                assert told["state"] == state
                if r.violations:
                    assert texts.share(r.violations, r.items, "nl") == told["words"]
    missing = {key for key in scan.findings("blueprint-step-missing")["key"]}
    lacking = {p["id"] for p in book.processes for s in p["steps"] if s["claim"] == "no"}
    assert lacking == {rows[key]["process"] for key in missing}
    undescribed = {p["id"] for p in book.processes if p["verdicts"]}
    assert undescribed == set(scan.findings("process-not-described")["key"])
    assert all(p["title"] in flat(html) for p in book.processes)


def test_a_step_that_is_recorded_and_works_is_shown():
    steps = "step_purpose;step_basis;step_notice;step_minimal;step_term"
    policy = {"activities": [activity("1", process="lead_intake", privacy_steps=steps)]}
    policy["purposes"] = [{"id": "service", "basis": "contract", "direct_marketing": False}]
    book, _ = page(made({}, policy, ["impact", "minimisation"]))
    of = {s["title"]: s for p in book.processes if p["id"] == "lead_intake" for s in p["steps"]}
    assert of["Grondslag kiezen"]["outcome"] == "shown" and of["Grondslag kiezen"]["claim"] == "yes"
    assert of["Bewaartermijn instellen"]["outcome"] == "claimed"  # the scan left that theme out
    less = {"activities": [policy["activities"][0] | {"privacy_steps": "step_purpose"}]}
    book, _ = page(made({}, less, ["impact"]))
    of = {s["title"]: s["outcome"] for p in book.processes if p["id"] == "lead_intake" for s in p["steps"]}
    assert of["Grondslag kiezen"] == "finding" and of["Doel vaststellen"] == "claimed"


def test_measures_are_those_of_the_checks_with_a_finding():
    scan, _ = demo()
    book, _ = page(scan)
    text = flat(book.measures().html)
    found = [r for r in scan.results if r.theme == "impact" and r.violations]
    assert found and all(" ".join(themes.find(r.check).words("measure", "nl").split()) in text for r in found)
    clean = [r for r in scan.results if r.status == "done" and not r.violations and r.theme != "impact"]
    assert not [r for r in clean if themes.find(r.check).words("measure", "nl") in text]


# ---------------------------------------------------------------- nothing there, and hostile input
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_without_a_register_the_page_says_so(lang):
    book, html = page(made({}, {}, ["impact"]), lang)
    assert texts.say("impact_report.no_activities", lang) in flat(html) and linked(html)
    assert not book.activities and all(s["claim"] == "none" for p in book.processes for s in p["steps"])


def test_hostile_names_are_shown_as_they_are():
    evil = '"><script>alert(1)</script>'
    _, html = page(made({}, {"activities": [activity("<i>", name=evil, process="export")]}, ["impact"]))
    assert "<script>" not in html and "&lt;script&gt;" in html


# ---------------------------------------------------------------- the form
def form(book, folder) -> str:
    """All that the Word form says."""
    import docx

    doc = docx.Document(str(book.write(folder)[0]))
    told = [p.text for p in doc.paragraphs]
    return "\n".join(told + [cell.text for t in doc.tables for row in t.rows for cell in row.cells])


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_form_holds_every_activity_with_its_outcome_and_room_to_decide(lang, tmp_path):
    scan, _ = demo()
    book, _ = page(scan, lang)
    text = form(book, tmp_path)
    for one in book.activities:
        assert one["name"] in text
    count = {dpia: text.count(book.say("form_outcome", outcome=book.say(f"dpia_{dpia}"))) for dpia in book.counts}
    assert count == book.counts
    assert text.count(book.say("form_decision")) == len(book.activities)
    met = sum(len(one["met"]) for one in book.activities)
    assert text.split("\n").count(book.say("form_met")) == met and not leaks(text)


def test_a_form_without_a_register_or_with_hostile_names_is_a_form(tmp_path):
    assert texts.say("impact_report.no_activities", "nl") in book_text(made({}, {}, ["impact"]), tmp_path)
    name = "=1+1\x07<w:p> & \u202e"
    text = book_text(made({}, {"activities": [activity("1", name=name)]}, ["impact"]), tmp_path)
    assert "=1+1" in text and "<w:p> &" in text and "\x07" not in text and "\u202e" not in text


def book_text(scan, folder) -> str:
    return form(ImpactBook(scan, "nl"), folder)


# ---------------------------------------------------------------- the whole report
def test_the_report_is_made_without_people(tmp_path):
    _, folder = demo()
    done = reports.report("impact", on=ON, lang="en", out=tmp_path, parameters={"scanned": str(folder)})
    html = done.html.read_text("utf-8")
    shown = "".join(
        "".join(o["data"]["text/html"])
        for c in json.loads(done.ipynb.read_text("utf-8"))["cells"]
        for o in c.get("outputs", [])
    )
    assert not leaks(html) and not leaks(shown) and linked(html) and len(html.encode()) < 400_000
