"""What no check finds (yet): records of which nobody can tell, and numbers that a CRM should not hold."""

import numpy as np

from ..check import values
from .draft import Draft
from .flaws import Found, Scene, flaw, wide
from .people import CUSTOMER, NATURAL
from .pools import bsn_numbers

MOST_NUMBERS = 900  # of the 909 numbers in the test block
_NUMBERS_SHARE = 0.02


@flaw("wording-not-declared")
def wording_not_declared(scene: Scene) -> list[Found]:
    """The consent rests on a wording that is not among the declared ones."""
    given, late = scene.moments(2)
    scene.yes(given, wording="web-2017-1")
    scene.send(late)
    return []


@flaw("message-without-moment")
def message_without_moment(scene: Scene) -> list[Found]:
    """Nobody knows when the message was sent."""
    given, late = scene.moments(2)
    scene.yes(given)
    scene.send(late, sent_at=None)
    return []


@flaw("age-not-known")
def age_not_known(scene: Scene) -> list[Found]:
    """Without a date of birth nobody knows whether a minor consented; the message stands."""
    given, late = scene.moments(2)
    scene.draft["contacts"].set(scene.contact, birth_date=None)
    scene.yes(given)
    scene.send(late)
    return []


@wide("national-number")
def national_number(draft: Draft) -> list[Found]:
    """Some customers stand there with a BSN: a number of the test block, each once; nobody declared the field."""
    rng, table = draft.rng("national number"), draft["contacts"]
    able = (table["kind"] == NATURAL) & (table["category"] == CUSTOMER) & ~draft.hidden["reserved"]
    most = min(MOST_NUMBERS, max(1, int(draft.people * _NUMBERS_SHARE)))
    rows = rng.permutation(np.flatnonzero(able))[:most]
    table.pool("bsn", bsn_numbers())
    table["bsn"][rows] = rng.permutation(len(bsn_numbers()))[: len(rows)]
    if not len(rows):
        return []
    hardly = draft.people >= values("minimisation")["hardly_filled_rows"]
    found = [("field-without-purpose", "policy", "contacts/bsn"), ("data-not-in-register", "policy", "category/bsn")]
    return found + ([("field-hardly-used", "policy", "contacts/bsn")] if hardly else [])
