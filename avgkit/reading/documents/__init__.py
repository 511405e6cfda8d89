"""Reads documents and e-mails: their text, and the files inside them."""

from pathlib import Path

from ... import texts
from ..contents import Limits, Opened


def read_document(opened: Opened, content_path: Path, limits: Limits) -> None:
    """Fill the texts, inner files and unread parts of a document. `content_path`: its bytes, unlocked where need be."""
    opened.miss("kind", kind=texts.say(f"reading.kind_{opened.kind}"))
