"""The checks answer as the law does: tables of cases a jurist can read, and properties that hold for any CRM."""

import json
import random
import time
import tomllib
from collections import Counter, defaultdict
from functools import cache, lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import avgkit
from avgkit import schema, texts
from avgkit.check import plain

PAGES = {
    page.stem: tomllib.loads(page.read_text("utf-8"))
    for page in sorted((Path(__file__).parent / "cases").glob("*.toml"))
}
CASES = [
    {"page": page, "number": n, **case} for page, words in PAGES.items() for n, case in enumerate(words["case"], 1)
]
CHECKS = {check.id: check for check in avgkit.checks()}
ANSWERS = {"violates": True, "clear": False, "unknown": None}
# What a row says when it says nothing stands in the base under the name of one record of its table.
SINGULAR = {"access_log": "access_log", "contacts": "contact"}
ON = "2026-11-01"
WORDS = texts._words()


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
    # Tables that every case of the page has, though nothing stands in them.
    given = {table: [] for table in PAGES[case["page"]].get("tables", ())} | given
    if "contact" in common:
        given = {"contacts": [{}]} | given
    tables = {}
    for table, rows in given.items():
        unsaid = common.get(SINGULAR.get(table, table.removesuffix("s")), {})
        if rows and table != "contacts" and "contact" in schema.tables("crm")[table].columns and "contact" in common:
            unsaid = unsaid | {"contact": given["contacts"][0].get("id", common["contact"]["id"])}
        tables[table] = [{column: cell(value) for column, value in (unsaid | row).items()} for row in rows]
        for row in tables[table]:
            row.update({key: prefixed(row[key], f"{case['number']}/") for key in keys_of(table) & row.keys()})
    return tables


def keys_of(table: str) -> set[str]:
    """The columns of a table that hold a key of the Crm, or several."""
    crm = schema.tables("crm")
    return {c.name for c in crm[table].columns.values() if c.type == "key" or c.table in crm}


def prefixed(keys: str | None, prefix: str) -> str | None:
    """A key, or several joined by ;, each with something before it."""
    return keys and ";".join(prefix + key for key in keys.split(";"))


def on_policy(check: str) -> bool:
    """Whether the check is about what is declared: then a case stands alone, and its keys are those of the policy."""
    return CHECKS[check].table in schema.tables("policy")


def policy_of(case: dict) -> dict:
    """What the case declares; a row says what it leaves unsaid as the base has it under the name of one such record."""
    common = base(case["page"], case.get("base", "shop"))
    tables = declared(common.get("policy", {}) | case.get("policy", {}))
    return {table: [common.get(table.removesuffix("s"), {}) | row for row in rows] for table, rows in tables.items()}


def batch(case: dict) -> tuple:
    """The cases that can share one Crm: same page, same Policy, same day."""
    return BATCHES[case["page"], case["number"]]


def _batch(case: dict) -> tuple:
    alone = case["number"] if on_policy(case["check"]) else ""
    return case["page"], json.dumps(policy_of(case), default=str), str(case.get("on", ON)), alone


BATCHES = {(case["page"], case["number"]): _batch(case) for case in CASES}
# Of each theme the most cases that share one Crm.
LARGEST = {page: Counter(b for b in BATCHES.values() if b[0] == page and b[3] == "").most_common(1) for page in PAGES}
LARGEST = {page: most[0][0] for page, most in LARGEST.items() if most}
# The checks that such a batch can be laid before.
ON_RECORDS = [check.id for check in CHECKS.values() if check.theme in LARGEST and not on_policy(check.id)]


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


@lru_cache(maxsize=70)  # each holds an engine with its data; the batches of all themes fit
def shared(page: str, policy: str, on: str, alone: int | str) -> tuple:
    """One Crm of all cases of a batch, with its Policy and the law of its day."""
    crm = avgkit.Crm.of(even(tables_of(page, policy, on, alone)))
    return crm, avgkit.Policy.of(json.loads(policy)), avgkit.load_law(on=on)


