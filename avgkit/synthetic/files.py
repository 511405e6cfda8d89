"""The loose files that turned up: lists on drives, laptops and in mailboxes, some of them copied from the CRM."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from .draft import DAY, MINUTE, Draft
from .people import days
from .strings import numbered

# Name, heads of the columns, copied from the CRM, activity in the register, categories.
_FILES = (
    ("bellijst_{season}_{year}.xlsx", "first_name;last_name;phone;mobile", True, "direct-marketing", "naam;contact"),
    ("nieuwsbrief_adressen_{year}.csv", "first_name;last_name;email", True, "direct-marketing", "naam;contact"),
    (
        "klanten_{place}_{year}.xlsx",
        "last_name;street;postal_code;city;email",
        True,
        "verkoop-en-service",
        "naam;adres;contact",
    ),
    (
        "deelnemers_tocht_{year}.xlsx",
        "first_name;last_name;email;birth_date",
        False,
        "direct-marketing",
        "naam;contact;geboortedatum",
    ),
    ("leveranciers_{year}.xlsx", "company;last_name;email;phone", True, "inkoop", "bedrijf;naam;contact"),
    ("voorraad_{place}_{year}.xlsx", "article;stock;price", False, None, None),
    ("reparaties_open_{season}_{year}.xlsx", "last_name;mobile;job", True, "verkoop-en-service", "naam;contact"),
    (
        "zakelijk_prospects_{year}.xlsx",
        "company;last_name;job_title;email",
        True,
        "verkoop-en-service",
        "bedrijf;naam;functie;contact",
    ),
)
_SEASONS, _CITIES = ("winter", "lente", "zomer", "herfst"), ("alkmaar", "denhelder", "hoorn")
_GIVEN = 0


def files(draft: Draft) -> None:
    """The lists, each with a place in the register and no more than its activity covers."""
    rng, staff, table = draft.rng("files"), draft["users"], draft["files"]
    n = 4 + draft.people // 100
    kind = rng.integers(0, len(_FILES), n)
    active = np.flatnonzero(staff["active"] == 1)
    owner = active[rng.integers(0, len(active), n)]
    day = np.maximum(draft.until - days(rng.integers(5, 700, n)), staff["joined"][owner] + days(5))
    season, city = rng.integers(0, 4, n), rng.integers(0, 3, n)
    names = [
        _FILES[k][0].format(season=_SEASONS[s], year=when.year, place=_CITIES[c])
        for k, s, c, when in zip(kind, season, city, day.tolist(), strict=True)
    ]
    table.pool("name", names)
    modified = day.astype(MINUTE) + rng.integers(8 * 60, 18 * 60, n).astype("timedelta64[m]")
    from_crm = np.array([_FILES[k][2] for k in kind])
    copied = modified - days(rng.integers(0, 20, n)) - rng.integers(1, 40, n).astype("timedelta64[m]")
    table.extend(
        n,
        name=np.arange(n),
        owner=owner,
        place=rng.choice(4, n, p=[0.45, 0.2, 0.2, 0.15]),
        modified_at=modified,
        rows=rng.integers(6, max(20, min(draft.people, 5000)), n),
        columns=_pooled(table, "columns", kind, 1),
        from_crm=from_crm,
        copied_at=np.where(from_crm, copied, np.datetime64("NaT", "m")),
        activity=_pooled(table, "activity", kind, 3),
        categories=_pooled(table, "categories", kind, 4),
    )
    draft.hidden["listed_file"] = draft.hidden["listed_contact"] = np.zeros(0, np.int64)


def _pooled(table, column: str, kind: np.ndarray, place: int) -> np.ndarray:
    """The numbers in the pool of this column that stand for the facts of each kind of file."""
    facts = [file[place] for file in _FILES]
    table.pool(column, dict.fromkeys(fact for fact in facts if fact))
    pool = table.pools[column]
    return np.array([pool.index(fact) if fact else -1 for fact in facts])[kind]


def listing(draft: Draft, file: int, contacts) -> None:
    """Say who stands in a file; a file of which nobody says so gets people who asked and chose nothing."""
    contacts = np.atleast_1d(contacts)
    draft.hidden["listed_file"] = np.append(draft.hidden["listed_file"], np.full(len(contacts), file))
    draft.hidden["listed_contact"] = np.append(draft.hidden["listed_contact"], contacts)


def listed(draft: Draft) -> None:
    """Fill in who stands in each file, after everything else: whoever asked something is only where a flaw says so."""
    table, rng = draft["files"], draft.rng("listed")
    said, quiet = draft.hidden["listed_file"], _quiet(draft)
    open_to = np.setdiff1d(np.flatnonzero(table["categories"] >= 0), said)
    made = table["copied_at"][open_to]
    made = np.where(np.isnat(made), table["modified_at"][open_to], made)
    there = np.searchsorted(draft["contacts"]["created_at"][quiet], made)
    count = np.minimum(np.minimum(table["rows"][open_to], 3 + rng.integers(0, 12, len(open_to))), there)
    start = np.floor(rng.random(len(open_to)) * there).astype(np.int64)
    nth = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    who = quiet[(np.repeat(start, count) + nth) % np.maximum(np.repeat(there, count), 1)]
    file = np.concatenate([np.repeat(open_to, count), said])
    who = np.concatenate([who, draft.hidden["listed_contact"]])
    order = np.lexsort((who, file))
    keys = numbered("C", len(draft["contacts"])).take(pa.array(who[order]))
    ends = np.searchsorted(file[order], np.arange(len(table)), side="right")
    lists = pa.ListArray.from_arrays(pa.array(np.concatenate([[0], ends]).astype(np.int32)), keys)
    table.pool("people", pc.binary_join(lists, ";"))
    some = np.diff(np.concatenate([[0], ends])) > 0
    table["people"][:] = np.where(some, np.arange(len(table)), -1)


def _quiet(draft: Draft) -> np.ndarray:
    """The contacts who never asked anything and never said no, and have no flaw of their own."""
    loud = draft.hidden["reserved"] | draft.hidden["erased"]
    loud = np.append(loud, np.ones(len(draft["contacts"]) - len(loud), bool))  # contacts that a flaw added
    for name in ("requests", "consents"):
        table = draft[name]
        who = table["contact"][table["event"] != _GIVEN] if name == "consents" else table["contact"]
        loud[who[who >= 0]] = True
    return np.flatnonzero(~loud)


def day_before(moment: np.datetime64, number: int) -> np.datetime64:
    """A moment in working hours so many days before."""
    return (moment.astype(DAY) - days(number)).astype(MINUTE) + np.timedelta64(10 * 60, "m")
