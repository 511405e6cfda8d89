"""The explorers: the same numbers as a count by hand, the check's own verdict, nothing about few people, no names."""

import re
import time
from datetime import date
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

import avgkit
from avgkit import charts, schema, texts
from avgkit.errors import AvgkitError
from avgkit.exercises import Table
from avgkit.lessons import explorers, exploring, figure
from avgkit.lessons.figures import Figure

LANGUAGES = ("nl", "en")
NAMES = ("contacts", "fields", "terms", "access", "messages")


@pytest.fixture(scope="module")
def s():
    """What a session gives: the practice firm and the law of a day."""
    made = avgkit.generate_crm(people=3000, seed=1, flaws="practice")
    return SimpleNamespace(crm=made.crm, policy=made.policy, law=avgkit.load_law(on="2026-11-23"), lang="nl")


@pytest.fixture(scope="module")
def people(s):
    """The contacts as a pandas frame, to count by hand."""
    columns = ["id", "category", "kind", "country", "created_at", "last_contact_at", "hold"]
    frame = s.crm.frame("contacts", columns)
    return frame.assign(year=frame["created_at"].dt.year)


def table(page, number: int = 0) -> Table:
    return [block for block in page.blocks if isinstance(block, Table)][number]


def cells(page, number: int = 0) -> dict[str, str]:
    """First and second cell of each row."""
    return {row[0]: row[1] for row in table(page, number).rows}


# ---------------------------------------------------------------- contacts
def test_contacts_are_counted_as_by_hand(s, people):
    shown = cells(explorers.explore_contacts(s, by="category"))
    counted = {texts.word(key, "nl"): texts.number(n, "nl") for key, n in people["category"].value_counts().items()}
    assert shown == counted
    some_of = people[(people["category"] == "customer") & (people["kind"] == "natural")]
    page = explorers.explore_contacts(s, by="year", category="customer", kind="natural")
    by_year = some_of["year"].value_counts().sort_index()
    assert cells(page) == {str(int(y)): texts.number(n, "nl") if n >= 5 else "minder dan 5" for y, n in by_year.items()}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=some.data())
def test_no_choice_tells_about_fewer_than_five_people(s, people, data):
    """Not in a row, not by what is missing from the total, not in the drawing or its description."""
    choices = {"by": data.draw(some.sampled_from(exploring.BY))}
    kept = people
    for column in exploring.BY:
        value = data.draw(some.sampled_from([None, *exploring.groups(s.crm, column)]))
        choices[column] = value
        kept = kept if value is None else kept[kept[column] == value]
    page = explorers.answer(s, "contacts", choices)
    sizes = kept[choices["by"]].value_counts()
    small, shown = sizes[sizes < 5], cells(page)
    assert len(shown) == len(sizes) and list(shown.values()).count("minder dan 5") == len(small)
    assert not any(value in {"1", "2", "3", "4"} for value in shown.values())
    told = set(re.findall(r"\d[\d.]*", page.blocks[0]))
    if len(small):
        hidden = texts.number(len(kept), "nl") not in told - {"3.000"}
        assert hidden and ("totaal" in page.blocks[0] or sizes.max() < 5)
    elif len(kept):
        assert texts.number(len(kept), "nl") in told
    drawn = re.findall(r">([^<>]+)</text>", table(page).chart.svg)
    assert not {"1", "2", "3", "4"} & set(drawn)


# ---------------------------------------------------------------- fields
def test_fields_say_how_often_they_are_filled_and_what_the_check_finds(s):
    page = explorers.explore_fields(s, table="contacts")
    frame = s.crm.frame("contacts")
    rows = {row[0]: row for row in table(page).rows}
    meaning = schema.tables("crm")["contacts"].columns["bsn"].meaning["nl"].split(" (")[0]
    filled = int(frame["bsn"].notna().sum())
    assert rows[meaning][1:3] == (texts.number(filled, "nl"), texts.percent(filled, 3000, "nl"))
    verdict = avgkit.scan(s.crm, s.policy, on="2026-11-23", themes=["minimisation"])
    found = next(r for r in verdict.results if r.check == "field-without-purpose").violations
    every = [explorers.explore_fields(s, table=name, without_purpose=True) for name in _tables(s)]
    listed = [row for one in every for block in one.blocks if isinstance(block, Table) for row in block.rows]
    assert len([row for row in listed if row[3] == "▲ geen doel"]) == found > 0
    assert not any(row[3] == "● klopt" for row in listed)


def _tables(s) -> list[str]:
    from avgkit.themes import find

    rows = find("field-without-purpose").verdict(s.crm, s.policy, s.law).collect("pyarrow").rows(named=True)
    assert {row["key"].partition("/")[0] for row in rows} >= set(exploring.tables(rows))
    return exploring.tables(rows)


# ---------------------------------------------------------------- terms
def late(page) -> str:
    """How many were kept too long, as the page says it."""
    return re.search(r"te lang bewaard: (\d[\d.]*\d|\d|minder dan 5)", page.blocks[0][0])[1].replace(".", "")


