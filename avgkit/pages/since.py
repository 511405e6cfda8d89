"""What changed since the last run, as the readiness report shows it."""

from datetime import date

from .. import charts, texts
from ..trends.comparing import COMPARED, DOWN, UP
from ..trends.summary import records, worded

RUNS = 8  # runs in the figure; from THREE on there is one
THREE = 3
ROWS = 10  # checks in the table; each check tells it in its own place too


def marked(since, blocks: list[dict], lang: str) -> None:
    """Put into each block what became of it (`since`) and what of it is accepted (`accepted`), each a sentence."""
    changes = {change.check: change for change in since.changes} if since else {}
    counts = since.accepted.checks if since and since.accepted else {}
    for block in blocks:
        change, count = changes.get(block["id"]), counts.get(block["id"])
        block["since"] = _changed(change, since.before.law_date, lang) if change and change.word != "same" else ""
        block["accepted"] = _accepted(count, lang) if count else ""


def themes(since, lang: str) -> dict[str, str]:
    """For each theme what it is since the last time: a sentence of a few words; empty without a run before."""
    told = since.themes if since else ()
    return {one.theme: texts.say("trends.theme_since", lang, word=word(one.word, lang)) for one in told}


def word(code: str, lang: str) -> str:
    """The word for a change."""
    return texts.say(f"trends.word_{code}", lang)


def told(since, titles: dict[str, str], lang: str) -> dict:
    """What the page about the change shows: sentences, the checks, the law, what cannot be compared, the figure."""
    moved = [change for change in since.changes if _moved(change)]
    order = {code: place for place, code in enumerate(("new", "worse", "begun", "law", "unclear", "better", "solved"))}
    moved.sort(key=lambda change: order.get(change.word, 9))
    apart = [change for change in since.changes if change.word in ("not_comparable", "begun", "stopped", "not_judged")]
    facts = since.to_dict()
    return {
        "head": worded({"worse": since.count(*UP), "better": since.count(*DOWN)}, lang) if moved else "",
        "day": texts.day(since.before.law_date, lang) if since.before else "",
        "words": worded(facts["words"], lang) if since.before else "",
        "records": records(facts, lang) if since.before else "",
        "rows": [_row(change, titles, lang) for change in moved[:ROWS]],
        "more": _many("rows_more", len(moved) - ROWS, lang) if len(moved) > ROWS else "",
        "law": _law(since, titles, lang),
        "apart": [(titles.get(c.check, c.check), word(c.word, lang), _why(c, lang)) for c in apart],
        "accepted": _list(since, titles, lang),
        "chart": _figure(since, lang),
    }


def _moved(change) -> bool:
    """Whether a check has other findings than then, in number or in which records."""
    return change.word in (*UP, *DOWN, "unclear", "law") or (
        change.word in COMPARED and bool(change.fresh or change.gone)
    )


def _row(change, titles: dict[str, str], lang: str) -> dict:
    then, now = (texts.share(one.violations, one.items, lang) for one in (change.before, change.now))
    count = lambda n: texts.say("trends.unkept", lang) if n is None else texts.number(n, lang)  # noqa: E731
    said = {"id": change.check, "title": titles.get(change.check, change.check), "word": word(change.word, lang)}
    return said | {"then": then, "now": now, "fresh": count(change.fresh), "gone": count(change.gone)}


def _changed(change, day: date, lang: str) -> str:
    """What became of one check since a day."""
    said = {"day": texts.day(day, lang), "word": word(change.word, lang)}
    if change.before is None or change.now is None or change.why:
        return texts.say("trends.check_since_why", lang, why=_why(change, lang), **said)
    sides = {name: texts.number(one.violations, lang) for name, one in (("then", change.before), ("now", change.now))}
    if change.fresh is None:
        return texts.say("trends.check_since", lang, **sides, **said)
    both = {"fresh": texts.number(change.fresh, lang), "gone": texts.number(change.gone, lang)}
    return texts.say("trends.check_since_records", lang, **both, **sides, **said)


def _why(change, lang: str) -> str:
    return texts.say(f"trends.why_{change.why}", lang) if change.why else ""


def _accepted(count, lang: str) -> str:
    """How many findings of a check are accepted, and of how many that is over."""
    parts = []
    if count.accepted:
        said = {"n": texts.number(count.accepted, lang), "day": texts.day(count.until, lang)}
        parts.append(texts.say("trends.accepted_of", lang, **said))
    if count.expired:
        parts.append(_many("accepted_over", count.expired, lang))
    return " ".join(f"{part[:1].upper()}{part[1:].rstrip('.')}." for part in parts)


def _list(since, titles: dict[str, str], lang: str) -> list[tuple[str, str]]:
    counts = since.accepted.checks if since.accepted else {}
    return [(titles.get(check, check), _accepted(count, lang)) for check, count in counts.items()]


def _law(since, titles: dict[str, str], lang: str) -> list[tuple[str, str, str]]:
    """Day, articles and checks of each day on which the law changed."""
    days: dict[date, tuple[dict, dict]] = {}
    for day, ref, ids in since.law:
        refs, named = days.setdefault(day, ({}, {}))
        refs[texts.article(ref, lang)] = None
        named.update(dict.fromkeys(titles.get(check, check) for check in ids))
    return [(texts.day(day, lang), ", ".join(refs), "; ".join(named)) for day, (refs, named) in days.items()]


def _figure(since, lang: str):
    """The findings of the last runs, of the checks that each of them judged; None of fewer than three runs."""
    line = since.series[-RUNS:]
    same = set.intersection(*({c for c, one in run.checks.items() if one.judged} for run in line))
    if len(line) < THREE or not same:
        return None
    days = [run.law_date for run in line]
    rows = []
    for run in line:
        label = texts.day(run.law_date, lang)
        if days.count(run.law_date) > 1:
            label = texts.say("trends.made_on", lang, day=label, made=texts.day(run.made_on, lang))
        rows.append((label, *(sum(getattr(run.checks[c], name) for c in same) for name in _COUNTS)))
    return charts.over_runs(rows, _many("chart_caption", len(same), lang), lang)


_COUNTS = ("violations", "unknown", "items")


def _many(key: str, count: int, lang: str) -> str:
    return texts.say(f"trends.{key}_{'one' if count == 1 else 'more'}", lang, n=texts.number(count, lang))
