"""What lies in a folder: which file is which table, and which files are not read and why."""

from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path

from .. import schema, texts
from ..errors import AvgkitError
from ..tables import Source, why

SUFFIXES = {
    "crm": (".csv", ".parquet", ".tsv", ".txt", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".zip"),
    "policy": (".csv",),
}
_DATA = (*SUFFIXES["crm"], ".json", ".jsonl", ".xml")
_MOST = 12  # names in one sentence
# Crm and policy may lie in one folder; then neither is a stranger to the other.
_OWN = {f"{name}{suffix}" for side, ends in SUFFIXES.items() for name in schema.tables(side) for suffix in ends}


@dataclass
class Listing:
    """The data files of a folder by lower-case name; those that differ only in capitals; those barred, and why."""

    files: dict[str, Path] = field(default_factory=dict)
    twins: list[Path] = field(default_factory=list)
    barred: dict[str, tuple[str, str]] = field(default_factory=dict)

    def choose(self, named: dict[str, list[str]]) -> tuple[dict[str, Path], list[Source]]:
        """The file of each table, the first of its names that is there; and an account of the files not read."""
        chosen: dict[str, Path] = {}
        aside: list[Source] = []
        lowered = {table: [name.lower() for name in names] for table, names in named.items()}
        for table, names in lowered.items():
            here = [self.files[name] for name in names if name in self.files]
            here += [path for path in self.twins if path.name.lower() in names]
            if here:
                chosen[table] = here[0]
            for path in here[1:]:
                said = {"where": path.name, "table": table, "file": here[0].name}
                aside.append(Source(table, path.name, problems=[texts.say("errors.file_twin", **said)]))
            for file, key in (self.barred[name] for name in names if name in self.barred):
                problem = texts.say(f"errors.file_{key}", where=file)
                aside.append(Source(table, file, rows_unread=1, problems=[problem]))
        return chosen, [*aside, *self._strangers([name for names in lowered.values() for name in names])]

    def _strangers(self, known: list[str]) -> list[Source]:
        """The files that belong to no table: each with the file its name resembles, the others together."""
        found = [path.name for path in (*self.files.values(), *self.twins)] + [file for file, _ in self.barred.values()]
        others = sorted(name for name in found if name.lower() not in {*known, *_OWN})
        near = [name for name in others if resembles(name, known)]
        said = {name: texts.unknown_name("errors.file_unknown", name, known, where=name) for name in near}
        told = [Source("", name, problems=[said[name]]) for name in near]
        rest = [name for name in others if name not in near]
        if rest:
            names = ", ".join(rest[:_MOST]) + (" …" if len(rest) > _MOST else "")
            told.append(Source("", names, problems=[texts.say("errors.files_unknown", names=names)]))
        return told


def resembles(name: str, known: list[str]) -> bool:
    """Whether a file has nearly the name of one that is known; the suffix, which all share, does not count."""
    return bool(get_close_matches(Path(name).stem.lower(), {Path(other).stem for other in known}, n=1, cutoff=0.8))


def listing(folder: Path) -> Listing:
    """What lies in the folder (a file is a folder with that one file); a link out of the folder is not followed."""
    if not folder.is_dir():
        return Listing({folder.name.lower(): folder} if folder.is_file() else {})
    found = Listing()
    try:
        inside = folder.resolve()
        for path in sorted(folder.iterdir(), key=lambda p: (p.name != p.name.lower(), p.name)):
            name = path.name.lower()
            if path.suffix.lower() not in _DATA:
                continue
            if bar := _bar(path, inside):
                found.barred[name] = (path.name, bar)
            elif name in found.files:
                found.twins.append(path)
            else:
                found.files[name] = path
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=folder, reason=why(error))) from None
    return found


def own(side: str) -> dict[str, list[str]]:
    """The names that the file of each of our own tables may have."""
    return {name: [f"{name}{suffix}" for suffix in SUFFIXES[side]] for name in schema.tables(side)}


def _bar(path: Path, inside: Path) -> str:
    """Why this may not be read as a file of the folder, if so."""
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(inside):
            return "link"
    except RuntimeError:  # it leads to itself
        return "link"
    if path.is_dir():
        return "folder"
    return "" if path.is_file() else "other"
