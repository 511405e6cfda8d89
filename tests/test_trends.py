"""What became of findings over time: words, run files, the page, the summary, the exit code."""

import json
import multiprocessing
import sys
from dataclasses import replace
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import avgkit
from avgkit import cli, pages, texts, trends
from avgkit.cli.options import CLEAN, FINDINGS, INCOMPLETE, exit_code
from avgkit.law import load_law
from avgkit.tables import Source
from avgkit.themes import checks, find
from avgkit.trends import comparing, folder, lawful, runs, summary
from avgkit.trends.runs import Judged, Run

CHECK = "message-without-consent"
EARLY, LATE = "2026-06-01", "2026-11-01"


def marks(names) -> frozenset:
    return frozenset(runs.mark("salt", CHECK, name) for name in names)


def judged(items=100, found=(), doubt=(), keys=True, **other) -> Judged:
    """A check with these records found and in doubt; without keys only their numbers are kept."""
    kept = {"found": marks(found), "doubt": marks(doubt)} if keys else {}
    return Judged("consent", "done", "high", items, len(found), len(doubt), **{"law": "same", **kept, **other})


def run(one: Judged | None = None, tables=None, **other) -> Run:
    about = {"law_date": date(2026, 10, 1), "fingerprint": "f", "made_on": date(2026, 10, 2), "whose": "w", "cut": ""}
    about |= {"scope": (), "number": 1, "salt": "salt", "inputs": "i", "law": "l", "version": "1"} | other
    about["tables"] = {"messages": (500, 0), "contacts": (100, 0)} if tables is None else tables
    return Run(**about, checks={CHECK: one} if one else {})


def change(before: Judged | None, now: Judged | None, sides: dict | None = None) -> comparing.Change:
    then, here = ((sides or {}).get(name, {}) for name in ("before", "now"))
    return comparing.compare(run(before, **then), run(now, **here))[0]


# ---------------------------------------------------------------- the words
@pytest.mark.parametrize(
    ("before", "now", "word"),
    [
        ("", "", "same"),
        ("ab", "ab", "same"),
        ("ab", "cd", "same"),
        ("abc", "ab", "better"),
        ("ab", "abc", "worse"),
        ("", "a", "new"),
        ("ab", "", "solved"),
        # What is unknown now, or was then, may be a finding: no gain and no loss is told of it.
        ("abc", "a|bc", "unclear"),
        ("abc", "a|c", "better"),
        ("a", "|a", "unclear"),
        ("|a", "a", "unclear"),
        ("a|b", "ab", "unclear"),
        ("a|b", "abc", "worse"),
        ("|a", "ab", "worse"),
        ("ab|c", "|c", "solved"),
    ],
)
@pytest.mark.parametrize("keys", [True, False])
def test_the_word_for_a_change(before, now, word, keys):
    then, here = (judged(found=one.partition("|")[0], doubt=one.partition("|")[2], keys=keys) for one in (before, now))
    assert change(then, here).word == word


def test_which_records_are_new_solved_or_no_longer_told():
    found = change(judged(found="abcd", doubt="x"), judged(found="cxyz", doubt="d"))
    assert (found.fresh, found.gone, found.lost, found.shown) == (3, 2, 1, 1)
    found = change(judged(found="abcd", keys=False), judged(found="cxyz"))
    assert (found.fresh, found.gone) == (None, None)
    assert change(judged(found="a"), judged(found="a"), {"now": {"salt": "other"}}).fresh is None


EMPTY = Judged("consent", "done", "high", 0, 0, 0)
NO_TABLE = Judged("consent", "not run", "high", 0, 0, 0)
FAILED = Judged("consent", "failed", "high", 0, 0, 0)
SOME, LESS = judged(found="ab"), judged(found="a")


@pytest.mark.parametrize(
    ("before", "now", "word", "why"),
    [
        (SOME, None, "stopped", "not_asked"),
        (SOME, NO_TABLE, "stopped", "no_table"),
        (SOME, FAILED, "stopped", "failed"),
        (SOME, EMPTY, "stopped", "empty"),
        (None, SOME, "begun", "not_asked"),
        (NO_TABLE, SOME, "begun", "no_table"),
        (NO_TABLE, NO_TABLE, "not_judged", "no_table"),
        (SOME, replace(SOME, law="other"), "law", ""),
    ],
)
def test_what_was_judged_once_or_by_other_law_is_no_trend(before, now, word, why):
    found = change(before, now)
    assert (found.word, found.why) == (word, why)


