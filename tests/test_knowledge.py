"""The legal knowledge is dated, sourced, bilingual and without gaps; what is expected is typed from the law itself."""

import re
import string
import tomllib
from datetime import date, timedelta
from itertools import pairwise

import pytest

from avgkit import law as law_module
from avgkit import texts
from avgkit.errors import AvgkitError
from avgkit.law import FILES, load_law
from avgkit.paths import KNOWLEDGE, PACKAGE

START = date(2018, 5, 25)  # the day the AVG became applicable
LATE = date(2031, 1, 1)
ENDED = {"repealed", "invalid"}
RUNNING = {"in_force", "adopted_not_yet_applicable", "proposal"}


def read(path) -> dict:
    with open(path, "rb") as file:
        return tomllib.load(file)


RAW = {name: read(KNOWLEDGE / f"{name}.toml") for name in FILES}
SCHEMA = read(KNOWLEDGE / "schema.toml")
CODES = [read(path) for path in sorted((KNOWLEDGE / "phrases" / "codes").glob("*.toml"))]
WORDS = {code: word for words in CODES for code, word in words.items()}
ROWS = [(f, t, e) for f, tables in RAW.items() for t, rows in tables.items() for e in rows if f != "sources"]
NAMES = [f"{f}-{t}-{e['id']}-{e.get('from')}" for f, t, e in ROWS]


def listed(names: str) -> list[str]:
    return names.split()


def column(side: str, table: str, name: str) -> dict:
    return next(c for c in SCHEMA[side][table]["columns"] if c["name"] == name)


# ---------------------------------------------------------------- form of every entry
@pytest.mark.parametrize(("file", "table", "entry"), ROWS, ids=NAMES)
def test_entry_is_dated_sourced_and_honest(file, table, entry):
    assert type(entry["from"]) is date and type(entry["checked"]) is date
    assert entry.get("until", LATE) >= entry["from"]
    assert entry["status"] in (ENDED if "until" in entry and entry["until"] < entry["checked"] else RUNNING)
    assert entry["source"] in {s["id"] for s in RAW["sources"]["sources"]}
    articles = {a["id"] for a in RAW["articles"]["articles"]}
    cited = [entry[k] for k in ("article", "burden_article") if k in entry] + entry.get("articles", [])
    assert set(cited) <= articles
    assert entry["verified"] in (True, False)
    if not entry["verified"]:
        assert entry["note"]["nl"] and entry["note"]["en"]
    assert set(entry.get("unseen", [])) <= set(entry)
    assert "unseen" not in entry or not entry["verified"]


def test_sources_say_what_they_are():
    ids = [s["id"] for s in RAW["sources"]["sources"]]
    assert len(ids) == len(set(ids))
    assert all(s["reference"] and s["nl"] and s["en"] for s in RAW["sources"]["sources"])
    assert set(ids) == {e["source"] for _, _, e in ROWS}, "a source that nothing cites"


def test_periods_of_one_id_do_not_overlap():
    for file, tables in RAW.items():
        for table, rows in tables.items():
            for id in {r["id"] for r in rows}:
                spans = sorted((r.get("from", date.min), r.get("until", date.max)) for r in rows if r["id"] == id)
                for (_, end), (begin, _) in pairwise(spans):
                    assert end < begin, f"{file}/{table}/{id}: {begin} lies before {end}"


def test_every_article_has_a_text_on_every_day_since_the_start():
    for id in {a["id"] for a in RAW["articles"]["articles"]}:
        spans = sorted((a["from"], a.get("until")) for a in RAW["articles"]["articles"] if a["id"] == id)
        assert spans[0][0] == START and spans[-1][1] is None, id
        for (_, end), (begin, _) in pairwise(spans):
            assert end + timedelta(days=1) == begin, id


def test_themes_cite_known_articles():
    known = {a["id"] for a in RAW["articles"]["articles"]}
    for path in (PACKAGE / "themes").glob("*.toml"):
        for id, check in read(path).get("check", {}).items():
            assert set(check["articles"]) <= known, id


def days_around_changes(name: str) -> list[date]:
    days = {START, LATE, *load_law(LATE).periods(name)}
    around = {d + timedelta(days=k) for d in days for k in (-1, 0, 1)}
    return sorted(d for d in around if d >= START)


