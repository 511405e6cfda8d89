"""The figure of runs that follow each other: for each the findings, solid, and what could not be told, hatched."""

from .. import texts
from .sheet import Chart, Sheet

_ROW, _TALL = 58, 12


def over_runs(rows: list[tuple[str, int, int, int]], caption: str, lang: str) -> Chart:
    """A bar for each (label, findings, unknown, judgements in all), on one scale of counts, the oldest first."""
    sheet = Sheet("runs", _ROW * len(rows))
    highest = max((findings + unknown for _, findings, unknown, _ in rows), default=0) or 1
    room = sheet.width - 2
    for index, (label, findings, unknown, of) in enumerate(rows):
        top, x = _ROW * index, 1.0
        sheet.text(1, top + 14, label, weight="bold")
        told = _say("chart_row", lang, findings=texts.share(findings, of, lang), unknown=texts.number(unknown, lang))
        sheet.text(1, top + 48, told, "muted")
        for count, state in ((findings, "finding"), (unknown, "unknown")):
            if count:
                wide = max(room * count / highest, 2)
                sheet.box(x, top + 21, min(wide, sheet.width - 1 - x), _TALL, state)
                x += wide
        if not findings + unknown:
            sheet.line(1, top + 21, 1, top + 21 + _TALL, "line")
    head = tuple(_say(f"col_{name}", lang) for name in ("run", "findings", "unknown", "of"))
    table = [(label, *(texts.number(count, lang) for count in counts)) for label, *counts in rows]
    return Chart(sheet.name, sheet.svg(), _alt(rows, caption, lang), caption, head, table)


def _alt(rows: list, caption: str, lang: str) -> str:
    """What the bars show, in a sentence: the first and the last run, and the most there were."""
    first, last, most = rows[0], rows[-1], max(rows, key=lambda row: row[1])
    said = {"n": texts.number(len(rows), lang), "first": first[0], "last": last[0], "most": most[0]}
    said |= {"then": texts.number(first[1], lang), "now": texts.number(last[1], lang)}
    said |= {"highest": texts.number(most[1], lang)}
    return f"{caption}. {_say('chart_alt', lang, **said)}"


def _say(key: str, lang: str, **values) -> str:
    return texts.say(f"trends.{key}", lang, **values)
