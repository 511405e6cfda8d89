"""What stands under the head of a column in a loose list: a category, nothing about people, or unknown."""

import re
from functools import cache

from .terms import folded, lexicon

IMPERSONAL = ""


def category_of_head(head: str) -> tuple[str | None, bool]:
    """The category under a head (empty: nothing about people; None: not known), and whether it shows people."""
    return _heads().get(_bare(head), (None, False))


@cache
def _heads() -> dict[str, tuple[str, bool]]:
    words = lexicon("headers")
    found = {_bare(head): (IMPERSONAL, False) for head in words["impersonal"]["heads"]}
    found |= {_bare(head): (name, False) for name, heads in words["other"].items() for head in heads}
    return found | {_bare(head): (name, True) for name, heads in words["personal"].items() for head in heads}


def _bare(head: str) -> str:
    return re.sub(r"[^a-z0-9]", "", folded(head))
