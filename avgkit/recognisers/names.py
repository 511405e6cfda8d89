"""Names of people in a text, without a model: lists, titles, initials and the words around them.

A word that is a name and something else needs more around it. What names a firm, a street, a thing or an animal
is none.
"""

import re
from functools import cache

from .firms import firm_after, named_like_firm, of_a_firm, street
from .hits import Hit
from .lines import Line, overlaps, words
from .naming import Piece, both, joined, pieces, surname_like
from .terms import BETWEEN, lexicon


def names(at: Line, taken: list[tuple[int, int]]) -> list[Hit]:
    """The names of natural persons; `taken`: places of streets, addresses and the like, in which none is looked for."""
    row, hits, n = pieces(at), [], 0
    barred = [*taken, *(found.span() for found in _never().finditer(at.low))]
    while n < len(row):
        if overlaps(row[n].start, row[n].end, barred):
            n += 1
            continue
        titles = _titles(at, row, n)
        stop = _run(at, row, n + titles, bool(titles), barred)
        if stop > n + titles:
            sure, reason = _judged(at, row, n, n + titles, stop)
            if sure:
                hits.append(Hit("person_name", row[n + titles].start, row[stop - 1].end, sure, reason, "naam"))
            n = stop
        else:
            n += max(1, titles)
    return hits


@cache
def _never() -> re.Pattern:
    terms = [BETWEEN.join(re.escape(w).replace(r"\*", ".*") for w in t.split()) for t in words("names", "never")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(terms)})(?!\w)")


def _titles(at: Line, row: list[Piece], n: int) -> int:
    """How many titles stand here in a row; a soft one counts when a capital follows."""
    count = 0
    while n + count < len(row):
        piece = row[n + count]
        if piece.kind == "title" or (count and piece.low in words("names", "courtesy")):
            count += 1
        elif piece.kind == "soft" and n + count + 1 < len(row):
            after = row[n + count + 1]
            led = after.kind == "particle" and n + count + 2 < len(row) and row[n + count + 2].capital
            if not joined(at, piece, after) or not (led or after.capital or after.kind in ("title", "soft")):
                break
            count += 1
        else:
            break
        if n + count < len(row) and not joined(at, row[n + count - 1], row[n + count]):
            break
    return count


def _run(at: Line, row: list[Piece], start: int, titled: bool, barred: list) -> int:
    """Where the name that begins here ends."""
    stop, named = start, False
    while stop < len(row) and stop - start < 7:
        piece = row[stop]
        if (stop > start and not joined(at, row[stop - 1], piece)) or overlaps(piece.start, piece.end, barred):
            break
        if stop == start and titled and not _follows(at, row[start - 1], piece):
            break
        if piece.kind == "particle":
            if stop == start + 1 and row[start].kind == "capital" and not titled:
                ahead = next((p for p in row[stop + 1 : stop + 4] if p.kind != "particle"), None)
                if ahead is None or ahead.kind not in ("surname", "ordinary"):
                    break  # 'Vingerafdruk van Ahmed' names one person, and 'Vingerafdruk' is none
            ahead = next((p for p in row[stop + 1 : stop + 4] if p.kind != "particle"), None)
            called = (
                ahead is not None and titled and ahead.capital and not ahead.acronym and row[stop + 1] is ahead
            )  # 'dhr. Ter Weer'
            if ahead is None or named_like_firm(ahead) or not (called or _may_end(ahead, True)):
                break
        elif piece.kind == "initial":
            if named and not piece.dot:
                break
        elif titled and piece.capital and not piece.acronym and stop > start and row[stop - 1].kind == "particle":
            named = True
        elif not _may_end(piece, named or titled or (stop > start and row[stop - 1].kind in ("particle", "initial"))):
            break
        else:
            named = True
        stop += 1
    while (
        stop > start
        and row[stop - 1].kind in ("particle", "initial")
        and not (titled and stop - start == 1 and row[start].kind == "initial" and row[start].dot)
    ):
        stop -= 1
    return stop


def _follows(at: Line, title: Piece, piece: Piece) -> bool:
    return bool(re.fullmatch(r"\.? {0,2}'?|: ?", at.text[title.end : piece.start]))


