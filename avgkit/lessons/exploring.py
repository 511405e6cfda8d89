"""What the explorers answer: a page for the choices that somebody makes, computed from plain arguments.

No names, no notes; a group of fewer than five people is shown as that, and then the total is not shown either, because
it would give the small group away. What is judged is judged by the checks themselves.
"""

import re

import narwhals as nw

from .. import charts, schema, texts
from ..errors import AvgkitError
from ..exercises import Page, Table
from ..tables import Policy
from ..themes import find
from .figures import drawn

SMALL = 5
MOST_MONTHS = 600
BY = ("category", "kind", "country", "year")
ACTIONS = ("view", "edit", "export", "delete")
PERIODS = ("year", "quarter")
_STATES = {True: "has_no_purpose", False: "has_purpose", None: "purpose_unknown"}


def contacts(crm, lang: str, by="category", category=None, kind=None, country=None, year=None) -> Page:
    """The contacts that fit the choices, counted by one of category, kind, country and year of first contact."""
    _one_of("by", by, BY)
    frame = _with_year(crm)
    for name, value in {"category": category, "kind": kind, "country": country, "year": year}.items():
        if value is not None:
            frame = frame.filter(nw.col(name) == value)
    counts = _counts(frame, by)
    caption = _say(f"caption_contacts_{by}", lang)
    chart = charts.bars(_rows(counts, by, lang), caption, lang, _say(f"by_{by}", lang))
    return Page((_total(counts, crm.count("contacts"), lang), drawn(chart, lang)), lang)


def fields(crm, policy, law, lang: str, table="contacts", without_purpose=False) -> Page:
    """How often each field of a table is filled, and whether the organisation says what it is for."""
    verdicts = find("field-without-purpose").verdict(crm, policy, law).collect("pyarrow").rows(named=True)
    if table not in (known := tables(verdicts)):
        raise AvgkitError(texts.unknown_name("explore.no_table", table, known))
    labels = {row["id"]: row[f"label_{lang}"] for row in policy.rows("purposes")}
    rows, shares = [], []
    for row in sorted(verdicts, key=lambda row: (-(row["filled"] or 0), row["key"])):
        side, _, name = row["key"].partition("/")
        if side != table or (without_purpose and row["violates"] is False):
            continue
        filled, total = row["filled"] or 0, row["rows"] or crm.count(table)
        counted = (texts.NOTHING,) * 2 if _names_a_record(table, name) else _filled(filled, total, lang)
        said = [labels.get(part, part) for part in (row["purposes"] or "").split(";") if part]
        answer = _say(_STATES[row["violates"]], lang)
        rows.append((_field(table, name, lang), *counted, answer, _purposes(said, lang)))
        shares.append(filled / total if total and not 0 < filled < SMALL else 0.0)
    if not rows:
        return Page((_say("every_field_has_purpose", lang),), lang)
    head = tuple(_say(f"col_{name}", lang) for name in ("field", "filled", "share", "answer", "purpose"))
    words = {"table": table_word(table, lang), "n": texts.number(crm.count(table), lang)}
    caption = _say("caption_fields", lang, **words)
    return Page((Table(caption, head, tuple(rows), frozenset({1, 2}), tuple(shares)),), lang)


def tables(verdicts: list[dict]) -> list[str]:
    """The tables of the CRM that have a field which the check judges."""
    found = {row["key"].partition("/")[0] for row in verdicts}
    return [name for name in schema.tables("crm") if name in found]


def table_word(name: str, lang: str) -> str:
    """A table as people call it."""
    return schema.tables("crm")[name].words[lang]


def terms(crm, policy, law, lang: str, category="prospect", months: int | None = None) -> Page:
    """How many contacts of a category are overdue under another period: the same check on a changed policy."""
    known = categories(crm, policy)
    if category not in known:
        raise AvgkitError(texts.unknown_name("explore.no_category", category, known))
    now = next(row["months"] for row in policy.rows("retention") if row["category"] == category)
    months = now if months is None else months
    if isinstance(months, bool) or not isinstance(months, int) or not 0 <= months <= MOST_MONTHS:
        raise AvgkitError(_say("bad_months", lang, most=MOST_MONTHS))
    before, after = (_judged(crm, policy, law, category, length) for length in (now, months))
    late = [row for row in after if row["violates"]]
    said = {"category": texts.word(category, lang), "months": months, "of": _number(len(after), lang)}
    told = [_say("terms_now", lang, **said, n=_number(len(late), lang))]
    if months != now:
        old = _number(sum(row["violates"] is True for row in before), lang)
        told.append(_say("terms_before", lang, months=now, n=old))
    if unknown := sum(row["violates"] is None for row in after):
        told.append(_say("terms_unknown", lang, n=_number(unknown, lang)))
    if not late:
        return Page((told,), lang)
    years: dict = {}
    for row in late:
        years[row["started"].year] = years.get(row["started"].year, 0) + 1
    caption = _say("caption_terms", lang, category=texts.word(category, lang), months=months)
    bars = [(label, _or_small(count)) for label, count in _together(years)]
    chart = charts.bars(bars, caption, lang, _say("col_start_year", lang), state="finding")
    return Page((told, drawn(chart, lang)), lang)


