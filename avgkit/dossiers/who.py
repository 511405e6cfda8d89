"""Who is meant: the contacts that an identifier surely points at, and those that somebody must confirm first.

A match is not an identity. Certain is a customer number, an e-mail address, telephone number or account that one
contact has, and a whole name with birth date or postcode; a shared mailbox or a name alone is only ever `to confirm`.
"""

from dataclasses import dataclass, field, replace
from datetime import date

import narwhals as nw

from .. import schema, texts
from ..derived.ages import with_rights_by
from ..errors import AvgkitError
from ..frames import quote
from ..recognisers import forms
from ..shadow import naming
from ..shadow.matching import LIKE, Index, block, matches, people_index
from ..shadow.naming import likeness
from .nearest import nearest

KINDS = ("id", "email", "phone", "iban", "name")
LONGEST = 400  # characters of WHO; an e-mail address has at most 254
SHOWN = 20  # candidates in one answer; more is no choice that somebody can make
# Codes of evidence beside those of shadow/matching.py.
OWN = ("named", "born", "born_differs", "postal", "postal_differs", "same_person", "key_double", "only_references")
OWN += ("other_column", "looks_alike", "nearly")


@dataclass(frozen=True)
class Candidate:
    """A contact that may be meant: its key, the codes of the evidence, and whether it surely is the person."""

    contact: str
    evidence: tuple[str, ...]
    certain: bool


@dataclass
class Found:
    """Who was found: `kind` of identifier, the contacts that are the person, and those that were not taken."""

    kind: str
    people: list[Candidate]
    confirm: list[Candidate] = field(default_factory=list)

    @property
    def keys(self) -> list[str]:
        """The keys of the contacts that are the person."""
        return [one.contact for one in self.people]


class ToConfirm(AvgkitError):
    """Nobody can be pointed at without a person's choice; `candidates` may be meant."""

    def __init__(self, problems, candidates: list[Candidate]):
        super().__init__(problems)
        self.candidates = candidates


def kind_of(who: str) -> str:
    """What an identifier looks like: email, phone, iban or name; a customer number is known by the CRM only."""
    if len(who) > LONGEST:
        return "name"
    if forms.email(who):
        return "email"
    if forms.iban(who):
        return "iban"
    if not any(sign.isalpha() for sign in who) and forms.phone(who):
        return "phone"
    return "name"


def find(crm, who: str, born: str | date | None = None, postal: str | None = None, chosen: tuple = ()) -> Found:
    """The person in the Crm. `chosen`: keys that a person confirmed, each of them among those that were found.

    Nobody at all is an answer too: a Found without people, with those whom a mistyped detail may mean. Raises
    ToConfirm when only a choice can tell who is meant, AvgkitError when no WHO is given, or the day of birth is none.
    """
    who = " ".join(str(who).split())
    day = _born(born)
    if not who:
        raise AvgkitError(texts.say("request.who_empty"))
    if len(who) > LONGEST:
        raise AvgkitError(texts.say("request.who_long", most=LONGEST))
    if not crm.has("contacts"):
        raise AvgkitError(texts.say("request.no_contacts"))
    index = people_index(crm)
    kind, found = _candidates(crm, index, who, day, postal)
    if not found and _many(index, who, kind):
        raise ToConfirm(texts.say("request.too_many"), [])
    if not found:
        found = [Candidate(key, ("nearly",), False) for key in nearest(crm, who)]
        return _taken(crm, index, kind, found, chosen) if chosen else Found(kind, [], found)
    found = _weighed(crm, found, day, forms.postcode(postal))
    return _taken(crm, index, kind, found, chosen)


def _born(value: str | date | None) -> str:
    if value is None or value == "":
        return ""
    day = forms.day(str(value))
    if not day:
        raise AvgkitError(texts.say("request.born_wrong"))
    return day


def _candidates(crm, index: Index, who: str, day: str, postal: str | None) -> tuple[str, list[Candidate]]:
    """The kind of identifier, and every contact that has it."""
    by_key = _by_key(crm, who)
    if by_key:
        return "id", by_key
    kind = kind_of(who)
    values = {"full_name": who, "birth_date": day, "postal_code": postal} if kind == "name" else {kind: who}
    found = [Candidate(m.crm_id, m.evidence, m.certain) for m in matches(index, values)]
    if kind != "name":
        known = {one.contact for one in found}
        found += [Candidate(key, ("other_column",), False) for key in _elsewhere(crm, kind, who) if key not in known]
    return kind, found


