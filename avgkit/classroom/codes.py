"""The codes of a class: drawn, read as somebody types them, and kept as a hash."""

import hashlib
import re
import secrets

from ..lessons import learners

_SCRYPT = {"n": 2**14, "r": 8, "p": 1}


def for_trainer(lang: str) -> str:
    """A code for the trainer: two words and a number."""
    words = learners.words()[lang]
    return f"{secrets.choice(words)}-{secrets.choice(words)}-{secrets.randbelow(9000) + 1000}"


def plain(code: object) -> str:
    """A code as somebody types it: without blanks, in lower case, its dashes where we put them."""
    text = str(code)[:80].strip().lower()
    return re.sub(r"\s+", "", text) if re.fullmatch(r"[\d\s]+", text) else re.sub(r"[\s_–—-]+", "-", text)


def hashed(code: str, salt: str) -> str:
    """The hash of a code, slow to make, so that who reads the folder cannot try all codes."""
    return hashlib.scrypt(code.encode(), salt=bytes.fromhex(salt), **_SCRYPT).hex()
