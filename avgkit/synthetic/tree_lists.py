"""The lists in the sample folder: call lists, copies of the CRM, lists of years ago, in every form of a spreadsheet."""

import csv
import io
from datetime import date, datetime
from random import Random

from .papers import ods, xls, xlsb, xlsx, zipped
from .tree import Paper, Planted
from .tree_people import Cast, Person

_CALLS = ("Klantnummer", "Naam", "Telefoon", "E-mail", "Opmerking")
_MAILING = ("id", "first_name", "infix", "last_name", "email", "postal_code", "city")
_REMARKS = ("teruggebeld", "voicemail ingesproken", "wil folder", "belt zelf terug", "geen gehoor", "")
_MANY, _ROWS = 200, 250_000


def holds(path: str, people: list[Person], cast: Cast, **other) -> Planted:
    """What is planted in a file in which these people stand, with an address, number or key of their own."""
    inside = {person.id for person in people if person.id}
    gone = [person for person in cast.erased if person.id in inside]
    facts = {
        "personal": "yes" if people else "no",
        "people": inside,
        "erased": [person.id for person in gone],
        "erased_emails": [person.email for person in gone],
        "objected": inside & {person.id for person in cast.objected},
        "withdrawn": inside & {person.id for person in cast.withdrawn},
    }
    return Planted(path, **(facts | other))


def table(text: list[list], encoding: str = "utf-8", separator: str = ",") -> bytes:
    """Rows as a text with separators."""
    made = io.StringIO(newline="")
    csv.writer(made, delimiter=separator, lineterminator="\r\n").writerows(text)
    return made.getvalue().encode(encoding, "replace")


def calls(people: list[Person], rng: Random) -> list[list]:
    """A call list as somebody at sales keeps it."""
    return [list(_CALLS), *([p.id or None, p.name, p.phone, p.email, rng.choice(_REMARKS) or None] for p in people)]


def mailing(people: list[Person]) -> list[list]:
    """An export of the CRM for a mailing."""
    return [list(_MAILING), *([getattr(person, name) or "" for name in _MAILING] for person in people)]


def papers(cast: Cast, rng: Random) -> list[Paper]:
    """Every list of the sample."""
    draw = _drawing(cast.quiet)
    return [*_call_lists(cast, rng, draw), *_copies(cast, draw), *_older(cast, rng, draw), *_strange(cast, rng, draw)]


def _drawing(people: list[Person]):
    """A function that gives the next so many people, and starts again when all had a turn."""
    state = {"at": 0}

    def draw(number: int) -> list[Person]:
        start = state["at"]
        state["at"] += number
        return [people[(start + step) % len(people)] for step in range(min(number, len(people)))] if people else []

    return draw


def _call_lists(cast: Cast, rng: Random, draw) -> list[Paper]:
    said_no = cast.objected[:2] + cast.withdrawn[:1]
    first, autumn, gone = draw(14) + said_no, draw(9), draw(5) + cast.erased[:3]
    made = []
    path = "Jan oude laptop/Bureaublad/bellijst voorjaar.xlsx"
    # No key in this one: who is in it shows from address and number.
    rows = [[None, *row[1:]] if at else row for at, row in enumerate(calls(first, rng))]
    book = xlsx({"Bellijst": rows})
    made.append(Paper(path, book, cast.before, (holds(path, first, cast, rows=len(first), stale=bool(said_no)),)))
    copy = "Jan oude laptop/Nieuwe map (2)/Kopie van bellijst.xlsx"
    again = holds(copy, first, cast, rows=len(first), stale=bool(said_no), duplicate_of=path)
    made.append(Paper(copy, book, cast.before, (again,)))
    path = "Verkoop/Acties/najaarsactie.xlsx"
    titled = [["Najaarsactie"], [], *calls(autumn, rng)]
    pages = {"Bellen": titled, "Oud": calls(gone, rng), "Uitleg": [["Bel tussen 10 en 16 uur."]]}
    rows = len(autumn) + len(gone)
    facts = holds(path, autumn + gone, cast, rows=rows, stale=bool(cast.erased[:3]))
    made.append(Paper(path, xlsx(pages, hidden=("Oud",)), cast.before, (facts,)))
    return made


