"""Files with a password, locked by the libraries that also open them."""

import io
import zipfile

from avgkit.synthetic.papers import pdf, xlsx


def locked_xlsx(password: str, sheets: dict[str, list[list]]) -> bytes:
    """A workbook that opens with the password."""
    from msoffcrypto.format.ooxml import OOXMLFile

    plain, made = io.BytesIO(xlsx(sheets)), io.BytesIO()
    with zipfile.ZipFile(plain, "a") as book:  # the library writes what is smaller than 4096 bytes wrongly
        book.writestr("docProps/filler.bin", bytes(8192))
    OOXMLFile(plain).encrypt(password, made)
    return made.getvalue()


def locked_pdf(password: str, pages: list[list[str]], algorithm: str = "AES-256") -> bytes:
    """A PDF that opens with the password; an empty one is what printers use to forbid copying."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf(pages)))
    writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()
