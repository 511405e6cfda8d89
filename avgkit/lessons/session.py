"""The session of one learner in one lesson: the practice firm, exercises that remember their answers, and progress."""

from functools import cache
from html import escape

from ..exercises import Page
from . import learners, metadata, practice, records
from .learner import Learner, place

_OUTCOMES = ("clear", "finding", "unknown", "arguable")
_QUIZZES = ("start", "closing")  # lessons that are a quiz: who did only those has not seen the other cards


class Session(Learner):
    """One learner in one lesson. `crm`, `policy` and `law` are those of the practice firm; see `start`."""

    def __init__(self, lesson: str, lang=None, on=None, learner: str = "", group: str = "self"):
        from ..law import load_law

        super().__init__(learner, group, lang)
        self._own, self._answers = None, True
        self.lesson = learners.speaking(self.lang, lambda: metadata.lesson(lesson))
        self.law = load_law(on=on)

    # ------------------------------------------------------------ what there is to practise on
    @property
    def firm(self):
        """The practice firm: made at its first use, once for all lessons in this process."""
        return practice.firm()

    @property
    def crm(self):
        """What the CRM of the practice firm holds and does."""
        return self._own[0] if self._own else self.firm.crm

    @property
    def policy(self):
        """What the practice firm declares."""
        return self._own[1] if self._own else self.firm.policy

    def use(self, crm, policy, answers: bool = False) -> None:
        """Practise on this CRM and policy instead; unless `answers`, no number of one of its records is ever kept."""
        self._own, self._answers = (crm, policy), answers

    def scan(self, themes=None):
        """The scan of the practice firm on the day of the lesson; made once for the same themes."""
        names = (themes,) if isinstance(themes, str) else tuple(themes or ())
        if self._own:
            from ..scans import scan

            return scan(*self._own, on=self.law.on, themes=list(names))
        return _scan(self.law.on, names)

    # ------------------------------------------------------------ exercises
    def mark(self, check_id: str):
        """Which of these records are wrong?"""
        return self._exercise("mark", check_id)

    def judge(self, check_id: str):
        """One case: a verdict and a reason."""
        return self._exercise("judge", check_id)

    def change(self, name: str):
        """Change the policy and see what the same scan says."""
        from .. import exercises

        given = (name, self.crm, self.policy, self.law)
        return self._kept("change", name, lambda **options: exercises.change(*given, **options))

    def quiz(self, name: str):
        """Several verdicts at once: the start scan or the closing quiz."""
        from .. import exercises

        given = (name, self.crm, self.policy, self.law)
        # Its cases are the same at every attempt: that is what makes before and after comparable.
        return self._kept("quiz", name, lambda attempt, **options: exercises.quiz(*given, **options))

    def _exercise(self, kind: str, check_id: str):
        from .. import exercises

        given = (check_id, self.crm, self.policy, self.law)
        return self._kept(kind, check_id, lambda **options: exercises.exercise(*given, kind=kind, **options))

    def _kept(self, kind: str, name: str, make):
        """The exercise as it was left, at its place in the lesson, kept after each action."""
        ident = f"{kind}:{name}"
        before = records.get(self.store.read(), *place(self.lesson.stem, ident))
        seed = (self.group, self.code, self.lesson.stem)
        exercise = make(seed=seed, lang=self.lang, attempt=before["attempt"] if before else 0)
        if before:
            exercise.restore(before)
        exercise.place = metadata.placed(self.lesson, ident, self.lang)
        exercise.problem = self.store.problem or None
        exercise.listeners.append(self._keep)
        return exercise

    def _keep(self, exercise) -> None:
        """Called after each action: the card tells what could not be written."""
        where, name = place(self.lesson.stem, exercise.id)
        state = exercise.state() | ({} if self._answers else {"answer": {}})
        exercise.problem = self.store.save(where, name, state) or None

    # ------------------------------------------------------------ what is told
    def done(self) -> Page:
        """Where you are in this lesson: what was done, what is left, and which lesson comes next."""
        one = self.standing(self.lesson)
        values = {"done": one["done"], "of": one["of"], "points": one["points"], "most": one["most"]}
        told = [self.say("done", title=self.title(self.lesson.stem), **values)] if one["of"] else []
        if one["left"]:
            told.append(self.say("left", n=", ".join(map(str, one["left"]))))
        order = [lesson.stem for lesson in metadata.lessons()]
        if (after := order.index(self.lesson.stem) + 1) < len(order):
            told.append(self.say("next", title=self.title(order[after])))
        return self._page(*told)

    def page(self) -> Page:
        """The greeting: your code, what is kept and where, and how far you are."""
        how = "greet_back" if not self.new else "greet_chosen" if self.chosen else "greet_new"
        code = self.say(how, code=self.code)
        one = self.standing(self.lesson)
        far = [self.say("far", done=one["done"], of=one["of"], points=one["points"])] if one["done"] else []
        return self._page(*self.told, code, *far, self.say("greet_kept"))

    def how(self) -> Page:
        """How an exercise works, and what the four outcomes mean."""
        return self._page(self.say("greet_check"), [self.say(f"greet_{name}") for name in _OUTCOMES])

    def __repr__(self) -> str:
        return "\n\n".join((repr(self.page()), self.say("greet_card"), repr(self.how()), self.say("greet_how")))

    def _repr_html_(self) -> str:
        # How it works stands open until the first exercise of a lesson is done. What is kept is opened by who asks,
        # without typing; it holds a folder of this machine, so it is closed at first.
        new = not any(one["done"] for one in self.standings() if one["lesson"] not in _QUIZZES)
        parts = (("greet_card", self.how(), " open" if new else ""), ("panel_kept", self.kept("files"), ""))
        told = "".join(
            f"<details{state}><summary>{escape(self.say(name))}</summary>{shown._repr_html_()}</details>"
            for name, shown, state in parts
        )
        return f'{self.page()._repr_html_()}<div class="avgkit" lang="{self.lang}">{told}</div>'


def start(lesson: str, lang=None, on=None, learner: str = "", group: str = "self") -> Session:
    """Begin or go on with a lesson. An empty `learner` is the code of this machine, or a new one when there is none."""
    return Session(lesson, lang, on, learner, group)


def new_learner(group: str = "self", lang: str | None = None) -> str:
    """Draw a new code for whoever practises on this machine from now on; the earlier one stays and can be continued."""
    return learners.draw(learners.checked_group(group, lang), lang)[0]


@cache
def _scan(on, themes: tuple[str, ...]):
    from ..scans import scan

    firm = practice.firm()
    return scan(firm.crm, firm.policy, on=on, themes=list(themes))
