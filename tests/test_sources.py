"""What comes in: dirty exports and wrong declarations; what can be read is, and what is not is counted and told."""

import csv
import datetime as dt
import decimal
import io
import os
import random
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import avgkit
from avgkit import Crm, Policy, schema, texts
from avgkit.declaring import read_value
from avgkit.errors import AvgkitError
from avgkit.frames import Engine
from avgkit.sources import open_inputs
from avgkit.sources.csvs import open_csv
from avgkit.tables import Source

CHINOOK = Path(__file__).parents[2] / "shared" / "real" / "chinook"
HEAD = "id,contact,sent_at,channel,kind,purpose\n"
ROWS = "m1,c1,2026-03-01,email,marketing,news\nm2,c2,2026-03-02,email,marketing,news\n"


def say(key: str, /, **values) -> str:
    return texts.say(f"errors.{key}", **values)


def tell(note: str, side="policy") -> str:
    """The sentence that a short note stands for: its phrase, its place, its values, and ~ before the nearest name."""
    key, place, *parts = note.split(" ")
    file, _, line = place.partition(":")
    near = "".join(f" {say('did_you_mean', near=part[1:])}" for part in parts if part[0] == "~")
    values = dict(part.split("=", 1) for part in parts if part[0] != "~")
    values = {name: say(value[1:]) if value[0] == "@" else value for name, value in values.items()}
    table, column = file.partition(".")[0], values.get("name")
    if key.startswith("required"):
        values["meaning"] = schema.tables(side)[table].columns[column].meaning[texts.language()]
    where = say("row", file=file, line=line) if line else file
    return (f"{where}: {say(key)}." if key.startswith("reason") else say(key, where=where, **values)) + near


def folder(tmp_path: Path, **files) -> Path:
    """A folder with these files: `contacts_csv` is contacts.csv."""
    tmp_path.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / name.replace("_csv", ".csv").replace("_parquet", ".parquet")).write_bytes(data)
    return tmp_path


def source(crm, file: str):
    return next(s for s in crm.sources if s.file == file)


def rows(crm, table="messages", *columns) -> list[tuple]:
    frame = crm.frame(table, columns=list(columns) or ["id", "contact", "purpose"])
    return [tuple(None if pd.isna(v) else v for v in row) for row in frame.itertuples(index=False)]


def refused(call, *args, **kwargs) -> list[str]:
    with pytest.raises(AvgkitError) as error:
        call(*args, **kwargs)
    assert all(problem.strip()[-1] in ".?:" and "\n" not in problem for problem in error.value.problems)
    return error.value.problems


# ---------------------------------------------------------------- CSV: written in any way
PLAIN = [("m1", "c1", "news"), ("m2", "c2", "news")]
WRITTEN = {
    "plain": HEAD + ROWS,
    "with a byte order mark": "\ufeff" + HEAD + ROWS,
    "lines end in CRLF": (HEAD + ROWS).replace("\n", "\r\n"),
    "lines end in CR": (HEAD + ROWS).replace("\n", "\r"),
    "no line end at the end": (HEAD + ROWS).rstrip(),
    "semicolons": (HEAD + ROWS).replace(",", ";"),
    "tabs": (HEAD + ROWS).replace(",", "\t"),
    "pipes": (HEAD + ROWS).replace(",", "|"),
    "sep= above the header": "sep=;\n" + (HEAD + ROWS).replace(",", ";"),
    "blank lines everywhere": "\n\n" + HEAD + "\n\n" + ROWS.replace("\nm2", "\n\nm2") + "\n\n",
    "a line of spaces": HEAD + "   \n" + ROWS,
    "lines of separators only": HEAD + ",,,,,\n" + ROWS + ",,,,,\n",
    "quoted header": '"id","contact","sent_at","channel","kind","purpose"\n' + ROWS,
    "capitals and spaces in the header": " ID, Contact ,SENT_AT,Channel,Kind,Purpose\n" + ROWS,
    "a separator inside a quoted header": ('"id",contact,"a;b;c;d;e;f;g",purpose\nm1,c1,,news\nm2,c2,,news\n'),
    "a line break inside a quoted header": 'id,contact,"a\nb",purpose\nm1,c1,,news\nm2,c2,,news\n',
}


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_a_file_is_read_however_it_is_written(tmp_path, text):
    crm = avgkit.load_crm(folder(tmp_path, messages_csv=text))
    assert rows(crm) == PLAIN
    assert source(crm, "messages.csv").complete


LINE_ENDS = {"LF": "\n", "CRLF": "\r\n", "CR": "\r"}


@pytest.mark.parametrize("one", LINE_ENDS)
@pytest.mark.parametrize("other", LINE_ENDS)
def test_line_ends_may_differ_within_a_file_and_within_a_text(tmp_path, one, other):
    a, b = LINE_ENDS[one], LINE_ENDS[other]
    text = f'id,contact,purpose{a}m1,"c1",news{b}m2,c2,"n{b}s"{a}m3,"c3","news"{b}m4,c4,news{a}'
    crm = avgkit.load_crm(folder(tmp_path, messages_csv=text))
    found = [(k, c, re.sub(r"\s+", "|", p)) for k, c, p in rows(crm)]
    assert found == [("m1", "c1", "news"), ("m2", "c2", "n|s"), ("m3", "c3", "news"), ("m4", "c4", "news")]


# ---------------------------------------------------------------- CSV: what cannot be read is counted and told
COLUMNS = "no known columns"
DIRTY = {  # what is wrong: (the file, rows read, rows unread, line and reason of the first, or the sentence)
    "a row with too few fields": (HEAD + ROWS + "m3,c1\n", 2, 1, (4, "fields")),
    "a row with too many fields": (HEAD + "m3,c,,,,n,x,y\n" + ROWS, 2, 1, (2, "fields")),
    "an open quotation mark": (HEAD + ROWS + 'm3,"c1,,,,\nm4,c1,,,,\n', 2, 2, (4, "quotes")),
    "one that takes the whole file along": ('id,purpose\nm1,"a\nm2,b\nm3,c\nm4,d\n', 0, 4, (2, "quotes")),
    "one halfway, in the last column": ('id,purpose\nm1,a\nm2,"b\nm3,c\n', 1, 2, (3, "quotes")),
    "text after a closing mark": (HEAD + 'm3,"c"1,,,,\n' + ROWS, 2, 1, (2, "quotes")),
    "a wrong byte in UTF-8": (
        (HEAD + ROWS + "m3,c1,,,,caf\u00e9\u00e9\n").encode() + b"m4,c1,,,,caf\xe9\n",
        3,
        1,
        (5, "encoding"),
    ),
    "a cell of 3 MB": (HEAD + ROWS + "m3,c1,,,," + "x" * 3_000_000 + "\n", 2, 1, (4, "long")),
    "0 bytes": ("", 0, 1, "file_empty messages.csv"),
    "line ends only": ("\n\n", 0, 1, "file_empty messages.csv"),
    "an open mark in the header": ('"id,contact\n' + ROWS, 0, 2, "header_unread messages.csv"),
    "a header of 3 MB": ("id," + "x" * 3_000_000 + "\nm1,y\n", 0, 1, "header_unread messages.csv"),
    "no header, and so a person in it": ("1,Jan Jansen,jan@x.nl\n2,Piet,p@x.nl\n", 0, 1, COLUMNS),
    "a spreadsheet with the name of a CSV": (b"PK\x03\x04" + bytes(range(35, 256)), 0, 1, COLUMNS),
}


