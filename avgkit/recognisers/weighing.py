"""How surely a word in a text is a fact about somebody: its own weight, who is near, and what speaks against it."""

from typing import NamedTuple

from .matching import Match
from .pages import WEIGHTS, context

SAID, SOMEBODY = 0.3, 0.12  # what a verb or a reason right beside it adds, and what a person in the sentence adds
NEAR, MOST = 0.9, 0.95  # with the company that the lexicon asks for; the most that additions may make of a word
WAITING = 0.75  # the most that a word may be worth which the law of the day does not name
MOST_ASKED = 0.49  # a question is never believed
SLIP = 0.95
# What is left of the worth, by what speaks against it.
FACTORS = {"negated": 0.1, "supposed": 0.3, "asked": 0.55, "open": 0.55, "name": 0.1, "thing": 0.3, "about": 0.6}
FACTORS |= {"product": 0.5, "organisation": 0.45, "general": 0.5, "number": 0.4}
_STREETS = ("straat", "laan", "weg", "plein", "hof", "kade", "dijk", "steeg", "singel", "gracht", "park")
_STOPS = frozenset(".;!?\n")
_SIGNS = _STOPS | frozenset([",", ":", "(", ")", "->", "-", "–", "—"])


class Place(NamedTuple):
    """Where a match stands: its sentence (start, stop), its clause (left, right), and the words around it there."""

    match: Match
    words: list[str]
    start: int
    stop: int
    left: int
    right: int

    @property
    def before(self) -> list[str]:
        """The words of the clause before the match."""
        return self.words[self.left : self.match.first]

    @property
    def after(self) -> list[str]:
        """The words of the clause after the match."""
        return self.words[self.match.end : self.right]

    @property
    def inside(self) -> list[str]:
        """The words of the match itself, those in its gaps included."""
        return self.words[self.match.first : self.match.end]


def weigh(match: Match, words: list[str], scope: frozenset[str], capital: bool) -> tuple[float, tuple[str, ...]]:
    """(confidence, codes of the reasons) of a match; `capital`: its first word is written with a capital."""
    cues, term = context(), match.term
    start, stop = _bounds(words, match, _STOPS, frozenset())
    left, right = _bounds(words, match, _SIGNS, cues["clause"])
    at = Place(match, words, start, stop, left, right)
    weight, value, reasons = term.weight, WEIGHTS[term.weight], [term.weight]
    if term.near and not term.near.isdisjoint(words[max(start, match.first - 8) : min(stop, match.end + 8)]):
        weight, value, reasons = "near", NEAR, ["near"]
    if term.scope and term.scope in scope:
        weight, value, reasons = "sure", NEAR, ["law"]
    somebody = not cues["person"].isdisjoint(words[start : match.first] + words[match.end : stop])
    said, firmly = _said(at, cues)
    if weight in ("strong", "weak"):
        if said:
            value += SAID
            reasons.append("said")
        if somebody:
            value += SOMEBODY
            reasons.append("person")
        value = min(value, WAITING if term.scope else MOST)
    against = _against(at, cues, weight, somebody, firmly, capital)
    for reason in against:
        value *= FACTORS[reason]
    if "asked" in against:
        value = min(value, MOST_ASKED)
    if match.slip:
        value *= SLIP
        reasons.append("slip")
    return round(value, 3), (*reasons, *against)


def _bounds(words: list[str], match: Match, signs: frozenset, more: frozenset) -> tuple[int, int]:
    """The first and the last place of the sentence or clause in which a match stands."""
    short = context()["abbreviation"]

    def ends(at: int) -> bool:
        word = words[at]
        return word in more or (word in signs and not (word == "." and at and words[at - 1] in short))

    left, right = match.first, match.end
    while left > 0 and not ends(left - 1):
        left -= 1
    while right < len(words) and not ends(right):
        right += 1
    return left, right


