"""A Check: a plain function joined to its words, and the verdict frame it hands back.

A check function takes (crm, policy, law) and gives a lazy frame with `key`, `violates` (True, False or null),
`reasons` (codes joined by ;) and evidence columns: dates, categories and codes, never a name, an address or a note.
"""

import inspect
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import narwhals as nw

from . import paths, texts
from .errors import AvgkitError

SEVERITIES = ("high", "medium", "low")
# What a page says of each check, in each language.
PARTS = ("title", "rule", "finding", "clear", "unknown", "hint", "hint2", "measure", "measure_crm", "who", "limits")


@dataclass(frozen=True)
class Check:
    """One question the law asks of one kind of record."""

    id: str
    theme: str
    table: str
    needs: tuple[str, ...]
    facts: tuple[str, ...]
    articles: tuple[str, ...]
    severity: str
    hours: float
    reasons: tuple[str, ...]
    evidence: dict[str, dict]
    unsaid: dict[str, object]  # what a single case takes as said when it leaves it out
    apart: tuple[str, ...]  # declared tables of which a record reads only the rows that it names itself
    countries: tuple[str, ...]  # evidence that names countries by their codes
    burden: bool  # the law lays the proof on the organisation: who declares nothing has findings, not silence
    exercise: dict | None
    _words: dict
    _judge: Callable

    def words(self, part: str, lang: str | None = None) -> str:
        """A text of the check as it stands in the theme's page."""
        return self._words[texts.language(lang)][part]

    def sentence(self, part: str, row: dict, lang: str | None = None) -> str:
        """`finding`, `clear` or `unknown` filled in with one record's evidence; [parts] without a value fall away."""
        lang = texts.language(lang)
        shown = {name: self.shown(name, value, lang) for name, value in row.items()}

        def keep(match: re.Match) -> str:
            return match[1] if all(shown[name] != texts.NOTHING for name in re.findall(r"{(\w+)}", match[1])) else ""

        return texts.fill(re.sub(r"\[([^\[\]]*)\]", keep, self._words[lang][part]), shown)

    def shown(self, name: str, value: object, lang: str | None = None) -> str:
        """One piece of evidence as a person reads it; countries by their names."""
        return (
            texts.places(value, lang) if name in self.countries and isinstance(value, str) else texts.show(value, lang)
        )

    def missing(self, crm, policy) -> list[str]:
        """The tables that this check needs and that are not there.

        A table that was not handed over is missing. Where nothing at all is declared, nothing is what the organisation
        says: a check whose burden of proof lies on the organisation then judges that.
        """
        sides = {"crm": crm, "policy": policy}
        gone = [need for need in self.needs if not sides[need.split(".")[0]].has(need.split(".")[1])]
        silent = self.burden and not policy.tables
        return [need for need in gone if not (silent and need.startswith("policy."))]

    def verdict(self, crm, policy, law) -> nw.LazyFrame:
        """The verdict on every record that this check is about."""
        return self._judge(crm, policy, law)


def bind(module, page: Path) -> list[Check]:
    """The checks of one theme: its module's public functions joined to its page; neither may be without the other."""
    with open(page, "rb") as file:
        words = tomllib.load(file)
    functions = {
        name.replace("_", "-"): function
        for name, function in vars(module).items()
        if inspect.isfunction(function) and function.__module__ == module.__name__ and not name.startswith("_")
    }
    headers = words.get("check", {})
    if functions.keys() != headers.keys():
        alone = sorted(functions.keys() ^ headers.keys())
        raise AvgkitError(f"{page.name}: {', '.join(alone)}")
    wordless = [f"{name}.{lang}.{part}" for name in headers for lang in texts.LANGUAGES for part in PARTS]
    wordless = [path for path in wordless if not _at(headers, path)]
    if wordless:
        raise AvgkitError(f"{page.name}: {', '.join(wordless)}")
    return [_check(name, page.stem, headers[name], functions[name]) for name in headers]


@cache
def values(theme: str) -> dict:
    """The thresholds of our own choice on a theme's page, under [values]; none of them is law."""
    with open(paths.PACKAGE / "themes" / f"{theme}.toml", "rb") as file:
        return tomllib.load(file).get("values", {})


def _at(headers: dict, path: str) -> str | None:
    name, lang, part = path.rsplit(".", 2)
    return headers[name].get(lang, {}).get(part)


def _check(name: str, theme: str, header: dict, function: Callable) -> Check:
    exercise = header.get("exercise")
    return Check(
        id=name,
        theme=theme,
        table=header["table"],
        needs=tuple(header["needs"]),
        facts=tuple(header["facts"]),
        articles=tuple(header["articles"]),
        severity=header["severity"],
        hours=header["hours"],
        reasons=tuple(header.get("reasons", ())),
        evidence=header.get("evidence", {}),
        unsaid=header.get("unsaid", {}),
        apart=tuple(header.get("apart", ())),
        countries=tuple(header.get("countries", ())),
        burden=header.get("burden", False),
        exercise=exercise,
        _words={lang: header[lang] for lang in texts.LANGUAGES},
        _judge=function,
    )


def verdict(frame: nw.LazyFrame, violates: nw.Expr, reasons: nw.Expr, **evidence: nw.Expr) -> nw.LazyFrame:
    """A verdict frame of `frame`: its column `id` becomes the key, `reasons` loses the ; at its end."""
    return frame.select(
        nw.col("id").alias("key"),
        violates.alias("violates"),
        reasons.str.replace_all(";$", "").alias("reasons"),
        **evidence,
    )


def explain(violates: nw.Expr, finding: nw.Expr, unknown: nw.Expr) -> nw.Expr:
    """The reasons that go with an answer: those of a finding, those of not knowing, or none."""
    return nw.when(violates.is_null()).then(unknown).when(violates).then(finding).otherwise(nw.lit(""))


def codes(**conditions: nw.Expr) -> nw.Expr:
    """The names of the conditions that are true, as `a;b;`; a condition that is null counts as not true."""
    return nw.concat_str(
        [
            nw.when(when.fill_null(False)).then(nw.lit(f"{code};")).otherwise(nw.lit(""))
            for code, when in conditions.items()
        ]
    )


def plain(value):
    """An evidence value as JSON can hold it."""
    if value is None or value != value:
        return None
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | str):
        return value
    return value.item() if hasattr(value, "item") else str(value)
