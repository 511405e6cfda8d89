"""Makes a sample of a messy office folder beside an invented CRM, and says of every file what is planted in it."""

import json
import os
import shutil
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from .. import texts, whole
from ..errors import AvgkitError
from ..tables import why
from .tree_people import Cast, cast, hashes

SIZES = ("small", "large")
EXPECTED, ERASED = "shadow-expected.json", "shadow-erased.csv"


@dataclass
class Planted:
    """What a search should find in one file; an inner file as outer.zip/list.csv.

    `people`: keys of contacts who certainly stand in it. `to_confirm`: contacts of whom only the name or a shared
    address stands in it, so perhaps somebody else. `erased`, `objected`, `withdrawn`: which of them asked that in the
    CRM. `erased_emails`: the addresses of the erased ones, which the CRM no longer has. `personal`: yes, no, unknown.
    `special`: categories of the law. `reason`: a code; empty where everything can be read.
    """

    path: str
    personal: str = "no"
    people: list[str] | None = None
    to_confirm: list[str] | None = None
    special: list[str] | None = None
    rows: int | None = None
    duplicate_of: str = ""
    stale: bool = False
    erased: list[str] | None = None
    erased_emails: list[str] | None = None
    objected: list[str] | None = None
    withdrawn: list[str] | None = None
    unreadable: bool = False
    reason: str = ""

    def __post_init__(self) -> None:
        for name in ("people", "to_confirm", "special", "erased", "erased_emails", "objected", "withdrawn"):
            setattr(self, name, sorted(set(getattr(self, name) or ())))


@dataclass(frozen=True)
class Paper:
    """A file to write: its path in the folder, its bytes, when it was last changed, and what is planted in it."""

    path: str
    content: bytes
    at: datetime
    planted: tuple[Planted, ...]


def make_tree(
    folder: str | Path, crm, seed: int = 1, size: str = "small", expected: str | Path | None = None
) -> list[dict]:
    """Write the folder and give what is planted in each file (the fields of Planted), in the order of the paths.

    crm: a Crm, or what generate_crm gives. size: "large" adds a list of 250,000 rows and 200 files. expected: a file
    outside the folder to write that list to. The same seed gives the same bytes. Raises AvgkitError when the folder
    holds anything, or cannot be written.
    """
    if size not in SIZES:
        raise AvgkitError(texts.unknown_name("synthetic.unknown_size", size, SIZES))
    folder = Path(folder)
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise AvgkitError(texts.say("errors.folder_in_use", path=folder))
    planned, _ = plan(crm, seed, size)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        try:
            made = written(work, planned)
            work.chmod(0o755)
            whole.swap(work, folder)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        if expected is not None:
            with whole.written(Path(expected), shown(made)) as put:
                put()
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=folder, reason=why(error))) from None
    return made


def plan(crm, seed: int = 1, size: str = "small") -> tuple[list[Paper], Cast]:
    """Every file of the folder, not yet written, and the people in them."""
    from . import tree_lists, tree_papers

    rng = Random(seed)
    people = cast(getattr(crm, "crm", crm), rng)
    papers = [*tree_lists.papers(people, rng), *tree_papers.papers(people, rng)]
    if size == "large":
        papers += tree_lists.many(people, rng)
    return papers, people


def written(folder: Path, papers: list[Paper]) -> list[dict]:
    """Write the files, a link that leads out and a file that may not be read; what a system cannot have is left out."""
    made: list[Planted] = []
    for paper in papers:
        path = folder / paper.path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(paper.content)
        except OSError:
            if paper.planted[0].reason == "odd_name":
                continue  # a name that this system does not allow
            raise
        os.utime(path, (paper.at.timestamp(),) * 2)
        made += paper.planted
    made += _shut(folder, papers) + _link(folder)
    for one in made:
        if one.reason == "odd_name":
            one.reason = ""
    return [asdict(one) for one in sorted(made, key=lambda one: one.path)]


def _shut(folder: Path, papers: list[Paper]) -> list[Planted]:
    """A file that only its owner may read; whoever is master of the machine reads it all the same."""
    path = folder / "Directie" / "alleen voor Karin.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_text("Afspraken over de verbouwing van de kantine.\n", encoding="utf-8")
    at = papers[0].at.timestamp()
    os.utime(path, (at, at))
    path.chmod(0)
    shut = not os.access(path, os.R_OK)
    return [Planted("Directie/alleen voor Karin.txt", unreadable=shut, reason="unreadable" if shut else "")]


def _link(folder: Path) -> list[Planted]:
    """A link to the folder above the folder: whoever follows it searches what nobody asked to search."""
    with suppress(OSError, NotImplementedError):
        os.symlink(os.path.join("..", ".."), folder / "Acties 2023" / "naar boven", target_is_directory=True)
        return [Planted("Acties 2023/naar boven", personal="unknown", unreadable=True, reason="link_out")]
    return []


def shown(made: list[dict]) -> str:
    """The list of what is planted, as JSON."""
    return json.dumps({"files": made}, ensure_ascii=False, indent=1) + "\n"


def beside(folder: Path, crm, seed: int, size: str = "small") -> int:
    """Write folder/shadow, and next to it what is planted and the hashes of the erased; gives the number of files."""
    papers, people = plan(crm, seed, size)
    (folder / "shadow").mkdir()
    made = written(folder / "shadow", papers)
    (folder / EXPECTED).write_text(shown(made), encoding="utf-8")
    (folder / ERASED).write_text("\n".join(["hash", *hashes(people.erased)]) + "\n", encoding="utf-8")
    return sum("/" not in one["path"] or (folder / "shadow" / one["path"]).exists() for one in made)
