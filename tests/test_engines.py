"""The checks run unchanged on another engine: same keys, same answers, same unknowns."""

import narwhals as nw
import pytest

import avgkit

pl = pytest.importorskip("polars", reason="Polars is not in the default groups: uv run --group engines pytest")

TYPES = {
    "VARCHAR": pl.String,
    "BOOLEAN": pl.Boolean,
    "BIGINT": pl.Int64,
    "DATE": pl.Date,
    "TIMESTAMP": pl.Datetime("us"),
}


class PolarsCrm:
    """A Crm whose tables are Polars lazy frames; it has what a check may ask of a Crm and nothing else."""

    def __init__(self, crm):
        self.engine, self.sources, self.exported = self, crm.sources, crm.exported
        self.accepted, self.natures = crm.accepted, crm.natures
        self.kept = {}
        self.frames = {n: nw.from_native(pl.from_arrow(crm.engine.arrow(getattr(crm, n))).lazy()) for n in crm.tables}

    def __getattr__(self, name):
        return self.frames[name]

    def has(self, name):
        return name in self.frames

    def arrow(self, frame):
        return frame.collect("pyarrow").to_native()

    def derived(self, name, build, *_):
        if name not in self.kept:
            self.kept[name] = nw.from_native(build().to_native().collect().lazy())
        return self.kept[name]

    def bind(self, rows, types):
        wanted = [{column: row.get(column) for column in types} for row in rows]
        return nw.from_native(pl.DataFrame(wanted, schema={c: TYPES[t] for c, t in types.items()}).lazy())


@pytest.fixture(scope="module")
def made():
    return avgkit.generate_crm(people=300, seed=11)


@pytest.mark.parametrize("check", avgkit.checks(), ids=lambda check: check.id)
def test_same_verdicts_on_polars(made, check):
    law = avgkit.load_law("2026-11-01")
    answers = [
        {
            (row["key"], row["violates"], row["reasons"])
            for row in check.verdict(crm, made.policy, law).collect("pyarrow").to_native().to_pylist()
        }
        for crm in (made.crm, PolarsCrm(made.crm))
    ]
    assert answers[0] and answers[0] == answers[1]
