"""A batch: a plan that is wrong is refused as a whole; a report that fails costs the others nothing."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import pytest

import avgkit
from avgkit import batches, paths, texts
from avgkit.batches import plan, pool
from avgkit.errors import AvgkitError
from avgkit.sources import open_inputs

ON = "2026-11-23"
SECRET = "Truus van Buren"
# The command line with the reports of a test in the place of ours.
DRIVER = "import sys; from pathlib import Path; from avgkit import paths; paths.NOTEBOOKS = Path(sys.argv.pop(1)); "
DRIVER += "from avgkit.__main__ import main; main()"
SHOW = "from IPython.display import HTML, display\ndisplay(HTML('<p>ready</p>'))"
CELLS = {
    "good": SHOW,
    "raises": f"raise ValueError({SECRET!r})",
    "refuses": "from avgkit.errors import AvgkitError\nraise AvgkitError(['Eerst dit.', 'En dan dat.'])",
    "hangs": "import subprocess, time\np = subprocess.Popen(['sleep', '300'])\nopen(note, 'w').write(str(p.pid))\n"
    "time.sleep(300)",
    "eats": "held = []\nwhile True:\n    held.append(bytearray(50_000_000))",
    "dies": "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
    "full": "import errno, os\nraise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))",
}


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory) -> Path:
    """Small reports, each of which goes wrong in its own way."""
    folder = tmp_path_factory.mktemp("notebooks")
    (folder / "reports").mkdir()
    given = 'on: str = ""\nlang: str = "nl"\nnote: str = ""\nout: str = ""\ncommand: str = ""'
    for name, source in CELLS.items():
        cells = [nbformat.v4.new_code_cell(given, metadata={"tags": ["parameters"]})]
        cells.append(nbformat.v4.new_code_cell(source, metadata={"tags": ["main"]}))
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "reports" / f"{name}.ipynb")
    return folder


def started(notebooks: Path, *words: str) -> subprocess.Popen:
    env = os.environ | {"PYTHONPATH": str(paths.PACKAGE.parent), "AVGKIT_LANG": "nl"}
    command = [sys.executable, "-c", DRIVER, str(notebooks), "batch", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=env)


def run(notebooks: Path, *words: str) -> tuple[int, str, str]:
    process = started(notebooks, *words)
    out, error = process.communicate(timeout=170)
    return process.returncode, out, error


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def alive(pid: int) -> bool:
    """Whether a process still works; one that only waits to be counted out does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def working(word: str) -> list[int]:
    """The processes of a batch that was started with this word; a copy has the command line of its parent."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            found += [int(place.name)] if word in (place / "cmdline").read_text() else []
        except OSError:  # ended between
            continue
    return found


def whole(folder: Path) -> list[str]:
    """The reports in a folder; each is there with all its files, and nothing that was being made is left."""
    found = []
    for record in folder.glob("*/report.json"):
        told = json.loads(record.read_text(encoding="utf-8"))
        assert all((record.parent / file).stat().st_size for file in told["files"])
        found.append(record.parent.name)
    return sorted(found)


# ---------------------------------------------------------------- reports that fail
@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_what_fails_is_told_and_the_rest_is_made(notebooks, tmp_path):
    note, out = tmp_path / "pid", tmp_path / "out"
    rows = [f"{name},{name},{note if name == 'hangs' else ''}" for name in CELLS]
    rows += ["good,../../etc/passwd,", "good,<script>alert(1)</script>,", "good,CON,", "good,…,"]
    sheet = written(tmp_path / "plan.csv", "report,name,note", *rows)
    code, said, error = run(
        notebooks, str(sheet), "--out", str(out), "--jobs", "2", "--time-limit", "8", "--memory", "900"
    )
    assert code == 3, error  # not everything that was asked is there
    told = json.loads((out / "results.json").read_text(encoding="utf-8"))
    by = {one["name"]: one for one in told["reports"]}
    assert told["states"] == {"done": 5, "kept": 0, "failed": 6, "stopped": 0}
    assert whole(out) == ["con-1", "etc-passwd", "good", "regel-12", "script-alert-1-script"]
    why = {name: " ".join(by[name]["problems"]) for name in CELLS if name != "good"}
    assert "ValueError" in why["raises"] and why["refuses"] == "Eerst dit. En dan dat."
    assert texts.say("batch.too_slow", "nl", seconds="8") == why["hangs"]
    assert texts.say("batch.memory", "nl") == why["eats"]
    assert why["dies"] and why["full"]
    for name, reason in why.items():
        page = (out / by[name]["files"][0]).read_text(encoding="utf-8")
        assert texts.say("batch.failed_lead", "nl") in page and reason.split(". ")[0] in page, name
        assert f"{name} ({name})" in said
    index = (out / "index.html").read_text(encoding="utf-8")
    assert (
        "<script>" not in index and "&lt;script&gt;" in index and 'href="..&' not in index and 'href="../' not in index
    )
    everything = "".join(p.read_text(encoding="utf-8", errors="replace") for p in out.rglob("*") if p.is_file())
    assert SECRET not in everything + said + error  # what a fault says may be about a person
    assert not list(out.rglob(".batch-*")) and not list(out.parent.glob("etc*"))
    assert not alive(int(note.read_text()))  # nor does what it started go on


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])  # Ctrl-C ends as SIGTERM does
def test_a_stop_leaves_whole_reports_and_the_next_run_goes_on(notebooks, tmp_path, ending):
    note, out = tmp_path / "pid", tmp_path / "out"
    sheet = written(tmp_path / "plan.csv", "report,name,note", "good,first,", f"hangs,second,{note}", "good,third,")
    process = started(notebooks, str(sheet), "--out", str(out), "--jobs", "1")
    until = time.monotonic() + 60
    while not (note.exists() and note.read_text()) and time.monotonic() < until:
        time.sleep(0.05)
    process.send_signal(ending)
    process.communicate(timeout=30)
    assert whole(out) == ["first"]
    until = time.monotonic() + 5
    while working(str(out)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not working(str(out))  # no copy of the batch goes on without it
    if ending != signal.SIGKILL:
        assert process.returncode == 130 and not alive(int(note.read_text()))
        told = json.loads((out / "results.json").read_text(encoding="utf-8"))
        assert told["states"] == {"done": 1, "kept": 0, "failed": 0, "stopped": 2} and not told["complete"]
    written(sheet, "report,name,note", "good,first,", "good,third,")
    code, _, error = run(notebooks, str(sheet), "--out", str(out))
    told = json.loads((out / "results.json").read_text(encoding="utf-8"))
    assert (code, told["states"]["kept"], told["states"]["done"]) == (0, 1, 1), error
    assert whole(out) == ["first", "third"] and not list(out.rglob(".batch-*"))


@pytest.fixture
def disk(tmp_path):
    """A small disk of its own, and a way to make it larger; for who may make one."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(*options: str) -> bool:
        command = ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(place)]
        return subprocess.run(command, capture_output=True).returncode == 0

    if sys.platform != "linux" or not mount("size=100k"):
        pytest.skip("no disk can be made here")
    yield place, lambda: mount("remount", "size=3m")
    subprocess.run(["umount", str(place)], capture_output=True)


