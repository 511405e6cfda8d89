"""What reaches beyond the border and back: orders from third countries; and the days of what is declared."""

from .draft import Draft
from .people import days

_FEW = 150  # a firm with fewer people gets no order from abroad
_ONE_IN = 2500

# In order, in turn: refused, carried out under a treaty, still open, carried out on a basis and a ground.
_ORDERS = (
    {"country": "US", "agreement": False, "outcome": "refused"},
    {"country": "GB", "agreement": True, "basis": "legal_obligation", "ground": "agreement", "outcome": "disclosed"},
    {"country": "TR", "agreement": False, "outcome": "open"},
    {"country": "CH", "agreement": False, "basis": "legitimate_interest", "ground": "adequacy", "outcome": "disclosed"},
)


def orders(draft: Draft) -> None:
    """Orders of foreign courts and authorities: none for a small firm, a few for a larger one, all handled well."""
    rng = draft.rng("orders")
    span = int((draft.until - draft.rules.first_day).astype(int)) - 80
    for number in range(0 if draft.people < _FEW else 2 + draft.people // _ONE_IN):
        received = draft.rules.first_day + days(10 + int(rng.integers(0, span)))
        order(draft, received, **_ORDERS[number % len(_ORDERS)])


def order(draft: Draft, received, **values) -> int:
    """One order, with the day of disclosure three weeks later where data were disclosed; gives its row."""
    values = {"country": "US", "role": "controller", "outcome": "open"} | values
    if values["outcome"] == "disclosed":
        values["disclosed_at"] = received + days(21)
    return draft["orders"].append(received_at=received, **values)
