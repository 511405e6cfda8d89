"""Input made to hinder: it costs no time or memory to speak of, is named with its reason, and nothing of it is live."""

import errno
import io
import json
import os
import time
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import avgkit
from avgkit import cli, findings, paths, texts
from avgkit.cases import read_cases
from avgkit.cli.output import json_text
from avgkit.cli.usage import readable
from avgkit.errors import AvgkitError
from avgkit.reading import Limits, open_file
from avgkit.reading.unpacking import known_errors
from avgkit.recognisers import recognise
from avgkit.recognisers.accepting import read_accepted
from avgkit.shadow import people_index, results, search
from avgkit.shadow.found import Found, Suppressed
from avgkit.shadow.inventory import inventory
from avgkit.shadow.searching import suppression
from avgkit.shadow.tabular import LOOSE, pointed
from avgkit.sources.systems import own_page
from avgkit.sources.verified import read_figures

CSV = "naam;email\r\nJan;jan@devries.example\r\n"
STEERING = "\x1b[31m\x07\u202e\ud800\n"


@pytest.fixture(autouse=True)
def dutch():
    texts.use("nl")
    yield
    texts.use(None)


def zipped(parts: dict) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def seconds(step) -> float:
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


# ---------------------------------------------------------------- texts that could be read in endless ways
@pytest.mark.parametrize(
    "text",
    [
        "_" * 27 + " at ",  # a line to write on, and an English word
        "a_" * 14 + "(at)",
        "streepje" * 14 + " at ",
        " " * 30_000,
        "\n" * 30_000,
        "1234 AB " * 4_000,
    ],
    ids=["line", "joints", "words", "spaces", "lines", "postcodes"],
)
def test_no_text_keeps_the_recognisers_busy(text):
    recognise("Jan, 06")
    assert seconds(lambda: recognise(text)) < 5


@pytest.mark.parametrize(
    "text",
    [
        "mail jan underscore vries apenstaartje bedrijf punt nl",
        "mail jan_ vries at bedrijf punt nl",
        "mail jan streepje de punt vries (at) post punt bedrijf punt nl",
        "mail jan-de-vries (at) bedrijf (punt) nl",
    ],
)
def test_an_address_that_is_spelled_out_is_still_found_whole(text):
    found = [hit for hit in recognise(text) if hit.label == "email"]
    assert [text[hit.start : hit.end] for hit in found] == [text.removeprefix("mail ")]


def test_a_street_long_before_a_postcode_is_still_found_whole():
    text = "x " * 200 + "Langehalskade 12 bis 1234 AB"
    (hit,) = [hit for hit in recognise(text) if hit.label == "address"]
    assert text[hit.start : hit.end] == "Langehalskade 12 bis 1234 AB"


def test_a_word_of_a_million_signs_is_searched_once_for_addresses():
    index, found = people_index(None, b"x" * 16), Found()
    text = "x" * 1_000_000 + " kees@boer.example"
    assert seconds(lambda: pointed("email", [text], LOOSE["email"], index, found, Suppressed({}))) < 5
    assert found.categories == {"contact"}


# ---------------------------------------------------------------- files that are larger than they say
def test_a_text_that_a_million_rows_share_is_counted_for_each_row(tmp_path):
    made = pa.table({"notitie": pa.array(["x" * 1000] * 50_000).dictionary_encode()})
    pq.write_table(made, tmp_path / "gedeeld.parquet")
    pq.write_table(made.cast(pa.schema([("notitie", pa.string())])), tmp_path / "kaal.parquet")
    nested = [[{"a": "x" * 1000, "b": {"k": ["y"]}}]] * 50_000
    pq.write_table(pa.table({"notitie": nested}), tmp_path / "genest.parquet")
    for name in ("gedeeld.parquet", "kaal.parquet", "genest.parquet"):
        assert [u.code for u in open_file(tmp_path / name, limits=Limits(unpacked=1_000_000)).unread] == ["too_large"]
        assert open_file(tmp_path / name, limits=Limits(unpacked=60_000_000)).sheets[0].frame().num_rows == 50_000


