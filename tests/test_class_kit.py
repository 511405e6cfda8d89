"""The papers of a class and the stick: the same cases as on the screen, no answer on a card, whole or not at all."""

import base64
import html
import json
import re
import shutil
import subprocess
import tomllib
import zipfile
from hashlib import sha256
from importlib import metadata
from pathlib import Path
from string import Formatter
from types import SimpleNamespace

import pytest
import typer
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from avgkit import paths
from avgkit.classroom import Room, kit, paper, printing, setup, wheel, wheels
from avgkit.classroom.deals import Deals
from avgkit.cli import class_kit
from avgkit.errors import AvgkitError
from avgkit.exercises import cards
from avgkit.lessons import learners
from avgkit.lessons import metadata as lessons
from avgkit.lessons.answers import answers

LESSON = "consent"


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """A class, and its papers in both languages: (room, {lang: Kit})."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AVGKIT_HOME", str(tmp_path_factory.mktemp("home")))
        room, _ = Room.create("papier", lang="nl", lessons=[LESSON])
        out = tmp_path_factory.mktemp("out")
        yield room, {lang: kit.kit("papier", out, people=2, lang=lang) for lang in ("nl", "en")}
        room.close()


def text(path: Path) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8")))


def run(*words):
    app = typer.Typer()
    class_kit.register(app)
    return CliRunner().invoke(app, list(words))


# ---------------------------------------------------------------- papers
def test_a_code_has_the_same_cases_on_paper_as_on_a_screen(printed):
    room, made = printed
    made = made["nl"]
    sets = made.files["cards"].read_text(encoding="utf-8").split('<section class="set">')[1:]
    for code, part in zip(made.learners, sets, strict=True):
        own = html.unescape(part)
        for ident in lessons.lesson(LESSON).exercises:
            for field in cards.card(room.deals.draw(code, lessons.lesson(LESSON), ident))["fields"]:
                said = [cell for row in field.get("rows", ()) for cell in (row["key"], *row["cells"])]
                said += [value for _, value in field.get("facts", ())]
                said += [option["label"] for option in field.get("options", ())]
                assert said and not [one for one in said if f">{one}<" not in own]


def test_the_answers_are_those_of_the_checks(printed):
    _, made = printed
    key = " ".join(text(made["nl"].files["key"]).split())
    for row in answers(lessons.lesson(LESSON), "papier", made["nl"].learners, "nl"):
        assert row["answer"] in key


def test_no_card_holds_an_answer(printed):
    room, made = printed
    for lang, one in made.items():
        deals = Deals(room.facts.group, lang, [LESSON], room.facts.on, lambda *_: None)
        drawn = [kit._set(deals, code, lang) for code in one.learners]
        why = [line for each in drawn for card in each["cards"] for line in card["why"]]
        key = text(one.files["key"])
        assert why and not [line for line in why if line not in key]
        for name in ("cards", "handout", "timetable"):
            page = text(one.files[name])
            assert not [line for line in why if line in page], name


def test_each_card_carries_its_code_and_is_never_broken(printed):
    _, made = printed
    page = made["nl"].files["cards"].read_text(encoding="utf-8")
    of = len(lessons.lesson(LESSON).exercises)
    assert page.count('<article class="card">') == 2 * of == made["nl"].cards
    for code in made["nl"].learners:
        assert page.count(f"<span>{code}</span>") == of
    assert re.search(r"\.card \{ break-inside: avoid;", page) and "size: A4" in page
    assert "counter(page)" in page and "papier" in page
    for name, path in made["en"].files.items():
        content = path.read_text(encoding="utf-8")
        assert '<html lang="en">' in content and "default-src 'none'" in content, name
        assert not re.search(r"<script|https?://|src=|@import|url\(", content), name


def test_codes_are_the_same_each_time_and_more_only_add(printed):
    _, made = printed
    assert kit.codes_of("papier", 2, "nl") == made["nl"].learners == made["en"].learners
    many = kit.codes_of("papier", 30, "nl")
    assert many[:2] == made["nl"].learners and len(set(many)) == 30
    assert [learners.checked(code) for code in many] == list(many)
    assert kit.codes_of("anders", 30, "nl") != many


def test_papers_can_be_printed_before_the_class_is_made(printed, tmp_path, monkeypatch):
    """The cases follow from the name: the class that is made later has the same."""
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path / "home"))
    before = kit.kit("papier", tmp_path / "before", people=1, lessons=LESSON, lang="nl")
    assert not (tmp_path / "home").exists()
    first = before.learners[0]
    told = text(before.files["cards"])
    for ident in lessons.lesson(LESSON).exercises:
        deals = Deals("papier", "nl", [LESSON], "", lambda *_: None)
        card = cards.card(deals.draw(first, lessons.lesson(LESSON), ident))
        for key in [row["key"] for field in card["fields"] for row in field.get("rows", ())]:
            assert key in told
    Room.create("papieren", lang="nl", lessons=[LESSON])[0].close()
    with pytest.raises(AvgkitError, match="papieren"):  # nearly the name of a class: other cases would surprise
        kit.kit("papiern", tmp_path / "typo", people=1)


def test_codes_that_learners_have_already(printed, tmp_path):
    made = kit.kit("papier", tmp_path, codes=" maan-17, zon-20,maan-17")
    assert made.learners == ("maan-17", "zon-20")


def test_everything_that_is_wrong_is_told_at_once(printed, tmp_path):
    with pytest.raises(AvgkitError) as wrong:
        kit.kit("papier", tmp_path / "uit", people=0, lessons="consnt", length="week")
    assert len(wrong.value.problems) == 3 and not (tmp_path / "uit").exists()
    with pytest.raises(AvgkitError) as wrong:
        kit.kit("papier", tmp_path / "uit", codes="mensje,zon-1")
    assert len(wrong.value.problems) == 2


def test_a_file_in_the_place_of_the_folder_is_a_sentence(printed, tmp_path):
    (tmp_path / "uit").write_text("x")
    with pytest.raises(AvgkitError):
        kit.kit("papier", tmp_path / "uit", people=1)
    assert (tmp_path / "uit").read_text() == "x"


def test_without_a_browser_the_pages_are_there_and_it_is_said(printed, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "browser", lambda: None)
    options = ("--name", "papier", "--out", str(tmp_path), "--people", "1", "--pdf", "--lang", "en", "--json")
    said = run("kit", *options)
    told = json.loads(said.stdout)
    assert said.exit_code == 3 and "Chromium" in told["problem"]
    assert {p.name for p in tmp_path.iterdir()} == {f"{n}.en.html" for n in ("cards", "handout", "key", "timetable")}


def test_a_browser_that_hangs_is_a_sentence(tmp_path, monkeypatch):
    def hangs(*_, **__):
        raise subprocess.TimeoutExpired("browser", 1)

    monkeypatch.setattr(printing, "browser", lambda: "browser")
    monkeypatch.setattr(printing.subprocess, "run", hangs)
    assert "HTML" in printing.printed(tmp_path / "a.html", tmp_path / "a.pdf", "nl")


@pytest.mark.skipif(not printing.browser() or not shutil.which("pdfinfo"), reason="needs a browser and pdfinfo")
def test_a_pdf_on_a4(printed, tmp_path):
    _, made = printed
    assert printing.printed(made["nl"].files["handout"], tmp_path / "h.pdf", "nl") == ""
    told = subprocess.run(["pdfinfo", tmp_path / "h.pdf"], capture_output=True, text=True).stdout
    assert "A4" in told and int(re.search(r"Pages:\s+(\d+)", told)[1]) <= 2


@settings(max_examples=20, deadline=None)
@given(st.text(max_size=40))
def test_what_stands_in_a_record_is_text_on_paper(value):
    rows = [{"key": value, "cells": [value]}]
    exercise = SimpleNamespace(
        kind="mark",
        question=value,
        notes=[value],
        fields=lambda: [{"type": "ticks", "head": [value, value], "rows": rows}],
    )
    card = {"exercise": exercise, "place": value, "title": value}
    page = paper.cards([{"code": "zon-42", "cards": [card]}], name="klas", lang="nl", lessons=[])
    plain = paper.cards(
        [{"code": "zon-42", "cards": [card | {"place": "x", "title": "x", "exercise": _same(exercise)}]}],
        name="klas",
        lang="nl",
        lessons=[],
    )
    assert page.count("<") == plain.count("<")


def _same(exercise):
    rows = [{"key": "x", "cells": ["x"]}]
    fields = [{"type": "ticks", "head": ["x", "x"], "rows": rows}]
    return SimpleNamespace(kind="mark", question="x", notes=["x"], fields=lambda: fields)


# ---------------------------------------------------------------- the stick
def fake_wheel(folder: Path, name: str, *needs: str, extras: tuple = ()) -> Path:
    path = folder / f"{name}-1.0-py3-none-any.whl"
    told = [f"Name: {name}", "Version: 1.0", *(f"Requires-Dist: {need}" for need in needs)]
    told += [f"Provides-Extra: {extra}" for extra in extras]
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"{name}-1.0.dist-info/METADATA", "\n".join(["Metadata-Version: 2.1", *told]) + "\n\n")
    return path


@pytest.fixture
def index(monkeypatch):
    """In the place of a network: a package and what it needs; gives what was asked for."""
    known = {
        "een": ("twee[snel]>=1", 'alleen-hier; sys_platform == "win32"'),
        "twee": ('extra-twee; extra == "snel"', 'nooit; python_version < "3"', "een"),
        "klasding": (),
        "extra-twee": (),
        "alleen-hier": (),
    }
    asked: list[str] = []

    def fetched(folder, wanted, *_):
        for one in wanted:
            name = re.split(r"[=<>\[]", one)[0]
            asked.append(name)
            yield name, fake_wheel(folder, name.replace("-", "_"), *known[name])

    def own(folder, *_):
        return fake_wheel(folder, "avgkit", "een", 'klasding; extra == "class"', extras=("class", "lab"))

    monkeypatch.setattr(wheels, "_fetched", fetched)
    monkeypatch.setattr(wheels.wheel, "build", own)
    monkeypatch.setattr(wheels, "_pip", lambda _: ["pip"])
    return asked


@pytest.mark.parametrize(("platform", "more"), [("linux", set()), ("windows", {"alleen-hier"})])
def test_a_stick_holds_what_that_system_needs_and_its_hashes(index, tmp_path, platform, more):
    made = wheels.wheels(tmp_path / "stick", platform=platform, python="3.12", lang="nl")
    assert set(index) == {"een", "twee", "extra-twee", "klasding"} | more and len(index) == len(set(index))
    lines = (made.out / "requirements.txt").read_text().splitlines()
    assert len(lines) == len(made.files) == len(index) + 1
    for line, file in zip(lines, made.files, strict=True):
        assert line.endswith(sha256((made.out / "wheels" / file).read_bytes()).hexdigest())
    script = {"linux": "install.sh", "windows": "install.bat"}[platform]
    readme = (made.out / "README.txt").read_text(encoding="utf-8")
    assert (made.out / script).is_file() and script in made.command and readme.count(made.command) == 2
    assert not [p for p in tmp_path.iterdir() if p.name.startswith(".")]


def test_a_stick_is_there_whole_or_not_at_all(index, tmp_path, monkeypatch):
    def gone(*_):
        raise AvgkitError("weg")
        yield

    monkeypatch.setattr(wheels, "_fetched", gone)
    with pytest.raises(AvgkitError):
        wheels.wheels(tmp_path / "stick")
    assert not list(tmp_path.iterdir())


def test_wrong_words_for_a_stick_are_told_at_once(tmp_path):
    (tmp_path / "vol").write_text("x")
    with pytest.raises(AvgkitError) as wrong:
        wheels.wheels(tmp_path, platform="windos", python="2.7", also="a b,pakket @ file:///x", lang="nl")
    assert len(wrong.value.problems) == 5


@pytest.mark.parametrize("platform", wheels.PLATFORMS)
def test_the_scripts_are_safe_to_run(tmp_path, platform):
    setup.recipe(tmp_path, platform, "3.12")
    for path in tmp_path.glob("install.*"):
        script = path.read_text(encoding="utf-8-sig")
        assert not re.search(r"@\w+@", script)
    for name in ("wrong_python", "failed", "no_venv"):
        assert not re.search(r"""["'$%`!\\]""", " ".join(setup._both(f"stick_{name}", python="3.12")))
    if (tmp_path / "install.sh").exists() and shutil.which("sh"):
        assert subprocess.run(["sh", "-n", str(tmp_path / "install.sh")]).returncode == 0


