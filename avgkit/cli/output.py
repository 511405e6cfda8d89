"""How a command speaks: JSON for machines, tables and a progress bar for people."""

import json
import re
import sys
from collections import Counter
from datetime import date, datetime

from .. import schema, texts

_STEERING = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def print_json(value) -> None:
    """The value as JSON, in plain ASCII when the other side knows no more."""
    print(json_text(value, indent=1))


def json_text(value, indent: int | None = None) -> str:
    """The value as JSON without loss, in which a sign that would steer a terminal stands as its number."""
    plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
    said = json.dumps(value, ensure_ascii=plain, indent=indent)
    return said if said.isascii() and "\x7f" not in said else _STEERING.sub(lambda sign: f"\\u{ord(sign[0]):04x}", said)


def answered(check, answers: list[dict]) -> None:
    """The answers of `judge` for people: the verdict with its reasons, and a line for each piece of evidence."""
    print(f"{check.words('title')} ({', '.join(texts.article(a) for a in check.articles)})")
    for one in answers:
        if one["reasons"] == ["not_in_scope"]:  # nothing was judged, so nothing is in order
            print(texts.say("cli.outside", case=one["key"]))
            continue
        word = texts.say({True: "cli.finding", False: "cli.ok", None: "cli.unknown"}[one["violates"]])
        why = texts.word(";".join(one["reasons"]))
        print(f"{line(str(one['key']))}: {word}{f' ({why})' if why else ''}")
        for name, value in one["evidence"].items():
            meaning = check.evidence[name][texts.language()] if name in check.evidence else name
            print(f"   {meaning}: {line(check.shown(name, _read(value)))}")


