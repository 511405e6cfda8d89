"""What a register says, part by part: each part that article 30 asks of an activity, and what is useful besides.

Whether a part is missing comes from the check `activity-incomplete`; nothing is judged again here.
"""

from dataclasses import dataclass

from .. import texts
from ..derived import drift
from ..derived.periods import holds
from ..ruling import parts

CHECK = "activity-incomplete"
_MOST = 100_000  # findings of one check that a document takes up; its counts are those of the check, whatever there are
CONTROLLER, PROCESSOR = "controller", "processor"
FILLED, MISSING, UNKNOWN, NOT_ASKED, EMPTY = "filled", "missing", "unknown", "not_asked", "empty"
_WORST = (MISSING, UNKNOWN, FILLED, NOT_ASKED)  # which state of several parts an overview shows


@dataclass(frozen=True)
class Part:
    """A part of the register: where the law asks it, whether it must be there, its state and what stands there."""

    code: str
    title: str
    article: str
    kind: str  # required, where_possible or useful
    state: str
    value: str

    @property
    def letter(self) -> str:
        """The letter in article 30, such as b."""
        return self.article.rpartition("(")[2].rstrip(")")


@dataclass(frozen=True)
class Activity:
    """An activity of one role: its parts as the law asks them, and the useful ones."""

    key: str
    name: str
    role: str
    required: tuple[Part, ...]
    useful: tuple[Part, ...]

    @property
    def missing(self) -> list[Part]:
        """The parts that the check found missing."""
        return [part for part in self.required if part.state == MISSING]

    def letters(self) -> list[tuple[str, str]]:
        """Each letter of article 30 with the worst state of its parts."""
        states: dict[str, list[str]] = {}
        for part in self.required:
            states.setdefault(part.letter, []).append(part.state)
        return [(letter, min(found, key=_WORST.index)) for letter, found in states.items()]


class Words:
    """What stands in the policy, in words: purposes, people and categories by the names that people know."""

    def __init__(self, scan, lang: str):
        self.scan, self.lang, self.policy = scan, lang, scan.policy
        self.purposes = {row["id"]: row for row in self.policy.rows("purposes")}
        self.people = {}
        for entry in scan.law.entries("subjects"):
            for name in (entry["id"], *entry["fideslang"], *entry.get("crm_categories", ())):
                self.people.setdefault(name.lower(), entry[lang])

    def purpose(self, code: str) -> str:
        """The name that the policy gives a purpose."""
        label = self.purposes.get(code, {}).get(f"label_{self.lang}")
        return label or texts.word(code, self.lang)

    def subject(self, code: str) -> str:
        """A category of people."""
        return self.people.get(code.lower()) or texts.word(code, self.lang)

    def item(self, kind: str, item: str) -> str:
        """An item of the drift between register and CRM."""
        named = {"purpose": self.purpose, "subject": self.subject}.get(kind)
        return named(item) if named else texts.word(item, self.lang)

    def bases(self, codes: str | None) -> str:
        """Each purpose with its legal basis; nothing when no purpose has one."""
        given = [(code, self.purposes.get(code, {}).get("basis")) for code in parts(codes)]
        told = [f"{self.purpose(code)}: {texts.word(basis, self.lang)}" for code, basis in given if basis]
        return "; ".join(told)

    def value(self, column: str, row: dict) -> str:
        """What stands in a column of an activity or of the organisation; empty when nothing does."""
        value = self.bases(row["purposes"]) if column == "basis" else row.get(column)
        if value is None or value == "":
            return ""
        named = {"purposes": self.purpose, "subjects": self.subject}.get(column)
        if column in ("transfers", "country"):
            return texts.places(value, self.lang)
        if column in ("purposes", "subjects", "categories", "recipients"):
            word = named or (lambda code: texts.word(code, self.lang))
            return ", ".join(word(code) for code in parts(value))
        return value if isinstance(value, str) else texts.show(value, self.lang)


def found(scan, check: str, unknown: bool = False) -> list[dict]:
    """The findings of a check as dicts, the first by key when there are very many; none when it did not run."""
    if not any(r.check == check and r.status == "done" for r in scan.results):
        return []
    return scan.first(check, _MOST, unknown)


def reasons(scan, check: str) -> dict[str, set[str]]:
    """The reasons of each record that a check found, or could not judge."""
    rows = [*found(scan, check), *found(scan, check, unknown=True)]
    return {row["key"]: set(parts(row["reasons"])) for row in rows}


def entries(scan, role: str) -> list[dict]:
    """The parts that the law asks of a role on the day of the scan, in the order of the law."""
    return [e for e in scan.law.entries("register") if e["role"] == role and holds(e, scan.law_date)]


def activities(scan, words: Words) -> list[Activity]:
    """The activities that stand in the register, in the order in which the organisation gave them."""
    why, policy = reasons(scan, CHECK), scan.policy
    organisation = policy.one("organisation")
    useful = [e for e in scan.law.entries("register", "useful") if holds(e, scan.law_date)]
    return [_activity(key, row, organisation, why.get(key, set()), useful, words) for key, row in _in_order(policy)]


