"""Timeline: for each message the choice that stands at that moment, for its contact, purpose and channel.

Choices and messages stand in one row of time; every choice has a number within its group, and a message takes the
highest number so far of each sort. That is linear however many choices one person made; a tie is broken by the
choice's key.

What counts: a valid yes and every no. A yes that is not valid changes nothing, so an earlier choice stands. A yes whose
validity is not known, and a choice that cannot be read or placed, leave open what they might have changed.
"""

import narwhals as nw

from .choices import choices
from .periods import any_of, unread

ANY = "*"  # a choice about every purpose
NONE = "?"  # a message without a purpose, or without a channel
NOES = ("withdrawn", "objected")
_GROUP = ("contact", "asked_purpose", "asked_channel")
_ORDER = ("at", "rank", "tie")
_DETAILS = ("invalid", "fails", "missing", "minor_alone", "how")
# The sorts of choice: those that count, those that count for nothing, and those that may be a yes or a no.
_DARK = ("dark_yes", "dark_no", "dark_withdrawn", "dark_objected")
_SORTS = ("valid", "unsure", "void_yes", "guess_yes", "no", *NOES, *_DARK)
_UNKNOWN = nw.lit(None, dtype=nw.Boolean)


def last_choices(crm, policy, law, messages: nw.LazyFrame) -> nw.LazyFrame:
    """Per message (id) the choice shown, and as three-valued columns `consented`, `blocked` and each standing no."""
    spread = _sorted(_spread(crm, _said(crm, policy, law), messages))
    events = spread.filter(~nw.col("at").is_null()).with_columns(
        rank=nw.lit(0, dtype=nw.Int64), one=nw.lit(1, dtype=nw.Int64)
    )
    events = events.with_columns(nth=nw.col("one").cum_sum().over(*_GROUP, order_by=list(_ORDER)).cast(nw.Int64))
    whole = nw.lit(0, dtype=nw.Int64)
    places = {sort: nw.when(nw.col(sort)).then(nw.col("nth")).otherwise(whole) for sort in _SORTS}
    keys = [*_GROUP, *_ORDER, *_SORTS]
    questions = messages.filter(~nw.col("sent_at").is_null()).select(
        *_GROUP,
        at=nw.col("sent_at"),
        rank=nw.lit(1, dtype=nw.Int64),
        tie=nw.col("id"),
        **dict.fromkeys(_SORTS, whole),
    )
    line = nw.concat([events.with_columns(**places).select(*keys), questions.select(*keys)])
    line = line.with_columns(**{s: nw.col(s).cum_max().over(*_GROUP, order_by=list(_ORDER)) for s in _SORTS})
    shown = events.select(*_GROUP, "nth", *_DETAILS, choice="event", choice_at="at")
    return (
        line.filter(nw.col("rank") == 1)
        .with_columns(nth=_shown())
        .join(shown, on=[*_GROUP, "nth"], how="left")
        .join(_undated(spread), on=list(_GROUP), how="left")
        .with_columns(**{f"u_{name}": nw.col(f"u_{name}").fill_null(False) for name in _DARK})
        .select("choice", "choice_at", *_DETAILS, id=nw.col("tie"), **_answers())
    )


def _shown() -> nw.Expr:
    """The number of the choice to show: a standing yes, a later yes in doubt, the last no, or a void yes."""
    col = nw.col
    return (
        nw.when(col("valid") > col("no"))
        .then(col("valid"))
        .when(col("unsure") > col("no"))
        .then(col("unsure"))
        .when(col("no") > 0)
        .then(col("no"))
        .otherwise(col("void_yes"))
    )


def _answers() -> dict[str, nw.Expr]:
    """What the choices so far come to; null where one of them that cannot be told might decide."""
    col, yes, no = nw.col, nw.lit(True), nw.lit(False)

    def maybe_lifted(after: nw.Expr) -> nw.Expr:
        return (col("unsure") > after) | (col("dark_yes") > after) | col("u_dark_yes")

    stands = col("valid") > col("no")
    maybe_no = (col("dark_no") > col("valid")) | col("u_dark_no")
    answers = {
        "consented": nw.when(stands & ~maybe_no).then(yes).when(~stands & ~maybe_lifted(col("no"))).then(no),
        "blocked": nw.when((col("no") > col("valid")) & ~maybe_lifted(col("no")))
        .then(yes)
        .when((col("no") <= col("valid")) & ~maybe_no)
        .then(no),
        "dark": any_of([(col(name) > 0) | col(f"u_{name}") for name in _DARK]),
    }
    for event in NOES:
        said, dark, undated = col(event), col(f"dark_{event}"), col(f"u_dark_{event}")
        answers[f"{event}_asked"] = (said > 0) | (dark > 0) | undated
        lifted = (col("valid") > said) & (col("valid") > dark) & ~undated
        # A yes about one purpose or channel may be about a message that has none written down.
        open_to_yes = maybe_lifted(said) | (col("guess_yes") > said)
        holds = (said > 0) & (said > col("valid")) & ~open_to_yes
        answers[f"{event}_stands"] = nw.when(lifted).then(no).when(holds).then(yes)
    return answers


def _said(crm, policy, law) -> nw.LazyFrame:
    """Every choice and every objection among the requests, without withdrawals by somebody who could not withdraw."""
    one = choices(crm, policy, law).filter(~nw.col("void").fill_null(False) & ~nw.col("contact").is_null())
    hidden = any_of([nw.col(c).is_null() & unread(c) for c in ("purpose", "channel")]) | nw.col("doubtful")
    # A no without purpose or channel is a no to all; a yes without them is a yes to nothing.
    wide = hidden | ~(nw.col("event") == "given").fill_null(False)
    one = one.select(
        "contact",
        "at",
        "event",
        *_DETAILS,
        hidden=hidden,
        undated=unread("at"),
        any_event=nw.col("event").is_null() & unread("event"),
        is_request=nw.lit(False),
        tie=nw.col("id"),
        said_purpose=nw.when(wide).then(nw.col("purpose").fill_null(ANY)).otherwise(nw.col("purpose")),
        said_channel=nw.when(wide).then(nw.col("channel").fill_null("all")).otherwise(nw.col("channel")),
    )
    return nw.concat([one, _requests(crm, law)]) if crm.has("requests") else one


