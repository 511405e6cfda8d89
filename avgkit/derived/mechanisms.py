"""On what a transfer to a third country may rest, by the law of a day: decision, safeguard, derogation or nothing.

The order is that of chapter V: adequacy (AVG 45), safeguards with an assessment (46-47), derogations (49).
"""

from dataclasses import dataclass

from .. import texts
from ..law import in_force
from ..ruling import both, parts

_EVERYBODY = "all"


@dataclass(frozen=True)
class Ground:
    """Whether a transfer may go ahead (None: a fact is missing), by which mechanism, and what is wrong or not known."""

    holds: bool | None
    mechanism: str
    reasons: tuple[str, ...] = ()
    instrument: str | None = None
    warning: str | None = None


def outside_eea(country: str, law) -> bool:
    """Whether this is a third country on the day of the law."""
    return not any(entry["id"] == country and in_force(entry, law.on) for entry in law.entries("countries", "eea"))


def adequacy(country: str, law) -> dict | None:
    """The adequacy decision on this country that holds on the day of the law."""
    rows = law.entries("countries", "adequacy")
    return next((entry for entry in rows if entry["id"] == country and in_force(entry, law.on)), None)


def reached_from(row: dict, law) -> tuple[list[str], list[str]]:
    """The countries where a party stores or can reach the data, each once; and what is not known of them."""
    known = texts.countries()
    organisations = {entry["id"] for entry in law.entries("countries", "adequacy")}
    named = [known.get(part.lower(), part.upper()) for part in parts(row["access_from"])]
    gaps = ["unknown_storage"] if row["country"] is None else []
    found = []
    for country in [row["country"], *named]:
        if country and country not in known.values() and country not in organisations:
            gaps.append("unknown_access")
        elif country and country not in found:
            found.append(country)
    return found, list(dict.fromkeys(gaps))


def ground(row: dict, country: str, law) -> Ground:
    """On what the transfer of this party to this third country rests."""
    decision = adequacy(country, law)
    covered = _covered(decision, row)
    if covered:
        return Ground(True, "adequacy", instrument=decision["instrument"], warning=_warning(country, decision, law))
    tools = [_tool(row, name, law) for name in _tools(row)]
    for answer in (True, None):
        for tool in tools:
            if tool.holds is answer and (answer or covered is False):
                return tool
    if covered is None:
        return Ground(None, "unknown", ("unknown_in_scope",))
    return tools[0] if tools else Ground(False, "none", (_why_none(row, decision),))


def _covered(decision: dict | None, row: dict) -> bool | None:
    """Whether an adequacy decision covers the recipient: some decisions cover only part of a country."""
    if decision is None:
        return False
    return True if decision["scope"] == _EVERYBODY else row["in_scope"]


def _tools(row: dict) -> list[str]:
    """The safeguards or derogation that the organisation names besides a decision."""
    named = dict.fromkeys([_mechanism(row), row["fallback"]])
    return [name for name in named if name not in (None, "none", "adequacy")]


def _mechanism(row: dict) -> str | None:
    """What the organisation rests the transfer on; whoever names clauses or a derogation says so."""
    if row["mechanism"] is None and (row["clauses"] or row["clauses_on"]):
        return "scc"
    return "derogation" if row["mechanism"] is None and row["derogation"] else row["mechanism"]


def _why_none(row: dict, decision: dict | None) -> str:
    if row["mechanism"] != "adequacy":
        return "outside_decision" if decision and row["mechanism"] is None else "no_mechanism"
    return "outside_decision" if decision else "no_adequacy"


def _warning(country: str, decision: dict, law) -> str | None:
    rows = [w for w in law.entries("mechanisms", "warning") if in_force(w, law.on)]
    return next((w["id"] for w in rows if (w["country"], w["scope"]) == (country, decision["scope"])), None)


def _tool(row: dict, name: str, law) -> Ground:
    """Whether a safeguard or derogation holds for this party."""
    entry = law.entry("mechanisms", name)
    if entry["kind"] == "derogation":
        return _derogation(row)
    instrument = None
    if name == "scc":
        clauses = _clauses(row, law)
        if clauses is None:
            return Ground(False, "none", ("clauses_ended",))
        instrument = clauses.get("instrument")
    holds, reason = _assessed(row, law) if entry["needs_tia"] else (True, None)
    return Ground(holds, name, (reason,) if reason else (), instrument)


def _clauses(row: dict, law) -> dict | None:
    """The set of standard clauses that the party signed, or None when that set does not count on this day."""
    rows = law.entries("mechanisms", "clauses")
    named, signed = row["clauses"], row["clauses_on"]
    if signed and signed > law.on:
        return None
    # Whoever does not name the set has the one that could be signed that day, or the one in use now.
    day = signed or law.on
    able = [e for e in rows if e["from"] <= day <= e.get("signed_until" if signed else "until", day)]
    chosen = [e for e in rows if e["id"] == named] if named else able
    if named and signed and not set(_ids(chosen)) & set(_ids(able)):
        return None
    usable = [e for e in chosen if in_force(e, law.on)]
    return max(usable, key=lambda e: e["from"], default=None)


def _ids(entries: list[dict]) -> list[str]:
    return [entry["id"] for entry in entries]


def _assessed(row: dict, law) -> tuple[bool | None, str | None]:
    """Whether the law of the third country was assessed, and what that calls for was done (C-311/18)."""
    duties = set(_ids(law.entries("mechanisms", "duty")))
    if "tia" not in duties:
        return True, None
    # An outcome without a day says that somebody assessed it.
    if row["tia_on"] > law.on if row["tia_on"] else row["tia_outcome"] is None:
        return False, "tia_missing"
    if row["tia_outcome"] == "not_possible":
        return False, "no_effective_measure"
    if row["tia_outcome"] == "measures_needed":
        return _measures(row, "clear_access" in duties)
    # No outcome recorded: nothing speaks against it, unless somebody says that no measures were taken.
    unclear = row["tia_outcome"] is None and row["supplementary"] is False
    return (None, "unknown_measures") if unclear else (True, None)


def _measures(row: dict, clear_access: bool) -> tuple[bool | None, str | None]:
    """Whether the measures that are needed are there and can work."""
    if row["supplementary"] is False:
        return False, "measures_missing"
    if clear_access and row["in_clear"]:
        return False, "no_effective_measure"
    known = both(row["supplementary"], True if not clear_access else None if row["in_clear"] is None else True)
    return (True, None) if known else (None, "unknown_measures")


def _derogation(row: dict) -> Ground:
    """A derogation is named, and is for a transfer now and then (AVG 49; EDPB: narrow, not systematic)."""
    if row["derogation"] is None:
        return Ground(False, "none", ("derogation_unnamed",))
    if row["systematic"]:
        return Ground(False, "none", ("derogation_systematic",))
    return Ground(None, "unknown", ("unknown_systematic",)) if row["systematic"] is None else Ground(True, "derogation")
