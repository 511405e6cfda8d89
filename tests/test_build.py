"""The builder: what a source must hold, what learner and trainer get of it, and files that are not as built."""

import json
import re
from pathlib import Path

import pytest

from avgkit import texts
from avgkit.lessons import build
from avgkit.lessons.sources import read
from avgkit.themes import find

HEAD = {
    "title": '{nl: "Eerste les", en: "First [lesson]"}',
    "order": "30",
    "level": "crm",
    "teach_min": "12",
    "practice_min": "15",
    "needs": "[]",
    "law_date": '"2026-11-23"',
    "exercises": '["mark:message-without-consent", "judge:lead-authority", "change:retention-terms"]',
    "minutes": '{"mark:message-without-consent": 6, "judge:lead-authority": 4, "change:retention-terms": 5}',
    "half_day": "true",
    "drop": '["judge:lead-authority"]',
}


def pair(nl: str, en: str, tags: str = "") -> str:
    """A text in both languages."""
    tags = f" tags={tags}" if tags else ""
    nl, en = (re.sub(r"^", "# ", text, flags=re.MULTILINE) for text in (nl, en))
    return f'# %% [markdown] lang="nl"{tags}\n{nl}\n\n# %% [markdown] lang="en"{tags}\n{en}'


TITLE = pair("# Eerste les", "# First lesson")
PARAMETERS = '# %% tags=["parameters"]\nlang = "nl"\non = "2026-11-23"\nlearner = ""'
SETUP = '# %% tags=["hide"]\nfrom avgkit import lessons\ns = lessons.start("small", lang=lang)'
NOTE = pair("Fout: te snel. Hoe doen jullie het?", "Mistake: too fast. How do you do it?", '["trainer"]')
EXERCISES = [
    f'# %% tags=["exercise"]\nq{n} = s.{kind}("{about}")\nq{n}.show()'
    for n, (kind, about) in enumerate(
        [("mark", "message-without-consent"), ("judge", "lead-authority"), ("change", "retention-terms")], 1
    )
]
MONDAY = pair("## Maandag\n\n1. Een\n2. Twee\n3. Drie", "## Monday\n\n1. One\n2. Two\n3. Three", '["monday"]')
CELLS = [TITLE, PARAMETERS, SETUP, *(part for one in EXERCISES for part in (one, NOTE)), MONDAY]


def written(folder: Path, stem: str = "small", cells=CELLS, **head) -> Path:
    """The notebooks folder with one more source; a value None leaves that part of the head out."""
    lines = [f"#     {name}: {value}" for name, value in (HEAD | head).items() if value is not None]
    top = ["# ---", "# jupyter:", "#   avgkit:", *lines, "#   jupytext:"]
    top += ["#     text_representation: {extension: .py, format_name: percent}", "# ---", ""]
    (folder / "source").mkdir(exist_ok=True)
    text = "\n".join(top) + "\n" + "\n\n".join(cells) + "\n"
    (folder / "source" / f"{stem}.py").write_text(text, encoding="utf-8")
    return folder


def built(root: Path, folder: str, stem: str = "small") -> list[dict]:
    """The cells of a built notebook, each with its text."""
    cells = json.loads((root / folder / f"{stem}.ipynb").read_text(encoding="utf-8"))["cells"]
    return [cell | {"text": "".join(cell["source"]), "tags": cell["metadata"].get("tags", [])} for cell in cells]


def test_a_source_in_order_becomes_four_notebooks(tmp_path):
    root = written(tmp_path)
    assert build.main([], root) == 0 and build.main(["--check"], root) == 0
    made = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.ipynb"))
    assert made == ["en/small.ipynb", "nl/small.ipynb", "trainer/en/small.ipynb", "trainer/nl/small.ipynb"]
    whole = json.loads((root / "en" / "small.ipynb").read_text(encoding="utf-8"))
    assert whole["metadata"]["avgkit"]["lang"] == "en" and 'lang = "en"' in built(root, "en")[1]["text"]


# ---------------------------------------------------------------- what is wrong with a source
def without(*parts: str) -> list[str]:
    return [cell for cell in CELLS if cell not in parts]


def swapped(old: str, new: str) -> list[str]:
    return [new if cell == old else cell for cell in CELLS]


