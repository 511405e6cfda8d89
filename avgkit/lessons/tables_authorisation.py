"""The table of the lesson on authorisation: the matrix, a row for each kind of data and a column for each role."""

from .. import texts
from ..exercises import Page, Table

_ACTIONS = ("view", "edit", "export", "delete")


def matrix(policy, lang: str) -> Page:
    """What each role may do with each kind of data; a cell that says nothing means: not at all."""
    given: dict[str, dict[str, set[str]]] = {}
    for row in policy.rows("matrix"):
        given.setdefault(row["category"], {}).setdefault(row["role"], set()).add(row["action"])
    roles = list(dict.fromkeys(row["role"] for row in policy.rows("matrix")))
    rows = tuple(
        (texts.word(category, lang), *(_actions(given[category].get(role, set()), lang) for role in roles))
        for category in given
    )
    head = (_say("head_category", lang), *(texts.word(role, lang) for role in roles))
    return Page((Table(_say("caption_matrix", lang), head, rows),), lang)


def _actions(allowed: set[str], lang: str) -> str:
    words = [texts.word(action, lang) for action in _ACTIONS if action in allowed]
    return ", ".join(words) or _say("nothing", lang)


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_authorisation.{name}", lang, **values)