@pytest.mark.parametrize(
    ("tables", "word", "why"),
    [
        ({"messages": (500, 3)}, "not_comparable", "unread"),
        ({"messages": (200, 0)}, "not_comparable", "rows"),
        ({"messages": (1200, 0)}, "not_comparable", "rows"),
        ({"contacts": None}, "not_comparable", "tables"),
        ({"": (0, 1)}, "not_comparable", "unread"),  # a file that was not opened may hold anything
        # Rows that go one by one are ordinary, half of a handful may be chance, and other tables are another matter.
        ({"messages": (260, 0)}, "better", ""),
        ({"consents": (7, 0)}, "better", ""),
        ({"files": (3, 9)}, "better", ""),
    ],
)
def test_other_inputs_are_told_instead_of_a_trend(tables, word, why):
    usual = {"messages": (500, 0), "contacts": (100, 0), "consents": (20, 0)}
    changed = {name: rows for name, rows in (usual | tables).items() if rows}
    for sides in ((usual, changed), (changed, usual)):
        then, here = ({"tables": one} for one in sides)
        assert change(SOME, LESS, {"before": then, "now": here}).why == why
    assert change(SOME, LESS, {"before": {"tables": usual}, "now": {"tables": changed}}).word == word


RECORDS = st.frozensets(st.sampled_from("abcdef"))
SIDES = st.one_of(st.none(), st.just(NO_TABLE), st.just(EMPTY), st.tuples(RECORDS, RECORDS, st.booleans()))
MIRROR = {"better": "worse", "solved": "new", "begun": "stopped"}
MIRROR |= {there: back for back, there in MIRROR.items()}


def side(drawn) -> Judged | None:
    if not isinstance(drawn, tuple):
        return drawn
    found, doubt, keys = drawn
    return judged(found=found, doubt=doubt - found, keys=keys)


@settings(max_examples=25, deadline=None)
@given(SIDES, SIDES)
def test_a_change_back_has_the_opposite_word_and_the_numbers_add_up(first, second):
    then, here = side(first), side(second)
    if then is None and here is None:
        return
    there, back = change(then, here), change(here, then)
    assert back.word == MIRROR.get(there.word, there.word)
    for one, first, last in ((there, then, here), (back, here, then)):
        if one.word in comparing.COMPARED and one.fresh is not None:
            assert first.violations - one.gone - one.lost + one.fresh == last.violations
    if there.word in comparing.COMPARED:
        assert (back.lost, back.shown) == (there.shown, there.lost)
    for one in (then, here):
        if one is not None:
            assert change(one, one).word in ("same", "not_judged")


@pytest.mark.parametrize(
    ("words", "together"),
    [
        (("same", "same"), "same"),
        (("worse", "same"), "worse"),
        (("better", "law"), "better"),
        (("better", "worse"), "mixed"),
        (("new", "solved"), "mixed"),
        (("solved", "same"), "solved"),
        (("law", "law"), "law"),
        (("law", "begun"), "not_comparable"),
        (("unclear", "same"), "unclear"),
    ],
)
def test_a_theme_has_one_word_that_hides_nothing(words, together):
    sides = {"new": ("", "a"), "worse": ("a", "ab"), "better": ("ab", "a"), "solved": ("a", ""), "same": ("", "")}
    made = []
    for number, word in enumerate(words):
        then, here = (judged(found=one) for one in sides.get(word, ("a", "a")))
        made.append(comparing.Change(f"c{number}", "consent", word, "", then, here))
    assert comparing.themes(made)[0].word == together


# ---------------------------------------------------------------- the law
def test_a_rule_that_changed_is_told_and_one_that_was_only_dated_anew_is_not():
    now, before = lawful.Rules(load_law("2026-11-01")), date(2026, 6, 1)
    days = {day for day, ref in now.changed(find(CHECK), before) if ref.startswith("Tw 11.7")}
    assert days == {date(2026, 7, 1)}
    assert not now.changed(find(CHECK), date(2026, 7, 1))
    assert now.of(find(CHECK)) != lawful.Rules(load_law("2026-06-01")).of(find(CHECK))
    # Each ground of AVG 9(2) has an entry until and one from 1 September 2026 that ask the same.
    cited = {ref for _, ref in now.changed(find("special-field-without-exception"), before)}
    assert not any(ref.startswith("AVG 9(2)") for ref in cited)


