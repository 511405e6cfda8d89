"""The start page: which lessons there are, how long they take, and which of them fit somebody's work."""

from dataclasses import dataclass
from html import escape

from .. import texts
from ..exercises import Page, Table
from .metadata import Lesson, lessons

# The lessons to begin with. Who gives the training goes through the half day first.
ROLES = {
    "user": ("consent", "minimisation", "special", "shadow"),
    "leader": ("consent", "shadow", "authorisation", "retention", "maturity"),
    "officer": ("register", "rights", "impact", "transfers", "retention", "then-and-now"),
    "analyst": ("explore", "minimisation", "shadow", "own-data"),
    "trainer": ("start", "consent", "minimisation", "special", "shadow", "closing"),
}


@dataclass(frozen=True)
class Linked(Table):
    """A table of which the first cell of each row is a link to a lesson; in a terminal just its title."""

    stems: tuple = ()

    def html(self) -> str:
        """The table with its links; they lead to the notebook beside this one, in JupyterLab and in Voila."""
        page = super().html()
        for row, stem in zip(self.rows, self.stems, strict=True):
            title = escape(row[0])
            link = f'<a href="{escape(stem)}.ipynb">{title}</a>'
            page = page.replace(f'<th scope="row">{title}</th>', f'<th scope="row">{link}</th>', 1)
        return page


def overview(lang: str, without: str = "start") -> Page:
    """All lessons but this one, in their order: what they are about, and their minutes."""
    shown = [lesson for lesson in lessons() if lesson.stem != without]
    if not shown:
        return Page((_say("no_lessons", lang),), lang)
    names = ("lesson", "about", "minutes", "practice", "half_day")
    head = tuple(_say(f"col_{name}", lang) for name in names)
    rows = tuple(
        (
            _title(lesson, lang),
            _about(lesson, lang),
            texts.number(lesson.total, lang),
            texts.number(lesson.practice_min, lang),
            _say("yes" if lesson.half_day else "no", lang),
        )
        for lesson in shown
    )
    stems = tuple(lesson.stem for lesson in shown)
    table = Linked(_say("caption_lessons", lang), head, rows, frozenset({2, 3}), stems=stems)
    return Page((table, _together(lang)), lang)


def roles(lang: str) -> Page:
    """For each kind of work the lessons to begin with, as far as they are there, and their minutes together."""
    known = {lesson.stem: lesson for lesson in lessons()}
    rows = []
    for role, stems in ROLES.items():
        own = [known[stem] for stem in stems if stem in known]
        minutes = texts.number(sum(lesson.total for lesson in own), lang)
        rows.append((_say(f"role_{role}", lang), ", ".join(_title(lesson, lang) for lesson in own), minutes))
    head = tuple(_say(f"col_{name}", lang) for name in ("role", "lessons", "minutes"))
    return Page((Table(_say("caption_roles", lang), head, tuple(rows), frozenset({2})),), lang)


def _together(lang: str) -> str:
    """The minutes of all lessons, this page among them, and of those of the half day."""
    everything, half = (
        texts.number(sum(lesson.total for lesson in chosen), lang)
        for chosen in (lessons(), [lesson for lesson in lessons() if lesson.half_day])
    )
    return _say("together", lang, all=everything, half=half)


def _title(lesson: Lesson, lang: str) -> str:
    """What stands before the colon of a title."""
    return lesson.title[lang].partition(":")[0].strip()


def _about(lesson: Lesson, lang: str) -> str:
    """What stands behind the colon of a title, and for whom when it is not for everybody."""
    about = lesson.title[lang].partition(":")[2].strip()
    about = about[:1].upper() + about[1:]
    return _say("for_analysts", lang, about=about) if lesson.level == "analyst" else about


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_start.{name}", lang, **values)
