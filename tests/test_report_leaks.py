"""Nothing that a report makes holds a value of a person: every file of every report is searched for every value."""

import csv
import html
import io
import json
import re
import zipfile
from functools import cache
from urllib.parse import unquote

import every_report
import pytest

from avgkit import reports
from avgkit.pages import named
from avgkit.paths import PACKAGE

LONG = 20  # characters of a note that may stand nowhere


# ---------------------------------------------------------------- what is in a file, whatever its kind
def strings(value) -> list[str]:
    """Every text in a structure of JSON, names of fields too."""
    if isinstance(value, dict):
        return [text for item in value.items() for part in item for text in strings(part)]
    if isinstance(value, list):
        return [text for part in value for text in strings(part)]
    return [str(value)]


def texts_of(name: str, content: bytes) -> list[str]:
    """What is in a file as plain text, and its name; a package opened, a page with and without its marks."""
    kind = name.rsplit(".", 1)[-1]
    if kind in ("xlsx", "docx", "zip"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            return [name, *(text for one in package.namelist() for text in texts_of(one, package.read(one)))]
    if kind == "parquet":
        import pyarrow.parquet as pq

        table = pq.read_table(io.BytesIO(content))
        held = [str(value) for column in table.to_pydict().values() for value in column]
        return [name, *table.column_names, *map(str, (table.schema.metadata or {}).values()), *held]
    text = content.decode("utf-8-sig")
    if kind in ("json", "ipynb"):
        return [name, *(read for one in strings(json.loads(text)) for read in unmarked(one))]
    return [name, *unmarked(text)]


def unmarked(text: str) -> list[str]:
    """A text as it is, and as somebody reads it: without marks, with the signs that they stand for."""
    if "<" not in text and "&" not in text and "%" not in text:
        return [text]
    return [text, *(unquote(html.unescape(re.sub("<[^>]*>", between, text))) for between in ("", " "))]


def found(texts: list[str], values: dict[str, set[str]]) -> dict[str, set[str]]:
    """The values that stand in these texts, by kind: names as words, numbers in any notation, notes in any piece."""
    whole = "\n".join(texts)
    small = " ".join(whole.casefold().split())
    digits = re.sub(r"(?<=\d)[\s().\-/+]+(?=\d)", "", whole)
    runs = "\n".join(re.findall(r"\d{9,}", digits))
    words = set(re.findall(r"[^\W\d_]{4,}", small))
    tight = re.sub(r"\s", "", small)
    pieces = {" ".join(note.casefold().split())[at : at + LONG] for note in values["note"] for at in range(len(note))}
    pieces = {piece for piece in pieces if len(piece) == LONG}
    return {
        "name": {one for one in values["name"] if one.casefold() in words},
        "email": {one for one in values["email"] if one in small},
        "number": {one for one in values["number"] if one in runs},
        "iban": {one for one in values["iban"] if one.casefold() in tight},
        "street": {one for one in values["street"] if one.casefold() in small},
        "note": {one for one in pieces & {small[at : at + LONG] for at in range(len(small))} if one not in own()},
    }


@cache
def own() -> str:
    """Our own words: an ordinary piece of a sentence may stand in a note as well as in a rule."""
    pages = sorted(PACKAGE.rglob("*.toml"))
    return " ".join(" ".join(page.read_text(encoding="utf-8").casefold().split()) for page in pages)


def leaks(path, values) -> dict[str, set[str]]:
    told = found(texts_of(path.name, path.read_bytes()), values)
    return {kind: set(sorted(some)[:3]) for kind, some in told.items() if some}


# ---------------------------------------------------------------- the search can find
def as_csv(text: str) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerow(["a", text])
    return out.getvalue().encode()


def as_parquet(text: str) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    pq.write_table(pa.table({"a": [text]}), out)
    return out.getvalue()


def as_package(text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/sharedStrings.xml", f"<t>{html.escape(text)[:9]}</t><t>{html.escape(text)}</t>")
    return out.getvalue()


FORMS = {
    "x.html": lambda text: f"<p>&nbsp;{html.escape(text)}</p>".encode(),
    "x.ipynb": lambda text: json.dumps({"metadata": {"x": [text]}}).encode(),
    "x.csv": as_csv,
    "x.parquet": as_parquet,
    "x.xlsx": as_package,
}
SAID = {
    "name": lambda one: f"aan {one}, per post",
    "email": lambda one: f"<{one.upper()}>",
    "number": lambda one: f"+31 {one[:2]}-{one[2:5]} {one[5:]}",
    "iban": lambda one: f"{one[:4]} {one[4:8]} {one[8:]}",
    "street": lambda one: f"{one} 12",
    "note": lambda one: one[7 : 7 + LONG + 2],
}


@pytest.mark.parametrize("kind", SAID)
@pytest.mark.parametrize("form", FORMS)
def test_a_value_is_found_in_every_kind_of_file(form, kind):
    values = every_report.ground().values
    assert all(len(some) > 20 for some in values.values()), "too few values to search for"
    one = sorted(values[kind])[3]
    assert found(texts_of(form, FORMS[form](SAID[kind](one))), values)[kind], (form, kind)
    assert not any(found(texts_of("x.html", b"<p>Een gewone zin over berichten.</p>"), values).values())


# ---------------------------------------------------------------- and finds nothing
@pytest.mark.parametrize("name", reports.names())
def test_no_file_of_a_report_holds_a_value_of_a_person(name):
    out, values = every_report.made(name), every_report.ground().values
    apart = out / named.beside(f"{name}.{every_report.LANG}.html", every_report.LANG)
    files = [path for path in out.rglob("*") if path.is_file()]
    assert {f"{name}.{every_report.LANG}.{end}" for end in ("html", "ipynb")} <= {path.name for path in files}
    told = {str(path.relative_to(out)): leaks(path, values) for path in files if path != apart}
    assert not {path: some for path, some in told.items() if some}
    if apart in files:  # the page that was asked for holds them, so the same search does find them
        assert leaks(apart, values)["name"]
