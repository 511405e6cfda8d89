"""Verdicts on what an organisation declares: small tables, judged row by row in Python and bound to the Crm's engine.

Three answers, as everywhere: a condition is True when it is broken, False when it is met, None when a fact is missing.
"""

from collections.abc import Iterable

import narwhals as nw

_SHAPE = {"key": "VARCHAR", "violates": "BOOLEAN", "reasons": "VARCHAR"}


def ruling(key: str, broken: dict[str, bool | None], **evidence) -> dict:
    """The verdict on one record: a finding when a condition is broken, unknown when none is and a fact is missing.

    `broken`: code of each condition -> True, False or None. The reasons are the broken codes, or `unknown_<code>` of
    each condition that could not be judged.
    """
    found = [code for code, answer in broken.items() if answer]
    unknown = [f"unknown_{code}" for code, answer in broken.items() if answer is None]
    violates = True if found else None if unknown else False
    return {"key": key, "violates": violates, "reasons": ";".join(found or unknown), **evidence}


def ruled(crm, rulings: Iterable[dict], **types: str) -> nw.LazyFrame:
    """The rulings as a verdict frame, a line a record; `types`: the DuckDB type of each evidence column."""
    return crm.bind(_worst(rulings), _SHAPE | types)


def _worst(rulings: Iterable[dict]) -> list[dict]:
    """One verdict for each record: of one that is declared in several rows the worst."""
    order = {True: 0, None: 1, False: 2}
    found: dict[str, dict] = {}
    for one in sorted(rulings, key=lambda r: (order[r["violates"]], r["reasons"])):
        found.setdefault(one["key"], one)
    return list(found.values())


def either(*answers: bool | None) -> bool | None:
    """True when one is true, None when none is true and one is not known, else False."""
    return True if any(answers) else None if None in answers else False


def both(*answers: bool | None) -> bool | None:
    """False when one is false, None when none is false and one is not known, else True."""
    return False if False in answers else None if None in answers else True


def negated(answer: bool | None) -> bool | None:
    """The opposite; what is not known stays not known."""
    return None if answer is None else not answer


def parts(value: str | None) -> list[str]:
    """The codes in a cell that holds several."""
    return [part for part in (value or "").split(";") if part]
