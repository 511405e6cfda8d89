"""The index of a batch, and the page of a report that failed: what is there, what is not and why."""

import re
from datetime import date

from .. import check, texts
from ..trends.summary import briefly
from .setting import Setting, filled, stylesheet

SUMMED = 5  # names in a summary; the index has them all
STATES = ("failed", "stopped", "done", "kept")


class IndexBook(Setting):
    """The index of one batch; `batch` is the Batch as batches made it."""

    part = "batch"

    def __init__(self, batch, lang: str):
        super().__init__(lang)
        self.batch = batch
        self.rows = sorted(
            (self._row(one) for one in batch.made), key=lambda row: (STATES.index(row["state"]), row["at"])
        )
        self.counts = {state: batch.count(state) for state in STATES}
        self.unread = sum(not one.found.get("complete", True) for one in batch.made)

    def page(self) -> str:
        """The whole page."""
        return page(self.say("title"), self.piece("batch-index.html").html, self.lang)

    def law_day(self):
        """The day of the law, as a day."""
        return date.fromisoformat(self.batch.on)

    def state_words(self, row: dict) -> str:
        """What a report found, in a few words with its denominator."""
        found, number = row["found"], lambda count: texts.number(count, self.lang)
        if not found.get("checks"):
            return self.say("state_nothing")
        told = []
        if found["violations"]:
            severe = ", ".join(
                f"{texts.say(f'report.severity_{level}', self.lang)} {number(n)}" for level, n in row["severe"]
            )
            told.append(
                self.say(
                    "state_findings", findings=number(found["violations"]), items=number(found["items"]), severe=severe
                )
            )
        if found["accepted"]:
            told.append(self.say("state_accepted", accepted=number(found["accepted"])))
        if found["unknown"]:
            told.append(self.say("state_unknown", unknown=number(found["unknown"])))
        return "; ".join(told) or self.say("state_ok", items=number(found["items"]))

    def _row(self, one) -> dict:
        found, row = one.found, one.row
        counts = found.get("severity", {}).values()
        severe = [(level, n) for level in check.SEVERITIES if (n := sum(one[level] for one in counts))]
        mark = "finding" if found.get("violations") else "unknown" if found.get("unknown") else "ok"
        return {
            "at": row.line,
            "name": row.name,
            "report": row.report,
            "part": ", ".join(f"{texts.say(f'cut.{name}', self.lang)} {value}" for name, value in row.part.items()),
            "lang": row.lang,
            "on": row.given.get("on", ""),
            "state": one.state,
            "mark": (mark if found.get("checks") else "nothing") if one.state in ("done", "kept") else "not_run",
            "found": found,
            "severe": severe,
            "change": briefly(found.get("since"), self.lang),
            "complete": found.get("complete", True),
            "problems": one.problems,
            "links": [(self._kind(file), f"{row.folder}/{file}") for file in _order(one.record)],
        }

    def _kind(self, file: str) -> str:
        """What a file is, in a word for its link."""
        ending = file.rpartition(".")[2]
        return self.say(f"file_{ending}") if texts.has(f"batch.file_{ending}") else file


def _order(record: dict) -> list[str]:
    """The files to link to, the page first; not the data beside it."""
    files = [file for file in record.get("files", []) if not file.endswith(".json")]
    return sorted(files, key=lambda file: (file != record.get("page"), file))


def failure(one, command: str) -> str:
    """The page that stands where a report would have stood."""
    lang = one.row.lang
    book = Setting(lang)
    book.part = "batch"
    title = texts.say("batch.failed_title", lang, name=one.row.name)
    return page(title, book.piece("batch-failed.html", one=one, command=command).html, lang)


def page(title: str, body: str, lang: str) -> str:
    """A page without contents: `body` is a piece, already escaped."""
    from markupsafe import Markup

    words = {"skip": texts.say("report.skip", lang), "footer": texts.say("report.footer", lang)}
    return (
        filled("plain-page.html", title=title, body=Markup(body), style=Markup(stylesheet()), lang=lang, **words) + "\n"
    )


def summary(batch, lang: str) -> str:
    """The batch in a few lines of Markdown for chat or mail: counts and the names of the plan, no key of a record."""
    say = lambda key, **values: texts.say(f"batch.{key}", lang, **values)  # noqa: E731
    count = {state: texts.number(batch.count(state), lang) for state in STATES}
    ready = texts.number(batch.count("done", "kept"), lang)
    day = texts.day(date.fromisoformat(batch.on), lang)
    told = [say("sum_ready", ready=ready, all=texts.number(len(batch.made), lang), kept=count["kept"], day=day)]
    bad = [one for one in batch.made if one.state == "failed"]
    if bad:
        named = ", ".join(plain(one.row.name) for one in bad[:SUMMED])
        told.append(say("sum_failed", n=count["failed"], names=named))
    if batch.count("stopped"):
        told.append(say("sum_stopped", n=count["stopped"]))
    unread = [one for one in batch.made if not one.found.get("complete", True)]
    if unread:
        told.append(say("sum_unread", n=texts.number(len(unread), lang)))
    told.append(say("sum_new", n=texts.number(batch.new, lang)))
    return (
        "\n".join(
            [f"**{say('title')}**", "", *(f"- {line}" for line in told), "", texts.say("trends.sum_advice", lang)]
        )
        + "\n"
    )


def plain(name: str) -> str:
    """A name without signs that make markup, a link or a call for attention in a chat."""
    return re.sub(r"[^\w .,-]", "_", texts.harmless(name))[:60]
