"""How well recognisers do on notes with labels: counts per note, precision, recall and F1 per label, and traps hit.

A note is {"text", "labels", "trap"}; `told` gives the labels that a recogniser finds in a text.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Score:
    """Of one label: notes rightly told (right), told for nothing (wrong), passed by (missed)."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float | None:
        """Share of the notes told that are right; None when none was told."""
        return _share(self.right, self.right + self.wrong)

    @property
    def recall(self) -> float | None:
        """Share of the notes with the label that were told; None when there is none."""
        return _share(self.right, self.right + self.missed)

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None when the label neither stands in a note nor was told."""
        return _share(2 * self.right, 2 * self.right + self.wrong + self.missed)


def scores(notes: Iterable[dict], told: Callable[[str], Collection[str]], labels: Iterable[str]) -> dict[str, Score]:
    """The score of each label: a label counts once per note, however often it stands there."""
    pairs = [(set(note["labels"]), set(told(note["text"]))) for note in notes]
    return {
        label: Score(
            sum(label in wanted and label in found for wanted, found in pairs),
            sum(label not in wanted and label in found for wanted, found in pairs),
            sum(label in wanted and label not in found for wanted, found in pairs),
        )
        for label in labels
    }


def macro(found: dict[str, Score]) -> float:
    """The mean F1 of the labels that occur."""
    values = [score.f1 for score in found.values() if score.f1 is not None]
    return sum(values) / len(values)


def traps_hit(notes: Iterable[dict], told: Callable[[str], Collection[str]], labels: Collection[str]) -> float:
    """Share of the traps in which one of these labels is told that does not stand there."""
    traps = [note for note in notes if note.get("trap")]
    hit = [note for note in traps if set(told(note["text"])) & set(labels) - set(note["labels"])]
    return len(hit) / len(traps)


def table(found: dict[str, Score]) -> str:
    """The scores as lines of text, for a failing test and for whoever wants to read them."""
    shown = [
        f"{label:22} precision {_two(s.precision)} recall {_two(s.recall)} F1 {_two(s.f1)}  of {s.right + s.missed}"
        for label, s in found.items()
    ]
    return "\n".join([*shown, f"macro F1 {macro(found):.3f}"])


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _two(value: float | None) -> str:
    return "   -" if value is None else f"{value:.2f}"
