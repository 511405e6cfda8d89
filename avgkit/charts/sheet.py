"""The surface that figures are drawn on: an SVG in the same tokens as the page, with real text, light and dark."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from urllib.parse import quote

from .. import paths


@dataclass(frozen=True)
class Chart:
    """A drawn figure with everything that somebody who cannot see it needs."""

    name: str
    svg: str
    alt: str
    caption: str
    head: tuple[str, ...]
    rows: list[tuple[str, ...]]

    @property
    def height(self) -> int:
        """The height in CSS pixels at the figure's own width."""
        return int(float(re.search(r'viewBox="0 0 [\d.]+ ([\d.]+)"', self.svg)[1]))

    @property
    def src(self) -> str:
        """The figure as a data address, so that a page needs no second file."""
        return "data:image/svg+xml," + quote(self.svg, safe=" !$&'()*+,-./:;=?@[]^_`{|}~")


# ---------------------------------------------------------------- tokens
@cache
def tokens() -> dict:
    """The visual tokens as knowledge/tokens.toml gives them."""
    with open(paths.KNOWLEDGE / "tokens.toml", "rb") as file:
        return tomllib.load(file)


def css(selector: str = ":root") -> str:
    """The tokens as CSS custom properties: light, and dark where the reader's machine asks for it (never in print)."""

    def block(names: dict) -> str:
        return selector + "{" + "".join(f"--{name}:{value};" for name, value in names.items()) + "}"

    t = tokens()
    shared = {k: t["type"][k] for k in ("font", "mono", "size", "leading", "measure")} | t["space"]
    dark = f"@media screen and (prefers-color-scheme:dark){{{block(t['dark'])}}}"
    return block(t["light"] | shared) + dark


# ---------------------------------------------------------------- drawing
class Sheet:
    """A drawing surface in CSS pixels, the origin at the top left: exact places, no layout to guess and draw twice."""

    def __init__(self, name: str, height: float):
        from matplotlib.backends.backend_svg import FigureCanvasSVG
        from matplotlib.figure import Figure

        t = tokens()
        self.name, self.width, self.height = name, t["figure"]["width"], height
        self.color, self.size, self.hatch = t["light"], t["type"]["figure"], t["figure"]["hatch"]
        self.figure = Figure(figsize=(self.width / 72, height / 72), dpi=72, facecolor=self.color["bg"])
        FigureCanvasSVG(self.figure)
        self.axes = self.figure.add_axes((0, 0, 1, 1), xlim=(0, self.width), ylim=(height, 0))
        self.axes.set_axis_off()

    def text(self, x, y, words, color="text", align="left", weight="normal", size=0):
        """Words on a line; never read as a formula."""
        style = {"fontsize": self.size + size, "color": self.color[color], "ha": align, "weight": weight}
        self.axes.text(x, y, words, va="baseline", parse_math=False, **style)

    def box(self, x, y, width, height, state):
        """A piece of a bar: finding solid, unknown hatched, ok light with an outline, small dotted.

        Without a judgement: plain solid, outline empty.
        """
        from matplotlib.patches import Rectangle

        edge = self.color[{"small": "muted", "outline": "muted", "plain": "accent"}.get(state, state)]
        face = {"finding": edge, "plain": edge, "ok": self.color["ok-fill"]}.get(state, self.color["bg"])
        hatch = self.hatch if state == "unknown" else None
        dotted = (0, (1, 2)) if state in ("small", "not_run") else "solid"
        style = {"facecolor": face, "edgecolor": edge, "hatch": hatch, "linewidth": 1, "linestyle": dotted}
        self.axes.add_patch(Rectangle((x, y), width, height, **style))

    def line(self, x1, y1, x2, y2, color="hair", dashed=False):
        """A rule behind the bars, or a dashed one before them."""
        style = {"linestyle": (0, (3, 2)), "zorder": 2} if dashed else {"zorder": 0}
        self.axes.plot([x1, x2], [y1, y2], color=self.color[color], linewidth=1, **style)

    def svg(self) -> str:
        """The sheet as lean SVG: token colours as custom properties, no date, no id that another figure has too."""
        from io import StringIO

        import matplotlib

        out = StringIO()
        style = {"svg.fonttype": "none", "svg.hashsalt": self.name, "hatch.linewidth": 1.2, "path.simplify": False}
        with matplotlib.rc_context(style):
            self.figure.savefig(out, format="svg", metadata=dict.fromkeys(("Date", "Creator", "Format", "Type")))
        return _lean(out.getvalue(), self.name)


def _lean(svg: str, name: str) -> str:
    svg = svg[svg.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>|<!--.*?-->", "", svg, flags=re.S)
    svg = re.sub(r'(width|height)="([\d.]+)pt"', r'\1="\2"', svg)
    svg = re.sub(r' id="(?!h[0-9a-f]{8}|p[0-9a-f]{8}|m[0-9a-f]{8})[^"]*"', "", svg)
    svg = re.sub(r'(id="|url\(#|href="#)', rf"\g<1>{name}-", svg)
    font = tokens()["type"]["font"]
    # What says nothing: a clip at the edge of the sheet, a turn of no degrees, groups without a name, usual values.
    svg = re.sub(
        r' clip-path="[^"]*"| transform="rotate\(-?0 [^"]*"|; stroke-linejoin: miter|; text-anchor: start', "", svg
    )
    svg = re.sub(r"; font-family: 'DejaVu Sans'[^;\"]*", "", svg)
    svg = re.sub(r"</?g>\s*", "", svg) if "<g " not in svg else svg
    svg = re.sub(r'(?<=[\dz])\s*\n(?=[LMCQz])|(?<=[\dz])\s*\n(?=")', "", svg)
    for token, value in tokens()["light"].items():
        svg = svg.replace(f": {value}", f": var(--{token})").replace(f'fill="{value}"', f'style="fill: var(--{token})"')
    svg = re.sub(r"\s*\n\s*", "\n", svg)
    used = {name for name in tokens()["light"] if f"var(--{name})" in svg}
    return re.sub(
        r"(<svg[^>]*>)", lambda m: f"{m[1]}<style>{_colours(used)}text{{font-family:{font}}}</style>", svg, count=1
    )


def _colours(used: set[str]) -> str:
    """The tokens that a figure uses, light and dark."""
    light, dark = (
        "".join(f"--{name}:{value};" for name, value in tokens()[face].items() if name in used)
        for face in ("light", "dark")
    )
    return f":root{{{light}}}@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}"
