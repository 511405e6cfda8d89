"""A lesson as a class reads it: the built notebook, its cells run once, in a form that needs no kernel.

{version, stamp, lesson, lang, title, blocks}, in which a block is
    {"kind": "html", "html"}                                     text, tables and pictures
    {"kind": "card", "ident"}                                    the place of an exercise
    {"kind": "choices", "name", "legend", "options": [{"label", "html"}]}   an explorer with prepared choices
    {"kind": "standing"} {"kind": "gain"}                        where a learner reads his own progress
The cells run in a process of its own: what they load goes with it.
"""

import json
import subprocess
import sys
import tempfile
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from .. import __version__, texts
from ..errors import AvgkitError
from ..lessons import metadata
from ..paths import NOTEBOOKS, home
from ..tables import why
from ..whole import text_of, written

VERSION = 2  # raised when a prepared lesson gets another form
_PATIENCE = 600  # seconds for all lessons on a slow laptop; they take some tens of seconds


def prepare(lesson: str, lang: str, out: Path, on: str = "") -> dict:
    """The class form of one lesson: what lies in `out`, or made anew where that is older. Raises AvgkitError."""
    return prepare_all([lesson], lang, out, on)[lesson]


def prepare_all(lessons, lang: str, out: Path, on: str = "", fresh: bool = False) -> dict[str, dict]:
    """{stem: the class form} of these lessons, made in one process where `out` has none of this version and law date.

    `on` is the day of the law (ISO); empty: that of each lesson. Raises AvgkitError for an unknown lesson, a folder
    that cannot be written, and cells that fail.
    """
    lang, out = texts.language(lang), Path(out)
    stems = [metadata.lesson(str(stem)).stem for stem in lessons]
    found = {stem: None if fresh else _kept(stem, lang, out, on) for stem in stems}
    missing = [stem for stem in stems if found[stem] is None]
    if missing and not fresh:  # another class of this machine had them made
        found |= {stem: _kept(stem, lang, shared(), on) for stem in missing}
        for stem in missing:
            if found[stem]:
                _put(stem, lang, out, found[stem])
        missing = [stem for stem in missing if found[stem] is None]
    if missing:
        _run(missing, lang, out, on)
        found |= {stem: _kept(stem, lang, out, on) for stem in missing}
        with suppress(AvgkitError):  # without it the next class only takes longer
            for stem in missing:
                if found[stem]:
                    _put(stem, lang, shared(), found[stem])
    if lost := [stem for stem in stems if found[stem] is None]:
        raise AvgkitError([texts.say("class_pages.not_prepared", lang, lesson=stem) for stem in lost])
    return found


def shared() -> Path:
    """The prepared lessons of this machine, for its next class; they say nothing of a class or of a person."""
    return home() / "prepared"


def path_of(lesson: str, lang: str, out: Path) -> Path:
    """Where the class form of a lesson lies."""
    return Path(out) / f"{lesson}.{lang}.json"


def notebook(lesson: str, lang: str) -> Path:
    """The built notebook of a lesson, in the repository or in the installed package."""
    return NOTEBOOKS / lang / f"{lesson}.ipynb"


def stamp(lesson: str, lang: str, on: str) -> str:
    """What a prepared lesson depends on: this package, the day of the law and the notebook itself."""
    about = [VERSION, __version__, on or metadata.lesson(lesson).law_date, lang]
    content = notebook(lesson, lang).read_bytes()
    return blake2b(json.dumps(about).encode() + content, digest_size=16).hexdigest()


def _kept(lesson: str, lang: str, out: Path, on: str) -> dict | None:
    try:
        found = json.loads(text_of(path_of(lesson, lang, out)))
    except (OSError, ValueError, RecursionError):
        return None
    whole = isinstance(found, dict) and isinstance(found.get("blocks"), list)
    return found if whole and found.get("stamp") == stamp(lesson, lang, on) else None


def _put(lesson: str, lang: str, out: Path, form: dict) -> None:
    """Put a prepared lesson in its place, whole or not at all; AvgkitError says why that could not be done."""
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        with written(path_of(lesson, lang, out), json.dumps(form, ensure_ascii=False).encode()) as put:
            put()
    except OSError as error:
        raise AvgkitError(texts.say("class_pages.not_put", lang, folder=out, reason=why(error))) from None


def _run(lessons: list[str], lang: str, out: Path, on: str) -> None:
    """Make them in a process of its own, which gets a home of its own: nobody's progress is touched."""
    with tempfile.TemporaryDirectory(prefix="avgkit-class-", ignore_cleanup_errors=True) as empty:
        command = [sys.executable, "-m", "avgkit.classroom.preparing", str(out), lang, on, empty, *lessons]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise AvgkitError(texts.say("class_pages.not_started", lang, reason=type(error).__name__)) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", errors="replace").strip().splitlines()
        raise AvgkitError(texts.say("class_pages.not_run", lang, reason=_told(said[-1]) if said else done.returncode))


def _told(line: str) -> str:
    """The last line of what went wrong there; a sentence of our own without the name of its kind."""
    return line.removeprefix(f"{AvgkitError.__module__}.{AvgkitError.__name__}: ")[:300]


def main(out: str, lang: str, on: str, empty: str, *lessons: str) -> None:
    """The process: make each lesson and put it in its place, whole or not at all."""
    import os

    os.environ["AVGKIT_HOME"] = empty
    texts.use(lang)
    from .running import made

    for stem in lessons:
        head = {"version": VERSION, "stamp": stamp(stem, lang, on)}
        form = head | made(notebook(stem, lang), lang, on or metadata.lesson(stem).law_date)
        _put(stem, lang, Path(out), form)


if __name__ == "__main__":
    main(*sys.argv[1:])
