"""The pages of one person's request: the answer for the person, the plan, and what to check before anything is sent."""

from .. import paths, schema, texts
from .blocks import capital
from .computation import steps
from .setting import Piece, Setting, raw, stylesheet


class _Pages(Setting):
    """What these pages share: a whole page with its style in it, that asks nothing of any host."""

    part = "request"
    name = ""

    def __init__(self, one):
        super().__init__(one.lang)
        self.one = one

    def page(self) -> str:
        """The whole page."""
        body = Piece(self.piece(f"request-{self.name}.html", **self.values()).html)
        style = stylesheet() + (paths.PACKAGE / "templates" / "request.css").read_text(encoding="utf-8")
        title, inner = self.heading(), raw(body.html)
        return self.bare("request-page.html", style=raw(style), body=inner, title=title, lang=self.lang)

    def heading(self) -> str:
        """The title of the page."""
        return self.say(f"title_{self.name}_{self.one.kind}")

    def values(self) -> dict:
        """What the template needs."""
        raise NotImplementedError

    @property
    def organisation(self) -> str:
        """The name of the organisation, or that it is not known."""
        return self.one.organisation["name"] or self.say("no_organisation")

    def words(self, code: str, prefix: str = "reason") -> str:
        """The words of a code of a plan; another code, such as a column, as it is."""
        key = f"{prefix}_{code}"
        return self.say(key) if texts.has(f"request.{key}") else texts.word(code, self.lang)


class AnswerBook(_Pages):
    """The answer for the person, in plain words: the data, and for access the information beside them."""

    name = "answer"

    def values(self) -> dict:
        """The data by table, the information, what was searched and what was not."""
        from ..dossiers.others import COVERED
        from ..dossiers.packages import data, reference
        from ..dossiers.showing import label, title

        one = self.one
        groups = []
        for table in one.counts if one.portable is None else one.portable.tables:
            rows = data(one, table)
            if one.portable is not None:
                kept = {row["id"]: row for row in one.portable.tables[table]}
                rows = [(r, [f for f in cells if f["column"] in kept[r.key]]) for r, cells in rows if r.key in kept]
            columns = list(dict.fromkeys(cell["column"] for _, cells in rows for cell in cells))
            group = {"title": title(table, self.lang), "single": table == "contacts", "rows": []}
            group["head"] = [next(c["label"] for _, cells in rows for c in cells if c["column"] == n) for n in columns]
            for _, cells in rows:
                by = {cell["column"]: cell["shown"] for cell in cells}
                group["rows"].append([(label(table, n, self.lang), by.get(n, texts.NOTHING), n in by) for n in columns])
            groups.append(group)
        told = [
            {"id": t.id, "title": t.title, "article": reference(t, self.lang), "lines": t.lines}
            | {"gaps": [self.say(f"gap_{gap}") for gap in dict.fromkeys(t.gaps)]}
            for t in one.told
        ]
        covered = sum(p.whose in COVERED for p in one.passages)
        refused = covered or (one.portable is not None and one.portable.left)
        court = self._court() if refused else ""
        for part in (part for part in told if part["id"] == "complaint" and court):
            part["lines"] = [*part["lines"], court]
        return {"groups": groups, "told": told, "covered": covered, "court": court}

    def _court(self) -> str:
        """The way to the court beside the complaint (AVG 12(4)), where a part of what was asked is not given."""
        law, kind = self.one.law, self.one.organisation["kind"]
        remedy = next(
            (e for e in law.entries("rights", "remedy") if kind in e["organisation_kinds"]), {"id": "unknown"}
        )
        period = law.entry("periods", remedy["period"]) if "period" in remedy else {}
        return self.say(f"court_{remedy['id']}", n=period.get("weeks"))


