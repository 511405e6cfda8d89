"""The timetable of a session, made from what the lessons say of their minutes: 90 minutes, half a day, a day.

Start scan first, closing quiz last. Between them the lessons of the half day, and on a day the others as far as they
fit. What does not fit whole may still fit without the exercises that its head says may be dropped. After each lesson
the group discusses it: that is where the usual mistakes and the questions of the trainer's edition come in.
"""

import re
from dataclasses import asdict, dataclass, replace

from .. import texts
from ..errors import AvgkitError
from ..exercises import Page, Table
from .generated import late_sentence
from .metadata import Lesson, lessons

MINUTES = {"90": 90, "half-day": 240, "day": 480}
_WRAP = {"90": 5, "half-day": 10, "day": 10}  # looking back, and what each takes home
_BREAKS = (15, 10)  # the first break, and each after it
_LUNCH, _LUNCH_AFTER = 45, 150  # minutes, and after how many minutes of a day the next break is the long one
_STRETCH = 90  # nobody sits longer than this without a break
_TALK = {"90": 0, "half-day": 5, "day": 5}  # minutes kept to discuss each lesson together
_TALKS = range(10, 4, -1)  # where there is room it is as long as fits; less than five minutes is no discussion


@dataclass(frozen=True)
class Row:
    """One part of a session; `lesson` is the stem of the lesson it belongs to."""

    start: str
    end: str
    minutes: int
    kind: str  # teach, practice, talk, break, lunch or wrap
    what: str
    lesson: str | None = None
    late: str = ""  # what to leave out when time is short
    short: bool = False  # already without the exercises that may be dropped


@dataclass(frozen=True)
class _Part:
    """A lesson in the session, whole or short, and how long it is discussed."""

    lesson: Lesson
    short: bool = False
    talk: int = 0

    @property
    def practice(self) -> int:
        return self.lesson.practice_min - (self.lesson.droppable if self.short else 0)

    @property
    def total(self) -> int:
        return self.lesson.teach_min + self.practice + self.talk


def timetable(
    length: str = "half-day", lang: str | None = None, start: str = "09:00", offered: tuple[Lesson, ...] | None = None
) -> list[Row]:
    """The parts of a session of this length, one after another without a gap; `offered` are the lessons to choose from.

    A session never takes longer than its length; what is left over at the end is time for questions.
    """
    lang, begin = texts.language(lang), _checked(length, start)
    parts = _chosen(length, begin, lessons() if offered is None else offered)
    return _rows(length, begin, parts, lang)


def page(length: str = "half-day", lang: str | None = None, start: str = "09:00", offered=None) -> Page:
    """The timetable as a table to print, what may be left out, and the lessons that did not fit."""
    lang = texts.language(lang)
    offered = lessons() if offered is None else offered
    rows = timetable(length, lang, start, offered)
    head = tuple(_say(f"col_{name}", lang) for name in ("time", "minutes", "what", "how"))
    cells = tuple((f"{r.start}–{r.end}", str(r.minutes), r.what, _say(f"kind_{r.kind}", lang)) for r in rows)
    caption = _say("caption", lang, length=_say(f"length_{length}", lang), start=rows[0].start, end=rows[-1].end)
    blocks: list = [Table(caption, head, cells, frozenset({1})), _say("note", lang)]
    if spare := MINUTES[length] - sum(row.minutes for row in rows):
        blocks.append(_say("spare_one" if spare == 1 else "spare", lang, n=texts.number(spare, lang)))
    titles = {lesson.stem: lesson.title[lang] for lesson in offered}
    if late := [f"‘{titles[row.lesson]}’: {row.late}" for row in rows if row.late]:
        blocks += [_say("late_head", lang), late]
    there = {row.lesson for row in rows}
    if out := [lesson.title[lang] for lesson in _wanted(length, offered) if lesson.stem not in there]:
        blocks += [_say("left_out", lang), out]
    return Page(tuple(blocks), lang)


def as_dicts(rows: list[Row]) -> list[dict]:
    """The rows for a machine to read."""
    return [asdict(row) for row in rows]


# ---------------------------------------------------------------- which lessons
def _wanted(length: str, offered: tuple[Lesson, ...]) -> list[Lesson]:
    """The lessons that this length would like to have, the most wanted first: those of the half day lead."""
    crm = [lesson for lesson in offered if lesson.level == "crm" and lesson.kind in ("lesson", "explore")]
    half = [lesson for lesson in crm if lesson.half_day]
    return half + [lesson for lesson in crm if not lesson.half_day] if length == "day" else half


