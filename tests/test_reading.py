"""Any file: what it really is, archives in archives, locks, and no content whatever that breaks it."""

import io
import os
import zipfile
import zlib
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avgkit import texts
from avgkit.reading import Limits, books, locks, open_file

CSV = b"naam;plaats\r\nJan;Epe\r\nPiet;Ede\r\n"


@pytest.fixture(autouse=True)
def dutch():
    texts.use("nl")
    yield
    texts.use(None)


def opened(tmp_path, content: bytes, name="x.csv", **more):
    path = tmp_path / name
    path.write_bytes(content)
    return open_file(path, **more)


def codes(one) -> list[str]:
    return [u.code for inside in one.all() for u in inside.unread]


def book() -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as workbook:
        sheet = workbook.add_worksheet("a")
        sheet.write_row(0, 0, ["Naam", "Plaats"])
        sheet.write_row(1, 0, ["Jan", "Epe"])
        sheet.write_comment("A2", "belt nooit")
    return made.getvalue()


def zipped(parts: dict, how=zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", how) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def parquet() -> bytes:
    made = io.BytesIO()
    columns = {
        "id": [1, 2],
        "bedrag": [1.5, 2.0],
        "op": [date(2024, 3, 1), None],
        "om": [datetime(2024, 3, 1, 14, 5), datetime(2024, 3, 2)],
        "prijs": [Decimal("1.10"), None],
        "lijst": [["a", "é"], []],
        "ja": [True, None],
    }
    pq.write_table(pa.table(columns), made)
    return made.getvalue()


def locked(content: bytes, password: str) -> bytes:
    ooxml = pytest.importorskip("msoffcrypto.format.ooxml")
    made = io.BytesIO()
    ooxml.OOXMLFile(io.BytesIO(content)).encrypt(password, made)
    return made.getvalue()


# ---------------------------------------------------------------- what it really is
MAIL = b"From: a@x.example\r\nSubject: hoi\r\n\r\nDag\r\n"
KINDS = {
    "leeg.csv": (b"", "empty"),
    "~$lijst.xlsx": (b"\x04Kees" + b" " * 50 + "\x04Kees".encode("utf-16-le"), "lock"),
    ".~lock.lijst.ods#": (b",Kees,pc,24.11.2026;file:///x;", "lock"),
    "tekst.xlsx": (CSV, "csv"),
    "boek.csv": (book(), "xlsx"),
    "pagina.html": (b"<!DOCTYPE html><p>hoi</p>", "html"),
    "mail.txt": (MAIL, "eml"),
    "x.parquet": (parquet(), "parquet"),
    "x.zip": (zipped({"a.csv": CSV}), "zip"),
    "leeg.zip": (zipped({}), "zip"),
    "brief.docx": (zipped({"word/document.xml": "<x/>"}), "docx"),
    "brief.zip": (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "odt"),
    "foto.xlsx": (b"\x89PNG\r\n\x1a\n" + bytes(20), "image"),
    "foto.jpg": (b"\xff\xd8\xff\xe0" + bytes(20), "image"),
    "x.pst": (b"!BDN" + bytes(600), "pst"),
    "x.mdb": (b"\x00\x01\x00\x00Standard Jet DB\x00", "mdb"),
    "x.7z": (b"7z\xbc\xaf\x27\x1c" + bytes(20), "7z"),
    "x.rar": (b"Rar!\x1a\x07\x00", "rar"),
    "x.doc": (b"MZ\x90\x00" + bytes(60), "exe"),
    "x.pdf": (b"%PDF-1.7\n", "pdf"),
    "x.json": (b'[{"a": 1}]', "json"),
    "x.xls": (b'<?xml version="1.0"?><Workbook/>', "xml"),
    "x.bin": (bytes(range(256)) * 9, "unknown"),
    "x.tar": (bytes(257) + b"ustar\x00" + bytes(300), "archive"),
}


@pytest.mark.parametrize("name", KINDS)
def test_the_content_tells_the_kind(tmp_path, name):
    content, kind = KINDS[name]
    one = opened(tmp_path, content, name)
    assert one.kind == kind and one.size == len(content) and len(one.sha256) == 64
    assert all(u.place and u.code and u.sentence for u in one.unread)
    if kind in ("image", "pst", "mdb", "7z", "rar", "exe", "archive"):
        assert codes(one) == [kind] and one.place in one.unread[0].sentence


def test_a_name_that_promises_something_else_is_told(tmp_path):
    one = opened(tmp_path, CSV, "x.xlsx")
    assert one.sheets[0].rows == 2 and one.complete
    assert one.problems == [
        texts.say("reading.misnamed", place="x.xlsx", name=".xlsx", kind=texts.say("reading.kind_csv"))
    ]
    assert opened(tmp_path, book(), "x.csv").sheets[0].headers == ["Naam", "Plaats"]
    assert not opened(tmp_path, CSV, "x.txt").problems


def test_a_lock_file_tells_who_has_the_document_open(tmp_path):
    one = opened(tmp_path, *reversed(("~$lijst.xlsx", KINDS["~$lijst.xlsx"][0])))
    assert "Kees" in one.texts[0].text and one.complete
    assert one.problems == [texts.say("reading.lock", place="~$lijst.xlsx")]


def test_what_is_no_file_is_named(tmp_path):
    assert codes(open_file(tmp_path)) == ["not_file"]
    assert codes(open_file(tmp_path / "nergens.csv")) == ["unreadable"]
    os.mkfifo(tmp_path / "pijp")
    assert codes(open_file(tmp_path / "pijp")) == ["not_file"]


def test_names_with_strange_signs_do_not_reach_a_sentence(tmp_path):
    one = opened(tmp_path, b"", "a\nb\x1b[2J.csv")
    assert one.unread[0].place == "a\ufffdb\ufffd[2J.csv" and one.unread[0].sentence.isprintable()


# ---------------------------------------------------------------- archives
def test_every_file_in_a_zip_is_opened(tmp_path):
    inner = zipped({"map/diep.csv": CSV, "leeg.txt": b""})
    one = opened(tmp_path, zipped({"a.csv": CSV, "b.xlsx": book(), "in.zip": inner, "map/": b""}), "x.zip")
    places = [inside.place for inside in one.all()]
    below = ["a.csv", "b.xlsx", "in.zip", "in.zip/map/diep.csv", "in.zip/leeg.txt"]
    assert places == ["x.zip", *(f"x.zip/{name}" for name in below)]
    assert codes(one) == ["empty"] and one.inner[1].texts[0].place == "x.zip/b.xlsx · a · A2"
    assert one.inner[0].sheets[0].frame().num_rows == 2


def test_what_was_in_a_zip_can_be_read_after_it_is_let_go(tmp_path):
    sheet = opened(tmp_path, zipped({"in.zip": zipped({"a.csv": CSV})}), "x.zip").inner[0].inner[0].sheets[0]
    assert sheet.frame().num_rows == 2


def test_archives_too_deep_are_named(tmp_path):
    content = CSV
    for number in range(5):
        content = zipped({f"{number}.{'zip' if number else 'csv'}": content})
    one = opened(tmp_path, content, "x.zip")
    assert codes(one) == ["too_deep"] and len(list(one.all())) == 4 and one.size
    assert len(list(opened(tmp_path, content, "x.zip", limits=Limits(depth=9)).all())) == 6


def link() -> zipfile.ZipInfo:
    info = zipfile.ZipInfo("koppeling")
    info.create_system, info.external_attr = 3, 0o120777 << 16
    return info


def test_names_and_links_that_lead_out_of_the_zip_are_not_followed(tmp_path):
    one = opened(tmp_path, zipped({"../a.csv": CSV, "/b.csv": CSV, "c:\\d.csv": CSV, link(): "/etc/passwd"}), "x.zip")
    assert codes(one) == ["path", "path", "path", "link"] and not one.inner
    assert not (tmp_path.parent / "a.csv").exists()


def test_the_same_name_twice_is_read_twice(tmp_path):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed, pytest.warns(UserWarning):
        packed.writestr("a.csv", CSV)
        packed.writestr("a.csv", CSV + b"Kees;Urk\r\n")
    one = opened(tmp_path, made.getvalue(), "x.zip")
    assert [(i.place, i.sheets[0].rows) for i in one.inner] == [("x.zip/a.csv", 2), ("x.zip/a.csv (2)", 3)]


def test_a_bomb_is_refused_while_it_is_unpacked(tmp_path):
    one = opened(tmp_path, zipped({"b.txt": bytes(60_000_000), "a.csv": CSV}), "x.zip")
    assert codes(one) == ["ratio"] and one.inner[0].sheets[0].rows == 2
    one = opened(tmp_path, zipped({"b.txt": b"ab" * 900, "a.csv": CSV}), "x.zip", limits=Limits(unpacked=1000))
    assert codes(one) == ["too_large"] and len(one.inner) == 1
    nested = zipped({f"{n}.zip": zipped({"b.txt": b"ab" * 300}) for n in range(9)})
    one = opened(tmp_path, nested, "x.zip", limits=Limits(unpacked=2500))
    assert sum(i.kind == "txt" for i in one.all()) == 3 and set(codes(one)) == {"too_large"}
    one = opened(tmp_path, zipped({f"{n}.csv": CSV for n in range(9)}), "x.zip", limits=Limits(parts=8))
    assert codes(one) == ["too_many_rest"] and len(one.inner) == 8


def test_a_size_that_lies_is_damage(tmp_path):
    content = zipped({"a.txt": b"a" * 5000})
    size = (5000).to_bytes(4, "little")
    assert codes(opened(tmp_path, content.replace(size, (20).to_bytes(4, "little")), "x.zip")) == ["damaged"]


# ---------------------------------------------------------------- locks
def test_a_locked_workbook(tmp_path):
    content = locked(book(), "geheim")
    for password, code in ((None, "locked"), ("fout", "wrong_password")):
        one = opened(tmp_path, content, "x.xlsx", password=password)
        assert one.locked and codes(one) == [code] and not one.sheets
        assert one.unread[0].sentence == texts.say(f"reading.{code}", place="x.xlsx")
    one = opened(tmp_path, content, "x.xlsx", password="geheim")
    assert one.sheets[0].rows == 1 and one.complete and one.texts and not one.locked
    assert texts.say("reading.unlocked", place="x.xlsx") in one.problems
    one = opened(tmp_path, zipped({"x.xlsx": content}), "x.zip", password="geheim")
    assert one.complete and one.inner[0].sheets[0].rows == 1


def test_what_excel_locks_for_nobody_is_open_to_all(tmp_path):
    assert opened(tmp_path, locked(book(), "VelvetSweatshop"), "x.xlsx").sheets[0].rows == 1


def test_a_lock_that_would_take_hours_is_not_tried(tmp_path, monkeypatch):
    content = locked(book(), "geheim")
    monkeypatch.setattr(locks, "MOST_TURNS", 99_999)
    assert codes(opened(tmp_path, content, "x.xlsx", password="geheim")) == ["lock_unknown"]


def classic(password: bytes) -> bytes:
    """A zip of which the only part is locked in the classic way (PKWARE), made here because Python only reads it."""
    keys = [0x12345678, 0x23456789, 0x34567890]
    table = []
    for n in range(256):
        for _ in range(8):
            n = (n >> 1) ^ 0xEDB88320 if n & 1 else n >> 1
        table.append(n)

    def turn(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ table[(keys[2] ^ (keys[1] >> 24)) & 0xFF]

    for byte in password:
        turn(byte)
    crc, made = zlib.crc32(CSV), bytearray()
    for byte in bytes(11) + bytes([crc >> 24]) + CSV:
        two = keys[2] | 2
        made.append(byte ^ ((two * (two ^ 1)) >> 8 & 0xFF))
        turn(byte)
    plain = zipped({"a.csv": CSV}, zipfile.ZIP_STORED)
    at = plain.index(CSV)
    start, end = bytearray(plain[:at]), bytearray(plain[at + len(CSV) :])
    start[6] |= 1
    start[18:22] = end[20:24] = len(made).to_bytes(4, "little")
    end[8] |= 1
    where = end.index(b"PK\x05\x06") + 16
    end[where : where + 4] = (at + len(made)).to_bytes(4, "little")
    return bytes(start + made + end)


def test_a_locked_zip(tmp_path):
    content = classic(b"geheim")
    for password, code in ((None, "locked"), ("fout", "wrong_password")):
        one = opened(tmp_path, content, "x.zip", password=password)
        assert one.locked and codes(one) == [code] and one.unread[0].place == "x.zip/a.csv"
    one = opened(tmp_path, content, "x.zip", password="geheim")
    assert one.complete and one.inner[0].sheets[0].rows == 2
    aes = bytearray(content)
    for mark, place in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = aes.index(mark) + place
        aes[at : at + 2] = (99).to_bytes(2, "little")
    assert codes(opened(tmp_path, bytes(aes), "x.zip", password="geheim")) == ["aes"]


# ---------------------------------------------------------------- Parquet
def test_parquet_as_text(tmp_path):
    one = opened(tmp_path, parquet(), "x.parquet")
    (sheet,) = one.sheets
    assert one.complete and sheet.rows == 2
    assert [list(row.values()) for row in sheet.frame().to_pylist()] == [
        ["1", "1.5", "2024-03-01", "2024-03-01 14:05:00", "1.10", '["a", "é"]', "true", 1],
        ["2", "2", None, "2024-03-02", None, "[]", None, 2],
    ]
    assert sheet.frame(1).num_rows == 1
    assert codes(opened(tmp_path, parquet(), "x.parquet", limits=Limits(unpacked=50))) == ["too_large"]
    assert codes(opened(tmp_path, parquet()[:-9], "x.parquet")) == ["damaged"]


# ---------------------------------------------------------------- nothing breaks it
def test_what_a_library_shouts_is_not_heard(capfd):
    with books.silent(), books.silent():
        os.write(2, b"thread panicked")
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"


SUFFIXES = [
    *("csv", "tsv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "parquet", "zip"),
    *("docx", "doc", "odt", "pdf", "eml", "msg", "html", "json", "pst", "7z"),
]
WHOLE = {
    "xlsx": book(),
    "parquet": parquet(),
    "zip": zipped({"a.csv": CSV, "b.xlsx": book()}),
    "csv": CSV * 20,
    "eml": MAIL,
    "ole": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1500),
    "ods": zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<x/>"}),
}


def swallowed(tmp_path, content: bytes, name: str) -> None:
    one = opened(tmp_path, content, name, limits=Limits(unpacked=5_000_000))
    for inside in one.all():
        assert all(u.place and u.code and u.sentence for u in inside.unread)
        for sheet in inside.sheets:
            frame = sheet.frame()
            assert frame.num_rows == sheet.rows and frame.num_columns == len(sheet.headers) + 1
    assert one.sheets or one.texts or one.inner or one.unread or one.kind in ("zip", "lock") or one.size < 3_000


SETTINGS = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(st.binary(max_size=400), st.sampled_from(SUFFIXES))
def test_random_bytes_break_nothing(tmp_path, content, suffix):
    swallowed(tmp_path, content, f"x.{suffix}")


@SETTINGS
@given(st.sampled_from(sorted(WHOLE)), st.sampled_from(SUFFIXES), st.floats(0, 1), st.floats(0, 1), st.integers(0, 255))
def test_cut_and_changed_files_break_nothing(tmp_path, kind, suffix, cut, place, byte):
    content = bytearray(WHOLE[kind][: max(int(len(WHOLE[kind]) * cut), 1)])
    content[int((len(content) - 1) * place)] = byte
    swallowed(tmp_path, bytes(content), f"x.{suffix}")


@SETTINGS
@given(st.text(st.sampled_from('ab;,\t"\n\r é1.'), max_size=120))
def test_odd_tables_are_counted_to_the_last_row(tmp_path, text):
    swallowed(tmp_path, text.encode(), "x.csv")


LETTERS = pytest.mark.parametrize("lang", texts.LANGUAGES)


@LETTERS
def test_every_sentence_can_be_said(lang):
    known = ("place", "count", "line", "limit", "cells", "names", "name", "kind", "column", "first", "number", "reason")
    values = dict.fromkeys((*known, "encoding"), "x")
    for key in texts._phrases("reading"):
        said = texts.say(f"reading.{key}", lang, **values)
        assert said and "{" not in said and "!" not in said
