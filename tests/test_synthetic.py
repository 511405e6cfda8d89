"""The invented customers are believable, agree with themselves, and cannot be anybody."""

import re
import unicodedata
from datetime import date

import phonenumbers
import pyarrow.compute as pc
import pytest
from stdnum.nl import bsn

from avgkit import schema
from avgkit.errors import AvgkitError
from avgkit.synthetic import LAST_DAY, generate_crm, pools

MOST = 4000


@pytest.fixture(scope="module")
def made():
    return generate_crm(MOST, 7)


@pytest.fixture(scope="module")
def exemplary():
    return generate_crm(MOST, 7, flaws="none")


@pytest.fixture(scope="module")
def frames(made):
    return {name: table.to_pandas() for name, table in made.tables.items()}


@pytest.fixture(scope="module")
def sound():
    """The same without flaws, for what a planted flaw breaks on purpose."""
    made = generate_crm(MOST, 7, flaws="none")
    return made, {name: table.to_pandas() for name, table in made.tables.items()}


@pytest.fixture(scope="module")
def contacts(frames):
    return frames["contacts"].set_index("id")


# ---------------------------------------------------------------- the same seed, the same tables
def test_the_same_seed_gives_the_same_tables():
    one, two, other = generate_crm(150, 5), generate_crm(150, 5), generate_crm(150, 6)
    assert all(one.tables[name].equals(two.tables[name]) for name in one.tables)
    assert one.policy_tables == two.policy_tables and one.flaws == two.flaws
    assert not one.tables["contacts"].equals(other.tables["contacts"])


# ---------------------------------------------------------------- shape
def test_every_table_of_the_schema_is_there_with_its_columns(made):
    for side, tables in (("crm", made.tables), ("policy", made.policy_tables)):
        known = schema.tables(side)
        assert list(tables) == list(known)
        for name, table in tables.items():
            assert table.column_names == list(known[name].columns), name
            assert table.num_rows > 0, name


def test_codes_are_those_of_the_schema(made):
    for side, tables in (("crm", made.tables), ("policy", made.policy_tables)):
        for name, table in tables.items():
            for column in schema.tables(side)[name].columns.values():
                if column.type == "code":
                    assert set(pc.unique(table[column.name]).to_pylist()) <= {None, *column.values}, (name, column.name)


def test_keys_are_unique_and_references_exist(made):
    keys = {}
    for name, table in made.tables.items():
        key = table[schema.tables("crm")[name].key].to_pylist()
        keys[name] = set(key)
        assert len(keys[name]) == len(key) and None not in keys[name], name
    for name, table in made.tables.items():
        for column in schema.tables("crm")[name].columns.values():
            if column.type == "ref":
                assert set(table[column.name].to_pylist()) - {None} <= keys[column.table], (name, column.name)


def test_the_crm_and_policy_load_whole(made):
    assert not any(not source.complete for source in made.crm.sources)
    assert made.policy.one("organisation")["kind"] == "commercial"
    assert "fictief" in made.policy.one("organisation")["name"]


# ---------------------------------------------------------------- nobody in particular
@pytest.mark.parametrize("column", ["phone", "mobile"])
def test_no_telephone_number_can_be_given_out(contacts, column):
    numbers = contacts[column].dropna()
    assert len(numbers) > 100
    for country, number in zip(contacts.loc[numbers.index, "country"], numbers, strict=True):
        parsed = phonenumbers.parse(number, country)
        assert not phonenumbers.is_valid_number(parsed), number
        if country == "NL":
            assert len(re.sub(r"\D", "", number)) == 10 and number.startswith("0"), number
            assert phonenumbers.is_possible_number(parsed), number
    if column == "mobile":
        assert (numbers[contacts["country"] == "NL"].str.replace("-", "").str[:2] == "06").all()


def test_a_place_has_one_telephone_area(contacts):
    known = contacts.dropna(subset=["phone", "city"])
    area = {place["name"]: place["area"] for place in pools.data("places")["place"]}
    assert all(number.startswith(area[city]) for number, city in zip(known["phone"], known["city"], strict=True))


def test_bsns_come_from_the_test_block_each_once(contacts):
    numbers = contacts["bsn"].dropna()
    assert len(pools.bsn_numbers()) == 909
    assert 0 < len(numbers) <= 900 and len(numbers) < 0.05 * MOST
    assert numbers.is_unique
    assert all(bsn.is_valid(number) and number.startswith("99999") for number in numbers)
    assert generate_crm(60_000, 1).tables["contacts"]["bsn"].null_count == 60_000 - 900


def test_a_clean_crm_holds_no_bsn():
    assert generate_crm(300, 1, flaws="none").tables["contacts"]["bsn"].null_count == 300


def folded(text: str) -> str:
    """Lower-case letters without accents, spaces or signs."""
    bare = unicodedata.normalize("NFKD", text.replace("ı", "i").lower())
    return "".join(sign for sign in bare if sign.isascii() and sign.isalnum())


