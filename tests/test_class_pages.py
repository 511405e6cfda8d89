"""The pages of a class: the same lessons as in the notebooks, no key, no code that a strict page refuses."""

import json
import re
from html.parser import HTMLParser

import pytest

from avgkit import texts
from avgkit.classroom import Room, pages, preparing, running
from avgkit.errors import AvgkitError
from avgkit.lessons import metadata
from avgkit.lessons.explorers import Explored

STEMS = [lesson.stem for lesson in metadata.lessons()]
EVIL = "<script>alert(1)</script>"
# What a strict policy refuses: a style or a script in the page itself, and anything that runs on its own.
REFUSED = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:application/json|\bsrc=))|javascript:", re.I)


class Words(HTMLParser):
    """The text of a piece of HTML."""

    def __init__(self, html: str):
        super().__init__()
        self.found = []
        self.feed(html)

    def handle_data(self, data):
        self.found.append(data)


def bare(text: str) -> str:
    """A text without blanks and without the signs that markdown uses: what a reader reads."""
    return re.sub(r"[\s*_`#|>:-]+", "", text)


def said(html: str) -> str:
    return bare("".join(Words(html).found))


def written(markdown: str) -> str:
    """What a reader reads of a markdown cell, worked out without the code that makes the page."""
    text = re.sub(r"^\*?\[[^\]]*\]\(\.\./[^)]*\)\*?$", "", markdown, flags=re.M)  # the other language: a class has one
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    return bare(re.sub(r"^ *\d+\. ", "", text, flags=re.M))


def cells(stem: str, lang: str) -> list[dict]:
    found = json.loads(preparing.notebook(stem, lang).read_text(encoding="utf-8"))["cells"]
    return [cell for cell in found if "navigation" not in cell["metadata"].get("tags", [])]


@pytest.fixture
def unrun(monkeypatch):
    """Cells are not run: what stands here is about their texts."""
    monkeypatch.setattr(running, "_run", lambda source, known: (None, ""))


@pytest.mark.parametrize("lang", texts.LANGUAGES)
@pytest.mark.parametrize("stem", STEMS)
def test_a_class_reads_the_same_lesson(stem, lang, unrun):
    form = running.made(preparing.notebook(stem, lang), lang, "2026-11-23")
    wanted = [written("".join(cell["source"])) for cell in cells(stem, lang) if cell["cell_type"] == "markdown"]
    assert [said(block["html"]) for block in form["blocks"] if block["kind"] == "html"] == wanted
    assert [block["ident"] for block in form["blocks"] if block["kind"] == "card"] == list(
        metadata.lesson(stem).exercises
    )
    order = ["card" if "exercise" in cell["metadata"].get("tags", []) else "html" for cell in cells(stem, lang)
             if cell["cell_type"] == "markdown" or "exercise" in cell["metadata"].get("tags", [])]  # fmt: skip
    assert [block["kind"] for block in form["blocks"]] == order
    assert form["title"] == metadata.lesson(stem).title[lang]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    """Two lessons with all that is special in one process: prepared choices, pictures, printed lines, bars."""
    out = tmp_path_factory.mktemp("pages")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AVGKIT_HOME", str(tmp_path_factory.mktemp("home")))
        return out, preparing.prepare_all(["explore", "closing"], "en", out)


def test_what_cells_show_is_in_the_page(prepared):
    blocks = prepared[1]["explore"]["blocks"]
    html = "".join(block.get("html", "") for block in blocks)
    choices = [block for block in blocks if block["kind"] == "choices"]
    assert "5(1)(c)" in html and "<table" in html
    assert [block["name"] for block in choices] == ["contacts", "messages"]
    for block in choices:
        many = len(block["options"])
        assert many == {"contacts": 4, "messages": 6}[block["name"]]
        assert len({option["html"] for option in block["options"]}) == many
        assert len({option["label"] for option in block["options"]}) == many
        assert all("<table" in option["html"] for option in block["options"])
    assert [block["kind"] for block in prepared[1]["closing"]["blocks"]].count("gain") == 1
    assert [block["kind"] for block in prepared[1]["closing"]["blocks"]].count("standing") == 1


def test_a_prepared_lesson_holds_nothing_strict_pages_refuse(prepared):
    for form in prepared[1].values():
        text = json.dumps(form["blocks"])
        # A picture is a document of its own, with its own style.
        assert not REFUSED.search(re.sub(r'src="data:image/svg[^"]*"', "", text.replace('\\"', '"')))
        assert str(prepared[0]) not in text and "/home/" not in text and ".ipynb" not in text


