"""`avgkit recognise`: what texts hold, a line for each."""

import sys
from collections import Counter
from typing import Annotated

import typer

from .. import texts
from ..errors import AvgkitError
from .options import CLEAN, INCOMPLETE, Json, Lang, On, S, options_of, together
from .output import json_text, line, print_json, table
from .passwords import FromInput, unlock

_FIRST = 5  # ids that are named for each label


def register(app: typer.Typer) -> None:
    """Add the command to the command line."""
    app.command("recognise", help=texts.say("recognise.command_help"))(recognise)


_option = options_of("recognise")


def recognise(
    file: Annotated[S, typer.Argument(help=texts.say("recognise.arg_file"))] = None,
    column: Annotated[str, _option("column")] = "text",
    id: Annotated[S, _option("id")] = None,
    least: Annotated[float, _option("least")] = 0.5,
    possible: Annotated[bool, _option("possible")] = False,
    labels: Annotated[S, _option("labels")] = None,
    accepted: Annotated[S, _option("accepted")] = None,
    scores: Annotated[bool, _option("scores")] = False,
    on: On = None,
    lang: Lang = None,
    password_stdin: FromInput = False,
    as_json: Json = False,
):
    """Go through the texts; JSON lines for machines, counts for people."""
    texts.use(lang)
    unlock(password_stdin, file)
    if scores:
        return _scores(as_json)
    if not file:
        raise AvgkitError(texts.say("recognise.needs_file"))
    from ..law import usable_law
    from ..recognisers import LABELS, recognise
    from ..recognisers.accepting import read_accepted
    from ..sources.passages import passages

    wanted, law, found = together(
        lambda: _labels(labels, LABELS), lambda: usable_law(on), lambda: passages(file, column, id)
    )
    if not 0 <= least <= 1:
        raise AvgkitError(texts.say("recognise.wrong_least", value=least))
    allowed = read_accepted(accepted, law.on)
    scope, least = _scope(law), 0.0 if possible else least
    counts, first, with_any = Counter(), {}, 0
    for key, text in found:
        hits = [hit for hit in recognise(text, scope, least) if hit.label in wanted] if text else []
        hits = allowed.without(text, hits)
        if as_json:
            print(json_text({"id": key, "hits": [_shown(hit) for hit in hits]}))
        with_any += bool(hits)
        for label in {hit.label for hit in hits}:
            counts[label] += 1
            if len(first.setdefault(label, [])) < _FIRST:
                first[label].append(key)
    _tell(found, [label for label in LABELS if label in wanted], counts, first, with_any, allowed, as_json)
    raise typer.Exit(INCOMPLETE if found.unread else CLEAN)


def _scores(as_json: bool) -> None:
    """What was measured on notes kept apart."""
    from dataclasses import asdict

    from ..recognisers.scores import HEADS, published, shown

    if as_json:
        return print_json(asdict(published()))
    _, rows, sentences = shown()
    table(list(HEADS), rows)
    print(*sentences, sep="\n")


def _tell(found, labels, counts, first, with_any, allowed, as_json: bool) -> None:
    """What was found, without any of it; what could not be read goes to the error stream in any case."""
    if not as_json:
        rows = [
            [texts.say(f"recognise.label_{n}"), texts.share(counts[n], found.rows), _ids(first.get(n, ()))]
            for n in labels
        ]
        table(["col_label", "col_texts", "col_first"], rows)
        print(texts.say("recognise.total", share=texts.share(with_any, found.rows), empty=texts.number(found.empty)))
        if allowed.until:
            said = {"used": texts.number(allowed.used), "expired": texts.number(allowed.expired)}
            print(texts.say("cli.accepted", **said))
    for sentence in found.unread[:100]:
        print(f"! {line(sentence)}", file=sys.stderr)
    if len(found.unread) > 100:
        print(texts.say("cli.more_problems", count=texts.number(len(found.unread) - 100)), file=sys.stderr)


def _shown(hit) -> dict:
    told = {"label": hit.label, "start": hit.start, "end": hit.end}
    return told | {"confidence": round(hit.confidence, 2), "reason": hit.reason}


def _ids(keys) -> str:
    return ", ".join(line(key)[:40] for key in keys) or texts.NOTHING


def _labels(names: str | None, known) -> frozenset[str]:
    """The labels that are asked for; all of them when none is named."""
    asked = [name.strip() for name in (names or "").split(",") if name.strip()]
    wrong = [texts.unknown_name("recognise.unknown_label", name, known) for name in asked if name not in known]
    if wrong:
        raise AvgkitError(wrong)
    return frozenset(asked or known)


def _scope(law) -> frozenset[str]:
    """Which kinds of data the law of the day names besides."""
    from ..derived.periods import holds

    return frozenset(entry["id"] for entry in law.entries("grounds", "criminal_scope") if holds(entry, law.on))
