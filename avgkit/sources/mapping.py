"""From the headers of an export to what they mean: by their words and by what stands under them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from .. import paths
from ..reading import Sheet
from ..recognisers.terms import folded


@dataclass(frozen=True)
class Guess:
    """What a column seems to mean (None: unknown), how sure that is (0 to 1), and the codes of the evidence."""

    meaning: str | None
    confidence: float
    evidence: tuple[str, ...] = ()


@dataclass
class Study:
    """A table as it is understood: each column, the page of its system, and which part of an export it is."""

    guesses: dict[str, Guess]
    page: dict
    part: str = ""


def study(sheet: Sheet, chosen: dict[str, str] | None = None, page: dict | None = None) -> Study:
    """A table understood by its headers, going by this page where it names one."""
    said = {bare(header): meaning for header, meaning in (page or {}).get("headers", {}).items()}
    guesses = {
        header: Guess(said[bare(header)] or None, 1.0, ("system:page",)) if bare(header) in said else guess
        for header, guess in mapped(sheet).items()
    }
    return Study(guesses, page or {})


@cache
def meanings() -> dict[str, dict]:
    """Every meaning that a column may have, by its id."""
    with open(paths.KNOWLEDGE / "meanings.toml", "rb") as file:
        return {entry["id"]: entry for entry in tomllib.load(file)["meanings"]}


def mapped(sheet: Sheet) -> dict[str, Guess]:
    """The meaning of each header of a sheet; two headers never get the same meaning unless it may stand twice."""
    known = {bare(alias): id for id, entry in meanings().items() for alias in entry["aliases"]}
    return {
        header: Guess(known[bare(header)], 0.9, ("header",)) if bare(header) in known else Guess(None, 0.0)
        for header in sheet.headers
    }


def bare(header: str) -> str:
    """A header as it is compared: small letters and figures only."""
    return re.sub(r"[^a-z0-9]", "", folded(header))
