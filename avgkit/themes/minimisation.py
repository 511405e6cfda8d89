"""Data minimisation and purpose limitation: is every field and every contact needed for a purpose that is fixed?

AVG 5(1)(b), 5(1)(c), 6(1), 6(4), 25(2).
"""

import narwhals as nw

from ..check import codes, explain, values, verdict
from ..derived import fields
from ..derived.fields import held
from ..derived.periods import holds
from ..derived.standing import SHOWN, TABLES, standing
from ..ruling import both, either, negated, parts, ruled, ruling

_FIELD = {"category": "VARCHAR", "purposes": "VARCHAR"}
_COUNTS = {"rows": "BIGINT", "filled": "BIGINT"}


def field_without_purpose(crm, policy, law):
    """Every field that the CRM holds or that is declared serves a declared purpose (AVG 5(1)(b)-(c), 5(2))."""
    found, declared = held(crm), dict(policy.keyed("fields"))
    known = {row["id"] for row in policy.rows("purposes")}
    rulings, usual = [], {}
    if not policy.tables:  # nothing is declared: what counts then is what people gave or others wrote about them
        found, usual = {key: row for key, row in found.items() if _personal(row)}, fields.usual(crm)
    for key in sorted(found.keys() | declared.keys()):
        row, counts = declared.get(key), found.get(key, {})
        # A column in which no value could be read: nobody can tell whether it holds anything.
        undeclared = row is None if row or counts.get("filled") else None
        named = parts(row["purposes"]) if row else []
        broken = {
            "field_not_declared": undeclared,
            "no_purpose": row is not None and not named,
            "purpose_not_declared": bool(named and known and not known & set(named)),
        }
        shown = {"category": row["category"] if row else usual.get(key), "purposes": row and row["purposes"]}
        rulings.append(ruling(key, broken, **shown, **{name: counts.get(name) for name in _COUNTS}))
    return ruled(crm, rulings, **_FIELD, **_COUNTS)


def contact_without_purpose(crm, policy, law):
    """Every contact is kept for a purpose, recorded or following from the data; 'for later' is none (AVG 5(1)(b))."""
    frame = standing(crm, policy, law)
    violates = ~nw.col("shown")
    strange = nw.col("undeclared").fill_null(False)
    gone = [not crm.has(table) for table in TABLES]
    doubts = {f"unknown_{name}": nw.col(f"by_{name}").is_null() for name in SHOWN if name not in ("recorded", "sale")}
    history = codes(unknown_history=nw.lit(any(gone)), unknown_sale=nw.col("by_sale").is_null())
    unknown = history if any(gone) else nw.concat_str([codes(**doubts), history])
    why = explain(violates, codes(purpose_not_declared=strange, no_purpose=~strange), unknown)
    told = [nw.when(nw.col(f"by_{name}")).then(nw.lit(f"by_{name}")) for name in SHOWN]
    evidence = {name: nw.col(name) for name in ("category", "details_source", "purposes")}
    return verdict(
        frame,
        violates,
        why,
        **evidence,
        since=nw.col("created_at").cast(nw.Date),
        shown_by=nw.coalesce(*told, nw.lit("none")),
    )


def field_hardly_used(crm, policy, law):
    """A field that hardly anybody fills in, or that nothing uses, is probably not needed (AVG 5(1)(c), 5(2))."""
    own, found, declared = values("minimisation"), held(crm), dict(policy.keyed("fields"))
    asked = {key for key, row in found.items() if own["hardly_filled_rows"] <= row["rows"] and _personal(row)}
    rulings = []
    for key in sorted(asked | declared.keys()):
        row, counts = declared.get(key), found.get(key, {})
        hardly = key in asked and 100 * counts["filled"] < own["hardly_filled_percent"] * counts["rows"]
        usual = bool(row and row["rare"])
        broken = {"hardly_filled": hardly and not usual, "unused": negated(row["used"]) if row else None}
        shown = {"category": row and row["category"], "purposes": row and row["purposes"]}
        rulings.append(ruling(key, broken, **shown, **{name: counts.get(name) for name in _COUNTS}))
    return ruled(crm, rulings, **_FIELD, **_COUNTS)


def _personal(row: dict) -> bool:
    """Whether people fill in this column about somebody; marks and dates that a system keeps are rare by nature."""
    from .. import schema

    column = schema.tables("crm")[row["table"]].columns.get(row["field"])
    return column is None or column.personal


