"""Every report there is, made once, from a Crm whose people can be mistaken for nothing else."""

import csv
import json
import os
import subprocess
import sys
import tempfile
from functools import cache
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import avgkit
from avgkit import reports
from avgkit.paths import PACKAGE
from avgkit.reports import checking
from avgkit.shadow import searching

ON = "2026-11-23"
LANG = "nl"
# A folder that outlives the process, so that the tests in a browser open what the search for leaks made before.
_KEPT = os.environ.get("AVGKIT_REPORTS_MADE", "")
_PLACE = tempfile.TemporaryDirectory(prefix="avgkit-every-", ignore_cleanup_errors=True)
_WORDS = ["".join(parts) for parts in product(("ba", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu"), repeat=3)]


def bsn(number: int) -> str:
    """A number that passes the test of eleven, from a first part of seven digits."""
    for last in range(100):
        digits = f"{number:07d}{last:02d}"
        if sum(int(d) * weight for d, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0:
            return digits
    raise AssertionError


def iban(number: int) -> str:
    """An account number with the right check digits."""
    account = f"INGB{number:010d}"
    plain = "".join(str(int(sign, 36)) for sign in account + "NL00")
    return f"NL{98 - int(plain) % 97:02d}{account}"


def _rows(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, rows: list[dict]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, list(rows[0]))
        out.writeheader()
        out.writerows(rows)


def _people(crm: Path) -> dict[str, set[str]]:
    """Give every person, user, file and note of a Crm on disk values of its own; the values, by their kind."""
    values = {kind: set() for kind in ("name", "email", "number", "iban", "street", "note")}
    people = _rows(crm / "contacts.csv")
    for n, one in enumerate(people):
        word = _WORDS[n]
        new = {"first_name": f"Zwo{word}", "last_name": f"Qui{word}", "email": f"{word}.zwo@{word}post.example"}
        new |= {"phone": f"0{n % 70 + 10}-78{n:05d}"[:11], "mobile": f"+31 6 97 {n:03d} 513", "bsn": bsn(8_100_000 + n)}
        new |= {"street": f"Xandra{word}laan", "iban": iban(77_000 + n)}
        new = {name: value for name, value in new.items() if one.get(name)}
        one |= new
        values["name"] |= {new[name] for name in ("first_name", "last_name") if name in new}
        values["email"] |= {new["email"]} if "email" in new else set()
        digits = ["".join(filter(str.isdigit, new.get(name, ""))) for name in ("phone", "mobile", "bsn")]
        values["number"] |= {number[-9:] for number in digits if number}
        values["iban"] |= {new["iban"]} if "iban" in new else set()
        values["street"] |= {new["street"]} if "street" in new else set()
        if n % 7 == 0:  # values that cannot be read, and must not be told
            one["birth_date" if n % 2 else "last_contact_at"] = f"bij Zwo{word} na te vragen"
    _write(crm / "contacts.csv", people)
    notes = _rows(crm / "interactions.csv")
    for n, one in enumerate(notes):
        who, own = people[n % len(people)], bsn(8_200_000 + n)
        one["note"] += (
            f" Gesproken met {who['first_name']}, over de zaak van {_WORDS[n]}; BSN {own}, {iban(88_000 + n)}."
        )
        values["note"].add(one["note"])
        values["number"].add(own)
        values["iban"].add(iban(88_000 + n))
    _write(crm / "interactions.csv", notes)
    for name, column in (("users", "name"), ("files", "name")):
        rows = _rows(crm / f"{name}.csv")
        for n, one in enumerate(rows):
            one[column] = f"Yfke{_WORDS[n]}" if name == "users" else f"Wol{_WORDS[n]} dossier.xlsx"
            values["name"].add(one[column].split()[0])
        rows[0]["joined" if name == "users" else "modified_at"] = f"toen {rows[0][column]} kwam"
        _write(crm / f"{name}.csv", rows)
    return values


def _shadow(place: Path, crm: Path, policy: Path) -> Path:
    """A search of a folder with loose files about these people; its results."""
    people = _rows(crm / "contacts.csv")[:6]
    folder = place / "map" / people[0]["last_name"]
    folder.mkdir(parents=True)
    columns = ("first_name", "last_name", "email", "mobile", "bsn", "street")
    _write(folder / f"lijst {people[1]['last_name']}.csv", [{name: one[name] for name in columns} for one in people])
    (folder / f"{people[2]['last_name']}.pst").write_bytes(b"!BDN" + bytes(600))
    search = {"crm": avgkit.load_crm(crm), "policy": avgkit.load_policy(policy), "on": ON, "jobs": 1}
    searching.search(place / "map", search.pop("crm"), search.pop("policy"), out=place / "uit", **search)
    return place / "uit"


def _numbers(place: Path) -> Path:
    """The numbers of a class of six."""
    from test_class_ending import taught

    from avgkit.classroom import ending

    before = os.environ.get("AVGKIT_HOME")
    os.environ["AVGKIT_HOME"] = str(place / "home")
    try:
        taught()
        (place / "class.json").write_text(json.dumps(ending.results("klas")), encoding="utf-8")
    finally:
        os.environ["AVGKIT_HOME"] = before or ""
    return place / "class.json"


@cache
def ground() -> SimpleNamespace:
    """The Crm on disk, one scan of it, its values by kind, and what each report must be given besides."""
    place = Path(_KEPT or _PLACE.name)
    avgkit.generate_crm(people=80, seed=4).write(place / "data")
    crm, policy = place / "data" / "crm", place / "data" / "policy"
    values = _people(crm)
    inputs = {"crm": str(crm), "policy": str(policy), "on": ON, "lang": LANG}
    avgkit.scan(avgkit.load_crm(crm), avgkit.load_policy(policy), on=ON, out=place / "scanned")
    own = {
        "shadow-files": {"shadow": str(_shadow(place, crm, policy))},
        "class": {"numbers": str(_numbers(place))},
        "2018-today": {"on": "2018-05-25", "today": ON},
        "subject-access": {"who": next(one["email"] for one in _rows(crm / "contacts.csv") if one["email"])},
    }
    shared = inputs | {"scanned": str(place / "scanned"), "reveal": "true"}
    return SimpleNamespace(place=place, values=values, shared=shared, own=own)


@cache
def _all() -> Path:
    """The folder with a folder of each report, all made by one process that loads everything once."""
    done = Path(_KEPT) / "made" / "done"
    if _KEPT and done.exists():
        return done.parent
    base, tasks = ground(), []
    for name in reports.names():
        known = checking.known(checking.find(name))
        given = {key: value for key, value in base.shared.items() if key in known} | base.own.get(name, {})
        tasks.append({"name": name, "out": str(base.place / "made" / name), "lang": LANG, "parameters": given})
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(PACKAGE.parent), os.environ.get("PYTHONPATH", "")])}
    ran = subprocess.run(
        [sys.executable, "-c", _MAKE], input=json.dumps(tasks), env=env, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    (base.place / "made" / "done").touch()
    return base.place / "made"


_MAKE = """
import json, os, sys, traceback
from avgkit import reports
from avgkit.paths import PACKAGE
from avgkit.reports import running
tasks = json.load(sys.stdin)
if hasattr(os, "fork"):
    running.warm()
for task in tasks:
    if hasattr(os, "fork"):
        child = os.fork()
        if child:
            if os.waitpid(child, 0)[1]:
                sys.exit(task["name"])
            continue
    try:
        reports.report(**task)
    except BaseException:
        traceback.print_exc()
        os._exit(1)
    if hasattr(os, "fork"):
        os._exit(0)
"""


def made(name: str) -> Path:
    """The folder with everything that this report makes, the page with names too when it has one."""
    return _all() / name


def page(name: str) -> Path:
    """The page of a report."""
    return made(name) / f"{name}.{LANG}.html"
