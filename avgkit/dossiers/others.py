"""Others in somebody's data: passages of a text that name another person, for somebody to look at (AVG 15(4)).

What is found is covered in a package until a person decides; what is not found may still be there, and that is said.
"""

import re
from dataclasses import dataclass, replace

from .. import schema
from ..frames import quote
from ..recognisers import BELIEVED, DIRECT, SPECIAL, forms, recognise
from ..recognisers.people import particles, titles
from ..recognisers.terms import folded, lexicon
from .gathering import Record
from .who import references

# A full stop after an abbreviation or an initial ends no sentence here: a longer sentence covers more, never less.
_SENTENCE = re.compile(r"(?<=[a-z0-9)]{3})[.!?;]\s+|\n")
COVERED = ("other", "staff", "unclear")
_LEAST = 3  # letters of a name that may stand in any text


@dataclass(frozen=True)
class Passage:
    """A passage in a record: where it stands, what it seems to be, and whose it is.

    other; staff; special (of the person); unclear (a sensitive fact in a sentence with somebody else in it).
    """

    place: str
    column: str
    start: int
    end: int
    label: str
    whose: str
    confidence: float


def passages(records: list[Record], person: list[dict], staff: list[str]) -> list[Passage]:
    """The passages about others and the special data in the texts of these records; `staff`: names of users."""
    found, names = [], _staff_words(staff)
    for record in records:
        for column, text in texts_of(record).items():
            found += _in_text(record, column, text, person, names)
    return found


def texts_of(record: Record) -> dict[str, str]:
    """The free texts of a record by column, those of the export's own columns too; not what identifies a contact."""
    table = schema.tables("crm")[record.table]
    known = {
        name: value
        for name, value in record.values.items()
        if isinstance(value, str) and record.table != "contacts" and _free(table.columns[name])
    }
    return known | {name: value for name, value in record.extra.items() if isinstance(value, str)}


def _free(column: schema.Column) -> bool:
    """Whether anybody may have typed anything here; the name of a purpose or category is none of that."""
    return column.type == "text" and not (column.table or column.usual or column.knowledge)


def _in_text(record: Record, column: str, text: str, person: list[dict], staff: set[str]) -> list[Passage]:
    found, taken = [], []
    for hit in recognise(text, least=BELIEVED):
        part = text[hit.start : hit.end]
        if hit.label in SPECIAL or (hit.label == "bsn" and _own(hit.label, part, person)):
            whose = "special"
        elif hit.label in DIRECT and not _own(hit.label, part, person):
            whose = "staff" if folded(" ".join(part.split())) in staff else "other"
        else:
            continue
        found.append(Passage(record.place, column, hit.start, hit.end, hit.label, whose, hit.confidence))
        taken.append((hit.start, hit.end))
    plain = folded(text)
    for name in staff:
        at = plain.find(name)
        while at >= 0:
            whole = not (plain[at - 1 : at].isalnum() or plain[at + len(name) : at + len(name) + 1].isalnum())
            if whole and not any(s < at + len(name) and at < e for s, e in taken):
                found.append(Passage(record.place, column, at, at + len(name), "person_name", "staff", 0.9))
            at = plain.find(name, at + 1)
    found = [_unclear(p, found, plain) if p.whose == "special" and p.label in SPECIAL else p for p in found]
    return sorted(found, key=lambda p: (p.start, p.end))


def _unclear(one: Passage, found: list[Passage], plain: str) -> Passage:
    """A sensitive fact that may be somebody else's, because that person is in the same sentence."""
    start = max((m.end() for m in _SENTENCE.finditer(plain, 0, one.start)), default=0)
    after = _SENTENCE.search(plain, one.end)
    end = after.start() if after else len(plain)
    another = any(p.whose == "other" and start <= p.start < end for p in found)
    kin = set(lexicon("people")["kin"]) & set(_words(plain[start:end]))
    return replace(one, whose="unclear") if another or kin else one


def _own(label: str, part: str, person: list[dict]) -> bool:
    """Whether a find is the person's own."""
    for row in person:
        if label == "email" and forms.email(part) == row["email"] != "":
            return True
        if label == "phone" and forms.phone(part) in row["phones"]:
            return True
        if label in ("iban", "bsn") and getattr(forms, label)(part) == row[label] != "":
            return True
        if label == "birth_date" and forms.day(part) == row["born"] != "":
            return True
        if label == "person_name" and row["name"] and _own_name(part, row):
            return True
        if label == "address" and row["street"] and folded(row["street"]) in folded(part):
            return True
    return False


def _own_name(part: str, row: dict) -> bool:
    """Whether every word of a name in a text is a word of the person's own name, or a title or particle."""
    mine = {*_words(row["written"]), row["name"].initial, *particles()}
    said = [word for word in _words(part) if word not in titles()]
    return bool(said) and all(word in mine for word in said)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", folded(text))


def _staff_words(names: list[str]) -> set[str]:
    """The whole names of staff, as they may stand in a text."""
    return {folded(" ".join(name.split())) for name in names if len(name.strip()) > _LEAST and " " in name.strip()}


def covered(text: str, found: list[Passage], cover: str) -> str:
    """The text with what is of others replaced by `cover`."""
    spans = sorted({(p.start, p.end) for p in found if p.whose in COVERED})
    pieces, at = [], 0
    for start, end in spans:
        if start >= at:
            pieces += [text[at:start], cover]
        at = max(at, end)
    return "".join(pieces) + text[at:]


def written_in(crm, name: str) -> list[str]:
    """The columns of a table in which `mentions` looks: its texts, and those of the export's own."""
    known = schema.tables("crm")[name].columns.values()
    if not any(c.type == "ref" and c.table == "contacts" for c in known):
        return []  # whose record it is cannot be told
    return [c.name for c in known if c.type == "text" and c.table is None] + crm.exported.get(name, [])


def mentions(crm, keys: list[str], person: list[dict]) -> list[tuple[str, str, str]]:
    """Records of other people whose texts hold an identifier of the person: (table, key, what was found)."""
    wanted = [("email", row["email"]) for row in person if row["email"]]
    wanted += [("iban", row["iban"]) for row in person if row["iban"]]
    wanted += [("phone", number.removeprefix("+31")) for row in person for number in row["phones"]]
    found = []
    for name, refs in references(crm).items():
        columns, single = written_in(crm, name), [c for c in refs if c.type == "ref"]
        if not columns:
            continue
        joined = " || ' ' || ".join(f"coalesce({quote(c)}::VARCHAR, '')" for c in columns)
        of_others = f"NOT list_contains($keys, coalesce({quote(single[0].name)}, ''))"
        for what, value in dict.fromkeys(wanted):
            text = f"lower({joined})" if what == "email" else f"regexp_replace(upper({joined}), '[ ().+-]', '', 'g')"
            query = f"SELECT {quote(schema.tables('crm')[name].key)} FROM {crm.stored(name)} WHERE {of_others} "
            query += f"AND contains({text}, $value) ORDER BY 1"
            found += [(name, key, what) for (key,) in crm.engine.rows(query, {"keys": keys, "value": value})]
    return found