WRONG = [  # (what is changed, what is said)
    (dict(practice_min=None), "practice_min"),
    (dict(tech_min="12"), "Bedoel je ‘teach_min’"),
    (dict(teach_min='"12"'), "‘teach_min’ in de kop is ‘12’"),
    (dict(half_day="1"), "half_day"),
    (dict(title='{nl: "Alleen"}'), "taal ‘en’"),
    (dict(level="boss"), "boss"),
    (dict(kind="game"), "game"),
    (dict(law_date='"23-11-2026"'), "23-11-2026"),
    (dict(drop='["mark:other"]'), "mark:other"),
    (dict(minutes='{"mark:message-without-consent": 6}'), "‘minutes’ noemt mark:message-without-consent;"),
    (dict(practice_min="14"), "samen duren 15 minuten"),
    (dict(teach_min="4"), "duurt 19 minuten"),
    (dict(teach_min="26"), "duurt 41 minuten"),
    (dict(teach_min="23"), "oefenen duurt 15 van de 38"),
    (dict(cells=without(EXERCISES[2])), "de cellen bevatten"),
    (dict(cells=swapped(EXERCISES[1], '# %% tags=["exercise"]\nprint(1)')), "print(1)"),
    (dict(cells=swapped(EXERCISES[1], EXERCISES[1].replace("judge(", "mark("))), "mark:lead-authority"),
    (dict(cells=without(NOTE)), "na de opgave ‘change:retention-terms’"),
    (dict(cells=swapped(NOTE, NOTE.replace("jullie het?", "jullie."))), "(nl) bevat geen vraag"),
    (dict(cells=without(TITLE)), "eerste cel"),
    (dict(cells=swapped(PARAMETERS, PARAMETERS.replace("11-23", "11-22"))), "2026-11-23"),
    (dict(cells=without(MONDAY)), "monday"),
    (dict(cells=[*CELLS, pair("Nog iets.", "One more.")]), "monday"),
    (dict(cells=swapped(MONDAY, MONDAY.replace("3. Three", "Three"))), "(en) telt 2"),
    (dict(cells=swapped(MONDAY, MONDAY.replace("3. Drie", "3. Drie\n# 4. Vier"))), "(nl) telt 4"),
]


@pytest.mark.parametrize(("change", "said"), WRONG, ids=[said for _, said in WRONG])
def test_what_is_wrong_is_named_and_nothing_is_written(tmp_path, capsys, change, said):
    root = written(tmp_path, **change)
    assert build.main([], root) == 2
    told = capsys.readouterr().err
    assert told.startswith("small.py") and said in told
    assert not list(root.rglob("*.ipynb"))


@pytest.mark.parametrize("lost", ["nl", "en"])
def test_a_text_without_its_twin_is_named(tmp_path, capsys, lost):
    one = "\n\n".join(part for part in TITLE.split("\n\n") if f'lang="{lost}"' not in part)
    root = written(tmp_path, cells=swapped(TITLE, one))
    assert build.main([], root) == 2
    assert re.search(rf"small.py, cel 1 \(# {'First' if lost == 'nl' else 'Eerste'} les", capsys.readouterr().err)
    (problem,) = read(root / "source" / "small.py").problems[:1]
    assert "First" in problem or "Eerste" in problem


def test_everything_wrong_is_told_at_once(tmp_path, capsys):
    written(tmp_path, "one", level=None, order=None)
    written(tmp_path, "two", cells=without(MONDAY, TITLE))
    assert build.main([], tmp_path) == 2
    assert [line.split(":")[0] for line in capsys.readouterr().err.splitlines()] == [
        "one.py",
        "one.py",
        "two.py",
        "two.py",
    ]


def test_two_lessons_in_one_place_and_a_lesson_that_is_not_there(tmp_path, capsys):
    written(tmp_path, "one")
    written(tmp_path, "two", needs="[zero]")
    assert build.main([], tmp_path) == 2
    told = capsys.readouterr().err
    assert "two.py: ‘order’ 30 is ook de plaats van one." in told and "‘zero’" in told


@pytest.mark.parametrize("kind", ["start", "explore", "closing", "own-data"])
def test_what_is_no_usual_lesson_may_be_shorter_and_have_no_monday(tmp_path, kind):
    head = dict(
        kind=kind, teach_min="2", exercises='["quiz:start"]', minutes='{"quiz:start": 8}', drop="[]", practice_min="8"
    )
    quiz = '# %% tags=["exercise"]\nq = s.quiz("start")'
    assert build.main([], written(tmp_path, cells=[TITLE, PARAMETERS, SETUP, quiz, NOTE], **head)) == 0


# ---------------------------------------------------------------- what each reader gets
def test_only_the_trainer_gets_minutes_notes_and_answers(tmp_path):
    root = written(tmp_path)
    build.main([], root)
    learner, trainer = built(root, "nl"), built(root, "trainer/nl")
    text = "\n".join(cell["text"] for cell in learner)
    assert "Fout: te snel" not in text and "solution()" not in text and "Voor de trainer" not in text
    assert [cell["text"] for cell in trainer if cell["cell_type"] == "code" and "trainer" in cell["tags"]] == [
        "q1.solution()",
        "q2.solution()",
        "q3.solution()",
    ]
    head = trainer[1]["text"]
    assert "Uitleg: 12 minuten. Oefenen: 15 minuten. Samen: 27 minuten." in head
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in head.splitlines() if re.match(r"\| \d", line)]
    assert [(row[0], row[2], row[3]) for row in rows] == [
        ("1", "6", "blijft"),
        ("2", "4", "overslaan"),
        ("3", "5", "blijft"),
    ]
    title = find("lead-authority").words("title", "nl")
    assert f"Sla opgave 2 over (‘{title}’); dat scheelt 4 minuten." in head
    same = [cell["id"] for cell in trainer if "trainer" not in cell["tags"]]
    assert same == [cell["id"] for cell in learner], "a link to a cell means the same for both"


