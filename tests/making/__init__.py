"""Writes files for tests that no well-kept library writes; what the sample folder needs stands in avgkit.synthetic."""

from avgkit.synthetic.papers import container, docx, eml, msg, ods, odt, pdf, xls, xlsb, xlsx, zipped

from .hostile import doctype_docx, million_pages, nested_mail, zip_bomb
from .locked import locked_pdf, locked_xlsx
from .old_word import doc
from .rich_text import lzfu

__all__ = [
    "container",
    "doc",
    "doctype_docx",
    "docx",
    "eml",
    "locked_pdf",
    "locked_xlsx",
    "lzfu",
    "million_pages",
    "msg",
    "nested_mail",
    "ods",
    "odt",
    "pdf",
    "xls",
    "xlsb",
    "xlsx",
    "zip_bomb",
    "zipped",
]
