"""The command line: thin; every command calls the same function that a notebook calls."""

import json
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from . import texts
from .errors import AvgkitError

CLEAN, FINDINGS, WRONG, INCOMPLETE = 0, 1, 2, 3
_help = {"context_settings": {"help_option_names": ["-h", "--help"]}}
app = typer.Typer(help=texts.say("cli.about"), no_args_is_help=True, add_completion=False, rich_markup_mode=None, **_help)

_S = Optional[str]  # noqa: UP045 - typer reads this form on every Python we support


def _option(*names: str, help: str):
    return typer.Option(*names, help=texts.say(f"cli.{help}"))


CrmPath = Annotated[_S, _option("--crm", help="opt_crm")]
PolicyPath = Annotated[_S, _option("--policy", help="opt_policy")]
Format = Annotated[_S, _option("--format", help="opt_format")]
On = Annotated[_S, _option("--on", help="opt_on")]
Lang = Annotated[_S, _option("--lang", help="opt_lang")]
Json = Annotated[bool, _option("--json", help="opt_json")]
FailOn = Annotated[_S, _option("--fail-on", help="opt_fail_on")]


@app.command(help=texts.say("cli.generate_help"))
def generate(
    out: Annotated[str, typer.Argument(help=texts.say("cli.arg_out"))],
    people: Annotated[int, _option("--people", help="opt_people")] = 500,
    seed: Annotated[int, _option("--seed", help="opt_seed")] = 1,
    format: Annotated[str, _option("--format", help="opt_table_format")] = "csv",
    flaws: Annotated[str, _option("--flaws", help="opt_flaws")] = "default",
    lang: Lang = None,
    as_json: Json = False,
):
    texts.use(lang)
    from .synthetic import generate_crm

    made = generate_crm(people=people, seed=seed, flaws=flaws)
    made.write(out, format=format)
    tables = {name: made.crm.count(name) for name in made.crm.tables}
    if as_json:
        _print_json({"out": str(out), "tables": tables, "flaws": len(made.flaws)})
    else:
        _table(["col_table", "col_rows"], [[name, texts.number(count)] for name, count in tables.items()])
        print(texts.say("cli.generated", out=out, flaws=texts.number(len(made.flaws))))


@app.command(help=texts.say("cli.scan_help"))
def scan(
    crm: CrmPath = None,
    policy: PolicyPath = None,
    format: Format = None,
    on: On = None,
    themes: Annotated[_S, _option("--themes", help="opt_themes")] = None,
    out: Annotated[_S, _option("--out", help="opt_out_scan")] = "findings",
    fail_on: FailOn = None,
    engine: Annotated[str, _option("--engine", help="opt_engine")] = "duckdb",
    lang: Lang = None,
    as_json: Json = False,
):
    texts.use(lang)
    _known("errors.unknown_severity", fail_on, ("high", "medium", "low"))
    _known("errors.unknown_engine", engine, ("duckdb",))
    from .scans import scan as run
    from .sources import open_inputs

    wanted = [name.strip() for name in themes.split(",") if name.strip()] if themes else None
    data, said = open_inputs(crm, policy, format)
    with _progress(texts.say("cli.scanning")) as tick:
        done = run(data, said, on=on, themes=wanted, out=out, progress=tick)
    results = done.to_dict()
    _print_json(results) if as_json else _summary(results)
    raise typer.Exit(_code(results, fail_on))


@app.command(help=texts.say("cli.report_help"))
def report(
    name: Annotated[str, typer.Argument(help=texts.say("cli.arg_report"))] = "readiness-scan",
    crm: CrmPath = None,
    policy: PolicyPath = None,
    format: Format = None,
    on: On = None,
    lang: Lang = None,
    out: Annotated[str, _option("--out", help="opt_out")] = "reports",
    parameter: Annotated[Optional[list[str]], _option("-p", help="opt_parameter")] = None,  # noqa: UP045
    fail_on: FailOn = None,
    as_json: Json = False,
):
    texts.use(lang)
    _known("errors.unknown_severity", fail_on, ("high", "medium", "low"))
    parameters = _parameters(parameter or [])
    from .reports import report as render

    with _progress(texts.say("cli.reporting")) as tick:
        made = render(
            name,
            crm=crm,
            policy=policy,
            format=format,
            on=on,
            lang=texts.language(),
            out=out,
            parameters=parameters,
            progress=tick,
            command=_command(),
        )
    if as_json:
        _print_json({"html": str(made.html), "ipynb": str(made.ipynb), **made.results})
    else:
        _summary(made.results)
        print(texts.say("cli.report_ready", path=made.html))
    raise typer.Exit(_code(made.results, fail_on) if fail_on else CLEAN)


@app.command(help=texts.say("cli.judge_help"))
def judge(
    check: Annotated[str, typer.Argument(help=texts.say("cli.arg_check"))],
    facts: Annotated[str, typer.Argument(help=texts.say("cli.arg_facts"))],
    on: On = None,
    lang: Lang = None,
    as_json: Json = False,
):
    texts.use(lang)
    from .judges import judge as answer
    from .judges import read_cases
    from .themes import find

    answers = answer(check, read_cases(facts), on)
    if as_json:
        _print_json(answers)
        return
    found = find(check)
    print(f"{found.words('title')} ({', '.join(texts.article(a) for a in found.articles)})")
    for one in answers:
        word = texts.say({True: "cli.finding", False: "cli.ok", None: "cli.unknown"}[one["violates"]])
        why = texts.word(";".join(one["reasons"]))
        print(f"{one['key']}: {word}{f' ({why})' if why else ''}")
    print(texts.say("cli.no_advice", day=texts.day(_law_day(answers))))