def _said(at: Place, cues) -> tuple[bool, bool]:
    """Whether a verb or a reason beside it says it of somebody, and whether firmly: also where goods are talked of."""
    beside, after = at.before[-3:], at.after
    firmly = not cues["said"].isdisjoint(set(beside) - cues["said_loosely"])
    loosely = not cues["said_loosely"].isdisjoint(beside)
    firmly = firmly or (loosely and not cues["person"].isdisjoint(at.before[-5:]))
    if after and after[0] in cues["said_after"]:
        firmly = True
    # A clause of its own at the head of a sentence: 'Diabetes, dus geen suiker'.
    alone = not at.before and not after and at.left == at.start and at.words[at.right : at.right + 1] != ["?"]
    return firmly or loosely or alone, firmly


def _against(at: Place, cues, weight: str, somebody: bool, firmly: bool, capital: bool) -> list[str]:
    """The codes of what speaks against a fact about somebody."""
    before, after, found = at.before, at.after, []
    if _negated(at, cues, weight):
        found.append("negated")
    if _supposed(at, cues):
        found.append("supposed")
    if _asked(at, cues):
        found.append("asked")
    elif not cues["open_matter"].isdisjoint(after) or at.words[at.start] in cues["open_matter"]:
        found.append("open")
    surname = capital and before and before[-1] in cues["title"] and len(at.inside) == 1
    if surname or (after and after[0].endswith(_STREETS)):
        found.append("name")
    if not cues["thing"].isdisjoint(before[-5:] + at.inside + after[:2]):
        found.append("thing")
    if after and after[0] in cues["second_half"]:
        found.append("organisation")
    if before and before[-1] in cues["about"]:
        found.append("about")
    if weight in ("near", "sure") and (somebody or weight == "near"):
        return found
    near = 3 if weight == "sure" else 5
    close = set(before[-near:] + after[:near])
    names = () if firmly and weight == "strong" else ("product", "organisation", "general")
    found += [name for name in names if name not in found and not cues[name].isdisjoint(close)]
    if weight != "sure" and before and before[-1].isdigit():
        found.append("number")
    return found


def _negated(at: Place, cues, weight: str) -> bool:
    """Whether the fact is denied: before it, in a gap ('is niet ziek'), after it, or as the answer to a question."""
    before, after, no = at.before, at.after, cues["negation"]
    own = set(at.match.term.words)
    if any(word in no and word not in own for word in at.inside):
        return True
    for n, word in enumerate(reversed(before[-6:])):
        if word in cues["reason"]:
            break
        if word in no and (n < 3 or word != "niet" or weight == "near"):
            return True
    if at.left > 1 and at.words[at.left - 2 : at.left] == ["niet", "omdat"]:
        return True
    end = at.right
    if at.words[end : end + 1] == ["?"] and end + 1 < len(at.words) and at.words[end + 1] in ("nee", "neen", "no"):
        return True
    return bool(after) and after[0] in cues["denies_after"] and not no.isdisjoint(after[:4])


def _supposed(at: Place, cues) -> bool:
    """Whether it is only supposed, or said of whoever reads it ('heeft u')."""
    before = at.before
    if not cues["supposed"].isdisjoint(before[-8:]) or "u" in at.inside or "u" in before[-2:]:
        return True
    return any(
        word in cues["if_word"] and n + 1 < len(before) and before[n + 1] in cues["if_somebody"]
        for n, word in enumerate(before)
    )


def _asked(at: Place, cues) -> bool:
    """Whether it is asked: after 'vraagt of', in a sentence with a question mark, or one that is told as asked."""
    before, words, start, stop = at.before, at.words, at.start, at.stop
    for n, word in enumerate(before):
        if word in cues["whether"] and not cues["asks"].isdisjoint(before[max(0, n - 4) : n]):
            return cues["reason"].isdisjoint(before[n:])
    if stop < len(words) and words[stop] == "?":
        return at.right == stop or words[start] in cues["opens"]
    # A question told without its sign: 'is er een lift, vraagt klant'.
    return words[start] in cues["opens"] and not cues["told"].isdisjoint(words[start:stop])
