"""Words in and around names of people: particles before a surname, titles before a name; each in one list."""

from functools import cache

from .lines import words
from .terms import folded


@cache
def particles() -> frozenset[str]:
    """Every word that may stand between first and last name, in small letters: van, de, 't."""
    return words("people", "particles") | words("people", "prepositions")


def abbreviated() -> frozenset[str]:
    """Particles as they are shortened, with their signs: v.d., v/d."""
    return words("people", "shortened")


def names_too() -> frozenset[str]:
    """Particles that are first names as well, and so begin no surname by themselves: Ben de Vries."""
    return words("people", "names_too")


@cache
def titles() -> frozenset[str]:
    """Every title before a name, in small letters without its dot."""
    return words("people", "titles") | words("people", "dotted_titles")


def is_infix(value: str) -> bool:
    """Whether a value holds particles and nothing else."""
    known = particles() | abbreviated()
    plain = " ".join(folded(value).replace("’", "'").split())
    return plain in known or (bool(plain) and all(word in known for word in plain.split(" ")))