@pytest.mark.parametrize(("text", "read", "unread", "first"), DIRTY.values(), ids=DIRTY)
def test_rows_that_cannot_be_read_are_counted_and_told(tmp_path, text, read, unread, first):
    crm = avgkit.load_crm(folder(tmp_path, messages_csv=text))
    found = source(crm, "messages.csv")
    assert (found.rows_read, found.rows_unread) == (read, unread)
    if not isinstance(first, str):
        said = {"where": "messages.csv", "line": first[0], "reason": say(f"reason_{first[1]}")}
        sentence = say("rows_unread_one" if unread == 1 else "rows_unread", count=unread, **said)
    elif first == COLUMNS:
        sentence = say("no_columns", where="messages.csv", expected="id, contact, sent_at, channel, kind, purpose")
    else:
        sentence = tell(first)
    assert found.problems == [sentence]
    assert not found.complete
    assert crm.count("messages") == read
    assert "jan@x.nl" not in repr(crm.sources), "what stood in the file is not told"


ENCODINGS = {  # how systems write a text: (the codec, what it is called, whether it was guessed)
    "Windows": ("cp1252", "cp1252", False),
    "MS-DOS": ("cp850", "cp850", True),
    "UTF-16 with its mark": ("utf-16", "utf-16", False),
    "UTF-16 without it": ("utf-16-le", "utf-16-le", False),
    "UTF-8 with a mark": ("utf-8-sig", "utf-8", False),
}


@pytest.mark.parametrize(("codec", "name", "guessed"), ENCODINGS.values(), ids=ENCODINGS)
def test_a_text_is_read_as_it_was_written(tmp_path, codec, name, guessed):
    """One knowledge of encodings for a loose list and for a table of ours."""
    names = ["Zoë Müller", "Renée Köhler", "José Brück", "Anaïs Noël"]
    lines = "".join(f"m{n},c1,,,,{who}\n" for n, who in enumerate(names))
    crm = avgkit.load_crm(folder(tmp_path, messages_csv=(HEAD + lines).encode(codec)))
    found = source(crm, "messages.csv")
    assert [row[2] for row in rows(crm)] == names
    assert (found.encoding, found.rows_unread, bool(found.problems)) == (name, 0, guessed)
    assert not guessed or name in found.problems[0]


@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_what_is_told_is_told_in_the_language_of_the_user(tmp_path, lang):
    texts.use(lang)
    crm = avgkit.load_crm(folder(tmp_path, messages_csv=HEAD + ROWS + "m3,c1\n"))
    reason = texts.say("errors.reason_fields", lang)
    told = texts.say("errors.rows_unread_one", lang, where="messages.csv", count=1, line=4, reason=reason)
    assert source(crm, "messages.csv").problems == [told]


HARMLESS = {  # read whole, and yet something is to be told: (file, rows read, what is said)
    "a column name twice": ("id,id,contact\nm1,x,c1\n", 1, ["header_double messages.csv name=id"]),
    "a third one that looks like our second": ("id,id,id (2)\nm1,x,y\n", 1, ["header_double messages.csv name=id"]),
    "a column without a name": ("id,,contact\nm1,x,c1\n", 1, ["header_empty messages.csv column=2"]),
    "the header once more": (HEAD + ROWS + HEAD + "m3,c1,,,,\n", 3, ["header_again messages.csv line=4"]),
    "a header and nothing else": (HEAD, 0, []),
    "a null byte": (HEAD + ROWS + "m3,c\x001,,,,\n", 3, []),
    "one column": ("id\nm1\nm2\n", 2, []),
    "a cell of 1 MB": (HEAD + "m1,c1,,,," + "x" * 1_000_000 + "\n", 1, []),
}


@pytest.mark.parametrize(("text", "read", "notes"), HARMLESS.values(), ids=HARMLESS)
def test_oddities_that_lose_nothing_are_told_and_no_more(tmp_path, text, read, notes):
    crm = avgkit.load_crm(folder(tmp_path, messages_csv=text))
    found = source(crm, "messages.csv")
    assert (found.rows_read, found.complete) == (read, True)
    assert found.problems == [tell(note) for note in notes]


def test_a_header_that_names_a_person_or_nothing_is_told_by_its_number(tmp_path):
    crm = avgkit.load_crm(folder(tmp_path, messages_csv="id,,jan@x.nl,shoe,06-12345678\nm1,,,,\n"))
    wanted = [say("nameless_column", number=n) for n in (2, 3)] + ["shoe", say("nameless_column", number=5)]
    assert source(crm, "messages.csv").columns_unused == wanted


def test_a_line_number_is_that_of_the_file_also_after_rows_that_were_not_read(tmp_path):
    text = "id,sent_at\nm1,2026-03-01\nm2\nm3,2026-03-01\nm4,x,y\n,2026-03-01\nm6,2026-02-30\n"
    crm = avgkit.load_crm(folder(tmp_path, messages_csv=text))
    fields, moment = say("reason_fields"), say("expect_moment")
    assert source(crm, "messages.csv").problems == [
        say("rows_unread", where="messages.csv", count=2, line=3, reason=fields),
        say("values_unread_one", where="messages.csv", name="sent_at", line=7, expected=moment),
        say("keys_missing_one", where="messages.csv", file="messages"),
    ]
    assert [r[0] for r in rows(crm)] == ["m1", "m3", "m6", "messages#6"]


