"""Opens any file that an office has, bounded and without running anything: tables, texts, and what was not read."""

from .books import policy_book
from .contents import CsvShape, Limits, Opened, Sheet, Text, Unread
from .files import locked, open_file, opening
from .inside import open_inside
from .unpacking import Refused

__all__ = [
    "CsvShape",
    "Limits",
    "Opened",
    "Refused",
    "Sheet",
    "Text",
    "Unread",
    "locked",
    "open_file",
    "open_inside",
    "opening",
    "policy_book",
]
