"""Invented customers: a believable CRM of a firm that does not exist, with flaws planted where we know them."""

from datetime import date

LAST_DAY = date(2026, 11, 1)


def generate_crm(people: int = 500, seed: int = 1, flaws: str = "default", until: date = LAST_DAY):
    """A Crm and Policy of `people` invented contacts up to `until`; the same seed gives the same tables.

    flaws: "default" plants flaws and lists every (check, key) they cause in `.flaws`; "practice" plants each kind many
    times, to practise on; "none" leaves a clean CRM.
    """
    from .generate import generate

    return generate(people, seed, flaws, until)
