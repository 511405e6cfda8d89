"""Who may do what: the matrix as people read it, the rights that were given per account, and what the log holds.

What is wrong comes from the checks of the theme authorisation; people are shown by the key of their account only.
"""

import narwhals as nw

from .. import texts
from ..derived import access
from .register_parts import found

ACTIONS = ("view", "edit", "export", "delete")
_BROAD = ("matrix-without-reason", "matrix-too-broad")
_BY_USER = ("leaver-still-active", "shared-account")
_ORDER = ("finding", "unknown", "not_run", "ok")  # of accounts
_BY_GRANT = ("grant-outside-matrix", "grant-unreviewed")


class Matrix:
    """The matrix: its roles and categories in their order, and which actions each role may do."""

    def __init__(self, scan, lang: str):
        self.lang = lang
        self.rows = [r for r in scan.policy.rows("matrix") if r["role"] and r["category"] and r["action"]]
        self.roles = list(dict.fromkeys(row["role"] for row in self.rows))
        self.categories = list(dict.fromkeys(row["category"] for row in self.rows))
        self.given = {(row["role"], row["category"], row["action"]): row["reason"] or "" for row in self.rows}
        self.why: dict[tuple, list[str]] = {}
        for check in _BROAD:
            for row in found(scan, check):
                self.why.setdefault((row["role"], row["category"], row["action"]), []).append(row["reasons"])

    def cell(self, category: str, role: str) -> list[tuple[str, bool]]:
        """The actions of a role with a category, in words, each with whether a check has a finding on it."""
        mine = [action for action in ACTIONS if (role, category, action) in self.given]
        return [(texts.word(action, self.lang), (role, category, action) in self.why) for action in mine]

    def by_reason(self, role: str) -> list[tuple[str, str, str]]:
        """What a role may do for each reason: reason, what, and what the checks say of it."""
        groups: dict[str, dict[str, list[str]]] = {}
        said: dict[str, list[str]] = {}
        for (whose, category, action), reason in self.given.items():
            if whose == role:
                groups.setdefault(reason, {}).setdefault(action, []).append(texts.word(category, self.lang))
                said.setdefault(reason, []).extend(self.why.get((whose, category, action), []))
        told = []
        for reason, actions in groups.items():
            ordered = [(a, actions[a]) for a in ACTIONS if a in actions]
            what = "; ".join(f"{texts.word(action, self.lang)}: {', '.join(named)}" for action, named in ordered)
            codes = list(dict.fromkeys(code for one in said[reason] for code in one.split(";")))
            told.append((reason, what, texts.word(";".join(codes), self.lang)))
        return told


def _rows(frame) -> list[dict]:
    return frame.collect("pyarrow").to_native().to_pylist()


def accounts(scan, lang: str) -> list[dict]:
    """Each account by its key: role, kind, in use, last day, how many rights, and what the checks say of it.

    Accounts with findings come first.
    """
    crm = scan.crm
    if not crm.has("users"):
        return []
    wanted = ("id", "role", "kind", "active", "left")
    rows = _rows(crm.users.select(*wanted))
    rights = {}
    if crm.has("grants"):
        each = access.grants(crm, scan.policy, scan.law).group_by("user").agg(n=nw.len())
        rights = {row["user"]: row["n"] for row in _rows(each)}
    own = {check: {row["key"]: row["reasons"] for row in found(scan, check)} for check in _BY_USER}
    dark = {check: {row["key"]: row["reasons"] for row in found(scan, check, unknown=True)} for check in _BY_USER}
    counts = {check: _per_user(scan, check) for check in _BY_GRANT}
    unsure = _per_user(scan, _BY_GRANT[0], unknown=True)
    judged = any(r.check == _BY_GRANT[0] and r.status == "done" for r in scan.results)
    told = []
    for row in rows:
        said = [texts.word(own[check][row["id"]], lang) for check in _BY_USER if row["id"] in own[check]]
        doubt = [texts.word(dark[check][row["id"]], lang) for check in _BY_USER if row["id"] in dark[check]]
        numbers = {check: counts[check].get(row["id"], 0) for check in _BY_GRANT}
        told.append(
            {
                "key": row["id"],
                "role": texts.word(row["role"], lang) if row["role"] else "",
                "kind": texts.word(row["kind"], lang) if row["kind"] else "",
                "active": row["active"],
                "left": row["left"],
                "rights": rights.get(row["id"], 0),
                "outside": numbers["grant-outside-matrix"],
                "unreviewed": numbers["grant-unreviewed"],
                "said": "; ".join(said),
                "doubt": "; ".join(doubt),
                "unsure": unsure.get(row["id"], 0),
                "state": _state(bool(said or any(numbers.values())), bool(doubt or unsure.get(row["id"])), judged),
            }
        )
    return sorted(told, key=lambda one: (_ORDER.index(one["state"]), str(one["key"])))


