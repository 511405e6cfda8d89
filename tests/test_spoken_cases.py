"""Cases that are read in two languages: one verdict in both, all templates in use, and what leaves room stays open."""

import pytest

import avgkit
from avgkit.exercises import cards
from avgkit.exercises.pools import CasePool
from avgkit.exercises.varying import spoken, vary
from avgkit.themes import find

LAW = avgkit.load_law(on="2026-11-23")
THEMES = ("consent", "minimisation", "special")
CHECKS = [c.id for c in avgkit.checks() if c.theme in THEMES and (c.exercise or {}).get("case")]


def rows(check: str, lang: str) -> dict[str, dict]:
    """The cases of a check by key."""
    return {row["key"]: row for row in CasePool(find(check), LAW, lang).rows(set())}


@pytest.mark.parametrize("check", CHECKS)
def test_a_case_has_one_verdict_in_both_languages(check):
    nl, en = rows(check, "nl"), rows(check, "en")
    assert nl.keys() == en.keys()
    judged = ("violates", "reasons", "template", "arguable")
    assert {k: [row[name] for name in judged] for k, row in nl.items()} == {
        k: [row[name] for name in judged] for k, row in en.items()
    }


@pytest.mark.parametrize("check", CHECKS)
def test_every_template_gives_cases_that_agree(check):
    """A template whose cases fall on both sides, or outside the check, is not what its writer meant."""
    found: dict[str, set] = {}
    for row in rows(check, "nl").values():
        found.setdefault(row["template"], set()).add(row["violates"])
    assert sorted(found, key=int) == [str(n + 1) for n in range(len(find(check).exercise["case"]))]
    assert all(len(verdicts) == 1 for verdicts in found.values())
    assert {True, False} <= set.union(*found.values())


def drawn(check: str, kind: str, lang: str):
    """Fifty draws of one exercise."""
    crm, policy = avgkit.Crm.of({}), avgkit.Policy()
    return [avgkit.exercise(check, crm, policy, LAW, kind=kind, seed=n, lang=lang) for n in range(50)]


def test_what_can_be_argued_is_drawn_and_never_wrong():
    argued = [q for q in drawn("interest-unbalanced", "judge", "nl") if q.teller.arguable(q.record)]
    assert argued
    for q in argued:
        for verdict in ("clear", "finding", "unknown"):
            outcome = q.check(verdict, "nothing")
            assert (outcome.state, q.points) == ("arguable", q.most)
            assert all(argument in repr(outcome) for argument in q.teller.arguments())


def test_a_case_that_can_be_argued_is_never_one_to_tick(monkeypatch):
    """Without the rule the draw would hold cases of the arguable template: the page asks both kinds here."""
    page = find("interest-unbalanced").exercise
    monkeypatch.setitem(page["nl"], "question", "?")
    draws = drawn("interest-unbalanced", "mark", "nl")
    seen = {record.row["template"] for q in draws for record in q.records}
    argued = {str(n) for n, case in enumerate(page["case"], 1) if case.get("arguable")}
    assert argued and seen and not seen & argued


@pytest.mark.parametrize("check", [c for c in CHECKS if c.endswith("in-note")])
def test_a_note_is_read_in_the_language_of_the_learner(check):
    for nl, en in zip(drawn(check, "mark", "nl"), drawn(check, "mark", "en"), strict=True):
        assert [r.key for r in nl.records] == [r.key for r in en.records]
        assert not {r.cells[0] for r in nl.records} & {r.cells[0] for r in en.records}
        assert nl.answer() == en.answer()


@pytest.mark.parametrize("check", CHECKS)
def test_a_cell_holds_words(check):
    """No code, no pair of languages and no empty cell reaches the card."""
    for lang in ("nl", "en"):
        for q in drawn(check, "judge", lang):
            facts = cards.card(q)["fields"][0]["facts"]
            assert all(value.strip() and "{" not in value and "_" not in value for _, value in facts), facts


def test_facts_that_go_together_are_drawn_together():
    pairs = {"sale": {"nl": "verkoop", "en": "sales"}, "form": {"nl": "formulier", "en": "form"}}
    template = {"a": {"any": list(pairs)}, "b": {"any": list(pairs.values()), "with": "a"}}
    cases = [vary(template, (n,)) for n in range(40)]
    assert {case["a"] for case in cases} == set(pairs)
    assert all(case["b"] == pairs[case["a"]] for case in cases)
    assert all(spoken(case, "en") == {"a": case["a"], "b": pairs[case["a"]]["en"]} for case in cases)


def test_each_item_of_a_list_may_be_drawn():
    template = {"sent": "2026-06-30", "at": [{"after": "sent", "days": [-9, -5]}, {"after": "sent", "days": [1, 4]}]}
    days = [vary(template, (n,))["at"] for n in range(40)]
    assert all("2026-06-21" <= before <= "2026-06-25" < "2026-07-01" <= after <= "2026-07-04" for before, after in days)
    assert len({before for before, _ in days}) > 1
