"""`avgkit shadow` and `avgkit purge`: loose files beside the CRM."""

import shlex
import sys
from typing import Annotated

import typer

from .. import texts
from ..errors import AvgkitError
from .options import (
    STOPPED,
    CrmPath,
    FailOn,
    Format,
    Json,
    Lang,
    On,
    PolicyPath,
    S,
    exit_code,
    options_of,
    severity,
    together,
)
from .output import line, print_json, table, transfer
from .passwords import FromInput, unlock

OUT = "shadow-findings"
_SHOWN = 40  # files that need action, in the terminal
_LINES = 5  # sentences about the lines that were not read, for each file


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("shadow", help=texts.say("shadow.help"))(shadow)
    app.command("purge", help=texts.say("shadow.purge_help"))(purge)


_option = options_of("shadow")


def shadow(
    folder: Annotated[str, typer.Argument(metavar="DIR", help=texts.say("shadow.arg_folder"))],
    crm: CrmPath = None,
    policy: PolicyPath = None,
    format: Format = None,
    on: On = None,
    out: Annotated[str, _option("--out", help="opt_out")] = OUT,
    jobs: Annotated[int, _option("--jobs", help="opt_jobs")] = 2,
    erased: Annotated[S, _option("--erased", help="opt_erased")] = None,
    keep_days: Annotated[int, _option("--keep-days", help="opt_keep_days")] = 30,
    seconds: Annotated[int, _option("--seconds", help="opt_seconds")] = 60,
    inventory: Annotated[bool, _option("--inventory", help="opt_inventory")] = False,
    yes: Annotated[bool, _option("--yes", help="opt_yes")] = False,
    reveal: Annotated[bool, _option("--reveal", help="opt_reveal")] = False,
    fail_on: FailOn = None,
    lang: Lang = None,
    password_stdin: FromInput = False,
    as_json: Json = False,
):
    """Count, ask, search, tell."""
    texts.use(lang)
    unlock(password_stdin, crm, policy)
    from pathlib import Path

    from ..law import usable_law
    from ..shadow import results, searching, telling
    from ..shadow.inventory import inventory as take_stock
    from ..shadow.walking import Bounds

    at, *_, (data, said) = together(
        lambda: searching.existing_folder(folder),
        lambda: severity(fail_on),
        lambda: usable_law(on),
        lambda: _whole({"--jobs": (jobs, 1, 64), "--keep-days": (keep_days, 1, 366), "--seconds": (seconds, 1, 86400)}),
        lambda: searching.suppression(erased),
        lambda: (None, None) if inventory else _inputs(crm, policy, format),
    )
    known = results.state(Path(out)) or {}
    stock = take_stock(at, leave=Path(out))
    estimate = stock.seconds(jobs, known.get("rate"))
    if inventory and as_json:
        kinds = {kind: {"files": n, "bytes": size} for kind, (n, size) in stock.kinds().items()}
        aside = [{"path": place, "reason": code} for place, code in stock.aside]
        print_json(
            {"files": len(stock.entries), "bytes": stock.size, "kinds": kinds, "aside": aside, "seconds": estimate}
        )
        return
    speak = (lambda line: print(line, file=sys.stderr)) if as_json else print
    if not as_json:
        _counted(stock, reveal)
    said_size = {"size": telling.size(stock.size), "time": telling.duration(estimate)}
    speak(texts.say("shadow.inventory_line", files=telling.count(len(stock.entries)), **said_size))
    if inventory:
        return
    speak(texts.say("shadow.before_title"))
    for one in telling.notice_lines():
        speak(f"- {one}")
    _agreed(yes)
    try:
        with transfer(texts.say("shadow.searching")) as tick:
            found = searching.search(
                at,
                data,
                said,
                on=on,
                out=out,
                jobs=jobs,
                keep_days=keep_days,
                erased=erased,
                bounds=Bounds(seconds=seconds),
                progress=tick,
            )
    except KeyboardInterrupt:
        print(texts.say("shadow.stopped"), file=sys.stderr)
        raise typer.Exit(STOPPED) from None
    if as_json:
        print_json(found.to_dict())
    else:
        _told(found, out, reveal)
        given = {"--crm": crm, "--policy": policy, "--format": format, "--on": on}
        words = [word for name, value in given.items() if value for word in (name, value)]
        command = shlex.join(["avgkit", "report", "shadow-files", *words, "-p", f"shadow={out}"])
        print(texts.say("shadow.next_report", command=command))
    raise typer.Exit(exit_code(found.summary, fail_on, "checks"))


def purge(
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help=texts.say("shadow.arg_purge"))] = OUT,
    everything: Annotated[bool, _option("--all", help="opt_all")] = False,
    lang: Lang = None,
    as_json: Json = False,
):
    """Remove what has expired, and tell what stays."""
    texts.use(lang)
    from datetime import date

    from ..shadow import results

    done = results.purge(folder, everything)
    if as_json:
        print_json(done)
        return
    for key, name in (("removed", "purged"), ("kept", "purge_kept")):
        for one in done[key]:
            day = texts.day(date.fromisoformat(one["expires_on"]))
            print(texts.say(f"shadow.{name}", path=one["folder"], day=day))
    if not done["removed"] and not done["kept"]:
        print(texts.say("shadow.purge_nothing", path=folder))