def test_files_inside_files_inside_are_counted_together(tmp_path):
    inner = zipped({f"{n}.csv": CSV for n in range(3)})
    (tmp_path / "a.zip").write_bytes(zipped({"een.zip": inner, "twee.zip": inner}))
    opened = open_file(tmp_path / "a.zip")
    assert opened.parts == sum(1 for _ in opened.all()) - 1 == 8
    few = open_file(tmp_path / "a.zip", limits=Limits(parts=5))
    assert few.parts < 8 and [u.code for one in few.all() for u in one.unread]


def test_a_document_with_an_endless_list_of_parts_is_not_listed(tmp_path):
    content = bytearray(zipped({"word/document.xml": "<a/>"}))
    at = content.rfind(b"PK\x05\x06")
    content[at + 12 : at + 16] = (2_000_000_000).to_bytes(4, "little")
    (tmp_path / "brief.docx").write_bytes(bytes(content))
    assert [u.code for u in open_file(tmp_path / "brief.docx").unread] == ["too_large"]


# ---------------------------------------------------------------- names that steer a screen
def test_a_name_in_an_archive_or_workbook_never_steers_a_screen(tmp_path):
    (tmp_path / "a.zip").write_bytes(
        zipped({"esc\x1b[31m\u202ex.csv": CSV, "twee\nregels.csv": CSV, "leeg\x07.csv": ""})
    )
    done = search(tmp_path, out=tmp_path / "out")
    told = [one["path"] for one in done.files] + [
        u["place"] + u["sentence"] for one in done.files for u in one["unread"]
    ]
    assert len(done.files) == 4 and all(one.isprintable() for one in told)


def test_no_sentence_or_page_or_findings_carries_a_sign_that_steers(tmp_path):
    said = texts.say("errors.path_missing", path=f"x{STEERING}y")
    assert not set("\x1b\x07\u202e\ud800") & set(said) and "x\N{REPLACEMENT CHARACTER}[31m" in said
    from avgkit.pages import setting

    page = setting._environment().from_string("{{ key }}{{ piece }}")
    assert page.render(key="<b>\x1b[31m", piece=setting.Piece("").html) == "&lt;b&gt;\N{REPLACEMENT CHARACTER}[31m"
    pq.write_table(pa.table({"key": ["\x1b[31m1", "=1+1", "\u202eabc"]}), tmp_path / "f.parquet")
    findings.write_sheet(tmp_path / "f.parquet", "nl")
    rows = (tmp_path / "f.csv").read_text("utf-8-sig").splitlines()[1:]
    assert [row.strip('"') for row in rows] == ["\ufffd[31m1", "'=1+1", "\ufffdabc"]


@pytest.mark.skipif(os.name == "nt", reason="such names cannot exist there")
def test_a_file_name_that_is_no_text_is_scanned_and_told(tmp_path, monkeypatch, capsys):
    path = os.fsencode(str(tmp_path)) + b"/kl\xff\x1b[31m\nx.csv"
    try:
        with open(path, "w") as file:
            file.write(CSV)
    except OSError:
        pytest.skip("this disk knows no such names")
    assert _typed(monkeypatch, "scan", "--crm", os.fsdecode(path), "--out", str(tmp_path / "uit")) == 0
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err and "kl\ufffd\ufffd[31m" in told.out
    assert json.loads((tmp_path / "uit" / "results.json").read_text("utf-8"))["sources"]


# ---------------------------------------------------------------- why, not only that
@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("leeg.csv", b"", "‘leeg.csv’ is leeg"),
        ("tekst.xlsx", b"dit is gewone tekst\n", "in werkelijkheid een gewone tekst"),
        (
            "diep.zip",
            zipped({"a.zip": zipped({"b.zip": zipped({"c.zip": zipped({"d.csv": CSV})})})}),
            "‘diep.zip/a.zip/",
        ),
        ("kapot.parquet", b"PAR1xxxxPAR1", "‘kapot.parquet’ is niet gelezen"),
        ("prijzen.csv", b"artikel;prijs\nbel;4\n", "prijzen.csv: er zijn geen kolommen over mensen herkend"),
    ],
)
def test_a_file_that_cannot_be_an_export_says_why(tmp_path, name, content, why):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(AvgkitError) as refused:
        avgkit.load_crm(tmp_path / name)
    assert why in refused.value.problems[0]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_itself_is_named_and_the_rest_is_read(tmp_path):
    (tmp_path / "lus.csv").symlink_to("lus.csv")
    (tmp_path / "klanten.csv").write_text(CSV, "utf-8")
    crm = avgkit.load_crm(tmp_path)
    assert crm.count("contacts") == 1
    assert any("lus.csv" in problem for source in crm.sources for problem in source.problems)
    assert "snelkoppeling die naar zichzelf leidt" in open_file(tmp_path / "lus.csv").unread[0].sentence


