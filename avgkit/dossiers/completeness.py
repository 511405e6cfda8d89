"""What was searched, by what, with which outcome; and what was not, so that it is plain what is not known."""

from dataclasses import dataclass, field

from .. import schema
from .gathering import Record
from .who import references

NEVER = ("mailboxes", "paper", "backups", "other_systems")  # what this program cannot search; told every time


@dataclass
class Searched:
    """One source that was searched: by which columns, how many records are the person's, what of it was not read."""

    table: str
    by: list[str]
    found: int
    rows: int
    rows_unread: int = 0
    values_unread: int = 0


@dataclass
class Completeness:
    """The statement: sources that were searched, tables that the export lacks, and what could not be searched."""

    searched: list[Searched] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unrelated: list[str] = field(default_factory=list)
    only_contacts: list[str] = field(default_factory=list)  # refer to contacts only: no place to find anybody else
    unread_files: list[str] = field(default_factory=list)  # sentences about inputs of the CRM
    shadow: dict | None = None
    elsewhere: list[str] = field(default_factory=list)  # names of processors, from the policy

    @property
    def whole(self) -> bool:
        """Whether every source that was given was read in full."""
        dark = any(s.rows_unread or s.values_unread for s in self.searched) or self.unread_files
        loose = self.shadow or {}
        return not dark and not loose.get("unread") and not loose.get("not_for")

    def to_dict(self) -> dict:
        """The statement without personal values."""
        return {
            "whole": self.whole,
            "searched": [vars(one) for one in self.searched],
            "tables_missing": self.missing,
            "tables_without_people": self.unrelated,
            "tables_of_contacts_only": self.only_contacts,
            "unread": self.unread_files,
            "shadow": self.shadow,
            "not_searched": list(NEVER),
            "other_parties": self.elsewhere,
        }


def completeness(crm, policy, records: list[Record], shadow: dict | None, stranger: dict | None = None) -> Completeness:
    """The statement about this search; `shadow`: the results of a search of loose files, if there was one.

    `stranger`: for somebody who is no contact, by which columns each table was searched and how much was found there.
    """
    refs, made = references(crm), Completeness()
    sources = {source.table: source for source in crm.sources if source.columns_read}
    for name in schema.tables("crm"):
        if not crm.has(name):
            if _refers(name):
                made.missing.append(name)
            continue
        by = ["id"] if name == "contacts" else [c.name for c in refs.get(name, [])]
        if not by:
            made.unrelated.append(name)
            continue
        source, found = sources.get(name), sum(r.table == name for r in records)
        if stranger is not None:
            by, found = stranger.get(name, ([], 0))
            if not by:
                made.only_contacts.append(name)
                continue
        unread = (source.rows_unread, sum(source.values_unread.values())) if source else (0, 0)
        made.searched.append(Searched(name, by, found, crm.count(name), *unread))
    made.unread_files = [p for s in crm.sources if not s.columns_read and s.rows_unread for p in s.problems]
    made.elsewhere = [row["name"] for row in policy.rows("processors") if row["role"] != "own_staff"]
    made.shadow = _shadow(shadow)
    return made


def _refers(name: str) -> bool:
    """Whether a table of the schema is about contacts at all."""
    return name == "contacts" or any(c.table == "contacts" for c in schema.tables("crm")[name].columns.values())


def _shadow(found: dict | None) -> dict | None:
    """How many loose files were searched, and each that was not read with the code of the reason."""
    if found is None:
        return None
    files = found.get("files", [])
    unread = [{"id": r.get("id"), "reason": r.get("reason") or "unknown"} for r in files if r.get("unreadable")]
    told = {
        "files": len(files),
        "unread": unread,
        "not_for": found.get("not_for", 0),
        "names_unclear": sum(bool(r.get("ambiguous")) for r in files),
    }
    return told | {"in_part": sum(bool(r.get("limits")) for r in files)}


def sentences(found: dict | None) -> dict[str, str]:
    """For each reason why a loose file was not read, the sentence that the reader of the first such file said."""
    told: dict[str, str] = {}
    for record in (found or {}).get("files", []):
        for one in record.get("unread") or []:
            told.setdefault(str(one.get("code")), str(one.get("sentence") or ""))
    return told
