"""What the tests of the reports share: one scan of the demo, the words of a page, and the values that are of people."""

import html
import re
import zipfile
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import avgkit
from avgkit.paths import DEMO, PACKAGE

ON = "2026-11-23"
PERSONAL = ("first_name", "last_name", "email", "phone", "mobile", "bsn", "street")


@cache
def demo():
    """The scan of the demo with the folder in which it lies, made once for all tests of this process."""
    folder = Path(mkdtemp(prefix="avgkit-tests-scan-"))
    return avgkit.scan(avgkit.load_crm(DEMO / "crm"), avgkit.load_policy(DEMO / "policy"), on=ON, out=folder), folder


def made(crm: dict, policy: dict, themes: list[str], on: str = ON):
    """A scan of a small Crm and Policy, of these themes only."""
    return avgkit.scan(avgkit.Crm.of(crm), avgkit.Policy.of(policy), on=on, themes=themes)


def flat(page: str) -> str:
    """The text of a page, every kind of white space as one space."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def words(text: str) -> set[str]:
    """The words of a text."""
    return set(re.findall(r"[^\W_]+(?:['-][^\W_]+)*", text))


@cache
def personal() -> frozenset:
    """Names, addresses, numbers and notes of the demo that are no ordinary words of ours."""
    crm = demo()[0].crm
    people = crm.frame("contacts")
    values = {str(v) for column in PERSONAL for v in people[column].dropna()}
    values |= set(crm.frame("interactions")["note"].dropna()) | set(crm.frame("users")["name"].dropna())
    ordinary = {word for page in PACKAGE.rglob("*.toml") for word in words(page.read_text(encoding="utf-8").lower())}
    assert len(values) > 500
    return frozenset(v for v in values if v.lower() not in ordinary)


def leaks(text: str) -> list[str]:
    """The values of people that stand in a text."""
    text, values = html.unescape(text), personal()
    return sorted(values & words(text)) + [v for v in values if v not in words(v) and v in text]


def sheets(path: Path) -> str:
    """All that a workbook holds, as XML."""
    with zipfile.ZipFile(path) as book:
        return "\n".join(book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml"))


def linked(page: str) -> bool:
    """Whether every link within a page leads somewhere, and no place has two names."""
    ids = re.findall(r'\bid="([^"]+)"', page)
    return set(re.findall(r'href="#([^"]+)"', page)) <= set(ids) and len(ids) == len(set(ids))
