"""From marks to figures: precision and misses with a 95 % interval, weighted to the whole CRM."""

import json
from datetime import date
from math import sqrt
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..recognisers import LABELS
from ..recognisers.accepting import text_hash
from ..whole import text_of
from .samplebook import Marked
from .sampling import NOTHING_FOUND

_Z = 1.959964  # of a two-sided interval of 95 %


def wilson(share: float, size: float) -> tuple[float, float]:
    """The Wilson score interval of 95 % around a share of so many; from 0 to 1 when there are none."""
    if size <= 0:
        return 0.0, 1.0
    middle = (share + _Z**2 / (2 * size)) / (1 + _Z**2 / size)
    half = _Z / (1 + _Z**2 / size) * sqrt(share * (1 - share) / size + _Z**2 / (4 * size**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def figures(marked: Marked) -> dict:
    """Counts and shares only: precision over the hits, misses over the notes without a hit.

    Each label weighs as often as it was found in the whole CRM. The interval is Wilson's, over the effective size of
    the weighted sample (Kish). What the analyst could not say is left out of the shares, and counted.
    """
    labels = {}
    for label in (*LABELS, NOTHING_FOUND):
        marks = [mark for item, mark in marked.rows if item.label == label]
        if marks or marked.of.get(label):
            counts = {mark: marks.count(mark) for mark in ("right", "wrong", "unsaid")}
            labels[label] = {"of": marked.of.get(label, 0), "marked": len(marks)} | counts
    nothing = labels.pop(NOTHING_FOUND, {"of": 0, "right": 0, "wrong": 0, "unsaid": 0})
    judged = {label: c for label, c in labels.items() if c["right"] + c["wrong"]}
    weight = sum(counts["of"] for counts in judged.values())
    share = sum(c["of"] / weight * c["right"] / (c["right"] + c["wrong"]) for c in judged.values()) if weight else None
    spread = sum((c["of"] / weight) ** 2 / (c["right"] + c["wrong"]) for c in judged.values()) if weight else 0
    size = 1 / spread if spread else 0
    missed_of = nothing["right"] + nothing["wrong"]
    missed = nothing["wrong"] / missed_of if missed_of else None
    return {
        "kind": "avgkit-verified",
        "drawn_on": marked.on.isoformat(),
        "interval": "wilson-95",
        "notes": marked.notes,
        "notes_without_hits": nothing["of"],
        "precision": _told(share, size, sum(c["right"] + c["wrong"] for c in judged.values())),
        "missed": _told(missed, missed_of, missed_of)
        | {"in_crm": None if missed is None else round(missed * nothing["of"])},
        "unsaid": sum(c["unsaid"] for c in labels.values()) + nothing["unsaid"],
        "labels": labels,
    }


def _told(share: float | None, size: float, marked: int) -> dict:
    low, high = wilson(share or 0.0, size)
    rounded = None if share is None else round(share, 4)
    return {"share": rounded, "low": round(low, 4), "high": round(high, 4), "marked": marked}


def sentences(found: dict, lang: str | None = None) -> list[str]:
    """The figures in words that a manager understands."""
    told = []
    for name in ("precision", "missed"):
        part = found[name]
        if part["share"] is None:
            told.append(texts.say(f"verify.{name}_unknown", lang))
            continue
        values = {k: texts.percent(round(part[k] * 10_000), 10_000, lang) for k in ("share", "low", "high")}
        values |= {"marked": texts.number(part["marked"], lang)}
        values |= {"notes": texts.number(found["notes_without_hits"], lang)} if name == "missed" else {}
        told.append(texts.say(f"verify.{name}", lang, **values))
    day = texts.day(date.fromisoformat(found["drawn_on"]), lang)
    told.append(texts.say("verify.method", lang, day=day, unsaid=texts.number(found["unsaid"], lang)))
    return told


def read_figures(path: str | Path) -> dict:
    """The figures that `avgkit verify-sample --marks` wrote; refuses any other file."""
    path = Path(path)
    try:
        found = json.loads(text_of(path))
        good = found["kind"] == "avgkit-verified" and sentences(found)
    except FileNotFoundError:
        raise AvgkitError(texts.say("errors.path_missing", path=path)) from None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        good = False
    if not good:
        raise AvgkitError(texts.say("verify.no_figures", path=path.name))
    return found


def accepted_rows(marked: Marked, reason: str, until: date) -> list[dict]:
    """The hits that were marked as wrong, as accepted false hits until that day."""
    wrong = [item for item, mark in marked.rows if mark == "wrong" and item.label != NOTHING_FOUND]
    return [{"sha256": text_hash(item.text), "label": item.label, "reason": reason, "until": until} for item in wrong]
