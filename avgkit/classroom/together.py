"""Together mode, one card on the screen: all vote, see the split, discuss, vote again, and then see the verdict.

The trainer steps from phase to phase. Steps and votes are lines of `together.jsonl`; a vote is confirmed when it is on
the disk. Everybody has the same card, drawn for the class and not for a person.
"""

from collections import Counter

from .. import texts
from ..exercises import cards
from ..exercises.base import allowed
from ..lessons import metadata
from .deals import Deals
from .facts import Facts
from .journal import Journal
from .refusing import Refused

LEAST = 3  # votes, before a split is shown: less would show who chose what
# What the trainer may do next; the first is what usually comes. "vote" needs a lesson and an exercise.
NEXT = {
    "idle": ("vote",),
    "vote": ("split", "discuss", "verdict", "close"),  # a room may also discuss before it sees a split
    "split": ("discuss", "verdict", "close"),
    "discuss": ("again", "verdict", "close"),
    "again": ("split_again", "verdict", "close"),
    "split_again": ("verdict", "close"),
    "verdict": ("close",),
}
_TURN = {"vote": 1, "again": 2}  # the phases in which one may vote, and the vote that it is
_KINDS = ("judge", "mark")  # what a room can vote on


class Together:
    """The card that all answer. `state()` is for everybody and never says who voted what."""

    def __init__(self, facts: Facts, deals: Deals, seated, turn):
        self.lang, self._deals, self._seated, self._turn, self._facts = facts.lang, deals, seated, turn, facts
        self.version, self.rounds = 1, []  # a round: {round, lesson, exercise, attempt, votes: {1: {}, 2: {}}}
        self.phase = "idle"
        self._sent: dict[tuple[str, str], int] = {}  # (learner, view): the number of the last vote
        self._drawn: tuple[int, object, dict] | None = None
        self.journal = Journal(facts.path / "together.jsonl", self._lines)
        lines, self.unread = self.journal.read()
        for line in lines:
            try:
                self._take(line)
            except (LookupError, TypeError, ValueError, AttributeError, Refused):
                self.unread += 1

    # ------------------------------------------------------------ for everybody
    def state(self) -> dict:
        """What the screen and every phone shows: {version, phase, round, place, card, voted, learners, least, split,
        split_again, verdict, answer, arguable, next}.

        `split` counts each option of each field (for a card with ticks: each record) once the trainer shows it and
        LEAST voted. `answer` and `verdict` (HTML) come with the verdict, never before.
        """
        with self._turn:
            return self._state()

    def _state(self) -> dict:
        found = {"version": self.version, "phase": self.phase, "learners": self._seated(), "least": LEAST}
        found |= {"next": list(NEXT[self.phase]), "round": len(self.rounds)}
        if self.phase == "idle":
            return found
        now, (_, exercise, card) = self.rounds[-1], self._card()
        turn = _TURN.get(self.phase) or (2 if now["votes"][2] else 1)
        found |= {"lesson": now["lesson"], "exercise": now["exercise"], "place": exercise.place, "card": card}
        found |= {"turn": turn, "voted": len(now["votes"][turn])}
        told = self.phase == "verdict"
        both = told or self.phase == "split_again"
        first = both or self.phase == "split" or (self.phase == "discuss" and "split" in now["phases"])
        # Not while they vote again: who sees what most chose, chooses that.
        found["split"] = self._split(1) if first else None
        found["split_again"] = self._split(2) if both else None
        if told:
            arguable = _arguable(exercise)
            found |= {"verdict": exercise.solution().html(), "arguable": arguable}
            found["answer"] = None if arguable else _answer(exercise)
        return found

    def mine(self, learner: str) -> dict:
        """What this learner voted: {first, again}, None where nothing."""
        with self._turn:
            votes = self.rounds[-1]["votes"] if self.rounds and self.phase != "idle" else {1: {}, 2: {}}
            return {"first": votes[1].get(learner), "again": votes[2].get(learner)}

    def choices(self) -> list[dict]:
        """The cards that a room can vote on: {lesson, exercise, lesson_title, title} in the order of the lessons."""
        from ..lessons.generated import exercise_title

        return [
            {
                "lesson": stem,
                "exercise": ident,
                "lesson_title": metadata.short_title(one, self.lang),
                "title": exercise_title(ident, self.lang),
            }
            for stem, one in self._deals.lessons.items()
            for ident in one.exercises
            if ident.partition(":")[0] in _KINDS
        ]

    # ------------------------------------------------------------ for the trainer
    def right(self) -> dict:
        """For the trainer: {first, again}: {voted, right} of the round, None under LEAST votes or where arguable."""
        with self._turn:
            if self.phase == "idle":
                return {"first": None, "again": None}
            return self._right_of(self.rounds[-1], self._card()[1])

    def step(self, do: object, lesson: object = None, exercise: object = None) -> dict:
        """Go to the next phase; gives the new state. `vote` opens a card. Refused: a step that cannot come now."""
        with self._turn:
            if do not in NEXT[self.phase] and not (do == "vote" and self.phase == "verdict"):
                raise Refused("no_step", self.lang, 409, phase=texts.say(f"classroom.phase_{self.phase}", self.lang))
            line = {"do": do}
            if do == "vote":
                self._deals.known(lesson, exercise)
                if str(exercise).partition(":")[0] not in _KINDS:
                    raise Refused("no_vote_on", self.lang, 400)
                times = sum((one["lesson"], one["exercise"]) == (lesson, exercise) for one in self.rounds)
                line |= {"lesson": lesson, "exercise": exercise, "attempt": times}
            self._keep(line)
            return self._state()

    # ------------------------------------------------------------ voting
    def vote(self, learner: str, message: object) -> dict:
        """Take a vote {view, n, round, values}; gives {n, saved, problem, mine}. The last of a phase counts.

        Refused: the vote is closed, it was for an earlier card, or nothing was chosen.
        """
        with self._turn:
            if self._facts.expired():
                raise Refused("expired", self.lang, 410, name=self._facts.name)
            view, n, values = self._read(message)
            turn = _TURN.get(self.phase)
            if n <= self._sent.get((learner, view), -1):
                return {"n": n, "saved": not self.journal.behind, "problem": None, "mine": self.mine(learner)}
            if turn is None or message.get("round", len(self.rounds)) != len(self.rounds):
                raise Refused("vote_closed", self.lang, 409)
            fields = self._card()[2]["fields"]
            chosen = {f["name"]: allowed(f, values.get(f["name"])) for f in fields}
            if chosen[fields[0]["name"]] is None:
                raise Refused("vote_empty", self.lang, 400)
            if len(self._sent) > 20_000:
                raise Refused("too_many", self.lang, 409)
            line = {"round": len(self.rounds), "turn": turn, "learner": learner, "view": view, "n": n}
            problem = self._keep(line | {"values": chosen})
            return {"n": n, "saved": problem is None, "problem": problem, "mine": self.mine(learner)}

    def flush(self) -> None:
        """Write what is missing on the disk; raises OSError."""
        self.journal.flush()

    def results(self) -> list[dict]:
        """The rounds that reached their verdict: {lesson, exercise, title, first, again}: {voted, right} or None."""
        from ..lessons.generated import exercise_title

        with self._turn:
            return [
                {
                    "lesson": one["lesson"],
                    "exercise": one["exercise"],
                    "title": exercise_title(one["exercise"], self.lang),
                }
                | self._right_of(one, self._draw(one))
                for one in self.rounds
                if one["told"]
            ]

    # ------------------------------------------------------------ inside
    def _keep(self, line: dict) -> str | None:
        """Take it into memory and put it on the disk; why that failed, or None."""
        self._take(line)
        try:
            self.journal.add(line)
        except OSError:
            return texts.say("classroom.not_kept", self.lang)
        return None

    def _take(self, line: dict) -> None:
        if "do" not in line:
            votes = self._votes(line["round"], line["turn"])
            values, sent, n = dict(line["values"]), (line["learner"], line["view"]), int(line["n"])
            chosen = [one for value in values.values() for one in (value if isinstance(value, list) else [value])]
            if not all(one is None or isinstance(one, str) for one in (*chosen, *sent)):
                raise TypeError
            votes[line["learner"]], self._sent[sent] = values, n
        else:
            do = line["do"]
            if do == "vote":
                self._deals.known(line["lesson"], line["exercise"])
                facts = {name: line[name] for name in ("lesson", "exercise", "attempt")}
                if type(line["attempt"]) is not int or not 0 <= line["attempt"] < 10_000:
                    raise ValueError
                self.rounds.append(facts | {"votes": {1: {}, 2: {}}, "told": False, "phases": []})
            elif do != "close" and do not in NEXT:
                raise ValueError(do)
            now = self.rounds[-1]
            now["told"] = now["told"] or do == "verdict"
            now["phases"].append(do)
            self.phase = "idle" if do == "close" else do
        self.version += 1

    def _votes(self, number: object, turn: int) -> dict:
        if type(number) is not int or not 1 <= number <= len(self.rounds):
            raise LookupError
        return self.rounds[number - 1]["votes"][turn]

    def _lines(self):
        for number, one in enumerate(self.rounds, 1):
            facts = {name: one[name] for name in ("lesson", "exercise", "attempt")}
            for do in one["phases"]:
                yield {"do": do} | (facts if do == "vote" else {})
                for learner, values in one["votes"].get(_TURN.get(do, 0), {}).items():
                    sent = {"view": "", "n": 0}
                    yield {"round": number, "turn": _TURN[do], "learner": learner, **sent, "values": values}
        # The numbers of what was sent need not be written again: a vote that comes twice is the same vote.

    def _card(self) -> tuple[int, object, dict]:
        number = len(self.rounds)
        if not self._drawn or self._drawn[0] != number:
            exercise = self._draw(self.rounds[-1])
            self._drawn = (number, exercise, cards.card(exercise) | {"learner": ""})
        return self._drawn

    def _draw(self, one: dict):
        return self._deals.together(one["lesson"], one["exercise"], one["attempt"])

    def _split(self, turn: int) -> dict | None:
        """How often each option of each field was chosen; None where too few voted."""
        votes = self.rounds[-1]["votes"][turn]
        if len(votes) < LEAST:
            return None
        found: dict = {"voted": len(votes)}
        for field in self._card()[2]["fields"]:
            given = [values.get(field["name"]) for values in votes.values()]
            counted = Counter(one for value in given for one in (value if isinstance(value, list) else [value]) if one)
            options = (
                [o["value"] for o in field["options"]] if "options" in field else [r["key"] for r in field["rows"]]
            )
            found[field["name"]] = {option: counted[option] for option in options}
        return found

    def _right_of(self, one: dict, exercise) -> dict:
        def counted(votes: dict) -> dict | None:
            if len(votes) < LEAST or _arguable(exercise):
                return None
            answer = _answer(exercise)
            right = sum(
                (values.get("verdict") == answer["verdict"])
                if "verdict" in answer
                else set(values.get("marks") or ()) == set(answer["marks"])
                for values in votes.values()
            )
            return {"voted": len(votes), "right": right}

        # Not of a vote that is open: one more vote and one more right would say who answered how.
        closed = {turn: {} if turn == _TURN.get(one["phases"][-1]) else one["votes"][turn] for turn in (1, 2)}
        return {"first": counted(closed[1]), "again": counted(closed[2])}

    def _read(self, message: object) -> tuple[str, int, dict]:
        if isinstance(message, dict):
            view, n, values = message.get("view"), message.get("n"), message.get("values")
            named = isinstance(view, str) and 0 < len(view) <= 64 and isinstance(values, dict)
            if named and type(n) is int and 0 <= n < 2**53:
                return view, n, values
        raise Refused("bad_message", self.lang, 400)


def _arguable(exercise) -> bool:
    record = getattr(exercise, "record", None)
    return bool(record) and exercise.teller.arguable(record)


def _answer(exercise) -> dict:
    """The answer by field, from the exercise itself."""
    answer = exercise.answer()
    return answer if isinstance(answer, dict) else {"marks": sorted(answer)}
