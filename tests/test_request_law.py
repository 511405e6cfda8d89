"""One person's request as a lawyer reads it: what may stay, what is said to the person, and what never leaks."""

import json
from datetime import date

import pytest

from avgkit import texts
from avgkit.dossiers import ToConfirm, dossier, verify, write
from avgkit.pages.computation import steps
from avgkit.pages.person import AnswerBook, CheckBook, PersonPlanBook
from avgkit.tables import Crm, Policy

ON = "2026-11-23"
PERSON = {"id": "1", "category": "former", "created_at": "2020-01-01", "first_name": "Jan", "last_name": "Prins"}
PERSON |= {"birth_date": "1980-02-01", "email": "jan.prins@mail.example", "customer_until": "2022-01-01"}
PURPOSES = [
    {"id": "offers", "label_nl": "aanbiedingen", "label_en": "offers", "basis": "consent", "direct_marketing": True},
    {"id": "photos", "label_nl": "foto's", "label_en": "photos", "basis": "consent", "direct_marketing": False},
    {"id": "mailing", "label_nl": "folders", "basis": "legitimate_interest", "direct_marketing": True},
]
RETENTION = [
    {"category": "former", "months": 24, "start": "customer_until", "after": "erase"},
    {"category": "consent_proof", "months": 60, "start": "laatste gebruik"},
]
POLICY = {"purposes": PURPOSES, "retention": RETENTION}


def made(kind, person=None, policy=None, shadow=None, received=None, lang="nl", **tables):
    crm = Crm.of({"contacts": [PERSON | (person or {})]} | tables)
    more = {"shadow": shadow, "received": received, "lang": lang}
    return dossier("1", crm, Policy.of(POLICY | (policy or {})), kind=kind, on=ON, **more)


def lines(one):
    return {line.place: line for line in one.lines}


def consent(event, purpose="offers", at="2025-01-01", id="T1", channel="email"):
    return {"id": id, "contact": "1", "at": at, "purpose": purpose, "channel": channel, "event": event}


def note(text):
    return [{"id": "I1", "contact": "1", "kind": "note", "at": "2025-01-01", "note": text}]


# ---------------------------------------------------------------- erasure: a plan that can be signed
LOOSE = {"files": [{"id": "F1", "path": "a.csv", "people": [{"crm_id": "1", "certain": True, "evidence": ["email"]}]}]}


@pytest.mark.parametrize(("hold", "action", "reason"), [(False, "clean_file", "loose_copy"), (True, "unknown", "hold")])
def test_a_loose_file_is_not_cleaned_under_a_hold(hold, action, reason, tmp_path):
    one = made("erasure", {"hold": hold}, shadow=LOOSE)
    line = lines(one)["shadow/F1"]
    assert (line.action, line.reason) == (action, reason)
    write(one, tmp_path / "plan")
    told = verify(tmp_path / "plan", Crm.of({"contacts": [PERSON | {"hold": hold}]}), Policy(), LOOSE)
    state = next(x["state"] for x in told.lines if x["table"] == "shadow")
    assert state == ("undecided" if hold else "still_there")  # what nobody ordered to go, did not fail to go


@pytest.mark.parametrize(("until", "action"), [(None, "unknown"), ("2027-01-01", "unknown"), ("2026-11-22", "delete")])
def test_who_is_a_customer_still_is_no_plain_deletion(until, action):
    one = made("erasure", {"category": "customer", "customer_until": until})
    assert lines(one)["contacts/1"].action == action


@pytest.mark.parametrize(
    ("purpose", "reason", "until"),
    [
        ("offers", "suppression", None),
        (None, "suppression", None),  # an objection to everything
        ("unknown", "suppression", None),  # not known to be anything else than marketing
        ("photos", "consent_proof", date(2030, 1, 1)),  # no marketing, so no suppression list (AVG 21(3))
    ],
)
def test_only_a_choice_against_marketing_goes_on_the_suppression_list(purpose, reason, until):
    line = lines(made("erasure", consents=[consent("withdrawn", purpose)]))["consents/T1"]
    assert (line.action, line.reason, line.until) == ("keep", reason, until)
    assert ("needs_address" in line.also) == (reason == "suppression")


