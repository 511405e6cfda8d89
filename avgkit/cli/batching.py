"""The command that makes many reports of one plan."""

import os
from typing import Annotated

import typer

from .. import texts
from ..errors import AvgkitError
from .following import AcceptFindings
from .options import (
    AcceptedPath,
    CrmPath,
    FailOnNew,
    Format,
    Json,
    Lang,
    On,
    PolicyPath,
    exit_code,
    options_of,
    severity,
    together,
)
from .output import counted, line, print_json
from .passwords import FromInput, unlock

option = options_of("batch")


def batch(
    plan: Annotated[str, typer.Argument(help=texts.say("batch.arg_plan"))],
    out: Annotated[str, option("--out")] = "reports",
    jobs: Annotated[int, option("--jobs")] = 0,
    crm: CrmPath = None,
    policy: PolicyPath = None,
    format: Format = None,
    on: On = None,
    lang: Lang = None,
    time_limit: Annotated[float, option("--time-limit")] = 600,
    memory: Annotated[int, option("--memory")] = 0,
    again: Annotated[bool, option("--again")] = False,
    accepted: AcceptedPath = None,
    accept_findings: AcceptFindings = None,
    fail_on: FailOnNew = None,
    password_stdin: FromInput = False,
    as_json: Json = False,
):
    """Make the reports, tell what became of them."""
    texts.use(lang)
    unlock(password_stdin, crm, policy)
    together(
        lambda: severity(fail_on, "new"),
        lambda: _above("--jobs", jobs, 0),
        lambda: _above("--time-limit", time_limit, 1),
        lambda: _above("--memory", memory, 0),
    )
    from ..batches import batch as make
    from ..batches import stoppable

    with stoppable(), counted(texts.say("batch.working")) as tick:
        made = make(
            plan,
            out,
            jobs=jobs or os.cpu_count() or 1,
            crm=crm,
            policy=policy,
            format=format,
            on=on,
            lang=texts.language(),
            accepted=accepted,
            accepted_findings=accept_findings,
            seconds=time_limit,
            memory=memory * 1_000_000 or None,
            again=again,
            progress=tick,
        )
    told = made.to_dict()
    if as_json:
        print_json(told)
    else:
        for one in told["reports"]:
            if one["state"] == "failed":
                why = " ".join(one["problems"])
                print(line(texts.say("batch.failed_line", name=one["name"], report=one["report"], why=why)))
        states = {name: texts.number(told["states"][name]) for name in ("kept", "failed")}
        ready = texts.number(told["states"]["done"] + told["states"]["kept"])
        print(texts.say("batch.done_line", ready=ready, all=texts.number(len(made.made)), path=told["index"], **states))
    raise typer.Exit(exit_code(told | {"results": made.severe()}, fail_on))


def _above(name: str, value: float, least: float) -> None:
    if not value >= least:  # nan is no number of anything
        raise AvgkitError(texts.say("batch.number_wrong", name=name, value=value, least=least))
