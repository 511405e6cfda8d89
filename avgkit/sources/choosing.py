"""Choices in an export with one line for each person: what a yes, an opt-out or a day of withdrawal shows, and no more.

Only a yes to consent is consent given, and only an opt-out that is on is an objection. The other answer is what a field
holds when nobody ever asked; it is silence and makes no choice. A word that is neither is counted as unread.
"""

from ..frames import literal
from .mapping import meanings

_GIVEN, _OBJECTED = "consents.given", "consents.objected"
_CHANNELS = ("email", "phone", "post", "sms", "fax", "app", "all")

DATED = ("consent_at", "confirmed_at", "withdrawn_at")


def heads(part) -> dict[str, list[str]]:
    """The headers from which each column of the choices was read, to name them when something cannot be read."""
    flags = [m for m in part.columns if _into(m) in (_GIVEN, _OBJECTED)]
    found = {"event": flags, "at": [m for m in DATED if part.has(m)]}
    return {name: [part.columns[m][0] for m in some] for name, some in found.items() if some}


def choices(part) -> list[str]:
    """The SELECTs of the choices that a sheet tells, for the table consents."""
    given = [m for m in part.columns if _into(m) == _GIVEN]
    objected = [m for m in part.columns if _into(m) == _OBJECTED]
    withdrawn = part.text("withdrawn_at")
    confirmed = part.text("confirmed_at")
    at = f"coalesce({part.text('consent_at')}, {confirmed})"
    how = f"CASE WHEN {confirmed} IS NOT NULL THEN 'double_opt_in' END"
    made = [_flagged(part, meaning, "given", at, how) for meaning in given]
    made += [_flagged(part, meaning, "objected", withdrawn, "NULL") for meaning in objected]
    channels = {_channel(meaning) for meaning in given}
    channel = channels.pop() if len(channels) == 1 else "all" if channels else "email"
    # A day on which somebody said yes is a yes, where no column says so apart; as lists of subscribers have it.
    if not given and (part.has("consent_at") or part.has("confirmed_at")):
        made.append(_dated(part, "given", channel, at, how, "d"))
    if part.has("withdrawn_at"):
        made.append(_dated(part, "withdrawn", channel, withdrawn, "NULL", "w"))
    return made


def _flagged(part, meaning: str, event: str, at: str, how: str) -> str:
    """The choice of everybody of whom one of these flags is on; the word itself, which is no event, where none is read.

    A system may ask twice (no mails, no mails to many): one yes to either is enough, and no second no takes it back.
    """
    flags = [(part.flag(meaning, column), part.of(column)) for column in part.columns[meaning]]
    on = " OR ".join(f"coalesce({flag}, false)" for flag, _ in flags)
    unread = ", ".join(f"CASE WHEN {flag} IS NULL THEN {text} END" for flag, text in flags)
    flag, text = f"CASE WHEN {on} THEN true WHEN coalesce({unread}) IS NULL THEN false END", f"coalesce({unread})"
    said = f"CASE WHEN {flag} THEN {literal(event)} ELSE {text} END"
    where = f"coalesce({flag}, true)"
    return _choice(part, f"{event[0]}-{_channel(meaning)}", at, _channel(meaning), said, how, where)


def _dated(part, event: str, channel: str, at: str, how: str, letter: str) -> str:
    return _choice(part, f"{letter}-{channel}", at, channel, literal(event), how, f"{at} IS NOT NULL")


def _choice(part, ending: str, at: str, channel: str, event: str, how: str, where: str) -> str:
    given = f"({event}) = 'given'"
    source = part.text("consent_source")
    known = part.worded("consent_source", source, f"CASE WHEN {source} IS NOT NULL THEN 'other' END")
    return (
        f"SELECT {part.key} || {literal('/' + ending)} AS id, {part.key} AS contact, {at} AS at, "
        f"{literal(channel)} AS channel, {event} AS event, CASE WHEN {given} THEN {how} END AS how, "
        f"CASE WHEN {given} THEN {known} END AS source, "
        f"CASE WHEN {given} THEN {part.text('consent_wording')} END AS wording, _row FROM {part.raw} WHERE {where}"
    )


def _into(meaning: str) -> str:
    return meanings().get(meaning, {}).get("into", "")


def _channel(meaning: str) -> str:
    """The channel of a choice: the last word of its meaning, or every channel."""
    last = meaning.rsplit("_", 1)[-1]
    return last if last in _CHANNELS else "all"
