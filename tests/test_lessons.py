"""The lessons: both languages from one source, each notebook as built, and nothing given away to the learner."""

import json
import re

import pytest

import avgkit
from avgkit.lessons import build
from avgkit.lessons.metadata import lesson, lessons
from avgkit.lessons.sources import EXERCISE, HIDDEN, read
from avgkit.paths import NOTEBOOKS

SOURCES = {path.stem: read(path) for path in sorted((NOTEBOOKS / "source").glob("*.py"))}
NAMES = [stem for stem, source in SOURCES.items() if not source.for_trainer]
LANGUAGES = ("nl", "en")
_ARTICLE = re.compile(r"\b(?:AVG|GDPR|UAVG|Tw) \d+(?:\.\d+)?[a-z]?(?:\(\w+\))*")


def notebook(name: str, lang: str) -> dict:
    """A built notebook; `lang` is its folder."""
    return json.loads((NOTEBOOKS / lang / f"{name}.ipynb").read_text(encoding="utf-8"))


def source(cell: dict) -> str:
    return "".join(cell["source"])


def test_the_notebooks_are_as_built(capsys):
    assert build.main(["--check"]) == 0, capsys.readouterr().err


def test_every_built_notebook_has_a_source():
    for lang in LANGUAGES:
        assert sorted(p.stem for p in (NOTEBOOKS / lang).glob("*.ipynb")) == NAMES
        assert sorted(p.stem for p in (NOTEBOOKS / "trainer" / lang).glob("*.ipynb")) == sorted(SOURCES)


def test_the_package_knows_the_lessons_from_their_notebooks():
    """What the timetable and the sessions read is what the sources say, in the order of the lessons."""
    assert [one.stem for one in lessons()] == sorted(NAMES, key=lambda name: SOURCES[name].head["order"])
    for name in NAMES:
        assert lesson(name) == SOURCES[name].lesson and lesson(name).title == SOURCES[name].head["title"]


@pytest.mark.parametrize("name", NAMES)
def test_nl_and_en_are_twins(name):
    """Same cells, ids, tags and code; only the text and the one line that names the language differ."""
    nl, en = (notebook(name, lang)["cells"] for lang in LANGUAGES)
    assert [(c["id"], c["cell_type"], c["metadata"]) for c in nl] == [
        (c["id"], c["cell_type"], c["metadata"]) for c in en
    ]
    for one, other in zip(nl, en, strict=True):
        same = source(one) == source(other)
        if one["cell_type"] == "markdown":
            assert not same and source(one).strip() and source(other).strip()
        elif "parameters" in one["metadata"].get("tags", []):
            assert source(one) == source(other).replace('lang = "en"', 'lang = "nl"') and not same
        else:
            assert same


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_clean_and_gives_nothing_away(name, lang):
    whole = notebook(name, lang)
    cells, meta = whole["cells"], whole["metadata"]
    assert (whole["nbformat"], whole["nbformat_minor"], meta["kernelspec"]["name"]) == (4, 5, "python3")
    assert meta["avgkit"]["lesson"] == name and meta["avgkit"]["lang"] == lang
    assert {"title", "teach_min", "practice_min", "needs", "law_date", "exercises"} <= meta["avgkit"].keys()
    assert len({cell["id"] for cell in cells}) == len(cells) <= 26  # with the cell that the builder adds
    for cell in cells:
        printed = cell.get("outputs")
        assert bool(printed) == ("nbval-check-output" in cell["metadata"].get("tags", [])), "checked, or without output"
        assert cell.get("execution_count") == (1 if printed else None) and "attachments" not in cell
        assert not HIDDEN & set(cell["metadata"].get("tags", []))
        assert "answer()" not in source(cell) and "solution()" not in source(cell).split("`")[0]
    assert f'on = "{meta["avgkit"]["law_date"]}"' in "".join(map(source, cells))
    exercises = [source(cell) for cell in cells if "exercise" in cell["metadata"].get("tags", [])]
    calls = [EXERCISE.search(text) for text in exercises]
    assert [f"{call[2]}:{call[3]}" for call in calls] == meta["avgkit"]["exercises"]
    assert f'lessons.start("{name}"' in "".join(map(source, cells)), "a session of another lesson would keep it there"


@pytest.mark.parametrize("name", NAMES)
def test_every_article_in_the_text_is_in_the_law(name):
    law = avgkit.load_law(on=notebook(name, "nl")["metadata"]["avgkit"]["law_date"])
    cited = {}
    for lang in LANGUAGES:
        text = "\n".join(source(cell) for cell in notebook(name, lang)["cells"] if cell["cell_type"] == "markdown")
        cited[lang] = {ref.replace("GDPR", "AVG") for ref in _ARTICLE.findall(text)}
    assert cited["nl"] == cited["en"] <= law.articles.keys() and cited["nl"]


@pytest.mark.parametrize("name", NAMES)
def test_no_legal_date_or_age_is_typed_in_the_text(name):
    """A value of the law is printed from the law; in the text it would go out of date unseen."""
    for lang in LANGUAGES:
        for cell in notebook(name, lang)["cells"]:
            if cell["cell_type"] == "markdown":
                assert not re.search(r"\b(?:19|20)\d\d\b|\b\d+ (?:jaar|years)\b", source(cell)), source(cell)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_the_trainers_edition_has_the_answers(name, lang):
    """All that the learner has, in the same order, and after each exercise its answer and something to discuss."""
    cells, own = notebook(name, f"trainer/{lang}")["cells"], notebook(name, lang)["cells"]
    shared = [(c["id"], source(c)) for c in cells if not HIDDEN & set(c["metadata"].get("tags", []))]
    assert shared == [(c["id"], source(c)) for c in own]
    for place, cell in enumerate(cells):
        if "exercise" in cell["metadata"].get("tags", []):
            variable = EXERCISE.search(source(cell))[1]
            assert source(cells[place + 1]) == f"{variable}.solution()"


@pytest.fixture(scope="module")
def firm():
    """The CRM of the lessons, generated once."""
    return avgkit.generate_crm(people=3000, seed=1, flaws="practice")


def decidable(exercise: dict) -> bool:
    """Whether the page of the theme limits an exercise to what its columns decide, or shows the facts that decide."""
    return "clear" in exercise or "finding" in exercise or any("." in name for name in exercise["show"])


DECIDABLE = [
    check.id
    for check in avgkit.checks()
    if check.exercise and "question" in check.exercise["nl"] and decidable(check.exercise)
]


@pytest.mark.parametrize("name", DECIDABLE)
def test_what_the_learner_sees_decides(name, firm):
    """No two records look alike and are judged differently; of a message's day only the stretch of the law counts."""
    law = avgkit.load_law(on="2026-11-23")
    everything = avgkit.exercise(name, firm.crm, firm.policy, law, seed=0, size=1_000_000, lang="nl")
    changes, looks = law.periods("marketing"), {}
    for record in everything.records:
        moment = record.row.get("sent_at") or record.row.get("at")
        # In a case, of a contact and of a line of the log the days themselves may decide.
        strip = everything.rule.table in ("messages", "consents") and not everything.rule.exercise.get("case")
        cells = [re.sub(r",? ?\d+ [a-z]+ \d{4}", "", cell) if strip else cell for cell in record.cells]
        looks.setdefault((*cells, moment and sum(change <= moment.date() for change in changes)), set()).add(
            record.violates
        )
    assert [look for look, verdicts in looks.items() if len(verdicts) > 1] == []
