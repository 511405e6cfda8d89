"""The command that opens the lessons, in JupyterLab or without code."""

import signal
from typing import Annotated, Optional

import typer

from .. import texts
from .options import Lang, S, options_of

_option = options_of("faces")


def lab(
    no_code: Annotated[bool, _option("--no-code", help="opt_no_code")] = False,
    port: Annotated[Optional[int], _option("--port", help="opt_port")] = None,  # noqa: UP045
    no_browser: Annotated[bool, _option("--no-browser", help="opt_no_browser")] = False,
    folder: Annotated[S, _option("--folder", help="opt_folder")] = None,
    fresh: Annotated[bool, _option("--fresh", help="opt_fresh")] = False,
    lesson: Annotated[S, _option("--lesson", help="opt_lesson")] = None,
    trainer: Annotated[bool, _option("--trainer", help="opt_trainer")] = False,
    lang: Lang = None,
):
    """Start the server, say where it is, open a browser, and end it on Ctrl-C."""
    texts.use(lang)
    from ..lessons import faces

    signal.signal(signal.SIGTERM, _ended)  # a server must not stay behind
    said = {"code": not no_code, "port": port, "folder": folder, "fresh": fresh, "lesson": lesson, "trainer": trainer}
    face, code = None, 0
    try:
        face = faces.start(texts.language(), **said, tell=_tell)
        _tell(texts.say("faces.opened", url=face.url))
        _tell(texts.say("faces.how_to_end"))
        if not no_browser:
            import webbrowser

            webbrowser.open(face.url)
        code = face.wait()
    except KeyboardInterrupt:  # also before we wait: while it starts, or between two sentences
        code = 0
    finally:
        if face is not None:  # whatever happened, no server stays behind
            face.stop()
    print(texts.say("faces.ended"))
    raise typer.Exit(code)


def _tell(sentence: str) -> None:
    print(sentence, flush=True)


def _ended(*_):
    raise KeyboardInterrupt
