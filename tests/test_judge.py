"""One case: judged as a scan would judge it, and refused with every problem when it is not understood."""

import csv
import json
import time
import warnings

import narwhals as nw
import numpy as np
import pandas as pd
import pytest
import test_cases as written

import avgkit
from avgkit import check as checking
from avgkit import facts, judges, schema, texts, themes
from avgkit.check import PARTS, verdict
from avgkit.errors import AvgkitError, AvgkitWarning
from avgkit.ruling import both, ruled, ruling

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


def laid_out(case: dict) -> dict[str, list[dict]]:
    """The tables of a case, typed."""
    return facts.lay_out(themes.find(CHECK), dict(case), 1, avgkit.load_law("2026-11-01").on, []).tables


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
    tables = laid_out(case)
    assert [row["purpose"] for row in tables["consents"]] == ["news", "offers"]
    (name,) = laid_out({"contacts.last_name": "A; B"})["contacts"]
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


# ---------------------------------------------------------------- every written case, by every check of every theme
EVERY = {}


def plain_case(case: dict) -> dict | None:
    """A case of tests/cases as somebody would lay it before `judge`; None when it is about what cannot be written so.

    In such facts an empty cell is a fact left out, and a value that cannot be read is refused.
    """
    crm = {
        name: [
            {c: v and v.removeprefix(f"{case['number']}/") if c in written.keys_of(name) else v for c, v in row.items()}
            for row in rows
        ]
        for name, rows in written.filled(case).items()
    }
    filled_in = {name.partition(".")[::2] for name in facts.UNSAID | themes.find(case["check"]).unsaid}
    filled_in |= {(name, key) for name in crm for key in written.keys_of(name)}
    if any(
        row.get(column, "") is None
        for name, rows in crm.items()
        for row in rows
        for t, column in filled_in
        if t == name
    ):
        return None
    policy = json.loads(json.dumps(written.policy_of(case), default=str))
    if written.on_policy(case["check"]) and not policy.get(themes.find(case["check"]).table):
        return None  # facts are about one record at least; a policy without any is not written so
    told = {"key": str(case["number"]), "on": str(case.get("on", written.ON))}
    told |= {name: rows for name, rows in (crm | policy).items() if rows}
    problems = []
    facts.lay_out(themes.find(case["check"]), told, 1, avgkit.load_law(told["on"]).on, problems)
    return None if problems else told


def asked(check: str) -> list[tuple[dict, dict]]:
    """The written cases of a check with the same as facts."""
    if check not in EVERY:
        found = [(case, plain_case(case)) for case in written.CASES if case["check"] == check]
        EVERY[check] = [(case, told) for case, told in found if told]
    return EVERY[check]


def by_case(answers: list[dict]) -> dict[str, list[dict]]:
    found = {}
    for answer in answers:
        found.setdefault(answer["key"].partition("/")[0], []).append(answer)
    return found


@pytest.mark.filterwarnings("ignore::avgkit.errors.AvgkitWarning")
@pytest.mark.parametrize("check", written.CHECKS)
def test_facts_are_answered_as_the_written_cases_are(check):
    told = asked(check)
    assert len(told) >= 2
    found = by_case(avgkit.judge(check, [facts for _, facts in told]))
    for case, _ in told:
        wanted = {key: part for part in written.ANSWERS for key in case.get(part, [])}
        answers = found[str(case["number"])]
        if not wanted:
            assert [a["reasons"] for a in answers] == [["not_in_scope"]], case["why"]
        elif len(wanted) == 1:
            assert [a["violates"] for a in answers] == [written.ANSWERS[part] for part in wanted.values()], case["why"]
        else:
            keys = {a["key"].partition("/")[2]: a["violates"] for a in answers}
            assert keys == {key: written.ANSWERS[part] for key, part in wanted.items()}, case["why"]


