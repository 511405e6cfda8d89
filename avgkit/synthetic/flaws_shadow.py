"""Flaws of the theme shadow: lists that nobody registered, that hold too much, or that lag behind the CRM."""

from math import sqrt

import numpy as np

from .draft import DAY, Draft
from .files import day_before, listing
from .flaws import Found, Scene, flaw, wide

OUTSIDE, COPY, STALE = "file-outside-register", "file-copies-crm", "file-stale"
HOLDS, SPECIAL = "file-holds-erased-person", "file-with-special-data"
_ERASURE = 2
_ONCE = 300  # people; the number of these files grows with the square root


def _file(draft: Draft, name: str, at, **other) -> int:
    """A file of a mailing list that is in order, except for what is given; gives its row."""
    usual = {"owner": 0, "place": "network", "rows": 48, "columns": "first_name;last_name;email", "from_crm": True}
    usual |= {"copied_at": at, "modified_at": at, "activity": "direct-marketing", "categories": "naam;contact"}
    year = at.astype(DAY).item().year
    return draft["files"].append(name=name.format(year=year), **(usual | other))


def _several(draft: Draft, part: str) -> list:
    """Moments in the last year for as many files as there are people for."""
    rng = draft.rng(part)
    number = max(1, int(sqrt(draft.people * draft.dense / _ONCE)))
    return [day_before(draft.until, int(back)) for back in rng.integers(10, 360, number)]


@wide("file-outside-register")
def file_outside_register(draft: Draft) -> list[Found]:
    """Somebody keeps a list of his own that belongs to no processing activity."""
    facts = {"columns": "naam;telefoon;opmerking", "categories": "naam;contact;notities", "from_crm": False}
    facts |= {"place": "laptop", "activity": None, "copied_at": None, "rows": 31}
    moments = _several(draft, "outside register")
    return [(OUTSIDE, "files", _file(draft, "mijn_contacten_{year}.xlsx", at, **facts)) for at in moments]


@wide("copy-without-purpose")
def copy_without_purpose(draft: Draft) -> list[Found]:
    """An export for later, with everything in it, that belongs to nothing."""
    facts = {"columns": "first_name;last_name;email;phone;street;postal_code;city", "place": "cloud", "activity": None}
    facts |= {"categories": "naam;contact;adres", "rows": 220}
    rows = [_file(draft, "export_alles_{year}.csv", at, **facts) for at in _several(draft, "copy for later")]
    return [(check, "files", row) for row in rows for check in (OUTSIDE, COPY)]


@wide("copy-beyond-activity")
def copy_beyond_activity(draft: Draft) -> list[Found]:
    """A copy for purchasing that has dates of birth as well."""
    facts = {"columns": "company;last_name;email;birth_date", "activity": "inkoop", "place": "mailbox", "rows": 17}
    facts |= {"categories": "bedrijf;naam;contact;geboortedatum"}
    moments = _several(draft, "copy beyond")
    return [(COPY, "files", _file(draft, "leveranciers_borrel_{year}.xlsx", at, **facts)) for at in moments]


@wide("file-with-special-data")
def file_with_special_data(draft: Draft) -> list[Found]:
    """A list of participants in a ride with what they may not eat or cannot do."""
    facts = {"columns": "first_name;last_name;dieetwensen", "categories": "naam;gezondheid", "from_crm": False}
    facts |= {"copied_at": None, "rows": 26}
    moments = _several(draft, "special file")
    return [(SPECIAL, "files", _file(draft, "deelnemers_lunch_{year}.xlsx", at, **facts)) for at in moments]


@wide("file-with-erased-person")
def file_with_erased_person(draft: Draft) -> list[Found]:
    """A list of before an erasure still holds the person who was erased."""
    table, found = draft["requests"], []
    done = table["outcome"] == table.code("outcome", "done")
    rows = np.flatnonzero((table["kind"] == _ERASURE) & done & ~np.isnat(table["answered_at"]))
    for row in rows[: len(_several(draft, "erased"))].tolist():
        contact = int(table["contact"][row])
        if contact < draft.people and draft.hidden["erased"][contact]:
            at = day_before(table["received_at"][row], 20)
            file = _file(draft, "klanten_service_{year}.xlsx", at, activity="verkoop-en-service")
            listing(draft, file, contact)
            found += [(HOLDS, "files", file), (STALE, "files", file)]
    return found


@flaw("list-before-objection")
def list_before_objection(scene: Scene) -> list[Found]:
    """A mailing list that was copied before somebody objected is still in use."""
    given, copied, objected = scene.moments(3)
    scene.yes(given)
    scene.choice(objected, "objected", purpose=scene.pick((None, scene.purpose)), channel="all", how="oral")
    file = _file(scene.draft, "mailing_{year}.csv", copied)
    listing(scene.draft, file, scene.contact)
    return [(HOLDS, "files", file), (STALE, "files", file)]


@flaw("list-before-withdrawal")
def list_before_withdrawal(scene: Scene) -> list[Found]:
    """A mailing list that was copied before somebody withdrew consent lags behind."""
    given, copied, withdrawn = scene.moments(3)
    scene.yes(given)
    scene.choice(withdrawn, "withdrawn")
    file = _file(scene.draft, "mailing_{year}.csv", copied)
    listing(scene.draft, file, scene.contact)
    return [(STALE, "files", file)]
