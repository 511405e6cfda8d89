"""Cases to practise on, made from templates on a theme's page: some facts are fixed, some are drawn.

A fact of a template is a value, or a way to draw one:
    { any = ["NL", "DE"] }                                     one of these
    { any = ["DE", "NL"], with = "processors.country" }        the one in the place that was drawn for another fact
    { from = "2026-01-05", to = "2026-09-30" }                 a day in this stretch
    { from = "2026-01-05", to = "2026-09-30", at = ["09:10"] } a moment: that day, at one of these times
    { after = "requests.received_at", days = [20, 29] }        so many days after (before, when negative) another fact
    { after = "incidents.aware_at", hours = [10, 70] }         so many hours after a moment
    { number = [3, 40] }                                       a whole number in this stretch
In a list each item may be such a way. Text that a learner reads is { nl = "...", en = "..." } (see `spoken`).
"""

from datetime import date, datetime, timedelta

from .draws import order


def vary(template: dict, seed: tuple) -> dict:
    """One case of a template; the same seed gives the same case."""
    drawn: dict[str, object] = {}
    for name, way in template.items():
        items = [_drawn(f"{name}/{n}", item, drawn, seed) for n, item in enumerate(way)] if type(way) is list else None
        drawn[name] = _drawn(name, way, drawn, seed) if items is None else items
    return drawn


def spoken(facts: dict, lang: str) -> dict:
    """The facts of a case with its texts in one language."""
    return {name: _spoken(value, lang) for name, value in facts.items()}


def _spoken(value: object, lang: str) -> object:
    if isinstance(value, list):
        return [_spoken(item, lang) for item in value]
    return value[lang] if isinstance(value, dict) and value.keys() == {"nl", "en"} else value


def _drawn(name: str, way: object, drawn: dict, seed: tuple) -> object:
    return _value(name, way, drawn, seed) if isinstance(way, dict) and _is_way(way) else way


def _is_way(value: dict) -> bool:
    return any(key in value for key in ("any", "from", "after", "number"))


def _value(name: str, way: dict, drawn: dict, seed: tuple) -> object:
    if "any" in way:
        return way["any"][_below(len(way["any"]), seed, way.get("with", name))]
    if "number" in way:
        low, high = way["number"]
        return low + _below(high - low + 1, seed, name)
    if "from" in way:
        first, last = date.fromisoformat(way["from"]), date.fromisoformat(way["to"])
        day = (first + timedelta(days=_below((last - first).days + 1, seed, name))).isoformat()
        return f"{day} {way['at'][_below(len(way['at']), seed, f'{name} at')]}" if "at" in way else day
    if "hours" in way:
        low, high = way["hours"]
        moment = datetime.fromisoformat(drawn[way["after"]])
        return f"{moment + timedelta(hours=low + _below(high - low + 1, seed, name)):%Y-%m-%d %H:%M}"
    low, high = way["days"]
    start = date.fromisoformat(str(drawn[way["after"]])[:10])
    return (start + timedelta(days=low + _below(high - low + 1, seed, name))).isoformat()


def _below(limit: int, seed: tuple, name: str) -> int:
    """A number from 0 up to the limit, the same on every machine."""
    return int.from_bytes(order(seed, name), "big") % limit
