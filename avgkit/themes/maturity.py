"""Maturity: what the organisation claims of itself in its self-assessment, and whether something stands behind it."""

from ..errors import nearest
from ..ruling import ruled, ruling

_TYPES = {"level": "BIGINT", "target": "BIGINT", "evidence_given": "BOOLEAN", "nearest": "VARCHAR"}


def claim_without_evidence(crm, policy, law):
    """AVG 5(2), 24(1): from level 3 on the practice is written down, so there is something to show for it."""
    evident = {entry["number"] for entry in law.entries("maturity", "level") if entry["evidence"]}
    rulings = []
    for key, row in _claims(policy):
        broken = _unsaid(row, law, "level") or {"no_evidence": row["level"] in evident and not _given(row, law)}
        rulings.append(ruling(key, broken, **_shown(row, law)))
    return ruled(crm, rulings, **_TYPES)


def theme_below_target(crm, policy, law):
    """AVG 24(1): measures are reviewed and updated; a target that has not been reached is a plan, no infringement."""
    rulings = []
    for key, row in _claims(policy):
        broken = _unsaid(row, law, "level") | _unsaid(row, law, "target")
        broken = broken or {"below_target": row["level"] < row["target"]}
        rulings.append(ruling(key, broken, **_shown(row, law)))
    return ruled(crm, rulings, **_TYPES)


def _claims(policy) -> list[tuple[str, dict]]:
    """Each subject once; one that is assessed twice in different ways says of nothing which of the two is meant."""
    found: dict[str, dict] = {}
    for key, row in policy.keyed("assessment"):
        twice = key in found and any(found[key][name] != value for name, value in row.items())
        found[key] = row | {"contradicts": twice or found.get(key, {}).get("contradicts", False)}
    return list(found.items())


def _unsaid(row: dict, law, column: str) -> dict[str, None]:
    """Why this row cannot be judged: its subject or a level is unknown, or it is assessed in two ways."""
    levels = {entry["number"] for entry in law.entries("maturity", "level")}
    why = {
        "double": row["contradicts"],
        "subject": _subject(row) not in _subjects(law),
        column: row[column] is None,
        f"{column}_range": row[column] is not None and row[column] not in levels,
    }
    return {code: None for code, applies in why.items() if applies}


def _subject(row: dict) -> str:
    return (row["theme"] or "").strip().lower()


def _subjects(law) -> set[str]:
    """What can be assessed: a theme, or a principle of the model."""
    principles = law.entries("maturity")
    return {entry["id"] for entry in principles} | set(law.entry("maturity", "themes", "subjects")["themes"])


def _given(row: dict, law) -> bool:
    """Whether something stands as evidence; a dash or ‘none’ says that there is nothing."""
    (nothing,) = law.entries("maturity", "no_evidence")
    said = (row["evidence"] or "").strip().lower()
    return bool(said) and said not in nothing["words"]


def _shown(row: dict, law) -> dict:
    subject, known = _subject(row), _subjects(law)
    near = None if subject in known else nearest(subject, known) or None
    return {"level": row["level"], "target": row["target"], "evidence_given": _given(row, law), "nearest": near}
