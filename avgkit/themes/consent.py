"""Consent and direct marketing: may this message go to this person, and can the organisation show why?

AVG 4(11), 6(1)(a), 7, 8, 21; UAVG 5; Tw 11.7. Each message is judged by the law of the day it was sent.
"""

import narwhals as nw

from ..check import codes, explain, verdict
from ..derived.choices import choices
from ..derived.conditions import forms
from ..derived.mailings import mailings
from ..derived.periods import any_of, shown

_SENT = ("sent_at", "channel", "purpose", "contact_kind", "choice", "choice_at", "law_seen")
_BY = ("consent_by", "withdrawal_by", "rights_by")
_CHOSEN = ("at", "purpose", "channel", "how", "wording", "given_by")


def message_without_consent(crm, policy, law):
    """A direct-marketing message needs a valid, proven yes before it, or an exception that holds (Tw 11.7(1)-(6)).

    The sender must prove consent and exception: what is not shown is not there. Unknown is what cannot be read or told.
    """
    frame = mailings(crm, policy, law)
    free = ~nw.col("needs_consent")
    legal = free | nw.col("consented") | nw.col("excepted")
    violates = nw.when(nw.col("marketing") & ~nw.col("sent_at").is_null()).then(~legal)
    why = explain(violates, _why_not(), _why_unknown())
    return verdict(frame, violates, why, **_evidence(_SENT), basis=_basis(free), may_send=_answer(violates))


def _basis(free: nw.Expr) -> nw.Expr:
    """On what the message rests: no consent needed, a consent, an exception by its name, or nothing."""
    return (
        nw.when(free)
        .then(nw.lit("no_consent_needed"))
        .when(nw.col("consented"))
        .then(nw.lit("consent"))
        .when(nw.col("excepted"))
        .then(nw.col("exception"))
        .otherwise(nw.lit("none"))
    )


def _why_not() -> nw.Expr:
    """Why a message had no consent: the last choice was a no, there was none, or what the given one lacks."""
    given = nw.col("choice") == "given"
    no = {choice: nw.col("choice") == choice for choice in ("refused", "withdrawn", "objected")}
    lacks = nw.concat_str([nw.col("fails"), nw.col("missing")])
    return nw.concat_str(
        [
            codes(no_choice=nw.col("choice") == "none", **no, minor_self=given & nw.col("minor_alone")),
            nw.when(given & nw.col("invalid")).then(lacks).otherwise(nw.lit("")),
        ]
    )


def _why_unknown() -> nw.Expr:
    """Which fact is missing that the answer hangs on."""
    missing = {"sent_at": "moment", "channel": "channel", "contact_kind": "kind", "marketing": "marketing"}
    gaps = {f"unknown_{word}": nw.col(column).is_null() for column, word in missing.items()}
    gaps["unknown_kind"] = gaps["unknown_kind"] & nw.col("regime").is_null()
    known = ~nw.col("sent_at").is_null() & ~nw.col("channel").is_null() & ~nw.col("contact_kind").is_null()
    return codes(
        **gaps,
        unknown_contact=~nw.col("contact").is_null() & nw.col("is_known").is_null(),
        unclear_choice=nw.col("dark"),
        unknown_rule=known & nw.col("regime").is_null(),
        unknown_validity=(nw.col("choice") == "given") & nw.col("invalid").is_null(),
        unknown_exception=nw.col("excepted").is_null() & ~nw.col("sent_at").is_null(),
    )


def consent_without_proof(crm, policy, law):
    """Whoever relies on consent must show who gave it, when, how, with which wording and for what (AVG 7(1))."""
    stranger = nw.col("is_known").is_null() & ~nw.col("contact").is_null()
    unknown = codes(unknown_contact=stranger, unread=~stranger)
    return _of_consents(_given(crm, policy, law), nw.col("without_proof"), nw.col("missing"), unknown)


def consent_condition_fails(crm, policy, law):
    """Consent is free, specific, informed, unambiguous, distinct, withdrawable, explicit if asked (AVG 4(11), 7)."""
    unknown = nw.concat_str([codes(unknown_form=nw.col("form").is_null()), nw.col("doubts")])
    return _of_consents(_given(crm, policy, law), nw.col("condition_fails"), nw.col("fails"), unknown)


