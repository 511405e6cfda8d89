"""The report on requests: all that wait, or one; whoever was asked about stands in nothing that it leaves."""

import io
import json
import shlex
from datetime import date, timedelta

import pandas as pd
import pytest

from avgkit import reports, schema, texts
from avgkit.batches import plan as batch_plan
from avgkit.cli.requesting import in_private
from avgkit.errors import AvgkitError
from avgkit.pages.asked import AccessBook, asked
from avgkit.reports import private
from tests.reporting import ON, demo, flat, leaks, linked, made

DAY = date.fromisoformat(ON)
PIECES = ("masthead", "contents", "front", "parts", "unjudged", "method")


def page(scan, lang="nl", who="", **more):
    """The whole page, and the book it comes from."""
    given = {"who": who, "born": more.pop("born", ""), "postal_code": more.pop("postal_code", "")}
    book = AccessBook(scan, given, lang, **more)
    return book, "".join(getattr(book, name)().html for name in PIECES)


def asks(key, days, **more):
    return {
        "id": key,
        "contact": "1",
        "kind": "access",
        "received_at": DAY - timedelta(days=days),
        "outcome": "open",
    } | more


# ---------------------------------------------------------------- all requests
def test_the_requests_that_wait_are_those_without_an_answer():
    scan, _ = demo()
    book, html = page(scan)
    rows = scan.crm.frame("requests")
    here = rows[pd.to_datetime(rows["received_at"]).dt.date <= DAY]
    waits = here[here["answered_at"].isna() & ~here["outcome"].isin(["done", "refused"])]
    assert {row["id"] for row in book.open} == set(waits["id"]) != set()
    late = set(scan.findings("request-overdue")["key"]) & set(waits["id"])
    assert {row["id"] for row in book.open if row["late"]} == late
    assert all(row["id"] in html and row["contact"] in html for row in book.open)
    assert linked(html) and not leaks(html)


def test_what_is_late_comes_first_with_the_days_counted():
    requests = [
        asks("fresh", 3),
        asks("late", 60),
        asks("later", 200),
        asks("answered", 60, answered_at=DAY - timedelta(days=40), outcome="done"),
        asks("after", -5),
        asks("undated", 0, received_at=None),
        asks("told", 45, extended_at=DAY - timedelta(days=30), extension_reasoned=True, complex=True),
    ]
    scan = made({"contacts": [{"id": "1"}], "requests": requests}, {}, ["rights"])
    book, html = page(scan)
    assert [row["id"] for row in book.open] == ["later", "late", "undated", "fresh", "told"]
    shown = {row["id"]: book._open(row) for row in book.open}
    assert shown["late"]["words"] == texts.say("subject_report.state_late", "nl", n=(DAY - date(2026, 10, 26)).days)
    assert shown["fresh"]["state"] == "running" and shown["undated"]["state"] == "unknown"
    assert shown["told"]["extended"] == texts.say("errors.yes", "nl")
    assert texts.say("subject_report.open_late", "nl", n=2) in flat(html)


@pytest.mark.parametrize(
    "crm", [{}, {"contacts": [{"id": "1"}]}, {"requests": []}], ids=["nothing", "no table", "empty"]
)
def test_without_requests_the_page_says_so(crm):
    _, html = page(made(crm, {}, ["rights"]), "en")
    assert texts.say("subject_report.open_none", "en") in flat(html) and linked(html)


# ---------------------------------------------------------------- one request
def test_what_is_found_is_counted_as_pandas_counts_it():
    scan, _ = demo()
    key = page(scan)[0].open[0]["contact"]
    book, html = page(scan, who=key)
    counted = {"contacts": 1}
    for name in scan.crm.tables:
        columns = [c.name for c in schema.tables("crm")[name].columns.values() if c.table == "contacts"]
        if name != "contacts" and columns:
            frame = scan.crm.frame(name)
            counted[name] = int(frame[columns].eq(key).any(axis=1).sum())
    assert book.one.counts == {name: n for name, n in counted.items() if n}
    shown = {row["title"]: row["count"] for row in book._tables()}
    assert sum(shown.values()) == sum(counted.values()) and all(title in flat(html) for title in shown)
    assert all(", ".join(r.key for r in book.one.records if r.table == t)[:60] in flat(html) for t in book.one.counts)
    assert book.one.deadline.late and texts.say("request.deadline_late", "nl") in flat(html)
    assert linked(html) and not leaks(html)


@pytest.mark.parametrize("kind", ["access", "erasure", "rectification", "portability", "objection"])
def test_every_kind_of_request_has_its_page(kind):
    scan, _ = demo()
    book, html = page(scan, "en", "C00180", kind=kind, received="2026-11-02")
    assert sum(row["count"] for row in book._actions()) == len(book.one.lines)
    assert linked(html) and not leaks(html)
    assert f"avgkit request C00180 --kind {kind} --out FOLDER" in flat(html)


