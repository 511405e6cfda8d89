"""`avgkit inspect`: what the values show, what speaks against a header, what is harmed, and what is told of it."""

import json
import subprocess
import sys
import tomllib
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_formats import EXPORTS, sheet

from avgkit import paths
from avgkit.datestyles import dates, reading
from avgkit.errors import AvgkitError
from avgkit.recognisers import category_of_head, values
from avgkit.recognisers.headers import bare, sure_heads
from avgkit.recognisers.people import is_infix
from avgkit.sources import paging, systems
from avgkit.sources.content import content
from avgkit.sources.harm import LIMITS, cut_off
from avgkit.sources.heading import by_header
from avgkit.sources.inspecting import inspect
from avgkit.sources.mapping import mapped, study

BSN = ("999990019", "999990032", "999990044")  # of the test block; checked by hand: the eleven-test is 0


def written(folder, text, name="lijst.csv", encoding="utf-8"):
    """A CSV file with this text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def codes(told):
    """The codes of the problems of the main table, by header."""
    return {(one["code"], one["header"]): one["count"] for one in told["problem_codes"]}


def test_a_head_stands_once():
    """In the list of heads that are sure by themselves or among the aliases of a meaning, never in both."""
    with open(paths.KNOWLEDGE / "meanings.toml", "rb") as file:
        entries = tomllib.load(file)["meanings"]
    sure = {e["id"]: {bare(head) for head in sure_heads(e.get("heads", ""))} for e in entries}
    assert {e["id"]: both for e in entries if (both := sure[e["id"]] & {bare(a) for a in e["aliases"]})} == {}
    assert {"voornaam", "firstname"} <= sure["first_name"] and sure_heads("naam.first_name") != sure_heads("naam")
    assert all(category_of_head(head) == ("naam", True) for head in sure_heads("naam"))


# ---------------------------------------------------------------- one value
@pytest.mark.parametrize("value", ["a.b@post.example", "Jan <jan@post.example>", "mailto:j@x.example"])
def test_addresses(value):
    assert values.is_email(value)


@pytest.mark.parametrize("value", ["a@b", "a b@c.example", "a@x.example;b@x.example", "@x.example", "jan(at)x.example"])
def test_no_addresses(value):
    assert not values.is_email(value)


@pytest.mark.parametrize("value", ["0225-302482", "06 03444968", "+31 6 03444968", "0031225302482", "(0225) 302482"])
def test_numbers_of_telephones(value):
    assert values.is_phone(value)


@pytest.mark.parametrize("value", ["603444968", "03-04-2024", "2024-04-03", "1234567", "999990019", "1621 SD", "0"])
def test_no_numbers_of_telephones(value):
    assert not values.is_phone(value)


def test_what_a_lost_zero_leaves():
    assert values.phone_without_zero("603444968") and values.is_mobile("603444968")
    assert not values.is_mobile("225302482")
    assert values.is_bsn("010464554") and values.bsn_without_zero("10464554")  # 0·9+1·8+0·7+4·6+6·5+4·4+5·3+5·2−4 = 99
    assert not values.bsn_without_zero("10464555")


@pytest.mark.parametrize("value", ["van der", "Van Der", "in ’t", "bij 't", "v.d.", "v. d.", "l'", "achter de", "ben"])
def test_particles(value):
    assert is_infix(value)


@pytest.mark.parametrize("value", ["", " ", "de Vries", "van-der", "vander Berg", "dhr"])
def test_no_particles(value):
    assert not is_infix(value)


def test_other_values():
    assert values.is_iban("NL91 ABNA 0417 1643 00") and not values.is_iban("NL92 ABNA 0417 1643 00")
    assert values.is_postal_code("1621 SD") and values.is_postal_code("1621sd") and not values.is_postal_code("0621 SD")


@settings(max_examples=25)
@given(st.text(max_size=40))
def test_no_value_breaks_a_test(text):
    for test in (values.is_email, values.is_phone, values.is_mobile, values.is_iban, values.is_bsn):
        assert test(text) in (True, False)
    assert isinstance(reading(text, serials=True), dict)
    assert content([text]).filled in (0, 1)


# ---------------------------------------------------------------- days
DAYS = [
    (["31-12-2024", "03-04-2024"], "dd-mm-yyyy"),
    (["2024-04-03", "2024-04-03T10:15:00.000Z", "2024-04-03 10:15"], "yyyy-mm-dd"),
    (["04/31/2024", "12/31/2024 3:15 PM", "01/02/2024"], "mm/dd/yyyy"),
    (["1 mrt. 2024", "maandag 3 maart 2025", "12 December 2023", "Mar 3, 2025"], "d mmmm yyyy"),
    (["31-12-24", "3-4-24 10:00"], "dd-mm-yy"),
    (["12/31/24", "03/04/24"], "mm/dd/yy"),
    (["20241231", "20240403"], "yyyymmdd"),
    (["03-04-2024", "05-06-2023"], "ambiguous"),
    (["05-05-2024", "06-06-2023"], "dd-mm-yyyy"),  # the same day either way
    (["31-12-2024", "12/31/2024", "03-04-2024"], "mixed"),
    (["31-12-2024", "2024-12-31"], "mixed"),
    (["30-02-2024", "geen", ""], ""),
    (["45000", "45001"], ""),
]


@pytest.mark.parametrize(("column", "style"), DAYS)
def test_styles_of_days(column, style):
    assert dates({value: 1 for value in column}).style == style


def test_days_of_a_spreadsheet_count_only_where_days_are_expected():
    assert dates({"45000": 2, "29221": 1}, serials=True).style == "excel"
    assert str(reading("45000", serials=True)["excel"]) == "2023-03-15"
    assert mapped(sheet(["Geboren", "Aantal"], [["29221", "45000"]] * 4))["Aantal"].meaning is None
    assert study(sheet(["Geboren"], [["29221"]] * 4)).styles() == {"Geboren": "excel"}


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
@settings(max_examples=25)
def test_a_day_is_read_as_it_was_written(day):
    for style, pattern in (("dd-mm-yyyy", "{0.day:02}-{0.month:02}-{0.year:04}"), ("yyyy-mm-dd", "{0}")):
        assert reading(pattern.format(day))[style] == day


# ---------------------------------------------------------------- one header
HEADERS = [
    *[("06", "mobile"), ("tel.nr", "phone"), ("TEL. NR.", "phone"), ("tv", "infix"), ("pc", "postal_code")],
    *[("geb.dat", "birth_date"), ("sofinr", "bsn"), ("nieuwsbrief j/n", "consent_email"), ("E-Mail adres", "email")],
    *[("Opt-out telefoon", "opt_out_phone"), ("Niet bellen", "opt_out_phone"), ("Geloof", "religion")],
    *[
        ("Trouwdatum", "marital_status"),
        ("Aantal kinderen", "children"),
        ("Vakbondslid", "union"),
        ("Paspoortnr", "id_document"),
    ],
    *[("Grondslag AVG", "legal_basis"), ("Datum laatste contact", "last_contact_at"), ("Klant tot", "customer_until")],
    *[("voornaaam", "first_name"), ("Tleefoon", "phone"), ("Achternam", "last_name"), ("E-mail klant", "email")],
    *[("Adres Postcode", "postal_code"), ("Bereikbaar op E-mailadres", "email"), ("Telefoon (7)", "phone")],
    *[("Wie Naam", "full_name"), ("Overig Klantnr.", "id"), ("Naw Woonplaats", "city")],
    *[("Contact Tel. overdag", "phone"), ("Telefoon avond", "phone"), ("Contact", "full_name")],
    *[("Dieetwensen__c", "health"), ("emailaddress1", "email"), ("Sex", "gender"), ("Rekeningnr", "iban")],
]


@pytest.mark.parametrize(("header", "meaning"), HEADERS)
def test_words_of_a_header(header, meaning):
    found, sure, code = by_header(header)
    assert found == meaning and sure >= 0.5 and code.startswith("header")


@pytest.mark.parametrize("header", ["Naam noodcontact", "Telefoon moeder", "xyz", "", "2024", "=1+1", "<b>", "Kleur"])
def test_no_silent_guess(header):
    assert mapped(sheet([header], [["w"]] * 4)).popitem()[1].meaning is None


# ---------------------------------------------------------------- a column against its header
def test_a_header_that_its_values_contradict_is_not_believed():
    rows = [[f"p{n}@post.example", "06-03444968", BSN[n % 3]] for n in range(12)]
    told = study(sheet(["Telefoon", "E-mail", "Klantnummer"], rows)).guesses
    assert told["Telefoon"].meaning is None and "holds:email" in told["Telefoon"].evidence
    assert "nearest:phone" in told["Telefoon"].evidence and told["Telefoon"].confidence < 0.5
    assert told["E-mail"].meaning is None and "holds:mobile" in told["E-mail"].evidence
    assert told["Klantnummer"].meaning is None and "holds:bsn" in told["Klantnummer"].evidence


def test_a_contradiction_is_told(tmp_path):
    told = inspect(written(tmp_path, "Telefoon,x\n" + "".join(f"p{n}@post.example,q\n" for n in range(5))))
    assert any(
        "wijst op ‘telefoonnummer’, maar de inhoud is anders: e-mailadressen" in problem for problem in told["problems"]
    )
    assert codes(told)["holds", "Telefoon"] == 1
    assert "p1@post.example" not in json.dumps(told)


def test_numbers_that_pass_by_chance_are_no_bsn():
    # Of these ten numbers only the first passes, as one in eleven does.
    column = ["999990019", *(f"10000000{n}" for n in range(9))]
    passing = sum(map(values.is_bsn, column))
    assert passing < 3
    assert mapped(sheet(["Ordernr"], [[value] for value in column]))["Ordernr"].meaning is None


def test_content_alone():
    rows = [
        [
            f"p{n}@post.example",
            "0603444968",
            "NL91ABNA0417164300",
            "1621 SD",
            ("de", "van", "van der")[n % 3],
            BSN[n % 3],
        ]
        for n in range(12)
    ]
    found = mapped(sheet(list("qrstuv"), rows))
    expected = ["email", "mobile", "iban", "postal_code", "infix", "bsn"]
    assert [guess.meaning for guess in found.values()] == expected
    assert all(0.5 <= guess.confidence < 0.8 and guess.evidence[0].startswith("content:") for guess in found.values())


def test_particles_are_no_countries_and_countries_no_particles():
    found = mapped(sheet(["tv", "land"], [["de", "DE"], ["", "NL"], ["den", "BE"]] * 2))
    assert [guess.meaning for guess in found.values()] == ["infix", "country"]
    assert mapped(sheet(["q"], [["van"], ["de"], ["van den"]]))["q"].meaning == "infix"
    assert found["land"].evidence == ("header", "content:country")


def test_two_headers_alike():
    found = mapped(sheet(["Achternaam", "Telefoon", "Telefoon", "Achternaam"], [["Kok", "0225302482", "", "Kok"]] * 4))
    assert [guess.meaning for guess in found.values()] == ["last_name", "phone", "phone", None]
    assert any(code.startswith("double:Achternaam") for code in found["Achternaam (4)"].evidence)


def test_a_name_beside_a_first_name_and_a_number_after_a_street():
    found = mapped(sheet(["Nr", "Voornaam", "Naam", "Straat", "nr"], [["1", "Jan", "Kok", "Lindedreef", "12a"]] * 4))
    assert [guess.meaning for guess in found.values()] == ["id", "first_name", "last_name", "street", "house_number"]
    assert mapped(sheet(["Naam", "E-mail"]))["Naam"].meaning == "full_name"


# ---------------------------------------------------------------- harm
def test_what_a_spreadsheet_harmed_is_counted(tmp_path):
    text = "Tel;BSN;Rekening;Land;Postcode;Naam;06\n"
    text += "225302482;10464554;NL91ABNA0417164300;DE;1067;JosÃ©;6,03445E+08\n"
    text += "0225302482;999990019.0;NL91ABNA0417164300;NL;1621 SD;Kok;603444968\n"
    text += "225302483;999990032;NL91ABNA0417164300;Duitsland;04109;#N/B;0603444968\n"
    told = codes(inspect(written(tmp_path, text)))
    assert told["no_zero", "Tel"] == 2 and told["bsn_no_zero", "BSN"] == 1 and told["decimal", "BSN"] == 1
    assert told["e_notation", "06"] == 1 and told["no_zero", "06"] == 1
    assert told["garbled", "Naam"] == 1 and told["error", "Naam"] == 1 and told["postal_no_zero", "Postcode"] == 1


def test_days_in_doubt_are_told_and_a_page_decides(tmp_path):
    path = written(tmp_path, "E-mail,Geboren\n" + "".join(f"p{n}@post.example,0{n}-04-1980\n" for n in range(1, 4)))
    told = inspect(path)
    assert told["mapping"]["Geboren"]["style"] == "ambiguous" and codes(told)["ambiguous", "Geboren"] == 3
    page = tmp_path / "p.toml"
    page.write_text(paging.as_toml(told).replace('# "Geboren" =', '"Geboren" ='), encoding="utf-8")
    told = inspect(path, page=page)
    assert told["mapping"]["Geboren"]["style"] == "dd-mm-yyyy" and ("ambiguous", "Geboren") not in codes(told)


# ---------------------------------------------------------------- how much was exported
@pytest.mark.parametrize("limit", LIMITS)
def test_a_known_limit(limit):
    assert [cut_off(rows, 1) for rows in (limit, limit - 1)] == [limit, limit]
    assert [cut_off(rows, 1) for rows in (limit + 1, limit - 2, 0)] == [None, None, None]
    assert cut_off(limit - 4, 4) == limit


def test_a_list_at_a_limit_is_incomplete(tmp_path):
    told = inspect(written(tmp_path, "E-mail\n" + "a@post.example\n" * 10_000))
    assert told["rows_read"] == 10_000 and codes(told)["cut", None] == 10_000 and not told["complete"]
    assert any("waarschijnlijk afgekapt" in problem for problem in told["problems"])
    assert inspect(written(tmp_path, "E-mail\n" + "a@post.example\n" * 9_000))["complete"]


# ---------------------------------------------------------------- hostile input
def test_hostile_headers(tmp_path):
    text = (
        'E-mail,"=HYPERLINK(""http://x.example"")",<script>x</script>,"a\nb",\x1b[31mrood\n'
        + "a@post.example,1,2,3,4\n" * 3
    )
    told = inspect(written(tmp_path, text))
    assert told["mapping"]["E-mail"]["meaning"] == "email"
    assert all(guess["meaning"] is None for header, guess in told["mapping"].items() if header != "E-mail")
    assert not any(sign in header for header in told["mapping"] for sign in "\n\x1b")
    assert tomllib.loads(paging.as_toml(told))["headers"]["E-mail"] == "email"


def test_a_list_without_headers_shows_nobody(tmp_path):
    told = inspect(written(tmp_path, "Kok,kok@post.example,0225302482\n" + "Smit,smit@post.example,0225302483\n" * 4))
    # The reader may see it first, and give the columns numbers.
    assert ("no_header", None) in codes(told) or told["header_row"] == 0
    assert told["problems"] and "kok@post" not in json.dumps(told) and "0225302482" not in json.dumps(told)


def test_ten_thousand_columns():
    made = sheet([f"veld {n}" for n in range(9_999)] + ["E-mail"], [["w"] * 9_999 + ["a@post.example"]] * 4)
    assert mapped(made)["E-mail"].meaning == "email"


@settings(max_examples=25)
@given(st.lists(st.text(max_size=30), min_size=1, max_size=6))
def test_any_headers_make_a_page_that_can_be_read(headers):
    made = study(sheet(headers, [["w"] * len(headers)] * 3))
    from avgkit.sources.telling import labels

    shown = labels(made.guesses)
    assert len(set(shown.values())) == len(made.guesses)
    mapping = {shown[h]: {"meaning": g.meaning, "evidence": g.evidence} for h, g in made.guesses.items()}
    page = tomllib.loads(paging.as_toml({"file": "x", "system": None, "mapping": mapping}))
    assert not systems.wrong(page, "x")


# ---------------------------------------------------------------- whole files
def test_the_shape_of_the_answer(tmp_path):
    told = inspect(EXPORTS / "hubspot-contacts.csv")
    wanted = "file format system encoding separator sheet header_row rows_read rows_unread mapping problems"
    assert {*wanted.split(), "tables", "unread", "locked"} <= set(told)
    assert (told["file"], told["format"], told["system"]) == ("hubspot-contacts.csv", "csv", "hubspot")
    assert (told["separator"], told["header_row"], told["rows_read"], told["rows_unread"]) == (",", 1, 48, 0)
    assert all(set(g) >= {"meaning", "confidence", "evidence"} for g in told["mapping"].values())


# The meaning of each column from left to right, typed from the labels of each system.
WORKBOOKS = {
    "dynamics-contacts.xlsx": (
        "dynamics",
        "id technical modified_at full_name first_name last_name job_title company email phone mobile address "
        "postal_code city country birth_date gender opt_out_email opt_out_email opt_out_phone opt_out_post opt_out "
        "notes lead_source owner created_at",
    ),
    "dynamics-contactpersonen.xlsx": (
        "dynamics",
        "id technical modified_at full_name first_name last_name job_title company email phone mobile address "
        "postal_code city country opt_out_email opt_out_email opt_out_phone opt_out notes owner created_at",
    ),
    "odoo-res-partner.xlsx": (
        "odoo",
        "id full_name kind kind address address_line postal_code city country vat_number phone mobile email website "
        "notes job_title category tags opt_out_email created_at",
    ),
}


@pytest.mark.parametrize("name", WORKBOOKS)
def test_workbooks_of_systems(name):
    told, (system, columns) = inspect(EXPORTS / name), WORKBOOKS[name]
    assert (told["system"], told["header_row"], told["rows_read"]) == (system, 1, 48)
    assert [guess["meaning"] for guess in told["mapping"].values()] == columns.split()


def test_a_list_with_titles_and_merged_heads_above_it():
    told = inspect(EXPORTS / "ledenlijst.xlsx")
    if told["header_row"] == 1:
        pytest.skip("the reader takes the first line as the header")
    assert (told["sheet"], told["header_row"], told["rows_read"]) == ("Leden", 5, 48)
    expected = "id first_name infix last_name street house_number postal_code city phone mobile email birth_date"
    expected = [*expected.split(), "customer_since", "health", "notes", "opt_out_post"]
    assert [guess["meaning"] for guess in told["mapping"].values()] == expected
    styles = {header.split()[-1]: guess["style"] for header, guess in told["mapping"].items() if "style" in guess}
    assert styles == {"Geboren": "yyyy-mm-dd", "sinds": "excel"}


def test_the_three_lists_of_mailchimp():
    told = inspect(EXPORTS / "mailchimp-audience.zip")
    if not told["mapping"]:
        pytest.skip("the reader opens no archives")
    parts = {t["part"]: t["rows_read"] for t in [told, *told["tables"]]}
    assert parts == {"subscribed": 30, "unsubscribed": 12, "cleaned": 6}
    assert codes(told)["imported", None] > 0


def test_the_sample_files_are_small_and_invented():
    files = sorted(EXPORTS.iterdir())
    assert len(files) == 14
    for path in files:
        assert path.stat().st_size < 40_000
        text = path.read_bytes()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                text = b"".join(map(archive.read, archive.namelist()))
        if path.suffix != ".xlsx":
            hosts = {
                part.split(b"@")[1] for part in text.replace(b'"', b",").replace(b";", b",").split(b",") if b"@" in part
            }
            assert all(host.split()[0].endswith(b".example") for host in hosts), path.name


def test_the_samples_come_out_the_same(tmp_path):
    from avgkit.synthetic.exports import write_exports

    for made in write_exports(tmp_path):
        if made.suffix == ".csv":
            assert made.read_bytes() == (EXPORTS / made.name).read_bytes(), made.name


# ---------------------------------------------------------------- choices of the user
def test_a_choice_goes_before_all(tmp_path):
    path = written(tmp_path, "Tel. overdag;Kleur\n0225302482;rood\n")
    told = inspect(path, chosen={"tel. Overdag": "mobile", "Kleur": ""})
    assert told["mapping"]["Tel. overdag"] == {"meaning": "mobile", "confidence": 1.0, "evidence": ["set"]}
    assert told["mapping"]["Kleur"]["meaning"] is None
    with pytest.raises(AvgkitError) as error:
        inspect(path, chosen={"Klur": "emial"}, sheet="Blad9")
    assert len(error.value.problems) == 3 and "email" in str(error.value) and "Kleur" in str(error.value)


def test_what_is_not_there(tmp_path):
    with pytest.raises(AvgkitError):
        inspect(tmp_path / "nergens.csv")
    assert inspect(tmp_path)["problems"]


def test_a_page_is_kept_whole_and_takes_the_words_along(tmp_path):
    told, page = inspect(EXPORTS / "dynamics-contacts.xlsx"), tmp_path / "ons.toml"
    paging.save(told, page)
    kept = systems.own_page(page)
    assert kept["headers"]["Do not allow Bulk Emails"] == "opt_out_email"
    assert kept["values"]["opt_out"]["do not send"] == "true"
    again = inspect(EXPORTS / "dynamics-contacts.xlsx", page=page)
    meanings = [{h: g["meaning"] for h, g in one["mapping"].items()} for one in (told, again)]
    assert meanings[0] == meanings[1] and again["mapping"]["Email"]["evidence"][0] == "system:page"
    before = page.read_bytes()
    for wrong in (page, tmp_path / "ons.csv"):
        with pytest.raises(AvgkitError):
            paging.save(told, wrong)
    assert page.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == ["ons.toml"]
    paging.save(told, page, force=True)


# ---------------------------------------------------------------- the command
def run(*words, **more):
    """The command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "avgkit", "inspect", *map(str, words)], capture_output=True, text=True, **more
    )


