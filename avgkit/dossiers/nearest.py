"""Contacts whose number or address differs in a sign or two from one that nobody has: perhaps it was mistyped."""

import re

from .. import schema

MOST = 5  # where more contacts are as near as this, the nearness says nothing
_COLUMNS = {"email": ("email",), "phone": ("phone", "mobile"), "iban": ("iban",), "id": ("id",)}


def nearest(crm, who: str) -> list[str]:
    """The keys of the contacts that `who`, a number or address that was not found, differs from in a sign or two.

    Two signs that changed places are one difference; the shorter the value, the fewer differences count.
    """
    kind, wanted = _form(who)
    if not wanted:
        return []
    known = schema.tables("crm")["contacts"].columns
    near = []
    for column in (column for column in _COLUMNS[kind] if column in known):
        value = _same(kind, f"{column}::VARCHAR")
        near.append(f"(abs(length({value}) - length($who)) <= $most AND damerau_levenshtein({value}, $who) <= $most)")
    rows = crm.engine.rows(
        f"SELECT id FROM {crm.stored('contacts')} WHERE {' OR '.join(near)} ORDER BY id LIMIT {MOST + 1}",
        {"who": wanted, "most": 2 if len(wanted) >= 14 else 1},
    )
    return [key for (key,) in rows] if len(rows) <= MOST else []


def _form(who: str) -> tuple[str, str]:
    """What a value looks like, also where it is not quite one, and the form in which it is compared."""
    plain = re.sub(r"[\s().-]", "", who).upper()
    if "@" in who:
        return "email", who.lower()
    if re.fullmatch(r"[A-Z]{2}\d\d[A-Z0-9]{8,32}", plain):
        return "iban", plain
    if re.fullmatch(r"\+?\d{8,15}", plain):
        return "phone", plain.lstrip("+")[-9:]
    # A customer number holds a figure; words alone are a name, which is compared as names are.
    return ("id", who.lower()) if len(who) >= 4 and re.fullmatch(r"\S*\d\S*", who) else ("", "")


def _same(kind: str, column: str) -> str:
    """The SQL of a column in the form that is compared."""
    if kind == "phone":
        return f"right(regexp_replace({column}, '[^0-9]', '', 'g'), 9)"
    return f"upper(regexp_replace({column}, '[\\s.-]', '', 'g'))" if kind == "iban" else f"lower(trim({column}))"
