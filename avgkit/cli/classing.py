"""The commands of a class: start it and check the laptop; what is printed, read and ended stands in class_kit.py."""

import signal
import sys
from importlib.util import find_spec
from typing import Annotated, Optional

import typer

from .. import texts
from .options import CLEAN, Json, Lang, On, S, options_of
from .output import print_json

_option = options_of("class_server")
Number = Optional[int]  # noqa: UP045 - typer reads this form on every Python we support


def register(app: typer.Typer) -> None:
    """Add `class` and its commands to the command line."""
    part = typer.Typer(help=texts.say("class_server.about"), no_args_is_help=True, rich_markup_mode=None)
    part.command("start", help=texts.say("class_server.start_help"))(start)
    part.command("check", help=texts.say("class_server.check_help"))(check)
    if find_spec(f"{__package__}.class_kit"):
        from . import class_kit

        class_kit.register(part)
    app.add_typer(part, name="class")


def start(
    name: Annotated[str, _option("--name")],
    lan: Annotated[bool, _option("--lan")] = False,
    port: Annotated[Number, _option("--port")] = None,
    lessons: Annotated[S, _option("--lessons")] = None,
    most: Annotated[Number, _option("--most")] = None,
    days: Annotated[Number, _option("--days")] = None,
    address: Annotated[S, _option("--address")] = None,
    on: On = None,
    open_: Annotated[bool, _option("--open/--no-open", help="opt_open")] = True,
    new_trainer_code: Annotated[bool, _option("--new-trainer-code")] = False,
    log: Annotated[bool, _option("--log")] = False,
    lang: Lang = None,
):
    """Open the class, say where it is, serve it, and end it on Ctrl-C."""
    texts.use(lang)
    from ..classroom import starting

    signal.signal(signal.SIGTERM, _ended)  # also before it serves: a class must not stay locked
    given = {"lang": lang, "lan": lan, "port": port, "lessons": lessons, "most": most, "days": days}
    given |= {
        "on": on,
        "at": address,
        "new_code": new_trainer_code,
        "log": _log if log else None,
        "trouble": _trouble,
        "behind": _behind,
    }
    opened = starting.open_class(name, **given)
    texts.use(opened.host.lang)
    try:
        for sentence in opened.told:
            _tell(sentence)
        _tell(texts.say("class_server.preparing"))
        starting.prepare(opened)
        opened.serve(lambda url: _open(opened, url, open_), _ready)
    except KeyboardInterrupt:
        pass
    finally:
        whole = opened.close()
    _tell(texts.say("class_server.ended" if whole else "class_server.ended_behind"))
    raise typer.Exit(CLEAN)


def check(
    people: Annotated[int, _option("--people")] = 15,
    port: Annotated[Number, _option("--port")] = None,
    lessons: Annotated[S, _option("--lessons")] = None,
    lang: Lang = None,
    as_json: Json = False,
):
    """Say what of this laptop is ready for a class, and what is not."""
    texts.use(lang)
    from ..classroom import checking

    found = checking.check(people, port=port, lessons=lessons, lang=texts.language())
    if as_json:
        print_json(found)
    else:
        for one in found["lines"]:
            _tell(f"{texts.say('class_server.state_' + one['state']):<{checking.WIDTH}} {one['sentence']}")
        _tell(found["summary"])
    raise typer.Exit(found["exit"])


def _open(opened, trainer_url: str, browser: bool) -> None:
    """What the trainer must know, once the doors are open."""
    from datetime import date

    from ..classroom.address import qr_text

    room, there = opened.host.room, "open_room" if opened.in_room else "open_here"
    _tell(texts.say(f"class_server.{there}", name=room.name, url=opened.url))
    if opened.in_room and sys.stdout.isatty() and _writes_blocks():
        _tell(qr_text(opened.url))
    _tell(texts.say("class_server.class_code", code=f"{room.code[:3]} {room.code[3:]}"))
    if opened.trainer_code:
        _tell(texts.say("class_server.trainer_code", code=opened.trainer_code))
    else:
        _tell(texts.say("class_server.trainer_code_again"))
    _tell(texts.say("class_server.trainer_page", url=trainer_url))
    _tell(texts.say("class_server.until", day=texts.day(date.fromisoformat(room.facts.expires_on))))
    if browser:
        import webbrowser

        webbrowser.open(trainer_url)


def _ready(*step) -> None:
    if not step:
        _tell(texts.say("class_server.ready"))


def _writes_blocks() -> bool:
    return "utf" in (sys.stdout.encoding or "").lower()


def _tell(sentence: str) -> None:
    print(sentence, flush=True)


def _log(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def _trouble(place: str) -> None:
    print(texts.say("class_server.trouble", place=place), file=sys.stderr, flush=True)


def _behind(behind: bool) -> None:
    sentence = texts.say("class_server.behind" if behind else "class_server.behind_no_more")
    print(sentence, file=sys.stderr, flush=True)


def _ended(*_):
    raise KeyboardInterrupt
