"""A scan as a whole: a fault in one check costs the others nothing, and is said aloud."""

from dataclasses import replace

import avgkit
from avgkit import scans, texts
from avgkit.themes import checks


def tiny():
    messages = [{"id": "M1", "contact": "P1", "sent_at": "2026-09-01", "channel": "email", "kind": "marketing"}]
    return avgkit.Crm.of({"contacts": [{"id": "P1", "kind": "natural"}], "consents": [], "messages": messages})


def test_a_fault_in_one_check_costs_the_others_nothing(monkeypatch, tmp_path):
    def broken(crm, policy, law):
        raise ZeroDivisionError

    first, *rest = checks()
    monkeypatch.setattr(scans, "checks", lambda: [replace(first, _judge=broken), *rest])
    scan = avgkit.scan(tiny(), on="2026-11-01", out=tmp_path)
    failed, *others = scan.results
    assert (failed.status, failed.items) == ("failed", 0)
    assert failed.reason == texts.say("errors.not_run_error", error="ZeroDivisionError")
    assert scan.incomplete and not scan.to_dict()["complete"]
    assert {r.status for r in others} == {"done", "not run"}


def test_counts_add_up_and_the_same_inputs_give_the_same_fingerprint(tmp_path):
    one, two = (avgkit.scan(tiny(), on="2026-11-01", out=tmp_path / name) for name in "ab")
    assert [(r.check, r.items, r.violations, r.unknown) for r in one.results] == [
        (r.check, r.items, r.violations, r.unknown) for r in two.results
    ]
    assert one.fingerprint == two.fingerprint
    for result in one.results:
        if result.status == "done":
            assert len(one.findings(result.check)) == result.violations
            assert len(one.findings(result.check, unknown=True)) == result.unknown


def test_nothing_after_the_reference_date_is_judged():
    scan = avgkit.scan(tiny(), on="2026-08-31")
    assert next(r.items for r in scan.results if r.check == "message-without-consent") == 0
