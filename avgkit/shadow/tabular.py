"""What a table shows: the meaning of its columns, the people in its rows, what stands in its cells."""

import hashlib
import re
from functools import reduce

from ..reading import Sheet
from ..recognisers import category_of_head, forms, prefilters, recognise
from ..recognisers.terms import folded
from ..sources.mapping import mapped
from . import naming
from .found import Found, Suppressed
from .matching import MEANINGS, Index, Match, matches

BATCH = 20_000  # rows at once
TEXTS = 5_000  # cells of a column that the recogniser of special data reads, of those in which it may find something
SAMPLE = 200  # cells of an unknown column that the recogniser of names and addresses reads
NAMES = 50_000  # names in a file that are compared with names that look alike
_BELIEVED = 0.5  # a guess about a column below this is no guess
_PART = 0.2  # of the cells under a head that things have too, in which a person is recognised
_PROVEN, _SHARE = 3, 0.9  # rows that show that a column holds our own customer numbers, and their share
_MAIL = r"[^\s@<>()\[\],;:\"]+@[^\s@<>()\[\],;:\"]+\.[A-Za-z]{2,}"
_PHONE = r"(?:\+|00|\b0)[\d(][\d ()./-]{6,16}\d"
_IBAN = r"\b[A-Za-z]{2}\d\d[ ]?[A-Za-z]{4}[ ]?(?:\d[ ]?){7,12}"
# Only where a word begins: else a word of a million signs is read anew from each of them. (Arrow has no such mark.)
_BEGINS = {"email": r"(?<![^\s@<>()\[\],;:\"])"}
LOOSE = {"email": _MAIL, "phone": _PHONE, "iban": _IBAN}
_NUMBER = re.compile(r"[-+€$£ ]*[\d.,: %/-]+(?:[eE][-+]?\d+)?[ %€-]*$")
_NOT = frozenset(("nee", "no", "n", "0", "false", "geen", "none", "-", "nvt", "n.v.t.", "onwaar"))


def table_found(sheet: Sheet, index: Index, found: Found, gone: Suppressed) -> None:
    """Add to `found` what this sheet shows; identifiers are looked up in every row."""
    table = sheet.frame(None)
    headers = [name for name in table.column_names if name != "_row"]
    found.rows = (found.rows or 0) + table.num_rows
    if not table.num_rows:
        return
    guesses = mapped(sheet)
    meaning = {name: _meaning(raw, guesses.get(raw)) for name, raw in zip(headers, sheet.headers, strict=False)}
    columns, loose = {}, []
    for name in headers:
        if meaning.get(name) in MEANINGS and meaning[name] not in columns:
            columns[meaning[name]] = name
        else:
            loose.append(name)
    codes = [_code(name, meaning.get(name)) for name in headers]
    for place, name in enumerate(headers):
        if meaning.get(name) == "email" and _mailboxes(table[name]):
            codes[place] = "?"
    loosely = found.heads(
        [_numeric(table[name]) if code == "?" else code for name, code in zip(headers, codes, strict=True)],
        [_filled(table[name], code) for name, code in zip(headers, codes, strict=True)],
    )
    _people(table, columns, index, found, gone)
    for place in loosely:
        _named(table[headers[place]], codes[place], found)
    for name in loose:
        _cells(table[name], index, found, gone, unknown=meaning.get(name) is None)
    found.digest = (found.digest + _digest(table.select(headers), index.salt)) % 2**64


def _meaning(head: str, guess) -> str | None:
    """What a column means; a head in our own words needs no guess."""
    if guess and guess.meaning and guess.confidence >= _BELIEVED:
        return guess.meaning
    return head if head in MEANINGS else None


def _code(head: str, meaning: str | None) -> str:
    """A column as a code: its meaning, or a head that the lexicon knows; never a raw head, which may be somebody."""
    if category_of_head(head)[0] == "":
        return folded(head)  # about things, whatever it resembles
    if meaning and category_of_head(meaning)[0] is not None:
        return meaning
    return folded(head) if category_of_head(head)[0] is not None else "?"


