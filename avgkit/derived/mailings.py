"""Mailings: each direct-marketing message with the rule of its day, the last choice before it and the exceptions."""

import narwhals as nw

from .. import schema
from ..check import codes
from .choices import choices
from .periods import all_of, any_of, first_days, holds, period, shown, unread

KINDS = ("natural", "business", "legal")
_ANY = "*"  # a choice about every purpose
_NONE = "?"  # a message without a purpose
_UNKNOWN = nw.lit(None, dtype=nw.Boolean)


def mailings(crm, policy, law) -> nw.LazyFrame:
    """One row for each message up to law.on that is, or may be, direct marketing, kept for the scan."""
    return crm.derived("mailings", lambda: _mailings(crm, policy, law), policy, law)


def _mailings(crm, policy, law) -> nw.LazyFrame:
    messages = crm.derived("marketing", lambda: _marketing(crm, policy, law), policy, law)
    last = _last_choice(crm, policy, law, messages)
    frame = messages.join(last, on="id", how="left").with_columns(
        choice=nw.col("choice").fill_null("none"),
        withdrawn_before=nw.col("withdrawn_before").fill_null(0) > 0,
        objected_before=nw.col("objected_before").fill_null(0) > 0,
    )
    frame = frame.join(_people(crm, policy, law), on="contact", how="left").with_columns(
        **{name: nw.col(name).fill_null(False) for name in ("unclear", "ever_withdrawn", "ever_objected")}
    )
    return _exceptions(frame, policy, law)


def _marketing(crm, policy, law) -> nw.LazyFrame:
    """Messages that are direct marketing or may be, with the contact's facts and the rule of the day."""
    boundaries = law.periods("marketing")
    contact = ["kind", "country", "category", "customer_since", "details_source", "optout_at_collection"]
    people = crm.contacts.select("id", *contact, contact_unread=nw.col("unread"), known=nw.lit(True)).rename(
        {"id": "contact", "kind": "contact_kind"}
    )
    purposes = policy.on(crm, "purposes").select(purpose="id", purpose_marketing="direct_marketing")
    marketing = (
        nw.when(nw.col("kind").is_in(("marketing", "consent_request")))
        .then(nw.lit(True))
        .when(nw.col("kind") == "service")
        .then(nw.lit(False))
        .when(~unread("kind"))
        .then(nw.col("purpose_marketing"))
    )
    return (
        crm.messages.filter(nw.col("sent_at").is_null() | (nw.col("sent_at").cast(nw.Date) <= nw.lit(law.on)))
        .join(purposes, on="purpose", how="left")
        .with_columns(marketing=marketing)
        .filter(nw.col("marketing").fill_null(True))
        .join(people, on="contact", how="left")
        .with_columns(
            unread=nw.concat_str([nw.col("unread"), nw.col("contact_unread").fill_null("")]),
            sent_day=nw.col("sent_at").cast(nw.Date),
            period=period(nw.col("sent_at"), boundaries),
            rule_kind=nw.col("contact_kind").fill_null("unknown"),
            asked_purpose=nw.col("purpose").fill_null(_NONE),
        )
        .join(crm.bind(_regimes(law, boundaries), _REGIME), on=["channel", "rule_kind", "period"], how="left")
    )


_REGIME = {
    "channel": "VARCHAR",
    "rule_kind": "VARCHAR",
    "period": "BIGINT",
    "regime": "VARCHAR",
    "needs_optout": "BOOLEAN",
    "needs_sender": "BOOLEAN",
}


def _regimes(law, boundaries) -> list[dict]:
    """The rule per channel, kind of contact and stretch of the law; for an unknown kind only what holds for all."""
    channels = schema.tables("crm")["messages"].columns["channel"].values
    rows = []
    for number, day in first_days(boundaries):
        entries = [e for e in law.entries("marketing") if holds(e, day)]
        for channel in channels:
            found = {k: next((e for e in entries if channel in e["channels"] and k in e["kinds"]), None) for k in KINDS}
            rules = {k: _rule(e) for k, e in found.items() if e}
            if len(rules) == len(KINDS) and len({tuple(r.values()) for r in rules.values()}) == 1:
                rules["unknown"] = rules[KINDS[0]]
            rows += [{"channel": channel, "rule_kind": k, "period": number, **r} for k, r in rules.items()]
    return rows


def _rule(entry: dict) -> dict:
    needed = entry.get("requires", ())
    return {
        "regime": entry["regime"],
        "needs_optout": "optout_offered" in needed,
        "needs_sender": "sender_stated" in needed,
    }


