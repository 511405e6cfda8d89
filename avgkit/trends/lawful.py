"""Which rules a check applies on a day, so that a change of the law is not taken for a change of the organisation."""

import hashlib
import json
from datetime import date, timedelta

from ..law import Law, in_force

# What is written about a rule, or about how it was checked, and changes nothing in what it asks.
_ABOUT = ("from", "until", "status", "source", "checked", "verified", "unseen", "note", "nl", "en", "file", "table")


class Rules:
    """The dated rules of a law, asked per check."""

    def __init__(self, law: Law):
        self.on = law.on
        self._rules = [(_refs(rule), rule) for rule in law.rules()]

    def of(self, check) -> str:
        """Eight characters that change when a rule of this check changes; empty when it has no dated rule."""
        asked = sorted(_said(rule) for rule in self._of(check) if in_force(rule, self.on))
        return hashlib.sha256("\n".join(asked).encode()).hexdigest()[:8] if asked else ""

    def changed(self, check, before: date) -> list[tuple[date, str]]:
        """(first day, article) of each rule of this check that is another one now than on the day `before`."""
        own, found = self._of(check), set()
        for name in {_named(rule) for rule in own}:
            same = [rule for rule in own if _named(rule) == name]
            then, now = ({_said(rule) for rule in same if in_force(rule, day)} for day in (before, self.on))
            if then != now:
                ends = (rule["until"] + timedelta(days=1) for rule in same if "until" in rule)
                days = [day for day in (*(rule["from"] for rule in same), *ends) if before < day <= self.on]
                found |= {(max(days), str(same[-1].get("article") or same[-1]["id"]))} if days else set()
        return sorted(found)

    def _of(self, check) -> list[dict]:
        asked = set(check.articles)
        return [rule for refs, rule in self._rules if any(_same(one, other) for one in refs for other in asked)]


def _refs(rule: dict) -> set[str]:
    """The articles that a rule rests on; a text of an article is its own."""
    own = {rule["id"]} if rule["file"] == "articles" else set()
    return own | {rule["article"]} if rule.get("article") else own | set(rule.get("articles", ()))


def _same(one: str, other: str) -> bool:
    """Whether two references meet: AVG 9(2) and AVG 9(2)(a), not AVG 9 and AVG 90."""
    return one == other or one.startswith(f"{other}(") or other.startswith(f"{one}(")


def _named(rule: dict) -> tuple:
    """What a rule goes by, in each of its periods."""
    return rule["file"], rule["table"], rule["id"]


def _said(rule: dict) -> str:
    """What a rule asks, whatever is told about it."""
    asked = {name: value for name, value in rule.items() if name not in _ABOUT}
    return json.dumps([rule["file"], rule["table"], asked], sort_keys=True, default=str)
