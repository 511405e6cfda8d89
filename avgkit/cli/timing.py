"""The command that prints the timetable of a training session."""

from typing import Annotated

import typer

from .. import texts
from .options import Json, Lang
from .output import print_json


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("timetable", help=texts.say("timetable.command_help"))(timetable)


def timetable(
    length: Annotated[str, typer.Option("--length", help=texts.say("timetable.opt_length"))] = "half-day",
    start: Annotated[str, typer.Option("--start", help=texts.say("timetable.opt_start"))] = "09:00",
    lang: Lang = None,
    as_json: Json = False,
):
    """Make the rows and tell them."""
    texts.use(lang)
    from ..lessons import timetable as timetables

    if as_json:
        print_json(timetables.as_dicts(timetables.timetable(length, None, start)))
    else:
        print(timetables.page(length, None, start))