def test_every_check_knows_its_rules_and_no_day_between_changes_none():
    one, two = (lawful.Rules(load_law(day)) for day in ("2026-10-01", "2026-10-02"))
    assert [one.of(check) for check in checks()] == [two.of(check) for check in checks()]
    assert not any(two.changed(check, date(2026, 10, 1)) for check in checks())


# ---------------------------------------------------------------- two scans of one firm
@pytest.fixture(scope="module")
def firm():
    return avgkit.generate_crm(people=60, seed=3)


@pytest.fixture(scope="module")
def scans(firm, tmp_path_factory):
    """The firm by the law of two days, in two themes; each in a folder of its own."""
    place = tmp_path_factory.mktemp("scans")
    themes = ["consent", "rights"]
    return [avgkit.scan(firm.crm, firm.policy, on=day, themes=themes, out=place / day) for day in (EARLY, LATE)]


@pytest.fixture(scope="module")
def since(scans, tmp_path_factory):
    place = tmp_path_factory.mktemp("runs")
    trends.follow(scans[0], keep=place)
    return trends.follow(scans[1], keep=place)


def test_without_an_earlier_run_all_findings_are_new_and_that_is_said(scans, tmp_path):
    first = trends.follow(scans[0], keep=tmp_path)
    assert first.before is None and first.remarks == [texts.say("trends.first")]
    assert first.new == sum(result.violations for result in scans[0].results) > 0
    again = trends.follow(scans[0], keep=tmp_path)
    assert len(list(tmp_path.iterdir())) == 1 and again.now == first.now and again.before is None


def test_the_change_is_that_of_the_findings_themselves(scans, since):
    assert since.before.law_date == date(2026, 6, 1) and since.exact and not since.problems
    early, late = scans
    for one in since.changes:
        then, here = (set(scan.values(one.check, "key")) for scan in (early, late))
        assert one.fresh == len(here - then), one.check
        assert one.gone == len(then - here - set(late.values(one.check, "key", True))), one.check
    assert since.new == sum(one.fresh for one in since.changes) > 0
    compared = [one for one in since.changes if one.word in comparing.COMPARED]
    assert since.new - since.apart == sum(one.fresh for one in compared)
    law = next(one.check for one in since.changes if one.word == "law")
    assert replace(since, fresh={law: 2, compared[0].check: 3}).apart == 2
    then, here = (
        sum(side.violations for side in sides) for sides in zip(*((c.before, c.now) for c in compared), strict=True)
    )
    assert then - since.solved - sum(one.lost for one in compared) + since.new - since.apart == here
    told = since.to_dict()
    assert sum(told["words"].values()) == len(late.results) and told["words"]["law"]
    assert {rule["article"][:6] for rule in told["law"]} >= {"Tw 11."}


def test_a_run_is_small_and_holds_no_key(scans, since, tmp_path):
    path = folder.keep(since.now, tmp_path)
    text = path.read_text("utf-8")
    assert path.name.startswith("2026-11-01-") and len(text) < 20_000
    keys = {str(key) for result in scans[1].results for key in scans[1].values(result.check, "key")}
    assert len(keys) > 20 and not any(f'"{key}"' in text or key in text for key in keys if len(key) > 3)
    assert scans[1].organisation not in text
    assert runs.read(path) == since.now


def test_results_tell_the_change_without_any_key(scans, tmp_path):
    out = scans[1].folder
    trends.follow(scans[0], keep=tmp_path)
    found = trends.follow(scans[1], out=out, runs=tmp_path)
    results = json.loads((out / "results.json").read_text("utf-8"))
    assert results["trend"] == json.loads(json.dumps(found.to_dict())) and results["accepted_findings"] is None
    assert (out / "runs" / found.now.name).is_file() and not (tmp_path / found.now.name).exists()
    keys = {str(key) for result in scans[1].results for key in scans[1].values(result.check, "key")}
    assert not any(f'"{key}"' in json.dumps(results["trend"]) for key in keys)