def test_exactly_one_rule_per_channel_kind_and_day():
    # Rules change on boundary days only, so the days around them stand for all days.
    for day in days_around_changes("marketing"):
        for channel in column("crm", "messages", "channel")["values"]:
            for kind in column("crm", "contacts", "kind")["values"]:
                assert len(rules(day, channel, kind)) == 1, (day, channel, kind)


def test_exactly_one_age_band_per_age_and_day():
    for day in days_around_changes("ages"):
        for age in range(0, 100):
            assert len(bands(day, age)) == 1, (day, age)


def test_values_exist_in_the_tables():
    channels = set(column("crm", "messages", "channel")["values"])
    kinds = set(column("crm", "contacts", "kind")["values"])
    for entry in RAW["marketing"]["marketing"] + RAW["marketing"]["exception"]:
        assert set(entry["channels"]) <= channels and set(entry["kinds"]) <= kinds
        assert all(column("crm", "messages", name)["type"] == "flag" for name in entry.get("requires", []))
        assert set(entry.get("organisation_kinds", [])) <= set(column("policy", "organisation", "kind")["values"])
        for condition in entry.get("conditions", []):
            about = column("crm", condition["table"], condition["column"])
            allowed = {"flag": [True, False], "code": about.get("values", [])}.get(about["type"], [])
            assert set(condition.get("values", [])) <= set(allowed)
    for item in RAW["conditions"]["informed_item"]:
        assert {item["column"], item.get("only_if", item["column"])} <= {
            c["name"] for c in SCHEMA["policy"]["consent_forms"]["columns"]
        }
    assert [b["id"] for b in RAW["bases"]["bases"]] == column("policy", "purposes", "basis")["values"]
    linked = [c for s in RAW["subjects"]["subjects"] for c in s["crm_categories"]]
    assert sorted(linked) == sorted(column("crm", "contacts", "category")["values"])


# ---------------------------------------------------------------- two languages, one content
TEXTS = sorted([*KNOWLEDGE.rglob("*.toml"), *(PACKAGE / "themes").glob("*.toml")])


def differences(nl, en, where):
    """Where the two languages differ in shape or placeholders, or say nothing."""
    if isinstance(nl, dict) and isinstance(en, dict) and nl.keys() == en.keys():
        return [d for key in nl for d in differences(nl[key], en[key], f"{where}.{key}")]
    if isinstance(nl, list) and isinstance(en, list) and len(nl) == len(en):
        return [d for n, (a, b) in enumerate(zip(nl, en, strict=True)) for d in differences(a, b, f"{where}[{n}]")]
    if isinstance(nl, str) and isinstance(en, str) and nl.strip() and en.strip():
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name is not None} for text in (nl, en)]
        return [] if fields[0] == fields[1] else [f"{where}: {fields[0]} against {fields[1]}"]
    return [f"{where}: not the same shape, or empty"]


def walk(node, where):
    found = []
    if isinstance(node, dict):
        if "nl" in node or "en" in node:
            found += differences(node.get("nl"), node.get("en"), where)
        for key, value in node.items():
            if key not in ("nl", "en"):
                found += walk(value, f"{where}.{key}")
    elif isinstance(node, list):
        for n, value in enumerate(node):
            found += walk(value, f"{where}[{n}]")
    return found


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.relative_to(PACKAGE).as_posix())
def test_dutch_and_english_are_both_there(path):
    assert walk(read(path), path.name) == []


def test_the_walker_sees_what_differs():
    assert walk({"a": {"nl": "x {n}", "en": "x"}}, "f")
    assert walk({"a": [{"nl": "x"}]}, "f")
    assert walk({"nl": {"title": "x"}, "en": {"title": "x", "rule": "y"}}, "f")
    assert walk({"a": {"nl": "{n} of {m}", "en": "{m} of {n}"}}, "f") == []


# ---------------------------------------------------------------- what the law says, typed from the law
def rules(day, channel, kind):
    return [e for e in RAW["marketing"]["marketing"] if _covers(e, day, channel, kind)]


def _covers(e, day, channel, kind):
    return e["from"] <= day <= e.get("until", date.max) and channel in e["channels"] and kind in e["kinds"]