def _mailboxes(column) -> bool:
    """Whether all addresses are of mailboxes of more than one person: then they show nobody by themselves."""
    made = {forms.email(value) for value in column.slice(0, 100_000).to_pylist() if value} - {""}
    return bool(made) and all(map(forms.shared_by_name, made))


def _numeric(column) -> str:
    """`amount` when a column of which the head says nothing holds only figures, else ?."""
    for value in column.slice(0, 10_000).to_pylist():
        if value and not _NUMBER.match(value):
            return "?"
    return "amount"


def _named(column, code: str, found: Found) -> None:
    """Whether people stand under a head that things have too: enough cells show them, or something else did."""
    cells = [cell for cell in column.slice(0, 5 * SAMPLE).to_pylist() if cell][:SAMPLE]
    people = sum(any(hit.label in ("person_name", "address") for hit in recognise(cell)) for cell in cells)
    if found.shows or people >= _PART * len(cells):
        found.holds(category_of_head(code)[0])
        found.shows = True


def _filled(column, code: str) -> bool:
    """Whether anything stands under a head; under a head of special data a mere no tells nothing."""
    import pyarrow.compute as pc

    if column.null_count == len(column):
        return False
    if category_of_head(code)[0] in (None, "", "naam", "contact"):
        return True
    return any(v and str(v).strip().lower() not in _NOT for v in pc.unique(column.slice(0, 100_000)).to_pylist())


def _people(table, columns: dict[str, str], index: Index, found: Found, gone: Suppressed) -> None:
    """The people in the rows. A number of a customer counts alone once other rows show whose numbers these are."""
    kept = {m: name for m, name in columns.items()}
    if not kept:
        return
    pending, proven, against, names = [], 0, 0, {}
    for batch in table.select(list(kept.values())).to_batches(BATCH):
        lists = {m: batch.column(number).to_pylist() for number, m in enumerate(kept)}
        found.erased |= _suppressed(lists, gone)
        wanted = _wanted(index, lists, batch.num_rows)
        for row in range(batch.num_rows):
            values = {m: cells[row] for m, cells in lists.items()}
            if not wanted[row]:
                _name_alone(index, values, names, found)
                continue
            got = matches(index, values)
            sure = [m for m in got if m.certain]
            alone = [m for m in got if m.evidence == ("id_alone",)]
            proven += bool(sure and "id" in sure[0].evidence)
            found.matched += bool(sure)
            for match in got:
                if match in alone:
                    pending.append((match, _names_differ(index, values, match)))
                    against += pending[-1][1]
                else:
                    found.add(match)
    own = proven >= _PROVEN and proven >= _SHARE * (proven + against)
    for match, differs in pending:
        if own and not differs:
            match = Match(match.crm_id, ("id", "id_column"), True)
            found.matched += 1
        # Without any other trait a number that other lists count with as well is no lead at all.
        if own:
            found.add(match)


def _names_differ(index: Index, values: dict, match: Match) -> bool:
    """Whether both the row and the contact with that number have a name; had they been alike, it would have shown."""
    name = naming.name(*(values.get(part) for part in ("full_name", "first_name", "infix", "last_name")))
    place = index.find("id", forms.key(match.crm_id))
    return bool(name and place and index.name(place[0]).surname)


def _suppressed(lists: dict[str, list], gone: Suppressed) -> set[int]:
    if not gone.hashes:
        return set()
    made = [forms.email(v) for v in lists.get("email", ())]
    made += [forms.phone(v) for part in ("phone", "mobile") for v in lists.get(part, ())]
    return {line for line in map(gone.line, made) if line is not None}


