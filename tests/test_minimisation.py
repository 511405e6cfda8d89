"""What the case files of minimisation and register cannot say: large tables, missing tables, plain facts."""

from datetime import date

import pytest

import avgkit
from avgkit.themes import find

LAW = avgkit.load_law("2026-11-01")
DECLARED = {"table": "contacts", "field": "city", "category": "adres", "used": True}


def answers(check, tables, policy):
    frame = find(check).verdict(avgkit.Crm.of(tables), avgkit.Policy.of(policy), LAW)
    rows = frame.collect("pyarrow").to_native().to_pylist()
    return {row["key"]: (row["violates"], row["reasons"]) for row in rows}


def judged(check, facts, on="2026-11-01"):
    return [(a["violates"], a["reasons"], a["evidence"]) for a in avgkit.judge(check, facts, on)]


@pytest.mark.parametrize(
    ("rows", "filled", "rare", "hardly"),
    [
        (100, 4, None, True),
        (100, 5, None, False),  # five in a hundred is not fewer than five in a hundred
        (99, 1, None, False),  # too few records to say anything
        (1000, 49, None, True),
        (1000, 50, None, False),
        (1000, 1, True, False),  # the organisation says that it is normal
    ],
)
def test_hardly_filled_is_a_share_of_a_large_enough_table(rows, filled, rare, hardly):
    contacts = [{"id": f"P{n}", "city": "Hoorn" if n < filled else None} for n in range(rows)]
    found = answers("field-hardly-used", {"contacts": contacts}, {"fields": [DECLARED | {"rare": rare}]})
    assert found["contacts/city"] == ((True, "hardly_filled") if hardly else (False, ""))


def test_marks_that_a_system_keeps_are_not_counted_as_hardly_filled():
    contacts = [{"id": f"P{n}", "city": "Hoorn", "hold": "true" if n == 1 else None} for n in range(200)]
    found = answers("field-hardly-used", {"contacts": contacts}, {"fields": [DECLARED]})
    assert set(found) == {"contacts/city"}


@pytest.mark.parametrize("missing", ["consents", "interactions", "requests"])
def test_without_a_table_that_could_show_a_purpose_it_is_unknown(missing):
    tables = {"contacts": [{"id": "P1", "category": "prospect"}, {"id": "P2", "category": "customer"}]}
    tables |= {name: [] for name in ("consents", "interactions", "requests") if name != missing}
    found = answers("contact-without-purpose", tables, {"purposes": []})
    assert found == {"P1": (None, "unknown_history"), "P2": (False, "")}


def test_without_messages_the_first_contact_may_have_been_earlier():
    told = {"id": "P1", "created_at": "2026-03-05", "obtained": "elsewhere", "informed_at": "2026-03-20"}
    never = {"id": "P2", "created_at": "2026-03-05", "obtained": "elsewhere"}
    found = answers("notice-late", {"contacts": [told, never], "interactions": []}, {})
    assert found == {"P1": (None, "unknown_first_contact"), "P2": (True, "not_informed")}


def test_plain_facts_are_enough():
    listed = {"contacts.category": "prospect", "contacts.details_source": "list"}
    assert judged("contact-without-purpose", listed)[0][:2] == (True, ["no_purpose"])
    unnamed = {"fields.table": "contacts", "fields.field": "gender", "fields.purposes": "x", "purposes.id": "sales"}
    assert judged("field-without-purpose", unnamed)[0][:2] == (True, ["purpose_not_declared"])
    named = {"fields.table": "contacts", "fields.field": "gender", "fields.purposes": "sales"}
    assert judged("field-without-purpose", named)[0][:2] == (False, [])
    small = {"activities.registered": False, "organisation.people": 40, "activities.occasional": False}
    assert judged("register-duty", small)[0][2]["register"] == "required"
    late = {"contacts.created_at": "2026-03-05", "contacts.obtained": "elsewhere", "contacts.informed_at": "2026-04-08"}
    assert judged("notice-late", late)[0][2] == {
        "rule": "14",
        "obtained_on": "2026-03-05",
        "deadline": "2026-04-07",
        "informed_on": "2026-04-08",
    }


def test_an_empty_crm_and_policy_is_judged_without_a_stumble():
    policy = {"purposes": [], "fields": [], "activities": []}
    for check in (c for c in avgkit.checks() if c.theme in ("minimisation", "register")):
        tables = {"contacts": []} if "crm.contacts" in check.needs else {}
        assert answers(check.id, tables, policy) == {}, check.id


def test_a_basis_that_is_not_declared_stops_no_other_check():
    purpose = {"id": "x", "direct_marketing": True, "basis": None}
    tables = {"contacts": [{"id": "P1", "kind": "natural"}], "consents": []}
    tables["messages"] = [{"id": "M1", "contact": "P1", "channel": "email", "purpose": "x", "sent_at": "2026-10-01"}]
    scan = avgkit.scan(avgkit.Crm.of(tables), avgkit.Policy.of({"purposes": [purpose]}), on=date(2026, 11, 1))
    assert {r.check: r.violations for r in scan.results}["purpose-without-basis"] == 1
