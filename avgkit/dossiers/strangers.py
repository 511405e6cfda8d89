"""Somebody who is no contact of the CRM: notes about others and loose files may hold the person all the same."""

from datetime import date
from pathlib import Path

from ..recognisers import forms
from ..shadow import naming
from ..tables import Crm
from .others import written_in
from .who import references

ASKED = "asked"  # the key of the one contact that loose files are searched for


def described(who: str, kind: str, born: str | None, postal: str | None) -> dict:
    """What was given of the person, in the forms that are compared; as `who.people` gives it of a contact."""
    phone = forms.phone(who) if kind == "phone" else ""
    return {
        "name": naming.name(who) if kind == "name" else None,
        "written": who if kind == "name" else "",
        "born": forms.day(str(born or "")),
        "email": forms.email(who) if kind == "email" else "",
        "phones": {phone} - {""},
        "postal": forms.postcode(postal),
        "street": "",
        "iban": forms.iban(who) if kind == "iban" else "",
        "bsn": "",
    }


def known_by(person: dict) -> Crm | None:
    """A Crm that holds only this person, by which loose files can be searched; None when nothing identifies them."""
    name = person["name"]
    if not (name or person["email"] or person["phones"] or person["iban"]):
        return None
    contact = {"id": ASKED, "email": person["email"] or None, "iban": person["iban"] or None}
    contact["phone"] = next(iter(person["phones"]), None)
    contact["postal_code"] = person["postal"] or None
    contact["birth_date"] = date.fromisoformat(person["born"]) if person["born"] else None
    if name:
        parts = {"first_name": name.given, "infix": name.infix, "last_name": name.surname}
        contact |= {column: part or None for column, part in parts.items()}
    return Crm.of({"contacts": [{column: value for column, value in contact.items() if value is not None}]})


COLUMNS = {
    "email": ["email"],
    "phone": ["phone", "mobile"],
    "iban": ["iban"],
    "name": ["first_name", "infix", "last_name"],
}


def searched_by(crm, kind: str, mentioned: list[tuple[str, str, str]]) -> dict[str, tuple[list[str], int]]:
    """By which columns each table was searched for somebody who is no contact, and how many records hold the detail.

    A name is looked up among the contacts only: in a text it would be anybody's.
    """
    told = {"contacts": (["id", *COLUMNS[kind]], 0)}
    for table in references(crm) if kind != "name" else ():
        told[table] = (written_in(crm, table), sum(name == table for name, *_ in mentioned))
    return told


def searched_for(person: dict, shadow, policy, on: date) -> dict | None:
    """The results of a search of loose files for this one person.

    Results of an earlier search know the people of the CRM only: they cannot tell whether somebody else is in a file,
    so `not_for` counts the files of which that is not known.
    """
    from ..shadow import results, search

    if shadow is None:
        return None
    alone = known_by(person)
    folder = not isinstance(shadow, dict) and Path(shadow).is_dir() and results.state(Path(shadow)) is None
    if alone is not None and folder:
        return search(shadow, alone, policy, on=on).to_dict()
    from .dossier import searched

    earlier = searched(shadow, Crm.of({}), policy, on)
    return {"files": [], "not_for": len(earlier.get("files", []))}
