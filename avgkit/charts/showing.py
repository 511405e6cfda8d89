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


def html(chart: Chart, lang: str, table: str | None = None) -> str:
    """`<figure>` with alt text, caption and the table of the same numbers; `table` is that table when it is made."""
    space = tokens()["space"]
    style = _STYLE.replace("CONTROL", space["control"]).replace("FOCUS", space["focus"])
    fold = escape(texts.say("explore.chart_as_table", lang))
    return (
        f'{style}<figure><img src="{escape(chart.src)}" alt="{escape(chart.alt)}">'
        f"<figcaption>{escape(chart.caption)}</figcaption>"
        f"<details><summary>{fold}</summary>{table or _table(chart)}</details></figure>"
    )


def _table(chart: Chart) -> str:
    def cells(row: tuple) -> str:
        first = f'<th scope="row">{escape(row[0])}</th>'
        return first + "".join(f'<td class="number">{escape(cell)}</td>' for cell in row[1:])

    head = "".join(f'<th scope="col"{" class=number" if i else ""}>{escape(c)}</th>' for i, c in enumerate(chart.head))
    body = "".join(f"<tr>{cells(row)}</tr>" for row in chart.rows)
    caption = f"<caption>{escape(chart.caption)}</caption>"
    return f'<div class="scroll"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