def test_under_a_hold_the_address_stays_so_the_list_needs_none():
    assert lines(made("erasure", {"hold": True}, consents=[consent("withdrawn")]))["consents/T1"].also == []


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("kind", ["erasure", "rectification", "objection"])
def test_a_plan_says_what_to_answer_when_something_is_refused(kind, lang):
    page = PersonPlanBook(made(kind, lang=lang)).page()
    assert "12(4)" in page and "Autoriteit Persoonsgegevens" in page


def test_nobody_is_told_of_an_erasure_when_all_stays():
    assert texts.say("request.pass_on", "nl") not in PersonPlanBook(made("erasure", {"hold": True})).page()
    assert texts.say("request.pass_on", "nl") in PersonPlanBook(made("erasure")).page()


# ---------------------------------------------------------------- the answer for the person
def purposes(*consents, policy=None, requests=()):
    one = made("access", {"purposes": "offers"}, policy, consents=list(consents), requests=list(requests))
    return next(t for t in one.told if t.id == "purposes")


@pytest.mark.parametrize(
    ("consents", "gap"),
    [
        ([consent("given")], None),
        ([consent("given"), consent("withdrawn", at="2026-01-01", id="T2")], "purposes_stopped"),
        ([consent("given", at="2026-02-02"), consent("withdrawn", at="2026-01-01", id="T2")], None),
        ([consent("given", channel="phone"), consent("withdrawn", at="2026-01-01", id="T2")], None),
        ([consent("given"), consent("objected", None, "2026-01-01", "T2", None)], "purposes_stopped"),
        ([consent("withdrawn")], "purposes_stopped"),
        ([], "purposes_unrecorded"),
    ],
)
def test_you_gave_consent_is_not_said_of_what_was_withdrawn(consents, gap):
    told = purposes(*consents)
    assert [g for g in told.gaps if g.startswith("purposes_")] == ([gap] if gap else [])
    stopped = texts.say("request.purpose_stopped", "nl")
    assert any(stopped in line for line in told.lines) == (gap == "purposes_stopped")


def test_an_objection_in_the_requests_stops_marketing_on_another_basis():
    request = {"id": "R1", "contact": "1", "kind": "objection_marketing", "received_at": "2026-01-01"}
    one = made("access", {"purposes": "mailing"}, requests=[request])
    assert "purposes_stopped" in next(t for t in one.told if t.id == "purposes").gaps
    assert "purposes_stopped" not in next(t for t in made("access", {"purposes": "mailing"}).told).gaps


def test_a_term_that_is_over_is_not_told_as_if_it_runs():
    told = next(t for t in made("access").told if t.id == "period")
    assert texts.say("request.period_over", "nl", day="1 januari 2024") in told.lines and told.gaps == ["period_over"]
    runs = next(t for t in made("access", {"customer_until": "2026-01-01"}).told if t.id == "period")
    assert texts.say("request.period_until", "nl", day="1 januari 2028") in runs.lines and not runs.gaps


@pytest.mark.parametrize(("months", "said"), [(1, "1 maand "), (2, "2 maanden ")])
def test_one_month_is_no_months(months, said):
    policy = {"retention": [RETENTION[0] | {"months": months}]}
    assert any(said in line for t in made("access", policy=policy).told if t.id == "period" for line in t.lines)


@pytest.mark.parametrize(
    ("kind", "words"),
    [("commercial", "6 weken"), ("public_body", "Dit antwoord is een besluit"), (None, "naar de rechter")],
)
def test_who_gets_less_than_asked_reads_the_way_to_the_court(kind, words):
    policy = {"organisation": [{"name": "Invented", "kind": kind}] if kind else []}
    other = made("access", policy=policy, interactions=note("Belde met zoon@mail.example"))
    own = made("access", policy=policy, interactions=note("Wil een rode fiets"))
    assert words in AnswerBook(other).page() and words not in AnswerBook(own).page()


def test_the_answer_asks_to_add_what_was_not_searched():
    page = AnswerBook(made("access", shadow=LOOSE)).page()
    assert texts.say("request.gap_elsewhere", "nl") in page and texts.say("request.gap_files", "nl") in page


