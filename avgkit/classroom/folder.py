"""The classes of this machine: a folder each, with its facts, and one server at a time.

    classes/<name>/class.json   the facts of the class; only the hash of the trainer's code
    classes/<name>/answers/     a file for each learner
    classes/<name>/seats.jsonl, together.jsonl

Dates only, no times. A class expires; every command about classes removes what is expired.
"""

import json
import os
import re
import secrets
import shutil
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from .. import texts
from ..errors import AvgkitError, nearest
from ..lessons import learners, metadata
from ..tables import why
from ..whole import beside, text_of, written
from . import codes
from .facts import LIMIT, LONGEST, VERSION, Facts, root

DAYS = 14  # a class is kept so long, unless its trainer ends it before
MOST = 30  # learners, unless the trainer says otherwise
_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,31}")


def names() -> list[str]:
    """The classes of this machine: each folder that holds anything; one that could not be filled is no class."""
    try:
        found = [e for e in os.scandir(root()) if _NAME.fullmatch(e.name) and e.is_dir(follow_symlinks=False)]
    except OSError:
        return []
    return sorted(entry.name for entry in found if any(path.is_file() for path in Path(entry.path).rglob("*")))


def checked_name(name: object, lang: str | None = None) -> str:
    """The name of a class as it is written, or what is wrong with it."""
    plain = name.strip().lower() if isinstance(name, str) else ""
    if not _NAME.fullmatch(plain) or plain == "self":  # that is the group of who practises alone
        near = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:32] or "maandag-1"
        raise AvgkitError(texts.say("classroom.bad_name", lang, name=str(name)[:40], near=near))
    return plain


# ---------------------------------------------------------------- making, reading, removing
def create(name: str, lang=None, on=None, lessons=None, most: int = MOST, days: int = DAYS) -> tuple[Facts, str]:
    """Make the folder of a class; gives its facts and the trainer's code, which is kept nowhere.

    AvgkitError as `planned`, and where the folder cannot be written.
    """
    facts, trainer = planned(name, lang, on, lessons, most, days)
    write(facts)
    return facts, trainer


def planned(name: str, lang=None, on=None, lessons=None, most: int = MOST, days: int = DAYS) -> tuple[Facts, str]:
    """The facts of a class that is not made yet, and the trainer's code; nothing is written.

    `lessons` are stems, by default those of a half day; `on` is the day of the law for lessons without their own.
    Raises AvgkitError with all that is wrong: a name in use, unknown lessons, numbers out of bounds.
    """
    lang, wrong = texts.language(lang), []
    problems = lambda error: wrong.extend(error.problems)  # noqa: E731
    try:
        name = checked_name(name, lang)
        if (root() / name / "class.json").exists():
            wrong.append(texts.say("classroom.exists", lang, name=name))
    except AvgkitError as error:
        problems(error)
    try:
        lessons = checked_lessons(lessons, lang)
    except AvgkitError as error:
        problems(error)
    if not 1 <= most <= LIMIT:
        wrong.append(texts.say("classroom.bad_most", lang, value=most, limit=LIMIT))
    if not 1 <= days <= LONGEST:
        wrong.append(texts.say("classroom.bad_days", lang, value=days, limit=LONGEST))
    if wrong:
        raise AvgkitError(wrong)
    salt, trainer, today = secrets.token_hex(16), codes.for_trainer(lang), date.today()
    facts = Facts(
        name=name,
        lang=lang,
        on=str(on or ""),
        group=name,
        code=f"{secrets.randbelow(10**6):06d}",
        salt=salt,
        trainer=codes.hashed(codes.plain(trainer), salt),
        secret=secrets.token_hex(16),
        created_on=today.isoformat(),
        expires_on=(today + timedelta(days=days)).isoformat(),
        lessons=lessons,
        most=most,
    )
    return facts, trainer


def checked_lessons(lessons, lang: str | None = None) -> tuple[str, ...]:
    """These lessons in their own order; without any those of a half day. AvgkitError names each that is unknown."""
    every = metadata.lessons()
    if not lessons:
        return tuple(one.stem for one in every if one.half_day or one.stem in ("start", "closing"))
    asked = [part.strip() for part in (lessons.split(",") if isinstance(lessons, str) else lessons)]
    known = {one.stem for one in every}

    def unknown() -> list[str]:
        return [texts.unknown_name("build.unknown_lesson", one, sorted(known)) for one in asked if one not in known]

    if wrong := learners.speaking(lang, unknown):
        raise AvgkitError(wrong)
    return tuple(one.stem for one in every if one.stem in asked)


def read_or_planned(name: str, lang: str | None = None) -> Facts:
    """The facts of a class, or those it will have: its cases follow from its name alone.

    AvgkitError for a name that is nearly the name of a class that is there, and as `read`.
    """
    name, there = checked_name(name, lang), names()
    if name in there or nearest(name, there):
        return read(name, lang)
    return planned(name, lang)[0]