def test_mail_fits_the_name_on_a_domain_that_cannot_exist(contacts):
    known = contacts.dropna(subset=["email"])
    assert known["email"].is_unique
    for row in known.itertuples():
        box, _, domain = row.email.partition("@")
        assert domain.endswith(".example"), row.email
        if isinstance(row.last_name, str):
            infix = row.infix if isinstance(row.infix, str) else ""
            assert folded(infix + row.last_name) in box, row.email
            assert folded(row.first_name)[0] in box
        else:
            assert row.kind == "legal"
        if row.kind != "natural":
            word = row.company.removesuffix(" (fictief)").split()
            assert any(folded(part) in domain for part in word), row.email


def test_firms_say_that_they_are_invented(contacts):
    firms = contacts["company"].dropna()
    assert firms.str.endswith("(fictief)").all()
    assert contacts.loc[contacts["company"].notna(), "kind"].isin(["business", "legal"]).all()


def test_street_postcode_and_place_agree_and_are_not_in_use(contacts):
    known = contacts.dropna(subset=["street"])
    assert known[["house_number", "postal_code", "city", "country"]].notna().all().all()
    assert (known.groupby(["city", "street"])["postal_code"].nunique() == 1).all()
    assert (known.groupby("postal_code")["city"].nunique() == 1).all()
    raw = pools.data("places")
    codes = {place["name"]: {str(code) for code in place["codes"]} for place in raw["place"] + raw["abroad"]}
    for city, code, country in zip(known["city"], known["postal_code"], known["country"], strict=True):
        assert code[:4] in codes[city] if country == "NL" else code in codes[city]
        assert code[5:] in ("SA", "SD", "SS") if country == "NL" else code.startswith("0")
    assert {"NL", "BE", "DE"} == set(known["country"])


def test_first_names_fit_the_gender_and_prefixes_stand_apart(contacts):
    raw = pools.data("names")
    from faker.providers.person.nl_NL import Provider

    lists = {"f": set(Provider.first_names_female), "m": set(Provider.first_names_male), "x": set(raw["both"])}
    for origin in raw["origin"].values():
        for gender in ("f", "m"):
            lists[gender] |= set(origin.get(gender, []))
    known = contacts.dropna(subset=["gender", "first_name"])
    assert all(name in lists[gender] for name, gender in zip(known["first_name"], known["gender"], strict=True))
    assert set(contacts["gender"].dropna()) == {"f", "m", "x"}
    assert 0.15 < contacts["infix"].notna().mean() < 0.5
    assert not contacts["last_name"].dropna().str.match(r"(van|de|den|der|ten|ter|te) ").any()
    assert contacts["last_name"].nunique() > 500


# ---------------------------------------------------------------- a believable firm
def test_all_kinds_of_contacts_occur(contacts):
    assert set(contacts["category"]) == {"prospect", "customer", "former", "partner", "supplier", "other"}
    assert set(contacts["kind"]) == {"natural", "business", "legal"}
    assert contacts["birth_date"].isna().mean() > 0.5


def test_minors_consent_through_their_representative(frames, contacts):
    given = frames["consents"].query("event == 'given'").join(contacts[["birth_date"]], on="contact")
    young = given.dropna(subset=["birth_date", "at"])
    age = [(at.date() - born).days / 365.25 for at, born in zip(young["at"], young["birth_date"], strict=True)]
    assert sum(years < 16 for years in age) > 20


def test_dates_stand_in_order(frames, contacts):
    day = LAST_DAY.isoformat()
    for name, column in [
        ("consents", "at"),
        ("messages", "sent_at"),
        ("interactions", "at"),
        ("requests", "received_at"),
    ]:
        rows = frames[name].join(contacts[["created_at"]], on="contact").dropna(subset=["created_at", column])
        assert (rows[column] >= rows["created_at"]).all(), name
        assert (rows[column] < day).all(), name
    since = contacts.dropna(subset=["customer_since"])
    assert (since["customer_since"] >= since["created_at"].dt.date).all()
    ended = contacts.dropna(subset=["customer_until"])
    assert (ended["customer_until"] > ended["customer_since"]).all()
    assert set(since["category"]) == {"customer", "former"} and set(ended["category"]) == {"former"}
    last = frames["interactions"].groupby("contact")["at"].max()
    assert (contacts["last_contact_at"].dropna() == last.reindex(contacts["last_contact_at"].dropna().index)).all()
    incidents = frames["incidents"]
    assert (incidents["aware_at"] >= incidents["happened_at"]).all()
    born = contacts.dropna(subset=["birth_date"])
    assert (born["birth_date"] < born["created_at"].dt.date).all()


