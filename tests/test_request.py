"""One person's dossier: who is meant, everything that is kept, the deadline, the plan, and the search afterwards."""

import csv
import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avgkit import paths, texts
from avgkit.dossiers import ToConfirm, dossier, verify, write
from avgkit.dossiers.dossier import searched
from avgkit.errors import AvgkitError
from avgkit.sources import open_inputs
from avgkit.tables import Crm, Policy

ON = "2026-11-23"


def contact(id, **values):
    return {"id": id, "category": "former", "created_at": "2020-01-01"} | values


JAN = {"first_name": "Jan", "infix": "de", "last_name": "Prins", "birth_date": "1980-02-01", "postal_code": "1234 AB"}
CONTACTS = [
    contact("1", **JAN, email="jan.prins@mail.example", mobile="06-00112233", iban="NL91ABNA0417164300"),
    contact("2", **JAN | {"birth_date": "1955-05-05", "postal_code": "9999 ZZ"}, email="senior@mail.example"),
    contact("3", first_name="Eva", last_name="Bos", birth_date="1991-03-03", email="huis@mail.example"),
    contact("4", first_name="Tom", last_name="Bos", birth_date="1988-04-04", email="huis@mail.example"),
    contact("5", first_name="Lia", last_name="Kok", email="info@kok.example"),
    contact("6", first_name="Noor", last_name="Vos", birth_date="1970-07-07", email="noor@mail.example"),
    contact("7", first_name="Noor", last_name="Vos", birth_date="1970-07-07", email="noor@mail.example"),
    contact("8", company="=HYPERLINK(1)", last_name="<b>Wit</b>", first_name="Ali", email="ali@mail.example"),
    contact("9"),
]


def crm(**tables) -> Crm:
    return Crm.of({"contacts": CONTACTS} | tables)


def found(who, over=None, **kw):
    one = dossier(who, over or crm(), kind="access", on=ON, **kw)
    return one.found


# ---------------------------------------------------------------- who is meant
@pytest.mark.parametrize(
    ("who", "more", "expected", "kind"),
    [
        ("1", {}, ["1"], "id"),
        ("jan.prins@mail.example", {}, ["1"], "email"),
        (" Jan.Prins@MAIL.example ", {}, ["1"], "email"),
        ("+31 6 00112233", {}, ["1"], "phone"),
        ("NL91 ABNA 0417 1643 00", {}, ["1"], "iban"),
        ("Jan de Prins", {"born": "01-02-1980"}, ["1"], "name"),
        ("Prins, Jan de", {"postal_code": "1234ab"}, ["1"], "name"),
        ("huis@mail.example", {"born": "1991-03-03"}, ["3"], "email"),
        ("noor@mail.example", {}, ["6", "7"], "email"),  # one person, recorded twice
        ("noor@mail.example", {"contacts": ("7",)}, ["7"], "email"),
        ("info@kok.example", {"contacts": ("5",)}, ["5"], "email"),
        ("Jan de Prins", {"contacts": ("2",)}, ["2"], "name"),
        ("9", {}, ["9"], "id"),
    ],
)
def test_who_is_certain(who, more, expected, kind):
    answer = found(who, **more)
    assert (answer.keys, answer.kind) == (expected, kind)


@pytest.mark.parametrize(
    ("who", "more", "candidates"),
    [
        ("Jan de Prins", {}, {"1", "2"}),  # two people with one name
        ("huis@mail.example", {}, {"3", "4"}),  # a shared address
        ("huis@mail.example", {"born": "1960-01-01"}, {"3", "4"}),
        ("info@kok.example", {}, {"5"}),  # a mailbox of more people by its name
        ("Lia Kok", {}, {"5"}),  # a name alone, though only one has it
        ("jan.prins@mail.example", {"born": "1999-01-01"}, {"1"}),  # what contradicts is doubted
    ],
)
def test_who_is_to_confirm_and_nothing_is_gathered(who, more, candidates):
    with pytest.raises(ToConfirm) as error:
        found(who, **more)
    assert {c.contact for c in error.value.candidates} == candidates
    assert all(c.evidence and not c.certain for c in error.value.candidates)


@pytest.mark.parametrize("who", ["", "  "])
def test_without_a_who_nothing_is_searched(who):
    with pytest.raises(AvgkitError) as error:
        found(who)
    assert not isinstance(error.value, ToConfirm)


