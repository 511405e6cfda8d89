"""Notices: when each contact must have been told of the processing, and when that was done (AVG 13 and 14)."""

import narwhals as nw

from ..check import values
from .calendar import Calendar, bound, distinct
from .periods import unread

PERSON, ELSEWHERE = "13", "14"
_UNKNOWN = nw.lit(None, dtype=nw.Boolean)
_FROM = ("messages", "sent_at"), ("interactions", "at")


def notices(crm, law) -> nw.LazyFrame:
    """Each contact obtained since the first day of the law, up to law.on, with the rule that holds and its deadline."""
    return crm.derived("notices", lambda: _notices(crm, law), law)


def _notices(crm, law) -> nw.LazyFrame:
    rules = {entry["id"]: entry for entry in law.entries("register", "notice")}
    day = nw.col("obtained_day")
    nobody = (nw.col("kind") == "legal") & nw.col("first_name").is_null() & nw.col("last_name").is_null()
    frame = (
        crm.contacts.filter(~(nobody.fill_null(False)))
        .with_columns(obtained_day=nw.col("created_at").cast(nw.Date))
        .filter(day.is_null() | ((day >= nw.lit(rules[PERSON]["from"])) & (day <= nw.lit(law.on))))
        .select(
            *("id", "obtained_day", "details_source", "unread"),
            rule=_rule(),
            told=nw.col("informed_at").cast(nw.Date),
            disclosed=nw.col("disclosed_at").cast(nw.Date),
        )
    )
    for table, moment in _FROM:
        if crm.has(table):
            frame = frame.join(_first(crm, law, table, moment), on="id", how="left")
    calendar, term = Calendar(law), rules[ELSEWHERE]["period"]
    days = [row["obtained_day"] for row in distinct(crm, frame, "obtained_day")]
    ends = bound(crm, days, "obtained_day", term_end=lambda obtained: calendar.end(term, obtained))
    frame = frame.join(ends, on="obtained_day", how="left")
    return _deadlines(crm, frame, law)


def _rule() -> nw.Expr:
    """From whom the data come: said, or following from how the details were obtained."""
    own, source = values("register"), nw.col("details_source")
    said = (nw.when(nw.col("obtained") == "person").then(nw.lit(PERSON)).when(nw.col("obtained") == "elsewhere")).then(
        nw.lit(ELSEWHERE)
    )
    follows = nw.when(source.is_in(own["sources_person"])).then(nw.lit(PERSON))
    follows = follows.when(source.is_in(own["sources_elsewhere"])).then(nw.lit(ELSEWHERE))
    return said.otherwise(nw.when(~unread("obtained")).then(follows.otherwise(nw.lit(None, dtype=nw.String))))


def _first(crm, law, table: str, moment: str) -> nw.LazyFrame:
    """The first day of contact with each person in this table, and whether a moment is missing there."""
    rows = getattr(crm, table).filter(~nw.col("contact").is_null())
    when = nw.col(moment).cast(nw.Date)
    if table == "interactions":
        rows = rows.filter(nw.col("kind").is_in(values("register")["contact_kinds"]) | nw.col("kind").is_null())
        dark = nw.col("kind").is_null() | when.is_null()
        when = nw.when(~nw.col("kind").is_null()).then(when)
    else:
        dark = when.is_null()
    return (
        rows.filter(when.is_null() | (when <= nw.lit(law.on)))
        .with_columns(first=when, dark=dark.cast(nw.Int64))
        .group_by("contact")
        .agg(nw.col("first").min(), nw.col("dark").max())
        .rename({"contact": "id", "first": f"first_{table}", "dark": f"dark_{table}"})
    )


def _deadlines(crm, frame: nw.LazyFrame, law) -> nw.LazyFrame:
    """The last day to tell under each rule; for data from elsewhere the earliest of month, contact and disclosure."""
    there = [table for table, _ in _FROM if crm.has(table)]
    contacts = [nw.col(f"first_{table}") for table in there]
    # Contact or disclosure before the data were obtained here cannot set the clock earlier than that.
    frame = frame.with_columns(first_contact=nw.min_horizontal(*contacts) if contacts else nw.lit(None, dtype=nw.Date))
    frame = frame.with_columns(elsewhere=nw.min_horizontal("term_end", "first_contact", "disclosed"))
    early = nw.col("elsewhere") < nw.col("obtained_day")
    dark = [(nw.col(f"dark_{table}") > 0).fill_null(False) for table in there]
    lost = nw.lit(len(there) < len(_FROM))
    for one in [*dark, unread("disclosed_at")]:
        lost = lost | one
    frame = frame.with_columns(
        elsewhere=nw.when(early.fill_null(False)).then(nw.col("obtained_day")).otherwise(nw.col("elsewhere")),
        clock_unsure=lost | nw.col("obtained_day").is_null(),
    )
    on = nw.lit(law.on)
    told = nw.when(nw.col("told") <= on).then(nw.col("told"))
    frame = frame.with_columns(told=told, told_unread=unread("informed_at"))
    return frame.with_columns(
        late_person=_late(nw.col("obtained_day"), on, nw.lit(False)),
        late_elsewhere=_late(nw.col("elsewhere"), on, nw.col("clock_unsure")),
    )


def _late(deadline: nw.Expr, on: nw.Expr, unsure: nw.Expr) -> nw.Expr:
    """Whether the person was told too late; when the clock may have run out earlier, in time is not sure."""
    told = nw.col("told")
    at_once = (told <= nw.col("obtained_day")).fill_null(False)
    late = nw.when(~told.is_null()).then(told > deadline).otherwise(on > deadline)
    sure = nw.when(late.fill_null(False)).then(nw.lit(True)).when(~unsure).then(late).otherwise(_UNKNOWN)
    return nw.when(nw.col("told_unread")).then(_UNKNOWN).when(at_once).then(nw.lit(False)).otherwise(sure)
