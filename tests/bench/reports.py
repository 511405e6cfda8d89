"""Twenty reports with three figures: this engine beside its peers and beside the limit, in one run.

    python tests/bench/reports.py [REPORTS] [ROUNDS] [MODES]

Prints, for each mode, the wall time and the CPU time (children included) and their ratio to papermill in one process
and to the plain function: the median over the rounds, and the lowest and highest. Every mode writes an executed
notebook and a page for each report, and the figures in the last page are counted. Ploomber's engine is taken along
where it is installed: `uv run --with ploomber-engine python tests/bench/reports.py`.
"""

import base64
import io
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from importlib import metadata, util
from pathlib import Path

import nbformat

CELLS = [
    "seed = 1\nrows = 20000",
    "import numpy as np, pandas as pd\nimport matplotlib.pyplot as plt",
    "rng = np.random.default_rng(seed)\n"
    "df = pd.DataFrame({'categorie': rng.choice(['klant','prospect','oud-klant','partner'], rows),\n"
    "  'dagen': rng.integers(0, 4000, rows), 'toestemming': rng.random(rows) > .3})\ndf.head()",
    "s = df.groupby('categorie').agg(n=('dagen', 'size'), te_lang=('dagen', lambda x: int((x > 2555).sum())), "
    "ja=('toestemming', 'mean'))\ns",
    "fig, ax = plt.subplots(figsize=(6, 3)); s['te_lang'].plot.barh(ax=ax); ax.set_title('Te lang'); plt.show()",
    "fig, ax = plt.subplots(figsize=(6, 3)); ax.hist(df['dagen'], bins=40); ax.set_title('Dagen'); plt.show()",
    "fig, ax = plt.subplots(figsize=(6, 3)); s['ja'].plot.bar(ax=ax); ax.set_title('Toestemming'); plt.show()",
]


def notebook() -> nbformat.NotebookNode:
    """The notebook of the reports: parameters, imports, a frame of 20,000 rows, a summary, three figures."""
    made = nbformat.v4.new_notebook()
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    made.cells = [nbformat.v4.new_markdown_cell("# Nalevingscontrole\nKort verslag.")]
    made.cells += [nbformat.v4.new_code_cell(source) for source in CELLS]
    made.cells[1].metadata["tags"] = ["parameters"]
    return made


def page(ran, place: Path) -> None:
    """The page of an executed notebook, by one warm exporter in every mode."""
    from nbconvert import HTMLExporter

    if not hasattr(page, "exporter"):
        page.exporter = HTMLExporter(template_name="basic")
    place.write_text(page.exporter.from_notebook_node(ran)[0], encoding="utf-8")


def one(number: int, folder: Path, **options) -> None:
    """One report through papermill."""
    import papermill

    ran = papermill.execute_notebook(
        str(folder / "in.ipynb"), str(folder / f"{number}.ipynb"), {"seed": number}, progress_bar=False, **options
    )
    page(ran, folder / f"{number}.html")


def api(reports: int, folder: Path) -> None:
    """papermill as it is, in one process."""
    for number in range(reports):
        one(number, folder)


def embedded(reports: int, folder: Path) -> None:
    """Ploomber's engine, in this process."""
    for number in range(reports):
        one(number, folder, engine_name="embedded")


def forked(reports: int, folder: Path) -> None:
    """This engine, one report at a time."""
    from avgkit.reports import engine

    engine.warm()
    for number in range(reports):
        one(number, folder, engine_name="avgkit")


def forked2(reports: int, folder: Path) -> None:
    """This engine as a batch uses it: two processes at a time, each forked from a warm one for its own report."""
    from avgkit.reports import engine

    engine.warm()
    page(nbformat.v4.new_notebook(), folder / "none.html")
    live = set()
    for number in range(reports):
        while len(live) >= 2:
            pid, status = os.wait()
            live.remove(pid)
            assert status == 0
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                one(number, folder, engine_name="avgkit", in_place=True)
                code = 0
            finally:
                os._exit(code)
        live.add(pid)
    for pid in live:
        assert os.waitpid(pid, 0)[1] == 0


