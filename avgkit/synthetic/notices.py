"""Why each contact is kept and when people were told: the recorded purposes, and the day of the privacy notice."""

import numpy as np

from .draft import DAY, MINUTE, Draft
from .people import CUSTOMER, LIST, NATURAL, OTHER, OTHER_SOURCE, PARTNER, PROSPECT, PUBLISHED, SUPPLIER, days

PERSON, ELSEWHERE = range(2)
_NOTE = 5  # the kind of an interaction that is no contact
_KEPT = ("sales", "sales;service", "business_sales", "business_sales;sales", "purchasing", "service", "events")
_SHORT = 26  # days: shorter than any month


def told(draft: Draft) -> None:
    """Record for each contact the purposes, where it matters from whom the data came, and when it was informed."""
    rng, table, n = draft.rng("notices"), draft["contacts"], draft.people
    created, source = table["created_at"], table["details_source"]
    table.pool("purposes", _KEPT)
    table["purposes"][:] = _purposes(draft, rng)
    said = (source == OTHER_SOURCE) | (rng.random(n) < 0.1)
    own = np.where(source == OTHER_SOURCE, rng.random(n) < 0.5, (source != PUBLISHED) & (source != LIST))
    table["obtained"][:] = np.where(said, np.where(own, PERSON, ELSEWHERE), -1)
    # Whoever gave the data was told at once; the others within the month, before the first contact.
    later = created + (rng.random(n) * _SHORT * 1440).astype("timedelta64[m]")
    at = np.where(
        own | draft.hidden["reserved"], created, np.maximum(np.minimum(later, _first_contact(draft)), created)
    )
    table["informed_at"][:] = np.where(at.astype(DAY) <= draft.until, at, np.datetime64("NaT", "m"))
    passed = (table["category"] == CUSTOMER) & (rng.random(n) < 0.3) & ~draft.hidden["reserved"]
    when = np.maximum(created, table["customer_since"].astype(MINUTE)) + days(3)
    passed &= when.astype(DAY) < draft.until
    table["disclosed_at"][:] = np.where(passed, np.maximum(when, at), np.datetime64("NaT", "m"))


def _purposes(draft: Draft, rng: np.random.Generator) -> np.ndarray:
    """The purposes that are recorded: always for a prospect, for the others now and then, since they also follow."""
    table, n = draft["contacts"], draft.people
    category, firm = table["category"], table["kind"] != NATURAL
    kept = np.where(firm, rng.integers(2, 4, n), rng.integers(0, 2, n))
    kept = np.where((category == PARTNER) | (category == SUPPLIER), 4, kept)
    kept = np.where(category == OTHER, rng.integers(5, 7, n), kept)
    known = (category == PROSPECT) | (category == OTHER) | (rng.random(n) < 0.4)
    return np.where(known, kept, -1)


def _first_contact(draft: Draft) -> np.ndarray:
    """The first message to each contact or moment of contact with it."""
    first = np.full(draft.people, np.iinfo(np.int64).max)
    for name, moment in (("messages", "sent_at"), ("interactions", "at")):
        table = draft[name]
        rows = (table["contact"] >= 0) & ~np.isnat(table[moment])
        if name == "interactions":
            rows &= table["kind"] != _NOTE
        np.minimum.at(first, table["contact"][rows], table[moment][rows].astype(np.int64))
    return first.astype("datetime64[m]")
