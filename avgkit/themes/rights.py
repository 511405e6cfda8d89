"""Rights: a request of a data subject is answered in time, refused only on a ground of the law, and really carried out.

AVG 12, 15-22; UAVG 5, 34, 35, 41; terms by Regulation 1182/71. Each request is judged as things stood on law.on.
"""

import narwhals as nw

from ..check import codes, explain, verdict
from ..derived.ages import adult, with_rights_by
from ..derived.deadlines import deadlines
from ..derived.periods import any_of, shown, unread
from ..derived.refusals import refusals
from ..derived.remains import with_remains
from .consent import objection_not_honoured

_UNKNOWN = nw.lit(None, dtype=nw.Boolean)
_CLOSED = ("done", "refused")


def request_overdue(crm, policy, law):
    """An answer comes within one month, or three when that was announced in time with reasons (AVG 12(3)-(4)).

    The clock stands still while an identity is awaited that was needed and asked without delay (AVG 12(6)).
    """
    frame = deadlines(crm, policy, law)
    late, extension = nw.col("late"), ~nw.col("extended_at").is_null()
    finding = codes(
        answered_late=~nw.col("answered_at").is_null(),
        not_answered=nw.col("answered_at").is_null(),
        extension_invalid=extension & ~nw.col("extended"),
    )
    unknown = codes(
        unknown_received=nw.col("received").is_null(),
        unknown_answered=nw.col("answered_at").is_null() & (unread("answered_at") | nw.col("outcome").is_in(_CLOSED)),
        unknown_outcome=unread("outcome") | ((nw.col("outcome") == "open") & ~nw.col("answered_at").is_null()),
        unknown_contrary_dates=nw.col("answered_at") < nw.col("received"),
        unknown_extension=nw.col("extended").is_null(),
        unknown_identity=nw.col("stood").is_null() & ~nw.col("received").is_null(),
    )
    evidence = {name: nw.col(name) for name in ("kind", "received", "deadline", "extended", "answered_at")}
    return verdict(frame, late, explain(late, finding, unknown), **evidence, stopped=nw.col("stood"))


def extension_without_notice(crm, policy, law):
    """More time only for what is complex, and told with the reasons within the first month (AVG 12(3))."""
    told = nw.col("extended_at")
    frame = deadlines(crm, policy, law).filter(~told.is_null() | (unread("extended_at") & ~nw.col("extended_at_later")))
    broken = {
        "extension_late": nw.col("notice_late"),
        "extension_unreasoned": ~nw.col("extension_reasoned"),
        "not_complex": ~nw.col("complex"),
    }
    # When it was announced cannot be read: then it may not have been announced yet.
    violates = nw.when(~told.is_null()).then(any_of(broken.values()))
    unknown = codes(
        unknown_received=nw.col("received").is_null(),
        unknown_extension=told.is_null() | (told < nw.col("received")).fill_null(False),
        unknown_identity=nw.col("stood").is_null() & nw.col("notice_late").is_null() & ~nw.col("received").is_null(),
        unknown_reasoned=nw.col("extension_reasoned").is_null(),
        unknown_complex=nw.col("complex").is_null(),
    )
    evidence = {name: nw.col(name) for name in ("kind", "received", "extended_at", "notice_by", "last")}
    return verdict(frame, violates, explain(violates, codes(**broken), unknown), **evidence)