def _in_order(policy) -> list[tuple[str, dict]]:
    place = {row["id"]: number for number, row in enumerate(policy.rows("activities"))}
    return sorted(drift.registered(policy), key=lambda pair: place.get(pair[1]["id"], len(place)))


def _activity(key: str, row: dict, organisation: dict, why: set[str], useful: list[dict], words: Words) -> Activity:
    role = row["role"] or CONTROLLER
    asked = []
    for entry in entries(words.scan, role):
        whose = organisation if entry.get("organisation") else row
        asked.append(_part(entry, whose, why, "where_possible" if entry.get("where_possible") else "required", words))
    extra = [_part(entry, row, set(), "useful", words) for entry in useful]
    return Activity(key, row["name"] or key, role, tuple(asked), tuple(extra))


def _part(entry: dict, row: dict, why: set[str], kind: str, words: Words) -> Part:
    told = [words.value(column, row) for column in entry["columns"]]
    value, code = " · ".join(filter(None, told)), entry.get("code", entry["id"])
    blank = EMPTY if kind == "useful" else NOT_ASKED
    state = MISSING if code in why else UNKNOWN if f"unknown_{code}" in why else FILLED if value else blank
    return Part(code, entry[words.lang], entry["article"], kind, state, value)


def outside(scan, words: Words) -> list[tuple[str, str, set[str]]]:
    """Activities that do not stand in the register: key, name, and what the check on the duty says of them."""
    why = reasons(scan, "register-duty")
    rows = [(key, row) for key, row in scan.policy.keyed("activities") if row["registered"] is False]
    return [(key, row["name"] or key, why.get(key, set())) for key, row in rows]


def processors(scan, words: Words) -> list[dict]:
    """Every processor and other party with what is agreed, where it is, and what the checks say of it."""
    eea = {entry["id"] for entry in scan.law.entries("countries", "eea") if holds(entry, scan.law_date)}
    names = {row["id"]: row["name"] or row["id"] for row in scan.policy.rows("activities")}
    checks = ("processor-without-agreement", "processor-outside-register", "transfer-without-ground")
    said = [reasons(scan, check) for check in checks]
    rows = []
    for key, row in scan.policy.keyed("processors"):
        places = list(dict.fromkeys([*parts(row["country"]), *parts(row["access_from"])]))
        codes = [code for why in said for code in sorted(why.get(key, ()))]
        rows.append(
            {
                "key": key,
                "name": row["name"] or key,
                "service": row["service"] or "",
                "role": texts.word(row["role"], words.lang) if row["role"] else "",
                "places": ", ".join(texts.places(place, words.lang) for place in places),
                "abroad": ", ".join(texts.places(place, words.lang) for place in places if place not in eea),
                "agreement": row["agreement_on"],
                "mechanism": texts.word(row["mechanism"], words.lang) if row["mechanism"] else "",
                "activities": ", ".join(names.get(one, one) for one in parts(row["activities"])),
                "said": texts.word(";".join(dict.fromkeys(codes)), words.lang),
                "finding": any(code and not code.startswith("unknown") for code in codes),
            }
        )
    return rows


def terms(scan, words: Words) -> list[dict]:
    """The retention schedule: what is kept, how long, from when and why."""
    rows = []
    for _, row in scan.policy.keyed("retention"):
        rows.append(
            {
                "what": words.subject(row["category"] or ""),
                "months": row["months"],
                "start": texts.word(row["start"], words.lang) if row["start"] else "",
                "reason": row["reason"] or row["criteria"] or "",
                "statute": texts.article(row["statute"], words.lang) if row["statute"] else "",
            }
        )
    return rows


def differences(scan, words: Words) -> dict[str, list[dict]]:
    """What stands in the CRM and not in the register, and the reverse, each item with its kind; unknown ones last."""
    told = {}
    for check in ("data-not-in-register", "register-not-in-data"):
        rows = [(row, "finding") for row in found(scan, check)]
        rows += [(row, "unknown") for row in found(scan, check, unknown=True)]
        told[check] = [
            {
                "kind": texts.word(row["kind"], words.lang),
                "item": words.item(row["kind"], row["item"]),
                "found": texts.word(row["found"], words.lang),
                "state": state,
                "why": texts.word(row["reasons"], words.lang),
            }
            for row, state in rows
        ]
    return told


def seen(scan, words: Words) -> list[tuple[str, list[str]]]:
    """What the CRM itself shows that a register would have to name: kinds of people, data, purposes and recipients."""
    crm, policy, law = scan.crm, scan.policy, scan.law
    told = [
        ("subject", drift.people(crm, law)),
        ("category", drift.categories(crm, policy)),
        ("purpose", drift.purposes(crm, policy, law)),
        ("recipient", drift.passed_on(crm)),
    ]
    return [(kind, sorted({words.item(kind, item) for item in items})) for kind, items in told if items]
