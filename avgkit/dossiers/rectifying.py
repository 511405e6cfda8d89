"""The plan of a rectification: every place where a value of the person stands, to change it there (AVG 16)."""

from .. import schema, texts
from ..errors import AvgkitError
from .gathering import Loose, Record
from .others import texts_of
from .plans import Line

_MEANT = {"street": "address", "house_number": "address", "postal_code": "address", "city": "address"}
_LEAST = 4  # signs of a value that is looked for in a text


def rectifying(records: list[Record], files: list[Loose], wanted: list[str]) -> list[Line]:
    """The places of these columns (none: of every personal column with a value), by record, text and loose file.

    Raises AvgkitError for a column that a contact does not have.
    """
    known = {name: c for name, c in schema.tables("crm")["contacts"].columns.items() if c.personal}
    extra = {name for r in records if r.table == "contacts" for name in r.extra}
    wrong = [name for name in wanted if name not in known and name not in extra]
    if wrong:
        raise AvgkitError([texts.unknown_name("errors.unknown_column", n, known, where="contacts") for n in wrong])
    lines, values = [], {}
    for record in (r for r in records if r.table == "contacts"):
        columns = wanted or [n for n in (*record.values, *record.unread) if n in known]
        columns = [n for n in columns if n in record.values or n in record.extra or n in record.unread] or list(wanted)
        lines.append(Line("contacts", record.key, "change", "value_here", "AVG 16", None, list(columns)))
        for name in columns:
            values.setdefault(str(record.values.get(name) or record.extra.get(name) or "").lower(), name)
    values = {value: name for value, name in values.items() if len(value) >= _LEAST}
    for record in (r for r in records if r.table != "contacts"):
        for column, text in texts_of(record).items():
            found = sorted({name for value, name in values.items() if value in text.lower()})
            if found:
                lines.append(Line(record.table, record.key, "change", "value_in_text", "AVG 16", None, [column], found))
    lines += [Line("files", r.key, "change", "copy_here", "AVG 16") for r in records if r.table == "files"]
    for file in files:
        said = [n for n in wanted if n in file.columns or _MEANT.get(n) in file.columns]
        lines.append(Line("shadow", file.id, "change", "copy_here", "AVG 16", None, said))
    return lines
