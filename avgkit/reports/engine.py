"""The papermill engine `avgkit`: each notebook in a fresh fork of a warm process, instead of a kernel started cold.

    papermill --engine avgkit in.ipynb out.ipynb -p x 1
    papermill.execute_notebook("in.ipynb", "out.ipynb", {"x": 1}, engine_name="avgkit", memory_limit=2 * 2**30)

The executed notebook is the one papermill's own engine makes: nbclient reads what the cells say, and only where it
comes from differs. Three options are added:

- `time_limit`: seconds for the whole notebook (`execution_timeout` is papermill's own, for each cell);
- `memory_limit`: bytes that the process may take in all, that of the warm parent included; a cell that asks for more
  ends with MemoryError (only in a fork, and only where the system knows RLIMIT_DATA);
- `in_place`: run in this very process, which the caller forked for this one report; without limits, which are then
  his. Once in a process: what a notebook leaves behind would be found by the next, so that goes to a kernel.

The notebook goes to a kernel of its own, by papermill's own engine and with the same result, only slower, when a fork
is missing or could hang: on Windows and macOS; in a thread, inside a running event loop or in an IPython or Jupyter
session; when this process has other threads (Polars, an open DuckDB connection, Arrow after work, a server), since a
fork copies one thread and every lock; and when the notebook asks for another language, another Python or another kind
of kernel. `memory_limit` is not kept there. Start-up files and settings of IPython are not read in a fork. The usual
libraries (`executing.WARM`) that a notebook names are loaded before the fork; environment variables that they read
when loaded must be set before this process starts.
"""


class AvgkitEngine:
    """What papermill asks of an engine; the rest is loaded when the first notebook runs."""

    @classmethod
    def execute_notebook(cls, nb, kernel_name, **options):
        """Run a notebook; the options are those of papermill's own engine and the three of this module."""
        from .executing import Executor

        return Executor.execute_notebook(nb, kernel_name, **options)

    @classmethod
    def nb_kernel_name(cls, nb, name=None):
        """The name of the kernel that the notebook asks for."""
        from papermill.utils import nb_kernel_name

        return nb_kernel_name(nb, name)

    @classmethod
    def nb_language(cls, nb, language=None):
        """The language of the notebook."""
        from papermill.utils import nb_language

        return nb_language(nb, language)


def warm() -> None:
    """Load what notebooks need in this process, starting no thread: a fork of it can begin at once."""
    from . import executing

    register()
    executing.warm()


def register() -> None:
    """Make the engine known to papermill, also where the package is not installed."""
    from papermill.engines import papermill_engines

    papermill_engines.register("avgkit", AvgkitEngine)
