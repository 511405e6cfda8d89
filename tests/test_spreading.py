"""An export with one line for each person, spread over our tables; what is expected was typed by hand."""

import tomllib
from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import avgkit
from avgkit import texts
from avgkit.frames import Engine
from avgkit.recognisers import people
from avgkit.sources import harm, naming
from avgkit.tables import Source

PAGE = """
[system]
nl = "Proef"
en = "Trial"
[headers]
Nr = "id"
Naam = "full_name"
Mail = "email"
Tel = "phone"
Adres = "address"
Soort = "category"
Gemaakt = "created_at"
Gewijzigd = "modified_at"
Contact = "last_contact_at"
Nieuws = "consent_email"
"Ja op" = "consent_at"
Bron = "consent_source"
"Geen mail" = "opt_out_email"
"Niet bellen" = "opt_out_phone"
"Af op" = "withdrawn_at"
Notitie = "notes"
Beheer = "owner"
Geloof = "religion"
Bsn = "bsn"
Geboren = "birth_date"
Man = "gender"
[values.opt_out_phone]
Allow = "false"
"Do Not Allow" = "true"
[values.category]
Vip = "customer"
"""


def say(key: str, /, **values) -> str:
    return texts.say(f"errors.{key}", **values)


def load(tmp_path, page=PAGE, **files):
    """The Crm of these files (`klanten` is klanten.csv), read through the page of the test."""
    place = tmp_path / "export"
    place.mkdir(exist_ok=True)
    (tmp_path / "proef.toml").write_text(page, encoding="utf-8")
    for name, text in files.items():
        data = text if isinstance(text, bytes) else text.encode()
        (place / f"{name}.csv").write_bytes(data)
    return avgkit.load_crm(place, str(tmp_path / "proef.toml"))


def rows(crm, table, *columns) -> list[tuple]:
    frame = crm.frame(table, columns=list(columns))
    return [
        tuple(None if pd.isna(v) else f"{v:%Y-%m-%d}" if isinstance(v, pd.Timestamp | date) else v for v in row)
        for row in frame.itertuples(index=False)
    ]


def source(crm, table="contacts"):
    return next(s for s in crm.sources if s.table == table)


# ---------------------------------------------------------------- names and streets
NAMES = {
    "Piet Jansen": ("Piet", None, "Jansen"),
    "Jansen, P. de": ("P.", "de", "Jansen"),
    "de Jong, Anna": ("Anna", "de", "Jong"),
    "Anne-Marie van der Berg": ("Anne-Marie", "van der", "Berg"),
    "van den Heuvel": (None, "van den", "Heuvel"),
    "Mevr. A. in 't Veld": ("A.", "in 't", "Veld"),
    "Jansen - de Vries, M.": ("M.", None, "Jansen - de Vries"),
    "Garcia Lopez, Maria": ("Maria", None, "Garcia Lopez"),
    "Delano Brown": ("Delano", None, "Brown"),
    "dhr. J.P. Jansen": ("J.P.", None, "Jansen"),
    "Jansen": (None, None, "Jansen"),
    "Anna d'Ancona": ("Anna", "d'", "Ancona"),
    "Ben de Vries": ("Ben", "de", "Vries"),  # a particle that is a first name begins no name
    "Vries, Ben de": ("Ben", "de", "Vries"),
    "J. v. Dijk": ("J.", "v.", "Dijk"),
    "V. Bakker": ("V.", None, "Bakker"),
    "Fam Smit": (None, None, "Smit"),
    "Ir Lee": ("Ir", None, "Lee"),  # only with its dot a title
    "Anna bij de Vaate": ("Anna", "bij de", "Vaate"),
    "Loes achter de Molen": ("Loes", "achter de", "Molen"),
}
STREETS = {
    "Dorpsstraat 12": ("Dorpsstraat", "12"),
    "Dorpsstraat 12a": ("Dorpsstraat", "12a"),
    "Kade 12-3": ("Kade", "12-3"),
    "Plein 1944 12": ("Plein 1944", "12"),
    "1e Weg 5 hs": ("1e Weg", "5 hs"),
    "Laan van Meerdervoort": ("Laan van Meerdervoort", None),
    "12 Main Street": ("12 Main Street", None),
    "Dorpsstraat 7\n1234 AB Ede": ("Dorpsstraat", "7"),
}


def asked(engine: Engine, parts: dict[str, str], text: str) -> tuple:
    return engine.rows(f"SELECT {', '.join(parts.values())} FROM (SELECT nullif(trim($t), '') AS t)", {"t": text})[0]