def test_the_register_of_the_office_is_in_order(sound):
    made, frames = sound
    contacts = frames["contacts"].set_index("id")
    users = frames["users"].set_index("id")
    assert users["left"].notna().equals(~users["active"]) and (~users["active"]).any()
    assert users.loc[frames["grants"]["user"], "active"].all()
    assert users.loc[contacts["owner"].dropna(), "active"].all()
    matrix = {(row["role"], row["category"], row["action"]) for row in made.policy.rows("matrix")}
    grants = frames["grants"].join(users[["role"]], on="user")
    assert set(zip(grants["role"], grants["category"], grants["action"], strict=True)) <= matrix
    log = frames["access_log"].join(users[["role", "active"]], on="user")
    assert set(zip(log["role"], log["category"], log["action"], strict=True)) <= matrix
    assert log["active"].all() and log["at"].dt.hour.between(8, 17).all() and (log["at"].dt.day_of_week < 5).all()
    assert {"view", "edit", "export"} == set(log["action"])
    seen = log.dropna(subset=["contact"]).join(contacts[["created_at"]], on="contact")
    assert (seen["at"] >= seen["created_at"]).all()


def test_requests_are_answered_in_time_and_incidents_reported(sound):
    frames = sound[1]
    requests = frames["requests"].dropna(subset=["answered_at"])
    waited = [
        (end - start.date()).days for end, start in zip(requests["answered_at"], requests["received_at"], strict=True)
    ]
    longer = requests["extended_at"].notna()
    assert all(0 <= days <= (85 if more else 28) for days, more in zip(waited, longer, strict=True))
    incidents = frames["incidents"].query("role == 'controller'")
    risky = incidents.query("risk != 'none'")
    assert ((risky["reported_at"] - risky["aware_at"]).dt.total_seconds() <= 72 * 3600).all()
    assert incidents.query("risk == 'high'")["told_people_at"].notna().all()
    assert frames["incidents"].query("role == 'processor'")["controller_told_at"].notna().all()


def test_retention_is_kept(exemplary):
    months = {row["category"]: row["months"] for row in exemplary.policy.rows("retention")}
    known = exemplary.tables["contacts"].to_pandas().dropna(subset=["last_contact_at"])
    for category, last, ended in zip(known["category"], known["last_contact_at"], known["customer_until"], strict=True):
        start = ended if category == "former" else last.date()
        assert (LAST_DAY - start).days < 30 * months[category]


def test_the_register_covers_every_field_that_is_filled(made):
    declared = {(row["table"], row["field"]) for row in made.policy.rows("fields")}
    for name in ("contacts", "consents", "messages", "interactions", "requests", "users", "access_log"):
        for column, values in zip(made.tables[name].column_names, made.tables[name].columns, strict=True):
            assert values.null_count == len(values) or column == "bsn" or (name, column) in declared, (name, column)


def test_messages_go_over_every_channel_and_mostly_in_the_last_years(frames):
    messages = frames["messages"]
    assert set(messages["channel"]) == set(schema.tables("crm")["messages"].columns["channel"].values)
    assert (
        set(messages["kind"].dropna()) == {"marketing", "consent_request", "service"} and messages["kind"].isna().any()
    )
    recent = (messages["sent_at"] >= "2023-11-01").mean()
    assert 0.5 < recent < 0.95 and messages["sent_at"].min().year == 2018
    assert frames["consents"]["event"].nunique() == 4


def test_notes_vary_and_say_nothing_special_without_flaws():
    notes = generate_crm(MOST, 7, flaws="none").tables["interactions"].to_pandas()["note"]
    assert notes.nunique() > 1000 and notes.notna().all()
    text = " ".join(notes.unique()).lower()
    special = "ziek|operatie|zwanger|kerk|moskee|vakbond|fnv|politie|aangifte|veroordeeld|burnout|medicijn|diabetes|bsn"
    assert not re.search(rf"\b({special})", text)
    assert not re.search(r"\d{9}", text)


# ---------------------------------------------------------------- arguments
@pytest.mark.parametrize("people", [1, 2, 10])
def test_few_people_behave(people):
    assert generate_crm(people).crm.count("contacts") == people


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": 0},
        {"people": -1},
        {"people": "tien"},
        {"people": 1.5},
        {"seed": -1},
        {"flaws": "defualt"},
        {"until": "morgen"},
    ],
)
def test_wrong_arguments_are_told(wrong):
    with pytest.raises(AvgkitError) as caught:
        generate_crm(**wrong)
    assert len(caught.value.problems) == 1 and str(next(iter(wrong.values()))) in str(caught.value)


def test_all_wrong_arguments_are_told_at_once():
    with pytest.raises(AvgkitError) as caught:
        generate_crm(0, seed=-5, flaws="some", until="1900-01-01")
    assert len(caught.value.problems) == 4


@pytest.mark.parametrize("until", [date(2020, 6, 1), date(2024, 2, 29), date(2026, 10, 31)])
def test_the_firm_declares_nothing_that_was_done_after_the_last_day(until):
    tables = generate_crm(20, 1, flaws="none", until=until).policy_tables
    days = [value for table in tables.values() for row in table.to_pylist() for value in row.values()]
    assert all(value <= until for value in days if isinstance(value, date))
