"""Findings files: counted without loading them, and written as a table that a spreadsheet opens."""

import re
from pathlib import Path

from . import texts

SHEET = 1_000_000  # rows; a spreadsheet holds no more, and who has more findings than that uses the Parquet file
_FORMULA = r"^([=+\-@\t\r])"  # a cell that a spreadsheet would run


def reason_counts(path: Path, unknown: bool = False) -> dict[str, int]:
    """How often each reason occurs among the violations (or the unknown records), most frequent first."""
    import pyarrow.compute as pc

    counts: dict[str, int] = {}
    for batch in _batches(path, ["violates", "reasons"]):
        asked = pc.is_null(batch["violates"]) if unknown else pc.fill_null(batch["violates"], False)
        reasons = pc.list_flatten(pc.split_pattern(batch.filter(asked)["reasons"], ";"))
        for pair in pc.value_counts(reasons).to_pylist():
            if pair["values"]:
                counts[pair["values"]] = counts.get(pair["values"], 0) + pair["counts"]
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def distinct(path: Path, column: str, unknown: bool = False) -> list:
    """The different values of a column among the violations (or the unknown records), sorted; empty without it."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if column not in pq.read_schema(path).names:
        return []
    found = set()
    for batch in _batches(path, ["violates", column]):
        asked = pc.is_null(batch["violates"]) if unknown else pc.fill_null(batch["violates"], False)
        found |= set(pc.unique(batch.filter(asked)[column]).to_pylist())
    return sorted(found - {None, ""})


def first(path: Path, limit: int, unknown: bool = False) -> list[dict]:
    """The first violations (or unknown records) by key, each as a dict: without the cost of opening an engine."""
    import pyarrow.compute as pc

    found: list[dict] = []
    for batch in _batches(path):
        asked = pc.is_null(batch["violates"]) if unknown else pc.fill_null(batch["violates"], False)
        found += batch.filter(asked).slice(0, limit - len(found)).to_pylist()
        if len(found) >= limit:
            break
    return found


def unseen(path: Path) -> int:
    """Of how many violations nobody saw the text of the law of that day."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    if "law_seen" not in pq.read_schema(path).names:
        return 0
    total = 0
    for batch in _batches(path, ["violates", "law_seen"]):
        both = pc.and_kleene(batch["violates"], pc.invert(batch["law_seen"]))
        total += pc.sum(both).as_py() or 0
    return total


def write_sheet(path: Path, lang: str, evidence: dict[str, dict] | None = None) -> None:
    """The findings file once more as CSV for a spreadsheet: codes as words, nothing that runs as a formula."""
    import pyarrow as pa
    import pyarrow.csv
    import pyarrow.parquet as pq

    options = pyarrow.csv.WriteOptions(delimiter=";" if lang == "nl" else ",", include_header=True)
    names = pq.read_schema(path).names
    schema = pa.schema([(heading(name, lang, evidence), pa.string()) for name in names])
    with open(path.with_suffix(".csv"), "wb") as file:
        file.write(b"\xef\xbb\xbf")  # by this mark a spreadsheet knows the characters
        with pyarrow.csv.CSVWriter(file, schema, write_options=options) as writer:
            for batch in _batches(path):
                columns = [_words(batch[name], name, lang) for name in names]
                writer.write_batch(pa.record_batch(columns, schema=schema))


def heading(name: str, lang: str, evidence: dict[str, dict] | None = None) -> str:
    """The head of a column of findings: its own phrase, else what the check says that it is, else its word.

    What the check says after : ; or ( is for whoever writes a case and does not belong in a head.
    """
    try:
        return texts.say(f"report.evidence_{name}", lang)
    except KeyError:
        meant = (evidence or {}).get(name)
        word = re.split(r"[:;]| \(", meant[lang])[0] if meant else texts.word(name, lang).replace("_", " ")
        return word[:1].upper() + word[1:]


def _words(column, name: str, lang: str):
    """A column as people read it: words for codes and for yes, no and unknown; moments as they are."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if name == "violates":
        answers = {True: "finding", False: "ok", None: "unknown"}
        said = {value: texts.say(f"report.{word}", lang) for value, word in answers.items()}
        return pa.array([said[value] for value in column.to_pylist()], pa.string())
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column, "%Y-%m-%d %H:%M")
    if not pa.types.is_string(column.type) and not pa.types.is_boolean(column.type):
        return pc.cast(column, pa.string())
    values = column.dictionary_encode()
    given = values.dictionary.to_pylist()
    shown = [v if name == "key" else texts.show(v, lang) if v != "" else "" for v in given]
    shown = [texts.harmless(one) if isinstance(one, str) else one for one in shown]
    words = pc.take(pa.array(shown, pa.string()), values.indices)
    return pc.replace_substring_regex(words, _FORMULA, r"'\1")


def _batches(path: Path, columns: list[str] | None = None):
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        yield from file.iter_batches(columns=columns)