def exceptions(day, channel, kind, organisation="commercial"):
    """Exceptions that may hold for this sender: id, with a ? where it cannot be decided."""
    return {
        e["id"] + ("?" if e["undecidable"] else "")
        for e in load_law(day).entries("marketing", "exception")
        if _covers(e, day, channel, kind) and organisation in e.get("organisation_kinds", [organisation])
    }


# Tw 11.7: last and first day of each stretch. needs: what each message must hold.
RULES = [  # day, channel, recipient, rule, in each message, seen in the text of that time
    ("2018-05-25", "email", "natural", "consent", ["sender_stated"], False),
    ("2026-06-30", "sms", "legal", "consent", ["sender_stated"], False),
    ("2026-07-01", "email", "natural", "consent", ["sender_stated"], True),
    ("2026-07-01", "app", "legal", "consent", ["sender_stated"], True),
    ("2026-07-01", "auto_call", "business", "consent", ["sender_stated"], False),
    ("2021-06-30", "phone", "natural", "opt_out", [], False),
    ("2021-07-01", "phone", "natural", "consent", ["optout_offered"], False),
    ("2021-07-01", "phone", "business", "consent", ["optout_offered"], False),
    ("2026-07-01", "phone", "natural", "consent", ["optout_offered"], True),
    ("2026-07-01", "phone", "business", "consent", ["optout_offered"], True),
    ("2021-06-30", "phone", "legal", "free", [], False),
    ("2026-07-01", "phone", "legal", "free", [], True),
    ("2018-05-25", "post", "natural", "objection", [], True),
    ("2026-11-23", "post", "business", "objection", [], True),
]


@pytest.mark.parametrize(("day", "channel", "kind", "regime", "needs", "seen"), RULES)
def test_rule_for_a_message(day, channel, kind, regime, needs, seen):
    (rule,) = rules(date.fromisoformat(day), channel, kind)
    assert (rule["regime"], rule["requires"], rule["verified"]) == (regime, needs, seen)


EXCEPTIONS = [  # day, channel, recipient, sender, exceptions (? = cannot be decided from a CRM)
    ("2026-06-30", "phone", "natural", "commercial", {"customer_calls"}),  # customer exception for calls: last day
    ("2026-07-01", "phone", "natural", "commercial", set()),  # and the first day without
    ("2021-06-30", "phone", "natural", "commercial", set()),
    ("2021-07-01", "phone", "natural", "commercial", {"customer_calls"}),
    ("2026-06-30", "email", "natural", "commercial", {"customer"}),
    ("2026-07-01", "email", "natural", "commercial", {"customer"}),  # electronic messages keep it
    ("2026-07-01", "phone", "natural", "publisher", {"publisher_lottery_calls"}),
    ("2026-07-01", "phone", "business", "lottery", {"publisher_lottery_calls", "published", "outside_eea?"}),
    ("2026-06-30", "phone", "natural", "publisher", {"customer_calls"}),
    ("2026-07-01", "phone", "natural", "charity", {"charity_donation", "charity_calls"}),
    ("2026-07-01", "email", "natural", "charity", {"customer", "charity_donation"}),  # volunteers: calls only
    ("2026-07-01", "phone", "natural", "association", {"ideal_donation?", "ideal_calls?"}),
    ("2026-06-30", "email", "natural", "charity", {"customer", "charity_donation?"}),
    ("2026-07-01", "email", "legal", "commercial", {"customer", "published", "outside_eea?"}),
    ("2026-07-01", "fax", "natural", "commercial", {"customer_automatic?"}),
    ("2026-07-01", "post", "natural", "commercial", set()),  # post needs no consent
]


@pytest.mark.parametrize(("day", "channel", "kind", "sender", "expected"), EXCEPTIONS)
def test_exceptions_to_consent(day, channel, kind, sender, expected):
    assert exceptions(date.fromisoformat(day), channel, kind, sender) == expected