class PersonPlanBook(_Pages):
    """The plan for a request: per record what is done, why, and until when something stays."""

    name = "plan"

    def values(self) -> dict:
        """The lines by action, whom to tell, and what the checks say."""
        from ..dossiers.plans import ACTIONS

        groups = []
        for action in ACTIONS:
            lines = [self._line(line) for line in self.one.lines if line.action == action]
            if lines:
                groups.append({"action": action, "title": self.say(f"action_{action}"), "lines": lines})
        return {"groups": groups, "passed_on": self._passed_on()}

    def _passed_on(self) -> bool:
        """Whether others must hear of it (AVG 19): of a correction, and of an erasure of anything at all."""
        from ..dossiers.plans import MUST_GO

        may_go = any(line.action in (*MUST_GO, "unknown") for line in self.one.lines)
        return self.one.kind == "rectification" or (self.one.kind == "erasure" and may_go)

    def _line(self, line) -> dict:
        from ..dossiers.showing import label

        known = line.table not in ("shadow", "purposes", "activities", "suppression")
        what = office(line.table, self.lang)
        if line.table == "purposes":
            row = self.one.purposes.get(line.key) or {}
            what = row.get(f"label_{self.lang}") or row.get("label_nl") or what
        elif line.table == "files":
            what = self._named(line.key) or what
        elif line.table == "shadow":
            what = next((texts.harmless(file.path) for file in self.one.files if file.id == line.key), what)
        columns = [label(line.table, c, self.lang) if known else c for c in line.columns]
        also = [self.words(code) for code in line.also]
        until = texts.day(line.until, self.lang) if line.until else texts.NOTHING
        article = texts.article(line.article, self.lang)
        why = "; ".join([self.words(line.reason), *also])
        return {"key": line.key, "what": what, "why": why, "article": article, "until": until, "columns": columns}

    def _named(self, key: str) -> str:
        """The name of a loose file that the CRM knows: only on this page, which is for whoever cleans it."""

        names = (r.values.get("name") for r in self.one.records if (r.table, r.key) == ("files", key))
        return texts.harmless(next(names, None) or "")


class VerificationBook(_Pages):
    """Whether what had to go is gone: a state for each line of the plan."""

    name = "verification"

    def __init__(self, found, lang: str, day, organisation: str):
        Setting.__init__(self, lang)
        self.found, self.day, self.named = found, day, organisation

    def heading(self) -> str:
        """The title of the page."""
        return self.say("title_verification")

    def values(self) -> dict:
        """The lines by state, the most serious first."""
        groups = []
        for state in self.found.counts:
            lines = [self._line(line) for line in self.found.lines if line["state"] == state]
            groups.append({"state": state, "title": self.say(f"state_{state}"), "lines": lines})
        outcome = "failed" if self.found.failed else "done" if self.found.whole else "open"
        return {"groups": groups, "outcome": self.say(f"verify_intro_{outcome}"), "on": self.day}

    def _line(self, line: dict) -> dict:
        from ..dossiers.showing import label

        action = self.say(f"action_{line['action']}") if line["action"] else texts.NOTHING
        what = office(line["table"], self.lang)
        known = line["table"] in schema.tables("crm")
        columns = [label(line["table"], c, self.lang) if known else c for c in line["columns"]]
        return {"key": line["key"], "what": what, "action": action, "columns": columns}