def consent_form_invalid(crm, policy, law):
    """A form, or a moment of asking, must meet every condition of valid consent (AVG 4(11), 7, 8; UAVG 5).

    A condition of which a fact is missing is unknown; a form is valid only when every condition is met.
    """
    frame, failing, untold = forms(crm, policy, law)
    violates = any_of(failing.values())
    doubts = codes(**{f"unknown_{code}": fails.is_null() for code, fails in failing.items()})
    found = {"failing": codes(**failing), "told_missing": codes(**untold)}
    found = {name: some.str.replace_all(";$", "") for name, some in found.items()}
    return verdict(frame, violates, explain(violates, codes(**failing), doubts), valid=_answer(violates), **found)


def withdrawal_not_honoured(crm, policy, law):
    """After a withdrawal no message may follow until the person says yes again (AVG 7(3))."""
    return _after_no(mailings(crm, policy, law), "withdrawn")


def objection_not_honoured(crm, policy, law):
    """After an objection to direct marketing nothing may be sent any more, by whatever channel (AVG 21(2)-(3))."""
    return _after_no(mailings(crm, policy, law), "objected")


def customer_exception_fails(crm, policy, law):
    """A message to a customer without consent must meet every condition of Tw 11.7(4), which the sender must prove.

    Calls were covered for some years, and by some senders still are (Tw 11.7(6)); the law of the day decides.
    """
    judged = _open_to_exception() & nw.col("customer")
    frame = mailings(crm, policy, law).with_columns(judged=judged).filter(judged.fill_null(True))
    lacking = nw.col("lacking") != ""
    violates = nw.when(nw.col("judged") & (lacking | ~nw.col("by_customer").is_null())).then(lacking)
    why = explain(violates, nw.col("lacking"), _why_exception_unknown())
    return verdict(frame, violates, why, **_evidence(_SENT), customer_since=nw.col("customer_since"))


def minor_without_representative(crm, policy, law):
    """Below the age of consent the legal representative consents, not the child (AVG 8; UAVG 5, bands by date).

    A withdrawal is judged only of who is surely below that age: from a lower age on the child may do that itself.
    """
    withdrew = (nw.col("event") == "withdrawn").fill_null(False)
    frame = (
        choices(crm, policy, law)
        .filter((nw.col("event") == "given") | nw.col("event").is_null() | (withdrew & _too_young()))
        .join(crm.contacts.select(contact="id", contact_kind="kind"), on="contact", how="left")
        .filter(~nw.col("contact_kind").is_in(("business", "legal")).fill_null(False))
    )
    age = nw.col("self_consents").is_null()
    ineffective = nw.col("own") & ~nw.col("self_withdraws")
    doubt = (withdrew & ~nw.col("seen")).fill_null(False) & ineffective.fill_null(True)
    unknown = codes(unknown_age=age, unknown_rule=doubt, unread=~age & nw.col("own").is_null())
    shown_too = _evidence(("age", *_BY))
    alone = nw.when(doubt).then(nw.lit(None, dtype=nw.Boolean)).otherwise(ineffective)
    violates = nw.when(withdrew).then(alone).otherwise(nw.col("minor_alone"))
    return _of_consents(frame, violates, codes(minor_self=~withdrew, minor_withdrew=withdrew), unknown, **shown_too)


def _too_young() -> nw.Expr:
    """Whether somebody was surely below the age of consent."""
    return ~nw.col("self_consents").fill_null(True)


def message_without_optout(crm, policy, law):
    """A message states its sender, and where the law asks it offers a way to object (Tw 11.7(2), (4)-(7))."""
    by_exception = _open_to_exception() & (nw.col("customer") | nw.col("donor")) & nw.col("electronic")
    ruled = nw.col("regime").is_null() | nw.col("needs_optout") | nw.col("needs_sender") | by_exception
    frame = mailings(crm, policy, law).filter(ruled)
    # Under the customer exception the sender must prove the offer; otherwise an empty cell only leaves us not knowing.
    offered = nw.when(by_exception).then(shown("optout_offered", True)).otherwise(nw.col("optout_offered"))
    frame = frame.with_columns(
        no_optout=(nw.col("needs_optout") | by_exception) & ~offered,
        no_sender=nw.col("needs_sender") & ~nw.col("sender_stated"),
    )
    violates = nw.when(nw.col("marketing")).then(nw.col("no_optout") | nw.col("no_sender"))
    unknowns = codes(
        unknown_marketing=nw.col("marketing").is_null(),
        unknown_moment=nw.col("sent_at").is_null(),
        unknown_rule=nw.col("regime").is_null() & ~nw.col("sent_at").is_null(),
        unknown_fact=~nw.col("regime").is_null(),
    )
    lacking = codes(optout_offered=nw.col("no_optout"), sender_stated=nw.col("no_sender"))
    why = explain(violates, lacking, unknowns)
    return verdict(frame, violates, why, **_evidence(_SENT))


