"""A check of a scan as a block of words and numbers, in one shape for every check of every theme."""

import tomllib
from datetime import date, datetime
from functools import cache

from .. import charts, check, findings, paths, schema, texts
from .setting import quoted

# Records of evidence shown for each check, and when there are many checks; the rest stands in files.
ROWS, FEW_ROWS = 10, 3
MANY = 15  # checks with something to show, from which on each shows less
REASONS = 8  # reasons that are spelled out; the rest is counted
STATES = ("finding", "unknown", "not_run", "ok", "nothing")
# Evidence that is told elsewhere: why a record was fine, which text was seen, the outcome and its reasons.
OF_CLEAR = ("basis", "law_seen", "may_send", "valid", "failing")
WORDS = ("title", "rule", "measure", "measure_crm", "who", "limits")


def seriousness(state) -> tuple:
    """The order of themes: findings first, the largest share first."""
    share = state.violations / state.items if state.items else 0
    return (STATES.index(state.state.replace(" ", "_")), -share, state.theme)


@cache
def theme_words(theme: str, lang: str) -> dict:
    """The title of a theme and the question it asks; a theme without a page goes by its word."""
    page = paths.PACKAGE / "themes" / f"{theme}.toml"
    if page.is_file():
        with open(page, "rb") as file:
            return tomllib.load(file)["theme"][lang]
    return {"title": capital(texts.word(theme, lang))}


def block(scan, rule, result, lang: str) -> dict:
    """Everything that the page says about one check."""
    state = _state(result)
    items, violations, unknown = result.items or 0, result.violations or 0, result.unknown or 0
    return {name: rule.words(name, lang) for name in WORDS} | {
        "id": rule.id,
        "theme": rule.theme,
        "table": rule.table,
        "noun": _table(rule.table).words[lang],
        "state": state,
        "total": items,
        "violations": violations,
        "unknown": unknown,
        "ok": items - violations - unknown,
        "sizes": charts.bar_sizes(items - violations - unknown, violations, unknown),
        "finding_share": texts.share(violations, items, lang),
        "unknown_share": texts.share(unknown, items, lang),
        "outcome": _outcome(state, items, violations, unknown, lang),
        "refs": rule.articles,
        "facts": rule.facts,
        "articles": [texts.article(ref, lang) for ref in rule.articles],
        "rank": check.SEVERITIES.index(rule.severity),
        "severity": texts.say(f"report.severity_{rule.severity}", lang),
        "hours": rule.hours if violations else 0,
        "reason": result.reason,
        "missing": rule.missing(scan.crm, scan.policy) if state == "not_run" else [],
        "file": f"{scan.shelf}/{rule.id}." + ("csv" if violations + unknown <= findings.SHEET else "parquet"),
        "unseen": scan.unseen(rule.id) if violations else 0,
        "evidence": _evidence(scan, rule, violations, False, lang),
        "doubt": _evidence(scan, rule, unknown, True, lang),
    }


def _table(name: str) -> schema.Table:
    """The table that a check judges, of the Crm or of the Policy."""
    return next(schema.tables(side)[name] for side in schema.SIDES if name in schema.tables(side))


def many(scan) -> bool:
    """Whether so many checks have something to show that each must be brief."""
    return sum(bool(r.violations or r.unknown) for r in scan.results) >= MANY


def _state(result) -> str:
    if result.status != "done":
        return "not_run"
    if result.violations:
        return "finding"
    return "unknown" if result.unknown else "ok" if result.items else "nothing"


def _outcome(state: str, items: int, violations: int, unknown: int, lang: str) -> str:
    """The outcome in the few words of a heading."""
    match state:
        case "finding":
            return texts.share(violations, items, lang)
        case "unknown":
            return texts.say("report.outcome_unknown", lang, share=texts.share(unknown, items, lang))
        case "ok":
            return texts.say("report.outcome_ok", lang, n=texts.number(items, lang))
    return texts.say(f"report.state_{state}", lang)


