"""The pages of systems: known by their headers, every header read as a person would, inverted words turned around."""

import csv
import tomllib

import pytest

from avgkit import paths
from avgkit.errors import AvgkitError
from avgkit.reading import CsvShape, Sheet
from avgkit.recognisers import category_of_head
from avgkit.recognisers.headers import bare
from avgkit.recognisers.terms import lexicon
from avgkit.sources import formats, systems
from avgkit.sources.mapping import meanings, study

EXPORTS = paths.PACKAGE.parent / "data" / "exports"


def sheet(headers, rows=(), place="x.csv"):
    """A table in memory, as the reader would hand it over."""
    from avgkit.frames import unique

    def read(limit):
        import pyarrow as pa

        names, some = unique(headers), list(rows)[:limit]
        columns = [pa.array([r[n] or None for r in some], pa.string()) for n in range(len(names))]
        return pa.Table.from_arrays([*columns, pa.array(range(2, 2 + len(some)))], names=[*names, "_row"])

    return Sheet(place, "", list(headers), 1, len(rows), read)


def sample(name):
    """A CSV sample, read by Python's own reader."""
    encoding = "cp1252" if "1252" in name else "utf-8-sig"
    with open(EXPORTS / name, encoding=encoding, newline="") as file:
        separator = ";" if name.startswith(("afas", "exact", "klanten")) else ","
        first, *rest = csv.reader(file, delimiter=separator)
    made = sheet(first, rest, name)
    made.csv = CsvShape(EXPORTS / name, encoding, separator, 0, True)
    return made


# Typed from what each system's own documentation says its fields are.
SYSTEMS = {
    "salesforce-contact.csv": (
        "salesforce-contact",
        "Id:id IsDeleted:technical MasterRecordId:technical AccountId:account_id LastName:last_name "
        "FirstName:first_name "
        "Salutation:salutation MailingStreet:address MailingCity:city MailingState:region "
        "MailingPostalCode:postal_code "
        "MailingCountry:country Phone:phone Fax:fax MobilePhone:mobile HomePhone:phone "
        "ReportsToId:person_of_company "
        "Email:email Title:job_title Department:department LeadSource:lead_source Birthdate:birth_date "
        "Description:notes "
        "OwnerId:owner HasOptedOutOfEmail:opt_out_email HasOptedOutOfFax:opt_out_fax DoNotCall:opt_out_phone "
        "CreatedDate:created_at CreatedById:technical LastModifiedDate:modified_at LastModifiedById:technical "
        "SystemModstamp:technical LastActivityDate:last_contact_at IsEmailBounced:behaviour "
        "Marital_status__c:marital_status Mental_problems__c:health",
    ),
    "salesforce-lead-report.csv": (
        "salesforce-lead",
        "Lead ID:id|First Name:first_name|Last Name:last_name|Company / Account:company|Title:job_title|Email:email|"
        "Phone:phone|Mobile:mobile|Lead Source:lead_source|Lead Status:status|Lead Owner:owner|"
        "Email Opt Out:opt_out_email|Do Not Call:opt_out_phone|Converted:status|Created Date:created_at|"
        "Last Activity:last_contact_at",
    ),
    "hubspot-contacts.csv": (
        "hubspot",
        "Record ID:id|First Name:first_name|Last Name:last_name|Email:email|Phone Number:phone|"
        "Mobile phone number:mobile|Job Title:job_title|Company Name:company|Contact owner:owner|Lead Status:status|"
        "Lifecycle Stage:category|Create Date:created_at|Last Modified Date:modified_at|"
        "Last Activity Date:last_contact_at|Original Source:lead_source|City:city|State/Region:region|"
        "Postal Code:postal_code|Country/Region:country|Marketing contact status:marketing_contact|"
        "Legal basis for processing contact's data:legal_basis",
    ),
    "suitecrm-contacts.csv": (
        "suitecrm",
        "id:id first_name:first_name last_name:last_name title:job_title account_name:company phone_work:phone "
        "phone_mobile:mobile do_not_call:opt_out_phone email1:email opt_out:opt_out_email confirm_opt_in:consent_email "
        "confirm_opt_in_date:confirmed_at lawful_basis:legal_basis date_reviewed:reviewed_at "
        "lawful_basis_source:consent_source description:notes date_entered:created_at date_modified:modified_at "
        "assigned_user_name:owner lead_source:lead_source birthdate:birth_date",
    ),
    "espocrm-contacts.csv": (
        "espocrm",
        "id:id firstName:first_name lastName:last_name accountName:company title:job_title emailAddress:email "
        "emailAddressIsOptedOut:opt_out_email phoneNumber:phone doNotCall:opt_out_phone addressStreet:address "
        "addressCity:city addressPostalCode:postal_code addressCountry:country description:notes createdAt:created_at "
        "modifiedAt:modified_at assignedUserName:owner",
    ),
    "civicrm-contacts.csv": (
        "civicrm",
        "Internal Contact ID:id|External Identifier:external_id|First Name:first_name|Last Name:last_name|"
        "Nickname:nickname|Legal Identifier:national_id|Gender ID:gender|Job Title:job_title|Email:email|Phone:phone|"
        "Street Address:address|Postal Code:postal_code|City:city|Deceased / Closed:death|Note:notes|"
        "Preferred Communication Method:preferred_channel|Preferred Language:language|Do Not Email:opt_out_email|"
        "Do Not Phone:opt_out_phone|Do Not Mail:opt_out_post|Do Not Sms:opt_out_sms|Do Not Trade:opt_out_sharing|"
        "No Bulk Emails (User Opt Out):opt_out_email",
    ),
    "afas-personen.csv": (
        "afas",
        "BcCo:id SeNm:nickname CaNm:first_name In:initials Is:infix LaNm:last_name ViGe:gender PsNa:nationality "
        "DaBi:birth_date SoSe:bsn ViCs:marital_status DaMa:marital_status TeNr:phone MbNr:mobile EmAd:email "
        "ViMd:preferred_channel Re:notes MatchPer:technical",
    ),
    "exact-contactpersonen.csv": (
        "exact",
        "Accountnaam:company|Account is Klant:category|Adres Straat:street|Adres Huisnummer:house_number|"
        "Adres Huisnummer Toevoeging:house_number_suffix|Postcode:postal_code|Plaats:city|Land:country|"
        "Voornaam:first_name|Tussenvoegsel:infix|Achternaam:last_name|E-mailadres:email|Telefoon:phone|Mobiel:mobile|"
        "Geboortedatum:birth_date|Geboorteplaats:birth_place|Zakelijk E-mailadres:email|Geslacht:gender|"
        "Mailing Toestaan:opt_out_email",
    ),
    "klantenlijst-1252.csv": (
        "excel-nl",
        "Klantnr:id|Voorl:initials|Voornaam:first_name|tv:infix|Naam:last_name|Straat:street|Huisnr.:house_number|"
        "Toev.:house_number_suffix|PC:postal_code|Woonplaats:city|Tel:phone|06:mobile|mail:email|Geb.dat.:birth_date|"
        "sofinr:bsn|Rekeningnr:iban|Bijzonderheden:notes|Nieuwsbrief j/n:consent_email|Klant sinds:customer_since|"
        "Omzet 2025:-",
    ),
}


