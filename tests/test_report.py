"""The report: true to the scan, whole or not at all, and silent about people."""

import html
import json
import os
import re
from base64 import b64decode
from datetime import date, timedelta
from html.parser import HTMLParser
from itertools import pairwise
from types import SimpleNamespace

import pytest
from reporting import demo

import avgkit
from avgkit import charts, pages, reports, texts, themes
from avgkit.errors import AvgkitError
from avgkit.pages import blocks
from avgkit.paths import NOTEBOOKS, PACKAGE
from avgkit.scans import Result, ThemeState

ON = "2026-11-23"


# ---------------------------------------------------------------- two reports, made once
@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The report of the demo in both languages, and a scan of the same data made apart."""
    out, steps = tmp_path_factory.mktemp("reports") / "new" / "folder", []
    nl = reports.report(on=ON, lang="nl", out=out, progress=lambda done, total: steps.append((done, total)))
    en = reports.report(on=ON, lang="en", out=out, command="avgkit report <b>&", parameters={"scanned": str(out)})
    return SimpleNamespace(nl=nl, en=en, scan=demo()[0], out=out, steps=steps)


class Page(HTMLParser):
    """What a reader of a page meets: its tags in order, its text, and the addresses that it asks for."""

    def __init__(self, text: str):
        super().__init__()
        self.tags, self.words, self._quiet = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self._quiet += tag == "style"

    def handle_endtag(self, tag):
        self._quiet -= tag == "style"

    def handle_data(self, data):
        if not self._quiet:
            self.words.append(data)

    @property
    def text(self) -> str:
        return flat(" ".join(self.words))


def flat(text: str) -> str:
    """The text with every kind of white space as one space."""
    return " ".join(text.split())


def read(report) -> str:
    return report.html.read_text(encoding="utf-8")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_numbers_are_those_of_the_scan(made, lang):
    report = getattr(made, lang)
    text = Page(read(report)).text
    for result in made.scan.results:
        assert flat(texts.share(result.violations, result.items, lang)) in text, result.check
        assert {k: getattr(result, k) for k in ("items", "violations", "unknown")}.items() <= next(
            r.items() for r in report.results["results"] if r["check"] == result.check
        )
    for theme in made.scan.themes():
        assert flat(texts.share(theme.violations, theme.items, lang)) in text
    assert flat(texts.day(made.scan.law_date, lang)) in text and made.scan.organisation in text
    for source in made.scan.sources:
        assert source.sha256 in text and source.file in text


def test_evidence_stands_by_key_with_its_reason(made):
    text = Page(read(made.nl)).text
    names = {row["id"]: row["label_nl"] for row in made.scan.policy.rows("purposes")}
    for result in made.scan.results:
        check = themes.find(result.check)
        shown = blocks.FEW_ROWS if blocks.many(made.scan) else blocks.ROWS
        for row in made.scan.findings(result.check, limit=shown).to_dict("records"):
            named = ["purpose", "purposes", "origin", *(["item"] if row.get("kind") == "purpose" else [])]
            for name in named:  # purposes by the names that the policy gives them
                if isinstance(row.get(name), str):
                    row[name] = ";".join(names.get(part) or part for part in row[name].split(";"))
            assert row["key"] in text and flat(texts.word(row["reasons"], "nl")) in text
            told = [name for name in row if name not in ("key", "violates", "reasons", *blocks.OF_CLEAR)]
            for cell in blocks._cells(check, row, told, "nl"):
                assert cell == texts.NOTHING or flat(cell) in text


def test_files_are_whole_and_progress_ends_at_the_end(made):
    names = sorted(path.name for path in made.out.iterdir())
    stems = [f"readiness-scan.{lang}.{kind}" for lang in ("en", "nl") for kind in ("html", "ipynb", "xlsx")]
    assert names == ["findings", *stems, "results.json", "runs"]
    assert len(list((made.out / "runs").iterdir())) == 1  # both languages are one and the same run
    assert {p.stem for p in (made.out / "findings").iterdir()} == {r.check for r in made.scan.results}
    results = json.loads((made.out / "results.json").read_text(encoding="utf-8"))
    assert results == made.en.results and results["findings"] == str(made.out / "findings")
    assert made.steps[-1][0] == made.steps[-1][1] and made.steps == sorted(made.steps)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_asks_nothing_of_another_host(made, lang):
    text = read(getattr(made, lang))
    for tag, attributes in Page(text).tags:
        assert tag not in ("script", "link", "iframe", "object", "embed", "form")
        for name in ("src", "href", "srcset", "data", "poster", "action"):
            place = attributes.get(name, "#")
            beside = tag == "a" and (made.out / place).is_file()  # a file that lies beside the page
            assert beside or place.startswith(("#", "data:image/svg+xml,")), (tag, attributes)
    assert not re.search(r"url\(\s*['\"]?(?!#|%23)|@import", text)
    assert "default-src 'none'" in text and len(text.encode()) < 320_000


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_can_be_read_by_everybody(made, lang):
    tags = Page(read(getattr(made, lang))).tags
    assert next(a for tag, a in tags if tag == "html")["lang"] == lang
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1 and all(b - a <= 1 for a, b in pairwise(levels))
    images = [a for tag, a in tags if tag == "img"]
    # Messages and years; a figure for each theme besides, unless there are so many checks that bars do.
    judged = 0 if blocks.many(made.scan) else sum(theme.items > 0 for theme in made.scan.themes())
    assert len(images) == judged + 2 and all(len(image["alt"]) > 30 for image in images)
    ids = [a["id"] for _, a in tags if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for tag, a in tags if tag == "a" and a["href"].startswith("#")} <= set(ids)
    assert {"header", "nav", "main", "footer", "title"} <= {tag for tag, _ in tags}


def test_no_personal_value_is_shown(made):
    """Names, addresses, numbers and notes of the demo CRM stand in no page and in no notebook."""
    crm = made.scan.crm
    people = crm.frame("contacts")
    personal = ["first_name", "last_name", "email", "phone", "mobile", "bsn", "street"]
    values = {str(v) for column in personal for v in people[column].dropna()}
    values |= set(crm.frame("interactions")["note"].dropna())
    values |= set(crm.frame("users")["name"].dropna())
    assert len(values) > 500
    ordinary = {word for page in PACKAGE.rglob("*.toml") for word in words(page.read_text(encoding="utf-8").lower())}
    values = {v for v in values if v.lower() not in ordinary}  # nobody can tell a Mr Velden from the word for fields
    for report in (made.nl, made.en):
        notebook = json.loads(report.ipynb.read_text(encoding="utf-8"))
        outputs = [o for c in notebook["cells"] for o in c.get("outputs", [])]
        for text in (read(report), "".join("".join(o["data"]["text/html"]) for o in outputs if "data" in o)):
            text = html.unescape(re.sub(r"base64,([^\"]+)", lambda m: b64decode(m[1]).decode(), text))
            assert not values & words(text)
            assert not [v for v in values if v not in words(v) and v in text]


def words(text: str) -> set[str]:
    return set(re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text))


def test_names_are_shown_only_when_asked_for(made):
    key = made.scan.findings("message-without-consent", limit=1)["key"][0]
    message = made.scan.crm.frame("messages", keys=[key])
    name = made.scan.crm.frame("contacts", keys=list(message["contact"]))["last_name"][0]
    before = {path: path.read_bytes() for path in made.out.iterdir() if path.is_file()}
    pages.Book(made.scan, "nl").names(made.out, "12")
    page = made.out / "readiness-scan.nl.met-namen.html"
    told = Page(page.read_text(encoding="utf-8")).text
    until = texts.day(date.today() + timedelta(days=12), "nl")
    assert key in told and name in told and flat(texts.say("named.erase", "nl", day=until)) in told
    assert {path: path.read_bytes() for path in before} == before and made.nl.named is None
    assert os.name == "nt" or page.stat().st_mode & 0o777 == 0o600
    page.unlink()


def test_a_page_with_names_is_refused_where_there_is_none(tmp_path):
    with pytest.raises(AvgkitError) as error:
        reports.report("plan", out=tmp_path / "out", parameters={"reveal": "true"})
    assert "readiness-scan, shadow-files" in error.value.problems[0] and not (tmp_path / "out").exists()
    for wrong in ("0", "x", "367", "1.5"):
        with pytest.raises(AvgkitError, match="reveal_days"):
            reports.report(out=tmp_path / "out", parameters={"reveal": "true", "reveal_days": wrong})


def test_command_is_shown_and_harmless(made):
    assert html.escape("<b>&") in read(made.en).replace("<span>", "").replace("</span>", "")
    assert "avgkit report readiness-scan --on 2026-11-23 --lang nl" in Page(read(made.nl)).text


def test_notebook_tells_no_temporary_place(made):
    text = made.nl.ipynb.read_text(encoding="utf-8")
    assert ".report-" not in text and json.dumps(str(made.out))[1:-1] in text.replace("\\\\", "\\")


def test_notebook_is_committed_without_outputs():
    notebook = json.loads((NOTEBOOKS / "reports" / "readiness-scan.ipynb").read_text(encoding="utf-8"))
    cells = [c for c in notebook["cells"] if c["cell_type"] == "code"]
    assert not any(c["outputs"] or c["execution_count"] for c in cells)
    assert all(len(c["source"]) <= 5 for c in cells if c["metadata"].get("tags") != ["parameters"])
    assert [c["metadata"].get("tags") for c in cells].count(["parameters"]) == 1


# ---------------------------------------------------------------- refused before anything runs
def test_wrong_parameters_are_refused_all_at_once(tmp_path):
    wrong = {"reveel": True, "reveal": "misschien", "lang": "de", "on": "23-11-2026"}
    with pytest.raises(AvgkitError) as error:
        reports.report(crm=tmp_path / "none", format="chinok", out=tmp_path / "out", parameters=wrong)
    said = "\n".join(error.value.problems)
    assert len(error.value.problems) == 6 and "reveal" in error.value.problems[0] and "chinook" in said
    assert not (tmp_path / "out").exists()


def test_unknown_report_is_refused(tmp_path):
    with pytest.raises(AvgkitError, match="readiness-scan"):
        reports.report("readyness-scan", out=tmp_path / "out")


# ---------------------------------------------------------------- pages of awkward scans
class Stub:
    """A scan that says what a test wants it to say."""

    shelf = "findings"

    def __init__(self, *results, crm=None, policy=None, keys=("K1",)):
        self.results, self.law, self.keys = list(results), avgkit.load_law(ON), keys
        self.crm, self.policy = crm or avgkit.Crm.of({}), policy or avgkit.Policy()
        self.law_date, self.incomplete = self.law.on, False
        self.organisation = self.policy.one("organisation")["name"] or ""

    def findings(self, check, limit=None, unknown=False):
        import pandas as pd

        rows = [{"key": k, "violates": None if unknown else True, "reasons": "no_choice"} for k in self.keys]
        facts = {"sent_at": pd.Timestamp(2026, 1, 2), "channel": "email", "purpose": "<i>x", "choice": "none"}
        return pd.DataFrame([row | facts | {"choice_at": None} for row in rows][:limit])

    def unseen(self, check):
        return 0

    def later(self):
        return {}

    def reasons(self, check, unknown=False):
        return {"no_choice": 3}

    def themes(self):
        r = self.results[0]
        state = "not run" if r.status != "done" else "finding" if r.violations else "unknown" if r.unknown else "ok"
        return [ThemeState(r.theme, state, r.items, r.violations, r.unknown, 1, 0)]

    def to_dict(self):
        return {"engine": "duckdb", "fingerprint": "x", "versions": {"avgkit": "0"}}


def book(*args, lang="nl", **more):
    made = pages.Book(Stub(*args, **more), lang)
    parts = (made.masthead(), made.contents(), made.front(), made.judged(), made.unjudged(), made.data(), made.method())
    return "".join(part.html for part in parts)


def result(items=0, violations=0, unknown=0, **more):
    return Result("message-without-consent", "consent", items=items, violations=violations, unknown=unknown, **more)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize(
    ("one", "said"),
    [
        (result(), "nothing_to_judge"),
        (result(items=7), "no_findings"),
        (result(items=9, unknown=9), "unjudged_explained"),
        (result(status="not run", reason="r"), "nothing_judged"),
        (result(items=3_000_000, violations=1_000_000), "worst"),
    ],
)
def test_every_state_has_its_sentence(monkeypatch, one, said, lang):
    monkeypatch.setattr(pages.holdings, "messages", lambda *_: None)  # the stub has no messages to draw
    text = Page(book(one, lang=lang)).text
    assert flat(texts.say(f"report.{said}", lang)) in text
    if one.violations:
        assert flat(texts.share(one.violations, one.items, lang)) in text and texts.number(999_999, lang) in text


def test_names_and_keys_are_data_not_markup(monkeypatch):
    monkeypatch.setattr(pages.holdings, "messages", lambda *_: None)
    evil = "<script>alert(1)</script>"
    policy = avgkit.Policy.of({"organisation": [{"name": evil, "kind": "commercial"}]})
    page = book(result(items=3, violations=2), policy=policy, keys=(evil, "{{ 7*7 }}"))
    assert evil not in page and "<i>x" not in page and page.count(html.escape(evil)) >= 2 and "{{ 7*7 }}" in page


def test_small_groups_cannot_be_worked_out():
    from avgkit.pages.holdings import shown_groups

    assert shown_groups({"NL": 50, "BE": 9, "DE": 3}) == ({"NL": 50}, ["DE", "BE"], 12)
    assert shown_groups({"NL": 50, "BE": 2, "DE": 3}) == ({"NL": 50}, ["DE", "BE"], 5)
    assert shown_groups({"NL": 50, "BE": 1, "DE": 1})[1:] == (["BE", "DE", "NL"], 52)
    assert shown_groups({"NL": 50, "BE": 5}) == ({"NL": 50, "BE": 5}, [], 0)


# ---------------------------------------------------------------- how it looks
def test_bars_show_every_part():
    assert charts.bar_sizes(999_999, 1, 0)[1] > 0.5 and charts.bar_sizes(0, 0, 0) == [0, 0, 0]
    assert sum(charts.bar_sizes(10, 1, 1_000_000)) == pytest.approx(100)


def test_figures_are_the_same_every_time():
    rows = [(f"K{q} 2025", 10 * q, q) for q in (1, 2, 3, 4)]
    first, second = (charts.over_time(rows, [(1.5, "1 juli <&> $x$")], "nl") for _ in range(2))
    assert first.svg == second.svg and len(first.svg) < 20_000 and "<metadata" not in first.svg
    assert first.rows[3] == ("K4 2025", "40", "4") and "#b3261e" not in first.svg.split("</style>")[1]


def test_colours_can_be_told_from_their_ground():
    for face in ("light", "dark"):
        colours = charts.tokens()[face]
        for name in ("text", "muted", "accent", "ok", "finding", "unknown", "info"):
            for ground in ("bg", "surface"):
                assert _contrast(colours[name], colours[ground]) >= 4.5, (face, name, ground)


def _contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)
