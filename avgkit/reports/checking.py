"""What can be known to be wrong before a report runs: its name, and each parameter with its type."""

import json
import shlex
from datetime import date
from functools import cache
from pathlib import Path

from .. import paths, plans, texts
from ..errors import AvgkitError
from ..law import usable_law
from ..pages import named
from ..sources import exports, formats
from ..trends.accepting import read_findings

_FLAGS = {"true": True, "ja": True, "yes": True, "1": True, "false": False, "nee": False, "no": False, "0": False}


def names() -> list[str]:
    """The reports there are: the notebooks in notebooks/reports/."""
    return sorted(path.stem for path in (paths.NOTEBOOKS / "reports").glob("*.ipynb"))


def find(name: str) -> Path:
    """The notebook of a report; refuses a name that is no report, and names the nearest."""
    if name not in names():
        raise AvgkitError(texts.unknown_name("errors.unknown_report", name, names()))
    return paths.NOTEBOOKS / "reports" / f"{name}.ipynb"


def about(notebook: Path) -> dict:
    """What a notebook says of itself: the phrase that is its title, the day of the law when nobody names one, and which
    parameters name a person (`private`)."""
    told = json.loads(notebook.read_text(encoding="utf-8"))["metadata"].get("avgkit", {})
    return {"title": "report.title", "on": date.today().isoformat(), "private": []} | told


@cache
def known(notebook: Path) -> dict[str, str]:
    """The parameters of a notebook, each with its type (str, bool, float)."""
    import papermill

    return {name: one["inferred_type_name"] for name, one in papermill.inspect_notebook(str(notebook)).items()}


def checked(notebook: Path, given: dict) -> dict:
    """The parameters with their types; refuses all unknown names and wrong values (papermill itself only warns)."""
    kinds = known(notebook)
    values, problems = {}, []
    if "today" in kinds and not given.get("today"):
        given = given | {"today": date.today().isoformat()}
    for name, value in given.items():
        if name == "reveal" and name not in kinds:
            problems.append(texts.say("named.none", name=notebook.stem, known=", ".join(_revealing())))
            continue
        if name not in kinds:
            problems.append(texts.unknown_name("report.unknown_parameter", name, kinds))
            continue
        kind = kinds[name]
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
    if "hours_per_week" in kinds:
        try:
            asked = plans.terms(*(values.get(n) for n in ("start", "target", "hours_per_week")), _day(values.get("on")))
            values["hours_per_week"] = float(asked.hours_per_week)
        except AvgkitError as error:
            problems += error.problems
    for needed in about(notebook).get("needs", []):
        if not any(str(given.get(name) or "").strip() for name in needed):
            problems.append(texts.say("report.needs", report=notebook.stem, names=", ".join(needed)))
    for name, test in _TESTS.items():
        try:
            if values.get(name):
                test(values[name])
        except AvgkitError as error:
            problems += error.problems
    if problems:
        raise AvgkitError(problems)
    return values


def _revealing() -> list[str]:
    """The reports that have a page with names."""
    return [name for name in names() if "reveal" in known(find(name))]


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
    "accepted_findings": read_findings,
    "scanned": exports.existing,
    "reveal_days": named.days,
}


def command(name: str, given: dict) -> str:
    """The command that makes the same report."""
    options = [(f"--{key}", given[key]) for key in ("crm", "policy", "format", "on", "lang") if given.get(key)]
    # A scan that was made before gives the same numbers as a new one.
    # A page with names changes nothing in the report beside it.
    told = ("crm", "policy", "format", "on", "lang", "command", "out", "scanned", "reveal", "reveal_days")
    own = [key for key in given if key not in told]
    said = {key: str(given[key]).lower() if given[key] is True else given[key] for key in own if given[key]}
    others = [("-p", f"{key}={value}") for key, value in said.items()]
    return shlex.join(["avgkit", "report", name, *(part for pair in options + others for part in pair)])