# ---------------------------------------------------------------- results that somebody altered
@pytest.mark.parametrize(
    "line",
    [
        '{"key": "KEY", "files": [{"path": 3}]}',
        '{"key": 5, "files": "x"}',
        '{"key": "KEY", "files": [',
    ],
)
def test_an_altered_journal_is_read_again_from_the_files(tmp_path, line):
    (tmp_path / "map").mkdir()
    for number in range(3):
        (tmp_path / "map" / f"{number}.csv").write_text(CSV, "utf-8")
    first = search(tmp_path / "map", out=tmp_path / "uit").files
    journal = tmp_path / "uit" / "files.jsonl"
    lines = journal.read_text("utf-8").splitlines()
    lines[1] = line.replace("KEY", json.loads(lines[1])["key"])
    journal.write_text("\n".join(lines) + "\n", "utf-8")
    again = search(tmp_path / "map", out=tmp_path / "uit")
    assert again.files == first and again.summary["resumed"] == 1


@pytest.mark.parametrize(
    "about",
    [
        {"salt": 5, "expires_on": "2030-01-01"},
        {"salt": "zz", "expires_on": "2030-01-01"},
        {"salt": "", "expires_on": "2030-01-01"},
        {"salt": "00", "expires_on": None},
        {"salt": "00", "expires_on": "morgen"},
    ],
)
def test_a_folder_with_a_senseless_account_is_no_folder_of_a_search(tmp_path, about):
    (tmp_path / "uit").mkdir()
    (tmp_path / "uit" / "search.json").write_text(json.dumps(about), "utf-8")
    assert results.state(tmp_path / "uit") is None
    assert results.purge(tmp_path / "uit", everything=True) == {"removed": [], "kept": []}
    assert (tmp_path / "uit" / "search.json").exists()


def test_a_senseless_speed_of_an_earlier_run_is_forgotten(tmp_path):
    good = {"salt": "00", "expires_on": "2030-01-01"}
    for rate, kept in (
        ({"seconds_a_file": 0.1}, {"seconds_a_file": 0.1}),
        ({"seconds_a_file": "x"}, None),
        ("x", None),
    ):
        (tmp_path / "search.json").write_text(json.dumps(good | {"rate": rate}), "utf-8")
        assert results.state(tmp_path)["rate"] == kept


@pytest.mark.parametrize("content", ["accepted = 5", 'accepted = "x"', "[accepted]\nsha256 = 1"])
def test_accepted_hits_that_are_no_list_are_refused(tmp_path, content):
    (tmp_path / "a.toml").write_text(content, "utf-8")
    with pytest.raises(AvgkitError, match=r"a\.toml"):
        read_accepted(tmp_path / "a.toml")


def test_one_list_of_signs_that_steer():
    """What a sentence may not show, a header and a value of a dossier may not show either, unseen signs among them."""
    from avgkit.dossiers.showing import shown
    from avgkit.sources.telling import label

    said = "Voor\u200bnaam\u2066\x1b[31m\ufeff\u2060"
    plain = texts.harmless(said)
    assert plain == "Voor\N{REPLACEMENT CHARACTER}naam" + "\N{REPLACEMENT CHARACTER}" * 2 + "[31m" + (
        "\N{REPLACEMENT CHARACTER}" * 2
    )
    assert label(said, 1) == plain == shown("contacts", "last_name", said, {}, "nl")


