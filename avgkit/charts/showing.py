"""A figure as a piece of HTML that stands by itself in a notebook: picture, caption, and the table behind a fold."""

from html import escape

from .. import texts
from .sheet import Chart, tokens

# The picture has a light and a dark face of its own, so that its words can be read on any page.
_STYLE = (
    "<style>.avgkit figure{margin:0 0 12px;max-width:30rem}.avgkit figure img{width:100%;height:auto;display:block}"
    ".avgkit figcaption{padding:4px 0}.avgkit summary{min-height:CONTROL;line-height:CONTROL;cursor:pointer}"
    ".avgkit summary:focus-visible{outline:FOCUS solid var(--avg-accent);outline-offset:2px}</style>"
)


def html(chart: Chart, lang: str, table: str) -> str:
    """`<figure>` with alt text, caption and `table`, the HTML of the same numbers, behind it."""
    space = tokens()["space"]
    style = _STYLE.replace("CONTROL", space["control"]).replace("FOCUS", space["focus"])
    fold = escape(texts.say("explore.chart_as_table", lang))
    return (
        f'{style}<figure><img src="{escape(chart.src)}" alt="{escape(chart.alt)}">'
        f"<figcaption>{escape(chart.caption)}</figcaption>"
        f"<details><summary>{fold}</summary>{table}</details></figure>"
    )
