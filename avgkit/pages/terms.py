"""A term of law, sector or custom in words: what it is about, how long, from when, and where it is written."""

from .. import texts

_YEAR = 12


def about(entry: dict, lang: str) -> str:
    """What the term is about; a star where nobody saw the text of the day."""
    said = entry[lang]
    return said[:1].upper() + said[1:] + ("" if entry["verified"] else "\u00a0*")


def length(entry: dict, lang: str) -> str:
    """The term: at least, at most, or usually, in the largest unit that fits."""
    if entry["kind"] == "sector":
        said = _say("most", lang, length=months(entry.get("months"), lang) or weeks(entry["weeks"], lang))
        if "with_consent_months" in entry:
            said += "; " + _say("with_consent", lang, length=months(entry["with_consent_months"], lang))
        return said
    if entry["kind"] == "customary":
        low, high = entry.get("from_months"), months(entry["months"], lang)
        return _say("between", lang, low=months(low, lang), high=high) if low else _say("up_to", lang, length=high)
    said = _say("least", lang, length=months(entry["months"], lang))
    if "maximum_months" in entry:
        said += "; " + _say("most", lang, length=months(entry["maximum_months"], lang))
    return said


def months(count: int | None, lang: str) -> str:
    """A number of months, told in years where it is whole years; nothing for None."""
    if count is None:
        return ""
    whole = bool(count) and not count % _YEAR
    number = count // _YEAR if whole else count
    unit = "year" if whole else "month"
    return _say(unit if number == 1 else f"{unit}s", lang, n=texts.number(number, lang), m=texts.number(count, lang))


def weeks(count: int, lang: str) -> str:
    """A number of weeks."""
    return _say("weeks", lang, n=texts.number(count, lang))


def start(entry: dict, lang: str) -> str:
    """From when the term runs; one that ends on 31 December counts from the next 1 January."""
    said = _say(f"start_{entry['start']}", lang)
    return said + " " + _say("by_year", lang) if entry["end_rule"] == "year_end" else said


def place(entry: dict, lang: str) -> str:
    """The articles of an act, or that no act says so."""
    if entry["kind"] == "statutory":
        return ", ".join(texts.article(ref, lang) for ref in entry.get("articles", [entry["article"]]))
    return _say(f"no_act_{entry['kind']}", lang)


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"terms.{name}", lang, **values)