def test_prepared_once(prepared, monkeypatch):
    monkeypatch.setattr(preparing, "_run", lambda *given: pytest.fail("made again"))
    assert preparing.prepare("explore", "en", prepared[0]) == prepared[1]["explore"]


def test_the_next_class_of_a_machine_has_them_at_once(prepared, monkeypatch, tmp_path):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path / "home"))
    preparing._put("closing", "en", preparing.shared(), prepared[1]["closing"])
    monkeypatch.setattr(preparing, "_run", lambda *given: pytest.fail("made again"))
    assert preparing.prepare("closing", "en", tmp_path / "class") == prepared[1]["closing"]


@pytest.mark.parametrize("change", ["version", "day", "notebook", "damaged", "gone"])
def test_prepared_again_when_something_changed(change, prepared, monkeypatch, tmp_path):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path / "home"))
    path = preparing.path_of("closing", "en", tmp_path)
    path.write_text(json.dumps(prepared[1]["closing"]), encoding="utf-8")
    asked = []
    monkeypatch.setattr(preparing, "_run", lambda lessons, *given: asked.append(lessons))
    if change == "version":
        monkeypatch.setattr(preparing, "__version__", "0")
    elif change == "notebook":
        other = tmp_path / "other.ipynb"
        other.write_bytes(preparing.notebook("closing", "en").read_bytes() + b" ")
        monkeypatch.setattr(preparing, "notebook", lambda lesson, lang: other)
    elif change == "damaged":
        path.write_text("{", encoding="utf-8")
    elif change == "gone":
        path.unlink()
    with pytest.raises(AvgkitError, match="closing"):
        preparing.prepare("closing", "en", tmp_path, on="2025-01-01" if change == "day" else "")
    assert asked == [["closing"]]


def test_a_cell_that_fails_and_a_lesson_that_is_none(tmp_path, monkeypatch):
    monkeypatch.setenv("AVGKIT_HOME", str(tmp_path / "home"))
    with pytest.raises(AvgkitError, match="consent"):
        preparing.prepare("consnt", "nl", tmp_path)
    with pytest.raises(AvgkitError, match="klaargezet"):
        preparing.prepare("consent", "nl", tmp_path, on="not-a-day")


def test_markup_of_a_strict_page():
    cleaned = running.clean(
        '<style>p{}</style><span class="bar" style="width:12.6%"></span>'
        '<td style="text-align:right">1</td><p style="color:red">x</p><a href="consent.ipynb#a">y</a>'
    )
    assert cleaned == ('<span class="bar w13"></span><td class="right">1</td><p>x</p><a href="/lesson/consent#a">y</a>')
    assert EVIL not in running.markdown(EVIL)


def test_an_explorer_still_answers_as_a_page(monkeypatch):
    from avgkit.lessons import explorers

    monkeypatch.setattr(explorers.exploring, "contacts", lambda crm, lang, **choices: explorers.Page(("x",), lang))
    page = explorers.answer(type("S", (), {"lang": "en", "crm": 1, "policy": 2, "law": 3}), "contacts", {})
    assert isinstance(page, Explored) and page.name == "contacts" and repr(page) == "x"


