"""What is known of a class: its days, codes and lessons, as they stand in its `class.json`."""

import hmac
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import texts
from ..paths import home
from . import codes

VERSION = 1
LIMIT = 60  # learners: more than one laptop was ever tried with
LONGEST = 90  # days that a class can be kept


@dataclass(frozen=True)
class Facts:
    """What is kept of a class. `group` goes into every draw: a notebook with this group gives the same cases."""

    name: str
    lang: str
    on: str
    group: str
    code: str
    salt: str
    trainer: str  # the hash of the trainer's code
    secret: str  # from which the keys of the learners follow
    created_on: str
    expires_on: str
    lessons: tuple[str, ...]
    most: int
    version: int = VERSION

    @property
    def path(self) -> Path:
        """The folder of the class."""
        return root() / self.name

    def sound(self) -> bool:
        """Whether everything is of its kind; a file that was damaged, or changed by hand, may hold anything."""
        words = (self.lang, self.on, self.group, self.code, self.salt, self.trainer, self.secret, *self.lessons)
        if not self.lessons or not all(isinstance(word, str) and word.isascii() for word in words):
            return False
        secrets_ = all(re.fullmatch(r"([0-9a-f]{2}){16,}", word) for word in (self.salt, self.trainer, self.secret))
        number = type(self.most) is int and 1 <= self.most <= LIMIT
        return secrets_ and number and self.lang in texts.LANGUAGES and bool(re.fullmatch(r"\d{6}", self.code))

    def expired(self, today: date | None = None) -> bool:
        """Whether the last day of the class is past."""
        return date.fromisoformat(self.expires_on) < (today or date.today())

    def days_left(self) -> int:
        """How many days the class is still kept, today included; at least one, also when the clock was set back."""
        return min(max(1, (date.fromisoformat(self.expires_on) - date.today()).days + 1), LONGEST + 1)

    def is_trainer(self, code: str) -> bool:
        """Whether this is the trainer's code."""
        return hmac.compare_digest(codes.hashed(codes.plain(code), self.salt), self.trainer)

    def is_code(self, code: str) -> bool:
        """Whether this is the code of the class."""
        return hmac.compare_digest(codes.plain(code).encode(), self.code.encode())

    def key(self, learner: str) -> str:
        """The four digits with which a learner goes on with another device."""
        made = hmac.new(bytes.fromhex(self.secret), learner.encode(), "sha256").digest()
        return f"{int.from_bytes(made[:4]) % 10_000:04d}"


def root() -> Path:
    """The folder with the classes."""
    return home() / "classes"
