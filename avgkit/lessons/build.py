"""Builds the lessons: one jupytext source with both languages becomes a notebook for each language and each reader.

    python -m avgkit.lessons.build [--check]

A learner gets `notebooks/nl` and `notebooks/en`, without the cells tagged `solution` or `trainer`; a trainer gets
`notebooks/trainer/{nl,en}` with everything, the minutes and the answers. A source whose head says `edition: trainer`
is for the trainer alone. `sources.py` says what a source must hold.

A cell tagged `nbval-check-output` says itself what it must print: `# => nl: ...` and `# => en: ...`, written by hand
from the law. The builder puts that in as its output, and the tests run the cell and compare.
"""

import argparse
import re
import sys
from hashlib import blake2b
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..paths import NOTEBOOKS
from ..whole import written
from . import generated
from .metadata import Lesson
from .sources import EXERCISE, HIDDEN, Source, read, together

_LANG = re.compile(r'^lang(: str)? = "\w+"', re.MULTILINE)
_SETUP = re.compile(r"\blessons\.start\(")
_EXPECTED = re.compile(r"^# => (nl|en): (.*)\n?", re.MULTILINE)
_FOLDERS = ("nl", "en", "trainer/nl", "trainer/en")


def build(source: Source, lessons: list[Lesson], lang: str, trainer: bool = False) -> str:
    """The notebook of one source for one reader, as the text of its file; the same source gives the same text."""
    import nbformat
    from nbformat import v4

    made = []

    def add(kind: str, place: object, text: str, metadata: dict) -> None:
        # A cell's id is its place in the source, the same for every language and reader: a link keeps its meaning.
        ident = blake2b(f"{source.stem}/{place}".encode(), digest_size=4).hexdigest()
        said = "".join(f"{line}\n" for one, line in _EXPECTED.findall(text) if one == lang)
        new = v4.new_code_cell if kind == "code" else v4.new_markdown_cell
        made.append(new(_EXPECTED.sub("", text).rstrip("\n"), id=ident, metadata=metadata))
        if said:
            made[-1].outputs = [v4.new_output("stream", name="stdout", text=said)]
            made[-1].execution_count = 1  # without a number the tests take the cell as never run

    for place, cell in enumerate(source.cells):
        if HIDDEN.intersection(cell["tags"]) and not trainer:
            continue
        text = _LANG.sub(f'lang = "{lang}"', cell[lang]) if "parameters" in cell["tags"] else cell[lang]
        add(cell["type"], place, text, _marks(cell, fold=source.head.get("level") == "crm"))
        if trainer and not source.for_trainer and place == 0:
            add("markdown", "trainer", generated.trainer_head(source.lesson, lang), {"tags": ["trainer"]})
        if trainer and "exercise" in cell["tags"]:
            name, kind, about = EXERCISE.search(cell["nl"]).groups()
            made_by = name or f's.{kind}("{about}")'
            add("code", f"answer/{kind}:{about}", f"{made_by}.solution()", {"tags": ["trainer"]})
    if not source.for_trainer:
        add("markdown", "navigation", generated.navigation(source.stem, lessons, lang), {"tags": ["navigation"]})
    metadata = {
        "avgkit": {"lesson": source.stem, "lang": lang, **source.head},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook = v4.new_notebook(cells=made, metadata=metadata)
    notebook.nbformat_minor = 5
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def _marks(cell: dict, fold: bool) -> dict:
    """The metadata of a cell: what is set up or asked cannot be removed or changed by one wrong key.

    Code is folded away in a lesson for CRM users, whose texts never speak of it; analysts see it.
    """
    tags, metadata = [tag for tag in cell["tags"] if tag != "hide"], {}
    if cell["type"] == "code":
        asked = "exercise" in tags or "setup" in tags or bool(_SETUP.search(cell["nl"]))
        if asked or "parameters" in tags:
            metadata["deletable"] = False
        if asked:  # the parameters may be filled in, such as another code
            metadata["editable"] = False
        if fold or "hide" in cell["tags"]:  # JupyterLab reads the one, nbconvert the other
            tags, metadata["jupyter"] = [*tags, "hide-input"], {"source_hidden": True}
    return ({"tags": tags} if tags else {}) | metadata


def editions(root: Path = NOTEBOOKS) -> dict[Path, str]:
    """Each file with the text that the sources give; everything that is wrong with the sources is told at once."""
    sources = [read(path) for path in sorted((root / "source").glob("*.py"))]
    problems = [problem for source in sources for problem in source.problems] or together(sources)
    if problems:
        raise AvgkitError(problems)
    known = [source.lesson for source in sources if not source.for_trainer]
    lessons = sorted(known, key=lambda lesson: (lesson.order, lesson.stem))
    made = {}
    for source in sources:
        for folder in _FOLDERS:
            trainer = folder.startswith("trainer")
            if trainer or not source.for_trainer:
                made[root / folder / f"{source.stem}.ipynb"] = build(source, lessons, folder[-2:], trainer)
    return made


def main(arguments: list[str] | None = None, root: Path = NOTEBOOKS) -> int:
    """Write every notebook, or with --check only tell which differs from its source; a file too many is told (1)."""
    parser = argparse.ArgumentParser(prog="python -m avgkit.lessons.build")
    parser.add_argument("--check", action="store_true")
    check, differs = parser.parse_args(arguments).check, 0
    try:
        made = editions(root)
    except AvgkitError as error:
        print(error, file=sys.stderr)
        return 2
    for path, text in made.items():
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        name = path.relative_to(root.parent).as_posix()
        if check:
            differs = 1
            print(texts.say("build.differs", file=name), file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            with written(path, text) as put:
                put()
            print(texts.say("build.written", file=name))
    there = {path for folder in _FOLDERS for path in (root / folder).glob("*.ipynb")}
    for path in sorted(there - made.keys()):
        differs = 1
        print(texts.say("build.stale", file=path.relative_to(root.parent).as_posix()), file=sys.stderr)
    return differs


if __name__ == "__main__":
    sys.exit(main())
