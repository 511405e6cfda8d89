"""An exercise of the kind mark: drawn from the verdict, graded by it, alike for everybody, without a name."""

import itertools
from dataclasses import replace

import pytest

import avgkit
from avgkit import exercises, texts
from avgkit.errors import AvgkitError
from avgkit.exercises import grade
from avgkit.themes import find

SEEDS = range(50)
CHECKS = [
    c.id
    for c in avgkit.checks("consent")
    if c.exercise and "question" in c.exercise["nl"] and not c.exercise.get("case")
]
NAMES = ("Willemijn", "Achterberg", "w.achterberg@example.org", "Dorpsstraat")


def people() -> dict:
    """A small CRM in which every exercise has enough of both kinds; its names may never be shown."""
    contacts, consents, messages = [], [], []
    kinds, choices = ("natural", "business", "legal"), ("given", "withdrawn", "again", "objected", "later", "none")
    channels = ("email", "phone", "post", "sms")
    for number, (kind, choice, channel, good) in enumerate(itertools.product(kinds, choices, channels, (True, False))):
        key = f"C{number:04}"
        first, last, mail, street = NAMES
        contacts.append(
            {"id": key, "category": "customer", "kind": kind, "first_name": first, "last_name": last, "email": mail}
            | {"street": street, "customer_since": "2022-05-01", "details_source": "sale", "country": "NL"}
            | {"optout_at_collection": good, "birth_date": "2012-06-01" if number % 3 == 0 else "1980-01-31"}
        )
        history = {"given": ["given"], "again": ["withdrawn", "given"], "later": ["objected", "given"], "none": []}
        said = history.get(choice, ["given", choice])
        for step, event in enumerate(said):
            consents.append(
                {"id": f"K{number:04}{step}", "contact": key, "at": f"2025-0{step + 1}-03 10:00", "event": event}
                | {
                    "purpose": "news",
                    "channel": "all",
                    "how": "tick" if good or step else "pre_ticked",
                    "given_by": "self",
                }
                | {"wording": "w1" if good or step else None}
            )
        messages.append(
            {"id": f"M{number:04}", "contact": key, "sent_at": "2026-08-12 09:30", "channel": channel}
            | {
                "kind": "marketing",
                "purpose": "news",
                "similar_own": True,
                "optout_offered": good,
                "sender_stated": good,
            }
        )
    return {"contacts": contacts, "consents": consents, "messages": messages}


@pytest.fixture(scope="module")
def world():
    """Crm, policy and law, and each check's verdict, judged once."""
    crm = avgkit.Crm.of(people())
    no = dict.fromkeys(("condition_for_service", "detriment", "imbalance", "automated_decisions"), False)
    no |= {"transfers_without_safeguards": False}
    yes = dict.fromkeys(("told_identity", "told_purposes", "told_data", "told_withdrawal", "distinguishable"), True)
    policy = avgkit.Policy.of(
        {
            "organisation": [{"name": "Proef", "kind": "commercial"}],
            "purposes": [
                {"id": "news", "label_nl": "nieuwsbrief", "label_en": "newsletter", "basis": "consent"}
                | {"direct_marketing": True, "explicit": False}
            ],
            "consent_forms": [{"wording": "w1", "purposes": "news", "withdrawal_as_easy": True, **no, **yes}],
        }
    )
    law = avgkit.load_law(on="2026-11-23")
    verdicts = {name: find(name).verdict(crm, policy, law).collect("pyarrow") for name in CHECKS}

    def make(name="message-without-consent", **options):
        return avgkit.exercise(name, crm, policy, law, verdict=verdicts[name], **options)

    return make


def said(*views) -> str:
    """All that a learner can read of these, as text and as HTML."""
    return "\n".join(repr(view) + view._repr_html_() for view in views)


