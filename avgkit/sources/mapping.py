"""From the headers of an export to what they mean: by their words, by what stands under them, and by the system.

The evidence is a tuple of codes, with a detail behind a colon:
system:NAME, set    the page of that system, or the user, names the header
header              the header is a known word for it
header_near:WORD    the header holds that word, or differs from it by one letter
position            it follows from the columns beside it
content:TEST        the values pass that test; partly:TEST a part does; against:TEST they do not
holds:TEST          the values are clearly something else
double:HEADER       another column has this meaning already
nearest:MEANING     what comes nearest, but is not sure enough
"""

import tomllib
from dataclasses import dataclass, field
from functools import cache

from .. import paths
from ..datestyles import AMBIGUOUS
from ..frames import unique
from ..reading import Sheet
from ..recognisers.headers import bare, sure_heads
from .content import DOUBTED, Content, content, soft
from .heading import by_header, named
from .systems import Recognised, header_meanings, pages, part_of, systems

__all__ = ["BELIEVED", "Guess", "Study", "bare", "mapped", "meanings", "study"]

BELIEVED = 0.5  # below this a column has no meaning until somebody names it
SAMPLE = 2_000  # rows by which a column is judged
_CELLS = 200_000  # and never more cells than this, however wide the table is
_ALONE = {"email": 0.75, "iban": 0.75, "bsn": 0.7, "mobile": 0.65, "postal_code": 0.65, "phone": 0.6}
_SYSTEM, _POSITION = 0.95, 0.6
_AGREES, _PARTLY, _AGAINST, _OTHER = 0.15, -0.1, -0.2, 0.5
# What the values may clearly be without speaking against the meaning: a mobile number is a telephone number.
_FINE = {
    **{
        "mobile": ("phone",),
        "phone": ("mobile",),
        "fax": ("phone", "mobile"),
        "id": ("email",),
        "nickname": ("email",),
    },
    **{
        "external_id": ("email",),
        "owner": ("email",),
        "national_id": ("bsn",),
        "notes": ("url", "date"),
        "death": ("date",),
    },
    **{
        "marital_status": ("date",),
        "legal_basis": ("date",),
        "age": ("date",),
        "children": ("date",),
        "photo": ("url",),
    },
    **{"social_media": ("url",), "technical": ("date", "email", "phone", "mobile"), "behaviour": ("date",)},
    **{
        "address_line": ("postal_code",),
        "status": ("date",),
        "company": ("url",),
        "vat_number": ("bsn",),
        "company_number": ("phone",),
    },
}


@dataclass(frozen=True)
class Guess:
    """What a column seems to mean (None: unknown), how sure that is (0 to 1), and the codes of the evidence."""

    meaning: str | None
    confidence: float
    evidence: tuple[str, ...] = ()


@dataclass
class Study:
    """A table as it is understood: the system, which part of its export, and each column with what its values show."""

    guesses: dict[str, Guess]
    contents: dict[str, Content]
    system: Recognised | None = None
    part: str = ""
    rows: int = 0
    page: dict = field(default_factory=dict)

    def styles(self) -> dict[str, str]:
        """How the days are written in each column that holds days."""
        said, found = {bare(h): style for h, style in self.page.get("dates", {}).items()}, {}
        for header, guess in self.guesses.items():
            if meanings().get(guess.meaning or "", {}).get("content") == "date" and (
                style := self.contents[header].style
            ):
                # The page decides only where the values leave a choice; what they show themselves, they show.
                told = said.get(bare(header)) or self.page.get("dates", {}).get("*")
                found[header] = told if told and style == AMBIGUOUS else style
        return found


@cache
def meanings() -> dict[str, dict]:
    """Every meaning that a column may have, by its id; the heads that are sure come from lexicon/headers.toml."""
    with open(paths.KNOWLEDGE / "meanings.toml", "rb") as file:
        entries = tomllib.load(file)["meanings"]
    return {e["id"]: e | {"aliases": [*e["aliases"], *sure_heads(e.get("heads", ""))]} for e in entries}


def mapped(sheet: Sheet) -> dict[str, Guess]:
    """The meaning of each header of a sheet; two headers never get the same meaning unless it may stand twice."""
    return study(sheet).guesses


