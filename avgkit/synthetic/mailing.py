"""The messages: series of mailings and call rounds, each message lawful on its own day."""

from functools import cache

import numpy as np

from .choices import CHANNELS, PURPOSES, Windows, subscribe
from .draft import DAY, MINUTE, Draft
from .people import BUSINESS, CUSTOMER, FORMER, LEGAL, NATURAL, PUBLISHED, SALE, days
from .pools import data

MARKETING, CONSENT_REQUEST, SERVICE = range(3)
_REACH = {
    "email": "email",
    "sms": "mobile",
    "app": "mobile",
    "phone": "mobile",
    "auto_call": "mobile",
    "post": "street",
}
_BY_NEED = 1  # a series of which every day has a mailing: messages that go out when somebody needs one
_EMPTY_KIND = 0.04  # some systems leave the kind empty: then the purpose decides


@cache
def _calendar(index: int, first: np.datetime64, until: np.datetime64) -> tuple[np.ndarray, list[str], np.ndarray]:
    """The days of a series, the names of its campaigns, and which name each day has."""
    series = data("campaigns")["series"][index]
    start = max(first + days(5 + 3 * index), np.datetime64(f"{series.get('first', 2018)}-01-08"))
    found = np.arange(start, until - days(1), series["every"])
    weekday = (found.astype(np.int64) + 3) % 7
    found = found - days(np.where(weekday > 4, weekday - 4, 0)) if series["every"] > _BY_NEED else found[weekday < 6]
    names = [_named(series["name"], day) for day in found.tolist()]
    distinct = list(dict.fromkeys(names))
    place = {name: i for i, name in enumerate(distinct)}
    return found, distinct, np.array([place[name] for name in names], np.int64)


def _named(name: str, day) -> str:
    words = data("campaigns")["words"]
    return name.format(year=day.year, month=words["months"][day.month - 1], season=words["seasons"][day.month - 1])


def campaign_name(purpose: str, channel: str, day) -> str | None:
    """The name of the campaign of that day, for a series of this purpose and channel."""
    listed = data("campaigns")["series"]
    found = [s for s in listed if s["purpose"] == purpose] or listed
    series = next((s for s in found if s["channel"] == channel), found[0])
    return _named(series["name"], day)


def messages(draft: Draft) -> None:
    """Draw the choices and messages of every series."""
    table = draft["messages"]
    table.pool("purpose", PURPOSES)
    names: list[str] = []
    taken: dict[tuple, np.ndarray] = {}
    for index, series in enumerate(data("campaigns")["series"]):
        calendar = _calendar(index, draft.rules.first_day, draft.until)
        part = f"series {index}"
        rows = _members(draft, series, part)
        if series["ground"] == "consent":
            # Nobody is in two series of one purpose and channel: a choice about the one would also be about the other.
            before = taken.setdefault((series["purpose"], series["channel"]), np.zeros(draft.people, bool))
            rows = rows[~before[rows]]
            before[rows] = True
        if series["ground"] == "consent":
            windows = subscribe(draft, series, rows, part + " choices")
        else:
            windows = _free(draft, series, rows)
        _send(draft, series, windows, calendar, len(names), part + " messages")
        names += calendar[1]
    table.pool("campaign", names)


def _members(draft: Draft, series: dict, part: str) -> np.ndarray:
    """The contacts that are in a series."""
    rng, table = draft.rng(part), draft["contacts"]
    kind, category, source = table["kind"], table["category"], table["details_source"]
    young = draft.hidden["young"]
    who = {
        "all": ~young,
        "natural": (kind == NATURAL) & ~young,
        "firm": kind != NATURAL,
        "nobusiness": (kind != LEGAL) & ~young,
        "youth": young,
        "legal": kind == LEGAL,
    }[series["to"]]
    who = who & (rng.random(draft.people) < series["share"])
    if series["ground"] != "service":
        who &= ~draft.hidden["reserved"]
    bought = (category == CUSTOMER) | (category == FORMER)
    if series["ground"] == "customer":
        who &= bought & (source == SALE) & (table["optout_at_collection"] == 1)
    elif series["ground"] == "published":
        who &= source == PUBLISHED
    elif series["ground"] == "service":
        who &= bought
    reach = _REACH.get(series["channel"])
    if reach:
        reached = table[reach] >= 0
        who &= reached | (table["phone"] >= 0) if series["channel"] == "phone" else reached
    return np.flatnonzero(who & ~draft.hidden["erased"])


