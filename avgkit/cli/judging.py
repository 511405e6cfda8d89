"""The commands about single checks: the verdict on cases, and which checks there are."""

import sys
import warnings
from typing import Annotated

import typer

from .. import texts
from ..errors import AvgkitWarning
from .options import Json, Lang, On, S, option, together
from .output import answered, print_json, table


def register(app: typer.Typer) -> None:
    """Add the commands to the command line."""
    app.command("judge", help=texts.say("cli.judge_help"), epilog=texts.say("cli.judge_manual"))(judge)
    app.command("checks", help=texts.say("cli.checks_help"))(list_checks)


def judge(
    check: Annotated[str, typer.Argument(help=texts.say("cli.arg_check"))],
    facts: Annotated[str, typer.Argument(help=texts.say("cli.arg_facts"))],
    on: On = None,
    lang: Lang = None,
    as_json: Json = False,
):
    """Judge single cases and tell the answers."""
    texts.use(lang)
    from ..judges import judge as answer
    from ..judges import read_cases
    from ..law import usable_law
    from ..themes import find

    found, cases, law = together(lambda: find(check), lambda: read_cases(facts), lambda: usable_law(on))
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("ignore")
        warnings.simplefilter("always", AvgkitWarning)
        answers = answer(check, cases, law.on)
    for warning in told:
        print(f"! {warning.message}", file=sys.stderr)
    if as_json:
        print_json(answers)
        return
    answered(found, answers)
    print(texts.say("cli.no_advice", day=texts.day(_law_day(answers))))


def list_checks(
    theme: Annotated[S, option("--theme", help="opt_theme")] = None,
    lang: Lang = None,
    as_json: Json = False,
):
    """Tell which checks there are."""
    texts.use(lang)
    from ..themes import checks
    from .describing import describe

    found = checks(theme)
    if as_json:
        print_json([describe(check) for check in found])
        return
    rows = [
        [c.id, c.words("title"), ", ".join(texts.article(a) for a in c.articles), texts.word(c.severity)] for c in found
    ]
    table(["col_check", "col_title", "col_articles", "col_severity"], rows)


def _law_day(answers: list[dict]):
    from datetime import date

    return date.fromisoformat(answers[0]["law_date"])