def test_a_full_name_is_taken_apart_as_the_dutch_write_it():
    engine, parts = Engine(), naming.parted("t")
    assert {name: asked(engine, parts, name) for name in NAMES} == NAMES


def test_a_house_number_is_split_off_its_street():
    engine, parts = Engine(), naming.street("t")
    assert {address: asked(engine, parts, address) for address in STREETS} == STREETS


@settings(max_examples=25, deadline=None)
@given(st.text(alphabet="abcDE ,.'-’", max_size=20))
def test_no_letter_of_a_name_is_lost(name):
    engine = Engine()
    found = "".join(part or "" for part in asked(engine, naming.parted("t"), name))
    title = [*people.titles(), "deheer"]
    letters = "".join(c for c in name.lower() if c.isalpha())
    kept = "".join(c for c in found.lower() if c.isalpha())
    assert sorted(kept) == sorted(letters) or any(letters.startswith(t) for t in title)


# ---------------------------------------------------------------- the tables
def test_one_line_becomes_a_contact_with_choices_notes_and_an_owner(tmp_path):
    crm = load(
        tmp_path,
        klanten="Nr;Naam;Mail;Adres;Soort;Gemaakt;Contact;Nieuws;Ja op;Bron;Geen mail;Notitie;Beheer;Geloof\n"
        "7;Piet de Jong;piet@x.example;Kade 3;klant;31-12-2023;1-2-2024;ja;1-3-2024;website;nee;Belt graag;Jan Bos;rk\n"
        "8;Jansen;;;Vip;1-1-2024;;nee;2-3-2024;;ja;;Jan Bos;\n",
    )
    assert rows(crm, "contacts", "id", "first_name", "infix", "last_name", "street", "house_number", "category") == [
        ("7", "Piet", "de", "Jong", "Kade", "3", "customer"),
        ("8", None, None, "Jansen", None, None, "customer"),
    ]
    assert rows(crm, "contacts", "id", "created_at", "last_contact_at", "owner", "religion") == [
        ("7", "2023-12-31", "2024-02-01", "users#1", "rk"),
        ("8", "2024-01-01", None, "users#1", None),
    ]
    assert rows(crm, "consents", "contact", "at", "channel", "event", "source", "purpose") == [
        ("7", "2024-03-01", "email", "given", "webform", None),
        ("8", None, "email", "objected", None, None),
    ]
    assert sorted(rows(crm, "interactions", "contact", "at", "kind", "note"), key=str) == [
        ("7", "2024-02-01", None, None),
        ("7", None, "note", "Belt graag"),
    ]
    assert rows(crm, "users", "id", "name") == [("users#1", "Jan Bos")]
    assert all(s.complete for s in crm.sources), [s.problems for s in crm.sources]
    assert source(crm).mapping["Naam"] == "contacts.last_name" and source(crm).system == "proef"


def test_silence_is_no_consent_and_an_opt_out_that_is_off_is_no_choice(tmp_path):
    lines = {"7": ("nee", "0"), "8": ("", ""), "9": ("0", "false"), "10": ("uit", "nee")}
    text = "Nr;Mail;Nieuws;Geen mail\n" + "".join(f"{k};a{k}@x.example;{a};{b}\n" for k, (a, b) in lines.items())
    crm = load(tmp_path, klanten=text)
    assert crm.has("consents") and crm.count("consents") == 0
    assert all(s.complete for s in crm.sources)


@pytest.mark.parametrize(
    ("word", "event"), [("Allow", None), ("do not allow", "objected"), ("1", "objected"), ("", None)]
)
def test_a_page_may_turn_a_word_around(tmp_path, word, event):
    crm = load(tmp_path, klanten=f"Nr;Mail;Niet bellen\n7;a@x.example;{word}\n")
    found = [("7", "phone", event)] if event else []
    assert rows(crm, "consents", "contact", "channel", "event") == found


def test_a_word_that_is_neither_yes_nor_no_is_counted_and_stays_unknown(tmp_path):
    crm = load(tmp_path, klanten="Nr;Mail;Nieuws\n7;a@x.example;misschien\n")
    assert rows(crm, "consents", "contact", "event") == [("7", None)]
    assert source(crm, "consents").values_unread == {"event": 1}
    said = {"where": "klanten.csv", "name": "Nieuws", "line": 2, "expected": say("expect_flag")}
    assert source(crm, "consents").problems == [say("values_unread_one", count=1, **said)]


