"""Flaws of the theme minimisation: fields, contacts and purposes without a good reason."""

import numpy as np

from .draft import Draft
from .flaws import Found, Scene, flaw, wide

FIELD, CONTACT, USED, NEEDED = (
    "field-without-purpose",
    "contact-without-purpose",
    "field-hardly-used",
    "field-not-needed",
)
INTEREST, BASIS, FURTHER = "interest-unbalanced", "purpose-without-basis", "further-use-incompatible"


def _declared(check: str, *keys: str) -> list[Found]:
    return [(check, "policy", key) for key in keys]


def field(draft: Draft, table: str, name: str) -> dict:
    """The declared row of a field."""
    return next(row for row in draft.policy["fields"] if (row["table"], row["field"]) == (table, name))


def purpose(draft: Draft, name: str) -> dict:
    """The declared row of a purpose."""
    return next(row for row in draft.policy["purposes"] if row["id"] == name)


def new_purpose(draft: Draft, activity: str, **row) -> None:
    """A purpose more, which the register and a field know."""
    draft.policy["purposes"].append({"direct_marketing": False, "explicit": False} | row)
    entry = next(one for one in draft.policy["activities"] if one["id"] == activity)
    entry["purposes"] += f";{row['id']}"
    field(draft, "interactions", "kind")["purposes"] += f";{row['id']}"


@flaw("kept-for-later", weight=2)
def kept_for_later(scene: Scene) -> list[Found]:
    """Somebody who never asked anything stands in the CRM for later; staff wrote a note, that is all."""
    table, said = scene.draft["contacts"], scene.draft["interactions"]
    strange = scene.pick((None, None, "later"))
    table.set(scene.contact, purposes=strange, details_source=scene.pick(("list", "published", "other")))
    said.set(np.flatnonzero(said["contact"] == scene.contact), kind="note")
    return [(CONTACT, "contacts", scene.contact)] + (
        _declared("data-not-in-register", "purpose/later") if strange else []
    )


@wide("fields-without-reason")
def fields_without_reason(draft: Draft) -> list[Found]:
    """A field without purpose, one that nothing uses, one that is asked though not needed, and a mandatory title."""
    field(draft, "contacts", "job_title")["purposes"] = None
    field(draft, "messages", "campaign")["used"] = False
    field(draft, "contacts", "birth_date").update(necessary=False, mandatory=True)
    field(draft, "contacts", "gender").update(purposes="newsletter", mandatory=True)
    found = _declared(FIELD, "contacts/job_title") + _declared(USED, "messages/campaign")
    keys = ["contacts/birth_date", "contacts/gender"] if _court(draft) else ["contacts/birth_date"]
    return found + _declared(NEEDED, *keys)


def _court(draft: Draft) -> bool:
    """Whether the Court had spoken on titles by the last day."""
    from ..law import load_law

    return bool(load_law(draft.until.item()).entries("limitation", "unneeded"))


@wide("purposes-without-reason")
def purposes_without_reason(draft: Draft) -> list[Found]:
    """Interests that were not weighed or not told, a purpose without basis, and new uses of old data."""
    purpose(draft, "quote_followup").update(necessity=None, outcome=None, balanced_on=None)
    purpose(draft, "business_sales").update(told_interest=False)
    new_purpose(
        draft, "verkoop-en-service", id="market_research", label_nl="marktonderzoek", label_en="market research"
    )
    weighed = {
        name: purpose(draft, "postal_mailing")[name] for name in ("basis", "necessity", "outcome", "balanced_on")
    }
    new_purpose(
        draft,
        "verkoop-en-service",
        **weighed,
        id="repair_statistics",
        label_nl="cijfers over reparaties",
        label_en="figures on repairs",
        interest="weten welke onderdelen vaak stuk gaan",
        told_interest=True,
        origin="service",
    )
    new_purpose(
        draft,
        "boekhouding",
        **weighed,
        id="price_comparison",
        label_nl="prijzen per klant vergelijken",
        label_en="comparing prices by customer",
        interest="prijzen bepalen",
        told_interest=True,
        origin="bookkeeping",
        compatible="compatible",
        compatible_on=weighed["balanced_on"],
        factors="link;context",
    )
    return [
        *_declared(INTEREST, "quote_followup", "business_sales"),
        *_declared(BASIS, "market_research"),
        *_declared(FURTHER, "repair_statistics", "price_comparison"),
    ]