def _free(draft: Draft, series: dict, rows: np.ndarray) -> Windows:
    """The stretches in which a series that needs no choice may go to these contacts."""
    table = draft["contacts"]
    start = np.maximum(table["created_at"][rows].astype(DAY) + days(1), draft.rules.first_day)
    end = draft.until if series["ground"] == "service" else draft.hidden["stop"][rows].astype(DAY) - days(1)
    end = np.broadcast_to(end, start.shape).astype(DAY)
    if series["ground"] in ("customer", "service"):
        start = np.maximum(start, table["customer_since"][rows] + days(1))
        left = table["customer_until"][rows]
        end = np.where(np.isnat(left), end, np.minimum(end, left))
    if series["ground"] == "customer":
        return _within(rows, start, end, draft.rules.customer.get(series["channel"], []))
    if series["ground"] == "call":
        kind = table["kind"][rows]
        parts = [
            _within(rows[kind == code], start[kind == code], end[kind == code], draft.rules.free_calls.get(name, []))
            for code, name in ((NATURAL, "natural"), (BUSINESS, "business"), (LEGAL, "legal"))
        ]
        joined = [[getattr(part, name) for part in parts] for name in ("contact", "start", "end")]
        return Windows(*map(np.concatenate, joined))
    return Windows(rows, start.astype(MINUTE), end.astype(MINUTE))


def _within(rows: np.ndarray, start: np.ndarray, end: np.ndarray, stretches: list[tuple]) -> Windows:
    """The windows cut to the stretches of the law."""
    cut = [(rows, np.maximum(start, first), np.minimum(end, last)) for first, last in stretches]
    if not cut:
        return Windows(rows[:0], start[:0].astype(MINUTE), end[:0].astype(MINUTE))
    found = [np.concatenate(pieces) for pieces in zip(*cut, strict=True)]
    return Windows(found[0], found[1].astype(MINUTE), found[2].astype(MINUTE))


def _send(draft: Draft, series: dict, windows: Windows, calendar, first_name: int, part: str) -> None:
    """Send some of the mailings of a series that fall in each window, the later ones more often."""
    rng = draft.rng(part)
    sendings, _, name_of = calendar
    # Whole days: a message goes at the earliest on the day after the yes and at the latest on the day before the end.
    low = np.searchsorted(sendings, windows.start.astype(DAY) + days(1))
    high = np.searchsorted(sendings, windows.end.astype(DAY))
    room = high - low
    wide = room > 0
    contact, high, room = windows.contact[wide], high[wide], room[wide]
    n, most = len(contact), series["most"]
    wanted = rng.integers(1, most + 1, n)
    step = np.where(series["every"] > _BY_NEED, 1 + rng.integers(0, 3, n), rng.integers(20, 250, n))
    back = rng.random(n) ** 2.2 * room
    place = (high - 1 - back.astype(np.int64))[:, None] - np.arange(most)[None, :] * step[:, None]
    sent = (np.arange(most)[None, :] < wanted[:, None]) & (place >= (high - room)[:, None])
    who, place = np.repeat(contact, sent.sum(1)), place[sent]
    _write(draft, series, who, sendings[place], first_name + name_of[place], rng)


def _write(draft: Draft, series: dict, who: np.ndarray, day: np.ndarray, campaign: np.ndarray, rng) -> None:
    rows = len(who)
    service = series["ground"] == "service"
    kind = SERVICE if service else CONSENT_REQUEST if series.get("kind") == "consent_request" else MARKETING
    hour = 540 if series["channel"] in ("phone", "auto_call") else 420
    minute = hour + rng.integers(0, 8 * 60, rows) if service or hour == 540 else hour + rng.integers(0, 90, rows)
    own = rng.random(rows)
    empty = kind != CONSENT_REQUEST and series["channel"] not in ("auto_call",)
    draft["messages"].extend(
        rows,
        contact=who,
        sent_at=day.astype(MINUTE) + minute.astype("timedelta64[m]"),
        channel=CHANNELS.index(series["channel"]),
        kind=np.where(empty & (rng.random(rows) < _EMPTY_KIND), -1, kind),
        purpose=PURPOSES.index(series["purpose"]),
        campaign=campaign,
        similar_own=-1 if service else 1 if series["ground"] == "customer" else np.where(own < 0.7, 1, -1),
        optout_offered=-1 if service else 1,
        sender_stated=1,
    )