def test_only_runs_of_the_same_organisation_and_part_are_compared(scans, tmp_path):
    trends.follow(scans[0], keep=tmp_path)
    other = trends.follow(scans[1], runs=tmp_path, cut="team Verkoop ../<x>")
    assert other.before is None and other.remarks[1] == texts.say("trends.others_one", n="1")
    assert "/" not in other.now.name and "<" not in other.now.name
    folder.keep(replace(other.now, law_date=date(2026, 1, 1)), tmp_path)
    assert trends.follow(scans[1], runs=tmp_path, cut="team Verkoop ../<x>").before.law_date == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("names", "files", "same"),
    [
        (("Firma A", "firma a "), ("x.csv", "y.csv"), True),
        (("Firma A", "Firma B"), ("x.csv", "x.csv"), False),
        (("", ""), ("export-2026-11.csv", "export-2026-12.csv"), True),  # nothing is declared: the file of this month
        (("", ""), ("leden.csv", "klanten.csv"), False),
    ],
)
def test_whose_a_run_is(names, files, same):
    made = [
        SimpleNamespace(organisation=n, sources=[Source("contacts", file=f)]) for n, f in zip(names, files, strict=True)
    ]
    assert (runs.whose(made[0]) == runs.whose(made[1])) is same


def test_a_run_of_other_themes_is_compared_only_where_both_judged(firm, scans, tmp_path):
    few = avgkit.scan(firm.crm, firm.policy, on=EARLY, themes=["rights"])
    trends.follow(few, keep=tmp_path)
    found = trends.follow(scans[1], runs=tmp_path)
    assert texts.say("trends.other_scope") in found.remarks
    assert {one.word for one in found.changes if one.theme != "rights"} <= {"begun", "not_judged"}
    # Once there is a run of the same themes, that one is the measure, also when the other is later.
    trends.follow(scans[0], keep=tmp_path)
    folder.keep(replace(runs.made(few, number=9), law_date=date(2026, 10, 1)), tmp_path)
    assert trends.follow(scans[1], runs=tmp_path).before.scope == ("consent", "rights")


def test_too_many_findings_are_counted_and_told_as_a_lower_bound(scans, tmp_path, monkeypatch):
    monkeypatch.setattr(runs, "MOST", 3)
    trends.follow(scans[0], keep=tmp_path)
    found = trends.follow(scans[1], keep=tmp_path)
    assert not found.exact and texts.say("trends.not_exact") in found.remarks and found.solved is None
    sums = [sum(result.violations for result in scan.results) for scan in scans]
    assert max(0, sums[1] - sums[0]) <= found.new <= sums[1]


# ---------------------------------------------------------------- files that are no run
def broken(text: str, **changes) -> str:
    return json.dumps(json.loads(text) | changes)


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        (lambda text: "", "run_broken"),
        (lambda text: text[: len(text) // 2], "run_broken"),
        (lambda text: "[]", "run_broken"),
        (lambda text: "{}", "run_broken"),
        (lambda text: "[" * 100_000, "run_broken"),
        (lambda text: broken(text, format=2), "run_newer"),
        (lambda text: broken(text, format="1"), "run_broken"),
        (lambda text: broken(text, law_date="gisteren"), "run_broken"),
        (lambda text: broken(text, number=-1), "run_broken"),
        (lambda text: broken(text, checks=[]), "run_broken"),
        (lambda text: text.replace('"items":', '"itemz":'), "run_broken"),
        (lambda text: text.replace('"found":"', '"found":"AAAAAAA'), "run_broken"),
    ],
)
def test_a_file_that_is_no_whole_run_is_told_and_skipped(wrong, key, since, tmp_path):
    text = runs.to_text(since.now)
    folder.keep(since.before, tmp_path)
    (tmp_path / "2026-10-01-x.json").write_text(wrong(text), "utf-8")
    (tmp_path / ".2026-10-02-y.json-1a2b").write_text("half", "utf-8")
    found = folder.read(tmp_path)
    assert found.runs == [since.before] and found.problems == [texts.say(f"trends.{key}", file="2026-10-01-x.json")]


def test_a_file_of_bytes_or_a_folder_is_told_too(tmp_path):
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\x00")
    (tmp_path / "b.json").mkdir()
    assert len(folder.read(tmp_path, tmp_path / "nothing").problems) == 2