def test_a_kind_of_recipient_beside_a_named_one_is_a_gap():
    policy = {
        "activities": [{"id": "a", "name": "a", "purposes": "offers", "subjects": "klant", "recipients": "drukker"}],
        "processors": [{"id": "p", "name": "Invented Printers", "service": "printing", "activities": "a"}],
    }
    one = made("access", {"category": "customer", "purposes": "offers"}, policy)
    told = next(t for t in one.told if t.id == "recipients")
    assert "recipients_named" in told.gaps and any("Invented Printers" in line for line in told.lines)


# ---------------------------------------------------------------- nothing about third persons leaks
@pytest.mark.parametrize(
    ("text", "leak"),
    [
        ("Zijn vrouw heeft kanker.", "kanker"),
        ("Marie de Groot (marie@mail.example) heeft kanker.", "kanker"),
        ("Belde over de fiets. Haar zoon is moslim en komt langs.", "moslim"),
    ],
)
def test_a_sensitive_fact_beside_somebody_else_is_covered_until_a_person_decides(text, leak):
    one = made("access", interactions=note(text))
    assert leak not in AnswerBook(one).page()
    assert texts.say("request.whose_unclear", "nl") in CheckBook(one).page()


def test_the_persons_own_sensitive_fact_is_in_the_copy():
    one = made("access", interactions=note("Heeft diabetes, belt later. Zijn zoon komt de fiets halen."))
    assert "diabetes" in AnswerBook(one).page()


# ---------------------------------------------------------------- who is meant
def test_a_postcode_does_not_make_a_shared_mailbox_somebody():
    contact = PERSON | {"email": "info@prins.example", "postal_code": "1011 AA"}
    crm = Crm.of({"contacts": [contact]})
    with pytest.raises(ToConfirm):
        dossier("info@prins.example", crm, kind="access", on=ON, postal_code="1011 AA")
    assert dossier("info@prins.example", crm, kind="access", on=ON, born="1980-02-01").found.keys == ["1"]


def test_who_shared_a_number_before_the_plan_is_not_new_after_it(tmp_path):
    shared = {"phone": "0201234567"}
    wife = {"id": "2", "first_name": "Marie", "last_name": "Prins", **shared}
    crm = Crm.of({"contacts": [PERSON | shared, wife]})
    one = dossier("1", crm, Policy.of(POLICY), kind="erasure", on=ON)
    assert [c.contact for c in one.found.confirm] == ["2"]
    write(one, tmp_path / "plan")
    back = {"id": "3", "first_name": "J", "email": "jan.prins@mail.example"}
    told = verify(tmp_path / "plan", Crm.of({"contacts": [wife, back]}), Policy())
    assert [x["key"] for x in told.lines if x["state"] == "new"] == ["3"]
    assert json.loads((tmp_path / "plan" / "plan.json").read_text())["to_confirm"] == ["2"]


# ---------------------------------------------------------------- nothing of the law is typed in a sentence
def test_the_sentences_about_children_name_no_age():
    for who in ("representative", "self_representative"):
        for lang in ("nl", "en"):
            said = texts.say(f"request.asker_{who}", lang).replace("UAVG 5", "")
            assert not any(sign.isdigit() for sign in said)  # 12 today, 16 before 1 September 2026 (law.md 2.2)


@pytest.mark.parametrize(("lang", "said"), [("nl", "De termijn is 1 maand"), ("en", "The period is 1 month")])
def test_the_length_of_the_term_comes_from_the_knowledge(lang, said):
    requests = [
        {"id": "R1", "contact": "1", "kind": "access", "received_at": "2026-10-05", "extended_at": "2026-10-20"}
    ]
    requests[0] |= {"complex": True, "extension_reasoned": True}
    told = " ".join(steps(made("access", requests=requests, lang=lang).deadline, lang))
    assert said in told and ("2 maanden" if lang == "nl" else "2 months") in told


def test_what_was_not_checked_says_which_part():
    page = CheckBook(made("access")).page()
    assert "Doelen; soorten gegevens; ontvangers" in page and page.count("komen uit het geheugen") == 1
