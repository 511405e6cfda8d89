"""Every exercise that a page offers, drawn for fifty learners from one practice firm, each check judged once."""

import re
from functools import cache

import pytest

import avgkit
from avgkit import exercises, texts
from avgkit.exercises import judge as judging
from avgkit.exercises.base import allowed
from avgkit.exercises.cards import answer, card
from avgkit.exercises.making import maker
from avgkit.exercises.quiz import concepts
from avgkit.themes import find

SEEDS = range(50)
FULL = [check.id for check in avgkit.checks() if check.exercise]
ASKED = [check.id for check in avgkit.checks() if check.exercise and "question" in check.exercise["nl"]]
JUDGED = [check.id for check in avgkit.checks() if check.exercise and check.exercise["nl"].get("case")]
LAW = avgkit.load_law(on="2026-11-23")
_BARE = re.compile(r"\bNone\b|\bnan\b|\{\w*\}|\[\w*\]|True|False")


@cache
def firm():
    """The practice firm of the lessons."""
    return avgkit.generate_crm(people=3000, seed=1, flaws="practice")


@cache
def pool(check: str, lang: str):
    """The maker of one check; its verdict is collected once."""
    return maker(check, firm().crm, firm().policy, LAW, ("class",), 7, lang)


def made(check: str, kind: str, seed: int, lang: str = "nl"):
    """The exercise of one learner, drawn from the pool of the check."""
    one = pool(check, lang)
    mine = type(one)(one.teller, one.pool, (check, "class", seed, "lesson"), one.size)
    return getattr(mine, kind)()


def words(*pages) -> str:
    return "\n".join(repr(page) for page in pages)


@pytest.mark.parametrize("check", ASKED)
def test_mark_fifty_learners(check):
    """Seven records with three findings, no note; perfect, empty and inverted answers are told apart."""
    drawn = set()
    for seed in SEEDS:
        q = made(check, "mark", seed)
        keys, right = [record.key for record in q.records], q.answer()
        assert (len(keys), len(set(keys)), len(right), q.notes) == (7, 7, 3, []), (seed, keys)
        assert q.check().state == "not_attempted" and q.check([]).state == "not_attempted"
        assert q.check(set(keys) - right).state == "wrong"
        assert q.check(sorted(right)[:1]).state == "partly"
        assert q.check(right).state == "right" and q.points == 7
        assert not _BARE.search(words(q.page(), q.solution(), *(made(check, "mark", seed).hint() for _ in "a")))
        drawn.add(tuple(sorted(keys)))
    assert len(drawn) > 25, "hardly two learners get the same"


@pytest.mark.parametrize("check", ASKED)
def test_mark_says_each_record_in_both_languages(check):
    for seed in range(5):
        nl, en = (made(check, "mark", seed, lang) for lang in texts.LANGUAGES)
        assert [r.key for r in nl.records] == [r.key for r in en.records] and nl.question != en.question
        for one, other in zip(nl.records, en.records, strict=True):
            assert nl.teller.sentence(one) != en.teller.sentence(other) and nl.teller.cited(one)
        assert not _BARE.search(words(en.page(), en.solution()))
        assert len(nl.head) <= 6 and all(len(head) <= 60 for head in (*nl.head, *en.head)), nl.head


@pytest.mark.parametrize("check", JUDGED)
def test_judge_fifty_learners(check):
    """The key is right, every other choice is not, and each wrong option has words of its own."""
    verdicts, shown, looks = set(), set(), {}
    for seed in SEEDS:
        q = made(check, "judge", seed)
        assert q.record is not None and q.fields()
        said = "arguable" if q.teller.arguable(q.record) else q.record.violates
        assert looks.setdefault(q.record.cells, said) is said, f"alike, but judged otherwise: {q.record.cells}"
        verdicts.add(q.record.violates)
        shown.add(q.record.cells)
        facts, reasons = q.fields()
        assert len(facts["facts"]) <= 8 and len({o["value"] for o in reasons["options"]}) == len(reasons["options"])
        assert q.check().state == "not_attempted"
        key = q.answer()
        if q.teller.arguable(q.record):
            states = {q.check(verdict, judging.NOTHING).state for verdict in judging.VERDICTS}
            assert states == {"arguable"} and q.points == 2
            assert len({words(q.check("clear", judging.NOTHING).page)} | set(q.teller.arguments())) == 3
            continue
        assert q.check(**key).state == "right" and q.points == 2
        told = set()
        for option in (o["value"] for o in reasons["options"]):
            outcome = q.check(key["verdict"], option)
            assert (outcome.state == "right") == (option in q._right_reasons())
            told.add(words(outcome.page))
        assert len(told) >= len(reasons["options"]) - len(q._right_reasons()) + 1
        for verdict in set(judging.VERDICTS) - {key["verdict"]}:
            assert q.check(verdict, key["reason"]).state == "partly"
            wrong = next(o["value"] for o in reasons["options"] if o["value"] not in q._right_reasons())
            assert q.check(verdict, wrong).state == "wrong"
        assert not _BARE.search(words(q.page(), q.solution(), q.hint(), q.hint(), q.hint()))
    assert {True, False} <= verdicts and len(shown) >= 10, (verdicts, len(shown))