def _write(place, number):
    for round in range(5):
        folder.keep(run(SOME, fingerprint=f"w{number}-{round % 2}", number=number), place)


def test_writers_at_the_same_time_leave_whole_runs(tmp_path):
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    writers = [context.Process(target=_write, args=(tmp_path, number)) for number in (1, 1, 2)]
    [writer.start() for writer in writers]
    [writer.join(60) for writer in writers]
    found = folder.read(tmp_path)
    assert not found.problems and {one.fingerprint for one in found.runs} == {"w1-0", "w1-1", "w2-0", "w2-1"}
    assert all(path.suffix == ".json" and path.name[0] != "." for path in tmp_path.iterdir())


def test_what_a_report_made_is_moved_beside_the_runs_of_others(tmp_path):
    made, kept = tmp_path / "work" / "runs", tmp_path / "out" / "runs"
    path = folder.keep(run(SOME), made)
    folder.keep(run(SOME, fingerprint="other"), kept)
    folder.place(made, kept)
    assert {one.fingerprint for one in folder.read(kept).runs} == {"f", "other"} and not made.exists()
    folder.keep(run(judged(found="abc")), made)
    folder.place(made, kept)  # the same inputs: the one that stands there stays
    assert runs.read(kept / path.name) == run(SOME)


# ---------------------------------------------------------------- exit codes
ONE = {"check": CHECK, "violations": 2, "severity": "high"}


@pytest.mark.parametrize(
    ("fail_on", "complete", "accepted", "new", "code"),
    [
        (None, True, 0, 2, CLEAN),
        ("high", True, 0, 0, FINDINGS),
        ("high", True, 1, 0, FINDINGS),
        ("high", True, 2, 0, CLEAN),
        ("new", True, 0, 2, FINDINGS),
        ("new", True, 0, 0, CLEAN),
        ("new", False, 0, 2, INCOMPLETE),
        ("high", False, 0, 0, INCOMPLETE),
        ("new", True, 0, None, FINDINGS),  # a report that keeps no runs: every finding counts
    ],
)
def test_exit_codes_in_order(fail_on, complete, accepted, new, code):
    results = {"complete": complete, "results": [ONE]}
    results["accepted_findings"] = {"checks": {CHECK: {"accepted": accepted}}} if accepted else None
    results |= {} if new is None else {"trend": {"new": new}}
    assert exit_code(results, fail_on) == code


def test_the_command_tells_the_change_and_ends_with_the_code_of_what_is_new(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "firm").mkdir()
    (tmp_path / "firm" / "contacts.csv").write_text("id,kind\nP1,natural\n")
    (tmp_path / "firm" / "consents.csv").write_text("id,contact,choice,at\n")
    (tmp_path / "firm" / "messages.csv").write_text(
        "id,contact,channel,kind,sent_at\nM1,P1,email,marketing,2026-03-01\n"
    )

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["avgkit", "scan", "--crm", "firm", "--themes", "consent", *words])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        return stop.value.code, *capsys.readouterr()

    code, out, _ = call("--on", EARLY, "--fail-on", "new")
    assert code == FINDINGS and texts.say("trends.first") in out
    code, out, _ = call("--on", "2026-06-02", "--fail-on", "new", "--summary", "s.md")
    assert code == CLEAN and texts.say("trends.fail_on_new", n=texts.say("trends.new_findings_more", n="0")) in out
    assert texts.day(date(2026, 6, 1)) in out and len(list((tmp_path / "findings" / "runs").iterdir())) == 2
    assert (tmp_path / "s.md").read_text("utf-8").startswith("**AVG-scan: ")
    code, out, err = call("--fail-on", "newer", "--summary", "s.txt", "--accept-findings", "none.csv")
    assert code == 2 and err.count("\n") == 3 and "s.txt" in err and "none.csv" in err


