"""Which articles to cite behind the sentence about one record: as few as decide it."""

from functools import cache

from ..law import Law, in_force
from ..ruling import parts


def cited(rule, law: Law, row: dict) -> list[str]:
    """The articles of the rule for this channel, recipient and day, of failing conditions and of the exception used.

    Only articles that the check itself names count, except where the verdict tells on which basis the record rests; a
    record about which nothing is more precise gets all the articles of the check.
    """
    codes = set((row["reasons"] or "").split(";")) | {str(row.get("basis")).removesuffix("_exception")}
    found = [article for entry in _entries(law, "conditions") if entry["id"] in codes for article in entry["articles"]]
    if row.get("sent_at"):
        entries = [entry for entry in _entries(law, "marketing") if _about(entry, row)]
        groups = [entry for entry in _entries(law, "marketing", "exception") if _about(entry, row)]
        entries += [entry for entry in groups if entry["group"] in codes]
        found += [entry["article"] for entry in entries if "article" in entry]
    if "file_without_ground" in codes:
        special = [
            e for e in _entries(law, "categories") if e["id"] in parts(row["categories"]) and in_force(e, law.on)
        ]
        found += [entry["article"] for entry in special]
    if row.get("statute"):
        found.append(row["statute"])
    if row.get("norm"):
        found += _of_period(law, rule, row["norm"])
    if row.get("regime") and "ground" in row:
        found += _of_field(law, row)
    own = [ref for ref in dict.fromkeys(found) if "basis" in row or ref in rule.articles]
    return own or list(rule.articles)


def _of_period(law: Law, rule, norm: str) -> list[str]:
    """The articles on a period that is too long: those of the AVG, and those of the act only where it is about this."""
    entry = law.entry("periods", norm, "retention")
    act = {entry["article"], *entry.get("articles", [])} if entry["kind"] == "statutory" else set()
    return [ref for ref in rule.articles if ref.startswith("AVG") or ref in act]


def _of_field(law: Law, row: dict) -> list[str]:
    """The articles on this category of data, and on the ground that is recorded for it."""
    entries = [entry for entry in _entries(law, "categories") if entry["id"] == row["category"]]
    entries += [entry for entry in _entries(law, "grounds") if entry["id"] == row["ground"] and in_force(entry, law.on)]
    return [ref for entry in entries for ref in (entry["article"], *entry.get("articles", []))]


@cache
def _entries(law: Law, name: str, table: str | None = None) -> list[dict]:
    """The entries of the law, read once: a page cites them for every record."""
    return law.entries(name, table)


def _about(entry: dict, row: dict) -> bool:
    """Whether an entry of the law is about this message."""
    return (
        row.get("channel") in entry["channels"]
        and row.get("contact_kind") in entry["kinds"]
        and in_force(entry, row["sent_at"].date())
    )
