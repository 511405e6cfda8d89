"""The verdicts on the files that were found: laid out as the table `files` of the CRM, judged by theme shadow."""

from datetime import date
from pathlib import Path

from ..law import usable_law
from ..scans import Scan, scan
from ..tables import Crm, Policy, Source

_POSSIBLE = "possible_"  # before a category that may be in a file: no category that anybody knows, so unknown


def judge_files(
    files: list[dict], crm: Crm | None, policy: Policy | None, on: date | str | None, out: Path | None
) -> Scan:
    """Scan theme shadow over these records beside the tables of the CRM, and give each its `findings` and `asked`.

    `findings`: [{check, violates (True, or null for unknown), reasons, articles}]. Without a CRM or a policy the checks
    that need one are not run, and say so.
    """
    made = Crm(crm.engine) if crm else Crm()
    if crm:
        made.sources += [source for source in crm.sources if source.table != "files"]
        for name in crm.tables:
            if name != "files":
                made.replace(name, crm.stored(name))
    law = usable_law(on)
    rows = [row(one, law.on) for one in files if not one["container"]]
    lost = sum(one["unreadable"] for one in files)
    made.add("files", made.engine.open_frame(rows or [_EMPTY]), Source("files", rows_read=len(rows), rows_unread=lost))
    _suppressed(made, files)
    done = scan(made, policy or Policy(), on=law.on, themes=["shadow"], out=out)
    _tell(done, files)
    _asked(done, files)
    return done


_EMPTY = {"id": None, "rows": None}


def row(one: dict, on: date) -> dict:
    """A record as a row of the table `files`; only people who are certainly in it are people in it.

    A moment of change after the day of the law is left out: the file is there now, and is judged; whether it follows
    what changed in the CRM cannot be told then.
    """
    personal = one["personal"]
    shown = personal == "yes"
    sure = [c for c in one["categories"] if one["special"].get(c) != "possible"]
    sure += [f"{_POSSIBLE}{c}" for c, how in one["special"].items() if how == "possible"]
    people = [person["crm_id"] for person in one["people"] if person["certain"]]
    people += [f"erased-{line}" for line in one["erased_hashes"]]
    return {
        "id": one["id"],
        "name": None,  # a file name may be somebody's name, and no check needs it
        "modified_at": one["modified_at"] if (one["modified_at"] or "") <= f"{on.isoformat()}T99" else None,
        "rows": 0 if personal == "no" else one["rows"] or None,
        "columns": ";".join(one["columns"]) if shown else None if personal == "no" else "?",
        "from_crm": None if one["from_crm"] is None else str(one["from_crm"]).lower(),
        "people": ";".join(people) or None,
        "categories": ";".join(sure) if shown and sure else None,
    }


def _suppressed(made: Crm, files: list[dict]) -> None:
    """Who is on the list of erased people and in a file: a carried out request of a contact that has no other trace."""
    lines = sorted({line for one in files for line in one["erased_hashes"]})
    if not lines:
        return
    asked = [
        {
            "id": f"erased-{n}",
            "contact": f"erased-{n}",
            "kind": "erasure",
            "outcome": "done",
            "received_at": "1900-01-01",
        }
        for n in lines
    ]
    engine = made.engine
    before = made.stored("requests") if made.has("requests") else None
    listed = Source("requests")
    made.add("requests", engine.open_frame(asked), listed)
    made.sources.remove(listed)
    if before:
        both = engine.fresh("requests")
        added = made.stored("requests")
        engine.run(f"CREATE TEMP TABLE {both} AS SELECT * FROM {before} UNION ALL BY NAME SELECT * FROM {added}")
        made.replace("requests", both)


def _tell(done: Scan, files: list[dict]) -> None:
    """Write the verdicts into the records."""
    from ..themes import find

    by = {one["id"]: one for one in files}
    for one in files:
        one["findings"] = []
    for result in done.results:
        if result.status != "done":
            continue
        articles = list(find(result.check).articles)
        for unknown in (False, True):
            for key, reasons in _reasons(done, result.check, unknown):
                told = {"check": result.check, "violates": None if unknown else True, "reasons": reasons}
                if key in by:
                    by[key]["findings"].append(told | {"articles": articles})


def _asked(done: Scan, files: list[dict]) -> None:
    """How many people in each file were erased, objected, withdrew or had data rectified, by the table the checks use.

    A no to advertising is only wrong in a list for advertising, and what a list is for no search can see.
    """
    from ..derived.file_people import KINDS, file_events

    rows = done.crm.engine.arrow(file_events(done.crm, done.policy, done.law)).to_pylist()
    by = {row["file"]: {k: row[f"{k}_now"] + row[f"{k}_unsure"] for k in KINDS} for row in rows}
    for one in files:
        one["asked"] = {kind: int(n) for kind, n in by.get(one["id"], {}).items() if n}


def _reasons(done: Scan, check: str, unknown: bool) -> list[tuple[str, list[str]]]:
    frame = done.findings(check, unknown=unknown)
    return [
        (key, [code for code in str(codes or "").split(";") if code])
        for key, codes in zip(frame["key"], frame["reasons"], strict=True)
    ]
