"""The tables of the lesson on special categories: the three kinds of data, and notes before and after mending."""

from .. import texts
from ..exercises import Page, Table
from ..judges import judge
from ..recognisers.scores import shown
from ..themes import find

KINDS = ("special", "criminal", "national_number")
_SHAPES = {True: "is_finding", False: "is_clear", None: "is_unknown"}
# Notes that went wrong, by the check that sees it; what was needed for the contact stands beside it in the phrases.
_NOTES = {
    "special-in-note": ("health", "faith"),
    "criminal-in-note": ("fraud",),
    "national-number-in-note": ("number",),
}


def kinds(law, lang: str) -> Page:
    """The three kinds of data with rules of their own: what belongs to each, and where the law has it."""
    known = law.entries("categories")
    rows = []
    for kind in KINDS:
        own = {entry["id"]: entry for entry in known if entry["regime"] == kind and "until" not in entry}
        # The category of criminal data is called as its kind is; what belongs to it needs words of its own.
        named = ", ".join(entry[lang] for entry in own.values() if entry[lang] != texts.word(kind, lang))
        cited = ", ".join(dict.fromkeys(texts.article(entry["article"], lang) for entry in own.values()))
        rows.append(
            (texts.word(kind, lang), named or _say(f"belongs_{kind}", lang), _say(f"needs_{kind}", lang), cited)
        )
    head = tuple(_say(f"col_{name}", lang) for name in ("kind", "belongs", "needs"))
    return Page((Table(_say("caption_kinds", lang), (*head, _lesson("col_article", lang)), tuple(rows)),), lang)


def rewritten(law, lang: str) -> Page:
    """Notes as they went wrong and as they can be written instead, each judged by the check itself."""
    rows = []
    for check, names in _NOTES.items():
        notes = [_say(f"{form}_{name}", lang) for name in names for form in ("wrong", "better")]
        answers = judge(check, [{"interactions.note": note} for note in notes], on=law.on)
        told = [_lesson(_SHAPES[answer["violates"]], lang) for answer in answers]
        rows += [(note, one, find(check).words("title", lang)) for note, one in zip(notes, told, strict=True)]
    head = (_lesson("col_interactions_note", lang), _lesson("col_verdict", lang), _lesson("col_check", lang))
    return Page((Table(_say("caption_rewritten", lang), head, tuple(rows)),), lang)


def scores(lang: str) -> Page:
    """How well the words are found, measured on notes that nobody had seen who worked on the word lists."""
    heads, rows, sentences = shown(lang)
    table = Table(
        texts.say("recognise.scores_caption", lang), tuple(heads), tuple(map(tuple, rows)), frozenset({1, 2, 3, 4, 5})
    )
    return Page((table, *sentences), lang)


def _say(name: str, lang: str) -> str:
    return texts.say(f"lesson_special.{name}", lang)


def _lesson(name: str, lang: str) -> str:
    return texts.say(f"lesson.{name}", lang)
