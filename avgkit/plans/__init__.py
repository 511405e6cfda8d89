"""A plan: from the findings of a scan to measures in time, with a plain answer to whether a date can be met."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from .. import texts
from .agenda import Slot, Terms, schedule, terms
from .drafting import Measure, measures
from .maturity import Standing, standing

__all__ = ["Line", "Plan", "Standing", "Terms", "plan", "standing", "terms"]


_TOLD = ("kind", "theme", "title", "measure", "measure_crm", "reason", "severity", "count", "items", "owner")


@dataclass(frozen=True)
class Line:
    """One measure with its place in time; `number` is its priority."""

    number: int
    measure: Measure
    slot: Slot

    def to_dict(self) -> dict:
        """The line as JSON can hold it."""
        m, s = self.measure, self.slot
        return {"number": self.number, **{name: getattr(m, name) for name in _TOLD}} | {
            "owner_from": m.owner_from,
            "checks": list(m.checks),
            "articles": list(m.articles),
            "hours": float(m.hours),
            "start": s.start.isoformat(),
            "end": s.end.isoformat(),
            "latest_start": s.latest_start and s.latest_start.isoformat(),
            "fits": s.fits,
        }


@dataclass(frozen=True)
class Plan:
    """The measures of one scan in order, laid over the hours there are; says whether the target can be met."""

    scan: object
    terms: Terms
    lines: list[Line]
    standing: list[Standing]
    lang: str

    @property
    def hours(self) -> Fraction:
        """The hours of all measures together."""
        return sum((line.measure.hours for line in self.lines), Fraction(0))

    @property
    def first_date(self) -> date:
        """The first day on which everything can be ready; the start when there is nothing to do."""
        return max((line.slot.end for line in self.lines), default=self.terms.start)

    @property
    def met(self) -> bool | None:
        """Whether everything is ready on the target; None without a target."""
        return None if self.terms.target is None else all(line.slot.fits for line in self.lines)

    @property
    def left(self) -> list[Line]:
        """What is not ready on the target."""
        return [line for line in self.lines if line.slot.fits is False]

    def answer(self) -> str:
        """In plain words: can the date be met, what does not fit, and when everything would."""
        if not self.lines:
            return self._say("answer_nothing")
        said = [self._many("answer_work", len(self.lines), hours=self.hours_words(self.hours))]
        first, target = (
            texts.day(self.first_date, self.lang),
            self.terms.target and texts.day(self.terms.target, self.lang),
        )
        if self.met is None:
            said.append(self._say("answer_open", first=first))
        elif self.met:
            said.append(self._say("answer_met", target=target, first=first))
        else:
            late = self.hours_words(sum((line.measure.hours for line in self.left), Fraction(0)))
            said.append(self._say("answer_not_met", target=target))
            said.append(self._many("answer_left", len(self.left), hours=late, first=first))
        if any(line.measure.kind != "fix" for line in self.lines):
            said.append(self._say("answer_more"))
        return " ".join(said)

    def assumptions(self) -> list[str]:
        """What the plan rests on, in sentences."""
        hours = self.hours_words(self.terms.hours_per_week)
        values = {"hours": hours, "start": texts.day(self.terms.start, self.lang)}
        names = ["hours", "pot", "order", "days", "estimates", "owners", "straddle", "unknown", "advice"]
        return [texts.say(f"plan.assume_{name}", self.lang, **values) for name in names]

    def _say(self, key: str, **values) -> str:
        return texts.say(f"plan.{key}", self.lang, **values)

    def _many(self, key: str, count: int, **values) -> str:
        return self._say(f"{key}_{'one' if count == 1 else 'more'}", n=texts.number(count, self.lang), **values)

    def hours_words(self, hours: Fraction) -> str:
        """An amount of hours with its word."""
        key = "plan.hours_one" if hours == 1 else "plan.hours_more"
        return texts.say(key, self.lang, n=texts.number(float(hours), self.lang))

    def to_dict(self) -> dict:
        """The plan as JSON can hold it."""
        target, room = self.terms.target, self.terms.capacity
        return {
            "law_date": self.scan.law_date.isoformat(),
            "start": self.terms.start.isoformat(),
            "target": target and target.isoformat(),
            "hours_per_week": float(self.terms.hours_per_week),
            "hours": float(self.hours),
            "hours_available": None if room is None else float(room),
            "met": self.met,
            "first_date": self.first_date.isoformat(),
            "answer": self.answer(),
            "lines": [line.to_dict() for line in self.lines],
            "not_fitting": [line.number for line in self.left],
            "standing": [one.to_dict(self.lang) for one in self.standing],
            "assumptions": self.assumptions(),
            "complete": not self.scan.incomplete,
            "fingerprint": self.scan.fingerprint,
        }

    def write(self, path: str | Path) -> Path:
        """Write the plan as a workbook for a spreadsheet, whole or not at all."""
        from .sheets import write

        return write(self, Path(path))


def plan(scan, *, target=None, hours_per_week=None, start=None, lang: str | None = None) -> Plan:
    """The plan of a finished scan: what to do, by whom, in which order and when.

    `target`: the day on which all must be ready (none = only the first day on which it can be); `hours_per_week`: hours
    there are in all (8 when not given); `start`: the first day (the day of the scan when not given). Wrong terms are
    refused all at once.
    """
    lang = texts.language(lang)
    given = terms(start, target, hours_per_week, scan.law_date)
    found = measures(scan, lang)
    slots = schedule([measure.hours for measure in found], given)
    lines = [Line(number, *pair) for number, pair in enumerate(zip(found, slots, strict=True), 1)]
    return Plan(scan, given, lines, standing(scan), lang)
