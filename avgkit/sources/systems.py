"""The systems that an export comes from: pages in formats/ with signs, what each header means, and their words."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from .. import paths, texts
from ..datestyles import STYLES
from ..errors import AvgkitError
from ..recognisers.headers import bare
from ..tables import why
from ..whole import text_of

ENOUGH = 3  # the score from which the headers show the system
_PARTS = ("name", "system", "headers", "values", "dates", "fixed", "sheets")
_VALUES = ("true", "false")


@dataclass(frozen=True)
class Recognised:
    """A system that the headers show: its name, the score, and the headers that show it."""

    name: str
    score: int
    signs: tuple[str, ...]


def systems(headers: Iterable[str], extra: dict[str, dict] | None = None) -> list[Recognised]:
    """The systems that these headers show, the clearest first, each with its signs; empty when none is clear.

    `extra`: pages of one's own by name, beside those of the package.
    """
    there: dict[str, str] = {}
    for header in headers:
        there.setdefault(bare(header), header)
    found = []
    for name, page in ({**pages(), **(extra or {})}).items():
        signs = {there[bare(sign)]: score for sign, score in page["system"]["signs"].items() if bare(sign) in there}
        if (score := sum(signs.values())) >= page["system"].get("enough", ENOUGH):
            found.append(Recognised(name, score, tuple(signs)))
    return sorted(found, key=lambda one: (-one.score, one.name))


@cache
def pages() -> dict[str, dict]:
    """The pages of flat systems by name: those in formats/ that have signs."""
    found = {}
    for path in sorted(paths.FORMATS.glob("*.toml")):
        with open(path, "rb") as file:
            page = tomllib.load(file)
        if "system" in page:
            found[path.stem] = page
    return found


def own_page(path: str | Path) -> dict:
    """A page of one's own, as `avgkit inspect --save` writes it. Raises AvgkitError with all that is wrong in it."""
    path = Path(path)
    try:
        page = tomllib.loads(text_of(path))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        reason = why(error) if isinstance(error, OSError) else str(error).partition("\n")[0]
        raise AvgkitError(texts.say("inspect.page_unreadable", path=path, reason=reason)) from None
    if problems := wrong(page, path.name):
        raise AvgkitError(problems)
    return page


def wrong(page: dict, where: str) -> list[str]:
    """What is wrong in a page, a sentence for each: parts, meanings, styles or values that there are not."""
    from .mapping import meanings

    if "tables" in page:
        return []
    known = meanings()
    found = [texts.unknown_name("inspect.page_part", name, _PARTS, where=where) for name in page if name not in _PARTS]
    found += [
        texts.say("inspect.page_lacks", where=where, part=part) for part in ("system", "headers") if part not in page
    ]
    named = [*page.get("headers", {}).values(), *page.get("values", {})]
    named += [meaning for sheet in page.get("sheets", {}).values() for meaning in sheet.get("headers", {}).values()]
    for meaning in dict.fromkeys(named):
        if meaning and meaning not in known:
            found.append(texts.unknown_name("inspect.page_meaning", meaning, known, where=where))
    for style in page.get("dates", {}).values():
        if style not in STYLES:
            found.append(texts.unknown_name("inspect.page_style", style, STYLES, where=where))
    for meaning, words in page.get("values", {}).items():
        if known.get(meaning, {}).get("content") == "yes_no":
            for value in words.values():
                if value not in _VALUES:
                    found.append(texts.unknown_name("inspect.page_value", value, _VALUES, where=where, meaning=meaning))
    return found


def part_of(page: dict, place: str, headers: Iterable[str]) -> str:
    """Which part of a system's export a table is (a file of Mailchimp, an entity of Dynamics); empty without parts."""
    there = {bare(header) for header in headers}
    for name, part in page.get("sheets", {}).items():
        if (sign := part.get("sign")) and bare(sign) in there:
            return name
        if (file := part.get("file")) and file.lower() in place.lower():
            return name
    return ""


def header_meanings(page: dict, part: str = "") -> dict[str, str]:
    """Header (as it is compared) to meaning, of a page and of one of its parts."""
    own = page.get("sheets", {}).get(part, {}).get("headers", {})
    return {bare(header): meaning for header, meaning in {**page.get("headers", {}), **own}.items()}
