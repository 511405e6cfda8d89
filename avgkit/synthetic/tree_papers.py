"""The other papers in the sample folder: letters, mail, notes, and what nobody can read."""

from datetime import datetime
from random import Random

from .papers import container, docx, eml, msg, odt, pdf, xlsx
from .tree import Paper, Planted
from .tree_lists import calls, holds, mailing, table
from .tree_people import Cast, Person

_ORDERS = ("999990007", "999990019", "999990020", "999990032")
_BACKUP = "Backup van backup/"


def papers(cast: Cast, rng: Random) -> list[Paper]:
    """Every other paper of the sample."""
    made = [*_documents(cast), *_mail(cast, rng), *_notes(cast), *_shut(cast, rng), *_small(cast)]
    return made


def _some(people: list[Person], start: int, number: int) -> list[Person]:
    """So many people from a place near the end of the list, where the lists do not draw from."""
    back = people[::-1][3:]  # the last three lend their names to others
    return back[start : start + number]


def _documents(cast: Cast) -> list[Paper]:
    made = []

    def add(path: str, content: bytes, planted: Planted) -> None:
        made.append(Paper(path, content, cast.last, (planted,)))

    one = _some(cast.quiet, 0, 1)
    path = "Correspondentie/brief klacht.docx"
    said = [f"Geachte {person.name}," for person in one]
    said += ["Dank voor uw bericht. Wij hebben uw fiets nagekeken.", "Met vriendelijke groet,", "Klantenservice"]
    contact = [["E-mail", "Telefoon"], *([person.email, person.phone] for person in one)]
    add(path, docx(said, contact), holds(path, one, cast))
    path = "Handleidingen/koffiemachine.docx"
    add(path, docx(["Zet de machine aan.", "Wacht tot het lampje groen is.", "Spoel daarna de kan om."]), Planted(path))
    path = "Handleidingen/kantoortijden.odt"
    add(
        path,
        odt(["Het kantoor is open van negen tot vijf.", "Bel de storingsdienst bij wateroverlast."]),
        Planted(path),
    )
    there = _some(cast.quiet, 1, 6) + cast.objected[:1]
    path = "Evenementen/presentielijst.pdf"
    lines = ["Presentielijst open dag", *(f"{person.name}   {person.email}" for person in there)]
    add(path, pdf([lines]), holds(path, there, cast))
    path = "Contracten/scan contract.pdf"
    add(path, pdf([[], []]), Planted(path, personal="unknown", unreadable=True, reason="pages_without_text"))
    return made


def _mail(cast: Cast, rng: Random) -> list[Paper]:
    at = datetime(2025, 9, 3, 10, 15)
    desk = "Verkoop <verkoop@kantoor.example>"
    people = _some(cast.quiet, 7, 5)
    path = "Mail/FW lijstje voor vrijdag.eml"
    files = {"lijst vrijdag.xlsx": xlsx({"Blad1": calls(people, rng)})}
    body = "Hoi Jan,\n\nHierbij de lijst voor vrijdag.\n\nGroet, Karin\n"
    content = eml("FW: lijstje voor vrijdag", desk, ["Jan <jan@kantoor.example>"], body, at, files)
    inner = f"{path}/lijst vrijdag.xlsx"
    made = [Paper(path, content, cast.last, (Planted(path, "yes"), holds(inner, people, cast, rows=len(people))))]
    one, more = _some(cast.quiet, 12, 1), _some(cast.quiet, 13, 4)
    path = "Mail/Vraag over factuur.msg"
    sender = (one[0].name, one[0].email) if one else ("Onbekend", "iemand@elders.example")
    files = {"export.csv": table(mailing(more), separator=";")}
    body = "Goedemiddag,\r\n\r\nKlopt mijn factuur wel?\r\n"
    content = msg("Vraag over factuur", sender, [("Verkoop", "verkoop@kantoor.example")], body, at, files)
    inside = (holds(path, one, cast, personal="yes"), holds(f"{path}/export.csv", more, cast, rows=len(more)))
    return [*made, Paper(path, content, cast.last, inside)]


