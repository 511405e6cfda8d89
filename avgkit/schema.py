"""The tables of Crm and Policy as knowledge/schema.toml describes them."""

import tomllib
from dataclasses import dataclass
from functools import cache

from . import paths, texts

SIDES = ("crm", "policy")


@dataclass(frozen=True)
class Column:
    """One column: its type, allowed values, the table it refers to, and whether its value is personal."""

    name: str
    type: str
    values: tuple[str, ...]
    table: str | None
    knowledge: str | None
    personal: bool
    required: bool
    meaning: dict
    minimum: int | None = None
    each: str | None = None
    usual: str | None = None

    def expected(self, lang: str | None = None) -> str:
        """What may stand in this column, as words."""
        if self.values:
            return texts.say("errors.expect_codes", lang, values=", ".join(self.values))
        if self.each:
            return texts.say(f"errors.expect_{self.each}", lang)
        kind = self.type if self.type in ("day", "moment", "whole", "flag", "country") else "text"
        return texts.say(f"errors.expect_{kind}", lang)


@dataclass(frozen=True)
class Table:
    """One table: its words and its columns by name; the first column of type key is the record's key."""

    name: str
    side: str
    words: dict
    columns: dict[str, Column]
    parts: tuple[str, ...] | None = None
    doubles: bool = False

    @property
    def key(self) -> str | None:
        return next((c.name for c in self.columns.values() if c.type == "key"), None)

    def key_of(self, row: dict) -> str:
        """The key of a record: its key column, its declared parts joined by /, or the table's name for a single row."""
        parts = (self.key,) if self.key else self.parts or ()
        return "/".join(str(row[part]) for part in parts) or self.name


def _column(raw: dict) -> Column:
    return Column(
        name=raw["name"],
        type=raw["type"],
        values=tuple(raw.get("values", ())),
        table=raw.get("table"),
        knowledge=raw.get("knowledge"),
        personal=raw.get("personal", False),
        required=raw.get("required", False),
        meaning={"nl": raw["nl"], "en": raw["en"]},
        minimum=raw.get("minimum"),
        each=raw.get("each"),
        usual=raw.get("usual"),
    )


@cache
def tables(side: str) -> dict[str, Table]:
    """The tables of one side, `crm` or `policy`, by name."""
    with open(paths.KNOWLEDGE / "schema.toml", "rb") as file:
        raw = tomllib.load(file)[side]
    return {
        name: Table(
            name,
            side,
            {"nl": t["nl"], "en": t["en"]},
            {c["name"]: _column(c) for c in t["columns"]},
            tuple(t["key"]) if "key" in t else None,
            t.get("doubles", False),
        )
        for name, t in raw.items()
    }
