"""Rights requests: who asked what, and how the privacy officer handled it: in time and recorded to the end."""

import numpy as np

from .choices import between, by_whom, working
from .draft import DAY, MINUTE, Draft
from .people import FORMER, days

KINDS = ("access", "rectification", "erasure", "restriction", "portability", "objection", "objection_marketing")
RECTIFICATION, ERASURE, RESTRICTION, PORTABILITY, OBJECTION, OBJECTION_MARKETING = range(1, 7)
DONE, REFUSED, OPEN = range(3)
CONTRACT = 1
_REFUSALS = (  # the reason as it was written down, and its ground in the law
    ("nog nodig voor de boekhouding (fiscale bewaarplicht)", "legal_duty"),
    ("identiteit niet vastgesteld na herhaalde vraag", "not_identified"),
    ("openstaande rekening, incasso loopt", "overriding_interest"),
)
_BOOKS, _NOBODY, _DEBT = range(3)
RECIPIENTS = ("none", "drukker", "mailverzender", "drukker;mailverzender")
_NO_DAY = np.datetime64("NaT", "D")


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
    rng, handling, table = draft.rng("requests"), draft.rng("handling"), draft["contacts"]
    draft["requests"].pool("reason", [reason for reason, _ in _REFUSALS])
    draft["requests"].pool("recipients", RECIPIENTS)
    stop = np.flatnonzero(draft.hidden["asked_stop"])
    _ask(draft, rng, handling, stop, draft.hidden["stop"][stop], np.full(len(stop), OBJECTION_MARKETING))
    gone = np.flatnonzero(draft.hidden["erased"])
    ended = table["customer_until"][gone].astype(MINUTE)
    _ask(draft, rng, handling, gone, working(ended + days(1), rng), np.full(len(gone), ERASURE))
    able = ~draft.hidden["erased"] & ~draft.hidden["reserved"] & ~draft.hidden["asked_stop"]
    able &= table["created_at"] < draft.until.astype(MINUTE) - days(12)
    rows = np.flatnonzero(able & (rng.random(draft.people) < 0.018))
    start = np.maximum(table["created_at"][rows], draft.rules.first_day.astype(MINUTE)) + days(3)
    at = working(between(rng, start, draft.until.astype(MINUTE) - days(3)), rng)
    at = np.maximum(at, table["created_at"][rows] + days(1))
    _ask(draft, rng, handling, rows, at, rng.choice(6, len(rows), p=[0.35, 0.3, 0.15, 0.05, 0.05, 0.1]))


def _ask(draft: Draft, rng, handling, rows: np.ndarray, at: np.ndarray, kind: np.ndarray) -> None:
    """Record these requests; `handling` draws what came after the answer was planned."""
    n, day = len(rows), at.astype(DAY)
    longer = (rng.random(n) < 0.08) & (kind < ERASURE)
    told = day + days(rng.integers(5, 25, n))
    answered = day + days(np.where(longer, rng.integers(35, 80, n), rng.integers(1, 25, n)))
    refusal = _refusals(draft, rng, handling, rows, kind)
    identity = _identity(handling, day, refusal)
    answered = np.maximum(
        answered, np.where(np.isnat(identity["shown"]), identity["asked"], identity["shown"]) + days(1)
    )
    answered = np.where(np.isnat(answered), day + days(20), answered)
    waiting = answered >= draft.until
    refused = (refusal >= 0) & ~waiting
    done = ~waiting & ~refused
    grounds = draft["requests"].pools["refusal_ground"]
    ground = np.array([grounds.index(name) for _, name in _REFUSALS])[refusal]
    draft["requests"].extend(
        n,
        contact=rows,
        kind=kind,
        received_at=at,
        by=by_whom(draft, rows, at),
        complex=longer,
        extended_at=np.where(longer & (told < draft.until), told, _NO_DAY),
        extension_reasoned=np.where(longer & (told < draft.until), 1, -1),
        answered_at=np.where(waiting, _NO_DAY, answered),
        outcome=np.where(waiting, OPEN, np.where(refused, REFUSED, DONE)),
        reason=np.where(refused, refusal, -1),
        refusal_ground=np.where(refused, ground, -1),
        refusal_shown=np.where(refused, 1, -1),
        told_remedies=np.where(refused, 1, -1),
        identity_doubt=identity["doubt"],
        identity_copy=0,
        **{f"identity_{part}_at": _past(draft, identity[part]) for part in ("asked", "shown")},
        **_carried_out(draft, handling, day, kind, answered, done),
        basis=np.where(kind == PORTABILITY, CONTRACT, -1),
        automated=np.where(kind == PORTABILITY, 1, -1),
    )


def _past(draft: Draft, day: np.ndarray) -> np.ndarray:
    return np.where(day < draft.until, day, _NO_DAY)


def _refusals(draft: Draft, rng, handling, rows: np.ndarray, kind: np.ndarray) -> np.ndarray:
    """Which requests are refused, as a place in the list of refusals, and -1 for all others."""
    kept = (kind == ERASURE) & ~draft.hidden["erased"][rows]
    debt = (kind == OBJECTION) & (handling.random(len(rows)) < 0.3)
    return np.where(kept, rng.integers(0, _DEBT, len(rows)), np.where(debt, _DEBT, -1))


def _identity(handling, day: np.ndarray, refusal: np.ndarray) -> dict[str, np.ndarray]:
    """Some people are asked, at once and without a copy, to show who they are; those refused for it never did."""
    n = len(day)
    never = refusal == _NOBODY
    doubt = never | (handling.random(n) < 0.1)
    asked = np.where(doubt, day + days(handling.integers(0, 3, n)), _NO_DAY)
    shown = np.where(doubt & ~never, asked + days(handling.integers(1, 7, n)), _NO_DAY)
    return {"doubt": doubt, "asked": asked, "shown": shown}


def _carried_out(draft: Draft, handling, day, kind, answered, done) -> dict[str, np.ndarray]:
    """When the request was carried out, who had got the data, and when they were told."""
    n = len(day)
    acted = done & (kind != 0) & (kind != PORTABILITY)
    carried = np.where(acted, np.maximum(day, answered - days(handling.integers(0, 2, n))), _NO_DAY)
    passes = acted & ((kind == RECTIFICATION) | (kind == ERASURE) | (kind == RESTRICTION))
    recipients = np.where(passes, handling.choice(len(RECIPIENTS), n, p=[0.5, 0.2, 0.2, 0.1]), -1)
    gone = (recipients > 0) & (handling.random(n) < 0.1)  # a mailing that has been delivered cannot be called back
    passed = np.minimum(carried + days(handling.integers(0, 4, n)), draft.until - days(1))
    return {
        "carried_out_at": carried,
        "recipients": recipients,
        "passed_on_at": np.where((recipients > 0) & ~gone, passed, _NO_DAY),
        "passing_on_impossible": np.where(recipients > 0, gone.astype(np.int8), -1),
    }