def _state(finding: bool, unknown: bool, judged: bool) -> str:
    """The state of an account; without a matrix nobody judged its rights."""
    return "finding" if finding else "unknown" if unknown else "ok" if judged else "not_run"


def _per_user(scan, check: str, unknown: bool = False) -> dict[str, int]:
    """How many findings on rights (or unknown rights) each account has."""
    keys = [row["key"] for row in found(scan, check, unknown)]
    if not keys:
        return {}
    users = scan.crm.frame("grants", columns=["id", "user"], keys=keys)["user"]
    return {str(user): int(n) for user, n in users.value_counts().items()}


def rights(scan, lang: str, most: int) -> list[list]:
    """The rights that were given, at most so many: key, account, role, category, action, days, and the outcome."""
    if not scan.crm.has("grants"):
        return []
    names = ("id", "user", "role", "category", "action", "granted_at", "reviewed_at")
    frame = access.grants(scan.crm, scan.policy, scan.law).select(*names).sort("id").head(most)
    why: dict[str, list[str]] = {}
    for check in _BY_GRANT:
        for row in found(scan, check):
            why.setdefault(row["key"], []).append(row["reasons"])
    told = []
    for row in _rows(frame):
        words = [texts.word(row[name], lang) if row[name] else None for name in ("role", "category", "action")]
        said = texts.word(";".join(why.get(row["id"], ())), lang)
        told.append([row["id"], row["user"], *words, row["granted_at"], row["reviewed_at"], said])
    return told


def unused(scan, lang: str) -> list[tuple[str, str, str]]:
    """What the matrix gives and no account has: role, category, action; nothing to say without rights."""
    if not (scan.crm.has("grants") and scan.crm.has("users")):
        return []
    names = ("role_key", "category_key", "action")
    return [tuple(texts.word(row[n], lang) for n in names) for row in access.unused(scan.crm, scan.policy, scan.law)]


def lines(scan, lang: str) -> dict:
    """The log: its lines by role and action, how many accounts, and the first and last day; empty without a log."""
    if not (scan.crm.has("access_log") and scan.crm.has("users")):
        return {}
    frame = access.log(scan.crm, scan.policy, scan.law)
    each = _rows(frame.group_by("role", "action").agg(n=nw.len()))
    if not each:
        return {}
    at = nw.col("at")
    ends = _rows(frame.select(first=at.min(), last=at.max(), accounts=nw.col("user").n_unique()))[0]
    roles: dict[str | None, dict[str | None, int]] = {}
    for row in each:
        roles.setdefault(row["role"], {})[row["action"]] = row["n"]
    ordered = sorted(roles, key=lambda role: -sum(roles[role].values()))
    table = [(texts.word(r, lang) if r else texts.NOTHING, roles[r], sum(roles[r].values())) for r in ordered]
    return {"rows": table, "dark": any(None in counts for counts in roles.values())} | ends