def _read(value):
    """An evidence value as it was before it became JSON: a day or moment is one again."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d( \d\d:\d\d)?", value):
        return datetime.fromisoformat(value) if " " in value else date.fromisoformat(value)
    return value


def line(said: str) -> str:
    """A sentence as one line: whatever a file is called, it cannot steer the terminal or add a line of its own."""
    return " ".join(texts.harmless(said).split())


def table(headers: list[str], rows: list[list[str]]) -> None:
    """A table, or a list when the terminal is too narrow for whole words; the headers are names of phrases."""
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(soft_wrap=False, highlight=False)
    heads = [texts.say(header if "." in header else f"cli.{header}") for header in headers]
    rows = [[re.sub(r"[\t\r\n]", " ", texts.harmless(str(cell))) for cell in row] for row in rows]
    widths = _widths(heads, rows, console.width)
    if widths is None:
        for row in rows:
            print(row[0], *(f"  {head}: {cell}" for head, cell in zip(heads[1:], row[1:], strict=True)), sep="\n")
        return
    shown = Table(box=None, pad_edge=False, header_style="bold")
    for number, (head, width) in enumerate(zip(heads, widths, strict=True)):
        numeric = bool(rows) and number > 0 and all(r[number][:1].isdigit() for r in rows)
        shown.add_column(head, justify="right" if numeric else "left", no_wrap=number == 0, width=width)
    for row in rows:
        shown.add_row(*(escape(str(cell)) for cell in row))
    console.print(shown)


def _widths(heads: list[str], rows: list[list[str]], room: int) -> list[int] | None:
    """The width of each column such that no word is broken, or None when there is no room for that.

    The first column is never wrapped, because somebody copies it into the next command. (rich breaks words to fit.)
    """
    from rich.cells import cell_len as wide  # some signs take two places

    columns = list(zip(heads, *rows, strict=True))
    whole = [max(map(wide, column)) for column in columns]
    # A number and its sign stay on one line, so only a plain space is a place to break.
    least = [max(wide(word) for cell in column for word in [*cell.split(" "), ""]) for column in columns]
    least[0] = max(least[0], *(wide(row[0]) for row in rows), 0)
    spare = room - sum(least) - 2 * (len(heads) - 1)
    if spare < 0:
        return None
    wanted = [most - few for most, few in zip(whole, least, strict=True)]
    part = min(1, spare / (sum(wanted) or 1))
    return [few + int(more * part) for few, more in zip(least, wanted, strict=True)]


def undeclared(results: dict, crm: str | None, format: str | None, policy: str | None = None) -> None:
    """Say that nothing is declared, and how an organisation begins to: a workbook, or what to do in the one it has."""
    if results.get("declared", True):
        return
    if policy:
        print(texts.say("cli.policy_empty", path=policy))
        return
    from ..sources.template import step

    print(texts.say("cli.nothing_declared"))
    print(texts.say("cli.next_step", command=step(crm, format)))


def summary(results: dict) -> None:
    """A line for each theme, then what was not read and what did not run."""
    rows = []
    for state in results["themes"]:
        numbers = [texts.number(state[k]) for k in ("items", "violations", "unknown")]
        run = texts.say("errors.of", part=state["checks_done"], whole=state["checks_done"] + state["checks_not_run"])
        rows.append([texts.word(state["theme"]), run, *numbers])
    table(["col_theme", "col_checks", "col_items", "col_findings", "col_unknown"], rows)
    _not_run(results["results"])
    for name, count in results["later"].items():
        words = schema.tables("crm")[name].words[texts.language()]
        print(texts.say("cli.later", count=texts.number(count), table=words))
    if accepted := results.get("accepted"):
        said = {name: texts.number(accepted[name]) for name in ("used", "expired")}
        print(texts.say("cli.accepted", **said))
    for problem in [p for source in results["sources"] for p in source["problems"]]:
        print(f"! {line(problem)}")


def _not_run(results: list[dict]) -> None:
    """How many checks did not run, and the tables they wait for: of each side, the one that most checks need first."""
    missing = [need for r in results for need in r.get("missing", ())]
    if missing:
        waiting = sum(bool(r.get("missing")) for r in results)
        print(texts.say("cli.not_run", part=waiting, whole=len(results)))
    for side in schema.SIDES:
        counts = Counter(need.partition(".")[2] for need in missing if need.startswith(f"{side}."))
        named = [f"{schema.tables(side)[n].words[texts.language()]} ({n}) {count}" for n, count in counts.most_common()]
        if named:
            print("  " + texts.say(f"cli.not_run_{side}", tables=", ".join(named)))
    failed = Counter(r["reason"] for r in results if r["status"] == "failed")
    for reason, count in failed.items():
        print(texts.say("cli.failed", count=count, reason=reason))


class progress:
    """A progress bar on the error stream, shown only to a person."""

    def __init__(self, text: str):
        self.text = text

    def __enter__(self):
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

        columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
        console = Console(stderr=True)
        off = not console.is_terminal
        self.bar = Progress(*columns, TimeElapsedColumn(), console=console, transient=True, disable=off)
        self.bar.start()
        task = self.bar.add_task(self.text, total=None)
        return lambda done, total: self.bar.update(task, completed=done, total=total)

    def __exit__(self, *_):
        self.bar.stop()


class transfer:
    """Files, megabytes a second and the time left on the error stream, shown only to a person."""

    def __init__(self, text: str):
        self.text = text

    def __enter__(self):
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            DownloadColumn,
            Progress,
            TextColumn,
            TimeRemainingColumn,
            TransferSpeedColumn,
        )

        console = Console(stderr=True)
        columns = (TextColumn("{task.description} {task.fields[files]}"), BarColumn(), DownloadColumn())
        columns += (TransferSpeedColumn(), TimeRemainingColumn())
        self.bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
        self.bar.start()
        task = self.bar.add_task(self.text, total=None, files="")

        def tick(done: int, total: int, size: int, whole: int) -> None:
            self.bar.update(task, completed=size, total=whole, files=f"{done}/{total}")

        return tick

    def __exit__(self, *_):
        self.bar.stop()


class counted:
    """Pieces of work done, how many a minute and the time left on the error stream, shown only to a person."""

    def __init__(self, text: str):
        self.text = text

    def __enter__(self):
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
        )
        self.bar = Progress(
            *columns, TimeRemainingColumn(), console=console, transient=True, disable=not console.is_terminal
        )
        self.bar.start()
        task = self.bar.add_task(self.text, total=None, rate="")

        def tick(done: int, total: int) -> None:
            speed = self.bar.tasks[task].speed
            rate = texts.say("batch.rate", n=texts.number(round(60 * speed))) if speed else ""
            self.bar.update(task, completed=done, total=total, rate=rate)

        return tick

    def __exit__(self, *_):
        self.bar.stop()
