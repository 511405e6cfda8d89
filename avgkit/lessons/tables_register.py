"""The tables of the lesson on the register: what must stand in it, what is ours, and where it drifts from the CRM."""

from .. import texts
from ..exercises import Page, Table
from ..law import Law
from ..themes import find

_DUTY = "controller"
_SEEN, _OUT, _DARK = "seen", "out", "dark"


def parts(law: Law, lang: str, role: str = _DUTY) -> Page:
    """What article 30 asks of this role, each with its place in the law; and under it what helps but is not asked."""
    rows = [(entry[lang], _asked(entry, lang), texts.article(entry["article"], lang)) for entry in _parts(law, role)]
    rows += [(entry[lang], _say("useful", lang), _say("ours", lang)) for entry in law.entries("register", "useful")]
    head = tuple(_say(f"col_{name}", lang) for name in ("part", "asked", "article"))
    return Page((Table(_say(f"caption_{role}", lang), head, tuple(rows)),), lang)


def _parts(law: Law, role: str) -> list[dict]:
    return [entry for entry in law.entries("register") if entry["role"] == role]


def _asked(entry: dict, lang: str) -> str:
    """Whether the law asks it always, where possible, or only in some cases."""
    name = "where_possible" if entry.get("where_possible") else "sometimes" if entry.get("only_if") else "always"
    return _say(name, lang)


def drift(crm, policy, law: Law, lang: str) -> Page:
    """What the CRM holds and does beside the register: numbers for each kind of item, and what is missing."""
    frame = find("data-not-in-register").verdict(crm, policy, law).collect("pyarrow")
    counts: dict[str, dict[str, int]] = {}
    missing = []
    for row in sorted(frame.rows(named=True), key=lambda row: row["key"]):
        count = counts.setdefault(row["kind"], {_SEEN: 0, _OUT: 0, _DARK: 0})
        count[_SEEN] += 1
        count[_OUT] += row["violates"] is True
        count[_DARK] += row["violates"] is None
        if row["violates"]:
            missing.append(_say("missing", lang, kind=texts.word(row["kind"], lang), item=_item(row, policy, lang)))
    rows = tuple(
        (texts.word(kind, lang), *(texts.number(count[name], lang) for name in (_SEEN, _OUT, _DARK)))
        for kind, count in counts.items()
    )
    head = tuple(_say(f"col_{name}", lang) for name in ("kind", _SEEN, _OUT, _DARK))
    return Page((Table(_say("caption_drift", lang), head, rows, frozenset({1, 2, 3})), missing), lang)


def _item(row: dict, policy, lang: str) -> str:
    """An item by the name that the organisation gave it."""
    names = {purpose["id"]: purpose[f"label_{lang}"] for purpose in policy.rows("purposes")}
    return names.get(row["item"]) or texts.word(row["item"], lang)


def limit(law: Law, lang: str) -> Page:
    """From how many people the whole register is needed: what holds, and what was proposed and is no law."""
    rows = []
    for entry in law.entries("register", "limit"):
        state = texts.word(entry["status"], lang)
        rows.append((texts.number(entry["people"], lang), state, entry[lang], texts.article(entry["article"], lang)))
    head = tuple(_say(f"col_{name}", lang) for name in ("people", "state", "means", "article"))
    return Page((Table(_say("caption_limit", lang), head, tuple(rows), frozenset({0})),), lang)


def notices(law: Law, lang: str) -> Page:
    """When people must have been told, by where their data come from."""
    rows = tuple((entry[lang], texts.article(entry["article"], lang)) for entry in law.entries("register", "notice"))
    return Page(
        (Table(_say("caption_notices", lang), (_say("col_rule", lang), _say("col_article", lang)), rows),), lang
    )


def blueprint(law: Law, lang: str) -> Page:
    """The processes of a CRM, each with the privacy steps that we put in it, and the articles they rest on."""
    steps = {entry["id"]: entry for entry in law.entries("blueprint", "step")}
    rows = []
    for process in law.entries("blueprint"):
        mine = [steps[step] for step in process["steps"]]
        refs = dict.fromkeys(texts.article(step["article"], lang) for step in mine)
        rows.append((texts.word(process["id"], lang), "; ".join(step[lang] for step in mine), ", ".join(refs)))
    head = tuple(_say(f"col_{name}", lang) for name in ("process", "steps", "article"))
    return Page((Table(_say("caption_blueprint", lang), head, tuple(rows)), _say("blueprint_ours", lang)), lang)


def _say(name: str, lang: str, **values) -> str:
    return texts.say(f"lesson_register.{name}", lang, **values)
