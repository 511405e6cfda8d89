"""The register as a workbook and as a Word file: the same parts and states as the page."""

from .. import texts
from ..office import Cell
from ..office.sheets import Sheet
from ..office.sheets import workbook as made
from . import register_parts as reg
from .documents import checks_sheet, method_sheet

_LOOKS = {reg.MISSING: "finding", reg.UNKNOWN: "unknown", reg.NOT_ASKED: "muted", reg.EMPTY: "muted", reg.FILLED: ""}
_STATES = {reg.MISSING: "finding", reg.UNKNOWN: "unknown"}


def _part(book, part) -> object:
    """What stands in a part; what is missing behind its shape."""
    state = _STATES.get(part.state)
    return book.marked(state, book.shown(part)) if state else Cell(book.shown(part), _LOOKS[part.state])


def workbook(book) -> bytes:
    """The workbook: 30(1), 30(2), parties, terms, what is missing or differs, the checks, and the method."""
    sheets = [_register(book, role) for role in book.of]
    sheets += [
        _parties(book),
        _terms(book),
        _gaps(book),
        _acts(book),
        checks_sheet(book),
        method_sheet(book, book.say("title")),
    ]
    return made(book.say("title"), book.scan.law_date, sheets)


def _register(book, role: str) -> Sheet:
    """A line for each activity; the heads of required parts stand out, and say so."""
    entries, useful = reg.entries(book.scan, role), book.scan.law.entries("register", "useful")
    head, marked = [book.say("col_key"), book.say("col_activity")], set()
    for entry in entries:
        kind = book.kind("where_possible" if entry.get("where_possible") else "required")
        marked.add(len(head))
        head.append(f"{kind} · {texts.article(entry['article'], book.lang)}\n{entry[book.lang]}")
    head += [f"{book.kind('useful')}\n{entry[book.lang]}" for entry in useful] + [book.say("col_missing")]
    rows = [
        [
            activity.key,
            activity.name,
            *(_part(book, part) for part in (*activity.required, *activity.useful)),
            "; ".join(f"{texts.article(p.article, book.lang)} {p.title}" for p in activity.missing),
        ]
        for activity in book.of[role]
    ]
    widths = [18, 26, *[26] * (len(head) - 3), 40]
    empty = book.say("answer_empty" if book.empty else f"none_{role}")
    return Sheet(book.say(f"sheet_{role}"), head, widths, rows, marked=frozenset(marked), empty=empty)


_PARTIES = ("name", "service", "role", "places", "abroad", "agreement", "mechanism", "activities", "said")


def _parties(book) -> Sheet:
    head = [book.say(f"party_{name}") for name in _PARTIES]
    rows = [[_party(book, row, name) for name in _PARTIES] for row in book.processors]
    return Sheet(
        book.say("sheet_processors"), head, [28, 28, 16, 24, 18, 12, 24, 40, 44], rows, empty=book.say("none_parties")
    )


def _party(book, row: dict, name: str) -> object:
    if name == "said" and row["said"]:
        return book.marked("finding" if row["finding"] else "unknown", row["said"])
    return row[name]


def _terms(book) -> Sheet:
    names = ("what", "months", "start", "reason", "statute")
    rows = [[row[name] for name in names] for row in book.terms]
    head = [book.say(f"term_{name}") for name in names]
    return Sheet(book.say("sheet_terms"), head, [24, 10, 26, 60, 18], rows, empty=book.say("none_terms"))


def gaps(book) -> list[list]:
    """Every part that is missing, every activity left out, and every difference with the CRM, a line each."""
    rows = []
    for activity in book.activities:
        for part in activity.required:
            if part.state in _STATES:
                article, state = texts.article(part.article, book.lang), _STATES[part.state]
                rows.append([book.marked(state, book.say(f"state_{part.state}")), activity.name, part.title, article])
    for _, name, why in book.outside:
        said = texts.word(";".join(sorted(why)), book.lang) or book.say("duty_exempt")
        finding = any(not code.startswith("unknown") for code in why)
        state = "finding" if finding else "unknown" if why else "ok"
        rows.append([book.marked(state, book.say("gap_outside")), name, said, ""])
    for check, items in book.differences.items():
        for one in items:
            rows.append([book.marked(one["state"], book.say(f"gap_{check}")), one["item"], one["kind"], one["found"]])
    return rows


