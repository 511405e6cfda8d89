"""The tables of the lesson on data minimisation: what an interest must have on record, and questions to a field."""

from datetime import date

from .. import texts
from ..exercises import Page, Table

_QUESTIONS = ("purpose", "without", "less", "mandatory", "until")


def interest(law, lang: str) -> Page:
    """What must be recorded before a purpose may rest on a legitimate interest, in the words of the law's own page."""
    entries = [entry for entry in law.entries("limitation", "interest") if _holds(entry, law.on)]
    rows = tuple((texts.article(entry["article"], lang), _first(entry[lang])) for entry in entries)
    head = (texts.say("lesson.col_article", lang), _say("col_must", lang))
    return Page((Table(_say("caption_interest", lang), head, rows),), lang)


def questions(lang: str) -> Page:
    """The questions to ask of a field before it comes into the CRM, with an example of each answer."""
    rows = tuple((_say(f"ask_{name}", lang), _say(f"told_{name}", lang)) for name in _QUESTIONS)
    head = (_say("col_ask", lang), _say("col_told", lang))
    return Page((Table(_say("caption_questions", lang), head, rows),), lang)


def _holds(entry: dict, on: date) -> bool:
    return entry["from"] <= on and on <= entry.get("until", on)


def _first(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _say(name: str, lang: str) -> str:
    return texts.say(f"lesson_minimisation.{name}", lang)
