"""Reports: a notebook run with parameters, and an HTML page of its outputs; the only door to papermill and nbconvert.

A report is there whole or not at all: it is made in a folder beside its target and then put in place.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import texts, whole

__all__ = ["Report", "names", "report"]


def names() -> list[str]:
    """The reports there are: the notebooks in notebooks/reports/."""
    from . import checking

    return checking.names()


@dataclass(frozen=True)
class Report:
    """A finished report: the page, the executed notebook, and the results as `avgkit scan --json` gives them."""

    html: Path
    ipynb: Path
    results: dict
    named: Path | None = None  # the page with names, when it was asked for


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
    placed: str | Path | None = None,
) -> Report:
    """Run a report notebook and write OUT/NAME.LANG.html and .ipynb, with findings/ and results.json beside them.

    `parameters` are those of the notebook's own cell (`reveal`, for one: a page with names beside it). Raises
    AvgkitError, with every problem at once, before anything runs when a name or a value is wrong. `progress` is called
    with (cells done, cells in all).
    `placed`: the folder that OUT is put in place as, when somebody else does that (a batch).
    """
    # Imported here: papermill loads this package, whenever it is imported, to find the engine.
    from ..pages import named
    from ..trends.folder import place
    from . import checking, page, placing, private, running

    given = {"crm": crm, "policy": policy, "format": format, "on": on, "lang": texts.language(lang)}
    given = {key: str(value) for key, value in given.items() if value is not None} | (parameters or {})
    out = Path(given.pop("out", out))
    notebook = checking.find(name)
    about = checking.about(notebook)
    given.setdefault("on", about["on"])
    given = checking.checked(notebook, given)
    given, hidden = private.split(given, about["private"])
    given["command"] = private.without(
        given.get("command") or command or checking.command(name, given), about["private"]
    )
    stem = f"{name}.{given['lang']}"
    # What a batch makes is replaced folder by folder; its runs stay beside these.
    runs = Path(given.get("runs") or (Path(placed).parent if placed else out) / "runs")
    if "runs" in checking.known(notebook):
        given["runs"] = str(runs)
    made = placing.make_folder(out)
    work = Path(tempfile.mkdtemp(prefix=whole.WORK, dir=out))
    try:
        private.hand_over(work, hidden)
        ran = running.run(notebook, given | {"out": str(work)}, progress)
        told = Path(placed or out)
        results = placing.results(work, told, given["on"])
        placing.write(work / f"{stem}.ipynb", running.tidy(ran, str(work), str(told), name))
        placing.write(work / f"{stem}.html", page.page(ran, given["lang"], about["title"], results["law_date"]))
        place(work / "runs", runs)
        for part in placing.parts(work, stem):
            placing.put(part, out / part.name)
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        for folder in made:
            folder.rmdir()
        raise
    shutil.rmtree(work, ignore_errors=True)
    beside = out / named.beside(f"{stem}.html", given["lang"]) if given.get("reveal") else None
    return Report(out / f"{stem}.html", out / f"{stem}.ipynb", results, beside)
