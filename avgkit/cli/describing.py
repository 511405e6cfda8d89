"""What `avgkit checks --json` says of a check: enough to write a case without reading the code."""

from .. import schema, texts
from ..facts import DAY, UNSAID
from ..law import load_law


def describe(check) -> dict:
    """A check with its facts, reasons and evidence, each with its meaning, and the skeleton of a case."""
    lang = texts.language()
    return {
        "id": check.id,
        "theme": check.theme,
        "articles": list(check.articles),
        "severity": check.severity,
        "hours": check.hours,
        "title": check.words("title"),
        "rule": check.words("rule"),
        "limits": check.words("limits"),
        "table": check.table,
        "needs": list(check.needs),
        "facts": [_fact(check, name) for name in check.facts],
        "reasons": [{"code": code, "meaning": texts.word(code)} for code in check.reasons],
        "evidence": [{"name": name, "meaning": meaning[lang]} for name, meaning in check.evidence.items()],
        "example": {"key": None, "on": None} | dict.fromkeys(check.facts),
    }


def _fact(check, name: str) -> dict:
    """One fact: what may stand there, what it means, and what is taken as said when a case leaves it out."""
    table, _, column = name.partition(".")
    side = next(side for side in schema.SIDES if table in schema.tables(side))
    found = schema.tables(side)[table].columns[column]
    lang = texts.language()
    place = found.knowledge or found.usual
    known = {entry["id"]: entry[lang] for entry in load_law().entries(place)} if place else {}
    told = {
        "name": name,
        "type": found.type,
        "values": list(found.values or known),
        "meaning": found.meaning[lang],
        "personal": found.personal,
        "words": {value: texts.word(value) for value in found.values} | known,
    }
    unsaid = UNSAID | check.unsaid
    if name in unsaid:
        told["unsaid"] = texts.say("cli.unsaid_day") if unsaid[name] == DAY else unsaid[name]
    if found.minimum is not None:
        told["minimum"] = found.minimum
    if found.table or found.knowledge:
        told["refers_to"] = found.table or found.knowledge
    return told
