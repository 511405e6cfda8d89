"""What is told beside a copy of the data (AVG 15(1)(a)-(h), 15(2)): from the policy; what it lacks is a gap."""

from dataclasses import dataclass, field

from .. import schema, texts
from ..derived.grounds import categories, category_of
from ..derived.keeping import keeping, terms
from ..derived.mechanisms import ground, outside_eea, reached_from
from ..law import in_force
from ..ruling import parts
from .choices import STOPPED, UNRECORDED, choice
from .gathering import Record

NOBODY = ("none", "geen")
_STAFF = "personeel"  # data about the staff in a log: not about the person who asks
_PARTIES = ("processors", "verwerkers")  # a kind of recipient that the named parties already are


@dataclass
class Told:
    """One part of the information: id, article, letter, what is known (sentences or words), and the gaps by code."""

    id: str
    article: str
    letter: str
    title: str
    lines: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)


@dataclass
class Scope:
    """What of the policy is about this person: purposes that stand with their records, those of such contacts in
    general, names without a purpose in the policy, activities, and parties that work for those activities.
    """

    purposes: list[dict]
    general: list[dict]
    unknown: list[str]
    activities: list[dict]
    parties: list[dict]


def scope(policy, law, records: list[Record]) -> Scope:
    """The part of the policy that is about this person, as far as records and policy tell."""
    named = {p["id"]: p for p in policy.rows("purposes")}
    contacts = [r for r in records if r.table == "contacts"]
    recorded = [p for r in contacts for p in parts(r.values.get("purposes"))]
    seen = [r.values["purpose"] for r in records if r.table in ("consents", "messages") and "purpose" in r.values]
    own = list(dict.fromkeys([*recorded, *seen]))
    kinds = {r.values.get("category") for r in contacts} - {None}
    subjects = {e["id"] for e in law.entries("subjects") if kinds & set(e.get("crm_categories", ()))}
    rows = [a for a in policy.rows("activities") if a["registered"] is not False and a["role"] != "processor"]
    rows = [a for a in rows if subjects & {s.lower() for s in parts(a["subjects"])}]
    general = []
    if not recorded:
        # Nothing is recorded with the contact: then what such contacts are used for may be theirs, but for what rests
        # on a consent that nobody recorded.
        found = dict.fromkeys(p for a in rows for p in parts(a["purposes"]) if p in named and p not in own)
        general = [named[p] for p in found if named[p]["basis"] != "consent"]
    wanted = {*own, *(row["id"] for row in general)}
    activities = [a for a in rows if wanted & set(parts(a["purposes"]))]
    ids = {a["id"] for a in activities}
    parties = [p for p in policy.rows("processors") if p["role"] != "own_staff"]
    parties = [p for p in parties if p["since"] is None or p["since"] <= law.on]
    parties = [p for p in parties if not parts(p["activities"]) or ids & set(parts(p["activities"]))]
    return Scope(
        [named[p] for p in own if p in named], general, [p for p in own if p not in named], activities, parties
    )


def information(crm, policy, law, records: list[Record], lang: str) -> list[Told]:
    """The parts of the information in the order of the law, in words of this language."""
    told, about = [], scope(policy, law, records)
    for entry in law.entries("rights", "information"):
        if in_force(entry, law.on):
            one = Told(entry["id"], entry["article"], entry["letter"], texts.say(f"request.told_{entry['id']}", lang))
            _PARTS[entry["id"]](one, about, _Given(crm, policy, law, records, lang))
            told.append(one)
    return told


@dataclass
class _Given:
    crm: object
    policy: object
    law: object
    records: list[Record]
    lang: str

    def say(self, key: str, **values) -> str:
        return texts.say(f"request.{key}", self.lang, **values)


