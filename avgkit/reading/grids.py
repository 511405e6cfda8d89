"""Finds the tables on a sheet: titles above, a header of one row or two, blank rows, tables below or beside others.

The rows pass by once; of a sheet with a million of them only the first, the last and counts are kept.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from . import cells

_HEAD, _WAIT = 60, 3


@dataclass
class Block:
    """Rows that belong together: the first and the last of them, and which columns are filled from where to where."""

    head: list[tuple[int, list]] = field(default_factory=list)
    tail: deque = field(default_factory=lambda: deque(maxlen=12))
    columns: dict[int, list[int]] = field(default_factory=dict)  # column: times filled, first line, last line
    count: int = 0
    gaps: deque = field(default_factory=lambda: deque(maxlen=12))  # lines after which a blank row came

    def add(self, line: int, row: list) -> None:
        """One more row that is not blank."""
        if len(self.head) < _HEAD:
            self.head.append((line, row))
        self.tail.append((line, row))
        self.count += 1
        for column, cell in enumerate(row):
            if cell is not None:
                seen = self.columns.setdefault(column, [0, line, line])
                seen[0] += 1
                seen[2] = line


@dataclass
class Grid:
    """One table on a sheet. Lines as a spreadsheet shows them; `columns` are places in a row, the first is 0."""

    headers: list[str]
    header_row: int
    columns: list[int]
    first: int
    last: int
    count: int | None  # None: to be counted, because another table stands beside it
    notes: list[tuple[int, str]] = field(default_factory=list)  # what stands above and below it
    total: int = 0

    def row(self, line: int, row: list) -> list | None:
        """The cells of this table in a row of the sheet; None when the row is no record of it."""
        if not self.first <= line <= self.last or line == self.total:
            return None
        mine = [row[column] if column < len(row) else None for column in self.columns]
        return mine if any(cell is not None for cell in mine) else None


def tables(rows: Iterable[tuple[int, list]], merged: list) -> list[Grid]:
    """The tables in these (line, cells) pairs; `merged`: cells taken together, as ((row, column), (row, column))."""
    found = []
    for block in _blocks(rows):
        for columns in _sides(block, merged):
            if grid := _grid(block, columns, merged, len(columns) < len(block.columns)):
                found.append(grid)
    return found


def _blocks(rows: Iterable[tuple[int, list]]) -> list[Block]:
    """Rows together until, after a blank row, another table begins."""
    blocks, now, waiting, last = [], Block(), [], 0
    for line, row in rows:
        if not any(cell is not None for cell in row):
            continue
        gap = bool(last) and line > last + 1
        if waiting and (gap or len(waiting) >= _WAIT):
            now = _settled(blocks, now, waiting)
            waiting = []
        if gap:
            now.gaps.append(last)
        if gap or waiting:
            waiting.append((line, row))
        else:
            now.add(line, row)
        last = line
    now = _settled(blocks, now, waiting) if waiting else now
    return [*blocks, now] if now.count else blocks


def _settled(blocks: list[Block], now: Block, waiting: list) -> Block:
    """Put the rows after a blank one with the block before, or begin another."""
    if _begins(now, waiting):
        blocks.append(now)
        now = Block()
    for line, row in waiting:
        now.add(line, row)
    return now


def _begins(now: Block, waiting: list) -> bool:
    """Whether the rows after a blank one are another table: a header where the table above has data, or elsewhere."""
    at = next((n for n, (_, row) in enumerate(waiting[:2]) if cells.filled(row) > 1), None)
    top = cells.header_at([row for _, row in now.head])
    if at is None or top is None or cells.filled(now.head[top][1]) < 2 or now.count < top + 2:
        return False
    new = {n: cell for n, cell in enumerate(waiting[at][1]) if cell is not None}
    if not all(cells.wordy(cell) for cell in new.values()) or not (waiting[at + 1 :] or at):
        return False
    old = {n: cell for n, cell in enumerate(now.head[top][1]) if cell is not None}
    if not old.keys() & new.keys():
        return True
    body = [row for _, row in (*now.head[top + 1 :], *now.tail)]
    data = {n for n in old for row in body if n < len(row) and row[n] is not None and not cells.wordy(row[n])}
    if data:
        both = len(data & new.keys())
        return both * 2 >= len(data) or (both > 0 and _narrower(new, old, waiting[at + 1 :]))
    return bool(at) or {n: c.strip().lower() for n, c in new.items()} == {n: c.strip().lower() for n, c in old.items()}


def _narrower(new: dict, old: dict, under: list) -> bool:
    """Whether words over full rows of their own, with data in them, stand below a wider table."""
    rows = [{n: cell for n, cell in enumerate(row) if cell is not None} for _, row in under]
    full = all(row.keys() == new.keys() for row in rows)
    data = any(not cells.wordy(cell) for row in rows for cell in row.values())
    return bool(rows) and len(new) < len(old) and full and data


def _sides(block: Block, merged: list) -> list[list[int]]:
    """The columns of each table in a block: apart only where it shows that they are not one table."""
    groups: list[list[int]] = []
    for column in sorted(block.columns):
        if groups and column == groups[-1][-1] + 1:
            groups[-1].append(column)
        else:
            groups.append([column])
    if len(groups) < 2:
        return groups
    kept = [groups[0]]
    for group in groups[1:]:
        if _apart(block, kept[-1], group):
            kept.append(group)
        else:
            kept[-1] = kept[-1] + group
    return kept


def _apart(block: Block, left: list[int], right: list[int]) -> bool:
    if min(len(left), len(right)) < 2:
        return False
    tops = [_top(block, side) for side in (left, right)]
    if None in tops:
        return False
    if tops[0][0] != tops[1][0]:
        return True
    names = [
        {(row[n] or "").strip().lower() for n in side if n < len(row)}
        for (_, row), side in zip(tops, (left, right), strict=True)
    ]
    if len(names[0] & names[1] - {""}) * 2 >= min(map(len, names)):
        return True
    ends = [max(block.columns[n][2] for n in side) for side in (left, right)]
    return ends[0] != ends[1] and all(_dense(block, side, tops[0][0]) for side in (left, right))


def _top(block: Block, side: list[int]) -> tuple[int, list] | None:
    """Line and row of the header of one side."""
    mine = [(line, [row[n] if n < len(row) else None for n in side]) for line, row in block.head]
    mine = [(line, row) for line, row in mine if cells.filled(row)]
    at = cells.header_at([row for _, row in mine])
    return None if at is None else next((line, row) for line, row in block.head if line == mine[at][0])


def _dense(block: Block, side: list[int], top: int) -> bool:
    """Whether every column of a side is filled in every row down to the same end."""
    ends = {block.columns[n][2] for n in side}
    return len(ends) == 1 and all(block.columns[n][0] >= ends.copy().pop() - top + 1 for n in side)


def _grid(block: Block, columns: list[int], merged: list, beside: bool) -> Grid | None:
    """The table in these columns of a block."""
    head = [(line, [row[n] if n < len(row) else None for n in columns]) for line, row in block.head]
    head = [(line, row) for line, row in head if cells.filled(row)]
    if not head:
        return None
    last = max(block.columns[n][2] for n in columns)
    at = cells.header_at([row for _, row in head])
    if at is None:
        return Grid([""] * len(columns), 0, columns, head[0][0], last, None if beside else block.count)
    top, names = at, [(cell or "").strip() for cell in head[at][1]]
    for over in (at - 1, at):
        if 0 <= over < len(head) - 1 and (both := _two(head, over, columns, merged)):
            top, at, names = over, over + 1, both
            break
    line = head[at][0]
    used = [n for n, column in enumerate(columns) if names[n] or block.columns[column][2] > line]
    columns, names = [columns[n] for n in used], [names[n] for n in used]
    above = [(n, " ".join(cell.strip() for cell in row if cell)) for n, row in head[:top]]
    grid = Grid(names, line, columns, line + 1, last, None, above)
    _below(block, grid)
    if not beside:
        grid.count = block.count - at - 1 - bool(grid.total) - sum(n > grid.last for n, _ in grid.notes)
    return grid


def _two(head: list, over: int, columns: list[int], merged: list) -> list[str] | None:
    """The names of a header in two rows: cells taken together in the upper one, words under each of them."""
    (line, upper), (next_line, under) = head[over], head[over + 1]
    if next_line != line + 1:
        return None
    spread, wide = list(upper), False
    for (top, left), (bottom, right) in merged:
        if top + 1 == line and bottom + 1 == line and right > left:
            inside = [n for n, column in enumerate(columns) if left <= column <= right]
            if not inside or len(inside) >= len(columns):
                continue
            below = [under[n] for n in inside]
            if not all(cell and cells.wordy(cell) for cell in below):
                return None
            for n in inside:
                spread[n] = upper[inside[0]]
            wide = wide or bool(upper[inside[0]])
    if not wide or not all(cell is None or cells.wordy(cell) for cell in (*upper, *under)):
        return None
    return cells.joined(spread, under)


def _below(block: Block, grid: Grid) -> None:
    """A total in the last row, and notes below the table, are no records; `last` comes to stand before the notes."""
    tail = [(n, [row[c] if c < len(row) else None for c in grid.columns]) for n, row in block.tail]
    tail = [(n, row) for n, row in tail if n > grid.header_row and cells.filled(row)]
    wide = len(grid.columns)
    while wide > 2 and tail and cells.filled(tail[-1][1]) == 1:
        start = len(tail) - 1
        while start and tail[start - 1][0] == tail[start][0] - 1 and cells.filled(tail[start - 1][1]) == 1:
            start -= 1
        if not start or tail[start][0] == tail[start - 1][0] + 1:
            break  # no blank row between: part of the table
        notes = [(n, next(cell.strip() for cell in row if cell)) for n, row in tail[start:]]
        grid.notes += notes
        tail, grid.last = tail[:start], tail[start - 1][0]
    if tail and cells.totals(tail[-1][1], wide) and len(tail) > 1:
        grid.total = tail[-1][0]
