"""Every check of every theme gives the same answer however the same records come in, and in whatever order."""

import random

import pytest

import avgkit

ON = "2026-11-01"
CHECKS = {check.id: check for check in avgkit.checks()}


@pytest.fixture(scope="module")
def made():
    return avgkit.generate_crm(260, 11)


def verdicts(crm, policy) -> dict[str, list[tuple]]:
    """Of each check every record with its answer and its reasons, sorted."""
    law, found = avgkit.load_law(ON), {}
    for name, check in CHECKS.items():
        if not check.missing(crm, policy):
            table = check.verdict(crm, policy, law).collect("pyarrow").to_native()
            found[name] = sorted(zip(*(table[c].to_pylist() for c in ("key", "violates", "reasons")), strict=True))
    return found


@pytest.fixture(scope="module")
def whole(made):
    return verdicts(made.crm, made.policy)


def test_every_check_ran_and_judged_each_record_once(whole):
    assert whole.keys() == CHECKS.keys()
    for name, rows in whole.items():
        keys = [key for key, *_ in rows]
        assert None not in keys and len(keys) == len(set(keys)), name


@pytest.mark.parametrize("format", ["parquet", "csv"])
def test_files_and_frames_give_the_same_answers(made, whole, tmp_path, format):
    made.write(tmp_path / "out", format)
    crm, policy = avgkit.load_crm(tmp_path / "out" / "crm"), avgkit.load_policy(tmp_path / "out" / "policy")
    assert verdicts(crm, policy) == whole


def test_pandas_frames_give_the_same_answers(made, whole):
    # numpy-backed: a missing day is NaT, a missing text is NaN, and a flag with a gap is an object.
    crm = avgkit.Crm.of({name: table.to_pandas() for name, table in made.tables.items()})
    policy = avgkit.Policy.of({name: table.to_pandas() for name, table in made.policy_tables.items()})
    assert verdicts(crm, policy) == whole


def test_rows_in_another_order_give_the_same_answers(made, whole):
    order = random.Random(5)

    def mixed(table):
        rows = table.to_pylist()
        order.shuffle(rows)
        return rows

    crm = avgkit.Crm.of({name: mixed(table) for name, table in made.tables.items()})
    policy = avgkit.Policy.of({name: mixed(table) for name, table in made.policy_tables.items()})
    assert verdicts(crm, policy) == whole
