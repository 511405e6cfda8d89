"""What a note holds: for each category of special, criminal or national number if it is certain or only possible."""

from functools import cache
from itertools import pairwise

from .hits import CERTAIN
from .matching import GAP, anchor, common, heads, slippery
from .numbers import STEM, national_number
from .pages import terms
from .special import special

NUMBER = "bsn"
POSSIBLE = 0.3  # from here a category is told as possible
_STEM = 8  # letters of a long word by which an engine looks for it
_BETWEEN = "."  # one sign; a wider class makes an engine many times slower, and wider gaps are met by the next
_WIDE = "[ \t\r\u00a0'’]{2}"
# A letter with an accent, or an accent apart from its letter: such a text is always looked into, which costs an engine
# far less than every spelling of every word. Without the three that a search for any case takes for s or i.
_ACCENT = "[\u00c0-\u012f\u0132-\u017e\u0180-\u024f\u0300-\u036f]"


def found(text: str, scope: frozenset[str] = frozenset()) -> dict[str, bool]:
    """The categories that a note holds: True when certain, False when only possible.

    `scope`: which kinds of data the law of the day names besides (the ids of [[scope]] in the lexicon).
    """
    answer: dict[str, bool] = {}
    for hit in special(text, scope):
        if hit.confidence >= POSSIBLE:
            answer[hit.category] = answer.get(hit.category, False) or hit.confidence >= CERTAIN
    number = national_number(text)
    return answer if number is None else answer | {NUMBER: number}


@cache
def categories() -> tuple[str, ...]:
    """The categories that can be found."""
    return (*dict.fromkeys(term.category for term in terms()), NUMBER)


@cache
def label_of() -> dict[str, str]:
    """The label under which a category is told; some labels cover more than one category."""
    return {term.category: term.label for term in terms()} | {NUMBER: NUMBER}


def prefilter() -> str:
    """One regular expression for any engine, which meets every text in which something may be found, and more."""
    return "|".join(prefilters())


@cache
def prefilters() -> tuple[str, ...]:
    """The same as a few regular expressions: one so long as all together costs an engine many times their time."""
    begins = {head for word in slippery() for head in heads(word)}
    whole, within, rows = set(), set(), set()
    for term in terms():
        word = term.words[anchor(term.words)]
        if word in common() and (pair := _pair(term.words)):
            rows.add(_BETWEEN.join(pair))  # common words, of which none is rare enough to be looked for alone
        elif word.startswith("*"):
            within.add(word[1:])
        elif word.endswith("*"):
            begins.add(word[:-1])
        elif len(word) > _STEM:
            begins.add(word[:_STEM])
        else:
            whole.add(word)
    begins = _shortest(begins)
    whole = {word for word in whole if not any(word[:n] in begins for n in range(1, len(word) + 1))}
    some = sorted(whole | rows)
    halves = (set(some[: len(some) // 2]), set(some[len(some) // 2 :]))
    wholes = [rf"(?i:\b(?:{_either(half)})\b)" for half in halves]
    rest = f"(?i:(?:{_either(within)})|{_ACCENT}|{_WIDE}|{STEM})"
    return (rf"(?i:\b(?:{_either(begins)}))", *wholes, rest)


def _pair(row: tuple[str, ...]) -> tuple[str, ...]:
    """The two longest words of a row that stand beside each other in it as they are spelled."""
    pairs = [pair for pair in pairwise(row) if "*" not in "".join(pair) and GAP not in pair]
    return max(pairs, key=lambda pair: len(pair[0] + pair[1]), default=())


def _shortest(words: set[str]) -> set[str]:
    """Without those that begin with another one, which would be looked for in vain."""
    return {word for word in words if not any(word[:n] in words for n in range(1, len(word)))}


def _either(words: set[str]) -> str:
    return "|".join(sorted(words))
