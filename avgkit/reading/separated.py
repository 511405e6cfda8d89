"""Texts with a separator (csv, tsv, txt): how they are written, and every line accounted for, in bounded memory."""

import csv
import re
from collections import Counter, deque
from collections.abc import Iterator
from pathlib import Path

SEPARATORS = ";\t,|:"
_SAMPLE = 1_000_000  # characters of the beginning that are looked at
_RECORDS = 400
_OPEN = 2_000  # lines that one quoted text may run on; then its quotation mark was never closed
_TRIES = 50
_LONGEST = 2_000_000  # characters of one record
_DECIMAL = re.compile(r"-?\d+([.,])\d+")


class Records:
    """The records of a text from a line on, each with the number of its first line; and what was wrong with it.

    `width`: the number of fields of a record; 0 while that is not known. A record with an open quotation mark, or
    with too many or too few fields, is not given but counted in `bad` with its first line and in `whys`.
    """

    def __init__(self, path: Path, separator: str, skip: int = 0, width: int = 0):
        self.path, self.separator, self.skip, self.width = path, separator, skip, width
        self.bad, self.firsts, self.short = Counter(), {}, []
        self.last = 0  # the last line that was read
        self.blank_before_short = False

    def __iter__(self) -> Iterator[tuple[int, list[str]]]:
        with open(self.path, encoding="utf-8-sig", errors="replace", newline=None) as file:
            for _ in range(self.skip):
                file.readline()
            yield from self._records(file)

    def _records(self, file) -> Iterator[tuple[int, list[str]]]:
        number, waiting, blank = self.skip, deque(), False
        while True:
            line = waiting.popleft() if waiting else file.readline(_LONGEST)
            if not line:
                self.last = number
                return
            number += 1
            if not line.strip():
                blank = True
                continue
            fields, more = self._fields(line, file, waiting)
            if fields is None:
                self._miss("quotes" if more >= 0 else "long", number)
                continue
            if self.width and (fields := self._fitted(fields)) is None:
                wrong = self._wrong
                if more:  # the lines that an open quotation mark took along are records of their own
                    waiting.extendleft(reversed(self._taken))
                    wrong = "quotes"
                elif wrong == "few":
                    self._note_short(number, line, blank)
                self._miss(wrong, number)
                blank = False
                continue
            self.short, blank = [], False
            yield number, fields
            number += more

    def _fields(self, line: str, file, waiting: deque) -> tuple[list[str] | None, int]:
        """The fields of a record, and how many more lines it took; None when a quotation mark stays open."""
        if not line.endswith("\n") and len(line) >= _LONGEST:
            while (rest := file.readline(_LONGEST)) and not rest.endswith("\n"):
                pass
            return None, -1
        if '"' not in line:
            return line.rstrip("\r\n").split(self.separator) if self.separator else [line.rstrip("\r\n")], 0
        if not self.separator:
            return [line.strip().strip('"')], 0
        text, self._taken, tries = line, [], 0
        while True:
            # A text that was opened mostly closes at an even number of marks; each look costs, so they are counted.
            if tries < _TRIES or text.count('"') % 2 == 0:
                tries += 1
                fields, wrong = _parsed(text, self.separator, not self._taken)
                if fields is not None:
                    return fields, len(self._taken)
                if wrong:
                    waiting.extendleft(reversed(self._taken))
                    return None, 0
            more = waiting.popleft() if waiting else file.readline(_LONGEST)
            if not more or len(self._taken) >= _OPEN or len(text) > _LONGEST:
                waiting.extendleft(reversed(self._taken + ([more] if more else [])))
                return None, 0
            self._taken.append(more)
            # Only a line with a quotation mark can close the text; the others need no look.
            text += more
            while '"' not in more and len(self._taken) < _OPEN and len(text) <= _LONGEST:
                more = waiting.popleft() if waiting else file.readline(_LONGEST)
                if not more:
                    break
                self._taken.append(more)
                text += more

    def _fitted(self, fields: list[str]) -> list[str] | None:
        """The fields as many as there are columns; empty ones too many are left out."""
        if len(fields) > self.width and not any(fields[self.width :]):
            return fields[: self.width]
        self._wrong = "many" if len(fields) > self.width else "few"
        return fields if len(fields) == self.width else None

    def _miss(self, why: str, line: int) -> None:
        self.bad[why] += 1
        self.firsts.setdefault(why, line)

    def _note_short(self, number: int, line: str, blank: bool) -> None:
        """Lines below the last record that are no records may be a note under the table."""
        if not self.short:
            self.blank_before_short = blank
        if len(self.short) < 20:
            self.short.append((number, line.strip()))


def _parsed(text: str, separator: str, alone: bool) -> tuple[list[str] | None, bool]:
    """The fields of a record; or None, and whether it can never become one, however many lines follow.

    In a line `alone` a sign behind a quotation mark that closes is read as it stands; in a text over several lines it
    shows that the mark was never meant to open.
    """
    csv.field_size_limit(_LONGEST * 2)
    try:
        rows = list(csv.reader([text], delimiter=separator, strict=True))
        return (rows[0], False) if len(rows) == 1 else (None, True)
    except csv.Error as error:
        if "expected after" not in str(error):
            return None, "unexpected end" not in str(error)
    if not alone:
        return None, True
    try:  # with a line behind it, it shows whether a mark is still open
        rows = list(csv.reader([text, "x\n"], delimiter=separator))
    except csv.Error:
        return None, True
    return (rows[0], False) if len(rows) == 2 else (None, True)


def told(lines: list[str]) -> tuple[str, int]:
    """The separator that a first line 'sep=;' tells, and the lines that this takes."""
    for number, line in enumerate(lines[:5]):
        if found := re.fullmatch(r'\ufeff?"?sep=(.)"?\s*', line, re.I):
            return found[1], number + 1
        if line.strip():
            break
    return "", 0


def separator_of(path: Path, skip: int) -> tuple[str, float]:
    """The separator by which most records have the same number of fields, and the share that has; '' when none does."""
    best, score = "", (0.0, 0.0)
    for place, separator in enumerate(SEPARATORS):
        counts = []
        for _, fields in sampled(path, separator, skip):
            counts.append(len(fields))
        if not counts:
            continue
        usual, times = max(Counter(counts).items(), key=lambda item: (item[1] * (item[0] > 1), item[0]))
        if usual < 2:
            continue
        share = times / len(counts)
        # Ever so slightly: semicolon before tab before comma, and more fields before fewer.
        weight = share - 0.02 * place - (0.3 if separator == ":" else 0) + min(usual, 30) / 300
        if (weight, share) > score:
            best, score = separator, (weight, share)
    return best, score[1]


def sampled(path: Path, separator: str, skip: int = 0) -> list[tuple[int, list[str]]]:
    """The first records."""
    found, read = [], 0
    for number, fields in Records(path, separator, skip):
        found.append((number, fields))
        read += sum(map(len, fields))
        if len(found) >= _RECORDS or read > _SAMPLE:
            break
    return found


def decimal_of(rows: list[list[str]]) -> str:
    """What stands before decimals in the numbers of these rows: a comma or a point; empty when no number has them."""
    seen = Counter(
        match[1] for row in rows for cell in row if cell and (match := _DECIMAL.fullmatch(cell.strip().strip("€ ")))
    )
    return seen.most_common(1)[0][0] if seen else ""
