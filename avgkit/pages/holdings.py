"""What was read and what the data hold, whatever could be judged; and the law and sources of the method page."""

import re
from datetime import date, datetime, timedelta

import narwhals as nw

from .. import charts, schema, texts
from .blocks import capital

GROUPED = ("category", "kind", "country")  # columns by which contacts are counted
SMALL = 5  # a group of fewer people is not shown
YEARS = 20  # columns in the figure of years; what is older stands together


def steps(checks: list[dict], lang: str) -> list[dict]:
    """Which tables to add so that the checks that did not run can run; the table that opens most checks first."""
    found: dict[str, dict] = {}
    for one in checks:
        for need in one["missing"]:
            side, _, name = need.partition(".")
            new = {"table": capital(word(need, lang)), "file": f"{name}.csv", "checks": 0, "columns": {}}
            step = found.setdefault(need, new)
            step["checks"] += 1
            key = schema.tables(side)[name].key
            facts = [fact.partition(".")[2] for fact in one["facts"] if fact.startswith(f"{name}.")]
            always = [
                c.name for c in schema.tables(side)[name].columns.values() if c.name == key or c.table or c.required
            ]
            step["columns"] |= dict.fromkeys(always + facts)
    return sorted(found.values(), key=lambda step: -step["checks"])


def word(need: str, lang: str) -> str:
    """A table such as crm.consents as people call it."""
    side, _, name = need.partition(".")
    known = schema.tables(side)
    return known[name].words[lang] if name in known else name


# ---------------------------------------------------------------- the Crm
def table(crm, name: str, lang: str) -> tuple[str, str, str, str]:
    """A table with its number of records and the first and last day that stand in it."""
    dated = [c for c in schema.tables("crm")[name].columns.values() if c.type in ("day", "moment")]
    columns = [c.name for c in dated if not c.personal]
    days = []
    if columns:
        frame = getattr(crm, name)
        ends = {f"{c}_{end}": getattr(nw.col(c), end)() for c in columns for end in ("min", "max")}
        days = [_day(value) for value in _first(frame.select(**ends)).values() if value is not None]
    shown = [texts.day(value, lang) for value in (min(days), max(days))] if days else ["–", "–"]
    return (capital(word(f"crm.{name}", lang)), texts.number(crm.count(name), lang), *shown)


def _day(value) -> date:
    return value.date() if isinstance(value, datetime) else value


def _rows(frame) -> list[dict]:
    return frame.collect("pyarrow").to_native().to_pylist()


def _first(frame) -> dict:
    return _rows(frame)[0]


def _count_by(crm, expression) -> dict:
    frame = crm.contacts.select(group=expression).group_by("group").agg(n=nw.len())
    return {row["group"]: row["n"] for row in _rows(frame)}


def shown_groups(counts: dict[str, int]) -> tuple[dict[str, int], list[str], int]:
    """The groups that may be shown, the names of those that may not, and how many people those hold together.

    One hidden group could be worked out from the total, so then the next smallest is hidden as well.
    """
    rest = dict(sorted(counts.items(), key=lambda item: -item[1]))
    hidden = {name: rest.pop(name) for name in [n for n, count in rest.items() if 0 < count < SMALL]}
    while hidden and rest and (len(hidden) < 2 or sum(hidden.values()) < SMALL):
        name = list(rest)[-1]
        hidden[name] = rest.pop(name)
    return rest, list(hidden), sum(hidden.values())


def small(count: int, lang: str) -> str:
    """A count of people, or 'fewer than five'."""
    return texts.say("report.fewer", lang, n=SMALL) if 0 < count < SMALL else texts.number(count, lang)


def groups(crm, column: str, lang: str) -> dict | None:
    """The contacts by one column; groups too small to show are taken together."""
    counts = _count_by(crm, nw.col(column)) if crm.has("contacts") else {}
    empty = counts.pop(None, 0)
    if not counts:
        return None
    shown, hidden, together = shown_groups(counts)
    name = texts.country if column == "country" else texts.word
    rows = [(capital(name(group, lang)), texts.number(count, lang)) for group, count in shown.items()]
    if hidden:
        label = texts.say("report.small_groups", lang, n=texts.number(len(hidden), lang))
        rows.append((label, small(together, lang)))
    if empty:
        rows.append((texts.say("report.not_filled", lang), small(empty, lang)))
    return {"title": texts.say(f"report.by_{column}", lang), "rows": rows}