def _notes(cast: Cast) -> list[Paper]:
    made = []
    one, other = _some(cast.quiet, 17, 1), _some(cast.quiet, 18, 1)
    path = "Jan oude laptop/notities gesprekken.txt"
    said = [f"{p.name} ({p.email}): zit al maanden thuis met een burn-out, pas na de zomer bellen." for p in one]
    said += [f"{p.name} ({p.email}): is geopereerd aan het hart en mag nog niet fietsen." for p in other]
    facts = holds(path, one + other, cast, special=["gezondheid"])
    made.append(Paper(path, "\r\n".join(said).encode("cp1252", "replace"), cast.last, (facts,)))
    path = "Verkoop/aantekeningen levering.txt"  # words that look like more than they are
    said = [
        "We worden ziek van het wachten op de leverancier.",
        "De kraan in de Kerkstraat staat nog open; de pallet is blind vertrouwen op de planning.",
        *(f"Ordernummer {number}: uitgeleverd." for number in _ORDERS[:2]),
        "Het katholieke kerkgebouw is een mooi decor voor de foto's.",
    ]
    made.append(Paper(path, "\n".join(said).encode(), cast.last, (Planted(path),)))
    return made


def _shut(cast: Cast, rng: Random) -> list[Paper]:
    """What cannot be opened: locked, or of a kind that is not read."""
    made = []

    def add(path: str, content: bytes, reason: str) -> None:
        planted = Planted(path, personal="unknown", unreadable=True, reason=reason)
        made.append(Paper(path, content, cast.last, (planted,)))

    add("Directie/salarissen.xlsx", _locked(rng), "locked")
    add("Jan oude laptop/Outlook/archief.pst", b"!BDN" + rng.randbytes(4096), "pst")
    add(_BACKUP + "alles.7z", b"7z\xbc\xaf\x27\x1c\x00\x04" + rng.randbytes(2048), "7z")
    add(_BACKUP + "leden.mdb", b"\x00\x01\x00\x00Standard Jet DB\x00" + rng.randbytes(4096), "mdb")
    add("Contracten/foto formulier.png", b"\x89PNG\r\n\x1a\n" + rng.randbytes(512), "image")
    return made


def _locked(rng: Random) -> bytes:
    """A workbook as Excel locks it ([MS-OFFCRYPTO], agile); the key was never there, so nobody can open it."""
    from base64 import b64encode

    def random(size: int) -> str:
        return b64encode(rng.randbytes(size)).decode()

    space = "http://schemas.microsoft.com/office/2006"
    how = 'saltSize="16" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES"'
    how += ' cipherChaining="ChainingModeCBC"'
    how += ' hashAlgorithm="SHA512"'
    hashed = f'encryptedHmacKey="{random(64)}" encryptedHmacValue="{random(64)}"'
    key = f'encryptedVerifierHashInput="{random(16)}" encryptedVerifierHashValue="{random(64)}"'
    described = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption xmlns="{space}/encryption" '
        f'xmlns:p="{space}/keyEncryptor/password"><keyData {how} saltValue="{random(16)}"/><dataIntegrity {hashed}/>'
        f'<keyEncryptors><keyEncryptor uri="{space}/keyEncryptor/password"><p:encryptedKey spinCount="100000" {how} '
        f'saltValue="{random(16)}" {key} encryptedKeyValue="{random(32)}"/></keyEncryptor></keyEncryptors></encryption>'
    )
    size = 6000
    return container(
        {
            "EncryptionInfo": b"\x04\x00\x04\x00\x40\x00\x00\x00" + described.encode(),
            "EncryptedPackage": size.to_bytes(8, "little") + rng.randbytes(-(-size // 16) * 16),
        }
    )


def _small(cast: Cast) -> list[Paper]:
    """What programs leave behind."""
    user = "Jan"
    lock = bytes([len(user)]) + user.encode().ljust(54) + bytes([len(user), 0]) + user.ljust(54).encode("utf-16-le")
    left = (
        ("Verkoop/Acties/~$najaarsactie.xlsx", lock, ""),
        ("Verkoop/.~lock.rapport Q3.xlsb#", b",jan,pc-jan,03.09.2025 10:15,file:///home/jan;\n", ""),
        ("Nieuwe map/leeg.docx", b"", "empty"),
    )
    planted = (Planted(path, unreadable=bool(reason), reason=reason) for path, _, reason in left)
    return [Paper(one.path, content, cast.last, (one,)) for one, (_, content, _) in zip(planted, left, strict=True)]
