"""Opens documents and messages: their texts, the files inside them, and by name what nobody can read in them."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from ..contents import Limits, Opened
from . import mail, office, oldword, opendocument, outlook, pdf, rich, simple
from .gathering import Gathering, phrase
from .packed import TooLarge

READERS: dict[str, Callable[[Gathering, Path], None]] = {
    **dict.fromkeys(("docx", "docm", "dotx", "dotm", "pptx", "pptm", "ppsx"), office.read),
    **dict.fromkeys(("odt", "ott", "odp"), opendocument.read),
    **dict.fromkeys(("txt", "md", "log", "vcf", "ics", "csv", "tsv"), simple.text),
    **dict.fromkeys(("json", "jsonl"), simple.data),
    **dict.fromkeys(("html", "htm"), simple.page),
    **dict.fromkeys(("xml", "fodt"), simple.marked),
    **{"doc": oldword.read, "rtf": rich.read, "pdf": pdf.read, "eml": mail.read, "mht": mail.read, "msg": outlook.read},
}
NAMED = (  # kinds that are named and never read
    *("pst", "ost", "mdb", "accdb", "7z", "rar", "image", "audio", "video", "exe", "ppt", "odg", "pub", "vsd", "one"),
    *("tnef", "mbox", "database", "archive"),
)


def read_document(opened: Opened, content_path: Path, limits: Limits, password: str | None = None) -> None:
    """Fill `texts`, `inner`, `unread` and `problems` of a file of which the kind is known.

    `content_path`: where its content stands (itself, or an unlocked copy). Raises nothing about the content: what is
    damaged, locked, too large or of a kind that cannot be read stands in `unread` with a sentence.
    """
    gathering = Gathering(opened, limits, password)
    reader = READERS.get(opened.kind)
    if reader is None:
        gathering.unread(opened.kind if opened.kind in NAMED else "unknown_kind")
        return
    try:
        reader(gathering, Path(content_path))
    except TooLarge:
        gathering.unread("too_large")
    except (zipfile.BadZipFile, NotImplementedError):
        gathering.damaged()
    except RuntimeError as error:  # zipfile says so of a part that is locked
        locked = "password" in str(error) or "encrypted" in str(error)
        opened.locked = opened.locked or locked
        if locked:
            gathering.unread("locked")
        else:
            gathering.damaged()
    except MemoryError:
        gathering.unread("too_large")
    except Exception:  # the libraries fail in any way on a file that was made to hinder them; the file is named
        gathering.damaged()


__all__ = ["NAMED", "READERS", "phrase", "read_document"]
