"""How the papermill engine of this package runs a notebook: in a fork where it can, else as papermill does."""

import asyncio
import importlib
import os
import re
import signal
import sys
import time
from functools import cache

from jupyter_core.utils import run_sync
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, NotebookExecutionManager
from papermill.log import logger

from .. import texts
from . import forking, shell

# Libraries that are slow to load, start no thread that a fork could miss, and keep nothing of one report for the next.
WARM = ("numpy", "pandas", "pyarrow", "duckdb", "matplotlib", "avgkit")
# Parts of them that they load when first used.
_PARTS = {
    "pandas": ("pandas.io.formats.html", "pandas.io.formats.string", "pandas.plotting._matplotlib"),
    "pyarrow": ("pyarrow.pandas_compat", "pyarrow.parquet"),
}
_SECONDS = 1.0  # at most so often is an unfinished notebook written


class Executor(NBClientEngine):
    """Runs a notebook of this Python in a fork of this process, and any other as papermill's own engine does."""

    @classmethod
    def execute_notebook(
        cls,
        nb,
        kernel_name,
        output_path=None,
        progress_bar=True,
        log_output=False,
        autosave_cell_every=30,
        **kwargs,
    ):
        """As papermill does it, but an unfinished notebook is written once a second instead of twice a cell."""
        manager = _Manager(nb, output_path, log_output, progress_bar, autosave_cell_every)
        manager.notebook_start()
        try:
            cls.execute_managed_notebook(manager, kernel_name, log_output=log_output, **kwargs)
        finally:
            manager.cleanup_pbar()
            manager.ended = True
            manager.notebook_complete()
        return manager.nb

    @classmethod
    def execute_managed_notebook(
        cls, nb_man, kernel_name, *, time_limit=None, memory_limit=None, in_place=False, **options
    ):
        """Run the cells; see the module `engine` for the options."""
        if time_limit:
            options["timeout_func"] = _Clock(time_limit, options.get("execution_timeout") or options.get("timeout"))
        _end_monitor(nb_man)
        child = None
        if _ours(nb_man.nb, kernel_name, options) and (in_place or forking.safe()):
            child = _child(nb_man, memory_limit, in_place and not (time_limit or memory_limit))
        if child is None:
            return super().execute_managed_notebook(nb_man, kernel_name, **options)
        for name in ("input_path", "start_timeout", "startup_timeout", "kernel_manager_class"):
            options.pop(name, None)
        limit = options.pop("execution_timeout", None) or options.pop("timeout", None)
        return _Client(
            nb_man, child, time_limit, kernel_name=kernel_name, log=logger, timeout=limit, **options
        ).execute()


class _Manager(NotebookExecutionManager):
    """papermill's own, that writes a notebook on its way no more than once a second."""

    ended, _saved = False, 0.0

    def save(self, **kwargs):
        if kwargs.get("nb"):
            self.nb = kwargs["nb"]
        if self.ended or time.monotonic() - self._saved >= _SECONDS:
            super().save()
            self._saved = time.monotonic()


class _Clock:
    """How long the next cell may take, when the notebook as a whole has a limit."""

    def __init__(self, seconds: float, each: float | None):
        self._end, self._each = time.monotonic() + seconds, each

    def __call__(self, cell) -> float:
        left = max(0.01, self._end - time.monotonic())
        return min(left, self._each) if self._each and self._each > 0 else left

    @property
    def over(self) -> bool:
        return time.monotonic() >= self._end - 0.01


