"""Whether the person still wants a purpose, so that an answer never says "you gave consent" after it was withdrawn."""

from datetime import date, datetime

from .gathering import Record

AGAINST = ("withdrawn", "objected", "refused")
STOPPED, UNRECORDED = "stopped", "unrecorded"
_OBJECTION = "objection_marketing"


def choice(purpose: dict, records: list[Record]) -> str:
    """`stopped` when the last choices are against this purpose, `unrecorded` when a consent is nowhere; else nothing.

    `purpose`: a row of the policy. A choice without a purpose, and an objection to direct marketing, count for every
    purpose of direct marketing. A choice for one channel is undone only by one for that channel, or for all.
    """
    given, against = [], []
    for record in records:
        values = record.values
        if record.table == "requests" and values.get("kind") == _OBJECTION and purpose["direct_marketing"]:
            against.append((_moment(values.get("received_at"), datetime.max), None))
        if record.table != "consents":
            continue
        if not (values["purpose"] == purpose["id"] if "purpose" in values else purpose["direct_marketing"]):
            continue
        channel = values.get("channel")
        if values.get("event") == "given":
            given.append((_moment(values.get("at"), datetime.min), channel))
        elif values.get("event") in AGAINST:
            against.append((_moment(values.get("at"), datetime.max), channel))
    stands = [one for one in given if not any(_undoes(other, one) for other in against)]
    if against and not stands:
        return STOPPED
    return UNRECORDED if purpose["basis"] == "consent" and not given else ""


def _undoes(against: tuple, given: tuple) -> bool:
    return against[0] >= given[0] and against[1] in (None, given[1])


def _moment(value, unknown: datetime) -> datetime:
    """A moment that can be compared; a day counts from its start."""
    if isinstance(value, datetime):
        return value
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else unknown