@pytest.mark.filterwarnings("ignore::avgkit.errors.AvgkitWarning")
@pytest.mark.parametrize("check", written.CHECKS)
def test_a_case_alone_has_the_answer_that_it_has_among_others(check):
    told = [facts for _, facts in asked(check)]
    among = by_case(avgkit.judge(check, told))
    for one in told[:: max(1, len(told) // 2)]:
        assert avgkit.judge(check, one) == among[one["key"]]


def test_five_hundred_cases_take_seconds():
    cases = [
        {"contacts.birth_date": f"{2004 + n % 20}-05-01", "consents.at": f"2026-0{1 + n % 9}-01"} for n in range(500)
    ]
    start = time.perf_counter()
    answers = avgkit.judge("minor-without-representative", cases)
    assert time.perf_counter() - start < 10
    assert len(answers) == 500 and [a["key"] for a in answers] == [str(n) for n in range(1, 501)]
    forms = [{"consent_forms.action": act} for act in ("tick", "scroll")] * 250
    start = time.perf_counter()
    answers = avgkit.judge("consent-form-invalid", forms)
    assert time.perf_counter() - start < 10
    assert {tuple(a["reasons"]) for a in answers[1::2]} == {("unambiguous",)}
    assert all(a["violates"] is None for a in answers[::2])


def test_a_declaration_of_one_case_is_not_read_by_another():
    """Two cases that call different purposes the same, in one batch."""
    choice = {"consents.how": "tick", "consents.purpose": "p", "purposes.id": "p", "consents.wording": "w"}
    cases = [choice | {"purposes.explicit": value} for value in (True, False, None)]
    answers = avgkit.judge("consent-condition-fails", cases, on="2026-11-01")
    forms = [form | {"consent_forms.wording": "w", "consent_forms.purposes": "p"} for form in cases]
    assert ["explicit" in a["reasons"] for a in avgkit.judge("consent-condition-fails", forms)] == [True, False, False]
    assert [a["violates"] for a in answers] == [True, None, None]
    assert {a["evidence"]["purpose"] for a in answers} == {"p"}


# ---------------------------------------------------------------- ways of writing a case
@pytest.mark.parametrize(
    "facts",
    [
        {"contacts.birth_date": "2013-05-01", "consents.at": "2026-09-01"},
        {"contacts": {"birth_date": "2013-05-01"}, "consents": {"at": "2026-09-01"}},
        {"contacts": [{"birth_date": "2013-05-01"}], "consents": [{"at": "2026-09-01"}]},
        {"crm": {"contacts": {"birth_date": "2013-05-01"}}, "consents.at": "2026-09-01"},
        {"contacts": {"birth_date": "2013-05-01"}, "on": "2026-09-01"},
        {"contacts.birth_date": "2013-05-01", "consents": None, "on": "2026-09-01"},
    ],
)
def test_who_must_consent_for_a_child_is_asked_with_few_facts(facts):
    (answer,) = avgkit.judge("minor-without-representative", facts, on="2026-11-01")
    shown = {name: answer["evidence"][name] for name in ("consent_by", "withdrawal_by", "rights_by")}
    both = "self;representative"
    assert shown == {"consent_by": "representative", "withdrawal_by": both, "rights_by": both}


@pytest.mark.parametrize(
    ("born", "on", "by"),
    [
        ("2013-05-01", "2026-08-31", ("representative", "representative", "representative")),
        ("2013-05-01", "2026-09-01", ("representative", "self;representative", "self;representative")),
        ("2014-09-02", "2026-09-01", ("representative", "representative", "representative")),
        ("2014-09-01", "2026-09-01", ("representative", "self;representative", "self;representative")),
        ("2010-09-02", "2026-09-01", ("representative", "self;representative", "self;representative")),
        ("2010-09-01", "2026-09-01", ("self", "self", "self")),
        ("2003-01-01", "2019-01-01", ("self", "self", "self")),
        ("2003-01-02", "2019-01-01", ("representative", "representative", "representative")),
    ],
)
def test_the_bands_of_age_follow_the_day(born, on, by):
    (answer,) = avgkit.judge("minor-without-representative", {"contacts.birth_date": born, "on": on})
    assert tuple(answer["evidence"][name] for name in ("consent_by", "withdrawal_by", "rights_by")) == by


def test_records_may_be_written_as_a_list():
    told = {"consents": [{"event": "given", "at": "2026-02-01"}, {"event": "withdrawn", "at": "2026-03-01"}]}
    asked = told | {"consents.purpose": "news", "consents.channel": "email", "contacts.kind": "natural"}
    message = {"channel": "email", "purpose": "news", "sent_at": "2026-04-01"}
    (answer,) = avgkit.judge("withdrawal-not-honoured", asked | {"messages": message}, on="2026-11-01")
    assert answer["violates"] is True and answer["evidence"]["choice_at"].startswith("2026-03-01")
    uneven = {"consents": [{"event": "given"}], "consents.at": ["2026-01-01", "2026-02-01"]}
    assert refused(CHECK, uneven) == [say("table_twice", where=say("case", key="1"), table="consents")]
    (unknown,) = refused(CHECK, {"consents": {"evnt": "given"}})
    assert unknown.endswith(say("did_you_mean", near="consents.event"))


def test_facts_that_make_no_difference_are_told():
    with pytest.warns(AvgkitWarning) as told:
        avgkit.judge(
            "consent-form-invalid", {"consent_forms.action": "tick", "organisation.people": 3, "users.role": "x"}
        )
    assert [str(one.message) for one in told if one.category is AvgkitWarning] == [
        say("facts_not_read", names="organisation.people, users.role")
    ]
    with warnings.catch_warnings():
        warnings.simplefilter("error", AvgkitWarning)
        avgkit.judge("consent-form-invalid", {"consent_forms.action": "tick", "consent_forms.wording": "A"})


@pytest.mark.parametrize(
    ("fact", "value", "key", "values"),
    [
        ("organisation.turnover", -5, "too_small", {"value": -5, "name": "turnover", "minimum": 0}),
        ("organisation.people", "-1", "too_small", {"value": -1, "name": "people", "minimum": 0}),
        ("retention.months", -1, "too_small", {"value": -1, "name": "months", "minimum": 0}),
        ("consent_forms.youngest_age", -1, "too_small", {"value": -1, "name": "youngest_age", "minimum": 0}),
        ("establishments.country", "Narnia", "wrong_fact", wrong("Narnia", "country", "country")),
        ("organisation.subjects_in", "NL;Narnia", "wrong_fact", wrong("NL;Narnia", "subjects_in", "country")),
        ("purposes.balanced_on", "2026-02-30", "wrong_fact", wrong("2026-02-30", "balanced_on", "day")),
        ("purposes.balanced_on", "31-12-2025", "wrong_fact", wrong("31-12-2025", "balanced_on", "day")),
    ],
)
def test_impossible_facts_are_named_precisely(fact, value, key, values):
    values = values | ({"expected": say(f"expect_{values['expected']}")} if "expected" in values else {})
    assert refused("consent-form-invalid", {fact: value}) == [say(key, where=say("case", key="1"), **values)]


@pytest.mark.parametrize("said", ["health", "gezondheid", "medical data", "Gezondheid", "medische gegevens"])
def test_a_category_may_be_said_in_words(said):
    line = {"access_log.category": said, "access_log.action": "view", "users.role": "sales"}
    right = {"matrix": [{"role": "doctor", "category": "health", "action": "view"}]}
    (answer,) = avgkit.judge("special-data-viewed", line | right, on="2026-11-24")
    assert (answer["violates"], answer["evidence"]["regime"]) == (True, "special")


def test_a_category_of_ones_own_stays_as_it_is():
    right = {"role": "sales", "category": "tickets", "action": "view"}
    facts = {"users": {"id": "a", "role": "sales"}, "matrix": right}
    facts["grants"] = {"user": "a", "category": "tickets", "action": "view"}
    (answer,) = avgkit.judge("grant-outside-matrix", facts, on="2026-11-24")
    assert (answer["violates"], answer["evidence"]["category"]) == (False, "tickets")


@pytest.mark.parametrize("field", ["title", "Salutation", "aanhef"])
def test_a_field_without_a_category_is_known_by_its_name(field):
    """C-394/23: a mandatory form of address is not necessary to make messages personal."""
    facts = {"fields.field": field, "fields.mandatory": True, "purposes.direct_marketing": True}
    (answer,) = avgkit.judge("field-not-needed", facts, on="2026-11-24")
    assert answer["reasons"] == ["title_mandatory"]
    assert avgkit.judge("field-not-needed", facts | {"fields.field": "city"}, on="2026-11-24")[0]["violates"] is None


def test_countries_in_a_list_may_be_names():
    told = {"organisation": {"subjects_in": ["Nederland", "germany", "fr"]}, "consent_forms": {"action": "tick"}}
    case = facts.lay_out(themes.find("consent-form-invalid"), told, 1, avgkit.load_law("2026-11-01").on, [])
    assert case.tables["organisation"][0]["subjects_in"] == "NL;DE;FR"


# ---------------------------------------------------------------- a check of another theme, as it might be
def a_check(table: str, facts: list[str], function, **other):
    """A check made for a test, with the words that any check has."""
    header = {"table": table, "needs": [], "facts": facts, "articles": ["AVG 5(2)"], "severity": "low", "hours": 1}
    words = {lang: {part: "x" for part in PARTS} for lang in texts.LANGUAGES}
    return checking._check("a-check", "consent", header | words | other, function)


@pytest.mark.parametrize("apart", [[], ["activities"]])
def test_a_check_on_what_is_declared(monkeypatch, apart):
    def function(crm, policy, law):
        few = both(policy.one("organisation")["people"] is None or policy.one("organisation")["people"] < 250)
        return ruled(
            crm,
            [ruling(key, {"no_owner": row["owner"] is None, "few": few}) for key, row in policy.keyed("activities")],
        )

    check = a_check("activities", ["activities.owner", "organisation.people"], function, apart=apart)
    monkeypatch.setattr(judges, "find", lambda name: check)
    cases = [
        {"activities.owner": "A", "organisation.people": 300},
        {"activities.name": "x", "organisation.people": 300},
    ]
    cases += [{"activities": [{"owner": "A"}, {"name": "y"}], "organisation.people": 10}, {"organisation.people": 400}]
    found = avgkit.judge("a-check", cases)
    assert [(a["key"], a["violates"], a["reasons"]) for a in found] == [
        ("1", False, []),
        ("2", True, ["no_owner"]),
        ("3/1", True, ["few"]),
        ("3/2", True, ["no_owner", "few"]),
        ("4", True, ["no_owner"]),
    ]


def test_a_check_on_everything_together_is_not_judged_in_batches(monkeypatch):
    def function(crm, policy, law):
        rows = crm.count("access_log")
        return ruled(crm, [ruling("access_log", {"few": rows < 2}, rows=rows)], rows="BIGINT")

    check = a_check("access_log", ["access_log.action"], function)
    monkeypatch.setattr(judges, "find", lambda name: check)
    found = avgkit.judge("a-check", [{"access_log.action": "view"}, {"access_log.action": ["view", "edit"]}] * 2)
    assert [a["evidence"]["rows"] for a in found] == [1, 2, 1, 2]


def test_keys_of_the_crm_in_a_list_belong_to_their_own_case(monkeypatch):
    def function(crm, policy, law):
        files = crm.files.join(crm.contacts.select(people="id", kind="kind"), on="people", how="left")
        return verdict(files, nw.col("kind") == "legal", nw.lit("x"), people=nw.col("people"), kind=nw.col("kind"))

    check = a_check("files", ["files.people", "contacts.kind"], function)
    monkeypatch.setattr(judges, "find", lambda name: check)
    cases = [{"contacts": {"id": "P", "kind": kind}, "files": {"people": "P"}} for kind in ("legal", "natural")]
    found = avgkit.judge("a-check", cases)
    assert [(a["violates"], a["evidence"]["people"]) for a in found] == [(True, "P"), (False, "P")]
