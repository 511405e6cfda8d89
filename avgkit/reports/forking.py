"""A process of its own for one notebook, forked from this one; what it says comes back through a pipe.

`Child` is the notebook in a forked process; `Here` the same in a process that was made for one report already.
"""

import asyncio
import contextlib
import json
import os
import signal
import sys
import threading
import warnings

from . import hearing, shell
from .hearing import frame


def safe() -> bool:
    """Whether this process may be forked as far as Python can see: a system with fork, this thread alone, no IPython.

    Threads of libraries (Polars, DuckDB, Arrow) are seen only at the fork itself, by `Child`.
    """
    if not hasattr(os, "fork") or sys.platform in ("darwin", "emscripten", "wasi"):
        return False
    if threading.current_thread() is not threading.main_thread() or threading.active_count() > 1 + _drawing():
        return False
    interactive = sys.modules.get("IPython.core.interactiveshell")
    if interactive and interactive.InteractiveShell.initialized():
        return False
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return True
    return False


class Unsafe(Exception):
    """This process turned out to have threads, so that its children may hang."""


def _drawing() -> int:
    """Threads that only redraw a progress bar of rich: nothing that they hold is used in the process of a notebook."""
    return sum(type(thread).__name__ == "_RefreshThread" for thread in threading.enumerate())


_HARMLESS = {"jemalloc_bg_thd"}  # Arrow's allocator, which itself sees to forks


def _threads() -> int:
    """Threads of this process, those of libraries included; one where the system does not tell."""
    names = []
    with contextlib.suppress(OSError):
        for number in os.listdir("/proc/self/task"):
            with contextlib.suppress(OSError), open(f"/proc/self/task/{number}/comm") as file:
                names.append(file.read().strip())
    return len([name for name in names if name not in _HARMLESS])


