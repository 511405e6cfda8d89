"""A notebook run with parameters, in a process of its own; what it leaves is the same on every machine."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from .. import paths, texts
from ..errors import AvgkitError

_warmed = 0  # the process that was made warm


def warm() -> None:
    """Load what every report needs (libraries, the shell, templates, fonts) in this process, to be forked afterwards.

    Starts no thread and opens nothing. A child that is then forked for one report (`os.fork()`, `reports.report(...)`,
    `os._exit(0)`) runs it in that very process, without a second fork. What the parent must leave between `warm` and
    the last fork: an open DuckDB connection, work with Polars or Arrow, a thread or event loop of its own, an IPython
    shell. A fork copies one thread and every lock, so that a child of such a parent can wait for ever; `run` itself
    notices threads and takes a kernel instead, but it cannot help what the parent forks.
    """
    global _warmed
    from .. import office, pages, plans, recognisers, sources, themes
    from ..law import load_law
    from ..pages import setting
    from . import checking, engine, page, placing, private

    assert all((office, pages, plans, recognisers, sources, checking, placing, private))
    engine.warm()
    page.exporter()
    texts.load()
    setting.load()
    themes.checks()
    load_law().facts_unverified()
    _warmed = os.getpid()


def run(notebook: Path, parameters: dict, progress: Callable[[int, int], None] | None):
    """The executed notebook; an AvgkitError in its process is raised here, in this process, as itself.

    It runs in a fork of this process, in this process when that was forked for it (see `warm`), or in a kernel where
    a fork is missing or could hang.
    """
    import papermill

    from . import engine

    engine.register()

    cells = [c for c in json.loads(notebook.read_text(encoding="utf-8"))["cells"] if c["cell_type"] == "code"]
    total, done = len(cells) + 1, 0  # papermill adds a cell with the parameters

    def tick(cell, cell_index):
        nonlocal done
        done += cell["cell_type"] == "code"
        if progress:
            progress(min(done, total), total)

    try:
        return papermill.execute_notebook(
            str(notebook),
            None,
            parameters,
            progress_bar=False,
            request_save_on_cell_execute=False,
            engine_name="avgkit",
            in_place=_warmed not in (0, os.getpid()),
            kernel_manager_class=_kernel(),
            on_cell_complete=tick,
        )
    except papermill.PapermillExecutionError as error:
        if error.ename == "AvgkitError":
            raise AvgkitError(str(error.evalue).split("\n")) from None
        said = f"{error.ename}: {error.evalue}"
        raise RuntimeError(texts.say("report.report_failed", error=said)) from error


def _kernel() -> type:
    """A kernel of this very interpreter, whatever kernels the machine has, that keeps no history of what it ran."""
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager

    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    argv += ["--HistoryManager.enabled=False", "--log-level=CRITICAL"]
    path = os.pathsep.join([str(paths.PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])])
    spec = KernelSpec(argv=argv, display_name="avgkit", language="python", env={"PYTHONPATH": path})

    class OwnKernel(AsyncKernelManager):
        @property
        def kernel_spec(self):
            return spec

    return OwnKernel


def tidy(ran, work: str, out: str, name: str) -> str:
    """The executed notebook without the temporary folder, paths of this machine, and times that differ on every run."""
    import nbformat

    ran.metadata["papermill"] = {"parameters": dict(ran.metadata["papermill"]["parameters"], out=out), "input": name}
    for number, cell in enumerate(ran.cells):
        cell.metadata.pop("papermill", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = "injected-parameters"
            cell.source = cell.source.replace(json.dumps(work), json.dumps(out))
        cell.setdefault("id", f"cell-{number}")
    return nbformat.writes(ran)
