"""One case: judged as a scan would judge it, and refused with every problem when it is not understood."""

import csv
import json

import numpy as np
import pandas as pd
import pytest

import avgkit
from avgkit import judges, schema, texts, themes
from avgkit.errors import AvgkitError

CHECK = "message-without-consent"


def say(key: str, /, **values) -> str:
    return texts.say(f"errors.{key}", **values)


def wrong(value: str, name: str, expected: str) -> dict:
    return {"value": value, "name": name, "expected": expected}


def refused(*args, **kwargs) -> list[str]:
    with pytest.raises(AvgkitError) as error:
        avgkit.judge(*args, **kwargs)
    return error.value.problems


# ---------------------------------------------------------------- the same record in a scan
MAIL = {
    "contacts.id": "c1",
    "contacts.kind": "natural",
    "messages.id": "m1",
    "messages.contact": "c1",
    "messages.sent_at": "2026-03-01",
    "messages.channel": "email",
    "messages.kind": "marketing",
    "messages.purpose": "news",
}
YES = {
    "consents.id": "k1",
    "consents.contact": "c1",
    "consents.at": "2026-02-01",
    "consents.event": "given",
    "consents.purpose": "news",
    "consents.channel": "email",
    "consents.how": "tick",
    "consents.wording": "w1",
}
NEWS = {"purposes.id": "news", "purposes.basis": "consent", "purposes.direct_marketing": "ja"}
FORM = NEWS | {"consent_forms.wording": "w1", "consent_forms.purposes": "news", "consent_forms.separate": "ja"}
TWICE = {
    "consents.id": "k1;k2",
    "consents.at": "2026-02-01;2026-02-15",
    "consents.event": "given;withdrawn",
    "consents.purpose": "news;news",
}
SALE = {
    "contacts.category": "customer",
    "contacts.customer_since": "2025-01-01",
    "contacts.details_source": "sale",
    "contacts.optout_at_collection": "ja",
    "messages.similar_own": "yes",
    "messages.optout_offered": "WAAR",
}
SAME = {
    "no choice at all": (CHECK, MAIL),
    "a choice before": (CHECK, MAIL | YES | FORM),
    "a choice and its withdrawal": (CHECK, MAIL | YES | TWICE | FORM),
    "a customer, and words for yes": (CHECK, MAIL | SALE),
    "a customer, nothing known": ("customer-exception-fails", MAIL | {"contacts.customer_since": "2025-01-01"}),
    "an hour before midnight in UTC": (CHECK, MAIL | YES | {"messages.sent_at": "2026-01-31T23:30:00Z"}),
    "codes in capitals": (CHECK, MAIL | {"messages.channel": "EMAIL", "contacts.kind": "Legal"}),
    "a country by its name": (CHECK, MAIL | {"contacts.country": "Duitsland"}),
    "a call after the law changed": (
        CHECK,
        MAIL | SALE | {"messages.channel": "phone", "messages.sent_at": "2026-07-01"},
    ),
    "proof that lacks": ("consent-without-proof", {k: v for k, v in YES.items() if k != "consents.wording"}),
    "pre-ticked": ("consent-condition-fails", YES | FORM | {"consents.how": "pre_ticked"}),
    "withdrawn": ("withdrawal-not-honoured", MAIL | YES | TWICE),
    "objected by a request": (
        "objection-not-honoured",
        MAIL
        | {"requests.id": "r1", "requests.contact": "c1", "requests.kind": "objection_marketing"}
        | {"requests.received_at": "2026-02-01 09:00"},
    ),
    "a child": ("minor-without-representative", YES | {"contacts.id": "c1", "contacts.birth_date": "2015-06-01"}),
    "no way out": ("message-without-optout", MAIL | {"messages.sender_stated": "nee"}),
    "a key with a gap behind it": (CHECK, MAIL | {"contacts.id": "7.0", "messages.contact": "7"}),
    "a key that is a person": (CHECK, MAIL | {"contacts.id": "jan@x.nl", "messages.contact": "jan@x.nl"}),
    "a message after the day of judging": (CHECK, MAIL | {"messages.sent_at": "2027-01-01"}),
}


