"""Loose files beside the CRM: no ban, but everything the law asks of the CRM holds for them too.

AVG 2(1), 4(6), 5, 9, 17, 19, 21, 30, 32. A structured list of people is a filing system, wherever it stands.
"""

import narwhals as nw

from ..check import codes, explain, verdict
from ..derived.file_people import KINDS, file_events
from ..derived.files import files
from ..derived.periods import any_of

_SHOWN = ("place", "as_of")


def file_outside_register(crm, policy, law):
    """A file with personal data belongs to a processing activity in the register (AVG 30(1), 5(2))."""
    frame = files(crm, policy, law).filter(nw.col("personal").fill_null(True))
    violates = nw.col("personal") & ~nw.col("registered")
    finding = codes(no_activity=nw.col("activity").is_null(), activity_not_registered=~nw.col("activity").is_null())
    why = explain(violates, finding, nw.lit("unknown_content"))
    return verdict(frame, violates, why, **_shown(), rows=nw.col("rows"))


def file_copies_crm(crm, policy, law):
    """A copy of CRM records serves a declared purpose and holds no more than its activity covers (AVG 5(1)(b)-(c)).

    A copy is not forbidden: what counts is that something in the register covers it.
    """
    frame = files(crm, policy, law).filter((nw.col("copy") & nw.col("personal")).fill_null(True))
    bare, beyond = ~(nw.col("registered") & nw.col("with_purposes")), nw.col("beyond") != ""
    violates = (nw.col("copy") & nw.col("personal")) & (bare | beyond)
    finding = codes(copy_without_purpose=bare, copy_beyond_activity=~bare & beyond)
    unknown = codes(unknown_copy=nw.col("copy").is_null(), unknown_content=nw.col("personal").is_null())
    surplus = nw.when(nw.col("beyond") != "").then(nw.col("beyond"))
    return verdict(frame, violates, explain(violates, finding, unknown), **_shown(), beyond=surplus)


def file_holds_erased_person(crm, policy, law):
    """Who was erased stands in no file any more; who objects stands in no file for direct marketing (AVG 17, 21(3))."""
    frame = _with_people(files(crm, policy, law), file_events(crm, policy, law))
    erased, objected = nw.col("erased_now") > 0, nw.col("objected_now") > 0
    unsure = (nw.col("erased_unsure") > 0) | (nw.col("objected_unsure") > 0)
    found = erased | objected
    known = ~(unsure | nw.col("nobody") | nw.col("hidden") | (nw.col("strangers") > 0))
    violates = nw.when(found).then(nw.lit(True)).when(known).then(nw.lit(False))
    unknown = _unknowns(unsure)
    why = explain(violates, codes(holds_erased=erased, holds_objector=objected), unknown)
    counts = {"erased": nw.col("erased_now"), "objected": nw.col("objected_now")}
    return verdict(frame, violates, why, **_shown(), **counts)


def file_stale(crm, policy, law):
    """A copy follows what changed in the CRM since: erasure, rectification, objection, withdrawal (AVG 5(1)(d), 19)."""
    copies = files(crm, policy, law).filter(nw.col("copy").fill_null(True))
    frame = _with_people(copies, file_events(crm, policy, law))
    after = {kind: nw.col(f"{kind}_after") > 0 for kind in KINDS}
    unsure = any_of([nw.col(f"{kind}_when") > 0 for kind in KINDS])
    found = any_of(after.values())
    known = ~(unsure | nw.col("nobody") | nw.col("hidden") | (nw.col("strangers") > 0))
    violates = nw.when(nw.col("copy") & found).then(nw.lit(True)).when(nw.col("copy") & known).then(nw.lit(False))
    finding = codes(**{f"since_{kind}": condition for kind, condition in after.items()})
    unknown = nw.concat_str([codes(unknown_copy=nw.col("copy").is_null()), _unknowns(unsure)])
    return verdict(frame, violates, explain(violates, finding, unknown), **_shown())


def file_with_special_data(crm, policy, law):
    """A file with special, criminal or national-number data needs the same ground as the CRM (AVG 9, 10, 87)."""
    frame = files(crm, policy, law).filter(nw.col("personal").fill_null(True))
    bare, unclear = nw.col("bare") != "", nw.col("unclear") != ""
    doubt = unclear | nw.col("odd") | nw.col("personal").is_null()
    violates = nw.when(bare).then(nw.lit(True)).when(~doubt).then(nw.lit(False))
    unknown = codes(
        unknown_ground=unclear,
        unknown_category=nw.col("odd"),
        unknown_content=nw.col("personal").is_null() & ~unclear & ~nw.col("odd"),
    )
    special = nw.when(nw.col("special") != "").then(nw.col("special"))
    return verdict(
        frame, violates, explain(violates, nw.lit("file_without_ground"), unknown), **_shown(), categories=special
    )


def _shown() -> dict:
    return {name: nw.col(name) for name in _SHOWN}


def _with_people(frame, events):
    """The files that may show people, each with what the people in it asked; `nobody`: none of them was recognised."""
    frame = frame.filter(nw.col("personal").fill_null(True)).join(events.rename({"file": "id"}), on="id", how="left")
    counts = [name for name in events.collect_schema().names() if name != "file"]
    return frame.with_columns(nobody=nw.col("people").is_null(), hidden=nw.col("personal").is_null()).with_columns(
        **{name: nw.col(name).fill_null(0) for name in counts}
    )


def _unknowns(unsure: nw.Expr) -> nw.Expr:
    """Why it is not known what the people in a file asked."""
    return codes(
        unknown_content=nw.col("hidden"),
        unknown_people=nw.col("nobody") & ~nw.col("hidden"),
        unknown_person=nw.col("strangers") > 0,
        unknown_change=unsure,
    )
