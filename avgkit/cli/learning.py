"""The command that shows, removes and proves what somebody practised."""

from typing import Annotated

import typer

from .. import texts
from .options import Json, Lang, S
from .output import print_json


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("progress", help=texts.say("progress.cli_help"))(progress)


def _option(name: str):
    return typer.Option(f"--{name}", help=texts.say(f"progress.cli_{name}"))


def progress(
    learner: Annotated[S, _option("learner")] = None,
    kept: Annotated[bool, _option("kept")] = False,
    reset: Annotated[S, _option("reset")] = None,
    proof: Annotated[bool, _option("proof")] = False,
    lang: Lang = None,
    as_json: Json = False,
):
    """Do what is asked, in this order: remove, show, prove."""
    texts.use(lang)
    from ..errors import AvgkitError
    from ..lessons.learner import existing

    who, removed, told = existing(learner or ""), [], []
    if reset == "undo":
        told.append(who.undo())
    elif reset is not None and as_json:
        removed, problem = who.remove(reset)
        if problem:
            raise AvgkitError(problem)
    elif reset is not None:
        told.append(who.reset(reset))
    path = who.proof() if proof else None
    if as_json:
        found = {"learner": who.code, "group": who.group, "lessons": who.standings()}
        found |= {"kept": who.store.read()} if kept else {}
        found |= {"removed": [list(pair) for pair in removed]} if reset is not None else {}
        print_json(found | ({"proof": str(path)} if path else {}))
        return
    if kept:
        told.append(who.kept("files"))
    if path:
        told.append(texts.say("progress.proof_ready", path=path))
    for one in told or [*who.told, who.progress()]:
        print(one)
