"""How surely a word in a text is a fact about somebody: its own weight, who is near, and what speaks against it."""

from itertools import pairwise

from .pages import WEIGHTS, context
from .places import Place

SAID, SOMEBODY = 0.3, 0.12  # what a verb or a reason right beside it adds, and what a person in the sentence adds
NEAR, MOST = 0.9, 0.95  # with the company that the lexicon asks for; the most that additions may make of a word
WAITING = 0.75  # the most that a word may be worth which the law of the day does not name
MOST_WEAK = 0.49  # a word that only may mean it is never believed by itself: it stays possible
MOST_ASKED = 0.49  # a question is never believed
SLIP = 0.95
# What is left of the worth, by what speaks against it.
FACTORS = {"negated": 0.1, "supposed": 0.3, "asked": 0.55, "open": 0.5, "name": 0.1, "thing": 0.3, "about": 0.5}
FACTORS |= {
    "product": 0.5,
    "organisation": 0.45,
    "general": 0.5,
    "number": 0.4,
    "loose": 0.85,
    "employed": 0.3,
    "unreal": 0.3,
    "contract": 0.45,
    "bystander": 0.45,
}
# What may be why somebody does something.
REASONS = ("health", "religion_belief", "genetic", "sex_life_orientation", "ethnicity")
_STREETS = ("straat", "laan", "weg", "plein", "hof", "kade", "dijk", "steeg", "singel", "gracht", "park")
# How the second half of a word ends when it is a thing or a body: an MS-vereniging, a diabetes-apparaat.
_SECOND = (
    *("vereniging", "stichting", "fonds", "cursus", "training", "boek", "boeken", "folder", "apparatuur", "apparaat"),
    *("materiaal", "materialen", "middelen", "verzekering", "polis", "school", "kliniek", "praktijk", "centrum"),
    "winkel",
    *("software", "project", "congres", "producten", "artikelen", "consulent", "adviseur", "verpleegkundige", "coach"),
    *("afdeling", "campagne", "beleid", "protocol", "bedrijf", "firma", "dienst", "kaart", "kaarten", "shop", "expert"),
)
_THINGS = ("machine", "motor", "printer", "systeem", "computer", "pomp", "ketel", "installatie", "telefoon", "scherm")


def weigh(at: Place, scope: frozenset[str], capital: bool) -> tuple[float, tuple[str, ...]]:
    """(confidence, codes of the reasons) of a match in its place; `capital`: its first word has a capital."""
    cues, match, words, start, stop = context(), at.match, at.words, at.start, at.stop
    term = match.term
    weight, value, reasons = term.weight, WEIGHTS[term.weight], [term.weight]
    if term.near and not term.near.isdisjoint(words[max(start, match.first - 8) : min(stop, match.end + 8)]):
        weight, value, reasons = "near", NEAR, ["near"]
    if term.scope and term.scope in scope:
        weight, value, reasons = "sure", NEAR, ["law"]
    if weight == "faint":
        return value, ("faint",)  # without its company it says nothing, whatever stands around it
    somebody = (
        not cues["person"].isdisjoint(words[start : match.first] + words[match.end : stop])
        or _unnamed(at, cues)
        or at.inside[0] in cues["possessive"]
    )
    said, firmly = _said(at, cues)
    if weight in ("firm", "strong", "weak"):
        if said:
            value += SAID
            reasons.append("said")
        if somebody:
            value += SOMEBODY
            reasons.append("person")
        value = min(value, WAITING if term.scope else MOST_WEAK if weight == "weak" else MOST)
    against = _against(at, cues, weight, somebody, firmly, capital)
    if weight in ("firm", "strong") and not said and not somebody:
        against.append("loose")
    for reason in against:
        value *= FACTORS[reason]
    if "asked" in against:
        value = min(value, MOST_ASKED)
    if match.slip:
        value *= SLIP
        reasons.append("slip")
    return round(value, 3), (*reasons, *against)


def _unnamed(at: Place, cues) -> bool:
    """Whether clause or sentence begins with a verb of whom the note is about: 'is', 'moet', 'slikt'."""
    words, does, first = at.words, cues["does"], at.match.first
    return (at.left < first and words[at.left] in does) or (at.start < first and words[at.start] in does)


