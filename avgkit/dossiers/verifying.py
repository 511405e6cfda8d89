"""The search after an erasure: is what had to go gone, is what stays as planned, and did anything new come."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from .. import schema, texts
from ..errors import AvgkitError
from ..frames import quote
from ..recognisers import forms
from ..whole import text_of
from .completeness import Completeness, completeness
from .gathering import Loose, Record, gathered, loose_files
from .plans import MUST_GO

STATES = ("still_there", "not_searched", "undecided", "missing", "kept", "gone", "new")
_FORMS = {"email": ("email",), "phone": ("phone", "mobile"), "iban": ("iban",)}


@dataclass
class Verification:
    """What a second search found: a state for each line of the plan and for what is new."""

    lines: list[dict] = field(default_factory=list)
    statement: Completeness | None = None
    contacts: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        """Whether something that had to go is still there."""
        return any(line["state"] == "still_there" for line in self.lines)

    @property
    def whole(self) -> bool:
        """Whether everything could be searched again."""
        return self.statement.whole and not any(line["state"] == "not_searched" for line in self.lines)

    @property
    def counts(self) -> dict[str, int]:
        """The number of lines in each state, the most serious first."""
        return {s: n for s in STATES if (n := sum(line["state"] == s for line in self.lines))}

    def to_dict(self) -> dict:
        """The verification as JSON can hold it; keys and codes only."""
        told = {"contacts": self.contacts, "failed": self.failed, "whole": self.whole, "counts": self.counts}
        return told | {"lines": self.lines, "completeness": self.statement.to_dict()}


def remembered(person: list[dict], files: list[Loose]) -> dict:
    """Keyed hashes of the person's identifiers and of the places of loose files, by which a later search knows them.

    The number of a file is that of one search only, and its place may hold a name, so its hash stands here.
    """
    salt = secrets.token_hex(16)
    values = {"email": [r["email"] for r in person], "iban": [r["iban"] for r in person]}
    values["phone"] = [number for r in person for number in sorted(r["phones"])]
    hashes = {kind: sorted({_hash(salt, kind, v) for v in found if v}) for kind, found in values.items()}
    return {"salt": salt, **hashes, "files": {file.id: _hash(salt, "file", file.path) for file in files}}


def _hash(salt: str, kind: str, value: str) -> str:
    return hashlib.blake2b(f"{kind}\0{value}".encode(), key=bytes.fromhex(salt), digest_size=16).hexdigest()


def read_plan(folder: str | Path) -> dict:
    """The plan in the folder of an earlier package of an erasure. Raises AvgkitError when there is none."""
    path = Path(folder) / "plan.json"
    try:
        plan = json.loads(text_of(path, 2_000_000_000))
    except (OSError, ValueError, RecursionError):
        raise AvgkitError(texts.say("request.verify_none", path=folder)) from None
    lines = plan.get("lines") if isinstance(plan, dict) else None
    good = isinstance(lines, list) and isinstance(plan.get("contacts"), list) and plan.get("kind") == "erasure"
    if not good or not all(isinstance(line, dict) and {"table", "key", "action"} <= line.keys() for line in lines):
        raise AvgkitError(texts.say("request.verify_none", path=folder))
    return plan


def verify(folder: str | Path, crm, policy, shadow: dict | None = None) -> Verification:
    """Search again for the person of an earlier erasure plan, in the Crm as it is now and in loose files.

    Raises AvgkitError when the folder holds no plan of an erasure.
    """
    plan = read_plan(folder)
    keys = [str(key) for key in plan["contacts"]]
    records = {record.place: record for record in gathered(crm, keys)}
    made = Verification(contacts=keys, statement=completeness(crm, policy, list(records.values()), shadow))
    known = set()
    for line in (line for line in plan["lines"] if line["table"] != "shadow"):
        place = f"{line['table']}/{line['key']}"
        known.add(place)
        made.lines.append(_state(line, records.get(place)) if crm.has(line["table"]) else _told(line, "not_searched"))
    made.lines += [_new(record.table, key=record.key) for place, record in records.items() if place not in known]
    made.lines += _files(plan, shadow, keys)
    # Who shared a detail at the time of the plan, and was not taken for the person, is nothing new.
    known_then = [*keys, *(str(key) for key in plan.get("to_confirm") or [])]
    for key in _again(crm, plan.get("remember") or {}, known_then):
        made.lines.append(_new("contacts", key))
    return made


def _new(table: str, key: str) -> dict:
    return {"table": table, "key": key, "action": "", "reason": "", "until": None, "state": "new", "columns": []}


def _files(plan: dict, shadow: dict | None, keys: list[str]) -> list[dict]:
    """The loose files of the plan in the results of a new search; one that was not read may still hold the person."""
    lines = [line for line in plan["lines"] if line["table"] == "shadow"]
    if shadow is None:
        return [_told(line, "not_searched") for line in lines]
    remember = plan.get("remember") or {}
    salt, places = str(remember.get("salt") or ""), remember.get("files") or {}
    here = {_hash(salt, "file", str(r.get("path") or "")): bool(r.get("unreadable")) for r in shadow.get("files", [])}
    sure = {_hash(salt, "file", file.path): file.id for file in loose_files(shadow, keys)[0]}
    told = []
    for line in lines:
        place = places.get(line["key"])
        if not keys:  # this search knows people of the CRM only, and the plan is of somebody who is none
            told.append(_told(line, "not_searched" if place in here else "gone"))
            continue
        there = "still_there" if line["action"] in MUST_GO else "undecided"
        state = there if place in sure else "not_searched" if here.get(place) else "gone"
        told.append(_told(line, state))
    return told + [_new("shadow", number) for place, number in sure.items() if place not in places.values()]


def _told(line: dict, state: str, columns: Iterable[str] = ()) -> dict:
    told = {name: line.get(name) for name in ("table", "key", "action", "reason", "until")}
    return told | {"state": state, "columns": list(columns)}


def _state(line: dict, record: Record | None) -> dict:
    """The state of one line: what had to go, what had to stay, and what nobody had decided."""
    action = line["action"]
    if action in ("keep", "keep_part") and record is None:
        return _told(line, "missing")
    if record is None:
        return _told(line, "gone")
    if action == "keep":
        return _told(line, "kept")
    if action == "keep_part":
        left = [c for c in line.get("columns") or [] if _filled(record, c)]
        return _told(line, "still_there" if left else "kept", left)
    if action == "anonymise":
        table = schema.tables("crm")[record.table]
        left = [n for n in (*record.values, *record.unread) if n in table.columns and table.columns[n].personal]
        left += list(record.extra)
        return _told(line, "still_there" if left else "gone", left)
    if action == "delete" and record.table == "contacts" and _empty(record):
        return _told(line, "gone")
    return _told(line, "still_there" if action in MUST_GO else "undecided")


def _filled(record: Record, column: str) -> bool:
    return column in record.values or column in record.extra or column in record.unread


def _empty(record: Record) -> bool:
    """Whether a contact was emptied: the number is left, nothing personal stands with it."""
    columns = schema.tables("crm")["contacts"].columns
    return not record.extra and not any(columns[n].personal for n in (*record.values, *record.unread) if n in columns)


def _again(crm, remember: dict, keys: list[str]) -> list[str]:
    """Contacts under another number with an identifier of the person: somebody put them back."""
    salt = remember.get("salt")
    if not isinstance(salt, str) or not crm.has("contacts"):
        return []
    columns = [c for names in _FORMS.values() for c in names]
    listed = ", ".join(f"{quote(c)}" for c in columns)
    query = f"SELECT id, {listed} FROM {crm.stored('contacts')} WHERE NOT list_contains($keys, id) ORDER BY id"
    found = []
    for key, *cells in crm.engine.rows(query, {"keys": keys}):
        row = dict(zip(columns, cells, strict=True))
        for kind, names in _FORMS.items():
            values = [getattr(forms, kind)(row[name]) for name in names]
            if any(v and _hash(salt, kind, v) in (remember.get(kind) or ()) for v in values):
                found.append(key)
                break
    return found


def write(
    found: Verification, out: str | Path, plan: str | Path, lang: str, day: date, organisation: str
) -> list[Path]:
    """Write the verification to a new folder: as JSON and as a page, keys and codes only."""
    from ..pages.person import VerificationBook
    from .packages import folder

    told = found.to_dict() | {"plan": Path(plan).name, "verified_on": day.isoformat()}
    page = VerificationBook(found, lang, day, organisation).page()
    name = "verification"
    return folder(
        Path(out), {f"{name}.json": json.dumps(told, ensure_ascii=False, indent=1) + "\n", f"{name}.html": page}
    )