def _may_end(piece: Piece, led: bool) -> bool:
    """Whether a word may be a first name or surname; `led`: something before it says that a name is due."""
    if piece.low in words("names", "common"):
        named = piece.capital and any(both(piece.low)) and (led or not piece.opens)
        return (named and piece.low not in lexicon("identifiers")["months"]) or (named and led)
    if piece.kind in ("first", "surname"):
        return piece.capital or piece.kind == "first" or led
    if piece.kind in ("weak", "ordinary"):
        return piece.capital or led or piece.kind == "weak"
    if piece.kind == "capital":
        return True
    return led and not piece.capital and surname_like(piece.low)


def _judged(at: Line, row: list[Piece], begin: int, start: int, stop: int) -> tuple[float, str]:
    """How sure it is that these words name a person, and the reason."""
    run, before, after = row[start:stop], row[begin - 1] if begin else None, row[stop] if stop < len(row) else None
    titled = row[begin:start]
    if street(at, run, after) or (
        (not titled or titled[0].kind == "soft") and of_a_firm(at, before, row[begin], run, after)
    ):
        return 0.0, ""
    if firm_after(at, run, after):
        return 0.0, ""
    capitals = any(p.capital for p in run if p.kind != "particle")
    cue = _cue(at, before, row[begin])
    acts = (
        after is not None
        and after.low in words("names", "verbs")
        and at.text[run[-1].end : after.start].strip(" ,)(\n") == ""
    )
    if titled:
        return _after_title(titled, run, capitals, acts)
    content = [p for p in run if p.kind != "particle"]
    kinds = [p.kind for p in content]
    if kinds[0] == "initial":
        if all(kind == "initial" for kind in kinds):
            return 0.0, ""
        if not capitals:  # j.p. de vries; not i.v.m. post
            return (0.7 if kinds[-1] in ("surname", "first") or len(run) > len(content) else 0.0), "initials"
        many = kinds.count("initial") > 1
        known = any(k in ("first", "surname", "ordinary", "weak") for k in kinds) or len(run) > len(content)
        return (0.93 if known else 0.85 if many or cue else 0.65) if content[0].dot else (
            0.8 if known else 0.3
        ), "initials"
    if len(content) > 1:
        return _several(content, run, cue, acts)
    return _alone(at, content[0], run, cue, acts, after)


def _after_title(titled: list[Piece], run: list[Piece], capitals: bool, acts: bool) -> tuple[float, str]:
    last, soft = run[-1], all(p.kind == "soft" for p in titled)
    if capitals:
        known = any(p.kind in ("first", "surname", "ordinary", "weak", "initial", "particle") for p in run)
        return (0.85 if soft and not known else 0.97), "title"
    if soft:
        return 0.0, ""
    if any(p.kind in ("first", "surname", "initial") for p in run):
        return 0.9, "title"
    if any(p.kind == "particle" for p in run):
        return 0.8, "title"
    if last.kind in ("ordinary", "weak"):
        return (0.75 if last.kind == "ordinary" or acts else 0.6), "title"
    return (0.75 if acts else 0.65), "title_unknown"


def _several(content: list[Piece], run: list[Piece], cue: int, acts: bool) -> tuple[float, str]:
    """More than one word of a name."""
    one, rest = content[0], content[1:]
    capital = all(p.capital for p in content)
    last = rest[-1]
    surname = both(last.low)[1] or surname_like(last.low)
    particle = len(run) > len(content)
    if one.kind == "first":
        if last.capital or not one.capital:
            return (0.97 if surname or particle else 0.92) if capital else 0.85, "first_and_last"
        return 0.85, "first_and_last"
    if one.kind == "weak":
        if not capital:
            return (
                0.65 if cue or (last.kind == "surname" and one.low in words("names", "capital")) else 0.3
            ), "first_and_last"
        return (
            0.9 if surname or particle else 0.75 if one.low in words("names", "capital") else 0.55
        ), "first_and_last"
    if not capital:
        return 0.0, ""
    if any(p.kind == "first" for p in rest):
        return (0.75 if not one.opens or surname else 0.65), "name_within"
    if particle and surname and run[0].kind == "particle" and run[0].capital and not cue and len(content) > 1:
        return 0.3, "particle_and_surname"  # 'De Blinde Vink' is where one eats
    if particle and surname:
        return 0.85, "particle_and_surname"
    if surname and one.kind == "capital":
        return (0.8 if cue or acts else 0.6), "unknown_and_surname"
    if one.kind in ("surname", "ordinary") and surname:
        return (0.7 if cue or acts else 0.5), "surnames"
    return (0.7 if cue > 1 else 0.55 if cue and acts else 0.3), "capitals"


