"""Deadlines: each request of a data subject with the last day for an answer, in three-valued facts (AVG 12(3)-(6)).

Two things move the last day: an extension that was announced in time, and an identity that had to be asked first. Each
of them holds, does not hold, or is not known; `late` is only unknown where that makes a difference.
"""

from datetime import date

import narwhals as nw

from ..check import values
from .calendar import Calendar, distinct, number
from .periods import unread

_UNKNOWN = nw.lit(None, dtype=nw.Boolean)
_NO_DAY = nw.lit(None, dtype=nw.Date)
_FIELDS = ("id", "contact", "kind", "outcome", "by", "complex", "extension_reasoned", "identity_doubt", "unread")
_DAYS = ("extended_at", "answered_at", "identity_asked_at", "identity_shown_at")
_ENDS = {"day": "DATE", "stopped": "BIGINT", "first": "DATE", "long": "DATE"}


def deadlines(crm, policy, law) -> nw.LazyFrame:
    """Every request up to law.on with its deadline, whether it was extended or stood still, and whether it is late."""
    return crm.derived("deadlines", lambda: _deadlines(crm, law), policy, law)


def unanswered(crm, policy, law) -> list[dict]:
    """The requests that still wait for an answer on the day of the law, those that are late first, then by last day.

    Of each its key, contact, kind, who made it (`by`), received, deadline (None: not known, or the clock stands still),
    and in three values whether it is late, extended, or stood still for an identity. An outcome that cannot be read
    counts as waiting.
    """
    if not crm.has("requests"):
        return []
    closed = nw.col("outcome").is_in(("done", "refused")).fill_null(False) & ~nw.col("answered_at_later")
    shown = ("id", "contact", "kind", "by", "received", "deadline", "late", "extended", "stood", "endless")
    waits = deadlines(crm, policy, law).filter(nw.col("answered_at").is_null() & ~closed & ~unread("answered_at"))
    order = {True: 0, None: 1, False: 2}
    rows = crm.engine.arrow(waits.select(*shown)).to_pylist()
    return sorted(rows, key=lambda r: (order[r["late"]], r["deadline"] or date.max, r["id"]))


def _deadlines(crm, law) -> nw.LazyFrame:
    today, received = nw.lit(law.on), nw.col("received_at").cast(nw.Date)
    start = min(entry["from"] for entry in law.entries("periods") if entry["id"] == "answer")
    frame = crm.requests.select(*_FIELDS, *_DAYS, received=received)
    frame = frame.filter(
        nw.col("received").is_null() | ((nw.col("received") <= today) & (nw.col("received") >= nw.lit(start)))
    )
    # What happened after the day of judging has not happened yet; whether it did is told apart from an empty cell.
    past = {name: nw.when(nw.col(name) <= today).then(nw.col(name)) for name in _DAYS}
    later = {f"{name}_later": (nw.col(name) > today).fill_null(False) for name in ("answered_at", "extended_at")}
    frame = frame.with_columns(**later).with_columns(**past)
    waited = number(nw.col("identity_shown_at")) - number(nw.col("identity_asked_at"))
    frame = frame.with_columns(
        waited=nw.when(waited > 0).then(waited).otherwise(nw.lit(0, dtype=nw.Int64)).fill_null(0),
        waiting=nw.col("identity_shown_at").is_null() & ~unread("identity_shown_at"),
        # How long was waited cannot be told from a day that is unreadable or lies before the other one.
        hidden=(nw.col("identity_asked_at").is_null() & unread("identity_asked_at"))
        | unread("identity_shown_at")
        | (waited < 0).fill_null(False),
    )
    return _judged(_with_ends(crm, law, frame), law)


def _with_ends(crm, law, frame: nw.LazyFrame) -> nw.LazyFrame:
    """The last days: `first` and `long` as the days run, `first_moved` and `long_moved` after the clock stood still."""
    calendar = Calendar(law)
    found = distinct(crm, frame.select(day="received", stopped="waited"), "day", "stopped")
    pairs = {(row["day"], row["stopped"]) for row in found} | {(row["day"], 0) for row in found}
    rows = [
        {"day": day, "stopped": n, "first": _end(calendar, day, n), "long": _end(calendar, day, n, True)}
        for day, n in sorted(pairs)
    ]
    ends = crm.bind(rows, _ENDS)
    plain = ends.filter(nw.col("stopped") == 0).select(received="day", first="first", long="long")
    moved = ends.select(received="day", waited="stopped", first_moved="first", long_moved="long")
    return frame.join(plain, on="received", how="left").join(moved, on=["received", "waited"], how="left")


def _end(calendar: Calendar, day: date, stopped: int, extended: bool = False) -> date | None:
    return calendar.end("answer", day, extended, stopped)


