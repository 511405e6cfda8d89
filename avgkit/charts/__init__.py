"""The figures of a report, and the only door to matplotlib: each with alt text, caption and the table that it draws.

A figure is an SVG in the same tokens as the page: real text, a dark and a light face, the same bytes for the same data.
"""

from .figures import bar_sizes, by_year, over_time, per_check
from .gantt import over_days
from .runs import over_runs
from .sheet import Chart, Sheet, css, tokens
from .showing import html
from .simple import bars, before_after

__all__ = [
    "Chart",
    "Sheet",
    "bar_sizes",
    "bars",
    "before_after",
    "by_year",
    "css",
    "html",
    "over_days",
    "over_runs",
    "over_time",
    "per_check",
    "tokens",
]
