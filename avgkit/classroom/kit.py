"""What a trainer prints for a room without network: cards, a handout, the answers and a timetable.

The cards are drawn with the seed of the class, so that a code has the same cases on paper and on a screen. The answers
come from the exercises themselves and stand in a file of their own.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..exercises.draws import order
from ..lessons import learners
from ..lessons.answers import told
from ..lessons.generated import exercise_title
from . import folder, paper
from .deals import TOGETHER, Deals
from .ending import unwritable

PEOPLE = 15
VOTED = ("judge", "mark")  # what a room can answer by raising hands


@dataclass(frozen=True)
class Kit:
    """What was made: the files by name (cards, handout, key, timetable; with `pdf` also those), and how much."""

    files: dict[str, Path]
    learners: tuple[str, ...]
    lessons: tuple[str, ...]
    cards: int
    problem: str = ""  # why there is no PDF although it was asked for

    def to_dict(self) -> dict:
        """For a machine to read."""
        files = {name: str(path) for name, path in self.files.items()}
        counts = {"lessons": list(self.lessons), "learners": len(self.learners), "cards": self.cards}
        return {"files": files, **counts, "problem": self.problem or None}


def kit(name, out, *, people=PEOPLE, codes=None, lessons=None, lang=None, length="half-day", pdf=False) -> Kit:
    """Write the kit of the class `name` into the folder `out`, also before the class is made.

    `codes`: learner codes that are in use already; else `people` codes, the same at every printing. `lessons`: stems,
    without them those of the class. AvgkitError with all that is wrong; nothing is written then.
    """
    facts, wrong = folder.read_or_planned(name, lang), []
    lang = texts.language(lang or facts.lang)
    given = {}
    for part, make in {
        "codes": lambda: _codes(facts, codes, people, lang),
        "lessons": lambda: folder.checked_lessons(lessons or facts.lessons, lang),
        "timetable": lambda: _timetable(length, lang),
    }.items():
        try:
            given[part] = make()
        except AvgkitError as error:
            wrong += error.problems
    if wrong:
        raise AvgkitError(wrong)
    deals = Deals(facts.group, lang, given["lessons"], facts.on, lambda *_: None)
    sets = [_set(deals, code, lang) for code in given["codes"]]
    shared = _set(deals, TOGETHER, lang, VOTED)
    about = {"name": facts.name, "lang": lang, "lessons": list(deals.lessons.values())}
    pages = {
        "cards": paper.cards(sets, **about),
        "handout": paper.handout(sets[0], **about),
        "key": paper.key([shared, *sets], **about),
        "timetable": paper.timetable(given["timetable"], shared, codes=given["codes"], **about),
    }
    files, problem = _written(pages, Path(out), lang, pdf)
    return Kit(files, given["codes"], given["lessons"], sum(len(one["cards"]) for one in sets), problem)


def codes_of(group: str, count: int, lang: str) -> tuple[str, ...]:
    """`count` learner codes for a group, the same each time: who prints again can add pages to those of before."""
    every = [f"{word}-{n}" for word in learners.words()[lang] for n in range(10, 100)]
    return tuple(sorted(every, key=lambda code: order((group, "kit"), code))[:count])


# ---------------------------------------------------------------- what stands on paper
def _codes(facts, codes, people: int, lang: str) -> tuple[str, ...]:
    if not codes:
        if not 1 <= people <= folder.LIMIT:
            raise AvgkitError(texts.say("class_kit.bad_people", lang, value=people, limit=folder.LIMIT))
        return codes_of(facts.group, people, facts.lang)
    asked = [part.strip() for part in (codes.split(",") if isinstance(codes, str) else codes)]
    asked, wrong, good = [one for one in asked if one], [], []
    for one in asked[: folder.LIMIT]:
        try:
            good.append(learners.speaking(lang, lambda one=one: learners.checked(one, lang)))
        except AvgkitError as error:
            wrong += error.problems
    if len(asked) > folder.LIMIT or not asked:
        wrong.append(texts.say("class_kit.bad_people", lang, value=len(asked), limit=folder.LIMIT))
    if wrong:
        raise AvgkitError(wrong)
    return tuple(dict.fromkeys(good))


def _set(deals: Deals, code: str, lang: str, kinds=None) -> dict:
    """All exercises of one learner: {code, cards: [{lesson, title, place, exercise, answer, why}]}."""
    found = []
    for stem, one in deals.lessons.items():
        for ident in one.exercises:
            if kinds and ident.partition(":")[0] not in kinds:
                continue
            exercise = deals.draw(code, one, ident)
            if not exercise.fields():  # nothing to draw from: there is no card
                continue
            card = {"lesson": stem, "title": exercise_title(ident, lang), "place": exercise.place}
            card |= {"ident": ident, "exercise": exercise, "answer": _answer(exercise, lang), "why": _why(exercise)}
            found.append(card)
    return {"code": code, "shared": code == TOGETHER, "cards": found}


def _answer(exercise, lang: str) -> list[str]:
    """The answer in lines: of a quiz one for each of its cases, by its number."""
    if exercise.kind == "quiz":
        return [f"{n}. {one.teller.verdict(one.record)}" for n, one in enumerate(exercise.items, 1)]
    parts = told(exercise, lang).split(" · ")
    return parts if exercise.kind == "change" else [" · ".join(parts)]


def _why(exercise) -> list[str]:
    """Why the answer is what it is, from the worked solution; a quiz and a change give each of their rows."""
    if exercise.kind == "judge":
        argued = exercise.teller.arguments() if exercise.teller.arguable(exercise.record) else []
        return [exercise.teller.behind(exercise.record), *argued]
    if exercise.kind == "mark":
        return [f"{r.key}: {exercise.teller.behind(r)}" for r in exercise.records if r.violates]
    table = next(block for block in exercise.solution().blocks if hasattr(block, "rows"))
    if exercise.kind == "quiz":
        return [f"{n}. {row[0]}. {row[2]} ({row[3]})" for n, row in enumerate(table.rows, 1)]
    return [f"{row[0]}: {row[2]}" for row in table.rows]


def _timetable(length: str, lang: str):
    from ..lessons import timetable

    return learners.speaking(lang, lambda: timetable.page(length, lang))


# ---------------------------------------------------------------- files
def _written(pages: dict[str, str], out: Path, lang: str, pdf: bool) -> tuple[dict[str, Path], str]:
    """Every file in place, or none: made in a folder beside them first."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=".kit-", dir=out))
    except OSError as error:
        raise unwritable(out, error, lang) from None
    try:
        files = {name: f"{name}.{lang}.html" for name in pages}
        for name, html in pages.items():
            (work / files[name]).write_text(html, encoding="utf-8", newline="\n")
        problem = ""
        if pdf:
            from . import printing

            problem = printing.problem(lang)
            for name in () if problem else tuple(pages):
                target = work / f"{name}.{lang}.pdf"
                if problem := printing.printed(work / files[name], target, lang):
                    break
                files[f"{name}_pdf"] = target.name
        placed = {}
        for name, file in files.items():
            os.replace(work / file, out / file)
            placed[name] = out / file
        return placed, problem
    except OSError as error:
        raise unwritable(out, error, lang) from None
    finally:
        shutil.rmtree(work, ignore_errors=True)