PIECES = ["a", "", "é", '"q"', '"a""b"', '"x\ny"', '"a,b"', '"open', 'close"', 'a"b', '"a"b', "\\", " ", '"\n"', "''"]


def test_every_line_of_a_dirty_file_is_read_or_counted(tmp_path):
    """Against a strict reader of another make: what that one reads we read, what it refuses we count."""
    chance, path, engine = random.Random(4), tmp_path / "messages.csv", Engine()
    for _ in range(300):
        ends = chance.choice([["\n"], ["\r\n"], ["\n", "\r\n"], ["\n", "\r\n", "\r", "\n\n"]])
        text = "id,campaign,purpose" + chance.choice(ends)
        for _ in range(chance.randint(1, 6)):
            fields = 3 if chance.random() < 0.8 else chance.randint(2, 5)
            known = PIECES if chance.random() < 0.5 else PIECES[:7]
            text += ",".join(chance.choice(known) for _ in range(fields)) + chance.choice(ends)
        path.write_bytes(text.encode())
        told = Source("messages", path.name)
        raw = open_csv(engine, path, told)
        found = engine.rows(f"SELECT coalesce(id, ''), coalesce(campaign, ''), coalesce(purpose, '') FROM {raw}")
        plain = text.replace("\r\n", "\n").replace("\r", "\n")
        try:
            strict = [row for row in csv.reader(io.StringIO(plain), strict=True) if "".join(row).strip(" ")][1:]
        except csv.Error:
            assert told.rows_unread, text
            continue
        good = [tuple(row[:3]) for row in strict if not any(row[3:]) and len(row) > 2]
        bad = [row for row in strict if (any(row[3:]) or len(row) < 3) and "".join(row).strip()]
        assert sorted(found) == sorted(good), text
        assert bool(bad) == bool(told.rows_unread) == bool(told.problems), text


def test_a_large_file_with_line_breaks_in_texts_gets_no_row_too_many(tmp_path):
    """Read by several threads the engine would begin halfway such a text, and make a row of its second half."""
    path, many = tmp_path / "messages.csv", 250_000
    with open(path, "w", encoding="utf-8") as file:
        file.write("id,contact,purpose\n")
        for i in range(many):
            file.write(f'm{i},"two\nlines ""q"", of {i}",{"n" * 30}\n' if i % 9 == 0 else f"m{i},c{i},{'n' * 60}\n")
    crm = avgkit.load_crm(path)
    assert (crm.sources[0].rows_read, crm.sources[0].problems) == (many, [])


# ---------------------------------------------------------------- names of columns, files and folders
def test_columns_may_have_any_name(tmp_path):
    evil = '"; DROP TABLE contacts; --'
    names = ["id", "unread", "_row", "key", evil, "file_row_number", "nth", "O'Neill", "ID"]
    table = pa.table([[str(i)] for i in range(len(names))], names=names)
    with io.StringIO(newline="") as file:
        csv.writer(file).writerows([names, [str(i) for i in range(len(names))]])
        text = file.getvalue()
    pq.write_table(table, tmp_path / "users.parquet")
    crm = avgkit.load_crm(folder(tmp_path, contacts_csv=text))
    for name, file in (("contacts", "contacts.csv"), ("users", "users.parquet")):
        assert crm.frame(name, columns=["id"]).id.tolist() == ["0"]
        assert evil in source(crm, file).columns_unused
        assert len(crm.exported[name]) == len(set(n.lower() for n in crm.exported[name])) == len(names) - 1
        shown = crm.frame(name, columns=crm.exported[name]).iloc[0].tolist()
        assert sorted(shown) == [str(i) for i in range(1, len(names))]
    assert "unread" not in crm.exported["contacts"]  # that one is ours


FOLDERS = ["with space", "it's", 'say "yes"', "glob[1]*?", "{a,b}", "ünïcode 漢", "year=2026", "semi;colon", "%d $x"]


@pytest.mark.parametrize("name", FOLDERS)
def test_folders_may_have_any_name(tmp_path, name):
    place = folder(tmp_path / name, messages_csv=HEAD + ROWS)
    folder(tmp_path / "glob1xy", messages_csv="id\nother\n")  # what the name would mean as a pattern
    pq.write_table(pa.table({"id": ["c1"]}), place / "contacts.parquet")
    crm = avgkit.load_crm(place)
    assert rows(crm) == PLAIN
    assert crm.frame("contacts", columns=["id"]).id.tolist() == ["c1"]
    assert all(not s.columns_unused for s in crm.sources)
    done = avgkit.scan(crm, out=place / "out")
    assert (place / "out" / "results.json").exists()
    for result in done.results:
        if result.status == "done":
            done.findings(result.check)


def test_files_that_are_not_read_are_named(tmp_path):
    place = folder(
        tmp_path / "crm", contacts_csv="id\nc1\n", Contacts_csv="id\nc2\n", consent_csv="id\n", Album_csv="a\n"
    )
    pq.write_table(pa.table({"id": ["c3"]}), place / "contacts.parquet")
    folder(tmp_path / "elsewhere", messages_csv=HEAD + ROWS)
    (place / "messages.csv").symlink_to(tmp_path / "elsewhere" / "messages.csv")
    (place / "users.csv").mkdir()
    (place / "inside.csv").symlink_to(place / "contacts.csv")
    crm = avgkit.load_crm(place)
    said = {problem for s in crm.sources for problem in s.problems}
    assert crm.tables == ["contacts"] and rows(crm, "contacts", "id") == [("c1",)]
    assert said == {
        tell("file_twin Contacts.csv table=contacts file=contacts.csv"),
        tell("file_twin contacts.parquet table=contacts file=contacts.csv"),
        tell("file_unknown consent.csv ~consents.csv"),
        tell("file_link messages.csv"),
        tell("file_folder users.csv"),
        say("files_unknown", names="Album.csv, inside.csv"),
    }
    assert avgkit.scan(crm).incomplete  # the link and the folder could not be read; the others were passed over


def test_a_link_inside_the_folder_is_followed(tmp_path):
    place = folder(tmp_path, old_csv=HEAD + ROWS)
    (place / "messages.csv").symlink_to("old.csv")
    assert rows(avgkit.load_crm(place)) == PLAIN