def _evidence(scan, rule, total: int, unknown: bool, lang: str) -> dict:
    """The first records of a check, each with its reasons; how many more there are; how often each reason comes."""
    if not total:
        empty = {"rows": [], "head": [], "more": 0, "reasons": [], "others": [], "several": False, "each": False}
        return empty | {"id": "", "labels": ""}
    limit = FEW_ROWS if many(scan) else ROWS
    records = [named(scan, r, lang) for r in scan.findings(rule.id, limit=limit, unknown=unknown).to_dict("records")]
    columns = [name for name in records[0] if name not in ("key", "violates", "reasons", *OF_CLEAR)]
    # A column that says the same dash on every line only takes room.
    columns = [name for name in columns if any(texts.show(r[name], lang) != texts.NOTHING for r in records)]
    rows = [
        {
            "key": r["key"],
            "cells": _cells(rule, r, columns, lang),
            "reasons": texts.word(r["reasons"], lang) or texts.NOTHING,
        }
        for r in records
    ]
    counted = [(texts.word(code, lang), count) for code, count in scan.reasons(rule.id, unknown=unknown).items()]
    head = [findings.heading(name, lang, rule.evidence) for name in columns]
    reasons = counted if len(counted) <= REASONS else counted[: REASONS - 1]
    each = len(counted) > 1  # one reason for all stands above the table already
    found = {
        "id": f"{'open' if unknown else 'list'}-{rule.id}",
        "each": each,
        "labels": _labels([*head, texts.say("report.column_why", lang)] if each else head),
        "rows": rows,
        "head": head,
        "more": total - len(rows),
        "reasons": reasons,
        "others": counted[len(reasons) :],
    }
    return found | {"several": sum(count for _, count in counted) > total}


def named(scan, record: dict, lang: str) -> dict:
    """The record with its purposes by the names that the policy gives them."""
    labels = {row["id"]: row[f"label_{lang}"] for row in scan.policy.rows("purposes") if row[f"label_{lang}"]}
    names = [name for name in ("purpose", "purposes", "origin") if isinstance(record.get(name), str)]
    names += ["item"] if record.get("kind") == "purpose" and "item" in record else []
    return record | {name: ";".join(labels.get(part, part) for part in record[name].split(";")) for name in names}


def waiting(checks: list[dict], lang: str) -> list[dict]:
    """The checks that did not run, taken together by what they wait for; what keeps most checks waiting comes first."""
    groups: dict[str, list[dict]] = {}
    for one in checks:
        groups.setdefault(one["reason"] or texts.say("report.state_not_run", lang), []).append(one)
    found = [{"words": capital(words), "checks": own} for words, own in groups.items()]
    return sorted(found, key=lambda group: -len(group["checks"]))


def _labels(names: list[str]) -> str:
    """The headings of the columns after the first as CSS properties, for a screen on which the cells are stacked."""
    return ";".join(f"--c{place}:{quoted(name)}" for place, name in enumerate(names, 2))


def _cells(rule, record: dict, columns: list[str], lang: str) -> list[str]:
    """The values of one record; the time of day only where two moments share a day."""
    moments = [record[name] for name in columns if _is_moment(record[name])]
    timed = len({moment.date() for moment in moments}) < len(moments) and any(m.hour or m.minute for m in moments)
    return [
        _short(record[name], timed, lang) if _is_moment(record[name]) else rule.shown(name, record[name], lang)
        for name in columns
    ]


def _is_moment(value) -> bool:
    return isinstance(value, datetime) and value == value


def first_day(record: dict) -> date | None:
    """The first day among the evidence of a finding, in the order in which the check gives it."""
    for value in record.values():
        if _is_moment(value):
            return value.date()
        if isinstance(value, date) and value == value:
            return value
    return None


def _short(value: datetime, with_time: bool, lang: str) -> str:
    month = texts.say("report.months", lang).split()[value.month - 1]
    return f"{value.day}\u00a0{month}\u00a0{value.year}" + (f" {value:%H:%M}" if with_time else "")


def capital(words: str) -> str:
    """The words with a capital letter at the start."""
    return words[:1].upper() + words[1:]
