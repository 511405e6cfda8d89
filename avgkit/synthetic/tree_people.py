"""Who stands in the loose files of the sample folder: people of the CRM, and people who are nobody there."""

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

_COLUMNS = ("id", "first_name", "infix", "last_name", "email", "phone", "mobile", "street", "house_number")
_COLUMNS += ("postal_code", "city", "company", "birth_date", "created_at")
_ASKED = ("objection", "objection_marketing")
_BOXES = ("info", "administratie", "inkoop", "contact", "receptie")
_FIRST = ("Wendelina", "Sjoerdtje", "Quirijn", "Ebelien", "Fokko", "Roelke", "Teunis", "Ymke", "Zwaantje", "Harmke")
_LAST = ("Kwakernaat", "Zonderland", "Uitdenbogaard", "Vroegindewei", "Spijkerboer", "Oudemolen", "Hogewoning")


@dataclass(frozen=True)
class Person:
    """Somebody in a file; `id` is empty for whoever the CRM does not know."""

    id: str
    first_name: str
    infix: str
    last_name: str
    email: str
    phone: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    company: str = ""
    birth_date: str = ""

    @property
    def name(self) -> str:
        """First name, infix and last name."""
        return " ".join(part for part in (self.first_name, self.infix, self.last_name) if part)


@dataclass(frozen=True)
class Cast:
    """The people to draw from. `before`: a moment before anybody of `objected`, `withdrawn` or `erased` asked that."""

    quiet: list[Person]
    objected: list[Person]
    withdrawn: list[Person]
    erased: list[Person]
    strangers: list[Person]
    namesakes: list[Person]  # the names of people of `quiet`, with addresses and numbers of their own; their id is that
    boxes: list[Person]  # contacts of whom the address is a shared one of a firm
    before: datetime
    last: datetime


def cast(crm, rng: Random) -> Cast:
    """Everybody who may stand in the files, drawn from the tables of the Crm. Tables that are missing give nobody."""
    rows = [_plain(row) for row in _rows(crm, "contacts", _COLUMNS)]
    mails, phones = Counter(row["email"] for row in rows), Counter(row["mobile"] for row in rows)
    names = Counter(_name(row) for row in rows)
    known = {row["id"]: row for row in rows}
    good = {
        row["id"]: _person(row)
        for row in rows
        if row["first_name"]
        and row["last_name"]
        and names[_name(row)] == 1
        and row["email"]
        and row["mobile"]
        and mails[row["email"]] == 1
        and phones[row["mobile"]] == 1
        and row["email"].partition("@")[0] not in _BOXES
    }
    said_no, objected, withdrawn, erased, last = _choices(crm)
    last = max([last, *(row["created_at"] for row in rows if row["created_at"])])
    chosen = {key: at for key, at in (withdrawn | objected).items() if key in good}
    recent = sorted(chosen, key=lambda key: (chosen[key], key))[-12:]
    gone = [key for key in sorted(erased) if key in known and not known[key]["email"] and not known[key]["last_name"]]
    quiet = [good[key] for key in sorted(good) if key not in said_no and key not in erased]
    rng.shuffle(quiet)
    boxed = [_person(row) for row in rows if row["email"].partition("@")[0] in _BOXES]
    return Cast(
        quiet=quiet,
        objected=[good[key] for key in recent if key in objected],
        withdrawn=[good[key] for key in recent if key not in objected],
        erased=[_invented(number, key) for number, key in enumerate(gone)],
        strangers=[_invented(100 + number, "") for number in range(40)],
        namesakes=[_other(person, 200 + number) for number, person in enumerate(quiet[-3:])],
        boxes=boxed[:5],
        before=min([*(chosen[key] for key in recent), *(erased[key] for key in gone)], default=last)
        - timedelta(days=1),
        last=last,
    )


def hashes(people: list[Person]) -> list[str]:
    """What an organisation may keep of people whom it erased, to recognise them: the SHA-256 of each address."""
    return sorted(hashlib.sha256(person.email.lower().encode()).hexdigest() for person in people)


def _rows(crm, name: str, columns: tuple[str, ...]) -> list[dict]:
    return crm.frame(name, columns).astype(object).to_dict("records") if crm.has(name) else []


def _plain(row: dict) -> dict:
    """Texts without gaps; a moment stays a moment."""
    made = {name: "" if value is None or value != value else str(value) for name, value in row.items()}
    at = row["created_at"]
    made["created_at"] = None if at is None or at != at else at.to_pydatetime()
    made["birth_date"] = made["birth_date"][:10]
    return made


def _name(row: dict) -> tuple[str, str]:
    return row["first_name"].lower(), row["last_name"].lower()


def _person(row: dict) -> Person:
    street = " ".join(part for part in (row["street"], row["house_number"]) if part)
    fields = ("id", "first_name", "infix", "last_name", "email", "postal_code", "city", "company", "birth_date")
    return Person(phone=row["mobile"] or row["phone"], street=street, **{name: row[name] for name in fields})


def _invented(number: int, key: str) -> Person:
    """Somebody whom no CRM of ours can have, with a mobile number that cannot be given out."""
    first, last = _FIRST[number % len(_FIRST)], _LAST[number * 3 % len(_LAST)]
    mail = f"{first}.{last}{number}@elders.example".lower()
    return Person(key, first, "", last, mail, f"06-0{9_000_000 + number}", city="Emmeloord")


def _other(person: Person, number: int) -> Person:
    mail = f"{person.last_name[:1]}{number}@elders.example".lower()
    return Person(person.id, person.first_name, person.infix, person.last_name, mail, f"06-0{9_000_000 + number}")


def _choices(crm) -> tuple[set, dict, dict, dict, datetime]:
    """Who ever said no, since when somebody objects or has withdrawn, who was erased, and the last moment of all."""
    said_no, objected, withdrawn, erased, given = set(), {}, {}, {}, {}
    last = datetime(2020, 1, 1)
    for row in sorted(_rows(crm, "consents", ("id", "contact", "at", "event")), key=lambda r: (str(r["at"]), r["id"])):
        if row["at"] is None or row["at"] != row["at"]:
            continue
        key, at = row["contact"], row["at"].to_pydatetime()
        last = max(last, at)
        if row["event"] == "given":
            given[key] = at
            continue
        said_no.add(key)
        (objected if row["event"] == "objected" else withdrawn if row["event"] == "withdrawn" else {})[key] = at
    for row in _rows(crm, "requests", ("id", "contact", "kind", "received_at", "outcome")):
        said_no.add(row["contact"])
        at = row["received_at"]
        if row["outcome"] != "done" or at is None or at != at:
            continue
        if row["kind"] in _ASKED:
            objected[row["contact"]] = at.to_pydatetime()
        elif row["kind"] == "erasure":
            erased[row["contact"]] = at.to_pydatetime()
    # Whoever said yes again afterwards is nobody's clear case, and stands in no file of the sample.
    again = {key for key, at in given.items() if at > max(objected.get(key, at), withdrawn.get(key, at))}
    for choices in (objected, withdrawn):
        for key in again | erased.keys():
            choices.pop(key, None)
    return said_no | again, objected, withdrawn, erased, last