@pytest.mark.parametrize("check", JUDGED)
def test_judge_every_option_has_its_own_feedback_in_both_languages(check):
    page = find(check).exercise
    assert page.get("option"), "the reasons that are offered"
    for code, said in page["option"].items():
        # A check with one reason borrows those of its neighbours: what a learner might think it is about.
        assert texts.word(code, "nl") != code and not code.startswith("unknown_"), code
        assert said["nl"].strip() and said["en"].strip() and said["nl"] != said["en"]
    said = [option["nl"] for option in page["option"].values()]
    assert len(set(said)) == len(said)
    wanted = pool(check, "nl")._wanted(None)
    rows = pool(check, "nl").pool.rows({*wanted[True], *wanted[False]})
    reasons = {code for row in rows if row["violates"] for code in row["reasons"].split(";")}
    if "finding" not in page:
        assert reasons <= page["option"].keys(), reasons - page["option"].keys()


@pytest.mark.parametrize("check", JUDGED)
def test_judge_is_not_given_away_by_the_place_of_an_option(check):
    """The right reason stands in every place for some learner."""
    places = set()
    for seed in SEEDS:
        q = made(check, "judge", seed)
        if q.record.violates:
            offered = [option["value"] for option in q.fields()[1]["options"]]
            places.add(offered.index(next(code for code in offered if code in q._right_reasons())))
    assert len(places) > 1


@pytest.mark.parametrize("name", exercises.changes())
def test_change_fifty_learners(name):
    """As it stands it is not attempted, solved it is right, and taking away what was fine never is."""
    first = exercises.change(name, firm().crm, firm().policy, LAW, seed=0, lang="nl")
    drawn = set()
    for seed in SEEDS:
        keys = first.changing.draw((name, "class", seed))
        q = type(first)(first.changing, name, keys, "nl", None, 0)
        drawn.add(tuple(keys))
        assert len(keys) == len(set(keys)) == q.page_of["size"] and len(q._wrong({})) >= 2
        assert q.check({key: "keep" for key in keys}).state == "not_attempted"
        assert q.check(q.answer()).state == "right" and q.points == len(keys)
        fine = [key for key in keys if key not in q._wrong({}) and any(map(q.changing.drops, q.changing.options(key)))]
        for key in fine[:1]:
            gone = next(option for option in q.changing.options(key) if q.changing.drops(option))
            assert q.check({**q.answer(), key: gone}).state == "partly"
    assert len(drawn) > 25
    q = type(first)(first.changing, name, keys, "en", None, 0)
    assert not _BARE.search(words(q.page(), q.check(q.answer()).page, q.solution()))


def test_change_counts_what_the_scan_counts():
    """The numbers of the exercise are those of a scan with the edited policy."""
    q = exercises.change("retention-terms", firm().crm, firm().policy, LAW, seed=3, lang="nl")
    chosen = q.answer()
    scan = avgkit.scan(firm().crm, q.changing.edited(chosen, q.keys), on=LAW.on, themes=["retention"])
    result = next(result for result in scan.results if result.check == "retention-overdue")
    count = next(count for count in q.changing.counts(chosen, q.keys) if count.check == "retention-overdue")
    assert (count.items, count.findings) == (result.items, result.violations)
    for check in q.page_of["checks"]:
        found = set(scan.findings(check)["key"])
        mine = {one.row["key"] for said in q.changing.said(chosen, q.keys).values() for one in said if one.violates}
        assert found & set(q.keys) <= mine and not mine


