"""Transfers and processors: do data go to third countries, with which safeguard, and is the party under contract?

AVG 28, 30(1)(d), 44-49. A party is judged as it is declared, by the law of the day of judging.
"""

import narwhals as nw

from ..check import codes, explain, verdict
from ..derived.mechanisms import ground, outside_eea, reached_from
from ..derived.orders import orders
from ..derived.periods import unread
from ..ruling import parts, ruled, ruling

_PROCESSORS = (None, "processor", "sub_processor")
# Words by which a register names a kind of recipients rather than each of them (AVG 30(1)(d) asks no more).
_KINDS = {"verwerker", "verwerkers", "processor", "processors"}


def transfer_without_ground(crm, policy, law):
    """Data stored or reached from outside the EEA need a decision, a safeguard or a derogation (AVG 44-49)."""
    rows = [_transfer(key, row, law) for key, row in _parties(policy, law)]
    texts = ("mechanism", "third_countries", "instrument", "fallback", "warning", "derogation")
    return ruled(crm, rows, **dict.fromkeys(texts, "VARCHAR"), tia_on="DATE")


def _transfer(key: str, row: dict, law) -> dict:
    countries, gaps = reached_from(row, law) if _provided(row) else ([], [])
    third = [country for country in countries if outside_eea(country, law)]
    grounds = [ground(row, country, law) for country in third]
    wrong = [reason for g in grounds if g.holds is False for reason in g.reasons]
    dark = [reason for g in grounds if g.holds is None for reason in g.reasons] + gaps
    mechanisms = [g.mechanism for g in grounds] + (["unknown"] if gaps else [])
    by_decision = any(g.mechanism == "adequacy" for g in grounds)
    return {
        "key": key,
        "violates": True if wrong else None if dark else False,
        "reasons": _list(wrong or dark) or "",
        "mechanism": _list(mechanisms) or "not_a_transfer",
        "third_countries": _list(third),
        "instrument": _list(g.instrument for g in grounds),
        "fallback": _fallback(row) if by_decision else None,
        "warning": _list(g.warning for g in grounds),
        "derogation": row["derogation"] if "derogation" in mechanisms else None,
        "tia_on": row["tia_on"],
    }


def _provided(row: dict) -> bool:
    """Whether the organisation provides the data to another party: own staff is none, nor is who asks people itself."""
    return row["role"] != "own_staff" and not row["from_data_subject"]


def _list(values) -> str | None:
    """The values that are there, each once."""
    return ";".join(dict.fromkeys(value for value in values if value)) or None


def _fallback(row: dict) -> str:
    """The safeguard that stands ready for when the decision falls."""
    other = (None, "none", "adequacy", "derogation")
    named = [name for name in (row["mechanism"], row["fallback"]) if name not in other]
    return named[0] if named else "none"


def _parties(policy, law) -> list[tuple[str, dict]]:
    """The parties that have begun."""
    return [(key, row) for key, row in policy.keyed("processors") if not row["since"] or row["since"] <= law.on]


def processor_without_agreement(crm, policy, law):
    """Whoever processes on our behalf does so under a whole contract that was there from the start (AVG 28(2)-(4))."""
    rows = []
    for key, row in _parties(policy, law):
        signed, since, role = row["agreement_on"], row["since"], row["role"]
        if role in _PROCESSORS or role == "group_company":
            missing = None if role == "group_company" and signed is None else signed is None
            broken = {
                "party_role" if missing is None else "no_processing_agreement": missing,
                "agreement_not_yet": signed is not None and signed > law.on,
                "agreement_after_start": signed is not None and since is not None and since < signed <= law.on,
                "agreement_incomplete": bool(signed and _lacking(row)),
                "sub_processor_not_authorised": role == "sub_processor" and row["authorised"] is False,
            }
            shown = {"party_role": role or "processor", "agreement_on": signed, "since": since}
            rows.append(ruling(key, broken, **shown, lacks=_list(_lacking(row))))
    return ruled(crm, rows, party_role="VARCHAR", agreement_on="DATE", since="DATE", lacks="VARCHAR")