@pytest.mark.parametrize(("check", "facts"), SAME.values(), ids=SAME)
def test_a_case_is_judged_like_the_same_record_of_an_export(tmp_path, check, facts):
    needs = {need.partition(".")[2] for need in avgkit.checks()[0].needs} | {"requests"}
    found = {name: {} for name in needs} | {"purposes": {}, "consent_forms": {}, "organisation": {}}
    for name, value in facts.items():
        table, _, column = name.partition(".")
        found.setdefault(table, {})[column] = value.split(";")
    for side in schema.SIDES:
        for name in found.keys() & schema.tables(side).keys():
            place = tmp_path / side
            place.mkdir(exist_ok=True)
            columns = found[name] or {column: [] for column in schema.tables(side)[name].columns}
            count = max(len(values) for values in columns.values())
            with open(place / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
                writer = csv.writer(file)
                writer.writerow(columns)
                writer.writerows([v[i if len(v) > 1 else 0] for v in columns.values()] for i in range(count))
    crm, policy = avgkit.load_crm(tmp_path / "crm"), avgkit.load_policy(tmp_path / "policy")
    verdict = themes.find(check).verdict(crm, policy, avgkit.load_law("2026-11-01"))
    found = verdict.sort("key").collect("pyarrow").to_native().to_pylist()
    scanned = [(row["violates"], [reason for reason in row["reasons"].split(";") if reason]) for row in found]
    answers = avgkit.judge(check, facts, on="2026-11-01")
    assert [(a["violates"], a["reasons"]) for a in answers] == (scanned or [(False, ["not_in_scope"])])
    if "jan@x.nl" in facts.values():
        assert "jan@x.nl" not in json.dumps(answers)


def test_an_answer_has_the_shape_that_others_build_on():
    (answer,) = avgkit.judge(CHECK, MAIL | {"key": "zaak A", "on": "2026-05-01"}, on="2026-11-01")
    assert list(answer) == ["key", "violates", "reasons", "evidence", "articles", "law_date"]
    assert (answer["key"], answer["violates"], answer["law_date"]) == ("zaak A", True, "2026-05-01")
    assert answer["articles"] and all(isinstance(reason, str) for reason in answer["reasons"])
    json.dumps(answer)


def test_what_a_case_leaves_out_is_filled_in_as_the_manual_says():
    (answer,) = avgkit.judge(CHECK, {"contacts.kind": "natural", "messages.channel": "email"}, on="2026-11-01")
    assert answer["violates"] is True and answer["evidence"]["sent_at"].startswith("2026-11-01")
    nothing = avgkit.judge(CHECK, {})
    assert nothing[0]["reasons"] == ["not_in_scope"]
    nulls = {name: value for name, value in zip(MAIL, [None, "", np.nan, pd.NA, pd.NaT, None, "", " "], strict=True)}
    avgkit.judge(CHECK, nulls)


# ---------------------------------------------------------------- cases that are not understood
UNKNOWN = {  # facts: the phrase that is said, its values, and the nearest name if there is one
    "a wrong name": ({"messages.chanel": "email"}, "unknown_fact", {"name": "messages.chanel"}, "messages.channel"),
    "a wrong table": ({"message.kind": "x"}, "unknown_fact", {"name": "message.kind"}, "messages.kind"),
    "no table": ({"channel": "email"}, "unknown_fact", {"name": "channel"}, None),
    "a far name": ({"users.qqqqqqqqqqqqqqq": "x"}, "unknown_fact", {"name": "users.qqqqqqqqqqqqqqq"}, None),
    "a wrong code": ({"messages.channel": "mail"}, "wrong_code", {"name": "mail", "column": "channel"}, "email"),
    "a wrong date": ({"messages.sent_at": "2026-02-30"}, "wrong_fact", wrong("2026-02-30", "sent_at", "moment"), None),
    "a wrong flag": ({"messages.similar_own": "soms"}, "wrong_fact", wrong("soms", "similar_own", "flag"), None),
    "a wrong number": ({"access_log.records": "1.000"}, "wrong_fact", wrong("1.000", "records", "whole"), None),
    "a wrong country": ({"contacts.country": "Narnia"}, "wrong_fact", wrong("Narnia", "country", "country"), None),
    "no value": ({"messages.channel": {"a": 1}}, "wrong_code", {"name": "{'a': 1}", "column": "channel"}, None),
    "lists of different length": (
        {"consents.at": ["2026-01-01", "2026-01-02"], "consents.event": "given;given;withdrawn"},
        "uneven_lists",
        {"table": "consents", "lengths": "2, 3"},
        None,
    ),
    "an empty list beside a value": (
        {"consents.at": [], "consents.event": "given"},
        "uneven_lists",
        {"table": "consents", "lengths": "0, 1"},
        None,
    ),
    "a wrong day of judging": ({"on": "morgen"}, "wrong_date", {"value": "morgen"}, None),
}


@pytest.mark.parametrize(("facts", "key", "values", "near"), UNKNOWN.values(), ids=UNKNOWN)
@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_a_case_that_is_not_understood_is_refused(lang, facts, key, values, near):
    texts.use(lang)
    (told,) = refused(CHECK, facts)
    if "expected" in values:
        values = values | {"expected": say(f"expect_{values['expected']}")}
    case = say("case", key="1")
    start = say(key, where=case, **values)
    start = start if start.startswith(case) else f"{case}: {start}"
    assert told.startswith(start)
    if near:
        assert told == f"{start} {say('did_you_mean', near=near)}"
    elif key == "unknown_fact" and "users" in facts:
        assert "users." in told.removeprefix(start), "the columns of that table are named"


def test_every_problem_of_every_case_is_told_at_once():
    told = refused(CHECK, [{"key": "A", "messages.channel": "mail", "x": 1}, {"on": "x", "messages.kind": "y"}])
    assert [said.partition(":")[0] for said in told] == [say("case", key=key) for key in ("A", "A", "2", "2")]
    assert refused(CHECK, [{}, {}], on="gisteren") == [say("wrong_date", value="gisteren")]
    unknown = f"{say('unknown_check', name='message-without-consnt')} {say('did_you_mean', near=CHECK)}"
    assert refused("message-without-consnt", {}) == [unknown]


# ---------------------------------------------------------------- files
def cases(tmp_path, name: str, content) -> list[dict]:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return judges.read_cases(path)


def test_json_may_hold_one_case_or_several(tmp_path):
    assert cases(tmp_path, "a.json", '{"messages.channel": "email"}') == [{"messages.channel": "email"}]
    assert len(cases(tmp_path, "a.json", '\ufeff[{"key": "a"}, {"key": "b"}]')) == 2


def test_csv_holds_a_case_on_each_line_and_lists_with_semicolons(tmp_path):
    plain = 'key,consents.event,contacts.last_name\nA,given;withdrawn,"Jansen; of\nJanssen"\n\nB,given,\n'
    for text in (plain, plain.replace("\n", "\r\n"), "\ufeff" + plain):
        found = cases(tmp_path, "a.csv", text)
        assert [case["key"] for case in found] == ["A", "B"]
        assert found[0]["contacts.last_name"].replace("\r", "") == "Jansen; of\nJanssen"
    other = 'key;"consents.at";"consents.purpose"\nA;"2026-01-01;2026-02-01";"news;offers"\n'
    (case,) = cases(tmp_path, "a.csv", other)
    assert case["consents.purpose"] == "news;offers"
    _, tables, _ = judges._build(dict(case), 1, avgkit.load_law("2026-11-01").on, [])
    assert [row["purpose"] for row in tables["consents"]] == ["news", "offers"]
    (name,) = judges._build({"contacts.last_name": "A; B"}, 1, avgkit.load_law().on, [])[1]["contacts"]
    assert name["last_name"] == "A; B", "a text in which anything may stand is one value"


BAD_FILES = {  # name and content of the file: the phrase that is said and its values
    "a file that is not there": ("x.json", None, "path_missing", {}),
    "an empty file": ("x.json", "", "no_facts", {}),
    "an empty CSV": ("x.csv", "", "no_facts", {}),
    "a header only": ("x.csv", "key,messages.channel\n", "no_facts", {}),
    "an empty list": ("x.json", "[]", "no_facts", {}),
    "a list of texts": ("x.json", '["a"]', "no_facts", {}),
    "a number": ("x.json", "5", "no_facts", {}),
    "brackets without end": ("x.json", "[" * 200_000, "no_facts", {}),
    "a number without end": ("x.json", '{"a": ' + "9" * 10_000 + "}", "no_facts", {}),
    "broken JSON": ("x.json", '{"a": 1,\n "b"}', "not_json", {"line": 2, "column": 5}),
    "a row with too many fields": ("x.csv", "key,messages.kind\nA,service,x\n", "reason_fields", {}),
    "a row with too few fields": ("x.csv", "key,messages.kind\nA\n", "reason_fields", {}),
    "an open quotation mark": ("x.csv", 'key,messages.kind\nA,"service\n', "reason_quotes", {}),
    "a column twice": ("x.csv", "key,key\nA,B\n", "policy_header_double", {"where": "x.csv", "name": "key"}),
    "not UTF-8": ("x.csv", b"key,messages.purpose\nA,caf\xe9\n", "path_unreadable", {"reason": "encoding"}),
}


@pytest.mark.parametrize(("name", "content", "key", "values"), BAD_FILES.values(), ids=BAD_FILES)
def test_a_file_that_holds_no_cases_is_refused(tmp_path, name, content, key, values):
    with pytest.raises(AvgkitError) as error:
        judges.read_cases(tmp_path / name) if content is None else cases(tmp_path, name, content)
    values = values | ({"reason": say(f"reason_{values['reason']}")} if "reason" in values else {})
    told = say(key, path=tmp_path / name, **values)
    if key.startswith("reason"):
        told = f"{say('row', file=name, line=2)}: {told}."
    assert error.value.problems == [told]


def test_a_folder_is_no_file_of_cases(tmp_path):
    with pytest.raises(AvgkitError) as error:
        judges.read_cases(tmp_path)
    assert error.value.problems == [say("path_unreadable", path=tmp_path, reason=say("os_folder"))]


# ---------------------------------------------------------------- a list of codes is one fact, unless others are lists
def test_a_list_of_codes_belongs_to_one_record():
    facts = {"activities.criteria": ["evaluation_scoring", "large_scale"], "activities.large_scale": True}
    (answer,) = avgkit.judge("assessment-missing", facts, "2026-11-01")
    assert answer["evidence"]["count"] == 2


def test_beside_other_lists_each_record_has_its_own_codes():
    facts = {
        "activities.id": ["a", "b"],
        "activities.criteria": ["evaluation_scoring", ["large_scale", "innovative_use"]],
    }
    first, second = avgkit.judge("assessment-missing", facts, "2026-11-01")
    assert (first["evidence"]["dpia"], second["evidence"]["dpia"]) == ("not_required", "likely")
    flat = facts | {"activities.criteria": ["evaluation_scoring", "large_scale"]}
    assert [a["evidence"]["count"] for a in avgkit.judge("assessment-missing", flat, "2026-11-01")] == [1, 1]
