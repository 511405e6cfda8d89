"""Spreads an export with one line for each person over our tables: contacts, choices, moments of contact and users.

Nothing is added that the export does not say: an opt-out that is off is silence and gives no choice, a note without a
day has none, and the name of an owner becomes a key.
"""

from .. import schema, texts
from ..casts import NO, YES, cleaned, typed
from ..dates import settled, shown
from ..frames import literal, quote, unique
from ..tables import Crm, Mapping
from . import choosing, harm, keying, naming, sheets
from .mapping import meanings

BULK = 0.2  # a larger part of the rows changed on one day is the work of a system, not contact with people
_NAMES = ("first_name", "infix", "last_name")


def spread(crm: Crm, units: list[sheets.Unit]) -> None:
    """Add the people in these sheets to the Crm; what cannot be read is counted with its line in `crm.sources`."""
    parts = [Part(crm, unit, stem) for unit, stem in zip(units, sheets.stems(units), strict=True)]
    keying.keyed(crm.engine, parts)
    keying.users(crm, parts)
    for part in parts:
        part.contacts()
    for part in parts:
        part.add("consents", choosing.choices(part))
        part.add("interactions", part.moments())


class Part:
    """One sheet of people: its raw table with a key for each row, and the SQL of what each meaning holds."""

    def __init__(self, crm: Crm, unit: sheets.Unit, stem: str):
        self.crm, self.unit, self.stem, self.engine = crm, unit, stem, crm.engine
        self.source = unit.source("contacts")
        self.source.rows_unread = unit.sheet.rows_unread
        self.source.problems += unit.sheet.problems
        self.where = unit.sheet.place
        self.raw = self.engine.open_rows(unit.sheet.frame())
        self.columns = unit.columns
        self.key = "'?'"
        self.owner = "NULL"
        harm.look(self)
        self.order = self._order()

    def _order(self) -> str:
        """The order of day and month that the columns of the sheet show together; empty when they do not agree."""
        dated = {c.name for c in schema.tables("crm")["contacts"].columns.values() if c.type in ("day", "moment")}
        found = [m for m in self.columns if _column(m) in dated or m == "modified_at" or m in choosing.DATED]
        orders = shown(self.engine, self.raw, {meaning: self.columns[meaning][0] for meaning in found})
        said = {self.unit.order, *self.unit.orders.values()} - {""}
        # What a page says decides only where the values show nothing.
        orders = orders or said
        return orders.pop() if len(orders) == 1 else ""

    def has(self, meaning: str) -> bool:
        """Whether a column has this meaning."""
        return bool(self.columns.get(meaning))

    def text(self, meaning: str) -> str:
        """The SQL of the trimmed text under the first column of this meaning; NULL without one."""
        return self.of(self.columns[meaning][0]) if self.has(meaning) else "NULL::VARCHAR"

    def of(self, column: str) -> str:
        """The SQL of the trimmed text in a column."""
        return cleaned(quote(column), "VARCHAR")

    def worded(self, meaning: str, text: str, other: str = "NULL") -> str:
        """The SQL of the code that a word stands for, by our own words and those of the page; else `other`."""
        words = self.words(meaning)
        pairs = " ".join(f"WHEN {literal(word)} THEN {literal(code)}" for word, code in words.items())
        return f"CASE lower({text}) {pairs} ELSE {other} END" if words else other

    def words(self, meaning: str) -> dict[str, str]:
        """The words for codes of this meaning."""
        into = meanings().get(meaning, {}).get("into", "").partition(".")[2] or meaning
        own = naming.words()["values"]
        said = {str(word).lower(): str(code) for word, code in self.unit.values.get(meaning, {}).items()}
        return own.get(into, {}) | own.get(meaning, {}) | said

    def flag(self, meaning: str, column: str) -> str:
        """The SQL of a yes or no: true, false, or null when the word is neither."""
        own = naming.words()["flags"]
        answers = dict.fromkeys([*YES, *own["yes"]], True) | dict.fromkeys([*NO, *own["no"]], False)
        # A page may turn a word around, so what it says goes before the usual words.
        answers |= {word: code.lower() in YES for word, code in self.words(meaning).items()}
        yes, no = ([word for word, answer in answers.items() if answer is side] for side in (True, False))
        text = f"lower({self.of(column)})"
        return f"CASE WHEN {text} IN ({_list(yes)}) THEN true WHEN {text} IN ({_list(no)}) THEN false END"

    # ---------------------------------------------------------------- the tables
    def contacts(self) -> None:
        """The sheet as contacts; columns without a meaning of ours stay beside them under their own names."""
        found, told = self._fields()
        used = {column for some in self.columns.values() for column in some if _taken(self, some, column)}
        extra = [column for column in self.engine.columns(self.raw) if column not in used and column not in keying.OURS]
        doubt = self._modified(found, told)
        ours = {name: f"→ {name}" for name in found}
        select = [f"{sql} AS {quote(ours[name])}" for name, sql in found.items()]
        name = self.engine.fresh("raw")
        listed = ", ".join([*select, *map(quote, extra), "_row"])
        self.engine.run(f"CREATE TEMP TABLE {name} AS SELECT {listed} FROM {self.raw}")
        columns = schema.tables("crm")["contacts"].columns
        values = {column: words for column in columns if (words := self.words(_meaning(self, column)))}
        kept = {
            column: words for column, words in values.items() if columns[column].type in ("code", "country", "flag")
        }
        fixed = {name: value for name, value in self.unit.fixed.items() if name in columns and name not in ours}
        mapping = Mapping(ours, fixed, values=kept, doubt=doubt, told=told, order=self.order)
        self.crm.add("contacts", name, self.source, mapping)
        self._natures(extra)
        self._account(used)

    def _natures(self, extra: list[str]) -> None:
        """The category of data in each column that stands beside ours, as its meaning says."""
        said = {column: meanings()[meaning]["category"] for meaning, some in self.columns.items() for column in some}
        names = unique(extra, (*schema.tables("crm")["contacts"].columns, "unread", "_row"))
        found = {name: said[column] for column, name in zip(extra, names, strict=True) if said.get(column)}
        self.crm.natures["contacts"] = self.crm.natures.get("contacts", {}) | found

    def _account(self, used: set[str]) -> None:
        """Which columns became what, and which were not used."""
        source, known = self.source, meanings()
        heads = [(column, known[meaning]["into"]) for meaning, some in self.columns.items() for column in some]
        source.mapping = {c: _INTO.get(into, into) for c, into in heads if c in used and into != "nothing"}
        if "last_contact_at" in self.changed:
            source.mapping[self.changed["last_contact_at"]] = "contacts.last_contact_at"
        source.columns_read = list(source.mapping)
        source.columns_unused += [c for c, _ in heads if c not in source.mapping and c not in source.columns_unused]
        for column, count in self.harmed.items():
            source.values_unread[column] = count
        harm.cut(source)

    def _fields(self) -> tuple[dict[str, str], dict[str, str]]:
        """The SQL of each column of contacts, and the header that each was read from."""
        found, told = {"id": self.key}, {}
        for meaning in self.columns:
            column = _column(meaning)
            if column and column not in found:
                found[column] = self.text(meaning)
                told[column] = self.columns[meaning][0]
        if "details_source" in found:
            text = found["details_source"]
            found["details_source"] = self.worded("lead_source", text, f"CASE WHEN {text} IS NOT NULL THEN 'other' END")
        if self.has("full_name"):
            for name, sql in naming.parted(self.text("full_name")).items():
                # A whole name fills in what stands nowhere else in its row.
                alone = " AND ".join([f"{found[n]} IS NULL" for n in _NAMES if n in found] or ["true"])
                found[name + " "] = f"coalesce({found.get(name, 'NULL')}, CASE WHEN {alone} THEN {sql} END)"
            found = {name.strip(): sql for name, sql in found.items()}
        address = self.text("address") if self.has("address") else found.get("street")
        if address and "house_number" not in found:
            found |= naming.street(address)
        elif self.has("address") and "street" not in found:
            found["street"] = address
        if self.has("house_number_suffix") and "house_number" in found:
            found["house_number"] = (
                f"nullif(concat({found['house_number']}, ' ' || {self.text('house_number_suffix')}), '')"
            )
        if self.has("owner"):
            found["owner"] = self.owner
        return found, told

    def _modified(self, found: dict[str, str], told: dict[str, str]) -> tuple[str, ...]:
        """Use the day of the last change as last contact where there is no other; unless it was changed in bulk."""
        self.undated, self.changed = True, {}
        if not self.has("modified_at"):
            return ()
        header = self.columns["modified_at"][0]
        day, count, rows = self._busiest(header)
        bulk = count > 1 and count > BULK * rows
        self.undated = bulk
        if "last_contact_at" in found:
            return ()
        found["last_contact_at"], told["last_contact_at"] = self.text("modified_at"), header
        self.changed = {"last_contact_at": header}
        said = {"where": self.where, "name": header}
        if bulk:
            share = texts.share(count, rows)
            self.source.problems.append(texts.say("errors.modified_bulk", **said, share=share, day=texts.day(day)))
            return ("last_contact_at",)
        self.source.problems.append(texts.say("errors.modified_used", **said))
        return ()

    def _busiest(self, header: str) -> tuple:
        """The day on which most rows were changed, how many those are, and the number of rows."""
        column = schema.tables("crm")["contacts"].columns["created_at"]
        raw, day = self.engine.fresh("raw"), f"({typed(column, 'm', 'VARCHAR')})::DATE"
        self.engine.run(f"CREATE TEMP TABLE {raw} AS SELECT {quote(header)} AS m, _row FROM {self.raw}")
        settled(self.engine, raw, {"m": "m"}, self.order)
        total = self.engine.rows(f"SELECT count(*) FROM {raw}")[0][0]
        found = self.engine.rows(
            f"SELECT {day} AS d, count(*) FROM {raw} WHERE {day} IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1"
        )
        self.engine.run(f"DROP TABLE {raw}")
        return (*found[0], total) if found else (None, 0, total)

    def moments(self) -> list[str]:
        """The SELECTs of the moments of contact: each note, and the last contact where a column of its own tells it."""
        at = self.text("modified_at") if not self.undated else "NULL"
        made = [
            f"SELECT {self.key} || '/n{n}' AS id, {self.key} AS contact, {at} AS at, 'note' AS kind, "
            f"{self.of(column)} AS note, _row FROM {self.raw} WHERE {self.of(column)} IS NOT NULL"
            for n, column in enumerate(self.columns.get("notes", []), 1)
        ]
        for meaning, letter in (("first_contact_at", "f"), ("last_contact_at", "l")):
            if self.has(meaning):
                text = self.text(meaning)
                made.append(
                    f"SELECT {self.key} || '/{letter}' AS id, {self.key} AS contact, {text} AS at, NULL AS kind, "
                    f"NULL AS note, _row FROM {self.raw} WHERE {text} IS NOT NULL"
                )
        return made

    def add(self, table: str, selects: list[str]) -> None:
        """Add what follows from the sheet to another table; a sheet that tells nothing of it adds no table."""
        if not selects:
            return
        name = self.engine.fresh("raw")
        self.engine.run(f"CREATE TEMP TABLE {name} AS {' UNION ALL '.join(selects)}")
        if table == "interactions" and not self.engine.rows(f"SELECT count(*) FROM {name}")[0][0]:
            return  # a column for notes in which nobody wrote shows no moments of contact, and not that there were none
        source = self.unit.source(table)
        names = [column for column in self.engine.columns(name) if column in schema.tables("crm")[table].columns]
        told = {name: " / ".join(heads) for name, heads in choosing.heads(self).items()} if table == "consents" else {}
        mapping = Mapping({name: name for name in names}, flags=("event",), told=told, order=self.order)
        self.crm.add(table, name, source, mapping)
        source.columns_read = [c for c, into in self.source.mapping.items() if into.startswith(f"{table}.")]
        source.mapping = {column: self.source.mapping[column] for column in source.columns_read}


