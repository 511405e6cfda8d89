"""The search of loose files: who is in which and by what; nobody mistaken, nothing silently unread, lost or doubled."""

import csv
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest

from avgkit import Crm, Policy, generate_crm, texts
from avgkit.errors import AvgkitError
from avgkit.shadow import inventory, load, matches, naming, people_index, purge, results, searching
from avgkit.shadow.walking import Bounds

ON = "2026-11-23"
PEOPLE = [
    ("C1", "Jan", "de", "Vries", "jan@devries.example", "0600000001", "1980-02-01", "1234 AB"),
    ("C2", "Jan", "de", "Vries", "jdv@ander.example", "0600000002", "1991-05-06", "9999 ZZ"),
    ("C3", "Fatima", "el", "Amrani", "fatima@amrani.example", "0600000003", "1975-12-31", "2345 BC"),
    ("C4", "Piet", None, "Bakker", "info@bakkerij.example", "0600000004", "1960-01-02", "3456 CD"),
    ("C5", "Els", None, "Smit", "gezin@smit.example", "0600000005", "1982-03-04", "4567 DE"),
    ("C6", "Kees", None, "Smit", "gezin@smit.example", "0600000006", "1981-07-08", "4567 DE"),
    ("C7", "Willemijn", "van der", "Steenhoven", "w@steen.example", "0600000007", "1970-07-07", "5678 EF"),
    ("C8", "Karel", None, "Smit", "karel@smit.example", "0600000008", "2001-07-08", "4567 DE"),
    ("C9", None, None, None, None, None, None, None),
]
COLUMNS = ("id", "first_name", "infix", "last_name", "email", "mobile", "birth_date", "postal_code")


def contacts():
    return [dict(zip(COLUMNS, row, strict=True)) | {"country": "NL"} for row in PEOPLE]


def asked():
    """C3 objected; C9 was erased and left an empty shell; C7 was erased on paper only."""
    done = {"outcome": "done", "received_at": "2026-01-10", "answered_at": "2026-01-20", "carried_out_at": "2026-01-20"}
    return [
        {"id": "R1", "contact": "C3", "kind": "objection_marketing", "received_at": "2026-02-01", "outcome": "done"},
        {"id": "R2", "contact": "C9", "kind": "erasure", **done},
        {"id": "R3", "contact": "C7", "kind": "erasure", **done},
    ]


@pytest.fixture(scope="module")
def crm():
    said = [{"id": "E1", "contact": "C1", "event": "given", "at": "2025-01-01"}]
    return Crm.of({"contacts": contacts(), "requests": asked(), "consents": said})


@pytest.fixture(scope="module")
def index(crm):
    return people_index(crm)


def search(folder, crm=None, policy=None, *, jobs=1, **more):
    """With one process, which starts sooner than two."""
    return searching.search(folder, crm, policy, jobs=jobs, **more)