def fields(crm, lang: str) -> list[tuple[str, str]]:
    """How many contacts have something in each column: what the organisation holds about people."""
    total = crm.count("contacts")
    if not total:
        return []
    columns = [c for c in schema.tables("crm")["contacts"].columns.values() if c.type != "key"]
    filled = _first(crm.contacts.select(**{c.name: nw.col(c.name).count() for c in columns}))
    ordered = sorted((c for c in columns if filled[c.name]), key=lambda c: -filled[c.name])
    return [(item(c, lang), _filled(filled[c.name], total, lang)) for c in ordered]


def item(column: schema.Column, lang: str) -> str:
    """What a column holds: our own short words, else its meaning without the part that explains how to fill it."""
    if column.name in GROUPED:
        return texts.say(f"report.by_{column.name}", lang)
    return capital(re.split(r":| \(", column.meaning[lang])[0])


def _filled(count: int, total: int, lang: str) -> str:
    return texts.share(count, total, lang) if count >= SMALL else small(count, lang)


def years(scan, lang: str):
    """The contacts by year of the last contact; by another date when the export lacks that one."""
    crm = scan.crm
    for column in ("last_contact_at", "created_at", "customer_since") if crm.has("contacts") else ():
        counts = _count_by(crm, nw.col(column).dt.year())
        empty = counts.pop(None, 0)
        if counts:
            return _by_year(counts, empty, texts.say(f"report.year_of_{column}", lang), scan.law_date.year, lang)
    return None


def _by_year(counts: dict[int, int], empty: int, what: str, now: int, lang: str):
    """Years in order, what is long ago or still to come taken together; small groups only in the sum below."""
    last = min(max(counts), now)
    first = max(min(counts), last - YEARS + 1)
    before = texts.say("report.years_before", lang, year=first)
    after = texts.say("report.years_after", lang, year=last)
    named = {before: 0, **{str(year): 0 for year in range(first, last + 1)}, after: 0}
    for year, count in counts.items():
        named[before if year < first else after if year > last else str(year)] += count
    named = {name: count for name, count in named.items() if count or name.isdigit()}
    shown, hidden, together = shown_groups({name: count for name, count in named.items() if count})
    shown |= {name: 0 for name, count in named.items() if not count}
    if not any(shown.values()):
        return None
    rest = [(texts.say("report.no_date", lang), small(empty, lang))] if empty else []
    if hidden:
        label = texts.say("report.small_years", lang, n=texts.number(len(hidden), lang))
        rest.insert(0, (label, small(together, lang)))
    return charts.by_year(list(named), shown, rest, what, lang)


# ---------------------------------------------------------------- messages over time
def messages(scan, judged: list[dict], lang: str):
    """Marketing messages by quarter with those in question, and the days on which the law changed; None without any."""
    if not judged:
        return None
    from .. import themes

    frames = [themes.find(b["id"]).verdict(scan.crm, scan.policy, scan.law) for b in judged]
    frames = [f.select("key", "sent_at", "violates") for f in frames if "sent_at" in f.collect_schema().names()]
    if not frames:
        return None
    each = nw.concat(frames).with_columns(wrong=nw.when(nw.col("violates")).then(1).otherwise(0))
    each = each.group_by("key").agg(sent_at=nw.col("sent_at").min(), wrong=nw.col("wrong").max())
    each = each.filter(~nw.col("sent_at").is_null())
    moment = nw.col("sent_at").dt
    counted = each.select(year=moment.year(), month=moment.month(), wrong="wrong").group_by("year", "month")
    found = _rows(counted.agg(n=nw.len(), wrong=nw.col("wrong").sum()))
    return _over_time(scan, found, lang) if found else None


