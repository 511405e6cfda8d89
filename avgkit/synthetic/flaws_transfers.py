"""Flaws of the theme transfers: parties without ground, contract or place in the register, and orders obeyed."""

from math import sqrt

from ..law import load_law
from .abroad import order
from .draft import Draft
from .flaws import Found, wide
from .people import days

GROUND, CONTRACT, REGISTER = "transfer-without-ground", "processor-without-agreement", "processor-outside-register"
ORDER = "foreign-order-unescalated"
_FULL_SET = 300
_ACTIVITY = "verkoop-en-service"

# Parties by what is wrong: the check, and in what they differ from a party that is in order.
_PARTIES = (
    (
        GROUND,
        {"id": "chat", "name": "Babbelbox Inc. (fictief)", "service": "chat op de website"}
        | {"country": "US", "in_scope": False},
    ),
    (
        GROUND,
        {"id": "vertaling", "name": "Woordwissel Pte. (fictief)", "service": "vertalen van berichten", "country": "NL"}
        | {"access_from": "NL;IN", "mechanism": "scc"},
    ),
    (
        CONTRACT,
        {"id": "fotograaf", "name": "Studio Kiekje (fictief)", "service": "foto's bij bijeenkomsten"}
        | {"agreement_on": None},
    ),
    (CONTRACT, {"id": "enquete", "name": "Vraagbaak Onderzoek (fictief)", "service": "enquêtes onder klanten"}),
    (
        REGISTER,
        {"id": "gastenwifi", "name": "Zendmast Wifi (fictief)", "service": "wifi voor bezoekers van de winkel"}
        | {"activities": "gastenwifi"},
    ),
)


@wide("parties-that-slipped-in")
def parties(draft: Draft) -> list[Found]:
    """Parties that somebody hired without asking: each has one thing wrong and is in order for the rest."""
    found = []
    for number, (check, values) in enumerate(_PARTIES):
        begun = draft.until - days(150 + 40 * number)
        usual = {"country": "NL", "access_from": values.get("country", "NL"), "role": "processor"}
        usual |= {"agreement_on": (begun - days(10)).item(), "since": begun.item(), "activities": _ACTIVITY}
        row = usual | values
        if row["id"] == "vertaling" and not load_law(draft.until.item()).entries("mechanisms", "duty"):
            row["mechanism"] = None  # clauses alone sufficed then
        if row["id"] == "enquete":
            row["agreement_on"] = (begun + days(60)).item()
        draft.policy["processors"].append(row)
        found.append((check, "policy", row["id"]))
    _tell_countries(draft)
    return found


def _tell_countries(draft: Draft) -> None:
    """The register names the third countries of these parties, so that it stays right."""
    activity = next(row for row in draft.policy["activities"] if row["id"] == _ACTIVITY)
    activity["transfers"] = ";".join(dict.fromkeys([*(activity.get("transfers") or "").split(";"), "US"])).strip(";")


@wide("orders-obeyed")
def orders_obeyed(draft: Draft) -> list[Found]:
    """Data handed over on the mere letter of a foreign authority, or by a processor that told nobody."""
    found = []
    times = max(1, int(sqrt(draft.people * draft.dense / _FULL_SET)))
    bare = {"country": "US", "agreement": False, "outcome": "disclosed"}
    silent = {"country": "TR", "agreement": True, "ground": "agreement", "role": "processor", "outcome": "disclosed"}
    for number in range(times):
        for back, values in ((60, bare), (90, silent)):
            received = draft.until - days(back + 37 * number % 600)
            found.append((ORDER, "orders", order(draft, received, **values)))
    return found
