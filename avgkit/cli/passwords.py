"""The password of a locked export: asked on the terminal or read from the standard input, never a word of a command."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from .. import texts
from .options import option

FromInput = Annotated[bool, option("--password-stdin", help="opt_password_stdin")]
_LOOKED_AT = 200  # files of a folder that are looked at before the question is asked


def unlock(from_input: bool, *places: str | None) -> None:
    """Have the password at hand for whatever is opened in this run, also by other processes of it.

    `from_input`: the first line of the standard input. Else it is asked for, on a terminal only, when one of the
    places (a file, or the files in a folder) is locked.
    """
    from ..reading import locks

    listens = sys.stdin is not None  # a scheduler may start a program without one
    password = sys.stdin.readline().rstrip("\r\n") if from_input and listens else ""
    if not from_input and not locks.given() and listens and sys.stdin.isatty() and _locked(places):
        password = typer.prompt(
            texts.say("cli.ask_password"), hide_input=True, err=True, default="", show_default=False
        )
    if password:
        os.environ[locks.PASSWORD] = password  # gone when the command ends; no other user can read it there


def _locked(places: tuple[str | None, ...]) -> bool:
    from ..reading import locked

    files: list[Path] = []
    for place in (Path(place) for place in places if place):
        try:
            files += sorted(place.iterdir())[:_LOOKED_AT] if place.is_dir() else [place]
        except (OSError, ValueError):  # what is wrong with the place is told when it is opened
            continue
    return any(locked(file) for file in files)