def categories(crm, policy) -> list[str]:
    """The categories of contacts that have a period in months, in the order in which they are declared."""
    held = set(_counts(_with_year(crm), "category"))
    return [
        row["category"] for row in policy.rows("retention") if row["category"] in held and row["months"] is not None
    ]


def access(crm, policy, law, lang: str, action="view", roles=None) -> Page:
    """Who may see what: a row for each category of data, a column for each role; the matrix beside the rights given."""
    _one_of("action", action, ACTIONS)
    known = sorted({row["role"] for row in policy.rows("matrix")})
    roles = list(roles or known[:4])
    if wrong := [texts.unknown_name("explore.no_role", role, known) for role in roles if role not in known]:
        raise AvgkitError(wrong)
    said = {(row["role"], row["category"]) for row in policy.rows("matrix") if row["action"] == action}
    found = find("grant-outside-matrix").verdict(crm, policy, law).collect("pyarrow").rows(named=True)
    beyond = {(row["role"], row["category"]) for row in found if row["action"] == action and row["violates"]}
    seen = [category for _, category in sorted(said | beyond) if category]
    rows = []
    for category in sorted(set(seen), key=lambda code: texts.word(code, lang)):
        cells = [_cell((role, category) in said, (role, category) in beyond, lang) for role in roles]
        rows.append((texts.word(category, lang), *cells))
    head = (_say("col_data", lang), *(texts.word(role, lang) for role in roles))
    caption = _say("caption_access", lang, action=texts.word(action, lang))
    return Page((Table(caption, head, tuple(rows)), _say("access_how", lang)), lang)