# ---------------------------------------------------------------- who it is
MATCHES = [
    # values, certain contacts, contacts to confirm
    ({"email": "jan@devries.example"}, {"C1"}, set()),
    ({"email": " Jan@DeVries.example "}, {"C1"}, set()),
    ({"email": "mailto:jan@devries.example"}, {"C1"}, set()),
    ({"email": "info@bakkerij.example"}, set(), {"C4"}),  # its own words say that more people read it
    ({"email": "gezin@smit.example"}, set(), {"C5", "C6"}),
    ({"email": "gezin@smit.example", "full_name": "Kees Smit", "mobile": "0600000006"}, {"C6"}, set()),
    ({"email": "nobody@smit.example"}, set(), set()),
    ({"email": "jan@devries.example", "first_name": "Mieke", "last_name": "Jansen"}, set(), {"C1"}),
    ({"email": "jan@devries.example", "full_name": "Vries, J. de"}, {"C1"}, set()),
    ({"phone": "+31 (0)6 00000001"}, {"C1"}, set()),
    ({"phone": "600000001"}, {"C1"}, set()),  # a spreadsheet ate the zero
    ({"mobile": "0031600000001"}, {"C1"}, set()),
    ({"first_name": "Jan", "infix": "de", "last_name": "Vries", "birth_date": "01-02-1980"}, {"C1"}, set()),
    ({"full_name": "J. de Vries", "birth_date": "1980-02-01"}, {"C1"}, set()),
    ({"full_name": "P. de Vries", "birth_date": "1980-02-01"}, set(), set()),
    ({"full_name": "Jan de Vries", "postal_code": "1234ab"}, {"C1"}, set()),
    ({"full_name": "J. de Vries", "postal_code": "1234ab"}, set(), {"C1"}),  # a father and a son share an initial
    ({"full_name": "K. Smit", "postal_code": "4567 DE"}, set(), {"C6", "C8"}),
    ({"full_name": "Kees Smit", "postal_code": "4567 DE"}, {"C6"}, set()),
    ({"full_name": "Jan de Vries"}, set(), {"C1", "C2"}),
    ({"full_name": "Vries, Jan de"}, set(), {"C1", "C2"}),
    ({"full_name": "Steenhovn, Willemijn v.d."}, set(), {"C7"}),  # a letter is missing
    ({"full_name": "Smit"}, set(), set()),  # a surname says nothing
    ({"full_name": "Bakker, Piet"}, set(), {"C4"}),
    ({"id": "C1"}, set(), {"C1"}),
    ({"id": "c1", "full_name": "Jan de Vries"}, {"C1"}, set()),
    ({"id": "C1", "full_name": "Sara Blom"}, set(), {"C1"}),
    ({"id": "C1", "email": "jan@devries.example"}, {"C1"}, set()),
]


@pytest.mark.parametrize(("values", "certain", "unsure"), MATCHES)
def test_who_it_is(index, values, certain, unsure):
    found = matches(index, values)
    assert {m.crm_id for m in found if m.certain} == certain
    assert {m.crm_id for m in found if not m.certain} == unsure


def test_a_name_alone_has_a_score_and_an_identifier_has_none(index):
    (alike,) = matches(index, {"full_name": "Steenhovn, Willemijn v.d."})
    assert alike.evidence == ("name_like",) and 88 <= alike.score < 100
    (sure,) = matches(index, {"email": "jan@devries.example"})
    assert sure.evidence == ("email",) and sure.score is None


NAMES = [
    ("Jansen, P. de", ("jansen", "p", "de")),
    ("P.J. van den Berg", ("berg", "p j", "van den")),
    ("Berg, van den, Piet", ("berg", "piet", "van den")),
    ("dhr. V. Bakker", ("bakker", "v", "")),
    ("Jansen de P.", ("jansen", "p", "de")),
    ("Sophie van 't Hof", ("hof", "sophie", "van 't")),
    ("Zoë Müller", ("muller", "zoe", "")),
    ("Ben de Vries", ("vries", "ben", "de")),  # a particle that is a first name begins no name
    ("Vries, Ben de", ("vries", "ben", "de")),
    ("Ahmed ben Ali", ("ali", "ahmed", "ben")),
    ("Anna bij de Vaate", ("vaate", "anna", "by de")),
    ("Jan Ver", ("ver", "jan", "")),
]


@pytest.mark.parametrize(("text", "parts"), NAMES)
def test_names_in_any_order(text, parts):
    name = naming.name(text)
    assert (name.surname, name.given, name.infix) == parts


def test_nobody_of_a_whole_crm_is_taken_for_another():
    made = generate_crm(people=400, seed=7).crm
    index = people_index(made)
    rows = made.frame("contacts").to_dict("records")
    sure = 0
    for row in rows:
        values = {name: value for name, value in row.items() if isinstance(value, str)}
        own = {name: values.get(name) for name in ("first_name", "infix", "last_name", "postal_code", "mobile")}
        certain = {m.crm_id for m in matches(index, own) if m.certain}
        assert certain <= {row["id"]}
        sure += bool(certain)
    assert sure > len(rows) / 2