@pytest.mark.parametrize("name", SYSTEMS)
def test_each_sample_is_known_and_every_header_read(name):
    system, listed = SYSTEMS[name]
    found = study(sample(name))
    pairs = (part.rpartition(":") for part in (listed.split("|") if "|" in listed else listed.split()))
    expected = {header: None if meaning == "-" else meaning for header, _, meaning in pairs}
    assert found.system.name == system
    assert {header: guess.meaning for header, guess in found.guesses.items()} == expected


STYLES = [
    ("salesforce-contact.csv", "CreatedDate", "yyyy-mm-dd"),
    ("salesforce-lead-report.csv", "Created Date", "mm/dd/yyyy"),
    ("afas-personen.csv", "DaBi", "dd-mm-yyyy"),
    ("klantenlijst-1252.csv", "Geb.dat.", "d mmmm yyyy"),
    ("klantenlijst-1252.csv", "Klant sinds", "dd-mm-yyyy"),
]


@pytest.mark.parametrize(("name", "header", "style"), STYLES)
def test_the_style_of_days(name, header, style):
    assert study(sample(name)).styles()[header] == style


INVERTED = [
    ("dynamics", "opt_out_email", "do not allow", "true"),
    ("dynamics", "opt_out_email", "allow", "false"),
    ("dynamics", "opt_out_phone", "niet toestaan", "true"),
    ("dynamics", "opt_out_post", "toestaan", "false"),
    ("dynamics", "opt_out", "do not send", "true"),  # under the label 'Send Marketing Materials'
    ("dynamics", "opt_out", "send", "false"),
    ("exact", "opt_out_email", "waar", "false"),  # under the label 'Mailing Toestaan'
    ("exact", "opt_out_email", "onwaar", "true"),
    ("suitecrm", "consent_email", "not-opt-in", "false"),
]


@pytest.mark.parametrize(("system", "meaning", "word", "value"), INVERTED)
def test_inverted_words(system, meaning, word, value):
    assert formats.page(system)["values"][meaning][word] == value


def test_dynamics_has_an_answer_for_each_of_its_opt_outs():
    page = formats.page("dynamics")
    asked = {m for m in page["headers"].values() if m.startswith("opt_out")}
    assert asked == {"opt_out_email", "opt_out_phone", "opt_out_fax", "opt_out_post", "opt_out"}
    assert asked <= set(page["values"])
    assert page["headers"]["Send Marketing Materials"] == page["headers"]["donotsendmm"] == "opt_out"


