"""What is said of a record and its verdict, the same in every kind of exercise."""

from dataclasses import dataclass

from .. import texts
from .citing import cited


@dataclass(frozen=True)
class Record:
    """One record: its cells as the learner sees them, what the check said about it, and that in words."""

    key: str
    cells: tuple[str, ...]
    label: str  # one line that says the whole record: the label of its box
    row: dict
    told: dict

    @property
    def violates(self) -> bool | None:
        return self.row["violates"]

    @property
    def reasons(self) -> list[str]:
        """The codes of the reasons that the check gave."""
        return [code for code in (self.row["reasons"] or "").split(";") if code]


@dataclass(frozen=True)
class Teller:
    """The words of one check about its records, in one language, under one law."""

    rule: object
    law: object
    lang: str

    def say(self, name: str, **values) -> str:
        """A phrase of lesson.toml."""
        return texts.say(f"lesson.{name}", self.lang, **values)

    def asked(self, question: str) -> str:
        """The question of the theme's page, with the day of the law where it asks how things stood on `{day}`."""
        return texts.fill(question, {"day": texts.day(self.law.on, self.lang)})

    def verdict(self, record: Record) -> str:
        """The verdict with its shape: finding, in order, unknown, or arguable."""
        if self.arguable(record):
            return self.say("is_arguable")
        return self.say({True: "is_finding", False: "is_clear", None: "is_unknown"}[record.violates])

    def sentence(self, record: Record) -> str:
        """Why, in one sentence, as a report would say it."""
        part = {True: "finding", False: "clear", None: "unknown"}[record.violates]
        return self.rule.sentence(part, record.told, self.lang)

    def cited(self, record: Record) -> str:
        """The articles that decide this record."""
        return ", ".join(texts.article(ref, self.lang) for ref in cited(self.rule, self.law, record.row))

    def advice(self) -> str:
        """What the learner can do in the CRM at work."""
        return self.say("in_your_crm", measure=self.rule.words("measure_crm", self.lang))

    def arguable(self, record: Record) -> bool:
        """Whether the law leaves room: the theme's page calls this case arguable, or each reason of not knowing."""
        if record.row.get("arguable"):
            return True
        codes = ((self.rule.exercise or {}).get("arguable") or {}).get("reasons", [])
        return record.violates is None and bool(record.reasons) and set(record.reasons) <= set(codes)

    def arguments(self) -> list[str]:
        """Both sides of what can be argued."""
        page = self.rule.exercise["arguable"][self.lang]
        return [self.say("argued_finding", why=page["finding"]), self.say("argued_clear", why=page["clear"])]

    def pointer(self) -> list:
        """The first hint: where to look."""
        return [self.rule.words("hint", self.lang)]

    def articles(self) -> list:
        """The second hint: what to look at next, and the articles of the check with their titles on the law's day."""
        named = []
        for ref in (self.rule.exercise or {}).get("law", self.rule.articles):
            title = self.law.articles.get(ref, {}).get(self.lang, "")
            named.append(texts.article(ref, self.lang) + (f": {title}" if title else ""))
        return [self.rule.words("hint2", self.lang), self.say("article"), named]