def _by_key(crm, who: str) -> list[Candidate]:
    """The contact of this number; those that shared it in the export; or a number that only other tables know."""
    rows = crm.engine.rows(
        f"SELECT id, id = $who FROM {crm.stored('contacts')} "
        "WHERE id = $who OR starts_with(id, $who || '#') ORDER BY id",
        {"who": who},
    )
    exact = [Candidate(key, ("id",), True) for key, same in rows if same]
    if exact:
        return exact
    double = [Candidate(key, ("key_double",), False) for key, _ in rows if key.removeprefix(f"{who}#").isdigit()]
    if double:
        return double
    for name, columns in references(crm).items():
        where = " OR ".join(has(column, "$who") for column in columns)
        if crm.engine.rows(f"SELECT 1 FROM {crm.stored(name)} WHERE {where} LIMIT 1", {"who": who}):
            return [Candidate(who, ("id", "only_references"), True)]
    return []


def references(crm) -> dict[str, list[schema.Column]]:
    """The tables that are there and refer to contacts, each with the columns that do."""
    found = {}
    for name in crm.tables:
        columns = [c for c in schema.tables("crm")[name].columns.values() if c.table == "contacts"]
        if columns:
            found[name] = columns
    return found


def has(column: schema.Column, value: str) -> str:
    """The SQL condition under which a column refers to the contact `value` (an SQL expression)."""
    if column.type == "codes":
        return f"list_contains(list_transform(string_split({quote(column.name)}, ';'), lambda p: trim(p)), {value})"
    return f"{quote(column.name)} = {value}"


def _elsewhere(crm, kind: str, who: str) -> list[str]:
    """The contacts that have the identifier in a column of the export that we have no name for."""
    columns = crm.exported.get("contacts", [])
    wanted = getattr(forms, kind)(who)
    if not columns or not wanted:
        return []
    listed = ", ".join(f"{quote(c)}::VARCHAR" for c in columns)
    rows = crm.engine.rows(f"SELECT id, [{listed}] FROM {crm.stored('contacts')}")
    form = getattr(forms, kind)
    return [key for key, cells in rows if any(cell and form(cell) == wanted for cell in cells)]


def _many(index: Index, who: str, kind: str) -> bool:
    """Whether so many people have a name like this that nobody can be pointed at."""
    name = naming.name(who) if kind == "name" else None
    if not name or not name.given:
        return False
    return any(likeness(index.name(place), name) >= LIKE for place in index.find("block", block(name)))


# ---------------------------------------------------------------- a second trait
def _weighed(crm, found: list[Candidate], day: str, postal: str) -> list[Candidate]:
    """The candidates in the light of birth date and postcode: these may contradict, or decide."""
    rows = people(crm, [one.contact for one in found])
    if day or postal:
        for name, given in (("born", day), ("postal", postal)):
            found = _compared(found, rows, name, given) if given else found
    shared = [one for one in found if "shared" in one.evidence]
    if len(shared) > 1 and len(shared) == len(found) and _same([rows.get(c.contact) for c in shared]):
        found = [replace(one, certain=True, evidence=(*one.evidence, "same_person")) for one in found]
    return found


def _compared(found: list[Candidate], rows: dict, name: str, given: str) -> list[Candidate]:
    agree, differ = set(), set()
    for one in found:
        value = rows.get(one.contact, {}).get(name)
        if value:
            (agree if value == given else differ).add(one.contact)
    decides = len(agree) == 1 and len(agree) + len(differ) == len(found)
    weighed = []
    for one in found:
        if one.contact in differ:
            one = replace(one, certain=False, evidence=(*one.evidence, f"{name}_differs"))
        elif one.contact in agree and name not in one.evidence and not _by_name(one, name):
            # Birth decides between those who share an address, and never makes a name more than a name. A postcode is
            # itself shared by whoever lives or works there, so it decides nothing.
            known = name == "born" and bool({"email", "phone", "iban"} & set(one.evidence))
            sure = one.certain or (decides and known)
            one = replace(one, certain=sure, evidence=(*one.evidence, name))
        weighed.append(one)
    return weighed


