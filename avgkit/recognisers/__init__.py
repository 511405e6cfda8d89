"""Recognisers: what a text holds besides what it is about, such as a national number or words of a special category.

Each finding is certain or only possible. Modest on purpose: what a careful reader must judge is never called certain.
"""

from .headers import category_of_head
from .notes import categories, found, prefilter

__all__ = ["categories", "category_of_head", "found", "prefilter"]
