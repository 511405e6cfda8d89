"""What each check says of itself is what it does: its facts, reasons and evidence, in both languages."""

import json
from collections import defaultdict

import pytest
import test_cases as written

import avgkit
from avgkit import schema, texts
from avgkit.cli.describing import describe
from avgkit.facts import DAY, UNSAID
from avgkit.synthetic import generate_crm

CHECKS = {check.id: check for check in avgkit.checks()}
COLUMNS = {
    f"{table.name}.{column.name}": column
    for side in schema.SIDES
    for table in schema.tables(side).values()
    for column in table.columns.values()
}
LANGUAGES = pytest.mark.parametrize("lang", texts.LANGUAGES)
EACH = pytest.mark.parametrize("check", CHECKS.values(), ids=CHECKS)


@pytest.fixture(scope="module")
def made():
    return generate_crm(60, 1)


@pytest.fixture(scope="module")
def given() -> dict[str, set[str]]:
    """Every reason that each check gives in all cases."""
    found = defaultdict(set)
    for case in written.CASES:
        for _, reasons in written.batch_answers(case["check"], *written.batch(case)).values():
            found[case["check"]] |= set(filter(None, reasons.split(";")))
    return found


@EACH
def test_the_evidence_is_what_is_shown(check, made):
    columns = check.verdict(made.crm, made.policy, avgkit.load_law(on="2026-11-01")).collect_schema().names()
    assert columns[:3] == ["key", "violates", "reasons"]
    assert sorted(check.evidence) == sorted(columns[3:])
    assert all(set(meaning) == set(texts.LANGUAGES) and all(meaning.values()) for meaning in check.evidence.values())


@EACH
def test_every_reason_is_announced_and_has_a_word(check, given):
    assert given[check.id] <= set(check.reasons)
    assert len(check.reasons) == len(set(check.reasons))
    assert set(check.reasons) <= set(texts._words())


@EACH
def test_every_fact_is_known_and_has_a_meaning(check):
    assert set(check.facts) <= set(COLUMNS) and len(check.facts) == len(set(check.facts))
    assert all(COLUMNS[fact].meaning[lang] for fact in check.facts for lang in texts.LANGUAGES)
    # What is said of the CRM as a whole has no facts of its own.
    assert any(fact.startswith(f"{check.table}.") for fact in check.facts) or check.table == "organisation"
    assert set(check.unsaid) <= set(check.facts)
    assert set(check.articles) <= set(avgkit.load_law().articles)


@EACH
def test_what_a_sentence_needs_is_shown(check, made):
    shown = {"reasons": "", **dict.fromkeys(check.evidence)}
    for lang in texts.LANGUAGES:
        for part in ("finding", "clear", "unknown"):
            assert check.sentence(part, shown, lang)


def _known(column) -> list[str]:
    """What the knowledge lists for this column, each once."""
    place = column.knowledge or column.usual
    return list(dict.fromkeys(entry["id"] for entry in avgkit.load_law().entries(place))) if place else []


@LANGUAGES
def test_the_list_of_checks_lets_somebody_write_a_case(lang):
    texts.use(lang)
    for check in CHECKS.values():
        told = json.loads(json.dumps(describe(check)))
        assert [fact["name"] for fact in told["facts"]] == list(check.facts)
        assert list(told["example"]) == ["key", "on", *check.facts] and not any(told["example"].values())
        for fact in told["facts"]:
            column = COLUMNS[fact["name"]]
            assert fact["meaning"] == column.meaning[lang] and fact["values"] == list(column.values or _known(column))
            assert set(fact["words"]) == set(column.values or _known(column))
            unsaid = (UNSAID | check.unsaid).get(fact["name"])
            assert fact.get("unsaid") == (texts.say("cli.unsaid_day") if unsaid == DAY else unsaid)
        assert [reason["code"] for reason in told["reasons"]] == list(check.reasons)
        assert all(reason["meaning"] == texts.word(reason["code"]) for reason in told["reasons"])
        assert [part["meaning"] for part in told["evidence"]] == [part[lang] for part in check.evidence.values()]
        # The skeleton is itself a case that is understood: of nothing.
        assert avgkit.judge(check.id, told["example"], on="2026-11-01")


def test_every_value_of_a_code_has_a_word():
    wordless = {f"{name}: {v}" for name, c in COLUMNS.items() for v in c.values if v not in texts._words()}
    used = {fact for check in CHECKS.values() for fact in check.facts}
    assert not {said for said in wordless if said.partition(":")[0] in used}
