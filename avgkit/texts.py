"""Every word that a user reads, in Dutch and English, from knowledge/phrases/; its numbers and dates."""

import os
import re
import string
import tomllib
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache

from . import paths
from .errors import AvgkitError, nearest

LANGUAGES = ("nl", "en")
NOTHING = "–"
_PERCENT = {"nl": "\u00a0%", "en": "%"}  # in Dutch a space, but the number and its sign stay on one line
_LOCALE = {"nl": "nl_NL", "en": "en_GB"}
_current: ContextVar[str | None] = ContextVar("avgkit_language", default=None)
_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]"
)


def language(lang: str | None = None) -> str:
    """The language to speak: the one given, else the one set by `use`, else the machine's, else Dutch."""
    if lang is None:
        lang = _current.get() or os.environ.get("AVGKIT_LANG") or ""
        return lang if lang in LANGUAGES else "nl"
    if lang not in LANGUAGES:
        raise AvgkitError(say("errors.language", language(), value=str(lang)[:40], known=", ".join(LANGUAGES)))
    return lang


def use(lang: str | None) -> None:
    """Speak this language in messages from here on."""
    _current.set(language(lang) if lang else None)


@cache
def _phrases(part: str) -> dict:
    with open(paths.KNOWLEDGE / "phrases" / f"{part}.toml", "rb") as file:
        return tomllib.load(file)


@cache
def _words() -> dict:
    """The words of all codes: a file for what is shared, and one for each theme."""
    folder = paths.KNOWLEDGE / "phrases" / "codes"
    return {
        code: word for file in sorted(folder.glob("*.toml")) for code, word in _phrases(f"codes/{file.stem}").items()
    }


def load() -> None:
    """Read every phrase now, for a process of which copies are made."""
    folder = paths.KNOWLEDGE / "phrases"
    for file in sorted(folder.rglob("*.toml")):
        _phrases(file.relative_to(folder).with_suffix("").as_posix())
    _words(), _categories(), number(1, "nl"), number(1, "en")


def say(key: str, lang: str | None = None, /, **values) -> str:
    """The phrase `part.name` with its placeholders filled in."""
    part, _, name = key.partition(".")
    return fill(_phrases(part)[name][lang or language()], values)


def phrase(key: str, lang: str | None = None) -> str:
    """The phrase `part.name` as it is written, its {values} too, for a page that fills them in itself."""
    part, _, name = key.partition(".")
    return _phrases(part)[name][lang or language()]


def has(key: str) -> bool:
    """Whether there is a phrase `part.name`."""
    part, _, name = key.partition(".")
    return name in _phrases(part)


def fill(template: str, values: dict) -> str:
    """The template with {name} replaced; values are put in as they are and never read as a template."""
    pieces = []
    for literal, name, _, _ in string.Formatter().parse(template):
        pieces.append(literal)
        if name is not None:
            pieces.append(harmless(str(values[name])))
    return "".join(pieces)


def harmless(said: str) -> str:
    """A text out of somebody's file or file name without signs that steer a screen, turn letters round or are none."""
    return _STEERING.sub("\N{REPLACEMENT CHARACTER}", said)


def unknown_name(key: str, name: object, known, /, **values) -> str:
    """The sentence `key` about an unknown name, followed by the nearest known one or the list."""
    known = sorted(str(k) for k in known)
    near = nearest(name, known)
    tail = say("errors.did_you_mean", near=near) if near else say("errors.known_are", known=", ".join(known[:12]))
    return f"{say(key, name=str(name)[:80], **values)} {tail}"


@cache
def _categories() -> dict:
    """The words of the categories of personal data, which are codes as well: `bankrekening` in a field or a file."""
    with open(paths.KNOWLEDGE / "categories.toml", "rb") as file:
        return {entry["id"]: entry for entry in tomllib.load(file)["categories"]}


def word(code: object, lang: str | None = None) -> str:
    """The word for a code or a category of data; `a;b` gives both words; without a word it is shown as it is."""
    words = _categories() | _words()
    lang = lang or language()
    parts = [p for p in str(code).split(";") if p]
    return ", ".join(words[p][lang] if p in words else p for p in parts)


def article(ref: str, lang: str | None = None) -> str:
    """An article as that language cites it: AVG 7(1) or GDPR 7(1)."""
    if ref[:1].isdigit():
        return say("errors.regulation", lang, ref=ref)
    return ref.replace("AVG", "GDPR", 1) if (lang or language()) == "en" and ref.startswith("AVG") else ref


def number(value: float, lang: str | None = None) -> str:
    """1.234 in Dutch, 1,234 in English; at most one decimal."""
    from babel.numbers import format_decimal

    return format_decimal(value, format="#,##0.#", locale=_LOCALE[lang or language()])


def percent(part: int, whole: int, lang: str | None = None) -> str:
    """The share as a percentage with one decimal; what is not zero is never shown as 0 %, nor 99.99 % as 100 %."""
    lang = lang or language()
    if not whole:
        return NOTHING
    share = 100 * part / whole
    if 0 < share < 0.1:
        return f"< {number(0.1, lang)}{_PERCENT[lang]}"
    if 99.9 < share < 100:
        return f"> {number(99.9, lang)}{_PERCENT[lang]}"
    return f"{number(round(share, 1), lang)}{_PERCENT[lang]}"


def share(part: int, whole: int, lang: str | None = None) -> str:
    """A share beside its denominator: 312 van 4.870 (6,4 %)."""
    lang = lang or language()
    text = say("errors.of", lang, part=number(part, lang), whole=number(whole, lang))
    return f"{text} ({percent(part, whole, lang)})" if whole else text


def day(value: date, lang: str | None = None) -> str:
    """23 november 2026 or 23 November 2026."""
    from babel.dates import format_date

    return format_date(value, format="d MMMM y", locale=_LOCALE[lang or language()])


def moment(value: datetime, lang: str | None = None) -> str:
    """A day with its time of day."""
    return f"{day(value, lang)} {value:%H:%M}"


def show(value: object, lang: str | None = None) -> str:
    """Any value of an evidence column as a person reads it: day, number, word of a code, or a dash when missing."""
    if value is None or value != value:
        return NOTHING
    if isinstance(value, datetime):
        return day(value, lang) if value.hour == value.minute == 0 else moment(value, lang)
    if isinstance(value, date):
        return day(value, lang)
    if isinstance(value, bool):
        return say("errors.yes" if value else "errors.no", lang)
    if isinstance(value, int | float):
        return number(value, lang)
    return word(value, lang) or NOTHING


@cache
def countries() -> dict[str, str]:
    """The two-letter code of each country by its lower-case name in every language we speak, and by the code itself."""
    from babel import Locale

    found = {"uk": "GB"}
    for locale in _LOCALE.values():
        for code, name in Locale.parse(locale).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"):
                found[name.lower()] = found[code.lower()] = code
    return found


def places(codes: object, lang: str | None = None) -> str:
    """The names of countries joined by ;, and the word of any other code among them."""
    parts = [part for part in str(codes or "").split(";") if part]
    named = [country(part, lang) if len(part) == 2 and part.isupper() else word(part, lang) for part in parts]
    return ", ".join(named) or NOTHING


def country(code: str, lang: str | None = None) -> str:
    """The name of a country by its two-letter code; a code without a name is shown as it is."""
    from babel import Locale

    return Locale.parse(_LOCALE[lang or language()]).territories.get(str(code), str(code))
