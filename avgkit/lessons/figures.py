"""A figure in a lesson: drawn where it can be seen, a table where it is read as text."""

from dataclasses import dataclass

from .. import charts
from ..charts import Chart
from ..exercises import Page, Table


@dataclass(frozen=True)
class Figure(Table):
    """A table that is also drawn: in a terminal only the table, in a notebook the picture with the table behind it."""

    chart: Chart | None = None
    lang: str = "nl"

    def html(self) -> str:
        """Picture with alt text, caption, and the table that opens below it."""
        return charts.html(self.chart, self.lang, super().html())


def drawn(chart: Chart, lang: str) -> Figure:
    """A chart as a block of a page."""
    numbers = frozenset(range(1, len(chart.head)))
    return Figure(chart.caption, chart.head, tuple(map(tuple, chart.rows)), numbers, chart=chart, lang=lang)


def figure(chart: Chart, lang: str) -> Page:
    """A chart as a page of its own, to show in a cell of a lesson."""
    return Page((drawn(chart, lang),), lang)
