"""The tables of the lessons on rights, the register and the DPIA: what they say is what the law and the checks say."""

from datetime import date
from functools import cache

import pytest

import avgkit
from avgkit import texts
from avgkit.lessons import tables_impact, tables_register, tables_rights
from avgkit.themes import find

LANGUAGES = ("nl", "en")


@cache
def law(on: str = "2026-11-23"):
    return avgkit.load_law(on=on)


@cache
def firm():
    return avgkit.generate_crm(people=300, seed=2)


def rows(page, place: int = 0):
    return page.blocks[place].rows


@pytest.mark.parametrize("on", ["2026-11-23", "2026-03-31", "2025-06-10"])
def test_the_inbox_counts_to_the_day_of_the_law(on):
    """The last day lies behind exactly those requests that are said to be late."""
    page = tables_rights.inbox(law(on), "en")
    table, lasts = page.blocks[0], []
    for row in table.rows:
        last = next(day for day in days_around(on) if texts.day(day, "en") == row[4])
        assert ("late" in row[5]) == (last < date.fromisoformat(on))
        lasts.append(last)
    assert min(lasts) < date.fromisoformat(on) < max(lasts), "some are late and some are not"
    # Received on the same day: an extension without its reason does not count.
    same = [row for row in table.rows if row[3] == "announced"]
    assert len({row[2] for row in same}) == 1 and len({row[4] for row in same}) == 2


def days_around(on: str):
    middle = date.fromisoformat(on).toordinal()
    return [date.fromordinal(middle + n) for n in range(-120, 121)]


def test_last_days_move_to_shorter_months_and_working_days():
    """Day of receipt -> last day, from the examples of the Regulation and a calendar of 2026 on paper."""
    told = {row[0]: row[1] for row in rows(tables_rights.last_days(law(), "en"))}
    assert told["10 June 2026"] == "10 July 2026"
    assert told["31 August 2026"] == "30 September 2026"
    assert told["5 March 2026"] == "7 April 2026"  # 5 and 6 April are Easter
    assert told["23 April 2026"] == "26 May 2026"  # a Saturday, Sunday, and Whit Monday


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_reads_in_both_languages(lang):
    given = (firm().crm, firm().policy, law(), lang)
    pages = [
        tables_rights.terms(law(), ["answer", "refusal", "petition", "notice", "consultation", "extension_told"], lang),
        *(made(law(), lang) for made in (tables_rights.grounds, tables_rights.last_days, tables_rights.inbox)),
        *(tables_register.parts(law(), lang, role) for role in ("controller", "processor")),
        *(made(law(), lang) for made in (tables_register.limit, tables_register.notices, tables_register.blueprint)),
        *(getattr(tables_impact, name)(law(), lang) for name in ("criteria", "always", "ap_list", "parts")),
        tables_register.drift(*given),
        tables_impact.activities(*given),
    ]
    for page in pages:
        assert rows(page) and "{" not in repr(page) and "None" not in repr(page)
        assert all(cell for row in rows(page) for cell in row), repr(page)


def test_drift_counts_what_the_check_finds():
    verdict = find("data-not-in-register").verdict(firm().crm, firm().policy, law()).collect("pyarrow")
    table, missing = tables_register.drift(firm().crm, firm().policy, law(), "nl").blocks
    wrong = [row for row in verdict.rows(named=True) if row["violates"]]
    assert len(missing) == len(wrong) == sum(int(row[2]) for row in table.rows)
    assert sum(int(row[1]) for row in table.rows) == len(verdict)


def test_what_is_ours_is_not_told_as_law():
    """What article 30 does not ask carries no article."""
    table = tables_register.parts(law(), "nl").blocks[0]
    ours = [row for row in table.rows if not row[2].startswith("AVG")]
    assert len(ours) == len(law().entries("register", "useful")) and {row[1] for row in ours} == {
        texts.say("lesson_register.useful", "nl")
    }