@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_what_is_not_there_is_named_with_what_lies_near(tmp_path, lang):
    texts.use(lang)
    place = folder(tmp_path / "export", messages_csv=HEAD)
    wrong, far = tmp_path / "exprt", tmp_path / "nothing" / "here"
    missing = f"{say('path_missing', path=wrong)} {say('path_near', near=place)}"
    unknown = f"{say('unknown_format', name='chinok')} {say('did_you_mean', near='chinook')}"
    assert refused(avgkit.load_crm, wrong) == refused(avgkit.load_policy, wrong) == [missing]
    assert refused(avgkit.load_crm, far) == [say("path_missing", path=far)]
    assert refused(avgkit.load_crm, wrong, "chinok") == [unknown, missing]
    assert refused(open_inputs, far, far) == [say("path_missing", path=far)] * 2
    long, odd = "x" * 5000, "a\0b"
    assert refused(open_inputs, long) == [say("path_unreadable", path=long, reason=say("os_long_name"))]
    assert refused(open_inputs, odd) == [say("path_missing", path=odd)]


def test_a_folder_without_a_table_says_what_is_expected(tmp_path):
    place = folder(tmp_path, Customer_csv="a\n", Employee_csv="a\n", Invoice_csv="a\n")
    nothing = say("no_tables", path=place, expected="contacts.csv, consents.csv, messages.csv")
    nothing += f" {say('no_tables_hint', format='chinook')}"
    assert refused(avgkit.load_crm, place) == [nothing]
    (place / "contacts.csv").mkdir()
    assert refused(avgkit.load_crm, place) == [tell("file_folder contacts.csv"), nothing]
    for path in (place, place / "Customer.csv"):
        assert refused(avgkit.load_policy, path)[0].startswith(say("no_tables", path=path, expected="")[:-2])