# Where a meaning with a rule of its own ends up, as a person may look for it.
_INTO = {
    "contacts.full_name": "contacts.last_name",
    "contacts.address": "contacts.street",
    "contacts.house_number_suffix": "contacts.house_number",
    "consents.given": "consents.event",
    "consents.objected": "consents.event",
    "consents.confirmed_at": "consents.at",
    "consents.withdrawn_at": "consents.at",
}


def _column(meaning: str) -> str:
    """The column of contacts that a meaning fills as it stands; empty when it follows a rule of its own, or none."""
    table, _, column = meanings()[meaning]["into"].partition(".")
    return (
        column if table == "contacts" and column in schema.tables("crm")["contacts"].columns and column != "id" else ""
    )


def _meaning(part: Part, column: str) -> str:
    """The meaning that fills this column of contacts."""
    return next((meaning for meaning in part.columns if _column(meaning) == column), column)


def _taken(part: Part, columns: list[str], column: str) -> bool:
    """Whether a column goes into our tables, so that it need not stand beside them as it was exported."""
    meaning = next(name for name, some in part.columns.items() if some is columns)
    into = meanings()[meaning]["into"]
    if into == "exported":
        return meaning == "modified_at" and not part.has("last_contact_at") and column == columns[0]
    return into != "exported" and (
        column == columns[0] or into == "nothing" or into.startswith(("interactions", "consents"))
    )


def _list(words: list[str]) -> str:
    return ", ".join(literal(word) for word in dict.fromkeys(words)) or "NULL"
