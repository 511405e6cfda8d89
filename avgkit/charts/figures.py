"""The figures of the readiness report: the checks of a theme, messages over time, contacts by year."""

import textwrap
from collections.abc import Callable

from .. import texts
from .sheet import Chart, Sheet, tokens


def per_check(theme: str, title: str, rows: list[dict], lang: str) -> Chart:
    """The share of findings and unknowns of every check of a theme, on one scale."""
    say = _say(lang)
    sheet = Sheet(f"checks-{theme}", 58 * len(rows) + 24)
    width = sheet.width - 2
    for index, row in enumerate(rows):
        top = 58 * index
        sheet.text(1, top + 14, textwrap.shorten(row["title"], 62, placeholder=" …"), weight="bold")
        _bar(sheet, row, 1, top + 21, width, 12)
        sheet.text(1, top + 48, _label(row, lang), "muted")
    for mark in (0, 25, 50, 75, 100):
        x = 1 + width * mark / 100
        sheet.line(x, sheet.height - 22, x, sheet.height - 17, "line")
        align = {0: "left", 100: "right"}.get(mark, "center")
        sheet.text(x, sheet.height - 5, f"{mark} %", "muted", align, size=-1)
    judged = [r for r in rows if r["total"]]
    worst = max(judged, key=lambda r: r["violations"] / r["total"], default=None)
    parts = [say("alt_checks", n=texts.number(len(rows), lang), theme=title)]
    parts.append(
        say("alt_checks_worst", title=worst["title"], share=worst["finding_share"]) if worst else say("alt_nothing")
    )
    head = tuple(say(f"column_{c}") for c in ("check", "ok", "finding", "unknown", "of"))
    table = [(r["title"], *(texts.number(r[k], lang) for k in ("ok", "violations", "unknown", "total"))) for r in rows]
    return Chart(sheet.name, sheet.svg(), " ".join(parts), say("caption_checks"), head, table)


def _bar(sheet: Sheet, row: dict, x: float, y: float, width: float, height: float) -> None:
    if not row["total"]:
        sheet.box(x, y, width, height, "small")
        return
    sizes = bar_sizes(row["ok"], row["violations"], row["unknown"], least=3 / width * 100)
    for state, size in zip(("ok", "finding", "unknown"), sizes, strict=True):
        if size:
            sheet.box(x, y, width * size / 100, height, state)
        x += width * size / 100


def _label(row: dict, lang: str) -> str:
    """The numbers under a bar, each with its shape and word."""
    shape = tokens()["shape"]
    label = f"{shape.get(row['state'], shape['not_run'])} {row['outcome']}"
    if row["state"] == "finding" and row["unknown"]:
        label += f"   {shape['unknown']} {texts.number(row['unknown'], lang)} {texts.say('report.unknown', lang)}"
    return label


def bar_sizes(ok: int, finding: int, unknown: int, least: float = 0.8) -> list[float]:
    """The three parts of a bar in per cent of its width; a part that is not empty can always be seen."""
    counts = (ok, finding, unknown)
    total = sum(counts)
    sizes = [max(100 * n / total, least) if n else 0.0 for n in counts] if total else [0.0, 0.0, 0.0]
    excess = sum(sizes) - 100 if total else 0
    sizes[sizes.index(max(sizes))] -= excess
    return [round(size, 1) for size in sizes]


