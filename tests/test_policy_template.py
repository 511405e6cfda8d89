"""The workbook in which an organisation declares its policy: what is written, what is read, and what is refused."""

import json
import sys
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

import avgkit
from avgkit import cli, schema, texts, whole
from avgkit.errors import AvgkitError
from avgkit.sources.proposing import _page, proposals
from avgkit.sources.template import write_template
from avgkit.sources.workbooks import explained, sheet_name
from avgkit.synthetic import generate_crm

TABLES = schema.tables("policy")
LANGUAGES = pytest.mark.parametrize("lang", texts.LANGUAGES)


def say(key: str, lang=None, /, **values) -> str:
    return texts.say(f"template.{key}", lang, **values)


@pytest.fixture(scope="module")
def made():
    return generate_crm(80, 5)


@pytest.fixture(scope="module", params=texts.LANGUAGES)
def book(request, tmp_path_factory):
    """The empty workbook in one language, opened by another library: (language, path, workbook)."""
    path = tmp_path_factory.mktemp("empty") / "beleid.xlsx"
    assert write_template(path, request.param) == {}
    return request.param, path, openpyxl.load_workbook(path)


def refused(path) -> list[str]:
    with pytest.raises(AvgkitError) as error:
        avgkit.load_policy(path)
    return error.value.problems


