"""A short text that reads well in a terminal, in a notebook and through a screen reader."""

from dataclasses import dataclass
from html import escape

from .look import style

_SHORT = 16  # letters
_LONG = 40  # letters of a first cell that may run over more lines
_MANY = 6  # columns of a table that needs narrow ones
_SHAPES = {"●": "ok", "▲": "finding", "◇": "unknown", "◐": "info"}


@dataclass(frozen=True)
class Table:
    """Rows of texts under headers; the first cell names its row; `numbers` are the columns set to the right."""

    caption: str
    head: tuple
    rows: tuple
    numbers: frozenset = frozenset()
    bars: tuple = ()  # a share between 0 and 1 for each row, drawn behind the last column

    def __str__(self) -> str:
        wide = [max(map(len, column)) for column in zip(self.head, *self.rows, strict=True)]

        def line(row) -> str:
            cells = [
                c.rjust(n) if i in self.numbers else c.ljust(n) for i, (c, n) in enumerate(zip(row, wide, strict=True))
            ]
            return "  ".join(cells).rstrip()

        return "\n".join([self.caption, line(self.head), "  ".join("-" * n for n in wide), *map(line, self.rows)])

    def html(self) -> str:
        def cells(row) -> str:
            long = ' class="long"' if len(row[0]) > _LONG else ""
            first = f'<th scope="row"{long}>{escape(row[0])}</th>'
            return first + "".join(f"<td{self._set(i, cell)}>{_mark(cell)}</td>" for i, cell in enumerate(row[1:], 1))

        top = "".join(f'<th scope="col"{self._set(i, cell)}>{escape(cell)}</th>' for i, cell in enumerate(self.head))
        shares = self.bars or (None,) * len(self.rows)
        body = "".join(f"<tr>{cells(row)}{_bar(share)}</tr>" for row, share in zip(self.rows, shares, strict=True))
        top += '<th aria-hidden="true"></th>' if self.bars else ""
        caption = escape(self.caption)
        many = ' class="many"' if len(self.head) > _MANY else ""
        return (
            f'<div class="scroll" role="region" aria-label="{caption}" tabindex="0"><table{many}>'
            f"<caption>{caption}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>"
        )

    def _set(self, column: int, cell: str) -> str:
        """How a cell is set: a number to the right, and what is short on one line."""
        return ' class="number"' if column in self.numbers else ' class="short"' if len(cell) <= _SHORT else ""


@dataclass(frozen=True)
class Page:
    """Blocks one under another: a sentence, a list of sentences, or a table."""

    blocks: tuple
    lang: str = "nl"

    def __repr__(self) -> str:
        return "\n\n".join(
            "\n".join(f"- {line}" for line in block) if isinstance(block, list) else getattr(block, "alt", str(block))
            for block in self.blocks
        )

    def html(self) -> str:
        """The blocks as HTML without a style sheet, for a page that has its own."""
        return f'<div class="avgkit" lang="{self.lang}">{"".join(map(_block, self.blocks))}</div>'

    def _repr_html_(self) -> str:
        return style() + self.html()


def _block(block) -> str:
    if hasattr(block, "svg"):  # a chart; the table with its numbers stands beside it
        return f'<figure><img src="{escape(block.src)}" alt="{escape(block.alt)}"></figure>'
    if isinstance(block, Table):
        return block.html()
    if isinstance(block, list):
        return "<ul>" + "".join(f"<li>{_mark(line)}</li>" for line in block) + "</ul>"
    return f"<p>{_mark(block)}</p>"


def _mark(text: str) -> str:
    """The text, escaped; a shape with its word (`▲ bevinding`) also gets its colour, which never says it alone."""
    shape = next((s for s in _SHAPES if s in text), None)
    if not shape:
        return escape(text)
    before, after = text.split(shape, 1)
    end = next((i for i, letter in enumerate(after) if letter in ".:"), len(after))
    return f'{escape(before)}<span class="{_SHAPES[shape]}">{shape}{escape(after[:end])}</span>{escape(after[end:])}'


def _bar(share: float | None) -> str:
    """A bar beside the number that it draws; a screen reader reads the number."""
    if share is None:
        return ""
    return f'<td class="bars" aria-hidden="true"><span class="bar" style="width:{100 * share:.1f}%"></span></td>'