def study(sheet: Sheet, chosen: dict[str, str] | None = None, page: dict | None = None) -> Study:
    """A table understood by its headers and its first rows (at most 2,000).

    `chosen`: header to meaning as somebody named it ("" means: leave this column out). `page`: the page of a format to
    go by, in the place of the system that the headers show. The names of columns are made unique as in `sheet.frame()`.
    """
    headers = unique(sheet.headers)
    found = systems(headers)
    system = None if page else found[0] if found else None
    if page is None:
        page = pages()[system.name] if system else {}
    part = part_of(page, sheet.place, headers)
    table = sheet.frame(max(20, min(SAMPLE, _CELLS // max(len(headers), 1))))
    there = set(table.column_names)
    values = {h: content(table.column(h).to_pylist() if h in there else ()) for h in headers}
    picked = {bare(h): meaning for h, meaning in (chosen or {}).items()}
    known = header_meanings(page, part)
    label = f"system:{system.name}" if system else "system:page"
    guesses = {h: _guess(h, values[h], known, label, picked) for h in headers}
    _by_position(headers, guesses, values)
    _once(headers, guesses)
    sure = {h: _sure(guess) for h, guess in guesses.items()}
    return Study(sure, values, system, part, table.num_rows, page)


def _guess(header: str, values: Content, known: dict, label: str, picked: dict) -> Guess:
    key = bare(header)
    if key in picked:
        return Guess(picked[key] or None, 1.0, ("set",))
    if key in known:
        if not known[key]:
            return Guess(None, 1.0, (label,))
        return _weighed(known[key], _SYSTEM, label, values)
    meaning, base, code = by_header(header)
    if meaning:
        return _weighed(meaning, base, code, values)
    return _alone(values)


def _weighed(meaning: str, base: float, code: str, values: Content) -> Guess:
    """The meaning that the header says, weighed by the values under it."""
    test, evidence, sure = meanings()[meaning].get("content", ""), [code], base
    other = values.clear
    if other and other != test and other not in _FINE.get(meaning, ()):
        evidence.append(f"holds:{other}")
        return Guess(meaning, round(base * _OTHER, 2), tuple(evidence))
    if test and values.filled >= DOUBTED:
        share = values.agrees(test)
        if share >= 0.8 or (soft(test) and share >= 0.3):
            sure, told = sure + _AGREES, "content"
        elif share >= 0.2:
            sure, told = sure + _PARTLY, "partly"
        else:
            sure, told = (sure, "") if soft(test) else (sure + _AGAINST, "against")
        evidence += [f"{told}:{test}"] if told else []
    return Guess(meaning, round(min(sure, 0.99), 2), tuple(evidence))


def _alone(values: Content) -> Guess:
    """What the values show when the header says nothing."""
    if values.clear in _ALONE:
        return Guess(values.clear, _ALONE[values.clear], (f"content:{values.clear}",))
    if values.filled >= DOUBTED:
        for test, least, sure in (("infix", 0.9, 0.65), ("first_name", 0.6, 0.55)):
            if values.share(test) >= least:
                return Guess(test, sure, (f"content:{test}",))
        if values.share("gender") >= 0.95 and values.share("yes_no") < 0.5:
            return Guess("gender", 0.4, ("content:gender",))
    return Guess(None, 0.0, (f"content:{values.clear}",) if values.clear else ())


def _by_position(headers: list[str], guesses: dict[str, Guess], values: dict[str, Content]) -> None:
    """What follows from the columns beside it: `naam` next to a first name is a last name, `nr` a house number."""
    have = {guess.meaning for guess in guesses.values() if guess.confidence >= BELIEVED}
    for number, header in enumerate(headers):
        guess, before = guesses[header], guesses[headers[number - 1]].meaning if number else ""
        if (
            bare(named(header)) in ("naam", "name")
            and {"first_name", "infix", "initials"} & have
            and "last_name" not in have
        ):
            guesses[header] = Guess("last_name", guess.confidence, (*guess.evidence, "position"))
        elif _numbered(header) and (guess.meaning is None or guess.evidence[0].startswith("header_near")):
            if before in ("street", "address") and "house_number" not in have:
                sure = _POSITION + (_AGREES if values[header].share("house_number") >= 0.8 else 0)
                guesses[header] = Guess("house_number", sure, ("position",))
            elif number == 0 and "id" not in have and not values[header].clear:
                guesses[header] = Guess("id", _POSITION, ("position",))


def _numbered(header: str) -> bool:
    """Whether a header says `number` and no more; also under a merged cell: Adres Nr."""
    return bare((named(header).split() or [""])[-1]) in ("nr", "nummer", "no", "number", "num")


def _once(headers: list[str], guesses: dict[str, Guess]) -> None:
    """Leave a meaning that may stand once to the column that is surest of it, the first of equals."""
    best: dict[str, str] = {}
    for header in headers:
        meaning = guesses[header].meaning
        if meaning and not meanings()[meaning].get("many"):
            first = best.setdefault(meaning, header)
            if guesses[header].confidence > guesses[first].confidence:
                best[meaning] = header
    for header in headers:
        guess = guesses[header]
        if guess.meaning in best and best[guess.meaning] != header and guess.evidence != ("set",):
            evidence = (*guess.evidence, f"double:{best[guess.meaning]}")
            guesses[header] = Guess(guess.meaning, min(guess.confidence, 0.4), evidence)


def _sure(guess: Guess) -> Guess:
    """A guess that is not sure enough is none; what came nearest stays in the evidence."""
    if guess.meaning is None or guess.confidence >= BELIEVED:
        return guess
    return Guess(None, guess.confidence, (*guess.evidence, f"nearest:{guess.meaning}"))
