"""`avgkit request`: everything about one person."""

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from .. import texts
from ..errors import AvgkitError
from .options import (
    CLEAN,
    FINDINGS,
    INCOMPLETE,
    WRONG,
    CrmPath,
    Format,
    Json,
    Lang,
    On,
    PolicyPath,
    S,
    known,
    options_of,
    together,
)
from .output import line, print_json, table
from .passwords import FromInput, unlock

_MOST = 20  # records of others that are printed; --json has them all


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("request", help=texts.say("request.help"))(request)


_option = options_of("request")


Several = Optional[list[str]]  # noqa: UP045 - typer reads this form on every Python we support


def request(
    who: Annotated[S, typer.Argument(help=texts.say("request.arg_who"))] = None,
    kind: Annotated[S, _option("--kind", help="opt_kind")] = None,
    crm: CrmPath = None,
    policy: PolicyPath = None,
    format: Format = None,
    shadow: Annotated[S, _option("--shadow", help="opt_shadow")] = None,
    received: Annotated[S, _option("--received", help="opt_received")] = None,
    on: On = None,
    contact: Annotated[Several, _option("--contact", help="opt_contact")] = None,
    born: Annotated[S, _option("--born", help="opt_born")] = None,
    postal_code: Annotated[S, _option("--postal-code", help="opt_postal")] = None,
    field: Annotated[Several, _option("--field", help="opt_field")] = None,
    out: Annotated[S, _option("--out", help="opt_out")] = None,
    verify: Annotated[S, _option("--verify", help="opt_verify")] = None,
    yes: Annotated[bool, _option("--yes", help="opt_yes")] = False,
    reveal: Annotated[bool, _option("--reveal", help="opt_reveal")] = False,
    lang: Lang = None,
    password_stdin: FromInput = False,
    as_json: Json = False,
):
    """Find the person, gather, write the package and tell the summary; or verify an erasure."""
    texts.use(lang)
    unlock(password_stdin, crm, policy)
    from ..dossiers import KINDS, dossier, write
    from ..dossiers.who import ToConfirm, kind_of

    if verify is not None:
        raise typer.Exit(
            _verified(verify, kind, (crm, policy, format), (shadow, yes), on, out, as_json, (who, contact, born))
        )
    if not who:
        raise AvgkitError(texts.say("request.who_or_verify"))
    if kind is None:
        raise AvgkitError(texts.say("request.no_kind", known=", ".join(KINDS)))
    together(lambda: known("request.unknown_kind", kind, KINDS), lambda: _free(out))
    _agreed(shadow, yes)
    if who == "-":
        who, born, postal_code = asked(born, postal_code)
    elif kind_of(who) != "name" or " " in who.strip():
        print(texts.say("request.history"), file=sys.stderr)
    given = {"kind": kind, "shadow": shadow, "format": format, "received": received, "on": on, "born": born}
    given |= {"contacts": tuple(contact or ()), "postal_code": postal_code, "fields": tuple(field or ())}
    try:
        one = dossier(who, crm, policy, lang=texts.language(), **given)
    except ToConfirm as error:
        _confirm(error, as_json)
        raise typer.Exit(WRONG) from None
    if out:
        write(one, out)
    if as_json:
        print_json(one.to_dict(reveal) | ({"package": str(out)} if out else {}))
    else:
        _summary(one, out)
    raise typer.Exit(CLEAN if one.whole else INCOMPLETE)


def _free(out: str | None) -> None:
    """Refuse a folder that holds something, before the search and not after it."""
    from ..tables import why

    path = Path(out) if out else None
    try:
        taken = path and path.exists() and (not path.is_dir() or any(path.iterdir()))
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=path, reason=why(error))) from None
    if taken:
        raise AvgkitError(texts.say("request.out_taken", path=path))


def _agreed(shadow: str | None, yes: bool) -> None:
    """Before a folder is searched that nobody searched yet: what to arrange, and a question at a terminal.

    A program has no one to ask and is only told; results of a search need neither.
    """
    from ..shadow import results

    if shadow is None or not Path(shadow).is_dir() or results.state(Path(shadow)) is not None:
        return
    from ..shadow import telling

    print(texts.say("shadow.before_title"), file=sys.stderr)
    for notice in telling.notice_lines():
        print(f"- {notice}", file=sys.stderr)
    asked = sys.stdin is not None and sys.stdin.isatty() and not yes
    if asked and not typer.confirm(texts.say("request.search_ask"), err=True):
        raise AvgkitError(texts.say("request.search_first", path=shadow))


def asked(born: str | None, postal: str | None) -> tuple[str, str | None, str | None]:
    """Who, and what tells people apart: asked on a terminal, else the first three lines of the input."""
    if sys.stdin.isatty():
        ask = lambda name: typer.prompt(texts.say(f"request.ask_{name}"), default="", show_default=False, err=True)  # noqa: E731
        return ask("who"), born or ask("born") or None, postal or ask("postal") or None
    lines = [*(sys.stdin.readline().strip() for _ in range(3))]
    return lines[0], born or lines[1] or None, postal or lines[2] or None


def in_private(parameters: dict) -> dict:
    """Whom a report is about, asked for when `who` is a dash, so that no name stands in the history of a shell."""
    if parameters.get("who") != "-":
        return {}
    who, born, postal = asked(parameters.get("born"), parameters.get("postal_code"))
    return {"who": who, "born": born or "", "postal_code": postal or ""}


