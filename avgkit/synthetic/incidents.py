"""Data breaches: each recorded, reported where there is a risk, and told to people where the risk is high."""

import numpy as np

from .choices import working
from .draft import MINUTE, Draft
from .people import days

_PROCESSOR_SHARE = 0.1
_LOST_DEVICE = 1


def incidents(draft: Draft) -> None:
    """Reported within three days, people told soon after; a lost device is encrypted and has a backup."""
    rng = draft.rng("incidents")
    n = 3 + draft.people // 400
    span = (draft.until - draft.rules.first_day).astype(int) - 20
    day = draft.rules.first_day + days(8 + np.floor(rng.random(n) * span))
    happened = working(day.astype(MINUTE), rng)
    aware = happened + rng.integers(10, 9 * 1440, n).astype("timedelta64[m]")
    aware = np.minimum(aware, draft.until.astype(MINUTE) - days(5))
    happened = np.minimum(happened, aware)
    kind = rng.integers(0, 5, n)
    lost = kind == _LOST_DEVICE
    risk = np.where(lost, 0, rng.choice(3, n, p=[0.4, 0.45, 0.15]))
    processor = rng.random(n) < _PROCESSOR_SHARE
    reported = aware + rng.integers(120, 60 * 60, n).astype("timedelta64[m]")
    told = reported + rng.integers(60, 2 * 1440, n).astype("timedelta64[m]")
    passed_on = aware + rng.integers(30, 30 * 60, n).astype("timedelta64[m]")
    nowhere = np.datetime64("NaT", "m")
    draft["incidents"].extend(
        n,
        kind=kind,
        happened_at=happened,
        aware_at=aware,
        people=1 + np.floor(draft.people * rng.random(n) ** 5 * 0.5).astype(np.int64),
        risk=risk,
        reported_at=np.where((risk > 0) & ~processor, reported, nowhere),
        told_people_at=np.where((risk > 1) & ~processor, told, nowhere),
        role=processor,
        encrypted=lost,
        backup=lost | (rng.random(n) < 0.6),
        recorded=np.ones(n),
        controller_told_at=np.where(processor, passed_on, nowhere),
        when=happened,
    )
