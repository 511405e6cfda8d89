"""The report on one request: what was found where, the last day, what to mask and refuse; or all open requests.

It is for whoever handles the request and masked: keys, counts, codes and days. The answer with the person's own data
is made by `avgkit request ... --out` and by nothing else.
"""

import json
import shlex
from collections import Counter
from dataclasses import replace
from pathlib import Path

from .. import schema, texts
from ..derived.deadlines import unanswered
from ..dossiers import KINDS, ToConfirm, dossier
from ..dossiers.others import COVERED
from ..dossiers.plans import ACTIONS
from ..errors import AvgkitError
from . import Book, holdings
from .person import CheckBook, evidence, office
from .setting import Piece

ASKED = ".asked.json"  # as reports/private.py writes it beside what a report makes
LISTED = 12  # keys of one table that the page lists


def asked(out: str, **given: str) -> dict:
    """Who is meant: as given, or as handed over in a file of the work folder, which is taken away at once."""
    file = Path(out) / ASKED if out else None
    if file is None or not file.is_file():
        return given
    told = json.loads(file.read_text(encoding="utf-8"))
    file.unlink()
    return given | told


class AccessBook(Book):
    """The pages on one request, or on every request that still waits where nobody is named.

    `given`: who, born and postal_code. Raises AvgkitError for a kind that is none; whoever must first be confirmed by a
    person is no error: the page lists the contacts that may be meant.
    """

    part = "subject_report"

    def __init__(
        self, scan, given: dict, lang: str = "nl", *, kind="access", received="", shadow="", contacts="", **made
    ):
        rights = [r for r in scan.results if r.theme == "rights"] if not given.get("who") else []
        super().__init__(
            replace(scan, results=rights), lang, command=made.get("command", ""), kept=made.get("kept", False)
        )
        self.kind, self.one, self.candidates = kind, None, []
        self.open = unanswered(scan.crm, scan.policy, scan.law)
        self.overview = not given.get("who")
        if kind not in KINDS:
            raise AvgkitError(texts.unknown_name("request.unknown_kind", kind, KINDS))
        if not self.overview:
            keys = tuple(key.strip() for key in contacts.split(",") if key.strip())
            self._find(scan, given, {"received": received or None, "shadow": shadow or None, "contacts": keys})
        self.check = CheckBook(self.one).values() if self.one else {}
        self.command = self._command()

    def _find(self, scan, given: dict, more: dict) -> None:
        told = {"born": given.get("born") or None, "postal_code": given.get("postal_code") or None}
        about = {"kind": self.kind, "on": scan.law_date, "lang": self.lang} | told | more
        try:
            self.one = dossier(given["who"], scan.crm, scan.policy, **about)
        except ToConfirm as error:
            self.candidates = [(one.contact, evidence(one.evidence, self.lang)) for one in error.candidates]

    def _command(self) -> str:
        """The command by the key of the contact, for the name or address that was given stands nowhere."""
        keys = self.one.found.keys if self.one else []
        return f"{self.command} -p {shlex.quote(f'who={keys[0]}')}" if self.command and len(keys) == 1 else self.command

    def answer_command(self) -> str:
        """The command that makes the package for the person, from the same inputs."""
        words, given = shlex.split(self.command), []
        for name in ("--crm", "--policy", "--format"):
            given += [name, words[words.index(name) + 1]] if name in words[:-1] else []
        who = self.one.found.keys[0]
        return shlex.join(["avgkit", "request", who, "--kind", self.kind, *given, "--out", self.say("folder")])

    # ---------------------------------------------------------------- the pieces
    def masthead(self) -> Piece:
        """Title, organisation, the day of the law, and which request."""
        facts = [texts.say("report.law_date", self.lang, day=texts.day(self.scan.law_date, self.lang))]
        facts += [self.say("all_open")] if self.overview else [self.request(f"kind_{self.kind}"), self.say("internal")]
        return self.piece("plan-masthead.html", facts=facts)

    def contents(self) -> Piece:
        """The list of contents."""
        if self.overview:
            names = ["minute", "open", "theme-rights", "unjudged", "method"]
        elif self.one is None:
            names = ["minute", "method"]
        else:
            names = ["minute", "deadline", "who", "found", "others", "refuse", "complete", "answer", "method"]
        return self.piece("plan-contents.html", names=names)

    def front(self) -> Piece:
        """What whoever handles it reads in one minute."""
        if self.overview:
            late = Counter({True: "late", None: "unknown", False: "running"}[row["late"]] for row in self.open)
            return self.piece("access-open.html", late=late, rows=[self._open(row) for row in self.open])
        return self.piece("access-front.html")

    def parts(self) -> Piece:
        """The deadline, who was found, what was found, what to mask and refuse, and how complete the search was."""
        if self.overview:
            return self.theme("rights")
        if self.one is None:
            return Piece("")
        return self.piece("access-one.html", actions=self._actions(), tables=self._tables(), covered=self._covered())

    def unjudged(self) -> Piece:
        """What could not be told, of all requests together."""
        return super().unjudged() if self.overview else Piece("")

    def method(self) -> Piece:
        """What the report rests on, and how to make it again without the name that was given."""
        if self.overview or self.one is None:
            return super().method()
        refs = {line.article for line in self.one.lines} | {step.article for step in self.one.deadline.steps}
        law, refs = self.scan.law, refs - {""}
        values = {
            "articles": holdings.articles(law, refs, self.lang),
            "facts": holdings.unverified(law, refs, self.lang),
        }
        record = holdings.record(self.scan, self.command, self.lang)
        return self.piece("method.html", record=record, **values)

    # ---------------------------------------------------------------- what the pieces show
    def request(self, key: str, **values) -> str:
        """A phrase of the words of a request."""
        return texts.say(f"request.{key}", self.lang, **values)

    def steps(self) -> list[tuple[str, str, bool]]:
        """What is asked of the handler in order: each with its state, and whether it is done."""
        one, told = self.one, []
        if one.found.confirm:
            told.append(("unknown", self.say("do_confirm", n=texts.number(len(one.found.confirm), self.lang))))
        covered = len(self._covered())
        if covered:
            told.append(("unknown", self.say("do_mask", n=texts.number(covered, self.lang))))
        if not one.whole:
            told.append(("unknown", self.request("not_whole")))
        undecided = sum(line.action in ("unknown", "weigh") for line in one.lines)
        if undecided:
            told.append(("unknown", self.say("do_decide", n=texts.number(undecided, self.lang))))
        if self.check["gaps"]:
            told.append(("unknown", self.say("do_gaps", n=texts.number(len(self.check["gaps"]), self.lang))))
        return told

    def _open(self, row: dict) -> dict:
        on = self.scan.law_date
        left = (row["deadline"] - on).days if row["deadline"] else None
        known = not row["stood"] or not row["endless"]
        state = {True: "late", None: "unknown", False: "running" if known else "waiting"}[row["late"]]
        return {
            "id": row["id"],
            "contact": row["contact"] or texts.NOTHING,
            "kind": texts.word(row["kind"], self.lang) if row["kind"] else texts.NOTHING,
            "received": texts.day(row["received"], self.lang) if row["received"] else texts.NOTHING,
            "deadline": texts.day(row["deadline"], self.lang) if row["deadline"] else texts.NOTHING,
            "state": state,
            "words": self._state(state, left),
            "extended": texts.show(row["extended"], self.lang),
        }

    def _state(self, state: str, left: int | None) -> str:
        """How many days are left, or by how many the answer is late."""
        if left is None or state in ("waiting", "unknown"):
            return self.say(f"state_{'unknown' if state == 'running' else state}", n=texts.NOTHING)
        number = abs(left)
        return self.say(f"state_{state}{'_one' if number == 1 else ''}", n=texts.number(number, self.lang))

    def _tables(self) -> list[dict]:
        """Per table how many records of the person there are, the first keys, and which columns could not be read."""
        rows = []
        for table, count in self.one.counts.items():
            records = [record for record in self.one.records if record.table == table]
            unread = Counter(column for record in records for column in record.unread)
            keys = ", ".join(record.key for record in records[:LISTED])
            rows.append(
                {
                    "title": office(table, self.lang),
                    "count": count,
                    "listed": keys + (" …" if count > LISTED else ""),
                    "unread": ", ".join(f"{texts.number(n, self.lang)}× {column}" for column, n in unread.items()),
                }
            )
        return rows

    def _covered(self) -> list[dict]:
        """Places with something of somebody else, that is masked until a person decides."""
        whose = {self.request(f"whose_{code}") for code in COVERED}
        return [place for place in self.check["passages"] if place["whose"] in whose]

    def _actions(self) -> list[dict]:
        """What the plan does with the records, counted by action, reason and article."""
        known = schema.tables("crm")
        rows = []
        for action in ACTIONS:
            lines = [line for line in self.one.lines if line.action == action]
            groups: dict[tuple, list] = {}
            for line in lines:
                groups.setdefault((line.reason, line.article, line.table), []).append(line)
            for (reason, article, table), found in groups.items():
                title = (
                    office(table, self.lang) if table in known or table == "shadow" else self.request(f"table_{table}")
                )
                words = self.request(f"reason_{reason}") if texts.has(f"request.reason_{reason}") else reason
                rows.append(
                    {
                        "action": self.request(f"action_{action}"),
                        "state": "unknown" if action in ("unknown", "weigh") else "nothing",
                        "count": len(found),
                        "table": title,
                        "why": words,
                        "article": texts.article(article, self.lang) if article else "",
                        "until": max((line.until for line in found if line.until), default=None),
                    }
                )
        return rows
