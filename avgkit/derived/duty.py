"""The register duty: must an activity stand in the register (AVG 30(5)), and which parts does it lack (30(1)-(2))?"""

from ..ruling import either, negated, parts
from .grounds import categories, category_of
from .periods import holds

CONTROLLER = "controller"


def required(row: dict, policy, law) -> tuple[bool | None, dict[str, bool | None]]:
    """Whether the activity must be registered, and each ground for that: True, False or None when not known."""
    people = policy.one("organisation")["people"]
    limits = [e for e in law.entries("register", "limit") if e["status"] != "proposal" and holds(e, law.on)]
    grounds = {
        "size": None if people is None else people >= min(entry["people"] for entry in limits),
        "risk": row["likely_risk"],
        "regular": negated(row["occasional"]),
        "special": _heavy(row, law),
    }
    return either(*grounds.values()), grounds


def _heavy(row: dict, law) -> bool | None:
    """Whether there are special or criminal data among them; what is said of it outright goes before the categories."""
    if row["special"] is not None:
        return row["special"]
    known = categories(law)
    named = [category_of(name, known) for name in parts(row["categories"])]
    heavy = any(name and known[name]["regime"] in ("special", "criminal") for name in named)
    # A category in words of one's own may be anything.
    return True if heavy else False if named and None not in named else None


def missing_parts(row: dict, policy, law) -> tuple[dict[str, bool | None], dict]:
    """Each part of article 30 with whether it is missing; and what is missing as evidence, by article."""
    role = row["role"] or CONTROLLER
    organisation = policy.one("organisation") if policy.rows("organisation") else None
    broken: dict[str, bool | None] = {}
    needed, possible = [], []
    for entry in law.entries("register"):
        if entry["role"] != role or not holds(entry, law.on):
            continue
        whose = organisation if entry.get("organisation") else row
        asked = _asked(entry.get("only_if"), row, organisation, policy, law)
        blank = [not whose[column] for column in entry["columns"]] if whose else [True]
        # An organisation of which nothing is told here: nobody can say what its register says of it.
        untold = entry.get("organisation") and not (whose and (whose["name"] or whose["contact"]))
        empty = None if untold else all(blank) if entry.get("one_is_enough") else any(blank)
        answer = False if asked is False or empty is False else empty if asked else None
        broken[entry["code"]] = answer
        if answer:
            (possible if entry.get("where_possible") else needed).append(entry["article"].removeprefix("AVG "))
    shown = {"required_missing": needed, "where_possible": possible, "useful_missing": _useful(row, policy, law)}
    return broken, {"role": role} | {name: ";".join(dict.fromkeys(told)) or None for name, told in shown.items()}


def _asked(condition: str | None, row: dict, organisation: dict | None, policy, law) -> bool | None:
    """Whether the law asks this part of this activity."""
    eea = {entry["id"] for entry in law.entries("countries", "eea") if holds(entry, law.on)}
    mine = [p for p in policy.rows("processors") if row["id"] in parts(p["activities"])]
    match condition:
        case None:
            return True
        case "outside_eea":
            country = organisation and organisation["country"]
            return bool(country) and country not in eea
        case "transfers":
            return any({p["country"], *parts(p["access_from"])} - eea - {None} for p in mine)
        case _:
            if row["compelling_transfer"] is not None:
                return row["compelling_transfer"]
            if any(p["derogation"] == "compelling_interest" for p in mine):
                return True
            # Transfers of which nobody says what they rest on.
            return None if row["transfers"] and not any(p["mechanism"] for p in mine) else False


def _useful(row: dict, policy, law) -> list[str]:
    """The columns that help and that article 30 does not ask."""
    bases = {p["id"]: p["basis"] for p in policy.rows("purposes")}
    without = any(not bases.get(purpose) for purpose in parts(row["purposes"]))
    lacking = []
    for entry in law.entries("register", "useful"):
        empty = without if entry["columns"] == ["basis"] else not any(row[column] for column in entry["columns"])
        if empty and holds(entry, law.on):
            lacking.append(entry["id"])
    return lacking