def test_a_folder_or_file_without_rights_is_told(tmp_path, monkeypatch):
    """The refusal is simulated, because an administrator may read everything."""
    place = folder(tmp_path, contacts_csv="id\nc1\n", users_csv="id\nu1\n", purposes_csv="id\n")
    real, denied = open, say("os_denied")

    def barred(path, *args, **kwargs):
        if str(path).endswith(("contacts.csv", "purposes.csv")):
            raise PermissionError(13, os.strerror(13), str(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr("builtins.open", barred)
    crm = avgkit.load_crm(place)
    assert source(crm, "contacts.csv").problems == [say("path_unreadable", path="contacts.csv", reason=denied)]
    assert crm.tables == ["users"] and not source(crm, "contacts.csv").complete
    assert refused(avgkit.load_policy, place) == [say("path_unreadable", path="purposes.csv", reason=denied)]

    def closed(path):
        raise PermissionError(13, os.strerror(13), str(path))

    monkeypatch.setattr(Path, "iterdir", closed)
    assert refused(avgkit.load_crm, place) == [say("path_unreadable", path=place, reason=denied)]
    assert refused(avgkit.load_policy, place) == [say("path_unreadable", path=place, reason=denied)]


# ---------------------------------------------------------------- values
NO_DAYS = ["2026-02-30", "20260230", "1-3-2026", "01/03/2026", "2026/13/01", "2026-3-32", "2026-13-01", "2026-W10-1"]
FILLERS = ["0001-01-01", "1899-12-31", "9999-12-31", "2200-01-01", "infinity", "epoch", "now", "today", "46082", "?!"]
NO_TIMES = ["2026-03-01 24:00", "2026-03-01 25:00", "2026-03-01x", "2026-03-01 23:30 CET"]
DATES = {  # as written: as read, in Dutch local time
    "2026-03-01": "2026-03-01 00:00",
    "2026-03-01 14:05": "2026-03-01 14:05",
    "2026-03-01T14:05:06.123456": "2026-03-01 14:05",
    "2026-03-01T23:30:00Z": "2026-03-02 00:30",
    "2026-07-01T23:30:00Z": "2026-07-02 01:30",
    "2026-03-01T00:30:00+02:00": "2026-02-28 23:30",
    "2026-03-01 12:00 UTC": "2026-03-01 13:00",
    "2026-03-01T12:00:00-0500": "2026-03-01 18:00",
    **dict.fromkeys(["20260301", "2026/03/01", "2026-3-1"], "2026-03-01 00:00"),
    **dict.fromkeys([*NO_DAYS, *NO_TIMES, *FILLERS]),
}
FLAGS = {"ja": True, "Nee": False, "TRUE": True, "0": False, "1.0": True, "x": True, "misschien": None, "2": None}
WHOLES = {"12": 12, "-3": None, "12.0": 12, "1.000": None, "1,5": None, "1e3": None, "veel": None, "9" * 30: None}
COUNTRIES = {"NL": "NL", "nl": "NL", "Nederland": "NL", "Netherlands": "NL", "België": "BE", "UK": "GB", "Narnia": None}


def test_values_are_read_one_way_and_what_is_unreadable_is_counted(tmp_path):
    """In an export and in a single case alike: `judge` reads as a scan does."""
    for table, column, known in (
        ("messages", "sent_at", DATES),
        ("messages", "similar_own", FLAGS),
        ("access_log", "records", WHOLES),
        ("contacts", "country", COUNTRIES),
    ):
        text = f"id;{column}\n" + "".join(f"k{i:02};{value}\n" for i, value in enumerate(known)) + "z;\n"
        crm = avgkit.load_crm(folder(tmp_path / column, **{f"{table}_csv": text}))
        found = [value for (value,) in rows(crm, table, column)]
        if column == "sent_at":
            found = [value and f"{value:%Y-%m-%d %H:%M}" for value in found]
        assert dict(zip(known, found, strict=False)) == known
        unread = sum(value is None for value in known.values())
        assert source(crm, f"{table}.csv").values_unread == {column: unread}  # the empty one at the end is not unread
        marked = crm.frame(table, columns=["unread"]).unread
        assert (marked == f";{column};").sum() == unread
        for value, wanted in known.items():
            problems: list[str] = []
            single = read_value(schema.tables("crm")[table].columns[column], value, "zaak 1", problems)
            single = single and f"{single:%Y-%m-%d %H:%M}" if column == "sent_at" else single
            assert (single, len(problems)) == (wanted, wanted is None), value


def test_an_unreadable_value_is_told_with_its_first_line(tmp_path):
    crm = avgkit.load_crm(folder(tmp_path, messages_csv="id,sent_at,channel\nm1,1-3-2026,Email\nm2,,fax2\nm3,x,fax3\n"))
    one = say("expect_codes", values="email, sms, app, fax, auto_call, phone, post")
    assert source(crm, "messages.csv").problems == [
        say("values_unread", where="messages.csv", name=name, count=2, line=line, expected=expected)
        for name, line, expected in (("sent_at", 2, say("expect_moment")), ("channel", 3, one))
    ]
    assert rows(crm, "messages", "id", "channel") == [("m1", "email"), ("m2", None), ("m3", None)]


# ---------------------------------------------------------------- keys
def test_keys_keep_their_zeros_and_lose_the_point_that_a_gap_gave_them(tmp_path):
    contacts = "id\n007\n0000000123\n7\n8.0\n2.50\n"
    messages = "id,contact\nm1,7.0\nm2,007\nm3,8\nm4,2.50\nm5,0000000123\n"
    crm = avgkit.load_crm(folder(tmp_path, contacts_csv=contacts, messages_csv=messages))
    assert [k for (k,) in rows(crm, "contacts", "id")] == ["0000000123", "007", "2.50", "7", "8"]
    assert [c for _, c in rows(crm, "messages", "id", "contact")] == ["7", "007", "8", "2.50", "0000000123"]


def test_keys_that_are_missing_or_double_get_their_line(tmp_path):
    crm = avgkit.load_crm(folder(tmp_path, contacts_csv="id,city\nc1,A\n,B\nc1,C\n,D\nc2,E\n"))
    assert rows(crm, "contacts", "id", "city") == [
        ("c1#2", "A"),
        ("c1#4", "C"),
        ("c2", "E"),
        ("contacts#3", "B"),
        ("contacts#5", "D"),
    ]
    assert source(crm, "contacts.csv").problems == [
        say("keys_missing", where="contacts.csv", count=2, file="contacts"),
        say("keys_double", where="contacts.csv", count=2),
    ]


PERSONAL = ["jan@x.nl", "+31 6 12345678", "06-12345678", "0201234567", "(020) 123 45 67", "31612345678", "Jan Jansen"]
PERSONAL += ["jan.jansen", "J. Jansen", "j.jansen", "Jansen, Jan", "José Müller", "Anne-Marie van der Berg", "de Vries"]
PERSONAL += ["/home/jan/klanten.xlsx", "C:\\Users\\jan", "klanten jansen.xlsx"]
IMPERSONAL = ["1", "007", "c-12", "51234567890", "123456789", "CRM-2026-0001", "2026/0012", "003xx000004TmiQAAS"]
IMPERSONAL += ["a1b2c3d4-e5f6-7890-abcd-ef1234567890", "cus_9sfFr2UfNV2H", "ABC"]


def test_a_key_that_is_a_person_is_masked_and_references_still_meet(tmp_path):
    keys = PERSONAL + IMPERSONAL
    contacts = [{"id": key, "category": "customer", "kind": "natural", "owner": "ann@x.nl"} for key in keys]
    message = {"channel": "email", "kind": "marketing", "sent_at": "2026-03-01", "purpose": "news"}
    messages = [{"id": f"m{i}", "contact": key, **message} for i, key in enumerate([*keys, "gone@x.nl", "gone@x.nl"])]
    users = [{"id": "ann@x.nl", "name": "Ann"}, {"id": "bob@x.nl"}]
    crm = Crm.of({"messages": messages, "contacts": contacts, "users": users, "consents": []})
    found = [key for (key,) in rows(crm, "contacts", "id")]
    assert sorted(found) == sorted([f"contacts#{i}" for i in range(1, len(PERSONAL) + 1)] + IMPERSONAL)
    masked = say("keys_personal", where="contacts", count=len(PERSONAL), file="contacts")
    assert [s.problems for s in crm.sources if s.table == "contacts"] == [[masked]]
    assert set(crm.frame("contacts").owner) == {"users#1"}, "the owner is a user, whose key was masked as well"
    told = dict(rows(crm, "messages", "id", "contact"))
    assert [told[f"m{i}"] for i in range(len(keys))] == [f"contacts#{i + 1}" for i in range(len(PERSONAL))] + IMPERSONAL
    assert told[f"m{len(keys)}"] == told[f"m{len(keys) + 1}"], "somebody who is not there stays one and the same"
    assert re.fullmatch(r"\?[0-9a-f]{12}", told[f"m{len(keys)}"])
    done = avgkit.scan(crm, Policy(), on="2026-11-01", out=tmp_path / "out")
    written = b"".join(f.read_bytes() for f in (tmp_path / "out").rglob("*") if f.is_file())
    assert not [key for key in (*PERSONAL, "ann@x.nl", "gone@x.nl") if key.encode() in written]
    assert [r.items for r in done.results if r.check == "message-without-consent"] == [len(messages)]


def test_a_hash_of_somebody_unknown_cannot_be_looked_up_in_another_run():
    twice = [Crm.of({"messages": [{"id": "1", "contact": "gone@x.nl"}]}).frame("messages").contact[0] for _ in "ab"]
    assert twice[0] != twice[1]


def test_a_message_to_a_contact_that_is_not_there_is_judged_and_not_dropped():
    message = {"id": "m1", "contact": "c9", "channel": "email", "kind": "marketing", "sent_at": "2026-03-01"}
    crm = Crm.of({"contacts": [{"id": "c1"}], "consents": [], "messages": [message]})
    done = avgkit.scan(crm, on="2026-11-01", themes=["consent"])
    assert {r.check: r.items for r in done.results}["message-without-consent"] == 1


# ---------------------------------------------------------------- Parquet and frames
def parquet(place: Path, columns: dict, name="messages") -> Path:
    place.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), place / f"{name}.parquet")
    return place