def test_the_period_of_now_gives_what_the_scan_finds(s):
    """All categories together have the findings of the scan; a category with few of them hides at most four."""
    scan = avgkit.scan(s.crm, s.policy, on="2026-11-23", themes=["retention"])
    found = next(r for r in scan.results if r.check == "retention-overdue").violations
    said = [late(explorers.explore_terms(s, category=name)) for name in exploring.categories(s.crm, s.policy)]
    few = said.count("minder dan 5")
    told = sum(int(number) for number in said if number.isdigit())
    assert told + few <= found <= told + 4 * few and told > 0


def test_another_period_is_judged_by_the_same_check(s, people):
    """Counted by hand for prospects, whose period starts with the last contact: whole calendar months after it."""
    from dateutil.relativedelta import relativedelta

    one = people[(people["category"] == "prospect") & people["last_contact_at"].notna() & (people["hold"] != True)]  # noqa: E712
    ends = [day.date() + relativedelta(months=12) for day in one["last_contact_at"]]
    page = explorers.explore_terms(s, category="prospect", months=12)
    assert int(late(page)) == sum(end < date(2026, 11, 23) for end in ends) > 20
    assert sum(int(n.replace(".", "")) for n in cells(page).values()) == int(late(page))


def test_a_longer_period_never_makes_more_overdue_and_the_policy_stays_as_it_is(s):
    before = [dict(row) for row in s.policy.rows("retention")]
    counts = []
    for months in (1, 6, 12, 24, 60):
        said = explorers.explore_terms(s, category="former", months=months).blocks[0][0]
        counts.append(int(re.search(r"te lang bewaard: (\d+)", said.replace("minder dan 5", "4"))[1]))
    assert counts == sorted(counts, reverse=True) and counts[0] > counts[-1]
    assert s.policy.rows("retention") == before


@given(some.dictionaries(some.integers(2005, 2026), some.integers(1, 40), min_size=1))
def test_years_with_few_people_stand_together(years):
    joined = exploring._together(years)
    assert sum(count for _, count in joined) == sum(years.values())
    assert all(count >= 5 for _, count in joined) or len(joined) == 1
    named = [tuple(map(int, label.split("–"))) for label, _ in joined]
    assert named[0][0] == min(years) and named[-1][-1] == max(years)


# ---------------------------------------------------------------- access and messages
def test_access_shows_the_matrix_and_what_goes_beyond_it(s):
    page = explorers.explore_access(s, action="export", roles=["marketing", "sales"])
    rows = {row[0]: row[1:] for row in table(page).rows}
    said = {(r["role"], r["category"]) for r in s.policy.rows("matrix") if r["action"] == "export"}
    users = s.crm.frame("users", ["id", "role"]).set_index("id")["role"]
    given = {
        (users.get(g.user), g.category)
        for g in s.crm.frame("grants", ["user", "category", "action"]).itertuples()
        if g.action == "export"
    }
    for place, role in enumerate(("marketing", "sales")):
        for category in {c for _, c in said | given}:
            cell = rows.get(texts.word(category, "nl"), ("nee", "nee"))[place]
            beyond = (role, category) in given and (role, category) not in said
            assert cell == ("▲ kan, maar mag niet" if beyond else "● mag" if (role, category) in said else "nee")
    assert any("kan, maar mag niet" in cell for row in rows.values() for cell in row), "or there is nothing to learn"


def test_messages_are_counted_as_by_hand(s):
    sent = s.crm.frame("messages", ["channel", "kind", "sent_at"]).dropna(subset=["sent_at"])
    page = explorers.explore_messages(s, channels=["email", "fax"], period="quarter", marketing=True)
    assert len(table(page).rows) == 12, "three years of quarters, no more"
    for label, *numbers in table(page).rows:
        year, part = re.fullmatch(r"(\d{4}), kwartaal (\d)", label).groups()
        when = sent[(sent["sent_at"].dt.year == int(year)) & (sent["sent_at"].dt.quarter == int(part))]
        when = when[(when["kind"] == "marketing") & (when["sent_at"] <= "2026-11-23 23:59:59")]
        for channel, shown in zip(("email", "fax"), numbers, strict=True):
            count = int((when["channel"] == channel).sum())
            assert shown == ("minder dan 5" if 0 < count < 5 else texts.number(count, "nl"))
        total = sum(n for n in when[when["channel"].isin(["email", "fax"])]["channel"].value_counts() if n >= 5)
        assert cells(page, 1)[label] == texts.number(total, "nl")