def _gaps(book) -> Sheet:
    head = [book.say(f"gap_{name}") for name in ("what", "item", "part", "where")]
    return Sheet(book.say("sheet_gaps"), head, [44, 40, 50, 24], gaps(book), empty=book.say("none_gaps"))


def _acts(book) -> Sheet:
    head, rows = book.act_rows()
    return Sheet(book.say("section_acts"), head, [40, 70, 30, 8, 12, 22, 30], rows, empty=book.answer())


def word(book) -> bytes:
    """The Word file: cover, contents, one minute, each activity, parties, terms, differences, what to do, method."""
    from ..office.word import Document

    lang, day = book.lang, book.scan.law_date
    title = book.say("title")
    doc = Document(title, lang=lang, day=day, running=title)
    who = book.scan.organisation or texts.say("report.no_organisation", lang)
    doc.cover(title, [texts.say("report.law_date", lang, day=texts.day(day, lang)), book.say("about")], above=who)
    doc.contents(texts.say("report.contents", lang))
    doc.heading(book.say("section_minute"))
    doc.paragraph(book.answer(), "lead")
    for state, count, of, words in book.states():
        share = texts.share(count if state != "ok" else of, of, lang)
        doc.bullets([book.marked(state, f"{words}: {share}")])
    if book.empty:
        doc.paragraph(book.say("empty_next"))
        doc.paragraph(book.next_step, "strong")
        doc.heading(book.say("section_seen"))
        doc.table(
            [book.say("col_kind"), book.say("col_seen")],
            [[book.say(f"seen_{k}"), ", ".join(i)] for k, i in book.seen],
            [1, 3],
        )
    else:
        _activities(book, doc)
    _tables(book, doc)
    book.end(doc)
    return doc.bytes()


def _activities(book, doc) -> None:
    doc.heading(book.say("section_who"), page=True)
    doc.paragraph(book.say("kinds_explained"))
    head = [book.say("col_kind"), book.say("col_part"), book.say("col_says")]
    rows = []
    for title, kind, state, value, _ in book.who():
        shown = Cell(value) if value else book.marked(_STATES.get(state, "not_run"), book.say(f"state_{state}"))
        rows.append([book.kind(kind), title, shown])
    doc.table(head, rows, [2, 4, 6])
    for role, activities in book.of.items():
        if activities:
            doc.heading(book.say(f"section_{role}"), page=True)
        for activity in activities:
            doc.heading(activity.name, 2)
            rows = [
                [f"{book.kind(p)}\n{texts.article(p.article, book.lang)}", p.title, _part(book, p)]
                for p in activity.required
            ]
            rows += [[Cell(book.kind(p), "muted"), Cell(p.title, "muted"), _part(book, p)] for p in activity.useful]
            doc.table(head, rows, [2, 4, 6])


def _tables(book, doc) -> None:
    if book.processors:
        doc.turned(True)
        doc.heading(book.say("section_processors"))
        head = [book.say(f"party_{name}") for name in _PARTIES]
        rows = [[_plain(book, _party(book, row, name)) for name in _PARTIES] for row in book.processors]
        doc.table(head, rows, [4, 4, 3, 3, 3, 3, 3, 5, 5])
        doc.turned(False)
    if book.terms:
        doc.heading(book.say("section_terms"))
        names = ("what", "months", "start", "reason", "statute")
        rows = [[_plain(book, row[name]) for name in names] for row in book.terms]
        doc.table([book.say(f"term_{name}") for name in names], rows, [3, 2, 3, 6, 2])
    if not book.empty:
        doc.heading(book.say("section_drift"))
        doc.paragraph(book.say("drift_about"))
        rows = gaps(book)
        if rows:
            doc.table([book.say(f"gap_{name}") for name in ("what", "item", "part", "where")], rows, [4, 4, 4, 2])
        else:
            doc.paragraph(book.say("none_gaps"))
    if book.found:
        head, rows = book.act_rows()
        doc.heading(book.say("section_acts"))
        doc.table(head[:4], [[_plain(book, cell) for cell in row[:4]] for row in rows], [4, 6, 3, 1])


def _plain(book, value) -> object:
    return value if isinstance(value, str | Cell) or value is None else texts.show(value, book.lang)
