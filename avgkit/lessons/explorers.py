"""Explorers: choose, and see the answer at once. In a notebook form controls, elsewhere and with arguments a page.

    lessons.explore_terms(s)                                      # form controls
    lessons.explore_terms(s, category="prospect", months=12)      # the same answer as a page, without controls

Only controls are used that keep their label and work by keyboard alone; the answer is announced when it changes.
"""

import sys
from dataclasses import dataclass
from html import escape

from .. import texts
from ..errors import AvgkitError
from ..exercises import Page
from ..exercises.look import style
from ..themes import find
from . import exploring

# A long name of a field breaks off rather than push the numbers out of sight.
_STYLE = """<style>.avgkit-explorer .avgkit tbody th{white-space:normal;min-width:8rem}
.avgkit-explorer .widget-html,.avgkit-explorer .widget-html-content{min-width:0;max-width:100%;overflow:visible}
.avgkit-explorer .widget-dropdown,.avgkit-explorer .widget-text{min-height:44px}
.avgkit-explorer .widget-dropdown select,.avgkit-explorer .widget-text input{height:44px}
.avgkit-explorer .widget-html,.avgkit-explorer .widget-html-content{min-width:0;max-width:100%}
.avgkit-explorer .widget-checkbox{height:auto;width:auto;min-height:44px}
.avgkit-explorer .widget-checkbox label{display:flex;align-items:center;gap:8px;white-space:normal}</style>"""


def explore_contacts(s, **choices):
    """The customers of the practice firm: filter them, and count them by category, kind, country or year."""
    return _shown(s, "contacts", choices)


def explore_fields(s, **choices):
    """How often each field is filled, and whether it has a purpose."""
    return _shown(s, "fields", choices)


def explore_terms(s, **choices):
    """Choose a category and a period: how many contacts would have been kept too long?"""
    return _shown(s, "terms", choices)


def explore_access(s, **choices):
    """Who may see, change or export which data, and who can although it was not said."""
    return _shown(s, "access", choices)


def explore_messages(s, **choices):
    """How many messages went out, through which channel, in which period."""
    return _shown(s, "messages", choices)


@dataclass(frozen=True, repr=False)
class Explored(Page):
    """The answer of an explorer, which still knows its `name`: elsewhere it can be asked again with other choices."""

    name: str = ""


def answer(s, name: str, choices: dict) -> Page:
    """The page of an explorer for these choices."""
    lang, given = _lang(s), {"crm": s.crm, "policy": s.policy, "law": s.law}
    wanted = {"contacts": ("crm",), "messages": ("crm", "law")}.get(name, ("crm", "policy", "law"))
    page = getattr(exploring, name)(*(given[part] for part in wanted), lang, **choices)
    return Explored(page.blocks, page.lang, name)


def _shown(s, name: str, choices: dict):
    return answer(s, name, choices) if choices or not _in_notebook() else drawn(s, name)


def drawn(s, name: str):
    """The form controls of an explorer with the answer under them."""
    import ipywidgets as widgets

    controls = {"contacts": _contacts, "fields": _fields, "terms": _terms, "access": _access, "messages": _messages}
    fields = controls[name](s, widgets)
    # The place of the answer is a live region from the start: a reader hears what changes in it, and nothing moves.
    place = widgets.HTML()

    def tell(_=None) -> None:
        choices = {key: list(c.value) if isinstance(c.value, tuple) else c.value for key, c in fields.items()}
        try:
            page = answer(s, name, choices)
        except AvgkitError as error:
            page = Page(tuple(error.problems), _lang(s))
        place.value = f'<div aria-live="polite">{page._repr_html_()}</div>'

    for control in fields.values():
        control.observe(tell, "value")
    tell()
    several = any(isinstance(control, widgets.SelectMultiple) for control in fields.values())
    help = [widgets.HTML(f"<p>{escape(_say(s, 'choose_more'))}</p>")] if several else []
    box = widgets.VBox([widgets.HTML(style() + _STYLE), *fields.values(), *help, place])
    box.fields, box.answer = fields, place
    box.add_class("avgkit-card").add_class("avgkit-explorer")
    return box


# ---------------------------------------------------------------- the controls
def _contacts(s, widgets) -> dict:
    lang, controls = _lang(s), {}
    options = [(_say(s, f"by_{by}"), by) for by in exploring.BY]
    controls["by"] = _control(widgets.Dropdown, _say(s, "by"), options=options)
    for column in exploring.BY:
        found = [(exploring.word_of(value, column, lang), value) for value in exploring.groups(s.crm, column)]
        options = [(_say(s, "all"), None), *found]
        controls[column] = _control(widgets.Dropdown, _say(s, f"choose_{column}"), options=options)
    return controls


def _fields(s, widgets) -> dict:
    verdicts = find("field-without-purpose").verdict(s.crm, s.policy, s.law).collect("pyarrow").rows(named=True)
    options = [(exploring.table_word(name, _lang(s)), name) for name in exploring.tables(verdicts)]
    return {
        "table": _control(widgets.Dropdown, _say(s, "choose_table"), options=options, value="contacts"),
        "without_purpose": _control(widgets.Checkbox, _say(s, "choose_without_purpose"), indent=False),
    }


def _terms(s, widgets) -> dict:
    known = exploring.categories(s.crm, s.policy)
    months = {row["category"]: row["months"] for row in s.policy.rows("retention")}
    options = [(texts.word(name, _lang(s)), name) for name in known]
    category = _control(widgets.Dropdown, _say(s, "choose_category"), options=options)
    limits = {"min": 0, "max": exploring.MOST_MONTHS, "step": 1}
    term = _control(widgets.BoundedIntText, _say(s, "choose_months"), value=months[known[0]], **limits)
    category.observe(lambda change: setattr(term, "value", months[change["new"]]), "value")
    return {"category": category, "months": term}


def _access(s, widgets) -> dict:
    roles = sorted({row["role"] for row in s.policy.rows("matrix")})
    actions = [(texts.word(name, _lang(s)), name) for name in exploring.ACTIONS]
    options = [(texts.word(name, _lang(s)), name) for name in roles]
    return {
        "action": _control(widgets.Dropdown, _say(s, "choose_action"), options=actions),
        "roles": _control(widgets.SelectMultiple, _say(s, "choose_roles"), options=options, value=roles[:4]),
    }


def _messages(s, widgets) -> dict:
    known = exploring.all_channels(s.crm)
    options = [(texts.word(name, _lang(s)), name) for name in known]
    periods = [(_say(s, f"period_{name}"), name) for name in exploring.PERIODS]
    return {
        "channels": _control(widgets.SelectMultiple, _say(s, "choose_channels"), options=options, value=known[:4]),
        "period": _control(widgets.Dropdown, _say(s, "choose_period"), options=periods),
        "marketing": _control(widgets.Checkbox, _say(s, "choose_marketing"), indent=False),
    }


def _control(kind, label: str, **settings):
    """A form control whose label is never cut off."""
    control = kind(description=label, **settings)
    control.style.description_width = "initial"
    control.layout.width, control.layout.max_width = "auto", "28rem"
    return control


def _in_notebook() -> bool:
    """True in a kernel, which has a front end to draw in."""
    shell = sys.modules.get("IPython")
    return bool(shell and getattr(shell.get_ipython(), "kernel", None))


def _lang(s) -> str:
    return texts.language(getattr(s, "lang", None))


def _say(s, name: str) -> str:
    return texts.say(f"explore.{name}", _lang(s))