def _purposes(one: Told, about: Scope, given: _Given) -> None:
    found = {row["id"]: choice(row, given.records) for row in about.purposes}
    for row in about.purposes:
        line = _purpose(row, given)
        one.lines.append(f"{line} {given.say('purpose_stopped')}" if found[row["id"]] == STOPPED else line)
    one.gaps += [f"purposes_{code}" for code in (STOPPED, UNRECORDED) if code in found.values()]
    if about.general:
        one.lines.append(given.say("purpose_general"))
        one.lines += [_purpose(row, given) for row in about.general]
        one.gaps.append("purposes_general")
    rows = [*about.purposes, *about.general]
    one.gaps += ["basis"] if any(not row["basis"] for row in rows) else []
    one.gaps += ["purposes"] if not rows else []
    one.gaps += ["purposes_undeclared"] if about.unknown else []


def _purpose(row: dict, given: _Given) -> str:
    label = row[f"label_{given.lang}"] or row["label_nl"] or row["label_en"] or row["id"]
    line = given.say("purpose_line", purpose=label, why=given.say(f"basis_{row['basis'] or 'unknown'}"))
    interest = row["interest"] if row["basis"] == "legitimate_interest" else ""
    return f"{line} {given.say('purpose_interest', interest=interest)}" if interest else line


def _categories(one: Told, about: Scope, given: _Given) -> None:
    known, declared, found, dark = categories(given.law), {}, {}, False
    for row in given.policy.rows("fields"):
        declared.setdefault((row["table"], row["field"]), category_of(row["category"], known) or row["category"])
    for record in given.records:
        for name in record.values:
            category = declared.get((record.table, name))
            found.update({category: True} if category and category != _STAFF else {})
            dark = dark or (category is None and record.table == "contacts")
        dark = dark or bool(record.extra)
    one.lines = sorted(texts.word(category, given.lang) for category in found)
    if not declared:
        one.lines = [_label(schema.tables("crm")[name].words[given.lang]) for name in _tables(given.records)]
    one.gaps += ["categories"] if dark else []


def _tables(records: list[Record]) -> list[str]:
    return list(dict.fromkeys(r.table for r in records))


def _recipients(one: Told, about: Scope, given: _Given) -> None:
    actual = recipients(given.policy, about, given.records)
    one.lines = [
        given.say("recipient_named", name=r["name"], service=r["service"])
        if r["service"]
        else given.say("recipient_kind", name=r["name"])
        for r in actual
    ]
    if not actual and not any(_says_none(a) for a in about.activities):
        one.gaps.append("recipients")
    elif any(r["kind"] == "category" for r in actual):
        one.gaps.append("recipients_named")
    if any(a["recipients"] is None for a in about.activities):
        one.gaps.append("recipients_some")


def _says_none(activity: dict) -> bool:
    named = [p.strip().lower() for p in parts(activity["recipients"])]
    return bool(named) and all(name in NOBODY for name in named)


def recipients(policy, about: Scope, records: list[Record]) -> list[dict]:
    """Who got or may get the data: recorded with a request, parties of the policy, kinds of recipients."""
    found = {}
    for record in records:
        if record.table == "requests":
            for name in parts(record.values.get("recipients")):
                found[name] = {"name": name, "service": "", "kind": "recorded"}
    for row in about.parties:
        found[row["name"]] = {"name": row["name"], "service": row["service"] or "", "kind": "party"}
    for activity in about.activities:
        for name in parts(activity["recipients"]):
            found.setdefault(name, {"name": name, "service": "", "kind": "category"})
    left_out = {*NOBODY, *(_PARTIES if about.parties else ())}
    return [one for name, one in found.items() if name.strip().lower() not in left_out]


def _period(one: Told, about: Scope, given: _Given) -> None:
    ids = [r.key for r in given.records if r.table == "contacts"]
    rows = given.crm.engine.arrow(keeping(given.crm, given.policy, given.law)).to_pylist()
    declared = terms(given.policy)
    for row in (row for row in rows if row["id"] in ids):
        term = declared.get(row["category"])
        kind = texts.word(row["category"], given.lang) if row["category"] else texts.NOTHING
        if row["held"]:
            one.lines.append(given.say("period_hold"))
        if term and term["ends"]:
            said = {"category": kind, "length": length(term["months"], term["weeks"], given.lang)}
            one.lines.append(given.say("period_line", **said, start=_start(term["start"], given)))
            if row["deadline"] and not row["held"]:
                over = row["deadline"] < given.law.on
                told = given.say("period_over" if over else "period_until", day=texts.day(row["deadline"], given.lang))
                one.lines.append(told)
                one.gaps += ["period_over"] if over else []
        elif term and term["criteria"]:
            one.lines.append(given.say("period_criteria", category=kind, criteria=term["criteria"]))
        else:
            one.gaps.append("period")
        if row["keep_invoice_until"]:
            one.lines.append(given.say("period_invoice", day=texts.day(row["keep_invoice_until"], given.lang)))
    if not ids:
        one.gaps.append("period")


