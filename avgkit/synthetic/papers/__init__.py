"""Writes the papers of an invented office as bytes, in the forms that people really keep: also those of long ago."""

from .container import container
from .messages import eml, msg
from .old_excel import xls
from .open_office import ods, odt
from .packed import docx, xlsb, xlsx, zipped
from .printed import pdf

__all__ = ["container", "docx", "eml", "msg", "ods", "odt", "pdf", "xls", "xlsb", "xlsx", "zipped"]
