"""The checks answer as the law does: tables of cases a jurist can read, and properties that hold for any CRM."""

import json
import random
import time
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import avgkit
from avgkit import schema

PAGES = {
    page.stem: tomllib.loads(page.read_text("utf-8"))
    for page in sorted((Path(__file__).parent / "cases").glob("*.toml"))
}
CASES = [
    {"page": page, "number": n, **case} for page, words in PAGES.items() for n, case in enumerate(words["case"], 1)
]
CHECKS = {check.id: check for check in avgkit.checks()}
ANSWERS = {"violates": True, "clear": False, "unknown": None}
DEFAULTS = {"contacts": "contact", "consents": "consent", "messages": "message"}
ON = "2026-11-01"


def name(case: dict) -> str:
    """A readable id of a case: its number on the page, its check and the first words of its reason."""
    words = "".join(c if c.isalnum() else "-" for c in case["why"].lower())[:40].strip("-")
    return f"{case['number']:03}-{case['check']}-{words}"


def base(page: str, called: str) -> dict:
    """A base with all that it takes over from the base it is like."""
    own = PAGES[page]["base"][called]
    below = base(page, own["like"]) if "like" in own else {}
    return below | {part: below.get(part, {}) | values for part, values in own.items() if part != "like"}


def declared(tables: dict) -> dict:
    """The tables of a Policy; a row that is like another one takes over what it does not say."""
    return {table: [_alike(row, rows) for row in rows] for table, rows in tables.items()}


def _alike(row: dict, rows: list[dict]) -> dict:
    key = next(iter(row))
    other = next((r for r in rows if r[key] == row.get("like")), {})
    return {column: value for column, value in (other | row).items() if column != "like"}


def cell(value) -> str | None:
    """A value as an export writes it; an empty cell is nothing."""
    return None if value in ("", None) else str(value).lower() if isinstance(value, bool) else str(value)


def filled(case: dict) -> dict[str, list[dict]]:
    """The tables of a case's Crm, with what a row leaves unsaid, and with the number of the case before each key."""
    common, given = base(case["page"], case.get("base", "shop")), case.get("crm", {})
    given = {"contacts": [{}], "consents": [], "messages": []} | given
    first = given["contacts"][0].get("id", common["contact"]["id"])
    tables = {}
    for table, rows in given.items():
        unsaid = common.get(DEFAULTS.get(table), {}) | ({} if table == "contacts" else {"contact": first})
        tables[table] = [{column: cell(value) for column, value in (unsaid | row).items()} for row in rows]
        for row in tables[table]:
            row.update({key: row[key] and f"{case['number']}/{row[key]}" for key in ("id", "contact") if key in row})
    return tables


def policy_of(case: dict) -> dict:
    return declared(base(case["page"], case.get("base", "shop"))["policy"] | case.get("policy", {}))


def batch(case: dict) -> tuple:
    """The cases that can share one Crm: same page, same Policy, same day."""
    return case["page"], json.dumps(policy_of(case), sort_keys=True, default=str), str(case.get("on", ON))