def length(months: int | None, weeks: int | None, lang: str) -> str:
    """A number of months, or else of weeks, in words."""
    name, n = ("month", months) if weeks is None else ("week", weeks)
    return texts.say(f"request.{name}_one" if n == 1 else f"request.{name}s", lang, n=n)


def _start(name: str, given: _Given) -> str:
    column = schema.tables("crm")["contacts"].columns.get(name)
    return given.say(f"start_{name}") if column else name


def _rights(one: Told, about: Scope, given: _Given) -> None:
    one.lines = [given.say(f"right_{name}") for name in ("rectification", "erasure", "restriction", "objection")]


def _complaint(one: Told, about: Scope, given: _Given) -> None:
    one.lines = [given.say("complaint_line")]


def _source(one: Told, about: Scope, given: _Given) -> None:
    for record in (r for r in given.records if r.table == "contacts"):
        source, obtained = record.values.get("details_source"), record.values.get("obtained")
        if source in ("list", "published", "other") and obtained != "person":
            one.lines.append(given.say(f"source_{source}"))
            one.gaps += ["source_name"] if source != "published" else []
        elif source:
            one.lines.append(given.say("source_you", how=texts.word(source, given.lang)))
        elif obtained == "person":
            one.lines.append(given.say("source_person"))
        elif obtained == "elsewhere":
            one.lines.append(given.say("source_other"))
            one.gaps.append("source_name")
        else:
            one.gaps.append("source")
    one.lines = list(dict.fromkeys(one.lines))


def _automated(one: Told, about: Scope, given: _Given) -> None:
    decides = [a for a in about.activities if "automated_decision" in parts(a["criteria"])]
    for row in decides:
        one.lines.append(given.say("automated_yes", activity=row["name"]))
    if decides:
        one.gaps.append("automated_logic")
    elif about.activities and all(a["criteria"] is not None for a in about.activities):
        one.lines.append(given.say("automated_no"))
    else:
        one.gaps.append("automated")


def _transfers(one: Told, about: Scope, given: _Given) -> None:
    named, covered = {c for a in about.activities for c in parts(a["transfers"])}, set()
    for row in about.parties:
        countries, gaps = reached_from(row, given.law)
        one.gaps += ["transfers_place"] if gaps else []
        for country in (c for c in countries if outside_eea(c, given.law)):
            rests, covered = ground(row, country, given.law), covered | {country}
            said = {"name": row["name"], "country": texts.country(country, given.lang)}
            if rests.holds and rests.mechanism not in ("none", "unknown"):
                one.lines.append(given.say("transfer_line", **said, safeguard=texts.word(rests.mechanism, given.lang)))
            else:
                one.lines.append(given.say("transfer_bare", **said))
                one.gaps.append("safeguard")
    for country in sorted(named - covered):
        one.lines.append(given.say("transfer_country", country=texts.country(country, given.lang)))
        one.gaps.append("safeguard")
    if not one.lines and about.activities:
        one.lines.append(given.say("transfer_none"))
    elif not about.activities and not about.parties:
        one.gaps.append("transfers")
    one.gaps = list(dict.fromkeys(one.gaps))


def _label(words: str) -> str:
    return words[:1].upper() + words[1:]


_PARTS = {
    **{"purposes": _purposes, "categories": _categories, "recipients": _recipients, "period": _period},
    **{"rights": _rights, "complaint": _complaint, "source": _source, "automated": _automated},
    "transfers": _transfers,
}
