"""How alike two names are, and whether they contradict each other."""

from . import values as forms


def conflict(one: forms.Name, other: forms.Name) -> bool:
    """Whether first names or particles contradict each other; what is missing contradicts nothing."""
    if one.infix and other.infix and _letters(one.infix) != _letters(other.infix):
        return True
    if not one.given or not other.given:
        return False
    if one.full and other.full:
        first, second = (n.given.split(" ", 1)[0] for n in (one, other))
        return first != second
    return one.initial != other.initial


def _letters(infix: str) -> str:
    """Particles without what is written or left out at will: v.d. is van de or van der."""
    return infix.replace(" ", "").replace("'", "")[:1]


def somebody_else(one: forms.Name, other: forms.Name) -> bool:
    """Whether two names are of two people: another surname, or another first name beside the same surname."""
    from rapidfuzz import fuzz

    surnames = fuzz.ratio(one.surname, other.surname)
    if surnames < 70:
        return not (one.surname in other.surname or other.surname in one.surname)
    if not one.given or not other.given:
        return False
    if one.initial == other.initial:
        return one.full and other.full and fuzz.ratio(one.given, other.given) < 50
    return fuzz.ratio(one.given, other.given) < 70


def likeness(one: forms.Name, other: forms.Name) -> float:
    """How alike two names are, from 0 to 100: the surnames by rapidfuzz's ratio for 70 %, first names for 30 %.

    An initial against a whole name that begins with it counts 90; particles that differ take off 5.
    """
    from rapidfuzz import fuzz

    first, second = one.given, other.given
    if one.full and other.full:
        given = fuzz.ratio(first, second)
    else:
        given = 100.0 if first == second else 90.0 if first[:1] == second[:1] else 0.0
    less = 5 if one.infix and other.infix and _letters(one.infix) != _letters(other.infix) else 0
    return round(0.7 * fuzz.ratio(one.surname, other.surname) + 0.3 * given - less, 1)
