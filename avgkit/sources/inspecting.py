"""What an export holds and how it is read, told before anything is loaded: `inspect` for command line and notebook."""

from pathlib import Path

from .. import schema, texts
from ..errors import AvgkitError, nearest
from ..frames import unique
from ..reading import Opened, Sheet, open_file
from ..recognisers.headers import bare
from ..tables import why
from . import formats, telling
from .exports import existing
from .harm import cut_off
from .mapping import Study, meanings, study

SUFFIXES = (*(".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"), ".parquet", ".zip")


def inspect(
    path: str | Path,
    *,
    password: str | None = None,
    sheet: str | None = None,
    chosen: dict[str, str] | None = None,
    page: str | Path | None = None,
) -> dict:
    """What a file (or every data file of a folder) holds, and how its columns are read.

    `sheet`: the table to put first, by its name. `chosen`: header to meaning as somebody decided ("" leaves it out).
    `page`: a known format, or the path of a page of one's own. Gives {file, format, system, encoding, separator, sheet,
    header_row, rows_read, rows_unread, mapping: {header: {meaning, confidence, evidence}}, problems, tables, unread,
    locked, texts, complete}; for a folder {folder, system, files, problems, complete}. `problems` are sentences,
    `problem_codes` the same as data; `texts` counts what stands outside the tables.
    No value of a cell is in it. Raises AvgkitError when the path is not there or a name in `chosen` is not known.
    """
    path, own, chosen = existing(path), formats.page(str(page)) if page else None, _by_id(chosen or {})
    if path.is_dir():
        return _folder(path, password, chosen, own)
    told, unknown = _file(path, password, sheet, chosen, own)
    if unknown:
        raise AvgkitError(unknown)
    return told


def _by_id(chosen: dict[str, str]) -> dict[str, str]:
    """The choices by the id of the meaning: its words in Dutch or English, as the table shows them, may stand there."""
    words = {bare(entry[lang]): id for id, entry in meanings().items() for lang in texts.LANGUAGES}
    return {h: name if name in meanings() else words.get(bare(name), name) for h, name in chosen.items()}


def _folder(folder: Path, password: str | None, chosen: dict[str, str], page: dict | None) -> dict:
    try:
        found = sorted(
            p for p in folder.iterdir() if p.suffix.lower() in SUFFIXES and not p.is_symlink() and p.is_file()
        )
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=folder, reason=why(error))) from None
    files = [_file(one, password, None, chosen, page) for one in found]
    missing = [set(problems) for _, problems in files]
    if everywhere := sorted(set.intersection(*missing)) if missing else []:
        raise AvgkitError(everywhere)
    told = [one for one, _ in files]
    problems = [] if told else [texts.say("inspect.folder_empty", path=folder.name or str(folder))]
    whole = all(f["complete"] for f in told)
    return {"folder": str(folder), "system": _together(told), "files": told, "problems": problems, "complete": whole}


def _together(files: list[dict]) -> str | None:
    """The format that these files are together by their names and columns; None when there is no such format."""
    if sum(Path(one["file"]).stem.lower() in schema.tables("crm") for one in files) > 1:
        return formats.OWN
    headers = {one["file"].lower(): list(one["mapping"]) for one in files}
    name = formats.recognise(set(headers))
    return name if name and formats.fits(name, headers) else None


def _file(path: Path, password: str | None, sheet: str | None, chosen: dict, page: dict | None):
    """What one file holds; and what of `chosen` or `sheet` was not found in it."""
    try:
        opened = open_file(path, password=password)
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=why(error))) from None
    usable = {header: name for header, name in chosen.items() if not name or name in meanings()}
    tables = [(one, each, study(each, usable, page)) for one in opened.all() for each in one.sheets]
    unknown = [*_unknown(chosen, tables), *_no_sheet(sheet, tables)]
    tables = [(one, each, found) for one, each, found in tables if each.headers]
    order = sorted(range(len(tables)), key=lambda n: _weight(sheet, *tables[n][1:], n))
    parts = [_table(*tables[n]) for n in order]
    unread = [{"place": u.place, "code": u.code, "sentence": u.sentence} for o in opened.all() for u in o.unread]
    locked = [one.place for one in opened.all() if one.locked]
    general = [problem for one in opened.all() for problem in one.problems]
    general += [u["sentence"] for u in unread]
    codes = []
    if not parts and not unread and not locked:
        codes.append({"code": "no_table", "header": None, "count": 1})
        general.append(texts.say("inspect.told_no_table", place=opened.place))
    empty = {"system": None, "sheet": None, "header_row": None, "rows_read": 0, "rows_unread": 0, "mapping": {}}
    main = parts[0] if parts else {**empty, "problems": [], "problem_codes": codes, "separator": None}
    told = {"file": path.name, "format": opened.kind, "named": opened.named, "sha256": opened.sha256, **main}
    told["encoding"] = main.get("encoding") or opened.encoding or None
    told["problems"] = [*dict.fromkeys([*general, *main["problems"]])]
    told |= {"tables": parts[1:], "unread": unread, "locked": locked, "texts": sum(len(o.texts) for o in opened.all())}
    cut = any(code["code"] == "cut" for part in parts for code in part["problem_codes"])
    told["complete"] = opened.complete and not locked and not cut and bool(parts or not codes)
    return told, unknown


