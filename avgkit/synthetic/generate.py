"""From a number of people and a seed to a whole CRM and policy, with the list of what is wrong in it."""

import json
import shutil
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

import numpy as np

from .. import schema, texts, whole
from ..errors import AvgkitError
from ..tables import why
from . import abroad, asking, files, incidents, mailing, notes, notices, people, policy, staff, tree
from .choices import stops
from .draft import Draft
from .flaws import plant, reserve
from .rules import rules

MOST_PEOPLE = 5_000_000  # texts of one column stay under two gigabytes
_FLAWS = {"default": 1, "none": 1, "practice": 25}  # each kind of flaw so many times the people's number, under a root
_FORMATS = ("csv", "parquet")
_EARLIEST, _LATEST = date(2020, 1, 1), date(2099, 12, 31)  # before 2020 there is no history to tell


@dataclass(frozen=True)
class Generated:
    """A generated CRM and policy; `flaws` lists every finding that was planted: {"check": ..., "key": ...}."""

    tables: dict
    policy_tables: dict
    flaws: list[dict]

    @cached_property
    def crm(self):
        """The tables as a Crm."""
        from ..tables import Crm

        return Crm.of(self.tables)

    @cached_property
    def policy(self):
        """The declared tables as a Policy."""
        from ..tables import Policy

        return Policy.of(self.policy_tables)

    def write(self, folder: str | Path, format: str = "csv", shadow: int | None = None) -> None:
        """Write crm/, policy/ and flaws.json, whole or not at all; only an earlier output of ours is replaced.

        shadow: the seed of a folder of loose files, shadow/, written beside them with what is planted in it.
        """
        if format not in _FORMATS:
            raise AvgkitError(texts.unknown_name("synthetic.unknown_format", format, _FORMATS))
        folder = Path(folder)
        if not _ours(folder):
            raise AvgkitError(texts.say("errors.folder_in_use", path=folder))
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
        except OSError as error:
            raise AvgkitError(texts.say("errors.path_unwritable", path=folder, reason=why(error))) from None
        try:
            self._fill(work, format)
            if shadow is not None:
                tree.beside(work, self.crm, shadow)
            work.chmod(0o755)
            whole.swap(work, folder)
        except OSError as error:
            raise AvgkitError(texts.say("errors.path_unwritable", path=folder, reason=why(error))) from None
        finally:
            shutil.rmtree(work, ignore_errors=True)

    def _fill(self, work: Path, format: str) -> None:
        for side, tables in (("crm", self.tables), ("policy", self.policy_tables)):
            (work / side).mkdir()
            for name, table in tables.items():
                _write_table(table, work / side / name, format if side == "crm" else "csv")
        text = json.dumps(self.flaws, ensure_ascii=False, indent=1)
        (work / "flaws.json").write_text(text + "\n", encoding="utf-8")


def _write_table(table, path: Path, format: str) -> None:
    if format == "parquet":
        import pyarrow.parquet as pq

        pq.write_table(table, path.with_suffix(".parquet"), compression="zstd")
    else:
        import pyarrow.csv as pcsv

        pcsv.write_csv(table, path.with_suffix(".csv"), pcsv.WriteOptions(quoting_style="needed"))


def _ours(folder: Path) -> bool:
    """Whether we may put our output here: nothing there, an empty folder, or an earlier output of ours."""
    if not folder.exists() and not folder.is_symlink():
        return True
    if not folder.is_dir() or folder.is_symlink():
        return False
    found = {entry.name for entry in folder.iterdir()}
    loose = {"shadow", tree.EXPECTED, tree.ERASED}
    return not found or (found - loose == {"crm", "policy", "flaws.json"} and found & loose in (set(), loose))


def generate(number: int, seed: int, flaws: str, until: date) -> Generated:
    """The generated CRM; see avgkit.generate_crm."""
    number, seed, until = _checked(number, seed, flaws, until)
    draft = Draft(number, seed, until, rules(until), _FLAWS[flaws])
    created = people.created(draft)
    plan, roles = reserve(draft, created, flaws != "none")
    staff.users(draft)
    people.contacts(draft, created, roles)
    asking.erased(draft)
    staff.owners(draft)
    stops(draft)
    mailing.messages(draft)
    notes.interactions(draft)
    asking.requests(draft)
    for part in (staff.grants, staff.access_log, files.files, incidents.incidents):
        part(draft)
    abroad.orders(draft)
    notices.told(draft)
    draft.policy = policy.declared()
    policy.settle(draft.policy, until)
    found = plant(draft, plan)
    files.listed(draft)
    tables, keys = draft.arrow({table for _, table, row in found if not isinstance(row, str)})
    pairs = sorted({(check, row if isinstance(row, str) else keys[table][row].as_py()) for check, table, row in found})
    return Generated(tables, _policy_tables(draft.policy), [{"check": check, "key": key} for check, key in pairs])


def _policy_tables(declared: dict[str, list[dict]]) -> dict:
    import pyarrow as pa

    kinds = {"flag": pa.bool_(), "whole": pa.int64(), "day": pa.date32()}
    tables = {}
    for name, table in schema.tables("policy").items():
        fields = pa.schema([(c.name, kinds.get(c.type, pa.string())) for c in table.columns.values()])
        rows = [dict.fromkeys(table.columns) | row for row in declared[name]]
        tables[name] = pa.Table.from_pylist(rows, schema=fields)
    return tables


def _checked(number, seed, flaws, until) -> tuple[int, int, date]:
    """The arguments, or everything that is wrong with them at once."""
    problems = []
    if not _whole(number) or not 1 <= number <= MOST_PEOPLE:
        most = texts.number(MOST_PEOPLE)
        problems.append(texts.say("errors.people_range", value=str(number)[:40], most=most))
    if not _whole(seed) or seed < 0:
        problems.append(texts.say("synthetic.wrong_seed", value=str(seed)[:40]))
    if flaws not in _FLAWS:
        problems.append(texts.unknown_name("synthetic.unknown_flaws", flaws, _FLAWS))
    day = _day(until)
    if day is None:
        problems.append(texts.say("errors.wrong_date", value=str(until)[:40]))
    elif not _EARLIEST <= day <= _LATEST:
        problems.append(texts.say("synthetic.until_range", value=day, first=_EARLIEST, last=_LATEST))
    if problems:
        raise AvgkitError(problems)
    return int(number), int(seed), day


def _whole(value) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _day(value) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        return None