# ---------------------------------------------------------------- pages
@pytest.fixture(scope="module")
def room(tmp_path_factory):
    """A class with two lessons, whose prepared form holds a link to each of them and to another one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AVGKIT_HOME", str(tmp_path_factory.mktemp("home")))
        room, _ = Room.create("maandag-1", lang="nl", lessons=["start", "consent"])
        for stem in ("start", "consent"):
            path = preparing.path_of(stem, "nl", pages.folder(room))
            path.parent.mkdir(exist_ok=True)
            html = '<p><a href="/lesson/consent">een</a> <a href="/lesson/retention#x">twee</a></p>'
            option = {"label": EVIL, "html": html}
            blocks = [
                {"kind": "html", "html": html},
                {"kind": "card", "ident": "quiz:start"},
                {"kind": "choices", "name": "x", "legend": "kies", "options": [option, option]},
                {"kind": "standing"},
                {"kind": "gain"},
            ]
            head = {
                "version": preparing.VERSION,
                "stamp": preparing.stamp(stem, "nl", ""),
                "lesson": stem,
                "lang": "nl",
            }
            path.write_text(json.dumps(head | {"title": "Titel", "blocks": blocks}), encoding="utf-8")
        yield room
        room.close()


def every(room) -> dict[str, str]:
    """Each page by its name."""
    learner = room.join(room.code).learner
    return {
        "join": pages.join(lang="nl"),
        "start": pages.start(room, learner),
        "lesson": pages.lesson(room, "start", learner),
        "together": pages.together(room, learner),
        "screen": pages.screen(room, "http://192.0.2.1:8000", "<svg></svg>", key="k"),
        "login": pages.login(lang="nl"),
        "trainer": pages.trainer(room, "http://192.0.2.1:8000", "<svg></svg>"),
    }


def test_pages_stand_under_a_strict_policy_and_name_only_files_that_are_there(room):
    files = pages.front()
    for name, page in every(room).items():
        assert not REFUSED.search(page), name
        addresses = re.findall(r'(?:src|href)="(/front/[^"]+)"', page)
        assert len(addresses) == 4 and all(address.removeprefix("/front/") in files for address in addresses)
        assert "http" not in re.sub(r"http://(192\.0\.2\.1:8000|www\.w3\.org/\S+)", "", page.replace("<wbr>", ""))


def test_scripts_import_each_other_by_the_names_that_are_served():
    files = pages.front()
    scripts = {name: content.decode() for name, (content, kind) in files.items() if kind.startswith("text/javascript")}
    assert len(scripts) == len(pages.SCRIPTS)
    for text in scripts.values():
        assert all(name in files for name in re.findall(r'from "\./([^"]+)"', text))
    assert pages.front_url("class.js").removeprefix("/front/") in scripts
    with pytest.raises(KeyError):
        pages.front_url("../class.js")


def test_every_word_a_script_says_is_in_its_page_in_both_languages(room):
    page_of = {
        "together.js": ("together", "screen", "trainer"),
        "trainer.js": ("trainer",),
        "class.js": ("join", "lesson"),
    }
    shown = every(room)
    data = {name: json.loads(re.search(r'id="data">(.*?)</script>', page)[1]) for name, page in shown.items()}
    known = {name: set(one["words"]) for name, one in data.items()}
    for script, names in page_of.items():
        text = (pages.FRONT / script).read_text(encoding="utf-8")
        wanted = set(re.findall(r'say\("([a-z_]+)"', text))
        missing = wanted - set().union(*(known[name] for name in names))
        assert not missing, script
    for phase in ("idle", "vote", "split", "discuss", "again", "split_again", "verdict"):
        assert f"phase_{phase}" in known["together"] & known["screen"] and f"name_{phase}" in known["trainer"]
    for words in pages._WORDS.values():
        for key in (*words, *pages._EVERY):
            slots = [sorted(re.findall(r"{\w+}", texts.phrase(f"class_pages.{key}", lang))) for lang in ("nl", "en")]
            assert slots[0] == slots[1], key


def test_a_lesson_links_only_to_lessons_of_the_class(room):
    page = every(room)["lesson"]
    assert page.count('<a href="/lesson/consent">een</a>') == 3 and "/lesson/retention" not in page
    assert page.count("twee") == 3 and EVIL not in page and "&lt;script&gt;" in page
    assert 'data-card="quiz:start"' in page and texts.say("class_pages.gain_class", "nl") in page
    with pytest.raises(AvgkitError, match="consent"):
        pages.lesson(room, "consnt", "x")


def test_who_may_see_the_code_of_the_class(room):
    shown = every(room)
    code = f"{room.code[:3]} {room.code[3:]}"
    assert code in shown["screen"] and code in shown["trainer"]
    for name in ("join", "login"):
        assert room.code not in shown[name] and code not in shown[name], "before somebody is in, nothing tells it"


def test_the_key_of_an_exercise_is_in_no_page(room):
    for name, page in every(room).items():
        assert "verdict_html" not in page and '"answer":' not in page, name


def test_what_is_told_is_escaped():
    assert EVIL not in pages.join(EVIL, lang="en") and "&lt;script&gt;" in pages.join(EVIL, lang="en")
    assert EVIL not in pages._json({"x": EVIL})


def test_why_lessons_were_not_prepared_is_told_without_our_own_names(tmp_path, monkeypatch):
    said = b"Traceback (most recent call last):\n  File x\navgkit.errors.AvgkitError: De schijf is vol.\n"
    done = preparing.subprocess.CompletedProcess([], 1, b"", said)
    monkeypatch.setattr(preparing.subprocess, "run", lambda *given, **more: done)
    with pytest.raises(AvgkitError) as refused:
        preparing._run(["consent"], "nl", tmp_path, "")
    assert str(refused.value).endswith("De schijf is vol.") and "AvgkitError" not in str(refused.value)
