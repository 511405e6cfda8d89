"""Recognisers: what a text holds besides what it is about, such as a national number or words of a special category.

Each hit says how sure it is and why. Modest on purpose: what a careful reader must judge is never called certain.
"""

from .finding import recognise
from .headers import category_of_head
from .hits import BELIEVED, CERTAIN, DIRECT, LABELS, SPECIAL, Hit
from .notes import categories, found, prefilter, prefilters

__all__ = ["BELIEVED", "CERTAIN", "DIRECT", "LABELS", "SPECIAL", "Hit"]
__all__ += ["categories", "category_of_head", "found", "prefilter", "prefilters", "recognise"]