def _said(at: Place, cues) -> tuple[bool, bool]:
    """Whether a verb or a reason beside it says it of somebody, and whether firmly: also where goods are talked of."""
    beside, after = at.before[-3:], at.after
    if (
        at.match.term.label not in REASONS
    ):  # 'door fraude' and 'ivm de verkiezingen' say nothing of whoever is busy by it
        beside = [word for word in beside if word not in cues["reason"]]
    firmly = not cues["said"].isdisjoint(set(beside) - cues["said_loosely"])
    loosely = not cues["said_loosely"].isdisjoint(beside)
    firmly = firmly or (loosely and not cues["person"].isdisjoint(at.before[-5:]))
    if after and after[0] in cues["said_after"]:
        firmly = True
    # A clause of its own at the head of a sentence: 'Diabetes, dus geen suiker', 'Predikant in Urk'.
    bare = at.match.term.weight != "weak" and (not after or after[0] in cues["adverb"])
    first = at.left == at.start or at.words[at.left - 1] == ":"
    alone = not at.before and bare and first and at.words[at.right : at.right + 1] != ["?"]
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
    if surname or (after and after[0].endswith(_STREETS)) or not cues["called"].isdisjoint(before[-4:]):
        found.append("name")
    # What stands before the reason is not what the reason is about: 'wil een fiets ivm hernia'.
    if at.match.term.label in REASONS and not cues["reason"].isdisjoint(before):
        before = before[max(n for n, word in enumerate(before) if word in cues["reason"]) + 1 :]
    if _of_a_thing(at, cues, before) or _says_what_it_is_like(at, cues):
        found.append("thing")
    if not cues["unreal"].isdisjoint(at.words[at.start : at.stop]):
        found.append("unreal")
    sure = weight in ("near", "sure") and somebody
    if not sure and not cues["contract"].isdisjoint(at.words[at.start : at.stop]):
        found.append("contract")
    if at.match.term.label == "criminal" and not cues["bystander"].isdisjoint(at.words[at.start : at.stop]):
        found.append("bystander")
    if after and (after[0] in cues["second_half"] or after[0].endswith(_SECOND)):
        found.append("organisation")
    if _employed(before, cues, at.match.term.label, at.match.term.words):
        found.append("employed")
    if _about(before, cues):
        found.append("about")
    if _of_a_crowd(at.before, cues) or not cues["everybody"].isdisjoint(at.before + at.inside + after[:4]):
        found.append("general")
    if (weight in ("near", "sure") and somebody) or (weight == "near" and at.match.term.label != "biometric"):
        return found
    near = 3 if weight == "sure" else 5
    if not (firmly and weight in ("firm", "strong")):
        close = before[-near:] + _gap(at) + after[:near]
        found += [n for n in ("product", "organisation") if n not in found and not cues[n].isdisjoint(close)]
        if "general" not in found and not cues["general"].isdisjoint(at.before[-near:] + close):
            found.append("general")
    if weight != "sure" and before and before[-1].isdigit():
        found.append("number")
    return found


def _of_a_thing(at: Place, cues, before: list[str]) -> bool:
    """Whether an animal or a thing has it: it stands right beside the word, or it is what the clause is about."""
    after = at.after
    inside = _gap(at)
    beside = (
        _unnamed_words(before[-4:], cues)
        + inside
        + after[:1]
        + (after[1:3] if after and after[0] in ("van", "voor", "bij") else [])
    )
    if not cues["thing"].isdisjoint(beside) or not cues["animal"].isdisjoint(beside) or _ends_as_thing(beside):
        return True
    if at.words[at.left] not in cues["does"] and _about_thing(before, cues):
        return True
    # 'Hond is blind, krijgt insuline': an animal of the first clause stays what the next is about.
    first = at.words[at.start : at.left]
    return (
        cues["person"].isdisjoint(before)
        and any(word in cues["animal"] for word in first[:4])
        and _about_thing(first, cues)
    )


