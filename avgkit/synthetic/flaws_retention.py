"""Flaws of the theme retention: contacts kept too long, and a schedule that is silent, too short or too long."""

import numpy as np

from .draft import MINUTE, Draft
from .flaws import Found, Scene, flaw, wide
from .people import days

OVERDUE = "retention-overdue"
_PAST = 800  # days: longer ago than the period of prospects and of former customers, two years
_PURCHASE = "purchase"


def _aged(scene: Scene, ago: int, **facts) -> None:
    """Make of the contact somebody who was heard of last so many days ago; its moments of contact move with it."""
    draft, contact = scene.draft, scene.contact
    people, moments = draft["contacts"], draft["interactions"]
    last = (draft.until - days(ago)).astype(MINUTE) + np.timedelta64(11 * 60, "m")
    created = min(people["created_at"][contact], last - days(40))
    # Who was recorded earlier was told earlier: the privacy notice is in order here.
    people.set(contact, created_at=created, informed_at=created, last_contact_at=last, **facts)
    rows = np.flatnonzero(moments["contact"] == contact)
    back = np.minimum(days(np.arange(len(rows)) * 5).astype("timedelta64[m]"), last - created - days(1))
    moments.set(rows, at=last - back, user=draft.hidden["veterans"][0])
    moments["when"][rows] = last - back  # its place in time moves along


@flaw("prospect-kept-too-long", weight=1.6)
def prospect_kept_too_long(scene: Scene) -> list[Found]:
    """Nobody heard of this prospect for more than two years."""
    _aged(scene, _PAST + int(scene.rng.integers(0, 300)), category="prospect")
    return [(OVERDUE, "contacts", scene.contact)]


@flaw("former-kept-too-long")
def former_kept_too_long(scene: Scene) -> list[Found]:
    """A former customer of long ago: the invoice must stay a while yet, the profile must not."""
    ago = _PAST + int(scene.rng.integers(0, 300))
    ended = scene.draft.until - days(ago)
    _aged(scene, ago, category="former", details_source="sale", customer_until=ended, customer_since=ended - days(30))
    moments = scene.draft["interactions"]
    moments.set(np.flatnonzero(moments["contact"] == scene.contact), kind=_PURCHASE)
    return [(OVERDUE, "contacts", scene.contact)]


@flaw("kept-for-a-dispute")
def kept_for_a_dispute(scene: Scene) -> list[Found]:
    """The period is over, but there is a dispute: no flaw, though it looks like one."""
    _aged(scene, _PAST, category="prospect", hold=True)
    return []


def _row(draft: Draft, category: str) -> dict:
    return next(row for row in draft.policy["retention"] if row["category"] == category)


@wide("retention-schedule")
def retention_schedule(draft: Draft) -> list[Found]:
    """A schedule with a gap, a period without a reason, one shorter than the tax duty and one longer than the norm."""
    draft.policy["retention"] += [
        {"category": "complaint", "start": "afhandeling", "reason": "kunnen terugzien wat is afgesproken"},
        {"category": "quotation", "months": 12, "start": "datum van de offerte", "after": "erase"},
        {
            "category": "camera_images",
            "months": 3,
            "start": "opname",
            "reason": "diefstal in de winkel",
            "after": "erase",
        },
    ]
    _row(draft, "invoice")["months"] = 60
    return [
        ("category-without-period", "policy", "complaint"),
        ("period-without-reason", "policy", "quotation"),
        ("period-beyond-norm", "policy", "camera_images"),
        ("period-below-statutory", "policy", "invoice"),
    ]