@app.command("checks", help=texts.say("cli.checks_help"))
def list_checks(
    theme: Annotated[_S, _option("--theme", help="opt_theme")] = None,
    lang: Lang = None,
    as_json: Json = False,
):
    texts.use(lang)
    from .themes import checks

    found = checks(theme)
    if as_json:
        _print_json([describe(check) for check in found])
        return
    rows = [
        [c.id, c.words("title"), ", ".join(texts.article(a) for a in c.articles), texts.word(c.severity)] for c in found
    ]
    _table(["col_check", "col_title", "col_articles", "col_severity"], rows)


def describe(check) -> dict:
    """What `avgkit checks --json` says of a check: enough to write a case without reading the code."""
    from . import schema

    facts = []
    for name in check.facts:
        table, _, column = name.partition(".")
        side = next(s for s in schema.SIDES if table in schema.tables(s))
        found = schema.tables(side)[table].columns[column]
        meaning = found.meaning[texts.language()]
        facts.append({"name": name, "type": found.type, "values": list(found.values), "meaning": meaning})
    return {
        "id": check.id,
        "theme": check.theme,
        "articles": list(check.articles),
        "severity": check.severity,
        "hours": check.hours,
        "title": check.words("title"),
        "rule": check.words("rule"),
        "table": check.table,
        "needs": list(check.needs),
        "facts": facts,
    }


def main() -> None:
    """Run the command line: wrong use is told in one sentence and ends with exit code 2, never with a traceback."""
    try:
        code = app(standalone_mode=False)
    except AvgkitError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        code = WRONG
    except typer.Exit as stop:
        code = stop.exit_code
    except (KeyboardInterrupt, typer.Abort):
        print(texts.say("cli.stopped"), file=sys.stderr)
        code = 130
    except BrokenPipeError:
        code = CLEAN
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        print(usage(error), file=sys.stderr)
        code = WRONG
    sys.exit(code if isinstance(code, int) else CLEAN)


def usage(error) -> str:
    """A wrong option or command in the user's language, with the nearest that exists."""
    kind = type(error).__name__
    near = texts.say("errors.did_you_mean", near=error.possibilities[0]) if getattr(error, "possibilities", None) else ""
    if kind == "NoSuchOption":
        return f"{texts.say('cli.no_option', name=error.option_name)} {near}".strip()
    if kind == "MissingParameter":
        return texts.say("cli.missing", name=error.param.human_readable_name if error.param else "")
    if kind == "BadParameter" and error.param is not None:
        return texts.say("cli.bad_value", name=error.param.opts[0])
    given = [word for word in sys.argv[1:] if not word.startswith("-")]
    commands = [c.name or c.callback.__name__ for c in app.registered_commands]
    if given and given[0] not in commands:
        return texts.unknown_name("cli.no_command", given[0], commands)
    return texts.say("cli.wrong_use", message=error.format_message())


def _known(key: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise AvgkitError(texts.unknown_name(key, value, known))


def _parameters(pairs: list[str]) -> dict[str, str]:
    """The -p name=value pairs; all that are not of that form are told at once."""
    wrong = [texts.say("cli.bad_parameter", value=pair) for pair in pairs if "=" not in pair]
    if wrong:
        raise AvgkitError(wrong)
    return dict(pair.split("=", 1) for pair in pairs)


def _code(results: dict, fail_on: str | None) -> int:
    """The exit code: incomplete before findings; without --fail-on findings alone do not fail."""
    if not results["complete"]:
        return INCOMPLETE
    order = ("high", "medium", "low")
    serious = order[: order.index(fail_on) + 1] if fail_on else ()
    return FINDINGS if any(r["violations"] and r["severity"] in serious for r in results["results"]) else CLEAN


def _command() -> str:
    """The command as typed, without the folder it was run from."""
    import shlex

    return shlex.join([Path(sys.argv[0]).stem if "__main__" not in sys.argv[0] else "avgkit", *sys.argv[1:]])


def _law_day(answers: list[dict]):
    from datetime import date

    return date.fromisoformat(answers[0]["law_date"])


def _print_json(value) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _console():
    from rich.console import Console

    return Console(soft_wrap=False, highlight=False)


def _table(headers: list[str], rows: list[list[str]]) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, header in enumerate(headers):
        first = number == 0
        numeric = bool(rows) and number > 0 and all(r[number][:1].isdigit() for r in rows)
        table.add_column(texts.say(f"cli.{header}"), justify="right" if numeric else "left", no_wrap=first, overflow="fold")
    for row in rows:
        table.add_row(*(escape(str(cell)) for cell in row))
    _console().print(table)


def _summary(results: dict) -> None:
    """A line for each theme, then what was not read and what did not run."""
    rows = []
    for state in results["themes"]:
        numbers = [texts.number(state[k]) for k in ("items", "violations", "unknown")]
        run = texts.say("errors.of", part=state["checks_done"], whole=state["checks_done"] + state["checks_not_run"])
        rows.append([texts.word(state["theme"]), run, *numbers])
    _table(["col_theme", "col_checks", "col_items", "col_findings", "col_unknown"], rows)
    reasons = dict.fromkeys(r["reason"] for r in results["results"] if r["status"] != "done")
    for reason in reasons:
        count = sum(r["reason"] == reason for r in results["results"])
        print(texts.say("cli.not_run", count=count, reason=reason))
    for problem in [p for source in results["sources"] for p in source["problems"]]:
        print(f"! {problem}")


class _progress:
    """A progress bar on the error stream, shown only to a person."""

    def __init__(self, text: str):
        self.text = text

    def __enter__(self):
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
        self.bar = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        self.bar.start()
        task = self.bar.add_task(self.text, total=None)
        return lambda done, total: self.bar.update(task, completed=done, total=total)

    def __exit__(self, *_):
        self.bar.stop()
