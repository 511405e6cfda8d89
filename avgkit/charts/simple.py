"""Two small figures for a lesson: counts per category, and the same counts before and after a change."""

import textwrap

from .. import texts
from .sheet import Chart, Sheet

_LONG = 58  # letters of a label that fit on one line above its bar


def bars(rows: list[tuple[str, int | None]], caption: str, lang: str, what: str | None = None, state="plain") -> Chart:
    """A bar for each (label, count), in the order given; None is a group too small to show, drawn as a dotted stub.

    `what` is the header of the first column of the table; `state` is how a bar is drawn (a finding is no plain count).
    """
    sheet = Sheet("bars", max(46 * len(rows), 46) + 4)
    highest = max((count for _, count in rows if count), default=1)
    for index, (label, count) in enumerate(rows):
        top = 46 * index
        sheet.text(1, top + 14, _short(label))
        _bar(sheet, top + 21, count, highest, state, lang)
    if not rows:
        sheet.text(1, 14, _say(lang, "chart_nothing"), "muted")
    head = (what or _say(lang, "col_group"), _say(lang, "col_count"))
    table = [(label, _number(count, lang)) for label, count in rows]
    return Chart(sheet.name, sheet.svg(), _alt_bars(rows, caption, lang), caption, head, table)


def before_after(rows: list[tuple[str, int, int]], caption: str, lang: str) -> Chart:
    """Two bars under each label: the count before (outline) and after (solid), on one scale; a zero is told in words.

    The table beside it gives both numbers and the difference.
    """
    sheet = Sheet("before-after", max(74 * len(rows), 46) + 4)
    highest = max((max(before, after) for _, before, after in rows), default=1) or 1
    for index, (label, before, after) in enumerate(rows):
        top = 74 * index
        sheet.text(1, top + 14, _short(label), weight="bold")
        for place, (count, state) in enumerate(((before, "outline"), (after, "plain"))):
            y = top + 22 + 22 * place
            sheet.text(1, y + 11, _say(lang, "after" if place else "before"), "muted")
            _bar(sheet, y, count, highest, state, lang, left=44)
    if not rows:
        sheet.text(1, 14, _say(lang, "chart_nothing"), "muted")
    head = tuple(_say(lang, f"col_{name}") for name in ("group", "before", "after", "change"))
    table = [(label, *(texts.number(n, lang) for n in (b, a)), _signed(a - b, lang)) for label, b, a in rows]
    return Chart(sheet.name, sheet.svg(), _alt_change(rows, caption, lang), caption, head, table)


def _bar(sheet: Sheet, y: float, count: int | None, highest: int, state: str, lang: str, left: float = 1) -> None:
    """One bar with its number behind it; there is always room for the number."""
    room = sheet.width - left - 66
    if count is None:
        sheet.box(left, y, 8, 14, "small")
    elif count:
        sheet.box(left, y, max(room * count / highest, 2), 14, state)
    end = left + (8 if count is None else max(room * count / highest, 2) if count else 0)
    sheet.text(end + 6, y + 11, _number(count, lang))


def _alt_bars(rows: list, caption: str, lang: str) -> str:
    """What the bars show, in a sentence; the table has every number."""
    shown = [(label, count) for label, count in rows if count is not None]
    if not shown:
        return f"{caption}. {_say(lang, 'chart_nothing' if not rows else 'chart_all_small')}"
    label, count = max(shown, key=lambda row: row[1])
    return f"{caption}. " + _say(lang, "alt_bars", n=len(rows), label=label, count=texts.number(count, lang))


def _alt_change(rows: list, caption: str, lang: str) -> str:
    if not rows:
        return f"{caption}. {_say(lang, 'chart_nothing')}"
    told = []
    for label, before, after in rows:
        key = "alt_same" if before == after else "alt_change"
        told.append(_say(lang, key, label=label, before=texts.number(before, lang), after=texts.number(after, lang)))
    return f"{caption}. {' '.join(told)}"


def _number(count: int | None, lang: str) -> str:
    return _say(lang, "small") if count is None else texts.number(count, lang)


def _signed(number: int, lang: str) -> str:
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return sign + texts.number(abs(number), lang)


def _short(label: str) -> str:
    return textwrap.shorten(label, _LONG, placeholder=" …")


def _say(lang: str, key: str, **values) -> str:
    return texts.say(f"explore.{key}", lang, **values)
