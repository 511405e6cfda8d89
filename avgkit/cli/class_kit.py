"""The commands about what a class leaves: papers, results, its end, and a stick to install from."""

import sys
from typing import Annotated

import typer

from .. import texts
from .options import CLEAN, INCOMPLETE, Json, Lang, S, options_of
from .output import line, print_json, progress, table

_option = options_of("class_kit")
Name = Annotated[str, _option("name")]


def register(app: typer.Typer) -> None:
    """Add the commands to `avgkit class`."""
    for command in (kit, results, end, wheels):
        app.command(command.__name__, help=texts.say(f"class_kit.help_{command.__name__}"))(command)


def _begin(lang: str | None) -> None:
    """Speak the language, and remove what is expired before anything else."""
    texts.use(lang)
    from ..classroom.ending import expired

    for sentence in expired(lang):
        print(sentence, file=sys.stderr)


def kit(
    name: Name,
    out: Annotated[str, _option("out")],
    people: Annotated[int, _option("people")] = 15,
    codes: Annotated[S, _option("codes")] = None,
    lessons: Annotated[S, _option("lessons")] = None,
    length: Annotated[str, _option("length")] = "half-day",
    pdf: Annotated[bool, _option("pdf")] = False,
    lang: Lang = None,
    as_json: Json = False,
):
    """Papers for a room without network."""
    _begin(lang)
    from ..classroom.kit import kit as make

    options = {"people": people, "codes": codes, "lessons": lessons, "length": length, "pdf": pdf}
    made = make(name, out, lang=lang, **options)
    if as_json:
        print_json(made.to_dict())
    else:
        counts = {"cards": texts.number(made.cards), "learners": texts.number(len(made.learners))}
        print(texts.say("class_kit.kit_ready", path=out, **counts))
        print(texts.say("class_kit.kit_key", path=made.files.get("key_pdf", made.files["key"])))
        if made.problem:
            print(made.problem)
    raise typer.Exit(INCOMPLETE if made.problem else CLEAN)


def results(name: Name, lang: Lang = None, as_json: Json = False):
    """The numbers of a class."""
    _begin(lang)
    from ..classroom.ending import results as look

    found = look(name, lang)
    if as_json:
        print_json(found)
    else:
        _told(found)
    raise typer.Exit(INCOMPLETE if found["unread"] else CLEAN)


def end(
    name: Name, out: Annotated[S, _option("out", help="opt_out_end")] = None, lang: Lang = None, as_json: Json = False
):
    """Numbers and report out, answers removed."""
    _begin(lang)
    from ..classroom.ending import end as finish

    with progress(texts.say("class_kit.ending")) as tick:
        done = finish(name, out, lang, tick)
    if as_json:
        print_json(done.to_dict())
    else:
        print(texts.say("class_kit.ended", name=done.name, path=done.files["html"].parent))
        if done.unread:
            print(texts.say("class_kit.unread_lines", n=texts.number(done.unread)))
    raise typer.Exit(INCOMPLETE if done.unread else CLEAN)


def wheels(
    out: Annotated[str, typer.Argument(help=texts.say("class_kit.arg_out"))],
    platform: Annotated[S, _option("platform")] = None,
    python: Annotated[S, _option("python")] = None,
    also: Annotated[S, _option("also")] = None,
    lang: Lang = None,
    as_json: Json = False,
):
    """A folder to install from without network."""
    _begin(lang)
    from ..classroom.wheels import wheels as make

    made = make(out, platform=platform, python=python, also=also, lang=lang)
    if as_json:
        print_json(made.to_dict())
        return
    size = texts.number(round(made.size / 1e6))
    print(texts.say("class_kit.wheels_ready", path=out, n=texts.number(len(made.files)), size=size))
    print(texts.say("class_kit.wheels_next", command=made.command))


def _told(found: dict) -> None:
    """The numbers for people: exercises, then what was learned, then the votes."""
    learners = {"name": found["class"], "learners": texts.number(found["learners"])}
    if not found["shown"]:
        print(texts.say("class_kit.results_few", **learners))
        print(texts.say("class_kit.too_few", least=found["least"]))
    else:
        print(texts.say("class_kit.results_head", **learners, active=texts.number(found["active"])))
        quizzes = bool(found["gain"])  # these are then told by concept
        asked = [one for one in found["exercises"] if not (quizzes and one["exercise"].startswith("quiz:"))]
        told = [one for one in asked if _judged(one) >= found["least"]]
        for one in told:
            print("-", _line(one))
        if few := len(asked) - len(told):
            values = {"n": texts.number(few), "of": texts.number(len(asked)), "least": found["least"]}
            print(texts.say("class_kit.results_rest", **values))
        if found["gain"]:
            rows = [
                [one["title"], *(_number(one[n]) for n in ("before", "after", "learners"))] for one in found["gain"]
            ]
            _table(("title", "before", "after", "learners"), rows)
        if found["together"]:
            rows = [[one["title"], *(_share(one[vote]) for vote in ("first", "again"))] for one in found["together"]]
            _table(("title", "first_right", "again_right"), rows)
    if found["unread"]:
        print(texts.say("class_kit.unread_lines", n=texts.number(found["unread"])))


def _table(names: tuple[str, ...], rows: list[list[str]]) -> None:
    print()
    table([f"class_kit.csv_{name}" for name in names], rows)


def _number(value: int | None) -> str:
    return texts.NOTHING if value is None else texts.number(value)


def _share(vote: dict | None) -> str:
    return texts.share(vote["right"], vote["voted"]) if vote else texts.NOTHING


def _judged(one: dict) -> int:
    """How many had an answer that can be right or wrong."""
    return sum(one[name] or 0 for name in ("right", "partly", "wrong"))


def _line(one: dict) -> str:
    """An exercise in one line: how many had it right, where an answer can be, and what was missed."""
    said = texts.say("class_kit.hardest_line", title=one["title"], share=texts.share(one["right"], _judged(one)))
    if (missed := one["missed"]) and missed["count"] > 1:
        words = {"missed": line(missed["title"]), "n": texts.number(missed["count"])}
        said += " " + texts.say("class_kit.hardest_missed", **words)
    return said
