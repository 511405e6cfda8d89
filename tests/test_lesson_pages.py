"""The start page, the exploring lesson, the closing page and the lesson on one's own data: what their tables say."""

import tomllib
from pathlib import Path

import pytest

import avgkit
from avgkit import exercises
from avgkit.lessons import metadata, tables_explore, tables_own_data, tables_start
from avgkit.paths import NOTEBOOKS
from avgkit.sources import open_inputs
from avgkit.themes import find

LANGUAGES = ("nl", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_of_lessons_is_that_of_the_notebooks(lang):
    """A link for each lesson but the start page, to a file that is there, with the minutes of its own head."""
    page = tables_start.overview(lang)
    table, html = page.blocks[0], page._repr_html_()
    shown = [lesson for lesson in metadata.lessons() if lesson.stem != "start"]
    assert len(table.rows) == len(shown) > 1
    for row, lesson in zip(table.rows, shown, strict=True):
        assert lesson.title[lang].startswith(row[0]) and row[2] == str(lesson.teach_min + lesson.practice_min)
        assert f'<a href="{lesson.stem}.ipynb">' in html and (NOTEBOOKS / lang / f"{lesson.stem}.ipynb").is_file()
    assert html.count("<a ") == len(shown)


def test_what_fits_your_work_names_lessons_that_are_there():
    stems = {path.stem for path in (NOTEBOOKS / "source").glob("*.py")}
    assert {stem for named in tables_start.ROLES.values() for stem in named} <= stems
    rows = tables_start.roles("nl").blocks[0].rows
    minutes = {lesson.stem: lesson.total for lesson in metadata.lessons()}
    assert [int(row[2]) for row in rows] == [
        sum(minutes[stem] for stem in named) for named in tables_start.ROLES.values()
    ]


def test_no_lessons_is_said(monkeypatch):
    monkeypatch.setattr(tables_start, "lessons", lambda: ())
    assert repr(tables_start.overview("nl")) and not tables_start.roles("en").blocks[0].rows[0][1]


def people(*facts) -> avgkit.Crm:
    """A CRM of these people: place, postcode and date of birth."""
    rows = [
        {"id": f"C{n}", "kind": kind, "city": city, "postal_code": code, "birth_date": born}
        for n, (kind, city, code, born) in enumerate(facts)
    ]
    return avgkit.Crm.of({"contacts": rows})


def test_who_is_the_only_one():
    """Everybody shares a place; one has a year of birth of their own; organisations and gaps do not count."""
    same = [("natural", "Ede", "6711 AA", f"1980-01-{day:02}") for day in range(1, 8)]
    alike = [("natural", "Ede", "6711 AB", "1980-01-01")]
    other = [
        ("natural", "Ede", "6711 AC", "1955-03-03"),
        ("natural", "Ede", None, None),
        ("legal", "Urk", "8321 AA", None),
    ]
    rows = dict(tables_explore.alone(people(*same, *alike, *other), "en").blocks[0].rows)
    assert rows["place"].startswith("0 of 10") and rows["digits of the postcode"].startswith("0 of 9")
    assert rows["digits of the postcode + year of birth"] == "fewer than 5, of 9"
    assert rows["date of birth"].startswith("7 of 9")  # 2 to 7 January, and 3 March


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_table_of_a_crm_is_explained(lang):
    crm, _ = open_inputs()
    rows = tables_explore.holdings(crm, lang).blocks[0].rows
    assert len(rows) == len(crm.tables) and all(len(row[1]) > 15 for row in rows)
    assert rows[0][2] == str(crm.count("contacts"))


def test_what_was_not_read_is_told_first(tmp_path):
    text = "id,category,customer_since,shoe_size\nC1,customer,2024-02-30,42\nC2,customer,2024-02-03,43\n"
    (tmp_path / "contacts.csv").write_text(text, encoding="utf-8")
    crm, policy = open_inputs(tmp_path)
    page = tables_own_data.inputs(crm, policy, "en")
    row = next(row for row in page.blocks[0].rows if row[0] == "contacts.csv")
    assert row[2:] == ("2", "0", "1", "shoe_size")
    assert "Not everything was read" in repr(page)
    assert "Everything was read." in repr(tables_own_data.inputs(*open_inputs(), "en"))


def test_the_columns_of_a_sample_list_and_their_meaning():
    for lang, words in (("nl", "geboortedatum"), ("en", "date of birth")):
        rows = {row[0]: row[1:] for row in tables_own_data.columns(lang).blocks[0].rows}
        assert rows["Geb.dat."][0] == words and rows["Omzet 2025"][1] == "–" and len(rows) == 20


def test_what_could_not_be_judged_is_told_with_the_reason(tmp_path):
    (tmp_path / "contacts.csv").write_text("id,category\nC1,customer\n", encoding="utf-8")
    scan = avgkit.scan(*open_inputs(tmp_path), on="2026-11-23")
    idle, *_ = tables_own_data.unjudged(scan, "en").blocks
    assert dict(idle.rows).keys() >= {find("message-without-consent").words("title", "en")}
    assert all(reason for _, reason in idle.rows)


def test_eight_concepts_each_with_its_own_check():
    with open(Path(exercises.__file__).parent / "quiz.toml", "rb") as file:
        concepts = tomllib.load(file)["concept"]
    assert len({one["id"] for one in concepts}) == len({one["check"] for one in concepts}) == len(concepts) == 8
    for one in concepts:
        assert find(one["check"]).exercise
        for lang in LANGUAGES:
            assert "?" in one[lang]["question"] and len(one[lang]["title"].split()) <= 6


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A place for progress of our own."""
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path))


def test_of_ones_own_records_no_number_is_kept(home):
    from avgkit import lessons

    s = lessons.start("own-data", lang="nl", on="2026-11-23", learner="zon-42")
    s.use(*open_inputs())
    q = s.mark("consent-without-proof")
    assert q.check(q.answer()).state == "right"
    assert q.answer() and not any(record.key in s.kept().text for record in q.records)
    assert s.standing(s.lesson)["done"] == 1
    s.use(*open_inputs(), answers=True)
    q = s.mark("consent-without-proof")
    q.check(q.answer())
    assert all(key in s.kept().text for key in q.answer())


def test_the_learning_gain_appears_when_the_closing_quiz_is_marked(home):
    pytest.importorskip("ipywidgets")
    from avgkit import lessons
    from avgkit.lessons.following import follow

    first = lessons.start("start", lang="nl", on="2026-11-23", learner="zon-42").quiz("start")
    first.check(dict.fromkeys(first.answer(), "dont_know"))
    s = lessons.start("closing", lang="nl", on="2026-11-23", learner="zon-42")
    q = s.quiz("closing")
    shown = follow(q, s.gain)
    before = shown.value
    assert "<table" not in before
    q.check(q.answer())
    assert shown.value != before and "0 van 8" in shown.value and "8 van 8" in shown.value
    assert repr(shown) == repr(s.gain())
