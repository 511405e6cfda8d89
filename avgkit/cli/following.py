"""What the command line says of change: since the last run, accepted findings, the summary; and the list to fill in."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from .. import texts
from .options import Json, Lang, S, options_of
from .output import line, print_json

_option = options_of("trends")
_MOST = 8  # checks that are named; the report has them all

RunsPath = Annotated[S, _option("--runs")]
AcceptFindings = Annotated[S, _option("--accept-findings")]
Summary = Annotated[S, _option("--summary")]


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("accept-template", help=texts.say("trends.accept_help"))(accept_template)


def accept_template(
    out: Annotated[str, typer.Argument(help=texts.say("trends.arg_accept"))],
    findings: Annotated[S, _option("--from", help="opt_from_scan")] = None,
    lang: Lang = None,
    as_json: Json = False,
):
    """Write the list, and tell how many findings are in it."""
    texts.use(lang)
    from ..trends.accepting import write_template

    count = write_template(out, findings, texts.language())
    if as_json:
        print_json({"out": str(out), "lines": count})
    else:
        lines = texts.say(f"trends.accept_lines_{'one' if count == 1 else 'more'}", n=texts.number(count))
        print(texts.say("trends.accept_ready", path=out, count=lines))


def checked(accept: str | None, summary: str | None) -> tuple[Callable, Callable]:
    """What has to be right before anything runs: the list of accepted findings, and the place of the summary."""
    from ..trends import accepting
    from ..trends import summary as summing

    return lambda: accepting.read_findings(accept), lambda: summing.place(summary)


def tell(results: dict, fail_on: str | None = None) -> None:
    """What changed since the last run, for people; what is accepted; what could not be read of earlier runs."""
    trend = results.get("trend")
    if not trend:
        return
    for problem in trend["problems"]:
        print(f"! {line(problem)}")
    if trend["before"]:
        _compared(trend)
    for remark in trend["remarks"]:
        print(line(remark))
    _accepted(results.get("accepted_findings"))
    if fail_on == "new":
        print(texts.say("trends.fail_on_new", n=_many("new_findings", trend["new"])))


def _compared(trend: dict) -> None:
    from ..trends.comparing import DOWN, UP
    from ..trends.summary import records, worded

    day = texts.day(date.fromisoformat(trend["before"]["law_date"]))
    print(texts.say("trends.compared_with", day=day, words=worded(trend["words"])))
    for word in ("new", "worse", "mixed", "better", "solved"):
        named = [texts.word(theme) for theme, one in trend["themes"].items() if one["word"] == word]
        if named:
            print("  " + texts.say("trends.themes_line", word=_word(word), themes=", ".join(named)))
    moved = [(check, one) for check, one in trend["checks"].items() if one["word"] in (*UP, *DOWN)]
    moved.sort(key=lambda pair: pair[1]["word"] in DOWN)
    for check, one in moved[:_MOST]:
        sides = {side: texts.number(one[side]["violations"]) for side in ("before", "now")}
        print("  " + texts.say("trends.change_line", check=check, word=_word(one["word"]), **sides))
    if len(moved) > _MOST:
        print("  " + _many("changes_more", len(moved) - _MOST))
    print(records(trend))
    days: dict[str, list[str]] = {}
    for rule in trend["law"]:
        days.setdefault(rule["from"], []).append(texts.article(rule["article"]))
    for day, refs in days.items():
        print(texts.say("trends.law_line", day=texts.day(date.fromisoformat(day)), articles=", ".join(refs)))


def _accepted(told: dict | None) -> None:
    """Accepted findings, and aloud those that count again."""
    if not told:
        return
    if told["accepted"]:
        print(_many("accepted_all", told["accepted"]))
    for check, one in told["checks"].items():
        if one["accepted"]:
            until = texts.day(date.fromisoformat(one["until"]))
            part = texts.say("trends.accepted_of", n=texts.number(one["accepted"]), day=until)
            print(f"  {check}: {part}")
    if told["expired"]:
        print(f"! {_many('accepted_over', told['expired'])}")
    if told["idle"]:
        print(texts.say("trends.accepted_idle", lines=", ".join(map(str, told["idle"][:20]))))


def summarised(path: Path | None, results: dict, report: str | Path) -> None:
    """Write the summary where it was asked for."""
    if path:
        from ..trends.summary import write

        write(path, results, report)


def _word(word: str) -> str:
    return texts.say(f"trends.word_{word}")


def _many(key: str, count: int) -> str:
    return texts.say(f"trends.{key}_{'one' if count == 1 else 'more'}", n=texts.number(count))
