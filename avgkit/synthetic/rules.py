"""What the generator must know of the law to draw lawful messages: read from the knowledge, never typed here."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import numpy as np

from ..law import load_law


@dataclass(frozen=True)
class Rules:
    """The stretches of the law up to a day, as far as the generator needs them."""

    first_day: np.datetime64  # from here on there is a rule for every channel
    free_calls: dict[str, list]  # by kind of contact: the stretches in which a call needs no consent
    customer: dict[str, list]  # by channel: the stretches of the customer exception
    optout_calls: np.datetime64  # from this day on every sales call to a consumer must offer a way to object
    age: int  # from this age on a person consents alone


@cache
def rules(until: date) -> Rules:
    """The rules as known on the last day."""
    law = load_law(on=until)
    entries = law.entries("marketing")
    first = {}
    for entry in entries:
        for pair in ((channel, kind) for channel in entry["channels"] for kind in entry["kinds"]):
            first[pair] = min(entry["from"], first.get(pair, date.max))
    ages = law.entries("ages")
    free: dict[str, list] = {}
    for entry in entries:
        if "phone" in entry["channels"] and entry["regime"] != "consent":
            for kind in entry["kinds"]:
                free.setdefault(kind, []).append(_stretch(entry, until))
    customer: dict[str, list] = {}
    for entry in law.entries("marketing", "exception"):
        # Rules for other kinds of organisations, and rules that nobody can decide from a CRM, are not ours to use.
        if entry["group"] == "customer" and "organisation_kinds" not in entry and not entry.get("undecidable"):
            for channel in entry["channels"]:
                customer.setdefault(channel, []).append(_stretch(entry, until))
    start = max([*first.values(), min(entry["from"] for entry in ages)])
    return Rules(
        first_day=np.datetime64(start, "D"),
        free_calls=free,
        customer={channel: merged(stretches) for channel, stretches in customer.items()},
        optout_calls=np.datetime64(min((e["from"] for e in entries if _offers(e)), default=date.max), "D"),
        age=min(entry["from_age"] for entry in ages if entry["consent_by"] == ["self"]),
    )


def _offers(entry: dict) -> bool:
    return "phone" in entry["channels"] and "natural" in entry["kinds"] and "optout_offered" in entry["requires"]


def _stretch(entry: dict, until: date) -> tuple:
    end = min(entry.get("until", until), until)
    return np.datetime64(entry["from"], "D"), np.datetime64(end + timedelta(days=1), "D")


def merged(stretches: list[tuple]) -> list[tuple]:
    """Stretches that follow on each other joined together."""
    joined: list[tuple] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined
