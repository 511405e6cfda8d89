"""A part of an organisation: which records go with it, what stays whole, and what is said when it is not there."""

import pytest

import avgkit
from avgkit.errors import AvgkitError
from avgkit.sources import cutting, open_inputs
from avgkit.tables import Crm, Policy

USERS = [
    {"id": "u1", "team": "Verkoop", "department": "Commercie", "branch": "a"},
    {"id": "u2", "team": "verkoop ", "department": "Commercie", "branch": "b"},
    {"id": "u3", "team": "Service", "department": None, "branch": "b"},
    {"id": "u4", "team": "Leeg", "department": "Commercie", "branch": "a"},
]
CONTACTS = [{"id": f"c{n}", "owner": owner} for n, owner in enumerate(["u1", "u2", "u3", None, "weg"], 1)]


def crm() -> Crm:
    """Five contacts: two of sales, one of service, one of nobody, one of a user that is not in the table."""
    each = [{"id": f"m{n}", "contact": f"c{n}", "purpose": purpose} for n, purpose in enumerate("xyxxy", 1)]
    log = [{"id": f"l{n}", "user": f"u{n}", "contact": "c3"} for n in range(1, 5)]
    tables = {"users": USERS, "contacts": CONTACTS, "messages": each, "access_log": log, "incidents": [{"id": "i1"}]}
    return Crm.of(tables)


def policy() -> Policy:
    purposes = [{"id": name, "direct_marketing": True} for name in "xy"]
    activities = [{"id": "mailing", "name": "mailing", "purposes": "y"}, {"id": "winkel", "name": "winkel"}]
    processors = [{"id": "post", "name": "Post", "activities": "mailing"}, {"id": "stil", "name": "Stil"}]
    return Policy.of({"purposes": purposes, "activities": activities, "processors": processors})


def keys(data: Crm, table: str) -> list[str]:
    return list(data.frame(table)["id"])


@pytest.mark.parametrize(
    ("part", "users", "contacts", "messages", "log"),
    [
        ({"team": "Verkoop"}, ["u1", "u2"], ["c1", "c2"], ["m1", "m2"], ["l1", "l2"]),
        ({"team": " VERKOOP"}, ["u1", "u2"], ["c1", "c2"], ["m1", "m2"], ["l1", "l2"]),
        ({"branch": "b"}, ["u2", "u3"], ["c2", "c3"], ["m2", "m3"], ["l2", "l3"]),
        ({"branch": "b", "team": "Service"}, ["u3"], ["c3"], ["m3"], ["l3"]),
        ({"team": "Leeg"}, ["u4"], [], [], ["l4"]),
        ({"supplier": "POST"}, ["u1", "u2", "u3", "u4"], ["c2", "c5"], ["m2", "m5"], ["l1", "l2", "l3", "l4"]),
        ({}, ["u1", "u2", "u3", "u4"], [f"c{n}" for n in range(1, 6)], [f"m{n}" for n in range(1, 6)], None),
    ],
)
def test_which_records_go_with_a_part(part, users, contacts, messages, log):
    data, _ = cutting.cut(crm(), policy(), **part)
    assert [keys(data, name) for name in ("users", "contacts", "messages")] == [users, contacts, messages]
    assert log is None or keys(data, "access_log") == log
    assert keys(data, "incidents") == ["i1"]  # a breach is of the whole organisation
    if part:
        assert (data.part.contacts, data.part.of) == (len(contacts), 5)
        assert data.part.nobody == (0 if "supplier" in part else 2)


def test_a_supplier_keeps_its_own_line_and_activities():
    _, said = cutting.cut(crm(), policy(), supplier="post")
    assert [row["id"] for row in said.rows("processors")] == ["post"]
    assert [row["id"] for row in said.rows("activities")] == ["mailing"]
    assert len(said.rows("purposes")) == 2  # what the organisation declares as a whole


def test_all_that_is_wrong_is_told_at_once_with_the_nearest():
    with pytest.raises(AvgkitError) as told:
        cutting.cut(crm(), policy(), team="Servise", department="Inkoop", supplier="pst")
    team, department, supplier = told.value.problems  # in the order in which they were asked
    assert "‘Servise’" in team and "‘Service’" in team
    assert "‘Inkoop’" in department and "Commercie" in department and "‘post’" in supplier


@pytest.mark.parametrize(
    ("data", "part", "word"),
    [
        (Crm.of({"contacts": CONTACTS}), {"team": "Verkoop"}, "users"),
        (Crm.of({"users": [{"id": "u1"}]}), {"branch": "a"}, "branch"),
        (Crm.of({"contacts": CONTACTS}), {"supplier": "stil"}, "activities"),
    ],
)
def test_a_part_that_the_data_cannot_tell_is_refused(data, part, word):
    with pytest.raises(AvgkitError, match=word):
        cutting.cut(data, policy(), **part)


def test_parts_together_are_the_whole():
    """Each contact with a known user is in exactly one team of the demo; those of nobody are told."""
    whole, _ = open_inputs()
    people, users = (whole.frame(name) for name in ("contacts", "users"))
    team = "Werkplaats"
    part = open_inputs(team=team)[0].part
    own = set(users["id"][users["team"] == team])
    assert (part.contacts, part.of) == (people["owner"].isin(own).sum(), len(people))
    assert part.nobody == len(people) - people["owner"].isin(users["id"]).sum()


def test_a_scan_is_used_again_only_for_the_same_inputs(tmp_path):
    themes = ["authorisation"]
    data, said = open_inputs(team="Verkoop")
    made = avgkit.scan(data, said, on="2026-11-23", themes=themes, out=tmp_path / "made")
    data, said = open_inputs(team="Verkoop")
    again = avgkit.scan(data, said, on="2026-11-23", reuse=tmp_path / "made", out=tmp_path / "report")
    assert again.to_dict() == made.to_dict() and again.to_dict()["part"] == {"team": "Verkoop"}
    assert again.shelf == "../made/findings"
    found = next(r.check for r in made.results if r.violations)
    assert again.findings(found).equals(made.findings(found))
    for parts, on in (({}, "2026-11-23"), ({"team": "Verkoop"}, "2026-11-22")):
        data, said = open_inputs(**parts)
        with pytest.raises(AvgkitError, match="avgkit scan --out"):
            avgkit.scan(data, said, on=on, reuse=tmp_path / "made")


@pytest.mark.parametrize("content", [None, "", "[]", '{"results": []}', '{"results": [{"x": 1}], "fingerprint": "a"}'])
def test_a_scan_that_cannot_be_read_is_told(tmp_path, content):
    if content is not None:
        (tmp_path / "results.json").write_text(content)
    with pytest.raises(AvgkitError, match="avgkit scan --out"):
        avgkit.scan(Crm(), Policy(), reuse=tmp_path)