NOON = dt.datetime(2026, 3, 1, 23, 30)
TYPES = {  # column of another type: (column, what it holds, what is read)
    "whole numbers as keys": ("contact", pa.array([7, None]), ["7", None]),
    "decimals of pandas as keys": ("contact", pa.array([7.0, None]), ["7", None]),
    "real decimals as keys": ("contact", pa.array([decimal.Decimal("7.00"), decimal.Decimal("2.50")]), ["7", "2.5"]),
    "NaN": ("contact", pa.array([7.0, float("nan")]), ["7", None]),
    "binary": ("contact", pa.array([b"7", None]), ["7", None]),
    "dictionary": ("channel", pa.array(["email", None]).dictionary_encode(), ["email", None]),
    "a list of one": ("channel", pa.array([["email"], []]), ["email", None]),
    "a list in a text": ("purpose", pa.array([["a", "b"], None]), ["a;b", None]),
    "day": ("sent_at", pa.array([dt.date(2026, 3, 1), None]), [pd.Timestamp("2026-03-01"), None]),
    "day of 64 bits": (
        "sent_at",
        pa.array([dt.date(2026, 3, 1), None], pa.date64()),
        [pd.Timestamp("2026-03-01"), None],
    ),
    "moment in ns": ("sent_at", pa.array([NOON, None], pa.timestamp("ns")), [pd.Timestamp(NOON), None]),
    "moment in UTC": (
        "sent_at",
        pa.array([NOON, None], pa.timestamp("us", "UTC")),
        [pd.Timestamp("2026-03-02 00:30"), None],
    ),
    "in UTC and ns": (
        "sent_at",
        pa.array([NOON, None], pa.timestamp("ns", "UTC")),
        [pd.Timestamp("2026-03-02 00:30"), None],
    ),
    "moment as text": ("sent_at", pa.array(["2026-03-01T23:30:00Z", ""]), [pd.Timestamp("2026-03-02 00:30"), None]),
    "truth": ("similar_own", pa.array([True, None]), [True, None]),
    "truth as numbers": ("similar_own", pa.array([1, 0]), [True, False]),
    "truth as decimals": ("similar_own", pa.array([1.0, None]), [True, None]),
    "nothing at all": ("sent_at", pa.nulls(2), [None, None]),
}
UNREADABLE = {  # column: what cannot be read in it
    "a time without a day": ("sent_at", pa.array([dt.time(12), None])),
    "a number for a day": ("sent_at", pa.array([20260301, None])),
    "the year 1": ("sent_at", pa.array([dt.date(1, 1, 1), None])),
    "the year 9999": ("sent_at", pa.array([dt.datetime(9999, 12, 31), None])),
    "a list of two for one code": ("channel", pa.array([["email", "sms"], None])),
    "a structure": ("channel", pa.array([{"a": 1}, None])),
}


@pytest.mark.parametrize(("column", "array", "wanted"), TYPES.values(), ids=TYPES)
@pytest.mark.parametrize("way", ["file", "frame"])
def test_other_types_of_columns_are_read(tmp_path, way, column, array, wanted):
    columns = {"id": ["a", "b"], column: array}
    crm = avgkit.load_crm(parquet(tmp_path, columns)) if way == "file" else Crm.of({"messages": pa.table(columns)})
    assert [value for _, value in rows(crm, "messages", "id", column)] == wanted
    assert crm.sources[0].complete and not crm.sources[0].problems


@pytest.mark.parametrize(("column", "array"), UNREADABLE.values(), ids=UNREADABLE)
def test_other_types_that_say_nothing_are_counted(tmp_path, column, array):
    crm = avgkit.load_crm(parquet(tmp_path, {"id": ["a", "b"], column: array}))
    assert [value for _, value in rows(crm, "messages", "id", column)] == [None, None]
    assert source(crm, "messages.parquet").values_unread == {column: 1}


def test_a_damaged_parquet_file_is_told_wherever_the_damage_is(tmp_path):
    good = parquet(
        tmp_path / "good", {"id": [f"m{i}" for i in range(50_000)], "purpose": [str(i) for i in range(50_000)]}
    )
    whole = (good / "messages.parquet").read_bytes()
    middle = len(whole) // 2
    broken = {
        "0 bytes": b"",
        "text": b"id,contact\n1,2\n",
        "marks only": b"PAR1PAR1",
        "cut off": whole[:middle],
        "a page": whole[:middle] + b"\xff" * 200 + whole[middle + 200 :],
    }
    for name, data in broken.items():
        place = folder(tmp_path / name, messages_parquet=data, contacts_csv="id\n1\n")
        crm = avgkit.load_crm(place)
        assert crm.tables == ["contacts"], name
        assert source(crm, "messages.parquet").problems == [tell("parquet_damaged messages.parquet")]
        assert avgkit.scan(crm).incomplete