def _weight(wanted: str | None, sheet: Sheet, found: Study, number: int) -> tuple:
    """Which table comes first: the one asked for, else the one that is not hidden with most columns known."""
    known = sum(1 for guess in found.guesses.values() if guess.meaning not in (None, "technical"))
    return (not (wanted and _named(wanted, sheet)), sheet.hidden, -known, -sheet.rows, number)


def _named(wanted: str, sheet: Sheet) -> bool:
    wanted = wanted.casefold()
    return wanted in (sheet.name.casefold(), sheet.place.casefold()) or sheet.place.casefold().endswith("/" + wanted)


def _no_sheet(wanted: str | None, tables: list) -> list[str]:
    if not wanted or any(_named(wanted, sheet) for _, sheet, _ in tables):
        return []
    return [texts.unknown_name("inspect.unknown_sheet", wanted, [s.name or s.place for _, s, _ in tables])]


def _unknown(chosen: dict[str, str], tables: list) -> list[str]:
    """What of the choices names no meaning that there is, or no header of any table."""
    headers = {bare(h): h for _, sheet, _ in tables for h in unique(sheet.headers)}
    wrong = []
    for header, meaning in chosen.items():
        if meaning and meaning not in meanings():
            named = {entry[texts.language()] for entry in meanings().values()}
            if nearest(meaning, {*named, *meanings()}):
                wrong.append(texts.unknown_name("inspect.unknown_meaning", meaning, {*named, *meanings()}))
            else:  # all of them, because nobody can guess the words
                known = "; ".join(sorted(named, key=str.lower))
                wrong.append(texts.say("inspect.unknown_meaning_all", name=meaning[:80], known=known))
        if bare(header) not in headers:
            shown = [telling.label(h, n) for n, h in enumerate(headers.values(), 1)]
            wrong.append(texts.unknown_name("inspect.unknown_header", header, shown))
    return wrong


def _table(opened: Opened, sheet: Sheet, found: Study) -> dict:
    """One table as data: how it is written, how each column is read, and what is wrong."""
    labels = telling.labels(found.guesses)
    styles = found.styles()
    mapping = {}
    for header, guess in found.guesses.items():
        evidence = [f"double:{labels.get(e[7:], e[7:])}" if e.startswith("double:") else e for e in guess.evidence]
        mapping[labels[header]] = {"meaning": guess.meaning, "confidence": guess.confidence, "evidence": evidence}
        if header in styles:
            mapping[labels[header]]["style"] = styles[header]
    problems = telling.problems(sheet, found, labels, cut_off(sheet.rows, sheet.header_row))
    return {
        "place": sheet.place,
        "system": found.system.name if found.system else None,
        "system_evidence": {"score": found.system.score, "signs": list(found.system.signs)} if found.system else None,
        "part": found.part or None,
        "encoding": (sheet.csv.encoding if sheet.csv else opened.encoding) or None,
        "separator": sheet.csv.separator if sheet.csv else None,
        "sheet": sheet.name or None,
        "hidden": sheet.hidden,
        "header_row": sheet.header_row,
        "rows_read": sheet.rows,
        "rows_unread": sheet.rows_unread,
        "rows_judged": found.rows,
        "mapping": mapping,
        "problems": [*sheet.problems, *(sentence for _, sentence in problems if sentence)],
        "problem_codes": [code for code, _ in problems],
    }
