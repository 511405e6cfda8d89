"""The search over a whole messy office: what was planted is found, and nothing else."""

import pytest

from avgkit import generate_crm
from avgkit.shadow import inventory, search

tree = pytest.importorskip("avgkit.synthetic.tree")


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    place = tmp_path_factory.mktemp("office")
    made = generate_crm(people=480, seed=2026)
    planted = tree.make_tree(place / "map", made, seed=1)
    found = search(place / "map", made.crm, made.policy, out=place / "uit", jobs=2)
    return planted, found


def both(searched):
    planted, found = searched
    by = {one["path"]: one for one in found.files}
    return [(one, by[inventory.shown(one["path"])]) for one in planted]


def test_every_file_has_a_record_and_no_other_has(searched):
    planted, found = searched
    assert sorted(inventory.shown(one["path"]) for one in planted) == sorted(one["path"] for one in found.files)


def test_the_people_are_those_who_were_planted(searched):
    for planted, one in both(searched):
        certain = {person["crm_id"] for person in one["people"] if person["certain"]}
        unsure = {person["crm_id"] for person in one["people"] if not person["certain"]}
        assert certain == set(planted["people"]), one["path"]
        assert set(planted["to_confirm"]) <= unsure, one["path"]


def test_whether_it_shows_people_and_what_it_holds(searched):
    for planted, one in both(searched):
        assert one["personal"] == planted["personal"], one["path"]
        sure = {category for category, how in one["special"].items() if how == "certain"}
        assert sure == set(planted["special"]), one["path"]


def test_what_is_unread_is_named_and_what_repeats_is_seen(searched):
    places = {one["id"]: one["path"] for one in searched[1].files}
    for planted, one in both(searched):
        assert one["unreadable"] == planted["unreadable"], one["path"]
        assert bool(one["reason"]) == bool(planted["reason"]), one["path"]
        if planted["duplicate_of"]:
            assert places[one["duplicate_of"]] == planted["duplicate_of"]


def test_who_was_erased_or_objected_makes_a_finding(searched):
    found = {
        path: {(f["check"], f["violates"]) for f in findings}
        for path, findings in ((one["path"], one["findings"]) for one in searched[1].files)
    }
    for planted, one in both(searched):
        if planted["erased"]:
            assert ("file-holds-erased-person", True) in found[one["path"]], one["path"]
        if planted["stale"] and planted["objected"]:  # what a list is for no search can see, so it may be unknown
            assert {violates for check, violates in found[one["path"]] if check == "file-stale"}, one["path"]
        if planted["objected"]:
            assert one["asked"].get("objected", 0) > 0, one["path"]
