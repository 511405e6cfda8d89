"""One knowledge of days: what `inspect` shows of a column is what the loader reads, and what is in doubt stays so."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import avgkit
from avgkit import dates, datestyles
from avgkit.casts import typed
from avgkit.declaring import read_value
from avgkit.frames import Engine
from avgkit.schema import tables
from avgkit.sources.content import content

_MONTHS = ["januari", "februari", "maart", "april", "mei", "juni"]
_MONTHS += ["juli", "augustus", "september", "oktober", "november", "december"]
_WEEK = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"]
WRITTEN = {  # the style that a column shows: how a day is written in it
    "yyyy-mm-dd": (lambda d: d.isoformat(), lambda d: f"{d.year}/{d.month:02}/{d.day:02}"),
    "dd-mm-yyyy": (lambda d: f"{d.day:02}-{d.month:02}-{d.year}", lambda d: f"{d.day}.{d.month}.{d.year}"),
    "mm/dd/yyyy": (lambda d: f"{d.month:02}/{d.day:02}/{d.year}",),
    "dd-mm-yy": (lambda d: f"{d.day:02}-{d.month:02}-{d.year % 100:02}",),
    "mm/dd/yy": (lambda d: f"{d.month}/{d.day}/{d.year % 100:02}",),
    "yyyymmdd": (lambda d: f"{d.year}{d.month:02}{d.day:02}",),
    "d mmmm yyyy": (
        lambda d: f"{_WEEK[d.weekday()]} {d.day} {_MONTHS[d.month - 1]} {d.year}",
        lambda d: f"{d.day}e {_MONTHS[d.month - 1]} {d.year}",
        lambda d: f"{d:%B} {d.day}, {d.year}",
        lambda d: f"{d.day:02}-{d:%b}-{d.year}",
    ),
    "excel": (lambda d: str((d - date(1899, 12, 30)).days),),
}
ENGINE = Engine()
TIMES = {"": "00:00:00", " 14:05": "14:05:00", ", 2:05:09 PM": "14:05:09", "T09:30:00": "09:30:00"}
_DAYS = st.dates(date(1930, 1, 1), date(2029, 12, 31))


def loaded(values: list[str]) -> tuple[list, dates.Style]:
    """What the loader makes of a column of texts, in the order of the values, and the style that it found."""
    raw = ENGINE.open_frame([{"d": value} for value in values])
    raw, styles = dates.settled(ENGINE, raw, {"d": "d"})
    moment = typed(tables("crm")["contacts"].columns["last_contact_at"], "d", "VARCHAR")
    found = ENGINE.rows(f"SELECT {moment} FROM {raw} ORDER BY _row")
    ENGINE.run(f"DROP TABLE {raw}")
    return [value for (value,) in found], styles["d"]


def test_every_style_that_inspect_knows_is_tried_here():
    assert set(WRITTEN) == set(datestyles.STYLES)


@pytest.mark.parametrize("style", WRITTEN)
@given(days=st.lists(_DAYS, min_size=1, max_size=6), time=st.sampled_from(list(TIMES)), data=st.data())
@settings(max_examples=15, deadline=None)
def test_the_loader_reads_each_style_that_inspect_shows(style, days, time, data):
    days = [date(1999, 12, 31), *days]  # a day of which the order is plain
    time = "" if style in ("excel", "yyyymmdd") else time
    values = [data.draw(st.sampled_from(WRITTEN[style]))(day) + time for day in days]
    assert content(values).style == style
    found, _ = loaded(values)
    assert [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in found] == [f"{day} {TIMES[time]}" for day in days]


@given(
    st.lists(st.tuples(_DAYS, st.sampled_from(["dd-mm-yyyy", "mm/dd/yyyy", "dd-mm-yy", "mm/dd/yy"])), min_size=1),
    st.integers(0, 1),
)
@settings(max_examples=25, deadline=None)
def test_what_is_in_doubt_for_one_is_in_doubt_for_the_other(written, junk):
    values = [WRITTEN[style][0](day) for day, style in written] + ["weet niet"] * junk
    told = content(values).dates
    found, style = loaded(values)
    assert style.doubtful == told.styles.get(datestyles.AMBIGUOUS, 0)
    assert sum(moment is not None for moment in found) == told.days - style.doubtful


@pytest.mark.parametrize(
    ("column", "doubtful"),
    [
        (["03-04-2024", "31-12-24"], 0),  # years of two and four figures show one order
        (["03-04-2024", "04-05-2024"], 2),
        (["03-04-2024", "31-12-2023", "12/31/2023"], 1),
        (["05-05-2024"], 0),
    ],
)
def test_a_value_is_in_doubt_only_where_no_other_shows_its_order(column, doubtful):
    assert loaded(column)[1].doubtful == doubtful == content(column).dates.styles.get("ambiguous", 0)


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31", "31-12-1899", "01-01-2024 25:00", "3 mei 2024 13:05 PM"])
def test_a_filler_or_an_hour_that_is_none_is_no_day_for_either(value):
    assert datestyles.reading(value) == {} and content([value]).style == ""
    assert loaded([value])[0] == [None]


@pytest.mark.parametrize(
    ("value", "moment"),
    [("45000", "2023-03-15 00:00:00"), ("45000,5", "2023-03-15 12:00:00"), ("12. 03. 2024", None), ("46082x", None)],
)
def test_numbers_are_days_of_a_spreadsheet_only_in_a_column_of_nothing_else(value, moment):
    assert str(loaded([value])[0][0] or None) == str(moment)
    assert loaded([value, "geen"])[0] == [None, None] and content([value, "geen"]).serials.days == 0


def test_words_as_people_write_them_reach_the_table_of_contacts(tmp_path):
    said = ["maandag 3 maart 2025", "3e mei 2024", "2024/03/01", "31-12-99", "?"]
    text = "id;created_at\n" + "".join(f"c{n};{value}\n" for n, value in enumerate(said))
    (tmp_path / "contacts.csv").write_text(text, encoding="utf-8")
    crm = avgkit.load_crm(tmp_path)
    found = list(crm.frame("contacts", columns=["created_at"]).created_at.astype(str).str[:10].fillna(""))
    assert found == ["2025-03-03", "2024-05-03", "2024-03-01", "1999-12-31", ""]
    assert crm.sources[0].values_unread == {"created_at": 1}
    column = tables("crm")["contacts"].columns["created_at"]
    # What somebody declares has its year first, so that it can be read one way; an export is as it is.
    assert [str(read_value(column, value, "x", []))[:10] for value in said] == [
        "None",
        "None",
        found[2],
        "None",
        "None",
    ]


# ---------------------------------------------------------------- years of two figures
TODAY = date.today()
NEXT = TODAY.year + 1  # a year of two figures that is still to come


def exported(tmp_path, head: str, values: list[str], **page) -> list:
    """The column of contacts that an export with these values gives."""
    lines = [f"Klantnummer,Achternaam,E-mail,{head}", *(f"{n},Bos,p{n}@mail.example,{v}" for n, v in enumerate(values))]
    (tmp_path / "export.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    crm = avgkit.load_crm(tmp_path / "export.csv", **page)
    column = {"Geboortedatum": "birth_date", "Aangemaakt op": "created_at"}[head]
    return [str(day)[:10] for (day,) in crm.engine.rows(f"SELECT {column} FROM {crm.stored('contacts')} ORDER BY id")]


@pytest.mark.parametrize(
    ("said", "year"),
    [
        ("67", 1967),
        ("99", 1999),
        ("01", 2001),
        (f"{NEXT % 100:02}", NEXT - 100),
        (f"{TODAY.year % 100:02}", TODAY.year),
    ],
)
def test_a_birth_is_never_to_come_where_a_year_has_two_figures(tmp_path, said, year):
    values = ["31-12-80", f"01-01-{said}"]  # 31 shows that the day stands first
    assert exported(tmp_path, "Geboortedatum", values) == ["1980-12-31", f"{year}-01-01"]


def test_tomorrow_is_a_birth_of_a_century_ago_and_today_is_one_of_today(tmp_path):
    days = [TODAY, TODAY + timedelta(days=1)]
    found = exported(tmp_path, "Geboortedatum", ["31-12-80", *(f"{day:%d-%m-%y}" for day in days)])
    assert found[1:] == [str(TODAY), str(days[1].replace(year=days[1].year - 100))]


def test_a_record_may_have_been_made_in_a_year_to_come_and_a_whole_year_is_what_it_is(tmp_path):
    assert exported(tmp_path, "Aangemaakt op", ["31-12-80", "01-01-29"])[1] == "2029-01-01"
    assert exported(tmp_path, "Geboortedatum", ["31-12-1980", f"01-01-{NEXT}"])[1] == f"{NEXT}-01-01"


@pytest.mark.parametrize(("name", "year"), [("birth_date", 1967), ("created_at", 2067)])
def test_the_pattern_of_a_page_means_the_same(name, year):
    value = typed(tables("crm")["contacts"].columns[name], "'12-03-67'", "VARCHAR", ("%d-%m-%Y %H:%M", "%d-%m-%y"))
    assert str(ENGINE.rows(f"SELECT {value}")[0][0])[:10] == f"{year}-03-12"


def test_a_loose_file_tells_a_birth_in_two_figures_as_well():
    from avgkit.recognisers.forms import day

    assert [day("12-03-67"), day("1/1/01"), day(f"1-1-{NEXT % 100:02}")] == [
        *("1967-03-12", "2001-01-01"),
        f"{NEXT - 100}-01-01",
    ]
    assert [day("12-03-670"), day("67-03-12"), day("32-13-67")] == ["", "", ""]
    assert day("12-13-67") == "1967-12-13"  # there is one way to read it
