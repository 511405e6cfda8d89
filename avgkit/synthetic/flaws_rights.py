"""Flaws of the theme rights: requests answered late or not, refused wrongly, told to be done and not done."""

from math import sqrt

import numpy as np

from .draft import DAY, MINUTE, Draft
from .flaws import Found, Scene, flaw, wide
from .people import NATURAL, days

OVERDUE, EXTENSION, REFUSAL = "request-overdue", "extension-without-notice", "refusal-without-ground"
IDENTITY, LEFT, PASSED_ON = "identity-excessive", "erasure-not-carried-out", "erasure-not-passed-on"
WRONG = "request-by-wrong-person"
_LONG_AGO = 200  # days: by then every term is over
_PER_SET = 300


class Desk:
    """The desk where requests come in from contacts without a flaw of their own, each of them once."""

    def __init__(self, draft: Draft):
        self.draft, self.rng = draft, draft.rng("rights desk")
        people, hidden = draft["contacts"], draft.hidden
        able = (people["kind"] == NATURAL) & ~hidden["reserved"] & ~hidden["erased"] & ~hidden["asked_stop"]
        able &= people["created_at"].astype(DAY) < draft.until - days(_LONG_AGO + 260)
        able &= people["email"] >= 0
        able[draft["requests"]["contact"]] = False
        self._queue = iter(self.rng.permutation(np.flatnonzero(able)).tolist())

    def ask(self, kind: str, ago: int | None = None, **other) -> int | None:
        """A request that is in order but for what is said: after so many days a day of answer; None without a contact.

        The facts that end in `_after` are days after receipt: `answered_after=3` is an answer three days later.
        """
        contact = next(self._queue, None)
        if contact is None:
            return None
        ago = _LONG_AGO + int(self.rng.integers(0, 250)) if ago is None else ago
        return ask(self.draft, contact, kind, self.draft.until - days(ago), **other)


def ask(draft: Draft, contact: int, kind: str, day: np.datetime64, **other) -> int:
    """A request of this contact on that day; gives its row."""
    usual = {"by": "self", "complex": False, "identity_doubt": False, "identity_copy": False}
    later = {name.removesuffix("_after") + "_at": n for name, n in other.items() if name.endswith("_after")}
    usual |= {name: day + days(n) for name, n in later.items()}
    usual |= {name: value for name, value in other.items() if not name.endswith("_after")}
    usual.setdefault("outcome", "done" if "answered_at" in usual else "open")
    received = day.astype(MINUTE) + np.timedelta64(10 * 60 + 20, "m")
    return draft["requests"].append(when=received, contact=contact, kind=kind, received_at=received, **usual)


_REFUSED = {"outcome": "refused", "refusal_shown": True, "told_remedies": True, "answered_after": 9}
_EXTENDED = {"complex": True, "extension_reasoned": True, "extended_after": 12}
# Each: the checks that find it, the kind of request, and what is wrong with it; 45 and 140 days are over every term.
_KINDS = (
    ((OVERDUE,), "access", {"answered_after": 45}),
    ((OVERDUE,), "access", {"ago": 62}),
    ((OVERDUE,), "portability", _EXTENDED | {"answered_after": 140}),
    ((EXTENSION, OVERDUE), "access", _EXTENDED | {"extended_after": 42, "answered_after": 50}),
    ((EXTENSION,), "access", _EXTENDED | {"extension_reasoned": False, "answered_after": 24}),
    ((EXTENSION,), "access", _EXTENDED | {"complex": False, "answered_after": 24}),
    ((REFUSAL,), "erasure", _REFUSED | {"refusal_ground": "overriding_interest"}),
    ((REFUSAL,), "access", _REFUSED | {"refusal_ground": "excessive", "refusal_shown": False}),
    ((REFUSAL,), "portability", _REFUSED | {"told_remedies": False, "refusal_ground": "excessive"}),
    ((IDENTITY,), "access", {"identity_asked_after": 1, "identity_copy": True, "answered_after": 8}),
    ((LEFT,), "erasure", {"answered_after": 5, "carried_out_after": 5, "recipients": "none"}),
    (
        (PASSED_ON,),
        "rectification",
        {"answered_after": 3, "carried_out_after": 3, "recipients": "drukker", "passing_on_impossible": False},
    ),
)


@wide("requests")
def requests_handled_badly(draft: Draft) -> list[Found]:
    """Requests of contacts that are otherwise in order; each kind of fault once, and more with more people."""
    desk, found = Desk(draft), []
    for _ in range(max(1, int(sqrt(draft.people / _PER_SET)))):
        for checks, kind, wrong in _KINDS:
            row = desk.ask(kind, **wrong)
            if row is not None:
                found += [(check, "requests", row) for check in checks]
    return found


@flaw("request-by-parent-of-nearly-adult")
def request_by_parent(scene: Scene) -> list[Found]:
    """A parent asked for the data of somebody of seventeen, and got them."""
    day = scene.draft.until - days(30 + int(scene.rng.integers(0, 30)))
    born = day - days(int(17.4 * 365.25))
    scene.draft["contacts"].set(scene.contact, birth_date=born)
    row = ask(scene.draft, scene.contact, "access", day, by="representative", answered_after=6)
    return [(WRONG, "requests", row)]
