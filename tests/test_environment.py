"""environment.yml names the same libraries as pyproject.toml; the set-up files promise what the README says."""

import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

# Where conda-forge calls a library otherwise than the Python index does.
CONDA_NAMES = {
    "duckdb": "python-duckdb",
    "matplotlib": "matplotlib-base",
    "xlsxwriter": "xlsxwriter",
    "jupyter-server": "jupyter_server",
}
ONLY_CONDA = {"python", "pip", "jupyterlab", "voila"}


def requirement(line: str) -> tuple[str, str]:
    """The name and the bound of a requirement."""
    name, bound = re.fullmatch(r"([A-Za-z0-9_.-]+)(.*)", line.strip()).groups()
    return name.lower(), bound.strip()


def conda() -> dict[str, str]:
    """The requirements of environment.yml before its pip part."""
    text = (ROOT / "environment.yml").read_text(encoding="utf-8").partition("- pip:")[0]
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    return dict(requirement(line[2:]) for line in lines if line.startswith("- "))


def test_conda_and_index_agree():
    every = [PROJECT["project"]["dependencies"], *PROJECT["project"]["optional-dependencies"].values()]
    wanted = dict(requirement(line) for lines in every for line in lines)
    wanted = {CONDA_NAMES.get(name, name): bound for name, bound in wanted.items()}
    assert {name: bound for name, bound in conda().items() if name not in ONLY_CONDA} == wanted
    assert conda()["python"] == PROJECT["project"]["requires-python"]


def test_every_library_says_why():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    block = text[text.index("dependencies = [") : text.index("[project.scripts]")]
    bare = [line for line in block.splitlines()[1:] if line.strip().startswith('"') and "#" not in line]
    assert not bare


def test_resolution_is_pinned_and_heavy_libraries_stand_apart():
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", PROJECT["tool"]["uv"]["exclude-newer"])
    default = " ".join(PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"])
    assert not re.search(r"playwright|polars|pyspark", default)
    assert "uv.lock" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()


def test_readme_commands_stand_in_ci():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "python -m pip install -q uv && uv run avgkit report" in readme
    assert "uv run pytest" in readme
    assert "uv run pytest" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_readme_lists_every_lesson_with_its_minutes():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for path in (ROOT / "notebooks" / "en").glob("*.ipynb"):
        head = json.loads(path.read_text(encoding="utf-8"))["metadata"]["avgkit"]
        mark = "● " if head["half_day"] else ""
        assert f"| {mark}{head['title']['en']} | {head['teach_min'] + head['practice_min']} |" in readme, path.stem


def test_no_reader_of_pdf_is_allowed_that_a_made_up_file_keeps_busy_for_ever():
    """Hostile PDFs that loop or fill the memory were mended in the releases up to this one (CVE-2026-27025, 33699)."""
    wanted = dict(requirement(line) for line in PROJECT["project"]["dependencies"])["pypdf"]
    assert tuple(int(part) for part in wanted.removeprefix(">=").split(".")) >= (6, 10, 2)
