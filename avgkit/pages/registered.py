"""The register of processing activities as a document (AVG 30): required parts visibly different from useful ones."""

from .. import texts
from . import Piece, _step
from . import register_parts as reg
from .documents import DocumentBook

ACTIVITIES = 60  # activities that are spelled out on the page; the workbook holds all
ROWS = 100  # lines of any other table on the page


class RegisterBook(DocumentBook):
    """The register of one organisation beside what its CRM holds and does."""

    part, stem = "register_report", "register"

    def __init__(self, scan, lang: str = "nl", *, command: str = "", kept: bool = False):
        super().__init__(scan, lang, command=command, kept=kept)
        self.words = reg.Words(self.scan, self.lang)
        self.activities = reg.activities(self.scan, self.words)
        self.of = {role: [a for a in self.activities if a.role == role] for role in (reg.CONTROLLER, reg.PROCESSOR)}
        self.outside = reg.outside(self.scan, self.words)
        self.processors = reg.processors(self.scan, self.words)
        self.terms = reg.terms(self.scan, self.words)
        self.differences = reg.differences(self.scan, self.words)
        self.empty = not self.scan.policy.rows("activities")
        self.seen = reg.seen(self.scan, self.words) if self.empty else []
        self.next_step = _step(command)

    @staticmethod
    def chosen(rule) -> bool:
        """The checks on the register, and those on the parties that data go to."""
        return rule.theme == "register" or (rule.theme == "transfers" and rule.table == "processors")

    def sections(self) -> list[tuple[str, str]]:
        """The anchors and titles of the parts of the page, in order."""
        names = ["minute"]
        names += ["seen"] if self.empty else ["who", "overview", *(r for r in self.of if self.of[r])]
        names += [name for name in ("outside", "processors", "terms") if getattr(self, name)]
        names += [] if self.empty else ["drift"]
        names += ["acts"] if self.found else []
        told = [(name, self.say(f"section_{name}")) for name in names]
        told += [(f"theme-{theme['name']}", theme["title"]) for theme in self.themes]
        return [*told, *((name, texts.say(f"report.{name}", self.lang)) for name in ("unjudged", "method"))]

    def answer(self) -> str:
        """The state of the register in a sentence."""
        if self.empty:
            return self.say("answer_empty")
        if self.found:
            return f"{self.several('answer_work', len(self.found))} {self.hours_words()}"
        return self.say("answer_doubt" if self.doubts or self.not_run else "answer_ok")

    def states(self) -> list[tuple[str, int, int, str]]:
        """The counts of the first minute: state, count, of how many, words; counts are those of the checks."""
        told = []
        for check, name in _FRONT:
            result = self.results.get(check)
            if result is not None and result.status == "done" and result.items:
                state = "finding" if result.violations else "unknown" if result.unknown else "ok"
                told.append(
                    (state, result.violations or result.unknown, result.items, self.say(f"front_{name}_{state}"))
                )
        return told

    def front(self) -> Piece:
        """What a manager reads in one minute."""
        return self.piece("register-front.html", states=self.states(), answer=self.answer())

    def register(self) -> Piece:
        """Who is responsible, which parts each activity has, and each in full; or what a register would need."""
        if self.empty:
            return self.piece("register-seen.html")
        return self.piece("register-activities.html", most=ACTIVITIES, rows=ROWS, who=self.who())

    def drift(self) -> Piece:
        """Parties, terms, and the differences between register and CRM."""
        return self.piece("register-drift.html", most=ROWS)

    def who(self) -> list[tuple[str, str, str, str]]:
        """The organisation in the register: part, kind, state, value; what the law asks first."""
        told, organisation = [], self.scan.policy.one("organisation")
        for activity in self.activities[:1]:
            entries = {e["code"]: e for e in reg.entries(self.scan, activity.role) if e.get("organisation")}
            told += [(p.title, p.kind, p.state, p.value, p.article) for p in activity.required if p.code in entries]
        for column in ("joint_controller", "officer"):
            value = organisation[column] or ""
            article = told[0][4] if told else ""
            told.append(
                (self.say(f"who_{column}"), "where_applicable", "filled" if value else "not_asked", value, article)
            )
        return told

    def legend(self, role: str) -> list[tuple[str, str]]:
        """What each letter of article 30 stands for."""
        titles: dict[str, list[str]] = {}
        for part in self.of[role][0].required:
            titles.setdefault(part.letter, []).append(part.title)
        return [(letter, "; ".join(named)) for letter, named in titles.items()]

    def kind(self, part) -> str:
        """Whether the law asks a part, in words behind a shape."""
        return self.say(f"kind_{part if isinstance(part, str) else part.kind}")

    def article(self, part) -> str:
        """The article that asks a part, as the language cites it."""
        return texts.article(part.article, self.lang)

    def reason(self, codes: str) -> str:
        """Reasons in words."""
        return texts.word(codes, self.lang)

    def shown(self, part) -> str:
        """What stands in a part, or in words why nothing does."""
        return part.value if part.state == reg.FILLED else self.say(f"state_{part.state}")

    def workbook(self) -> bytes:
        """The register as a workbook."""
        from .register_files import workbook

        return workbook(self)

    def word(self) -> bytes:
        """The register as a Word file."""
        from .register_files import word

        return word(self)


# Four checks make the first minute; the others stand further on.
_FRONT = (
    ("activity-incomplete", "incomplete"),
    ("register-duty", "duty"),
    ("data-not-in-register", "data"),
    ("processor-without-agreement", "processors"),
)
