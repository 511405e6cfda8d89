"""How a column of an export becomes a typed column: one SQL expression for each type, null when it cannot be read.

Moments with a time zone become Dutch local time, because the law counts in Dutch days.
"""

from functools import cache

from . import texts
from .dates import ISO, ZONED
from .datestyles import PAST, YEARS
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
YES = ("true", "ja", "yes", "y", "j", "1", "1.0", "waar", "t", "x")
NO = ("false", "nee", "no", "n", "0", "0.0", "onwaar", "f")
# 1.000 is a thousand to one reader and one to the next, so it is neither; 1.0 is what pandas makes of a 1 beside a gap.
WHOLE = r"-?\d{1,18}(\.0{1,2})?"
_RANGE = f"BETWEEN TIMESTAMP '{YEARS[0]}-01-01' AND TIMESTAMP '{YEARS[1]}-12-31 23:59:59.999999'"
# The signs and figures of ASCII and Latin-1: what is none of these is a letter. (\p{L} is slow to build.)
_SIGNS = r"\x00-\x40\x5b-\x60\x7b-\xbf"
_PART = rf"[^{_SIGNS}]([^{_SIGNS}]|['’-])*"
_PERSONAL = "|".join(
    (
        r"@",  # an e-mail address
        r"^\s*(\+|00)[1-9][\d ().-]{7,}$",  # telephone numbers: with the code of a country, of a place, or run together
        r"^\s*\(?0[1-9][\d ().-]{8,}$",
        r"^\s*31[1-9]\d{8}$",
        rf"^\s*{_PART}([ ._,]+{_PART})*[ ._,]+({_PART})?[^{_SIGNS}][^{_SIGNS}]\.?\s*$",  # a name, or jan.jansen
        r"^([A-Za-z]:|~|\.{1,2})?[\\/]|\\|\.(?i:csv|docx?|eml|msg|pdf|pst|txt|xlsx?)$",  # the path or name of a file
    )
)


def cleaned(raw: str, raw_type: str) -> str:
    """The raw value as trimmed text, or null when nothing stands there; whole numbers lose a trailing .0."""
    if raw_type in ("DOUBLE", "FLOAT"):
        whole = (
            f"CASE WHEN {raw} = floor({raw}) AND abs({raw}) < 1e15 THEN {raw}::BIGINT::VARCHAR ELSE {raw}::VARCHAR END"
        )
        return f"CASE WHEN isnan({raw}) THEN NULL ELSE {whole} END"
    if raw_type.startswith("DECIMAL"):
        return f"CASE WHEN {raw} = floor({raw}) THEN floor({raw})::HUGEINT::VARCHAR ELSE rtrim({raw}::VARCHAR, '0') END"
    if raw_type.endswith("[]"):
        return f"nullif(array_to_string({raw}, ';'), '')"
    return f"nullif(trim({raw}::VARCHAR), '')"


def _moment(text: str, raw: str, raw_type: str, patterns: tuple[str, ...], past: bool = False) -> str:
    if raw_type.startswith(("TIMESTAMP WITH", "TIMESTAMPTZ")):
        found = f"timezone('Europe/Amsterdam', {raw}::TIMESTAMPTZ)"
    elif raw_type.startswith(("TIMESTAMP", "DATE")):
        found = f"TRY_CAST({raw} AS TIMESTAMP)"
    else:
        plain = (
            f"CASE WHEN regexp_full_match({text}, {literal(ISO)}) THEN TRY_CAST({text} AS TIMESTAMP) "
            f"WHEN regexp_full_match({text}, {literal(ZONED)}) "
            f"THEN timezone('Europe/Amsterdam', TRY_CAST({text} AS TIMESTAMPTZ)) END"
        )
        ways = []
        for short in (False, True):
            if listed := ", ".join(literal(p) for p in patterns if ("%y" in p) is short):
                way = f"try_strptime({text}, [{listed}])"
                turned = f"CASE WHEN {way} > current_date THEN {way} - INTERVAL 100 YEAR ELSE {way} END"
                ways.append(turned if short and past else way)
        found = f"coalesce({', '.join([*ways, plain])})"
    return f"CASE WHEN {found} {_RANGE} THEN {found} END"


@cache
def _country() -> str:
    """The SQL expression of a country's code; {text} stands for the raw value: a code or a name, Dutch or English."""
    known = texts.countries()
    listed = ", ".join(literal(code) for code in sorted(set(known.values())))
    pairs = ", ".join(f"{literal(name)}: {literal(code)}" for name, code in sorted(known.items()))
    return f"CASE WHEN upper({{text}}) IN ({listed}) THEN upper({{text}}) ELSE MAP {{{{{pairs}}}}}[lower({{text}})] END"


def typed(
    column: Column,
    raw: str,
    raw_type: str,
    patterns: tuple[str, ...] = (),
    values: dict | None = None,
) -> str:
    """The SQL expression of the typed column; `patterns` and `values` come from the export's format."""
    text = cleaned(raw, raw_type)
    if values:
        cases = " ".join(f"WHEN {literal(k.lower())} THEN {literal(v)}" for k, v in values.items())
        text = f"CASE lower({text}) {cases} ELSE {text} END"
    match column.type:
        case "day":
            return f"({_moment(text, raw, raw_type, patterns, column.name in PAST)})::DATE"
        case "moment":
            return _moment(text, raw, raw_type, patterns)
        case "whole":
            number = f"CASE WHEN regexp_full_match({text}, {literal(WHOLE)}) THEN TRY_CAST({text} AS BIGINT) END"
            return number if column.minimum is None else f"CASE WHEN {number} >= {column.minimum} THEN {number} END"
        case "flag":
            return f"CASE WHEN lower({text}) IN {YES} THEN true WHEN lower({text}) IN {NO} THEN false END"
        case "code":
            listed = ", ".join(literal(v) for v in column.values)
            return f"CASE WHEN lower({text}) IN ({listed}) THEN lower({text}) END"
        case "country":
            return _country().format(text=text)
        case "key" | "ref" if raw_type == "VARCHAR":
            # 7 in a column with gaps is saved as 7.0, and then no longer meets the 7 of another table.
            return rf"CASE WHEN ends_with({text}, '.0') THEN regexp_replace({text}, '^(\d+)\.0$', '\1') ELSE {text} END"
        case _:
            return text


def personal(text: str) -> str:
    """The SQL condition under which a key is itself personal: an address, a telephone number, a name, a file's path."""
    return f"regexp_matches({text}, {literal(_PERSONAL)})"