def even(tables: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """The same tables with every row saying something, if only nothing, of every column."""
    columns = {table: dict.fromkeys(c for row in rows for c in row) for table, rows in tables.items()}
    return {table: [columns[table] | row for row in rows] for table, rows in tables.items()}


def tables_of(*which) -> dict[str, list[dict]]:
    """The rows of all cases of a batch."""
    tables = defaultdict(list)
    for case in CASES:
        if batch(case) == which:
            for table, rows in filled(case).items():
                tables[table] += rows
    return tables


@cache
def shared(page: str, policy: str, on: str) -> tuple:
    """One Crm of all cases of a batch, with its Policy and the law of its day."""
    crm = avgkit.Crm.of(even(tables_of(page, policy, on)))
    return crm, avgkit.Policy.of(json.loads(policy)), avgkit.load_law(on=on)


def answers(check: str, crm, policy, law) -> dict[str, tuple]:
    """The verdict by key: (violates, reasons)."""
    rows = CHECKS[check].verdict(crm, policy, law).collect("pyarrow").to_native().to_pylist()
    assert len(rows) == len({row["key"] for row in rows}), "a record was judged twice"
    return {row["key"]: (row["violates"], row["reasons"]) for row in rows}


@cache
def batch_answers(check: str, *which) -> dict[str, tuple]:
    return answers(check, *shared(*which))


@pytest.mark.parametrize("case", CASES, ids=name)
def test_the_check_answers_as_the_law_does(case):
    prefix = f"{case['number']}/"
    found = batch_answers(case["check"], *batch(case))
    found = {key.removeprefix(prefix): answer for key, answer in found.items() if key.startswith(prefix)}
    words = {key: next(part for part, meant in ANSWERS.items() if meant is answer[0]) for key, answer in found.items()}
    wanted = {key: part for part in ANSWERS for key in case.get(part, [])}
    assert words == wanted, f"{case['why']} ({case['source']}) {found}"
    for key, codes in case.get("reasons", {}).items():
        assert set(codes.split(";")) <= set(found[key][1].split(";")), f"{case['why']} ({case['source']}) {found[key]}"


# ---------------------------------------------------------------- completeness, both ways
@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("part", ANSWERS)
def test_every_check_has_a_case_of_each_answer(check, part):
    assert any(case["check"] == check and case.get(part) for case in CASES)


@pytest.mark.parametrize("case", CASES, ids=name)
def test_a_case_is_well_made(case):
    keys = [key for part in ANSWERS for key in case.get(part, [])]
    table = CHECKS[case["check"]].table
    assert CHECKS[case["check"]].theme == case["page"]
    assert case["why"].endswith(".") and case["source"]
    assert len(keys) == len(set(keys)) and set(keys) <= {row["id"] for row in case["crm"][table]}
    assert set(case.get("reasons", {})) <= set(case.get("violates", []) + case.get("unknown", []))


# ---------------------------------------------------------------- cases do not lean on one another, nor on the order of rows
@pytest.mark.parametrize("case", CASES[::11], ids=name)
def test_a_case_alone_has_the_same_answer_as_among_others(case):
    alone = answers(case["check"], avgkit.Crm.of(even(filled(case))), *shared(*batch(case))[1:])
    among = batch_answers(case["check"], *batch(case))
    assert alone == {key: among[key] for key in among if key.startswith(f"{case['number']}/")}


@pytest.mark.parametrize("check", CHECKS)
def test_the_order_of_rows_does_not_matter(check, shuffled):
    which = batch(CASES[0])
    assert answers(check, shuffled, *shared(*which)[1:]) == batch_answers(check, *which)


@pytest.fixture(scope="module")
def shuffled():
    """The largest batch with all its rows in another order."""
    order, tables = random.Random(7), even(tables_of(*batch(CASES[0])))
    for rows in tables.values():
        order.shuffle(rows)
    return avgkit.Crm.of(tables)


def test_a_column_that_only_a_later_row_has_is_read():
    crm = avgkit.Crm.of({"contacts": [{"id": "P1"}, {"id": "P2", "kind": "legal"}]})
    assert crm.frame("contacts", ["id", "kind"])["kind"].tolist()[1] == "legal"


# ---------------------------------------------------------------- the last choice, against a naive account of it
POLICY = base("consent", "shop")["policy"]
MOMENTS = [f"2026-0{month}-01 0{hour}:00" for month in (2, 3, 4) for hour in (8, 9)]
MESSAGE = base("consent", "shop")["message"]
CHOICE = base("consent", "shop")["consent"]
CHANNELS = ("email", "sms", "phone", "post")


def last_choices(choices: list[dict], messages: list[dict]) -> dict[str, tuple]:
    """For each message the last choice at or before it, walking through time; at one moment the later key is the last."""
    no = ("refused", "withdrawn", "objected")
    steps = sorted(
        [(c["at"], 0, c["id"], c) for c in choices] + [(m["sent_at"], 1, m["id"], m) for m in messages],
        key=lambda s: s[:3],
    )
    asked = {(m["contact"], m["purpose"], m["channel"]) for m in messages}
    last, found = {}, {}
    for at, kind, key, row in steps:
        if kind:
            found[key] = last.get((row["contact"], row["purpose"], row["channel"]), ("none", None))
            continue
        wide = row["event"] in no
        for contact, purpose, channel in asked:
            fits = row["purpose"] == purpose is not None or (wide and row["purpose"] is None)
            reaches = row["channel"] in (channel, "all") or (wide and row["channel"] is None)
            if contact == row["contact"] and fits and reaches:
                last[contact, purpose, channel] = (row["event"], at)
    return found


def found_choices(choices: list[dict], messages: list[dict], contacts) -> dict[str, tuple]:
    """The same by the check itself."""
    people = [{"id": key, "kind": "natural"} for key in contacts]
    crm = avgkit.Crm.of({"contacts": people, "consents": choices, "messages": messages})
    check = CHECKS["message-without-consent"]
    rows = check.verdict(crm, avgkit.Policy.of(declared(POLICY)), avgkit.load_law(on=ON)).collect("pyarrow").to_native()
    return {r["key"]: (r["choice"], r["choice_at"] and f"{r['choice_at']:%Y-%m-%d %H:%M}") for r in rows.to_pylist()}


def a_choice(key: str, event: str, purpose, channel, at: str, contact: str = "P1") -> dict:
    return {**CHOICE, "id": key, "contact": contact, "event": event, "purpose": purpose, "channel": channel, "at": at}


def a_message(key: str, purpose, channel: str, at: str, contact: str = "P1") -> dict:
    row = {**MESSAGE, "id": key, "contact": contact, "purpose": purpose, "channel": channel, "sent_at": at}
    return {column: cell(value) for column, value in row.items()}


events = st.tuples(
    st.sampled_from(["given", "given", "refused", "withdrawn", "objected"]),
    st.sampled_from(["offers", "news", None]),
    st.sampled_from([*CHANNELS, "all", None]),
    st.sampled_from(MOMENTS),
    st.sampled_from(["P1", "P2"]),
)
sent = st.tuples(
    st.sampled_from(["offers", "news", None]),
    st.sampled_from(CHANNELS),
    st.sampled_from(MOMENTS),
    st.sampled_from(["P1", "P2"]),
)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(events, max_size=14), st.lists(sent, min_size=1, max_size=10))
def test_the_last_choice_is_the_last_choice(said, mailed):
    choices = [a_choice(f"C{n:02}", *said[n]) for n in range(len(said))]
    messages = [a_message(f"M{n:02}", *mailed[n]) for n in range(len(mailed))]
    assert found_choices(choices, messages, ("P1", "P2")) == last_choices(choices, messages)


