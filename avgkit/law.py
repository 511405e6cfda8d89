"""The law as it stood on a day: dated knowledge from knowledge/*.toml, each fact with its source.

A `Law` of 2026 also knows the rules of 2020, so that a message of 2020 is judged by the law of 2020.
"""

import hashlib
import tomllib
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from pathlib import Path

from . import paths, texts
from .errors import AvgkitError

FILES = (
    "sources",
    "articles",
    "bases",
    "categories",
    "subjects",
    "conditions",
    "ages",
    "marketing",
    "countries",
    "assessment",
    "blueprint",
    "claims",
    "fines",
    "grounds",
    "holidays",
    "limitation",
    "maturity",
    "mechanisms",
    "periods",
    "register",
    "rights",
    "supervision",
    "urgency",
)


@cache
def _tables(path: Path) -> dict[str, list[dict]]:
    """The tables of one knowledge file, read once per process."""
    with open(path, "rb") as file:
        return tomllib.load(file)


@cache
def _fingerprint(folder: Path) -> str:
    """Ten characters that change when any legal fact changes (not when only line endings do)."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update(name.encode() + b"\0")
        digest.update((folder / f"{name}.toml").read_bytes().replace(b"\r\n", b"\n"))
    return digest.hexdigest()[:10]


def _day(on: date | str | None) -> date:
    """The day that is meant: a date, a day such as 2026-11-23, or today."""
    if on is None:
        return date.today()
    if isinstance(on, datetime):
        return on.date()
    if isinstance(on, date):
        return on
    try:
        return datetime.strptime(str(on).strip(), "%Y-%m-%d").date()
    except ValueError:
        raise AvgkitError(texts.say("errors.wrong_date", value=str(on)[:40])) from None


def _unknown(where: str, column: str, value: object, known) -> AvgkitError:
    """The error about a name that the knowledge does not hold, naming the nearest one that it does."""
    return AvgkitError(texts.unknown_name("errors.wrong_code", value, known, where=where, column=column))


def in_force(entry: dict, on: date) -> bool:
    """Whether the entry holds on that day; `until` is the last day, and what is not dated always holds."""
    return entry.get("from", date.min) <= on <= entry.get("until", date.max)


@dataclass(frozen=True)
class Law:
    """What the law permits, known on the day `on`: the rules of that day and those before it."""

    on: date

    def entries(self, name: str, table: str | None = None) -> list[dict]:
        """The entries of a file (of its table `table`) that began on or before `on`, ended ones included."""
        return [deepcopy(entry) for entry in self._rows(name, table) if entry.get("from", date.min) <= self.on]

    def entry(self, name: str, id: str, table: str | None = None) -> dict | None:
        """The entry with this id as it holds on `on`, or None when it did not hold that day."""
        rows = [entry for entry in self._rows(name, table) if entry["id"] == id]
        if not rows:
            raise _unknown(f"{name}.toml", "id", id, {entry["id"] for entry in self._rows(name, table)})
        return next((deepcopy(entry) for entry in rows if in_force(entry, self.on)), None)

    @cached_property
    def articles(self) -> dict[str, dict]:
        """Every article by its id, in the text of `on`; for a day before its first text: that first text."""
        found: dict[str, dict] = {}
        for entry in sorted(self._rows("articles"), key=lambda e: e["from"]):
            if entry["id"] not in found or entry["from"] <= self.on:
                found[entry["id"]] = deepcopy(entry)
        return found

    @cached_property
    def sources(self) -> dict[str, dict]:
        """Every source by its key."""
        return {entry["id"]: deepcopy(entry) for entry in self._rows("sources")}

    def rules(self) -> list[dict]:
        """Every dated entry of every file that began on or before `on`, with its `file` and `table`."""
        named = ((name, table) for name in FILES for table in self._file(name))
        return [{"file": n, "table": t, **rule} for n, t in named for rule in self.entries(n, t) if "from" in rule]

    def unverified(self, *names: str) -> list[dict]:
        """The entries of which the text of that time was not seen, with `file` and `table`; no names = all files."""
        return [
            {"file": name, "table": table, **entry}
            for name in names or FILES
            for table in self._file(name)
            for entry in self.entries(name, table)
            if not entry.get("verified", True)
        ]

    def facts_unverified(self) -> list[dict]:
        """All that a report must say was not checked."""
        return self.unverified()

    def periods(self, name: str, table: str | None = None) -> list[date]:
        """The days on which something changes: each first day, and the day after each last day."""
        rows = [entry for entry in self.entries(name, table) if "from" in entry]
        days = {entry["from"] for entry in rows}
        return sorted(days | {entry["until"] + timedelta(days=1) for entry in rows if "until" in entry})

    @property
    def version(self) -> str:
        """A short fingerprint of the knowledge files, to be printed in every report."""
        return _fingerprint(paths.KNOWLEDGE)

    def _rows(self, name: str, table: str | None = None) -> list[dict]:
        tables = self._file(name)
        if (table or name) not in tables:
            raise _unknown(f"{name}.toml", "[[…]]", table or name, tables)
        return tables[table or name]

    def _file(self, name: str) -> dict[str, list[dict]]:
        if name not in FILES:
            raise _unknown("knowledge", "*.toml", name, FILES)
        return _tables(paths.KNOWLEDGE / f"{name}.toml")


def load_law(on: date | str | None = None) -> Law:
    """The law as of a day (a date or text such as 2026-11-23; default today)."""
    return Law(_day(on))


def usable_law(on: date | str | None = None) -> Law:
    """The law to judge by; refuses a day before the first rule that we know, because nothing could be said of it."""
    law = load_law(on)
    first = min(entry["from"] for entry in law._rows("conditions"))
    if law.on < first:
        raise AvgkitError(texts.say("errors.before_law", day=texts.day(law.on), first=texts.day(first)))
    return law