def _lacking(row: dict) -> list[str]:
    """The parts of AVG 28(3)(a)-(h) that the agreement does not hold, where somebody checked them."""
    from .. import schema

    there = parts(row["agreement_parts"])
    asked = schema.tables("policy")["processors"].columns["agreement_parts"].values
    return [part for part in asked if part not in there] if there else []


def processor_outside_register(crm, policy, law):
    """Whoever receives the data stands in the register, by name or as a kind of recipients (AVG 30(1)(d))."""
    register = {key: row for key, row in policy.keyed("activities") if row["registered"] is not False}
    rows = []
    for key, row in _parties(policy, law):
        if row["role"] == "own_staff":
            continue
        # Without a single activity declared, what a party itself says of its place in the register is all there is.
        listed = [name for name in parts(row["activities"]) if name in register or not policy.rows("activities")]
        named = "by_activity" if listed else _named(row, register.values())
        # A register without recipients does not show who is not in it.
        dark = row["activities"] is None and any(other["recipients"] is None for other in register.values())
        outside = None if named == "none" and dark else named == "none"
        shown = "unknown" if outside is None else named
        rows.append(ruling(key, {"outside_register": outside}, named=shown, activities=_list(listed)))
    return ruled(crm, rows, named="VARCHAR", activities="VARCHAR")


def _named(row: dict, register) -> str:
    """How the recipients in the register name this party: by its name, by its kind, or not at all."""
    recipients = {part.lower() for other in register for part in parts(other["recipients"])}
    if {(row[column] or "").lower() for column in ("id", "name", "service")} & recipients:
        return "by_name"
    # Somebody who says which activity it belongs to is not found there under a general word.
    return "by_kind" if row["role"] in _PROCESSORS and not row["activities"] and recipients & _KINDS else "none"


def foreign_order_unescalated(crm, policy, law):
    """Nothing goes to a court or authority of a third country on its order alone (AVG 48; 28(3)(a) for a processor)."""
    forbidden = ~nw.col("may")
    found = codes(
        no_disclosure_basis=forbidden & ~nw.col("has_basis"),
        no_transfer_ground=forbidden & ~nw.col("has_ground"),
        controller_not_told=~nw.col("told"),
    )
    violates = nw.col("outside") & nw.col("disclosed") & (forbidden | ~nw.col("told"))
    shown = {name: nw.col(name) for name in ("country", "received_at", "outcome", "basis", "ground")}
    frame = orders(crm, law)
    return verdict(frame, violates, explain(violates, found, _why_unknown()), may_disclose=_may(), **shown)


def _why_unknown() -> nw.Expr:
    """Which fact is missing that the answer hangs on."""
    dark = nw.col("may").is_null()
    return codes(
        unknown_disclosure=nw.col("disclosed").is_null(),
        unknown_order_country=nw.col("outside").is_null(),
        unknown_treaty=dark & nw.col("agreement").is_null(),
        unknown_union_law=dark & nw.col("has_basis").is_null(),
        unknown_transfer_ground=dark & nw.col("has_ground").is_null(),
        unknown_order_role=nw.col("role").is_null(),
        unknown_told=nw.col("told").is_null() & ~nw.col("role").is_null(),
    )


def _may() -> nw.Expr:
    """Whether the law allows disclosing on this order."""
    may = nw.when(nw.col("may")).then(nw.lit("yes")).otherwise(nw.lit("no"))
    may = nw.when(nw.col("may").is_null()).then(nw.lit("unknown")).otherwise(may)
    # A processor hands nothing over before it has told the controller (AVG 28(3)(a)).
    silent = (nw.col("role") == "processor") & nw.col("controller_told_at").is_null() & ~unread("controller_told_at")
    return nw.when(silent.fill_null(False)).then(nw.lit("no")).otherwise(may)