def _events(crm, policy, law, messages) -> nw.LazyFrame:
    """Dated choices spread over the purposes and channels they are about."""
    one = choices(crm, policy, law).filter(~nw.col("at").is_null() & ~nw.col("void").fill_null(False))
    wide = ~(nw.col("event") == "given")  # a no without purpose or channel is a no to all; a yes without them is none
    one = one.select(
        "contact",
        "at",
        "event",
        "invalid",
        "fails",
        "missing",
        "minor_alone",
        "how",
        tie=nw.col("id"),
        said_purpose=nw.when(wide).then(nw.col("purpose").fill_null(_ANY)).otherwise(nw.col("purpose")),
        said_channel=nw.when(wide).then(nw.col("channel").fill_null("all")).otherwise(nw.col("channel")),
    )
    if crm.has("requests"):
        asked = crm.requests.filter((nw.col("kind") == "objection_marketing") & ~nw.col("received_at").is_null())
        text, flag = nw.lit(None, dtype=nw.String), _UNKNOWN
        asked = asked.select(
            "contact",
            at=nw.col("received_at"),
            event=nw.lit("objected"),
            invalid=flag,
            fails=nw.lit(""),
            missing=nw.lit(""),
            minor_alone=flag,
            how=text,
            tie=nw.concat_str([nw.lit("request "), nw.col("id")]),
            said_purpose=nw.lit(_ANY),
            said_channel=nw.lit("all"),
        )
        one = nw.concat([one, asked])
    used = crm.engine.arrow(messages.select("channel", "asked_purpose").unique())
    channels = sorted({c for c in used["channel"].to_pylist() if c})
    purposes = sorted(set(used["asked_purpose"].to_pylist()))
    spread = [{"said_channel": said, "channel": c} for c in channels for said in (c, "all")]
    meant = [{"said_purpose": said, "asked_purpose": p} for p in purposes for said in (p, _ANY)]
    return one.join(
        crm.bind(spread, {"said_channel": "VARCHAR", "channel": "VARCHAR"}), on="said_channel", how="inner"
    ).join(crm.bind(meant, {"said_purpose": "VARCHAR", "asked_purpose": "VARCHAR"}), on="said_purpose", how="inner")


def _last_choice(crm, policy, law, messages) -> nw.LazyFrame:
    """For each message the last choice at or before it, for its contact, purpose and channel.

    Choices and messages stand in one row of time; each counts the choices so far, and a message is joined to the choice
    with its own count. That is linear however many choices one person made, and a tie is broken by the choice's key.
    """
    group = ["contact", "asked_purpose", "channel"]
    events = _events(crm, policy, law, messages).with_columns(
        choice_one=nw.lit(1, dtype=nw.Int64),
        choice_no=(nw.col("event") == "withdrawn").cast(nw.Int64),
        rank=nw.lit(0, dtype=nw.Int64),
    )
    events = events.with_columns(choice_objected=(nw.col("event") == "objected").cast(nw.Int64))
    counted = ["choice_one", "choice_no", "choice_objected"]
    keys = [*group, "at", "rank", "tie", *counted]
    questions = messages.filter(~nw.col("sent_at").is_null()).select(
        *group,
        at=nw.col("sent_at"),
        rank=nw.lit(1, dtype=nw.Int64),
        tie=nw.col("id"),
        **{name: nw.lit(0, dtype=nw.Int64) for name in counted},
    )
    details = ["event", "invalid", "fails", "missing", "minor_alone", "how"]
    line = nw.concat([events.select(*keys), questions.select(*keys)]).with_columns(
        nth=nw.col("choice_one").cum_sum().over(*group, order_by=["at", "rank", "tie"]),
        withdrawn_before=nw.col("choice_no").cum_sum().over(*group, order_by=["at", "rank", "tie"]),
        objected_before=nw.col("choice_objected").cum_sum().over(*group, order_by=["at", "rank", "tie"]),
    )
    numbered = events.with_columns(nth=nw.col("choice_one").cum_sum().over(*group, order_by=["at", "rank", "tie"]))
    asked = line.filter((nw.col("rank") == 1) & (nw.col("nth") > 0))
    return asked.join(numbered.select(*group, "nth", *details, choice_at="at"), on=[*group, "nth"], how="inner").select(
        "withdrawn_before",
        "objected_before",
        "choice_at",
        "invalid",
        "fails",
        "missing",
        "minor_alone",
        "how",
        id=nw.col("tie"),
        choice=nw.col("event"),
    )