def read(name: str, lang: str | None = None) -> Facts:
    """The facts of a class. AvgkitError where there is none, names the nearest, or says what cannot be read."""
    name = checked_name(name, lang)
    path = root() / name / "class.json"
    try:
        raw = json.loads(text_of(path, 100_000))
        facts = Facts(**{**raw, "lessons": tuple(raw["lessons"])})
        date.fromisoformat(facts.expires_on)
        if facts.version > VERSION or facts.name != name or not facts.sound():
            raise ValueError
    except FileNotFoundError:
        there = names()
        if name in there:  # answers without the facts of their class
            raise AvgkitError(texts.say("classroom.unreadable", lang, path=path)) from None
        if not there:
            raise AvgkitError(texts.say("classroom.no_classes", lang, name=name)) from None
        missing = lambda: texts.unknown_name("classroom.no_class", name, there)  # noqa: E731
        raise AvgkitError(learners.speaking(lang, missing)) from None
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        raise AvgkitError(texts.say("classroom.unreadable", lang, path=path)) from None
    return facts


def write(facts: Facts) -> None:
    """Write the facts, whole or not at all; AvgkitError says why that could not be done."""
    try:
        root().mkdir(mode=0o700, parents=True, exist_ok=True)
        facts.path.mkdir(mode=0o700, exist_ok=True)
        (facts.path / "answers").mkdir(mode=0o700, exist_ok=True)
        with written(facts.path / "class.json", json.dumps(asdict(facts), indent=1) + "\n") as place:
            place()
        (facts.path / "class.json").chmod(0o600)
    except OSError as error:
        reason = _reason(error, facts.lang)
        raise AvgkitError(texts.say("classroom.not_written", facts.lang, path=facts.path, reason=reason)) from None


def new_trainer_code(facts: Facts) -> tuple[Facts, str]:
    """Another code for the trainer who lost hers; the old one no longer works."""
    salt, code = secrets.token_hex(16), codes.for_trainer(facts.lang)
    changed = replace(facts, salt=salt, trainer=codes.hashed(codes.plain(code), salt))
    write(changed)
    return changed, code


def enlarged(facts: Facts, most: int) -> Facts:
    """A class that was full takes more learners; AvgkitError for more than fit a laptop."""
    if not facts.most <= most <= LIMIT:
        raise AvgkitError(texts.say("classroom.bad_most", facts.lang, value=most, limit=LIMIT))
    changed = replace(facts, most=most)
    write(changed)
    return changed


def remove(name: str, lang: str | None = None) -> None:
    """Remove a class and all answers in it; out of its place in one step, so that no half class remains."""
    path = root() / checked_name(name, lang)
    away = beside(path)
    try:
        path.rename(away)
        shutil.rmtree(away)
        (root() / f"{path.name}.lock").unlink(missing_ok=True)
    except FileNotFoundError:
        return
    except OSError as error:
        reason = _reason(error, lang)
        raise AvgkitError(texts.say("classroom.not_removed", lang, path=path, reason=reason)) from None


def remove_expired(today: date | None = None) -> list[str]:
    """Remove every class whose last day is past and that no server holds open; gives their names.

    Where that day cannot be read, a class is kept for as long as the longest, after the last change to it.
    """
    gone = []
    with suppress(OSError):
        for entry in os.scandir(root()):  # what a crash left of a removal
            if entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
    for name in names():
        with suppress(AvgkitError):
            if _past(name, today or date.today()):
                with alone(name):
                    remove(name)
                    gone.append(name)
    return gone


def _past(name: str, today: date) -> bool:
    try:
        return read(name).expired(today)
    except AvgkitError:
        newest = max((path.stat().st_mtime for path in (root() / name).rglob("*") if path.is_file()), default=0)
        return date.fromtimestamp(newest) + timedelta(days=LONGEST) < today


# ---------------------------------------------------------------- one server at a time
def alone(name: str, lang: str | None = None):
    """A lock on the class, to hold (`with`) as long as one works on it; AvgkitError when another process holds it."""
    from filelock import FileLock, Timeout

    lock = FileLock(root() / f"{checked_name(name, lang)}.lock", mode=0o600)
    try:
        root().mkdir(mode=0o700, parents=True, exist_ok=True)
        return lock.acquire(timeout=0.2)
    except Timeout:
        raise AvgkitError(texts.say("classroom.running", lang, name=name)) from None
    except OSError as error:
        reason = _reason(error, lang)
        raise AvgkitError(texts.say("classroom.not_written", lang, path=root(), reason=reason)) from None


def _reason(error: OSError, lang: str | None) -> str:
    return learners.speaking(lang, partial(why, error))