@pytest.mark.parametrize("name", CHECKS)
def test_fifty_seeds_grade_by_the_verdict(world, name):
    """Perfect, empty, inverted and half answers, with feedback for every record in both languages, on fifty draws."""
    mixes = set()
    for seed in SEEDS:
        q = world(name, seed=("class", seed, "lesson"), lang="nl")
        keys, answer = [record.key for record in q.records], q.answer()
        assert len(keys) == len(set(keys)) <= 7 and answer and len(answer) < len(keys)
        mixes.add((len(answer), len(keys), tuple(sorted(r.row["reasons"] for r in q.records if r.violates))))
        assert q.check().state == q.check([]).state == "not_attempted"
        assert q.tries == 0
        inverted = q.check(set(keys) - answer)
        assert inverted.state == "wrong" and inverted.found == 0 and inverted.score == 0
        if len(answer) > 1:
            part = q.check(sorted(answer)[:1])
            assert part.state == "partly" and part.found == 1 and 0 < part.score < 1
        right = q.check(answer)
        assert (right.state, right.found, right.extra, right.score) == ("right", len(answer), 0, 1.0)
        english = world(name, seed=("class", seed, "lesson"), lang="en")
        assert [record.key for record in english.records] == keys
        for exercise in (q, english):
            sentences = [exercise.teller.sentence(record) for record in exercise.records]
            assert all(len(sentence) > 20 and "{" not in sentence for sentence in sentences)
            everything = said(exercise, exercise.check(keys), exercise.hint(), exercise.hint(), exercise.hint())
            everything += said(exercise.hint(), exercise.solution())
            assert all(key in everything for key in keys)
            assert not [value for value in NAMES if value.lower() in everything.lower()]
    assert len(mixes) == 1, "everybody gets the same mix of reasons"


def test_the_mix_is_three_in_seven(world):
    q = world(seed=3)
    assert (len(q.answer()), len(q.records), q.notes) == (3, 7, [])


def test_same_seed_same_records_and_other_seed_others(world):
    draws = {seed: [r.key for r in world(seed=seed).records] for seed in (1, "1", ("a", 1), ("a", 2), 2)}
    assert draws[1] == draws["1"] == [r.key for r in world(seed=1).records]
    assert draws[1] != draws[2] and draws[("a", 1)] != draws[("a", 2)]


def test_grade_is_pure():
    verdict = {"a": True, "b": True, "c": False, "d": False}
    assert grade(verdict, None).state == grade(verdict, []).state == "not_attempted"
    assert grade(verdict, ["a", "b"]).state == "right"
    assert grade(verdict, ["a"]) == exercises.Outcome("partly", 1, 2, 0, 0.75)
    assert grade(verdict, verdict) == exercises.Outcome("partly", 2, 2, 2, 0.5)
    assert grade(verdict, ["c"]) == exercises.Outcome("wrong", 0, 2, 1, 0.25)
    assert grade({"c": False}, []).state == "right"


def test_a_wrong_answer_does_not_tell_what_was_missed(world):
    q = world(seed=5, lang="nl")
    wanted = sorted(q.answer())
    told = repr(q.check(wanted[:1]))
    assert wanted[0] in told and not any(key in told for key in wanted[1:])
    assert "1 van 3 gevonden, 0 te veel, nog 2 te vinden" in told
    assert "terecht aangekruist" in told and "Tw 11.7(1)" in told


def test_keys_as_people_type_them(world):
    q = world(seed=5)
    wanted = sorted(q.answer())
    for typed in (
        ", ".join(wanted),
        " ".join(wanted).lower(),
        ";".join(wanted),
        tuple(wanted),
        set(wanted),
        iter(wanted),
    ):
        assert q.check(typed).state == "right"


def test_an_unknown_key_is_told_with_the_nearest(world):
    q = world(seed=5, lang="nl")
    key = q.records[0].key
    outcome = q.check([key[:-1] + "x"])
    assert outcome.state == "not_attempted" and "Bedoel je ‘M" in repr(outcome) and q.tries == 0
    far = repr(q.check("<script>alert(1)</script>"))
    assert "staat niet in deze opgave" in far and key in far
    assert "<script>" not in q.check("<script>alert(1)</script>")._repr_html_()


def test_three_hints_that_cost_a_point_each(world):
    q = world(seed=8, lang="nl")
    pointer, article, near, none = (repr(q.hint()) for _ in range(4))
    assert find("message-without-consent").words("hint", "nl") in pointer and "kost 1 punt" in pointer
    assert "Tw 11.7(1)" in article and q.teller.law.articles["Tw 11.7(1)"]["nl"] in article
    assert "Een van de 3 die je zoekt" in near and not any(r.key in near for r in q.records)
    assert "geen hints meer" in none and "punt" not in none
    assert q.check(q.answer()).state == "right" and q.points == 4


