"""What the commands share: options in the user's language, exit codes, and everything that is wrong told at once."""

import sys
from collections.abc import Callable
from typing import Annotated, Optional

import typer

from .. import texts
from ..errors import AvgkitError

CLEAN, FINDINGS, WRONG, INCOMPLETE, STOPPED = 0, 1, 2, 3, 130


def spoken(words: list[str]) -> None:
    """Speak the language of --lang already in the help and in a complaint about the command itself."""
    for before, word in zip(["", *words], words, strict=False):
        lang = word.removeprefix("--lang=") if word.startswith("--lang=") else word if before == "--lang" else ""
        if lang in texts.LANGUAGES:
            texts.use(lang)


spoken(sys.argv[1:])  # the help is written where a command is declared, so the language must be known by then

S = Optional[str]  # noqa: UP045 - typer reads this form on every Python we support


def option(*names: str, help: str):
    """An option with its help in the user's language."""
    return typer.Option(*names, help=texts.say(f"cli.{help}"))


def options_of(part: str) -> Callable:
    """The maker of the options of one command, whose help is in the words of `part`: option("--out") or option("out").

    The help of --keep-days is the phrase `part.opt_keep_days`, unless another name is given as `help`.
    """

    def made(*names: str, help: str | None = None):
        names = [name if name.startswith("-") else f"--{name}" for name in names]
        return typer.Option(*names, help=texts.say(f"{part}.{help or 'opt_' + names[0].strip('-').replace('-', '_')}"))

    return made


CrmPath = Annotated[S, option("--crm", help="opt_crm")]
PolicyPath = Annotated[S, option("--policy", help="opt_policy")]
Format = Annotated[S, option("--format", help="opt_format")]
On = Annotated[S, option("--on", help="opt_on")]
Lang = Annotated[S, option("--lang", help="opt_lang")]
Json = Annotated[bool, option("--json", help="opt_json")]
AcceptedPath = Annotated[S, option("--accepted", help="opt_accepted")]
FailOn = Annotated[S, option("--fail-on", help="opt_fail_on")]
FailOnNew = Annotated[S, option("--fail-on", help="opt_fail_on_new")]


def together(*steps: Callable) -> list:
    """What each step gives; what is wrong in any of them is told at once."""
    given, problems = [], []
    for step in steps:
        try:
            given.append(step())
        except AvgkitError as error:
            problems += error.problems
    if problems:
        raise AvgkitError(problems)
    return given


def severity(value: str | None, *others: str) -> None:
    """Refuse a severity that there is not; `others` are words that a command takes besides."""
    from ..check import SEVERITIES

    known("errors.unknown_severity", value, (*SEVERITIES, *others))


def known(key: str, value: str | None, names: tuple[str, ...]) -> None:
    """Refuse a value that is none of these names."""
    if value is not None and value not in names:
        raise AvgkitError(texts.unknown_name(key, value, names))


def exit_code(results: dict, fail_on: str | None, of: str = "results") -> int:
    """The exit code: incomplete before findings; without --fail-on findings alone do not fail.

    `of`: where the answers of the checks stand in `results`, each with its violations and severity. Accepted findings
    do not count; `new` counts those that the run before had not.
    """
    if not results["complete"]:
        return INCOMPLETE
    if fail_on == "new" and results.get("trend"):
        return FINDINGS if results["trend"]["new"] else CLEAN
    order = ("high", "medium", "low")
    serious = order if fail_on == "new" else order[: order.index(fail_on) + 1] if fail_on else ()
    taken = (results.get("accepted_findings") or {}).get("checks", {})
    counting = [r for r in results[of] if r["violations"] > taken.get(r.get("check"), {}).get("accepted", 0)]
    return FINDINGS if any(r["severity"] in serious for r in counting) else CLEAN
