"""The register of planted flaws: each a small function that changes the tables and tells all (check, record) it causes.

A theme adds flaws of its own by decorating a function with `flaw` in a module that is named in `_MODULES`.
Each flaw gets contacts of its own, so that what it causes is known exactly.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from math import sqrt

import numpy as np

from .draft import DAY, MINUTE, Draft
from .people import days

_MODULES = (
    "flaws_consent",
    "flaws_authorisation",
    "flaws_impact",
    "flaws_maturity",
    "flaws_minimisation",
    "flaws_register",
    "flaws_retention",
    "flaws_rights",
    "flaws_shadow",
    "flaws_special",
    "flaws_supervision",
    "flaws_transfers",
    "doubts",
)
_SETTLED = 400  # days: a contact with a flaw has been here long enough for a history
_YOUNG = 4 * 365  # days: whoever is a minor now was recorded in these last years
_FULL_SET = 300  # from this number of people on every flaw is there at least once
_ONE_IN = 8  # with fewer people at most one contact in eight has a flaw

Found = tuple[str, str, int | str]  # check, table, and the row, or the key itself of what is declared
Plan = list[tuple[str, int, int]]  # flaw, contact, how many of this flaw before it


@dataclass(frozen=True)
class Flaw:
    """One kind of flaw: what the contact must be, how it is planted, how often, and whether the law knows it then."""

    role: str
    plant: Callable[["Scene"], Iterable[Found]]
    weight: float
    possible: Callable[[Draft], bool]


FLAWS: dict[str, Flaw] = {}
WIDE: dict[str, Callable[[Draft], Iterable[Found]]] = {}  # flaws that need no contacts of their own


def flaw(name: str, role: str = "prospect", weight: float = 1, possible: Callable[[Draft], bool] = lambda draft: True):
    """Register a function (scene) as a flaw. role: prospect, customer or minor; weight: how often beside the others."""

    def register(function):
        FLAWS[name] = Flaw(role, function, weight, possible)
        return function

    return register


def wide(name: str):
    """Register a function (draft) as a flaw that is spread over contacts without a flaw of their own."""

    def register(function):
        WIDE[name] = function
        return function

    return register


def known() -> dict[str, Flaw]:
    """Every registered flaw by name."""
    for module in _MODULES:
        import_module(f".{module}", __package__)
    return FLAWS


def reserve(draft: Draft, created: np.ndarray, wanted: bool) -> tuple[Plan, dict[str, np.ndarray]]:
    """Set contacts apart for the flaws: a plan of (flaw, contact, how many before it), and the contacts by role."""
    reserved = draft.hidden["reserved"] = np.zeros(draft.people, bool)
    if not wanted:
        return [], {}
    times = {name: _times(draft, one) for name, one in known().items() if one.possible(draft)}
    most = sum(times.values()) if draft.people >= _FULL_SET else draft.people // _ONE_IN
    day = created.astype(DAY)
    settled = draft.rng("flaws").permutation(np.flatnonzero(day <= draft.until - days(_SETTLED)))
    young = settled[day[settled] >= draft.until - days(_YOUNG)]
    queues = {"minor": iter(young.tolist())}
    other = iter(settled.tolist())
    plan: Plan = []
    for nth in range(max(times.values())):
        for name in (name for name in times if times[name] > nth):
            queue = queues.get(FLAWS[name].role, other)
            row = next((row for row in queue if not reserved[row]), None)
            if row is None or len(plan) >= most:
                continue
            reserved[row] = True
            plan.append((name, row, nth))
    roles = {}
    for role in ("prospect", "customer", "minor"):
        roles[role] = np.array([row for name, row, _ in plan if FLAWS[name].role == role], np.int64)
    return plan, roles


def _times(draft: Draft, one: Flaw) -> int:
    """How often a flaw is planted: it grows with the square root of the number of people."""
    return max(1, int(one.weight * sqrt(draft.people * draft.dense / _FULL_SET)))


def plant(draft: Draft, plan: Plan) -> list[Found]:
    """Plant every flaw of the plan; gives all that they cause."""
    found: list[Found] = []
    for name, row, nth in plan:
        found += FLAWS[name].plant(Scene(draft, row, nth, draft.rng(f"flaw {name} {nth}")))
    if plan:
        for spread in WIDE.values():
            found += spread(draft)
    return found


class Scene:
    """One contact with a flaw: adds choices and messages that are in order, except for what the flaw asks otherwise."""

    _MAILS = ("newsletter", "offers", "events")

    def __init__(self, draft: Draft, contact: int, nth: int, rng: np.random.Generator):
        self.draft, self.contact, self.nth, self.rng = draft, contact, nth, rng
        created = draft["contacts"]["created_at"][contact].astype(DAY)
        self.begin = max(created, draft.rules.first_day) + days(4)
        self.end = draft.until - days(1)
        self.purpose = str(rng.choice(self._MAILS))

    def pick(self, values):
        """One of these values: each in turn for the contacts that have the same flaw."""
        return values[self.nth % len(values)]

    def moments(self, number: int, begin=None, end=None) -> list:
        """Moments on different working days, in order, in the last years of the contact."""
        begin, end = begin or max(self.begin, self.end - days(1000)), end or self.end
        steps = int((end - begin).astype(int)) // 4
        chosen = np.sort(self.rng.choice(steps, number, replace=False))
        found = []
        for step in chosen:
            day = begin + days(4 * int(step))
            weekday = (int(day.astype(int)) + 3) % 7
            day -= days(max(weekday - 4, 0))
            found.append(day.astype(MINUTE) + np.timedelta64(int(self.rng.integers(9 * 60, 17 * 60)), "m"))
        return found

    def course(self, number: int, begin=None, end=None) -> tuple[list, list]:
        """Moments for a history of this many steps, and one to three moments after it."""
        found = self.moments(number + int(self.rng.integers(1, 4)), begin, end)
        return found[:number], found[number:]

    def yes(self, at, /, **other) -> int:
        """A consent for e-mail that is in order."""
        usual = {"how": "tick", "wording": self.wording("web", at), "source": "webform"}
        return self.choice(at, "given", **(usual | other))

    def choice(self, when, event: str, /, **other) -> int:
        """A choice about this scene's purpose and e-mail."""
        usual = {"contact": self.contact, "at": when, "purpose": self.purpose, "channel": "email", "event": event}
        usual |= {"how": "statement", "source": "phone_call", "given_by": "self"}
        return self.draft["consents"].append(when=when, **(usual | other))

    def wording(self, stem: str, at) -> str:
        """The wording of this stem that was in use on that day."""
        forms = [form for form in self.forms() if form["wording"].startswith(stem)]
        return max((f for f in forms if np.datetime64(f["since"]) <= at), key=lambda f: f["since"])["wording"]

    @staticmethod
    def forms() -> list[dict]:
        """The wordings of the data file, with the day since which each is in use."""
        from .pools import data

        return data("policy")["forms"]["rows"]

    def send(self, at, channel: str = "email", /, **other) -> int:
        """A marketing message that says who sends it and how to stop."""
        usual = {"contact": self.contact, "sent_at": at, "channel": channel, "purpose": self.purpose}
        usual |= {"kind": "marketing", "similar_own": True, "optout_offered": True, "sender_stated": True}
        values = usual | other
        values.setdefault("campaign", self._campaign(values["purpose"], channel, at))
        return self.draft["messages"].append(when=at, **values)

    def _campaign(self, purpose: str, channel: str, at) -> str | None:
        from .mailing import campaign_name

        return campaign_name(purpose, channel, at.astype(DAY).item())

    def form(self, **other) -> str:
        """A new wording that is in order except for these facts; gives its name."""
        from .policy import form_row

        rows = self.draft.policy["consent_forms"]
        for row in rows:
            if row == form_row({"wording": row["wording"]} | other):
                return row["wording"]
        name = f"web-2023-{2 + sum(row['wording'].startswith('web-2023') for row in rows)}"
        rows.append(form_row({"wording": name} | other))
        return name
