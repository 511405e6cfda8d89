"""A hit: what a text holds, where, how sure that is, and why."""

from dataclasses import dataclass

SPECIAL = (
    *("health", "religion_belief", "ethnicity", "political", "trade_union"),
    *("sex_life_orientation", "genetic", "biometric", "criminal"),
)
DIRECT = ("bsn", "person_name", "email", "phone", "iban", "address", "birth_date", "id_document")
LABELS = SPECIAL + DIRECT
BELIEVED = 0.5  # from here a hit is reported; below it, only to whoever asks for what is merely possible
CERTAIN = 0.8  # from here a hit counts as found without a person having looked


@dataclass(frozen=True)
class Hit:
    """One find: label, place in the text (start, end), confidence from 0 to 1, reason (a code), category of the law.

    `category` is a key of knowledge/categories.toml: a label may cover more than one (religion and belief).
    """

    label: str
    start: int
    end: int
    confidence: float
    reason: str
    category: str = ""