def _alone(at: Line, one: Piece, run: list[Piece], cue: int, acts: bool, after: Piece | None) -> tuple[float, str]:
    """One word that may be a name, perhaps with particles before it."""
    if _month(at, one):
        return 0.0, ""
    particle = len(run) > 1
    if re.search(r"(?<!\w)(?:een|'n|het|deze|geen|elke|iedere|twee|drie|a|an|per) $", at.before(run[0].start, 8)):
        return 0.3, "article_before"
    if one.kind == "first":
        if one.acronym and len(one.low) < 4:
            return 0.4, "first_name"
        sure = 0.85 if one.capital else 0.7 if len(one.low) > 3 else 0.55
        return min(0.95, sure + 0.1 * bool(cue or acts)), "first_name"
    if one.kind == "weak":
        if one.acronym:
            return 0.3, "weak_name"
        if not one.capital:
            good = one.low in words("names", "capital") and len(one.low) > 2
            if one.low in words("names", "plain") and (acts or cue):
                return 0.6, "weak_name"
            return (0.6 if cue > 1 else 0.5 if good and acts and cue else 0.2), "weak_name"
        if one.low in words("names", "capital"):
            return (0.85 if cue or acts else 0.75 if not one.opens else 0.55), "weak_name"
        between = re.match(r", ", at.text[one.end :]) and at.text[max(0, one.start - 2) : one.start] == ", "
        return (0.75 if cue > 1 else 0.6 if acts or between or (cue and not one.opens) else 0.3), "weak_name"
    if not one.capital:
        return 0.0, ""
    if one.kind in ("surname", "ordinary"):
        strong = one.kind == "surname"
        if particle:
            return (0.75 if cue or acts else 0.5 if strong else 0.45), "particle_and_surname"
        if cue > 1:
            return (0.8 if strong else 0.65), "surname"
        return (0.6 if strong and (acts or (cue and not one.opens)) else 0.4 if strong else 0.2), "surname"
    if particle:
        return (0.6 if cue > 1 or (cue and surname_like(one.low)) else 0.3), "capitals"
    if cue > 1:
        return 0.7, "word_before"
    return (0.5 if cue and acts and not one.opens else 0.25 if cue or acts else 0.0), "capital"


def _month(at: Line, one: Piece) -> bool:
    if one.low not in lexicon("identifiers")["months"]:
        return False
    return bool(
        re.search(r"(?:\d|sinds|eind|begin|half|in|per|tot|vanaf|t/m|medio|en|van|/|-)[ .]?$", at.before(one.start, 8))
    ) or bool(re.match(r"\.? ?'?\d", at.after(one.end, 4)))


def _cue(at: Line, before: Piece | None, first: Piece) -> int:
    """2 when a word that calls for a name stands before it, 1 when a weaker one does, else 0."""
    if before is None:
        return 0
    between = at.text[before.end : first.start]
    if not re.fullmatch(r"[\s:,.;=(\"'-]{1,4}", between):
        return 0
    if _pairs().search(at.before(first.start, 40).rstrip(" :,.\n(")):
        return 2
    low = before.low
    loose = ("." in between and low not in ("gr", "grt", "mvg", "tav", "tnv", "contactpers", "afz", "v")) or (
        "," in between
        and low not in ("groet", "groeten", "groetjes", "gr", "mvg", "grt", "regards", "cheers", "hoi", "hallo", "hi")
    )
    if low in words("names", "strong"):
        return 0 if loose else 2
    if ":" in between and low in words("names", "cues"):
        return 2
    if low in ("is", "heet", "heette", "was") and re.search(
        r"(?:contact\w*|naam|collega|zoon|dochter|partner|echtgenote?|buurman|buurvrouw) (?:is|heet\w*|was)$",
        at.before(before.end, 30),
    ):
        return 2
    return 1 if low in words("names", "cues") and not loose else 0


@cache
def _pairs() -> re.Pattern:
    terms = [re.escape(t).replace(r"\ ", r"[ .]{1,2}") for t in words("names", "pairs")]
    return re.compile(rf"(?<!\w)(?:{'|'.join(terms)})$")
