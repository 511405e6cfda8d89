"""What is gathered while a file is read: categories, people with their evidence, rows; and yes, no or unknown."""

from dataclasses import dataclass, field

from ..recognisers import CERTAIN, SPECIAL, Hit, category_of_head
from .matching import Match

REGIMES = frozenset(
    (
        *("gezondheid", "godsdienst", "levensovertuiging", "vakbond", "politiek", "ras_etniciteit", "genetisch"),
        *("biometrisch", "seksuele_gerichtheid", "seksueel_leven", "strafrechtelijk", "bsn"),
        "nationaal_identificatienummer",
    )
)
_CATEGORY = {
    **{"health": "gezondheid", "religion_belief": "godsdienst", "ethnicity": "ras_etniciteit", "political": "politiek"},
    **{"trade_union": "vakbond", "sex_life_orientation": "seksuele_gerichtheid", "genetic": "genetisch"},
    **{"biometric": "biometrisch", "criminal": "strafrechtelijk", "bsn": "bsn", "person_name": "naam"},
    **{"email": "contact", "phone": "contact", "iban": "bankrekening", "address": "adres"},
    **{"birth_date": "geboortedatum", "id_document": "identiteitsbewijs"},
}
# Heads under which things stand as often as people.
LOOSE_HEADS = frozenset(("name", "naam", "full_name", "contact", "city", "plaats", "age", "title", "address", "adres"))
_POINTING = ("person_name", "email", "bsn", "birth_date", "id_document")  # a telephone number may be a shop's


@dataclass
class Found:
    """What one file holds so far. `matched`: rows that certainly show somebody of the CRM; `digest`: of its rows."""

    categories: set[str] = field(default_factory=set)
    special: dict[str, str] = field(default_factory=dict)
    people: dict[str, dict] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    limits: set[str] = field(default_factory=set)
    erased: set[int] = field(default_factory=set)
    rows: int | None = None
    matched: int = 0
    ambiguous: int = 0
    digest: int = 0
    shows: bool = False  # surely shows people
    doubt: bool = False  # may show people

    def add(self, match: Match, rows: int = 1) -> None:
        """A person, with what other rows and texts said of the same one."""
        known = self.people.setdefault(match.crm_id, {"evidence": {}, "certain": False, "score": None, "rows": 0})
        if known["certain"] and not match.certain:
            return  # what is certain elsewhere in the file needs no weaker evidence
        if match.certain and not known["certain"]:
            known["evidence"] = {}
        known["evidence"] |= dict.fromkeys(match.evidence)
        known["certain"] = known["certain"] or match.certain
        scores = [score for score in (known["score"], match.score) if score is not None]
        known["score"] = None if known["certain"] else max(scores, default=None)
        known["rows"] += rows
        # Somebody with that name, or who reads that mailbox, may stand in it; that makes it a maybe.
        self.shows, self.doubt = self.shows or match.certain, True

    def holds(self, category: str, certain: bool = True) -> None:
        """A category; of a special one a certain find wins from a possible one."""
        if category in REGIMES and self.special.get(category) != "certain":
            self.special[category] = "certain" if certain else "possible"
        if certain:
            self.categories.add(category)

    def hit(self, hit: Hit) -> None:
        """What a recogniser found in a text: data of a person, or of a special category."""
        category = hit.category if hit.label in SPECIAL and hit.category else _CATEGORY[hit.label]
        sure = hit.confidence >= CERTAIN
        if hit.label in SPECIAL or hit.label == "bsn":
            self.holds(category, sure)
        elif sure or hit.label == "person_name":
            self.categories.add(category)
        pointing = hit.label in _POINTING
        self.shows = self.shows or (pointing and sure)
        self.doubt = True

    def heads(self, codes: list[str], filled: list[bool]) -> list[int]:
        """The columns of a table, each as a code, with what its head says stands under it.

        Gives the places of the columns that show people only if their cells do: a product has a name as well.
        """
        self.columns += [code for code in codes if code not in self.columns or code == "?"]
        loose = []
        for place, (code, some) in enumerate(zip(codes, filled, strict=True)):
            category, people = category_of_head(code)
            if some and (code in LOOSE_HEADS or category == "notities"):
                loose.append(place)
                self.doubt = True
            elif some and category:
                self.holds(category)
                self.shows = self.shows or people
            elif some and category is None:
                self.doubt = True
        return loose

    def personal(self, read: bool) -> str:
        """Whether it shows people; `read`: everything in it was read."""
        return "yes" if self.shows else "unknown" if self.doubt or not read else "no"

    def listed(self) -> list[dict]:
        """The people, by key."""
        return [{"crm_id": key, **one, "evidence": list(one["evidence"])} for key, one in sorted(self.people.items())]


class Suppressed:
    """The list of hashes of erased people: which line has the hash of this address or number."""

    def __init__(self, hashes: dict[str, int]):
        self.hashes = hashes

    def line(self, value: str) -> int | None:
        """The number of the line, or None."""
        import hashlib

        return self.hashes.get(hashlib.sha256(value.encode()).hexdigest()) if value and self.hashes else None