def messages(crm, law, lang: str, channels=None, period="year", marketing=False) -> Page:
    """How many messages went out through each channel in each period, and all of them drawn."""
    _one_of("period", period, PERIODS)
    at = nw.col("sent_at")
    frame = crm.messages.filter(~at.is_null() & (at.cast(nw.Date) <= nw.lit(law.on)))
    if marketing:
        frame = frame.filter(nw.col("kind") == "marketing")
    part = ((at.dt.month() - 1) // 3 + 1) if period == "quarter" else nw.lit(0)
    frame = frame.select(channel="channel", year=at.dt.year(), part=part).group_by("channel", "year", "part")
    counts = {(c, (y, p)): n for c, y, p, n in frame.agg(n=nw.len()).collect("pyarrow").rows()}
    known = all_channels(crm)
    channels = list(channels or known[:4])
    if wrong := [texts.unknown_name("explore.no_channel", name, known) for name in channels if name not in known]:
        raise AvgkitError(wrong)
    latest = sorted({when for channel, when in counts if channel in channels})[-12:]
    rows, bars, few = [], [], False
    for when in latest:
        label = _period(*when, lang)
        numbers = [counts.get((channel, when), 0) for channel in channels]
        rows.append((label, *(_number(n, lang) for n in numbers)))
        bars.append((label, sum(n for n in numbers if n >= SMALL)))
        few = few or any(0 < n < SMALL for n in numbers)
    head = (_say("col_period", lang), *(texts.word(channel, lang) for channel in channels))
    what = ", ".join(texts.word(channel, lang) for channel in channels)
    kind = _say("only_marketing" if marketing else "all_messages", lang)
    chart = charts.bars(bars, _say("caption_messages", lang, what=what, kind=kind), lang, _say("col_period", lang))
    table = Table(_say("caption_channels", lang, kind=kind), head, tuple(rows), frozenset(range(1, len(head))))
    note = [_say("few_left_out", lang)] if few else []
    return Page((table, drawn(chart, lang), *note) if rows else (_say("chart_nothing", lang),), lang)


def all_channels(crm) -> list[str]:
    """The channels of the messages, the most used first."""
    counts = _counts(crm.messages, "channel")
    return sorted((name for name in counts if name), key=lambda name: (-counts[name], name))


def groups(crm, column: str) -> list:
    """What contacts have in a column (or as year of first contact), for a list to choose from."""
    return sorted(value for value in _counts(_with_year(crm), column) if value is not None)


# ---------------------------------------------------------------- counts and their words
def _with_year(crm):
    columns = ("category", "kind", "country", "created_at")
    return crm.contacts.select(*columns).with_columns(year=nw.col("created_at").dt.year())


def _counts(frame, column: str) -> dict:
    return dict(frame.group_by(column).agg(n=nw.len()).collect("pyarrow").rows())


def _judged(crm, policy, law, category: str, months: int) -> list[dict]:
    """The verdict on the contacts of a category under this period; what was tried before is not judged again."""
    term = next(row for row in policy.rows("retention") if row["category"] == category)
    # The other categories are not asked for, so their periods need not be worked out.
    other = {name: policy.rows(name) for name in policy.tables}
    other["retention"] = [term | {"months": months, "weeks": None}]

    def build():
        frame = find("retention-overdue").verdict(crm, Policy(other), law)
        return frame.filter(nw.col("category") == category).select("violates", "started")

    return crm.derived(f"explored {category} {months}", build, policy, law).collect("pyarrow").rows(named=True)


def _together(years: dict[int, int]) -> list[tuple[str, int]]:
    """Years side by side, those with few people joined to the next: beside a total a small one could be worked out."""
    joined: list[list] = []
    for year, count in sorted(years.items()):
        if joined and joined[-1][2] < SMALL:
            joined[-1][1:] = [year, joined[-1][2] + count]
        else:
            joined.append([year, year, count])
    if len(joined) > 1 and joined[-1][2] < SMALL:
        _, last, count = joined.pop()
        joined[-1][1:] = [last, joined[-1][2] + count]
    return [(str(first) if first == last else f"{first}–{last}", count) for first, last, count in joined]


def _rows(counts: dict, by: str, lang: str) -> list[tuple[str, int | None]]:
    """A row for each group: years in their order, other groups the largest first."""
    if by == "year":
        ordered = sorted(counts, key=lambda value: (value is None, value))
    else:
        ordered = sorted(counts, key=lambda value: (-counts[value], str(value)))
    return [(word_of(value, by, lang), _or_small(counts[value])) for value in ordered]


def word_of(value, by: str, lang: str) -> str:
    """A group of contacts in words."""
    if value is None:
        return _say("none", lang)
    if by == "year":
        return str(value)
    if by == "country":
        return texts.country(value, lang)
    return texts.say(f"lesson.kind_{value}", lang) if by == "kind" else texts.word(value, lang)


def _total(counts: dict, everything: int, lang: str) -> str:
    """How many fit, of how many; with a small group among them only that there are more than those shown."""
    shown = sum(count for count in counts.values() if count >= SMALL)
    if not counts:
        return _say("total_none", lang, of=_number(everything, lang))
    if shown == sum(counts.values()):
        return _say("total", lang, n=texts.share(shown, everything, lang))
    if not shown:
        return _say("total_small", lang, of=_number(everything, lang))
    return _say("total_more", lang, n=_number(shown, lang), of=_number(everything, lang))


def _filled(filled: int, total: int, lang: str) -> tuple[str, str]:
    """The number of records in which a field is filled, and their share."""
    if 0 < filled < SMALL:
        return _say("small", lang), texts.NOTHING
    return texts.number(filled, lang), texts.percent(filled, total, lang)


def _field(table: str, name: str, lang: str) -> str:
    """What a field holds, in words where the schema has them."""
    columns = schema.tables("crm")[table].columns
    if name in BY:
        return _say(f"by_{name}", lang)
    return re.split(r" \(|[:;]", columns[name].meaning[lang])[0] if name in columns else name


def _names_a_record(table: str, name: str) -> bool:
    """A number of a record, which is not counted: it says which record this is, not what is known of somebody."""
    columns = schema.tables("crm")[table].columns
    return name in columns and columns[name].type in ("key", "ref")


def _purposes(said: list[str], lang: str) -> str:
    """The first purpose, and how many more there are."""
    more = [_say("and_more", lang, n=len(said) - 1)] if len(said) > 1 else []
    return "; ".join([*said[:1], *more]) or _say("none", lang)


def _cell(said: bool, beyond: bool, lang: str) -> str:
    return _say("access_beyond" if beyond else "access_said" if said else "access_none", lang)


def _or_small(count: int) -> int | None:
    return None if 0 < count < SMALL else count


def _number(count: int, lang: str) -> str:
    return _say("small", lang) if 0 < count < SMALL else texts.number(count, lang)


def _period(year: int, part: int, lang: str) -> str:
    return _say("quarter", lang, year=year, part=part) if part else str(year)


def _one_of(what: str, value: object, known: tuple) -> None:
    if value not in known:
        raise AvgkitError(texts.unknown_name("explore.no_choice", value, known, what=what))


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"explore.{name}", lang, **values)
