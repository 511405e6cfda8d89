"""What a note holds: for each category of special, criminal or national number if it is certain or only possible."""

import re
from functools import cache

from .numbers import STEM, national_number
from .terms import compiled, folded, lexicon, stems

PAGES = ("special", "criminal")
NUMBER = "bsn"


def found(text: str, scope: frozenset[str] = frozenset()) -> dict[str, bool]:
    """The categories that a note holds: True when certain, False when only possible.

    `scope`: which kinds of data the law of the day names besides (the ids of [[scope]] in the lexicon).
    """
    plain, answer = folded(text), {}
    for category, (certain, possible, never) in _patterns(scope).items():
        rest = never.sub(" … ", plain)
        if certain.search(rest):
            answer[category] = True
        elif possible.search(rest):
            answer[category] = False
    number = national_number(text)
    return answer if number is None else answer | {NUMBER: number}


@cache
def categories() -> tuple[str, ...]:
    """The categories that can be found."""
    return (*(entry["id"] for page in PAGES for entry in lexicon(page)["category"]), NUMBER)


@cache
def prefilter() -> str:
    """One regular expression for any engine, which meets every text in which something may be found, and more."""
    terms = [term for certain, possible in _terms(frozenset()).values() for term in certain + possible]
    return rf"(?i)\b(?:{'|'.join(stems(terms))})|{STEM}"


def _terms(scope: frozenset[str]) -> dict[str, tuple[list[str], list[str]]]:
    """The certain and the possible terms of each category, in the words of the law of the day."""
    found = {}
    for page in PAGES:
        words = lexicon(page)
        for entry in words["category"]:
            extra = [one for one in words.get("scope", ()) if one["category"] == entry["id"]]
            now = [term for one in extra if one["id"] in scope for term in one["terms"]]
            then = [term for one in extra if one["id"] not in scope for term in one["terms"]]
            found[entry["id"]] = (entry["certain"] + now, entry["possible"] + then)
    return found


@cache
def _patterns(scope: frozenset[str]) -> dict[str, tuple[re.Pattern, re.Pattern, re.Pattern]]:
    never = {entry["id"]: entry["never"] for page in PAGES for entry in lexicon(page)["category"]}
    return {
        category: (compiled(certain), compiled(possible), compiled(never[category]))
        for category, (certain, possible) in _terms(scope).items()
    }
