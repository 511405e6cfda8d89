"""Maturity beside the measurement: what the organisation says of itself, and the highest level that the figures allow.

The rule stands in knowledge/maturity.toml with its reasons; it is avgkit's own and no law. Figures can contradict a
level, never prove one. Checks of low severity do not count: they ask for a next step and show no practice that fails.
"""

from dataclasses import dataclass

from .. import texts
from ..themes import THEMES, find


@dataclass(frozen=True)
class Standing:
    """One theme or principle: level claimed, target, what was measured, and the measured ceiling with its reason."""

    kind: str
    name: str
    titles: dict
    themes: tuple[str, ...]
    level: int | None
    target: int | None
    items: int
    violations: int
    unknown: int
    checks_done: int
    checks_not_run: int
    ceiling: int | None
    why: dict | None
    worst: tuple[str, int, int] | None  # check, findings (or unknown), items

    @property
    def outcome(self) -> str:
        """contradicted, fits, not_claimed or not_measured."""
        if self.ceiling is None:
            return "not_measured"
        if self.level is None:
            return "not_claimed"
        return "contradicted" if self.level > self.ceiling else "fits"

    def sentence(self, lang: str | None = None) -> str:
        """What is claimed beside what was counted."""
        lang = texts.language(lang)
        said = [texts.say("plan.standing_says", lang, level=self.level)] if self.level else []
        if self.ceiling is None:
            return " ".join([*said, texts.say("plan.standing_unmeasured", lang)])
        counts = {
            "items": texts.number(self.items, lang),
            "n": texts.number(self.violations, lang),
            "unknown": texts.number(self.unknown, lang),
        }
        counted = texts.say("plan.standing_counts", lang, **counts)
        if self.worst:
            check, count, items = self.worst
            title = find(check).words("title", lang)
            counted += " " + texts.say("plan.standing_worst", lang, title=title, share=texts.share(count, items, lang))
        limit = texts.say("plan.standing_ceiling", lang, ceiling=self.ceiling, why=self.why[lang])
        return " ".join([*said, counted, limit])

    def to_dict(self, lang: str | None = None) -> dict:
        """The standing as JSON can hold it."""
        names = ("kind", "name", "level", "target", "items", "violations", "unknown", "ceiling", "outcome")
        found = {name: getattr(self, name) for name in names}
        return (
            found
            | {"checks_done": self.checks_done, "checks_not_run": self.checks_not_run}
            | {"themes": list(self.themes), "sentence": self.sentence(lang)}
        )


def standing(scan) -> list[Standing]:
    """Each theme that was scanned, then each principle of the model, with what is claimed and what was measured."""
    law = scan.law
    scanned = {result.theme for result in scan.results}
    subjects = [("theme", name, _titles(name), (name,)) for name in THEMES if name in scanned]
    for entry in law.entries("maturity"):
        themes = tuple(name for name in entry["themes"] if name in scanned)
        words = {lang: entry[lang]["title"] for lang in texts.LANGUAGES}
        subjects.append(("principle", entry["id"], words, themes))
    claims = _claims(scan.policy, {entry["number"] for entry in law.entries("maturity", "level")})
    return [_measured(scan, claims, *subject) for subject in subjects]


def _titles(theme: str) -> dict:
    return {lang: texts.word(theme, lang) for lang in texts.LANGUAGES}


def _claims(policy, levels: set[int]) -> dict[str, tuple[int | None, int | None]]:
    """Level and target by subject; a level that does not exist, or two that differ, count as none."""
    found: dict[str, set] = {}
    for row in policy.rows("assessment"):
        pair = tuple(value if value in levels else None for value in (row["level"], row["target"]))
        found.setdefault((row["theme"] or "").strip().lower(), set()).add(pair)
    return {name: pairs.pop() if len(pairs) == 1 else (None, None) for name, pairs in found.items()}


def _measured(scan, claims: dict, kind: str, name: str, titles: dict, themes: tuple[str, ...]) -> Standing:
    mine = [result for result in scan.results if result.theme in themes]
    done = [result for result in mine if result.status == "done"]
    sums = {part: sum(getattr(result, part) for result in done) for part in ("items", "violations", "unknown")}
    ceiling, why, worst = _ceiling(scan.law, done, len(mine) - len(done))
    level, target = claims.get(name, (None, None))
    left = {"checks_done": len(done), "checks_not_run": len(mine) - len(done)}
    return Standing(kind, name, titles, themes, level, target, **sums, **left, ceiling=ceiling, why=why, worst=worst)


def _ceiling(law, done: list, not_run: int) -> tuple:
    """The first line of the rule that applies: its level, its words, and the check that decides."""
    counted = [result for result in done if result.items and result.severity != "low"]
    if not any(result.items > result.unknown for result in counted):
        return None, None, None  # where nothing could be told, nothing was measured
    for line in law.entries("maturity", "ceiling"):
        words = {lang: line[lang]["title"] for lang in texts.LANGUAGES}
        if line["of"] in ("violations", "unknown"):
            many = [result for result in counted if result.items >= line.get("least", 1)]
            worst = max(many, key=lambda r: (getattr(r, line["of"]) / r.items, r.items), default=None)
            count = getattr(worst, line["of"]) if worst else 0
            if worst and 100 * count > line["over"] * worst.items:
                return line["level"], words, (worst.check, count, worst.items)
        elif (not_run if line["of"] == "not_run" else len(counted)) > line["over"]:
            return line["level"], words, None
    return None, None, None