def test_a_full_disk_leaves_whole_reports_and_the_next_run_goes_on(notebooks, tmp_path, disk):
    place, larger = disk
    sheet = written(tmp_path / "plan.csv", "report,name", *(f"good,{name}" for name in "abcdef"))
    code, _, error = run(notebooks, str(sheet), "--out", str(place / "out"), "--jobs", "1")
    made = whole(place / "out")
    assert code in (2, 3) and 0 < len(made) < 6, error  # the disk holds some of the six
    assert larger()
    code, _, error = run(notebooks, str(sheet), "--out", str(place / "out"))
    told = json.loads((place / "out" / "results.json").read_text(encoding="utf-8"))
    assert (code, told["states"]["kept"], told["states"]["done"]) == (0, len(made), 6 - len(made)), error
    assert whole(place / "out") == list("abcdef")


# ---------------------------------------------------------------- a real one
def test_parts_share_a_scan_and_their_numbers_are_those_of_the_scan(tmp_path):
    lines = ["rapport;naam;team;taal;peildatum", "readiness-scan;Verkoop;Verkoop;nl;23-11-2026"]
    lines += ["register;Verkoop;Verkoop;en;2026-11-23", "2018-today;Toen;;nl;"]
    sheet, out = tmp_path / "plan.csv", tmp_path / "out"
    sheet.write_bytes("\r\n".join(lines).encode("cp1252"))
    code, _, error = run(paths.NOTEBOOKS, str(sheet), "--out", str(out), "--fail-on", "high")
    assert code == 1, error
    told = json.loads((out / "results.json").read_text(encoding="utf-8"))
    assert [one["folder"] for one in told["reports"]] == ["verkoop-nl", "verkoop-en", "toen"]
    shelves = {one["findings"] for one in told["reports"]}
    assert len(shelves) == 2 and "" in shelves  # one scan for two reports; one report is about no data
    data, said = open_inputs(team="Verkoop")
    scan = avgkit.scan(data, said, on=ON, themes=["register", "transfers"])
    kept = json.loads((out / told["reports"][0]["findings"] / "results.json").read_text(encoding="utf-8"))
    counts = ("check", "items", "violations", "unknown")
    both = [{tuple(r[k] for k in counts) for r in made["results"]} for made in (kept, scan.to_dict())]
    assert both[1] <= both[0] and len(both[0]) == len(avgkit.checks())
    for one in told["reports"][:2]:
        assert one["found"]["scan"] == kept["fingerprint"] == scan.fingerprint
        page = next(out / file for file in one["files"] if file.endswith(".html")).read_text(encoding="utf-8")
        assert ">team=Verkoop<" in page and "scanned=" not in page  # the command, for whoever has no scan yet
    page = (out / "verkoop-nl" / "readiness-scan.nl.html").read_text(encoding="utf-8")
    linked = re.findall(r'href="(\.\./findings/[^"]+)"', page)
    assert linked and all((out / "verkoop-nl" / link).is_file() for link in linked)
    assert told["reports"][1]["found"]["violations"] == sum(r.violations for r in scan.results)
    assert str(tmp_path) not in (out / "index.html").read_text(encoding="utf-8")
    new = sum(r["violations"] for r in kept["results"])
    assert told["trend"]["new"] == new  # nothing came before, so all is new; a scan counts once
    assert texts.number(told["trend"]["new"], "nl") in (out / "summary.md").read_text(encoding="utf-8")