def test_the_command(tmp_path):
    done = run(EXPORTS / "exact-contactpersonen.csv", "--json")
    assert done.returncode == 0 and json.loads(done.stdout)["system"] == "exact"
    path = written(tmp_path, "Voornaam;[red]Naam[/red];x\x1b]0;y\n" + "Jan;Kok;z;\n")
    done = run(path, "--lang", "en", "--save", tmp_path / "p.toml")
    assert "first name" in done.stdout and "\x1b" not in done.stdout and "avgkit report --crm" in done.stdout
    assert (tmp_path / "p.toml").is_file()
    done = run(tmp_path / "nergens.csv")
    assert done.returncode == 2 and done.stderr and "Traceback" not in done.stderr
    done = run(path, "--set", "x", "--lang", "en")
    assert done.returncode == 2 and "Column=meaning" in done.stderr


def test_a_meaning_is_chosen_by_the_words_that_are_shown(tmp_path):
    path = written(tmp_path, "Klantnr;Wat;Hoe\n1;a;b\n")
    told = inspect(path, chosen={"Wat": "Notities", "Hoe": "telephone number"})
    assert [told["mapping"][h]["meaning"] for h in ("Wat", "Hoe")] == ["notes", "phone"]
    with pytest.raises(AvgkitError) as near:
        inspect(path, chosen={"Wat": "notitie"})
    assert "‘notities’" in near.value.problems[0]
    with pytest.raises(AvgkitError) as far:  # nobody can guess the words, so all of them are told
        inspect(path, chosen={"Wat": "zzzzzz", "Nergens": "notities"})
    assert len(far.value.problems) == 2 and "tweede adresregel" in far.value.problems[0]