def test_quiz_fifty_learners():
    """Eight concepts, half of them a finding; start and closing ask the same concepts about other cases."""
    differ = 0
    for seed in SEEDS:
        one, other = (
            exercises.quiz(name, firm().crm, firm().policy, LAW, seed=("class", seed), lang="nl")
            for name in ("start", "closing")
        )
        assert [i.id for i in one.items] == [i.id for i in other.items] == [page["id"] for page in concepts()]
        assert sum(i.record.violates is True for i in one.items) == sum(i.record.violates is True for i in other.items)
        assert 0 < sum(i.record.violates is True for i in one.items) < len(one.items)
        differ += sum(a.record.key != b.record.key for a, b in zip(one.items, other.items, strict=True))
        assert one.check().state == "not_attempted"
        assert one.check(dict.fromkeys(one.answer(), "dont_know")).state == "wrong"
        assert not any(one.known.values())
        assert one.check(one.answer()).state == "right" and not any(one.known.values()), "the first answer stays"
        assert other.check(other.answer()).state == "right" and all(other.known.values())
        assert not _BARE.search(words(one.page(), one.solution()))
    assert differ > 0.75 * len(SEEDS) * len(concepts())


KINDS = [
    ("mark", "message-without-consent"),
    ("judge", "message-without-consent"),
    ("change", "matrix"),
    ("quiz", "start"),
]


def exercise(kind: str, name: str, lang: str = "nl"):
    crm, policy = firm().crm, firm().policy
    if kind in ("mark", "judge"):
        return avgkit.exercise(name, crm, policy, LAW, kind=kind, seed=("class", 1, "x"), lang=lang)
    return getattr(exercises, kind)(name, crm, policy, LAW, seed=("class", 1, "x"), lang=lang)


def filled(q) -> dict:
    """The values of a card that are right."""
    key = q.answer()
    return {"marks": sorted(key)} if q.kind == "mark" else key


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_state_and_restore_lose_nothing(kind, name):
    q, other = exercise(kind, name), exercise(kind, name)
    q.fill(filled(q))
    q.hint()
    q.grade()
    other.restore(q.state())
    assert other.state() == q.state() and card(other) == card(q)
    damaged = {"answer": {field["name"]: object for field in q.fields()}, "tries": "x", "hints": -3, "known": 5}
    third = exercise(kind, name)
    third.restore(damaged)
    assert third.tries == third.hints_used == 0 and third.outcome is None


@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_a_card_gives_nothing_away_and_takes_nothing_strange(kind, name):
    q = exercise(kind, name)
    shown = str(card(q))
    assert "violates" not in shown and "told" not in shown
    for message in (None, 5, [], {"do": "grade"}, {"do": "check", "values": 7}, {"n": "x", "do": ["check"]}):
        same, reply = answer(q, message)
        assert same is q and reply["state"] in ("new", "wrong", "not_attempted"), message
    strange = {field["name"]: ["<b>", 1, None, "x" * 10_000] for field in q.fields()} | {"other": "x"}
    answer(q, {"do": "keep", "values": strange})
    assert all(not value for value in q.values.values()) and "other" not in q.values
    same, reply = answer(q, {"n": 3, "do": "check", "values": filled(q)})
    assert (same is q and reply["n"] == 3 and reply["state"] == "right" and "●" in reply["feedback"]) or kind == "quiz"
    if q.can_retry:
        other, reply = answer(q, {"n": 4, "do": "retry"})
        assert other is not q and reply["card"]["attempt"] == 1 and reply["card"]["values"] != filled(q)


def test_what_a_field_may_hold():
    """value sent -> value kept."""
    ticks = {"type": "ticks", "rows": [{"key": "a"}, {"key": "b"}]}
    choice = {"type": "choice", "options": [{"value": "x"}, {"value": "y"}]}
    grid = {"type": "grid", "rows": [{"key": "r"}], "columns": [{"value": "c"}]}
    table = [
        (ticks, ["b", "a", "a", "z"], ["a", "b"]),
        (ticks, [], []),
        (ticks, None, None),
        (ticks, "a", None),
        (ticks, [["a"]], []),
        (choice, "x", "x"),
        (choice, "z", None),
        (choice, ["x"], None),
        (grid, ["r|c", "r|d"], ["r|c"]),
        (grid, {"r|c": True}, None),
    ]
    for field, sent, kept in table:
        assert allowed(field, sent) == kept, (field["type"], sent)


def test_messages_from_before_the_rule_that_is_taught_are_not_drawn():
    """A call of some years ago fell under a rule that the lesson tells only later."""
    since = find("message-without-consent").exercise["since"]["sent_at"]
    everything = avgkit.exercise(
        "message-without-consent", firm().crm, firm().policy, LAW, seed=0, size=1_000_000, lang="nl"
    )
    assert len(everything.records) > 100
    assert all(str(record.row["sent_at"]) >= since for record in everything.records)
