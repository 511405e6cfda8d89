"""The folder in which runs are kept: read with what could not be read told, written whole, the same inputs once."""

from dataclasses import dataclass, field
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..tables import why
from ..whole import beside, written
from . import runs
from .runs import Run

MOST = 1_000  # files that are read of one folder, the latest days of the law first


@dataclass
class History:
    """The runs of a folder; `problems`: a sentence for each file that is no run, or none that we can read."""

    runs: list[Run] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def of(self, whose: str, cut: str) -> list[Run]:
        """The runs of one organisation and one part of it, in order."""
        return sorted((run for run in self.runs if (run.whose, run.cut) == (whose, cut)), key=lambda run: run.order)


def read(*folders: str | Path | None) -> History:
    """The runs in these folders; one that is not there holds none. A run that stands in two of them counts once."""
    found, seen = History(), set()
    for folder in dict.fromkeys(Path(folder) for folder in folders if folder):
        for path in _files(folder, found):
            try:
                run = runs.read(path)
            except OSError as error:
                found.problems.append(texts.say("trends.run_unread", file=path.name, reason=why(error)))
                continue
            except (ValueError, RecursionError) as error:
                key = "run_newer" if str(error) == "newer" else "run_broken"
                found.problems.append(texts.say(f"trends.{key}", file=path.name))
                continue
            if run.name not in seen:
                seen.add(run.name)
                found.runs.append(run)
    return found


def _files(folder: Path, found: History) -> list[Path]:
    """The files of a folder that can be runs; not those that are being written."""
    try:
        if not folder.exists():
            return []
        files = sorted((p for p in folder.iterdir() if p.suffix == ".json" and p.name[:1] != "."), reverse=True)
    except OSError as error:
        found.problems.append(texts.say("trends.run_unread", file=folder, reason=why(error)))
        return []
    if len(files) > MOST:
        found.problems.append(texts.say("trends.run_many", folder=folder, most=MOST, count=len(files)))
    return files[:MOST]


def keep(run: Run, folder: str | Path) -> Path:
    """Write the run as a file of its own, whole or not at all; one that stands there already stays as it is."""
    path = Path(folder) / run.name
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            with written(path, runs.to_text(run)) as put:
                put()
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=path, reason=why(error))) from None
    return path


def place(made: Path, folder: Path) -> None:
    """Move the runs that a report made to the folder in which runs are kept; those of others stay there."""
    if not made.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for file in sorted(made.iterdir()):
        target = folder / file.name
        if not target.exists():
            between = beside(target)  # the folder may be on another disk
            between.write_bytes(file.read_bytes())
            between.replace(target)
        file.unlink()
    made.rmdir()
