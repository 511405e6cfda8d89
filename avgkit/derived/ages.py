"""Ages: how old the person was on a day, and who could exercise the rights then (UAVG 5, by date)."""

import narwhals as nw

from .periods import first_days, holds, period

_BAND = {
    "period": "BIGINT",
    "age": "BIGINT",
    "self_may": "BOOLEAN",
    "representative_may": "BOOLEAN",
    "band_seen": "BOOLEAN",
    "rights_by": "VARCHAR",
}


def with_rights_by(crm, law, frame: nw.LazyFrame, on: str) -> nw.LazyFrame:
    """The frame with the age (`birth_date`) on the day `on`, who could exercise the rights, and whether that was seen.

    Ages from the age of majority on are taken together: nobody's age needs to be shown.
    """
    boundaries, grown = law.periods("ages"), adult(law)
    frame = frame.with_columns(period=period(nw.col(on), boundaries), age=age_on(on, grown))
    return frame.join(crm.bind(_bands(law, boundaries, grown), _BAND), on=["period", "age"], how="left")


def age_on(on: str, grown: int) -> nw.Expr:
    """The age (`birth_date`) on the day `on`, from `grown` on taken together; null when born after that day."""
    years = _years("birth_date", on).cast(nw.Int64)
    return nw.when(years > grown).then(nw.lit(grown)).when(years >= 0).then(years)


def adult(law) -> int:
    """The age from which somebody is no minor."""
    return law.entry("rights", "adult", "person")["from_age"]


def _years(born: str, on: str) -> nw.Expr:
    """Whole years between two days: the birthday itself counts; born on 29 February is a year older on 1 March."""
    start, end = nw.col(born).dt, nw.col(on).dt
    not_yet = (end.month() * 100 + end.day()) < (start.month() * 100 + start.day())
    return end.year() - start.year() - not_yet.cast(nw.Int32)


def _bands(law, boundaries, grown: int) -> list[dict]:
    """Who may exercise the rights at each age, for each stretch of the law."""
    return [
        {
            "period": number,
            "age": age,
            "self_may": "self" in entry["rights_by"],
            "representative_may": "representative" in entry["rights_by"],
            "band_seen": "rights_by" not in entry.get("unseen", ()),
            "rights_by": ";".join(entry["rights_by"]),
        }
        for number, day in first_days(boundaries)
        for entry in law.entries("ages")
        if holds(entry, day)
        for age in range(entry["from_age"], min(entry.get("to_age", grown), grown) + 1)
    ]
