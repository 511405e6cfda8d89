"""Where a match stands in a text: its sentence, its clause, and the words around it there."""

from bisect import bisect_left
from typing import NamedTuple

from .matching import Match
from .pages import context

_STOPS = frozenset(".;!?\n")
_SIGNS = _STOPS | frozenset([",", ":", "(", ")", "->", "-", "–", "—"])


class Place(NamedTuple):
    """Where a match stands: its sentence (start, stop), its clause (left, right), and the words around it there.

    `before` and `after` are the words of the clause beside the match, `inside` its own, those in its gaps included.
    """

    match: Match
    words: list[str]
    start: int
    stop: int
    left: int
    right: int
    before: list[str]
    inside: list[str]
    after: list[str]


class Borders:
    """The ends of the sentences and clauses of a text, looked up once for all matches in it."""

    def __init__(self, words: list[str]):
        cues = context()
        clause, short = cues["clause"], cues["abbreviation"]
        self.words = words
        signs = [
            n
            for n, word in enumerate(words)
            if word in clause or (word in _SIGNS and not (word == "." and n and words[n - 1] in short))
        ]
        self.clauses = [-1, *signs, len(words)]
        self.sentences = [-1, *(n for n in signs if words[n] in _STOPS), len(words)]

    def place(self, match: Match) -> Place:
        """The place of a match."""
        start, stop = _around(self.sentences, match)
        left, right = _around(self.clauses, match)
        words, (first, end, *_) = self.words, match
        return Place(match, words, start, stop, left, right, words[left:first], words[first:end], words[end:right])


def _around(ends: list[int], match: Match) -> tuple[int, int]:
    return ends[bisect_left(ends, match.first) - 1] + 1, ends[bisect_left(ends, match.end)]
