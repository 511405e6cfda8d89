"""What reaches beyond the border and back: orders from third countries; and the days of what is declared."""

from datetime import date, timedelta

from .draft import Draft
from .people import days

_FEW = 150  # a firm with fewer people gets no order from abroad
_ONE_IN = 2500
_MARGIN = timedelta(days=45)  # what is declared lies at least so long before the last day

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


def settle(draft: Draft) -> None:
    """Move the days of a party or an activity back by whole years, together, until they lie before the last day."""
    last = draft.until.item() - _MARGIN
    for table in ("processors", "activities"):
        for row in draft.policy[table]:
            named = {column: value for column, value in row.items() if isinstance(value, date)}
            years = next((n for n in range(99) if all(_back(day, n) <= last for day in named.values())), 0)
            row.update({column: _back(day, years) for column, day in named.items()})


def _back(day: date, years: int) -> date:
    """The same day so many years before; 29 February becomes the 28th."""
    return (
        day if years == 0 else day.replace(year=day.year - years, day=min(day.day, 28) if day.month == 2 else day.day)
    )
