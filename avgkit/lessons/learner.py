"""A learner: what is kept of somebody, shown, removed and proved. The command line and the panel use it too."""

from html import escape
from pathlib import Path

from .. import texts
from ..errors import AvgkitError, nearest
from ..exercises import Page, Table
from ..exercises.look import style
from ..paths import home
from . import learners, metadata, records
from .progress import Store

ALL = "all"
# How to remove what is kept: by typing, in the panel, or outside the lesson.
_REMOVE = {"typed": "kept_remove", "panel": "kept_remove_panel", "files": "kept_remove_files"}


class Kept:
    """The file with somebody's progress, literally, with where it is and how to remove it."""

    def __init__(self, lines: list[str], text: str, lang: str):
        self.lines, self.text, self.lang = lines, text, lang

    def __repr__(self) -> str:
        return "\n".join([*self.lines, "", self.text])

    def _repr_html_(self) -> str:
        told = "".join(f"<p>{escape(line)}</p>" for line in self.lines)
        label = escape(texts.say("progress.kept_label", self.lang))
        look = "font:.9em/1.4 ui-monospace,Consolas,monospace;white-space:pre"  # what an export of a notebook strips
        literal = f'<pre style="{look}" tabindex="0" role="region" aria-label="{label}">{escape(self.text)}</pre>'
        return f'{style()}<div class="avgkit" lang="{self.lang}">{told}<div class="scroll">{literal}</div></div>'


class Learner:
    """Somebody who practises on this machine, known by a code only."""

    def __init__(self, code: str = "", group: str = "self", lang: str | None = None, remember: bool = True):
        self.lang = texts.language(lang)
        self.group = learners.checked_group(group, self.lang)
        self.told: list[str] = []
        self.chosen = bool(code)
        if code:
            self.code = learners.checked(code, self.lang)
            in_use = learners.known()
            self.new = self.code not in in_use
            if self.new and (near := nearest(self.code, in_use)):
                self.told.append(self.say("near_code", code=self.code, near=near))
        else:
            self.code = learners.current(self.group)
            self.new = not self.code
            self.code = self.code or learners.draw(self.group, self.lang)[0]
        self.store = Store(self.code, self.group, self.lang)
        problem = self.store.begin()
        if remember and not problem:
            problem = learners.remember(self.code, self.group, self.lang)
            self.told += [problem] if problem else []
        self.told += self._news()

    def say(self, name: str, /, **values) -> str:
        """A phrase about progress in this learner's language."""
        return texts.say(f"progress.{name}", self.lang, **values)

    # ------------------------------------------------------------ what was done
    def standing(self, lesson: metadata.Lesson, data: dict | None = None) -> dict:
        """How far a lesson is: exercises done and there are, points had and there were, hints used."""
        return standing(lesson, data or self.store.read())

    def standings(self) -> list[dict]:
        """How far each lesson with exercises is, in the order of the lessons."""
        data = self.store.read()
        return [self.standing(lesson, data) for lesson in metadata.lessons() if lesson.exercises]

    def progress(self) -> Page:
        """A table: each lesson with the exercises done, the points and the hints."""
        head = tuple(self.say(f"col_{name}") for name in ("lesson", "done", "points", "hints"))
        rows = []
        for one in self.standings():
            points = self.say("of", part=one["points"], whole=one["most"]) if one["done"] else texts.NOTHING
            done = self.say("of", part=one["done"], whole=one["of"])
            rows.append((self.title(one["lesson"]), done, points, str(one["hints"])))
        table = Table(self.say("caption", code=self.code), head, tuple(rows), frozenset({3}))
        return self._page(table, self.say("points_mean"))

    def gain(self) -> Page:
        """The first answers of the start scan beside those of the closing quiz, for each concept."""
        return self._page(*gain(self.store.read(), self.lang))

    # ------------------------------------------------------------ what is kept
    def kept(self, how: str = "typed") -> Kept:
        """Everything that is kept of you, literally; where it is, and how (see _REMOVE) to remove it."""
        data, files = self.store.read(), self.store.files()
        lines = [self.say("kept_what", code=self.code)]
        if files:
            folder = home()
            names = ", ".join(path.relative_to(folder).as_posix() for path in files)
            lines.append(self.say("kept_where", folder=folder, files=names))
            lines.append(self.say("kept_current"))
        if self.store.waiting:
            lines.append(self.say("kept_memory", n=self.store.waiting))
        lines.append(self.say(_REMOVE[how] if files else "kept_nowhere"))
        return Kept(lines, records.dumped(data), self.lang)

    def reset(self, what: str, typed: bool = True) -> Page:
        """Remove one exercise, one lesson or "all"; a copy of what was stays until the next time."""
        removed, problem = self.remove(what)
        if problem:
            return self._page(problem)
        if not removed:
            return self._page(self.say("reset_nothing", what=what.strip()))
        named = [f"{self.title(where)}: {name}" for where, name in removed]
        return self._page(
            self.say("reset_done", n=len(removed)), named, self.say("reset_copy" if typed else "reset_copy_panel")
        )

    def remove(self, what: str) -> tuple[list[tuple[str, str]], str]:
        """What `reset` does: the (lesson, exercise) pairs that were removed, and what went wrong."""
        if not isinstance(what, str) or not what.strip():
            raise AvgkitError(self.say("reset_what"))
        wanted = what.strip()
        known = self._resettable()
        if wanted != ALL and wanted not in known:
            sentence = lambda: texts.unknown_name("progress.reset_unknown", wanted, [ALL, *known])  # noqa: E731
            raise AvgkitError(learners.speaking(self.lang, sentence))
        return self.store.reset(lambda where, name: wanted == ALL or wanted in _names(where, name))

    def undo(self) -> Page:
        """Bring back what the last reset removed."""
        return self._page(self.store.undo() or self.say("undone"))

    def forget(self) -> Page:
        """Remove everything that is kept with this code, the copies and the code of this machine too."""
        problem = self.store.forget() or learners.forget(self.code, self.lang)
        return self._page(problem or self.say("forgotten", code=self.code))

    def proof(self, out: str | Path | None = None) -> Path:
        """A proof of participation to print, made on this machine."""
        from .proofs import proof

        return proof(self, out)

    def panel(self):
        """The same without code: a row of form controls."""
        from .controls import panel

        return panel(self)

    # ------------------------------------------------------------ words
    def title(self, stem: str) -> str:
        """The title of a lesson up to its colon; a lesson that is not here is called by its stem."""
        if stem == records.QUIZ:
            return self.say("quiz")
        found = next((lesson for lesson in metadata.lessons() if lesson.stem == stem), None)
        return metadata.short_title(found, self.lang) if found else stem

    def _resettable(self) -> list[str]:
        """What can be named to reset: what is kept, and the lessons and exercises that there are."""
        kept = [name for where, exercise, _ in records.walk(self.store.read()) for name in _names(where, exercise)]
        there = [name for lesson in metadata.lessons() for name in (lesson.stem, *lesson.exercises)]
        return list(dict.fromkeys([*there, *kept]))

    def _news(self) -> list[str]:
        """What happened to the file and was not told yet."""
        news, self.store.told = self.store.told, []
        return news

    def _page(self, *blocks) -> Page:
        waiting = [self.store.problem] if self.store.problem and self.store.problem not in blocks else []
        return Page((*blocks, *self._news(), *waiting), self.lang)