# ---------------------------------------------------------------- all of them
@pytest.mark.parametrize(
    ("name", "choices", "said"),
    [
        ("contacts", {"by": "name"}, "name"),
        ("fields", {"table": "contcts"}, "contacts"),
        ("terms", {"category": "prospct"}, "prospect"),
        ("terms", {"category": "prospect", "months": -1}, "600"),
        ("terms", {"category": "prospect", "months": 1.5}, "600"),
        ("access", {"action": "steal"}, "steal"),
        ("access", {"roles": ["boss"]}, "boss"),
        ("messages", {"channels": ["pigeon"]}, "pigeon"),
        ("messages", {"period": "day"}, "day"),
    ],
)
def test_a_choice_that_is_not_there_is_named(s, name, choices, said):
    with pytest.raises(AvgkitError, match=said):
        explorers.answer(s, name, choices)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_nothing_personal_is_shown_and_every_word_is_of_that_language(s, name, lang):
    there = SimpleNamespace(crm=s.crm, policy=s.policy, law=s.law, lang=lang)
    page = explorers.answer(there, name, {})
    shown = f"{page!r} {page._repr_html_()}"
    secret = s.crm.frame("contacts", ["last_name", "email", "phone", "postal_code"]).head(400)
    # A short name may be a word too.
    values = {v for column in secret for v in secret[column].dropna() if len(str(v)) > 6}
    assert not [value for value in values if value in shown]
    assert len(values) > 300 and not re.search(r"\{\w+\}", shown)
    other = "minder dan" if lang == "en" else "fewer than"
    assert other not in shown and f'lang="{lang}"' in shown


@pytest.mark.parametrize("name", NAMES)
def test_the_controls_answer_as_the_function_does_and_fast(s, name):
    """Each control changed in turn: the page under it is that of the same choices, within three tenths of a second."""
    import ipywidgets as widgets

    box = explorers.drawn(s, name)
    allowed = (widgets.Dropdown, widgets.SelectMultiple, widgets.Checkbox, widgets.BoundedIntText)
    for key, control in box.fields.items():
        assert isinstance(control, allowed) and control.description and control.style.description_width == "initial"
        before = control.value
        if isinstance(control, widgets.Checkbox):
            after = True
        elif isinstance(control, widgets.BoundedIntText):
            after = 9
        else:
            values = [value for _, value in control.options]
            after = values[-1:] if isinstance(control, widgets.SelectMultiple) else values[-1]
        begun = time.process_time()  # the machine may be busy with something else
        control.value = after
        took = time.process_time() - begun
        assert control.value != before and took < 0.3, (key, took)
        choices = {k: list(c.value) if isinstance(c.value, tuple) else c.value for k, c in box.fields.items()}
        assert explorers.answer(s, name, choices)._repr_html_() in box.answer.value
        assert 'aria-live="polite"' in box.answer.value
    box.close()


def test_a_wrong_choice_is_told_in_place(s):
    box = explorers.drawn(s, "access")
    box.fields["roles"].value = ()
    assert "<table" in box.answer.value, "no role chosen: the first ones are shown"


# ---------------------------------------------------------------- figures
@pytest.mark.parametrize("lang", LANGUAGES)
def test_before_and_after_are_told_in_the_picture_its_text_and_its_table(lang):
    chart = charts.before_after([("Te <lang>", 312, 41), ("Doel", 7, 7), ("Rol", 0, 1200)], "Wat de scan vindt", lang)
    changes = [row[3] for row in chart.rows]
    assert changes == ["−271", "0", "+1.200" if lang == "nl" else "+1,200"]
    assert chart.rows[0][:3] == ("Te <lang>", "312", "41")
    for number in ("312", "41", "7", "0"):
        assert f">{number}</text>" in chart.svg and number in chart.alt
    shown = figure(chart, lang)
    html = shown._repr_html_()
    assert "<lang>" not in html and "Te &lt;lang&gt;" in html
    assert html.index("<figure>") < html.index("<img") < html.index("<figcaption>") < html.index("<details>")
    assert re.search(r'alt="[^"]+312[^"]+41', html) and html.count("<tr>") == 4
    assert "312" in str(shown) and "<" not in str(shown).replace("<lang>", ""), "in a terminal the table"


def test_bars_keep_their_order_and_their_measure():
    chart = charts.bars([("a", 100), ("b", 50), ("c", None), ("d", 0)], "Aantallen", "nl", "groep")
    assert chart.rows == [("a", "100"), ("b", "50"), ("c", "minder dan 5"), ("d", "0")]
    widths = [float(x2) - float(x1) for x1, x2 in re.findall(r'd="M ([\d.]+) [\d.]+\s*L ([\d.]+) ', chart.svg)]
    long = sorted(width for width in widths if width > 20 and width < 370)
    assert long[-1] / long[-2] == pytest.approx(2, rel=0.02), "twice as many, twice as long"
    assert isinstance(figure(chart, "nl").blocks[0], Figure)


def test_nothing_to_draw_is_said():
    for chart in (charts.bars([], "Leeg", "nl"), charts.before_after([], "Leeg", "nl")):
        assert "niets" in chart.alt and chart.rows == []
    assert "kleiner dan 5" in charts.bars([("a", None)], "Klein", "nl").alt