def test_a_name_alone_is_confirmed_first_and_not_shown():
    scan, _ = demo()
    row = scan.crm.frame("contacts").set_index("id").loc["C00006"]
    name = " ".join(part for part in (row["first_name"], row["infix"], row["last_name"]) if isinstance(part, str))
    book, html = page(scan, who=name)
    assert book.one is None and "C00006" in [key for key, _ in book.candidates]
    assert texts.say("subject_report.to_confirm", "nl") in flat(html) and linked(html) and not leaks(html)
    book, html = page(scan, who=name, contacts="C00006")
    assert book.one.found.keys == ["C00006"] and not leaks(html) and row["last_name"] not in flat(html)


def test_somebody_who_is_not_there_is_told_so():
    scan, _ = demo()
    book, html = page(scan, who="niemand@nergens.example")
    assert book.one is not None and not book.one.records and "nergens" not in html and linked(html)
    assert texts.say("request.who_nobody", "nl") in flat(html)


def test_data_of_others_are_places_to_mask_and_hostile_keys_stay_text():
    crm = {
        "contacts": [{"id": "<b>1", "first_name": "An", "last_name": "Klaasen", "email": "an@klaasen.example"}],
        "interactions": [
            {
                "id": "=I1",
                "contact": "<b>1",
                "kind": "call",
                "at": DAY,
                "note": "Belde namens Pieter de Groot <script>.",
            }
        ],
    }
    book, html = page(made(crm, {}, ["rights"]), who="an@klaasen.example")
    assert [place["place"] for place in book._covered()] == ["interactions/=I1"]
    assert "<b>1" not in html and "&lt;b&gt;1" in html and "<script>" not in html
    assert (
        not {"Klaasen", "Pieter", "Groot"} & set(flat(html).replace(".", " ").split()) and "klaasen.example" not in html
    )


def test_an_unknown_kind_is_refused_with_the_nearest():
    with pytest.raises(AvgkitError, match="erasure"):
        page(demo()[0], who="C00180", kind="erasur")


# ---------------------------------------------------------------- whoever is asked about
@pytest.mark.parametrize(
    ("command", "left"),
    [
        ("avgkit report subject-access -p who=jan -p kind=access", "avgkit report subject-access -p kind=access"),
        (
            "avgkit report subject-access -p 'who=Jan de Wit' --on 2026-11-23",
            "avgkit report subject-access --on 2026-11-23",
        ),
        ("avgkit report x '-pwho=Jan de Wit' -p born=1970-01-01", "avgkit report x"),
        ("avgkit report x -p ' who=jan'", "avgkit report x"),
        ("avgkit report x -p whole=1 -p", "avgkit report x -p whole=1 -p"),
    ],
)
def test_a_command_is_told_without_the_person(command, left):
    assert private.without(command, ["who", "born"]) == left


def test_private_values_go_by_a_file_that_is_read_once(tmp_path):
    kept, hidden = private.split({"who": "Jan", "born": "", "kind": "access"}, ["who", "born"])
    assert (kept, hidden) == ({"kind": "access"}, {"who": "Jan"})
    private.hand_over(tmp_path, hidden)
    assert (tmp_path / private.FILE).stat().st_mode & 0o077 == 0
    assert asked(str(tmp_path), who="", born="") == {"who": "Jan", "born": ""} and not list(tmp_path.iterdir())
    assert asked(str(tmp_path), who="x") == {"who": "x"} == asked("", who="x")


def test_the_whole_report_keeps_nothing_of_the_name_or_address(tmp_path):
    scan, folder = demo()
    mail = scan.crm.frame("contacts").set_index("id").loc["C00006"]["email"]
    parameters = {"scanned": str(folder), "who": mail, "kind": "erasure"}
    command = shlex.join(["avgkit", "report", "subject-access", "-p", f"who={mail}", "-p", "kind=erasure"])
    done = reports.report(
        "subject-access", on=ON, lang="nl", out=tmp_path / "uit", parameters=parameters, command=command
    )
    files = [path for path in (tmp_path / "uit").rglob("*") if path.is_file()]
    assert {path.name for path in files} == {"subject-access.nl.html", "subject-access.nl.ipynb", "results.json"}
    for path in files:
        assert mail not in path.read_text("utf-8") and mail.split("@")[0] not in path.read_text("utf-8")
    html = done.html.read_text("utf-8")
    assert "avgkit report subject-access -p kind=erasure -p who=C00006" in flat(html)
    assert not leaks(html) and linked(html)
    notebook = json.loads(done.ipynb.read_text("utf-8"))
    assert not {"who", "born"} & set(notebook["metadata"]["papermill"]["parameters"])


def test_a_dash_asks_for_the_person_so_that_no_name_is_typed_in_a_command(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("an@klaasen.example\n\n1234 AB\n"))
    assert in_private({"kind": "access"}) == {}
    told = {"who": "an@klaasen.example", "born": "", "postal_code": "1234 AB"}
    assert in_private({"who": "-", "kind": "access"}) == told


def test_a_batch_takes_no_parameter_that_names_a_person(tmp_path):
    (tmp_path / "plan.csv").write_text("report,who\nsubject-access,Jan de Wit\n", "utf-8")
    with pytest.raises(AvgkitError, match="who") as error:
        batch_plan.read(tmp_path / "plan.csv", {})
    assert "Jan" not in str(error.value)