def refusal_without_ground(crm, policy, law):
    """A refusal names a ground that the law has for this right, which the organisation can show, and the remedies.

    AVG 12(4)-(6), 17(3), 21(1)-(3); UAVG 41. Nothing can be refused on an objection to direct marketing.
    """
    frame = refusals(crm, policy, law)
    ground, refused = nw.col("refusal_ground"), ~nw.col("outcome").is_null() | ~nw.col("refusal_ground").is_null()
    broken = {
        "absolute_right": ~nw.col("refusable"),
        "no_refusal_ground": nw.when(unread("refusal_ground")).then(_UNKNOWN).otherwise(ground.is_null()),
        "ground_not_in_law": (ground == "other").fill_null(False),
        "ground_not_for_right": nw.when(ground.is_null() | (ground == "other"))
        .then(nw.lit(False))
        .otherwise(_misfit()),
        "right_applies": (ground == "not_covered").fill_null(False)
        & nw.col("fits").fill_null(True)
        & nw.col("covered"),
        "ground_not_shown": ~ground.is_null() & ~shown("refusal_shown", True),
        "remedies_not_told": ~nw.col("told_remedies"),
    }
    violates = nw.when(refused).then(any_of(broken.values()))
    unknown = codes(
        unknown_outcome=~refused,
        unknown_request_kind=nw.col("kind").is_null(),
        unknown_refusal_ground=ground.is_null() & unread("refusal_ground"),
        unknown_basis=broken["right_applies"].is_null(),
        unknown_shown=broken["ground_not_shown"].is_null(),
        unknown_remedies=nw.col("told_remedies").is_null(),
    )
    evidence = {name: nw.col(name) for name in ("kind", "refusal_ground", "answered_at", "remedy", "court_until")}
    why = explain(violates, codes(**broken), unknown)
    return verdict(frame, violates, why, **evidence, law_seen=nw.col("law_seen").fill_null(True))


def _misfit() -> nw.Expr:
    """Whether the ground is none for this right; null when the kind of request is not known."""
    return nw.when(~nw.col("kind").is_null()).then(~nw.col("fits"))


def identity_excessive(crm, policy, law):
    """More proof of identity only in case of reasonable doubt, no copy of a document as a rule (AVG 12(2), 12(6))."""
    asked = ~nw.col("identity_asked_at").is_null() | unread("identity_asked_at")
    copied = nw.col("identity_copy").fill_null(False) | unread("identity_copy")
    frame = _requests(crm, law).filter(
        (asked & ~(nw.col("identity_asked_at") > nw.lit(law.on)).fill_null(False)) | copied
    )
    doubt, copy = nw.col("identity_doubt"), nw.col("identity_copy")
    # With real doubt a copy may now and then be the only way: that is arguable, so neither a finding nor in order.
    broken = {"identity_no_doubt": ~doubt, "identity_copy": copy & ~doubt}
    known = ~nw.col("identity_asked_at").is_null() | copy.fill_null(False)
    violates = nw.when(~doubt & known).then(nw.lit(True)).when(doubt & ~copy).then(nw.lit(False))
    unknown = codes(
        unknown_identity_asked=~known,
        unknown_doubt=doubt.is_null(),
        unknown_copy_asked=copy.is_null(),
        unknown_copy_needed=doubt & copy,
    )
    evidence = {name: nw.col(name) for name in ("kind", "identity_asked_at")}
    return verdict(frame, violates, explain(violates, codes(**broken), unknown), **evidence)


def erasure_not_carried_out(crm, policy, law):
    """What was told to be erased is gone from the CRM, in time, but for what a law needs (AVG 17(1), 17(3)(b), (e))."""
    kind, outcome = nw.col("kind"), nw.col("outcome")
    frame = _told_done(deadlines(crm, policy, law), ("erasure",))
    frame = with_remains(crm, law, frame.join(crm.requests.select("id", "carried_out_at"), on="id", how="left"))
    carried = nw.when(nw.col("carried_out_at") <= nw.lit(law.on)).then(nw.col("carried_out_at"))
    frame = frame.with_columns(carried=carried, waited_for=nw.col("endless") & nw.col("stood"))
    known = nw.when(~(kind.is_null() | outcome.is_null())).then(nw.lit(True))
    broken = {
        "data_left": nw.when(~nw.col("contact").is_null()).then(nw.col("too_much") & ~nw.col("held")),
        "erasure_not_recorded": nw.when(unread("carried_out_at")).then(_UNKNOWN).otherwise(nw.col("carried").is_null()),
        "carried_out_late": nw.when(nw.col("waited_for").fill_null(False) | nw.col("carried").is_null())
        .then(nw.when(~unread("carried_out_at")).then(nw.lit(False)))
        .otherwise(nw.col("carried") > nw.col("deadline")),
    }
    violates = nw.when(known).then(any_of(broken.values()))
    unknown = codes(
        unknown_request_kind=kind.is_null(),
        unknown_outcome=outcome.is_null(),
        unknown_contact=nw.col("contact").is_null(),
        unknown_legal_hold=nw.col("held").is_null(),
        unknown_purchase=nw.col("too_much").is_null() & ~nw.col("contact").is_null(),
        unknown_carried_out=unread("carried_out_at"),
        unknown_received=broken["carried_out_late"].is_null() & ~unread("carried_out_at"),
    )
    evidence = {name: nw.col(name) for name in ("received", "deadline", "left", "kept")}
    evidence["carried_out_at"] = nw.col("carried")
    return verdict(frame, violates, explain(violates, codes(**broken), unknown), **evidence)


