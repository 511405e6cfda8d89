"""What the invented firm declares, as rows: read from policy.toml and laid out by table."""

from copy import deepcopy
from datetime import date, timedelta

import numpy as np
from dateutil.relativedelta import relativedelta

from .. import schema
from .pools import data

_LATELY = timedelta(days=45)  # what is declared lies at least so long before the last day
SOURCES = ("webform", "paper", "phone_call", "event", "shop")


def declared() -> dict[str, list[dict]]:
    """Every Policy table as rows of plain values."""
    raw = deepcopy(data("policy"))
    tables = {name: raw[name] for name in schema.tables("policy") if isinstance(raw.get(name), list)}
    tables["fields"] = [
        raw["field_defaults"] | {name: value for name, value in row.items() if name != "fields"} | {"field": field}
        for row in raw["fields"]["rows"]
        for field in row["fields"]
    ]
    tables["matrix"] = [
        {"role": row["role"], "category": category, "action": action, "reason": row["reason"]}
        for row in raw["matrix"]["rows"]
        for category in row["categories"]
        for action in row["actions"]
    ]
    tables["consent_forms"] = [form_row(form) for form in raw["forms"]["rows"]]
    return {name: tables.get(name, []) for name in schema.tables("policy")}


def settle(tables: dict[str, list[dict]], until: date) -> None:
    """Move the days of a row back by whole years, together, until they lie well before the last day."""
    for row in (row for rows in tables.values() for row in rows):
        named = {column: value for column, value in row.items() if isinstance(value, date)}
        years = next((n for n in range(99) if all(_back(day, n) <= until - _LATELY for day in named.values())), 0)
        row.update({column: _back(day, years) for column, day in named.items()})


def _back(day: date, years: int) -> date:
    """The same day so many years before; 29 February becomes the 28th."""
    return day + relativedelta(years=-years)


def form_row(form: dict) -> dict:
    """A wording as a row of consent_forms: what it says itself, and the rest as in a good form."""
    defaults = dict(data("policy")["form_defaults"])
    purposes = defaults.pop("purposes")
    row = {"purposes": purposes[form.get("purpose", "general")]} | defaults | form
    return {name: row.get(name) for name in schema.tables("policy")["consent_forms"].columns}


def wordings() -> list[str]:
    """The names of all wordings in order of the data file."""
    return [form["wording"] for form in data("policy")["forms"]["rows"]]


def wording(purpose: str, source: np.ndarray, at: np.ndarray) -> np.ndarray:
    """The number of the wording that was in use for this purpose at this source on that day."""
    forms = data("policy")["forms"]["rows"]
    found = np.full(len(at), -1)
    mine = [f for f in forms if f.get("purpose") == purpose] or [f for f in forms if "purpose" not in f]
    for number, name in enumerate(SOURCES):
        here = source == number
        ours = sorted((f for f in mine if f["source"] == name), key=lambda f: f["since"])
        if ours and here.any():
            since = np.array([f["since"] for f in ours], "datetime64[D]")
            place = np.searchsorted(since, at[here].astype("datetime64[D]"), side="right") - 1
            index = np.array([forms.index(f) for f in ours])
            found[here] = index[place]
    return found