def over_time(rows: list[tuple[str, int, int]], marks: list[tuple[float, str]], lang: str) -> Chart:
    """Marketing messages in each period and those in question; `marks`: (place, words) of a change in the law."""
    say = _say(lang)
    top, plot = 14 + 17 * len(marks), 150
    sheet = Sheet("messages", top + plot + 26)
    highest = max(total for _, total, _ in rows)
    left, right = 8 * len(texts.number(_round_up(highest), lang)) + 8, sheet.width - 2
    step, base = (right - left) / len(rows), top + plot
    for part in (0, 0.5, 1):
        value = _round_up(highest) * part
        y = base - plot * part
        sheet.line(left, y, right, y, "line" if not part else "hair")
        sheet.text(left - 6, y + 4, texts.number(round(value), lang), "muted", "right")
    ticks = [index for index, row in enumerate(rows) if index == 0 or row[0][-4:] != rows[index - 1][0][-4:]]
    if len(ticks) > 1 and ticks[1] * step < 34:
        ticks = ticks[1:]  # the first year has too little room for its number
    for index, (label, total, wrong) in enumerate(rows):
        x, scale = left + step * index, plot / _round_up(highest)
        if total > wrong:
            sheet.box(x + step * 0.12, base - total * scale, step * 0.76, (total - wrong) * scale, "ok")
        if wrong:
            sheet.box(x + step * 0.12, base - max(wrong * scale, 1.5), step * 0.76, max(wrong * scale, 1.5), "finding")
        if index in ticks:
            sheet.text(x + step * 0.12, base + 16, label[-4:], "muted", size=-1)
    for index, (place, words) in enumerate(marks):
        x, y = left + step * place, 12 + 17 * index
        sheet.line(x, y + 4, x, base, "info", dashed=True)
        long = len(words) * 0.5 * sheet.size
        side = "left" if x + long < right else "right"
        sheet.text(x if side == "left" or x > long else long, y, words, "info", side, size=-1)
    total, wrong = sum(r[1] for r in rows), sum(r[2] for r in rows)
    worst = max(rows, key=lambda r: r[2])
    alt = say("alt_messages", first=rows[0][0], last=rows[-1][0], share=texts.share(wrong, total, lang))
    if wrong:
        alt += " " + say("alt_messages_worst", period=worst[0], share=texts.share(worst[2], worst[1], lang))
    alt += "".join(" " + say("alt_mark", words=words) for _, words in marks)
    head = tuple(say(f"column_{c}") for c in ("period", "messages", "in_question"))
    table = [(label, texts.number(n, lang), texts.number(w, lang)) for label, n, w in rows]
    caption = f"{say('caption_messages')}. {say('caption_marks')}" if marks else say("caption_messages")
    return Chart(sheet.name, sheet.svg(), alt, caption, head, table)


def by_year(names: list[str], shown: dict[str, int], rest: list[tuple[str, str]], what: str, lang: str) -> Chart:
    """Contacts by year; a year of `names` that is not in `shown` only as a dotted stub; `rest` closes the table."""
    say = _say(lang)
    sheet, base, plot = Sheet("years", 180), 150, 130
    step = (sheet.width - 2) / max(len(names), 4)
    highest = max(shown.values(), default=1)
    for index, year in enumerate(names):
        x, middle, count = 1 + step * (index + 0.12), 1 + step * (index + 0.5), shown.get(year)
        if count is None:
            sheet.box(x, base - 5, step * 0.76, 5, "small")
        elif count:
            tall = max(plot * count / highest, 1.5)
            sheet.box(x, base - tall, step * 0.76, tall, "ok")
            words = texts.number(count, lang)
            if count == highest or len(words) * sheet.size * 0.65 < step:
                sheet.text(middle, base - tall - 5, words, align="center")
        if index % max(1, -(-len(names) // 9)) == 0:
            sheet.text(middle, base + 17, year, "muted", "center")
    sheet.line(1, base, sheet.width - 1, base, "line")
    peak = max(shown, key=shown.get, default=None)
    most = say("alt_years_peak", year=peak, n=texts.number(shown[peak], lang)) if peak else say("alt_years_small")
    alt = f"{say('alt_years', what=what, first=names[0], last=names[-1])} {most}"
    table = [(year, texts.number(shown[year], lang)) for year in names if year in shown]
    head = (say("column_year"), say("contacts"))
    return Chart(sheet.name, sheet.svg(), alt, say("caption_years", what=what), head, table + rest)


def _round_up(value: int) -> int:
    """The next round number: 1, 2, 4, 6 or 10 times a power of ten, so that its half is round too."""
    value = max(value, 2)
    power = 10 ** (len(str(value)) - 1)
    return next(power * f for f in (1, 2, 4, 6, 8, 10) if power * f >= value)


def _say(lang: str) -> Callable:
    return lambda key, **values: texts.say(f"report.{key}", lang, **values)