def test_a_list_of_subscribers_gives_by_its_days(tmp_path):
    """As newsletters export it: a day of joining is a yes, an empty one is nothing, a day of leaving a withdrawal."""
    crm = load(
        tmp_path,
        aan="Mail;Ja op\na@x.example;2024-01-02 10:00:00\nb@x.example;\n",
        af="Mail;Ja op;Af op\nc@x.example;2023-01-02 10:00:00;2024-05-06 10:00:00\n",
    )
    assert sorted(rows(crm, "consents", "contact", "event", "at")) == [
        ("aan#2", "given", "2024-01-02"),
        ("af#2", "given", "2023-01-02"),
        ("af#2", "withdrawn", "2024-05-06"),
    ]
    assert [k for (k,) in rows(crm, "contacts", "id")] == ["aan#2", "aan#3", "af#2"]


def test_keys_that_are_missing_double_or_of_two_files(tmp_path):
    crm = load(
        tmp_path,
        een="Nr;Mail\n1;a@x.example\n;b@x.example\n2;c@x.example\n2;d@x.example\n",
        twee="Nr;Mail\n1;e@x.example\n",
    )
    assert sorted(k for (k,) in rows(crm, "contacts", "id")) == ["2#4", "2#5", "een#3", "een/1", "twee/1"]
    told = [p for s in crm.sources for p in s.problems]
    assert say("keys_by_line_one", where="een.csv", count=1, stem="een") in told
    assert say("keys_clash_one", where="twee.csv", count=1, stem="twee") in told


def test_the_name_of_an_owner_is_no_key_and_a_number_stays_one(tmp_path):
    crm = load(
        tmp_path, klanten="Nr;Mail;Beheer\n1;a@x.example;Ria\n2;b@x.example;u77\n3;c@x.example;JJ\n4;d@x.example;\n"
    )
    owners = dict(rows(crm, "contacts", "id", "owner"))
    assert owners["2"] == "u77" and owners["4"] is None
    assert {owners["1"], owners["3"]} == {"users#1", "users#2"}
    assert dict(rows(crm, "users", "id", "name")) == {owners["1"]: "Ria", owners["3"]: "JJ", "u77": None}


# ---------------------------------------------------------------- days
DAYS = {  # a column as written: as read (None: not)
    "dutch": (["31-12-2023", "1-2-2024", "01/03/2024 9:05"], ["2023-12-31", "2024-02-01", "2024-03-01"]),
    "american": (["12/31/2023", "2/1/2024 2:05 PM"], ["2023-12-31", "2024-02-01"]),
    "months in words": (
        ["1 mrt. 2024", "2 augustus 2023", "March 5, 2024"],
        ["2024-03-01", "2023-08-02", "2024-03-05"],
    ),
    "days of a spreadsheet": (["45352", "45353,5"], ["2024-03-01", "2024-03-02"]),
    "figures only": (["20240301", "20231231"], ["2024-03-01", "2023-12-31"]),
    "nothing shows the order": (["3-4-2024", "5-6-2024", "7-7-2024"], [None, None, "2024-07-07"]),
    "two orders": (["13-4-2024", "4-13-2024", "5-6-2024"], ["2024-04-13", "2024-04-13", None]),
    "a day that is not there": (["31-2-2024", "30-1-2024"], [None, "2024-01-30"]),
    "numbers beside days": (["45352", "31-12-2023"], [None, "2023-12-31"]),
}


@pytest.mark.parametrize(("written", "read"), DAYS.values(), ids=DAYS)
def test_days_are_read_in_the_style_that_the_column_shows(tmp_path, written, read):
    text = "Nr;Mail;Gemaakt\n" + "".join(f"{i};a@x.example;{day}\n" for i, day in enumerate(written))
    crm = load(tmp_path, klanten=text)
    assert [day for _, day in rows(crm, "contacts", "id", "created_at")] == read
    assert source(crm).values_unread.get("created_at", 0) == read.count(None)


def test_what_cannot_be_told_apart_is_said_and_another_column_may_show_it(tmp_path):
    doubtful = "Nr;Mail;Gemaakt\n1;a@x.example;3-4-2024\n2;b@x.example;5-6-2024\n"
    told = say("days_doubtful", where="klanten.csv", name="Gemaakt", count=2, line=2)
    assert told in source(load(tmp_path, klanten=doubtful)).problems
    shown = "Nr;Mail;Gemaakt;Ja op\n1;a@x.example;3-4-2024;\n2;b@x.example;5-6-2024;31-1-2024\n"
    crm = load(tmp_path, klanten=shown)
    assert rows(crm, "contacts", "created_at") == [("2024-04-03",), ("2024-06-05",)] and source(crm).complete


