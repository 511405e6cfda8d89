"""One person's dossier: who was found, everything that is kept, what is not known, the deadline, and what follows."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..law import Law, usable_law
from ..tables import Crm, Policy, why
from ..whole import text_of
from . import strangers
from .completeness import Completeness, completeness, sentences
from .deadline import Deadline, deadline
from .erasing import erasing, running
from .gathering import Loose, Record, gathered, loose_files
from .information import Told, information, recipients, scope
from .objecting import objecting
from .others import Passage, mentions, passages
from .plans import Line, verdicts
from .portable import Portable, portable
from .rectifying import rectifying
from .who import Found, askers, find, people

KINDS = ("access", "erasure", "rectification", "portability", "objection")
KEEP_DAYS = 30  # how long a package may lie about: our own choice, no law says so
_CHECKS = {
    "erasure": ("retention-overdue", "erasure-not-carried-out"),
    "objection": ("objection-not-honoured", "objection-ignored"),
}
# The rights that are passed on to whoever got the data before (AVG 19).
_PASSED_ON = ("erasure", "rectification")


@dataclass
class Dossier:
    """Everything found about one person for one request; `lines` is the plan, `told` the information of AVG 15."""

    kind: str
    found: Found
    law: Law
    lang: str
    organisation: dict
    records: list[Record]
    files: list[Loose]
    perhaps: list[Loose]
    passages: list[Passage]
    mentions: list[tuple[str, str, str]]
    completeness: Completeness
    deadline: Deadline
    person: list[dict]
    purposes: dict[str, dict] = field(default_factory=dict)
    askers: list[str] = field(default_factory=list)
    unread_words: dict[str, str] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)
    portable: Portable | None = None
    lines: list[Line] = field(default_factory=list)
    checks: list[dict] = field(default_factory=list)
    recipients: list[dict] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Whether every source was read in full, and every value of the person's own records too."""
        return self.completeness.whole and not any(record.unread for record in self.records)

    @property
    def running(self) -> bool:
        """Whether somebody who asks to be erased is a customer still, so that a contract may need some of the data."""
        rows = (
            [record.values for record in self.records if record.table == "contacts"] if self.kind == "erasure" else []
        )
        return any(running(values, self.law) for values in rows)

    @property
    def counts(self) -> dict[str, int]:
        """The number of records by table."""
        found: dict[str, int] = {}
        for record in self.records:
            found[record.table] = found.get(record.table, 0) + 1
        return found

    @property
    def expires(self) -> date:
        """The day on which a package that was made now should be gone."""
        return self.law.on + timedelta(days=KEEP_DAYS)

    def to_dict(self, reveal: bool = False) -> dict:
        """The dossier as JSON can hold it: keys, codes, days and counts; the values themselves only with `reveal`."""
        told = {
            "kind": self.kind,
            "law_date": self.law.on.isoformat(),
            "identity": {
                "found_by": self.found.kind,
                "contacts": [vars(one) | {"evidence": list(one.evidence)} for one in self.found.people],
                "to_confirm": [vars(one) | {"evidence": list(one.evidence)} for one in self.found.confirm],
            },
            "asked_by": self.askers,
            "whole": self.whole,
            "counts": self.counts,
            "records": [self._record(record, reveal) for record in self.records],
            "shadow_files": [_file(file, reveal) for file in self.files],
            "shadow_to_confirm": [_file(file, False) for file in self.perhaps],
            "others": [{k: v for k, v in vars(p).items() if k not in ("start", "end")} for p in self.passages],
            "mentioned_in": [{"table": t, "key": k, "by": by} for t, k, by in self.mentions],
            "deadline": self.deadline.to_dict(),
            "completeness": self.completeness.to_dict(),
            "checks": self.checks,
            "expires_on": self.expires.isoformat(),
        }
        if self.kind == "access":
            told["information"] = [vars(one) for one in self.told]
        if self.portable is not None:
            left = self.portable.left
            told["portable"] = {name: len(rows) for name, rows in self.portable.tables.items()}
            told["left_behind"] = [{"record": p, "column": c, "reason": r} for p, c, r in left]
        if self.kind in ("erasure", "rectification", "objection"):
            told["plan"] = [line.to_dict() for line in self.lines]
        if self.kind in _PASSED_ON:
            told["recipients"] = self.recipients
        return told

    def _record(self, record: Record, reveal: bool) -> dict:
        told = {"table": record.table, "key": record.key, "columns": [*record.values, *record.extra]}
        told |= {"unread": record.unread} if record.unread else {}
        if reveal:
            told["values"] = {name: plain(value) for name, value in (record.values | record.extra).items()}
        return told