def test_the_wheel_of_what_is_installed_is_whole(tmp_path):
    installed = metadata.distribution("packaging")
    path = wheel.again(installed, tmp_path)
    with zipfile.ZipFile(path) as file:
        record = next(name for name in file.namelist() if name.endswith("RECORD"))
        rows = [line.rsplit(",", 2) for line in file.read(record).decode().splitlines()]
        assert {row[0] for row in rows} == set(file.namelist()) and "packaging/version.py" in file.namelist()
        for place, digest, size in rows:
            if digest:
                content = file.read(place)
                made = base64.urlsafe_b64encode(sha256(content).digest()).rstrip(b"=").decode()
                assert (digest, int(size)) == (f"sha256={made}", len(content))
    assert wheel.about(path)["Name"] == "packaging"


# ---------------------------------------------------------------- words
def test_every_phrase_has_both_languages_with_the_same_values():
    with open(paths.KNOWLEDGE / "phrases" / "class_kit.toml", "rb") as file:
        phrases = tomllib.load(file)
    used = "".join(p.read_text(encoding="utf-8") for p in paths.PACKAGE.rglob("*") if p.suffix in (".py", ".html"))
    for name, both in phrases.items():
        assert set(both) == {"nl", "en"}
        assert len({frozenset(part[1] for part in Formatter().parse(said) if part[1]) for said in both.values()}) == 1
        assert "!" not in "".join(both.values())
        stem = re.sub(r"_(one|more|shared)$", "", name)
        built = re.match(r"(csv|kind|title|help|opt|stick|arg)_|(minute|exercises|gain|together|method)$", name)
        assert built or name in used or stem in used, name
