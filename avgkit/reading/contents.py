"""What stands in a file that somebody hands over: tables, texts, files inside it, and what could not be read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .. import texts


def plain(name: str) -> str:
    """A name out of a file without signs that steer a screen or break a line, or a row of such names."""
    return name if name.isprintable() else "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in name)


def shown(name: str, longest: int = 200) -> str:
    """A name out of a file as a sentence may show it: without signs that steer a screen, and not endless."""
    name = plain(name)
    return name if len(name) <= longest else name[:longest] + "…"


_ONE = {"unsolved", "hidden_rows", "error_cells", "pictures", "of_mac", "rows_above", "rows_below", "too_many_rest"}
_ONE |= {"row_quotes", "row_many", "row_few", "row_long"}


def told(code: str, place: str, count: int | None = None, **values) -> str:
    """The sentence `code` of phrases/reading.toml about a place, or the one about a single thing (`code_one`)."""
    if count is not None:
        values["count"] = texts.number(count)
    return texts.say(
        f"reading.{code}_one" if count == 1 and code in _ONE else f"reading.{code}", place=shown(place), **values
    )


@dataclass(frozen=True)
class Limits:
    """How much of one file is read; what is larger is named as unread, never read half in silence."""

    unpacked: int = 2_000_000_000  # bytes of an archive or workbook when unpacked
    ratio: int = 200  # times a part may be larger than it is packed, once it is large
    depth: int = 3  # archives inside archives
    parts: int = 10_000  # files in one archive
    cells: int = 50_000_000  # cells of one sheet
    text: int = 20_000_000  # characters of the texts of one file
    pages: int = 2_000  # pages of one document


@dataclass(frozen=True)
class Unread:
    """Something in a file that was not read: where (archive/file · sheet), a code, and the sentence for people."""

    place: str
    code: str
    sentence: str

    def __post_init__(self):
        object.__setattr__(self, "place", plain(self.place))


@dataclass(frozen=True)
class CsvShape:
    """How a text file with a separator is written; `path` is the file itself or a copy in UTF-8."""

    path: Path
    encoding: str
    separator: str
    skip: int  # lines above the header
    quotes: bool
    header: bool = True  # False: the first line is a record already
    decimal: str = ""  # what stands before decimals: a comma or a point; empty where no number has them


@dataclass
class Sheet:
    """One table in a file, every cell as text: days as 2026-11-23, whole numbers without .0, empty as null.

    `header_row` and the `_row` column of the frame are numbers of lines as a spreadsheet or an editor shows them.
    """

    place: str
    name: str
    headers: list[str]
    header_row: int
    rows: int
    read: Callable[[int | None], object]  # the first so many rows (None: all) as an Arrow table of texts with `_row`
    hidden: bool = False
    csv: CsvShape | None = None
    hidden_columns: list[str] = field(default_factory=list)
    rows_unread: int = 0
    problems: list[str] = field(default_factory=list)
    kept: list = field(default_factory=list, repr=False)  # the folder of unpacked copies, there as long as this table

    def __post_init__(self):
        self.place = plain(self.place)

    def note(self, code: str, **values) -> None:
        """Tell something about this table."""
        self.problems.append(told(code, self.place, **values))

    def frame(self, rows: int | None = None):
        """The first so many rows (None: all) as an Arrow table of texts, with the line of each row in `_row`."""
        return self.read(rows)


@dataclass(frozen=True)
class Text:
    """A running text in a file: a document, an e-mail, a comment, a text box."""

    place: str
    text: str

    def __post_init__(self):
        object.__setattr__(self, "place", plain(self.place))


@dataclass
class Opened:
    """A file as it was found. `kind` is what its content shows; `named` what its name says.

    `kind`: csv tsv txt xlsx xlsm xlsb xls ods parquet zip docx doc odt pdf eml msg json html image audio video pst mdb
    7z rar exe empty lock unknown; and archive (gz, tar, ...), pptx, ppt, rtf, xml, database.

    `kept` holds the folder of unpacked copies, which is there as long as this object is. `unpacked`: bytes in it.
    """

    path: Path
    place: str
    kind: str
    named: str
    sha256: str
    size: int
    encoding: str = ""
    locked: bool = False
    sheets: list[Sheet] = field(default_factory=list)
    texts: list[Text] = field(default_factory=list)
    inner: list["Opened"] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    kept: list = field(default_factory=list, repr=False)
    unpacked: int = 0
    parts: int = 0  # files inside it, and inside those

    def __post_init__(self):
        self.place = plain(self.place)

    def add(self, inner: "Opened") -> None:
        """A file inside this one, with all that it holds."""
        self.inner.append(inner)
        self.parts += 1 + inner.parts

    def miss(self, code: str, place: str = "", /, **values) -> None:
        """Name something as unread: by `code`, of which the sentence stands in phrases/reading.toml."""
        place = place or self.place
        self.unread.append(Unread(place, code, told(code, place, **values)))

    def note(self, code: str, place: str = "", /, **values) -> None:
        """Tell something about a file that was read all the same."""
        said = told(code, place or self.place, **values)
        if said not in self.problems:
            self.problems.append(said)

    def all(self) -> Iterator["Opened"]:
        """This file and every file inside it."""
        yield self
        for one in self.inner:
            yield from one.all()

    @property
    def complete(self) -> bool:
        """Whether everything in it was read."""
        return not any(one.unread or any(s.rows_unread for s in one.sheets) for one in self.all())