def plain(value):
    """A value as JSON can hold it."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date) else str(value)


def _file(file: Loose, reveal: bool) -> dict:
    told = {"id": file.id, "evidence": file.evidence, "rows": file.rows, "kind": file.kind}
    return told | ({"path": file.path} if reveal else {})


def dossier(
    who: str | None,
    crm: Crm | str | Path,
    policy: Policy | str | Path | None = None,
    *,
    kind: str,
    shadow: dict | str | Path | None = None,
    format: str | None = None,
    received: date | str | None = None,
    on: date | str | None = None,
    contacts: tuple[str, ...] = (),
    born: str | None = None,
    postal_code: str | None = None,
    fields: tuple[str, ...] = (),
    lang: str | None = None,
) -> Dossier:
    """Everything that is kept about one person, for a request of this kind, by the law of `on`.

    `who`: customer number, e-mail address, telephone number, IBAN or name (with `born` or `postal_code`); `contacts`:
    keys that a person confirmed. `shadow`: the results of a search of loose files, or a folder to search. Changes
    nothing. Raises ToConfirm when a person must first say who is meant, AvgkitError for wrong use.
    """
    from ..sources import open_inputs

    if kind not in KINDS:
        raise AvgkitError(texts.unknown_name("request.unknown_kind", kind, KINDS))
    law, lang = usable_law(on), texts.language(lang)
    received = _day(received, law)
    if not isinstance(crm, Crm):
        crm, policy = open_inputs(crm, None if isinstance(policy, Policy) else policy, format)
    elif policy is not None and not isinstance(policy, Policy):
        from ..sources import load_policy

        policy = load_policy(policy)
    policy = policy or Policy()
    found = find(crm, who or "", born, postal_code, tuple(contacts))
    if found.people:
        person, loose = list(people(crm, found.keys).values()), searched(shadow, crm, policy, law.on)
    else:
        person = [strangers.described(" ".join((who or "").split()), found.kind, born, postal_code)]
        loose = strangers.searched_for(person[0], shadow, policy, law.on)
    return made(found, person, crm, policy, law, lang, kind, loose, received, tuple(fields))


def made(found: Found, person: list[dict], crm, policy, law, lang, kind, shadow: dict | None, received, fields):
    """The dossier of people that were found, or of somebody who was not: `person` is what is known of them."""
    keys, records = found.keys, gathered(crm, found.keys)
    users = f"SELECT name FROM {crm.stored('users')} WHERE name IS NOT NULL" if crm.has("users") else ""
    staff = [name for (name,) in crm.engine.rows(users)] if users else []
    sure, perhaps = loose_files(shadow or {}, keys or [strangers.ASKED])
    about, named = scope(policy, law, records), mentions(crm, keys, person)
    stranger = None if found.people else strangers.searched_by(crm, found.kind, named)
    one = Dossier(
        kind,
        found,
        law,
        lang,
        policy.one("organisation"),
        records,
        sure,
        perhaps,
        passages(records, person, staff),
        named,
        completeness(crm, policy, records, shadow, stranger),
        deadline(crm, policy, law, keys, kind, received),
        person,
        {row["id"]: row for row in policy.rows("purposes")},
        askers(crm, law, keys, received or law.on),
        sentences(shadow),
    )
    one.recipients = recipients(policy, about, records)
    one.checks = verdicts(crm, policy, law, records, _CHECKS.get(kind, ()))
    if kind == "access":
        one.told = information(crm, policy, law, records, lang)
        if not records and not sure:  # of whoever is not in the data, only the way to complain is left to tell
            one.told = [part for part in one.told if part.id == "complaint"]
    elif kind == "portability":
        one.portable = portable(policy, law, records)
    elif kind == "erasure":
        one.lines = erasing(crm, policy, law, records, sure, keys)
    elif kind == "rectification":
        one.lines = rectifying(records, sure, list(fields))
    else:
        one.lines = objecting(policy, law, records, sure, about)
    return one


def _day(value: date | str | None, law: Law) -> date | None:
    """The day of receipt. Raises AvgkitError for what is no day, and for a day that has not been yet."""
    if value is None:
        return None
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value).strip())
    except ValueError:
        raise AvgkitError(texts.say("errors.wrong_date", value=str(value)[:40])) from None
    if day > law.on:
        said = {"day": texts.day(day), "on": texts.day(law.on)}
        raise AvgkitError(texts.say("request.received_later", **said))
    return day


def searched(shadow: dict | str | Path | None, crm, policy=None, on: date | None = None) -> dict | None:
    """The results of a search of loose files: as they are, from the folder or file they lie in, or of a search now."""
    if shadow is None or isinstance(shadow, dict):
        return shadow
    path = Path(shadow)
    if path.is_file():
        try:
            found = json.loads(text_of(path, 2_000_000_000))
        except (OSError, ValueError, RecursionError) as error:
            reason = why(error) if isinstance(error, OSError) else texts.say("request.no_json")
            raise AvgkitError(texts.say("errors.path_unreadable", path=path, reason=reason)) from None
        if not isinstance(found, dict) or not isinstance(found.get("files"), list):
            raise AvgkitError(texts.say("request.no_results", path=path))
        return found
    if not path.is_dir():
        raise AvgkitError(texts.say("errors.path_missing", path=path))
    from ..shadow import results

    if results.state(path) is not None:
        return results.load(path)
    from ..shadow import search

    return search(path, crm, policy, on=on).to_dict()