# ---------------------------------------------------------------- the page and the summary
def three(since) -> trends.Since:
    """The same with one more run before it."""
    older = replace(since.before, law_date=date(2026, 3, 1), fingerprint="older")
    return replace(since, earlier=[older, *since.earlier])


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_tells_the_change_with_a_figure_its_words_and_its_table(scans, since, lang):
    book = pages.Book(scans[1], lang, since=three(since))
    html = book.since().html
    assert 'id="since"' in html and 'href="#since"' in book.contents().html
    judged_each = {c for c, one in since.now.checks.items() if one.judged and since.before.checks[c].judged}
    count = texts.number(sum(since.now.checks[c].violations for c in judged_each), lang)
    caption = texts.say("trends.chart_caption_more", lang, n=len(judged_each))
    assert f'alt="{caption}. ' in html and f'<td class="n">{count}</td>' in html
    for theme in since.themes:
        assert texts.say(f"trends.word_{theme.word}", lang) in book.front().html
    assert texts.day(since.before.law_date, lang) in html


def test_a_report_without_a_run_before_it_does_not_speak_of_one(scans, tmp_path):
    book = pages.Book(scans[1], "nl", since=trends.follow(scans[1], keep=tmp_path))
    assert book.since().html == "" and "#since" not in book.contents().html
    assert pages.Book(scans[1], "nl").since().html == ""
    assert texts.say("trends.theme_since", "nl", word="") not in book.front().html


def test_an_index_of_reports_tells_the_change_in_a_few_words(since):
    told = summary.brief(since.to_dict())
    assert told["new"] == since.new and told["worse"] == since.count("worse", "new")
    assert texts.day(since.before.law_date, "nl") in summary.briefly(told, "nl")
    quiet = told | {"worse": 0, "better": 0, "new": 0}
    assert summary.briefly(quiet, "en") == texts.say("trends.briefly", "en", day="1 June 2026", words="same", new="0")
    assert summary.briefly(summary.brief({"before": None}), "nl") == summary.briefly(None) == ""


NAMES = [
    ("Fietsen & Zn. (Den Helder)", "Fietsen & Zn. (Den Helder)"),
    ("@everyone <!channel> @here", "everyone channel here"),
    ("**vet** [klik](http://boos.example)", "vet klik (http / / boos. example)"),
    ("# Kop\n- lijst\n\n| a | b |", "Kop - lijst a b"),
    ("<script>alert(1)</script>`code`", "script alert(1) / script code"),
    ("www.boos.example &#64;allen", "www. boos. example & 64 allen"),
    ("Zaak\u202e\u200b2", "Zaak 2"),
    ("Élan Ünlü 北京 2", "Élan Ünlü 北京 2"),
    ("", ""),
]


@pytest.mark.parametrize(("name", "shown"), NAMES)
def test_a_name_makes_no_markup_no_link_and_no_mention(name, shown):
    said = summary.plain(name)
    assert said == shown and not set(said) & set("@<>[]`*_#|~!:\n\\")
    assert len(summary.plain("x" * 500)) <= 80


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_summary_is_short_and_has_no_key(scans, since, lang, tmp_path):
    results = scans[1].to_dict() | {"organisation": "@everyone `x`", "complete": False}
    assert texts.say("trends.sum_incomplete", lang) in summary.lines(summary.facts(results), lang)
    results["sources"][0] |= {"rows_unread": 7}
    results |= {"trend": since.to_dict(), "accepted_findings": {"accepted": 3, "expired": 1, "checks": {}}}
    summary.write(tmp_path / "s.md", results, "out/<b>`@x`.html", lang)
    text = (tmp_path / "s.md").read_text("utf-8")
    told = [line for line in text.splitlines() if line]
    assert 5 <= len(told) <= 10 and "@" not in text and "<" not in text.replace("(< ", "(")
    total = {name: sum(getattr(result, name) for result in scans[1].results) for name in ("violations", "items")}
    assert texts.share(total["violations"], total["items"], lang) in text
    unread = {"rows_unread": 7, "values_unread": 0, "files_unread": 1}
    assert texts.say("trends.sum_unread", lang, **unread) in text
    assert texts.day(date(2026, 11, 1), lang) in text and texts.say("trends.sum_advice", lang) in text
    keys = {str(key) for result in scans[1].results for key in scans[1].values(result.check, "key")}
    assert not any(key in text for key in keys if len(key) > 4)
    summary.write(tmp_path / "s.json", results, "out", lang)
    found = json.loads((tmp_path / "s.json").read_text("utf-8"))
    assert (
        found["findings"] == total["violations"] and found["new"] == since.new and found["organisation"] == "everyone x"
    )
