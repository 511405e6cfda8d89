"""A class that is open: who sits there, what they answered, the card of all, and what the trainer sees.

Every public method may be called from any thread; whatever changes something waits for its turn.
"""

import errno
import re
from contextlib import suppress
from datetime import date
from pathlib import Path
from threading import RLock

from ..errors import AvgkitError
from ..exercises import Page, cards
from ..lessons import metadata
from ..lessons.learner import gain, standing
from . import figures, folder
from .deals import Deals
from .facts import Facts
from .kept import MOST_LINES, Kept
from .refusing import Refused
from .seats import Seat, Seats
from .together import Together

MOST_DRAWS = 30  # times other cases of one exercise; after a restart each is drawn again, while everybody waits
_VIEW = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Room:
    """One class. `Room.open(name)` alone may write to its folder until `close`."""

    def __init__(self, facts: Facts, held=None):
        self.facts, self._held, self._turn = facts, held, RLock()
        self.seats = Seats(facts)
        self._kept: dict[str, Kept] = {}
        self.deals = Deals(facts.group, facts.lang, facts.lessons, facts.on, self._before)
        for learner in self.seats.learners:
            self._of(learner)
        self.together = Together(facts, self.deals, lambda: len(self.seats.learners), self._turn)
        self.unread = self.seats.unread + self.together.unread + sum(one.unread for one in self._kept.values())

    # ------------------------------------------------------------ opening and closing
    @classmethod
    def create(cls, name: str, lang=None, on=None, lessons=None, most: int = folder.MOST, days: int = folder.DAYS):
        """A new class and the trainer's code: (Room, code). The code is kept nowhere. AvgkitError as folder.create."""
        held = folder.alone(name, lang)
        try:
            facts, code = folder.create(name, lang, on, lessons, most, days)
            return cls(facts, held), code
        except BaseException:
            held.lock.release()
            raise

    @classmethod
    def open(cls, name: str, lang: str | None = None) -> "Room":
        """Go on with a class. AvgkitError: unknown, unreadable, open in another process, or expired (and removed)."""
        facts = folder.read(name, lang)
        held = folder.alone(name, lang)
        try:
            if facts.expired():
                folder.remove(name, lang)
                raise Refused("expired", facts.lang, 410, name=facts.name)
            return cls(facts, held)
        except BaseException:
            held.lock.release()
            raise

    @classmethod
    def look(cls, name: str, lang: str | None = None) -> "Room":
        """A class to read only, also while its server runs: for results and for what is printed."""
        return cls(folder.read(name, lang))

    def close(self) -> None:
        """Let another process have the class; what could not be written is tried once more."""
        with suppress(OSError):
            self.flush()
        if self._held:
            self._held.lock.release()
            self._held = None

    @property
    def name(self) -> str:
        """The name of the class."""
        return self.facts.name

    @property
    def lang(self) -> str:
        """The language of the class."""
        return self.facts.lang

    @property
    def code(self) -> str:
        """What learners type to join: six digits."""
        return self.facts.code

    @property
    def lessons(self) -> tuple[metadata.Lesson, ...]:
        """The lessons of the class in their order."""
        return tuple(self.deals.lessons.values())

    def is_trainer(self, code: str) -> bool:
        """Whether this is the trainer's code."""
        return self.facts.is_trainer(code)

    # ------------------------------------------------------------ seats
    def enlarge(self, most: int) -> None:
        """Take more learners than was said at first; AvgkitError for too many."""
        self.facts = self.seats.facts = folder.enlarged(self.facts, most)

    def join(self, code: str) -> Seat:
        """A seat for a learner who comes in. Refused: a wrong code, a class that is full or past, a disk that is."""
        with self._turn:
            self._open()
            seat = self.seats.join(code)
            self._of(seat.learner)
            return seat

    def rejoin(self, code: str, learner: str, key: str) -> Seat:
        """The same learner on another device."""
        with self._turn:
            self._open()
            return self.seats.again(code, learner, key)

    def seat(self, token: object) -> str | None:
        """The learner who holds this token."""
        return self.seats.holder(token)

    def key(self, learner: str) -> str:
        """The four digits that this learner types on another device."""
        return self.facts.key(learner)

    # ------------------------------------------------------------ exercises
    def card(self, learner: str, lesson: str, ident: str) -> dict:
        """The card of this learner, as it was left; `ident` as in the lesson (`judge:consent-form-invalid`)."""
        with self._turn:
            self._of(learner)
            return cards.card(self.deals.get(learner, lesson, ident)) | {"learner": learner}

    def act(self, learner: str, lesson: str, ident: str, message: object) -> dict:
        """Do what a card asks: {view, n, do, values, attempt?}; gives the reply of exercises.cards.

        The reply is given when the answer is on the disk; where it could not be written `saved` is false and `problem`
        says so. A message that was seen before changes nothing. Refused for what is no message of a card.
        """
        with self._turn:
            self._open()
            kept = self._of(learner)
            self.deals.known(lesson, ident)
            view, n, act = self._read(message)
            last, shown = kept.seen((lesson, ident, view))
            if n <= last:
                again = kept.replies.get((lesson, ident, view))
                return again if again and again["n"] == n else self._shown(learner, lesson, ident, n)
            exercise = self.deals.get(learner, lesson, ident)
            attempt = message["attempt"] if type(message.get("attempt")) is int else shown
            if attempt not in (-1, exercise.attempt):
                # Another window went on to other cases; what was filled in here was about the earlier ones.
                return self._shown(learner, lesson, ident, n)
            if act == "retry" and exercise.attempt >= MOST_DRAWS:
                raise Refused("too_often", self.lang, 409, most=MOST_DRAWS)
            return self._done(kept, exercise, {"lesson": lesson, "exercise": ident, "act": act}, message)

    def _done(self, kept: Kept, exercise, where: dict, message: dict) -> dict:
        before, learner = exercise.state(), kept.learner
        known = kept.record(where["lesson"], where["exercise"])
        exercise, reply = cards.answer(exercise, message)
        self.deals.put(learner, where["lesson"], where["exercise"], exercise)
        if reply["card"]:
            reply["card"] |= {"learner": learner}
        state = exercise.state()
        if where["act"] == "show" or (where["act"] == "keep" and state == before):
            view = (where["lesson"], where["exercise"], message["view"])
            kept.remember(view, message["n"], exercise.attempt, reply)
            with suppress(OSError):
                kept.journal.flush()
            return self._told(kept, reply)
        if kept.lines >= MOST_LINES:
            raise Refused("too_many", self.lang, 409)  # a browser would send it again after 429
        line = {"view": message["view"], "n": message["n"], **where, "attempt": exercise.attempt, "state": state}
        if exercise.first and not (known and known["first"]):
            line["missed"] = exercise.missed()
        with suppress(OSError):
            self._there()
        with suppress(OSError):
            kept.add(line, reply)
        return self._told(kept, reply)

    def _told(self, kept: Kept, reply: dict) -> dict:
        """The reply with whether everything of this learner is on the disk."""
        problem = self._say("not_kept") if kept.journal.behind else None
        reply["saved"], reply["problem"] = problem is None, problem
        return reply

    def _shown(self, learner: str, lesson: str, ident: str, n: int) -> dict:
        """How things stand, for a message that changes nothing."""
        _, reply = cards.answer(self.deals.get(learner, lesson, ident), {"n": n, "do": "show"})
        reply["card"] |= {"learner": learner}
        return self._told(self._of(learner), reply)

    def standing(self, learner: str) -> list[dict]:
        """How far a learner is: {lesson, title, done, of, left, points, most, hints} for each lesson with exercises."""
        data = self._of(learner).data
        with self._turn:
            return [
                standing(one, data) | {"title": metadata.short_title(one, self.lang)}
                for one in self.lessons
                if one.exercises
            ]

    def gain(self, learner: str) -> str:
        """What a learner knew before and knows now, as HTML; for his own page only."""
        with self._turn:
            return Page(gain(self._of(learner).data, self.lang), self.lang).html()

    def figures(self) -> dict:
        """The numbers of the class, never about a person; see figures.py."""
        with self._turn:
            return figures.figures(self.lang, self.lessons, list(self._kept.values()), self.together)

    # ------------------------------------------------------------ the folder
    def flush(self) -> None:
        """Write what a full disk kept out; raises OSError while it still does."""
        with self._turn:
            self._there()
            for one in (self.seats, self.together, *(kept.journal for kept in self._kept.values())):
                one.flush()

    def _there(self) -> None:
        """Make the folder again where it vanished: all that was in it is in memory too."""
        if not (self.facts.path / "class.json").exists():
            try:
                folder.write(self.facts)
            except AvgkitError:  # its sentence names the folder, and is nothing for a learner
                raise OSError(errno.EIO, "") from None
        if self._held and not Path(self._held.lock.lock_file).exists():
            # The lock is on a file that nobody finds any more: a second server would write over these answers.
            self._held.lock.release(force=True)
            with suppress(OSError):  # Timeout is one
                self._held.lock.acquire(timeout=0)

    def _open(self) -> None:
        if self.facts.expired(date.today()):
            raise Refused("expired", self.lang, 410, name=self.name)

    def _of(self, learner: str) -> Kept:
        """What is kept of a learner; Refused for somebody who has no seat."""
        if learner not in self._kept:
            if learner not in self.seats.learners:
                raise Refused("no_seat", self.lang, 403)
            path = self.facts.path / "answers" / f"{learner}.jsonl"
            self._kept[learner] = Kept(learner, self.facts.group, path)
        return self._kept[learner]

    def _before(self, learner: str, lesson: str, ident: str) -> dict | None:
        return self._of(learner).record(lesson, ident)

    def _read(self, message: object) -> tuple[str, int, str]:
        """The view, the number and the act of a message."""
        if isinstance(message, dict):
            view, n, act, values = (message.get(name) for name in ("view", "n", "do", "values"))
            number = type(n) is int and 0 <= n < 2**53
            named = isinstance(view, str) and _VIEW.fullmatch(view) and act in cards.ACTS
            if named and number and (values is None or isinstance(values, dict)):
                return view, n, act
        raise Refused("bad_message", self.lang, 400)

    def _say(self, name: str, **values) -> str:
        from .. import texts

        return texts.say(f"classroom.{name}", self.lang, **values)
