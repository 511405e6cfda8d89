"""Which stretch of the law a day falls in: days are numbered by the law's boundaries, so that no join is on a range."""

from datetime import date
from functools import reduce
from operator import add

import narwhals as nw


def period(moment: nw.Expr, boundaries: list[date]) -> nw.Expr:
    """The number of boundaries that the day has reached; null when the day is not known."""
    day = moment.cast(nw.Date)
    reached = [(day >= nw.lit(boundary)).cast(nw.Int64) for boundary in boundaries]
    return reduce(add, reached) if reached else moment.is_null().cast(nw.Int64) * 0


def first_days(boundaries: list[date]) -> list[tuple[int, date | None]]:
    """Each period's number with its first day; the stretch before the first boundary has none."""
    return list(enumerate([None, *boundaries]))


def holds(entry: dict, day: date | None) -> bool:
    """Whether an entry of the law holds on that day."""
    return day is not None and entry["from"] <= day and day <= entry.get("until", date.max)


def unread(column: str) -> nw.Expr:
    """Whether something stood in this column that could not be read."""
    return nw.col("unread").str.contains(f";{column};", literal=True)


def shown(column: str, *values) -> nw.Expr:
    """Whether the column is shown to have one of these values: nothing there is no, unreadable is unknown."""
    meets = reduce(lambda a, b: a | b, [nw.col(column) == nw.lit(value) for value in values])
    return nw.when(unread(column)).then(nw.lit(None, dtype=nw.Boolean)).otherwise(meets.fill_null(False))


def any_of(conditions) -> nw.Expr:
    """True when one is true, null when none is true and one is unknown, else False."""
    return reduce(lambda a, b: a | b, conditions)


def all_of(conditions) -> nw.Expr:
    """False when one is false, null when none is false and one is unknown, else True."""
    return reduce(lambda a, b: a & b, conditions)
