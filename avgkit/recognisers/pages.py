"""The pages of words (lexicon/special/) as terms: each a row of words in one spelling, and what it says how surely."""

import re
from functools import cache
from itertools import product
from typing import NamedTuple

from .terms import folded, lexicon

PAGES = (
    *("health", "religion_belief", "ethnicity", "political", "trade_union"),
    *("sex_life_orientation", "genetic", "biometric", "criminal"),
)
WEIGHTS = {"sure": 0.9, "firm": 0.58, "strong": 0.55, "weak": 0.35, "faint": 0.2}
GAP = ".."
_WORD = re.compile(r"\.\.|[a-z0-9*]+")


class Term(NamedTuple):
    """A term: its words (with * and ..), the label and category, its weight, its company, and the law it waits for."""

    words: tuple[str, ...]
    label: str
    category: str
    weight: str
    near: frozenset[str]
    scope: str = ""


@cache
def terms() -> tuple[Term, ...]:
    """Every term of every page."""
    found = []
    for label in PAGES:
        page = lexicon(f"special/{label}")
        for block in page["words"]:
            near = frozenset(block.get("near", ()))
            found += [Term(w, label, block["category"], block["weight"], near) for w in spelled(block["terms"])]
        for block in page.get("scope", ()):
            words = spelled(block["terms"])
            found += [Term(w, label, block["category"], "strong", frozenset(), block["id"]) for w in words]
    return tuple(dict.fromkeys(found))


@cache
def exceptions() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(label, words) of what means something else."""
    return tuple((label, w) for label in PAGES for w in spelled(lexicon(f"special/{label}")["never"]["terms"]))


@cache
def context() -> dict[str, frozenset[str]]:
    """The words around a word, by what they do there."""
    return {name: frozenset(words.split()) for name, words in lexicon("special/context").items()}


def spelled(written: str) -> list[tuple[str, ...]]:
    """The rows of words that a list of terms means: each choice (a|b) and each word that may be left out (a?) apart."""
    found: dict[tuple[str, ...], None] = {}
    for term in re.split(r"[,\n]", written):
        choices = [_choices(word) for word in term.split()]
        for row in product(*choices):
            words = tuple(word for part in row for word in part)
            if words and words != (GAP,):
                found[words] = None
    return list(found)


def _choices(word: str) -> list[tuple[str, ...]]:
    if word == GAP:
        return [(GAP,)]
    options = [tuple(_WORD.findall(folded(one))) for one in word.rstrip("?").split("|")]
    return [option for option in options if option] + ([()] if word.endswith("?") else [])
