"""Pools of names, firms and addresses, filled once per process from the lists of Faker and our own data files."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from .strings import plain

_FOLDER = Path(__file__).parent
_INFIX = re.compile(r"^((?:(?:van|de|den|der|het|'t|te|ten|ter|op|in|uit|la|le|da|d'|aan|bij) ?)+) (?=\S)")
_ORDINARY = re.compile(r"^[A-Z][a-zà-ÿ]{2,}$")
_MEDIEVAL = re.compile(r"(dr|sz|zoen|dochter|rud|rada|sd)$")
STREETS_PER_CODE = 6


@cache
def data(name: str) -> dict:
    """One of our data files."""
    with open(_FOLDER / f"{name}.toml", "rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True)
class Names:
    """Texts in a row of groups: group g is at start[g] up to start[g] + size[g]."""

    texts: pa.Array
    plain: pa.Array
    start: np.ndarray
    size: np.ndarray

    def draw(self, rng: np.random.Generator, groups: np.ndarray) -> np.ndarray:
        """A place in the pool for each wanted group."""
        return self.start[groups] + (rng.random(len(groups)) * self.size[groups]).astype(np.int64)


def _names(groups: list[list[str]], bare: list[list[str]] | None = None) -> Names:
    sizes = np.array([len(group) for group in groups])
    flat = [text for group in groups for text in group]
    mail = [text for group in bare for text in group] if bare else [plain(text) for text in flat]
    return Names(pa.array(flat), pa.array(mail), np.concatenate([[0], np.cumsum(sizes)[:-1]]), sizes)


@cache
def origins() -> tuple[list[str], np.ndarray]:
    """The origins of names and the share of people of each."""
    found = data("names")["origin"]
    shares = np.array([origin["share"] for origin in found.values()])
    return list(found), shares / shares.sum()


@cache
def first_names() -> Names:
    """First names, three groups for each origin: f, m and x."""
    from faker.providers.person.nl_NL import Provider

    groups = []
    for origin in data("names")["origin"].values():
        groups.append(origin.get("f") or sorted(set(Provider.first_names_female)))
        groups.append(origin.get("m") or sorted(set(Provider.first_names_male)))
        groups.append(data("names")["both"])
    return _names(groups)


def split(name: str) -> tuple[str, str]:
    """A surname as its prefix (tussenvoegsel) and the rest: van der | Meer."""
    found = _INFIX.match(name)
    return (found.group(1).strip(), name[found.end() :]) if found else ("", name)


@cache
def last_names() -> tuple[Names, pa.Array, pa.Array, np.ndarray]:
    """Surnames by origin, then by region; the prefixes, their plain letters, and the prefix of each surname."""
    from faker.providers.person.nl_NL import Provider

    usual = [name for name in Provider.last_names if _usual(name)]
    groups = [origin.get("last") or usual for origin in data("names")["origin"].values()]
    groups += list(data("names")["region"].values())
    parts = [[split(name) for name in group] for group in groups]
    infixes = sorted({infix for group in parts for infix, _ in group if infix})
    place = {infix: i for i, infix in enumerate(infixes)}
    which = np.array([place.get(infix, -1) for group in parts for infix, _ in group])
    names = _names([[rest for _, rest in group] for group in parts])
    return names, pa.array(infixes), pa.array([plain(infix) for infix in infixes]), which


def _usual(name: str) -> bool:
    """Whether people have this surname today: the list of Faker has counts and saints of the Middle Ages as well."""
    rest = split(name)[1]
    return bool(_ORDINARY.match(rest)) and not _MEDIEVAL.search(rest)


@cache
def regions() -> list[str]:
    """The regions that have surnames of their own."""
    return list(data("names")["region"])


@dataclass(frozen=True)
class Places:
    """Addresses that agree: a street lies in one postcode of one place. Place p has size[p] rows from start[p] on."""

    city: pa.Array
    street: pa.Array
    street_code: np.ndarray
    postal: pa.Array
    area: pa.Array
    weight: np.ndarray
    country: np.ndarray
    region: np.ndarray
    start: np.ndarray
    size: np.ndarray


COUNTRIES = ("NL", "BE", "DE")


@cache
def places() -> Places:
    """Every place with its invented streets."""
    raw = data("places")
    listed = raw["place"] + raw["abroad"]
    parts = data("names")["street"]
    streets = [a + b for b in parts["last"] for a in parts["first"]]
    postal, codes, sizes = [], [], []
    for number, place in enumerate(listed):
        # No street name occurs twice in a place: each walks through the names from its own start, with a stride that
        # shares no divisor with their number.
        spot = number * 37
        for code in place["codes"]:
            for nth in range(STREETS_PER_CODE):
                letters = raw["letters"][nth % len(raw["letters"])]
                postal.append(code if "country" in place else f"{code} {letters}")
                codes.append(spot % len(streets))
                spot += 7
        sizes.append(len(place["codes"]) * STREETS_PER_CODE)
    sizes = np.array(sizes)
    return Places(
        city=pa.array([place["name"] for place in listed]),
        street=pa.array(streets),
        street_code=np.array(codes),
        postal=pa.array(postal),
        area=pa.array([place.get("area") for place in listed], pa.string()),
        weight=np.array([place["weight"] for place in listed], float),
        country=np.array([COUNTRIES.index(place.get("country", "NL")) for place in listed]),
        region=np.array([regions().index(place["region"]) for place in listed]),
        start=np.concatenate([[0], np.cumsum(sizes)[:-1]]),
        size=sizes,
    )


@cache
def companies() -> tuple[pa.Array, pa.Array, int]:
    """Names of firms that do not exist, their mail domains, and how many are legal persons (these come first)."""
    raw = data("names")["company"]

    def named(forms):
        return [
            (f"{form.format(f'{word} {trade}')} (fictief)", f"{plain(word)}-{plain(trade)}.example")
            for form in forms
            for word in raw["words"]
            for trade in raw["trades"]
        ]

    legal, own = named(raw["legal"]), named(raw["own"])
    both = legal + own
    return pa.array([name for name, _ in both]), pa.array([domain for _, domain in both]), len(legal)


@cache
def bsn_numbers() -> list[str]:
    """The numbers of the test block 99999 that pass the eleven-test; nobody has one of them."""
    from stdnum.nl import bsn

    return [str(number) for number in range(999_990_000, 1_000_000_000) if bsn.is_valid(str(number))]