def test_setup_and_exercises_cannot_be_removed_by_one_key_and_hidden_code_is_hidden_everywhere(tmp_path):
    root = written(tmp_path)
    build.main([], root)
    for cell in built(root, "nl"):
        own, kept = cell["metadata"], ("exercise" in cell["tags"]) or ("lessons.start" in cell["text"])
        assert (own.get("deletable") is False) == (kept or "parameters" in cell["tags"])
        assert (own.get("editable") is False) == kept
        assert ("hide-input" in cell["tags"]) == bool(own.get("jupyter", {}).get("source_hidden"))
        assert "hide" not in cell["tags"]
    code = [cell for cell in built(root, "nl") if cell["cell_type"] == "code"]
    assert code and all("hide-input" in cell["tags"] for cell in code), "the reader of this lesson never saw code"


def test_each_lesson_leads_to_the_next_the_one_before_and_the_start(tmp_path):
    orders = {"start": "10", "first": "30", "second": "40", "last": "50"}
    for stem, order in orders.items():
        head = dict(kind="start") if stem == "start" else {}
        written(tmp_path, stem, order=order, title=f'{{nl: "Les {stem}", en: "The [{stem}]"}}', **head)
    assert build.main([], tmp_path) == 0
    links = {
        stem: re.findall(r"- (.+?): \[(.+)\]\((\w+)\.ipynb\)", built(tmp_path, "nl", stem)[-1]["text"])
        for stem in orders
    }
    assert links["start"] == [("Volgende les", "Les first", "first")]
    assert links["first"] == [("Volgende les", "Les second", "second"), ("Vorige les", "Les start", "start")]
    assert links["last"] == [("Vorige les", "Les second", "second"), ("Terug naar het begin", "Les start", "start")]
    for lang in ("nl", "en"):
        for stem in orders:
            for target in re.findall(r"\((\w+\.ipynb)\)", built(tmp_path, lang, stem)[-1]["text"]):
                assert (tmp_path / lang / target).is_file() and (tmp_path / "trainer" / lang / target).is_file()
    assert "[The \\[second\\]](second.ipynb)" in built(tmp_path, "en", "first")[-1]["text"], "no title breaks its link"


def test_a_notebook_for_the_trainer_alone(tmp_path):
    written(tmp_path)
    head = dict.fromkeys(HEAD) | {"title": HEAD["title"], "order": "0", "edition": "trainer"}
    written(tmp_path, "session", cells=[TITLE, PARAMETERS], **head)
    assert build.main([], tmp_path) == 0
    assert [p.relative_to(tmp_path).as_posix() for p in sorted(tmp_path.rglob("session.ipynb"))] == [
        "trainer/en/session.ipynb",
        "trainer/nl/session.ipynb",
    ]
    assert "session" not in built(tmp_path, "nl")[-1]["text"], "a learner is not led to it"


# ---------------------------------------------------------------- files that are not as built
def test_check_names_the_file_that_differs(tmp_path, capsys):
    root = written(tmp_path)
    assert build.main(["--check"], root) == 1
    told = capsys.readouterr().err
    assert "nl/small.ipynb" in told and "trainer/en/small.ipynb" in told and not (root / "nl").exists()
    assert build.main([], root) == 0
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


@pytest.mark.parametrize("folder", ["nl", "en", "trainer/nl", "trainer/en"])
def test_a_notebook_without_a_source_is_told_and_left_to_its_owner(tmp_path, capsys, folder):
    root = written(tmp_path)
    build.main([], root)
    stale = root / folder / "old.ipynb"
    stale.write_text("{}", encoding="utf-8")
    capsys.readouterr()
    assert build.main(["--check"], root) == 1
    assert f"{folder}/old.ipynb" in capsys.readouterr().err and stale.is_file()
    stale.unlink()
    assert build.main(["--check"], root) == 0


def test_every_exercise_has_a_title_in_words():
    """Not the name that a lesson gives it: `change:intake-form` would read as English in a Dutch table."""
    from avgkit.exercises.quiz import QUIZZES
    from avgkit.lessons import metadata
    from avgkit.themes import checks

    named = {check.id for check in checks()}
    for lesson in metadata.lessons():
        for name in lesson.exercises:
            kind, _, about = name.partition(":")
            key = f"build.about_{kind}_{about.replace('-', '_')}"
            assert about in named or about in QUIZZES or texts.has(key), name
