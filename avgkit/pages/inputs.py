"""The files that were read, as the page that tells how a report was made shows them."""

from .. import schema
from .blocks import capital
from .holdings import item, word


def listed(scan, lang: str) -> list[dict]:
    """Every source of a scan as the method page shows it.

    `listed`: whether it has a line of its own; what only tells something about a file that stands there already has
    none, but its sentences stay.
    """
    sides = [(source, "crm") for source in scan.crm.sources] + [(source, "policy") for source in scan.policy.sources]
    named = {source.sha256 for source, _ in sides if source.table or not source.complete}
    told = [(source, described(source, side, lang)) for source, side in sides]
    return [one | {"listed": bool(s.table) or not s.complete or s.sha256 not in named} for s, one in told]


def described(source, side: str, lang: str) -> dict:
    """A source as the method page shows it."""
    return {
        "side": side,
        "table": capital(word(f"{side}.{source.table}", lang)),
        "file": source.file or "–",
        "sha256": source.sha256,
        "rows_read": source.rows_read,
        "rows_unread": source.rows_unread,
        "columns_read": source.columns_read,
        "columns_unused": source.columns_unused,
        "values_unread": source.values_unread,
        "problems": source.problems,
        "complete": source.complete,
        "place": " · ".join(filter(None, [source.file or "–", source.sheet])),
        "written": ", ".join(filter(None, [source.system, source.encoding])),
        "mapping": [(header, _into(into, lang)) for header, into in source.mapping.items()],
        "read": bool(source.columns_read or (source.sha256 and not source.rows_unread)),
    }


def _into(into: str, lang: str) -> str:
    """What of ours a header became: the table, and the column where there is one of that name."""
    table, _, column = into.partition(".")
    field = schema.tables("crm")[table].columns.get(column)
    return word(f"crm.{table}", lang) + (f": {item(field, lang).lower()}" if field else "")
