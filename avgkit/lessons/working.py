"""The learner's own copy of the lessons: a folder in which nothing that the learner changed is ever overwritten."""

import json
from hashlib import blake2b
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..paths import NOTEBOOKS
from ..tables import why
from ..whole import written

START, SESSION = "start", "session"  # what to begin with: a learner, and a trainer
_NOTE = ".avgkit.json"  # which version of each lesson was copied


def lessons(lang: str) -> list[str]:
    """The names of the lessons of the package in one edition: nl, en, trainer/nl or trainer/en."""
    return sorted(path.stem for path in (NOTEBOOKS / lang).glob("*.ipynb"))


def first(lang: str, name: str | None = None) -> str:
    """The lesson to open: the one that is asked for, else the start page, else the first there is."""
    known, start = lessons(lang), SESSION if lang.startswith("trainer") else START
    if name is not None and name not in known:
        raise AvgkitError(texts.unknown_name("faces.no_lesson", name, known))
    if not known:
        raise AvgkitError(texts.say("faces.no_lessons", folder=NOTEBOOKS / lang))
    return name or (start if start in known else known[0])


def lay_out(folder: Path, fresh: bool = False, trainer: bool = False) -> list[str]:
    """Copy the lessons of both languages into the folder; gives a sentence for each one that is not the newest.

    With `trainer` the trainer's edition comes too, which holds the answers.

    A lesson that was only run, not changed, is replaced by a newer version: answers are kept elsewhere. With `fresh`
    a changed one is replaced as well, and the old one stays beside it under a name of its own.
    """
    try:
        return _lay_out(folder, fresh, trainer)
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=folder, reason=why(error))) from None


def _lay_out(folder: Path, fresh: bool, trainer: bool) -> list[str]:
    told, copied = [], _copied(folder)
    editions = [*texts.LANGUAGES, *(f"trainer/{lang}" for lang in texts.LANGUAGES if trainer)]
    for source in sorted(path for edition in editions for path in (NOTEBOOKS / edition).glob("*.ipynb")):
        name = source.relative_to(NOTEBOOKS).as_posix()
        target, new = folder / name, source.read_bytes()
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_file() and _print(target.read_bytes()) != _print(new):
            untouched = copied.get(name) == _print(target.read_bytes())
            if not untouched and not fresh:
                told.append(texts.say("faces.kept", file=target))
                continue
            if not untouched:
                told.append(texts.say("faces.replaced", file=target, old=_aside(target)))
        if not target.is_file() or _print(target.read_bytes()) != _print(new):
            _write(target, new)
        copied[name] = _print(new)
    _write(folder / _NOTE, json.dumps({"version": 1, "copied": copied}, indent=1).encode())
    return told


def _print(notebook: bytes) -> str:
    """What a notebook says, without what running it adds; a file that is no notebook is taken as it is."""
    try:
        cells = json.loads(notebook)["cells"]
        said = json.dumps([[c["cell_type"], "".join(c["source"]), c["metadata"].get("tags")] for c in cells]).encode()
    except (ValueError, KeyError, TypeError, AttributeError):
        said = notebook
    return blake2b(said, digest_size=12).hexdigest()


def _copied(folder: Path) -> dict[str, str]:
    """The prints of what was copied before; a damaged note counts as none, and so every other file as changed."""
    try:
        copied = json.loads((folder / _NOTE).read_text(encoding="utf-8"))["copied"]
        return dict(copied) if isinstance(copied, dict) else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _aside(target: Path) -> Path:
    """Give the learner's own version a name of its own, one that is free."""
    word = texts.say("faces.earlier", target.parent.name)
    number = next(n for n in range(1, 10_000) if not target.with_stem(f"{target.stem}-{word}-{n}").exists())
    return target.rename(target.with_stem(f"{target.stem}-{word}-{number}"))


def _write(path: Path, content: bytes) -> None:
    with written(path, content) as put:
        put()
