"""Mailings: each direct-marketing message with the rule of its day, the last choice before it and the exceptions."""

import narwhals as nw

from .. import schema
from ..check import codes
from .periods import all_of, any_of, first_days, holds, period, shown, unread
from .timeline import NONE, last_choices, people

KINDS = ("natural", "business", "legal")
_UNKNOWN = nw.lit(None, dtype=nw.Boolean)


def mailings(crm, policy, law) -> nw.LazyFrame:
    """One row for each message up to law.on that is, or may be, direct marketing, kept for the scan."""
    return crm.derived("mailings", lambda: _mailings(crm, policy, law), policy, law)


def _mailings(crm, policy, law) -> nw.LazyFrame:
    messages = crm.derived("marketing", lambda: _marketing(crm, policy, law), policy, law)
    flags = ("ever_withdrawn", "ever_objected")
    # Somebody who is not in the export: the proof may stand elsewhere, so nobody can tell.
    stranger = ~nw.col("contact").is_null() & nw.col("is_known").is_null()
    frame = (
        messages.join(last_choices(crm, policy, law, messages), on="id", how="left")
        .join(people(crm, policy, law), on="contact", how="left")
        .with_columns(
            choice=nw.col("choice").fill_null("none"), **{name: nw.col(name).fill_null(False) for name in flags}
        )
        .with_columns(consented=nw.col("consented") | nw.when(stranger).then(_UNKNOWN).otherwise(nw.lit(False)))
    )
    return _exceptions(frame, policy, law)


def _marketing(crm, policy, law) -> nw.LazyFrame:
    """Messages that are direct marketing or may be, with the contact's facts and the rule of the day."""
    boundaries = law.periods("marketing")
    contact = ["kind", "country", "category", "customer_since", "details_source", "optout_at_collection"]
    known = crm.contacts.select("id", *contact, contact_unread=nw.col("unread"), is_known=nw.lit(True)).rename(
        {"id": "contact", "kind": "contact_kind"}
    )
    purposes = policy.on(crm, "purposes").select(
        purpose="id", purpose_marketing="direct_marketing", purpose_basis="basis"
    )
    marketing = (
        nw.when((nw.col("kind") == "marketing") | _counts_as(law, "treated_as_marketing"))
        .then(nw.lit(True))
        .when(_counts_as(law, "not_marketing"))
        .then(nw.lit(False))
        .when(~unread("kind"))
        .then(nw.col("purpose_marketing"))
    )
    return (
        crm.messages.filter(nw.col("sent_at").is_null() | (nw.col("sent_at").cast(nw.Date) <= nw.lit(law.on)))
        .join(purposes, on="purpose", how="left")
        .with_columns(marketing=marketing)
        .filter(nw.col("marketing").fill_null(True))
        .join(known, on="contact", how="left")
        .with_columns(
            unread=nw.concat_str([nw.col("unread"), nw.col("contact_unread").fill_null("")]),
            sent_day=nw.col("sent_at").cast(nw.Date),
            period=period(nw.col("sent_at"), boundaries),
            rule_kind=nw.col("contact_kind").fill_null("unknown"),
            asked_purpose=nw.col("purpose").fill_null(NONE),
            asked_channel=nw.col("channel").fill_null(NONE),
        )
        .join(crm.bind(_regimes(law, boundaries), _REGIME), on=["channel", "rule_kind", "period"], how="left")
    )


def _counts_as(law, table: str) -> nw.Expr:
    """Whether the law counts this kind of message, on this channel, as marketing (or as none)."""
    entries = law.entries("marketing", table)
    channel = nw.col("channel")
    about = [nw.col("kind").is_in(e["message_kinds"]) & channel.is_in(e["channels"]).fill_null(True) for e in entries]
    return any_of(about) if about else nw.lit(False)


_REGIME = {
    "channel": "VARCHAR",
    "rule_kind": "VARCHAR",
    "period": "BIGINT",
    "regime": "VARCHAR",
    "needs_optout": "BOOLEAN",
    "needs_sender": "BOOLEAN",
    "law_seen": "BOOLEAN",
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
            same = {tuple(rule[name] for name in ("regime", "needs_optout", "needs_sender")) for rule in rules.values()}
            if len(rules) == len(KINDS) and len(same) == 1:
                rules["unknown"] = rules[KINDS[0]] | {"law_seen": all(r["law_seen"] for r in rules.values())}
            rows += [{"channel": channel, "rule_kind": k, "period": number, **r} for k, r in rules.items()]
    return rows


def _rule(entry: dict) -> dict:
    """What an entry comes to; `law_seen` is false where nobody saw the text of that time."""
    needed = entry.get("requires", ())
    return {
        "regime": entry["regime"],
        "needs_optout": "optout_offered" in needed,
        "needs_sender": "sender_stated" in needed,
        "law_seen": entry["verified"] or bool(entry.get("unseen")),
    }


def _exceptions(frame: nw.LazyFrame, policy, law) -> nw.LazyFrame:
    """Whether consent is needed, whether it is there, and whether an exception holds (Tw 11.7(3)-(6))."""
    since, category = nw.col("customer_since"), nw.col("category")
    unsaid = since.is_null() & (category.is_in(("customer", "former")).fill_null(False) | unread("customer_since"))
    # Details that were got in a sale are those of a customer, though the day of it stands nowhere.
    sold = (nw.col("details_source") == "sale").fill_null(False) & ~unread("customer_since")
    customer = nw.when(~since.is_null()).then(since <= nw.col("sent_day")).when(sold).then(nw.lit(True))
    customer = customer.when(~unsaid).then(nw.lit(False))
    frame = frame.with_columns(customer=customer, electronic=~nw.col("channel").is_in(("phone", "post")))
    kind = policy.one("organisation")["kind"]
    entries = law.entries("marketing", "exception")
    groups = dict.fromkeys(entry["group"] for entry in entries)
    held = {f"by_{g}": any_of([_exception(e, kind) for e in entries if e["group"] == g]) for g in groups}
    own = [e for e in entries if e["group"] == "customer"]
    frame = frame.with_columns(**held, **_customer_conditions(own, kind), donor=_donor(entries, kind))
    excepted = any_of([nw.col(name) for name in held]) if held else nw.lit(False)
    names = [nw.when(nw.col(n)).then(nw.lit(n.removeprefix("by_") + "_exception")) for n in held]
    return frame.with_columns(
        needs_consent=nw.when(~nw.col("regime").is_null()).then(nw.col("regime") == "consent"),
        # Every exception ends where a no stands.
        excepted=excepted & ~nw.col("blocked"),
        exception=nw.coalesce(*names, nw.lit("none")),
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


def _donor(entries: list[dict], organisation: str | None) -> nw.Expr:
    """Whether a message rests on what a charity got from donors and volunteers: the same duty to offer objection."""
    found = [
        all_of(_reach(e, organisation) + [_condition(c) for c in e["conditions"] if c["column"] == "details_source"])
        for e in entries
        if e["group"] == "charity"
    ]
    return any_of(found) if found else nw.lit(False)
