"""The codes that a class gives out, as somebody types them, and how one is kept that must not be read."""

import hashlib
import re
import secrets

from ..lessons import learners

_SCRYPT = {"n": 2**14, "r": 8, "p": 1}  # a twentieth of a second: nothing for a trainer, much for who guesses


def for_trainer(lang: str) -> str:
    """A code of two words and a number: to be read out and typed, not to be guessed."""
    words = learners.words()[lang]
    return f"{secrets.choice(words)}-{secrets.choice(words)}-{secrets.randbelow(9000) + 1000}"


def plain(code: object) -> str:
    """A code as somebody types it: without blanks, in lower case, its dashes where we put them."""
    text = str(code)[:80].strip().lower()
    return re.sub(r"\s+", "", text) if re.fullmatch(r"[\d\s]+", text) else re.sub(r"[\s_–—-]+", "-", text)


def hashed(code: str, salt: str) -> str:
    """What is kept of a code; the salt is hexadecimal."""
    return hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), **_SCRYPT).hex()
