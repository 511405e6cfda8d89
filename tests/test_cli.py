"""The command line: one clear sentence for everything that is wrong, exit codes, JSON, and nothing half written."""

import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import avgkit
from avgkit import cli, scans, texts
from avgkit.cli import output
from avgkit.errors import AvgkitError
from avgkit.sources import formats
from avgkit.themes import THEMES

ROOT = Path(__file__).parent.parent
CHINOOK = ROOT.parent / "shared" / "real" / "chinook"
ON = ("--on", "2026-11-01")


@pytest.fixture(autouse=True)
def dutch(monkeypatch, tmp_path):
    monkeypatch.delenv("AVGKIT_LANG", raising=False)
    monkeypatch.chdir(tmp_path)
    texts.use(None)
    yield
    texts.use(None)


@pytest.fixture
def run(monkeypatch, capsys):
    """The command in this process: (exit code, what it printed, what it complained)."""

    def call(*words):
        monkeypatch.setattr(sys, "argv", ["avgkit", *map(str, words)])
        with pytest.raises(SystemExit) as stop:
            cli.main()
        texts.use(None)
        return stop.value.code, *capsys.readouterr()

    return call


def alone(*words, code=None, **environment) -> subprocess.CompletedProcess:
    """The command (or other code) in a process of its own."""
    command = ["-c", code] if code else ["-m", "avgkit", *map(str, words)]
    found = {"PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([sys.executable, *command], capture_output=True, env={**os.environ, **found}, timeout=120)


def files(place: Path) -> dict[str, bytes]:
    return {str(f.relative_to(place)): f.read_bytes() for f in place.rglob("*") if f.is_file()}


# ---------------------------------------------------------------- wrong use
def say(key: str, /, **values) -> str:
    return texts.say(key if "." in key else f"errors.{key}", **values)


def near(key: str, name: str, known: str) -> str:
    return f"{say(key, name=name)} {say('did_you_mean', near=known)}"


def known(key: str, name: str, *names: str) -> str:
    return f"{say(key, name=name)} {say('known_are', known=', '.join(names))}"


MISTAKES = {  # the command: every sentence that it brings
    "scna": lambda: [near("cli.no_command", "scna", "scan")],
    "scan --onn x": lambda: [near("cli.no_option", "--onn", "--on")],
    "scan --fial-on high": lambda: [near("cli.no_option", "--fial-on", "--fail-on")],
    "scan extra": lambda: [say("cli.extra", words="extra")],
    "scan --crm": lambda: [say("cli.bare_option", name="--crm")],
    "scan --json=1": lambda: [say("cli.bare_option", name="--json")],
    "generate out --people many": lambda: [say("cli.bad_value", name="--people", expected=say("expect_whole"))],
    "scan --crm nowhere": lambda: [say("path_missing", path="nowhere")],
    "scan --crm nowhere --policy nothing": lambda: [say("path_missing", path=name) for name in ("nowhere", "nothing")],
    "scan --format chinok": lambda: [near("unknown_format", "chinok", "chinook")],
    "scan --engine ducdb --crm SMALL": lambda: [near("unknown_engine", "ducdb", "duckdb")],
    "scan --fail-on serious --crm SMALL": lambda: [
        known("unknown_severity", "serious", "high", "low", "medium", "new")
    ],
    "scan --themes consnt --crm SMALL": lambda: [near("unknown_theme", "consnt", "consent")],
    "scan --on 2026-02-30 --crm SMALL": lambda: [say("wrong_date", value="2026-02-30")],
    "scan --on tomorrow --crm SMALL": lambda: [say("wrong_date", value="tomorrow")],
    "scan --on x --themes y --fail-on z --engine w --format v --crm u": lambda: [
        known("unknown_severity", "z", "high", "low", "medium", "new"),
        known("unknown_engine", "w", "duckdb"),
        say("wrong_date", value="x"),
        known("unknown_theme", "y", *sorted(THEMES)),
        known("unknown_format", "v", *formats.names()[:12]),
        say("path_missing", path="u"),
    ],
    "checks --theme consnt": lambda: [near("unknown_theme", "consnt", "consent")],
    "report readines-scan": lambda: [near("unknown_report", "readines-scan", "readiness-scan")],
    "report -p reveal -p =x": lambda: [say("cli.bad_parameter", value=pair) for pair in ("reveal", "=x")],
    "report -p revel=ja": lambda: [near("report.unknown_parameter", "revel", "reveal")],
    "report --crm nowhere --on x": lambda: [say("wrong_date", value="x"), say("path_missing", path="nowhere")],
    "judge message-without-consnt no.json --on x": lambda: [
        near("unknown_check", "message-without-consnt", "message-without-consent"),
        say("path_missing", path="no.json"),
        say("wrong_date", value="x"),
    ],
}


@pytest.mark.parametrize("lang", texts.LANGUAGES)
@pytest.mark.parametrize("command", MISTAKES)
def test_a_mistake_is_told_in_a_sentence_and_nothing_is_written(run, tmp_path, inputs, command, lang):
    name, *rest = command.replace("SMALL", str(inputs / "clean")).split()
    code, out, err = run(name, "--lang", lang, *rest)
    texts.use(lang)
    assert (code, out) == (2, "")
    assert sorted(err.splitlines()) == sorted(MISTAKES[command]())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("options", ["--people 0", "--people -5", "--format xlsx", "--flaws all"])
def test_nothing_is_generated_from_a_wrong_value(run, tmp_path, options):
    code, out, err = run("generate", "out", *options.split())
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_every_missing_argument_is_named_with_what_it_is(run, lang):
    """What an argument is was written when the module was loaded, so here it is in the language of that moment."""
    for words, names in ((["judge"], ["CHECK", "FACTS"]), (["judge", "x"], ["FACTS"]), (["generate"], ["OUT"])):
        code, out, err = run(*words, "--lang", lang)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        start, end = texts.say("cli.missing", lang, name="|").split("|")
        assert err.startswith(f"{start}{names[0]} (") and err.rstrip().endswith(end)
        assert all(f"{name} (" in err for name in names)


def test_a_language_that_is_not_there(run):
    assert run("checks", "--lang", "fr") == (2, "", say("language", value="fr", known="nl, en") + "\n")


def test_without_a_command_the_help_is_shown():
    done = alone()
    assert done.returncode == 2 and not done.stdout
    shown = done.stderr.decode()
    assert all(command in shown for command in ("generate", "scan", "report", "judge", "checks"))
    assert "Traceback" not in shown and texts.say("cli.wrong_use", message="") not in shown


def test_the_help_speaks_the_language_that_is_asked_for():
    for words in (("scan", "--lang", "en", "--help"), ("--help",)):
        shown = " ".join(alone(*words, AVGKIT_LANG="en").stdout.decode().split())
        assert texts.say("cli.scan_help", "en") in shown
    assert texts.say("cli.scan_help", "nl") in " ".join(alone("scan", "--help").stdout.decode().split())


# ---------------------------------------------------------------- exit codes and JSON
FACTS = "contact,sent_at,channel,kind,purpose,sender_stated,id\n"
INPUTS = {
    "clean": "c1,2026-03-01,email,service,,,m1\n",
    "high": "c1,2026-03-01,email,marketing,news,ja,m1\n",
    "medium": "c2,2026-03-01,email,marketing,news,nee,m1\n",
    "unread": "c1,1-3-2026,email,service,,,m1\n",
    "high and unread": "c1,2026-03-01,email,marketing,news,ja,m1\nc1,x,email,service,,,m2\n",
}


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """A small CRM for each exit code: c1 never chose anything, c2 published an address for this."""
    place = tmp_path_factory.mktemp("inputs")
    for name, messages in INPUTS.items():
        crm = place / name
        crm.mkdir()
        (crm / "messages.csv").write_text(FACTS + messages)
        (crm / "contacts.csv").write_text("id,kind,details_source\nc1,natural,form\nc2,legal,published\n")
        (crm / "consents.csv").write_text("id,contact,at,event\n")
    policy = place / "policy"
    policy.mkdir()
    (policy / "purposes.csv").write_text("id,basis,direct_marketing\nnews,consent,ja\n")
    (policy / "consent_forms.csv").write_text("wording\n")
    return place


CODES = [  # the CRM, further options, the exit code: 2 goes before 3, 3 before 1, 1 before 0
    ("clean", "", 0),
    ("clean", "--fail-on low", 0),
    ("high", "", 0),
    ("high", "--fail-on high", 1),
    ("high", "--fail-on low", 1),
    ("medium", "--fail-on high", 0),
    ("medium", "--fail-on medium", 1),
    ("unread", "", 3),
    ("high and unread", "--fail-on high", 3),
    ("high and unread", "--fail-on serious", 2),
]


@pytest.mark.parametrize(("name", "options", "wanted"), CODES, ids=lambda value: str(value) or "-")
def test_exit_codes(run, inputs, name, options, wanted):
    code, out, err = run("scan", "--crm", inputs / name, "--policy", inputs / "policy", *ON, *options.split())
    assert code == wanted, out + err
    assert bool(err) == (wanted == 2)


REPORTS = [  # complete, options, the exit code: a success when everything was read, unless it is asked to judge
    (True, "", 0),
    (False, "", 3),
    (True, "--fail-on high", 1),
    (False, "--fail-on high", 3),
]


@pytest.mark.parametrize(("complete", "options", "wanted"), REPORTS)
def test_exit_codes_of_a_report(run, monkeypatch, complete, options, wanted):
    from avgkit import reports

    found = {"complete": complete, "results": [{"violations": 1, "severity": "high", "status": "done"}]}
    made = reports.Report(Path("r.html"), Path("r.ipynb"), found | {"themes": [], "sources": [], "later": {}})
    monkeypatch.setattr(reports, "report", lambda *_, **__: made)
    code, out, err = run("report", *options.split(), "--json")
    assert (code, err) == (wanted, "") and {"html", "ipynb", "complete", "results"} <= json.loads(out).keys()


def test_what_is_generated_can_be_scanned(run, tmp_path):
    code, out, err = run("generate", "firm", "--people", 20, "--json")
    assert (code, err) == (0, "") and json.loads(out)["tables"]["contacts"] == 20
    flaws = json.loads((tmp_path / "firm" / "flaws.json").read_text("utf-8"))
    assert all({"check", "key"} <= flaw.keys() for flaw in flaws)
    code, out, err = run("scan", "--crm", "firm", "--json", *ON)
    assert (code, err) == (0, "") and {r["status"] for r in json.loads(out)["results"]} == {"done"}


def test_a_table_that_an_export_never_had_is_not_incomplete(run, inputs, tmp_path):
    (tmp_path / "crm").mkdir()
    (tmp_path / "crm" / "contacts.csv").write_text("id\nc1\n")
    code, out, _ = run("scan", "--crm", tmp_path / "crm", "--json", *ON)
    results = json.loads(out)["results"]
    assert code == 0 and {r["status"] for r in results if r["theme"] in ("consent", "shadow")} == {"not run"}
    assert not any(r["status"] == "failed" for r in results)


def test_json_has_the_shape_that_others_build_on(run, inputs, tmp_path):
    code, out, err = run("scan", "--crm", inputs / "high", "--policy", inputs / "policy", *ON, "--json", "--out", "o")
    found = json.loads(out)
    assert (code, err) == (0, "") and out == out.strip() + "\n"
    assert {"law_date", "results", "findings", "complete", "sources", "versions", "fingerprint"} <= found.keys()
    assert found["law_date"] == "2026-11-01" and found["findings"] == str(Path("o") / "findings")
    for result in found["results"]:
        assert {"check", "theme", "status", "items", "violations", "unknown"} <= result.keys()
        assert result["status"] in ("done", "not run")
        assert (tmp_path / "o" / "findings" / f"{result['check']}.parquet").exists() == (result["status"] == "done")
    assert json.loads((tmp_path / "o" / "results.json").read_text("utf-8")) == found

    code, out, _ = run("checks", "--json", "--theme", "consent")
    listed = json.loads(out)
    assert code == 0 and {c["theme"] for c in listed} == {"consent"}
    assert all({"id", "theme", "articles", "severity", "hours", "title", "facts"} <= c.keys() for c in listed)
    assert all({"name", "type", "values", "meaning"} <= fact.keys() for c in listed for fact in c["facts"])

    (tmp_path / "facts.csv").write_text("key,contacts.kind,messages.channel\nA,natural,email\nB,natural,post\nC,,\n")
    code, out, _ = run("judge", "message-without-consent", "facts.csv", "--json", *ON)
    answers = json.loads(out)
    assert code == 0 and [a["key"] for a in answers] == ["A", "B", "C"]
    shape = {"key", "violates", "reasons", "evidence", "articles", "law_date"}
    assert all(a.keys() == shape and a["law_date"] == "2026-11-01" for a in answers)
    assert [a["violates"] for a in answers] == [True, False, False]


def test_a_judgement_is_told_in_words(run, tmp_path):
    (tmp_path / "facts.json").write_text('{"contacts.kind": "natural", "messages.channel": "email"}')
    code, out, err = run("judge", "message-without-consent", "facts.json", *ON, "--lang", "en")
    assert (code, err) == (0, "")
    assert f"1: {texts.say('cli.finding', 'en')} ({texts.word('no_choice', 'en')})" in out and "None" not in out.split()
    code, out, err = run("judge", "message-without-consent", "empty.json")
    assert code == 2 and len(err.splitlines()) == 1


@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_a_judgement_shows_its_evidence_and_names_facts_that_make_no_difference(run, tmp_path, lang):
    asked = {"contacts": {"birth_date": "2013-01-10", "city": "Zwolle"}, "consents": [{"at": "2026-09-01"}]}
    (tmp_path / "facts.json").write_text(json.dumps(asked))
    code, out, err = run("judge", "minor-without-representative", "facts.json", "--lang", lang, *ON)
    meaning = {check.id: check for check in avgkit.checks()}["minor-without-representative"].evidence
    assert code == 0 and f"{meaning['consent_by'][lang]}: {texts.word('representative', lang)}" in out
    assert f"{meaning['at'][lang]}: {'1 september 2026' if lang == 'nl' else '1 September 2026'}" in out
    assert err == f"! {texts.say('errors.facts_not_read', lang, names='contacts.city')}\n"


# ---------------------------------------------------------------- whole or not at all
@pytest.fixture
def small(inputs):
    return avgkit.load_crm(inputs / "high"), avgkit.load_policy(inputs / "policy")


PLACES = {  # what fails halfway: (where the failure is put, at which call, what happens)
    "a check": ("avgkit.check.Check.verdict", 3, KeyboardInterrupt),
    "writing findings": ("avgkit.frames.Engine.write", 2, OSError),
    "putting the old findings aside": ("pathlib.Path.rename", 1, KeyboardInterrupt),
    "putting the new findings in place": ("pathlib.Path.rename", 2, KeyboardInterrupt),
    "writing the results": ("pathlib.Path.write_text", 1, OSError),
    "putting the results in place": ("avgkit.whole.os.replace", 1, KeyboardInterrupt),
}


@pytest.mark.parametrize(("target", "nth", "stop"), PLACES.values(), ids=PLACES)
def test_a_run_that_is_cut_off_leaves_the_old_results_whole(tmp_path, monkeypatch, small, stop, target, nth):
    out = tmp_path / "out"
    avgkit.scan(*small, on="2026-06-01", out=out)
    before, calls = files(out), []
    owner, _, name = target.rpartition(".")
    module, _, holder = owner.rpartition(".")
    holder = getattr(sys.modules[module], holder)
    real = getattr(holder, name)

    def failing(*args, **kwargs):
        calls.append(args)
        if len(calls) == nth:
            raise stop("cut off")
        return real(*args, **kwargs)

    monkeypatch.setattr(holder, name, failing)
    with pytest.raises(stop):
        avgkit.scan(*small, on="2026-11-01", out=out)
    monkeypatch.undo()
    assert files(out) == before
    assert json.loads((out / "results.json").read_text("utf-8"))["law_date"] == "2026-06-01"
    assert sorted(f.name for f in out.iterdir()) == ["findings", "results.json"]


def test_a_new_folder_is_not_left_behind_by_a_run_that_was_cut_off(run, tmp_path, monkeypatch, inputs):
    def stop(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(scans, "_run", stop)
    code, out, err = run("scan", "--crm", inputs / "high", "--out", tmp_path / "new" / "deep")
    assert (code, out, err) == (130, "", texts.say("cli.stopped") + "\n")
    assert not (tmp_path / "new").exists()


def test_a_place_that_cannot_be_written_is_told(run, tmp_path, inputs):
    (tmp_path / "file").write_text("mine")
    for out, reason in (("file", "os_not_folder"), ("file/deeper", "os_not_folder"), ("x" * 300, "os_long_name")):
        code, told, err = run("scan", "--crm", inputs / "clean", "--out", out)
        assert (code, told, err) == (2, "", say("path_unwritable", path=out, reason=say(reason)) + "\n")
    for place, reason in (("findings", "os_not_folder"), ("results.json", "os_folder")):
        out = tmp_path / f"out {place}"
        out.mkdir()
        (out / place).write_text("mine") if place == "findings" else (out / place).mkdir()
        with pytest.raises(AvgkitError) as error:
            avgkit.scan(avgkit.load_crm(inputs / "clean"), out=out)
        assert error.value.problems == [say("path_unwritable", path=out, reason=say(reason))]
    assert files(tmp_path) == {"file": b"mine", "out findings/findings": b"mine"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
def test_what_is_written_has_the_rights_that_the_user_gives_new_files(tmp_path, small):
    old = os.umask(0o027)
    try:
        avgkit.scan(*small, on="2026-11-01", out=tmp_path / "out")
    finally:
        os.umask(old)
    modes = {f.name: stat.S_IMODE(f.stat().st_mode) for f in (tmp_path / "out").iterdir()}
    assert modes == {"findings": 0o750, "results.json": 0o640}


def test_a_scan_again_takes_the_place_of_the_old_one(tmp_path, small, inputs):
    avgkit.scan(*small, on="2026-11-01", out=tmp_path)
    found = avgkit.scan(avgkit.load_crm(inputs / "clean"), small[1], on="2026-11-01", out=tmp_path)
    assert not len(found.findings("message-without-consent"))
    assert sorted(f.name for f in tmp_path.iterdir()) == ["findings", "results.json"]


# ---------------------------------------------------------------- terminals
THEME = {"theme": "consent", "items": 123_456, "violations": 12, "unknown": 3, "checks_done": 8, "checks_not_run": 0}


@pytest.mark.parametrize("width", [20, 30, 45, 60, 72, 80, 100, 200])
def test_a_name_is_never_cut_off_however_narrow_the_terminal(run, monkeypatch, capsys, width):
    monkeypatch.setenv("COLUMNS", str(width))
    for lang in texts.LANGUAGES:
        code, out, _ = run("checks", "--lang", lang)
        first = [line.split()[0] for line in out.splitlines() if line.strip()]
        assert code == 0 and all(check.id in first for check in avgkit.checks())
        shown = " ".join(out.split())
        assert all(texts.word(c.severity, lang) in shown for c in avgkit.checks())
        for check in avgkit.checks():
            assert all(word in shown for word in check.words("title", lang).split()), "no word is broken"
        texts.use(lang)
        output.summary({"themes": [THEME], "results": [], "sources": [], "later": {}})
        shown = capsys.readouterr().out.split()
        assert {texts.word("consent"), texts.number(THEME["items"]), "12", "3"} <= set(shown)


@pytest.mark.parametrize(
    "name", ["客户的全部姓名和电话号码一览表", "Naam\tvan de klant", "Naam\nvan [red]wie[/red]", "👩‍👩‍👧 gezin"]
)
@pytest.mark.parametrize("width", [45, 60, 80])
def test_a_header_of_wide_signs_tabs_or_lines_is_never_cut_off(monkeypatch, capsys, name, width):
    monkeypatch.setenv("COLUMNS", str(width))
    row = [name, "naam van de relatie", texts.percent(95, 100), "kolomnaam van Microsoft Dynamics 365"]
    output.table(["col_header", "col_read_as", "col_sure", "col_why"], [row, ["b", "c", "d", "e"]])
    shown = capsys.readouterr().out
    assert " ".join(name.split()) in shown and "…" not in shown
    assert set(row[1].split()) | set(row[3].split()) <= set(shown.split())


def test_a_terminal_that_knows_no_unicode_gets_whole_output(tmp_path):
    (tmp_path / "facts.json").write_text('{"contacts.kind": "natural", "messages.channel": "email"}')
    for words in (("judge", "message-without-consent", "facts.json"), ("checks",)):
        plain = alone(*words, PYTHONIOENCODING="ascii", PYTHONUTF8="0")
        assert (plain.returncode, plain.stderr) == (0, b"") and plain.stdout.isascii()
    found = alone("checks", "--json", PYTHONIOENCODING="ascii")
    assert json.loads(found.stdout) == json.loads(alone("checks", "--json", PYTHONIOENCODING="utf-8").stdout)
    wrong = alone("scan", "--crm", "ünïcode", PYTHONIOENCODING="ascii")
    assert wrong.returncode == 2 and b"Traceback" not in wrong.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows has other pipes")
def test_a_reader_that_stops_reading_is_no_error():
    code = "import sys; sys.argv = ['avgkit', 'checks', '--json']; from avgkit.cli import main; main()"
    command = [sys.executable, "-c", code]
    done = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    done.stdout.close()
    assert done.stderr.read() == b""
    done.stderr.close()
    assert done.wait(60) == 0


# ---------------------------------------------------------------- light
def test_the_help_and_an_import_load_nothing_heavy():
    heavy = ["duckdb", "pandas", "numpy", "narwhals", "pyarrow", "papermill", "nbconvert", "matplotlib", "faker"]
    look = f"import sys; print(*[m for m in {heavy} if m in sys.modules])"
    ask = "import sys; sys.argv = ['avgkit', *{words}]\n"
    ask += "try:\n    from avgkit.cli import main; main()\nexcept SystemExit:\n    pass\n"
    for words in (["--help"], ["scan", "--help"], ["scna"], ["scan", "--lang", "fr"]):
        done = alone(code=ask.format(words=words) + look)
        assert done.returncode == 0 and done.stdout.decode().splitlines()[-1].strip() == "", words
    assert alone(code="import avgkit; " + look).stdout.split() == []


# ---------------------------------------------------------------- a real export
def test_the_real_export_from_the_command_line(run, tmp_path):
    if not CHINOOK.is_dir():
        pytest.skip("the real export is not here (shared/real/chinook)")
    code, out, err = run("scan", "--crm", CHINOOK, "--format", "chinook", *ON)
    assert (code, err) == (0, "")
    assert "(consents)" in out and "(messages)" in out and "! " not in out
    code, alone, err = run("scan", "--crm", CHINOOK, *ON)
    told = "! " + say("format_recognised", format="chinook")
    assert (code, err) == (0, "") and told in alone.splitlines()
    rest = [line for line in alone.splitlines() if line != told]
    assert rest == out.replace(" --format chinook", "").splitlines()


def test_what_was_not_judged_is_not_called_in_order(run, tmp_path):
    (tmp_path / "case.json").write_text(
        '{"key": "A", "messages.kind": "service", "messages.channel": "email"}', "utf-8"
    )
    code, out, _ = run("judge", "message-without-consent", tmp_path / "case.json")
    assert code == 0 and texts.say("cli.outside", case="A") in out and texts.say("cli.ok") not in out
