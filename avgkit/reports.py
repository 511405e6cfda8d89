"""Reports: a notebook run with parameters, and an HTML page of its outputs; the only door to papermill and nbconvert.

A report is there whole or not at all: it is made in a folder beside its target and then put in place.
"""

import json
import os
import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from . import pages, paths, plans, texts
from .errors import AvgkitError
from .law import usable_law
from .sources import exports, formats
from .tables import why

_FLAGS = {"true": True, "ja": True, "yes": True, "1": True, "false": False, "nee": False, "no": False, "0": False}


@dataclass(frozen=True)
class Report:
    """A finished report: the page, the executed notebook, and the results as `avgkit scan --json` gives them."""

    html: Path
    ipynb: Path
    results: dict


def report(
    name: str = "readiness-scan",
    *,
    crm: str | Path | None = None,
    policy: str | Path | None = None,
    format: str | None = None,
    on: str | date | None = None,
    lang: str | None = None,
    out: str | Path = "reports",
    parameters: dict | None = None,
    progress: Callable[[int, int], None] | None = None,
    command: str | None = None,
) -> Report:
    """Run a report notebook and write OUT/NAME.LANG.html and .ipynb, with findings/ and results.json beside them.

    `parameters` are those of the notebook's own cell (`reveal`, for one). Raises AvgkitError, with every problem at
    once, before anything runs when a name or a value is wrong. `progress` is called with (cells done, cells in all).
    """
    given = {"crm": crm, "policy": policy, "format": format, "on": on, "lang": texts.language(lang)}
    given = {key: str(value) for key, value in given.items() if value is not None} | (parameters or {})
    out = Path(given.pop("out", out))
    notebook = _find(name)
    about = _about(notebook)
    given.setdefault("on", about["on"])
    given = _checked(notebook, given)
    given["command"] = given.get("command") or command or _command(name, given)
    stem = f"{name}.{given['lang']}"
    made = _make_folder(out)
    work = Path(tempfile.mkdtemp(prefix=".report-", dir=out))
    try:
        ran = _run(notebook, given | {"out": str(work)}, progress)
        results = _results(work, out, given["on"])
        _write(work / f"{stem}.ipynb", _tidy(ran, str(work), str(out), name))
        _write(work / f"{stem}.html", _page(ran, given["lang"], about["title"], results["law_date"]))
        for part in ("findings", "results.json", f"{stem}.xlsx", f"{stem}.ipynb", f"{stem}.html"):
            if (work / part).exists():
                _put(work / part, out / part)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        for folder in made:
            folder.rmdir()
        raise
    shutil.rmtree(work, ignore_errors=True)
    return Report(out / f"{stem}.html", out / f"{stem}.ipynb", results)


# ---------------------------------------------------------------- before anything runs
def names() -> list[str]:
    """The reports there are: the notebooks in notebooks/reports/."""
    return sorted(path.stem for path in (paths.NOTEBOOKS / "reports").glob("*.ipynb"))


def _find(name: str) -> Path:
    if name not in names():
        raise AvgkitError(texts.unknown_name("errors.unknown_report", name, names()))
    return paths.NOTEBOOKS / "reports" / f"{name}.ipynb"


def _about(notebook: Path) -> dict:
    """What a notebook says of itself: the phrase that is its title, and the day of the law when nobody names one."""
    told = json.loads(notebook.read_text(encoding="utf-8"))["metadata"].get("avgkit", {})
    return {"title": "report.title", "on": date.today().isoformat()} | told


def _checked(notebook: Path, given: dict) -> dict:
    """The parameters with their types; refuses all unknown names and wrong values (papermill itself only warns)."""
    import papermill

    known = papermill.inspect_notebook(str(notebook))
    values, problems = {}, []
    if "today" in known and not given.get("today"):
        given = given | {"today": date.today().isoformat()}
    for name, value in given.items():
        if name not in known:
            problems.append(texts.unknown_name("report.unknown_parameter", name, known))
            continue
        kind = known[name]["inferred_type_name"]
        if kind == "bool" and str(value).strip().lower() in _FLAGS:
            values[name] = _FLAGS[str(value).strip().lower()]
        elif kind == "str" and isinstance(value, str):
            values[name] = value.strip()
        elif kind == "float":
            values[name] = str(value).strip()  # told as it was given when it is no number
        else:
            expected = texts.say("errors.expect_flag" if kind == "bool" else "errors.expect_text")
            said = {"name": name, "value": str(value)[:80], "expected": expected}
            problems.append(texts.say("report.wrong_parameter", **said))
    if "hours_per_week" in known:
        try:
            asked = plans.terms(*(values.get(n) for n in ("start", "target", "hours_per_week")), _day(values.get("on")))
            values["hours_per_week"] = float(asked.hours_per_week)
        except AvgkitError as error:
            problems += error.problems
    for name, test in _TESTS.items():
        try:
            if values.get(name):
                test(values[name])
        except AvgkitError as error:
            problems += error.problems
    if problems:
        raise AvgkitError(problems)
    return values


