"""Hits that a person looked at and accepted as false: by the hash of the text and the label, each until a day."""

import csv
import hashlib
import re
import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .. import kept, texts
from ..errors import AvgkitError
from ..tables import why
from ..whole import text_of
from .hits import LABELS, Hit
from .notes import label_of
from .terms import folded

FIELDS = ("sha256", "label", "reason", "until")


def text_hash(text: str) -> str:
    """The SHA-256 of a text in small letters without accents, with its spaces made alike."""
    return hashlib.sha256(re.sub(r"\s+", " ", folded(text)).strip().encode()).hexdigest()


@dataclass
class Accepted:
    """Accepted false hits on a day: `until` by (sha256, label); how many counted no more, and how many had expired."""

    until: dict[tuple[str, str], date] = field(default_factory=dict)
    on: date | None = None
    used: int = 0
    expired: int = 0

    def holds(self, sha256: str, label: str) -> bool:
        """Whether this hit counts no more; keeps count."""
        last = self.until.get((sha256, label))
        if last is None:
            return False
        current = kept.holds(last, self.on)
        self.used += current
        self.expired += not current
        return current

    def without(self, text: str, hits: list[Hit]) -> list[Hit]:
        """The hits of a text that still count."""
        if not self.until or not hits:
            return hits
        sha256 = text_hash(text)
        gone = {label for label in {hit.label for hit in hits} if self.holds(sha256, label)}
        return [hit for hit in hits if hit.label not in gone]

    def rest(self, text: str, found: dict[str, bool]) -> dict[str, bool]:
        """The same for categories of the law, as `found` gives them."""
        if not self.until or not found:
            return found
        sha256, labels = text_hash(text), label_of()
        gone = {label for label in {labels[name] for name in found} if self.holds(sha256, label)}
        return {name: sure for name, sure in found.items() if labels[name] not in gone}

    def over(self) -> int:
        """How many of all accepted hits have expired on the day."""
        return sum(not kept.holds(last, self.on) for last in self.until.values())


def read_accepted(path: str | Path | None, on: date | None = None) -> Accepted:
    """The accepted hits of a TOML file ([[accepted]] blocks) or CSV file with the columns sha256, label, reason, until.

    Refuses a file with a wrong row, all wrong rows at once.
    """
    if path is None:
        return Accepted(on=on)
    path = Path(path)
    try:
        toml = path.suffix.lower() == ".toml"
        rows = tomllib.loads(text_of(path)).get("accepted", []) if toml else [row for _, row in kept.rows(path)]
    except FileNotFoundError:
        raise AvgkitError(texts.say("errors.path_missing", path=path)) from None
    except (OSError, ValueError, csv.Error) as error:
        reason = why(error) if isinstance(error, OSError) else str(error).partition("\n")[0][:120]
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=reason)) from None
    if not isinstance(rows, list):
        raise AvgkitError(texts.say("recognise.accepted_row", path=path.name, number=1, fields=", ".join(FIELDS)))
    made, problems = Accepted(on=on), []
    for number, row in enumerate(rows, 1):
        day = kept.day(row.get("until")) if isinstance(row, dict) else None
        wrong = [name for name in FIELDS if not isinstance(row, dict) or not row.get(name)]
        if not wrong and not re.fullmatch(r"[0-9a-f]{64}", str(row["sha256"])):
            wrong.append("sha256")
        if not wrong and day is None:
            wrong.append("until")
        if not wrong and row["label"] not in LABELS:
            problems.append(texts.unknown_name("recognise.unknown_label", row["label"], LABELS))
        elif wrong:
            problems.append(texts.say("recognise.accepted_row", path=path.name, number=number, fields=", ".join(wrong)))
        else:
            made.until[row["sha256"], row["label"]] = day
    if problems:
        raise AvgkitError(problems)
    return made


def accepted_on(path: str | Path | None, on: str | date | None = None) -> Accepted | None:
    """The accepted hits of a file on the day of the law (default: today); None without a file."""
    from ..law import usable_law

    return read_accepted(path, usable_law(on or None).on) if path else None


def as_toml(rows: list[dict]) -> str:
    """Accepted hits as a TOML file."""
    blocks = []
    for row in rows:
        reason = row["reason"].replace("\\", "\\\\").replace('"', '\\"')
        reason = re.sub(r"[\x00-\x1f\x7f]", " ", reason)
        lines = [f'sha256 = "{row["sha256"]}"', f'label = "{row["label"]}"', f'reason = "{reason}"']
        blocks.append("\n".join(["[[accepted]]", *lines, f"until = {row['until']:%Y-%m-%d}"]))
    return "\n\n".join(blocks) + "\n"