def test_the_next_step_is_the_shortest_that_works(tmp_path):
    path = written(tmp_path, "Klantnr;Achternaam;Zus\n1;Kok;q\n")
    done = run(path, "--lang", "nl")
    assert "--set Zus=notities --save" in done.stdout and done.stdout.rstrip().endswith(f"report --crm {path}")
    near = written(tmp_path, "Klantnr;Telefoon moeder\n1;q\n2;r\n", "n.csv")  # what came nearest is the example
    assert "--set 'Telefoon moeder=telefoonnummer'" in run(near, "--lang", "nl").stdout
    page = tmp_path / "p.toml"
    done = run(path, "--set", "Zus=notities", "--save", page)
    assert done.stdout.rstrip().endswith(f"report --crm {path} --format {page}")


def test_files_that_are_a_format_together_say_so(tmp_path):
    for name, heads in (("contacts", "id,email"), ("messages", "id,contact")):
        written(tmp_path, f"{heads}\n1,2\n", f"{name}.csv")
    done = run(tmp_path, "--lang", "en")
    assert inspect(tmp_path)["system"] == "avgkit" and "named as the tables of avgkit" in done.stdout
    assert f"report --crm {tmp_path}" in done.stdout
    written(tmp_path, "id,email\n1,2\n", "x.csv")
    (tmp_path / "messages.csv").unlink()
    assert inspect(tmp_path)["system"] is None


def test_texts_outside_a_table_are_counted():
    told = inspect(EXPORTS / "ledenlijst.xlsx")
    assert told["texts"] == 2 and inspect(EXPORTS / "odoo-res-partner.xlsx")["texts"] == 0  # the titles above it
