"""Dates as people and spreadsheets write them: which style a column shows, and the SQL that reads it.

Nothing is guessed. 03-04-2024 is a day in April only in a column that shows so by another value (31-12-2023), or that
stands beside such a column; in a column that shows nothing, or both orders, only what can be read one way is read.
"""

from dataclasses import dataclass

from .frames import Engine, literal

_TIME = r"(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?(?: ?([AaPp])\.?[Mm]\.?)?)?"
_FIGURES = r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})" + _TIME
_DAY_FIRST = r"(\d{1,2})[ .-]+([A-Za-z]{3,9})\.?[ .-]+(\d{4})" + _TIME
_MONTH_FIRST = r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})" + _TIME
_COMPACT = r"(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# Days since 1899-12-30 as Excel counts them, from 1927 up to 2099; a number of four figures may as well be a year.
_SERIAL, _FIRST, _LAST = r"\d{5}(?:[.,]\d{1,12})?", 10_000, 73_050
_MONTHS = (
    "januari january jan",
    "februari february feb",
    "maart march mrt mar",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "augustus august aug",
    "september sept sep",
    "oktober october okt oct",
    "november nov",
    "december dec",
)


@dataclass(frozen=True)
class Style:
    """How the days of one column are written: `order` dmy, mdy, both or '' (not shown), `serial` or `compact`."""

    order: str = ""
    serial: bool = False
    compact: bool = False
    worded: bool = False
    figures: int = 0
    doubtful: int = 0
    first: int = 0  # the line of the first value of which day and month cannot be told apart


def styles(engine: Engine, raw: str, columns: dict[str, str], order: str = "") -> dict[str, Style]:
    """The style of each column that holds days in another form than ISO.

    `columns`: name -> SQL of its trimmed text. `order`: what other columns of the same file show.
    """
    found = {}
    for name, text in columns.items():
        day, month = (f"TRY_CAST(regexp_extract({text}, {literal(_FIGURES)}, {n}) AS INTEGER)" for n in (1, 2))
        shaped = f"regexp_full_match({text}, {literal(_FIGURES)})"
        doubt = f"{shaped} AND {day} <= 12 AND {month} <= 12 AND {day} <> {month}"
        number = f"TRY_CAST(replace({text}, ',', '.') AS DOUBLE) BETWEEN {_FIRST} AND {_LAST}"
        tests = {
            "filled": f"{text} IS NOT NULL",
            "figures": shaped,
            "dmy": f"{shaped} AND {day} > 12 AND {month} <= 12",
            "mdy": f"{shaped} AND {day} <= 12 AND {month} > 12",
            "doubt": doubt,
            "serial": f"regexp_full_match({text}, {literal(_SERIAL)}) AND {number}",
            "compact": f"regexp_full_match({text}, {literal(_COMPACT)})",
            "worded": " OR ".join(f"regexp_full_match({text}, {literal(p)})" for p in (_DAY_FIRST, _MONTH_FIRST)),
        }
        counts = ", ".join(f"count(*) FILTER ({test})" for test in tests.values())
        *numbers, first = engine.rows(f"SELECT {counts}, min(_row) FILTER ({doubt}) FROM {raw}")[0]
        n = dict(zip(tests, numbers, strict=True))
        if n["figures"] or n["worded"] or (n["filled"] and n["filled"] in (n["serial"], n["compact"])):
            shown = "both" if n["dmy"] and n["mdy"] else "dmy" if n["dmy"] else "mdy" if n["mdy"] else ""
            doubtful = n["doubt"] if shown in ("", "both") else 0
            alike = {kind: n[kind] == n["filled"] for kind in ("serial", "compact")}
            said = {"worded": n["worded"] > 0, "figures": n["figures"], "doubtful": doubtful, "first": first or 0}
            found[name] = Style(shown, **alike, **said)
    return _beside(found, order)


def _beside(found: dict[str, Style], order: str) -> dict[str, Style]:
    """A column that shows no order follows the columns beside it, where they show one and the same."""
    shown = {style.order for style in found.values() if style.order} | ({order} if order else set())
    if len(shown) != 1 or shown == {"both"}:
        return found
    order = shown.pop()
    return {
        name: Style(order, figures=style.figures, worded=style.worded) if style.figures and not style.order else style
        for name, style in found.items()
    }


def read(style: Style, text: str) -> str:
    """The SQL expression of the moment that a text in this style means; null when it means none."""
    ways = []
    if style.figures:
        day, month = (_part(text, _FIGURES, n) for n in (1, 2))
        built = {"dmy": _built(text, _FIGURES, day, month), "mdy": _built(text, _FIGURES, month, day)}
        sure = f"CASE WHEN {day}::INTEGER > 12 OR {day}::INTEGER = {month}::INTEGER THEN {built['dmy']} "
        sure += f"WHEN {month}::INTEGER > 12 THEN {built['mdy']} END"
        ways.append(f"CASE WHEN regexp_full_match({text}, {literal(_FIGURES)}) THEN {built.get(style.order, sure)} END")
    if style.worded:
        for pattern, day, month in ((_DAY_FIRST, 1, 2), (_MONTH_FIRST, 2, 1)):
            built = _built(text, pattern, _part(text, pattern, day), _month(_part(text, pattern, month)))
            ways.append(f"CASE WHEN regexp_full_match({text}, {literal(pattern)}) THEN {built} END")
    if style.serial:
        number = f"TRY_CAST(replace({text}, ',', '.') AS DOUBLE)"
        seconds = f"to_seconds(CAST(round({number} * 86400) AS BIGINT))"
        ways.append(f"TIMESTAMP '1899-12-30' + {seconds}")
    if style.compact:
        ways.append(
            f"TRY_CAST(left({text}, 4) || '-' || substr({text}, 5, 2) || '-' || substr({text}, 7, 2) AS TIMESTAMP)"
        )
    return f"coalesce({', '.join(ways)}, NULL)"


def _part(text: str, pattern: str, group: int) -> str:
    return f"regexp_extract({text}, {literal(pattern)}, {group})"


def _month(word: str) -> str:
    """The number of a month from its name, Dutch or English, whole or short."""
    pairs = ", ".join(f"{literal(name)}: '{n}'" for n, names in enumerate(_MONTHS, 1) for name in names.split())
    return f"MAP {{{pairs}}}[lower({word})]"


def _built(text: str, pattern: str, day: str, month: str) -> str:
    """A timestamp of its parts; 2:05 PM is 14:05."""
    hour, minute, second, half = (_part(text, pattern, n) for n in (4, 5, 6, 7))
    clock = f"CASE WHEN lower({half}) = '' THEN {hour}::INTEGER WHEN {hour}::INTEGER > 12 THEN 99 "
    clock += f"ELSE {hour}::INTEGER % 12 + CASE WHEN lower({half}) = 'p' THEN 12 ELSE 0 END END"
    time = f"CASE WHEN {hour} = '' THEN '' ELSE ' ' || lpad(({clock})::VARCHAR, 2, '0') || ':' || {minute} "
    time += f"|| CASE WHEN {second} = '' THEN '' ELSE ':' || {second} END END"
    date = f"{_part(text, pattern, 3)} || '-' || lpad({month}, 2, '0') || '-' || lpad({day}, 2, '0')"
    return f"TRY_CAST({date} || {time} AS TIMESTAMP)"
