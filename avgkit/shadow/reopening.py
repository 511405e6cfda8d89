"""The files of a report: those of a finished search, judged again, or those of a folder that is searched now."""

from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..law import usable_law
from ..sources import load_policy, open_inputs
from . import results, telling
from .judging import judge_files
from .searching import Search, existing_folder, search


def for_report(
    shadow: str = "",
    folder: str = "",
    *,
    crm: str | None = None,
    policy: str | None = None,
    format: str | None = None,
    on: str | None = None,
    out: str | None = None,
    yes: bool = False,
) -> Search:
    """The search that a report shows: `shadow` names the results of one; `folder` is searched now.

    With results, the verdicts are made anew with this CRM and policy. Raises AvgkitError when neither or both are
    named, when a folder is to be searched and nobody said that this was arranged, or when the CRM is another one.
    """
    if bool(shadow) == bool(folder):
        raise AvgkitError(texts.say("shadow.which"))
    if folder and not yes:
        raise AvgkitError([texts.say("shadow.needs_yes_report"), *telling.notice_lines()])
    data, said = open_inputs(crm, policy, format) if crm else (None, load_policy(policy) if policy else None)
    if folder:
        return search(existing_folder(folder), data, said, on=on, out=out)
    kept = results.load(shadow)
    files, summary = kept["files"], kept["summary"]
    if data is not None and summary["crm"] not in (None, data.count("contacts")):
        raise AvgkitError(texts.say("shadow.other_crm", path=shadow))
    done = judge_files(files, data, said, usable_law(on).on, Path(out) if out else None)
    return Search(files, summary, done, Path(shadow))
