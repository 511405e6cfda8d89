"""The command line: thin; every command calls the same function that a notebook calls."""

import os
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from .. import texts
from ..errors import AvgkitError
from . import (
    batching,
    classing,
    following,
    inspecting,
    judging,
    lab,
    learning,
    planning,
    recognising,
    requesting,
    shadowing,
    timing,
    verifying,
)
from .options import (
    CLEAN,
    STOPPED,
    WRONG,
    AcceptedPath,
    CrmPath,
    FailOnNew,
    Format,
    Json,
    Lang,
    On,
    PolicyPath,
    S,
    exit_code,
    known,
    option,
    options_of,
    severity,
    spoken,
    together,
)
from .output import line, print_json, progress, summary, table, undeclared
from .passwords import FromInput, unlock
from .template import register
from .usage import no_room, readable, refused, usage, whole_streams

_MOST = 100  # problems that are printed; whoever has more has the wrong file

app = typer.Typer(
    help=texts.say("cli.about"),
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,  # it would show the values of variables, and so persons
    context_settings={"help_option_names": ["-h", "--help"]},
)

app.command("batch", help=texts.say("batch.help"))(batching.batch)
app.command("plan", help=texts.say("cli.plan_help"))(planning.plan)
app.command("lab", help=texts.say("faces.help"))(lab.lab)


@app.command(help=texts.say("cli.generate_help"))
def generate(
    out: Annotated[str, typer.Argument(help=texts.say("cli.arg_out"))],
    people: Annotated[int, option("--people", help="opt_people")] = 500,
    seed: Annotated[int, option("--seed", help="opt_seed")] = 1,
    format: Annotated[str, option("--format", help="opt_table_format")] = "csv",
    flaws: Annotated[str, option("--flaws", help="opt_flaws")] = "default",
    shadow: Annotated[bool, option("--shadow", help="opt_shadow_tree")] = False,
    lang: Lang = None,
    as_json: Json = False,
):
    texts.use(lang)
    from ..synthetic import generate_crm

    made = generate_crm(people=people, seed=seed, flaws=flaws)
    made.write(out, format=format, shadow=seed if shadow else None)
    tables = {name: made.crm.count(name) for name in made.crm.tables}
    if as_json:
        print_json({"out": str(out), "tables": tables, "flaws": len(made.flaws)})
    else:
        table(["col_table", "col_rows"], [[name, texts.number(count)] for name, count in tables.items()])
        print(texts.say("cli.generated", out=out, flaws=texts.number(len(made.flaws))))
        if shadow:
            print(texts.say("cli.generated_shadow", out=out))


@app.command(help=texts.say("cli.scan_help"))
def scan(
    crm: CrmPath = None,
    policy: PolicyPath = None,
    format: Format = None,
    on: On = None,
    themes: Annotated[S, option("--themes", help="opt_themes")] = None,
    out: Annotated[S, option("--out", help="opt_out_scan")] = "findings",
    fail_on: FailOnNew = None,
    engine: Annotated[str, option("--engine", help="opt_engine")] = "duckdb",
    accepted: AcceptedPath = None,
    accept_findings: following.AcceptFindings = None,
    runs: following.RunsPath = None,
    summarise: following.Summary = None,
    lang: Lang = None,
    password_stdin: FromInput = False,
    as_json: Json = False,
):
    texts.use(lang)
    unlock(password_stdin, crm, policy)
    from ..law import usable_law
    from ..recognisers.accepting import accepted_on
    from ..scans import scan as run
    from ..sources import open_inputs
    from ..themes import checks
    from ..trends import follow

    wanted = [name.strip() for name in (themes or "").split(",") if name.strip()]
    *_, listed, place, (data, said) = together(
        lambda: severity(fail_on, "new"),
        lambda: known("errors.unknown_engine", engine, ("duckdb",)),
        lambda: usable_law(on),
        *(lambda name=name: checks(name) for name in wanted),
        *following.checked(accept_findings, summarise),
        lambda: open_inputs(crm, policy, format),
    )
    data.accepted = accepted_on(accepted, on)
    with progress(texts.say("cli.scanning")) as tick:
        done = run(data, said, on=on, themes=wanted, out=out, progress=tick)
    since = follow(done, out=out, keep=runs, accept=listed)
    results = done.to_dict() | {"trend": since.to_dict(), "accepted_findings": since.accepted_dict()}
    following.summarised(place, results, out)
    if as_json:
        print_json(results)
    else:
        summary(results)
        following.tell(results, fail_on)
        undeclared(results, crm, format, policy)
        print(texts.say("cli.scan_ready", path=out))
    raise typer.Exit(exit_code(results, fail_on))


