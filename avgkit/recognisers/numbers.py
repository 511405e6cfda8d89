"""National numbers in a text: nine digits that pass the eleven-test, certain when a word for it stands near."""

import re
from functools import cache

from .terms import compiled, folded, lexicon

# Nine digits, in a row or in groups; not a part of a longer number or of a code with letters (NL999990044B01).
NUMBER = re.compile(r"(?<![\w+])(?<!\d[.,/-])(?:[0-9][ .-]?){8}[0-9](?![\w]|[.,/-]\d)")
STEM = "[ .-]?".join(["[0-9]"] * 9)  # what any engine may look for first
_BEFORE, _AFTER = 40, 30  # how far a word may stand from the number, in signs
_CLOSE = 14  # how far a word that names another kind of number may stand before it


def national_number(text: str) -> bool | None:
    """True when the text surely holds a BSN, False when it may hold one, None when it holds none."""
    plain, answer = folded(text), None
    for match in NUMBER.finditer(plain):
        certain = _judged(plain, match)
        if certain:
            return True
        answer = certain if answer is None else answer
    return answer


def _judged(plain: str, match: re.Match) -> bool | None:
    before, after = plain[max(0, match.start() - _BEFORE) : match.start()], plain[match.end() : match.end() + _AFTER]
    cues, others = _words()
    cue, other = _last(cues, before), _last(others, before)
    if other is not None and len(before) - other <= _CLOSE and (cue is None or cue < other):
        return None  # the word nearest to it says what other number it is
    good = passes(re.sub(r"\D", "", match[0]))
    if cue is not None or cues.search(after):
        return good  # called a BSN although the test fails: a slip of the pen, or something else
    return False if good else None


def _last(pattern: re.Pattern, text: str) -> int | None:
    return max((found.end() for found in pattern.finditer(text)), default=None)


@cache
def _words() -> tuple[re.Pattern, re.Pattern]:
    words = lexicon("number")
    return compiled(words["cues"]), compiled(words["others"])


def passes(number: str) -> bool:
    """Whether nine digits pass the eleven-test of a BSN, as one in eleven of all numbers do."""
    from stdnum.nl import bsn

    return bsn.is_valid(number)
