"""Everything that is kept about one person: the records of every table that refers to them, and their loose files.

Which tables refer to a contact follows from the schema, so a table that is added later is searched too.
"""

from dataclasses import dataclass, field

from .. import schema
from ..frames import quote
from .who import has, references


@dataclass
class Record:
    """One record about the person: table, key, our columns and the export's own, and columns that were not read.

    References to other people (staff, others in a list) are left out of `values`; `staff` names those columns.
    """

    table: str
    key: str
    values: dict[str, object]
    extra: dict[str, object] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    staff: list[str] = field(default_factory=list)

    @property
    def place(self) -> str:
        """Table and key together, which name one record."""
        return f"{self.table}/{self.key}"


@dataclass
class Loose:
    """A loose file that surely holds data of the person: number, place, rows of the person, kinds of data, state."""

    id: str
    path: str
    evidence: list[str]
    rows: int | None
    kind: str = ""
    columns: list[str] = field(default_factory=list)
    special: dict = field(default_factory=dict)
    modified_at: str = ""
    unreadable: bool = False


def gathered(crm, keys: list[str]) -> list[Record]:
    """Every record of these contacts, table by table in the order of the schema, sorted by key."""
    found = []
    for name in schema.tables("crm"):
        if not crm.has(name):
            continue
        if name == "contacts":
            found += _records(crm, name, "list_contains($keys, id)", keys)
        elif name in references(crm):
            columns = references(crm)[name]
            # Each reference of the record is compared with each key: a list of people may name several.
            where = " OR ".join(
                f"list_contains($keys, {quote(c.name)})"
                if c.type != "codes"
                else f"len(list_filter($keys, lambda k: {has(c, 'k')})) > 0"
                for c in columns
            )
            found += _records(crm, name, where, keys)
    return found


def _records(crm, name: str, where: str, keys: list[str]) -> list[Record]:
    table = schema.tables("crm")[name]
    columns = list(crm.engine.columns(crm.stored(name)))
    listed = ", ".join(quote(c) for c in columns)
    query = f"SELECT {listed} FROM {crm.stored(name)} WHERE {where} ORDER BY {quote(table.key)}"
    return [_record(crm, table, dict(zip(columns, row, strict=True))) for row in crm.engine.rows(query, {"keys": keys})]


def _record(crm, table: schema.Table, row: dict) -> Record:
    unread = [part for part in (row.pop("unread", "") or "").split(";") if part]
    values, staff = {}, []
    for column in table.columns.values():
        value = row.get(column.name)
        if value is None or column.name == table.key or column.table == "contacts":
            continue
        if column.table == "users":
            staff.append(column.name)
        else:
            values[column.name] = value
    extra = {name: row[name] for name in crm.exported.get(table.name, []) if row.get(name) is not None}
    return Record(table.name, row[table.key], values, extra, unread, staff)


def loose_files(found: dict, keys: list[str]) -> tuple[list[Loose], list[Loose]]:
    """From the results of a search of loose files: those that surely hold the person, and those that perhaps do."""
    sure, perhaps = [], []
    for record in found.get("files", []):
        mine = [person for person in record.get("people") or [] if person.get("crm_id") in keys]
        for certain, into in ((True, sure), (False, perhaps)):
            those = [person for person in mine if bool(person.get("certain")) is certain]
            if those and not (into is perhaps and any(person.get("certain") for person in mine)):
                into.append(_loose(record, those))
    return sure, perhaps


def _loose(record: dict, people: list[dict]) -> Loose:
    rows = [person.get("rows") for person in people]
    return Loose(
        id=str(record.get("id") or record.get("path") or ""),
        path=str(record.get("path") or ""),
        evidence=sorted({code for person in people for code in person.get("evidence") or []}),
        rows=None if None in rows else sum(rows),
        kind=str(record.get("kind") or ""),
        columns=[str(c) for c in record.get("columns") or [] if c != "?"],
        special=dict(record.get("special") or {}),
        modified_at=str(record.get("modified_at") or ""),
        unreadable=bool(record.get("unreadable")),
    )
