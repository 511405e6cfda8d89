"""What the tests of documents share: the demo, a hostile Crm and Policy, and all the text that a document gives."""

import io
import json
import re
from dataclasses import replace
from functools import cache
from pathlib import Path

import docx
from openpyxl import load_workbook

import avgkit

ROOT = Path(__file__).parent.parent
DEMO = ROOT / "data" / "demo"
ON = "2026-11-23"
FORMULA, SCRIPT, CONTROL = "=cmd|'/c calc'!A0", "<script>alert(1)</script>", "naam\x01\x0b\u202egek"
_PERSONAL = {"contacts": ["first_name", "last_name", "email", "phone", "mobile", "bsn", "street"]}
_PERSONAL |= {"users": ["name"], "interactions": ["note"]}


@cache
def _scanned():
    crm, policy = avgkit.load_crm(DEMO / "crm"), avgkit.load_policy(DEMO / "policy")
    return avgkit.scan(crm, policy, on=ON, themes=["register", "transfers", "authorisation"])


def demo(*themes: str):
    """A scan of the demo of these themes; the tests of both documents use the same one."""
    whole = _scanned()
    return replace(whole, results=[result for result in whole.results if result.theme in themes])


def hostile(*themes: str):
    """A scan of data and declarations in which every free text tries something."""
    users = [{"id": "U1", "name": "Wilhelmina Vandenbrandhof", "role": FORMULA, "active": True}]
    users += [{"id": SCRIPT, "role": "+x", "left": "2020-01-01", "active": True}]
    grants = [{"id": "G1", "user": "U1", "category": SCRIPT, "action": "view", "granted_at": "2026-01-01"}]
    log = {"user": "U1", "at": "2026-01-01 10:00", "action": "view", "category": "naam", "records": 1}
    crm = {"users": users, "grants": grants, "access_log": [{"id": "A1", **log}]}
    crm["contacts"] = [{"id": "C1", "category": "customer", "last_name": "Vandenbrandhof"}]
    activities = [{"id": FORMULA, "name": SCRIPT, "recipients": "@SUM(1)", "retention": "-1+1", "measures": CONTROL}]
    activities += [{"id": "p", "name": "P", "role": "processor"}, {"id": "z", "name": FORMULA, "registered": False}]
    policy = {"organisation": [{"name": FORMULA, "contact": SCRIPT, "kind": "commercial"}], "activities": activities}
    policy["matrix"] = [{"role": FORMULA, "category": SCRIPT, "action": "view", "reason": CONTROL}]
    policy["processors"] = [{"id": "x", "name": SCRIPT, "service": FORMULA, "country": "US"}]
    policy["retention"] = [{"category": "customer", "months": 3, "reason": CONTROL}]
    return avgkit.scan(avgkit.Crm.of(crm), avgkit.Policy.of(policy), on=ON, themes=list(themes))


def pieces(book) -> str:
    """The HTML of a page: the pieces of the book in the order in which its notebook shows them."""
    notebook = json.loads((ROOT / "notebooks" / "reports" / f"{book.stem}.ipynb").read_text(encoding="utf-8"))
    shown = [re.fullmatch(r"book\.(\w+)\(\)", "".join(cell["source"])) for cell in notebook["cells"]]
    return "\n".join(getattr(book, call[1])().html for call in shown if call)


def ran(name: str, **parameters) -> dict:
    """The names that a report notebook leaves, its cells run in this process with these parameters."""
    notebook = json.loads((ROOT / "notebooks" / "reports" / f"{name}.ipynb").read_text(encoding="utf-8"))
    space: dict = {}
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), space)
            space |= parameters if "parameters" in cell["metadata"].get("tags", []) else {}
    return space


def cells(content: bytes) -> list:
    """Every cell of a workbook, as a reader that is not ours sees it."""
    return [cell for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows() for cell in row]


def rows(content: bytes, sheet: str) -> list[dict]:
    """The rows of a sheet by the words in its head."""
    head, *body = load_workbook(io.BytesIO(content))[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in body]


def written(content: bytes) -> str:
    """All the text of a Word file, in order."""
    made = docx.Document(io.BytesIO(content))
    return "\n".join(node.text or "" for node in made.element.body.iter() if node.tag.endswith("}t"))


def everything(book, made: dict | None = None) -> list[str]:
    """All the text that a book gives away: its page and each of its files."""
    made = made or book.made()
    told = [pieces(book), "\n".join(str(cell.value) for cell in cells(made["xlsx"]) if cell.value is not None)]
    return told + [written(made["docx"])] * ("docx" in made)


def words(text: str) -> set[str]:
    """The words in a text."""
    return set(re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text))


def personal(crm) -> set[str]:
    """The names, addresses, numbers and notes of a Crm, without what is an ordinary word of ours."""
    values = {str(v) for table, names in _PERSONAL.items() for n in names for v in crm.frame(table)[n].dropna()}
    ours = {w for page in (ROOT / "avgkit").rglob("*.toml") for w in words(page.read_text(encoding="utf-8").lower())}
    return {value for value in values if value.lower() not in ours}