# ---------------------------------------------------------------- plans that are wrong
def wrong(tmp_path: Path, *lines: str) -> list[str]:
    texts.use("nl")
    with pytest.raises(AvgkitError) as told:
        plan.refuse(plan.read(written(tmp_path / "plan.csv", *lines), {"lang": "nl"}))
    return told.value.problems


def test_everything_that_is_wrong_with_a_plan_is_told_at_once(tmp_path):
    problems = wrong(
        tmp_path,
        "report;name;on;lang;target",
        "redines-scan;a;;;",
        "readiness-scan;b;31-11-2026;de;",
        "plan;c;;;morgen",
        "register;d;;;2027-01-01;te;veel",
    )
    told = "\n".join(problems)
    for line, said in [(2, "readiness-scan"), (3, "31-11-2026"), (3, "‘de’"), (4, "morgen"), (5, "2")]:
        assert any(p.startswith(f"Regel {line}: ") and said in p for p in problems), (line, said, told)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["report;who", "subject-access;x"], "noemt een persoon"),
        (["report;temas", "plan;x"], "‘team’"),
        (["report;temas", "plna;x"], "Regel 2: "),
        (["report;Team;team", "plan;x;y"], "‘team’"),
        (["team;taal", "x;nl"], "‘report’"),
        (["report;reveal", "plan;ja"], "reveal"),
        (["report", "class"], "numbers"),
        (["report", "shadow-files"], "shadow, folder"),
        (["report,lang,lang", "plan,nl,en"], "‘lang’ staat er meer dan één keer"),
        (["report"], "geen enkel rapport"),
        ([""], "geen enkel rapport"),
    ],
)
def test_a_head_that_will_not_do_is_told(tmp_path, lines, said):
    assert said in " ".join(wrong(tmp_path, *lines))


def test_an_unknown_part_and_a_missing_crm_are_told_before_anything_runs(tmp_path):
    lines = ["report,team,department,crm,on", "plan,Verkop,,,", "plan,,,nergens,", "plan,Verkoop,,,2017-01-01"]
    sheet, out = written(tmp_path / "plan.csv", *lines, "plan,,Inkoop,,", "plan,,,,"), tmp_path / "out"
    code, _, error = run(paths.NOTEBOOKS, str(sheet), "--out", str(out))
    told = error.splitlines()
    assert code == 2 and [line[:8] for line in told] == [f"Regel {n}:" for n in (2, 3, 4, 5)], error
    for line, said in zip(told, ["‘Verkoop’", "nergens", "2017", "Inkoop"], strict=True):
        assert said in line
    assert not list(out.glob("[!.]*"))