def answers(check: str, crm, policy, law) -> dict[str, tuple]:
    """The verdict by key: (violates, reasons)."""
    rows = CHECKS[check].verdict(crm, policy, law).collect("pyarrow").to_native().to_pylist()
    assert len(rows) == len({row["key"] for row in rows}), "a record was judged twice"
    for row in rows:
        codes = [code for code in row["reasons"].split(";") if code]
        assert set(codes) <= set(WORDS), f"a reason without a word: {row['reasons']}"
        assert bool(codes) == (row["violates"] is not False), f"a reason, or none, that does not fit: {row}"
    return {row["key"]: (row["violates"], row["reasons"]) for row in rows}


@cache
def evidence(check: str, *which) -> dict[str, dict]:
    """What each verdict shows, by key."""
    rows = CHECKS[check].verdict(*shared(*which)).collect("pyarrow").to_native().to_pylist()
    return {row["key"]: {name: plain(value) for name, value in row.items()} for row in rows}


@cache
def batch_answers(check: str, *which) -> dict[str, tuple]:
    return answers(check, *shared(*which))


@pytest.mark.parametrize("case", CASES, ids=name)
def test_the_check_answers_as_the_law_does(case):
    prefix = "" if on_policy(case["check"]) else f"{case['number']}/"
    found = batch_answers(case["check"], *batch(case))
    found = {key.removeprefix(prefix): answer for key, answer in found.items() if key.startswith(prefix)}
    words = {key: next(part for part, meant in ANSWERS.items() if meant is answer[0]) for key, answer in found.items()}
    wanted = {key: part for part in ANSWERS for key in case.get(part, [])}
    assert words == wanted, f"{case['why']} ({case['source']}) {found}"
    for key, codes in case.get("reasons", {}).items():
        assert set(codes.split(";")) <= set(found[key][1].split(";")), f"{case['why']} ({case['source']}) {found[key]}"
    if case.get("evidence"):
        shown = evidence(case["check"], *batch(case))
        for key, wanted in case["evidence"].items():
            told = {name: shown[prefix + key].get(name) for name in wanted}
            assert told == {name: plain(value) for name, value in wanted.items()}, f"{case['why']} ({case['source']})"


# ---------------------------------------------------------------- completeness, both ways
@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("part", ANSWERS)
def test_every_check_has_a_case_of_each_answer(check, part):
    reasons = CHECKS[check].reasons
    if part == "violates" and reasons and all(reason.startswith("unknown_") for reason in reasons):
        pytest.skip("an estimate, which never is a finding")
    assert any(case["check"] == check and case.get(part) for case in CASES)


def test_every_case_is_well_made():
    for case in CASES:
        keys = [key for part in ANSWERS for key in case.get(part, [])]
        assert CHECKS[case["check"]].theme == case["page"], case["why"]
        assert case["why"].endswith(".") and case["source"], case["why"]
        if not on_policy(case["check"]):
            known = {row["id"] for row in case["crm"][CHECKS[case["check"]].table]}
            assert set(keys) <= known, case["why"]
        assert len(keys) == len(set(keys)), case["why"]
        assert set(case.get("reasons", {})) <= set(keys) - set(case.get("clear", [])), case["why"]
    whys = [(case["check"], case["why"]) for case in CASES]
    assert len(whys) == len(set(whys))


# ---------------------------------------------------------------- cases do not lean on one another, nor on the order
@pytest.mark.parametrize("case", CASES[::20], ids=name)
def test_a_case_alone_has_the_same_answer_as_among_others(case):
    alone = answers(case["check"], avgkit.Crm.of(even(filled(case))), *shared(*batch(case))[1:])
    among = batch_answers(case["check"], *batch(case))
    own = among if on_policy(case["check"]) else {k: among[k] for k in among if k.startswith(f"{case['number']}/")}
    assert alone == own


@pytest.fixture(scope="module")
def shuffled():
    """The largest batch of each theme with all its rows in another order."""
    order, crms = random.Random(7), {}
    for page, which in LARGEST.items():
        tables = even(tables_of(*which))
        for rows in tables.values():
            order.shuffle(rows)
        crms[page] = avgkit.Crm.of(tables)
    return crms


