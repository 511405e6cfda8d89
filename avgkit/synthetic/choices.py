"""The choices people make: consents given, withdrawn, given again or refused, objections, and when each yes holds."""

from dataclasses import dataclass

import numpy as np

from .draft import DAY, MINUTE, Draft
from .people import days
from .policy import SOURCES, wording, wordings
from .pools import data

GIVEN, REFUSED, WITHDRAWN, OBJECTED = range(4)
HOW = ("tick", "statement", "signature", "double_opt_in", "oral", "pre_ticked", "silence", "scroll")
CHANNELS = ("email", "sms", "app", "fax", "auto_call", "phone", "post", "all")
PURPOSES = tuple(purpose["id"] for purpose in data("policy")["purposes"])
ALWAYS, LEFT, RETURNED, NEVER, CONVINCED = range(5)  # the histories of a choice
_HISTORIES = [0.70, 0.14, 0.05, 0.07, 0.04]
_ACTS = {  # per source: the acts that show the choice, as places in HOW
    "webform": (0, 3),
    "paper": (2, 2),
    "phone_call": (4, 4),
    "event": (0, 1),
    "shop": (1, 0),
}
_ACT = np.array([_ACTS[source] for source in SOURCES])
_SOURCE_SHARES = [0.5, 0.12, 0.1, 0.1, 0.18]
_BOXES = ("webform", "paper")  # where a form of its own or an express act is at hand


@dataclass
class Windows:
    """Stretches of time in which messages of a series may go to a contact: from start up to end, both moments."""

    contact: np.ndarray
    start: np.ndarray
    end: np.ndarray


def stops(draft: Draft) -> None:
    """Who objects to direct marketing, when, and by which way: an event among the choices, or a request."""
    rng, n = draft.rng("stops"), draft.people
    at = draft["contacts"]["created_at"]
    last = draft.until.astype(MINUTE) - days(40)
    draw = rng.random(n)
    start = np.maximum(at, draft.rules.first_day.astype(MINUTE)) + days(10)
    able = (start < last) & ~draft.hidden["reserved"] & ~draft.hidden["erased"]
    moment = working(between(rng, start, last), rng)
    never = draft.until.astype(MINUTE)
    event, request = able & (draw < 0.025), able & (draw > 0.985)
    draft.hidden["stop"] = np.where(event | request, moment, never)
    draft.hidden["asked_stop"] = request
    rows = np.flatnonzero(event)
    general, spoken = rng.random(len(rows)) < 0.6, rng.random(len(rows)) < 0.5
    table = draft["consents"]
    table.pool("purpose", PURPOSES)
    table.pool("wording", wordings())
    table.extend(
        len(rows),
        contact=rows,
        at=moment[rows],
        purpose=np.where(general, -1, rng.integers(0, 3, len(rows))),
        channel=CHANNELS.index("all"),
        event=OBJECTED,
        how=np.where(spoken, HOW.index("oral"), HOW.index("statement")),
        source=np.where(spoken, SOURCES.index("phone_call"), SOURCES.index("webform")),
        given_by=by_whom(draft, rows, moment[rows]),
    )


def between(rng: np.random.Generator, start: np.ndarray, end) -> np.ndarray:
    """A moment between two moments; never after the end."""
    span = (end - start).astype(np.int64).clip(0)
    return start + np.floor(rng.random(len(start)) * span).astype(np.int64).astype("timedelta64[m]")


