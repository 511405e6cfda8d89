"""The shell that runs the cells of a notebook: a real IPython kernel without sockets, built once and kept clean.

It is a kernel as ipykernel makes it, so that displays, errors, magics, widgets and `input` behave as they do under
papermill's own engine; only the way out differs: what it says goes to one function, `say`, instead of to a socket.
It reads no start-up files and no profile of the user, and keeps no history: a report depends on its notebook alone.
"""

import asyncio
import builtins
import contextlib
import gc
import importlib
import io
import logging
import os
import random
import sys
import threading
import warnings
from types import SimpleNamespace

_FLUSH = 0.2  # seconds that printed text waits for more, as in ipykernel
_LATER = ("IPython.core.magics.execution", "IPython.core.logger", "IPython.utils.module_paths")  # loaded by first cells
_built = None


class Stream(io.TextIOBase):
    """What a cell prints, told in pieces: at a display, at the end of a cell, and after a moment of silence."""

    encoding, errors = "UTF-8", "strict"

    def __init__(self, name: str, number: int, say):
        self.name, self._number, self._say = name, number, say
        self._held, self._lock, self._wake, self._owner = [], threading.RLock(), threading.Event(), os.getpid()
        self._thread = None

    def write(self, text: str) -> int:
        """Keep the text until it is told; a process that the notebook forked writes to the file below instead."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if os.getpid() != self._owner:
            os.write(self._number, text.encode("utf-8", "replace"))
            return len(text)
        with self._lock:
            self._held.append(text)
        if self._thread is None:
            self._thread = threading.Thread(target=self._tell, daemon=True)
            self._thread.start()
        self._wake.set()
        return len(text)

    def _tell(self) -> None:
        while True:
            self._wake.wait()
            threading.Event().wait(_FLUSH)
            self._wake.clear()
            self.flush()

    def flush(self) -> None:
        """Tell what is held."""
        if os.getpid() != self._owner:
            return
        with self._lock:
            text, self._held = "".join(self._held), []
            if text:
                self._say("stream", {"name": self.name, "text": text})

    def writable(self) -> bool:
        """Text can be written to it."""
        return True

    def isatty(self) -> bool:
        """Nobody sits at it."""
        return False

    def fileno(self) -> int:
        """The file below, which is told as well."""
        return self._number


def build():
    """The shell of this process, built on the first call; nothing of it can be seen until `enter`.

    Starts no threads and opens no sockets, so that the process can be forked afterwards.
    """
    global _built
    if _built is None:
        with _unseen():
            made = _kernel()
        for name in _LATER:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
        _built = made
    return _built


def _kernel():
    """A kernel that says everything to `kernel.session.say`."""
    from ipykernel.ipkernel import IPythonKernel
    from ipykernel.zmqshell import ZMQInteractiveShell
    from jupyter_client.session import Session
    from traitlets import Any, Type
    from traitlets.config import Config

    class PipedSession(Session):
        say = Any()

        def send(self, stream, msg_or_type, content=None, parent=None, ident=None, buffers=None, *args, **kwargs):
            told = msg_or_type if isinstance(msg_or_type, dict) else {"msg_type": msg_or_type, "content": content}
            self.say(told["msg_type"], told.get("content") or {}, buffers or told.get("buffers") or [])
            return told

    class ReportShell(ZMQInteractiveShell):
        def showtraceback(self, *args, **kwargs):
            self.kernel.relax()  # a cell that ran out of memory must be able to say so
            return super().showtraceback(*args, **kwargs)

        def enable_gui(self, gui=None):
            from ipykernel.eventloops import enable_gui

            enable_gui(gui, kernel=self.kernel)
            self.active_eventloop = gui

    class ReportKernel(IPythonKernel):
        shell_class = Type(ReportShell)
        debugger_class = Type(object)
        relax = Any(lambda: None)

        def _cancel_on_sigint(self, future):
            return contextlib.nullcontext()

    log = logging.getLogger("avgkit.notebook")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    config = Config()
    config.HistoryManager.enabled = False
    debugger = "ipykernel.debugger"  # nobody steps through a report, and a debugger starts threads
    kept, sys.modules[debugger] = sys.modules.get(debugger), SimpleNamespace(_is_debugpy_available=False)
    try:
        kernel = ReportKernel.instance(session=PipedSession(key=b""), config=config, log=log)
    finally:
        del sys.modules[debugger]
        if kept:
            sys.modules[debugger] = kept
    kernel.shell_channel_thread = SimpleNamespace(parent_thread=threading.main_thread())
    return SimpleNamespace(kernel=kernel, names=dict(builtins.__dict__), main=sys.modules["__main__"], used=False)


@contextlib.contextmanager
def _unseen():
    """Whatever building a shell changes in this process, put back: nobody here may think that this is a notebook."""
    from traitlets.config import SingletonConfigurable

    kept = dict(builtins.__dict__), dict(os.environ), sys.path[:], warnings.filters[:]
    main, hooks = sys.modules["__main__"], (sys.excepthook, sys.displayhook)
    try:
        yield
    finally:
        for name in set(builtins.__dict__) - set(kept[0]):
            delattr(builtins, name)
        builtins.__dict__.update(kept[0])
        for name in set(os.environ) - set(kept[1]):
            del os.environ[name]
        os.environ.update(kept[1])
        sys.path[:], warnings.filters[:] = kept[2], kept[3]
        warnings._filters_mutated() if hasattr(warnings, "_filters_mutated") else None
        sys.modules["__main__"], (sys.excepthook, sys.displayhook) = main, hooks
        for singleton in _singletons(SingletonConfigurable):
            singleton._instance = None


def _singletons(base) -> list:
    """The classes that have an instance which code of a notebook can ask for."""
    from ipykernel.ipkernel import IPythonKernel
    from ipykernel.zmqshell import ZMQInteractiveShell

    return [c for top in (IPythonKernel, ZMQInteractiveShell) for c in top.__mro__ if issubclass(c, base) and c != base]


def enter(say) -> "Cells":
    """Make this process a notebook that says everything to `say(kind, content, buffers)`; there is no way back.

    To be called once, in a process made for one report. What the process itself had changed is put aside: warnings,
    figures and their settings, the state of random numbers, arguments of the command line.
    """
    from traitlets.config import SingletonConfigurable

    built = build()
    built.used = True
    gc.freeze()  # what was there before is not looked through again and again
    kernel = built.kernel
    kernel.session.say = say
    for thing in (kernel, kernel.shell):
        for name in type(thing).__mro__:
            if issubclass(name, SingletonConfigurable) and name is not SingletonConfigurable:
                name._instance = thing
    builtins.__dict__.update({n: v for n, v in built.names.items() if n not in builtins.__dict__})
    _plain_path()
    sys.modules["__main__"] = built.main
    kernel.shell.init_environment()
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    sys.argv = ["ipykernel_launcher"]
    _plain_warnings()
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    sys.stdout, sys.stderr = Stream("stdout", 1, say), Stream("stderr", 2, say)
    kernel._stdout, kernel._stderr = sys.stdout, sys.stderr
    if "matplotlib" in sys.modules:
        from . import inline

        inline.enter(kernel.shell)
    return Cells(kernel, say)


def _plain_path() -> None:
    """Where modules are looked for, as in a kernel: the working folder, and not the folder of the script of before."""
    script = getattr(sys.modules["__main__"], "__file__", None)
    if script and sys.path and sys.path[0] == os.path.dirname(os.path.abspath(script)):
        del sys.path[0]
    if "" not in sys.path:  # where IPython puts it: before what is installed
        installed = [n for n, path in enumerate(sys.path) if path.endswith(("site-packages", "dist-packages"))]
        sys.path.insert(min(installed, default=0), "")


def _plain_warnings() -> None:
    """The filters of an interpreter that has just started, whatever the process before it had set."""
    warnings.resetwarnings()
    for kind in (ResourceWarning, ImportWarning, PendingDeprecationWarning, DeprecationWarning):
        warnings.simplefilter("ignore", kind)
    warnings.filterwarnings("default", category=DeprecationWarning, module="__main__")
    warnings._processoptions(sys.warnoptions)
    warnings.filterwarnings("ignore", message=".*Trio's signal handling code might have collided.*")


class Cells:
    """Runs cells, one after the other, in one event loop."""

    def __init__(self, kernel, say):
        self.kernel, self._say = kernel, say

    async def take(self, kind: str, content: dict) -> None:
        """Run a cell, or hear what a widget is told."""
        if kind == "execute_request":
            await self.run(content["code"], content["message"])
        else:
            self.hear(kind, content)

    def hear(self, kind: str, content: dict) -> None:
        """Let a widget hear what became of what it showed."""
        if kind == "comm_msg":
            self.kernel.comm_manager.comm_msg(None, b"", {"content": content, "buffers": [], "metadata": {}})

    async def run(self, source: str, message: str) -> None:
        """Run one cell and say all that it shows, ending with its reply and `idle`."""
        kernel = self.kernel
        parent = {"header": {"msg_id": message, "msg_type": "execute_request"}, "content": {}, "metadata": {}}
        kernel.set_parent(b"", parent)
        kernel.shell.set_parent(parent)
        self._say("status", {"execution_state": "busy"})
        self._say("execute_input", {"code": source, "execution_count": kernel.shell.execution_count})
        try:
            reply = await kernel.do_execute(source, silent=False, store_history=True, user_expressions={})
        except (KeyboardInterrupt, asyncio.CancelledError) as error:
            reply = {"status": "error", "ename": type(error).__name__, "evalue": str(error), "traceback": []}
        sys.stdout.flush()
        sys.stderr.flush()
        kept = ("status", "execution_count", "ename", "evalue", "traceback")
        self._say("execute_reply", {name: reply[name] for name in kept if name in reply})
        self._say("status", {"execution_state": "idle"})