@pytest.mark.parametrize("check", ON_RECORDS)
def test_the_order_of_rows_does_not_matter(check, shuffled):
    page = CHECKS[check].theme
    assert answers(check, shuffled[page], *shared(*LARGEST[page])[1:]) == batch_answers(check, *LARGEST[page])


def test_a_column_that_only_a_later_row_has_is_read():
    crm = avgkit.Crm.of({"contacts": [{"id": "P1"}, {"id": "P2", "kind": "legal"}]})
    assert crm.frame("contacts", ["id", "kind"])["kind"].tolist()[1] == "legal"


# ---------------------------------------------------------------- any history of choices, against a naive account of it
SHOP = base("consent", "shop")
MOMENTS = [f"2026-0{month}-01 0{hour}:00" for month in (2, 3, 4) for hour in (8, 9)]
CHANNELS = ("email", "sms", "phone")
NOES = ("refused", "withdrawn", "objected")
EVENTS = ("given", "given", "void", *NOES)  # void = a yes by silence, which counts for nothing


def a_choice(key: str, event: str, purpose, channel, at: str, contact: str = "P1") -> dict:
    said = {"event": "given", "how": "silence"} if event == "void" else {"event": event}
    return {**SHOP["consent"], "id": key, "contact": contact, "purpose": purpose, "channel": channel, "at": at, **said}


def a_message(key: str, purpose, channel: str, at: str, contact: str = "P1") -> dict:
    row = {**SHOP["message"], "id": key, "contact": contact, "purpose": purpose, "channel": channel, "sent_at": at}
    return {column: cell(value) for column, value in row.items()}


def naive(choices: list[dict], messages: list[dict]) -> dict[str, tuple]:
    """Walk through time and keep the last of each sort: (choice shown, its moment, no consent, withdrawn, objected)."""
    steps = [(c["at"], 0, c["id"], c) for c in choices] + [(m["sent_at"], 1, m["id"], m) for m in messages]
    asked = {(m["contact"], m["purpose"], m["channel"]) for m in messages}
    last, found = defaultdict(dict), {}
    for number, (at, is_message, key, row) in enumerate(sorted(steps, key=lambda step: step[:3])):
        if is_message:
            sorts = last[row["contact"], row["purpose"], row["channel"]]
            yes, no = (max((sorts[s] for s in some if s in sorts), default=(-1,)) for some in (("given",), NOES))
            shown = max(yes, no) if max(yes, no) > (-1,) else sorts.get("void", (-1, "none", None))
            after = [sorts[event] > yes if event in sorts else "outside" for event in ("withdrawn", "objected")]
            found[key] = (*shown[1:], yes <= no, *after)
            continue
        sort = "void" if row["how"] == "silence" else row["event"]
        for contact, purpose, channel in asked:
            about = (purpose is not None and row["purpose"] == purpose) or (sort in NOES and row["purpose"] is None)
            reach = row["channel"] in (channel, "all") or (sort in NOES and row["channel"] is None)
            if contact == row["contact"] and about and reach:
                last[contact, purpose, channel][sort] = (number, row["event"], at)
    return found


def judged(choices: list[dict], messages: list[dict], contacts) -> dict[str, tuple]:
    """The same by the three checks that look at the last choice."""
    people = [{"id": key, "kind": "natural"} for key in contacts]
    crm = avgkit.Crm.of({"contacts": people, "consents": choices, "messages": messages})
    law = avgkit.load_law(on=ON)
    rows = CHECKS["message-without-consent"].verdict(crm, SHOP_POLICY, law).collect("pyarrow").to_native().to_pylist()
    no = [answers(check, crm, SHOP_POLICY, law) for check in ("withdrawal-not-honoured", "objection-not-honoured")]
    found = {}
    for row in rows:
        at = row["choice_at"] and f"{row['choice_at']:%Y-%m-%d %H:%M}"
        after = [verdicts.get(row["key"], ("outside",))[0] for verdicts in no]
        found[row["key"]] = (row["choice"], at, row["violates"], *after)
    return found