class CheckBook(_Pages):
    """What a person looks at before anything is sent or carried out."""

    name = "check"

    def heading(self) -> str:
        """One title for every kind."""
        return self.say("title_check")

    def values(self) -> dict:
        """Identity, deadline, others in the texts, what was searched, what the checks say, expiry."""

        one = self.one
        places: dict[tuple, set] = {}
        for p in one.passages:
            places.setdefault((p.place, p.column, p.whose), set()).add(self.words(p.label, "label"))
        passages = [
            {"place": place, "column": column, "whose": self.say(f"whose_{whose}"), "what": ", ".join(sorted(what))}
            for (place, column, whose), what in sorted(places.items())
        ]
        return {
            "passages": passages,
            "steps": steps(one.deadline, self.lang),
            "found_by": self.say(f"by_{one.found.kind}"),
            "confirm": [(c.contact, evidence(c.evidence, self.lang)) for c in one.found.confirm],
            "people": [(c.contact, evidence(c.evidence, self.lang)) for c in one.found.people],
            "searched": [self._source(s) for s in one.completeness.searched],
            "missing": [office(name, self.lang) for name in one.completeness.missing],
            "only_contacts": [office(name, self.lang) for name in one.completeness.only_contacts],
            "shadow": self._shadow(),
            "elsewhere": one.completeness.elsewhere,
            "never": [self.say(f"never_{name}") for name in ("mailboxes", "paper", "backups", "other_systems")],
            "mentions": [(f"{t}/{k}", self.say(f"by_{by}")) for t, k, by in one.mentions],
            "sure": [(f.id, texts.harmless(f.path), evidence(f.evidence, self.lang)) for f in one.files],
            "perhaps": [(f.id, texts.harmless(f.path), evidence(f.evidence, self.lang)) for f in one.perhaps],
            "verdicts": [v for v in (self._verdict(v) for v in one.checks) if v],
            "left": self._left(),
            "unseen": self._unseen(),
            "askers": sorted({self.say(f"asker_{who}") for who in one.askers if who != "self"}),
            "gaps": [(t.title, [self.say(f"gap_{g}") for g in dict.fromkeys(t.gaps)]) for t in one.told if t.gaps],
        }

    def _source(self, source) -> dict:
        dark = source.rows_unread + source.values_unread
        by = self.say("by_key") if source.table == "contacts" else self.say("by_reference")
        if not self.one.found.people:
            kind = self.say(f"by_{self.one.found.kind}")
            by = kind if source.table == "contacts" else self.say("by_text", kind=kind)
        words = office(source.table, self.lang)
        return {"title": words, "by": by, "found": source.found, "rows": source.rows, "unread": dark}

    def _shadow(self) -> dict | None:
        found = self.one.completeness.shadow
        if found is None:
            return None
        reasons: dict[str, int] = {}
        for entry in found["unread"]:
            reasons[entry["reason"]] = reasons.get(entry["reason"], 0) + 1
        return found | {"reasons": [(self._unread(code), n) for code, n in reasons.items()]}

    def _unread(self, code: str) -> str:
        """Why files were not read, in the words of whoever tried."""
        return self.one.unread_words.get(code) or self.words(code, "unread")

    def _verdict(self, told: dict) -> dict | None:
        from ..themes import find

        if told["violates"] is False:
            return None
        check = find(told["check"])
        why = texts.word(";".join(told["reasons"]), self.lang) if told["key"] else self.say("check_not_run")
        return {"title": check.words("title", self.lang), "key": told["key"] or texts.NOTHING, "why": why}

    def _unseen(self) -> list[str]:
        """What this answer or plan rests on that nobody compared with the text of the law."""
        used = {
            "access": ("information",),
            "portability": ("provided",),
            "erasure": ("kept",),
            "objection": ("rights",),
        }
        rows = [e for table in used.get(self.one.kind, ()) for e in self.one.law.entries("rights", table)]
        rows = [e for e in rows if not e["verified"] and self.one.kind in (e["id"], "access", "portability", "erasure")]
        about: dict[str, list[str]] = {}
        for entry in rows:
            about.setdefault(entry["note"][self.lang], []).append(entry[self.lang].rpartition(": ")[2])
        return [f"{capital('; '.join(names))}. {note}" for note, names in about.items()]

    def _left(self) -> list[tuple[str, int]]:
        if self.one.portable is None:
            return []
        codes = dict.fromkeys(reason for _, _, reason in self.one.portable.left)
        return [(self.say(f"left_{code}"), self.one.portable.reasons(code)) for code in codes]


def office(table: str, lang: str) -> str:
    """The name of a table for the staff of the organisation; the person reads other names."""
    known = schema.tables("crm")
    if table == "files":  # beside what a search found in the same list, the bare name says too little
        return texts.say("request.office_files", lang)
    return capital(known[table].words[lang]) if table in known else texts.say(f"request.table_{table}", lang)


def evidence(codes, lang: str) -> str:
    """Codes of evidence in words."""
    return ", ".join(texts.say(f"request.evidence_{code}", lang) for code in codes)
