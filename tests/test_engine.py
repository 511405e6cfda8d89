"""The papermill engine: what papermill's own engine gives, clean state, every figure, an end that is told."""

import json
import os
import signal
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import nbformat
import pytest
from notebooks_for_engines import FAILED, SHOWN, notebook

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks are used on Linux only")
ROOT = Path(__file__).parent.parent
PLACES = {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]), "AVGKIT_LANG": "en"}


def start(folder: Path, *parts: str, **options) -> subprocess.Popen:
    """A fresh process that runs parts of engine_run.py."""
    command = [sys.executable, str(ROOT / "tests" / "engine_run.py"), str(folder), *parts]
    return subprocess.Popen(
        command, env=os.environ | PLACES, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options
    )


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """Everything that needs a process without threads, run in one."""
    parts = ("figures", "clean", "ended", "told", "unsafe", "here", "compared")
    process = start(tmp_path_factory.mktemp("engine"), *parts)
    said, wrong = process.communicate(timeout=300)
    assert process.returncode == 0, wrong[-3000:]
    return json.loads(said.splitlines()[-1])


# ---------------------------------------------------------------- the same as papermill's own
@pytest.mark.parametrize("number", range(len(FAILED) + 1))
def test_cell_by_cell_the_same_as_papermills_own_engine(found, number):
    ours, own = found["compared"][str(number)]
    assert ours["raised"] == own["raised"] and len(ours["ran"]["cells"]) == len(own["ran"]["cells"])
    for mine, theirs in zip(ours["ran"]["cells"], own["ran"]["cells"], strict=True):
        assert mine == theirs
    assert ours["ran"]["metadata"] == own["ran"]["metadata"]


def test_the_table_shows_what_it_should(found):
    """The comparison would also hold if nothing ran: what is known of a few cells is there."""
    cells = found["compared"]["0"][0]["ran"]["cells"]
    shown = [c for c in cells if c["cell_type"] == "code" and c["outputs"]]
    kinds = {o["output_type"] for c in shown for o in c["outputs"]}
    assert kinds == {"stream", "execute_result", "display_data", "error"} and len(shown) > len(SHOWN) - 15
    assert any("# Parameters\nx = 2" in c["source"] for c in cells)
    assert "An Exception was encountered" in cells[0]["source"]
    assert found["compared"]["1"][0]["raised"][0] == "PapermillExecutionError"


def test_papermill_finds_the_engine_by_its_entry_point(tmp_path):
    group = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]
    installed = tmp_path / "avgkit-0.dist-info"
    installed.mkdir()
    lines = [f"[{name}]\n" + "\n".join(f"{k} = {v}" for k, v in points.items()) for name, points in group.items()]
    (installed / "entry_points.txt").write_text("\n".join(lines))
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: avgkit\nVersion: 0\n")
    cells = [("x = 1", ["parameters"]), "import os, sys\nx * 10, os.path.basename(os.getcwd()), len(sys.argv)"]
    nbformat.write(notebook(cells), tmp_path / "in.ipynb")
    command = [sys.executable, "-m", "papermill", "in.ipynb", "out.ipynb", "--engine", "avgkit", "-p", "x", "4"]
    places = PLACES | {"PYTHONPATH": os.pathsep.join([str(tmp_path), PLACES["PYTHONPATH"]])}
    done = subprocess.run(command, cwd=tmp_path, env=os.environ | places, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert f"(40, '{tmp_path.name}', 1)" in (tmp_path / "out.ipynb").read_text() and "2/2" not in done.stdout


# ---------------------------------------------------------------- figures and state
def test_every_figure_is_there_in_any_order_and_drawn_once(found):
    assert found["figures"]["one"] == [2, 1, 5, 2] and found["figures"]["other"] == [5, 2, 1, 1]
    assert [found["figures"]["drawn"][n] for n in (2, 4)] == ["1", "2"]


def test_nothing_of_one_report_is_found_in_the_next_or_here(found):
    assert found["clean"]["next"] == ["[]"] and found["clean"]["here"] == []
    assert found["clean"]["shell"] and found["clean"]["kept"]


def test_random_numbers_of_two_reports_differ(found):
    one, other = (json.loads(said[0].replace("(", "[").replace(")", "]")) for said in found["clean"]["random"])
    assert all(a != b for a, b in zip(one, other, strict=True))


# ---------------------------------------------------------------- an end that is told
@pytest.mark.parametrize(
    ("name", "kind", "words"),
    [
        ("killed", "DeadKernelError", "cell 3: the system ended its process (SIGKILL)"),
        ("fault", "DeadKernelError", "cell 3: its process stopped on a fault outside Python (SIGSEGV)"),
        ("exited", "DeadKernelError", "cell 3: its process ended itself (code 3)"),
        ("hangs", "CellTimeoutError", "after 1 seconds"),
        ("late", "CellTimeoutError", "longer than 1 seconds in all"),
        ("deaf", "CellTimeoutError", "longer than 1 seconds in all"),
        ("eats", "PapermillExecutionError", "MemoryError"),
        ("eats bit by bit", "PapermillExecutionError", "MemoryError"),
    ],
)
def test_a_notebook_that_does_not_end_well_is_told_with_its_cell(found, name, kind, words):
    made = found["ended"][name]
    assert made["raised"][0] == kind and words in made["raised"][1] and made["seconds"] < 20
    assert made["texts"][0] == "begun\n" and "failed" in made["states"]
    assert made["ran"]["metadata"]["papermill"]["exception"] is True


def test_what_was_printed_before_the_end_is_kept(found):
    assert found["ended"]["exited"]["texts"][1] == "last words\n" and found["ended"]["hangs"]["texts"][1] == "before\n"


def test_no_process_is_left_behind(found):
    assert found["ended"]["left"] == [] and not found["ended"]["orphan"] and found["unsafe"]["left"] == []
    assert found["ended"]["leaves"]["raised"] is None
    assert found["ended"]["forks"]["texts"][1] in ("from a fork\n0", "0from a fork\n")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_a_stop_ends_the_notebook_too(tmp_path, number):
    process = start(tmp_path, "waits")
    pid = int(_await(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text()))
    for _ in range(6):  # who presses Ctrl-C and sees nothing happen presses again
        process.send_signal(number)
        try:
            process.communicate(timeout=10)
            break
        except subprocess.TimeoutExpired:
            continue
    assert process.returncode
    assert _await(lambda: not _lives(pid))


def _lives(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"
    except OSError:
        return False


def _await(true, seconds: float = 30):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if said := true():
            return said
        time.sleep(0.05)
    raise AssertionError("nothing came")


# ---------------------------------------------------------------- while it runs, and where it runs
def test_what_papermill_tells_on_the_way(found):
    assert found["told"]["said"] == "one here\ntwo\nthree\n" and found["told"]["called"] == [1, 2]


def test_a_kernel_is_taken_where_a_fork_could_hang(found):
    wanted = {"nothing": False, "thread": True, "duckdb": True, "closed": False, "language": True, "python": True}
    assert {name: found["unsafe"][name] for name in wanted} == wanted and found["unsafe"]["loop"]


def test_a_process_forked_for_one_report_runs_it_itself(found):
    first, second, raised, pid = found["here"]["says"]
    assert first[0] == f"said\nbelow\n{pid}" and pid == found["here"]["pid"] and raised[0] == "PapermillExecutionError"
    assert "said\n" in second[0] and str(pid) not in second[0]
