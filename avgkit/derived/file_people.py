"""File people: who stands in which loose file, and what they asked or chose that the file may not have followed."""

import narwhals as nw

from ..ruling import parts
from .files import files
from .periods import unread

_UNKNOWN = nw.lit(None, dtype=nw.Boolean)
_LISTED = {"activity_key": "VARCHAR", "purpose": "VARCHAR", "listed": "BOOLEAN"}
_MOMENT = nw.lit(None, dtype=nw.Datetime("us"))
KINDS = ("erased", "objected", "withdrawn", "rectified")


def file_people(crm, policy, law) -> nw.LazyFrame:
    """A row for each file and each contact in it; `stranger`: the CRM does not know that contact."""
    return crm.derived("file_people", lambda: _file_people(crm, policy, law), policy, law)


def _file_people(crm, policy, law) -> nw.LazyFrame:
    frame = files(crm, policy, law).filter(~nw.col("people").is_null())
    frame = frame.with_columns(contact=nw.col("people").str.split(";")).explode("contact")
    frame = frame.with_columns(contact=nw.col("contact").str.strip_chars()).filter(nw.col("contact") != "")
    frame = frame.select("contact", "activity", "as_of", "with_purposes", "is_marketing", file="id").unique()
    if not crm.has("contacts"):
        return frame.with_columns(stranger=nw.lit(False))
    known = crm.contacts.select(contact="id", known=nw.lit(True))
    frame = frame.join(known, on="contact", how="left")
    return frame.with_columns(stranger=nw.col("known").is_null()).drop("known")


def file_events(crm, policy, law) -> nw.LazyFrame:
    """Per file the number of each kind of event of people in it: holding now, after the file's moment, and in doubt."""
    return crm.derived("file_events", lambda: _file_events(crm, policy, law), policy, law)


def _file_events(crm, policy, law) -> nw.LazyFrame:
    people = file_people(crm, policy, law)
    listed = crm.bind(_purposes(policy), _LISTED)
    events = people.with_columns(activity_key=nw.col("activity").str.to_lowercase()).join(
        _events(crm, law), on="contact", how="inner"
    )
    events = events.join(listed, on=["activity_key", "purpose"], how="left")
    of_marketing = nw.col("kind").is_in(("objected", "withdrawn"))
    # A no for a purpose concerns the files for that purpose; a no in general concerns what is used for marketing.
    concerns = nw.when(~of_marketing).then(nw.lit(True)).when(nw.col("purpose").is_null()).then(nw.col("is_marketing"))
    concerns = concerns.when(nw.col("with_purposes")).then(nw.col("listed").fill_null(False))
    day = nw.when(nw.col("at").cast(nw.Date) != nw.col("as_of").cast(nw.Date)).then(nw.col("at") > nw.col("as_of"))
    events = events.with_columns(concerns=concerns.otherwise(nw.col("is_marketing"))).with_columns(
        now=nw.col("concerns") & nw.col("stands"),
        later=nw.when(nw.col("whole_day")).then(day).otherwise(nw.col("at") > nw.col("as_of")),
    )
    events = events.with_columns(after=nw.col("now") & nw.col("later"))
    marks = {}
    for kind in KINDS:
        of = nw.col("kind") == kind
        marks[f"{kind}_now"] = (of & nw.col("now")).fill_null(False).cast(nw.Int64)
        marks[f"{kind}_after"] = (of & nw.col("after")).fill_null(False).cast(nw.Int64)
        marks[f"{kind}_unsure"] = (of & nw.col("now").is_null()).fill_null(False).cast(nw.Int64)
        marks[f"{kind}_when"] = (of & nw.col("after").is_null()).fill_null(False).cast(nw.Int64)
    summed = events.with_columns(**marks).group_by("file").agg(*[nw.col(name).sum() for name in marks])
    strangers = (
        people.with_columns(n=nw.col("stranger").cast(nw.Int64)).group_by("file").agg(strangers=nw.col("n").sum())
    )
    frame = strangers.join(summed, on="file", how="left")
    return frame.with_columns(**{name: nw.col(name).fill_null(0).cast(nw.Int64) for name in (*marks, "strangers")})


def _purposes(policy) -> list[dict]:
    """Each purpose of each activity, by key and by name."""
    pairs = {
        (str(name).lower(), purpose)
        for row in policy.rows("activities")
        for name in (row["id"], row["name"])
        for purpose in parts(row["purposes"])
    }
    return [{"activity_key": name, "purpose": purpose, "listed": True} for name, purpose in sorted(pairs)]