def test_the_solution_first_gives_no_points(world):
    q = world(seed=8, lang="en")
    text = repr(q.solution())
    assert text.count("▲ finding") == 3 and text.count("● in order") == 4 and "do yourself:" in text
    q.check(q.answer())
    assert q.points == 0


def test_retry_gives_other_records_until_there_are_no_more(world):
    q, seen = world("customer-exception-fails", seed=2), set()
    keys = {r.key for r in q.records}
    assert not keys & {r.key for r in q.retry().records}
    for _ in range(30):
        seen |= {r.key for r in q.records}
        q = q.retry()
    assert q.notes and q.answer() and texts.say("lesson.draw_again", q.lang) in q.notes


@pytest.mark.parametrize(
    ("keep", "phrase", "state"),
    [(lambda m: m["channel"] == "post", "draw_no_finding", "right"), (lambda m: False, "draw_empty", "not_attempted")],
)
def test_not_enough_records_is_said(keep, phrase, state):
    tables = people()
    tables["messages"] = [message for message in tables["messages"] if keep(message)]
    crm, policy = avgkit.Crm.of(tables), avgkit.Policy.of({"organisation": [{"name": "Proef", "kind": "commercial"}]})
    q = avgkit.exercise("message-without-consent", crm, policy, avgkit.load_law(on="2026-11-23"), lang="nl")
    assert texts.say(f"lesson.{phrase}", "nl") in repr(q.show())
    assert q.check([]).state == state
    assert " 0 " not in repr(q.check([]))
    assert said(q.hint(), q.solution(), q.check(), q.retry().page())


def test_a_missing_table_and_an_unknown_check(world):
    tables = people()
    crm, law = avgkit.Crm.of({"contacts": tables["contacts"]}), avgkit.load_law(on="2026-11-23")
    q = avgkit.exercise("message-without-consent", crm, avgkit.Policy(), law, lang="nl")
    assert "crm.messages" in repr(q.page()) and q.check(["x"]).state == "not_attempted" and q.retry().notes == q.notes
    with pytest.raises(AvgkitError, match="message-without-consent"):
        avgkit.exercise("message-without-consnt", crm, avgkit.Policy(), law)


def patched(monkeypatch, name: str, **exercise) -> None:
    """The check with other settings of its exercise."""
    check = replace(find(name), exercise={**find(name).exercise, **exercise})
    monkeypatch.setattr("avgkit.themes.checks", lambda: [check])


def test_a_theme_may_limit_the_draw_to_what_can_be_decided(world, monkeypatch):
    limits = {"finding": {"reasons": ["withdrawn"]}, "clear": {"basis": ["consent", "no_consent_needed"]}}
    patched(monkeypatch, "message-without-consent", **limits)
    for seed in SEEDS:
        rows = [r.row for r in world(seed=seed).records]
        assert sorted(row["reasons"] for row in rows if row["violates"]) == ["withdrawn"] * 3
        assert (
            sorted(row["basis"] for row in rows if not row["violates"]) == ["consent"] * 2 + ["no_consent_needed"] * 2
        )


def test_an_exercise_may_show_facts_of_the_record_and_its_contact(world, monkeypatch):
    show = ["channel+sent_at", "contacts.details_source", "contacts.optout_at_collection", "messages.optout_offered"]
    patched(monkeypatch, "customer-exception-fails", show=show)
    q = world("customer-exception-fails", seed=1, lang="nl")
    assert all(record.cells[0].endswith("2026") and record.cells[1] == "verkoop" for record in q.records)
    assert {cell for record in q.records for cell in record.cells[2:]} == {"ja", "nee"}
    patched(monkeypatch, "customer-exception-fails", show=["channel", "contacts.last_name"])
    with pytest.raises(AvgkitError, match=r"contacts\.last_name"):
        world("customer-exception-fails", lang="nl")


def test_the_html_is_a_table_that_a_screen_reader_can_walk(world):
    html = world(seed=1, lang="nl")._repr_html_()
    assert html.count('<th scope="row">') == 7 and html.count('<th scope="col"') == 5 and "<caption>" in html
    assert 'lang="nl"' in html and "http" not in html
