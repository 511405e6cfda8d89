"""The command that makes a plan of what a scan finds."""

from typing import Annotated

import typer

from .. import texts
from .options import CrmPath, FailOn, Format, Json, Lang, On, PolicyPath, S, exit_code, option, severity, together
from .output import line as one_line
from .output import print_json, progress, table, undeclared
from .passwords import FromInput, unlock


def plan(
    crm: CrmPath = None,
    policy: PolicyPath = None,
    format: Format = None,
    on: On = None,
    target: Annotated[S, option("--target", help="opt_target")] = None,
    hours_per_week: Annotated[S, option("--hours-per-week", help="opt_hours")] = None,
    start: Annotated[S, option("--start", help="opt_start")] = None,
    out: Annotated[S, option("--out", help="opt_out_plan")] = None,
    fail_on: FailOn = None,
    lang: Lang = None,
    password_stdin: FromInput = False,
    as_json: Json = False,
):
    """Scan, plan, and tell; the workbook only where one is asked for."""
    texts.use(lang)
    unlock(password_stdin, crm, policy)
    from ..law import usable_law
    from ..plans import plan as make
    from ..plans import terms
    from ..plans.sheets import checked
    from ..scans import scan
    from ..sources import open_inputs

    *_, (data, said) = together(
        lambda: severity(fail_on),
        lambda: usable_law(on),
        lambda: terms(start, target, hours_per_week, usable_law(on).on if _right(usable_law, on) else None),
        lambda: checked(out),
        lambda: open_inputs(crm, policy, format),
    )
    with progress(texts.say("cli.scanning")) as tick:
        found = scan(data, said, on=on, progress=tick)
    made = make(found, target=target, hours_per_week=hours_per_week, start=start)
    path = made.write(out) if out else None
    if as_json:
        print_json(made.to_dict() | {"xlsx": path and str(path)})
    else:
        _tell(made, path)
        undeclared(found.to_dict(), crm, format)
    raise typer.Exit(exit_code(found.to_dict(), fail_on))


def _right(ask, value) -> bool:
    from ..errors import AvgkitError

    try:
        ask(value)
    except AvgkitError:
        return False
    return True


def _tell(made, path) -> None:
    """The answer, a line for each measure, and what in the inputs could not be read."""
    print(made.answer())
    rows = []
    for line in made.lines:
        fits = texts.show(line.slot.fits) if line.slot.fits is not None else texts.NOTHING
        hours = texts.number(float(line.measure.hours))
        cells = [line.measure.title, hours, line.measure.owner, line.slot.end.isoformat(), fits]
        rows.append([str(line.number), *cells])
    if rows:
        table(["col_number", "col_measure", "col_hours", "col_owner", "col_ready", "col_in_time"], rows)
    for problem in [p for source in made.scan.sources for p in source.problems]:
        print(f"! {one_line(problem)}")
    if path:
        print(texts.say("cli.plan_ready", path=path))
    print(texts.say("cli.no_advice", day=texts.day(made.scan.law_date)))
