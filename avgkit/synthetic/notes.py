"""The interactions: moments of contact with a note as staff write them; the last one is the contact's last contact."""

from dataclasses import dataclass
from functools import cache
from itertools import product
from string import Formatter

import numpy as np
import pyarrow as pa

from .choices import between, working
from .draft import DAY, MINUTE, Draft
from .people import CUSTOMER, FORMER, OTHER, PARTNER, PROSPECT, SUPPLIER, days
from .pools import data

_KINDS = ("call", "visit", "email", "purchase", "complaint", "note")
_GROUPS = ("lead", "client", "firm")
_RECENT = {PROSPECT: 480, CUSTOMER: 900, FORMER: 300, PARTNER: 700, SUPPLIER: 700, OTHER: 240}
_MOST = 6
_PER_TEMPLATE = 240  # texts of one template; more would only make the pool slow


@dataclass(frozen=True)
class Notes:
    """All texts, those of one template together; per template where it begins, its size and its kind of contact."""

    texts: pa.Array
    start: np.ndarray
    size: np.ndarray
    kind: np.ndarray
    first: np.ndarray  # the first template of each group: lead, client, firm
    count: np.ndarray  # and how many it has

    def draw(self, rng: np.random.Generator, group: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """A text for each group, and its kind of contact; every template as often as the others."""
        template = self.first[group] + (rng.random(len(group)) * self.count[group]).astype(np.int64)
        return self.start[template] + (rng.random(len(group)) * self.size[template]).astype(np.int64), self.kind[
            template
        ]


@cache
def notes() -> Notes:
    """The notes of our data file."""
    raw = data("notes")
    listed = [note for group in _GROUPS for note in raw["note"] if note["for"] == group]
    filled = [_filled(note["text"], raw["slots"]) for note in listed]
    size = np.array([len(texts) for texts in filled])
    count = np.array([sum(note["for"] == group for note in listed) for group in _GROUPS])
    return Notes(
        texts=pa.array([text for texts in filled for text in texts]),
        start=np.concatenate([[0], np.cumsum(size)[:-1]]),
        size=size,
        kind=np.array([_KINDS.index(note["kind"]) for note in listed]),
        first=np.concatenate([[0], np.cumsum(count)[:-1]]),
        count=count,
    )


def _filled(text: str, slots: dict) -> list[str]:
    """The template with every combination of its slots, thinned out evenly when there are too many."""
    names = [name for _, name, _, _ in Formatter().parse(text) if name]
    chosen = product(*(slots[name] for name in names))
    combined = [text.format(**dict(zip(names, words, strict=True))) for words in chosen]
    return combined[:: -(-len(combined) // _PER_TEMPLATE)]


def interactions(draft: Draft) -> None:
    """Draw the moments of contact, their notes, and the last contact of every contact."""
    rng, table = draft.rng("interactions"), draft["contacts"]
    rows = np.flatnonzero(~draft.hidden["erased"])
    created, category = table["created_at"][rows], table["category"][rows]
    last_day = _last(draft, rng, rows, created, category)
    last = np.maximum(working(last_day, rng), created + np.timedelta64(20, "m"))
    count = np.minimum(rng.poisson(1.1, len(rows)), _MOST - 1)
    earlier = np.repeat(np.arange(len(rows)), count)
    at = between(rng, created[earlier], np.maximum(last[earlier] - days(1), created[earlier]))
    at = np.minimum(np.maximum(working(at, rng), created[earlier] + np.timedelta64(5, "m")), last[earlier])
    who = np.concatenate([np.arange(len(rows)), earlier])
    at = np.concatenate([last, at])
    group = np.array([0, 1, 1, 2, 2, 2])[category[who]]
    group[at.astype(DAY) < table["customer_since"][rows[who]]] = 0  # nobody buys before being a customer
    note, kind = notes().draw(rng, group)
    staff = _staff(draft, rng, rows[who], at)
    draft["interactions"].pool("note", notes().texts)
    draft["interactions"].extend(len(who), contact=rows[who], user=staff, at=at, kind=kind, note=note)
    table["last_contact_at"][rows] = last


def _last(draft: Draft, rng, rows: np.ndarray, created: np.ndarray, category: np.ndarray) -> np.ndarray:
    """The day of the last contact: recent enough for the retention schedule, before the end for former customers."""
    recent = np.array([_RECENT[code] for code in range(len(_RECENT))])[category]
    end = np.where(category == FORMER, draft["contacts"]["customer_until"][rows], draft.until - days(2))
    end = np.maximum(end.astype(DAY), created.astype(DAY))
    start = np.maximum(created.astype(DAY), end - days(recent))
    spread = np.floor((end - start).astype(np.int64) * (1 - rng.random(len(rows)) ** 1.6)).astype(np.int64)
    moved = (start + days(spread)).astype(MINUTE)
    # A Sunday moves to the Saturday before; what would fall before the first day stays on that day.
    return np.maximum(moved, created.astype(DAY).astype(MINUTE))


def _staff(draft: Draft, rng, rows: np.ndarray, at: np.ndarray) -> np.ndarray:
    """Who spoke to them: the owner if employed by then, else one of the first staff, or a colleague who has left."""
    users = draft["users"]
    owner = draft["contacts"]["owner"][rows]
    joined = users["joined"].astype(MINUTE)
    veterans = draft.hidden["veterans"]
    who = np.where(joined[owner] <= at, owner, veterans[rng.integers(0, len(veterans), len(rows))])
    leavers = np.flatnonzero(users["active"] == 0)
    if len(leavers):
        former = leavers[rng.integers(0, len(leavers), len(rows))]
        there = (joined[former] <= at) & (at < users["left"][former].astype(MINUTE)) & (rng.random(len(rows)) < 0.4)
        who = np.where(there, former, who)
    return who
