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