def test_a_choice_outside_what_was_found_is_refused():
    with pytest.raises(ToConfirm):
        found("huis@mail.example", contacts=("1",))


def test_a_shared_key_of_the_export_is_to_confirm():
    double = Crm.of({"contacts": [contact("5", last_name="Een"), contact("5", last_name="Twee")]})
    with pytest.raises(ToConfirm) as error:
        found("5", double)
    assert [c.evidence for c in error.value.candidates] == [("key_double",)] * 2


def test_who_was_erased_is_found_by_the_number_that_other_tables_know():
    gone = crm(requests=[{"id": "R1", "contact": "40", "kind": "erasure", "received_at": "2026-01-05"}])
    one = dossier("40", gone, kind="access", on=ON)
    assert one.found.people[0].evidence == ("id", "only_references")
    assert [record.place for record in one.records] == ["requests/R1"]


def test_an_address_in_a_column_of_the_export_is_to_confirm():
    more = Crm.of({"contacts": [contact("1", tweede_mail="x@mail.example"), contact("2", tweede_mail=None)]})
    with pytest.raises(ToConfirm) as error:
        found("x@mail.example", more)
    assert [(c.contact, c.evidence) for c in error.value.candidates] == [("1", ("other_column",))]


def test_others_who_look_alike_are_named_and_not_taken():
    answer = found("Jan de Prins", crm(contacts=[*CONTACTS, contact("10", **JAN)]), contacts=("1",))
    assert answer.keys == ["1"] and "10" in {c.contact for c in answer.confirm}


@pytest.mark.parametrize(
    ("born", "received", "expected"),
    [
        ("2014-11-24", "2026-11-23", ["representative"]),  # UAVG 5 since 1 September 2026: not yet 12
        ("2014-11-23", "2026-11-23", ["self_representative"]),  # 12 today
        ("2010-11-24", "2026-11-23", ["self_representative"]),
        ("2010-11-23", "2026-11-23", ["self"]),  # 16 today
        ("2012-01-01", "2026-08-31", ["representative"]),  # before that day: below 16 the representative
        ("1980-01-01", "2026-11-23", ["self"]),
        (None, "2026-11-23", ["unknown"]),
    ],
)
def test_for_a_child_it_is_told_who_may_ask(born, received, expected):
    child = Crm.of({"contacts": [contact("1", birth_date=born)]})
    assert dossier("1", child, kind="access", on=ON, received=received).askers == expected


# ---------------------------------------------------------------- everything that is kept
@pytest.fixture(scope="module")
def demo():
    return open_inputs()


