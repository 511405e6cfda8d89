"""Where the terms of the lexicon stand in a text: whole words, beginnings, endings and slips of the pen."""

import re
from collections import defaultdict
from functools import cache, lru_cache
from typing import NamedTuple

from .pages import GAP, Term, context, exceptions, terms

TOKEN = re.compile(r"[a-z0-9]+|[,;:!?\n()\"“”…/]|\.(?=\s|$)|->|[-–—](?=\s)")
LONG = 7  # a word of so many letters may hold a slip of the pen
HEAD = 4  # first letters by which beginnings are looked for
SLIP_HEAD = 5  # and long words, in which no slip is allowed but two letters changed over
ENDING = 4
ANY = (0, "")
REMEMBERED = 1 << 16  # words of which is remembered what may begin there
WIDEST = 4  # words that a gap may hold


class Match(NamedTuple):
    """A term in a text: its first word, the word after its last, the term, and whether it holds a slip of the pen."""

    first: int
    end: int
    term: Term
    slip: bool


class _Index(NamedTuple):
    exact: dict[
        str, dict
    ]  # word -> {(side, word beside it): [(row of words, place of the word in it, what, other words of it)]}
    beginnings: dict[str, list]  # first letters -> [(beginning, row, place, what, others)]
    endings: dict[str, list]  # last letters -> [(ending, row, place, what, others)]
    slips: dict[str, list]  # first letters -> words in which a slip may be made


def words_of(plain: str) -> tuple[list[str], list[tuple[int, int]]]:
    """The words and signs of a folded text, and where each stands."""
    found = [(m[0], m.span()) for m in TOKEN.finditer(plain)]
    return [word for word, _ in found], [span for _, span in found]


def matches(words: list[str]) -> list[Match]:
    """The terms in a row of words, without those that an exception of the same page covers."""
    found = [Match(*hit) for hit in _look(_term_leads, words)]
    if not found:
        return found
    covered: dict[str, set[int]] = defaultdict(set)
    for first, end, label, _ in _look(_exception_leads, words):
        covered[label].update(range(first, end))
    return [
        one
        for one in found
        if not (cover := covered.get(one.term.label)) or not cover.intersection(range(one.first, one.end))
    ]


def _look(index, words: list[str]):
    """Each fitting row; `index`: _term_leads or _exception_leads."""
    present = frozenset(words)
    for at, word in enumerate(words):
        leads = index(word)
        if leads:
            entries, rows, slips = leads
            if entries:
                yield from _fitting(words, present, at, _beside(words, at, entries), False)
            if rows:
                yield from _fitting(words, present, at, rows, False)
            for meant in slips:
                yield from _fitting(words, present, at, _beside(words, at, meant), True)


def _leads(index: _Index, word: str):
    """What a word leads to: rows by the word beside it, rows by its beginning or ending, rows of which it is a slip."""
    entries, rows, slips = index.exact.get(word), [], []
    if len(word) >= HEAD:
        rows += [e[1:] for e in index.beginnings.get(word[:HEAD], ()) if word.startswith(e[0])]
        rows += [e[1:] for e in index.endings.get(word[-ENDING:], ()) if word.endswith(e[0]) and len(word) > len(e[0])]
        if not entries and len(word) >= LONG - 1 and (head := word[:SLIP_HEAD]) in index.slips:
            slips = [index.exact[meant] for meant in _meant(word, head)]
    return (entries, rows, slips) if entries or rows or slips else None


@lru_cache(maxsize=REMEMBERED)
def _term_leads(word: str):
    return _leads(_terms(), word)


@lru_cache(maxsize=REMEMBERED)
def _exception_leads(word: str):
    return _leads(_exceptions(), word)


def _beside(words: list[str], at: int, entries: dict) -> list:
    """The rows that may fit here, by the word before or after: most are left out without a further look."""
    found = list(entries.get(ANY, ()))
    if at:
        found += entries.get((-1, words[at - 1]), ())
    if at + 1 < len(words):
        found += entries.get((1, words[at + 1]), ())
    return found


def _side(row: tuple[str, ...], place: int) -> tuple[int, str]:
    for step in (-1, 1):
        if 0 <= place + step < len(row) and row[place + step] != GAP and "*" not in row[place + step]:
            return step, row[place + step]
    return ANY


def _fitting(words: list[str], present: frozenset[str], at: int, entries: list, slip: bool):
    for row, place, what, others in entries:
        if len(row) == 1:
            yield at, at + 1, what, slip
            continue
        if not others <= present:  # most rows are left out by this alone
            continue
        first = _walk(words, at - 1, row, place - 1, -1)
        end = _walk(words, at + 1, row, place + 1, 1) if first is not None else None
        if end is not None:
            yield first + 1, end, what, slip