def test_customer_exception_has_the_four_conditions_of_the_fourth_paragraph():
    for entry in (e for e in RAW["marketing"]["exception"] if e["group"] == "customer"):
        assert {(c["table"], c["column"]): c["values"] for c in entry["conditions"]} == {
            ("contacts", "details_source"): ["sale"],  # obtained from own customers in a sale
            ("messages", "similar_own"): [True],  # own similar products or services
            ("contacts", "optout_at_collection"): [True],  # objection offered at collection
            ("messages", "optout_offered"): [True],  # and in every message
        }
        assert (entry["burden"], entry["burden_article"]) == ("sender", "Tw 11.7(4)")


def test_outside_the_eea_is_outside_27_member_states_and_three_others():
    for entry in (e for e in RAW["marketing"]["exception"] if e["id"] == "outside_eea"):
        (condition,) = entry["conditions"]
        inside = condition["not_values"]
        assert len(inside) == len(set(inside)) == 27 + 3
        assert {"NL", "IS", "LI", "NO"} <= set(inside) and not {"GB", "CH", "US", "TR"} & set(inside)


def bands(day, age):
    return [
        b
        for b in RAW["ages"]["ages"]
        if b["from"] <= day <= b.get("until", date.max) and b["from_age"] <= age <= b.get("to_age", 150)
    ]


SELF, PARENT, BOTH = {"self"}, {"representative"}, {"self", "representative"}
AGES = [  # day, age, consent by, withdrawal by, rights by (UAVG 5)
    ("2026-08-31", 15, PARENT, PARENT, PARENT),
    ("2026-08-31", 12, PARENT, PARENT, PARENT),
    ("2026-08-31", 16, SELF, SELF, SELF),
    ("2026-09-01", 11, PARENT, PARENT, PARENT),
    ("2026-09-01", 12, PARENT, BOTH, BOTH),
    ("2026-09-01", 15, PARENT, BOTH, BOTH),
    ("2026-09-01", 16, SELF, SELF, SELF),
]


@pytest.mark.parametrize(("day", "age", "consent", "withdrawal", "rights"), AGES)
def test_age_bands(day, age, consent, withdrawal, rights):
    (band,) = bands(date.fromisoformat(day), age)
    assert [set(band[k]) for k in ("consent_by", "withdrawal_by", "rights_by")] == [consent, withdrawal, rights]


def test_old_text_on_minors_is_seen_for_consent_only():
    (band,) = bands(date(2026, 8, 31), 15)
    assert band["verified"] is False and band["unseen"] == ["withdrawal_by", "rights_by"]


def test_conditions_of_consent():
    assert [c["id"] for c in RAW["conditions"]["conditions"]] == listed(
        "freely_given granular specific informed unambiguous distinguishable demonstrable withdrawable explicit age"
    )
    rests = {c["id"]: set(c["articles"]) for c in RAW["conditions"]["conditions"]}
    assert rests["freely_given"] == {"AVG 4(11)", "AVG 7(4)"}
    assert rests["specific"] == {"AVG 4(11)", "AVG 6(1)(a)"}
    assert rests["informed"] == {"AVG 4(11)", "AVG 7(2)"}
    assert (rests["demonstrable"], rests["withdrawable"]) == ({"AVG 7(1)"}, {"AVG 7(3)"})
    assert rests["explicit"] == {"AVG 9(2)(a)", "AVG 22(2)(c)", "AVG 49(1)(a)", "UAVG 22", "UAVG 32"}
    assert rests["age"] == {"AVG 8", "UAVG 5"}
    assert len(RAW["conditions"]["informed_item"]) == 6


# fideslang keys that were seen; a dotted parent of one exists as well
FIDES = listed(
    """
    user.name.first user.name.last user.contact.email user.contact.phone_number user.contact.address.street
    user.contact.address.postal_code user.contact.address.city user.contact.address.country
    user.contact.organization user.job_title user.workplace user.demographic.date_of_birth
    user.demographic.gender user.demographic.marital_status user.demographic.language
    user.demographic.political_opinion user.demographic.race_ethnicity user.demographic.religious_belief
    user.demographic.sexual_orientation user.health_and_medical.genetic user.biometric user.criminal_history
    user.government_id.national_identification_number user.government_id.passport_number
    user.government_id.drivers_license_number user.financial.bank_account user.behavior.purchase_history
    user.content.private user.privacy_preferences user.childrens user.unique_id user.device.ip_address
    """
)
SUBJECTS = listed("customer prospect supplier_vendor employee job_applicant visitor next_of_kin patient shareholder")