def _day(value: str | None) -> date | None:
    """The day, or None when it is none; that is told elsewhere."""
    try:
        return date.fromisoformat(value or "")
    except ValueError:
        return None


# What can be known to be wrong without reading any data.
_TESTS = {
    "lang": texts.language,
    "on": usable_law,
    "today": usable_law,
    "crm": exports.existing,
    "policy": exports.existing,
    "format": formats.page,
}


def _command(name: str, given: dict) -> str:
    """The command that makes the same report."""
    options = [(f"--{key}", given[key]) for key in ("crm", "policy", "format", "on", "lang") if given.get(key)]
    own = [key for key in given if key not in ("crm", "policy", "format", "on", "lang", "command", "out")]
    others = [("-p", f"{key}={str(given[key]).lower()}") for key in own if given[key]]
    return shlex.join(["avgkit", "report", name, *(part for pair in options + others for part in pair)])


# ---------------------------------------------------------------- running
def _run(notebook: Path, parameters: dict, progress: Callable[[int, int], None] | None):
    """The executed notebook; an AvgkitError in its kernel is raised here, in this process, as itself."""
    import papermill

    cells = [c for c in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    total, done = len(cells) + 1, 0  # papermill adds a cell with the parameters

    def tick(cell, cell_index):
        nonlocal done
        done += cell["cell_type"] == "code"
        if progress:
            progress(min(done, total), total)

    try:
        return papermill.execute_notebook(
            str(notebook),
            None,
            parameters,
            progress_bar=False,
            request_save_on_cell_execute=False,
            kernel_manager_class=_kernel(),
            on_cell_complete=tick,
        )
    except papermill.PapermillExecutionError as error:
        if error.ename == "AvgkitError":
            raise AvgkitError(str(error.evalue).split("\n")) from None
        said = f"{error.ename}: {error.evalue}"
        raise RuntimeError(texts.say("report.report_failed", error=said)) from error


def _kernel() -> type:
    """A kernel of this very interpreter, whatever kernels the machine has, that keeps no history of what it ran."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    argv += ["--HistoryManager.enabled=False", "--log-level=CRITICAL"]
    path = os.pathsep.join([str(paths.PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    spec = KernelSpec(argv=argv, display_name="avgkit", language="python", env={"PYTHONPATH": path})

    class OwnKernel(AsyncKernelManager):
        @property
        def kernel_spec(self):
            return spec

    return OwnKernel


def _tidy(ran, work: str, out: str, name: str) -> str:
    """The executed notebook without the temporary folder, paths of this machine, and times that differ on every run."""
    import nbformat

    ran.metadata["papermill"] = {"parameters": dict(ran.metadata["papermill"]["parameters"], out=out), "input": name}
    for number, cell in enumerate(ran.cells):
        cell.metadata.pop("papermill", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
            cell.source = cell.source.replace(json.dumps(work), json.dumps(out))
        cell.setdefault("id", f"cell-{number}")
    return nbformat.writes(ran)


def _results(work: Path, out: Path, on: str) -> dict:
    """The results as `avgkit scan --json` gives them; those of a report without a scan are empty."""
    path = work / "results.json"
    if not path.exists():
        return {"law_date": on, "results": [], "themes": [], "sources": [], "later": {}, "complete": True}
    results = json.loads(path.read_text(encoding="utf-8"))
    results["findings"] = str(out / "findings")
    _write(path, json.dumps(results, ensure_ascii=False, indent=1) + "\n")
    return results


def _page(ran, lang: str, title: str, law_date: str) -> str:
    """The outputs of the notebook as one page that asks nothing of any other place."""
    from nbconvert import HTMLExporter

    day = texts.day(date.fromisoformat(law_date), lang)
    words = {
        "lang": lang,
        "title": f"{texts.say(title, lang)} – {day}",
        "skip": texts.say("report.skip", lang),
        "footer": texts.say("report.footer", lang),
        "style": pages.stylesheet(),
    }
    exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(paths.PACKAGE / "templates")])
    return exporter.from_notebook_node(ran, resources={"report": words})[0]


# ---------------------------------------------------------------- writing
def _make_folder(out: Path) -> list[Path]:
    """Make the folder; gives the folders that were not there yet, the innermost first."""
    try:
        missing = [folder for folder in (out, *out.parents) if not folder.exists()]
        out.mkdir(parents=True, exist_ok=True)
        if not os.access(out, os.W_OK):
            raise PermissionError(13, os.strerror(13))
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=out, reason=why(error))) from None
    return missing


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _put(new: Path, target: Path) -> None:
    """Put a finished file or folder in the place of the old one; an old folder steps aside first."""
    if not target.is_dir():
        os.replace(new, target)
        return
    aside = new.with_name(f"{new.name}.old")
    os.replace(target, aside)
    try:
        os.replace(new, target)
    except OSError:
        os.replace(aside, target)
        raise
