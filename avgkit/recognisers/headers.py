"""What stands under the head of a column in a loose list: a category, nothing about people, or unknown."""

import re
from functools import cache

from .terms import folded, lexicon

IMPERSONAL = ""


def category_of_head(head: str) -> tuple[str | None, bool]:
    """The category under a head (empty: nothing about people; None: not known), and whether it shows people."""
    return _heads().get(bare(head), (None, False))


@cache
def _heads() -> dict[str, tuple[str, bool]]:
    words = lexicon("headers")
    found = {bare(head): (IMPERSONAL, False) for head in words["impersonal"]["heads"]}
    found |= {bare(head): (name, False) for name, heads in words["other"].items() for head in heads}
    return found | {bare(head): (name, True) for name in words["personal"] for head in sure_heads(name)}


def sure_heads(name: str) -> list[str]:
    """The heads of a category, or of one meaning in it (naam.first_name); none when there is no such list."""
    category, _, meaning = name.partition(".")
    heads = lexicon("headers")["personal"].get(category, [])
    if isinstance(heads, dict):
        return heads[meaning] if meaning else [head for part in heads.values() for head in part]
    return heads


def bare(head: str) -> str:
    """A head as it is compared: small letters and figures only."""
    return re.sub(r"[^a-z0-9]", "", folded(str(head)[:300]))