def _wanted(index: Index, lists: dict[str, list], rows: int):
    """The rows in which some identifier, or a surname with a birth date or postcode, is one of the CRM."""
    import numpy as np

    some = np.zeros(rows, bool)
    for meaning, kind in (("email",) * 2, ("phone",) * 2, ("mobile", "phone"), ("iban",) * 2, ("bsn",) * 2):
        if meaning in lists:
            some |= index.known(kind, map(getattr(forms, kind), lists[meaning]))
    if "id" in lists:
        some |= index.known("id", map(forms.key, lists["id"]))
    if ("last_name" in lists or "full_name" in lists) and {"birth_date", "postal_code"} & set(lists):
        empty = [None] * rows
        parts = (lists.get(part, empty) for part in ("full_name", "first_name", "infix", "last_name"))
        names = [naming.name(*row) for row in zip(*parts, strict=True)]
        for meaning, kind, form in (("birth_date", "born", forms.day), ("postal_code", "postal", forms.postcode)):
            made = map(form, lists.get(meaning, empty))
            some |= index.known(kind, (f"{n.surname}|{v}" if n and v else "" for n, v in zip(names, made, strict=True)))
    return some


def _name_alone(index: Index, values: dict, seen: dict, found: Found) -> None:
    """Who has a name like the one in this row; each name once, and no more names than the bound."""
    parts = tuple(values.get(part) for part in ("full_name", "first_name", "infix", "last_name"))
    if not any(parts):
        return
    if parts not in seen:
        if len(seen) >= NAMES:
            found.limits.add("names_bound")
            return
        seen[parts] = matches(index, dict(zip(("full_name", "first_name", "infix", "last_name"), parts, strict=True)))
    for match in seen[parts]:
        found.add(match)


def _cells(column, index: Index, found: Found, gone: Suppressed, unknown: bool) -> None:
    """What stands in the cells of a column that names nobody by its head: addresses, numbers, words of special data."""
    import pyarrow.compute as pc

    for kind, pattern in LOOSE.items():
        pointed(kind, _meeting(column, pattern), pattern, index, found, gone)
    met = reduce(pc.or_, (pc.match_substring_regex(column, one) for one in prefilters()))
    texts = pc.unique(column.filter(met)).to_pylist()
    if len(texts) > TEXTS:
        found.limits.add("texts_bound")
    for text in texts[:TEXTS]:
        for hit in recognise(text):
            if hit.label not in LOOSE:
                found.hit(hit)
    if unknown:
        for text in pc.unique(column.slice(0, 5 * SAMPLE)).to_pylist()[:SAMPLE]:
            for hit in recognise(text) if text else ():
                if hit.label in ("person_name", "birth_date", "address", "id_document"):
                    found.hit(hit)


def _meeting(column, pattern: str) -> list[str]:
    import pyarrow.compute as pc

    return pc.unique(column.filter(pc.match_substring_regex(column, pattern))).to_pylist()


def pointed(kind: str, texts: list[str], pattern: str, index: Index, found: Found, gone: Suppressed) -> None:
    """The people to whom addresses, telephone numbers and accounts in these texts point."""
    seen, form = set(), getattr(forms, kind)
    looked = re.compile(_BEGINS.get(kind, "") + pattern)
    for text in texts:
        seen |= {form(value) for value in looked.findall(text)}
    for value in sorted(seen - {""}):
        if kind == "email" and forms.shared_by_name(value) and not index.find(kind, value):
            continue  # info@ of a firm shows nobody
        found.categories.add("bankrekening" if kind == "iban" else "contact")
        found.shows, found.doubt = found.shows or (kind == "email" and not forms.shared_by_name(value)), True
        line = gone.line(value)
        found.erased |= {line} if line is not None else set()
        for match in matches(index, {kind: value}):
            found.add(match)


def _digest(table, salt: bytes) -> int:
    """A number that is the same for the same rows in any order."""
    total = 0
    for batch in table.to_batches(BATCH):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            cells = "\x1f".join((cell or "").strip() for cell in row)
            made = hashlib.blake2b(cells.encode("utf-8", "replace"), digest_size=8, key=salt[:64]).digest()
            total += int.from_bytes(made, "little")
    return total % 2**64