def field_not_needed(crm, policy, law):
    """A field is necessary for its purpose, and mandatory only then (AVG 5(1)(c), 6(1), 25(2); C-394/23)."""
    purposes = {row["id"]: row for row in policy.rows("purposes")}
    unneeded = [entry for entry in law.entries("limitation", "unneeded") if holds(entry, law.on)]
    rulings = []
    for key, row in policy.keyed("fields"):
        bases = {purposes.get(name, {}).get("basis") for name in parts(row["purposes"])}
        ads = [purposes.get(name, {}).get("direct_marketing") for name in parts(row["purposes"])]
        address = [entry for entry in unneeded if _concerns(row, entry)]
        # The Court: a form of address is not needed to make commercial messages personal, whatever is declared of it.
        lawful = any(basis in entry["needed_by"] for entry in address for basis in bases)
        said_needed = row["necessary"] is True and not all(ads or [True])
        title = bool(address) and row["mandatory"] is True and not lawful and not said_needed
        idle = negated(row["necessary"])
        broken = {
            "not_necessary": idle,
            "mandatory_not_needed": False if idle is None else both(idle, row["mandatory"] is True),
            "title_mandatory": title,
        }
        shown = {"category": row["category"], "purposes": row["purposes"]}
        rulings.append(ruling(key, broken, **shown, mandatory=row["mandatory"], necessary=row["necessary"]))
    return ruled(crm, rulings, **_FIELD, mandatory="BOOLEAN", necessary="BOOLEAN")


def _concerns(row: dict, entry: dict) -> bool:
    """Whether the field holds this category; without a category its name says it."""
    name = (row["field"] or "").strip().lower().replace(" ", "_")
    return row["category"] == entry["category"] or (row["category"] is None and name in entry["fields"])


def interest_unbalanced(crm, policy, law):
    """A legitimate interest counts when it is named, necessary, weighed and told (AVG 6(1)(f), 13(1)(d), 5(2))."""
    asked = {entry["id"] for entry in law.entries("limitation", "interest") if holds(entry, law.on)}
    rulings = []
    for key, row in policy.keyed("purposes"):
        if row["basis"] != "legitimate_interest":
            continue
        on = row["balanced_on"]
        broken = {
            "no_interest": not row["interest"],
            "no_necessity": not row["necessity"],
            "no_outcome": not row["outcome"],
            "no_balancing": on is None or on > law.on,
            "people_prevail": row["outcome"] == "people",
            "interest_not_told": negated(row["told_interest"]),
        }
        broken = {code: answer for code, answer in broken.items() if code in asked}
        rulings.append(ruling(key, broken, outcome=row["outcome"], balanced_on=on))
    return ruled(crm, rulings, outcome="VARCHAR", balanced_on="DATE")


def purpose_without_basis(crm, policy, law):
    """Every purpose rests on one of the six legal bases (AVG 6(1))."""
    rulings = []
    for key, row in policy.keyed("purposes"):
        # Further use that fits the first purpose may rest on the basis of that purpose.
        fits = row["origin"] is not None and row["compatible"] == "compatible"
        broken = {"no_basis": None if fits and not row["basis"] else not row["basis"]}
        rulings.append(ruling(key, broken, basis=row["basis"], origin=row["origin"]))
    return ruled(crm, rulings, basis="VARCHAR", origin="VARCHAR")


def further_use_incompatible(crm, policy, law):
    """Use for another purpose than the first: a test that says it fits, consent, or a law (AVG 5(1)(b), 6(4))."""
    exempt = {entry["id"] for entry in law.entries("limitation", "exemption") if holds(entry, law.on)}
    factors = [entry["id"] for entry in law.entries("limitation", "factor") if holds(entry, law.on)]
    rulings = []
    for key, row in policy.keyed("purposes"):
        if row["origin"] is None or row["origin"] == key:
            continue
        seen = parts(row["factors"])
        skipped = [factor for factor in factors if factor not in seen]
        late = row["compatible_on"] is not None and row["compatible_on"] > law.on
        tested = row["compatible"] is not None and not late
        broken = {
            "incompatible": row["compatible"] == "incompatible",
            "not_tested": not tested,
            "factors_skipped": None if tested and not seen else tested and bool(skipped),
        }
        free = row["basis"] in exempt
        rests = f"rests_{row['basis']}" if free else "rests_test" if tested and not either(*broken.values()) else "none"
        shown = {"origin": row["origin"], "rests_on": rests, "skipped": ";".join(skipped) if seen and skipped else None}
        rulings.append(ruling(key, {} if free else broken, **shown, tested_on=row["compatible_on"]))
    return ruled(crm, rulings, origin="VARCHAR", rests_on="VARCHAR", skipped="VARCHAR", tested_on="DATE")
