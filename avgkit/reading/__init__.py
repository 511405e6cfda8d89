"""Opens any file that an office has, bounded and without running anything: tables, texts, and what was not read."""

from .contents import CsvShape, Limits, Opened, Sheet, Text, Unread
from .files import open_file

__all__ = ["CsvShape", "Limits", "Opened", "Sheet", "Text", "Unread", "open_file"]
