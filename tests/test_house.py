"""The house keeps its shape: floors, doors, sizes, public names, and what a plain import may load."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "avgkit"
FILES = sorted(PACKAGE.rglob("*.py"))

# Each module's floor; a folder stands for all that is in it. A module may import from its own floor and from below.
FLOORS = {
    "errors": 0,
    "paths": 0,
    "texts": 1,
    "law": 1,
    "schema": 1,
    "frames": 1,
    "casts": 1,
    "dates": 1,
    "datestyles": 1,
    "opening": 1,
    "tables": 1,
    "declaring": 1,
    "check": 1,
    "ruling": 1,
    "recognisers": 1,
    "reading": 1,
    "sources": 2,
    "synthetic": 2,
    "derived": 2,
    "themes": 3,
    "findings": 1,
    "whole": 1,
    "kept": 1,
    "scans": 4,
    "cases": 4,
    "facts": 4,
    "judges": 4,
    "charts": 5,
    "office": 5,
    "plans": 5,
    "exercises": 5,
    "pages": 5,
    "reports": 5,
    "shadow": 5,
    "dossiers": 5,
    "trends": 5,
    "batches": 6,
    "lessons": 6,
    "classroom": 7,
    "cli": 8,
    "__main__": 8,
}

# The one place through which each heavy library comes in.
DOORS = {
    "duckdb": ("frames",),
    "matplotlib": ("charts", "reports"),  # reports: figures of any notebook, loaded before a fork and drawn once
    "matplotlib_inline": ("reports",),
    "ipykernel": ("reports",),
    "nbclient": ("reports",),
    "ipywidgets": ("lessons",),
    "anywidget": ("lessons",),
    "jupytext": ("lessons",),
    "voila": ("lessons",),
    "filelock": ("lessons", "classroom", "batches"),
    "tornado": ("lessons", "classroom"),  # the pages without code, and the class
    "jupyter_server": ("lessons", "classroom"),
    "platformdirs": ("paths",),
    "papermill": ("reports",),
    "nbconvert": ("reports", "classroom"),  # classroom: the text of a lesson as HTML, as the notebook shows it
    "faker": ("synthetic",),
    "python_calamine": ("reading",),
    "charset_normalizer": ("reading",),
    "msoffcrypto": ("reading",),
    "olefile": ("reading",),
    "pypdf": ("reading",),
    "phonenumbers": ("recognisers",),
    "rapidfuzz": ("shadow", "recognisers"),
    "stdnum": ("synthetic", "recognisers"),
    "jinja2": ("pages",),
    "babel": ("texts",),
    "docx": ("office",),
    "xlsxwriter": ("office", "sources", "synthetic"),  # synthetic: the sample exports that are workbooks
    "typer": ("cli",),
    "rich": ("cli",),
    "segno": ("classroom",),
}


def place(file: Path) -> str:
    """The module or folder of the package that a file belongs to."""
    first = file.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(file: Path) -> list[tuple[str, int, str]]:
    """(module, relative level, first name) of every import in a file."""
    found = []
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [(alias.name, 0, "") for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            found += [(node.module or "", node.level, alias.name) for alias in node.names]
    return found


def own_imports(file: Path) -> set[str]:
    """The modules of the package itself that a file imports."""
    deep = len(file.relative_to(PACKAGE).parts)
    found = set()
    for module, level, name in imports(file):
        if level == deep:
            found.add((module or name).split(".")[0])
        elif level == 0 and module.split(".")[0] == "avgkit":
            found.add(module.split(".")[1] if "." in module else name)
    return found


@pytest.mark.parametrize("file", [f for f in FILES if f.name != "__init__.py" or f.parent != PACKAGE], ids=str)
def test_imports_only_go_down(file):
    floor = FLOORS[place(file)]
    upward = {name for name in own_imports(file) if name in FLOORS and FLOORS[name] > floor}
    assert not upward, f"{file.name} (floor {floor}) imports from above: {upward}"


def test_every_module_has_a_floor():
    assert {place(f) for f in FILES} - {"__init__"} == set(FLOORS)


@pytest.mark.parametrize("library", DOORS)
def test_one_door_for_each_heavy_library(library):
    users = {place(f) for f in FILES if any(level == 0 and m.split(".")[0] == library for m, level, _ in imports(f))}
    assert users <= set(DOORS[library])


@pytest.mark.parametrize("file", FILES, ids=str)
def test_files_are_small(file):
    assert len(file.read_text(encoding="utf-8").splitlines()) <= 300


def test_checks_are_small():
    for file in (PACKAGE / "themes").glob("*.py"):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                assert body[-1].end_lineno - body[0].lineno < 45, f"{node.name} in {file.name} is long"


@pytest.mark.parametrize("file", FILES, ids=str)
def test_public_functions_and_modules_say_what_they_are(file):
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree) or not tree.body
    for node in tree.body:
        # A command of the command line says what it is in two languages, in phrases/cli.toml.
        public = isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")
        if public and not node.decorator_list:
            assert ast.get_docstring(node), f"{node.name} in {file.name}"


def test_public_names():
    import avgkit

    expected = {
        *(
            "load_crm",
            "load_policy",
            "load_law",
            "generate_crm",
            "checks",
            "judge",
            "scan",
            "exercise",
            "report",
            "recognise",
            "plan",
        ),
        *("Crm", "Policy", "Law", "Scan"),
    }
    assert set(avgkit.__all__) == expected
    for name in avgkit.__all__:
        assert getattr(avgkit, name).__doc__, name


def test_no_check_reads_a_clock_or_a_file():
    for file in [*(PACKAGE / "themes").glob("*.py"), *(PACKAGE / "derived").glob("*.py")]:
        text = file.read_text(encoding="utf-8")
        for forbidden in ("today(", "now(", "open(", "random", "print(", "environ"):
            assert forbidden not in text, f"{forbidden} in {file.name}"


def loaded(code: str) -> set[str]:
    """The modules that a fresh interpreter has loaded after running the code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(' '.join({{m.split('.')[0] for m in sys.modules}}))"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stdout.splitlines()[-1].split())


def test_a_plain_import_is_light():
    heavy = {"pandas", "pyarrow", "matplotlib", "duckdb", "numpy", "narwhals", "papermill", "faker", "babel", "jinja2"}
    assert not loaded("import avgkit") & heavy
    assert not loaded("import avgkit; avgkit.load_law(on='2026-11-01').articles") & heavy


def test_top_level_stays_as_it_is():
    shown = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT)
    if shown.returncode:
        pytest.skip("not a git checkout")
    allowed = {"notebooks", "avgkit", "data", "tests", "environment.yml", "README.md", "pyproject.toml", "LICENSE"}
    top = {line.split("/")[0].strip('"') for line in shown.stdout.splitlines()}
    assert {name for name in top if not name.startswith(".")} <= allowed
    assert "uv.lock" not in top