def erasure_not_passed_on(crm, policy, law):
    """Erasure, rectification and restriction are passed on to who got the data, unless that cannot be done (AVG 19)."""
    kind, outcome, told = nw.col("kind"), nw.col("outcome"), nw.col("passed_on_at")
    frame = _told_done(_requests(crm, law), _passed_on(law))
    passed = nw.when(unread("passed_on_at")).then(_UNKNOWN).otherwise((told <= nw.lit(law.on)).fill_null(False))
    frame = frame.with_columns(passed=passed, cannot=shown("passing_on_impossible", True))
    some = nw.when(~nw.col("recipients").is_null()).then(nw.col("recipients") != "none")
    known = nw.when(~(kind.is_null() | outcome.is_null())).then(nw.lit(True))
    violates = known & some & ~nw.col("passed") & ~nw.col("cannot")
    unknown = codes(
        unknown_request_kind=kind.is_null(),
        unknown_outcome=outcome.is_null(),
        unknown_recipients=nw.col("recipients").is_null(),
        unknown_passed_on=nw.col("passed").is_null(),
        unknown_cannot=nw.col("cannot").is_null(),
    )
    evidence = {name: nw.col(name) for name in ("kind", "answered_at", "carried_out_at", "passed_on_at")}
    return verdict(frame, violates, explain(violates, nw.lit("not_passed_on"), unknown), **evidence)


def objection_ignored(crm, policy, law):
    """After an objection to direct marketing nothing is sent any more (AVG 21(3)): the same verdict as on each message.

    The check on messages in the theme consent decides; here its answers are gathered for each request.
    """
    kind = nw.col("kind")
    asked = _requests(crm, law).filter((kind == "objection_marketing") | kind.is_null())
    asked = asked.select("id", "contact", "kind", received="received_at")
    sent = crm.messages.select("contact", "sent_at", message="id")
    judged = objection_not_honoured(crm, policy, law).select("violates", message="key")
    sent = judged.join(sent, on="message", how="inner").filter(~nw.col("contact").is_null())
    after = asked.join(sent, on="contact", how="inner").filter(
        nw.col("received").is_null() | nw.col("sent_at").is_null() | (nw.col("sent_at") >= nw.col("received"))
    )
    found = (nw.col("violates") & ~kind.is_null()).fill_null(False).cast(nw.Int64)
    open_ = (nw.col("violates").is_null() | (kind.is_null() & nw.col("violates"))).fill_null(False).cast(nw.Int64)
    after = after.with_columns(found=found, open=open_).with_columns(
        last=nw.when(nw.col("found") == 1).then(nw.col("sent_at").cast(nw.Date))
    )
    after = after.group_by("id").agg(nw.col("found").sum(), nw.col("open").sum(), nw.col("last").max())
    frame = asked.join(after, on="id", how="left").with_columns(
        **{name: nw.col(name).fill_null(0).cast(nw.Int64) for name in ("found", "open")}
    )
    frame = frame.with_columns(messages=nw.col("found"))
    known = ~nw.col("contact").is_null() & ~kind.is_null()
    violates = nw.when(nw.col("found") > 0).then(nw.lit(True)).when(known & (nw.col("open") == 0)).then(nw.lit(False))
    unknown = codes(
        unknown_request_kind=kind.is_null(),
        unknown_contact=nw.col("contact").is_null(),
        unknown_received=nw.col("received").is_null(),
        unknown_messages=nw.col("open") > 0,
    )
    evidence = {name: nw.col(name) for name in ("received", "messages", "last")}
    return verdict(frame, violates, explain(violates, nw.lit("messages_after"), unknown), **evidence)