def _inputs(crm: str | None, policy: str | None, format: str | None):
    """The Crm and Policy; without --crm there is none, for nobody searches for the people of the demo."""
    from ..sources import load_policy, open_inputs

    if crm:
        return open_inputs(crm, policy, format)
    return None, load_policy(policy) if policy else None


def _whole(numbers: dict[str, tuple[int, int, int]]) -> None:
    wrong = [
        texts.say("shadow.bad_number", name=name, value=value, low=low, high=high)
        for name, (value, low, high) in numbers.items()
        if not low <= value <= high
    ]
    if wrong:
        raise AvgkitError(wrong)


def _agreed(yes: bool) -> None:
    """Ask somebody at a terminal whether it was arranged; a program has no one to ask and is only told."""
    asked = sys.stdin is not None and sys.stdin.isatty() and not yes
    if asked and not typer.confirm(texts.say("shadow.ask"), err=True):
        raise AvgkitError(texts.say("shadow.needs_yes"))


def _counted(stock, reveal: bool) -> None:
    from ..shadow import telling

    word = lambda kind: telling.kind("unknown" if kind == "other" else kind)  # noqa: E731
    rows = [[word(kind), texts.number(n), telling.size(size)] for kind, (n, size) in stock.kinds().items()]
    _table(["kind", "files", "size"], rows)
    codes = [code for _, code in stock.aside]
    for code in dict.fromkeys(codes):
        word = texts.say(f"shadow.aside_word_{code}")
        print(texts.say("shadow.aside_line", what=word, n=texts.number(codes.count(code))))
        for place in [place for place, one in stock.aside if one == code][:_SHOWN] if reveal else ():
            print(f"  {line(place)}")


def _table(heads: list[str], rows: list[list[str]]) -> None:
    table([f"shadow.col_{head}" for head in heads], rows)


def _told(found, out: str, reveal: bool) -> None:
    """The counts, then the files that need action by number, then what was not read."""
    from datetime import date

    from ..shadow import telling

    n, summary = texts.number, found.summary
    if summary["resumed"]:
        print(texts.say("shadow.resumed", n=telling.count(summary["resumed"])))
    kinds: dict[str, list[int]] = {}
    for one in found.files:
        row = kinds.setdefault(one["kind"], [0, 0, 0, 0])
        row[0] += 1
        row[1] += one["personal"] == "yes"
        row[2] += one["personal"] == "unknown"
        row[3] += one["unreadable"]
    ordered = sorted(kinds.items(), key=lambda pair: (-pair[1][0], pair[0]))
    _table(["kind", "files", "personal", "unknown", "unread"], [[telling.kind(k), *map(n, row)] for k, row in ordered])
    print(texts.say("shadow.found_line", **{k: n(v) for k, v in summary["personal"].items()}))
    if summary["crm"] is None:
        print(texts.say("shadow.people_none"))
    else:
        print(
            texts.say(
                "shadow.people_line", certain=n(summary["people_certain"]), unsure=n(summary["people_to_confirm"])
            )
        )
    gone = summary["erased"]
    if gone["recognisable"] or gone["hashes"]:
        said = {"known": n(gone["recognisable"]), "asked": n(gone["requests"]), "hashes": n(gone["hashes"])}
        print(texts.say("shadow.erased_line", **said))
    else:
        print(texts.say("shadow.erased_unknown"))
    urgent = telling.urgent(found.files)
    rows = []
    for one in urgent[:_SHOWN]:
        sure = sum(person["certain"] for person in one["people"])
        name = f"{one['id']} {one['path']}" if reveal else one["id"]
        rows.append([name, n(sure), n(len(one["people"]) - sure), "; ".join(telling.actions(one))])
    if rows:
        _table(["file", "people", "confirm", "action"], rows)
    else:
        print(texts.say("shadow.nothing_to_do"))
    if len(urgent) > _SHOWN:
        print(texts.say("shadow.more_files", n=n(len(urgent) - _SHOWN), path=f"{out}/shadow.json"))
    _unread(found.files, reveal)
    day = texts.day(date.fromisoformat(summary["expires_on"]))
    print(texts.say("shadow.ready", path=out, day=day))


def _unread(files: list[dict], reveal: bool) -> None:
    unread = [one for one in files if one["unreadable"]]
    if not unread:
        return
    from ..shadow.telling import masked

    print(texts.say("shadow.unread_line", n=texts.number(len(unread))))
    for one in unread[:_SHOWN]:
        hide = (lambda said, *places: said) if reveal else (lambda said, *places: masked(said, one, *places))  # noqa: B023
        told = dict.fromkeys(hide(line["sentence"], line["place"]) for line in one["unread"])
        if one["rows_unread"]:  # the sentences about its tables name the lines
            told |= dict.fromkeys(map(hide, one["problems"][:_LINES]))
            code = "shadow.rows_unread_one" if one["rows_unread"] == 1 else "shadow.rows_unread"
            told[texts.say(code, n=texts.number(one["rows_unread"]))] = None
        name = f"{one['id']} {one['path']}" if reveal else one["id"]
        print(f"! {line(name)}: {line(' '.join(told))}")
    if len(unread) > _SHOWN:
        print(texts.say("shadow.more_unread", n=texts.number(len(unread) - _SHOWN)))
