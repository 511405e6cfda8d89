"""Writes the samples in data/exports/: small exports as systems and people make them, of invented people only.

Run `python -m avgkit.synthetic.exports data/exports` to make them again; the same people come out each time.
"""

import csv
import io
import sys
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

from .. import texts, whole
from . import pools
from .generate import generate

_PEOPLE, _SEED = 48, 505
_MOMENT = (2026, 11, 2, 9, 0, 0)  # written into archives and workbooks, so that they come out the same each time
_YES = {
    **{"01": ("1", "0"), "TF": ("True", "False"), "yes": ("Yes", "No"), "jn": ("j", "n"), "waar": ("Waar", "Onwaar")},
    **{"allow": ("Do Not Allow", "Allow"), "send": ("Do Not Send", "Send"), "x": ("x", "")},
    **{"toestaan": ("Niet toestaan", "Toestaan"), "verzenden": ("Niet verzenden", "Verzenden")},
}
_GENDER = {
    "en": {"f": "Female", "m": "Male"},
    "civi": {"f": "1", "m": "2", "x": "3"},
    "afas": {"f": "V", "m": "M", "x": "O"},
}
_MONTHS = ["jan.", "feb.", "mrt.", "apr.", "mei", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec."]
_DAYS = {
    "iso": "%Y-%m-%d",
    "zulu": "%Y-%m-%dT%H:%M:%S.000Z",
    "us": "%m/%d/%Y",
    "minute": "%Y-%m-%d %H:%M",
    "second": "%Y-%m-%d %H:%M:%S",
    "dmy": "%d-%m-%Y",
}


def write_exports(folder: str | Path) -> list[Path]:
    """Write every sample into the folder; gives their paths. What stands there under the same name is replaced."""
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    people, made, packed = _people(), {}, {}
    for sample in (one for one in pools.data("exports").values() if isinstance(one, dict)):
        first, last = sample.get("people", (0, _PEOPLE))
        rows = [[_value(person, field) for field in sample["columns"].values()] for person in people[first:last]]
        content = _workbook(sample, rows) if sample["file"].endswith(".xlsx") else _csv(sample, rows)
        (packed.setdefault(sample["zip"], {}) if "zip" in sample else made)[sample["file"]] = content
    made |= {name: _zip(files) for name, files in packed.items()}
    for name, content in made.items():
        with whole.written(folder / name, content) as put:
            put()
    return [folder / name for name in made]


def _people() -> list[dict]:
    """Invented people with an address and a mail, each with everything that some system may ask."""
    drawn = generate(400, _SEED, "none", date(2026, 11, 2)).crm.contacts.collect("pyarrow").to_native().to_pylist()
    whole_ones = [
        row for row in drawn if row["email"] and row["last_name"] and row["first_name"] and row["postal_code"]
    ]
    return [_person(number, row) for number, row in enumerate(whole_ones[:_PEOPLE], 1)]


def _person(number: int, row: dict) -> dict:
    words = pools.data("exports")
    surname = " ".join(part for part in (row["infix"], row["last_name"]) if part)
    created = row["created_at"].replace(tzinfo=None)
    birth = row["birth_date"] or date(1950 + number, 1 + number % 12, 1 + 5 * number % 28)
    proven, firm = number % 3 == 0, row["company"] or pools.companies()[0][number * 7].as_py()
    optin = created + timedelta(minutes=12) if proven or number % 4 == 1 else None
    return {
        **{"key": number, "account": 500 + number, "first": row["first_name"], "infix": row["infix"] or ""},
        **{"last_name": row["last_name"], "surname": surname, "full": f"{row['first_name']} {surname}"},
        **{"initials": f"{row['first_name'][0]}.", "search": row["last_name"][:10].upper()},
        **{"mail": row["email"], "work_mail": row["email"] if row["company"] else ""},
        **{"phone": row["phone"] or "", "mobile": row["mobile"] or "", "street": row["street"]},
        **{"number": str(row["house_number"]), "suffix": "A" if number % 9 == 0 else "", "postal": row["postal_code"]},
        **{"address": f"{row['street']} {row['house_number']}", "city": row["city"], "country": row["country"]},
        **{"firm": firm, "job": row["job_title"] or "", "birth": birth, "created": created},
        **{"modified": datetime(2026, 6, 1, 8) + timedelta(hours=67 * number), "gender": row["gender"] or ""},
        **{"last": datetime(2026, 10, 30, 14) - timedelta(days=41 * number), "bsn": pools.bsn_numbers()[number * 17]},
        **{"salutation_en": {"f": "Ms.", "m": "Mr."}.get(row["gender"], ""), "iban": _iban(number)},
        **{"note": words["notes"][number % len(words["notes"])], "owner": words["owners"][number % 3]},
        **{"source": words["sources"][number % 5], "hub_source": ("Direct Traffic", "Offline Sources")[number % 2]},
        **{"stage": ("Lead", "Customer", "Opportunity", "Subscriber")[number % 4], "rank": str(number % 3)},
        **{"marketing": ("Marketing contact", "Non-marketing contact")[number % 2], "customer": number % 3 > 0},
        **{"basis": ("Legitimate interest – prospect/lead", "Freely given consent from contact", "")[number % 3]},
        **{"out_mail": number % 7 == 0, "out_phone": number % 5 == 0, "out_bulk": number % 4 == 0},
        **{"may_mail": number % 3 > 0, "marital_en": ("Married", "Single", "")[number % 3]},
        **{"marital_code": ("H", "O")[number % 2], "health": ("", "vegetarisch", "", "glutenvrij")[number % 4]},
        **{
            "strain": ("", "burn-out gehad", "", "")[number % 4],
            "optin": optin,
            "confirm": optin + timedelta(minutes=3) if optin and proven else None,
        },
        # Addresses that documentation may use (RFC 5737): nobody has them.
        **{"optin_ip": f"192.0.2.{number}" if optin else "", "confirm_ip": f"192.0.2.{number}" if proven else ""},
        **{"optin_suite": "confirmed-opt-in" if proven else "not-opt-in", "lawful": ("consent", "")[number % 2]},
        **{"lawful_source": ("website", "third_party", "phone")[number % 3], "amount": f"{number * 137 % 4000},5"},
    }


def _iban(number: int) -> str:
    """A bank account with the right check digits at a bank that does not exist."""
    from stdnum import iban

    account = f"FAKE{number * 1234567 % 10**10:010d}"
    return f"NL{iban.calc_check_digits(f'NL00{account}')}{account}"


def _value(person: dict, field: str):
    """What stands in a column for a person, written in the style of the system."""
    if field.startswith("="):
        return field[1:]
    name, _, style = field.partition("|")
    value = person[name]
    if value is None or value == "":
        return ""
    if style in _YES:
        return _YES[style][0 if value else 1]
    if style in _DAYS:
        return value.strftime(_DAYS[style])
    if style in _GENDER:
        return _GENDER[style].get(value, "")
    return _STYLES[style](value) if style else str(value)


_STYLES = {
    "sf": lambda n: f"003{n:012d}AAA",
    "guid": lambda n: f"{n * 2654435761 % 2**32:08x}-0000-4000-8000-{n:012x}",
    "checksum": lambda n: f"{n * 2654435761 % 2**32:08x}{n * 40503 % 2**16:04x}",
    "figures": lambda n: str(1000 + n),
    "external": lambda n: f"__export__.res_partner_{n}",
    "espo": lambda n: f"{n * 2654435761 % 2**32:08x}{n:09x}",
    "name_en": lambda code: texts.country(code, "en"),
    "name_nl": lambda code: texts.country(code, "nl"),
    "land": lambda number: "+31 " + number.replace("-", "").lstrip("0"),
    "lost": lambda number: number.replace("-", "").lstrip("0") if number.startswith("0") else f"{number}.0",
    "number": lambda number: int(number.replace("-", "")),
    "cell": lambda value: value,
    "serial": lambda value: (value.date() - date(1899, 12, 30)).days,
    "words": lambda value: f"{value.day} {_MONTHS[value.month - 1]} {value.year}",
    "dm": lambda value: f"{value.day}-{value.month}-{value.year}",
}


def _csv(sample: dict, rows: list[list]) -> bytes:
    file = io.StringIO(newline="")
    quoting = csv.QUOTE_ALL if sample.get("quoted") else csv.QUOTE_MINIMAL
    writer = csv.writer(file, delimiter=sample["separator"], quoting=quoting, lineterminator="\r\n")
    writer.writerow(sample["columns"])
    writer.writerows(rows)
    # A letter that Windows-1252 lacks was already a question mark in the lists that people have.
    return file.getvalue().encode(sample.get("encoding", "utf-8"), "replace")


def _workbook(sample: dict, rows: list[list]) -> bytes:
    """A workbook with what people put around a table: titles, merged cells above the header, hidden columns."""
    import xlsxwriter

    file, headers = io.BytesIO(), list(sample["columns"])
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(*_MOMENT)})
    sheet, top = book.add_worksheet(sample["sheet"]), 0
    day, moment = (book.add_format({"num_format": style}) for style in ("dd-mm-yyyy", "dd-mm-yyyy hh:mm"))
    for title in sample.get("titles", ()):
        sheet.write_string(top, 0, title)
        top += 1
    if "titles" in sample:
        top += 1
    for name, first, last in sample.get("bands", ()):
        sheet.merge_range(top, first, top, last, name)
    top += "bands" in sample
    for line, row in enumerate([headers, *rows], top):
        for column, value in enumerate(row):
            if isinstance(value, date):
                sheet.write_datetime(line, column, value, moment if isinstance(value, datetime) else day)
            elif isinstance(value, int):
                sheet.write_number(line, column, value)
            elif value:
                sheet.write_string(line, column, value)
    for column, header in enumerate(headers):
        if column < sample.get("hidden", 0) or header in sample.get("hide", ()):
            sheet.set_column(column, column, None, None, {"hidden": True})
    book.close()
    return file.getvalue()


def _zip(files: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _MOMENT), content, zipfile.ZIP_DEFLATED)
    return file.getvalue()


if __name__ == "__main__":
    write_exports(sys.argv[1])
