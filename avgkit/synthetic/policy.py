"""What the invented firm declares, as rows: read from policy.toml and laid out by table."""

from copy import deepcopy
from datetime import date, timedelta

import numpy as np

from .. import schema
from .pools import data

_LATELY = timedelta(days=14)
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


def dated(rows: list[dict], until: date) -> None:
    """Put what was done after the last day some years earlier, so that the firm of any year is in order."""
    for row in rows:
        for name, value in row.items():
            if isinstance(value, date) and value > until - _LATELY:
                years = -(-(value - until + _LATELY).days // 365)
                row[name] = value.replace(year=value.year - years, day=min(value.day, 28))


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