def _by_name(one: Candidate, name: str) -> bool:
    """Whether the evidence counts this trait already."""
    return {"born": "name_born", "postal": "name_postcode"}[name] in one.evidence


def people(crm, keys: list[str]) -> dict[str, dict]:
    """What identifies these contacts, in the forms that are compared, by key."""
    columns = (
        "id, first_name, infix, last_name, birth_date::VARCHAR, email, phone, mobile, postal_code, iban, bsn, street"
    )
    query = f"SELECT {columns} FROM {crm.stored('contacts')} WHERE list_contains($keys, id)"
    found = {}
    for key, first, infix, last, born, mail, phone, mobile, postal, iban, bsn, street in crm.engine.rows(
        query, {"keys": list(keys)}
    ):
        found[key] = {
            "name": naming.name(first=first, infix=infix, last=last),
            "written": " ".join(part for part in (first, infix, last) if part),
            "born": forms.day(born),
            "email": forms.email(mail),
            "phones": {forms.phone(p) for p in (phone, mobile)} - {""},
            "postal": forms.postcode(postal),
            "street": (street or "").strip(),
            "iban": forms.iban(iban),
            "bsn": forms.bsn(bsn),
        }
    return found


def askers(crm, law, keys: list[str], day: date) -> list[str]:
    """Who may exercise the rights of these contacts on that day: self, representative, self_representative, unknown.

    Nothing is said of a contact that is no natural person (UAVG 5, by the bands of age of that day).
    """
    columns = {name: nw.col(name) for name in ("id", "kind", "birth_date")}
    frame = crm.contacts.select(**columns, day=nw.lit(day))
    wanted = crm.bind([{"id": key} for key in keys], {"id": "VARCHAR"})
    found = crm.engine.arrow(with_rights_by(crm, law, frame.join(wanted, on="id", how="semi"), "day")).to_pylist()
    natural = [row for row in found if row["kind"] not in ("business", "legal")]
    return sorted({(row["rights_by"] or "unknown").replace(";", "_") for row in natural})


def _same(rows: list[dict | None]) -> bool:
    """Whether these contacts are one person: the same whole name and birth date, all of them known."""
    if not all(rows) or not all(row["name"] and row["name"].full and row["born"] for row in rows):
        return False
    return len({(row["name"].surname, row["name"].given, row["born"]) for row in rows}) == 1


# ---------------------------------------------------------------- who is taken
def _taken(crm, index: Index, kind: str, found: list[Candidate], chosen: tuple) -> Found:
    """Those that are the person; a choice narrows what is certain, or confirms what is not."""
    certain = [one for one in found if one.certain]
    if chosen:
        alike = _alike(crm, index, [*certain, *(one for one in found if one.contact in chosen)])
        known = {one.contact: one for one in [*alike, *found]}
        wrong = [key for key in chosen if key not in known]
        if wrong:
            told = texts.say("request.not_candidate", keys=", ".join(wrong))
            raise ToConfirm(told, found[:SHOWN])
        taken = [known[key] for key in dict.fromkeys(chosen)]
        taken = [one if one.certain else replace(one, evidence=(*one.evidence, "named"), certain=True) for one in taken]
        return Found(kind, taken, [one for key, one in known.items() if key not in chosen])
    if not certain:
        raise ToConfirm(texts.say("request.to_confirm"), found[:SHOWN])
    return Found(kind, certain, _alike(crm, index, certain) + [one for one in found if not one.certain])


def _alike(crm, index: Index, taken: list[Candidate]) -> list[Candidate]:
    """Other contacts with the name and the birth date, or a number or address, of the person: to be looked at."""
    rows, mine = people(crm, [one.contact for one in taken]), {one.contact for one in taken}
    alike = set()
    for row in rows.values():
        name = row["name"]
        if name and row["born"]:
            alike |= {place for place in index.find("born", f"{name.surname}|{row['born']}")}
        alike |= set(index.find("email", row["email"])) | {p for v in row["phones"] for p in index.find("phone", v)}
        alike |= set(index.find("iban", row["iban"]))
    keys = sorted({index.ids[place].as_py() for place in alike} - mine)
    return [Candidate(key, ("looks_alike",), False) for key in keys]
