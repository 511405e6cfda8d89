"""Names and addresses that stand in one cell: the SQL that takes them apart; what fits no pattern stays together."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ..frames import literal
from ..recognisers import people
from ..recognisers.lines import words as words_of

# A street ends in its number, with an addition: 12, 12a, 12 A, 12-3, 12 hs, 12/2.
_NUMBER = r"(\d{1,5}(?: ?[-/]? ?(?:[A-Za-z]{1,3}|\d{1,4}|[A-Za-z]\d{1,3}))?)"
_STREET = rf"^((?:.*\s)?\S*[^\d\s,]\S*?(?:\s\d{{4}})?),?\s+{_NUMBER}$"  # Plein 1944 12


@cache
def words() -> dict:
    """The page of words by which a line is spread."""
    with open(Path(__file__).with_name("spreading.toml"), "rb") as file:
        return tomllib.load(file)


@cache
def _particles(begin: bool) -> str:
    """A run of particles, as a pattern that knows no capitals; those on an apostrophe may touch what follows.

    `begin`: the run begins the name, so that what is a first name as well does not begin it.
    """
    every = people.particles() | people.abbreviated()
    first = every - people.names_too() if begin else every
    return rf"(?:(?:{_one(first)})(?:{_one(every)})*)"


def _one(parts: Iterable[str]) -> str:
    written = []
    for part in sorted(parts, key=lambda p: (-len(p), p)):
        plain = re.escape(part).replace("'", "['’]")
        # A capital is an initial there: V. Bakker, but J. v. Dijk.
        plain = f"(?-i:{plain})" if len(part.strip(".")) == 1 else plain
        written.append(plain + (r"\s*" if part.endswith("'") else r"\s+"))
    return "|".join(written)


@cache
def _titles() -> str:
    """The titles before a name, with their dot or without."""
    plain, dotted = (words_of("people", name) for name in ("titles", "dotted_titles"))
    return "|".join(["de heer", *(rf"{t}\.?" for t in sorted(plain)), *(rf"{t}\." for t in sorted(dotted))])


def parted(name: str) -> dict[str, str]:
    """The SQL of first_name, infix and last_name in a full name: 'Piet de Jong', 'Jong, P. de', 'De Jong, Piet'.

    One word alone is a last name. `name`: the SQL of the trimmed text.
    """
    title = rf"(?i)^(?:(?:{_titles()})\s+)+"
    bare = f"regexp_replace({name}, {literal(title)}, '')"
    run, first, comma = _particles(False), _particles(True), f"contains({bare}, ',')"
    front, behind = f"trim(split_part({bare}, ',', 1))", f"trim(regexp_extract({bare}, '^[^,]*,(.*)$', 1))"
    ahead, within, simple = rf"(?i)^({first})(\S.*)$", rf"(?i)^(.*?\S)\s+({run})(\S.*)$", r"^(?:(.*)\s+)?(\S+)$"
    only, trailing = rf"(?i)^({first})$", rf"(?i)^(.*?\S)\s+({run})$"
    # Each way to write a name: when it holds, and its three parts as the SQL of a text.
    ways = (
        (_fits(comma, front, ahead), behind, *_groups(front, ahead, 1, 2)),
        (_fits(comma, f"{behind} || ' '", only), "''", *_groups(f"{behind} || ' '", only, 1), front),
        (_fits(comma, f"{behind} || ' '", trailing), *_groups(f"{behind} || ' '", trailing, 1, 2), front),
        (comma, behind, "''", front),
        (_fits("true", bare, ahead), "''", *_groups(bare, ahead, 1, 2)),
        (_fits("true", bare, within), *_groups(bare, within, 1, 2, 3)),
        ("true", *_groups(bare, simple, 1), "''", *_groups(bare, simple, 2)),
    )
    return {
        part: f"nullif(trim(CASE {' '.join(f'WHEN {way[0]} THEN {way[n]}' for way in ways)} END), '')"
        for n, part in enumerate(("first_name", "infix", "last_name"), 1)
    }


def _fits(when: str, text: str, pattern: str) -> str:
    return f"{when} AND regexp_matches({text}, {literal(pattern)})"


def _groups(text: str, pattern: str, *numbers: int) -> list[str]:
    return [f"regexp_extract({text}, {literal(pattern)}, {n})" for n in numbers]


def street(address: str) -> dict[str, str]:
    """The SQL of street and house_number in one cell; a cell that does not end in a number is all street."""
    first = f"split_part({address}, chr(10), 1)"  # a second line holds the place
    there = f"regexp_matches({first}, {literal(_STREET)})"
    return {
        "street": f"CASE WHEN {there} THEN trim(regexp_extract({first}, {literal(_STREET)}, 1)) ELSE {address} END",
        "house_number": f"CASE WHEN {there} THEN regexp_extract({first}, {literal(_STREET)}, 2) END",
    }
