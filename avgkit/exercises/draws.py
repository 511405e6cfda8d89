"""Drawing the records of an exercise from a verdict, and grading an answer: no words, no screens, no learners."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from .views import Page

NOTHING = "nothing"  # the reason of a record in order: nothing is wrong


def order(seed: tuple, key: object) -> bytes:
    """Where a key comes in the draw: the same on every machine and in every Python."""
    return blake2b("\x1f".join(map(str, (*seed, key))).encode(), digest_size=16).digest()


def _pick(kinds: dict[str, list[str]], count: int, seed: tuple, start: int, used: frozenset) -> list[str]:
    """`count` keys of as many kinds as there are. Which kinds depends on `start` only: the same difficulty for all."""
    names = sorted(kinds, key=lambda name: (-len(kinds[name]), name))
    names = names[start % len(names) :] + names[: start % len(names)] if names else []
    # A key that was used before comes last: only when nothing else is left.
    queues = [sorted(kinds[name], key=lambda key: (key in used, order(seed, key)), reverse=True) for name in names]
    picked: list[str] = []
    while len(picked) < count and any(queues):
        fresh = [queue for queue in queues if queue and queue[-1] not in used] or [queue for queue in queues if queue]
        picked += [queue.pop() for queue in fresh][: count - len(picked)]
    return picked


def draw(
    rows: list[dict],
    seed: tuple,
    size: int = 7,
    attempt: int = 0,
    used: frozenset = frozenset(),
    wanted=None,
    sorts=None,
) -> list[str]:
    """The keys of one exercise in the order shown: three in seven violate, none is unknown, the same for one seed.

    `wanted` keeps, for violating (True) and for fine records (False), only the codes named per column of the verdict;
    `sorts` names the column of which the records should differ.
    """
    wanted = {True: {}, False: {}} | (wanted or {})
    sorts = {True: "reasons", False: "reasons"} | (sorts or {})
    findings = max(1, round(size * 3 / 7))
    picked: list[str] = []
    for violates, count in ((True, findings), (False, size - findings)):
        kinds: dict[str, list[str]] = {}
        for row in rows:
            if row["violates"] is violates and _wanted(row, wanted[violates]):
                kinds.setdefault(str(row[sorts[violates]]), []).append(row["key"])
        picked += _pick(kinds, count, (*seed, attempt), attempt * count, used)
    return sorted(picked, key=lambda key: order((*seed, attempt, "shown"), key))


def draw_one(
    rows: list[dict], seed: tuple, attempt: int = 0, used: frozenset = frozenset(), wanted=None, sorts=None
) -> list[str]:
    """The key of one case to judge: a finding, in order, or (where there are such) unknown or arguable, by the seed.

    Everybody gets as many findings over a lesson as chance gives; none can tell from the neighbour's which it is.
    """
    wanted = {True: {}, False: {}, None: {}} | (wanted or {})
    sorts = {True: "reasons", False: "reasons", None: "reasons"} | (sorts or {})
    kinds: dict[object, dict[str, list[str]]] = {}
    for row in rows:
        if _wanted(row, wanted[row["violates"]]):
            side = "arguable" if row.get("arguable") else row["violates"]
            kinds.setdefault(side, {}).setdefault(str(row[sorts[row["violates"]]]), []).append(row["key"])
    chances = [side for side in (True, True, False, None, "arguable") if side in kinds]
    if not chances:
        return []
    chosen = chances[order((*seed, attempt), "verdict")[0] % len(chances)]
    return _pick(kinds[chosen], 1, (*seed, attempt), order((*seed, attempt), "sort")[0], used)


def _wanted(row: dict, allowed: dict[str, list[str]]) -> bool:
    """Whether every code in each named column is one of those allowed."""
    return all(set(str(row[column]).split(";")) <= set(codes) for column, codes in allowed.items())


# ---------------------------------------------------------------- grading
@dataclass(frozen=True)
class Outcome:
    """What an answer is worth: right, partly, wrong, arguable or not_attempted; its share of good decisions."""

    state: str
    found: int = 0
    to_find: int = 0
    extra: int = 0
    score: float = 0.0
    page: Page = field(default=Page(()), compare=False)

    def __repr__(self) -> str:
        return repr(self.page) if self.page.blocks else f"Outcome({self.state!r}, {self.found} of {self.to_find})"

    def _repr_html_(self) -> str:
        return self.page._repr_html_()


def grade(verdict: Mapping[str, bool], marks: Iterable[str] | None) -> Outcome:
    """Compare the marked keys with the verdict; knows nothing of words, screens or learners."""
    marked = set(marks or ())
    wanted = {key for key, violates in verdict.items() if violates}
    found, extra = len(marked & wanted), len(marked - wanted)
    if marks is None or not verdict or (wanted and not marked):
        return Outcome("not_attempted", to_find=len(wanted))
    state = "right" if marked == wanted else "partly" if found else "wrong"
    good = sum((key in marked) == (key in wanted) for key in verdict)
    return Outcome(state, found, len(wanted), extra, good / len(verdict) if verdict else 0.0)
