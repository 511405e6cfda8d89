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
def _particles() -> str:
    """A run of particles, as a pattern that knows no capitals; those on an apostrophe may touch what follows.

    What is a first name as well begins no run: Ben de Vries.
    """
    every = people.particles() | people.abbreviated()
    return rf"(?:(?:{_one(every - people.names_too())})(?:{_one(every)})*)"


def _one(parts: Iterable[str]) -> str:
    """One particle with the space behind it. A capital alone is an initial: V. Bakker, but J. v. Dijk."""
    plain = {p: re.escape(p).replace("'", "['’]") for p in sorted(parts, key=lambda p: (-len(p), p))}
    initial = [p for p in plain if len(p.strip(".")) == 1]
    touching = [p for p in plain if p.endswith("'")]
    words = "|".join(plain[p] for p in plain if p not in initial + touching)
    return rf"(?:{words}|(?-i:{'|'.join(map(plain.get, initial))}))\s+|(?:{'|'.join(map(plain.get, touching))})\s*"


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
    run, comma = _particles(), f"contains({bare}, ',')"
    front, behind = f"trim(split_part({bare}, ',', 1))", f"trim(regexp_extract({bare}, '^[^,]*,(.*)$', 1))"
    whole, simple = rf"(?i)^(?:(.*?\S)\s+)??({run})(\S.*)$", r"^(?:(.*)\s+)?(\S+)$"
    leading, trailing = rf"(?i)^({run})(\S.*)$", rf"(?i)^(?:(.*?\S)\s+)??({run})$"
    # Each way to write a name: when it holds, and its three parts as the SQL of a text.
    ways = (
        (f"{comma} AND regexp_matches({front}, {literal(leading)})", behind, *_groups(front, leading, 1, 2)),
        (
            f"{comma} AND regexp_matches({behind} || ' ', {literal(trailing)})",
            *_groups(f"{behind} || ' '", trailing, 1, 2),
            front,
        ),
        (comma, behind, "''", front),
        (f"regexp_matches({bare}, {literal(whole)})", *_groups(bare, whole, 1, 2, 3)),
        ("true", *_groups(bare, simple, 1), "''", *_groups(bare, simple, 2)),
    )
    return {
        part: f"nullif(trim(CASE {' '.join(f'WHEN {way[0]} THEN {way[n]}' for way in ways)} END), '')"
        for n, part in enumerate(("first_name", "infix", "last_name"), 1)
    }


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
