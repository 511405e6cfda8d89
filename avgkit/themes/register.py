"""Register and information: is the register whole and true to what the CRM does, and have people been told?

AVG 30, 13, 14, 5(1)(b), 5(2).
"""

import narwhals as nw

from ..check import codes, explain, values, verdict
from ..derived import drift
from ..derived.duty import missing_parts, required
from ..derived.notices import ELSEWHERE, PERSON, notices
from ..ruling import both, parts, ruled, ruling

_PARTS = {"role": "VARCHAR", "required_missing": "VARCHAR", "where_possible": "VARCHAR", "useful_missing": "VARCHAR"}
_ITEM = {"kind": "VARCHAR", "item": "VARCHAR", "found": "VARCHAR"}


def activity_incomplete(crm, policy, law):
    """An activity in the register names all that article 30 asks of a controller or a processor (AVG 30(1)-(2))."""
    rulings = []
    for key, row in drift.registered(policy):
        broken, shown = missing_parts(row, policy, law)
        duty, _ = required(row, policy, law)
        # Whoever need not keep a register need not keep it whole.
        rulings.append(ruling(key, {} if duty is False else broken, **shown))
    return ruled(crm, rulings, **_PARTS)


def register_duty(crm, policy, law):
    """An activity stands in the register, unless the organisation is small and nothing else asks it (AVG 30(5))."""
    rulings = []
    for key, row in policy.keyed("activities"):
        duty, grounds = required(row, policy, law)
        out = row["registered"] is False
        found = [code for code, answer in grounds.items() if answer]
        dark = {f"for_{code}": None for code, answer in grounds.items() if answer is None}
        broken = {"not_registered": False} | dark if out and duty is None else {"not_registered": both(duty, out)}
        told = {True: "required", False: "exempt"}.get(duty)
        rulings.append(ruling(key, broken, register=told, because=";".join(f"for_{code}" for code in found) or None))
    return ruled(crm, rulings, register="VARCHAR", because="VARCHAR")


def data_not_in_register(crm, policy, law):
    """What the CRM holds and the organisation declares stands in the register (AVG 30(1), 5(2))."""
    listed, found = drift.register(policy), []
    for category, where in drift.categories(crm, policy).items():
        found.append(_item("category", category, where, category not in listed.categories))
    for purpose, where in drift.purposes(crm, policy, law).items():
        found.append(_item("purpose", purpose, where, purpose not in listed.purposes))
    for key, row in policy.keyed("processors"):
        named = drift.processor_names(row) | set(values("register")["processor_words"])
        inside = bool(listed.ids & set(parts(row["activities"])) or listed.recipients & named)
        found.append(_item("recipient", key, "declared", not inside))
    processors = {name for row in policy.rows("processors") for name in drift.processor_names(row)}
    for name in drift.passed_on(crm):
        # A register names categories of recipients; a name may belong to one of them.
        if name.lower() not in processors:
            found.append(_item("recipient", name, "used", False if name.lower() in listed.recipients else None))
    found += _people_items(crm, policy, law, listed)
    return _items(crm, found)


def _people_items(crm, policy, law, listed) -> list[dict]:
    """Each category of contacts: does the register know such people, and how long their data are kept?"""
    terms = {row["category"] for row in policy.rows("retention") if row["months"] is not None}
    strange = bool(listed.subjects - drift.all_names(law))
    found = []
    for category in drift.people(crm, law):
        known = bool(drift.names_of(category, law) & listed.subjects)
        found.append(_item("subject", category, "used", False if known else None if strange else True))
        timed = category in terms
        # Terms in the register's own words may cover this category.
        found.append(_item("term", category, "used", False if timed else None if listed.terms else True))
    return found


def register_not_in_data(crm, policy, law):
    """What the register names, the CRM and the other declarations know (AVG 30(1), 5(2))."""
    listed, found = drift.register(policy), []
    here, fields = drift.categories(crm, policy), policy.rows("fields")
    for category in listed.categories:
        # Without a list of fields nobody can tell where a category would stand.
        found.append(_item("category", category, "register", category not in here if here and fields else None))
    known = drift.used(crm, law) | {part for row in policy.rows("fields") for part in parts(row["purposes"])}
    for purpose in listed.purposes:
        found.append(_item("purpose", purpose, "register", purpose not in known if known else None))
    for word in listed.recipients & set(values("register")["processor_words"]):
        found.append(_item("recipient", word, "register", not policy.rows("processors")))
    return _items(crm, found, "not_in_data")


def _item(kind: str, item: str, found: str, astray: bool | None) -> dict:
    return {"kind": kind, "item": item, "found": found, "astray": astray}


def _items(crm, found: list[dict], code: str = "not_registered"):
    rulings = [
        ruling(f"{one['kind']}/{one['item']}", {f"{one['kind']}_{code}": one["astray"]}, **{n: one[n] for n in _ITEM})
        for one in found
    ]
    unique = {row["key"]: row for row in rulings}
    return ruled(crm, [unique[key] for key in sorted(unique)], **_ITEM)


def notice_late(crm, policy, law):
    """People are told when they give their data, or within a month when the data come from elsewhere (AVG 13, 14)."""
    frame = notices(crm, law)
    person, elsewhere = nw.col("late_person"), nw.col("late_elsewhere")
    rule = nw.col("rule")
    # From whom the data come is not known: too late by both rules is too late, in time by both is in time.
    either = nw.when(person == elsewhere).then(person)
    violates = nw.when(rule == PERSON).then(person).when(rule == ELSEWHERE).then(elsewhere).otherwise(either)
    never = nw.col("told").is_null()
    unknown = codes(
        unknown_origin=rule.is_null(),
        unknown_obtained=nw.col("obtained_day").is_null(),
        unknown_informed_at=nw.col("told_unread"),
        unknown_first_contact=(rule == ELSEWHERE) & nw.col("clock_unsure") & ~nw.col("obtained_day").is_null(),
    )
    why = explain(violates, codes(not_informed=never, informed_late=~never), unknown)
    deadline = nw.when(rule == PERSON).then(nw.col("obtained_day")).when(rule == ELSEWHERE).then(nw.col("elsewhere"))
    shown = {"rule": rule, "obtained_on": nw.col("obtained_day"), "details_source": nw.col("details_source")}
    return verdict(frame, violates, why, **shown, deadline=deadline, informed_on=nw.col("told"))