@pytest.mark.parametrize(
    "definition", ["<!DOCTYPE a>", '<!DOCTYPE a [<!ENTITY b "c">]>', '<!DOCTYPE a SYSTEM "x.dtd">']
)
def test_xml_with_definitions_of_its_own_is_refused(definition):
    from avgkit.reading import xmls

    assert xmls.attributes(b'<a><p:b c="1"/></a>', "b") == [{"c": "1"}]
    assert xmls.attributes(f'{definition}<a><p:b c="1"/></a>'.encode(), "b") == []


def test_xml_is_parsed_by_one_door():
    code = {file.name: file.read_text("utf-8") for file in paths.PACKAGE.rglob("*.py")}
    assert [name for name, text in code.items() if "ParserCreate" in text] == ["xmls.py"]


# ---------------------------------------------------------------- a full disk
def _typed(monkeypatch, *words: str) -> int:
    monkeypatch.setattr("sys.argv", ["avgkit", *words])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    return stop.value.code


def _full(*_, **__):
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_is_told_in_a_sentence(tmp_path, monkeypatch, capsys):
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "a.csv").write_text(CSV, "utf-8")
    monkeypatch.setattr(results.Journal, "add", _full)
    assert _typed(monkeypatch, "shadow", str(tmp_path / "map"), "--yes", "--out", str(tmp_path / "uit")) == 2
    assert "geen ruimte meer op de schijf" in capsys.readouterr().err


def test_unread_lines_are_named_in_the_terminal(tmp_path, monkeypatch, capsys):
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "a.csv").write_text(CSV + "x;y;z\r\n" + CSV.partition("\n")[2], "utf-8")
    assert _typed(monkeypatch, "shadow", str(tmp_path / "map"), "--yes", "--out", str(tmp_path / "uit")) == 3
    told = capsys.readouterr().out
    assert "regel 3 is niet gelezen" in told and "1 regel niet gelezen" in told


# ---------------------------------------------------------------- files beside the data
@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="there are no devices as files there")
@pytest.mark.parametrize(
    "read",
    [
        read_accepted,
        suppression,
        own_page,
        read_figures,
        read_cases,
        lambda path: results.state(path.parent / "zero"),
    ],
)
def test_a_list_that_never_ends_is_refused_at_once(read):
    def step():
        try:
            assert read(Path("/dev/zero")) is None
        except AvgkitError as refused:
            assert "zero" in str(refused)

    assert seconds(step) < 1


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes as files there")
def test_a_pipe_nobody_writes_to_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "lijst")
    with pytest.raises(AvgkitError, match="het is geen gewoon bestand"):
        suppression(tmp_path / "lijst")


def test_a_list_larger_than_a_list_is_refused(tmp_path):
    (tmp_path / "a.csv").write_text("x" * 20_000_001, "utf-8")
    with pytest.raises(AvgkitError, match="te groot om in één keer te lezen"):
        read_accepted(tmp_path / "a.csv")


def test_results_of_a_search_with_endless_brackets_are_no_results(tmp_path):
    (tmp_path / "search.json").write_text("[" * 100_000, "utf-8")
    assert results.state(tmp_path) is None


