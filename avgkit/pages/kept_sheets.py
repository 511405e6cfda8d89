"""The clean-up list as a workbook: the schedule, the dry run, each contact by key with action and reason, and holds.

It holds keys, codes and days, no names; it tells what would be done and does nothing.
"""

from .. import texts
from ..office.sheets import Sheet, workbook
from .documents import method_sheet

MOST = 100_000  # rows of one list; the files of the findings have them all


def content(book) -> bytes:
    """The workbook of a report on retention (`pages.kept.KeptBook`)."""
    return workbook(book.say("title"), book.scan.law_date, sheets(book))


def sheets(book) -> list[Sheet]:
    """The sheets of the workbook, in the order in which somebody works through them."""
    made = [_schedule(book)]
    if book.judged:
        made += [_run(book), _list(book), _holds(book), _unknown(book), _months(book)]
    return [*made, method_sheet(book, book.say("run_erases_nothing"))]


def _sheet(book, name: str, columns: dict[str, int], rows: list[list]) -> Sheet:
    head = [book.say(f"column_{column}") for column in columns]
    return Sheet(book.say(f"sheet_{name}"), head, list(columns.values()), rows, empty=book.say("sheet_empty"))


def _schedule(book) -> Sheet:
    rows = [
        [
            row["title"],
            row["period"] if row["declared"] else book.say("not_declared"),
            row["start"] or None,
            row["reason"],
            row["after"],
            "; ".join(
                f"{n['length']}, {book.say('from_start', start=n['start'])} ({n['place']})" for n in row["norms"]
            ),
            "; ".join(f"{v['title']}: {v['reasons']}" for v in row["verdicts"]) or book.say("nothing_found"),
        ]
        for row in book.schedule_rows
    ]
    columns = {"category": 26, "declared": 24, "start": 24, "reason": 40, "after": 14, "norm": 60, "outcome": 50}
    return _sheet(book, "schedule", columns, rows)


def _run(book) -> Sheet:
    from ..derived.cleanup import ACTIONS

    head = [book.say("column_category"), *(book.say(f"run_{a}") for a in ACTIONS), book.say("column_contacts")]
    rows = [[row["title"], *(row[a] for a in ACTIONS), row["contacts"]] for row in book.shown_rows()]
    rows.append([book.say("all"), *(book.total[a] for a in ACTIONS), book.total["contacts"]])
    return Sheet(book.say("sheet_run"), head, [28, *[16] * (len(head) - 1)], rows)


def _list(book) -> Sheet:
    rows = [
        [
            row["key"],
            book.category(row["category"]),
            book.say(f"run_{row['action']}"),
            row["action"],
            row["reasons"],
            texts.word(row["start"], book.lang) if row["start"] else None,
            row["started"],
            row["deadline"],
            row["keep_invoice_until"],
            ", ".join(row["requests"]) or None,
        ]
        for row in book.overdue[:MOST]
    ]
    columns = {"key": 16, "category": 20, "action": 30, "action_code": 28, "reason_code": 20, "start": 22}
    columns |= {"started": 14, "last": 18, "invoice_until": 18, "requests": 20}
    return _sheet(book, "list", columns, rows)


def _holds(book) -> Sheet:
    state = {True: "hold_over", False: "hold_running", None: "hold_unknown"}
    rows = [
        [row["id"], book.category(row["category"]), row["deadline"], "hold", book.say(state[row["overdue"]])]
        for row in book.held[:MOST]
    ]
    return _sheet(book, "holds", {"key": 16, "category": 20, "last": 18, "action_code": 14, "why": 60}, rows)


def _unknown(book) -> Sheet:
    rows = [
        [row["key"], book.category(row["category"]), row["reasons"], texts.word(row["reasons"], book.lang)]
        for row in book.unknown(MOST)
    ]
    return _sheet(book, "unknown", {"key": 16, "category": 20, "reason_code": 40, "why": 60}, rows)


def _months(book) -> Sheet:
    return _sheet(book, "coming", {"month": 34, "contacts": 16}, [list(row) for row in book.planned()])
