"""The office: rights requests and the people who were forgotten."""

import numpy as np

from .choices import between, working
from .draft import DAY, MINUTE, Draft
from .people import FORMER, days

_REQUESTS = ("access", "rectification", "erasure", "restriction", "portability", "objection", "objection_marketing")
DONE, REFUSED, OPEN = range(3)
_ERASURE, _OBJECTION_MARKETING = 2, 6
_REASONS = ("nog nodig voor de boekhouding (fiscale bewaarplicht)", "identiteit niet vastgesteld na herhaalde vraag")


def erased(draft: Draft) -> None:
    """Former customers who asked to be forgotten: the record stays as an empty shell."""
    rng, table = draft.rng("erased"), draft["contacts"]
    able = (table["category"] == FORMER) & ~draft.hidden["reserved"]
    gone = able & (rng.random(draft.people) < 0.05)
    if able.any() and not gone.any():  # somebody always was; who left first has had an answer by now
        gone[np.flatnonzero(able)[np.argmin(table["customer_until"][able])]] = True
    draft.hidden["erased"] = gone
    for column in table.schema.columns.values():
        if column.personal:
            table[column.name][gone] = np.datetime64("NaT") if column.type == "day" else -1


def requests(draft: Draft) -> None:
    """Rights requests, answered in time; those who object to direct marketing get nothing more."""
    rng, table = draft.rng("requests"), draft["contacts"]
    draft["requests"].pool("reason", _REASONS)
    stop = np.flatnonzero(draft.hidden["asked_stop"])
    _ask(draft, rng, stop, draft.hidden["stop"][stop], np.full(len(stop), _OBJECTION_MARKETING))
    gone = np.flatnonzero(draft.hidden["erased"])
    ended = table["customer_until"][gone].astype(MINUTE)
    _ask(draft, rng, gone, working(ended + days(1), rng), np.full(len(gone), _ERASURE))
    able = ~draft.hidden["erased"] & ~draft.hidden["reserved"] & ~draft.hidden["asked_stop"]
    able &= table["created_at"] < draft.until.astype(MINUTE) - days(12)
    rows = np.flatnonzero(able & (rng.random(draft.people) < 0.018))
    start = np.maximum(table["created_at"][rows], draft.rules.first_day.astype(MINUTE)) + days(3)
    at = working(between(rng, start, draft.until.astype(MINUTE) - days(3)), rng)
    at = np.maximum(at, table["created_at"][rows] + days(1))
    _ask(draft, rng, rows, at, rng.choice(6, len(rows), p=[0.35, 0.3, 0.15, 0.05, 0.05, 0.1]))


def _ask(draft: Draft, rng, rows: np.ndarray, at: np.ndarray, kind: np.ndarray) -> None:
    n = len(rows)
    day = at.astype(DAY)
    longer = (rng.random(n) < 0.08) & (kind < _ERASURE)
    told = day + days(rng.integers(5, 25, n))
    answered = day + days(np.where(longer, rng.integers(35, 80, n), rng.integers(1, 25, n)))
    waiting = answered >= draft.until
    kept = (kind == _ERASURE) & ~draft.hidden["erased"][rows]
    draft["requests"].extend(
        n,
        contact=rows,
        kind=kind,
        received_at=at,
        extended_at=np.where(longer & (told < draft.until), told, np.datetime64("NaT", "D")),
        answered_at=np.where(waiting, np.datetime64("NaT", "D"), answered),
        outcome=np.where(waiting, OPEN, np.where(kept, REFUSED, DONE)),
        reason=np.where(kept & ~waiting, rng.integers(0, len(_REASONS), n), -1),
    )
