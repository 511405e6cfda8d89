"""How well the recognisers do, as measured on notes that nobody had seen while they were made (lexicon/scores.toml)."""

from dataclasses import dataclass
from functools import cache

from .. import texts
from .hits import LABELS
from .terms import lexicon


@dataclass(frozen=True)
class Score:
    """Of one label, counted per note: rightly told, told for nothing, passed by."""

    label: str
    right: int
    wrong: int
    missed: int

    @property
    def of(self) -> int:
        """How many notes hold the label."""
        return self.right + self.missed

    @property
    def precision(self) -> float | None:
        """Share of the notes told that are right; None when none was told."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else None

    @property
    def recall(self) -> float | None:
        """Share of the notes with the label that were told; None when there is none."""
        return self.right / self.of if self.of else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall."""
        whole = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / whole if whole else None


@dataclass(frozen=True)
class Published:
    """The scores in the order of LABELS; the notes they were measured on, the traps among them, the traps wrongly hit.

    A trap is a note that sounds like something that it does not hold. `tuned_on`: notes that the word lists were
    mended with, which are not among those measured on.
    """

    scores: tuple[Score, ...]
    notes: int
    traps: int
    traps_hit: int
    tuned_on: int


HEADS = ("cli.col_label", *(f"recognise.col_{name}" for name in ("of", "recall", "hits", "precision", "f1")))


@cache
def published() -> Published:
    """What was measured last."""
    page = lexicon("scores")
    rows = {row["label"]: Score(**row) for row in page["labels"]}
    return Published(tuple(rows[label] for label in LABELS), **page["measured"])


def shown(lang: str | None = None) -> tuple[list[str], list[list[str]], list[str]]:
    """The heads and rows of the table of scores, and the sentences that belong with it."""
    told = published()
    heads = [texts.say(name, lang) for name in HEADS]
    rows = [
        [
            _say(f"label_{score.label}", lang),
            texts.number(score.of, lang),
            texts.percent(score.right, score.of, lang),
            texts.number(score.right + score.wrong, lang),
            texts.percent(score.right, score.right + score.wrong, lang),
            texts.percent(2 * score.right, 2 * score.right + score.wrong + score.missed, lang),
        ]
        for score in told.scores
    ]
    counts = {name: texts.number(getattr(told, name), lang) for name in ("notes", "traps", "traps_hit")}
    return heads, rows, [_say("scores_traps", lang, **counts), _say("scores_limit", lang)]


def _say(name: str, lang: str | None, **values) -> str:
    return texts.say(f"recognise.{name}", lang, **values)
