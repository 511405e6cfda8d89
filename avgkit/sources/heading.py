"""What the words of one header say: a known word for a meaning, one that holds it, or one that differs by a letter."""

import re
from functools import cache

from ..recognisers.headers import bare
from ..recognisers.terms import folded

EXACT, NEAR, PART = 0.8, 0.65, 0.4
_LONGEST = 120  # signs of a header that are looked at
_WORDS = 8
_SHORTEST = 5  # letters from which one wrong letter is a slip and no other word
# Words beside a known one that leave the meaning as it is. `van partner`, `noodcontact` and the like do not.
_NEUTRAL = frozenset(
    word
    for line in (
        "klant klanten contact contacten persoon relatie relaties lid leden deelnemer debiteur customer client person",
        "member donateur abonnee bezoeker gast patient student cursist user gegevens data info veld field nr no nummer",
        "number adres address prive private zakelijk business werk work home thuis primair primary hoofd main eerste",
        "first algemeen general huidig current default standaard officieel volledig full de het een the of in op is",
        "1 2 3 4 i ii regel line d datum date code nl ned verplicht optioneel optional invullen jjjj dd mm yyyy postal",
        "wie bereiken bereikbaar bereikbaarheid naw identiteit overig overige diversen aanvullend persoonsgegevens",
        "klantgegevens contactgegevens relatiegegevens basisgegevens algemene",  # what stands over a group of columns
        "mailing billing factuur invoice bezoek visit correspondentie other ander overdag avond daytime evening",
    )
    for word in line.split()
)


@cache
def _known() -> dict[str, str]:
    from .mapping import meanings

    return {bare(alias): id for id, entry in reversed(meanings().items()) for alias in entry["aliases"]}


@cache
def _slips() -> dict[str, str]:
    """Every known word with one letter left out, by what is left: how a slip is found without comparing with each."""
    found: dict[str, str] = {}
    for word in _known():
        if len(word) >= _SHORTEST and not any(sign.isdigit() for sign in word):
            for shorter in _shorter(word):
                found.setdefault(shorter, word)
    return found


def by_header(header: str) -> tuple[str | None, float, str]:
    """The meaning that a header says, how sure that is, and the code of the evidence; None when it says nothing."""
    plain = named(header)
    known, key = _known(), bare(plain)
    if key in known:
        return known[key], EXACT, "header"
    words = [w for w in re.split(r"[^a-z0-9]+", folded(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain))) if w][:_WORDS]
    for start in range(1, len(words)):  # `Adres Postcode` under a merged cell, `contact e-mail`: the end says it
        held, before = "".join(words[start:]), words[:start]
        if held in known and len(held) > 1 and ("".join(before) in known or _neutral(before)):
            return known[held], NEAR, f"header_near:{' '.join(words[start:])}"
    for long in range(len(words) - 1, 0, -1):
        # `contact` says little beside another word: `Contact Tel. overdag` is a telephone number.
        places = range(len(words) - long + 1)
        for start in sorted(places, key=lambda at: _neutral(words[at : at + long])):
            held = "".join(words[start : start + long])
            if held in known and len(held) > 1:
                sure = NEAR if _neutral(words[:start] + words[start + long :]) else PART
                return known[held], sure, f"header_near:{' '.join(words[start : start + long])}"
    if len(key) >= _SHORTEST:
        slips = _slips()
        for shorter in (key, *_shorter(key)):
            near = slips.get(shorter) or (shorter if shorter in known else None)
            if near and len(near) >= _SHORTEST and abs(len(near) - len(key)) <= 1 and _one_apart(key, near):
                return known[near], NEAR, f"header_near:{near}"
    return None, 0.0, ""


def named(header: str) -> str:
    """A header as somebody wrote it: without the number of a second one, or the mark of a system."""
    plain = re.sub(r"(?: \(\d+\)'*|')$", "", header.strip())[:_LONGEST]
    return re.sub(r"__[cr]$", "", plain)  # a field of one's own in Salesforce


def _neutral(words: list[str]) -> bool:
    """Whether these words beside a known one leave its meaning as it is."""
    return all(word in _NEUTRAL for word in words)


def _shorter(word: str) -> list[str]:
    return [word[:n] + word[n + 1 :] for n in range(min(len(word), 40))]


def _one_apart(one: str, other: str) -> bool:
    """Whether two words differ by one letter: left out, put in, another one, or two that changed places."""
    if len(one) == len(other):
        wrong = [n for n, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        swapped = len(wrong) == 2 and wrong[1] == wrong[0] + 1 and one[wrong[0]] == other[wrong[1]]
        return len(wrong) == 1 or (swapped and one[wrong[1]] == other[wrong[0]])
    return other in _shorter(one) or one in _shorter(other)
