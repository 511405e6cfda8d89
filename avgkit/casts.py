"""How a column of an export becomes a typed column: one SQL expression for each type, null when it cannot be read.

Moments with a time zone become Dutch local time, because the law counts in Dutch days.
"""

from functools import cache

from . import texts
from .frames import literal
from .schema import Column

DUCK = {
    "key": "VARCHAR",
    "ref": "VARCHAR",
    "text": "VARCHAR",
    "code": "VARCHAR",
    "country": "VARCHAR",
    "codes": "VARCHAR",
    "day": "DATE",
    "moment": "TIMESTAMP",
    "whole": "BIGINT",
    "flag": "BOOLEAN",
}
_YES = "('true', 'ja', 'yes', 'y', 'j', '1', '1.0', 'waar', 't')"
_NO = "('false', 'nee', 'no', 'n', '0', '0.0', 'onwaar', 'f')"
# Outside this range a date is a filler or a slip (0001-01-01, 9999-12-31, infinity): it says nothing about the record.
_RANGE = "BETWEEN TIMESTAMP '1900-01-01' AND TIMESTAMP '2199-12-31 23:59:59'"
_ZONE = r"'\d{2}:\d{2}.*(Z|[+-]\d{2}(:?\d{2})?)$'"
_PERSONAL = (
    r"'(@)|(^\s*\+?0?[0-9][0-9 ()-]{8,}$)|(^\s*[[:alpha:]''-]{2,}[ ._][[:alpha:]'' ._-]{2,}$)'"  # mail, phone, name
)


def cleaned(raw: str, raw_type: str) -> str:
    """The raw value as trimmed text, or null when nothing stands there; whole numbers lose a trailing .0."""
    if raw_type in ("DOUBLE", "FLOAT"):
        whole = (
            f"CASE WHEN {raw} = floor({raw}) AND abs({raw}) < 1e15 THEN {raw}::BIGINT::VARCHAR ELSE {raw}::VARCHAR END"
        )
        return f"CASE WHEN isnan({raw}) THEN NULL ELSE {whole} END"
    return f"nullif(trim({raw}::VARCHAR), '')"


def _moment(text: str, raw: str, raw_type: str, patterns: tuple[str, ...]) -> str:
    if raw_type.startswith("TIMESTAMP WITH"):
        found = f"timezone('Europe/Amsterdam', {raw})"
    elif raw_type.startswith(("TIMESTAMP", "DATE")):
        found = f"TRY_CAST({raw} AS TIMESTAMP)"
    else:
        zoned = f"timezone('Europe/Amsterdam', TRY_CAST({text} AS TIMESTAMPTZ))"
        plain = f"CASE WHEN regexp_matches({text}, {_ZONE}) THEN {zoned} ELSE TRY_CAST({text} AS TIMESTAMP) END"
        listed = ", ".join(literal(p) for p in patterns)
        found = f"coalesce(try_strptime({text}, [{listed}]), {plain})" if patterns else plain
    return f"CASE WHEN {found} {_RANGE} THEN {found} END"


@cache
def _country() -> str:
    """The SQL expression of a country's code; {text} stands for the raw value: a code, or a name in a language we speak."""
    known = texts.countries()
    listed = ", ".join(literal(code) for code in sorted(set(known.values())))
    pairs = ", ".join(f"{literal(name)}: {literal(code)}" for name, code in sorted(known.items()))
    return f"CASE WHEN upper({{text}}) IN ({listed}) THEN upper({{text}}) ELSE MAP {{{{{pairs}}}}}[lower({{text}})] END"


def typed(column: Column, raw: str, raw_type: str, patterns: tuple[str, ...] = (), values: dict | None = None) -> str:
    """The SQL expression of the typed column; `patterns` and `values` come from the export's format."""
    text = cleaned(raw, raw_type)
    if values:
        cases = " ".join(f"WHEN {literal(k.lower())} THEN {literal(v)}" for k, v in values.items())
        text = f"CASE lower({text}) {cases} ELSE {text} END"
    match column.type:
        case "day":
            return f"({_moment(text, raw, raw_type, patterns)})::DATE"
        case "moment":
            return _moment(text, raw, raw_type, patterns)
        case "whole":
            return rf"CASE WHEN regexp_full_match({text}, '-?\d{{1,18}}(\.0+)?') THEN TRY_CAST({text} AS BIGINT) END"
        case "flag":
            return f"CASE WHEN lower({text}) IN {_YES} THEN true WHEN lower({text}) IN {_NO} THEN false END"
        case "code":
            listed = ", ".join(literal(v) for v in column.values)
            return f"CASE WHEN lower({text}) IN ({listed}) THEN lower({text}) END"
        case "country":
            return _country().format(text=text)
        case _:
            return text


def personal(text: str) -> str:
    """The SQL condition under which a key is itself personal: an address, a telephone number or a name."""
    return f"regexp_matches({text}, {_PERSONAL}, 'i')"