def _walk(words: list[str], at: int, row: tuple[str, ...], place: int, step: int) -> int | None:
    """Follow the row of words in one direction; gives the place after the last word that fits."""
    while 0 <= place < len(row):
        wanted = row[place]
        if wanted == GAP and not 0 <= place + step < len(row):
            for _ in range(WIDEST):  # at the end of a row it takes what follows there: 'slot met ..'
                if not 0 <= at < len(words) or not words[at][0].isalnum():
                    break
                at += step
            return at
        if wanted == GAP:
            for skipped in range(WIDEST + 1):
                found = _walk(words, at + step * skipped, row, place + step, step)
                if found is not None:
                    return found
                ahead = at + step * skipped
                if not 0 <= ahead < len(words) or not words[ahead][0].isalnum():
                    return None
            return None
        if not 0 <= at < len(words) or not fits(words[at], wanted):
            return None
        at, place = at + step, place + step
    return at


def fits(word: str, wanted: str) -> bool:
    """Whether a word is the wanted one, of which * stands for any letters."""
    if "*" not in wanted:
        return word == wanted
    if wanted == "*":
        return word[0].isalnum()
    if wanted[0] == "*":
        return word.endswith(wanted[1:]) and len(word) >= len(wanted)  # with a word before it: rugklachten
    return word.startswith(wanted[:-1])


def _meant(word: str, head: str) -> tuple[str, ...]:
    """The words of the lexicon of which this one is a slip of the pen: one letter more, less, other or changed over."""
    from rapidfuzz.distance import OSA

    if word in context()["no_slip"]:
        return ()
    return tuple(
        meant
        for meant in _terms().slips[head]
        if word not in (f"{meant}s", f"{meant}n", f"{meant}en")  # no slip, but more of them
        and abs(len(meant) - len(word)) < 2
        and OSA.distance(word, meant, score_cutoff=1) == 1
    )


def anchor(row: tuple[str, ...]) -> int:
    """The place of the word by which a term is looked for: the longest one that is not common."""
    often, frequent = common(), context()["frequent"]
    ranks = [
        (word not in (GAP, "*"), word not in often and word[0] != "*", word in frequent, "*" not in word, len(word), -n)
        for n, word in enumerate(row)
    ]
    return max(range(len(row)), key=ranks.__getitem__)


@cache
def common() -> frozenset[str]:
    """The words by which no text is looked for."""
    words = context()
    names = (
        "frequent",
        "person",
        "said",
        "negation",
        "reason",
        "asks",
        "opens",
        "if_somebody",
        "if_word",
        "title",
        "abbreviation",
    )
    more = "op in de het een van om bij of en naar te er t s n d voor uit ook die dat deze dit over mag niet wel nog"
    return frozenset().union(*(words[name] for name in names), more.split())


def _indexed(rows) -> _Index:
    index = _Index(defaultdict(lambda: defaultdict(list)), defaultdict(list), defaultdict(list), defaultdict(list))
    for row, what in rows:
        place = anchor(row)
        word = row[place]
        others = frozenset(w for n, w in enumerate(row) if n != place and w != GAP and "*" not in w)
        if "*" not in word:
            index.exact[word][_side(row, place)].append((row, place, what, others))
        elif word.startswith("*"):
            index.endings[word[-ENDING:]].append((word[1:], row, place, what, others))
        else:
            index.beginnings[word[:HEAD]].append((word[:-1], row, place, what, others))
    return _Index(dict(index.exact), dict(index.beginnings), dict(index.endings), index.slips)


@cache
def _terms() -> _Index:
    index = _indexed((term.words, term) for term in terms())
    for word in slippery():
        for head in heads(word):
            index.slips[head].append(word)
    return index._replace(slips=dict(index.slips))


@cache
def slippery() -> frozenset[str]:
    """The words of the lexicon in which a slip of the pen is recognised: long ones that say it by themselves."""
    rare = context()["no_slip_beginnings"]
    single = {term.words[0] for term in terms() if len(term.words) == 1 and term.weight != "weak"}
    return frozenset(
        w for w in single if len(w) >= LONG and "*" not in w and not {w[:HEAD], w[:SLIP_HEAD]} & rare and w[0].isalpha()
    )


def heads(word: str) -> set[str]:
    """The first letters with which a long word may begin, slips of the pen included."""
    a, b, c, d, e = word[:SLIP_HEAD]
    changed = {a + b + d + c + e, a + b + c + e + d}
    return {word[:SLIP_HEAD]} | (changed - context()["no_slip_beginnings"])


@cache
def _exceptions() -> _Index:
    return _indexed((words, label) for label, words in exceptions())
