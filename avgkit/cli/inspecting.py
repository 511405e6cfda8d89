"""`avgkit inspect`: what an export holds, how its columns are read and why, and what is wrong with them."""

import shlex
from typing import Annotated, Optional

import typer

from .. import texts
from .options import CLEAN, INCOMPLETE, Format, Json, Lang, S, options_of
from .output import line, print_json, table
from .passwords import FromInput, unlock

_MOST = 40  # problems that are printed for one table; --json has them all


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("inspect", help=texts.say("inspect.command_help"))(inspect)


_option = options_of("inspect")


def inspect(
    file: Annotated[str, typer.Argument(help=texts.say("inspect.arg_file"))],
    password_stdin: FromInput = False,
    save: Annotated[S, _option("save")] = None,
    force: Annotated[bool, _option("force")] = False,
    sets: Annotated[Optional[list[str]], _option("set")] = None,  # noqa: UP045 - typer reads this form everywhere
    sheet: Annotated[S, _option("sheet")] = None,
    page: Format = None,
    lang: Lang = None,
    as_json: Json = False,
):
    """Tell what is in the file; with --save keep how it is read."""
    texts.use(lang)
    from ..sources import formats
    from ..sources.inspecting import inspect as look
    from ..sources.paging import save as keep

    ways = {"sheet": sheet, "chosen": _chosen(sets or []), "page": page}
    unlock(password_stdin, file)
    told = look(file, **ways)
    path = keep(told, save, force, formats.page(page) if page else None) if save else None
    if as_json:
        print_json(told | ({"saved": str(path)} if path else {}))
    else:
        for one in told.get("files", [told]):
            _tell(one)
        if "files" in told:
            said = {"path": told["folder"], "count": texts.number(len(told["files"]))}
            print("\n".join([texts.say("inspect.folder", **said), *told["problems"]]))
            if told["system"]:
                print(
                    texts.say(
                        f"inspect.folder_{'own' if told['system'] == 'avgkit' else 'system'}", name=told["system"]
                    )
                )
        _next(told, file, path, page)
    raise typer.Exit(CLEAN if told["complete"] else INCOMPLETE)


def _chosen(pairs: list[str]) -> dict[str, str]:
    """The --set "Header=meaning" pairs; all that are not of that form are told at once."""
    from ..errors import AvgkitError

    if wrong := [texts.say("inspect.bad_set", value=pair) for pair in pairs if pair.rfind("=") < 1]:
        raise AvgkitError(wrong)
    return {header.strip(): meaning.strip() for header, _, meaning in (pair.rpartition("=") for pair in pairs)}


def _tell(told: dict) -> None:
    """What one file holds, for people."""
    print(f"{line(told['file'])}: {', '.join(_facts(told))}")
    rows = [[header, _meaning(guess), _sure(guess), _why(guess)] for header, guess in told["mapping"].items()]
    if rows:
        table(["col_header", "col_read_as", "col_sure", "col_why"], rows)
        if told["rows_judged"] < told["rows_read"]:
            print(texts.say("inspect.judged_by", rows=texts.number(told["rows_judged"])))
    if told["texts"]:
        print(texts.say("inspect.texts", count=texts.number(told["texts"])))
    if told["tables"]:
        print(texts.say("inspect.other_tables"))
    for other in told["tables"]:
        known = sum(1 for guess in other["mapping"].values() if guess["meaning"])
        said = {"place": other["place"], "rows": texts.number(other["rows_read"]), "known": known}
        print("  " + texts.say("inspect.other_table", columns=len(other["mapping"]), **said))
    problems = list(dict.fromkeys([*told["problems"], *(p for other in told["tables"] for p in other["problems"])]))
    if problems:
        print(texts.say("inspect.problems"))
    for problem in problems[:_MOST]:
        print(f"! {line(problem)}")
    if (more := len(problems) - _MOST) > 0:
        print(texts.say("cli.more_problems", count=texts.number(more)))
    print()