def _of_a_crowd(before: list[str], cues) -> bool:
    """Whether it is said of people in general: 'een stichting voor mensen met een beperking'."""
    if any(before[-n] in ("met", "with") and before[-n - 1] in cues["crowd"] for n in (1, 2) if len(before) > n):
        return True
    return any(one in cues["many"] and two in cues["crowd"] for one, two in pairwise(before))


def _gap(at: Place) -> list[str]:
    """The words within a match that are not its own."""
    return [word for word in at.inside if word not in at.match.term.words]


def _unnamed_words(words: list[str], cues) -> list[str]:
    """The words without those that are a surname, because a title stands before them: 'mw. Kuiken'."""
    return [
        word
        for n, word in enumerate(words)
        if not cues["title"].intersection(words[max(0, n - 2) : n] if words[n - 1 : n] == ["."] else words[n - 1 : n])
    ]


def _says_what_it_is_like(at: Place, cues) -> bool:
    """Whether a word only says what something is like: 'verdachte factuur', 'crimineel lekker'."""
    if at.inside[-1] not in cues["adjective"] or not at.after or not at.after[0].isalpha():
        return False
    return not any(at.after[0] in cues[name] for name in ("person", "said", "does", "link", "negation", "adverb"))


def _about_thing(words: list[str], cues) -> bool:
    """Whether the first somebody or something of a clause is a thing, leaving out what follows 'met' or 'voor'."""
    for n, word in enumerate(words):
        if cues["link"].isdisjoint(words[max(0, n - 2) : n]):
            if word in cues["person"]:
                return False
            if word in cues["thing"] or word in cues["animal"] or word.endswith(_THINGS):
                return True
    return False


def _ends_as_thing(words: list[str]) -> bool:
    return any([word.endswith(_THINGS) for word in words])


def _employed(before: list[str], cues, label: str, own: tuple[str, ...]) -> bool:
    """Whether somebody only works there, delivers to it or speaks for it: 'inkoper bij', 'werkt in'."""
    if own[0] in cues["said_between"]:
        return False  # 'our contact at the warehouse is deaf'
    link = next((n for n in range(len(before) - 1, -1, -1) if before[n] in cues["link"]), 0)
    if not before or len(before) - link > 4 or before[link] not in cues["works_at"]:
        return False
    if before[link] == "als" and label != "health":  # the work itself may be the fact: 'werkt als dominee'
        return False
    return any(
        word in cues["works"] and cues["said_between"].isdisjoint(before[n + 1 : link])
        for n, word in enumerate(before[:link])
    )


def _about(before: list[str], cues) -> bool:
    """Whether it is only what something is about: 'over de gevolgen van', but not 'over haar'."""
    if not before or before[-1] in cues["possessive"]:
        return False
    if before[-1] in ("naar", "in") and before[-2:-1] and before[-2] in cues["field"]:
        return True  # 'onderzoek naar alzheimer', 'een winkel in steunkousen'
    if before[-1] in cues["about"] or (before[-1] == "tegen" and cues["does"].isdisjoint(before)):
        return True
    return any(
        word in cues["about"] and cues["link_or_said"].isdisjoint(before[-3:][n + 1 :])
        for n, word in enumerate(before[-3:])
    )


def _negated(at: Place, cues, weight: str) -> bool:
    """Whether the fact is denied: before it, in a gap ('is niet ziek'), after it, or as the answer to a question."""
    before, after, no = at.before, at.after, cues["negation"]
    own = set(at.match.term.words)
    if any(word in no and word not in own for word in at.inside):
        return True
    for n, word in enumerate(reversed(before[-6:])):
        if word in cues["reason"]:
            if before[-n - 2 : -n - 1] and before[-n - 2] in no:  # 'niet vanwege een blessure'
                return True
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
    first = at.words[at.left : at.match.first]
    if first and first[0] == "bij" and len(first) < 3 and at.match.term.weight != "sure":
        return True  # 'bij ziekte afmelden'
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
    # A question told without its sign: 'is er een lift, vraagt klant', but not 'heeft ms, vraagt of er een lift is'.
    return words[start] in cues["opens"] and any(
        words[n] in cues["told"] and (n + 1 >= stop or words[n + 1] in cues["person"] or not words[n + 1][0].isalnum())
        for n in range(start, stop)
    )