class Child(hearing.Told):
    """A notebook in a forked process. Raises Unsafe when this process has threads: a fork copies only one of them."""

    def __init__(self, memory_limit: int | None = None):
        super().__init__()
        shell.build()
        self.status = None
        here, there = os.pipe(), os.pipe()  # what it says; what it is asked
        sys.stdout.flush()
        sys.stderr.flush()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of threads; they are counted below
            parent, self.pid = os.getpid(), os.fork()
        if self.pid == 0:
            _live(self, here, there, memory_limit, parent)  # never comes back
        os.close(here[1])
        os.close(there[0])
        self._in, self._out = here[0], there[1]
        os.set_blocking(self._in, False)
        self._got, self._loop = bytearray(), None
        if _threads() > 1 + _drawing():
            self.close()
            raise Unsafe

    def execute(self, source: str, **_) -> str:
        """Ask for a cell."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._loop.add_reader(self._in, self._read)
        self.message = f"cell-{int(self.message.rpartition('-')[2] or 0) + 1}"
        self.ask("execute_request", {"code": source, "message": self.message})
        return self.message

    def ask(self, kind: str, content: dict) -> None:
        """Send something to the notebook; one that is gone is noticed elsewhere."""
        with contextlib.suppress(BrokenPipeError):
            _write(self._out, frame(kind, content))

    def _read(self) -> None:
        """Take what has come; a pipe that ends is a notebook that has ended."""
        try:
            piece = os.read(self._in, 1 << 20)
        except BlockingIOError:
            return
        except OSError:
            piece = b""
        if not piece:
            self._loop.remove_reader(self._in)
            self.end()
        self._got += piece
        while len(self._got) >= 8 and len(self._got) >= 8 + (size := int.from_bytes(self._got[:8], "big")):
            told = bytes(self._got[8 : 8 + size])
            del self._got[: 8 + size]
            self.put(json.loads(told))

    def alive(self) -> bool:
        """Whether the process is still there."""
        self.below()
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = status
        return self.status is None

    def close(self) -> None:
        """End the process and all that it started, and leave nothing behind."""
        with contextlib.suppress(OSError):
            if self._loop and not self._loop.is_closed():
                self._loop.remove_reader(self._in)
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        if self.status is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                ended = os.waitpid(self.pid, 0)[1]
                self.status = ended
        for number in (self._in, self._out):
            with contextlib.suppress(OSError):
                os.close(number)
        for file in self._files.values():
            file.close()


def _live(told: Child, here: tuple, there: tuple, memory_limit: int | None, parent: int) -> None:
    """The life of the forked process: cells, until nobody asks for one."""
    try:
        os.setsid()
        end_with(parent)
        os.close(here[0])
        os.close(there[1])
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD, signal.SIGALRM):
            signal.signal(number, signal.SIG_DFL)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        told.redirect()
        out, owner, lock = here[1], os.getpid(), threading.RLock()

        def say(kind, content, buffers=()):
            if os.getpid() == owner:  # not what a process says that the notebook forked
                with lock, _gone_is_the_end():
                    _write(out, frame(kind, content, buffers))

        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        source = os.fdopen(there[0], "rb")
        cells = shell.enter(say)
        limit = Limit(memory_limit)
        cells.kernel.relax = limit.relax
        while head := source.read(8):
            asked = json.loads(source.read(int.from_bytes(head, "big")))
            limit.hold()
            loop.run_until_complete(cells.take(asked["msg_type"], asked["content"]))
            limit.relax()
    except BaseException:
        import traceback

        with contextlib.suppress(BaseException):
            os.write(2, traceback.format_exc().encode())
        os._exit(70)
    os._exit(0)


def _write(number: int, body: bytes) -> None:
    """All of it, however small the pipe."""
    view = memoryview(body)
    while view:
        view = view[os.write(number, view) :]


@contextlib.contextmanager
def _gone_is_the_end():
    """Nobody there to tell: no reason to go on."""
    try:
        yield
    except BrokenPipeError:
        os._exit(71)


def end_with(parent: int) -> None:
    """Let the system end this process when its parent is gone, where the system can."""
    with contextlib.suppress(Exception):
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:  # gone already, before the system was asked
        os._exit(71)


class Limit:
    """The memory that the cells of this process may take in all, in bytes, where the system can hold them to it."""

    def __init__(self, size: int | None):
        self._size = size
        try:
            import resource
        except ImportError:
            self._size = None
        else:
            self._resource, self._kind = resource, resource.RLIMIT_DATA
            self._before = resource.getrlimit(self._kind)

    def hold(self) -> None:
        """From here on, taking more is a MemoryError."""
        if self._size:
            hard = self._before[1]
            soft = self._size if hard == self._resource.RLIM_INFINITY else min(self._size, hard)
            self._resource.setrlimit(self._kind, (soft, hard))

    def relax(self) -> None:
        """Room again, to tell what went wrong."""
        if self._size:
            self._resource.setrlimit(self._kind, self._before)


class Here(hearing.Told):
    """A notebook in this very process, which was made for it and will end after it."""

    def __init__(self):
        super().__init__()
        self.status, self._kept = None, [os.dup(n) for n in (0, 1, 2)]
        self._streams = sys.stdout, sys.stderr
        for stream in self._streams:
            stream.flush()
        self.redirect()
        self._cells = shell.enter(
            lambda kind, content, buffers=(): self.put(json.loads(frame(kind, content, buffers)[8:]))
        )

    async def execute(self, source: str, **_) -> str:
        """Run a cell, here and now."""
        self.message = f"cell-{int(self.message.rpartition('-')[2] or 0) + 1}"
        await self._cells.run(source, self.message)
        return self.message

    def ask(self, kind: str, content: dict) -> None:
        """Take what an answer to a widget says."""
        self._cells.hear(kind, content)

    def alive(self) -> bool:
        """This process is."""
        return True

    def close(self) -> None:
        """Give the streams of the process back."""
        self.below()
        sys.stdout, sys.stderr = self._streams
        for number, kept in enumerate(self._kept):
            os.dup2(kept, number)
            os.close(kept)
        for file in self._files.values():
            file.close()
