"""The practice firm: the same invented CRM in every lesson, so that what you learn of it you can use again."""

from functools import cache

PEOPLE, SEED, FLAWS = 3000, 1, "practice"


@cache
def firm():
    """The CRM and policy of the practice firm, generated once in this process."""
    from ..synthetic import generate_crm

    return generate_crm(people=PEOPLE, seed=SEED, flaws=FLAWS)
