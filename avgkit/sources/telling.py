"""What is told of a table: its headers as they may be shown, and each problem as a code and as a sentence."""

import re
from collections import Counter

from .. import texts
from ..datestyles import AMBIGUOUS, MIXED, SERIAL, reading
from ..frames import unique
from ..reading import Sheet
from ..recognisers import values
from .mapping import Study, meanings

_LONGEST = 200
_NUMBERS = ("id", "external_id", "account_id", "phone", "mobile", "fax", "bsn", "iban", "house_number", "postal_code")
_ZEROS = {"DE": 5, "FR": 5, "IT": 5, "ES": 5, "US": 5}  # figures of a postcode in countries where it may begin with 0


def label(header: str, number: int) -> str:
    """A header as it may be shown: no signs that steer a terminal, and no person when the first line holds one."""
    plain = " ".join(texts.harmless(header).split())
    if _looks_like_data(plain) or re.fullmatch(r"column \(\d+\)'*", plain):
        return texts.say("errors.nameless_column", number=number)
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"


def labels(headers) -> dict[str, str]:
    """Every header with the name it is shown by; no two are shown alike."""
    headers = list(headers)
    return dict(zip(headers, unique((label(h, n) for n, h in enumerate(headers, 1)), reserved=()), strict=True))


def _looks_like_data(header: str) -> bool:
    """Whether a header is itself somebody's data: an address, a number, a day."""
    if "@" in header or values.is_iban(header) or values.is_postal_code(header) or reading(header):
        return True
    return len(re.findall(r"\d", header)) > 5


def problems(sheet: Sheet, found: Study, shown: dict[str, str], limit: int | None) -> list[tuple[dict, str]]:
    """What is wrong with a table: {code, header, count} and the sentence, first what is wrong with the whole."""
    told: list[tuple[dict, str]] = []

    def tell(code: str, header: str | None = None, count: int = 1, silent: bool = False, **said) -> None:
        name = shown.get(header, header) if header is not None else None
        number = texts.number(count)
        said |= {"place": sheet.place, "header": name, "count": number}
        sentence = "" if silent else texts.say(f"inspect.told_{code}", **said)
        told.append(({"code": code, "header": name, "count": count}, sentence))

    _whole(tell, sheet, found, shown, limit)
    for header, guess in found.guesses.items():
        _evidence(tell, header, guess, shown)
        _values(tell, header, guess, found)
    return told


def _whole(tell, sheet: Sheet, found: Study, shown: dict[str, str], limit: int | None) -> None:
    if limit:
        tell("cut", rows=texts.number(sheet.rows), limit=texts.number(limit), count=sheet.rows)
    data = sum(1 for header in sheet.headers if _looks_like_data(header.strip()))
    if data >= 2 or data * 4 >= max(len(sheet.headers), 1):
        tell("no_header", count=data)
    # What is hidden is told by the reader, which knows whether it was read; here only for machines.
    if sheet.hidden:
        tell("hidden_sheet", silent=True)
    if sheet.hidden_columns:
        tell("hidden_columns", count=len(sheet.hidden_columns), silent=True)
    if not sheet.rows:
        tell("no_rows")
    firsts: dict[str, int] = {}
    for number, header in enumerate(sheet.headers):
        firsts.setdefault(header.strip().lower(), number)
    for name, count in Counter(h.strip().lower() for h in sheet.headers if h.strip()).items():
        if count > 1:
            tell("alike", label(sheet.headers[firsts[name]], firsts[name] + 1), count, silent=True)
    _imported(tell, sheet, found)
    _foreign(tell, sheet, found)


def _imported(tell, sheet: Sheet, found: Study) -> None:
    """Mailchimp: rows in which nothing shows that somebody subscribed."""
    names = {
        found.guesses[h].meaning: h for h in found.guesses if found.guesses[h].meaning in ("consent_at", "confirmed_at")
    }
    if found.system and found.system.name == "mailchimp" and len(names) == 2:
        table = sheet.frame(found.rows)
        pairs = zip(*(table.column(names[m]).to_pylist() for m in ("consent_at", "confirmed_at")), strict=True)
        if empty := sum(1 for pair in pairs if not any(pair)):
            tell("imported", count=empty, rows=texts.number(found.rows))


def _foreign(tell, sheet: Sheet, found: Study) -> None:
    """Postcodes abroad that lost a zero: the country says how many figures there should be."""
    names = {guess.meaning: h for h, guess in found.guesses.items() if guess.meaning in ("country", "postal_code")}
    if len(names) == 2:
        table, known = sheet.frame(found.rows), texts.countries()
        pairs = zip(*(table.column(names[m]).to_pylist() for m in ("country", "postal_code")), strict=True)
        lost = 0
        for land, code in pairs:
            figures = _ZEROS.get(known.get((land or "").strip().lower(), ""))
            lost += bool(figures and re.fullmatch(rf"\d{{{figures - 1}}}", (code or "").strip()))
        if lost:
            tell("postal_no_zero", names["postal_code"], lost)


def _evidence(tell, header: str, guess, shown: dict[str, str]) -> None:
    """What the evidence of a column says against it."""
    codes = dict(code.partition(":")[::2] for code in guess.evidence)
    meaning = guess.meaning or codes.get("nearest")
    word = meanings()[meaning][texts.language()] if meaning else ""
    if "holds" in codes and meaning:
        tell("holds", header, meaning=word, test=test(codes["holds"]))
    if "against" in codes and meaning:
        tell("against", header, meaning=word, test=test(codes["against"]))
    if "double" in codes:
        tell("double", header, other=shown.get(codes["double"], codes["double"]), meaning=word)


def _values(tell, header: str, guess, found: Study) -> None:
    """What is wrong with the values of a column."""
    content = found.contents[header]
    if not content.filled:
        return
    expected = meanings().get(guess.meaning or "", {}).get("content", "")
    if expected == "date" and content.style:
        days = content.dates if content.dates.days else content.serials
        style = found.styles()[header]
        if doubt := days.styles.get(AMBIGUOUS, 0) if style in (AMBIGUOUS, MIXED) else 0:
            tell("ambiguous", header, doubt)
        if style == MIXED:
            tell("mixed", header, days.days, styles=", ".join(s for s in days.styles if s != AMBIGUOUS))
        if style == SERIAL:
            tell("serials", header, days.days)
        if days.days < content.filled:
            tell("not_days", header, content.filled - days.days)
    lost = {"phone": "no_zero", "mobile": "no_zero", "bsn": "bsn_no_zero"}.get(expected)
    if lost and (count := round(content.share(lost) * content.filled)):
        tell(lost, header, count)
    for harm, count in content.harm.items():
        if harm in ("error", "garbled", "e_notation") or guess.meaning in _NUMBERS:
            tell(harm, header, count)
    if content.share("comma") >= 0.8 and expected != "date" and content.filled >= 3:
        tell("comma", header, content.filled)


def test(name: str) -> str:
    """The words for what a test of the content looks for."""
    return texts.say(f"inspect.test_{name}")
