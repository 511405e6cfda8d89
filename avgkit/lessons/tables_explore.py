"""The tables of the lesson that explores the customer data: what is there, and how few facts point to one person."""

import narwhals as nw

from .. import schema, texts
from ..exercises import Page, Table
from .exploring import SMALL

# What somebody may know of a person, from little to more.
KNOWN = (("city",), ("digits",), ("digits", "birth_year"), ("birth_date",))


def holdings(crm, lang: str) -> Page:
    """Each table of the CRM: what it holds, and how many rows."""
    rows = tuple(
        (
            _capital(schema.tables("crm")[name].words[lang]),
            _say(f"holds_{name}", lang),
            texts.number(crm.count(name), lang),
        )
        for name in schema.tables("crm")
        if crm.has(name)
    )
    head = tuple(_say(f"col_{name}", lang) for name in ("table", "holds", "rows"))
    return Page((Table(_say("caption_holdings", lang), head, rows, frozenset({2})),), lang)


def alone(crm, lang: str) -> Page:
    """How many consumers are the only one with a set of facts, of those for whom these facts are filled in."""
    people = crm.contacts.filter(nw.col("kind") == "natural").with_columns(
        digits=nw.col("postal_code").str.slice(0, 4), birth_year=nw.col("birth_date").dt.year()
    )
    rows = []
    for facts in KNOWN:
        filled = people.filter(*(~nw.col(name).is_null() for name in facts))
        groups = [size for *_, size in filled.group_by(*facts).agg(n=nw.len()).collect("pyarrow").rows()]
        known = " + ".join(_say(f"known_{name}", lang) for name in facts)
        rows.append((known, _share(groups.count(1), sum(groups), lang)))
    head = (_say("col_known", lang), _say("col_alone", lang))
    return Page((Table(_say("caption_alone", lang), head, tuple(rows), frozenset({1})),), lang)


def _share(part: int, whole: int, lang: str) -> str:
    if 0 < part < SMALL:
        return _say("small", lang, n=SMALL, of=texts.number(whole, lang))
    return texts.share(part, whole, lang)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_explore.{name}", lang, **values)