SHOP_POLICY = avgkit.Policy.of(declared(SHOP["policy"]))
people = st.sampled_from(["P1", "P2"])
purposes = st.sampled_from(["offers", "news"])
moments = st.sampled_from(MOMENTS)
some_events = st.tuples(
    st.sampled_from(EVENTS), purposes | st.none(), st.sampled_from([*CHANNELS, "all", None]), moments, people
)
some_sent = st.tuples(purposes, st.sampled_from(CHANNELS), moments, people)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(st.lists(some_events, max_size=14), st.lists(some_sent, min_size=1, max_size=10))
def test_any_history_is_judged_as_a_naive_reader_would(said, mailed):
    choices = [a_choice(f"C{n:02}", *said[n]) for n in range(len(said))]
    messages = [a_message(f"M{n:02}", *mailed[n]) for n in range(len(mailed))]
    assert judged(choices, messages, ("P1", "P2")) == naive(choices, messages)


def test_one_person_with_a_hundred_thousand_choices():
    draw = random.Random(11)

    def moment() -> str:
        return f"2026-0{draw.randint(1, 9)}-{draw.randint(10, 28)} {draw.randint(10, 23)}:{draw.randint(10, 59)}"

    reach = [*CHANNELS, "all", None]
    choices = [
        a_choice(f"C{n:06}", draw.choice(EVENTS), draw.choice(["offers", "news", None]), draw.choice(reach), moment())
        for n in range(100_000)
    ]
    messages = [a_message(f"M{n:04}", "offers", draw.choice(CHANNELS), moment()) for n in range(1_000)]
    start = time.perf_counter()
    found = judged(choices, messages, ("P1",))
    took = time.perf_counter() - start
    assert found == naive(choices, messages)
    assert took < 20, f"{took:.1f} seconds"


# ---------------------------------------------------------------- a missing or unreadable fact never decides silently
# [may_clear] of a page: facts that may turn a finding into none when they are missing or unreadable, each with the
# reason why; [may_accuse]: facts that may turn no finding into one when they cannot be read.
@lru_cache(maxsize=1)
def damaged(page: str) -> tuple:
    """Every case of the largest batch once for each filled cell, with that cell emptied or made unreadable."""
    tables, what = defaultdict(list), []
    for case in CASES:
        whole = filled(case) if batch(case) == LARGEST[page] else {}
        cells = [
            (t, n, column) for t, rows in whole.items() for n, row in enumerate(rows) for column in row if row[column]
        ]
        for table, place, column in cells:
            for value in (None, "?!") if column != "id" else ():
                typed = schema.tables("crm")[table].columns[column].type not in ("text", "ref")
                if value and not typed:
                    continue
                prefix = f"{len(what)}|"
                for other, rows in whole.items():
                    copies = [
                        row | ({column: value} if (other, n) == (table, place) else {}) for n, row in enumerate(rows)
                    ]
                    for copy in copies:
                        copy.update({k: prefixed(copy[k], prefix) for k in keys_of(other) & copy.keys()})
                    tables[other] += copies
                what.append((prefix, f"{table}.{column}", value, case))
    return avgkit.Crm.of(even(tables)), what


@pytest.mark.parametrize("check", ON_RECORDS)
def test_a_missing_or_unreadable_fact_never_decides_silently(check):
    page = CHECKS[check].theme
    crm, what = damaged(page)
    clears, accuses = PAGES[page].get("may_clear", {}), PAGES[page].get("may_accuse", {})
    table, before = CHECKS[check].table, batch_answers(check, *LARGEST[page])
    after, wrong = answers(check, crm, *shared(*LARGEST[page])[1:]), set()
    for prefix, fact, value, case in what:
        for row in case["crm"].get(table, []):
            key = f"{case['number']}/{row['id']}"
            was, now = (found.get(k, (False,))[0] for found, k in ((before, key), (after, prefix + key)))
            cleared = was is True and now is False and fact not in clears
            accused = was is False and now is True and value and fact not in accuses
            if cleared or accused:
                wrong.add((fact, value or "empty", "cleared" if cleared else "accused", f"{key}: {case['why']}"))
    assert not wrong, sorted(wrong)[:10]