def test_an_index_on_disk_answers_the_same(index, tmp_path):
    index.save(tmp_path)
    again = type(index).load(tmp_path, index.salt)
    for values, _, _ in MATCHES:
        assert matches(again, values) == matches(index, values)
    assert b"jan@" not in (tmp_path / "keys.npy").read_bytes()


# ---------------------------------------------------------------- a folder
HEAD = ("id", "first_name", "infix", "last_name", "email", "mobile")


def write(path, head, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows([head, *rows])
    old = time.mktime((2026, 1, 5, 12, 0, 0, 0, 0, 0))
    os.utime(path, (old, old))


def fill(folder):
    """A small office folder."""
    full = [row[:6] for row in PEOPLE[:8]]
    write(folder / "Acties 2023" / "bellijst.csv", HEAD, full)
    shutil.copy2(folder / "Acties 2023" / "bellijst.csv", folder / "kopie van bellijst.csv")
    write(folder / "andersom.csv", HEAD, full[::-1])
    write(folder / "met gewiste.csv", HEAD, [*full, ("C9", "Roos", "", "Weg", "", "")])
    write(folder / "namen.csv", ("last_name", "first_name"), [("Vries, de", "Jan")])
    write(folder / "postbus.csv", ("email", "aantal"), [("info@bakkerij.example", "3"), ("gezin@smit.example", "1")])
    write(folder / "prijzen.csv", ("artikel", "prijs"), [("fiets", "100"), ("bel", "4,50")])
    write(folder / "lunch.csv", ("last_name", "dieet"), [("Onbekend", "geen noten")])
    write(folder / "raadsel.csv", ("x1", "x2"), [("ab", "cd")])
    write(folder / "producten.csv", ("naam", "prijs"), [("Bel", "4"), ("Zadel", "20")])
    write(folder / "losse nummers.csv", ("id", "aantal"), [("C1", "3"), ("C2", "4"), ("C5", "1")])
    write(folder / "lege lijst.csv", HEAD, [])
    (folder / "uit").symlink_to("/")
    (folder / "kring").symlink_to(folder / "kring")
    (folder / "naar binnen").symlink_to(folder / "prijzen.csv")
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pijp")


@pytest.fixture(scope="module")
def done(crm, tmp_path_factory):
    place = tmp_path_factory.mktemp("shadow")
    fill(place / "map")
    policy = Policy.of({"activities": [{"id": "A1", "name": "Verkoop"}]})
    texts.use("nl")
    return search(place / "map", crm, policy, on=ON, out=place / "uit", jobs=2)


# place: personal, certain, to confirm, copy of the CRM, special
FILES = {
    "Acties 2023/bellijst.csv": ("yes", {"C1", "C2", "C3", "C7", "C8"}, {"C4", "C5", "C6"}, False, {}),
    "namen.csv": ("yes", set(), {"C1", "C2"}, False, {}),
    "postbus.csv": ("unknown", set(), {"C4", "C5", "C6"}, False, {}),
    "prijzen.csv": ("no", set(), set(), False, {}),
    "producten.csv": ("unknown", set(), set(), False, {}),
    "lunch.csv": ("yes", set(), set(), False, {"gezondheid": "certain"}),
    "raadsel.csv": ("unknown", set(), set(), False, {}),
    "losse nummers.csv": ("unknown", set(), set(), False, {}),
    "lege lijst.csv": ("no", set(), set(), False, {}),
}


def of(done, place):
    return next(one for one in done.files if one["path"] == place)


@pytest.mark.parametrize("place", FILES)
def test_what_a_file_shows(done, place):
    personal, certain, unsure, copy, special = FILES[place]
    one = of(done, place)
    if place == "Acties 2023/bellijst.csv":  # with their customer numbers and names all eight are certain
        certain, unsure, copy = certain | unsure, set(), True
    assert one["personal"] == personal
    assert {p["crm_id"] for p in one["people"] if p["certain"]} == certain
    assert {p["crm_id"] for p in one["people"] if not p["certain"]} == unsure
    assert (one["from_crm"], one["special"]) == (copy, special)


def test_numbers_of_another_list_point_at_nobody_and_own_numbers_do(done):
    assert of(done, "losse nummers.csv")["people"] == []
    erased = [p for p in of(done, "met gewiste.csv")["people"] if p["crm_id"] == "C9"]
    assert erased[0]["certain"] and "id_column" in erased[0]["evidence"]


def test_the_same_content_and_the_same_rows(done):
    first = of(done, "Acties 2023/bellijst.csv")["id"]
    assert of(done, "kopie van bellijst.csv")["duplicate_of"] == first
    assert of(done, "andersom.csv")["near_copy"] == first and of(done, "andersom.csv")["duplicate_of"] is None
    assert of(done, "met gewiste.csv")["near_copy"] is None


def found(done, place):
    return {(f["check"], f["violates"]) for f in of(done, place)["findings"]}


def test_the_verdict_is_that_of_the_checks(done):
    assert ("file-copies-crm", True) in found(done, "Acties 2023/bellijst.csv")
    assert ("file-holds-erased-person", True) in found(done, "met gewiste.csv")
    assert ("file-stale", True) in found(done, "Acties 2023/bellijst.csv")  # C7 was erased after that day
    assert ("file-with-special-data", True) in found(done, "lunch.csv")
    assert found(done, "prijzen.csv") == set()
    assert of(done, "Acties 2023/bellijst.csv")["asked"] == {"erased": 1, "objected": 1}  # C7; C3
    assert of(done, "prijzen.csv")["asked"] == {}
    # People who are to be confirmed are no people in the file.
    assert not any(violates for check, violates in found(done, "namen.csv") if check == "file-holds-erased-person")
    assert {violates for _, violates in found(done, "raadsel.csv")} == {None}


def test_what_was_not_read_is_named(done):
    reasons = {one["path"]: one["reason"] for one in done.files if one["unreadable"]}
    expected = {"uit": "link_out"} | ({"pijp": "special"} if hasattr(os, "mkfifo") else {})
    assert reasons == expected and not done.complete
    assert done.summary["links_inside"] == 1  # naar binnen; kring leads to nothing but itself
    assert not any(one["path"].startswith(("uit/", "naar")) for one in done.files)


def test_the_results_hold_nobody_by_name(done):
    told = "".join(path.read_text("utf-8") for path in done.out.iterdir() if path.is_file())
    for secret in ("Amrani", "amrani.example", "0600000003", "+31600000003", "steen.example", "1975-12-31"):
        assert secret not in told
    assert os.name == "nt" or done.out.stat().st_mode & 0o077 == 0


def test_the_erased_by_a_list_of_hashes(crm, tmp_path):
    write(tmp_path / "map" / "x.csv", ("last_name", "email"), [("Weg", "Roos@Weg.example")])
    listed = tmp_path / "gewist.txt"
    listed.write_text(hashlib.sha256(b"roos@weg.example").hexdigest() + ";2026\n", "utf-8")
    found = search(tmp_path / "map", crm, on=ON, erased=listed)
    assert of(found, "x.csv")["erased_hashes"] == [1]
    assert ("file-holds-erased-person", True) in {(f["check"], f["violates"]) for f in found.files[0]["findings"]}
    listed.write_text("roos@weg.example\n", "utf-8")
    with pytest.raises(AvgkitError, match="regel 1"):
        search(tmp_path / "map", crm, erased=listed)


def test_without_a_crm_nobody_is_known_and_nothing_is_claimed(tmp_path):
    write(tmp_path / "map" / "x.csv", HEAD, [PEOPLE[0][:6]])
    found = search(tmp_path / "map", on=ON)
    (one,) = found.files
    assert (one["personal"], one["people"], one["from_crm"]) == ("yes", [], None)
    assert {c["check"]: c["status"] for c in found.summary["checks"]}["file-holds-erased-person"] == "not run"


# ---------------------------------------------------------------- stopping, hanging, dying
WORKER = """
import os, sys, time
from avgkit.shadow import finding, worker
real = finding.examine
def examine(path, place, *more):
    if "hang" in place: time.sleep(600)
    if "die" in place: os._exit(9)
    if "memory" in place: raise MemoryError
    if "fault" in place: raise ZeroDivisionError
    if "slow" in place: time.sleep(0.08)
    return real(path, place, *more)
finding.examine = examine
worker.serve()
"""


@pytest.fixture
def worker(tmp_path):
    (tmp_path / "w.py").write_text(WORKER, "utf-8")
    return (sys.executable, str(tmp_path / "w.py"))


def test_a_file_that_hangs_or_dies_costs_only_itself(crm, tmp_path, worker):
    names = ["a.csv", "die.csv", "fault.csv", "hang.csv", "memory.csv", "z.csv"]
    for name in names:
        write(tmp_path / "map" / name, HEAD, [PEOPLE[0][:6]])
    found = search(tmp_path / "map", crm, on=ON, jobs=2, bounds=Bounds(seconds=10, a_megabyte=0), command=worker)
    reasons = {one["path"]: one["reason"] for one in found.files}
    expected = {"a.csv": None, "die.csv": "process_died", "fault.csv": "failed", "hang.csv": "too_slow"}
    assert reasons == expected | {"memory.csv": "too_much_memory", "z.csv": None}
    assert all(one["unread"][0]["sentence"] for one in found.files if one["reason"])


def test_a_killed_search_goes_on_and_loses_and_doubles_nothing(crm, tmp_path, worker):
    for number in range(14):
        write(tmp_path / "map" / f"slow{number:02}.csv", HEAD, [PEOPLE[number % 8][:6]])
    crm.write(tmp_path / "crm")
    run = (
        "import sys; from avgkit import load_crm; from avgkit.shadow import search; "
        f"search({str(tmp_path / 'map')!r}, load_crm({str(tmp_path / 'crm')!r}), on={ON!r}, "
        f"out={str(tmp_path / 'out')!r}, command={worker!r})"
    )
    first = subprocess.Popen([sys.executable, "-c", run])
    journal = tmp_path / "out" / "files.jsonl"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not (journal.exists() and journal.read_bytes().count(b"\n") >= 4):
        time.sleep(0.02)
    os.kill(first.pid, signal.SIGKILL)
    first.wait()
    read = journal.read_bytes().count(b"\n")
    assert 4 <= read < 14
    with open(journal, "ab") as file:
        file.write(b'{"key": "half a li')
    from avgkit import load_crm

    again = search(tmp_path / "map", load_crm(tmp_path / "crm"), on=ON, out=tmp_path / "out", command=worker)
    assert again.summary["resumed"] == read
    lines = [json.loads(line) for line in journal.read_text("utf-8").splitlines()]
    assert len(lines) == len({line["key"] for line in lines}) == 14
    shown = {one["path"]: [person["crm_id"] for person in one["people"]] for one in again.files}
    assert shown == {f"slow{number:02}.csv": [PEOPLE[number % 8][0]] for number in range(14)}


def test_what_changed_is_read_again_and_another_crm_reads_all(crm, tmp_path):
    write(tmp_path / "map" / "a.csv", HEAD, [PEOPLE[0][:6]])
    write(tmp_path / "map" / "b.csv", HEAD, [PEOPLE[1][:6]])
    out = tmp_path / "out"
    search(tmp_path / "map", crm, on=ON, out=out)
    write(tmp_path / "map" / "a.csv", HEAD, [PEOPLE[2][:6], PEOPLE[3][:6]])
    second = search(tmp_path / "map", crm, on=ON, out=out)
    assert second.summary["resumed"] == 1
    assert {p["crm_id"] for p in of(second, "a.csv")["people"]} == {"C3", "C4"}
    assert len((out / "files.jsonl").read_text("utf-8").splitlines()) == 2  # what a.csv held before is gone
    told = json.loads((out / "search.json").read_text("utf-8"))
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    (out / "search.json").write_text(json.dumps(told | {"expires_on": yesterday}), "utf-8")
    assert search(tmp_path / "map", crm, on=ON, out=out).summary["resumed"] == 0  # expired: read anew
    prints = {people_index(Crm.of({"contacts": rows})).fingerprint for rows in (contacts(), contacts()[:1])}
    assert len(prints) == 2  # by which a file counts as read with that CRM


# ---------------------------------------------------------------- places and periods
def test_an_inventory_opens_nothing(tmp_path):
    fill(tmp_path / "map")
    for path in (tmp_path / "map").rglob("*.csv"):
        path.chmod(0)
    stock = inventory.inventory(tmp_path / "map")
    assert len(stock.entries) == 12 and stock.kinds()["csv"][0] == 12
    assert {code for _, code in stock.aside} >= {"link_out", "link_in"}
    assert stock.size == sum(p.lstat().st_size for p in (tmp_path / "map").rglob("*.csv") if not p.is_symlink())


def test_names_that_a_terminal_would_obey_are_shown_plain():
    assert inventory.shown("a\x1b[2Jb\nc") == "a\\x1b[2Jb\\nc"
    assert inventory.shown("gewoon é.csv") == "gewoon é.csv"


def test_own_results_inside_the_folder_are_left_alone(crm, tmp_path):
    write(tmp_path / "map" / "a.csv", HEAD, [PEOPLE[0][:6]])
    out = tmp_path / "map" / "uitkomst"
    for _ in range(2):
        found = search(tmp_path / "map", crm, on=ON, out=out)
        assert [one["path"] for one in found.files] == ["a.csv"]


def kept(out):
    """Results of a search that found nothing, of today, kept for ten days."""
    about = {"folder": "elders", "searched_on": date.today().isoformat(), "rate": None}
    results.prepare(out, about, 10)
    results.finish(out, {"files": [], "summary": {}}, "id\n")


def test_a_folder_with_something_else_is_refused(crm, tmp_path):
    write(tmp_path / "map" / "a.csv", HEAD, [])
    write(tmp_path / "vol" / "b.csv", HEAD, [])
    with pytest.raises(AvgkitError):
        search(tmp_path / "map", crm, out=tmp_path / "vol")
    kept(tmp_path / "out")
    with pytest.raises(AvgkitError, match="purge"):
        search(tmp_path / "vol", crm, out=tmp_path / "out")
    with pytest.raises(AvgkitError):
        search(tmp_path / "geen", crm)


def test_purge_removes_what_expired_and_only_that(tmp_path):
    for name in ("een", "twee"):
        kept(tmp_path / "r" / name)
    (tmp_path / "r" / "een" / "eigen.txt").write_text("van iemand", "utf-8")
    assert load(tmp_path / "r" / "een")["files"] == []
    last = date.today() + timedelta(days=10)
    assert len(purge(tmp_path / "r", today=last)["kept"]) == 2
    told = json.loads((tmp_path / "r" / "een" / "search.json").read_text("utf-8"))
    told["expires_on"] = (date.today() - timedelta(days=1)).isoformat()
    (tmp_path / "r" / "een" / "search.json").write_text(json.dumps(told), "utf-8")
    with pytest.raises(AvgkitError, match="purge"):
        load(tmp_path / "r" / "een")
    gone = purge(tmp_path / "r")
    assert [one["folder"] for one in gone["removed"]] == [str(tmp_path / "r" / "een")]
    assert [p.name for p in (tmp_path / "r" / "een").iterdir()] == ["eigen.txt"]
    assert results.state(tmp_path / "r" / "twee")
    assert len(purge(tmp_path / "r" / "twee", everything=True)["removed"]) == 1
    assert not (tmp_path / "r" / "twee").exists()
