"""The authorisation document: who may do what and why, which rights were given, and whether the log agrees."""

from .. import texts
from . import Piece, _step
from . import access_parts as acc
from .documents import DocumentBook

ROLES = 6  # columns of one table of the matrix, so that it fits on a page
ROWS = 100  # lines of a table on the page; the workbook holds more
RIGHTS = 20_000  # rights in the workbook
_FRONT = ("grant-outside-matrix", "leaver-still-active", "shared-account", "access-outside-role")


class AuthorisationBook(DocumentBook):
    """The authorisation matrix of one organisation beside the rights and the log of its CRM."""

    part, stem = "authorisation_report", "authorisation"

    def __init__(self, scan, lang: str = "nl", *, command: str = "", kept: bool = False):
        super().__init__(scan, lang, command=command, kept=kept)
        self.matrix_rows = acc.Matrix(self.scan, self.lang)
        self.accounts = acc.accounts(self.scan, self.lang)
        self.unused = acc.unused(self.scan, self.lang)
        self.log = acc.lines(self.scan, self.lang)
        self.empty = not self.matrix_rows.rows
        self.next_step = _step(command)

    @staticmethod
    def chosen(rule) -> bool:
        """The checks on authorisation and access."""
        return rule.theme == "authorisation"

    def sections(self) -> list[tuple[str, str]]:
        """The anchors and titles of the parts of the page, in order."""
        names = ["minute"]
        names += [] if self.empty else ["matrix", "why"]
        names += ["granted"] if self.accounts else []
        names += ["log"] if self.log else []
        names += ["acts"] if self.found else []
        told = [(name, self.say(f"section_{name}")) for name in names]
        told += [(f"theme-{theme['name']}", theme["title"]) for theme in self.themes]
        told.append(("unjudged", texts.say("report.unjudged", self.lang)))
        return [*told, ("signing", self.say("section_signing")), ("method", texts.say("report.method", self.lang))]

    def answer(self) -> str:
        """The state of the authorisation in a sentence."""
        if self.empty:
            return self.say("answer_empty")
        if self.found:
            return f"{self.several('answer_work', len(self.found))} {self.hours_words()}"
        return self.say("answer_doubt" if self.doubts or self.not_run else "answer_ok")

    def states(self) -> list[tuple[str, int, int, str]]:
        """The counts of the first minute, as the checks give them: state, count, of how many, words."""
        done = [self.results[check] for check in _FRONT if check in self.results]
        told = []
        for result in done:
            if result.status == "done" and result.items:
                state = "finding" if result.violations else "unknown" if result.unknown else "ok"
                words = self.say(f"front_{result.check}_{state}")
                told.append((state, result.violations or result.unknown, result.items, words))
        return told

    def front(self) -> Piece:
        """What a manager reads in one minute."""
        return self.piece("authorisation-front.html", states=self.states(), answer=self.answer())

    def matrix(self) -> Piece:
        """The matrix, then for each role what it may do and why; nothing without a matrix."""
        m = self.matrix_rows
        groups = [m.roles[at : at + ROLES] for at in range(0, len(m.roles), ROLES)]
        return Piece("") if self.empty else self.piece("authorisation-matrix.html", m=m, groups=groups, most=ROWS)

    def granted(self) -> Piece:
        """The rights of each account by its key, and what the matrix gives and nobody has."""
        return self.piece("authorisation-granted.html", most=ROWS) if self.accounts else Piece("")

    def logged(self) -> Piece:
        """What the log holds, by role and action."""
        return self.piece("authorisation-log.html", actions=self.actions()) if self.log else Piece("")

    def actions(self) -> list[tuple[str | None, str]]:
        """The actions that the log knows, with their words; the last is for lines that do not say which."""
        named = [(action, texts.word(action, self.lang)) for action in acc.ACTIONS]
        return [*named, *([(None, texts.say("report.unknown", self.lang))] if self.log["dark"] else [])]

    def signing(self) -> Piece:
        """The page to sign: functions only, so that a pen gives the names."""
        head, rows = self.signs()
        return self.piece("authorisation-signing.html", head=head, rows=rows)

    def signs(self) -> tuple[list[str], list[list[str]]]:
        """Head and rows of the table to sign."""
        head = [self.say(f"sign_{name}") for name in ("what", "function", "name", "day", "signature")]
        names = ("drawn", "advice", "decided", "owner")
        return head, [[self.say(f"sign_{n}"), self.say(f"sign_{n}_by"), "", "", ""] for n in names]

    def word_of(self, code: str) -> str:
        """A role or category in words."""
        return texts.word(code, self.lang)

    def state_of(self, one: dict) -> str:
        """Whether an account is in use, in words, with the last day of who left."""
        name = "unknown" if one["active"] is None else "active" if one["active"] else "closed"
        said = self.say(f"account_{name}")
        return f"{said}; {self.say('account_left', day=texts.day(one['left'], self.lang))}" if one["left"] else said

    def outcome_of(self, one: dict) -> str:
        """What the checks say of an account, in words: findings, else what is not known, else none."""
        told = [one["said"] if one["state"] == "finding" else one["doubt"]]
        for name in ("outside", "unreviewed") if one["state"] == "finding" else ("unsure",):
            if one[name]:
                told.append(self.say(f"account_{name}", n=texts.number(one[name], self.lang)))
        plain = {"ok": self.say("account_fine"), "not_run": self.say("account_not_run")}
        return plain.get(one["state"]) or "; ".join(filter(None, told))

    def workbook(self) -> bytes:
        """The document as a workbook."""
        from .authorised_files import workbook

        return workbook(self)

    def word(self) -> bytes:
        """The document as a Word file."""
        from .authorised_files import word

        return word(self)