# ---------------------------------------------------------------- what systems and spreadsheets do
def changed(same: int, of: int) -> str:
    days = ["2024-01-01"] * same + [f"{date(2024, 2, 1) + timedelta(days=n)}" for n in range(of - same)]
    return "Nr;Mail;Soort;Gewijzigd\n" + "".join(f"{i};a@x.example;prospect;{day}\n" for i, day in enumerate(days))


@pytest.mark.parametrize(("same", "of", "proves"), [(2, 10, True), (3, 10, False), (20, 100, True), (21, 100, False)])
def test_a_change_in_bulk_proves_no_last_contact(tmp_path, same, of, proves):
    crm = load(tmp_path, klanten=changed(same, of))
    found = [day for (day,) in rows(crm, "contacts", "last_contact_at")]
    assert (None not in found) == proves and (set(found) == {None}) != proves
    assert source(crm).complete, "it was read; it only proves nothing"
    term = {"category": "prospect", "months": 12, "start": "last_contact_at", "reason": "offerte", "after": "erase"}
    done = avgkit.scan(crm, avgkit.Policy.of({"retention": [term]}), on="2026-11-01", themes=["retention"])
    (result,) = [r for r in done.results if r.check == "retention-overdue"]
    assert (result.items, result.unknown, result.violations) == ((of, 0, of) if proves else (of, of, 0))
    share, day = texts.share(same, of), texts.day(date(2024, 1, 1))
    bulk = say("modified_bulk", where="klanten.csv", name="Gewijzigd", share=share, day=day)
    assert (bulk in source(crm).problems) != proves


def test_a_column_of_contact_itself_goes_before_that_of_changes(tmp_path):
    text = "Nr;Mail;Gewijzigd;Contact\n" + "".join(f"{i};a@x.example;2024-01-01;2023-0{i}-01\n" for i in range(1, 6))
    crm = load(tmp_path, klanten=text)
    assert rows(crm, "contacts", "last_contact_at")[0] == ("2023-01-01",)
    assert "Gewijzigd" in source(crm).columns_unused


@pytest.mark.parametrize("rows_read", [9_998, 9_999, 10_000, 10_001, 65_535, 65_536, 1_048_575, 1_048_576, 1_048_574])
def test_a_number_of_rows_at_a_known_limit_is_probably_cut_off(rows_read):
    told = Source("contacts", "klanten.csv", rows_read=rows_read - 3, rows_unread=3)
    harm.cut(told)
    at = rows_read in (9_999, 10_000, 65_535, 65_536, 1_048_575, 1_048_576)
    assert told.cut == (rows_read if at else 0)
    assert told.problems == ([say("cut", where="klanten.csv", count=texts.number(rows_read))] if at else [])


def test_an_export_at_a_limit_is_incomplete(tmp_path):
    crm = load(tmp_path, klanten="Nr;Mail\n" + "".join(f"{i};\n" for i in range(10_000)))
    assert source(crm).cut == 10_000 and not source(crm).complete


def test_numbers_that_a_spreadsheet_harmed_are_told(tmp_path):
    crm = load(tmp_path, klanten="Nr;Tel;Bsn\n1.0;612345678;999990019.0\n2.0;687654321;\n3;;9,9999E+08\n")
    assert rows(crm, "contacts", "id", "phone", "bsn") == [
        ("1", "612345678", "999990019"),
        ("2", "687654321", None),
        ("3", None, None),
    ]
    told = {"where": "klanten.csv"}
    assert source(crm).values_unread == {"bsn": 1}
    assert say("zeros_lost", name="Tel", count=2, **told) in source(crm).problems
    assert say("numbers_harmed_one", name="Bsn", line=4, **told) in source(crm).problems
    assert say("points_removed", name="Nr", count=2, **told) in source(crm).problems
    other = load(tmp_path, klanten="Nr;Tel\n1;612345678\n2;0201234567\n")
    assert not source(other).problems, "one number with its 0 and nobody can tell"


def test_the_words_for_codes_are_codes_of_ours():
    from avgkit import schema

    with open(naming.__file__.replace("naming.py", "spreading.toml"), "rb") as file:
        words = tomllib.load(file)["values"]
    columns = schema.tables("crm")["contacts"].columns | {
        "consent_source": schema.tables("crm")["consents"].columns["source"]
    }
    assert all(set(words[name].values()) <= set(columns[name].values) for name in words)


