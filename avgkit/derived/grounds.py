"""Grounds: what the organisation records for special categories, criminal data and national numbers (AVG 9, 10, 87).

The three regimes of the law each have grounds of their own; consent lifts the ban of AVG 9, never that on a number.
"""

from ..ruling import either, parts
from .periods import holds

# The columns of the CRM that hold such data by their nature, whatever is declared of them.
BY_NATURE = {"contacts/bsn": "bsn", "contacts/religion": "godsdienst", "contacts/health": "gezondheid"}


def categories(law) -> dict[str, dict]:
    """Every category of personal data by its key, as the law has it on the day."""
    return {entry["id"]: entry for entry in law.entries("categories") if holds(entry, law.on)}


def category_of(name: str | None, known: dict[str, dict]) -> str | None:
    """The key of a category: its own key, its word in either language, or its name in the vocabulary fideslang.

    The first words of such a name will do when no other category begins so: trade_union, genetic.
    """
    if name is None or name in known:
        return name
    wanted = " ".join(str(name).lower().replace("_", " ").split())
    begun = set()
    for id, entry in known.items():
        words = {id.replace("_", " "), entry["nl"].lower(), entry["en"].lower()}
        tails = {term.rpartition(".")[2].replace("_", " ") for term in entry["fideslang"]}
        if wanted in words | tails or str(name).strip().lower() in entry["fideslang"]:
            return id
        if any(f"{word} ".startswith(f"{wanted} ") for word in words if wanted):
            begun.add(id)
    begun = begun or {id for id, entry in known.items() if entry["regime"].replace("_", " ") == wanted}
    return begun.pop() if len(begun) == 1 else None


def regime_of(category: str | None, known: dict[str, dict]) -> str | None:
    """special, criminal, national_number or ordinary; None for a category that nobody knows."""
    return known[category]["regime"] if category in known else None


def broken(row: dict, regime: str, policy, law) -> dict[str, bool | None]:
    """What is wrong with the ground of a field for data of this regime, by code: True, False, None = not known."""
    if not row["ground"]:
        return {"no_ground": True}
    ground = law.entry("grounds", row["ground"])
    if ground is None:
        return {"ground_ended": True}
    if regime not in ground["regimes"]:
        return {"ground_of_other_regime": True}
    named = [purpose for purpose in policy.rows("purposes") if purpose["id"] in parts(row["purposes"])]
    return {
        "no_law": ground["needs_law"] and not row["law"],
        "not_such_body": _other_body(ground, policy),
        "consent_not_explicit": bool(ground.get("explicit")) and any(p["explicit"] is False for p in named),
        "no_basis": _baseless(row, named, ground, policy),
    }


def _other_body(ground: dict, policy) -> bool | None:
    """Whether the ground is for another kind of organisation."""
    kind = policy.one("organisation")["kind"]
    if "kinds" not in ground:
        return False
    return None if kind is None else kind not in ground["kinds"]


def _baseless(row: dict, named: list[dict], ground: dict, policy) -> bool | None:
    """Whether no basis of AVG 6(1) is recorded; where no purpose is declared at all, the ground may bring one."""
    if any(purpose["basis"] for purpose in named):
        return False
    if named or policy.rows("purposes"):
        return True
    return False if ground.get("basis") else None


def covers(category: str, policy, law) -> bool | None:
    """Whether a ground is recorded for this category in notes (interactions/note), on any row that may be about it."""
    known = categories(law)
    regime = regime_of(category, known)
    rows = [row for row in policy.rows("fields") if (row["table"], row["field"]) == ("interactions", "note")]
    answers = []
    for row in rows:
        told = category_of(row["category"], known)
        # A ground that stands with the notes as a whole is meant for whatever such data they hold.
        whole = regime_of(told, known) == "ordinary" and row["ground"]
        twin = regime == "national_number" and regime_of(told, known) == regime
        if told == category or whole or twin:
            answers.append(_held(broken(row, regime, policy, law)))
    return either(*answers)


def _held(conditions: dict[str, bool | None]) -> bool | None:
    """True when nothing is broken, None when something is not known."""
    return False if any(conditions.values()) else None if None in conditions.values() else True
