"""The tables of the lesson on the DPIA: criteria, the Dutch list, the parts of a DPIA, and the activities of a firm."""

from .. import texts
from ..exercises import Page, Table
from ..law import Law
from ..themes import find

# The kinds of the list that a CRM user meets; the exercise draws from these.
IN_A_CRM = (
    "blacklist",
    "credit_score",
    "health",
    "employee_monitoring",
    "location",
    "communication",
    "profiling",
    "behaviour_influence",
)


def criteria(law: Law, lang: str) -> Page:
    """The nine criteria of high risk, and from how many of them a DPIA is needed in most cases."""
    rows = tuple((str(entry["number"]), entry[lang]) for entry in law.entries("assessment", "criteria"))
    head = (_say("col_number", lang), _say("col_criterion", lang))
    table = Table(_say("caption_criteria", lang), head, rows)
    return Page((table, law.entry("assessment", "likely", "threshold")[lang]), lang)


def always(law: Law, lang: str) -> Page:
    """The cases in which the regulation itself always asks for a DPIA."""
    entries = law.entries("assessment", "case")
    rows = tuple((f"{entry['id']}", entry[lang], texts.article(entry["article"], lang)) for entry in entries)
    head = (_say("col_letter", lang), _say("col_case", lang), _say("col_article", lang))
    return Page((Table(_say("caption_always", lang), head, rows),), lang)


def ap_list(law: Law, lang: str, kinds: tuple[str, ...] = ()) -> Page:
    """The kinds of processing on the list of the Dutch authority (or these of them), with the scale that counts."""
    entries = [entry for entry in law.entries("assessment", "ap_list") if not kinds or entry["id"] in kinds]
    rows = tuple(
        (
            str(entry["number"]),
            entry[lang],
            _say(f"needs_{entry['needs']}", lang) + ("" if entry["verified"] else "\u00a0*"),
        )
        for entry in entries
    )
    head = (_say("col_number", lang), _say("col_kind", lang), _say("col_counts", lang))
    note = [] if all(entry["verified"] for entry in entries) else [_say("unseen", lang)]
    caption = _say("caption_ap_list_crm" if kinds else "caption_ap_list", lang)
    return Page((Table(caption, head, rows), *note), lang)


def parts(law: Law, lang: str) -> Page:
    """What stands in a DPIA."""
    rows = tuple((entry["id"], entry[lang]) for entry in law.entries("assessment", "parts"))
    return Page((Table(_say("caption_parts", lang), (_say("col_letter", lang), _say("col_part", lang)), rows),), lang)


def activities(crm, policy, law: Law, lang: str) -> Page:
    """The activities of the organisation: is a DPIA needed, how many criteria does it have, and is the DPIA there?"""
    verdict = find("assessment-missing").verdict(crm, policy, law).collect("pyarrow").rows(named=True)
    names = dict(policy.keyed("activities"))
    order = {"required": 0, "likely": 1, "unknown": 2, "not_required": 3}
    rows = []
    for row in sorted(verdict, key=lambda row: (order[row["dpia"]], row["key"])):
        done = texts.day(row["assessed_on"], lang) if row["assessed_on"] else _say("none_done", lang)
        count = texts.number(row["count"], lang)
        rows.append((names[row["key"]]["name"] or row["key"], texts.word(row["dpia"], lang), count, done))
    head = tuple(_say(f"col_{name}", lang) for name in ("activity", "needed", "count", "done"))
    return Page((Table(_say("caption_activities", lang), head, tuple(rows), frozenset({2})),), lang)


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_impact.{name}", lang, **values)
