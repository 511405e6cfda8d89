"""Measures as bars over days, against the day on which all must be ready."""

import textwrap
from datetime import date

from .. import texts
from .sheet import Chart, Sheet

MOST = 20  # bars; what comes after is one bar, the table beside the figure has all
_ROW, _TOP, _FOOT = 36, 40, 30
_ROOM = 34  # CSS pixels that a mark on the scale needs


def over_days(rows: list[dict], start: date, target: date | None, lang: str) -> Chart:
    """Each row (number, title, hours, start, end, fits) as a bar; light = in time, solid = not in time."""
    shown = rows if len(rows) <= MOST else [*rows[: MOST - 1], _rest(rows[MOST - 1 :], lang)]
    last = max(row["end"] for row in rows)
    sheet = Sheet("plan", _TOP + _ROW * len(shown) + _FOOT)
    scale = _Scale(start, max(last, target or last), sheet.width)
    base = sheet.height - _FOOT
    for index, row in enumerate(shown):
        y = _TOP + _ROW * index
        sheet.text(1, y + 12, textwrap.shorten(row["title"], 46, placeholder=" …"))
        sheet.text(sheet.width - 8, y + 12, row["hours"], "muted", "right")
        x, end = scale.place(row["start"]), scale.place(row["end"], after=True)
        sheet.box(x, y + 18, max(end - x, 3), 10, "finding" if row["fits"] is False else "ok")
    sheet.line(1, base, sheet.width - 1, base, "line")
    for day, words in scale.marks(lang):
        x = scale.place(day)
        sheet.line(x, base, x, base + 5, "line")
        sheet.text(x, base + 19, words, "muted", "left" if x < 20 else "center", size=-1)
    ready = texts.say("plan.chart_first", lang, day=texts.day(last, lang))
    _flag(sheet, scale.place(last, after=True), 14, base, ready, "muted")
    if target:
        words = texts.say("plan.chart_target", lang, day=texts.day(target, lang))
        _flag(sheet, scale.place(target, after=True), 30, base, words, "info")
    return Chart(sheet.name, sheet.svg(), _alt(rows, target, lang), _say(lang, "chart_caption"), *_table(rows, lang))


def _flag(sheet: Sheet, x: float, y: float, base: float, words: str, color: str) -> None:
    """A dashed line on a day, its words at the top on the side where there is room."""
    x = min(x, sheet.width - 1)
    sheet.line(x, y + 3, x, _TOP, color, dashed=True)
    for top in range(_TOP, int(base), _ROW):  # beside the bars only, so that no line runs through a title
        sheet.line(x, top + 15, x, top + _ROW, color, dashed=True)
    sheet.text(
        x - 4 if x > sheet.width / 2 else x + 4, y, words, color, "right" if x > sheet.width / 2 else "left", size=-1
    )


class _Scale:
    """Days on the width of a figure; its marks are months, or years when it is long."""

    def __init__(self, first: date, last: date, width: float):
        self.first, self.last = first, last
        self.step = (width - 2) / ((last - first).days + 1)

    def place(self, day: date, after: bool = False) -> float:
        return 1 + ((day - self.first).days + after) * self.step

    def marks(self, lang: str) -> list[tuple[date, str]]:
        span = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        every = next(n for n in (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 3000) if n * 30.4 * self.step >= _ROOM)
        months = texts.say("report.months", lang).split()
        found = [(self.first, f"{self.first.day} {months[self.first.month - 1]}")]
        for n in range(1, span + 1):
            year, month = divmod(self.first.year * 12 + self.first.month - 1 + n, 12)
            day = date(year, month + 1, 1)
            fits = self.place(day) - self.place(found[-1][0]) >= _ROOM and self.place(self.last) - self.place(day) >= 12
            if n % every == 0 and fits:
                found.append((day, str(year) if every >= 12 or month == 0 else months[month]))
        return found


def _rest(rows: list[dict], lang: str) -> dict:
    """What is not drawn one by one, as one bar."""
    end = max(row["end"] for row in rows)
    said = {"n": texts.number(len(rows), lang), "end": texts.day(end, lang)}
    title = _say(lang, "chart_more", **said)
    return {"title": title, "hours": "", "start": rows[0]["start"], "end": end, "fits": rows[-1]["fits"]}


def _alt(rows: list[dict], target: date | None, lang: str) -> str:
    last = max(row["end"] for row in rows)
    days = {"start": texts.day(rows[0]["start"], lang), "end": texts.day(last, lang)}
    words = _say(lang, "alt", n=texts.number(len(rows), lang), **days)
    if target is None:
        return words
    left = sum(row["fits"] is False for row in rows)
    counts = {"done": texts.number(len(rows) - left, lang), "left": texts.number(left, lang)}
    return f"{words} {_say(lang, 'alt_target', target=texts.day(target, lang), **counts)}"


def _table(rows: list[dict], lang: str) -> tuple[tuple, list[tuple]]:
    head = tuple(_say(lang, f"column_{name}") for name in ("title", "hours", "start", "end"))
    days = [(_short(row["start"], lang), _short(row["end"], lang)) for row in rows]
    return head, [(row["title"], row["hours"], *pair) for row, pair in zip(rows, days, strict=True)]


def _short(day: date, lang: str) -> str:
    return f"{day.day} {texts.say('report.months', lang).split()[day.month - 1]} {day.year}"


def _say(lang: str, key: str, **values) -> str:
    return texts.say(f"plan.{key}", lang, **values)
