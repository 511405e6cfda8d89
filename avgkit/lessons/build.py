"""Builds the lessons: one jupytext source with both languages becomes a notebook for each language.

    python -m avgkit.lessons.build [--check]

A markdown cell stands twice, first lang="nl", then lang="en"; code cells are shared. In the cell tagged `parameters`
the builder fills in the language. Cells tagged `solution` or `trainer` are left out of the learner's edition.
"""

import argparse
import os
import re
import sys
from hashlib import blake2b
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..paths import NOTEBOOKS

LEARNER = frozenset({"solution", "trainer"})  # what the learner's edition leaves out; the trainer's leaves out nothing
_LANG = re.compile(r'^lang(: str)? = "\w+"', re.MULTILINE)


def read(path: Path) -> tuple[dict, list[dict]]:
    """The lesson's own data, and its cells: a code cell, or a pair of texts {"nl": ..., "en": ...}."""
    import jupytext

    notebook = jupytext.read(path)
    cells, waiting = [], None
    for number, cell in enumerate(notebook.cells, 1):
        lang = cell.metadata.get("lang")
        if waiting and lang != "en":
            raise _unpaired(path, number - 1, waiting)
        if (cell.cell_type == "markdown" and lang not in ("nl", "en")) or (lang == "en" and not waiting):
            raise _unpaired(path, number, cell)
        if lang == "en":
            cells.append({"type": "markdown", "tags": _tags(waiting), "nl": waiting.source, "en": cell.source})
            waiting = None
        elif lang == "nl":
            waiting = cell
        else:
            cells.append({"type": cell.cell_type, "tags": _tags(cell), "nl": cell.source, "en": cell.source})
    if waiting:
        raise _unpaired(path, len(notebook.cells), waiting)
    return dict(notebook.metadata.get("avgkit", {})), cells


def build(path: Path, lang: str, without: frozenset = LEARNER) -> str:
    """The notebook of one lesson in one language, as the text of its file; the same source gives the same text."""
    import nbformat
    from nbformat import v4

    lesson, cells = read(path)
    made = []
    for position, cell in enumerate(cells):
        if without.intersection(cell["tags"]):
            continue
        # A cell's id is its place in the source, the same in both languages: a link or a result keeps its meaning.
        ident = blake2b(f"{path.stem}/{position}".encode(), digest_size=4).hexdigest()
        metadata = {"tags": cell["tags"]} if cell["tags"] else {}
        if "exercise" in cell["tags"]:
            metadata |= {"deletable": False}  # a shortcut pressed by accident cannot remove it
        source = cell[lang]
        if "parameters" in cell["tags"]:
            source = _LANG.sub(f'lang = "{lang}"', source)
        new = v4.new_code_cell if cell["type"] == "code" else v4.new_markdown_cell
        made.append(new(source, id=ident, metadata=metadata))
    metadata = {
        "avgkit": {"lesson": path.stem, "lang": lang, **lesson},
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    notebook = v4.new_notebook(cells=made, metadata=metadata)
    notebook.nbformat_minor = 5
    nbformat.validate(notebook)
    return nbformat.writes(notebook) + "\n"


def editions(root: Path = NOTEBOOKS):
    """Each (file, text) that the sources give."""
    for source in sorted((root / "source").glob("*.py")):
        for lang in texts.LANGUAGES:
            yield root / lang / f"{source.stem}.ipynb", build(source, lang)


def main(arguments: list[str] | None = None, root: Path = NOTEBOOKS) -> int:
    """Write every lesson, or with --check only tell which file differs from its source (exit code 1)."""
    parser = argparse.ArgumentParser(prog="python -m avgkit.lessons.build")
    parser.add_argument("--check", action="store_true")
    check, differs = parser.parse_args(arguments).check, 0
    try:
        built = list(editions(root))
    except AvgkitError as error:
        print(error, file=sys.stderr)
        return 2
    for path, text in built:
        same = path.is_file() and path.read_text(encoding="utf-8") == text
        name = path.relative_to(root.parent).as_posix()
        if check and not same:
            differs = 1
            print(texts.say("lesson.build_differs", file=name), file=sys.stderr)
        elif not check and not same:
            _write(path, text)
            print(texts.say("lesson.build_written", file=name))
    return differs


def _write(path: Path, text: str) -> None:
    """Whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".part")
    half.write_text(text, encoding="utf-8", newline="\n")
    os.replace(half, path)


def _tags(cell) -> list[str]:
    return list(cell.metadata.get("tags", []))


def _unpaired(path: Path, number: int, cell) -> AvgkitError:
    start = cell.source.strip().splitlines()[0][:50] if cell.source.strip() else ""
    return AvgkitError(texts.say("lesson.build_unpaired", file=path.name, n=number, start=start))


if __name__ == "__main__":
    sys.exit(main())