def _confirm(error, as_json: bool) -> None:
    """The contacts that may be meant, by key and evidence; nothing of them is gathered."""
    from ..pages.person import evidence

    if as_json:
        listed = [{"contact": c.contact, "evidence": list(c.evidence)} for c in error.candidates]
        print_json({"to_confirm": listed, "problems": error.problems})
    for problem in error.problems:
        print(problem, file=sys.stderr)
    if error.candidates and not as_json:
        rows = [[c.contact, evidence(c.evidence, texts.language())] for c in error.candidates]
        _table(["col_key", "col_evidence"], rows)


def _table(heads: list[str], rows: list[list[str]]) -> None:
    table([f"request.{head}" for head in heads], rows)


def _summary(one, out: str | None) -> None:
    say = lambda key, **values: texts.say(f"request.{key}", **values)  # noqa: E731
    from ..pages.person import office

    number, day = texts.number, texts.day
    if one.found.people:
        print(say("said_found", by=say(f"by_{one.found.kind}"), keys=line(", ".join(one.found.keys))))
    else:
        named = one.found.kind == "name" and not one.found.confirm
        print(say(f"not_found_{'name' if named else 'other'}"))
    if one.found.confirm:
        said = "said_confirm" if one.found.people else "said_nearest"
        print(say(said, keys=line(", ".join(c.contact for c in one.found.confirm))))
    if one.found.people:
        rows = [[office(name, texts.language()), number(count)] for name, count in one.counts.items()]
        _table(["col_table", "col_count"], rows)
    else:
        _nowhere(one)
    print(_loose(one))
    if doubtful := sum(p.whose != "special" for p in one.passages):
        print(say("said_others", n=number(doubtful)))
    if one.lines:
        actions = dict.fromkeys(line.action for line in one.lines)
        counted = [[say(f"action_{a}"), number(sum(x.action == a for x in one.lines))] for a in actions]
        _table(["col_action", "col_count"], counted)
    if one.deadline.waiting:
        print(say("said_deadline_waiting"))
    elif one.deadline.last:
        print(say("said_deadline_late" if one.deadline.late else "said_deadline", day=day(one.deadline.last)))
    else:
        print(say("said_deadline_none"))
    for problem in one.completeness.unread_files:
        print(f"! {line(problem)}")
    if not one.whole:
        print(say("said_not_whole"))
    print(say("said_out", path=out, day=day(one.expires)) if out else say("said_no_out"))


def _nowhere(one) -> None:
    """What was searched for somebody who is no contact, and in which records the detail stands all the same."""
    from ..pages.person import office

    number = texts.number
    rows = [
        [office(s.table, texts.language()), number(s.rows), number(s.rows_unread + s.values_unread)]
        for s in one.completeness.searched
    ]
    _table(["col_table", "col_rows", "col_unread"], rows)
    for name, key, by in one.mentions[:_MOST]:
        print(texts.say("request.said_mentioned", where=f"{name}/{key}", by=texts.say(f"request.by_{by}")))
    if one.completeness.only_contacts:
        names = ", ".join(office(name, texts.language()) for name in one.completeness.only_contacts)
        print(texts.say("request.tables_of_contacts", names=names))
    if one.completeness.missing:
        names = ", ".join(office(name, texts.language()) for name in one.completeness.missing)
        print(texts.say("request.said_missing", names=names))


def _loose(one) -> str:
    """How many loose files hold the person, or why that is not known."""
    shadow = one.completeness.shadow
    if shadow is None:
        return texts.say("request.said_no_shadow")
    if shadow["not_for"]:
        return texts.say("request.shadow_not_for", n=texts.number(shadow["not_for"]))
    return texts.say("request.said_files", n=texts.number(len(one.files)))


def _verified(verify, kind, inputs: tuple, loose: tuple, on, out, as_json: bool, given: tuple) -> int:
    """Search again for the person of a plan; the exit code."""
    from ..dossiers import verifying
    from ..dossiers.dossier import searched
    from ..law import usable_law
    from ..sources import open_inputs

    problems = [texts.say("request.verify_kind")] if kind not in (None, "erasure") else []
    problems += [texts.say("request.who_with_verify")] if any(given) else []
    if problems:
        raise AvgkitError(problems)
    law, *_ = together(lambda: usable_law(on), lambda: verifying.read_plan(verify), lambda: _free(out))
    _agreed(*loose)
    data, said = open_inputs(*inputs)
    found = verifying.verify(verify, data, said, searched(loose[0], data, said, law.on))
    if out:
        verifying.write(found, out, verify, texts.language(), law.on, said.one("organisation")["name"] or "")
    if as_json:
        print_json(found.to_dict() | ({"package": str(out)} if out else {}))
    else:
        say = lambda key, **values: texts.say(f"request.{key}", **values)  # noqa: E731
        _table(["col_state", "col_count"], [[say(f"state_{s}"), texts.number(n)] for s, n in found.counts.items()])
        rows = [
            [f"{x['table']}/{x['key']}", say(f"state_{x['state']}")]
            for x in found.lines
            if x["state"] in ("still_there", "not_searched", "missing", "new")
        ]
        if rows:
            _table(["col_where", "col_state"], rows)
        print(say("said_failed" if found.failed else "said_verified" if found.whole else "verify_intro_open"))
        if out:
            print(say("said_verify_out", path=out))
    return INCOMPLETE if not found.whole else FINDINGS if found.failed else CLEAN