def standing(lesson: metadata.Lesson, data: dict) -> dict:
    """How far a lesson is in this record: {lesson, done, of, left: [numbers], points, most, hints}."""
    found = [records.get(data, *place(lesson.stem, name)) for name in lesson.exercises]
    done = [one for one in found if one and one["first"]]
    left = [n for n, one in enumerate(found, 1) if not (one and one["first"])]
    sums = {name: sum(one[name] for one in done) for name in ("points", "most", "hints")}
    return {"lesson": lesson.stem, "done": len(done), "of": len(found), "left": left, **sums}


def gain(data: dict, lang: str) -> tuple:
    """What this record says of start scan and closing quiz, as blocks of a page: a table, or what is still missing."""
    from ..exercises.quiz import concepts

    def say(name: str) -> str:
        return texts.say(f"progress.{name}", lang)

    quizzes = [(records.get(data, records.QUIZ, name) or {}).get("known") for name in ("start", "closing")]
    missing = [say(f"no_{name}") for name, found in zip(("start", "closing"), quizzes, strict=True) if not found]
    if missing:
        return tuple(missing)
    start, closing = quizzes
    both = [name for name in start if name in closing]
    cells, titles = (
        {True: say("is_right"), False: say("is_wrong")},
        {one["id"]: one[lang]["title"] for one in concepts()},
    )
    rows = [(titles.get(name, name), cells[start[name]], cells[closing[name]]) for name in both]
    shares = [texts.share(sum(quiz[name] for name in both), len(both), lang) for quiz in quizzes]
    head = tuple(say(f"col_{name}") for name in ("concept", "start", "closing"))
    return (Table(say("caption_gain"), head, (*rows, (say("together"), *shares))), say("gain_means"))


def place(lesson: str, name: str) -> tuple[str, str]:
    """Where an exercise is kept: a quiz by its own name, every other exercise under its lesson."""
    return (records.QUIZ, name.removeprefix("quiz:")) if name.startswith("quiz:") else (lesson, name)


def _names(where: str, name: str) -> tuple[str, ...]:
    """The names by which a record can be reset: its exercise, and its lesson (a quiz has that of its lesson)."""
    return (name, f"quiz:{name}") if where == records.QUIZ else (name, where)


def existing(code: str = "", lang: str | None = None) -> Learner:
    """Somebody who has practised on this machine; without a code the one who did so last. Nobody new is made."""
    from .progress import group_of

    in_use = learners.known()
    if code and learners.checked(code, lang) not in in_use:
        sentence = lambda: texts.unknown_name("progress.unknown_learner", code, in_use)  # noqa: E731
        raise AvgkitError(learners.speaking(lang, sentence))
    found = learners.checked(code, lang) if code else learners.current() or (in_use[0] if len(in_use) == 1 else "")
    if found not in in_use:
        raise AvgkitError(texts.say("progress.no_learner", lang))
    return Learner(found, group_of(found) or "self", lang, remember=False)
