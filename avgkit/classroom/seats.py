"""Who sits in a class: a code for each learner, and the hash of each token; nobody's name, and no list for others."""

import hmac
import re
import secrets
from dataclasses import dataclass
from hashlib import sha256

from ..lessons import learners
from .facts import Facts
from .journal import Journal
from .refusing import Refused

_DEVICES = 5  # of one learner: a phone, a laptop, and a mistake or two
_WRONG = 8  # keys that may be guessed for one learner; then only the trainer can help
_NAMES = 1000  # for which wrong keys are counted
_LEARNER = re.compile(r"[a-z]+-[1-9][0-9]")


@dataclass(frozen=True)
class Seat:
    """What a learner gets: the code, and the token that only this browser holds."""

    learner: str
    token: str


class Seats:
    """The seats of a class, kept in `seats.jsonl`."""

    def __init__(self, facts: Facts):
        self.facts = facts
        self._tokens: dict[str, str] = {}  # hash: learner
        self._wrong: dict[str, int] = {}
        self._journal = Journal(facts.path / "seats.jsonl", self._lines)
        lines, self.unread = self._journal.read()
        for line in lines:
            token, learner = line.get("token"), line.get("learner")
            if isinstance(token, str) and isinstance(learner, str) and _LEARNER.fullmatch(learner):
                self._tokens[token] = learner
            else:
                self.unread += 1
        # Whose seat cannot be read any more: nobody else may get that code, and the key still opens it.
        answered = sorted(path.stem for path in (facts.path / "answers").glob("*.jsonl"))
        self._unseated = [learner for learner in answered if _LEARNER.fullmatch(learner)]

    @property
    def learners(self) -> list[str]:
        """The codes in the order in which they came."""
        return list(dict.fromkeys([*self._tokens.values(), *self._unseated]))

    def holder(self, token: object) -> str | None:
        """Whose token this is."""
        return self._tokens.get(_hash(token)) if isinstance(token, str) and len(token) < 200 else None

    def join(self, code: str) -> Seat:
        """A new seat for who knows the code of the class. Refused: wrong code, or the class is full."""
        if not self.facts.is_code(code):
            raise Refused("wrong_code", self.facts.lang, 403)
        there = self.learners
        if len(there) >= self.facts.most:
            raise Refused("full", self.facts.lang, 409, most=self.facts.most)
        # Together mode draws under this word, and no learner may share its cases.
        return self._given(learners.free(there, self.facts.lang))

    def again(self, code: str, learner: str, key: str) -> Seat:
        """The seat of a learner on another device. Refused: a wrong code, learner or key, or too many tries."""
        lang, learner = self.facts.lang, str(learner)[:40].strip().lower()
        if not self.facts.is_code(code):
            raise Refused("wrong_code", lang, 403)
        known = learner in self.learners
        # Names that nobody has are counted too, or a guesser would learn which ones somebody has.
        room = known or learner in self._wrong or len(self._wrong) < _NAMES
        if not room or self._wrong.get(learner, 0) >= _WRONG:
            raise Refused("key_closed", lang, 429)
        right = hmac.compare_digest(str(key)[:20].strip().encode(), self.facts.key(learner).encode())
        if not known or not right:
            self._wrong[learner] = self._wrong.get(learner, 0) + 1
            raise Refused("wrong_key", lang, 403)
        return self._given(learner)

    def _given(self, learner: str) -> Seat:
        token = secrets.token_urlsafe(24)
        own = [one for one, who in self._tokens.items() if who == learner]
        if len(own) >= _DEVICES:
            del self._tokens[own[0]]
        self._tokens[_hash(token)] = learner
        try:
            self._journal.add({"learner": learner, "token": _hash(token)})
        except OSError:
            # Who is told that there is a place must find it again after a crash.
            del self._tokens[_hash(token)]
            raise Refused("no_place", self.facts.lang, 503) from None
        return Seat(learner, token)

    def flush(self) -> None:
        """Write what is missing on the disk; raises OSError."""
        self._journal.flush()

    def _lines(self):
        return ({"learner": who, "token": token} for token, who in self._tokens.items())


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