def _people(crm, policy, law) -> nw.LazyFrame:
    """What is known of a person whatever the moment: can a choice not be placed, and did they ever say no?

    A choice whose kind, moment, purpose or channel cannot be told leaves the last choice unknown. Whoever once said no
    may have said so before a message of which the moment is not known.
    """
    hidden = any_of([nw.col(c).is_null() & unread(c) for c in ("at", "event", "purpose", "channel")])
    undated_no = nw.col("at").is_null() & ~(nw.col("event") == "given")
    said = choices(crm, policy, law).filter(~nw.col("contact").is_null())
    marks = said.select(
        "contact",
        unclear=(hidden | undated_no).fill_null(False) | nw.col("event").is_null(),
        ever_withdrawn=(nw.col("event") == "withdrawn").fill_null(False),
        ever_objected=(nw.col("event") == "objected").fill_null(False),
    )
    if crm.has("requests"):
        asked = crm.requests.filter((nw.col("kind") == "objection_marketing") & ~nw.col("contact").is_null())
        asked = asked.select(
            "contact",
            unclear=nw.col("received_at").is_null(),
            ever_withdrawn=nw.lit(False),
            ever_objected=nw.lit(True),
        )
        marks = nw.concat([marks, asked])
    flags = ("unclear", "ever_withdrawn", "ever_objected")
    counts = {name: nw.col(name).cast(nw.Int64).max() for name in flags}
    return marks.group_by("contact").agg(**counts).with_columns(**{name: nw.col(name) > 0 for name in flags})


def _exceptions(frame: nw.LazyFrame, policy, law) -> nw.LazyFrame:
    """Whether consent is needed, whether it is there, and whether an exception holds (Tw 11.7(3)-(6))."""
    customer = (
        nw.when(nw.col("customer_since") <= nw.col("sent_day"))
        .then(nw.lit(True))
        .when(nw.col("customer_since").is_null() & nw.col("category").is_in(("customer", "former")))
        .then(_UNKNOWN)
        .otherwise(nw.lit(False))
    )
    frame = frame.with_columns(customer=customer, electronic=~nw.col("channel").is_in(("phone", "post")))
    kind = policy.one("organisation")["kind"]
    entries = law.entries("marketing", "exception")
    groups = dict.fromkeys(entry["group"] for entry in entries)
    held = {f"by_{g}": any_of([_exception(e, kind) for e in entries if e["group"] == g]) for g in groups}
    frame = frame.with_columns(**held, **_customer_conditions([e for e in entries if e["group"] == "customer"], kind))
    refused = nw.col("choice").is_in(("refused", "withdrawn", "objected"))
    excepted = any_of([nw.col(name) for name in held]) if held else nw.lit(False)
    names = [nw.when(nw.col(n)).then(nw.lit(n.removeprefix("by_") + "_exception")) for n in held]
    named = nw.coalesce(*names, nw.lit("none"))
    return frame.with_columns(
        needs_consent=nw.when(~nw.col("regime").is_null()).then(nw.col("regime") == "consent"),
        consented=nw.when(nw.col("choice") == "given").then(~nw.col("invalid")).otherwise(nw.lit(False)),
        excepted=nw.when(refused).then(nw.lit(False)).otherwise(excepted),
        exception=nw.when(refused).then(nw.lit("none")).otherwise(named),
    )


def _reach(entry: dict, organisation: str | None) -> list[nw.Expr]:
    """What an entry covers: channels, kinds of recipient, days, kinds of organisation."""
    parts = [nw.col("channel").is_in(entry["channels"]), nw.col("sent_day") >= nw.lit(entry["from"])]
    if "until" in entry:
        parts.append(nw.col("sent_day") <= nw.lit(entry["until"]))
    if not set(KINDS) <= set(entry["kinds"]):
        parts.append(nw.col("contact_kind").is_in(entry["kinds"]))
    if "organisation_kinds" in entry:
        parts.append(nw.lit(organisation in entry["organisation_kinds"]))  # not declared is not shown
    if entry.get("undecidable"):
        parts.append(_UNKNOWN)
    return parts


def _condition(condition: dict) -> nw.Expr:
    """Whether the column is shown to have one of the values, or a known value outside the list."""
    column = condition["column"]
    if "values" in condition:
        return shown(column, *condition["values"])
    outside = ~nw.col(column).is_in(condition["not_values"])
    return nw.when(unread(column)).then(_UNKNOWN).otherwise(outside.fill_null(False))


def _exception(entry: dict, organisation: str | None) -> nw.Expr:
    """Whether this entry lets the message go without consent; the sender must prove it, so not shown is not there."""
    parts = _reach(entry, organisation) + [_condition(c) for c in entry["conditions"]]
    if entry["group"] == "customer":
        parts.append(nw.col("customer"))
    return all_of(parts)


def _customer_conditions(entries: list[dict], organisation: str | None) -> dict[str, nw.Expr]:
    """What a message to a customer lacks of Tw 11.7(4), as codes."""
    covered = any_of([all_of(_reach(e, organisation)) for e in entries]) if entries else nw.lit(False)
    conditions = {c["column"]: c for e in entries for c in e["conditions"]}
    lacking = codes(calls_not_covered=~covered, **{name: ~_condition(c) for name, c in conditions.items()})
    return {"undecidable": covered.is_null(), "lacking": lacking}
