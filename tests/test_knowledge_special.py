"""The grounds for special, criminal and national-number data, typed from AVG 9(2), 10, 87 and UAVG 22-33, 46."""

from datetime import date

import pytest

from avgkit import schema
from avgkit.law import load_law

# Ground, its paragraph of AVG 9(2), its place in the UAVG, and whether an act has to be named.
NINE_TWO = [
    ("explicit_consent", "a", ["UAVG 22(2)(a)"], False),
    ("employment_social_law", "b", ["UAVG 30(1)"], True),
    ("vital_interests_incapable", "c", ["UAVG 22(2)(b)"], False),
    ("nonprofit_members", "d", ["UAVG 22(2)(c)"], False),
    ("manifestly_public", "e", ["UAVG 22(2)(d)"], False),
    ("legal_claims", "f", ["UAVG 22(2)(e)"], False),
    (
        "substantial_public_interest",
        "g",
        ["UAVG 23", "UAVG 25", "UAVG 26", "UAVG 27", "UAVG 28", "UAVG 29", "UAVG 30(2)"],
        True,
    ),
    ("health_care", "h", ["UAVG 30(3)"], True),
    ("public_health", "i", [], True),
    ("archive_research_statistics", "j", ["UAVG 24"], True),
]
CRIMINAL = [
    ("criminal_explicit_consent", "UAVG 32(a)"),
    ("criminal_manifestly_public", "UAVG 32(c)"),
    ("criminal_legal_claims", "UAVG 32(d)"),
    ("own_request", "UAVG 33(2)(a)"),
    ("own_protection", "UAVG 33(2)(b)"),
    ("licensed_agency", "UAVG 33(4)"),
    ("same_group", "UAVG 33(4)"),
    ("authority_licence", "UAVG 33(4)"),
    ("staff_rules", "UAVG 33(3)"),
]
TODAY = load_law("2026-11-01")


@pytest.mark.parametrize(("id", "letter", "places", "needs_law"), NINE_TWO, ids=lambda value: str(value)[:24])
def test_the_ten_exceptions_of_article_nine(id, letter, places, needs_law):
    entry = TODAY.entry("grounds", id)
    assert entry["article"] == f"AVG 9(2)({letter})"
    assert "special" in entry["regimes"] and "national_number" not in entry["regimes"]
    assert [place for place in entry.get("uavg", []) if not place.startswith("UAVG 32")] == places
    assert entry["needs_law"] is needs_law


@pytest.mark.parametrize(("id", "place"), CRIMINAL)
def test_the_grounds_for_criminal_data(id, place):
    entry = TODAY.entry("grounds", id)
    assert (entry["article"], entry["regimes"], entry["uavg"]) == ("AVG 10", ["criminal"], [place])
    assert entry["needs_law"] is (id == "authority_licence")


def test_three_exceptions_count_for_criminal_data_too():
    both = {e["id"] for e in TODAY.entries("grounds") if {"special", "criminal"} <= set(e["regimes"])}
    assert both == {"explicit_consent", "manifestly_public", "legal_claims"}


def test_only_a_law_lifts_the_ban_on_a_national_number():
    def grounds(day):
        law = load_law(day)
        found = {e["id"] for e in law.entries("grounds") if "national_number" in e["regimes"]}
        return {id for id in found if law.entry("grounds", id)}

    assert grounds("2018-05-25") == grounds("2026-08-31") == {"law_prescribes", "order_in_council"}
    assert grounds("2026-09-01") == {"law_prescribes"}
    assert (
        TODAY.entry("grounds", "law_prescribes")["verified"] and TODAY.entry("grounds", "law_prescribes")["needs_law"]
    )
    old = load_law("2026-08-31").entry("grounds", "order_in_council")
    assert old["verified"] is False and old["until"] == date(2026, 8, 31)


def test_members_are_for_a_not_for_profit_body_and_consent_has_to_be_explicit():
    assert TODAY.entry("grounds", "nonprofit_members")["kinds"] == ["charity", "association"]
    explicit = {e["id"] for e in TODAY.entries("grounds") if e.get("explicit")}
    assert explicit == {"explicit_consent", "criminal_explicit_consent"}


def test_every_ground_is_a_value_of_the_field_and_back():
    values = schema.tables("policy")["fields"].columns["ground"].values
    assert set(values) == {entry["id"] for entry in load_law("2026-11-01").entries("grounds")}


def test_a_court_ban_was_named_until_the_end_of_august():
    for day, named in (("2018-05-25", True), ("2026-08-31", True), ("2026-09-01", False)):
        assert bool(load_law(day).entry("grounds", "court_ban", "criminal_scope")) is named