def working(at: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """The moment moved into opening hours of the same day, and from a Sunday to the Saturday before."""
    day = at.astype(DAY)
    sunday = (day.astype(np.int64) + 4) % 7 == 0
    return (day - days(sunday)).astype(MINUTE) + rng.integers(9 * 60, 17 * 60 + 30, len(at)).astype("timedelta64[m]")


def _awake(at: np.ndarray) -> np.ndarray:
    """The moment moved to between eight in the morning and ten in the evening of the same day."""
    minute = (at - at.astype(DAY)).astype(np.int64)
    return at.astype(DAY).astype(MINUTE) + (480 + minute % 840).astype("timedelta64[m]")


def by_whom(draft: Draft, rows: np.ndarray, at: np.ndarray) -> np.ndarray:
    """0 = the person, 1 = the representative, for whom is not old enough on that day."""
    born = draft["contacts"]["birth_date"][rows]
    grown = _birthday(born, draft.rules.age)
    return np.where(~np.isnat(born) & (at.astype(DAY) < grown), 1, 0)


def _birthday(born: np.ndarray, age: int) -> np.ndarray:
    """The day on which somebody reaches an age; who was born on 29 February does so on 1 March."""
    month = born.astype("datetime64[M]")
    rest = born - month.astype(DAY)
    return (month + np.timedelta64(12 * age, "M")).astype(DAY) + rest


def subscribe(draft: Draft, series: dict, rows: np.ndarray, part: str) -> Windows:
    """Draw the choices of these contacts about one series, record them, and give the stretches in which a yes holds."""
    rng = draft.rng(part)
    created = draft["contacts"]["created_at"][rows]
    first_day = max(draft.rules.first_day, np.datetime64(f"{series.get('first', 2018)}-01-02"))
    floor = np.maximum(created, first_day.astype(MINUTE)) + np.timedelta64(10, "m")
    end = draft.hidden["stop"][rows] - days(2)
    kept = end - floor > days(12)
    rows, floor, end = rows[kept], floor[kept], end[kept]
    history = np.searchsorted(np.cumsum(_HISTORIES), rng.random(len(rows)), side="right").clip(0, CONVINCED)
    soon = rng.random(len(rows)) < 0.6
    early = floor + rng.integers(0, 3 * 1440, len(rows)).astype("timedelta64[m]")
    first = np.maximum(_awake(np.where(soon, early, between(rng, floor, end - days(6)))), floor)
    second = _awake(between(rng, first + days(3), end))
    third = _awake(between(rng, second + days(2), end))
    short = (end - second < days(2)) | (end - third < days(1))
    history[(history != ALWAYS) & (history != NEVER) & short] = ALWAYS
    says = _Recorder(draft, series, rng)
    says.record(rows, first, np.where(history >= NEVER, REFUSED, GIVEN))
    twice = (history == LEFT) | (history == RETURNED) | (history == CONVINCED)
    says.record(rows[twice], second[twice], np.where(history[twice] == CONVINCED, GIVEN, WITHDRAWN))
    again = history == RETURNED
    says.record(rows[again], third[again], np.full(again.sum(), GIVEN))
    begins = history < NEVER
    left = (history == LEFT) | (history == RETURNED)
    back, late = history == RETURNED, history == CONVINCED
    return Windows(
        np.concatenate([rows[begins], rows[back], rows[late]]),
        np.concatenate([first[begins], third[back], second[late]]),
        np.concatenate([np.where(left, second, end)[begins], end[back], end[late]]),
    )


class _Recorder:
    """Writes choices about one series into the table of choices, with an act and a wording that fit the source."""

    def __init__(self, draft: Draft, series: dict, rng: np.random.Generator):
        self.draft, self.rng, self.purpose = draft, rng, series["purpose"]
        self.channel = CHANNELS.index(series.get("choice_channel", series["channel"]))
        self.explicit = next(p["explicit"] for p in data("policy")["purposes"] if p["id"] == self.purpose)
        self.own_form = self.purpose in data("policy")["form_defaults"]["purposes"]

    def record(self, rows: np.ndarray, at: np.ndarray, event: np.ndarray) -> None:
        """Add one event for each of these contacts."""
        rng, n = self.rng, len(rows)
        source = np.searchsorted(np.cumsum(_SOURCE_SHARES), rng.random(n), side="right").clip(0, len(SOURCES) - 1)
        if self.own_form:
            source[:] = SOURCES.index("webform")
        how = _ACT[source, rng.integers(0, 2, n)]
        if self.explicit:
            how[:] = HOW.index("double_opt_in")
        yes = event == GIVEN
        self.draft["consents"].extend(
            n,
            contact=rows,
            at=at,
            purpose=PURPOSES.index(self.purpose),
            channel=self.channel,
            event=event,
            how=np.where(yes, how, np.where(how == HOW.index("double_opt_in"), 0, how)),
            wording=np.where(yes | (event == REFUSED), wording(self.purpose, source, at), -1),
            source=source,
            given_by=by_whom(self.draft, rows, at),
        )