FRAMES = {
    "a list of dicts": [{"id": 1, "sent_at": "2026-03-01"}, {"id": 2, "channel": "email"}, {"id": None}],
    "mixed kinds": [{"id": 1, "sent_at": dt.date(2026, 3, 1)}, {"id": "2", "sent_at": pd.NaT, "channel": "email"}, {}],
    "nulls of every library": [
        {"id": np.int64(1), "sent_at": np.datetime64("2026-03-01"), "channel": pd.NA},
        {"id": 2.0, "sent_at": np.datetime64("NaT"), "channel": "email"},
        {"id": float("nan"), "sent_at": pd.NaT, "channel": None},
    ],
    "pandas": pd.DataFrame(
        {
            "id": [1, 2, np.nan],
            "sent_at": [pd.Timestamp("2026-03-01"), pd.NaT, None],
            "channel": [None, "email", pd.NA],
        },
        index=[7, 7, 9],
    ),
    "pandas objects": pd.DataFrame(
        {"id": ["1", 2, None], "sent_at": ["2026-03-01", None, pd.NaT], "channel": [pd.NA, "email", None]}
    ),
    "Arrow": pa.table(
        {"id": [1, 2, None], "sent_at": [dt.date(2026, 3, 1), None, None], "channel": [None, "email", None]}
    ),
    "Arrow batch": pa.record_batch(
        {"id": ["1", "2", None], "sent_at": ["2026-03-01", "", None], "channel": ["", "email", None]}
    ),
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
def test_frames_of_every_library_mean_the_same(frame):
    crm = Crm.of({"messages": frame})
    assert rows(crm, "messages", "id", "sent_at", "channel") == [
        ("1", pd.Timestamp("2026-03-01"), None),
        ("2", None, "email"),
        ("messages#3", None, None),
    ]
    assert crm.sources[0].complete


def test_frames_of_polars_mean_the_same_too():
    pl = pytest.importorskip("polars", reason="Polars is not in the default groups: uv run --group engines pytest")
    frame = pl.DataFrame(
        {"id": [1, 2, None], "sent_at": [dt.date(2026, 3, 1), None, None], "channel": [None, "email", None]}
    )
    for one in (frame, frame.lazy(), frame.with_columns(pl.col("channel").cast(pl.Categorical))):
        test_frames_of_every_library_mean_the_same(one)


NEAR_TABLES = {"contact": "contacts", "mesages": "messages"}


def test_what_is_no_frame_is_refused():
    for wrong in (5, None, [1, 2], {"id": [1]}, "contacts.csv"):
        start = say("frame_unreadable", name="contacts", type=type(wrong).__name__, error="|").partition("|")[0]
        assert refused(Crm.of, {"contacts": wrong})[0].startswith(start)
    unknown = [f"{say('unknown_table', name=n)} {say('did_you_mean', near=near)}" for n, near in NEAR_TABLES.items()]
    assert refused(Crm.of, {name: [] for name in NEAR_TABLES}) == unknown
    crm = Crm.of({"contacts": []})
    assert refused(crm.frame, "contact") == refused(crm.count, "contact") == unknown[:1]
    assert refused(crm.frame, "contacts", columns=["citty"]) == [tell("unknown_column contacts name=citty ~city")]
    assert refused(crm.frame, "messages") == [say("table_missing", name="messages")]
    assert crm.count("messages") == 0


def test_a_frame_of_some_columns_of_some_records():
    crm = Crm.of({"contacts": [{"id": str(i), "city": "A"} for i in range(5)]})
    assert crm.frame("contacts", columns=["city"], keys=["3", "4", "9"]).to_dict("list") == {"city": ["A", "A"]}
    assert crm.frame("contacts", columns=["id"], limit=2).id.tolist() == ["0", "1"]


def test_no_record_says_anything_and_still_every_record_counts():
    """A null in every column of every table: the scan runs, and calls nothing in order that it cannot know."""
    empty = {name: [dict.fromkeys(table.columns)] * 3 for name, table in schema.tables("crm").items()}
    crm = Crm.of(empty)
    assert {name: crm.count(name) for name in crm.tables} == dict.fromkeys(empty, 3)
    said = Policy.of({name: [] for name in schema.tables("policy")})
    done = avgkit.scan(crm, said, on="2026-11-01")
    assert not done.incomplete and all(r.status == "done" for r in done.results)
    # What the law lays on the organisation to show, it must show; of the rest nobody can tell.
    burden = {"contact-without-purpose", "breach-not-recorded", "process-not-described"}
    assert {r.check for r in done.results if r.violations} <= burden
    assert not any(r.items - r.violations - r.unknown for r in done.results), "in order, and empty"


def test_what_is_written_is_read_back_the_same(tmp_path):
    crm = Crm.of({"contacts": [{"id": "007", "city": 'a "b",\nc;d', "birth_date": "1990-01-01", "country": "NL"}]})
    for kind in ("csv", "parquet"):
        crm.write(tmp_path / "a*[b] 'c'" / kind, format=kind)
        again = avgkit.load_crm(tmp_path / "a*[b] 'c'" / kind)
        assert again.frame("contacts").equals(crm.frame("contacts")), kind


# ---------------------------------------------------------------- policy
GOOD = {"purposes": "id,basis,direct_marketing\nnews,consent,ja\n"}
PURPOSE = "id,basis,direct_marketing,explicit,balanced_on"
WRONG = {  # the files, and every sentence that they bring, nothing else
    "an unknown code": (
        {"purposes": f"{PURPOSE}\nnews,consnt,ja,,\n"},
        ["wrong_code purposes.csv:2 name=consnt column=basis ~consent"],
    ),
    "a wrong date and flag": (
        {"purposes": f"{PURPOSE}\nnews,consent,mischien,,2026-02-30\n"},
        [
            "wrong_fact purposes.csv:2 value=mischien name=direct_marketing expected=@expect_flag",
            "wrong_fact purposes.csv:2 value=2026-02-30 name=balanced_on expected=@expect_day",
        ],
    ),
    "a double key": (
        {"purposes": "id,basis,direct_marketing\na,consent,ja\nb,consent,ja\na,consent,nee\n"},
        ["double_key purposes.csv:4 name=id value=a line=2"],
    ),
    "an empty required field": (
        {"purposes": "id,basis,direct_marketing\n,consent,ja\n"},
        ["required_empty purposes.csv:2 name=id"],
    ),
    "a missing and an unknown column": (
        {"purposes": "id,basis,direct_marketin\nnews,consent,ja\n"},
        [
            "unknown_column purposes.csv name=direct_marketin ~direct_marketing",
            "required_missing purposes.csv name=direct_marketing",
        ],
    ),
    "the same without any row": (
        {"purposes": "id,basis\n"},
        ["required_missing purposes.csv name=direct_marketing"],
    ),
    "an unknown purpose": (
        {**GOOD, "consent_forms": "wording,purposes\nw1,news;nieuws\n"},
        ["wrong_ref consent_forms.csv:2 name=nieuws column=purposes table=purposes ~news"],
    ),
    "a purpose where there is none": (
        {"purposes": "id,basis,direct_marketing\n", "consent_forms": "wording,purposes\nw1,news\n"},
        ["wrong_ref consent_forms.csv:2 name=news column=purposes table=purposes"],
    ),
    "an unknown category of data": (
        {"fields": "table,field,category\ncontacts,email,e-mal\n"},
        ["wrong_ref fields.csv:2 name=e-mal column=category table=categories"],
    ),
    "fields too many and too few": (
        {"purposes": "id,basis,direct_marketing\nnews,consent,ja,x\noffers,consent\n"},
        ["reason_fields purposes.csv:2", "reason_fields purposes.csv:3"],
    ),
    "an open quotation mark": (
        {"purposes": 'id,basis,direct_marketing\nnews,consent,ja\n"b,consent,ja\nc,consent,ja\n'},
        ["reason_quotes purposes.csv:3"],
    ),
    "not UTF-8": (
        {"purposes": "id,basis,direct_marketing\ncaf\xe9,consent,ja\n".encode("latin-1")},
        ["path_unreadable - path=purposes.csv reason=@reason_encoding"],
    ),
    "0 bytes": ({"purposes": ""}, ["file_empty purposes.csv"]),
    "a column twice": (
        {"purposes": "id,basis,direct_marketing,id\nnews,consent,ja,x\n"},
        ["policy_header_double purposes.csv name=id"],
    ),
    "a value without a column name": (
        {"purposes": "id,basis,direct_marketing,\nnews,consent,ja,x\n"},
        ["policy_header_empty purposes.csv column=4"],
    ),
    "a file with nearly the right name": (
        {**GOOD, "consent_form": "wording\nw1\n"},
        ["file_unknown consent_form.csv ~consent_forms.csv"],
    ),
    "every problem of every file at once": (
        {
            "purposes": "id,basis\na,b\n",
            "organisation": "name,kind\n,bank\n",
            "retention": "category\nklant\n",
            "fields": "",
        },
        [
            "wrong_code organisation.csv:2 name=bank column=kind",
            "required_empty organisation.csv:2 name=name",
            "required_missing purposes.csv name=direct_marketing",
            "wrong_code purposes.csv:2 name=b column=basis",
            "wrong_code retention.csv:2 name=klant column=category",
            "file_empty fields.csv",
        ],
    ),
}


@pytest.mark.parametrize(("files", "notes"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("lang", texts.LANGUAGES)
def test_a_wrong_policy_is_refused_with_every_problem(tmp_path, lang, files, notes):
    texts.use(lang)
    told = refused(avgkit.load_policy, folder(tmp_path, **{f"{name}_csv": text for name, text in files.items()}))
    wanted = [tell(note) for note in notes]
    assert len(told) == len(wanted)
    assert all(any(said.startswith(start) for said in told) for start in wanted), told


def test_a_policy_is_read_however_it_is_written(tmp_path):
    text = "\ufeffID;Basis;direct_marketing;;\r\n\r\nnews;Consent;Ja;;\r\n;;;;\r\n"
    policy = avgkit.load_policy(folder(tmp_path, purposes_csv=text, LEESMIJ_csv="x\n"))
    (row,) = policy.rows("purposes")
    assert (row["id"], row["basis"], row["direct_marketing"], row["balanced_on"]) == ("news", "consent", True, None)
    assert policy.sources[-1].problems == [say("files_unknown", names="LEESMIJ.csv")]
    assert all(s.complete for s in policy.sources)


def test_a_policy_of_rows_is_checked_like_one_of_files():
    wrong = [
        {"id": "a", "basis": "consent", "direct_marketing": True},
        {"id": "a", "bais": "x", "direct_marketing": pd.NA},
    ]
    second = say("row", file="policy.purposes", line=2)
    meaning = {name: c.meaning["nl"] for name, c in schema.tables("policy")["purposes"].columns.items()}
    assert refused(Policy.of, {"purposes": wrong, "purpose": []}) == [
        f"{say('unknown_table', name='purpose')} {say('did_you_mean', near='purposes')}",
        tell("unknown_column policy.purposes name=bais ~basis"),
        say("required_empty", where=second, name="direct_marketing", meaning=meaning["direct_marketing"]),
        say("double_key", where=second, name="id", value="a", line=1),
    ]
    frame = pd.DataFrame({"id": ["a"], "basis": ["consent"], "direct_marketing": [True], "balanced_on": [pd.NaT]})
    assert Policy.of({"purposes": frame}).rows("purposes")[0]["balanced_on"] is None


# ---------------------------------------------------------------- a real export
@pytest.fixture(scope="module")
def chinook():
    if not CHINOOK.is_dir():
        pytest.skip("the real export is not here (shared/real/chinook)")
    return avgkit.load_crm(CHINOOK, "chinook")


def test_chinook_is_read_whole(chinook):
    assert {name: chinook.count(name) for name in chinook.tables} == {"users": 8, "contacts": 59, "interactions": 412}
    assert all(s.complete and not s.problems and re.fullmatch("[0-9a-f]{64}", s.sha256) for s in chinook.sources)
    unused = {s.table: s.columns_unused for s in chinook.sources}
    assert unused["contacts"] == ["State", "Fax"]
    assert unused["interactions"][:2] == ["BillingAddress", "BillingCity"] and "Total" in unused["interactions"]


def test_chinook_knows_its_countries_and_what_follows_from_its_invoices(chinook):
    contacts, bought = chinook.frame("contacts"), chinook.frame("interactions")
    assert contacts.country.nunique() == 24 and contacts.country.str.fullmatch("[A-Z]{2}").all()
    first, last = bought.groupby("contact")["at"].min(), bought.groupby("contact")["at"].max()
    assert (pd.to_datetime(contacts.customer_since) == contacts.id.map(first).dt.normalize()).all()
    assert (contacts.last_contact_at == contacts.id.map(last)).all()
    assert set(contacts.owner) <= set(chinook.frame("users").id)


def test_chinook_without_choices_is_not_judged(chinook):
    done = avgkit.scan(chinook, on="2026-11-01")
    assert {r.status for r in done.results if r.theme == "consent"} == {"not run"} and not done.incomplete
    # Only what is declared is missing for the ninth: the form itself is judged without a CRM.
    reasons = {r.check: r.reason for r in done.results if r.theme == "consent"}
    assert all("(consents)" in reason for check, reason in reasons.items() if check != "consent-form-invalid")
    # Nothing is declared, and what the organisation must be able to show is found; nothing else is.
    silent = {"field-without-purpose", "data-not-in-register", "category-without-period"}
    assert {r.check for r in done.results if r.violations} == silent


def test_a_format_names_what_an_export_lacks(tmp_path):
    place = folder(
        tmp_path, Customer_csv="customerid,Firstname,Shoe\n1,Ann,37\n", Invoice_csv="a,b\n1,2\n", Album_csv="x\n"
    )
    crm = avgkit.load_crm(place, "chinook")
    said = [problem for s in crm.sources for problem in s.problems]
    assert crm.tables == ["contacts"] and rows(crm, "contacts", "id", "first_name") == [("1", "Ann")]
    assert say("source_missing", file="Employee.csv", table="users") in said
    assert tell("column_missing Customer.csv name=Email column=contacts.email") in said
    assert say("no_columns", where="Invoice.csv", expected="InvoiceId, CustomerId, InvoiceDate") in said
    assert say("files_unknown", names="Album.csv") in said
    assert source(crm, "Customer.csv").columns_unused == ["Shoe"]


def test_a_first_line_that_may_be_somebody_is_not_told(tmp_path):
    person = "9,Ann,Ann,ann@x.example,ann@x.example\n"
    place = folder(tmp_path, messages_csv=HEAD + ROWS, contacts_csv=person + person.replace("9", "8"))
    found = source(avgkit.load_crm(place), "contacts.csv")
    assert found.rows_unread and "Ann" not in "".join(found.problems)
    place = folder(tmp_path / "b", contacts_csv="id,ann@x.example,ann@x.example\n1,a,b\n")
    assert "ann@" not in str(source(avgkit.load_crm(place), "contacts.csv"))


@pytest.mark.parametrize(("table", "column"), [("access_log", "records"), ("files", "rows"), ("incidents", "people")])
def test_a_count_below_zero_cannot_be_read(tmp_path, table, column):
    place = folder(tmp_path, **{f"{table}_csv": f"id,{column}\n1,0\n2,-1\n3,5\n"})
    crm = avgkit.load_crm(place)
    assert source(crm, f"{table}.csv").values_unread == {column: 1}
    assert sorted(rows(crm, table, "id", column)) == [("1", 0), ("2", None), ("3", 5)]
