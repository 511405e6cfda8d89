"""Pages to print, made on this machine: a proof of participation, and a list on which people sign by hand.

Both hold lines on which a person writes with a pen. A name belongs on that paper and nowhere else.
"""

from datetime import date
from html import escape
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..paths import home
from ..tables import why
from ..whole import written
from . import learners, metadata

LINES = 16  # of an attendance sheet: a group on one side of paper

_PAPER = """
body{max-width:48rem;margin:0 auto;padding:2rem 1.5rem 3rem}
h1{margin:0 0 .5rem}
table{border-collapse:collapse;width:100%;margin:1.5rem 0}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
th.number,td.number{text-align:right;padding:.5rem 0 .5rem 1.5rem;font-variant-numeric:tabular-nums}
caption{text-align:left;padding-bottom:.25rem}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1.5rem;margin:1.5rem 0}
dt,dd{margin:0}
.pen{display:flex;align-items:flex-end;gap:1rem;margin:2.5rem 0 .5rem}
.pen span{flex:1;border-bottom:1px solid var(--text)}
.sheet{table-layout:fixed}
.sheet td{height:2.75rem;border:1px solid var(--line)}
.sheet th{border:1px solid var(--line);padding-left:.5rem}
.sheet th:nth-child(1){width:3rem;text-align:right;padding-right:.5rem}
.sheet th:nth-child(2){width:40%}
.sheet th:nth-child(3){width:18%}
.note{margin-top:1.5rem;padding:.75rem 1rem;background:var(--surface);border-left:4px solid var(--info)}
.plain{color:var(--muted)}
@media print{@page{size:A4;margin:15mm}body{padding:0;max-width:none;font-size:14px}.pen{margin-top:1.25rem}
.sheet{margin:1rem 0}.sheet td{height:2.25rem}.note{background:none;border:1px solid var(--line)}tr{break-inside:avoid}}
"""


def proof(learner, out: str | Path | None = None) -> Path:
    """The proof of participation of this learner; the day of today stands on it, and in no file of progress."""
    lang, say = learner.lang, learner.say
    data = learner.store.read()
    rows, minutes = [], 0
    for lesson in metadata.lessons():
        one = learner.standing(lesson, data)
        if not one["done"]:
            continue
        # Nominal time counts for whole lessons only: we keep no times, so nobody knows how long it really took.
        whole = one["done"] == one["of"]
        minutes += lesson.total if whole else 0
        time = say("minutes", n=texts.number(lesson.total, lang)) if whole else say("begun")
        exercises = say("of", part=one["done"], whole=one["of"])
        rows.append((lesson.title[lang], exercises, time))
    if not rows:
        raise AvgkitError(say("proof_empty"))
    head = tuple(say(f"col_{name}") for name in ("lesson", "done", "nominal"))
    facts = [(say("proof_code"), learner.code), (say("proof_day"), texts.day(date.today(), lang))]
    facts.append(
        (say("proof_time"), say("hours", n=texts.number(round(minutes / 60, 1), lang)) if minutes else say("no_hours"))
    )
    body = (
        f"<h1>{escape(say('proof_title'))}</h1><p>{escape(say('proof_lead'))}</p>"
        f'<p class="pen">{escape(say("proof_name"))} <span></span></p>'
        f'<p class="plain">{escape(say("proof_pen"))}</p>'
        f"<dl>{''.join(f'<dt>{escape(a)}</dt><dd>{escape(b)}</dd>' for a, b in facts)}</dl>"
        f"{_table(say('proof_caption'), head, rows)}"
        f'<p class="plain">{escape(say("proof_nominal"))}</p>'
        f'<p class="note">{escape(say("proof_no_certificate"))}</p>'
    )
    name = f"avgkit-{say('proof_file')}-{learner.code}.html"
    return _save(say("proof_title"), body, lang, Path(out) if out else home() / "proofs" / name)


def attendance_sheet(group: str = "self", lang: str | None = None, out: str | Path | None = None) -> Path:
    """A list to print, with lines for names and signatures that are written by hand."""
    lang = texts.language(lang)
    group = learners.checked_group(group, lang)

    def say(name: str, /, **values) -> str:
        return texts.say(f"progress.{name}", lang, **values)

    head = tuple(say(f"sheet_{name}") for name in ("number", "name", "code", "signature"))
    cells = "<td></td>" * (len(head) - 1)
    lines = "".join(f'<tr><th scope="row">{n}</th>{cells}</tr>' for n in range(1, LINES + 1))
    top = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    pens = "".join(f'<p class="pen">{escape(say(f"sheet_{name}"))} <span></span></p>' for name in ("day", "trainer"))
    named = "" if group == "self" else f"<p>{escape(say('sheet_group', group=group))}</p>"
    body = (
        f"<h1>{escape(say('sheet_title'))}</h1>{named}{pens}"
        f'<table class="sheet"><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>'
        f'<p class="note">{escape(say("sheet_why"))} {escape(say("sheet_destroy"))}</p>'
        f'<p class="pen">{escape(say("sheet_destroy_on"))} <span></span></p>'
    )
    target = Path(out) if out else home() / "proofs" / f"avgkit-{say('sheet_file')}-{group}.html"
    return _save(say("sheet_title"), body, lang, target)


def _table(caption: str, head: tuple, rows: list[tuple]) -> str:
    """A table whose first column names its rows."""
    top = f'<th scope="col">{escape(head[0])}</th>'
    top += "".join(f'<th scope="col" class="number">{escape(name)}</th>' for name in head[1:])
    body = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f'<td class="number">{escape(cell)}</td>' for cell in row[1:])
        + "</tr>"
        for row in rows
    )
    table = f"<table><caption>{escape(caption)}</caption><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>"
    return f'<div class="scroll">{table}</div>'


def _save(title: str, body: str, lang: str, path: Path) -> Path:
    """The page around it, which asks nothing of any host; whole or not at all."""
    from ..pages import stylesheet

    page = (
        f'<!doctype html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(title)}</title>\n<style>{stylesheet()}{_PAPER}</style>\n</head>\n"
        f"<body><main>{body}</main></body>\n</html>\n"
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written(path, page) as place:
            place()
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", lang, path=path, reason=why(error))) from None
    return path.resolve()
