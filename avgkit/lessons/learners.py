"""Where progress lies on this machine, and the codes of its learners: a word and a number, drawn, never a name."""

import json
import os
import re
import secrets
import tomllib
from contextlib import contextmanager
from contextvars import copy_context
from functools import cache
from pathlib import Path

from .. import paths, texts
from ..errors import AvgkitError, nearest
from ..paths import home
from ..whole import written
from .records import is_group

_LEARNER = re.compile(r"([a-z]+)-([1-9][0-9])")
WAIT = 5  # seconds for another window to finish its writing, which takes a hundredth of one


def folder() -> Path:
    """The folder with a file for each learner."""
    return home() / "learners"


@cache
def words() -> dict[str, list[str]]:
    """The words of a code in each language."""
    with open(paths.KNOWLEDGE / "code_words.toml", "rb") as file:
        found = tomllib.load(file)
    return {lang: found[f"words_{lang}"] for lang in texts.LANGUAGES}


def known() -> list[str]:
    """The codes that are in use on this machine."""
    try:
        names = [entry.name for entry in os.scandir(folder()) if entry.name.endswith(".json")]
    except OSError:
        return []
    return sorted(name[:-5] for name in names if _LEARNER.fullmatch(name[:-5]))


def checked(code: object, lang: str | None = None) -> str:
    """The code as it is written, or what is wrong with it and which one is near."""
    plain = str(code).strip().lower() if isinstance(code, str) else ""
    match = _LEARNER.fullmatch(plain)
    everything = [word for part in words().values() for word in part]
    if match and match[1] in everything:
        return plain
    in_use = known()
    near = nearest(plain, in_use)
    if not near and (parts := re.fullmatch(r"([a-z]+)[ _.-]*([1-9][0-9])", plain)):
        word = nearest(parts[1], everything)
        near = f"{word}-{parts[2]}" if word else ""
    near = near or f"{words()[texts.language(lang)][-1]}-42"
    raise AvgkitError(texts.say("progress.code_wrong", lang, code=str(code)[:40], near=near))


def checked_group(group: object, lang: str | None = None) -> str:
    """The code of the group as it is written, or what is wrong with it."""
    plain = group.strip().lower() if isinstance(group, str) else ""
    if not is_group(plain):
        raise AvgkitError(texts.say("progress.group_wrong", lang, group=str(group)[:40]))
    return plain


@contextmanager
def locked(path: Path):
    """Alone among all processes that write beside this path; an OSError (of which Timeout is one) when not."""
    from filelock import FileLock

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # what somebody answered is nobody else's business
    with FileLock(path.with_name(".lock"), timeout=WAIT):
        yield


def speaking(lang: str | None, do):
    """What `do` says in this language, also where its own words follow the language of the machine."""

    def spoken():
        texts.use(lang)
        return do()

    return copy_context().run(spoken)


def refused(path: Path, error: Exception, lang: str | None) -> str:
    """The sentence about answers that could not be written."""
    from ..tables import why

    reason = speaking(lang, lambda: why(error)) if isinstance(error, OSError) else str(error)
    return texts.say("progress.not_written", lang, path=path, reason=reason)


# ---------------------------------------------------------------- drawing a code, and remembering it
def draw(group: str = "self", lang: str | None = None) -> tuple[str, str]:
    """A new code that nobody uses on this machine, and what went wrong in keeping it (or nothing)."""
    from .progress import Store

    lang = texts.language(lang)
    try:
        with locked(home() / "current.json"):
            code = free(known(), lang)
            store = Store(code, group, lang)
            problem = store.begin()
            _remember(code, group)
        return code, problem
    except OSError as error:
        return free(known(), lang), refused(home(), error, lang)


def free(used: list[str], lang: str) -> str:
    """A code that is not among those used, by chance; AvgkitError when all are."""
    taken = set(used)
    left = [f"{word}-{n}" for word in words()[lang] for n in range(10, 100) if f"{word}-{n}" not in taken]
    if not left:
        raise AvgkitError(texts.say("progress.codes_gone", lang, folder=folder()))
    return secrets.choice(left)


def current(group: str = "self") -> str:
    """The code of this machine in this group; empty when there is none.

    Where the note was lost, and only one learner of the group is on this machine, that is the one.
    """
    code = _current().get(group)
    if isinstance(code, str) and _LEARNER.fullmatch(code):
        return code
    from .progress import group_of

    own = [name for name in known() if group_of(name) == group]
    return own[0] if len(own) == 1 else ""


def remember(code: str, group: str, lang: str | None = None) -> str:
    """Make this the code of this machine in this group; says what went wrong, or nothing."""
    if _current().get(group) == code:
        return ""
    try:
        with locked(home() / "current.json"):
            _remember(code, group)
    except OSError as error:
        return refused(home(), error, lang)
    return ""


def forget(code: str, lang: str | None = None) -> str:
    """Let this machine no longer know the code; says what went wrong, or nothing."""
    try:
        with locked(home() / "current.json"):
            _note({group: one for group, one in _current().items() if one != code})
    except OSError as error:
        return refused(home(), error, lang)
    return ""


def _current() -> dict:
    try:
        with open(home() / "current.json", encoding="utf-8") as file:
            codes = json.loads(file.read(100_000)).get("codes")
    except (OSError, ValueError, AttributeError, RecursionError):
        return {}
    return codes if isinstance(codes, dict) else {}


def _remember(code: str, group: str) -> None:
    _note(_current() | {group: code})


def _note(codes: dict) -> None:
    codes = {name: one for name, one in codes.items() if is_group(name) and isinstance(one, str)}
    with written(home() / "current.json", json.dumps({"version": 1, "codes": codes}, indent=1) + "\n") as place:
        place()