def test_a_subscribed_member_is_no_consent():
    page = formats.page("mailchimp")
    assert "consent_email" not in [*page["headers"].values(), *page.get("fixed", {})]
    assert page["headers"]["OPTIN_TIME"] == "consent_at" and page["headers"]["CONFIRM_TIME"] == "confirmed_at"


def test_the_parts_of_a_system():
    page = formats.page("mailchimp")
    for name, part in (("unsubscribed_members.csv", "unsubscribed"), ("subscribed_members.csv", "subscribed")):
        assert systems.part_of(page, f"audience.zip/{name}", ["Email Address"]) == part
    assert systems.part_of(formats.page("dynamics"), "x.xlsx", ["(Do Not Modify) Lead"]) == "lead"


SIGNS = [
    (["(Do Not Modify) Contact", "(Do Not Modify) Row Checksum", "Full Name"], "dynamics"),
    (["(Niet wijzigen) Contactpersoon", "Volledige naam"], "dynamics"),
    (["contactid", "emailaddress1", "donotbulkemail", "fullname"], "dynamics"),
    (["name", "is_company", "country_id", "customer_rank"], "odoo"),
    (["Email Address", "MEMBER_RATING", "OPTIN_TIME", "LEID"], "mailchimp"),
    (["FirstName", "LastName", "Company", "IsConverted"], "salesforce-lead"),
    (["naam", "e-mail", "telefoon"], None),
    ([], None),
]


@pytest.mark.parametrize(("headers", "system"), SIGNS)
def test_signs_show_the_system(headers, system):
    found = systems.systems(headers)
    assert (found[0].name if found else None) == system
    assert not found or set(found[0].signs) <= set(headers)


# ---------------------------------------------------------------- the pages themselves
def test_no_page_has_unknown_meanings_styles_or_words():
    for name, page in systems.pages().items():
        assert systems.wrong(page, name) == [], name
        assert page["system"]["nl"] and page["system"]["en"]
        assert sum(page["system"]["signs"].values()) >= page["system"].get("enough", systems.ENOUGH)


def test_every_system_of_the_issue_has_a_page():
    wanted = "salesforce-contact salesforce-lead dynamics hubspot odoo suitecrm espocrm civicrm mailchimp afas exact"
    assert {*wanted.split(), "excel-nl"} <= set(systems.pages()) <= set(formats.names())


@pytest.mark.parametrize(
    "text",
    [
        '[system]\nnl="x"\nen="x"\n[system.signs]\na=1\n[headers]\nA="emial"',
        '[system]\nnl="x"\nen="x"\n[system.signs]\na=1\n[headers]\n[values.opt_out_email]\nja="misschien"',
        '[system]\nnl="x"\nen="x"\n[system.signs]\na=1\n[headers]\n[dates]\nA="yyyy"',
        '[system]\nnl="x"\nen="x"\n[system.signs]\na=1\n[hedaers]\n',
        "not toml = = 1",
    ],
)
def test_a_page_with_something_unknown_is_refused(tmp_path, text):
    page = tmp_path / "page.toml"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(AvgkitError):
        systems.own_page(page)


def test_the_files_of_chinook_are_still_known():
    assert formats.recognise({"customer.csv", "employee.csv", "invoice.csv"}) == "chinook"


# ---------------------------------------------------------------- the list of meanings
def test_no_alias_has_two_meanings():
    seen = {}
    for name, entry in meanings().items():
        for alias in entry["aliases"]:
            assert bare(alias), (name, alias)
            assert seen.setdefault(bare(alias), name) == name, alias


def test_meanings_and_heads_of_loose_lists_agree():
    known = {bare(alias): entry for entry in meanings().values() for alias in entry["aliases"]}
    heads = {**lexicon("headers")["personal"], **lexicon("headers")["other"]}
    for category, words in heads.items():
        for word in words:
            assert known[bare(word)]["category"] == category, word
    for alias, entry in known.items():
        category = category_of_head(alias)[0]
        assert not category or category == entry["category"], alias


def test_every_meaning_goes_somewhere_and_has_a_known_category():
    from avgkit import schema

    with open(paths.KNOWLEDGE / "categories.toml", "rb") as file:
        categories = {entry["id"] for entry in tomllib.load(file)["categories"]}
    rules = {"full_name", "address", "house_number_suffix"}
    columns = set(schema.tables("crm")["contacts"].columns) | rules
    choices = {"given", "objected", "at", "confirmed_at", "source", "wording", "withdrawn_at"}
    for name, entry in meanings().items():
        table, _, column = entry["into"].partition(".")
        assert entry["category"] in categories | {""}, name
        assert table in ("contacts", "consents", "interactions", "users", "exported", "nothing"), name
        assert table != "contacts" or column in columns, name
        assert table != "consents" or column in choices, name
        assert (entry["into"] in ("consents.given", "consents.objected")) == ("channel" in entry), name