def _judged(frame: nw.LazyFrame, law) -> nw.LazyFrame:
    """Whether the clock stood still, whether the extension counts, and whether the answer is late."""
    frame = frame.with_columns(stood=_stood(), endless=nw.col("waiting") & ~nw.col("hidden"))
    frame = frame.with_columns(
        in_time=_announced(nw.col("first")),
        in_time_moved=nw.when(nw.col("endless"))
        .then(_asked())
        .when(~nw.col("hidden"))
        .then(_announced(nw.col("first_moved"))),
    )
    frame = frame.with_columns(extended=_extended(nw.col("in_time")), extended_moved=_extended(nw.col("in_time_moved")))
    frame = frame.with_columns(
        late_plain=_late("first", "long", "extended", law),
        late_moved=nw.when(nw.col("endless"))
        .then(nw.lit(False))
        .when(~nw.col("hidden"))
        .then(_late("first_moved", "long_moved", "extended_moved", law)),
    )
    # A clock that stood still can only make the answer less late.
    still = nw.col("stood").fill_null(True)
    frame = frame.with_columns(
        late=nw.col("late_plain") & (nw.col("late_moved") | ~nw.col("stood")),
        extended=nw.when(still).then(nw.col("extended_moved")).otherwise(nw.col("extended")),
        notice_late=~nw.col("in_time") & (~nw.col("in_time_moved") | ~nw.col("stood")),
        notice_by=nw.when(~still).then(nw.col("first")).when(~nw.col("endless")).then(nw.col("first_moved")),
        last=nw.when(~still).then(nw.col("long")).when(~nw.col("endless")).then(nw.col("long_moved")),
    )
    # If it is not known whether an extension counts, the later day is shown; the verdict says that it is not known.
    longer = nw.col("extended").fill_null(True)
    return frame.with_columns(deadline=nw.when(longer).then(nw.col("last")).otherwise(nw.col("notice_by")))


def _stood() -> nw.Expr:
    """Whether the clock stood still: asked for an identity, in time, with reasonable doubt and without delay."""
    asked, doubt = nw.col("identity_asked_at"), nw.col("identity_doubt")
    quick = number(asked) - number(nw.col("received")) <= values("rights")["identity_asked_within_days"]
    possible = nw.when(asked >= nw.col("received")).then(nw.lit(True))
    needed = doubt & nw.when(quick).then(nw.lit(True)) & possible & nw.when(~nw.col("hidden")).then(nw.lit(True))
    nothing = asked.is_null() & ~unread("identity_asked_at")
    return (
        nw.when(nothing | (asked > nw.col("first")).fill_null(False))
        .then(nw.lit(False))
        .when(~asked.is_null())
        .then(needed)
        .otherwise(_UNKNOWN)
    )


def _asked() -> nw.Expr:
    """Whether an extension was announced at all."""
    return nw.when(~nw.col("extended_at").is_null()).then(nw.lit(True)).when(unread("extended_at")).then(_UNKNOWN)


def _announced(by: nw.Expr) -> nw.Expr:
    """Whether the extension was announced on or before this day; null when that moment cannot be read."""
    told = nw.col("extended_at")
    return nw.when(told >= nw.col("received")).then(told <= by)


def _extended(in_time: nw.Expr) -> nw.Expr:
    """Whether there is an extension that counts: announced in time, with its reasons, for what is complex."""
    none = nw.col("extended_at").is_null() & ~unread("extended_at")
    counts = in_time & nw.col("extension_reasoned") & nw.col("complex")
    return nw.when(none).then(nw.lit(False)).otherwise(counts)


def _late(first: str, long: str, extended: str, law) -> nw.Expr:
    """Whether the answer came, or still is to come, after the last day."""
    return _passed(nw.col(first), law) & (_passed(nw.col(long), law) | ~nw.col(extended))


def _passed(last: nw.Expr, law) -> nw.Expr:
    """Whether this day passed without an answer; null when an answer of unknown day may have come in time."""
    answered = nw.col("answered_at")
    over = nw.lit(law.on) > last
    closed = nw.col("outcome").is_in(("done", "refused")).fill_null(False) & ~nw.col("answered_at_later")
    hidden = unread("answered_at") | closed | (unread("outcome") & answered.is_null())
    contrary = (nw.col("outcome") == "open").fill_null(False) | (answered < nw.col("received")).fill_null(False)
    return (
        nw.when(~answered.is_null() & ~contrary)
        .then(answered > last)
        .when(~answered.is_null())
        .then(nw.when(answered > last).then(nw.lit(True)).when(~over).then(nw.lit(False)))
        .when(hidden)
        .then(nw.when(~over).then(nw.lit(False)))
        .otherwise(over)
    )