def _requests(crm, law) -> nw.LazyFrame:
    """Objections to direct marketing among the requests; a request of which the kind is not known may be one."""
    kind, received = nw.col("kind"), nw.col("received_at")
    asked = crm.requests.filter(((kind == "objection_marketing") | kind.is_null()) & ~nw.col("contact").is_null())
    return asked.filter(received.is_null() | (received.cast(nw.Date) <= nw.lit(law.on))).select(
        "contact",
        at=received,
        event=nw.when(~kind.is_null()).then(nw.lit("objected")),
        invalid=_UNKNOWN,
        fails=nw.lit(""),
        missing=nw.lit(""),
        minor_alone=_UNKNOWN,
        how=nw.lit(None, dtype=nw.String),
        hidden=nw.lit(False),
        undated=nw.lit(True),
        any_event=nw.lit(False),
        is_request=nw.lit(True),
        tie=nw.concat_str([nw.lit("request "), nw.col("id")]),
        said_purpose=nw.lit(ANY),
        said_channel=nw.lit("all"),
    )


def _spread(crm, said: nw.LazyFrame, messages: nw.LazyFrame) -> nw.LazyFrame:
    """Each choice once for every purpose and channel in use; about a message that has none it is a guess."""
    used = crm.engine.arrow(messages.select("asked_channel", "asked_purpose").unique())
    meant = {}
    for name, every in (("purpose", ANY), ("channel", "all")):
        spoken = crm.engine.arrow(said.select(f"said_{name}").unique())[f"said_{name}"].to_pylist()
        asked = sorted(set(used[f"asked_{name}"].to_pylist()))
        pairs = [(a, a, False) for a in asked if a != NONE] + [(every, a, False) for a in asked]
        pairs += [(s, NONE, True) for s in spoken if NONE in asked and s not in (None, every)]
        columns = (f"said_{name}", f"asked_{name}", f"guess_{name}")
        meant[name] = crm.bind(
            [dict(zip(columns, pair, strict=True)) for pair in pairs],
            dict(zip(columns, ("VARCHAR", "VARCHAR", "BOOLEAN"), strict=True)),
        )
    for name, frame in meant.items():
        said = said.join(frame, on=f"said_{name}", how="inner")
    return said


def _sorted(events: nw.LazyFrame) -> nw.LazyFrame:
    """Each choice with its sorts."""
    event, guess = nw.col("event"), nw.col("guess_purpose") | nw.col("guess_channel")
    given = (event == "given").fill_null(False)
    refusal = event.is_in(("refused", *NOES)).fill_null(False)
    placed = ~nw.col("hidden") & ~guess
    yes = given & ~guess & ~nw.col("invalid").fill_null(False)
    sorts = {name: refusal & placed & (event == name).fill_null(False) for name in NOES}
    dark = {
        f"dark_{name}": (refusal & ~placed & (event == name).fill_null(False))
        | (event.is_null() & (~nw.col("is_request") | (name == "objected")))
        for name in NOES
    }
    return events.with_columns(
        valid=yes & placed & ~nw.col("invalid").is_null(),
        unsure=yes & placed & nw.col("invalid").is_null(),
        guess_yes=given & guess & ~nw.col("invalid").fill_null(False),
        void_yes=given & ~guess & nw.col("invalid").fill_null(False),
        no=refusal & placed,
        dark_yes=(yes & ~placed) | nw.col("any_event"),
        dark_no=(refusal & ~placed) | event.is_null(),
        **sorts,
        **dark,
    )


def _undated(spread: nw.LazyFrame) -> nw.LazyFrame:
    """Per group: is there a choice of which the moment is not known, and what may it be?"""
    loose = spread.filter(nw.col("at").is_null())
    flags = {
        # A yes without a moment is not proved; one with a moment that cannot be read may be.
        "u_dark_yes": nw.col("dark_yes") | ((nw.col("valid") | nw.col("unsure")) & nw.col("undated")),
        "u_dark_no": nw.col("dark_no") | nw.col("no"),
        **{f"u_dark_{name}": nw.col(f"dark_{name}") | nw.col(name) for name in NOES},
    }
    loose = loose.with_columns(**{name: flag.cast(nw.Int64) for name, flag in flags.items()})
    loose = loose.group_by(*_GROUP).agg(*[nw.col(name).max() for name in flags])
    return loose.with_columns(**{name: nw.col(name) > 0 for name in flags})


def people(crm, policy, law) -> nw.LazyFrame:
    """Per contact: did this person ever say no? A message of unknown moment may have followed it."""
    ever = {f"ever_{name}": (nw.col("event") == name).fill_null(False) for name in NOES}
    marks = choices(crm, policy, law).select("contact", **ever)
    if crm.has("requests"):
        asked = crm.requests.filter(nw.col("kind") == "objection_marketing")
        marks = nw.concat([marks, asked.select("contact", ever_withdrawn=nw.lit(False), ever_objected=nw.lit(True))])
    counts = {name: nw.col(name).cast(nw.Int64).max() for name in ever}
    marks = marks.filter(~nw.col("contact").is_null()).group_by("contact").agg(**counts)
    return marks.with_columns(**{name: nw.col(name) > 0 for name in ever})
