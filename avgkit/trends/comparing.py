"""Two runs compared, check by check and theme by theme: what is better or worse, and what cannot be compared and why.

Every word has a counterpart: what is better from one run to another is worse from that one back.
"""

from dataclasses import dataclass

from ..themes import checks
from .runs import Judged, Run

# The words for a check, from bad to good to what tells nothing about the organisation.
WORDS = (
    "new",
    "worse",
    "same",
    "better",
    "solved",
    "unclear",
    "law",
    "not_comparable",
    "begun",
    "stopped",
    "not_judged",
)
UP, DOWN = ("new", "worse"), ("better", "solved")
COMPARED = ("new", "worse", "same", "better", "solved", "unclear")
# A table that has less than half its rows, or more than twice, is another table. Not of so few that this is chance.
OTHER, FEW = 2, 50


@dataclass(frozen=True)
class Change:
    """One check then and now. `fresh` and `gone`: records found now and not then, and the other way; `lost`: found then
    and now unknown; `shown`: unknown then and found now. None where it was not kept which records they were."""

    check: str
    theme: str
    word: str
    why: str
    before: Judged | None
    now: Judged | None
    fresh: int | None = None
    gone: int | None = None
    lost: int = 0
    shown: int = 0


@dataclass(frozen=True)
class ThemeChange:
    """The checks of a theme together: one word, and how many of its checks could be compared."""

    theme: str
    word: str
    compared: int
    of: int


def compare(before: Run, now: Run) -> list[Change]:
    """The change of every check of either run, in the order of the later one."""
    rules = {check.id: check for check in checks()}
    names = dict.fromkeys([*now.checks, *before.checks])
    return [_change(name, rules.get(name), before, now) for name in names]


def themes(changes: list[Change]) -> list[ThemeChange]:
    """The change of every theme: mixed where one check is better and another worse."""
    found = []
    for theme in dict.fromkeys(change.theme for change in changes):
        own = [change for change in changes if change.theme == theme]
        able = [change for change in own if change.word in COMPARED]
        found.append(ThemeChange(theme, _together(able, own), len(able), len(own)))
    return found


def _change(name: str, rule, before: Run, now: Run) -> Change:
    then, here = before.checks.get(name), now.checks.get(name)
    theme = (here or then).theme
    if not (then and then.judged) or not (here and here.judged):
        word, why = _one_sided(then, here)
        # Who was not judged then has nothing to compare with: each of its findings is one that the other had not.
        return Change(name, theme, word, why, then, here, *_sides(then, here))
    fresh, gone, lost, shown = _records(then, here, before.salt == now.salt)
    about = (then, here, fresh, gone, lost, shown)
    if why := _other_inputs(rule, before, now):
        return Change(name, theme, "not_comparable", why, *about)
    if then.law != here.law:
        return Change(name, theme, "law", "", *about)
    return Change(name, theme, _word(then.violations, here.violations, lost, shown), "", *about)


def _one_sided(then: Judged | None, here: Judged | None) -> tuple[str, str]:
    """The word for a check that was judged in one of two runs, or in neither, and why not in the other."""
    if then and then.judged:
        return "stopped", _idle(here)
    if here and here.judged:
        return "begun", _idle(then)
    return "not_judged", _idle(here or then)


def _idle(one: Judged | None) -> str:
    """Why a check judged nothing: it was not asked, a table was missing, it failed, or there was nothing to judge."""
    return {None: "not_asked", "not run": "no_table", "failed": "failed", "done": "empty"}[one.status if one else None]


def _sides(then: Judged | None, here: Judged | None) -> tuple[int, int]:
    """Findings now and then of a check that judged in one of the two."""
    return (here.violations if here and here.judged else 0, then.violations if then and then.judged else 0)


def _records(then: Judged, here: Judged, alike: bool) -> tuple[int | None, int | None, int, int]:
    """fresh, gone, lost and shown: counted where both runs kept which records they found, else by numbers alone."""
    if alike and None not in (then.found, then.doubt, here.found, here.doubt):
        lost, shown = len(then.found & here.doubt), len(here.found & then.doubt)
        return len(here.found - then.found), len(then.found - here.found - here.doubt), lost, shown
    more = here.unknown - then.unknown
    return None, None, max(more, 0), max(-more, 0)


def _word(then: int, here: int, lost: int, shown: int) -> str:
    """Better only when it is so whatever the records turn out to be of which nothing can be told any more."""
    if then == here:
        return "same"
    if here + lost < then:
        return "solved" if not here + lost else "better"
    if then + shown < here:
        return "new" if not then + shown else "worse"
    return "unclear"


def _other_inputs(rule, before: Run, now: Run) -> str:
    """Why the inputs of a check were not the same kind of thing in both runs; empty when they were."""
    read = {""} | (
        {need.split(".")[1] for need in rule.needs} | {fact.split(".")[0] for fact in rule.facts} if rule else set()
    )
    pairs = [(before.tables.get(name), now.tables.get(name)) for name in read]
    if any((then is None) != (here is None) for then, here in pairs if name_of(then, here)):
        return "tables"
    both = [(then or (0, 0), here or (0, 0)) for then, here in pairs]
    if any(then[1] != here[1] for then, here in both):
        return "unread"
    sizes = [sorted((then[0], here[0])) for then, here in both]
    return "rows" if any(most >= FEW and most > OTHER * least for least, most in sizes) else ""


def name_of(then: tuple | None, here: tuple | None) -> bool:
    """Whether a table holds anything in one of two runs; a file of no table that could not be read holds no rows."""
    return bool((then or here or (0, 0))[0])


def _together(able: list[Change], own: list[Change]) -> str:
    """One word for the checks of a theme that could be compared."""
    if not able:
        words = {change.word for change in own}
        return words.pop() if len(words) == 1 else "not_comparable"
    words = {change.word for change in able}
    up, down = words & set(UP), words & set(DOWN)
    if up and down:
        return "mixed"
    if up:
        return "new" if not any(change.before.violations for change in able) else "worse"
    if down:
        return "solved" if not any(change.now.violations for change in able) else "better"
    return "unclear" if "unclear" in words else "same"
