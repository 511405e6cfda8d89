"""Writes a package to a folder of its own: the answer or the plan, what to check first, and the dossier by keys.

The folder is readable by its owner only and is made whole or not at all; no name of a file says whose it is.
"""

import csv
import io
import json
import os
import shutil
from pathlib import Path

from .. import texts, whole
from ..errors import AvgkitError
from ..tables import why
from .dossier import Dossier, plain
from .others import COVERED
from .showing import fields, title
from .verifying import remembered

_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # how a cell begins that a spreadsheet might run
_PLANNED = ("erasure", "rectification", "objection")


def write(one: Dossier, out: str | Path) -> list[Path]:
    """Write the package of a dossier to `out`, which must be empty or not there yet; gives the files.

    Raises AvgkitError when the folder holds something already or cannot be written.
    """
    return folder(Path(out), contents(one))


def folder(out: Path, files: dict[str, str]) -> list[Path]:
    """Put these files in a new folder that only its owner can read; whole or not at all."""
    work = whole.beside(out)
    try:
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise AvgkitError(texts.say("request.out_taken", path=out))
        out.parent.mkdir(parents=True, exist_ok=True)
        work.mkdir(mode=0o700)
        for name, content in files.items():
            (work / name).parent.mkdir(exist_ok=True, mode=0o700)
            with open(os.open(work / name, os.O_WRONLY | os.O_CREAT, 0o600), "w", encoding="utf-8", newline="") as file:
                file.write(content)
        whole.swap(work, out)
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=out, reason=why(error))) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return [out / name for name in files]


def contents(one: Dossier) -> dict[str, str]:
    """The files of a package by name."""
    from ..pages.person import AnswerBook, CheckBook, PersonPlanBook

    files = {"check-first.html": CheckBook(one).page(), "dossier.json": _json(one.to_dict())}
    if one.kind in _PLANNED:
        files["plan.html"] = PersonPlanBook(one).page()
        files["plan.json"] = _json(plan(one))
        files["plan.csv"] = _plan_csv(one)
    else:
        files["answer.html"] = AnswerBook(one).page()
        files["answer.json"] = _json(answer(one))
    if one.portable is not None:
        files |= {f"data/{name}.csv": table_csv(rows) for name, rows in one.portable.tables.items()}
    return files


def answer(one: Dossier) -> dict:
    """The answer for the person, to be read by a machine: the data, and for access the information beside them."""
    told = {
        "kind": one.kind,
        "language": one.lang,
        "made_on": one.law.on.isoformat(),
        "organisation": {name: one.organisation[name] for name in ("name", "contact", "officer")},
    }
    if one.portable is not None:
        tables = {n: [{k: plain(v) for k, v in row.items()} for row in rows] for n, rows in one.portable.tables.items()}
        return told | {"data": tables}
    told["data"] = [
        {
            "table": name,
            "title": title(name, one.lang),
            "records": [
                {"key": r.key, "fields": [f | {"value": plain(f["value"])} for f in rows]}
                for r, rows in data(one, name)
            ],
        }
        for name in one.counts
    ]
    told["loose_files"] = [
        {"kind": file.kind, "rows": file.rows, "modified_at": file.modified_at} for file in one.files
    ]
    told["information"] = [
        {"part": t.id, "article": reference(t, one.lang), "title": t.title, "lines": t.lines}
        | {"to_fill_in": [texts.say(f"request.gap_{gap}", one.lang) for gap in dict.fromkeys(t.gaps)]}
        for t in one.told
    ]
    told["covered_passages"] = sum(p.whose in COVERED for p in one.passages)
    return told


def data(one: Dossier, table: str) -> list[tuple]:
    """The records of one table, each with its fields as the person reads them."""
    rows = [record for record in one.records if record.table == table]
    return [(record, fields(record, one.passages, one.purposes, one.lang)) for record in rows]


def reference(told, lang: str) -> str:
    """The article of a part of the information: 15(1)(a) and so on, 15(2) for transfers."""
    return texts.article(f"AVG 15(1)({told.letter})" if told.letter.isalpha() else f"AVG 15({told.letter})", lang)


def plan(one: Dossier) -> dict:
    """The plan by keys, and what a later search needs to find the person again: hashes, no values."""
    return {
        "kind": one.kind,
        "law_date": one.law.on.isoformat(),
        "contacts": one.found.keys,
        "lines": [line.to_dict() for line in one.lines],
        "recipients": one.recipients,
        "shadow_searched": one.completeness.shadow is not None,
        "to_confirm": [candidate.contact for candidate in one.found.confirm],
        "remember": remembered(one.person, one.files),
    }


def _plan_csv(one: Dossier) -> str:
    names = ("record", "action", "reason", "article", "until", "columns")
    say = lambda key: texts.say(f"request.{key}", one.lang)  # noqa: E731
    rows = [
        [
            line.place,
            say(f"action_{line.action}"),
            "; ".join(_word(code, one.lang) for code in (line.reason, *line.also)),
            texts.article(line.article, one.lang),
            line.until.isoformat() if line.until else "",
            ", ".join(line.columns),
        ]
        for line in one.lines
    ]
    return _csv([say(f"column_{name}") for name in names], rows)


def _word(code: str, lang: str) -> str:
    """The words of a reason; a rectification also names columns."""
    key = f"request.reason_{code}"
    return texts.say(key, lang) if texts.has(key) else texts.word(code, lang)


def table_csv(rows: list[dict]) -> str:
    """Rows as CSV, every column that some row has; what a spreadsheet might run is written as text."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return _csv(names, [["" if row.get(n) is None else str(plain(row[n])) for n in names] for row in rows])


def _csv(head: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([harmless(cell) for cell in head])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet runs: a text that begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) or cell.startswith(_FORMULA) else cell


def _json(value: dict) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
