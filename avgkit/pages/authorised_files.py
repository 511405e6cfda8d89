"""The authorisation document as a workbook and as a Word file: the same matrix, rights and outcomes as the page."""

from .. import texts
from ..office.sheets import Sheet
from ..office.sheets import workbook as made
from . import access_parts as acc
from .authorised import RIGHTS, ROLES, ROWS
from .documents import checks_sheet, method_sheet

_ACCOUNT = ("key", "role", "kind", "state", "rights", "outcome")


def workbook(book) -> bytes:
    """The workbook: matrix, reasons, accounts, rights, what nobody has, log, checks, what to do, signing, method."""
    head, signs = book.signs()
    sheets = [_matrix(book), _reasons(book), _accounts(book), _rights(book), _unused(book), _log(book), _acts(book)]
    signing = Sheet(book.say("section_signing"), head, [26, 44, 30, 16, 40], signs)
    return made(
        book.say("title"),
        book.scan.law_date,
        [*sheets, checks_sheet(book), signing, method_sheet(book, book.say("title"))],
    )


def _cell(book, category: str, role: str) -> object:
    """The actions of a role with a category; behind a shape when a check has a finding on one."""
    actions = book.matrix_rows.cell(category, role)
    words = ", ".join(word for word, _ in actions)
    return book.marked("finding", words) if any(wrong for _, wrong in actions) else words


def _matrix(book) -> Sheet:
    m = book.matrix_rows
    head = [book.say("col_category"), *(book.word_of(role) for role in m.roles)]
    rows = [[book.word_of(c), *(_cell(book, c, role) for role in m.roles)] for c in m.categories]
    return Sheet(book.say("section_matrix"), head, [30, *[24] * len(m.roles)], rows, empty=book.say("answer_empty"))


def _reasons(book) -> Sheet:
    m = book.matrix_rows
    head = [book.say(f"col_{name}") for name in ("role", "category", "action", "reason", "outcome")]
    rows = []
    for (role, category, action), reason in m.given.items():
        why = texts.word(";".join(m.why.get((role, category, action), ())), book.lang)
        names = [book.word_of(one) for one in (role, category, action)]
        rows.append([*names, reason, book.marked("finding", why) if why else ""])
    return Sheet(book.say("section_why"), head, [22, 26, 14, 60, 50], rows, empty=book.say("answer_empty"))


def _account(book, one: dict) -> list:
    told = [one["key"], one["role"], one["kind"], book.state_of(one), one["rights"]]
    return [*told, book.marked(one["state"], book.outcome_of(one))]


def _accounts(book) -> Sheet:
    head = [book.say(f"col_{name}") for name in _ACCOUNT]
    rows = [_account(book, one) for one in book.accounts]
    return Sheet(book.say("sheet_accounts"), head, [18, 22, 18, 34, 10, 60], rows, empty=book.say("none_accounts"))


def _rights(book) -> Sheet:
    head = [
        book.say(f"col_{n}") for n in ("right", "key", "role", "category", "action", "granted", "reviewed", "outcome")
    ]
    rows = [
        [*row[:-1], book.marked("finding", row[-1]) if row[-1] else ""]
        for row in acc.rights(book.scan, book.lang, RIGHTS)
    ]
    left = book.scan.crm.count("grants") - len(rows) if book.scan.crm.has("grants") else 0
    if left > 0:
        rows.append([None, book.say("more_rights", n=texts.number(left, book.lang))])
    widths = [14, 18, 22, 26, 14, 14, 14, 50]
    return Sheet(book.say("sheet_rights"), head, widths, rows, empty=book.say("none_rights"))


def _unused(book) -> Sheet:
    head = [book.say(f"col_{name}") for name in ("role", "category", "action")]
    rows = [list(row) for row in book.unused]
    return Sheet(book.say("unused_title"), head, [26, 34, 16], rows, empty=book.say("unused_none"))


def _log_rows(book) -> tuple[list[str], list[list]]:
    actions = book.actions()
    head = [book.say("col_role"), *(word for _, word in actions), book.say("col_lines")]
    return head, [[role, *(counts.get(a, 0) for a, _ in actions), total] for role, counts, total in book.log["rows"]]


def _log(book) -> Sheet:
    head, rows = _log_rows(book) if book.log else ([], [])
    return Sheet(book.say("section_log"), head, [28, *[14] * 6], rows, empty=book.say("none_log"))


