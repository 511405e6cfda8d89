"""Standing: what shows that a contact is kept for a purpose: recorded, or following from what the CRM holds.

A relation, a sale, a valid consent that stands, a moment of contact, an open request, an objection to be obeyed, or a
legal hold. How long that lasts is a question of retention.
"""

import narwhals as nw

from ..check import values
from ..ruling import parts
from .choices import choices
from .periods import any_of, unread

_UNKNOWN = nw.lit(None, dtype=nw.Boolean)
_RECORDED = {"purposes": "VARCHAR", "recorded": "BOOLEAN", "undeclared": "BOOLEAN"}
_NOES = ("refused", "withdrawn", "objected")
TABLES = ("consents", "interactions", "requests")
# In the order in which they are named: the first that is shown is told.
SHOWN = ("recorded", "relation", "sale", "consent", "interaction", "request", "objection", "hold")


def standing(crm, policy, law) -> nw.LazyFrame:
    """Every contact up to law.on with each way to show a purpose (True, False, null), and `shown` as their sum."""
    return crm.derived("standing", lambda: _standing(crm, policy, law), policy, law)


def _standing(crm, policy, law) -> nw.LazyFrame:
    own = values("minimisation")
    frame = crm.contacts.filter(nw.col("created_at").is_null() | (nw.col("created_at").cast(nw.Date) <= nw.lit(law.on)))
    frame = frame.select(
        *("id", "category", "details_source", "created_at", "customer_since", "purposes", "hold", "unread")
    ).join(crm.bind(_recorded(crm, policy), _RECORDED), on="purposes", how="left")
    if crm.has("interactions"):
        frame = frame.join(_interactions(crm, law, own["contact_kinds"]), on="id", how="left")
    if crm.has("requests"):
        frame = frame.join(_requests(crm, law), on="id", how="left")
    if crm.has("consents"):
        frame = frame.join(_consents(crm, policy, law), on="id", how="left").join(
            _objections(crm, policy, law), on="id", how="left"
        )
    since = (
        nw.when(unread("customer_since")).then(_UNKNOWN).otherwise(_known(nw.col("customer_since") <= nw.lit(law.on)))
    )
    source = nw.when(unread("details_source")).then(_UNKNOWN)
    sold = source.otherwise(_known(nw.col("details_source").is_in(own["sources_of_relation"])))
    related = nw.col("category").is_in(own["categories_of_relation"])
    ways = {
        "recorded": _known(nw.col("recorded")),
        "relation": nw.when(unread("category")).then(_UNKNOWN).otherwise(_known(related)),
        "sale": since | sold,
        "consent": _told(crm, "consents", "consent"),
        "interaction": _told(crm, "interactions", "interaction"),
        "request": _told(crm, "requests", "request"),
        "objection": _told(crm, "consents", "objected") | _told(crm, "requests", "asked_stop"),
        "hold": nw.when(unread("hold")).then(_UNKNOWN).otherwise(_known(nw.col("hold"))),
    }
    frame = frame.with_columns(**{f"by_{name}": shown for name, shown in ways.items()})
    return frame.with_columns(shown=any_of([nw.col(f"by_{name}") for name in ways]))


def _known(condition: nw.Expr) -> nw.Expr:
    """The condition, false where nothing stands."""
    return condition.fill_null(False)


def _told(crm, table: str, column: str) -> nw.Expr:
    """2 = shown, 1 = nobody can tell, nothing = no row says so; without the table nobody can tell either."""
    if not crm.has(table):
        return _UNKNOWN
    number = nw.col(column).fill_null(0)
    return nw.when(number == 2).then(nw.lit(True)).when(number == 0).then(nw.lit(False)).otherwise(_UNKNOWN)


def _degree(sure: nw.Expr, maybe: nw.Expr) -> nw.Expr:
    """A row's say as a number, so that the largest of many rows is their sum."""
    return (
        nw.when(sure.fill_null(False))
        .then(nw.lit(2))
        .when(maybe.fill_null(False))
        .then(nw.lit(1))
        .otherwise(nw.lit(0))
        .cast(nw.Int64)
    )


def _recorded(crm, policy) -> list[dict]:
    """For each distinct cell of recorded purposes: is one of them declared, and is one not?"""
    known = {row["id"] for row in policy.rows("purposes")}
    found = []
    for row in crm.contacts.select("purposes").unique().collect("pyarrow").to_native().to_pylist():
        named = parts(row["purposes"])
        # Where no purpose is declared at all there is nothing to lay the recorded ones beside.
        strange = [purpose for purpose in named if known and purpose not in known]
        if named:
            found.append(row | {"recorded": len(named) > len(strange), "undeclared": bool(strange)})
    return found