# ---------------------------------------------------------------- special data in columns of the export's own
SPECIAL = {
    "Etniciteit": ("ras_etniciteit", "Fries"),
    "Vakbond": ("vakbond", "FNV"),
    "Politieke partij": ("politiek", "een partij"),
    "Strafblad": ("strafrechtelijk", "ja"),
    "Geaardheid": ("seksuele_gerichtheid", "hetero"),
    "Vingerafdruk": ("biometrisch", "ja"),
    "Allergie": ("gezondheid", "noten"),
    "Medicijnen": ("gezondheid", "geen"),  # a second column of one meaning stands beside the first
}


def exported(tmp_path, heads: dict[str, str]):
    names = ["Klantnummer", "Achternaam", "E-mail", *heads]
    rows = [["1", "Bos", "b@mail.example", *heads.values()], ["2", "Vos", "v@mail.example", *[""] * len(heads)]]
    path = tmp_path / "klanten.csv"
    path.write_text("\n".join(";".join(row) for row in [names, *rows]), encoding="utf-8")
    return path


def fields_of(crm, policy=None, check="special-field-without-exception") -> dict[str, tuple]:
    done = avgkit.scan(crm, policy, on="2026-11-23", themes=["special", "minimisation", "register"])
    found = done.findings(check)
    return {row.key: (row.category, row.reasons) for row in found.itertuples()}


def test_every_special_column_of_an_export_reaches_the_checks(tmp_path):
    crm = avgkit.load_crm(exported(tmp_path, {head: value for head, (_, value) in SPECIAL.items()}))
    found = fields_of(crm)
    expected = {f"contacts/{head}": (category, "no_ground") for head, (category, _) in SPECIAL.items()}
    expected["contacts/health"] = expected.pop("contacts/Allergie")  # the first goes into our own column
    assert found == expected
    unfixed = fields_of(crm, check="field-without-purpose")
    assert {key: said[0] for key, said in expected.items()}.items() <= {k: v[0] for k, v in unfixed.items()}.items()
    kept = avgkit.scan(crm, on="2026-11-23", themes=["register"]).findings("data-not-in-register")
    assert {f"category/{category}" for category, _ in SPECIAL.values()} <= set(kept.key)


def test_a_special_column_in_which_nothing_stands_or_that_is_left_out_is_no_finding(tmp_path):
    assert fields_of(avgkit.load_crm(exported(tmp_path, {"Etniciteit": "", "Vakbond": ""}))) == {}
    (tmp_path / "p.toml").write_text('[system]\nnl = "x"\nen = "x"\n[headers]\nVakbond = ""\n', encoding="utf-8")
    path = exported(tmp_path, {"Vakbond": "de klant is er een", "Foto": "ja", "Burgerlijke staat": "gehuwd"})
    assert fields_of(avgkit.load_crm(path, str(tmp_path / "p.toml"))) == {}


def test_what_is_declared_of_a_special_column_counts(tmp_path):
    crm = avgkit.load_crm(exported(tmp_path, {"Vakbond": "FNV", "Strafblad": "ja", "Geaardheid": "x"}))
    row = {"table": "contacts", "purposes": "hulp", "necessary": True, "used": True}
    policy = avgkit.Policy.of(
        {
            "organisation": [{"name": "Proef", "kind": "commercial"}],
            "purposes": [{"id": "hulp", "basis": "consent", "explicit": True, "direct_marketing": False}],
            "fields": [
                row | {"field": "Vakbond", "category": "vakbond", "ground": "explicit_consent"},
                row | {"field": "Strafblad", "category": "strafrechtelijk", "ground": "health_care"},  # of health only
                row | {"field": "Geaardheid", "category": "voorkeuren"},  # of ordinary data, says who declares it
            ],
        }
    )
    assert fields_of(crm, policy) == {"contacts/Strafblad": ("strafrechtelijk", "ground_of_other_regime")}


def test_a_table_in_our_own_names_is_known_by_the_words_of_its_header(tmp_path):
    folder = tmp_path / "crm"
    folder.mkdir()
    (folder / "contacts.csv").write_text("id,last_name,email,etniciteit,foto\n1,Bos,b@mail.example,Fries,ja\n")
    assert fields_of(avgkit.load_crm(folder)) == {"contacts/etniciteit": ("ras_etniciteit", "no_ground")}
