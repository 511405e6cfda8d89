"""The style of an exercise in a notebook, made of the one set of tokens; it follows the notebook's light or dark."""

import tomllib
from functools import cache

from .. import paths

_RULES = """
.avgkit{background:var(--avg-bg);color:var(--avg-text);font-family:var(--avg-font);line-height:var(--avg-leading);max-width:60rem}
.avgkit p,.avgkit ul{margin:0 0 8px;max-width:var(--avg-measure)}
.avgkit ul{padding-left:20px}
.avgkit .finding{color:var(--avg-finding);font-weight:600}
.avgkit .ok{color:var(--avg-ok);font-weight:600}
.avgkit .unknown{color:var(--avg-unknown);font-weight:600}
.avgkit .info{color:var(--avg-info);font-weight:600}
.avgkit .scroll{overflow-x:auto;margin:0 0 12px}
.avgkit table{border-collapse:collapse;font-size:inherit;margin:0;font-variant-numeric:tabular-nums}
.avgkit caption{text-align:left;padding:0 0 4px;font-weight:600;color:inherit}
.avgkit th,.avgkit td{text-align:left!important;vertical-align:top;white-space:normal;padding:6px 16px 6px 0;border:0;
border-bottom:1px solid var(--avg-line)}
.avgkit tbody th{font-weight:600;white-space:nowrap}
.avgkit tbody th.long{white-space:normal;min-width:14rem}
.avgkit td.number,.avgkit th.number{text-align:right!important}
.avgkit td{min-width:11rem}
.avgkit td.short,.avgkit td.number{min-width:0}
.avgkit table.many td{min-width:5.5rem}
.avgkit td.short,.avgkit td.number,.avgkit .finding,.avgkit .ok{white-space:nowrap}
.avgkit-card .widget-dropdown select{appearance:auto}
.avgkit table.many td.short,.avgkit table.many tbody th{white-space:normal}
.avgkit td.bars{width:min(16rem,25vw)}
.avgkit figure{margin:0 0 12px}
.avgkit img{display:block;max-width:100%;height:auto}
.avgkit .bar{display:block;height:12px;min-width:1px;background:var(--avg-accent);border-radius:2px}
@media (max-width:480px){.avgkit tbody th,.avgkit tbody th.long{white-space:normal;
overflow-wrap:anywhere;min-width:6rem}.avgkit td{min-width:8rem}}
"""
_OURS = (".avgkit", ".avgkit-card", ".avgkit-page")
_COLOURS = ("light", "dark")
_SIZES = {"font": "type", "measure": "type", "leading": "type", "radius": "space", "control": "space", "focus": "space"}


@cache
def _tokens() -> dict:
    with open(paths.KNOWLEDGE / "tokens.toml", "rb") as file:
        return tomllib.load(file)


@cache
def variables() -> str:
    """The tokens as CSS variables on whatever is ours: a lesson's page, an exercise as text, its card.

    A notebook says itself whether it is light or dark; a page without that (Voila, class) follows the machine.
    """
    tokens = _tokens()
    light, dark = (";".join(f"--avg-{name}:{value}" for name, value in tokens[theme].items()) for theme in _COLOURS)
    sizes = ";".join(f"--avg-{name}:{tokens[part][name]}" for name, part in _SIZES.items())
    notebook = ",".join(f"[data-jp-theme-light=false]:not([data-voila]) {ours}" for ours in _OURS)
    page = ",".join(
        f":is(body[data-voila],body:not([data-jp-theme-light])){at}" for at in (" .avgkit", " .avgkit-card")
    )
    page += ",body.avgkit-page"
    return (
        f"{','.join(_OURS)}{{{sizes};{light};color-scheme:light}}{notebook}{{{dark};color-scheme:dark}}"
        f"@media (prefers-color-scheme:dark){{{page}{{{dark};color-scheme:dark}}}}"
    )


@cache
def sheet() -> str:
    """The rules with their variables, for a page or a card that holds its own style."""
    return variables() + _RULES


def style() -> str:
    """The style sheet, to stand before what it dresses: a notebook has no page of ours to hold it."""
    return f"<style>{sheet()}</style>"
