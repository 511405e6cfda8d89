"""The cells that the builder writes itself: the way to other lessons, and what only a trainer reads."""

from .. import texts
from ..errors import AvgkitError
from .metadata import Lesson


def navigation(stem: str, lessons: list[Lesson], lang: str) -> str:
    """Links to the lesson before, the lesson after and the start page, as far as they are there."""
    stems = [lesson.stem for lesson in lessons]
    here = stems.index(stem)
    links = [("nav_next", lessons[here + 1])] if here + 1 < len(lessons) else []
    links += [("nav_previous", lessons[here - 1])] if here else []
    start = next((lesson for lesson in lessons if lesson.kind == "start"), None)
    lines = [f"- {_say(key, lang)}: [{_plain(one.title[lang])}]({one.stem}.ipynb)" for key, one in links]
    if start and start.stem != stem and start not in [one for _, one in links]:
        lines.append(f"- {_say('nav_start', lang)}: [{_plain(start.title[lang])}]({start.stem}.ipynb)")
    return "\n".join([f"## {_say('nav_head', lang)}", "", *(lines or [_say("nav_alone", lang)])])


def trainer_head(lesson: Lesson, lang: str) -> str:
    """For the trainer: the minutes of each part and exercise, and what may be left out when time is short."""
    said = {"teach": lesson.teach_min, "practice": lesson.practice_min, "total": lesson.total}
    lines = [_say("trainer_head", lang), "", _say("trainer_minutes", lang, **said)]
    if lesson.exercises:
        head = [_say(f"col_{name}", lang) for name in ("exercise", "about", "minutes", "late")]
        lines += ["", _row(head), _row(["---"] * len(head))]
        for number, name in enumerate(lesson.exercises, 1):
            late = _say("late_drop" if name in lesson.drop else "late_keep", lang)
            lines.append(_row([str(number), exercise_title(name, lang), str(lesson.minutes[name]), late]))
    lines += ["", _say("late", lang, what=late_sentence(lesson, lang)), "", _say("trainer_answers", lang)]
    return "\n".join(lines)


def late_sentence(lesson: Lesson, lang: str) -> str:
    """What to leave out when time is short, by number and subject of the exercise, and how many minutes that wins."""
    if not lesson.drop:
        return _say("late_nothing", lang)
    numbers = [str(lesson.exercises.index(name) + 1) for name in lesson.drop]
    key = "late_one" if len(numbers) == 1 else "late_more"
    what = ", ".join(f"‘{_subject(name, lang)}’" for name in lesson.drop)
    return _say(key, lang, numbers=", ".join(numbers), what=what, minutes=lesson.droppable)


def exercise_title(name: str, lang: str) -> str:
    """The kind of an exercise and what it is about: the title of its check, or its own name."""
    about = _subject(name, lang)
    about = about if about[1:2].isupper() else about[:1].lower() + about[1:]  # BSN and DPIA stay capitals
    kind = name.partition(":")[0]
    return f"{_say(f'kind_{kind}', lang)}: {about}"


def _subject(name: str, lang: str) -> str:
    """What an exercise is about: the title of its check, or its own name."""
    from ..themes import find

    kind, _, about = name.partition(":")
    try:
        return find(about).words("title", lang)
    except AvgkitError:
        return _own_name(kind, about, lang)


def _own_name(kind: str, about: str, lang: str) -> str:
    """The name of an exercise that is no check, in words when there are any."""
    try:
        return _say(f"about_{kind}_{about.replace('-', '_')}", lang)
    except KeyError:
        return about.replace("-", " ")


def _row(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _plain(title: str) -> str:
    """A title that cannot break the link it stands in."""
    return title.replace("[", "\\[").replace("]", "\\]")


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"build.{name}", lang, **values)