def _facts(told: dict) -> list[str]:
    from ..sources.systems import pages

    facts = [texts.say("inspect.kind", kind=told["format"])]
    if told["encoding"]:
        facts.append(texts.say("inspect.encoding", encoding=told["encoding"]))
    if told["separator"]:
        shown = texts.say("inspect.tab") if told["separator"] == "\t" else told["separator"]
        facts.append(texts.say("inspect.separator", separator=shown))
    if told["mapping"]:
        if told["header_row"]:
            facts.append(texts.say("inspect.header_row", row=told["header_row"]))
        facts.append(texts.say("inspect.rows", count=texts.number(told["rows_read"])))
        if told["rows_unread"]:
            facts.append(texts.say("inspect.rows_unread", count=texts.number(told["rows_unread"])))
        facts.append(texts.say("inspect.system_none"))
        if told["system"]:
            signs = ", ".join(told["system_evidence"]["signs"][:4])
            name = pages()[told["system"]]["system"][texts.language()]
            facts[-1] = texts.say("inspect.system", name=name, signs=signs)
    return facts


def _meaning(guess: dict) -> str:
    from ..sources.mapping import meanings

    words, lang = meanings(), texts.language()
    if guess["meaning"]:
        return words[guess["meaning"]][lang]
    if guess["confidence"] == 1:
        return texts.say("inspect.left_out")
    near = next((code[8:] for code in guess["evidence"] if code.startswith("nearest:")), "")
    return texts.say("inspect.nearest", meaning=words[near][lang]) if near else texts.say("inspect.unknown_column")


def _sure(guess: dict) -> str:
    return texts.percent(round(100 * guess["confidence"]), 100) if guess["confidence"] else texts.NOTHING


def _why(guess: dict) -> str:
    """The evidence in words."""
    from ..sources.systems import pages
    from ..sources.telling import test

    said = []
    for code, _, detail in (one.partition(":") for one in guess["evidence"]):
        if code == "system":
            known = pages().get(detail)
            title = known["system"][texts.language()].partition(":")[0] if known else ""
            said.append(texts.say("inspect.why_system", detail=title) if title else texts.say("inspect.why_page"))
        elif code in ("content", "partly", "against", "holds"):
            said.append(texts.say(f"inspect.why_{code}", detail=test(detail)))
        elif code != "nearest":
            said.append(texts.say(f"inspect.why_{code}", detail=detail))
    if style := guess.get("style"):
        said.append(texts.say("inspect.why_style", detail=texts.say(f"inspect.style_{_STYLE.get(style, style)}")))
    return ", ".join(said) or texts.NOTHING


_STYLE = {
    **{"yyyy-mm-dd": "iso", "dd-mm-yyyy": "dmy", "mm/dd/yyyy": "mdy", "dd-mm-yy": "dmy2", "mm/dd/yy": "mdy2"},
    **{"yyyymmdd": "compact", "d mmmm yyyy": "words"},
}


def _next(told: dict, file: str, path, page: str | None) -> None:
    """The commands that come after this one; a page is needed only where somebody reads a column otherwise."""
    if path:
        print(texts.say("inspect.saved", path=path))
    if not any(one["mapping"] for one in told.get("files", [told])):
        return
    print(texts.say("inspect.next_steps"))
    given, page = page, str(path or page or "")
    if not path and "files" not in told:
        own = "mijn-export.toml" if texts.language() == "nl" else "my-export.toml"
        unknown = (h for h, guess in told["mapping"].items() if not guess["meaning"])
        header = next(unknown, texts.say("inspect.next_header"))
        meaning = _example(told["mapping"].get(header))
        words = [*(["--format", given] if given else []), "--set", f"{header}={meaning}", "--save", own]
        print("  " + texts.say("inspect.next_set", command=shlex.join(["avgkit", "inspect", file, *words])))
        print("  " + texts.say("inspect.next_use", page=own))
    command = shlex.join(["avgkit", "report", "--crm", file, *(["--format", page] if page else [])])
    print("  " + texts.say("inspect.next_report", command=command))


def _example(guess: dict | None) -> str:
    """What a column may be set to: what came nearest, unless another column has that; else notes."""
    from ..sources.mapping import meanings

    said = dict(code.split(":", 1) for code in (guess or {}).get("evidence", ()) if ":" in code)
    return meanings()["notes" if "double" in said else said.get("nearest", "notes")][texts.language()]