def test_categories_carry_regime_and_both_vocabularies():
    rows = {c["id"]: c for c in RAW["categories"]["categories"]}
    regimes = {r: {i for i, c in rows.items() if c["regime"] == r} for r in {c["regime"] for c in rows.values()}}
    assert set(regimes) == {"ordinary", "special", "criminal", "national_number"}
    ten = "ras_etniciteit politiek godsdienst levensovertuiging vakbond genetisch biometrisch gezondheid"
    assert regimes["special"] == set(listed(f"{ten} seksueel_leven seksuele_gerichtheid"))
    assert regimes["criminal"] == {"strafrechtelijk"}
    assert regimes["national_number"] == {"bsn", "nationaal_identificatienummer"}
    article = {"ordinary": "AVG 6(1)", "special": "AVG 9(1)", "criminal": "AVG 10", "national_number": "UAVG 46"}
    known = {".".join(key.split(".")[:n]) for key in FIDES for n in range(1, 6)}
    for row in rows.values():
        assert row["article"] == article[row["regime"]]
        assert row["fideslang_extension"] == (not set(row["fideslang"]) <= known), row["id"]
        assert row["dpv"].startswith("pd:") and row["dpv_verified"] is False
    for row in RAW["subjects"]["subjects"]:
        assert row["fideslang_extension"] == (not set(row["fideslang"]) <= set(SUBJECTS)), row["id"]


# ---------------------------------------------------------------- the loader
def test_a_law_of_today_knows_the_rules_of_before_but_not_of_later():
    assert "opt_out" in {e["regime"] for e in load_law("2026-11-23").entries("marketing")}
    assert {e["from"] for e in load_law("2021-06-30").entries("marketing")} <= {date(2009, 10, 1), START}
    assert load_law("2001-01-01").entries("marketing") == [] == load_law("2001-01-01").periods("marketing")


def test_entry_in_force_on_the_day():
    assert load_law("2026-06-30").entry("marketing", "customer_calls", "exception")["article"] == "Tw 11.7(4)"
    assert load_law("2026-07-01").entry("marketing", "customer_calls", "exception") is None
    assert load_law("2026-08-31").entry("ages", "under_16")["to_age"] == 15
    assert load_law("2026-09-01").entry("ages", "under_16") is None
    assert load_law("2026-08-31").entry("ages", "under_12") is None


def test_periods_are_the_boundaries():
    law = load_law("2026-11-23")
    assert law.periods("ages") == [START, date(2026, 9, 1)]
    assert law.periods("marketing") == [date(2009, 10, 1), START, date(2021, 7, 1), date(2026, 7, 1)]


def test_articles_speak_as_of_the_day():
    assert "also" not in load_law("2026-11-23").articles["Tw 11.7(4)"]["en"]
    assert load_law("2026-06-30").articles["Tw 11.7(4)"]["until"] == date(2026, 6, 30)
    assert load_law("2026-07-01").articles["Tw 11.7(4)"]["from"] == date(2026, 7, 1)
    assert load_law("2001-01-01").articles["AVG 7(1)"]["regulation"] == "AVG"
    needed = listed("4(11) 5(1)(a) 5(2) 6(1)(a) 6(1)(f) 7(1) 7(2) 7(3) 7(4) 8 9(2)(a) 17(1)(b)")
    needed = [f"AVG {n}" for n in needed + listed("21(2) 21(3) 21(4) 22(2)(c) 49(1)(a) 95")]
    needed += ["UAVG 5", "Tw 11.7a", *(f"Tw 11.7({n})" for n in range(1, 9))]
    assert set(needed) <= set(load_law("2026-11-23").articles)


def test_unverified_facts_are_told_apart():
    law = load_law("2026-11-23")
    assert {e["id"] for e in law.unverified("ages")} == {"under_16"}
    assert law.facts_unverified() and all(e["note"]["nl"] for e in law.facts_unverified())
    assert not load_law("2017-01-01").unverified("ages")