def _until(moment: str, law) -> nw.Expr:
    return nw.col(moment).is_null() | (nw.col(moment).cast(nw.Date) <= nw.lit(law.on))


def _interactions(crm, law, kinds: list[str]) -> nw.LazyFrame:
    """Whether there was a moment of contact; a note that somebody wrote alone is none."""
    met, dated = nw.col("kind").is_in(kinds), ~nw.col("at").is_null()
    maybe = met | nw.col("kind").is_null()
    return (
        crm.interactions.filter(~nw.col("contact").is_null() & _until("at", law))
        .with_columns(interaction=_degree(met & dated, maybe))
        .group_by("contact")
        .agg(nw.col("interaction").max())
        .rename({"contact": "id"})
    )


def _requests(crm, law) -> nw.LazyFrame:
    """Whether a request is open, and whether somebody asked to receive no more direct marketing."""
    dated, outcome = ~nw.col("received_at").is_null(), nw.col("outcome")
    # Open as of law.on: said to be so, or not answered by that day.
    answered = nw.col("answered_at") <= nw.lit(law.on)
    waiting = (outcome == "open") | (outcome.is_null() & ~unread("outcome") & nw.col("answered_at").is_null())
    waiting = waiting.fill_null(False) | (~answered).fill_null(False)
    doubt = unread("outcome") | unread("answered_at")
    stop = nw.col("kind") == "objection_marketing"
    return (
        crm.requests.filter(~nw.col("contact").is_null() & _until("received_at", law))
        .with_columns(
            request=_degree(waiting & dated & ~doubt, waiting | doubt),
            asked_stop=_degree(stop & dated, stop | unread("kind")),
        )
        .group_by("contact")
        .agg(nw.col("request").max(), nw.col("asked_stop").max())
        .rename({"contact": "id"})
    )


def _objections(crm, policy, law) -> nw.LazyFrame:
    """Whether somebody objected: a minimal entry is kept so as to obey that."""
    said = nw.col("event") == "objected"
    return (
        choices(crm, policy, law)
        .filter(~nw.col("contact").is_null())
        .with_columns(objected=_degree(said & ~nw.col("at").is_null(), said | nw.col("event").is_null()))
        .group_by("contact")
        .agg(nw.col("objected").max())
        .rename({"contact": "id"})
    )


def _consents(crm, policy, law) -> nw.LazyFrame:
    """Whether a valid consent stands: given, proven, and no later no about the same purpose and channel."""
    said = choices(crm, policy, law).filter(~nw.col("contact").is_null())
    yes = said.filter((nw.col("event") == "given") | nw.col("event").is_null())
    good = nw.col("invalid").is_null() | ~nw.col("invalid")
    given = yes.filter(good).select(
        "contact",
        *("purpose", "channel", "at"),
        sure=(~nw.col("invalid") & (nw.col("event") == "given") & ~nw.col("at").is_null()).fill_null(False),
    )
    given = given.group_by("contact", "purpose", "channel", "sure").agg(nw.col("at").max())
    # What cannot be read may be a no about this very consent.
    vague = nw.col("event").is_null() | unread("channel")
    no = said.filter((nw.col("event").is_in(_NOES) | nw.col("event").is_null()) & ~nw.col("void").fill_null(False))
    no = no.with_columns(vague=vague).group_by("contact", "purpose", "channel", "vague").agg(nw.col("at").max())
    no = no.select(*("contact", "vague"), no_purpose="purpose", no_channel="channel", no_at="at", is_no=nw.lit(True))
    about = nw.col("no_purpose").is_null() | (nw.col("no_purpose") == nw.col("purpose")).fill_null(False)
    wide = nw.col("no_channel").is_null() | (nw.col("no_channel") == "all")
    reach = wide | (nw.col("no_channel") == nw.col("channel")).fill_null(False)
    late = (nw.col("no_at") >= nw.col("at")).fill_null(False)
    undated = nw.col("no_at").is_null() | nw.col("at").is_null()
    sure = ~nw.col("vague").fill_null(False)
    # A no that came later ends the consent; of one without a moment nobody can tell.
    end = nw.col("is_no").fill_null(False) & about & reach
    stopped = given.join(no, on="contact", how="left").with_columns(
        stop=_degree(end & late & sure, end & (late | undated))
    )
    each = stopped.group_by("contact", "purpose", "channel", "sure", "at").agg(nw.col("stop").max())
    stands = (nw.col("stop") == 0) & nw.col("sure")
    return (
        each.with_columns(consent=_degree(stands, nw.col("stop") < 2))
        .group_by("contact")
        .agg(nw.col("consent").max())
        .rename({"contact": "id"})
    )
