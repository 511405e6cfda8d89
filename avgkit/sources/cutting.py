"""A part of an organisation: the Crm and Policy cut to one department, team, branch or supplier.

Records of a person go with the user who manages the contact. What the organisation declares as a whole (purposes,
periods, breaches) is nobody's part and stays whole, so that every check runs as it does on all of it.
"""

from dataclasses import dataclass

import narwhals as nw

from .. import texts
from ..errors import AvgkitError
from ..tables import Crm, Policy

BY_USER = ("department", "team", "branch")  # columns of users
PARTS = (*BY_USER, "supplier")
_OF_CONTACT = ("consents", "messages", "interactions", "requests")
_OF_USER = {"grants": "user", "access_log": "user", "files": "owner"}
_OF_PURPOSE = ("messages", "consents")


@dataclass(frozen=True)
class Cut:
    """What a Crm was cut to: part and value; `contacts` of all `of` contacts, of which `nobody` have no known user."""

    wanted: dict[str, str]
    contacts: int = 0
    of: int = 0
    nobody: int = 0

    def words(self, lang: str | None = None) -> str:
        """The parts as a person says them: team Verkoop, vestiging winkel-alkmaar."""
        return ", ".join(f"{texts.say(f'cut.{part}', lang)} {value}" for part, value in self.wanted.items())


def wanted(**parts: str | None) -> dict[str, str]:
    """The parts that were asked for, without those that were left empty."""
    return {name: str(value).strip() for name, value in parts.items() if value is not None and str(value).strip()}


def problems(crm: Crm, policy: Policy, asked: dict[str, str]) -> list[str]:
    """What is wrong with the parts that were asked for: a sentence each, naming what there is."""
    told = []
    for part, value in asked.items():
        if part not in PARTS:
            told.append(texts.unknown_name("cut.unknown_part", part, PARTS))
        elif not (known := known_values(crm, policy, part)):
            told.append(texts.say(f"cut.no_{'supplier' if part == 'supplier' else 'users'}", part=part, value=value))
        elif _same(value) not in {_same(one) for one in known}:
            told.append(texts.unknown_name(f"cut.unknown_{part}", value, known))
    return told


def known_values(crm: Crm, policy: Policy, part: str) -> list[str]:
    """The departments, teams, branches or suppliers there are, in order."""
    if part == "supplier":
        return [row["id"] for row in policy.rows("processors")]
    if not crm.has("users"):
        return []
    found = crm.users.select(part).unique().collect("pyarrow").to_native()[part].to_pylist()
    return sorted(value for value in found if value)


def cut(crm: Crm, policy: Policy, **parts: str | None) -> tuple[Crm, Policy]:
    """The same Crm and Policy, cut to these parts; `crm.part` tells to what. Without parts nothing changes.

    Raises AvgkitError, with every problem at once, for a part or a value that is not there.
    """
    asked = wanted(**parts)
    if not asked:
        return crm, policy
    if told := problems(crm, policy, asked):
        raise AvgkitError(told)
    total = crm.count("contacts")
    nobody = 0
    users = {name: value for name, value in asked.items() if name in BY_USER}
    if users:
        nobody = _without_user(crm) if crm.has("contacts") else 0
        _to_users(crm, users)
    if "supplier" in asked:
        policy = _to_supplier(crm, policy, asked["supplier"])
    crm.part = Cut(asked, crm.count("contacts"), total, nobody)
    return crm, policy


def _same(value: str) -> str:
    return " ".join(str(value).split()).casefold()


def _keep(crm: Crm, name: str, frame: nw.LazyFrame) -> None:
    kept = crm.engine.keep(frame)
    crm.replace(name, kept.to_native().alias)


def _without_user(crm: Crm) -> int:
    """How many contacts have no user, or one that the table of users does not know."""
    users = crm.users.select(owner=nw.col("id"))
    return crm.contacts.join(users, on="owner", how="anti").select(nw.len()).collect("pyarrow").item()


def _to_users(crm: Crm, asked: dict[str, str]) -> None:
    for part, value in asked.items():
        spelled = [one for one in known_values(crm, Policy(), part) if _same(one) == _same(value)]
        _keep(crm, "users", crm.users.filter(nw.col(part).is_in(spelled)))
    users = crm.users.select("id")
    for name, column in _OF_USER.items():
        if crm.has(name):
            _keep(crm, name, getattr(crm, name).join(users.rename({"id": column}), on=column, how="semi"))
    if crm.has("contacts"):
        _keep(crm, "contacts", crm.contacts.join(users.rename({"id": "owner"}), on="owner", how="semi"))
        _follow_contacts(crm, _OF_CONTACT)


def _follow_contacts(crm: Crm, names: tuple[str, ...]) -> None:
    contacts = crm.contacts.select(contact=nw.col("id"))
    for name in names:
        if crm.has(name):
            _keep(crm, name, getattr(crm, name).join(contacts, on="contact", how="semi"))


def _to_supplier(crm: Crm, policy: Policy, value: str) -> Policy:
    """What one supplier processes: its own line, the activities it works for, their purposes, and who they concern."""
    rows = {name: policy.rows(name) for name in policy.tables}
    rows["processors"] = [row for row in rows["processors"] if _same(row["id"]) == _same(value)]
    named = {part for row in rows["processors"] for part in (row["activities"] or "").split(";") if part}
    if not named:
        raise AvgkitError(texts.say("cut.supplier_idle", value=value))
    rows["activities"] = [row for row in policy.rows("activities") if row["id"] in named]
    purposes = {part for row in rows["activities"] for part in (row["purposes"] or "").split(";") if part}
    for name in _OF_PURPOSE:
        if crm.has(name):
            _keep(crm, name, getattr(crm, name).filter(nw.col("purpose").is_in(sorted(purposes))))
    made = Policy(rows)
    made.sources = policy.sources
    if crm.has("contacts") and any(crm.has(name) for name in _OF_PURPOSE):
        seen = [getattr(crm, name).select(id=nw.col("contact")) for name in _OF_PURPOSE if crm.has(name)]
        met = nw.concat(seen).unique() if len(seen) > 1 else seen[0].unique()
        _keep(crm, "contacts", crm.contacts.join(met, on="id", how="semi"))
        _follow_contacts(crm, ("interactions", "requests"))
    return made