def request_by_wrong_person(crm, policy, law):
    """For a child the representative exercises the rights, from a certain age the child too, then only the person.

    UAVG 5, in bands by date. That somebody acts for an adult cannot be judged: a CRM does not show a guardian.
    """
    people = crm.contacts.select("birth_date", contact="id", contact_kind="kind", is_known=nw.lit(True))
    frame = _requests(crm, law).with_columns(received=nw.col("received_at").cast(nw.Date))
    frame = frame.join(people, on="contact", how="left").filter(
        ~nw.col("contact_kind").is_in(("business", "legal")).fill_null(False)
    )
    frame, by, grown = with_rights_by(crm, law, frame, "received"), nw.col("by"), nw.col("age") >= adult(law)
    alone = ~nw.col("self_may") & nw.when(nw.col("band_seen") | nw.col("self_may")).then(nw.lit(True))
    acting = ~nw.col("representative_may") & nw.when(~grown).then(nw.lit(True))
    either = (nw.col("self_may") & nw.col("representative_may")).fill_null(False)
    wrong = nw.when(by == "self").then(alone).when(by == "representative").then(acting)
    wrong = nw.when(either).then(nw.lit(False)).otherwise(wrong)
    # A request that was turned down for this reason was handled as it should be.
    refused = nw.when(unread("outcome")).then(_UNKNOWN).otherwise((nw.col("outcome") == "refused").fill_null(False))
    violates = wrong & ~refused
    unknown = codes(
        unknown_received=nw.col("received").is_null(),
        unknown_contact=nw.col("is_known").is_null(),
        unknown_age=~nw.col("is_known").is_null() & ~nw.col("received").is_null() & nw.col("age").is_null(),
        unknown_by=by.is_null(),
        unknown_authority=(by == "representative") & grown,
        unknown_rule=(by == "self") & ~nw.col("band_seen"),
        unknown_outcome=unread("outcome"),
    )
    finding = codes(by_child=by == "self", by_other=by == "representative")
    evidence = {name: nw.col(name) for name in ("kind", "received", "by", "age", "rights_by")}
    return verdict(frame, violates, explain(violates, finding, unknown), **evidence)


def _requests(crm, law) -> nw.LazyFrame:
    """The requests up to law.on, and those of which the moment is not known."""
    start = min(entry["from"] for entry in law.entries("rights"))
    day = nw.col("received_at").cast(nw.Date)
    return crm.requests.filter(day.is_null() | ((day <= nw.lit(law.on)) & (day >= nw.lit(start))))


def _told_done(frame, kinds) -> nw.LazyFrame:
    """The requests of these kinds that were told to be done; what may be one of them is not left out."""
    kind, outcome = nw.col("kind"), nw.col("outcome")
    asked = kind.is_in(kinds).fill_null(True)
    # An answer of which the outcome is not written down may have been a yes.
    maybe = unread("outcome") | (outcome.is_null() & ~nw.col("answered_at").is_null())
    return frame.filter(asked & ((outcome == "done").fill_null(False) | maybe))


def _passed_on(law) -> list[str]:
    """The rights of which the outcome is passed on to whoever got the data (AVG 19)."""
    return [entry["id"] for entry in law.entries("rights") if entry.get("passed_on")]