def _copies(cast: Cast, draw) -> list[Paper]:
    people = draw(30) + cast.objected + cast.withdrawn
    path = "Acties 2023/export_crm_nieuwsbrief.csv"
    old = table(mailing(people), "cp1252", ";")
    facts = holds(path, people, cast, rows=len(people), stale=bool(cast.objected or cast.withdrawn))
    made = [Paper(path, old, cast.before, (facts,))]
    packed = "Backup van backup/archief.zip"
    inner = draw(12)
    listed = table(mailing(inner))
    second = zipped([("2022/klanten.csv", listed), ("2022/leesmij.txt", b"Oude bestanden, niet weggooien.\r\n")])
    content = zipped([("map/2022.zip", second), ("map/export.csv", old)])
    inside = (
        Planted(packed),
        Planted(f"{packed}/map/2022.zip"),
        holds(f"{packed}/map/2022.zip/2022/klanten.csv", inner, cast, rows=len(inner)),
        Planted(f"{packed}/map/2022.zip/2022/leesmij.txt"),
        holds(f"{packed}/map/export.csv", people, cast, rows=len(people), stale=facts.stale, duplicate_of=path),
    )
    return [*made, Paper(packed, content, cast.last, inside)]


def _older(cast: Cast, rng: Random, draw) -> list[Paper]:
    """The forms of a spreadsheet that are not xlsx."""
    made = []
    for path, form in (
        ("Jan oude laptop/klanten 2004.xls", xls),
        ("Verkoop/rapport Q3.xlsb", xlsb),
        ("Vrijwilligers/rooster.ods", ods),
    ):
        people = draw(7)
        rows = [[*row, date(2024, 3, 1 + at)] if at else [*row, "Datum"] for at, row in enumerate(calls(people, rng))]
        content = form({"Blad1": rows, "Blad2": [["leeg blad"]]}, hidden=("Blad2",))
        made.append(Paper(path, content, cast.last, (holds(path, people, cast, rows=len(people)),)))
    return made


def _strange(cast: Cast, rng: Random, draw) -> list[Paper]:
    """Lists that look like something else, or look like they hold somebody."""
    people, made = draw(6), []

    def add(path: str, content: bytes, planted: Planted, at: datetime = cast.last) -> None:
        made.append(Paper(path, content, at, (planted,)))

    path = "Verkoop/lijst.xlsx"  # a text with the name of a workbook
    add(path, table(mailing(people), separator=";"), holds(path, people, cast, rows=len(people)))
    path = "Verkoop/adressen (leeg).csv"
    add(path, table([list(_MAILING)]), Planted(path, rows=0))
    path = "Inkoop/prijslijst.xlsx"
    prices = [["Artikel", "Omschrijving", "Prijs"], ["A-100", "Zadel grijs", 39.95], ["A-101", "Bel messing", 12.5]]
    add(path, xlsx({"Prijzen": prices}), Planted(path, rows=2))
    path = "Evenementen/wie komt er.csv"  # the names of people of the CRM, who are somebody else
    same = [["naam", "e-mail", "telefoon"], *([p.name, p.email, p.phone] for p in cast.namesakes)]
    facts = {"personal": "yes", "to_confirm": [p.id for p in cast.namesakes], "rows": len(cast.namesakes)}
    add(path, table(same), Planted(path, **facts))
    path = "Inkoop/postbussen.csv"
    boxes = [["bedrijf", "e-mail"], *([p.company, p.email] for p in cast.boxes)]
    facts = {"personal": "unknown", "to_confirm": [p.id for p in cast.boxes], "rows": len(cast.boxes)}
    add(path, table(boxes), Planted(path, **facts))
    path = "Evenementen/vreemden.csv"
    others = cast.strangers[:8]
    facts = holds(path, others, cast, rows=len(others))
    add(path, table([["Naam", "Mobiel", "Mail"], *([p.name, p.phone, p.email] for p in others)]), facts)
    for name in (
        "Archief/Überzicht – klanten ☎ 客户.csv",
        "Archief/" + "heel lange naam " * 12 + ".csv",
        "Archief/-rf.csv",
        "Archief/=cmd.csv",
        "Archief/regel\neinde.csv",
    ):
        few = draw(2)
        add(name, table(mailing(few)), holds(name, few, cast, rows=len(few), reason="odd_name"))
    return made


def many(cast: Cast, rng: Random) -> list[Paper]:
    """What a large folder has more of: a list with very many rows, and very many lists."""
    draw, made = _drawing(cast.quiet), []
    people = draw(100)
    lines = mailing(people)
    for number in range(_ROWS - len(people)):
        mail = f"lezer{number}@elders.example"
        lines.append(["", f"Lezer{number}", "", "Voorbeeld", mail, "", "Emmeloord"])
    path = "Archief/alle lezers ooit.csv"
    made.append(Paper(path, table(lines, separator=";"), cast.last, (holds(path, people, cast, rows=_ROWS),)))
    for number in range(_MANY):
        few = draw(5)
        path = f"Archief/per week/{2019 + number // 52} week {number % 52 + 1:02d}/bellijst.xlsx"
        made.append(Paper(path, xlsx({"Week": calls(few, rng)}), cast.last, (holds(path, few, cast, rows=len(few)),)))
    return made