def _over_time(scan, found: list[dict], lang: str):
    """Months taken together to quarters, or to years when the period is long."""
    size = 3 if max(r["year"] for r in found) - min(r["year"] for r in found) < 6 else 12
    step = {(r["year"] * 12 + r["month"] - 1) // size: [0, 0] for r in found}
    for r in found:
        place = step[(r["year"] * 12 + r["month"] - 1) // size]
        place[0] += int(r["n"])
        place[1] += int(r["wrong"])
    first, last = min(step), max(step)
    rows = [(_period(p, size, lang), *step.get(p, (0, 0))) for p in range(first, last + 1)]
    marks = []
    for day in scan.law.periods("marketing"):
        place = (day.year * 12 + day.month - 1 + (day.day - 1) / 31) / size - first
        changed = _change(scan.law, day, lang)
        if 0 < place < len(rows) and changed:
            marks.append((place, changed))
    return charts.over_time(rows, marks, lang)


def _change(law, day: date, lang: str) -> str:
    """What ended or went by another rule that day; nothing for the day on which our knowledge begins."""
    for table in ("marketing", "exception"):
        entries = law.entries("marketing", table)
        before = {e["id"]: e for e in entries if e.get("from", date.min) < day <= _end(e)}
        after = {e["id"]: e for e in entries if e.get("from", date.min) <= day < _end(e)}
        for name, old in before.items():
            if name not in after or old.get("regime") != after[name].get("regime"):
                return texts.say("report.law_changes_for", lang, day=texts.day(day, lang), what=old[lang]["title"])
    return ""


def _end(entry: dict) -> date:
    """The first day on which the entry no longer holds."""
    return entry["until"] + timedelta(days=1) if "until" in entry else date.max


def _period(number: int, size: int, lang: str) -> str:
    year, part = divmod(number * size, 12)
    return str(year) if size == 12 else texts.say("report.quarter", lang, year=year, quarter=part // 3 + 1)


# ---------------------------------------------------------------- how it was made
def article(law, ref: str, lang: str) -> tuple[str, str, str]:
    """An article of the law with what it is about and where its text was read."""
    entry = law.articles.get(ref, {})
    source = law.sources.get(entry.get("source"), {})
    return (texts.article(ref, lang), entry.get(lang, "–"), source.get("reference", "–"))


def articles(law, refs, lang: str) -> list[tuple[str, str, str]]:
    """The articles as people count them, each with what it is about and its source."""
    return [article(law, ref, lang) for ref in sorted(set(refs), key=in_order)]


def in_order(ref: str) -> list:
    """Articles sort as people count: 4(11) before 21(2)."""
    return [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in re.split(r"(\d+)", ref)]


def unverified(law, refs, lang: str) -> list[tuple[str, str, str]]:
    """The rules of these articles of which nobody saw the text: what, when, and what was assumed."""
    used = {ref.split("(")[0] for ref in refs}
    found: dict[tuple[str, str], list[str]] = {}
    for fact in law.facts_unverified():
        if str(fact.get("article") or fact["id"]).split("(")[0] in used:
            about = fact.get(lang, {})
            what = about if isinstance(about, str) else about.get("title") or fact["id"]
            when = _since(fact, lang) if "from" in fact else ""
            found.setdefault((when, fact.get("note", {}).get(lang, "")), []).append(what)
    return [(capital("; ".join(dict.fromkeys(what))), when, note) for (when, note), what in found.items()]


def _since(fact: dict, lang: str) -> str:
    first = texts.day(fact["from"], lang)
    if "until" not in fact:
        return texts.say("report.since", lang, first=first)
    return texts.say("report.since_until", lang, first=first, last=texts.day(fact["until"], lang))


def record(scan, command: str, lang: str) -> list[tuple[str, str]]:
    """What is needed to make this report again: law, engine, versions, fingerprint, command."""
    told = scan.to_dict()
    say = lambda key: texts.say(f"report.{key}", lang)  # noqa: E731
    pairs = [(say("fact_law_date"), texts.day(scan.law_date, lang))]
    pairs.append((say("fact_knowledge"), scan.law.version))
    pairs.append((say("fact_engine"), str(told.get("engine", ""))))
    pairs.append((say("fact_fingerprint"), str(told.get("fingerprint", ""))))
    versions = told.get("versions", {})
    pairs.append((say("fact_versions"), ", ".join(f"{name} {version}" for name, version in versions.items())))
    pairs.append((say("fact_command"), command))
    return [(name, value or "–") for name, value in pairs]
