"""Where the files of a report come to stand: whole, or not at all."""

import json
import os
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..tables import why


def results(work: Path, out: Path, on: str) -> dict:
    """The results as `avgkit scan --json` gives them; those of a report without a scan are empty."""
    path = work / "results.json"
    if not path.exists():
        return {"law_date": on, "results": [], "themes": [], "sources": [], "later": {}, "complete": True}
    found = json.loads(path.read_text(encoding="utf-8"))
    if (work / "findings").exists():  # those of a scan that was made before stay where they are
        found["findings"] = str(out / "findings")
    write(path, json.dumps(found, ensure_ascii=False, indent=1) + "\n")
    return found


def make_folder(out: Path) -> list[Path]:
    """Make the folder; gives the folders that were not there yet, the innermost first."""
    try:
        missing = [folder for folder in (out, *out.parents) if not folder.exists()]
        out.mkdir(parents=True, exist_ok=True)
        if not os.access(out, os.W_OK):
            raise PermissionError(13, os.strerror(13))
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=out, reason=why(error))) from None
    return missing


def write(path: Path, text: str) -> None:
    """A text with the same line ends on every machine."""
    path.write_text(text, encoding="utf-8", newline="\n")


def parts(work: Path, stem: str) -> list[Path]:
    """What a report made, in the order in which it is put in place: the page last, for it points to all the others."""
    made = [part for part in work.iterdir() if not part.name.startswith(".")]
    last = [f"{stem}{ending}" for ending in (".ipynb", ".html")]
    return sorted(made, key=lambda part: (last.index(part.name) + 1 if part.name in last else 0, part.name))


def put(new: Path, target: Path) -> None:
    """Put a finished file or folder in the place of the old one; an old folder steps aside first."""
    if not target.is_dir():
        os.replace(new, target)
        return
    aside = new.with_name(f"{new.name}.old")
    os.replace(target, aside)
    try:
        os.replace(new, target)
    except OSError:
        os.replace(aside, target)
        raise
