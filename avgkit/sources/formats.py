"""The formats of exports: one page each in formats/, saying which file and column is which table and column of ours."""

import tomllib
from functools import cache

from .. import paths, texts
from ..errors import AvgkitError
from .systems import own_page, systems

__all__ = ["OWN", "names", "page", "recognise", "systems"]

OWN = "avgkit"


@cache
def names() -> list[str]:
    """The names of the formats that are known."""
    return sorted([OWN, *(page.stem for page in paths.FORMATS.glob("*.toml"))])


def page(name: str) -> dict:
    """The page of a format; our own format has none, because it maps every name to itself.

    A name that ends in .toml is the path of a page of one's own, as `avgkit inspect --save` writes it.
    """
    if str(name).lower().endswith(".toml"):
        return own_page(name)
    if name not in names():
        raise AvgkitError(texts.unknown_name("errors.unknown_format", name, names()))
    if name == OWN:
        return {}
    with open(paths.FORMATS / f"{name}.toml", "rb") as file:
        return tomllib.load(file)


def recognise(files: set[str]) -> str | None:
    """The format whose files are all among these names, if there is one."""
    lowered = {file.lower() for file in files}
    for name in names():
        wanted = {table["file"].lower() for table in page(name).get("tables", {}).values()}
        if wanted and wanted <= lowered:
            return name
    return None