def test_what_is_handed_out_is_a_copy():
    load_law("2026-11-23").entries("ages")[0]["consent_by"].append("anybody")
    assert all("anybody" not in e["consent_by"] for e in load_law("2026-11-23").entries("ages"))


@pytest.mark.parametrize("wrong", ["2026-02-30", "gisteren", "", "23-11-2026", 2026])
def test_a_wrong_date_is_told_plainly(wrong):
    with pytest.raises(AvgkitError) as error:
        load_law(wrong)
    assert "2026-11-23" in str(error.value)


def test_unknown_names_are_told_with_the_nearest():
    law = load_law("2026-11-23")
    for ask, near in [
        (lambda: law.entry("ages", "under_13"), "under_1"),
        (lambda: law.entries("age"), "ages"),
        (lambda: law.entries("marketing", "exceptions"), "exception"),
    ]:
        with pytest.raises(AvgkitError, match=near):
            ask()


def test_version_follows_the_facts(tmp_path):
    for name in FILES:
        (tmp_path / f"{name}.toml").write_bytes((KNOWLEDGE / f"{name}.toml").read_bytes())
    assert law_module._fingerprint(tmp_path) == load_law().version
    other = tmp_path / "other"
    other.mkdir()
    for name in FILES:
        text = (KNOWLEDGE / f"{name}.toml").read_bytes()
        (other / f"{name}.toml").write_bytes(text.replace(b"from_age = 12", b"from_age = 13"))
    assert law_module._fingerprint(other) != load_law().version


# ---------------------------------------------------------------- a word for every code
REASONS = listed(
    """
    no_choice refused withdrawn objected invalid_consent consent_after minor_self missing_contact missing_at
    missing_how missing_wording missing_purpose missing_channel freely_given granular specific informed
    unambiguous distinguishable demonstrable withdrawable explicit age details_source similar_own
    optout_at_collection optout_offered calls_not_covered not_customer sender_stated unknown_marketing
    unknown_moment unknown_channel unknown_kind unknown_validity unknown_age unknown_form unknown_contact unread
    exception_undecidable consent customer_exception no_consent_needed
    """
)


def test_every_code_has_a_word():
    codes = {v for side in SCHEMA.values() for t in side.values() for c in t["columns"] for v in c.get("values", [])}
    codes |= {e["regime"] for e in RAW["categories"]["categories"] + RAW["marketing"]["marketing"]}
    codes |= {e["group"] for e in RAW["marketing"]["exception"]}
    codes |= {e["status"] for _, _, e in ROWS} | ENDED | RUNNING
    assert codes | set(REASONS) <= set(WORDS)
    assert texts.word("withdrawn;tick", "nl") == "ingetrokken, zelf aangevinkt"


def test_a_code_has_its_word_in_one_place():
    assert sum(map(len, CODES)) == len(WORDS)


def test_words_stand_in_a_list():
    for code, word in WORDS.items():
        assert set(word) == {"nl", "en"}, code
        for text in word.values():
            assert not set(text) & set(";.!{}"), code


# ---------------------------------------------------------------- words
def sentences(value, lang: str, mine: bool = False):
    """Every text in this language in the content of a TOML file: under `nl` or `en`, however deep."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from sentences(inner, lang, mine or key == lang)
    elif isinstance(value, list):
        for inner in value:
            yield from sentences(inner, lang, mine)
    elif mine and isinstance(value, str):
        yield value


WRITTEN = sorted({*KNOWLEDGE.rglob("*.toml"), *(KNOWLEDGE.parent / "themes").glob("*.toml")})
# A word that a user of a CRM, or the law, does not use, and the word that stands in every other text.
OTHERWISE = {"rekenblad": "werkmap", "koppen": "kolomnamen", "seksueel leven": "seksueel gedrag", "postbus": "mailbox"}


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_a_percentage_is_written_the_dutch_and_the_english_way_and_a_thing_has_one_word(path):
    dutch, english = (list(sentences(read(path), lang)) for lang in ("nl", "en"))
    assert not [said for said in dutch if re.search(r"[\d}]%", said)], "in Dutch a space before the sign"
    assert not [said for said in english if re.search(r"[\d}]\s%", said)], "in English none"
    assert not [said for said in dutch for word in OTHERWISE if re.search(rf"\b{word}\b", said, re.I)]