@app.command(help=texts.say("cli.report_help"))
def report(
    name: Annotated[str, typer.Argument(help=texts.say("cli.arg_report"))] = "readiness-scan",
    crm: CrmPath = None,
    policy: PolicyPath = None,
    format: Format = None,
    on: On = None,
    lang: Lang = None,
    out: Annotated[str, option("--out", help="opt_out")] = "reports",
    parameter: Annotated[Optional[list[str]], option("-p", help="opt_parameter")] = None,  # noqa: UP045
    accepted: AcceptedPath = None,
    reveal: Annotated[bool, options_of("named")("--reveal")] = False,
    accept_findings: following.AcceptFindings = None,
    runs: following.RunsPath = None,
    summarise: following.Summary = None,
    fail_on: FailOnNew = None,
    password_stdin: FromInput = False,
    as_json: Json = False,
):
    texts.use(lang)
    unlock(password_stdin, crm, policy)
    steps = (lambda: severity(fail_on, "new"), lambda: _parameters(parameter or []))
    _, parameters, _, place = together(*steps, *following.checked(accept_findings, summarise))
    named = {"accepted": accepted, "accepted_findings": accept_findings, "runs": runs, "reveal": reveal and "true"}
    parameters |= {key: value for key, value in named.items() if value} | requesting.in_private(parameters)
    from ..reports import report as render

    with progress(texts.say("cli.reporting")) as tick:
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
    following.summarised(place, made.results, made.html)
    if as_json:
        print_json({"html": str(made.html), "ipynb": str(made.ipynb), **made.results})
    else:
        if made.results["themes"]:
            summary(made.results)
            following.tell(made.results, fail_on)
            if crm or policy:  # a report on results of a search has neither
                undeclared(made.results, crm, format, policy)
        print(texts.say("cli.report_ready", path=made.html))
        if made.named:
            print(texts.say("named.ready", path=made.named))
    raise typer.Exit(exit_code(made.results, fail_on))


register(app)
for part in (judging, inspecting, following, recognising, verifying, shadowing, requesting, timing, learning, classing):
    part.register(app)


def main() -> None:
    """Run the command line: wrong use is told in one sentence and ends with exit code 2, never with a traceback."""
    sys.argv[1:] = [readable(word) for word in sys.argv[1:]]
    spoken(sys.argv[1:])
    whole_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that knows no ▲ shows ?, and stays whole
    try:
        code = app(standalone_mode=False)
        sys.stdout.flush()
    except AvgkitError as error:
        for problem in error.problems[:_MOST]:
            print(line(problem), file=sys.stderr)
        if (more := len(error.problems) - _MOST) > 0:
            print(texts.say("cli.more_problems", count=texts.number(more)), file=sys.stderr)
        code = WRONG
    except typer.Exit as stop:
        code = stop.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = STOPPED
    except (BrokenPipeError, SystemExit):  # the reader has seen enough, as `| head` does; typer would say 1: findings
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = CLEAN
    except Exception as error:
        if no_room(error):
            print(texts.say("cli.disk_full"), file=sys.stderr)
        elif isinstance(error, MemoryError) or (isinstance(error, OSError) and error.filename is not None):
            print(refused(error), file=sys.stderr)
        elif hasattr(error, "format_message"):
            print(usage(error), file=sys.stderr)
        else:
            raise
        code = WRONG
    if code == STOPPED:
        print(texts.say("cli.stopped"), file=sys.stderr)
    sys.exit(code if isinstance(code, int) else CLEAN)


def _parameters(pairs: list[str]) -> dict[str, str]:
    """The -p name=value pairs; all that are not of that form are told at once."""
    wrong = [texts.say("cli.bad_parameter", value=pair) for pair in pairs if pair.find("=") < 1]
    if wrong:
        raise AvgkitError(wrong)
    return dict(pair.split("=", 1) for pair in pairs)


def _command() -> str:
    """The command as typed, without the folder it was run from."""
    import shlex

    return shlex.join([Path(sys.argv[0]).stem if "__main__" not in sys.argv[0] else "avgkit", *sys.argv[1:]])
