"""The command that makes the workbook in which an organisation declares its policy."""

import shlex
from typing import Annotated, Optional

import typer

from .. import texts
from ..errors import AvgkitError
from .options import together
from .output import print_json


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("policy-template", help=texts.say("cli.template_help"))(policy_template)


def policy_template(
    out: Annotated[str, typer.Argument(help=texts.say("cli.arg_workbook"))],
    crm: Annotated[Optional[str], typer.Option("--from", help=texts.say("cli.opt_from"))] = None,  # noqa: UP045
    format: Annotated[Optional[str], typer.Option("--format", help=texts.say("cli.opt_format"))] = None,  # noqa: UP045
    lang: Annotated[Optional[str], typer.Option("--lang", help=texts.say("cli.opt_lang"))] = None,  # noqa: UP045
    as_json: Annotated[bool, typer.Option("--json", help=texts.say("cli.opt_json"))] = False,
):
    """Write the workbook and tell how much was proposed."""
    texts.use(lang)
    from ..sources import load_crm
    from ..sources.template import free, write_template

    _, held = together(lambda: free(out), lambda: _export(load_crm, crm, format))
    made = write_template(out, texts.language(), held)
    if as_json:
        print_json({"out": str(out), "proposals": made})
    else:
        print(texts.say("cli.template_ready", path=out, count=texts.number(sum(made.values()))))
        words = ["--crm", crm or "EXPORT", *(["--format", format] if format else [])]
        command = shlex.join(["avgkit", "report", *words, "--policy", str(out)])
        print(texts.say("cli.template_next", command=command))


def _export(load, crm: str | None, format: str | None):
    """The export that proposals come from, if any; a format without an export is a slip."""
    if format and not crm:
        raise AvgkitError(texts.say("template.format_alone"))
    return load(crm, format) if crm else None