class _Client(PapermillNotebookClient):
    """nbclient's own reading of what a kernel says, on what the process of a notebook says."""

    def __init__(self, nb_man, child, time_limit, **options):
        super().__init__(nb_man, **options)
        self.child, self.limit = child, time_limit

    def execute(self, **_):
        """Run every cell; whatever happens, the process and all that it started are gone afterwards."""
        self.reset_execution_trackers()
        self.kc = self.km = self.child
        before = run_sync(_tasks)()
        try:
            self.papermill_execute_cells()
            self.nb.metadata["language_info"] = dict(shell.build().kernel.language_info)
            self.set_widgets_metadata()
        finally:
            self.child.close()
            run_sync(_settle)(before)
        return self.nb

    def execute_cell(self, cell, index, **more):
        """As papermill does; a process that is gone is told with its cell and its cause, and the cell is no success."""
        from nbclient.exceptions import CellTimeoutError, DeadKernelError

        try:
            return super().execute_cell(cell, index, **more)
        except DeadKernelError:
            self.nb_man.cell_exception(cell, index)
            raise DeadKernelError(_end(self.child, index)) from None
        except CellTimeoutError:
            self.nb_man.cell_exception(cell, index)
            if self.timeout_func is None or not self.timeout_func.over:
                raise
            raise CellTimeoutError(texts.say("engine.late", cell=index + 1, seconds=f"{self.limit:g}")) from None

    async def _async_check_alive(self):
        from nbclient.exceptions import DeadKernelError

        if not self.child.alive():
            raise DeadKernelError("")


def warm() -> None:
    """Load what any notebook may need, and the shell."""
    shell.build()
    _this_python("python3")
    _warm_for(" ".join(WARM))


async def _tasks() -> set:
    """What the event loop of nbclient has in hand."""
    return asyncio.all_tasks() - {asyncio.current_task()}


async def _settle(before: set) -> None:
    """End what waits for a notebook that will say no more."""
    left = await _tasks() - before
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


def _end(child, index: int) -> str:
    """How the process of a notebook ended, in words."""
    child.close()
    status = os.waitstatus_to_exitcode(child.status or 0)
    if status >= 0:
        return texts.say("engine.exited", cell=index + 1, code=status)
    name = next((s.name for s in signal.Signals if s == -status), str(-status))
    return texts.say("engine.killed" if -status == signal.SIGKILL else "engine.crashed", cell=index + 1, signal=name)


def _child(nb_man, memory_limit: int | None, in_place: bool):
    """The process for a notebook, with what it names loaded; None when it turns out that a fork could hang."""
    _warm_for("\n".join(cell.source for cell in nb_man.nb.cells if cell.cell_type == "code"))
    if in_place:
        return None if shell.build().used else forking.Here()
    try:
        return forking.Child(memory_limit)
    except forking.Unsafe:
        return None


def _warm_for(source: str) -> None:
    """Load what the notebook will load, so that the next one finds it loaded; what cannot be loaded fails there."""
    named = {name for name in WARM if re.search(rf"\b{name}\b", source)}
    if re.search(r"\b(plt|pylab|seaborn|plot|hist)\b", source):
        named.add("matplotlib")
    drawn = "matplotlib" in named
    parts = [part for name in WARM if name in named for part in (name, *_PARTS.get(name, ()))]
    for part in parts:
        if part in sys.modules or ("plotting" in part and not drawn):
            continue
        try:
            importlib.import_module(part)
        except Exception:
            logger.debug("%s cannot be loaded", part)
    if drawn and "matplotlib" in sys.modules:
        from . import inline

        inline.warm()


def _end_monitor(nb_man) -> None:
    """End the thread with which a progress bar looks after itself: this process is about to be forked."""
    kind = type(nb_man.pbar)
    if nb_man.pbar is not None and getattr(kind, "monitor", None) is not None:
        kind.monitor.exit()
        kind.monitor = None


def _ours(nb, kernel_name: str, options: dict) -> bool:
    """Whether the notebook asks for this very Python, as IPython runs it."""
    language = nb.metadata.get("kernelspec", {}).get("language") or nb.metadata.get("language_info", {}).get("name")
    if (language or "python").lower() != "python":
        return False
    if options.get("kernel_manager_class"):
        return True
    return _this_python(kernel_name)


@cache
def _this_python(kernel_name: str) -> bool:
    """Whether a kernel of this name is IPython in this very Python."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec(kernel_name)
    except NoSuchKernel:
        return False
    first = os.path.basename(spec.argv[0]).removesuffix(".exe")
    same = spec.argv[0] == sys.executable or spec.argv[0] == first
    return same and "ipykernel_launcher" in spec.argv and not spec.env