def _acts(book) -> Sheet:
    head, rows = book.act_rows()
    return Sheet(book.say("section_acts"), head, [40, 70, 30, 8, 12, 22, 30], rows, empty=book.answer())


def word(book) -> bytes:
    """The Word file: cover, contents, one minute, matrix, reasons, accounts, log, what to do, signing, method."""
    from ..office.word import Document

    lang, scan = book.lang, book.scan
    title = book.say("title")
    doc = Document(title, lang=lang, day=scan.law_date, running=title)
    who = scan.organisation or texts.say("report.no_organisation", lang)
    day = texts.say("report.law_date", lang, day=texts.day(scan.law_date, lang))
    doc.cover(title, [day, book.say("about")], above=who)
    doc.contents(texts.say("report.contents", lang))
    doc.heading(book.say("section_minute"))
    doc.paragraph(book.answer(), "lead")
    for state, count, of, words in book.states():
        share = texts.share(of if state == "ok" else count, of, lang)
        doc.bullets([book.marked(state, f"{words}: {share}")])
    if book.empty:
        doc.paragraph(book.say("empty_next"))
        doc.paragraph(book.next_step, "strong")
    else:
        _matrix_pages(book, doc)
    _given_pages(book, doc)
    if book.found:
        head, rows = book.act_rows()
        doc.heading(book.say("section_acts"))
        cells = [[c if isinstance(c, str) else texts.show(c, lang) for c in row[:4]] for row in rows]
        doc.table(head[:4], cells, [4, 6, 3, 1])
    doc.heading(book.say("section_signing"), page=True)
    doc.paragraph(book.say("sign_about"))
    head, rows = book.signs()
    doc.table(head, rows, [4, 5, 5, 3, 5], blank=True)
    book.end(doc)
    return doc.bytes()


def _matrix_pages(book, doc) -> None:
    m = book.matrix_rows
    doc.turned(True)
    doc.heading(book.say("section_matrix"))
    doc.paragraph(book.say("matrix_about"))
    for at in range(0, len(m.roles), ROLES):
        roles = m.roles[at : at + ROLES]
        rows = [[book.word_of(c), *(_cell(book, c, role) for role in roles)] for c in m.categories]
        doc.table([book.say("col_category"), *(book.word_of(role) for role in roles)], rows, [3, *[3] * len(roles)])
    doc.turned(False)
    doc.heading(book.say("section_why"))
    head = [book.say(f"col_{name}") for name in ("reason", "may", "outcome")]
    for role in m.roles:
        doc.heading(book.word_of(role), 2)
        rows = []
        for reason, what, said in m.by_reason(role):
            shown = reason or book.marked("finding" if said else "not_run", book.say("no_reason"))
            rows.append([shown, what, book.marked("finding", said) if said else ""])
        doc.table(head, rows, [3, 6, 3])


def _given_pages(book, doc) -> None:
    if book.accounts:
        doc.heading(book.say("section_granted"))
        doc.paragraph(book.say("granted_about"))
        rows = [
            [texts.show(c, book.lang) if isinstance(c, int) else c for c in _account(book, o)]
            for o in book.accounts[:ROWS]
        ]
        doc.table([book.say(f"col_{name}") for name in _ACCOUNT], rows, [2, 3, 2, 4, 1.5, 5])
        if len(book.accounts) > ROWS:
            doc.paragraph(book.say("more_rows", n=texts.number(len(book.accounts) - ROWS, book.lang)), "muted")
        doc.heading(book.say("unused_title"), 2)
        if book.unused:
            doc.table(
                [book.say(f"col_{n}") for n in ("role", "category", "action")],
                list(map(list, book.unused[:ROWS])),
                [1, 2, 1],
            )
        else:
            doc.paragraph(book.say("unused_none"))
    if book.log:
        doc.heading(book.say("section_log"))
        first, last = (texts.day(book.log[n], book.lang) for n in ("first", "last"))
        doc.paragraph(book.say("log_about", first=first, last=last, n=texts.number(book.log["accounts"], book.lang)))
        head, rows = _log_rows(book)
        doc.table(
            head,
            [[c if isinstance(c, str) else texts.number(c, book.lang) for c in row] for row in rows],
            [3, *[1.5] * (len(head) - 1)],
        )
