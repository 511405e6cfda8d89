"""A sample of one's own notes for a person to judge: hits of every kind, and notes in which nothing was found."""

import random
from dataclasses import dataclass, field
from datetime import date

from .. import texts
from ..errors import AvgkitError
from ..recognisers import LABELS, Hit, recognise

SIZE = 50  # hits, and as many notes without any
NOTHING_FOUND = "-"  # the stratum of notes without a hit


@dataclass(frozen=True)
class Item:
    """One row to judge: the hits of one label in one note (`spans`), or a note in which nothing was found."""

    key: str
    label: str
    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass
class Sample:
    """What was drawn, and from how many: `of` counts (note, label) pairs by label, and notes without a hit."""

    items: list[Item]
    of: dict[str, int]
    notes: int
    seed: int
    on: date
    labels: list[str] = field(default_factory=lambda: list(LABELS))


class _Draw:
    """Some of many, each as likely as any other, in one go through them."""

    def __init__(self, chance: random.Random):
        self.chance, self.kept, self.seen = chance, [], 0

    def offer(self, item: Item) -> None:
        self.seen += 1
        if len(self.kept) < SIZE:
            self.kept.append(item)
        elif (place := self.chance.randrange(self.seen)) < SIZE:
            self.kept[place] = item


def draw(crm, law, seed: int = 1) -> Sample:
    """Draw from the notes of a Crm: every label that was found is in it, the rest by how often it was found.

    Raises AvgkitError when the CRM holds no notes.
    """
    import narwhals as nw

    from ..derived.periods import holds

    if not crm.has("interactions"):
        raise AvgkitError(texts.say("verify.no_notes"))
    scope = frozenset(entry["id"] for entry in law.entries("grounds", "criminal_scope") if holds(entry, law.on))
    wanted = crm.interactions.filter(~nw.col("note").is_null()).select("id", "note").sort("id")
    draws: dict[str, _Draw] = {}
    notes = 0
    for batch in crm.engine.arrow(wanted).to_batches():
        for key, note in zip(batch["id"].to_pylist(), batch["note"].to_pylist(), strict=True):
            if not note.strip():
                continue
            notes += 1
            for label, spans in _found(recognise(note, scope)).items():
                one = draws.setdefault(label, _Draw(random.Random(f"{seed}-{label}")))
                one.offer(Item(str(key), label, note, spans))
    if not notes:
        raise AvgkitError(texts.say("verify.no_notes"))
    of = {label: draws[label].seen for label in (*LABELS, NOTHING_FOUND) if label in draws}
    shares = _allotted({label: count for label, count in of.items() if label != NOTHING_FOUND})
    shares |= {NOTHING_FOUND: min(SIZE, of.get(NOTHING_FOUND, 0))}
    items = [
        item
        for label, count in shares.items()
        if count  # a part of what was kept is drawn again, because its places are not equally likely
        for item in random.Random(f"{seed}-{label}-few").sample(draws[label].kept, count)
    ]
    random.Random(f"{seed}-order").shuffle(items)
    return Sample(items, of, notes, seed, law.on)


def _found(hits: list[Hit]) -> dict[str, tuple[tuple[int, int], ...]]:
    by_label: dict[str, list] = {}
    for hit in hits:
        by_label.setdefault(hit.label, []).append((hit.start, hit.end))
    return {label: tuple(spans) for label, spans in by_label.items()} or {NOTHING_FOUND: ()}


def _allotted(of: dict[str, int], size: int = SIZE) -> dict[str, int]:
    """How many of each label: two at least where there are two, the rest by how often each was found."""
    given = {label: min(2, count) for label, count in of.items()}
    while sum(given.values()) > size:
        given[max(given, key=given.get)] -= 1
    while sum(given.values()) < min(size, sum(of.values())):
        open_ones = [label for label in of if given[label] < of[label]]
        given[max(open_ones, key=lambda label: of[label] / (given[label] + 1))] += 1
    return given