def _chosen(length: str, begin: int, offered: tuple[Lesson, ...]) -> list[_Part]:
    """As many of the wanted lessons as fit, whole where it can be and else short, in the order of the lessons.

    For a lesson of the half day the others are shortened too, before it is left out.
    """

    def fits(parts: list[_Part]) -> bool:
        return _end(length, begin, _ordered(parts)) <= begin + MINUTES[length]

    talk = _TALK[length]
    chosen = [_Part(lesson) for lesson in offered if lesson.kind in ("start", "closing")]
    if not fits(chosen):
        raise AvgkitError(texts.say("timetable.too_long", length=MINUTES[length]))
    for lesson in _wanted(length, offered):
        tries = [[*chosen, _Part(lesson, talk=talk)], [*chosen, _Part(lesson, short=True, talk=talk)]]
        if lesson.half_day:
            tries.append([replace(part, short=True) for part in tries[0]])
        chosen = next((parts for parts in tries if fits(parts)), chosen)
    for part in _ordered(chosen):  # whole again where there turned out to be room
        whole = [replace(one, short=one.short and one.lesson != part.lesson) for one in chosen]
        chosen = whole if fits(whole) else chosen
    for minutes in _TALKS:  # for each lesson as much
        longer = [part if part.lesson.kind in ("start", "closing") else replace(part, talk=minutes) for part in chosen]
        if fits(longer):
            chosen = longer
            break
    return [replace(part, short=part.short and bool(part.lesson.drop)) for part in _ordered(chosen)]


def _ordered(parts: list[_Part]) -> list[_Part]:
    """The start first, the closing last, the others by their place among the lessons."""
    place = {"start": 0, "closing": 2}
    return sorted(parts, key=lambda part: (place.get(part.lesson.kind, 1), part.lesson.order, part.lesson.stem))


# ---------------------------------------------------------------- when
def _laid_out(length: str, begin: int, parts: list[_Part]) -> list[tuple[str, int, _Part | None]]:
    """(kind, minutes, lesson) one after another: a break before the lesson with which people would sit too long."""
    laid, now, sat, breaks, lunched = [], begin, 0, 0, length != "day"

    def add(kind: str, minutes: int, part: _Part | None = None) -> None:
        nonlocal now
        laid.append((kind, minutes, part))
        now += minutes

    for part in parts:
        if sat and sat + part.total > _STRETCH and length != "90":
            if not lunched and now - begin >= _LUNCH_AFTER:
                add("lunch", _LUNCH)
                lunched = True
            else:
                add("break", _BREAKS[min(breaks, len(_BREAKS) - 1)])
                breaks += 1
            sat = 0
        for kind, minutes in (("teach", part.lesson.teach_min), ("practice", part.practice), ("talk", part.talk)):
            if minutes:
                add(kind, minutes, part)
        sat += part.total
    add("wrap", _WRAP[length])
    return laid


def _end(length: str, begin: int, parts: list[_Part]) -> int:
    return begin + sum(minutes for _, minutes, _ in _laid_out(length, begin, parts))


def _rows(length: str, begin: int, parts: list[_Part], lang: str) -> list[Row]:
    rows, now = [], begin
    for kind, minutes, part in _laid_out(length, begin, parts):
        what = part.lesson.title[lang] if part else _say(f"what_{kind}", lang)
        row = Row(_clock(now), _clock(now + minutes), minutes, kind, what)
        if part:
            row = replace(row, lesson=part.lesson.stem, short=part.short)
            if kind == "practice" and part.lesson.drop:
                said = late_sentence(part.lesson, lang)
                row = replace(row, late=_say("already_short", lang, what=said) if part.short else said)
        rows.append(row)
        now += minutes
    return rows


def _checked(length: str, start: str) -> int:
    """The minute of the day on which the session begins, or everything that is wrong with what was asked."""
    problems = []
    if length not in MINUTES:
        problems.append(texts.unknown_name("timetable.unknown_length", length, MINUTES))
    clock = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", str(start))
    if not clock:
        problems.append(texts.say("timetable.bad_start", value=str(start)[:20]))
    elif length in MINUTES and (begin := 60 * int(clock[1]) + int(clock[2])) + MINUTES[length] > 24 * 60:
        problems.append(texts.say("timetable.too_late", value=start))
    if problems:
        raise AvgkitError(problems)
    return begin


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"timetable.{name}", lang, **values)
