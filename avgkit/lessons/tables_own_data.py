"""The tables of the lesson about one's own export: how it is read, and what could not be judged."""

from .. import paths, texts
from ..exercises import Page, Table
from ..schema import SIDES, tables
from ..themes import find

SAMPLE = "klantenlijst-1252.csv"  # a list made by hand: no system tells what its columns are


def columns(lang: str) -> Page:
    """How `avgkit inspect` reads a sample list, column by column, with how sure that is; and what it noted."""
    from ..sources.inspecting import inspect
    from ..sources.mapping import meanings

    told = inspect(paths.EXPORTS / SAMPLE)
    rows = tuple(
        (
            header,
            meanings()[guess["meaning"]][lang] if guess["meaning"] else _say("no_meaning", lang),
            texts.percent(round(100 * guess["confidence"]), 100, lang) if guess["meaning"] else texts.NOTHING,
        )
        for header, guess in told["mapping"].items()
    )
    head = tuple(_say(f"col_{name}", lang) for name in ("column", "meaning", "sure"))
    said = {"file": told["file"], "encoding": told["encoding"], "rows": texts.number(told["rows_read"], lang)}
    table = Table(_say("caption_columns", lang, **said), head, rows, frozenset({2}))
    return Page((table, _say("problems", lang), told["problems"]), lang)


def inputs(crm, policy, lang: str) -> Page:
    """Each file: its table, the rows read and not read, and the columns that nothing was done with."""
    sources = [*crm.sources, *policy.sources]
    named = {source.sha256 for source in sources if source.table or not source.complete}
    rows = tuple(
        (
            source.file or texts.NOTHING,
            _table(source.table, lang),
            texts.number(source.rows_read, lang),
            texts.number(source.rows_unread, lang),
            texts.number(sum(source.values_unread.values()), lang),
            ", ".join(source.columns_unused) or _say("none_unused", lang),
        )
        for source in sources
        if source.table or not source.complete or source.sha256 not in named
    )
    names = ("input", "table", "read", "unread", "values", "unused")
    head = tuple(_say(f"col_{name}", lang) for name in names)
    table = Table(_say("caption_inputs", lang), head, rows, frozenset({2, 3, 4}))
    whole = all(source.complete for source in sources)
    problems = [problem for source in sources for problem in source.problems]
    told = [_say("problems", lang), problems] if problems else []
    return Page((table, _say("all_read" if whole else "not_all_read", lang), *told), lang)


def found(scan, lang: str, most: int = 10) -> Page:
    """What the scan found, for each theme, and the checks with the most findings; the report has them all."""
    done = [result for result in scan.results if result.status == "done"]
    themes: dict[str, list] = {}
    for result in done:
        themes.setdefault(find(result.check).theme, []).append(result)
    rows = tuple(
        (texts.word(theme, lang), texts.number(len(own), lang), texts.number(sum(r.violations for r in own), lang))
        for theme, own in themes.items()
    )
    top = sorted((r for r in done if r.violations), key=lambda r: (-r.violations, r.check))[:most]
    listed = tuple((_title(r, lang), texts.number(r.items, lang), texts.number(r.violations, lang)) for r in top)
    blocks = []
    for name, told, columns in (
        ("themes", rows, ("theme", "checks", "found")),
        ("most", listed, ("check", "judged", "found")),
    ):
        head = tuple(_say(f"col_{column}", lang) for column in columns)
        blocks.append(Table(_say(f"caption_{name}", lang, n=len(told)), head, told, frozenset({1, 2})))
    return Page(tuple(blocks), lang)


def unjudged(scan, lang: str) -> Page:
    """Which checks could not run and why, and in which the answer is unknown for some records."""
    idle = [(_title(r, lang), r.reason) for r in scan.results if r.status != "done"]
    unknown = [(_title(r, lang), texts.share(r.unknown, r.items, lang)) for r in scan.results if r.unknown]
    blocks = []
    for name, rows, column, numbers in (
        ("unjudged", idle, "reason", frozenset()),
        ("unknown", unknown, "unknown", frozenset({1})),
    ):
        head = (_say("col_check", lang), _say(f"col_{column}", lang))
        nothing = _say("all_judged" if name == "unjudged" else "all_known", lang)
        blocks.append(Table(_say(f"caption_{name}", lang), head, tuple(rows), numbers) if rows else nothing)
    return Page(tuple(blocks), lang)


def _title(result, lang: str) -> str:
    return find(result.check).words("title", lang)


def _table(name: str, lang: str) -> str:
    side = next((side for side in SIDES if name in tables(side)), None)
    return tables(side)[name].words[lang] if side else _say("no_table", lang)


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_own_data.{name}", lang, **values)
