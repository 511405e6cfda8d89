"""The scan finds exactly what the generator planted, no more and no less; the list is written beside the tables."""

import json
from datetime import date

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

import avgkit
from avgkit.errors import AvgkitError
from avgkit.synthetic import LAST_DAY, generate_crm

CHECKS = {check.id for check in avgkit.checks()}
# Estimates give no reasons but those of not knowing, so they never are a finding.
ESTIMATES = {c.id for c in avgkit.checks() if c.reasons and all(r.startswith("unknown_") for r in c.reasons)}


def found(scan) -> dict[str, set[str]]:
    """The keys found by each check, read straight from the findings files."""
    keys = {}
    for result in (result for result in scan.results if result.check in CHECKS):
        table = pq.read_table(scan.folder / "findings" / f"{result.check}.parquet", columns=["key", "violates"])
        keys[result.check] = set(table.filter(pc.fill_null(table["violates"], False))["key"].to_pylist())
    return keys


def planted(generated) -> dict[str, set[str]]:
    """The keys planted for each check."""
    keys = {check: set() for check in CHECKS}
    for flaw in generated.flaws:
        keys[flaw["check"]].add(flaw["key"])
    return keys


def scanned(generated, on=LAST_DAY):
    """The scan of a generated CRM, which is always read whole."""
    scan = avgkit.scan(generated.crm, generated.policy, on=on)
    assert not scan.incomplete
    assert all(result.status == "done" for result in scan.results if result.check in CHECKS)
    return scan


@pytest.mark.parametrize("seed", range(8))
def test_the_scan_finds_exactly_what_was_planted(seed):
    generated = generate_crm(300, seed)
    assert found(scanned(generated)) == planted(generated)
    assert {check for check, keys in planted(generated).items() if not keys} == ESTIMATES


@pytest.mark.parametrize("seed", range(3))
def test_a_crm_without_flaws_has_no_findings(seed):
    generated = generate_crm(400, seed, flaws="none")
    assert generated.flaws == []
    assert not any(found(scanned(generated)).values())


@pytest.mark.parametrize("people", [1, 10, 75])
def test_few_people_get_as_many_flaws_as_fit(people):
    generated = generate_crm(people, 3)
    assert found(scanned(generated)) == planted(generated)
    assert bool(generated.flaws) == (people > 8)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_crm_to_practise_on_has_each_kind_of_flaw_many_times(seed):
    """Found is planted here too; of records in the CRM there are enough for a class to draw different ones."""
    generated = generate_crm(3000, seed, flaws="practice")
    assert found(scanned(generated)) == planted(generated)
    usual = planted(generate_crm(3000, seed))
    many = planted(generated)
    for check in ("withdrawal-not-honoured", "retention-overdue", "special-in-note", "file-stale", "bulk-export"):
        assert len(many[check]) >= 4 * len(usual[check]) >= 4, check


@pytest.mark.parametrize("until", [date(2020, 6, 1), date(2021, 12, 1), date(2026, 7, 20)])
def test_the_flaws_follow_the_law_of_the_time(until):
    generated = generate_crm(300, 1, until=until)
    assert found(scanned(generated, until)) == planted(generated)


def test_every_kind_of_flaw_is_there_and_says_why():
    scan = scanned(generate_crm(3000, 1))
    assert set(scan.reasons("consent-without-proof")) == {
        f"missing_{part}" for part in ("contact", "at", "how", "wording", "purpose", "channel")
    }
    conditions = "freely_given granular specific informed unambiguous distinguishable withdrawable explicit"
    assert set(scan.reasons("consent-condition-fails")) == set(conditions.split())
    lacking = "details_source optout_at_collection similar_own optout_offered calls_not_covered"
    assert set(scan.reasons("customer-exception-fails")) == set(lacking.split())
    assert set(scan.reasons("message-without-optout")) == {"optout_offered", "sender_stated"}
    said = {"no_choice", "refused", "withdrawn", "objected", "minor_self", "missing_how", "missing_wording"}
    assert said | set(conditions.split()) == set(scan.reasons("message-without-consent"))


def test_what_nobody_can_tell_is_no_flaw():
    generated = generate_crm(300, 2)
    scan = scanned(generated)
    unknown = scan.reasons("message-without-consent", unknown=True)
    assert unknown["unknown_moment"] and unknown["unknown_validity"]
    assert scan.reasons("consent-condition-fails", unknown=True)["unknown_form"]
    assert scan.reasons("minor-without-representative", unknown=True)["unknown_age"]


def test_the_list_of_flaws_is_sorted_without_doubles_and_about_one_in_ten_contacts_has_one():
    generated = generate_crm(500, 1)
    pairs = [(flaw["check"], flaw["key"]) for flaw in generated.flaws]
    assert pairs == sorted(set(pairs))
    contact_of = {}
    for table in ("messages", "consents"):
        rows = generated.tables[table].select(["id", "contact"]).to_pylist()
        contact_of |= {row["id"]: row["contact"] for row in rows}
    contacts = set(generated.tables["contacts"]["id"].to_pylist())
    contact_of |= {key: key for key in contacts}
    touched = {contact_of.get(key) for _, key in pairs} - {None}
    assert 0.08 <= len(touched) / 500 <= 0.13


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_what_is_written_is_what_is_read(tmp_path, format):
    made = generate_crm(120, 4)
    made.write(tmp_path / "out", format)
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["crm", "flaws.json", "policy"]
    crm, policy = avgkit.load_crm(tmp_path / "out" / "crm"), avgkit.load_policy(tmp_path / "out" / "policy")
    assert all(source.complete for source in crm.sources)
    for name in made.tables:
        assert crm.frame(name).equals(made.crm.frame(name)), name
    for name in made.policy_tables:
        assert policy.rows(name) == made.policy.rows(name), name
    assert json.loads((tmp_path / "out" / "flaws.json").read_text()) == made.flaws


def test_only_our_own_folder_is_replaced(tmp_path):
    made, folder = generate_crm(10), tmp_path / "out"
    made.write(folder)
    made.write(folder, "parquet")
    assert {p.suffix for p in (folder / "crm").iterdir()} == {".parquet"}
    (folder / "mine.txt").write_text("keep")
    with pytest.raises(AvgkitError):
        made.write(folder)
    assert (folder / "mine.txt").read_text() == "keep"
    with pytest.raises(AvgkitError):
        made.write(folder / "mine.txt")
    with pytest.raises(AvgkitError, match="xlsx"):
        made.write(tmp_path / "other", "xlsx")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["out"]
