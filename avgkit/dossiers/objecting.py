"""The plan after an objection: direct marketing stops always (AVG 21(2)-(3)); other uses are weighed (AVG 21(1))."""

from ..ruling import parts
from .gathering import Loose, Record
from .information import Scope
from .plans import Line


def objecting(policy, law, records: list[Record], files: list[Loose], about: Scope) -> list[Line]:
    """What must stop and where, what must be weighed, and what rests on another basis; then the entry to add."""
    named, lines = {p["id"]: p for p in policy.rows("purposes")}, []
    weighed = set(law.entry("rights", "objection")["bases"])
    ids = [r.key for r in records if r.table == "contacts"]
    for row in (*about.purposes, *about.general):
        kind, reason, article, also = _of_purpose(row, weighed)
        lines += [Line("purposes", row["id"], kind, reason, article, None, [], also)]
    lines += [Line("purposes", name, "unknown", "purpose_undeclared", "AVG 21(1)") for name in about.unknown]
    for record in records:
        if record.table == "contacts":
            marketing = [
                p for p in parts(record.values.get("purposes")) if (named.get(p) or {}).get("direct_marketing")
            ]
            if marketing:
                lines.append(Line("contacts", record.key, "change", "purposes_out", "AVG 21(3)", None, ["purposes"]))
        elif record.table == "files" and record.values.get("marketing") is not False:
            lines.append(Line("files", record.key, "stop", "file_marketing", "AVG 21(3)"))
    lines += [Line("shadow", file.id, "stop", "file_marketing", "AVG 21(3)") for file in files]
    for activity in about.activities:
        profiles = "evaluation_scoring" in parts(activity["criteria"])
        if profiles and any((named.get(p) or {}).get("direct_marketing") for p in parts(activity["purposes"])):
            lines.append(Line("activities", activity["id"], "stop", "profiling", "AVG 21(2)"))
    lines += [Line("suppression", key, "add", "suppression", "AVG 21(3)") for key in ids]
    return lines


def _of_purpose(row: dict, weighed: set[str]) -> tuple[str, str, str, list[str]]:
    if row["direct_marketing"]:
        return "stop", "marketing", "AVG 21(3)", []
    if row["basis"] is None:
        return "unknown", "basis_undeclared", "AVG 21(1)", []
    if row["basis"] not in weighed:
        return "outside", "withdraw_instead" if row["basis"] == "consent" else "other_basis", "AVG 21(1)", []
    # The organisation must show compelling grounds; until it has weighed them, the use is halted.
    return "weigh", "balance", "AVG 21(1)", ["balanced_before" if row["balanced_on"] else "never_balanced"]
