"""Flaws of the theme special: a national number in the CRM, and notes that say too much."""

from functools import partial

import numpy as np

from ..check import values
from .draft import Draft
from .flaws import Found, Scene, flaw, wide
from .people import CUSTOMER, NATURAL
from .pools import bsn_numbers

MOST_NUMBERS = 900  # of the 909 numbers in the test block
_NUMBERS_SHARE = 0.02
_NOTES = {
    "special-in-note": (
        "belt af, heeft griep. nwe afspr volgt",
        "mw is zwanger, wil bakfiets voor de zomer",
        "ligt in het ziekenhuis, over 3 wkn weer bellen",
        "meneer is hartpatiënt, zoekt e-bike met veel steun",
        "is moslim, liever niet op vrijdagmiddag bellen",
        "lid van de vakbond, korting via de bond toegepast",
        "zit in een burn-out, contact loopt via partner",
        "van Surinaamse afkomst, haalt fiets za op",
    ),
    "criminal-in-note": (
        "is veroordeeld voor fraude, alleen vooraf laten betalen",
        "heeft strafblad volgens collega, opletten bij huur",
        "betrapt op stelen van een slot, voortaan niet alleen laten",
        "zat vast, nu weer bereikbaar",
    ),
    "national-number-in-note": (
        "bsn {number} doorgegeven voor subsidie",
        "BSN: {number}, kopie in map",
        "burgerservicenr {number} voor leaseregeling",
    ),
}


def _noted(scene: Scene, note: str) -> int:
    """A note of the contact's last contact; gives its row."""
    at = scene.draft["contacts"]["last_contact_at"][scene.contact]
    user = int(scene.draft.hidden["veterans"][0])
    return scene.draft["interactions"].append(contact=scene.contact, user=user, at=at, kind="note", note=note)


def _note(check: str, scene: Scene) -> list[Found]:
    """A note that says what it should not."""
    numbers = bsn_numbers()
    note = scene.pick(_NOTES[check]).format(number=numbers[-1 - scene.nth % len(numbers)])
    return [(check, "interactions", _noted(scene, note))]


for _check in _NOTES:
    flaw(_check, role="customer", weight=2 if _check == "special-in-note" else 1)(partial(_note, _check))


@flaw("note-with-doubtful-word", role="customer")
def note_with_doubtful_word(scene: Scene) -> list[Found]:
    """A word that may be about health or a report to the police: nobody can tell without reading on."""
    _noted(scene, scene.pick(("belt terug na bezoek huisarts", "fiets weg, aangifte gedaan bij politie")))
    return []


@wide("national-number")
def national_number(draft: Draft) -> list[Found]:
    """Some customers stand there with a BSN, a number of the test block, each once; the field was never declared."""
    rng, table = draft.rng("national number"), draft["contacts"]
    able = (table["kind"] == NATURAL) & (table["category"] == CUSTOMER)
    able[: draft.people] &= ~draft.hidden["reserved"]
    most = min(MOST_NUMBERS, max(1, int(draft.people * _NUMBERS_SHARE)))
    rows = rng.permutation(np.flatnonzero(able))[:most]
    table.pool("bsn", bsn_numbers())
    table["bsn"][rows] = rng.permutation(len(bsn_numbers()))[: len(rows)]
    if not len(rows):
        return []
    found = {"special-field-without-exception": "contacts/bsn", "field-without-purpose": "contacts/bsn"}
    found["data-not-in-register"] = "category/bsn"
    if draft.people >= values("minimisation")["hardly_filled_rows"]:
        found["field-hardly-used"] = "contacts/bsn"
    return [(check, "policy", key) for check, key in found.items()]