# ---------------------------------------------------------------- words of a command that do not fit
@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("recognise", "a.csv", "--column", "naam", "--least", "x"), "‘--least’ past niet. Verwacht: een getal, zoals"),
        (("shadow", ".", "--jobs", "x"), "‘--jobs’ past niet. Verwacht: een heel getal."),
        (("request", "x" * 100_000, "--crm", "a.csv", "--kind", "access"), "langer dan 400 tekens"),
        (("request", "Jan", "--crm", "a.csv", "--kind", "access", "--out", "x" * 300), "de naam is te lang"),
        (("report", "--crm", "a.csv", "--out", "x" * 300), "de naam is te lang"),
        (("request", "Jan", "--crm", "a.csv", "--kind", "access", "--shadow", "x" * 300), "de naam is te lang"),
        (("scan", "--crm", "a.csv", "--policy", "x" * 300), "de naam is te lang"),
        (("shadow", ".", "--crm", "a.csv", "--erased", "nergens"), "dat bestand of die map bestaat niet"),
    ],
)
def test_a_value_that_does_not_fit_is_told_in_a_sentence(tmp_path, monkeypatch, capsys, words, told):
    (tmp_path / "a.csv").write_text(CSV, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert seconds(lambda: _typed(monkeypatch, *words)) < 10
    assert told in capsys.readouterr().err


def test_an_empty_format_is_none(tmp_path):
    (tmp_path / "a.csv").write_text(CSV, "utf-8")
    assert avgkit.load_crm(tmp_path / "a.csv", format="").count("contacts") == 1


@pytest.mark.parametrize("error", [MemoryError(), PermissionError(errno.EACCES, os.strerror(errno.EACCES), "geheim")])
def test_what_the_machine_refuses_unforeseen_is_a_sentence_too(monkeypatch, capsys, error):
    def refuse(*_, **__):
        raise error

    monkeypatch.setattr("avgkit.sources.open_inputs", refuse)
    assert _typed(monkeypatch, "scan") == 2
    told = capsys.readouterr().err
    assert "te weinig geheugen" in told or "‘geheim’ kan niet worden gelezen: geen rechten" in told


# ---------------------------------------------------------------- workbooks as other programs write them
@pytest.mark.parametrize("error", ["#SPILL!", "#CALC!", "#GETTING_DATA", "Err:502", "#REF!"])
def test_an_error_that_is_new_costs_one_cell_not_the_sheet(tmp_path, error):
    import xlsxwriter

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["naam", "email"])
        sheet.write_row(1, 0, ["Jan", "jan@devries.example"])
        sheet.write_formula(2, 0, "=A2", None, error)
        sheet.write_string(2, 1, "piet@devries.example")
    parts = {}
    with zipfile.ZipFile(tmp_path / "a.xlsx") as packed:
        for name in packed.namelist():
            parts[name] = packed.read(name)
    written = parts["xl/worksheets/sheet1.xml"].decode()
    plain = f'<c r="A3" t="str"><f>A2</f><v>{error}</v></c>'
    parts["xl/worksheets/sheet1.xml"] = written.replace(plain, plain.replace('"str"', '"e"'))
    (tmp_path / "a.xlsx").write_bytes(zipped(parts))
    (sheet,) = open_file(tmp_path / "a.xlsx").sheets
    assert [(row["naam"], row["email"]) for row in sheet.frame().to_pylist()] == [
        ("Jan", "jan@devries.example"),
        (None, "piet@devries.example"),
    ]
    assert any("een cel op dit blad bevat een fout" in problem for problem in sheet.problems)


def test_a_new_error_is_known_wherever_the_bytes_are_cut():
    cell = b'<c r="A3" t="e"><f>A2</f><v>#SPILL!</v></c>'
    for cut in range(len(cell) + 1):
        pieces = [b"<row><c><v>1</v></c>" + cell[:cut], cell[cut:] + b'<c t="str"><v>#SPILL!</v></c></row>']
        joined = b"".join(known_errors(iter(pieces)))
        assert (
            joined == b'<row><c><v>1</v></c><c r="A3" t="e"><f>A2</f><v>#N/A</v></c><c t="str"><v>#SPILL!</v></c></row>'
        )


# ---------------------------------------------------------------- what a terminal is shown
@pytest.mark.skipif(os.name == "nt", reason="such names cannot exist there")
@pytest.mark.parametrize("words", [(), ("--json",)])
def test_a_file_name_cannot_steer_the_terminal_that_inspects_it(tmp_path, monkeypatch, capsys, words):
    names = ["esc\x1b]0;x\x07.csv", "om\u202eexe.csv", "\x7f.csv", "\x85.csv", "twee\nregels.csv"]
    for name in names:
        (tmp_path / name).write_text(CSV, "utf-8")
    assert _typed(monkeypatch, "inspect", str(tmp_path), *words) == 0
    told = capsys.readouterr()
    assert not set("\x1b\x07\u202e\x7f\x85") & set(told.out + told.err)
    if words:
        assert {one["file"] for one in json.loads(told.out)["files"]} == set(names)
    else:
        assert "twee regels.csv: soort" in told.out


