"""Which people of the CRM a file shows: looked up by identifiers, and by name, each match with its evidence.

A match is not an identity. Certain is only what points to one person: an e-mail address, telephone number, account or
national number that one contact has, a customer number with a second trait, a whole name with the birth date or the
postcode. A shared mailbox, a number of more people, a name alone are `to confirm`.

`people_index(crm)` is built once; `matches(index, values)` asks it for one row or one person.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..recognisers import forms
from . import naming
from .naming import conflict, likeness, somebody_else

# Codes of evidence. The first row can be certain; the second never is by itself.
STRONG = ("email", "phone", "iban", "bsn", "id", "id_column", "name_born", "name_postcode")
WEAK = ("shared", "name", "name_like", "name_differs", "surname_born", "initials_postcode", "id_alone")
MEANINGS = (
    *("id", "email", "phone", "mobile", "iban", "bsn", "first_name", "infix", "last_name", "full_name"),
    *("birth_date", "postal_code"),
)
LIKE = 88  # from this score on names are alike; see `likeness`
_MOST = 5  # more people with that name: nobody can be pointed at
_COLUMNS = ("id", "email", "phone", "mobile", "iban", "bsn", "first_name", "infix", "last_name", "birth_date")
_COLUMNS += ("postal_code",)


@dataclass(frozen=True)
class Match:
    """A contact that values may be of: key, codes of the evidence, whether it is certain, the score of a name alone."""

    crm_id: str
    evidence: tuple[str, ...]
    certain: bool
    score: float | None = None


@dataclass
class Index:
    """The people of a CRM by hashed identifiers, in sorted arrays that several processes can share from a folder."""

    ids: object  # Arrow array: the key of each contact
    names: object  # Arrow table: surname, given, infix of each contact
    keys: object  # uint64, sorted
    who: object  # uint32: the place in `ids` of each key
    salt: bytes
    fingerprint: str = ""

    def __len__(self) -> int:
        return len(self.ids)

    def find(self, kind: str, value: str) -> list[int]:
        """The places of the contacts that have this value."""
        if not value:
            return []
        wanted = digest(self.salt, kind, value)
        start, end = (int(self.keys.searchsorted(_whole(wanted), side)) for side in ("left", "right"))
        return self.who[start:end].tolist()

    def known(self, kind: str, values: Iterable[str]):
        """For each value whether any contact has it, all at once."""
        import numpy as np

        values = list(values)
        wanted = np.fromiter((digest(self.salt, kind, v) if v else 0 for v in values), np.uint64, len(values))
        at = np.minimum(np.searchsorted(self.keys, wanted), max(len(self.keys) - 1, 0))
        return (self.keys[at] == wanted) & (wanted != 0) if len(self.keys) else np.zeros(len(values), bool)

    def name(self, place: int) -> naming.Name:
        """The name of a contact in parts."""
        surname, given, infix = (self.names.column(n)[place].as_py() or "" for n in range(3))
        return naming.Name(surname, given, infix)

    def save(self, folder: Path) -> None:
        """Write the index to a folder: hashes, keys, and names in parts for whoever compares names."""
        import numpy as np
        import pyarrow as pa

        np.save(folder / "keys.npy", self.keys)
        np.save(folder / "who.npy", self.who)
        table = pa.table({"id": self.ids, **{c: self.names[c] for c in self.names.column_names}})
        with pa.OSFile(str(folder / "names.arrow"), "wb") as file, pa.ipc.new_file(file, table.schema) as writer:
            writer.write_table(table.combine_chunks())

    @classmethod
    def load(cls, folder: Path, salt: bytes, fingerprint: str = "") -> "Index":
        """The index in a folder, mapped into memory: processes that open it share it."""
        import numpy as np
        import pyarrow as pa

        table = pa.ipc.open_file(pa.memory_map(str(folder / "names.arrow"))).read_all()
        arrays = (np.load(folder / f"{name}.npy", mmap_mode="r") for name in ("keys", "who"))
        return cls(table["id"], table.drop(["id"]), *arrays, salt, fingerprint)


def _whole(value: int):
    import numpy as np

    return np.uint64(value)  # a plain int would make numpy compare as floats, and lose the last bits


def digest(salt: bytes, kind: str, value: str) -> int:
    """The hash of a value of one kind, keyed; never 0."""
    made = hashlib.blake2b(f"{kind}\0{value}".encode("utf-8", "replace"), digest_size=8, key=salt[:64]).digest()
    return int.from_bytes(made, "little") or 1


def people_index(crm, salt: bytes = b"") -> Index:
    """The people of `crm.contacts` by what can point at them; an empty index when there is no such table.

    Built column by column: a million contacts take about half a minute and 200 MB, once per search.
    """
    import numpy as np
    import pyarrow as pa

    columns = {name: [] for name in _COLUMNS}
    if crm is not None and crm.has("contacts"):
        table = crm.engine.arrow(crm.contacts.select(*_COLUMNS))
        columns = {name: [None if v is None else str(v) for v in table[name].to_pylist()] for name in _COLUMNS}
    keys, who = [], []

    def add(kind: str, values: Iterable[str]) -> None:
        for place, value in enumerate(values):
            if value:
                keys.append(digest(salt, kind, value))
                who.append(place)

    names = [
        naming.name(first=first, infix=infix, last=last)
        for first, infix, last in zip(columns["first_name"], columns["infix"], columns["last_name"], strict=True)
    ]
    born, postal = map(forms.day, columns["birth_date"]), map(forms.postcode, columns["postal_code"])
    add("email", map(forms.email, columns["email"]))
    phones = [forms.phone(value) for value in columns["phone"]]
    add("phone", phones)
    mobiles = (forms.phone(value) for value in columns["mobile"])
    add("phone", (m if m != p else "" for m, p in zip(mobiles, phones, strict=True)))
    for kind in ("iban", "bsn"):
        add(kind, map(getattr(forms, kind), columns[kind]))
    add("id", map(forms.key, columns["id"]))
    add("born", (f"{n.surname}|{b}" if n and b else "" for n, b in zip(names, born, strict=True)))
    add("postal", (f"{n.surname}|{p}" if n and p else "" for n, p in zip(names, postal, strict=True)))
    add("block", map(block, names))
    keys, who = np.array(keys, np.uint64), np.array(who, np.uint32)
    order = np.argsort(keys, kind="stable")
    keys, who = keys[order], who[order]
    made = hashlib.sha256(keys.tobytes() + "\0".join(i or "" for i in columns["id"]).encode()).hexdigest()[:16]
    parts = {part: pa.array([getattr(n, part) if n else "" for n in names], pa.string()) for part in _NAME}
    return Index(pa.chunked_array([pa.array(columns["id"], pa.string())]), pa.table(parts), keys, who, salt, made)


_NAME = ("surname", "given", "infix")


def block(name: naming.Name | None) -> str:
    """The first letters by which names are compared at all: three of the surname and the first of the first name."""
    return f"{name.surname[:3]}|{name.initial}" if name and name.given else ""


def prepared(values: Mapping[str, str | None]) -> dict:
    """The values of a row in the forms that are compared: email, phones, iban, bsn, id, name, born, postal."""
    name = naming.name(*(values.get(part) for part in ("full_name", "first_name", "infix", "last_name")))
    phones = [forms.phone(values.get(part)) for part in ("phone", "mobile")]
    return {
        "email": [v for v in [forms.email(values.get("email"))] if v],
        "phone": list(dict.fromkeys(v for v in phones if v)),
        "iban": [v for v in [forms.iban(values.get("iban"))] if v],
        "bsn": [v for v in [forms.bsn(values.get("bsn"))] if v],
        "id": [v for v in [forms.key(values.get("id"))] if v],
        "name": name,
        "born": forms.day(values.get("birth_date")),
        "postal": forms.postcode(values.get("postal_code")),
    }


def matches(
    index: Index, values: Mapping[str, str | None], *, names: bool = True, own_ids: bool = False
) -> list[Match]:
    """The contacts that these values may be of, the certain ones first.

    `values`: by meaning (MEANINGS), as they were written. `names`: whether a name alone is looked up too. `own_ids`:
    the customer numbers were shown to be the CRM's own, so that one of them is enough.
    """
    given = prepared(values)
    found: dict[int, set[str]] = {}
    for kind in ("email", "phone", "iban", "bsn"):
        for value in given[kind]:
            places = index.find(kind, value)
            shared = len(places) > 1 or (kind == "email" and forms.shared_by_name(value))
            for place in places:
                found.setdefault(place, set()).update({kind, "shared"} if shared else {kind})
                if not shared:
                    found[place].add(f"{kind}!")
    _by_name(index, given, found)
    for value in given["id"]:
        places = index.find("id", value)
        for place in places:
            # A number with a second trait that this same contact has; other files count from 1 too.
            second = bool(found.get(place)) or _same_person(index.name(place), given["name"])
            certain = len(places) == 1 and (second or own_ids)
            found.setdefault(place, set()).update({"id", "id!"} if certain else {"id_alone"})
            if certain and not second:
                found[place].add("id_column")
    answer = [_match(index, place, codes, given["name"]) for place, codes in found.items()]
    if any(match.certain for match in answer):  # who shares the mailbox of the one in this row is not in it as well
        answer = [m for m in answer if m.certain or not _other_name(index, m, given["name"])]
    if not answer and names and given["name"]:
        answer = by_name_alone(index, given["name"])
    return sorted(answer, key=lambda m: (not m.certain, -(m.score or 100), m.crm_id))


def _by_name(index: Index, given: dict, found: dict[int, set[str]]) -> None:
    """Name with birth date, name with postcode: certain when the first names say the same and one contact has both."""
    name = given["name"]
    if not name:
        return
    for kind, value, sure, weak in (
        ("born", given["born"], "name_born", "surname_born"),
        ("postal", given["postal"], "name_postcode", "initials_postcode"),
    ):
        places = index.find(kind, f"{name.surname}|{value}") if value else []
        alike = [place for place in places if not conflict(index.name(place), name)]
        for place in alike:
            other = index.name(place)
            whole = name.full and other.full
            enough = whole or (kind == "born" and name.initial and other.initial)
            certain = len(alike) == 1 and enough
            found.setdefault(place, set()).update({sure, f"{sure}!"} if certain else {sure if whole else weak})


def _match(index: Index, place: int, codes: set[str], name: naming.Name | None) -> Match:
    """The match of one contact: certain by a trait of its own, unless the name in the row is somebody else's."""
    certain = any(code.endswith("!") for code in codes)
    codes = {code for code in codes if not code.endswith("!")}
    other = index.name(place)
    if certain and name and other.surname and somebody_else(other, name):
        codes, certain = codes | {"name_differs"}, False
    if certain:
        codes.discard("shared")
    rank = {code: number for number, code in enumerate(STRONG + WEAK)}
    return Match(index.ids[place].as_py(), tuple(sorted(codes, key=rank.__getitem__)), certain)


def _other_name(index: Index, match: Match, name: naming.Name | None) -> bool:
    """Whether a match that is to be confirmed is of somebody with another name than the row has."""
    places = index.find("id", forms.key(match.crm_id))
    return bool(name and "shared" in match.evidence and places and somebody_else(index.name(places[0]), name))


def _same_person(one: naming.Name, other: naming.Name | None) -> bool:
    return bool(other and one.surname and one.surname == other.surname and not conflict(one, other))


def by_name_alone(index: Index, name: naming.Name) -> list[Match]:
    """The contacts with a name like this one, never certain; nobody when there are more than a few."""
    if not name.given:
        return []
    places = index.find("block", block(name))
    scored = [(likeness(index.name(place), name), place) for place in places]
    scored = sorted((pair for pair in scored if pair[0] >= LIKE), key=lambda pair: (-pair[0], pair[1]))
    if scored and scored[0][0] == 100:
        scored = [pair for pair in scored if pair[0] == 100]
    if len(scored) > _MOST:
        return []
    codes = {place: "name" if score == 100 else "name_like" for score, place in scored}
    return [Match(index.ids[place].as_py(), (codes[place],), False, score) for score, place in scored]
