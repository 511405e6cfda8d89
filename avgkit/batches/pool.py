"""Processes that each do one piece of work: at most so many at once, each with a time limit and bounded memory.

Where the system can fork, a process is a copy of this one, with everything already imported; elsewhere a new Python.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .. import texts
from ..reports import forking
from . import work

_PAUSE = 0.02  # seconds between two looks at who is ready
_SHARE = 0.8  # of the memory of the machine, for all processes together
_LEAST = 600_000_000  # bytes that the report of an ordinary export needs


@dataclass
class Running:
    """A process at work: its number, task, when it must be ready, and the file in which its answer comes."""

    pid: int
    task: dict
    deadline: float
    answer: Path
    process: subprocess.Popen | None = None


def can_fork() -> bool:
    """Whether a copy of this process is safe, as for the notebook of one report; asked before it is made warm."""
    return forking.safe()


def memory_each(jobs: int) -> int | None:
    """The bytes that one of `jobs` processes may use; None where the system does not tell how much there is."""
    try:
        return int(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") * _SHARE / jobs)
    except (AttributeError, ValueError, OSError):
        return None


def fitting(jobs: int) -> int:
    """So many of `jobs` processes as the memory of the machine has room for; at least one."""
    room = memory_each(1)
    return max(1, min(jobs, room // _LEAST if room else jobs))


class Pool:
    """Runs tasks and hands each answer to `ready` (task, answer) in the process that owns the pool."""

    def __init__(self, jobs: int, seconds: float, memory: int | None = None, folder: Path | None = None):
        self.jobs = max(1, jobs) if memory else fitting(jobs)
        self.seconds, self.memory = seconds, memory or memory_each(self.jobs)
        self.running: list[Running] = []
        self.forks = can_fork()
        # In the folder of the batch the next one finds and removes what a kill -9 left behind.
        self._folder = tempfile.TemporaryDirectory(prefix=work.WORK, dir=folder, ignore_cleanup_errors=True)
        self._number = 0

    def run(self, tasks: Iterable[dict], ready: Callable[[dict, dict], None]) -> None:
        """Do every task; whatever stops this (Ctrl-C, a full disk) stops all processes first."""
        waiting = iter(tasks)
        more = True
        try:
            while more or self.running:
                while more and len(self.running) < self.jobs:
                    task = next(waiting, None)
                    more = task is not None
                    if more:
                        self.running.append(self._start(task))
                for one in list(self.running):
                    answer = self._answer(one)
                    if answer is not None:
                        self.running.remove(one)
                        ready(one.task, answer)
                time.sleep(_PAUSE)
        finally:
            self.stop()

    def one(self, task: dict) -> dict:
        """The answer to one task."""
        found: list[dict] = []
        self.run([task], lambda _, answer: found.append(answer))
        return found[0]

    def stop(self) -> None:
        """End every process that is still at work, with all that it started."""
        for one in self.running:
            _kill(one)
        self.running.clear()

    def close(self) -> None:
        """Remove the folder of the answers."""
        self._folder.cleanup()

    # ---------------------------------------------------------------- one process
    def _start(self, task: dict) -> Running:
        self._number += 1
        answer = Path(self._folder.name) / f"{self._number}.json"
        deadline = time.monotonic() + self.seconds
        if self.forks:
            parent, pid = os.getpid(), os.fork()
            if pid == 0:
                _child(task, answer, self.memory, parent)
            return Running(pid, task, deadline, answer)
        words = json.dumps([task, str(answer), self.memory])
        process = subprocess.Popen(
            [sys.executable, "-m", "avgkit.batches.pool"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name == "posix",
            text=True,
        )
        process.stdin.write(words)
        process.stdin.close()
        return Running(process.pid, task, deadline, answer, process)

    def _answer(self, one: Running) -> dict | None:
        """What a process said; None as long as it works."""
        ended, status = _ended(one)
        if not ended and time.monotonic() < one.deadline:
            return None
        if not ended:
            _kill(one)
            return _failed("batch.too_slow", seconds=texts.number(self.seconds))
        _sweep(one)
        try:
            return json.loads(one.answer.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            killed = -status if status < 0 else 0
            return _failed("batch.killed", signal=killed) if killed else _failed("batch.gone", status=status)


def _failed(key: str, **values) -> dict:
    return {"status": "failed", "problems": [texts.say(key, **values)]}


def _ended(one: Running) -> tuple[bool, int]:
    """Whether the process has ended, and how: its exit code, or minus the signal."""
    if one.process is not None:
        code = one.process.poll()
        return code is not None, code or 0
    pid, status = os.waitpid(one.pid, os.WNOHANG)
    return pid != 0, os.waitstatus_to_exitcode(status) if pid else 0


def _kill(one: Running) -> None:
    """End a process and whatever it started, also what it put in a group of its own, such as a kernel."""
    import psutil

    with suppress(psutil.Error):
        family = psutil.Process(one.pid).children(recursive=True)
        for member in family:
            with suppress(psutil.Error):
                member.kill()
    if one.process is not None:
        one.process.kill()
    _sweep(one)
    with suppress(ChildProcessError):
        one.process.wait() if one.process is not None else os.waitpid(one.pid, 0)


def _sweep(one: Running) -> None:
    """End what a process left behind: every process of its group."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(one.pid, signal.SIGKILL)


# ---------------------------------------------------------------- in the process itself
def _child(task: dict, answer: Path, memory: int | None, parent: int) -> None:
    """The work of a copy; it ends here, whatever happens, and never goes on as its parent."""
    code = 1
    try:
        os.setpgid(0, 0)
        forking.end_with(parent)
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):  # what a library prints may hold data of people, and belongs to no one
            os.dup2(quiet, stream)
        _work(task, answer, memory)
        code = 0
    finally:
        os._exit(code)


def _work(task: dict, answer: Path, memory: int | None) -> None:
    _bound(memory)
    said = json.dumps(work.do(task), ensure_ascii=False)
    part = answer.with_suffix(".part")
    part.write_text(said, encoding="utf-8")
    os.replace(part, answer)


def _bound(memory: int | None) -> None:
    """At most so much memory, where the system can hold a process to that."""
    if memory is None:
        return
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    except (ImportError, ValueError, OSError):
        pass


if __name__ == "__main__":
    _task, _place, _memory = json.load(sys.stdin)
    _work(_task, Path(_place), _memory)