def _answer(violates: nw.Expr) -> nw.Expr:
    """The legal result in a word: no when it violates, yes when it does not."""
    known = nw.when(violates).then(nw.lit("no")).otherwise(nw.lit("yes"))
    return nw.when(violates.is_null()).then(nw.lit("unknown")).otherwise(known)


def _evidence(names) -> dict:
    return {name: nw.col(name) for name in names}


def _given(crm, policy, law):
    """The consents; a choice of which the kind is not known may be one, so it is not left out."""
    return choices(crm, policy, law).filter((nw.col("event") == "given") | nw.col("event").is_null())


def _of_consents(frame, violates: nw.Expr, finding: nw.Expr, unknown: nw.Expr, **evidence):
    """The verdict on consents, unknown where nobody can tell whether the choice was one."""
    violates = nw.when(~nw.col("event").is_null()).then(violates)
    unknown = nw.when(nw.col("event").is_null()).then(nw.lit("unknown_event")).otherwise(unknown)
    return verdict(frame, violates, explain(violates, finding, unknown), **_evidence(_CHOSEN), **evidence)


def _open_to_exception() -> nw.Expr:
    """Messages that need consent, have no valid one, and did not follow a no; null when that is not known."""
    # Who falls under another exception needs this one not; whether somebody does may not be known.
    other = nw.col("by_published") | nw.col("by_charity") | nw.col("by_outside_eea")
    return nw.col("needs_consent") & ~nw.col("consented") & ~nw.col("blocked") & ~other & nw.col("marketing")


def _why_exception_unknown() -> nw.Expr:
    """Why it is not known whether the customer exception holds."""
    return codes(
        unknown_moment=nw.col("sent_at").is_null(),
        unknown_marketing=nw.col("marketing").is_null(),
        unknown_rule=nw.col("regime").is_null() & ~nw.col("sent_at").is_null(),
        unknown_validity=(nw.col("choice") == "given") & nw.col("invalid").is_null(),
        unknown_contact=~nw.col("contact").is_null() & nw.col("is_known").is_null(),
        not_customer=nw.col("customer").is_null() & ~nw.col("sent_at").is_null(),
        exception_undecidable=nw.col("undecidable"),
        unknown_exception=nw.col("judged").is_null() & ~nw.col("sent_at").is_null(),
        unclear_choice=nw.col("dark"),
        unread=nw.col("judged") & ~nw.col("undecidable"),
    )


def _after_no(frame, event: str):
    """Messages to somebody who said no in this way before; a later yes makes the message right."""
    undated = nw.col("sent_at").is_null() & nw.col(f"ever_{event}")
    # Withdrawing ends what rests on consent; an objection ends everything.
    rests = nw.col("needs_consent") | (nw.col("purpose_basis") == "consent") if event == "withdrawn" else nw.lit(True)
    frame = frame.with_columns(rests=rests)
    frame = frame.filter((nw.col(f"{event}_asked").fill_null(False) | undated) & nw.col("rests").fill_null(True))
    violates = nw.when(nw.col("marketing")).then(nw.col("rests") & nw.col(f"{event}_stands"))
    unknowns = codes(
        unknown_marketing=nw.col("marketing").is_null(),
        unknown_moment=nw.col("sent_at").is_null(),
        unknown_validity=(nw.col("choice") == "given") & nw.col("invalid").is_null(),
        unknown_purpose=nw.col("purpose").is_null(),
        unclear_choice=nw.col("dark") | nw.col(f"{event}_stands").is_null(),
    )
    why = explain(violates, nw.lit(event), unknowns)
    return verdict(frame, violates, why, **_evidence(_SENT))