def rows(name):
    with open(paths.DEMO / "crm" / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


REFERS = {"contacts": "id", "consents": "contact", "messages": "contact", "interactions": "contact"}
REFERS |= {"requests": "contact", "access_log": "contact", "files": "people"}


@pytest.fixture(scope="module")
def referring():
    """Per contact the places of every record that names it, read from the files with nothing of ours."""
    places = {}
    for name, column in REFERS.items():
        for row in rows(name):
            for key in (part.strip() for part in row[column].split(";")):
                places.setdefault(key, set()).add(f"{name}/{row['id']}")
    return places


@settings(max_examples=10, deadline=None)
@given(number=st.integers(1, 480))
def test_every_record_of_the_person_is_there_and_nobody_elses(demo, referring, number):
    key = f"C{number:05}"
    one = dossier(key, *demo, kind="access", on=ON)
    assert {record.place for record in one.records} == referring[key]
    told = json.dumps([one.to_dict(reveal=True)[part] for part in ("records", "deadline", "completeness", "others")])
    assert not [other for other in referring if other.startswith("C0") and other != key and f'"{other}"' in told]


def test_the_dossier_holds_no_values_unless_asked_for():
    one = dossier("jan.prins@mail.example", crm(), kind="access", on=ON)
    assert "Prins" not in json.dumps(one.to_dict()) and "mail.example" not in json.dumps(one.to_dict())
    assert "Prins" in json.dumps(one.to_dict(reveal=True))


def test_own_columns_of_the_export_and_unread_values_are_there():
    table = [contact("1", schoenmaat="44", birth_date="gisteren")]
    one = dossier("1", Crm.of({"contacts": table}), kind="access", on=ON)
    assert one.records[0].extra == {"schoenmaat": "44"} and one.records[0].unread == ["birth_date"]
    assert not one.whole and not one.completeness.whole


def test_staff_and_others_in_a_list_stay_out():
    over = crm(
        users=[{"id": "U1", "name": "Karin Baas"}],
        access_log=[{"id": "A1", "user": "U1", "contact": "1", "at": "2026-01-01", "action": "view"}],
        files=[{"id": "F1", "people": "1;2;3", "place": "laptop"}],
    )
    one = dossier("1", over, kind="access", on=ON)
    assert {r.place for r in one.records} == {"contacts/1", "access_log/A1", "files/F1"}
    assert all("people" not in r.values and "user" not in r.values for r in one.records)


def test_what_is_of_another_in_a_note_is_marked():
    note = "Zoon belt, bereikbaar via zoon@mail.example. Zelf: jan.prins@mail.example. Karin Baas belt terug."
    over = crm(
        users=[{"id": "U1", "name": "Karin Baas"}],
        interactions=[{"id": "I1", "contact": "1", "kind": "note", "at": "2026-01-01", "note": note}],
    )
    one = dossier("1", over, kind="access", on=ON)
    marked = {(note[p.start : p.end], p.whose) for p in one.passages}
    assert {("zoon@mail.example", "other"), ("Karin Baas", "staff")} <= marked
    assert "jan.prins@mail.example" not in {text for text, _ in marked}


def test_where_others_mention_the_person_is_named_and_not_taken():
    note = "Kent jan.prins@mail.example van de club"
    over = crm(interactions=[{"id": "I9", "contact": "2", "kind": "note", "at": "2026-01-01", "note": note}])
    one = dossier("1", over, kind="access", on=ON)
    assert one.mentions == [("interactions", "I9", "email")]
    assert "interactions/I9" not in {r.place for r in one.records}


# ---------------------------------------------------------------- the deadline (law.md, section 6: Regulation 1182/71)
@pytest.mark.parametrize(
    ("received", "last", "longest", "codes"),
    [
        ("2026-03-05", "2026-04-07", "2026-06-05", ["received", "month", "moved"]),  # 5 April 2026 is Easter Sunday
        ("2024-03-05", "2024-04-05", "2024-06-05", ["received", "month"]),
        ("2026-08-31", "2026-09-30", "2026-11-30", ["received", "month_short"]),
        ("2025-01-31", "2025-02-28", "2025-04-30", ["received", "month_short"]),
        ("2025-11-25", "2025-12-29", "2026-02-25", ["received", "month", "moved"]),  # Christmas, Boxing Day, weekend
        ("2026-10-23", "2026-11-23", "2027-01-25", ["received", "month"]),
    ],
)
def test_the_deadline_and_its_steps(received, last, longest, codes):
    told = dossier("1", crm(), kind="access", on=ON, received=received).deadline
    assert (told.last, told.extended_last) == (date.fromisoformat(last), date.fromisoformat(longest))
    assert [step.code for step in told.steps] == [*codes, "extension_possible"]


def asked(**values):
    return crm(requests=[{"id": "R1", "contact": "1", "kind": "access", "received_at": "2026-09-01"} | values])


def test_an_open_request_in_the_crm_gives_the_deadline():
    told = dossier("1", asked(), kind="access", on=ON).deadline
    assert (told.request, told.last, told.late) == ("R1", date(2026, 10, 1), True)


def test_an_extension_and_a_clock_that_stood_still_count():
    more = {"extended_at": "2026-09-20", "complex": True, "extension_reasoned": True}
    assert dossier("1", asked(**more), kind="access", on=ON).deadline.last == date(2026, 12, 1)
    still = {"identity_doubt": True, "identity_asked_at": "2026-09-02", "identity_shown_at": "2026-09-12"}
    told = dossier("1", asked(**still), kind="access", on=ON).deadline
    assert told.last == date(2026, 10, 12) and "stood_still" in [s.code for s in told.steps]  # ten days on, a Sunday
    waiting = {"identity_doubt": True, "identity_asked_at": "2026-09-02"}
    assert dossier("1", asked(**waiting), kind="access", on=ON).deadline.waiting


@pytest.mark.parametrize("received", ["2026-11-24", "gisteren", "24-11-2026"])
def test_a_day_of_receipt_that_cannot_be_is_refused(received):
    with pytest.raises(AvgkitError):
        dossier("1", crm(), kind="access", on=ON, received=received)


def test_before_the_law_there_was_no_deadline():
    assert dossier("1", crm(), kind="access", on=ON, received="2017-01-01").deadline.last is None


def test_without_a_day_of_receipt_the_deadline_is_not_known():
    assert dossier("1", crm(), kind="access", on=ON).deadline.last is None


# ---------------------------------------------------------------- erasure
POLICY = Policy.of(
    {
        "retention": [
            {"category": "former", "months": 24, "start": "created_at", "after": "erase"},
            {"category": "consent_proof", "months": 60, "start": "laatste gebruik"},
            {"category": "request_file", "months": 36, "start": "antwoord"},
        ]
    }
)
BOUGHT = {"id": "I1", "contact": "1", "kind": "purchase", "at": "2023-06-15", "note": "rode fiets"}


def plan(over, policy=POLICY, **kw):
    return {line.place: line for line in dossier("1", over, policy, kind="erasure", on=ON, **kw).lines}


def test_without_a_ground_everything_goes():
    over = crm(
        messages=[{"id": "M1", "contact": "1", "sent_at": "2026-01-01"}],
        interactions=[BOUGHT | {"at": "2015-06-15"}, {"id": "I2", "contact": "1", "kind": "note", "note": "x"}],
    )
    lines = plan(over)
    assert {place: line.action for place, line in lines.items()} == dict.fromkeys(
        ("contacts/1", "messages/M1", "interactions/I1", "interactions/I2"), "delete"
    )
    assert lines["contacts/1"].also == ["overdue"]  # recorded in 2020, kept 24 months


def test_the_tax_duty_keeps_the_invoice_and_not_the_profile():
    lines = plan(crm(interactions=[BOUGHT]))
    line = lines["contacts/1"]
    assert (line.action, line.reason, line.article) == ("keep_part", "invoice", "AVG 17(3)(b)")
    assert line.until == date(2030, 12, 31)  # AWR 52(4): seven years from 1 January after the year
    assert set(line.columns) == {"birth_date", "email", "mobile", "iban"}
    assert (lines["interactions/I1"].action, lines["interactions/I1"].columns) == ("keep_part", ["note"])


def test_a_hold_keeps_everything():
    held = Crm.of({"contacts": [CONTACTS[0] | {"hold": True}], "messages": [{"id": "M1", "contact": "1"}]})
    assert {(line.action, line.article) for line in plan(held).values()} == {("keep", "AVG 17(3)(e)")}
    dark = Crm.of({"contacts": [CONTACTS[0] | {"hold": "misschien"}]})
    assert {line.action for line in plan(dark).values()} == {"unknown"}


def test_what_may_be_an_invoice_is_for_a_person_to_decide():
    lines = plan(crm(interactions=[BOUGHT | {"at": None}]))
    assert lines["interactions/I1"].action == "unknown"
    assert (lines["contacts/1"].action, lines["contacts/1"].reason) == ("keep_part", "maybe_invoice")


@pytest.mark.parametrize(
    ("event", "policy", "action", "reason", "until"),
    [
        ("objected", Policy(), "keep", "suppression", None),
        ("withdrawn", POLICY, "keep", "suppression", None),
        ("given", POLICY, "keep", "consent_proof", date(2031, 11, 23)),
        ("given", Policy(), "unknown", "policy_silent", None),
    ],
)
def test_choices_stay_as_proof_or_on_the_suppression_list(event, policy, action, reason, until):
    over = crm(consents=[{"id": "T1", "contact": "1", "event": event, "channel": "email", "at": "2024-01-01"}])
    line = plan(over, policy)["consents/T1"]
    assert (line.action, line.reason, line.until) == (action, reason, until)


def test_anonymise_and_keep_of_the_policy():
    for after, action in (("anonymise", "anonymise"), ("keep", "unknown")):
        policy = Policy.of({"retention": [{"category": "former", "months": 2, "start": "created_at", "after": after}]})
        assert plan(crm(), policy)["contacts/1"].action == action


SHADOW = {
    "files": [
        {
            "id": "F1",
            "path": "lijst.xlsx",
            "people": [{"crm_id": "1", "evidence": ["email"], "certain": True, "rows": 2}],
        },
        {"id": "F2", "path": "bel.csv", "people": [{"crm_id": "1", "evidence": ["name"], "certain": False, "rows": 1}]},
        {"id": "F3", "path": "weg.pst", "people": [], "unreadable": True, "reason": "pst"},
    ]
}


def test_only_files_that_surely_hold_the_person_are_in_the_plan():
    one = dossier("1", crm(), POLICY, kind="erasure", on=ON, shadow=SHADOW)
    assert [line.place for line in one.lines if line.table == "shadow"] == ["shadow/F1"]
    assert [file.id for file in one.perhaps] == ["F2"]
    assert one.completeness.shadow["unread"] == [{"id": "F3", "reason": "pst"}] and not one.whole


def test_shadow_results_can_be_a_file(tmp_path):
    path = tmp_path / "shadow.json"
    path.write_text(json.dumps(SHADOW), encoding="utf-8")
    assert searched(path, None) == SHADOW
    path.write_text("[]", encoding="utf-8")
    for wrong in (path, tmp_path / "nothing"):
        with pytest.raises(AvgkitError):
            searched(wrong, None)


# ---------------------------------------------------------------- the search afterwards
def test_an_erasure_is_verified(tmp_path):
    before = crm(interactions=[BOUGHT], messages=[{"id": "M1", "contact": "1"}, {"id": "M2", "contact": "1"}])
    write(dossier("1", before, POLICY, kind="erasure", on=ON, shadow=SHADOW), tmp_path / "plan")
    untouched = verify(tmp_path / "plan", before, POLICY, SHADOW)
    assert untouched.failed and untouched.counts == {"still_there": 5}
    left = {k: v for k, v in CONTACTS[0].items() if k not in ("birth_date", "email", "mobile", "iban")}
    tidy = {"interactions": [BOUGHT | {"note": None}], "messages": []}
    done = verify(tmp_path / "plan", Crm.of({"contacts": [left], **tidy}), POLICY, {"files": []})
    assert not done.failed and done.whole and done.counts == {"kept": 2, "gone": 3}
    blind = verify(tmp_path / "plan", Crm.of({"contacts": [left], **tidy}), POLICY)
    assert not blind.failed and not blind.whole and blind.counts["not_searched"] == 1
    half = verify(tmp_path / "plan", Crm.of({"contacts": [CONTACTS[0]], **tidy}), POLICY, {"files": []})
    (line,) = [x for x in half.lines if x["state"] == "still_there"]
    assert (line["key"], set(line["columns"])) == ("1", {"birth_date", "email", "mobile", "iban"})


def test_a_file_is_known_again_by_its_place_and_not_by_its_number(tmp_path):
    write(dossier("1", crm(), POLICY, kind="erasure", on=ON, shadow=SHADOW), tmp_path / "plan")
    emptied = Crm.of({"contacts": [contact("1")]})
    mine = [{"crm_id": "1", "evidence": ["phone"], "certain": True}]

    def states(*files):
        lines = verify(tmp_path / "plan", emptied, POLICY, {"files": list(files)}).lines
        return {line["key"]: line["state"] for line in lines if line["table"] == "shadow"}

    assert states({"id": "F9", "path": "lijst.xlsx", "people": mine}) == {"F1": "still_there"}
    assert states({"id": "F1", "path": "ander.csv", "people": mine})["F1"] == "new"  # another file with that number
    assert states({"id": "F8", "path": "ander.csv", "people": mine}) == {"F1": "gone", "F8": "new"}
    assert states({"id": "F1", "path": "lijst.xlsx", "people": [], "unreadable": True}) == {"F1": "not_searched"}


def test_what_must_stay_and_is_gone_and_what_is_new_is_told(tmp_path):
    write(dossier("1", crm(interactions=[BOUGHT]), POLICY, kind="erasure", on=ON), tmp_path / "plan")
    back = contact("99", email="JAN.PRINS@mail.example")
    after = Crm.of({"contacts": [back], "interactions": [], "messages": [{"id": "M8", "contact": "1"}]})
    states = {(x["table"], x["key"]): x["state"] for x in verify(tmp_path / "plan", after, POLICY).lines}
    assert states == {
        **{("contacts", "1"): "missing", ("interactions", "I1"): "missing"},
        **{("messages", "M8"): "new", ("contacts", "99"): "new"},
    }


def test_a_plan_holds_no_values_and_only_a_plan_of_an_erasure_is_verified(tmp_path):
    write(dossier("1", crm(), POLICY, kind="erasure", on=ON), tmp_path / "a")
    told = (tmp_path / "a" / "plan.json").read_text(encoding="utf-8")
    assert "Prins" not in told and "@" not in told and "0011" not in told
    write(dossier("1", crm(), POLICY, kind="access", on=ON), tmp_path / "b")
    for folder in ("b", "nowhere"):
        with pytest.raises(AvgkitError):
            verify(tmp_path / folder, crm(), POLICY)


# ---------------------------------------------------------------- objection and rectification
def purposes(**basis):
    rows = [{"id": k, "basis": v, "direct_marketing": k.startswith("m_")} for k, v in basis.items()]
    return Policy.of({"purposes": rows})


def test_direct_marketing_stops_always_and_the_rest_is_weighed():
    policy = purposes(m_mail="consent", m_post="legitimate_interest", score="legitimate_interest", sale="contract")
    over = Crm.of({"contacts": [contact("1", purposes="m_mail;m_post;score;sale;vreemd")]})
    lines = dossier("1", over, policy, kind="objection", on=ON, shadow=SHADOW).lines
    actions = {line.place: (line.action, line.article) for line in lines}
    assert actions["purposes/m_mail"] == actions["purposes/m_post"] == ("stop", "AVG 21(3)")
    assert actions["purposes/score"] == ("weigh", "AVG 21(1)")
    assert actions["purposes/sale"][0] == "outside" and actions["purposes/vreemd"][0] == "unknown"
    assert actions["contacts/1"][0] == "change" and actions["shadow/F1"][0] == "stop"
    assert actions["suppression/1"][0] == "add" and "shadow/F2" not in actions


def test_the_checks_say_what_was_sent_after_an_objection():
    over = crm(
        requests=[{"id": "R1", "contact": "1", "kind": "objection_marketing", "received_at": "2026-01-01"}],
        consents=[{"id": "T1", "contact": "1", "event": "objected", "channel": "all", "at": "2026-01-01"}],
        messages=[
            {
                "id": "M1",
                "contact": "1",
                "sent_at": "2026-02-01",
                "channel": "email",
                "kind": "marketing",
                "purpose": "m",
            }
        ],
    )
    policy = Policy.of({"purposes": [{"id": "m", "direct_marketing": True, "basis": "consent"}]})
    told = dossier("1", over, policy, kind="objection", on=ON).checks
    assert ("objection-not-honoured", "M1", True) in {(x["check"], x["key"], x["violates"]) for x in told}


def test_a_value_is_changed_everywhere_it_stands():
    note = "Nieuw adres: jan.prins@mail.example"
    over = crm(
        interactions=[{"id": "I1", "contact": "1", "note": note}, {"id": "I2", "contact": "1", "note": "gebeld"}],
        files=[{"id": "F7", "people": "1"}],
    )
    lines = dossier("1", over, kind="rectification", on=ON, fields=("email",), shadow=SHADOW).lines
    assert [(x.place, x.columns) for x in lines] == [
        *(("contacts/1", ["email"]), ("interactions/I1", ["note"]), ("files/F7", []), ("shadow/F1", []))
    ]
    with pytest.raises(AvgkitError, match="email"):
        dossier("1", crm(), kind="rectification", on=ON, fields=("emial",))


# ---------------------------------------------------------------- words
def test_every_word_that_is_asked_for_is_there():
    from avgkit.dossiers import plans, who
    from avgkit.recognisers import LABELS
    from avgkit.shadow.matching import STRONG, WEAK

    words = texts._phrases("request")
    wanted = {f"evidence_{code}" for code in (*STRONG, *WEAK, *who.OWN)} | {f"by_{kind}" for kind in who.KINDS}
    wanted |= {f"action_{a}" for a in plans.ACTIONS} | {f"about_{a}" for a in plans.ACTIONS}
    wanted |= {f"label_{name}" for name in LABELS} | {f"table_{name}" for name in REFERS}
    assert wanted <= set(words)
    assert all(set(word) == {"nl", "en"} for word in words.values())