def saved(tmp_path, sheets: dict[str, list[list]], name="x.xlsx"):
    """A workbook of these sheets, as somebody makes one by hand."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    made.save(tmp_path / name)
    return tmp_path / name


# ---------------------------------------------------------------- what is written
def test_every_table_has_a_sheet_with_its_columns_and_what_belongs_in_them(book):
    lang, _, made = book
    names = [sheet_name(table, lang) for table in TABLES.values()]
    assert made.sheetnames == [say("about_sheet", lang), *names, say("lists_sheet", lang)]
    assert len({name.lower() for name in names}) == len(names) and all(len(name) <= 31 for name in names)
    for table in TABLES.values():
        sheet = made[sheet_name(table, lang)]
        header, told = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=1, max_row=2)]
        assert header == [say("mark", lang), *table.columns]
        assert told == [say("explanation", lang), *(explained(c, lang) for c in table.columns.values())]
        assert all(c.meaning[lang] in text for c, text in zip(table.columns.values(), told[1:], strict=True))
        assert sheet.freeze_panes == "C3" and sheet.max_row == 2
        sizes = {n: d.width for d in sheet.column_dimensions.values() for n in range(d.min, d.max + 1)}
        assert all(sizes[place] >= len(name) for place, name in enumerate(header, 1))


def values(made, formula: str) -> list[str]:
    """The values of the list that a validation points to."""
    title, _, cells = formula.partition("!")
    left, top, _, bottom = range_boundaries(cells.replace("$", ""))
    sheet = made[title.strip("'")]
    return [sheet.cell(row, left).value for row in range(top, bottom + 1) if sheet.cell(row, left).value is not None]


def test_what_can_be_chosen_is_in_a_list(book):
    lang, _, made = book
    categories = {entry["id"] for entry in avgkit.load_law().entries("categories")}
    for table in TABLES.values():
        sheet = made[sheet_name(table, lang)]
        rules = {range_boundaries(str(rule.sqref))[0] - 2: rule for rule in sheet.data_validations.dataValidation}
        for place, column in enumerate(table.columns.values()):
            rule = rules.get(place)
            if column.type == "flag":
                assert values(made, rule.formula1) == [texts.say(f"errors.{word}", lang) for word in ("yes", "no")]
            elif column.values:
                assert values(made, rule.formula1) == list(column.values), f"{table.name}.{column.name}"
                assert (rule.errorStyle or "stop") == ("information" if column.type == "codes" else "stop")
            elif column.knowledge:
                assert set(values(made, rule.formula1)) == categories
            elif column.table:
                other = TABLES[column.table]
                place = openpyxl.utils.get_column_letter(2 + list(other.columns).index(other.key))
                assert rule.formula1.startswith(f"'{sheet_name(other, lang)}'!${place}$3")
            else:
                wanted = {"whole": "whole", "day": "date", "moment": "date"}.get(column.type)
                assert (rule and rule.type) == wanted
            assert rule is None or all(top >= 3 for _, top, _, _ in [range_boundaries(str(rule.sqref))])


def test_the_explanation_speaks_to_both_roles(book):
    lang, _, made = book
    told = {cell.value for row in made[say("about_sheet", lang)].iter_rows() for cell in row}
    assert {say(f"{role}_text", lang) for role in ("controller", "processor", "mark_how", "privacy")} <= told
    assert {sheet_name(table, lang) for table in TABLES.values()} <= told


def test_an_empty_workbook_declares_nothing(book):
    _, path, _ = book
    policy = avgkit.load_policy(path)
    assert policy.tables == [] and not any(source.problems for source in policy.sources)
    assert {source.table for source in policy.sources} == set(TABLES)


# ---------------------------------------------------------------- from empty workbook to policy and back
@LANGUAGES
def test_a_filled_workbook_is_the_policy(tmp_path, made, lang):
    path = tmp_path / "beleid.xlsx"
    write_template(path, lang)
    book = openpyxl.load_workbook(path)
    words = {True: texts.say("errors.yes", lang), False: texts.say("errors.no", lang)}
    for name, rows in made.policy_tables.items():
        for number, row in enumerate(rows.to_pylist(), 3):
            for place, column in enumerate(TABLES[name].columns, 2):
                value = row[column]
                value = words[value] if isinstance(value, bool) else value
                book[sheet_name(TABLES[name], lang)].cell(number, place, value)
    book.save(path)
    policy = avgkit.load_policy(path)
    for name in TABLES:
        assert policy.rows(name) == made.policy.rows(name), name
    assert all(source.complete and len(source.sha256) == 64 for source in policy.sources)


# ---------------------------------------------------------------- proposals
@pytest.fixture(scope="module", params=texts.LANGUAGES)
def proposed(request, tmp_path_factory, made):
    path = tmp_path_factory.mktemp("proposed") / "beleid.xlsx"
    return request.param, path, write_template(path, request.param, made.crm)


def test_proposals_do_not_count_until_their_mark_is_removed(tmp_path, proposed):
    lang, path, counts = proposed
    assert set(counts) == {"purposes", "fields", "retention", "matrix", "consent_forms"} and all(counts.values())
    policy = avgkit.load_policy(path)
    assert policy.tables == []
    told = {source.table: source.problems for source in policy.sources if source.problems}
    for name, count in counts.items():
        where = say("sheet", file=path.name, sheet=sheet_name(TABLES[name], lang))
        assert told[name] == [say("proposals_skipped", where=where, count=count)]
    book = openpyxl.load_workbook(path)
    sheet = book[sheet_name(TABLES["retention"], lang)]
    assert sheet["A3"].value == say("mark", lang)
    sheet["A3"].value, kept = None, sheet["B3"].value
    book.save(tmp_path / "less.xlsx")
    policy = avgkit.load_policy(tmp_path / "less.xlsx")
    assert [row["category"] for row in policy.rows("retention")] == [kept]
    assert any(str(counts["retention"] - 1) in said for source in policy.sources for said in source.problems)


def test_what_is_proposed_is_what_the_crm_holds(made):
    found = proposals(made.crm)
    contacts = made.tables["contacts"].to_pylist()
    assert {row["category"] for row in found["retention"]} == {row["category"] for row in contacts} - {None}
    fields = {(row["table"], row["field"]): row["category"] for row in found["fields"]}
    wanted = {("contacts", "email"): "contact", ("contacts", "birth_date"): "geboortedatum"}
    wanted |= {("interactions", "note"): "notities", ("users", "role"): "personeel", ("contacts", "owner"): "relatie"}
    assert wanted.items() <= fields.items()
    assert {row["id"] for row in found["purposes"]} <= {row["id"] for row in made.policy.rows("purposes")}
    assert {row["role"] for row in found["matrix"]} == {row["role"] for row in made.tables["users"].to_pylist()}


def test_every_proposed_category_is_known():
    known = {entry["id"] for entry in avgkit.load_law().entries("categories")}
    assert {*_page()["own"].values(), *_page()["words"]} <= known
    columns = {f"{t.name}.{c}" for t in schema.tables("crm").values() for c in t.columns} | set(schema.tables("crm"))
    assert set(_page()["own"]) <= columns


def test_columns_of_the_export_that_are_not_ours_are_proposed_too():
    rows = [{"id": str(n), "BSN": "x", "geloof": "y", "Iets": "z", "jan@x.nl": 1, "0612345678": 1} for n in range(3)]
    found = proposals(avgkit.Crm.of({"contacts": rows}))["fields"]
    named = {row["field"]: row["category"] for row in found}
    assert named == {"id": "klantnummer", "bsn": "bsn", "geloof": "godsdienst", "Iets": None}


def test_no_data_of_anybody_stands_in_a_proposal(proposed, made):
    _, path, _ = proposed
    with zipfile.ZipFile(path) as packed:
        written = packed.read("xl/sharedStrings.xml").decode()
    for row in made.tables["contacts"].to_pylist():
        for name in ("email", "phone", "mobile", "street", "postal_code"):
            assert not row[name] or row[name] not in written
    assert "@" not in written
    rare = [{"id": "1", "purpose": "gesprek met Jan"}] + [{"id": str(n), "purpose": "nieuws"} for n in range(2, 9)]
    assert proposals(avgkit.Crm.of({"messages": rare}))["purposes"] == [{"id": "nieuws"}]


def test_a_formula_of_an_export_stays_text(tmp_path):
    evil = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "http://x.example"]
    rows = [{"id": f"{n}", "purpose": evil[n % 4]} for n in range(40)]
    path = tmp_path / "x.xlsx"
    write_template(path, "en", avgkit.Crm.of({"messages": rows}))
    sheet = openpyxl.load_workbook(path)[sheet_name(TABLES["purposes"], "en")]
    cells = [sheet.cell(row, 2) for row in range(3, 3 + len(evil) - 1)]
    assert {cell.value for cell in cells} == {value for value in evil if "@" not in value}
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)


# ---------------------------------------------------------------- as people fill it in
PURPOSE = ["id", "direct_marketing", "explicit", "balanced_on", "basis"]


@pytest.mark.parametrize("title", ["purposes", "Doelen", " PURPOSES "])
def test_cells_are_read_as_dutch_excel_writes_them(tmp_path, title):
    rows = [
        PURPOSE,
        ["news ", "WAAR", "onwaar", datetime(2026, 3, 1), "Consent"],
        [7.0, True, False, "01-03-2026", "contract\xa0"],
        ["a", "ja", "Nee", date(2026, 3, 1), None],
        ["b", 1, 0, "2026-03-01", "  "],
        [None] * 5,
    ]
    path = saved(
        tmp_path,
        {title.strip(): rows, "Bewaartermijnen": [["category", "months"], ["prospect", 84.0], ["customer", "84,0"]]},
    )
    policy = avgkit.load_policy(path)
    assert [row["id"] for row in policy.rows("purposes")] == ["news", "7", "a", "b"]
    assert all(row["direct_marketing"] is True and row["explicit"] is False for row in policy.rows("purposes"))
    assert {row["balanced_on"] for row in policy.rows("purposes")} == {date(2026, 3, 1)}
    assert [row["basis"] for row in policy.rows("purposes")] == ["consent", "contract", None, None]
    assert [row["months"] for row in policy.rows("retention")] == [84, 84]


def test_rows_above_the_header_and_other_sheets_are_named(tmp_path):
    sheets = {
        "doelen": [["Ons beleid"], [None], ["versie", 3], PURPOSE, ["news", "ja", "nee", None, "consent"]],
        "kladblok": [["x"]],
        "Uitleg": [["lees dit"]],
    }
    policy = avgkit.load_policy(saved(tmp_path, sheets))
    assert [row["id"] for row in policy.rows("purposes")] == ["news"]
    told = [said for source in policy.sources for said in source.problems]
    assert say("rows_above", where=say("sheet", file="x.xlsx", sheet="doelen"), count=2) in told
    assert say("sheet_ignored", where=say("sheet", file="x.xlsx", sheet="kladblok")) in told
    assert not any("Uitleg" in said for said in told)


def test_the_explanation_is_skipped_wherever_it_stands_and_without_its_mark(tmp_path):
    meanings = [explained(TABLES["purposes"].columns[name], "nl") for name in PURPOSE]
    row = ["news", "ja", "nee", None, "consent"]
    marked = [["proposal", *PURPOSE], [None, *row], ["Uitleg ", *meanings], ["VOORSTEL", "x", "?", None, None, None]]
    for rows in (marked, [PURPOSE, row, meanings]):
        policy = avgkit.load_policy(saved(tmp_path, {"purposes": rows}))
        assert [row["id"] for row in policy.rows("purposes")] == ["news"]


WRONG = {  # the sheets: what is said, each as (phrase, values)
    "a wrong header": (
        {"doelen": [["id", "direct_marketing", "bais"], ["a", "ja", "x"]]},
        lambda s: [f"{texts.say('errors.unknown_column', where=s('doelen'), name='bais')} {near('basis')}"],
    ),
    "a sheet with a slip": (
        {"doelen": [PURPOSE, ["a", "ja", None, None, None]], "bewaartermijn": [["category"], ["prospect"]]},
        lambda s: [f"{say('sheet_unknown', where=s('bewaartermijn'))} {near('bewaartermijnen')}"],
    ),
    "a table twice": (
        {"doelen": [PURPOSE, ["a", "ja", None, None, None]], "purposes": [PURPOSE, ["b", "ja", None, None, None]]},
        lambda s: [say("sheet_twice", where=s("purposes"), table="purposes")],
    ),
    "another mark": (
        {"doelen": [["voorstel", *PURPOSE], ["akkoord", "a", "ja", None, None, None]]},
        lambda s: [say("mark_unknown", where=row(s("doelen"), 2), value="akkoord")],
    ),
    "no sheet of ours": (
        {"Blad1": [["x"]]},
        lambda s: [
            say("no_sheets", path="x.xlsx", expected=", ".join(sheet_name(t, "nl") for t in list(TABLES.values())[:4]))
        ],
    ),
    "impossible values": (
        {
            "organisatie": [["name", "kind", "turnover"], ["V", "commercial", -5]],
            "vestigingen": [["id", "country"], ["a", "Narnia"]],
            "doelen": [PURPOSE, ["a", "soms", None, "2026-02-30", None], ["a", "ja", None, None, None]],
        },
        lambda s: [
            texts.say("errors.too_small", where=row(s("organisatie"), 2), name="turnover", value=-5, minimum=0),
            wrong(row(s("vestigingen"), 2), "Narnia", "country", "country"),
            wrong(row(s("doelen"), 2), "soms", "direct_marketing", "flag"),
            wrong(row(s("doelen"), 2), "2026-02-30", "balanced_on", "day"),
            texts.say("errors.double_key", where=row(s("doelen"), 3), name="id", value="a", line=2),
        ],
    ),
    "a column without a name": (
        {"doelen": [[*PURPOSE, None], ["a", "ja", None, None, None, "zomaar"]]},
        lambda s: [texts.say("errors.policy_header_empty", where=s("doelen"), column=6)],
    ),
    "a column twice": (
        {"doelen": [[*PURPOSE, "id"], ["a", "ja", None, None, None, "b"]]},
        lambda s: [texts.say("errors.policy_header_double", where=s("doelen"), name="id")],
    ),
}


def near(name: str) -> str:
    return texts.say("errors.did_you_mean", near=name)


def row(where: str, line: int) -> str:
    return texts.say("errors.row", file=where, line=line)


def wrong(where: str, value: str, name: str, kind: str) -> str:
    expected = texts.say(f"errors.expect_{kind}")
    return texts.say("errors.wrong_fact", where=where, value=value, name=name, expected=expected)


@pytest.mark.parametrize(("sheets", "told"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_with_its_place(tmp_path, sheets, told):
    texts.use("nl")
    wanted = told(lambda sheet: say("sheet", file="x.xlsx", sheet=sheet))
    assert sorted(refused(saved(tmp_path, sheets))) == sorted(wanted)


# ---------------------------------------------------------------- files that are no workbook
def packed(path, parts: dict[str, bytes]):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)


def far_cell(path):
    made = openpyxl.Workbook()
    made.active.title = "doelen"
    made.active["A1"], made.active["XFD1048576"] = "id", "x"
    made.save(path)


SHEET = "xl/worksheets/sheet1.xml"
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def changed(parts: dict[str, str], moved: str = SHEET):
    """Makes a good workbook in which these parts are others, the first sheet perhaps at another place."""

    def make(path):
        made = openpyxl.Workbook()
        made.active.title = "doelen"
        made.active.append(PURPOSE)
        made.save(path)
        with zipfile.ZipFile(path) as good:
            found = {name: good.read(name) for name in good.namelist()}
        found |= {name: content.encode() for name, content in parts.items()}
        found[moved] = found.pop(SHEET)
        links = "xl/_rels/workbook.xml.rels"
        found[links] = found[links].replace(SHEET[2:].encode(), moved[2:].encode())
        packed(path, found)

    return make


def sheet(rows: str, prefix: str = "", root: str = "worksheet") -> dict[str, str]:
    space = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    return {SHEET: f'<{prefix}{root} {space}="{SPACE}"><{prefix}sheetData>{rows}</{prefix}sheetData></{prefix}{root}>'}


FAR = "<row><c r='A1'><v>1</v></c></row><row><c r='XFD1048576'><v>1</v></c></row>"
PREFIXED = '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>'
BEHIND = '<row r="1048576"><c a=">" r="XFD1048576"><v>1</v></c></row>'
ONE_TEXT = {"xl/sharedStrings.xml": f'<sst xmlns="{SPACE}"><si><t>{"a" * 1_000_000}</t></si></sst>'}
MANY = sheet(("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 2)
ENTITY = {SHEET: f'<!DOCTYPE a [<!ENTITY b "c">]><worksheet xmlns="{SPACE}"><sheetData/></worksheet>'}


def cut(path):
    write_template(path, "nl")
    whole_file = path.read_bytes()
    path.write_bytes(whole_file[: len(whole_file) // 2])


def damaged(path):
    write_template(path.with_name("good.xlsx"), "nl")
    with zipfile.ZipFile(path.with_name("good.xlsx")) as good:
        parts = {name: good.read(name) for name in good.namelist()}
    packed(path, parts | {"xl/workbook.xml": b"<workbook><sheets"})


BAD = {
    "a text": (lambda path: path.write_text("id;name\n"), "not_workbook"),
    "an empty file": (lambda path: path.write_bytes(b""), "not_workbook"),
    "another zip": (lambda path: packed(path, {"a.txt": b"x"}), "not_workbook"),
    "half a file": (cut, "not_workbook"),
    "with a password": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)), "locked"),
    "a bomb": (lambda path: packed(path, {"xl/workbook.xml": b"", "xl/a.xml": bytes(120_000_000)}), "too_large"),
    "a cell at the far end": (far_cell, "too_large"),
    "far, in single quotation marks": (changed(sheet(FAR)), "too_large"),
    "far, with names that have a prefix": (changed(sheet(PREFIXED, "x:")), "too_large"),
    "far, behind a sign that looks like an end": (changed(sheet(BEHIND)), "too_large"),
    "far, in a sheet that says it is none": (changed(sheet(BEHIND, root="sst")), "too_large"),
    "far, in a sheet at another place": (changed(sheet(BEHIND), "xl/other/a.bin"), "too_large"),
    "one long text in many cells": (changed(MANY | ONE_TEXT), "too_large"),
    "definitions of its own": (changed(ENTITY), "damaged"),
    "broken inside": (damaged, "damaged"),
}


@LANGUAGES
@pytest.mark.parametrize(("make", "key"), BAD.values(), ids=BAD)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(tmp_path, make, key, lang):
    texts.use(lang)
    make(tmp_path / "beleid.xlsx")
    assert refused(tmp_path / "beleid.xlsx") == [say(key, path="beleid.xlsx")]


def test_a_part_is_never_larger_than_it_says(tmp_path):
    changed(sheet("<row><c><v>1</v></c></row>"))(tmp_path / "x.xlsx")
    whole_file = (tmp_path / "x.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "x.xlsx") as made:
        size = made.getinfo(SHEET).file_size.to_bytes(4, "little")
    (tmp_path / "x.xlsx").write_bytes(whole_file.replace(size, (20).to_bytes(4, "little")))
    assert refused(tmp_path / "x.xlsx") == [say("not_workbook", path="x.xlsx")]


def test_a_workbook_under_another_name_is_read(tmp_path, made):
    path = saved(tmp_path, {"doelen": [PURPOSE, ["a", "ja", None, None, None]]}, "x.xls")
    assert avgkit.load_policy(path).rows("purposes")[0]["id"] == "a"


def test_a_cell_without_outcome_is_not_taken_for_an_empty_one(tmp_path):
    texts.use("nl")
    rows = [PURPOSE, ["=1+1", "ja", None, None, None], ["b", "ja", None, None, "#REF!"]]
    path = saved(tmp_path, {"doelen": rows, "kladblok": [["=1+1"]]})
    where = say("sheet", file="x.xlsx", sheet="doelen")
    assert say("unsolved", where=where, cells="A2, E3") in refused(path)
    rows = [PURPOSE, ["a", "ja", None, None, None]]
    assert avgkit.load_policy(saved(tmp_path, {"doelen": rows, "kladblok": [["=1+1"]]})).has("purposes")


def test_an_old_workbook_is_refused_in_one_sentence(tmp_path):
    (tmp_path / "beleid.ods").write_bytes(b"x")
    assert refused(tmp_path / "beleid.ods") == [say("not_workbook", path="beleid.ods")]


# ---------------------------------------------------------------- where it is put
def test_nothing_is_written_over(tmp_path):
    (tmp_path / "mine.xlsx").write_text("mine")
    for name, key in (("mine.xlsx", "exists"), ("x.xls", "wrong_suffix"), ("x", "wrong_suffix")):
        with pytest.raises(AvgkitError) as error:
            write_template(tmp_path / name)
        assert error.value.problems == [say(key, path=tmp_path / name)]
    with pytest.raises(AvgkitError):
        write_template(tmp_path / "nowhere" / "x.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["mine.xlsx"]
    assert (tmp_path / "mine.xlsx").read_text() == "mine"


def test_a_write_that_is_cut_off_leaves_nothing(tmp_path, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(whole.os, "replace", stop)
    with pytest.raises(KeyboardInterrupt):
        write_template(tmp_path / "x.xlsx")
    assert not list(tmp_path.iterdir())


def test_the_command_makes_one_and_a_scan_reads_it(tmp_path, made, monkeypatch, capsys):
    def run(*words) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["avgkit", *map(str, words)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        return stop.value.code, *capsys.readouterr()

    made.write(tmp_path / "firm")
    out = tmp_path / "beleid.xlsx"
    code, told, _ = run("policy-template", out, "--from", tmp_path / "firm" / "crm", "--lang", "nl", "--json")
    found = json.loads(told)
    assert code == 0 and found["out"] == str(out) and found["proposals"]["purposes"] > 3
    code, _, told = run("policy-template", out, "--lang", "en")
    assert (code, told) == (2, say("exists", "en", path=out) + "\n")
    code, _, told = run("policy-template", out, "--from", tmp_path / "nowhere", "--lang", "nl")
    assert code == 2 and len(told.splitlines()) == 2
    code, _, told = run("policy-template", tmp_path / "y.xlsx", "--format", "chinook", "--lang", "nl")
    assert (code, told) == (2, say("format_alone", "nl") + "\n") and not (tmp_path / "y.xlsx").exists()
    wide = saved(tmp_path, {"doelen": [[*PURPOSE, *(f"c{n}" for n in range(500))], ["a", "ja"]]}, "wide.xlsx")
    code, _, told = run("scan", "--crm", tmp_path / "firm" / "crm", "--policy", wide, "--lang", "nl")
    assert code == 2 and told.splitlines()[-1] == texts.say("cli.more_problems", count="400")
    code, told, _ = run("scan", "--crm", tmp_path / "firm" / "crm", "--policy", out, "--out", tmp_path / "o", "--json")
    problems = [said for source in json.loads(told)["sources"] for said in source["problems"]]
    assert code == 0 and any(str(found["proposals"]["fields"]) in said for said in problems)
