"""The formats of exports: one page each in formats/, or a page of one's own.

A page says which file and column is which table and column of ours (`[tables]`), or what the headers of a system mean
(`[headers]`: header = meaning of knowledge/meanings.toml, with `[values.<meaning>]` for its words).
"""

import tomllib
from functools import cache
from pathlib import Path

from .. import paths, schema, texts
from ..errors import AvgkitError
from ..recognisers.headers import bare
from ..tables import why
from .systems import systems, wrong

__all__ = ["OWN", "fits", "names", "page", "recognise", "systems"]

OWN = "avgkit"


@cache
def names() -> list[str]:
    """The names of the formats that are known."""
    return sorted([OWN, *(page.stem for page in paths.FORMATS.glob("*.toml"))])


def page(name: str) -> dict:
    """The page of a format, by its name or by the path of a page (.toml); our own format has none.

    Raises AvgkitError with everything that is wrong with a page: not there, not TOML, unknown tables or meanings.
    """
    if name in names():
        return _built_in(name)
    if not str(name).lower().endswith(".toml"):
        raise AvgkitError(texts.unknown_name("errors.unknown_format", name, names()))
    from .exports import existing

    path = existing(name)
    try:
        with open(path, "rb") as file:
            found = tomllib.load(file)
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=why(error))) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        said = str(error).partition("\n")[0]
        raise AvgkitError(texts.say("errors.page_not_toml", path=path, error=said)) from None
    if problems := _wrong(path, found):
        raise AvgkitError(problems)
    return found | {"name": path.stem}


@cache
def _built_in(name: str) -> dict:
    if name == OWN:
        return {}
    with open(paths.FORMATS / f"{name}.toml", "rb") as file:
        return tomllib.load(file) | {"name": name}


def _wrong(path: Path, page: dict) -> list[str]:
    """What is wrong with a page of one's own."""
    tables, headers, ours = page.get("tables", {}), page.get("headers", {}), schema.tables("crm")
    if not all(isinstance(part, dict) for part in (tables, headers)) or not (tables or headers):
        return [texts.say("errors.page_empty", path=path)]
    if not tables:
        return wrong(page, path.name)
    said = [texts.unknown_name("errors.unknown_table", name, ours) for name in tables if name not in ours]
    for name, table in tables.items():
        if name in ours and not (isinstance(table, dict) and table.get("file") and table.get("columns")):
            said.append(texts.say("errors.page_table", where=path.name, table=name))
        elif name in ours:
            columns = [column for column in table["columns"] if column not in ours[name].columns]
            said += [texts.unknown_name("errors.unknown_column", c, ours[name].columns, where=name) for c in columns]
    return said


def recognise(files: set[str]) -> str | None:
    """The format whose files are all among these names, if there is one."""
    lowered = {file.lower() for file in files}
    for name in names():
        wanted = {table["file"].lower() for table in page(name).get("tables", {}).values()}
        if wanted and wanted <= lowered:
            return name
    return None


def fits(name: str, headers: dict[str, list[str]]) -> bool:
    """Whether each file of a format has half of the columns that its page names; `headers` by the file's name."""
    for table in page(name)["tables"].values():
        here = {bare(header) for header in headers.get(table["file"].lower(), [])}
        if 2 * len(here & {bare(header) for header in table["columns"].values()}) < len(table["columns"]):
            return False
    return True
