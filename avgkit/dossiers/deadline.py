"""The last day for the answer, computed step by step (AVG 12(3)) by the same table as the check on late answers."""

from dataclasses import dataclass, field
from datetime import date

from ..derived.calendar import Calendar, month_end
from ..derived.deadlines import deadlines
from ..tables import Crm

# The kinds of request in the CRM that a kind of dossier answers.
OF_KIND = {"objection": ("objection_marketing", "objection")}


@dataclass
class Step:
    """One step of the computation: a code, the day it ends on, and what it rests on."""

    code: str
    day: date | None
    article: str = ""
    # For a day that is no working day: saturday, sunday or the id of a holiday; else a number of months or days, a day.
    why: str = ""


@dataclass
class Deadline:
    """The last day, the steps to it, and the request in the CRM that it was computed from (if one is recorded)."""

    received: date | None
    last: date | None
    extended_last: date | None = None
    extended: bool | None = None
    stood_still: bool | None = None
    waiting: bool = False
    late: bool | None = None
    request: str | None = None
    others: list[str] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    verified: bool = True

    def to_dict(self) -> dict:
        """The deadline as JSON can hold it."""
        day = lambda value: value.isoformat() if value else None  # noqa: E731
        told = {name: day(getattr(self, name)) for name in ("received", "last", "extended_last")}
        told |= {name: getattr(self, name) for name in ("extended", "stood_still", "waiting", "late", "request")}
        told["steps"] = [vars(s) | {"day": day(s.day)} for s in self.steps]
        return told | {"other_open_requests": self.others}


def deadline(crm, policy, law, keys: list[str], kind: str, received: date | None = None) -> Deadline:
    """The deadline of the request of these contacts that is open, or of one that was received on the day given."""
    rows = _recorded(crm, policy, law, keys, kind)
    wanted = [row for row in rows if received is None or row["received"] == received]
    wanted = [row for row in wanted if row["answered_at"] is None] or ([] if received is None else wanted)
    if wanted:
        row = max(wanted, key=lambda r: (r["received"] is not None, r["received"] or date.min, r["id"]))
        others = [r["id"] for r in wanted if r is not row]
        return _told(law, row, row["id"], others)
    if received is None:
        return Deadline(None, None)
    only = {"id": "request", "kind": OF_KIND.get(kind, (kind,))[0], "received_at": received, "outcome": "open"}
    alone = Crm.of({"requests": [only]})
    rows = alone.engine.arrow(deadlines(alone, policy, law)).to_pylist()
    if not rows:  # received before there was a term
        return Deadline(received, None, steps=[Step("before_law", received)])
    return _told(law, rows[0], None, [])


def _recorded(crm, policy, law, keys: list[str], kind: str) -> list[dict]:
    if not crm.has("requests"):
        return []
    kinds = OF_KIND.get(kind, (kind,))
    rows = crm.engine.arrow(deadlines(crm, policy, law)).to_pylist()
    return [row for row in rows if row["contact"] in keys and row["kind"] in kinds]


def _told(law, row: dict, request: str | None, others: list[str]) -> Deadline:
    calendar, received = Calendar(law), row["received"]
    if received is None:
        return Deadline(None, None, request=request, others=others)
    entry = next(e for e in law.entries("periods") if e["id"] == "answer" and e["from"] <= received)
    steps = [Step("received", received)]
    steps += _months(calendar, "month", received, entry["months"], entry["article"], row["first"])
    moved = row["stood"] is True and not row["endless"] and row["waited"]
    if row["stood"] is True and row["endless"]:
        steps.append(Step("waiting", row["identity_asked_at"], "AVG 12(6)"))
    elif moved:
        steps.append(Step("stood_still", row["first_moved"], "AVG 12(6)", str(row["waited"])))
    elif row["stood"] is None:
        steps.append(Step("identity_unknown", None, "AVG 12(6)"))
    announce = row["first_moved"] if moved else row["first"]
    longest = row["long_moved"] if moved else row["long"]
    if row["extended"] is True:
        steps.append(Step("extended", row["last"], entry["article"], str(entry["extension_months"])))
    elif row["extended"] is None:
        steps.append(Step("extension_unknown", row["last"], entry["article"]))
    else:
        steps.append(Step("extension_possible", longest, entry["article"], announce.isoformat()))
    clock = next((e for e in law.entries("rights", "clock")), {"verified": True})
    return Deadline(
        received,
        row["deadline"],
        longest,
        row["extended"],
        row["stood"],
        bool(row["stood"] is True and row["endless"]),
        row["late"],
        request,
        others,
        steps,
        clock["verified"] or not (row["stood"] or row["stood"] is None),
    )


def _months(calendar: Calendar, code: str, start: date, months: int, article: str, end: date) -> list[Step]:
    """A term of months: the same day number, then the moves to a working day; `end` is what the table says."""
    raw = month_end(start, months)
    steps = [Step(code if raw.day == start.day else f"{code}_short", raw, article, str(months))]
    if raw != end:
        steps.append(Step("moved", end, "", _reason(calendar, raw)))
    return steps


def _reason(calendar: Calendar, day: date) -> str:
    """Why this is no working day."""
    if day.isoweekday() > 5:
        return ("saturday", "sunday")[day.isoweekday() - 6]
    return calendar.name(day)
