"""The style of an exercise in a notebook, made of the one set of tokens; it follows the notebook's light or dark."""

import tomllib
from functools import cache

from .. import paths

_RULES = """
.avgkit,.avgkit-card{VARS_light}
[data-jp-theme-light=false] .avgkit,[data-jp-theme-light=false] .avgkit-card{VARS_dark}
.avgkit{font-family:VAR_font;line-height:1.55;max-width:60rem}
.avgkit p,.avgkit ul{margin:0 0 8px;max-width:VAR_measure}
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
.avgkit td.number,.avgkit th.number{text-align:right!important}
.avgkit td{min-width:11rem}
.avgkit td.short,.avgkit td.number{min-width:0}
.avgkit td.short,.avgkit td.number,.avgkit .finding,.avgkit .ok{white-space:nowrap}
.avgkit td.bars{width:min(16rem,25vw)}
.avgkit .bar{display:block;height:12px;min-width:1px;background:var(--avg-accent);border-radius:2px}
.avgkit-card{padding:0 6px;overflow:hidden}
.avgkit-card .question{font-size:1.15em;font-weight:600;line-height:1.4;margin:8px 0}
.avgkit-card .widget-checkbox{min-height:VAR_control;height:auto;width:100%;margin:0}
.avgkit-card .widget-checkbox label{white-space:normal;height:auto;line-height:1.4;display:flex;align-items:center;
gap:10px;padding:6px 0;overflow:visible;text-overflow:clip}
.avgkit-card .widget-checkbox input{width:20px;height:20px;flex:none;margin:0}
.avgkit-card .widget-button{min-height:VAR_control;padding:0 16px;margin:4px 8px 8px 0}
.avgkit-card .widget-hbox{flex-wrap:wrap;overflow:visible}
.avgkit-card :focus-visible{outline:VAR_focus solid var(--avg-accent)!important;outline-offset:2px!important}
"""
_COLOURS = ("accent", "finding", "info", "line", "ok", "unknown")


@cache
def style() -> str:
    """The style sheet, to stand before what it dresses: a notebook has no page of ours to hold it."""
    with open(paths.KNOWLEDGE / "tokens.toml", "rb") as file:
        tokens = tomllib.load(file)
    rules = _RULES
    for theme in ("light", "dark"):
        rules = rules.replace(f"VARS_{theme}", ";".join(f"--avg-{name}:{tokens[theme][name]}" for name in _COLOURS))
    flat = tokens["type"] | tokens["space"]
    for name in ("font", "measure", "control", "focus"):
        rules = rules.replace(f"VAR_{name}", flat[name])
    return f"<style>{rules}</style>"