def test_one_person_with_a_hundred_thousand_choices():
    draw = random.Random(11)
    at = [
        f"2026-{draw.randint(1, 9):02}-{draw.randint(1, 28):02} {draw.randint(0, 23):02}:{draw.randint(0, 59):02}"
        for _ in range(101_000)
    ]
    said = [draw.choice(["given", "refused", "withdrawn", "objected"]) for _ in range(100_000)]
    about = [(draw.choice(["offers", "news", None]), draw.choice([*CHANNELS, "all", None])) for _ in range(100_000)]
    choices = [a_choice(f"C{n:06}", said[n], *about[n], at[n]) for n in range(100_000)]
    messages = [
        a_message(f"M{n:04}", draw.choice(["offers", "news"]), draw.choice(CHANNELS), at[100_000 + n])
        for n in range(1_000)
    ]
    start = time.perf_counter()
    found = found_choices(choices, messages, ("P1",))
    took = time.perf_counter() - start
    assert found == last_choices(choices, messages)
    assert took < 20, f"{took:.1f} seconds"


# ---------------------------------------------------------------- a missing fact never turns a finding into "allowed"
# Cells that may do so, each with the reason why.
MAY_CLEAR = {
    ("consents", "contact"): "a no of nobody in particular stops no message to somebody",
    ("requests", "contact"): "an objection of nobody in particular stops no message to somebody",
    ("contacts", "birth_date"): "without a date of birth a yes counts; the check on minors says that it cannot be told",
}
FOUND = [case for case in CASES if case["check"] == "message-without-consent" and case.get("violates")]


def damaged() -> tuple[dict, dict]:
    """Every case with findings, copied once for each filled cell, with that cell emptied or made unreadable."""
    tables, what = defaultdict(list), {}
    for case in FOUND:
        if batch(case) != batch(CASES[0]):
            continue
        whole = filled(case)
        cells = [
            (t, n, c, v)
            for t, rows in whole.items()
            for n, row in enumerate(rows)
            for c in row
            if c != "id" and row[c]
            for v in worse(t, c)
        ]
        for number, (table, row, column, value) in enumerate(cells):
            copy = {t: [dict(r) for r in rows] for t, rows in whole.items()}
            copy[table][row][column] = value
            for rows in copy.values():
                for record in rows:
                    record.update({k: record[k] and f"{number}|{record[k]}" for k in ("id", "contact") if k in record})
            for key in case["violates"]:
                what[f"{number}|{case['number']}/{key}"] = (table, column, value, case["why"])
            for t, rows in copy.items():
                tables[t] += rows
    return even(tables), what


def worse(table: str, column: str) -> list:
    """What may stand in a damaged cell: nothing, and for a column that is more than text something unreadable."""
    typed = schema.tables("crm")[table].columns[column].type not in ("text", "ref", "codes")
    return [None, "?!"] if typed else [None]


def test_a_missing_or_unreadable_fact_never_clears_a_message():
    tables, what = damaged()
    found = answers("message-without-consent", avgkit.Crm.of(tables), *shared(*batch(CASES[0]))[1:])
    silent = {what[key] for key in what if found.get(key, (False,))[0] is False and what[key][:2] not in MAY_CLEAR}
    assert not silent, sorted(silent, key=str)
