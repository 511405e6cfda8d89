"""The contacts: who they are, how they can be reached, and what they are to the firm."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from . import pools
from .draft import DAY, MINUTE, Draft
from .strings import digits, join, take

NATURAL, BUSINESS, LEGAL = 0, 1, 2
PROSPECT, CUSTOMER, FORMER, PARTNER, SUPPLIER, OTHER = range(6)
SALE, DONATION, VOLUNTEERING, PUBLISHED, FORM, LIST, OTHER_SOURCE = range(7)
_FIRST_DAY = np.datetime64("2016-01-04")
_CATEGORIES = {  # shares for a consumer and for a firm
    NATURAL: [0.28, 0.58, 0.10, 0.0, 0.0, 0.04],
    BUSINESS: [0.26, 0.44, 0.08, 0.10, 0.08, 0.04],
}
_MAXIMUM_AGE = 92


def days(number) -> np.ndarray:
    """A number of days as a length of time."""
    return np.asarray(number).astype("timedelta64[D]")


def created(draft: Draft) -> np.ndarray:
    """When each contact was recorded, in order, slowly more each year; during the day."""
    rng, n = draft.rng("created"), draft.people
    span = (draft.until - _FIRST_DAY).astype(int) - 4
    day = _FIRST_DAY + days(np.floor(span * rng.random(n) ** 0.8))
    return np.sort(day.astype(MINUTE) + rng.integers(8 * 60, 21 * 60, n).astype("timedelta64[m]"))


def contacts(draft: Draft, at: np.ndarray, roles: dict[str, np.ndarray]) -> None:
    """Draw every contact; `roles` gives the rows that a planted flaw needs as a prospect, a customer or a minor."""
    table, n = draft["contacts"], draft.people
    facts = _standing(draft, at, roles)
    birth = _birth(draft, facts, at, roles)
    name = _names(draft, facts)
    address = _addresses(draft, facts)
    mail, domain = _mail(draft, facts, name)
    landline, mobile = _phones(draft, facts, address)
    places = pools.places()
    table.pool("country", pools.COUNTRIES)
    table.pool("city", places.city)
    table.pool("street", places.street)
    table.pool("postal_code", places.postal)
    table.pool("first_name", pools.first_names().texts)
    names, infixes, _, infix_of = pools.last_names()
    table.pool("infix", infixes)
    table.pool("last_name", names.texts)
    table.pool("company", pools.companies()[0])
    filled = {}
    for column, texts in (("email", mail), ("phone", landline), ("mobile", mobile)):
        table.pool(column, texts)
        filled[column] = np.where(pc.is_valid(texts), np.arange(n), -1)
    row, lives = address["row"], address["known"]
    table.extend(
        n,
        category=facts["category"],
        kind=facts["kind"],
        first_name=name["first"],
        infix=np.where(name["last"] >= 0, infix_of[name["last"]], -1),
        last_name=name["last"],
        gender=name["gender"],
        birth_date=birth,
        street=np.where(lives, places.street_code[row], -1),
        house_number=_house_numbers(draft, lives),
        postal_code=np.where(lives, row, -1),
        city=np.where(lives, address["place"], -1),
        country=places.country[address["place"]],
        company=facts["company"],
        job_title=_jobs(draft, facts, name),
        created_at=at,
        customer_since=facts["since"],
        customer_until=facts["ended"],
        details_source=facts["source"],
        optout_at_collection=facts["optout"],
        hold=0,
        **filled,
    )
    draft.hidden["domain"] = domain


def _standing(draft: Draft, at: np.ndarray, roles: dict) -> dict[str, np.ndarray]:
    """Kind, category, the days as a customer, and how the details were obtained."""
    rng, n = draft.rng("standing"), draft.people
    kind = rng.choice(3, n, p=[0.74, 0.11, 0.15])
    spread = rng.random(n)
    category = np.where(
        kind == NATURAL,
        np.searchsorted(np.cumsum(_CATEGORIES[NATURAL]), spread, side="right"),
        np.searchsorted(np.cumsum(_CATEGORIES[BUSINESS]), spread, side="right"),
    ).clip(0, OTHER)
    forced = {"prospect": PROSPECT, "customer": CUSTOMER, "minor": PROSPECT}
    for role, rows in roles.items():
        kind[rows], category[rows] = NATURAL, forced.get(role, PROSPECT)
    day = at.astype(DAY)
    since = np.minimum(day + days(np.where(rng.random(n) < 0.5, 0, rng.exponential(60, n))), draft.until - days(2))
    since = np.maximum(since, day)
    recent = draft.until - days(20 + rng.integers(0, 560, n))
    ended = np.maximum(since + days(40), recent)
    category[(category == FORMER) & (ended >= draft.until - days(5))] = CUSTOMER
    bought = (category == CUSTOMER) | (category == FORMER)
    source = np.where(bought, SALE, FORM)
    other = rng.random(n)
    source[bought & (other < 0.12)] = FORM
    firm = kind != NATURAL
    source[firm & ~bought & (other < 0.45)] = PUBLISHED
    source[~bought & (other > 0.93)] = OTHER_SOURCE
    source[firm & ~bought & (other > 0.90) & (other < 0.93)] = LIST
    optout = np.where(source == SALE, rng.random(n) < 0.9, np.where(rng.random(n) < 0.5, -1, 1)).astype(np.int8)
    for role, rows in roles.items():
        source[rows], optout[rows] = (SALE, 1) if role == "customer" else (FORM, 1)
        since[rows] = day[rows] + days(1)
    first_legal = pools.companies()[2]
    total = len(pools.companies()[0])
    firms = np.where(kind == LEGAL, rng.integers(0, first_legal, n), rng.integers(first_legal, total, n))
    return {
        "kind": kind,
        "category": category,
        "since": np.where(bought, since, np.datetime64("NaT", "D")),
        "ended": np.where(category == FORMER, ended, np.datetime64("NaT", "D")),
        "source": source,
        "optout": optout,
        "company": np.where(kind == NATURAL, -1, firms),
    }


def _birth(draft: Draft, facts: dict, at: np.ndarray, roles: dict) -> np.ndarray:
    """Dates of birth: empty for most people, known for the members of the youth club."""
    rng, n = draft.rng("birth"), draft.people
    age = 18 + (_MAXIMUM_AGE - 18) * rng.beta(1.7, 2.4, n)
    known = (facts["kind"] == NATURAL) & (rng.random(n) < 0.4)
    young = (facts["kind"] == NATURAL) & (facts["category"] <= CUSTOMER) & (rng.random(n) < 0.05)
    for role, rows in roles.items():
        young[rows] = role == "minor"
    minor = draft.rules.age
    age = np.where(young, minor - 5.5 + 5 * rng.random(n), age)
    birth = draft.until - days(age * 365.25)
    # A child is at least six when it enters the youth club; somebody who is grown up was so when recorded.
    birth = np.minimum(birth, at.astype(DAY) - days(np.where(young, 6, 18) * 365.25 + 10))
    draft.hidden["young"] = young
    return np.where(known | young, birth, np.datetime64("NaT", "D"))


def _names(draft: Draft, facts: dict) -> dict[str, np.ndarray]:
    """First and last names of one origin, a first name that fits the gender; some firms are known without a person."""
    rng, n = draft.rng("names"), draft.people
    _, shares = pools.origins()
    origin = np.searchsorted(np.cumsum(shares), rng.random(n), side="right").clip(0, len(shares) - 1)
    # The lists of Faker are names of today's children: they fit the young.
    origin = np.where(draft.hidden["young"] & (origin == 0), 1, origin)
    gender = np.searchsorted([0.49, 0.98], rng.random(n), side="right")
    first = pools.first_names().draw(rng, origin * 3 + gender)
    draft.hidden["place"] = place = _place(draft)
    regional = (origin < 2) & (rng.random(n) < 0.3)
    last = pools.last_names()[0].draw(rng, np.where(regional, len(shares) + pools.places().region[place], origin))
    nobody = (facts["kind"] == LEGAL) & (rng.random(n) < 0.15)
    hide = nobody | (rng.random(n) < 0.12)
    return {
        "first": np.where(nobody, -1, first),
        "last": np.where(nobody, -1, last),
        "gender": np.where(hide, -1, gender),
        "nobody": nobody,
    }


def _place(draft: Draft) -> np.ndarray:
    rng, weight = draft.rng("place"), pools.places().weight
    place = np.searchsorted(np.cumsum(weight) / weight.sum(), rng.random(draft.people), side="right")
    return place.clip(0, len(weight) - 1)


def _addresses(draft: Draft, facts: dict) -> dict[str, np.ndarray]:
    """A row of the table of addresses for each contact; prospects often leave none."""
    rng, n, places = draft.rng("address"), draft.people, pools.places()
    place = draft.hidden["place"]
    row = places.start[place] + (rng.random(n) * places.size[place]).astype(np.int64)
    return {"place": place, "row": row, "known": rng.random(n) < np.where(facts["category"] == PROSPECT, 0.6, 0.97)}


def _house_numbers(draft: Draft, lives: np.ndarray) -> np.ndarray:
    rng, n = draft.rng("house"), draft.people
    numbers = [str(number) for number in range(1, 200)]
    letters = [f"{number}{letter}" for number in range(1, 60) for letter in ("A", "B", "-1", "-2")]
    draft["contacts"].pool("house_number", numbers + letters)
    plain = (rng.random(n) ** 1.6 * len(numbers)).astype(int)
    extra = len(numbers) + rng.integers(0, len(letters), n)
    return np.where(lives, np.where(rng.random(n) < 0.93, plain, extra), -1)


def _jobs(draft: Draft, facts: dict, name: dict) -> np.ndarray:
    rng, n, raw = draft.rng("jobs"), draft.people, pools.data("names")["company"]
    draft["contacts"].pool("job_title", raw["jobs"] + raw["own_jobs"])
    job = np.where(
        facts["kind"] == LEGAL,
        rng.integers(0, len(raw["jobs"]), n),
        len(raw["jobs"]) + rng.integers(0, len(raw["own_jobs"]), n),
    )
    return np.where((facts["kind"] == NATURAL) | name["nobody"] | (rng.random(n) < 0.15), -1, job)


def _mail(draft: Draft, facts: dict, name: dict) -> tuple[pa.Array, np.ndarray]:
    """Addresses that fit the name, on domains that can never exist; people with the same one get a number."""
    rng, n, raw = draft.rng("mail"), draft.people, pools.data("names")
    firsts, (lasts, _, infixes, infix_of) = pools.first_names(), pools.last_names()
    firm = facts["kind"] != NATURAL
    domains = pa.array(raw["mail"]["domains"])
    domain = np.where(firm, len(domains) + facts["company"], rng.integers(0, len(domains), n))
    initial = rng.random(n) < 0.3
    style = rng.integers(0, 3, n)  # with a dot, without, or the surname first
    box = rng.integers(0, len(raw["company"]["mailboxes"]), n)
    first = take(firsts.plain, name["first"])
    first = pc.if_else(pa.array(initial), pc.utf8_slice_codeunits(first, 0, 1), first)
    infix = pc.fill_null(take(infixes, np.where(name["last"] >= 0, infix_of[name["last"]], -1)), "")
    last = join(infix, take(lasts.plain, name["last"]))
    dot = take(pa.array([".", "", "."]), style)
    turned = pa.array(style == 2)
    local = join(pc.if_else(turned, last, first), dot, pc.if_else(turned, first, last))
    local = pc.if_else(pa.array(name["nobody"]), take(pa.array(raw["company"]["mailboxes"]), box), local)
    full = join(local, pa.scalar("@"), take(pa.concat_arrays([domains, pools.companies()[1]]), domain))
    again = _repeats(full)
    number = pc.if_else(pa.array(again > 0), pc.cast(pa.array(again + 1), pa.string()), "")
    full = join(local, number, pa.scalar("@"), take(pa.concat_arrays([domains, pools.companies()[1]]), domain))
    has = rng.random(n) < np.where(facts["category"] == PROSPECT, 0.93, 0.88)
    return pc.if_else(pa.array(has | draft.hidden["reserved"]), full, pa.scalar(None, pa.string())), domain


def _repeats(texts: pa.Array) -> np.ndarray:
    """How often each text stood there before."""
    codes = pc.dictionary_encode(texts).indices.to_numpy()
    order = np.argsort(codes, kind="stable")
    ranked = codes[order]
    fresh = np.concatenate([[True], ranked[1:] != ranked[:-1]]) if len(ranked) else np.array([], bool)
    start = np.maximum.accumulate(np.where(fresh, np.arange(len(ranked)), 0))
    again = np.empty(len(ranked), np.int64)
    again[order] = np.arange(len(ranked)) - start
    return again


def _phones(draft: Draft, facts: dict, address: dict) -> tuple[pa.Array, pa.Array]:
    """Numbers that look Dutch but cannot be given out: areas and mobile ranges that do not exist."""
    rng, n, places = draft.rng("phones"), draft.people, pools.places()
    area = take(places.area, address["place"])
    seven = digits(rng.integers(0, 10**7, n), 7)
    short = pc.utf8_slice_codeunits(seven, 0, 6)
    subscriber = pc.if_else(pc.equal(pc.utf8_length(area), 3), seven, short)
    dash = take(pa.array(["-", " ", ""]), rng.choice(3, n, p=[0.6, 0.2, 0.2]))
    landline = join(area, dash, subscriber)
    has = rng.random(n) < np.where(facts["kind"] == NATURAL, 0.3, 0.7)
    country, nothing = places.country[address["place"]], pa.scalar(None, pa.string())
    landline = pc.if_else(pa.array(has & (country == 0)), landline, nothing)
    raw = pools.data("places")["mobile"]
    prefix = take(pa.array([raw[name] for name in pools.COUNTRIES]), country)
    split = pa.array((country == 0) & (rng.random(n) < 0.5))
    prefix = pc.if_else(split, "06-0", prefix)
    long = digits(rng.integers(0, 10**9, n), 9)
    rest = pc.if_else(pa.array(country == 2), long, pc.utf8_slice_codeunits(long, 0, 7))
    has = (rng.random(n) < np.where(facts["kind"] == NATURAL, 0.78, 0.45)) | draft.hidden["reserved"]
    return landline, pc.if_else(pa.array(has), join(prefix, rest), nothing)