def test_answers_as_json_lose_no_sign_and_steer_no_terminal(capsys):
    value = {"a": "é\x1b\x85\u202e\u2028\ud800 \U0001f600\\\x7f"}
    said = json_text(value)
    assert json.loads(said) == value and "é" in said
    assert all(sign.isprintable() for sign in said)


def test_keys_of_cases_that_are_judged_cannot_steer_the_terminal(tmp_path, monkeypatch, capsys):
    case = {"key": "\x1b]0;x\x07", "messages.sent_at": "2026-01-01"}
    (tmp_path / "a.json").write_text(json.dumps([case]), "utf-8")
    _typed(monkeypatch, "judge", "message-without-consent", str(tmp_path / "a.json"))
    told = capsys.readouterr()
    assert "\x1b" not in told.out + told.err


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_nothing_is_called_that(tmp_path, monkeypatch, capsys):
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "weg.csv").symlink_to("nergens.csv")
    (tmp_path / "map" / "lus.csv").symlink_to("lus.csv")
    (tmp_path / "map" / "goed.csv").write_text(CSV, "utf-8")
    (tmp_path / "map" / "ook\x1b.csv").symlink_to("goed.csv")
    made = inventory(tmp_path / "map")
    assert {place: code for place, code in made.aside} == {
        "weg.csv": "link_dead",
        "lus.csv": "link_dead",
        "ook\\x1b.csv": "link_in",
    }
    with pytest.raises(AvgkitError, match="snelkoppeling naar iets dat er niet is") as refused:
        avgkit.load_crm(tmp_path / "map" / "weg.csv")
    assert "Wel gevonden" not in str(refused.value)


# ---------------------------------------------------------------- how a command is started
@pytest.mark.parametrize("words", [("scan",), ("scan", "--password-stdin"), ("request", "-", "--kind", "access")])
def test_a_command_without_input_ends_in_words(tmp_path, monkeypatch, capsys, words):
    (tmp_path / "a.csv").write_text(CSV, "utf-8")
    monkeypatch.setattr("sys.stdin", None)
    command, *rest = words
    out = ("--out", str(tmp_path / "uit"))
    code = _typed(monkeypatch, command, *rest, "--crm", str(tmp_path / "a.csv"), *out)
    assert code == (2 if command == "request" else 0)
    assert "niet om wie het gaat" in capsys.readouterr().err or command == "scan"


def test_a_command_without_output_does_its_work(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text(CSV, "utf-8")
    for name in ("stdout", "stderr"):
        monkeypatch.setattr(f"sys.{name}", None)
    assert _typed(monkeypatch, "scan", "--crm", str(tmp_path / "a.csv"), "--out", str(tmp_path / "uit")) == 0
    assert (tmp_path / "uit" / "results.json").is_file()


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("Jan", "Jan"),
        ("Ren\u00e9", "Ren\u00e9"),
        ("Ren\udcc3\udca9", "Ren\u00e9"),  # UTF-8 on a machine that was set to write otherwise
        ("Ren\udce9", "Ren\N{REPLACEMENT CHARACTER}"),  # no UTF-8 at all
        ("Ren\ud83d", "Ren?"),
    ],
)
def test_a_word_of_a_command_is_text(word, read):
    assert readable(word) == read


def test_a_name_in_letters_of_another_machine_is_searched(tmp_path, monkeypatch, capsys):
    (tmp_path / "a.csv").write_text("naam;email;geboortedatum\nRené de Boer;rene@boer.example;1980-02-01\n", "utf-8")
    words = ("Ren\udcc3\udca9 de Boer", "--crm", str(tmp_path / "a.csv"), "--kind", "access", "--born", "1980-02-01")
    assert _typed(monkeypatch, "request", *words) in (0, 3)
    assert "contacts#2" in capsys.readouterr().out


def test_a_stop_while_the_command_is_loaded_shows_no_error(monkeypatch):
    from avgkit import __main__

    def stop(name, *rest, **more):
        if name == "cli":
            raise KeyboardInterrupt
        return real(name, *rest, **more)

    real = __import__
    monkeypatch.setattr("builtins.__import__", stop)
    with pytest.raises(SystemExit) as stopped:
        __main__.main()
    assert stopped.value.code == 130
