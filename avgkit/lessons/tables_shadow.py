"""The tables of the lesson on shadow files: where the lists stand, and what the register says they may hold."""

import narwhals as nw

from .. import texts
from ..exercises import Page, Table
from ..ruling import parts


def places(crm, lang: str) -> Page:
    """How many lists stand in each place, and how many of them are copies from the CRM, the fullest place first."""
    copy = nw.col("from_crm").fill_null(False).cast(nw.Int64)
    found = crm.files.with_columns(copy=copy).group_by("place").agg(files=nw.len(), copies=nw.col("copy").sum())
    found = sorted(found.collect("pyarrow").rows(named=True), key=lambda row: (-row["files"], str(row["place"])))
    rows = tuple(
        (texts.word(row["place"], lang), texts.number(row["files"], lang), texts.number(row["copies"], lang))
        for row in found
    )
    head = tuple(_say(f"head_{name}", lang) for name in ("place", "files", "copies"))
    total = texts.number(sum(row["files"] for row in found), lang)
    return Page((Table(_say("caption_places", lang, n=total), head, rows, frozenset({1, 2})),), lang)


def register(policy, lang: str, activities: list[str]) -> Page:
    """What these processing activities may hold according to the register, and whether they serve advertising."""
    advertising = {row["id"] for row in policy.rows("purposes") if row["direct_marketing"]}
    said = {row["id"]: row for row in policy.rows("activities")}
    rows = tuple(
        (
            texts.word(name, lang),
            texts.word(said[name]["categories"], lang),
            texts.show(bool(advertising & set(parts(said[name]["purposes"]))), lang),
        )
        for name in activities
    )
    head = tuple(_say(f"head_{name}", lang) for name in ("activity", "categories", "advertising"))
    return Page((Table(_say("caption_register", lang), head, rows),), lang)


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_shadow.{name}", lang, **values)
