"""Runs the cells of a notebook once and takes what they show; the other half of preparing.py.

No kernel: a cell is a few lines of our own, whose last expression is shown. Exercises are not run, their cards come
from the room; what needs a kernel becomes prepared choices.
"""

import ast
import io
import json
import re
from contextlib import redirect_stdout
from html import escape
from pathlib import Path
from types import SimpleNamespace

from .. import texts
from ..lessons import explorers, exploring, metadata
from ..lessons.session import Session
from ..themes import find

_HIDDEN = ("parameters", "navigation", "code-only", "trainer")
_OTHER_LANGUAGE = re.compile(r"^\*?\[[^\]]*\]\(\.\./[^)]*\)\*?$")
_LINK = re.compile(r'<a href="([a-z0-9-]+)\.ipynb(#[^"]*)?"')
_BAR = re.compile(r'class="bar" style="width:([0-9.]+)%"')
_SIDE = re.compile(r' style="text-align: ?(left|right|center);?"')
_STYLE = re.compile(r' style="[^"]*"')
_SHEET = re.compile(r"<style\b.*?</style>", re.S)
_MONTHS = (6, 12, 24, 36, 60)


def made(path: Path, lang: str, on: str) -> dict:
    """{lesson, lang, title, blocks} of the notebook at `path`; see preparing.py."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    about = metadata.lesson_of(path.stem, raw["metadata"]["avgkit"])
    known = {"lang": lang, "on": on, "learner": "", "group": "self", "crm": "", "policy": ""}
    names, blocks = iter(about.exercises), []
    for cell in raw["cells"]:
        tags, source = cell["metadata"].get("tags", []), "".join(cell["source"])
        if set(tags) & set(_HIDDEN):
            continue
        if cell["cell_type"] == "markdown":
            blocks.append({"kind": "html", "html": markdown(source)})
        elif "exercise" in tags:
            blocks.append({"kind": "card", "ident": next(names)})
            known[source.split("=")[0].strip()] = SimpleNamespace(listeners=[])
        else:
            blocks += _shown(*_run(source, known), known, lang)
    return {"lesson": about.stem, "lang": lang, "title": about.title[lang], "blocks": blocks}


def markdown(text: str) -> str:
    """The HTML of a text of a lesson; a link to the same page in the other language is left out: a class has one."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    kept = "\n".join(line for line in text.split("\n") if not _OTHER_LANGUAGE.match(line.strip()))
    html = MarkdownWithMath(renderer=IPythonRenderer(escape=True, exclude_anchor_links=True)).render(kept)
    html = html.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
    html = html.replace("<pre>", '<pre tabindex="0">')  # what scrolls can be reached by keyboard
    return clean(html)


def clean(html: str) -> str:
    """Without style sheets and styles, which a strict page refuses: what they said is said by a class."""
    html = _SHEET.sub("", html)
    html = _BAR.sub(lambda found: f'class="bar w{round(float(found[1]))}"', html)
    html = _STYLE.sub("", _SIDE.sub(r' class="\1"', html))
    return _LINK.sub(r'<a href="/lesson/\1\2"', html)


def _run(source: str, known: dict) -> tuple[object, str]:
    """The value of the last expression of a cell, and what was printed."""
    tree, printed = ast.parse(source), io.StringIO()
    last = tree.body.pop().value if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    with redirect_stdout(printed):
        exec(compile(tree, "<cell>", "exec"), known)
        value = eval(compile(ast.Expression(last), "<cell>", "eval"), known) if last else None
    return value, printed.getvalue()


def _shown(value, printed: str, known: dict, lang: str) -> list[dict]:
    blocks = []
    if printed.strip():
        lines = "".join(f"<li>{escape(line)}</li>" for line in printed.strip().splitlines())
        blocks.append({"kind": "html", "html": f'<ul class="printed">{lines}</ul>'})
    if isinstance(value, Session):
        blocks.append({"kind": "html", "html": _how(value)})
    elif isinstance(value, explorers.Explored):
        blocks.append(_choices(known["s"], value.name, lang))
    elif type(value).__name__ == "Panel":
        blocks.append({"kind": "standing"})
    elif type(value).__name__ == "Follow":
        blocks.append({"kind": "gain"})
    elif value is not None:
        blocks.append({"kind": "html", "html": _html(value)})
    return blocks


def _html(value) -> str:
    if hasattr(value, "_repr_html_"):
        return clean(value._repr_html_())
    return markdown(value._repr_markdown_() if hasattr(value, "_repr_markdown_") else str(value))


def _how(session: Session) -> str:
    """How an exercise works; the code of the learner is on the page of the class itself."""
    opened = " open" if session.lesson.order == min(one.order for one in metadata.lessons()) else ""
    name = escape(session.say("greet_card"))
    return clean(f'<details class="how"{opened}><summary>{name}</summary>{session.how()._repr_html_()}</details>')


# ---------------------------------------------------------------- explorers
def _choices(session: Session, name: str, lang: str) -> dict:
    options = [
        {"label": label, "html": clean(explorers.answer(session, name, choices)._repr_html_())}
        for label, choices in _PREPARED[name](session, lang)
    ]
    legend = texts.say(f"class_pages.choose_{name}", lang)
    return {"kind": "choices", "name": name, "legend": legend, "options": options}


def _contacts(session, lang: str) -> list:
    return [(_say(f"by_{by}", lang), {"by": by}) for by in exploring.BY]


def _fields(session, lang: str) -> list:
    verdicts = find("field-without-purpose").verdict(session.crm, session.policy, session.law)
    known = exploring.tables(verdicts.collect("pyarrow").rows(named=True))
    return [(exploring.table_word(name, lang), {"table": name}) for name in known]


def _terms(session, lang: str) -> list:
    """Each group under its own term, and the first group under other ones."""
    own = {row["category"]: row["months"] for row in session.policy.rows("retention")}
    first, *others = exploring.categories(session.crm, session.policy)
    pairs = [(first, months) for months in sorted({*_MONTHS, own[first]})] + [(name, own[name]) for name in others]
    return [
        (
            texts.say("class_pages.term", lang, category=texts.word(name, lang), months=months),
            {"category": name, "months": months},
        )
        for name, months in pairs
    ]


def _access(session, lang: str) -> list:
    roles = sorted({row["role"] for row in session.policy.rows("matrix")})
    return [(texts.word(name, lang), {"action": name, "roles": roles}) for name in exploring.ACTIONS]


def _messages(session, lang: str) -> list:
    """The channels together and each by itself, the most used first; and advertising apart."""
    known = exploring.all_channels(session.crm)[:4]
    each = [(texts.word(name, lang), {"channels": [name]}) for name in known]
    advertising = (_say("only_marketing", lang), {"channels": known, "marketing": True})
    return [(_say("all_messages", lang), {"channels": known}), *each, advertising]


def _say(name: str, lang: str) -> str:
    return texts.say(f"explore.{name}", lang)


_PREPARED = {"contacts": _contacts, "fields": _fields, "terms": _terms, "access": _access, "messages": _messages}