def _events(crm, law) -> nw.LazyFrame:
    """Erasures and rectifications carried out, objections and withdrawals, with moment and whether each stands."""
    found = []
    if crm.has("requests"):
        found += _requests(crm, law)
    if crm.has("consents"):
        found.append(_choices(crm, law))
    if not found:
        types = {"contact": "VARCHAR", "kind": "VARCHAR", "purpose": "VARCHAR", "at": "TIMESTAMP"}
        return crm.bind([], types | {"whole_day": "BOOLEAN", "stands": "BOOLEAN"})
    return nw.concat(found)


def _requests(crm, law) -> list[nw.LazyFrame]:
    received = nw.col("received_at")
    asked = crm.requests.filter(received.is_null() | (received.cast(nw.Date) <= nw.lit(law.on)))
    day = nw.when(~nw.col("carried_out_at").is_null()).then(nw.col("carried_out_at")).otherwise(nw.col("answered_at"))
    dark = unread("outcome") | unread("kind")
    done = nw.when(dark).then(_UNKNOWN).otherwise((nw.col("outcome") == "done").fill_null(False))
    carried = asked.with_columns(at=day, done=done).filter(nw.col("at").is_null() | (nw.col("at") <= nw.lit(law.on)))
    frames = []
    for kind, name in (("erasure", "erased"), ("rectification", "rectified")):
        of = (nw.col("kind") == kind) | unread("kind")
        frames.append(
            carried.filter(of.fill_null(False)).select(
                "contact",
                kind=nw.lit(name),
                purpose=nw.lit(None, dtype=nw.String),
                at=nw.col("at").cast(nw.Datetime("us")),
                whole_day=nw.lit(True),
                stands=nw.col("done"),
            )
        )
    objected = asked.filter(((nw.col("kind") == "objection_marketing") | unread("kind")).fill_null(False))
    yes = _yes(crm, law, "contact") if crm.has("consents") else None
    objected = objected.select("contact", "kind", at="received_at")
    objected = (
        objected.join(yes, on="contact", how="left")
        if yes is not None
        else objected.with_columns(yes=_MOMENT, undated=nw.lit(0))
    )
    no = nw.when(nw.col("kind").is_null()).then(_UNKNOWN).otherwise(_stands())
    frames.append(
        objected.select(
            "contact",
            kind=nw.lit("objected"),
            purpose=nw.lit(None, dtype=nw.String),
            at=nw.col("at"),
            whole_day=nw.lit(False),
            stands=no,
        )
    )
    return frames


def _stands() -> nw.Expr:
    """A no stands unless a yes came after it; a yes without a moment may have."""
    lifted, dark = (nw.col("yes") > nw.col("at")).fill_null(False), (nw.col("undated") > 0).fill_null(False)
    after = nw.col("yes").is_null() | (nw.col("at") >= nw.col("yes"))
    return nw.when(lifted).then(nw.lit(False)).when(dark).then(_UNKNOWN).otherwise(after)


def _said(crm, law) -> nw.LazyFrame:
    return crm.consents.filter(nw.col("at").is_null() | (nw.col("at").cast(nw.Date) <= nw.lit(law.on)))


def _yes(crm, law, *keys: str) -> nw.LazyFrame:
    """The last yes of each contact, or of each contact and purpose, and how many have no moment."""
    given = _said(crm, law).filter(nw.col("event") == "given")
    given = given.with_columns(blank=nw.col("at").is_null().cast(nw.Int64))
    return given.group_by(*keys).agg(yes=nw.col("at").max(), undated=nw.col("blank").sum())


def _choices(crm, law) -> nw.LazyFrame:
    """Objections and withdrawals; a choice of which the kind cannot be read may be one."""
    event = nw.when(unread("event")).then(nw.lit("objected")).otherwise(nw.col("event"))
    said = _said(crm, law).with_columns(kind=event, dark=unread("event"))
    said = said.filter(nw.col("kind").is_in(("objected", "withdrawn")).fill_null(False))
    same = _yes(crm, law, "contact", "purpose").rename({"yes": "yes_same", "undated": "undated_same"})
    said = said.join(same, on=["contact", "purpose"], how="left")
    said = said.join(_yes(crm, law, "contact"), on="contact", how="left")
    general = nw.col("purpose").is_null()
    said = said.with_columns(
        **{name: nw.when(general).then(nw.col(name)).otherwise(nw.col(f"{name}_same")) for name in ("yes", "undated")}
    )
    return said.select(
        "contact",
        "kind",
        "purpose",
        at=nw.col("at"),
        whole_day=nw.lit(False),
        stands=nw.when(nw.col("dark")).then(_UNKNOWN).otherwise(_stands()),
    )
