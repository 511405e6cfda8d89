"""The lessons: both languages from one source, each notebook as built, and nothing given away to the learner."""

import json
import re
from pathlib import Path

import pytest

import avgkit
from avgkit.errors import AvgkitError
from avgkit.lessons import build
from avgkit.paths import NOTEBOOKS
from avgkit.themes import find

SOURCES = sorted((NOTEBOOKS / "source").glob("*.py"))
NAMES = [source.stem for source in SOURCES]
LANGUAGES = ("nl", "en")
_ARTICLE = re.compile(r"\b(?:AVG|GDPR|UAVG|Tw) \d+(?:\.\d+)?[a-z]?(?:\(\w+\))*")


def notebook(name: str, lang: str) -> dict:
    return json.loads((NOTEBOOKS / lang / f"{name}.ipynb").read_text(encoding="utf-8"))


def source(cell: dict) -> str:
    return "".join(cell["source"])


def test_the_notebooks_are_as_built(capsys):
    assert build.main(["--check"]) == 0, capsys.readouterr().err


def test_every_built_notebook_has_a_source():
    assert all(sorted(p.stem for p in (NOTEBOOKS / lang).glob("*.ipynb")) == NAMES for lang in LANGUAGES)


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
    assert {"title", "teach_min", "practice_min", "needs", "law_date"} <= meta["avgkit"].keys()
    assert len({cell["id"] for cell in cells}) == len(cells) <= 25
    for cell in cells:
        assert not cell.get("outputs") and cell.get("execution_count") is None and "attachments" not in cell
        assert not build.LEARNER & set(cell["metadata"].get("tags", []))
        assert "answer()" not in source(cell)
    assert f'on = "{meta["avgkit"]["law_date"]}"' in "".join(map(source, cells))
    exercises = [source(cell) for cell in cells if "exercise" in cell["metadata"].get("tags", [])]
    assert [re.search(r'exercise\("([\w-]+)"', text)[1] for text in exercises] == meta["avgkit"]["exercises"]


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


@pytest.mark.parametrize("name", NAMES)
def test_the_trainers_edition_has_the_answers(name):
    text = build.build(NOTEBOOKS / "source" / f"{name}.py", "nl", without=frozenset())
    assert "answer()" in text
    ids = {cell["id"] for cell in notebook(name, "nl")["cells"]}
    assert ids < {cell["id"] for cell in json.loads(text)["cells"]}


@pytest.fixture(scope="module")
def firm():
    """The CRM of the lessons, generated once."""
    return avgkit.generate_crm(people=3000, seed=1)


@pytest.mark.parametrize(
    ("name", "check"), [(n, c) for n in NAMES for c in build.read(SOURCES[NAMES.index(n)])[0]["exercises"]]
)
def test_an_exercise_of_a_lesson_has_enough_for_a_class(name, check, firm):
    """Twenty learners: each gets seven records with three findings, without a note, and hardly two get the same."""
    law = avgkit.load_law(on=notebook(name, "nl")["metadata"]["avgkit"]["law_date"])
    verdict = find(check).verdict(firm.crm, firm.policy, law).collect("pyarrow")
    draws = []
    for learner in range(20):
        seed = ("demo", learner, name)
        q = avgkit.exercise(check, firm.crm, firm.policy, law, seed=seed, lang="nl", verdict=verdict)
        assert (len(q.records), len(q.answer()), q.notes) == (7, 3, [])
        draws.append(frozenset(record.key for record in q.records))
    assert len(set(draws)) == len(draws)


def decidable(exercise: dict) -> bool:
    """Whether the page of the theme limits an exercise to what its columns decide, or shows the facts that decide."""
    return "clear" in exercise or "finding" in exercise or any("." in name for name in exercise["show"])


DECIDABLE = [check.id for check in avgkit.checks() if check.exercise and decidable(check.exercise)]


@pytest.mark.parametrize("name", DECIDABLE)
def test_what_the_learner_sees_decides(name, firm):
    """No two records look alike and are judged differently: of a day only the stretch of the law counts."""
    law = avgkit.load_law(on="2026-11-23")
    everything = avgkit.exercise(name, firm.crm, firm.policy, law, seed=0, size=1_000_000, lang="nl")
    changes, looks = law.periods("marketing"), {}
    for record in everything.records:
        moment = record.row.get("sent_at") or record.row.get("at")
        cells = [re.sub(r",? ?\d+ [a-z]+ \d{4}", "", cell) for cell in record.cells]
        looks.setdefault((*cells, moment and sum(change <= moment.date() for change in changes)), set()).add(
            record.violates
        )
    assert [look for look, verdicts in looks.items() if len(verdicts) > 1] == []


def lesson(tmp_path: Path, *cells: str) -> Path:
    """A notebooks folder with one small lesson."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "small.py").write_text("\n\n".join(cells) + "\n", encoding="utf-8")
    return tmp_path


NL, EN = '# %% [markdown] lang="nl"\n# Dag', '# %% [markdown] lang="en"\n# Day'
CODE = '# %% tags=["parameters"]\nlang = "nl"'


def test_check_names_the_file_that_differs(tmp_path, capsys):
    root = lesson(tmp_path, NL, EN, CODE)
    assert build.main(["--check"], root) == 1
    told = capsys.readouterr().err
    assert "nl/small.ipynb" in told and "en/small.ipynb" in told and not (root / "nl").exists()
    assert build.main([], root) == 0 and build.main(["--check"], root) == 0
    assert 'lang = \\"en\\"' in (root / "en" / "small.ipynb").read_text(encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*.ipynb")}
    assert build.main([], root) == 0
    assert before == {path: path.stat().st_mtime_ns for path in root.rglob("*.ipynb")}, (
        "nothing to write, nothing written"
    )
    (root / "nl" / "small.ipynb").write_text("{}", encoding="utf-8")
    capsys.readouterr()
    assert build.main(["--check"], root) == 1
    told = capsys.readouterr().err
    assert "nl/small.ipynb" in told and "en/small.ipynb" not in told


@pytest.mark.parametrize(
    ("cells", "said"),
    [((NL, CODE), "Dag"), ((EN, CODE), "Day"), ((CODE, NL), "Dag"), ((NL, EN, "# %% [markdown]\n# Los"), "Los")],
)
def test_a_text_without_its_twin_is_named(tmp_path, capsys, cells, said):
    root = lesson(tmp_path, *cells)
    with pytest.raises(AvgkitError, match=f"small.py.*{said}"):
        build.build(root / "source" / "small.py", "nl")
    assert build.main([], root) == 2 and said in capsys.readouterr().err
    assert not list(root.rglob("*.ipynb"))
