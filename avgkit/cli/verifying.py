"""`avgkit verify-sample`: how good the recognisers are on one's own data."""

import json
import shlex
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from .. import texts
from ..errors import AvgkitError
from .options import CrmPath, Format, Json, Lang, On, S, options_of, together
from .output import print_json
from .passwords import FromInput, unlock

_ACCEPTED_DAYS = 365  # after which an accepted hit is looked at again


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("verify-sample", help=texts.say("verify.command_help"))(verify_sample)


_option = options_of("verify")


def verify_sample(
    file: Annotated[S, typer.Argument(help=texts.say("verify.arg_file"))] = None,
    crm: CrmPath = None,
    format: Format = None,
    out: Annotated[S, _option("out")] = None,
    seed: Annotated[int, _option("seed")] = 1,
    marks: Annotated[bool, _option("marks")] = False,
    accept: Annotated[S, _option("accept")] = None,
    on: On = None,
    lang: Lang = None,
    password_stdin: FromInput = False,
    as_json: Json = False,
):
    """Draw a sample, or count the marks of one."""
    texts.use(lang)
    unlock(password_stdin, crm)
    from ..law import usable_law

    if marks and not file:
        raise AvgkitError(texts.say("verify.needs_file"))
    if not marks and (crm is None or file or accept):
        raise AvgkitError(texts.say("verify.needs_crm"))
    if marks:
        _count(Path(file), Path(out or "verified.json"), accept, usable_law(on).on, as_json)
        return
    from ..sources import load_crm
    from ..sources.samplebook import write
    from ..sources.sampling import NOTHING_FOUND, draw

    law, data = together(lambda: usable_law(on), lambda: load_crm(crm, format=format))
    sample = draw(data, law, seed)
    path = write(sample, out or "sample.xlsx")
    hits = sum(item.label != NOTHING_FOUND for item in sample.items)
    told = {"file": str(path), "hits": hits, "without_hits": len(sample.items) - hits, "notes": sample.notes}
    if as_json:
        print_json(told | {"of": sample.of, "seed": seed})
        return
    counted = {name: texts.number(told[name]) for name in ("hits", "without_hits", "notes")}
    print(texts.say("verify.drawn", path=path, **counted))
    print(texts.say("verify.then", command=shlex.join(["avgkit", "verify-sample", str(path), "--marks"])))


def _count(file: Path, out: Path, reason: str | None, on, as_json: bool) -> None:
    """Count the marks and write the figures, and the accepted false hits when a reason is given."""
    from ..recognisers.accepting import as_toml
    from ..sources.samplebook import read
    from ..sources.verified import accepted_rows, figures, sentences

    marked = read(file)
    found = figures(marked)
    _put(out, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    told = [*sentences(found), texts.say("verify.written", path=out)]
    if reason:
        rows = accepted_rows(marked, reason, on + timedelta(days=_ACCEPTED_DAYS))
        accepted = out.with_name("accepted.toml")
        _put(accepted, as_toml(rows))
        day = texts.day(on + timedelta(days=_ACCEPTED_DAYS))
        told.append(texts.say("verify.accepted", count=texts.number(len(rows)), path=accepted, day=day))
    if as_json:
        print_json(found)
    else:
        print("\n".join(told))


def _put(path: Path, content: str) -> None:
    from .. import whole
    from ..tables import why

    try:
        with whole.written(path, content) as put:
            put()
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=path, reason=why(error))) from None