@pytest.mark.parametrize("name", ["a/b", "..", "CON", "x" * 300, "é è", "<script>", "😀", "-", "a\tb", "findings"])
def test_a_name_becomes_a_folder_that_every_system_takes(name):
    made = plan.slug(name)
    assert made == plan.slug(made) or made.endswith("-1")
    assert len(made) <= 64 and all(letter.isascii() and (letter.isalnum() or letter == "-") for letter in made)
    assert made not in ("con", "findings", "..")


def test_ports_of_windows_are_no_names_of_folders():
    assert plan.slug("COM1") == "com1-1" and plan.slug("lpt9") == "lpt9-1" and plan.slug("com10") == "com10"


def test_what_stands_where_a_batch_must_write_is_told_before_anything_runs(tmp_path):
    from avgkit.batches import batch

    sheet, out = written(tmp_path / "plan.csv", "report", "2018-today"), tmp_path / "out"
    (out / "results.json").mkdir(parents=True)
    (out / "findings").write_text("a file")
    with pytest.raises(AvgkitError) as told:
        batch(sheet, out)
    assert [name in problem for name, problem in zip(["results", "findings"], told.value.problems, strict=True)] == [
        True
    ] * 2
    assert sorted(path.name for path in out.iterdir()) == ["findings", "results.json"]


def test_more_processes_than_the_memory_has_room_for_are_not_started(monkeypatch):
    monkeypatch.setattr(pool, "memory_each", lambda jobs: 2_000_000_000 // jobs)
    assert [pool.Pool(jobs, 60).jobs for jobs in (1, 3, 100)] == [1, 3, 3]
    assert pool.Pool(100, 60).memory >= pool._LEAST


@pytest.mark.parametrize("value", ["nan", "0.001", "-1"])
def test_a_time_limit_that_is_none_is_refused(value):
    from avgkit.cli.batching import _above

    with pytest.raises(AvgkitError, match="ten minste 1"):
        _above("--time-limit", float(value), 1)


@pytest.mark.parametrize("spoil", ["state", "files", "deep"])
def test_a_record_that_does_not_hold_what_it_must_is_no_record(tmp_path, spoil):
    from avgkit.batches import making, work

    (tmp_path / "first").mkdir()
    (tmp_path / "first" / "sub").mkdir()  # what a report made may be a folder as well
    one = making.Made(plan.Row(2, "first", "plan", {}, "first"), fingerprint="same")
    state = work.state({"results": [], "complete": True, "law_date": ON}, [])
    good = {"fingerprint": "same", "files": ["sub"], "state": state}
    place = written(tmp_path / "first" / "report.json", json.dumps(good))
    assert making.record(tmp_path, one) == good
    bad = {"state": good | {"state": None}, "files": good | {"files": ["../first"]}}.get(spoil)
    written(place, json.dumps(bad) if bad else "[" * 100_000)
    assert making.record(tmp_path, one) == {}


def test_what_kill_9_leaves_is_swept_and_a_file_in_the_way_goes(tmp_path):
    from avgkit import whole as wholes

    (tmp_path / ".first-0a1b2c3d").mkdir()  # stepped aside for a new report
    (tmp_path / ".results.json-0a1b2c3d").write_text("half")
    (tmp_path / ".batch-first").mkdir()
    (tmp_path / ".findings-0a1b2c3d").mkdir()  # a scan that may be at work in the same folder
    (tmp_path / "kept").mkdir()
    batches._sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".findings-0a1b2c3d", "kept"]
    for make in (lambda path: path.write_text("a file"), lambda path: path.symlink_to(tmp_path / "kept")):
        make(tmp_path / "first")
        (tmp_path / "new").mkdir()
        wholes.swap(tmp_path / "new", tmp_path / "first")
        (tmp_path / "first").rmdir()
        assert sorted(path.name for path in tmp_path.iterdir()) == [".findings-0a1b2c3d", "kept"]


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    sheet = written(tmp_path / "plan.csv", "report", "2018-today")
    with pytest.raises(AvgkitError, match="out"):
        from avgkit.batches import batch

        (tmp_path / "out").write_text("a file")
        batch(sheet, tmp_path / "out")


# ---------------------------------------------------------------- where a process cannot be copied
def test_a_new_python_does_the_work_where_nothing_can_be_copied(monkeypatch):
    monkeypatch.setattr(pool, "can_fork", lambda: False)
    told = pool.Pool(1, 60).one({"kind": "look", "lang": "nl", "inputs": []})
    assert told == {"status": "done", "problems": {}, "prints": {}, "incomplete": {}}
    slow = pool.Pool(1, 0.1).one({"kind": "look", "lang": "nl", "inputs": []})
    assert slow["status"] == "failed"