def plain(reports: int, folder: Path) -> None:
    """The limit: the same code as a warm function, whose results are written as a notebook and as a page."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    codes = [compile(source.replace("plt.show()", "None"), "cell", "exec") for source in CELLS[1:]]
    for number in range(reports):
        names, ran = {"seed": number, "rows": 20000}, notebook()
        for cell, code in zip(ran.cells[2:], codes, strict=True):
            exec(code, names)
            for figure in map(plt.figure, plt.get_fignums()):
                picture = io.BytesIO()
                figure.savefig(picture, format="png", bbox_inches="tight")
                data = {"image/png": base64.b64encode(picture.getvalue()).decode()}
                cell.outputs.append(nbformat.v4.new_output("display_data", data=data))
                plt.close(figure)
        for cell, name in ((ran.cells[3], "df"), (ran.cells[4], "s")):
            shown = names[name].head()
            data = {"text/html": shown.to_html(), "text/plain": repr(shown)}
            cell.outputs.append(nbformat.v4.new_output("execute_result", data=data, execution_count=1))
        (folder / f"{number}.ipynb").write_text(nbformat.writes(ran), encoding="utf-8")
        page(ran, folder / f"{number}.html")


MODES = [api, embedded, forked, forked2, plain]


def measure(mode: str, reports: int) -> dict:
    """Seconds of a mode, in this process; CPU is that of this process and of the children it waited for."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "in.ipynb").write_text(nbformat.writes(notebook()), encoding="utf-8")
        begun = time.perf_counter()
        globals()[mode](reports, folder)
        wall = time.perf_counter() - begun
        cpu = sum(os.times()[:4])
        text = (folder / f"{reports - 1}.html").read_text(encoding="utf-8")
        return {"wall": wall, "cpu": cpu, "figures": text.count("data:image/png")}


def main(reports: int = 20, rounds: int = 3, modes: str = "") -> None:
    """Every mode in a process of its own, one after the other, round by round."""
    wanted = modes.split(",") if modes else [m.__name__ for m in MODES]
    if util.find_spec("ploomber_engine") is None:
        wanted = [mode for mode in wanted if mode != "embedded"]
    found: dict[str, list[dict]] = {mode: [] for mode in wanted}
    for _ in range(rounds):
        for mode in wanted:
            done = subprocess.run(
                [sys.executable, __file__, "--one", mode, str(reports)], capture_output=True, text=True
            )
            if done.returncode:
                sys.exit(done.stderr[-2000:])
            found[mode].append(json.loads(done.stdout.splitlines()[-1]))
    versions = " ".join(
        f"{name} {metadata.version(name)}" for name in ("papermill", "nbclient", "ipykernel", "matplotlib")
    )
    print(f"{reports} reports, {rounds} rounds, {os.cpu_count()} cores, Python {platform.python_version()}, {versions}")
    for mode, runs in found.items():
        said = [f"{mode:9} wall {_middle([r['wall'] for r in runs])} s  cpu {_middle([r['cpu'] for r in runs])} s"]
        if "api" in found:
            said.append(f"faster than api {_middle([found['api'][n]['wall'] / r['wall'] for n, r in enumerate(runs)])}")
        if "plain" in found:
            said.append(f"cpu of plain {_middle([r['cpu'] / found['plain'][n]['cpu'] for n, r in enumerate(runs)])}")
        print("  ".join([*said, f"figures {runs[0]['figures']}"]))


def _middle(values: list[float]) -> str:
    return f"{statistics.median(values):6.2f} ({min(values):.2f} to {max(values):.2f})"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]))))
    else:
        main(*map(int, sys.argv[1:3]), *sys.argv[3:4])
