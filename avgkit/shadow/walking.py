"""Reads the files of a folder in several processes, each bounded in time and memory; every answer at once on disk."""

import hashlib
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from .. import texts
from .finding import unreadable
from .inventory import Entry
from .results import VERSION, Journal

LARGEST = 2_000_000_000  # bytes; a larger file is named, not read
COMMAND = (sys.executable, "-m", "avgkit.shadow.worker")


@dataclass(frozen=True)
class Bounds:
    """What one file may cost: seconds (and more for every megabyte), and bytes of memory of its process."""

    seconds: float = 60.0
    a_megabyte: float = 3.0
    memory: int = 4_000_000_000

    def of(self, entry: Entry) -> float:
        """The seconds that this file may take."""
        return self.seconds + self.a_megabyte * entry.size / 1e6


@dataclass
class Worker:
    """A process with what it is reading now and since when."""

    process: subprocess.Popen
    entry: Entry | None = None
    since: float = 0.0
    ready: bool = False
    reader: threading.Thread = field(default=None, repr=False)


def fingerprint(entry: Entry, *more: str) -> str:
    """By what a file is known as read: place, size, moment, our version, and with what it was compared."""
    told = "\0".join([entry.place, str(entry.size), str(entry.modified), str(VERSION), *more])
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:32]


def walk(
    entries: list[Entry],
    journal: Journal,
    keys: dict[str, str],
    setting: dict,
    *,
    jobs: int = 2,
    bounds: Bounds | None = None,
    progress: Callable[[Entry], None] = lambda entry: None,
    command: tuple[str, ...] = COMMAND,
) -> None:
    """Read these files and write the records of each to the journal under `keys[place]`.

    `setting`: what a worker needs (index, salt, erased, lang). A file that takes too long is given up with its process,
    and so is one whose process dies; both are named. Stopping (Ctrl-C) loses only what was being read.
    """
    bounds = bounds or Bounds()
    setting = setting | {"memory": bounds.memory}
    answers: queue.Queue = queue.Queue()
    todo, workers = list(reversed(entries)), []
    try:
        while todo or any(worker.entry for worker in workers):
            while todo and len(workers) < min(jobs, len(todo) + sum(1 for w in workers if w.entry)):
                workers.append(_start(command, setting, answers))
            for worker in workers:
                if worker.ready and worker.entry is None and todo:
                    _ask(worker, todo.pop(), journal, keys, progress)
            try:
                worker, answer = answers.get(timeout=0.1)
            except queue.Empty:
                worker = None
            if worker in workers:
                _heard(worker, answer, workers, journal, keys, progress)
            for slow in [w for w in workers if w.entry and time.monotonic() - w.since > bounds.of(w.entry)]:
                _given_up(slow, "too_slow", workers, journal, keys, progress)
    finally:
        for worker in workers:
            _stop(worker)


def _start(command: tuple[str, ...], setting: dict, answers: queue.Queue) -> Worker:
    home = str(Path(__file__).resolve().parents[2])
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([home, os.environ.get("PYTHONPATH", "")]).rstrip(":;")}
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    worker = Worker(process)

    def listen():
        for line in process.stdout:
            answers.put((worker, line))
        answers.put((worker, None))

    worker.reader = threading.Thread(target=listen, daemon=True)
    worker.reader.start()
    _say(worker, setting)
    return worker


def _say(worker: Worker, message: dict) -> None:
    try:
        worker.process.stdin.write(json.dumps(message).encode() + b"\n")
        worker.process.stdin.flush()
    except OSError:  # it has died; its end is heard on the other side
        return


def _ask(worker: Worker, entry: Entry, journal: Journal, keys: dict, progress: Callable) -> None:
    if entry.size > LARGEST:
        _write(entry, [_lost(entry, "too_large")], journal, keys, progress)
        return
    worker.entry, worker.since = entry, time.monotonic()
    _say(worker, {"path": str(entry.path), "place": entry.place})


def _heard(worker: Worker, line: bytes | None, workers: list, journal: Journal, keys: dict, progress: Callable) -> None:
    if line is None:
        if not worker.ready and worker.entry is None:
            raise RuntimeError(texts.say("shadow.no_worker"))
        _given_up(worker, "process_died", workers, journal, keys, progress)
        return
    answer = json.loads(line)
    if answer.get("ready"):
        worker.ready = True
        return
    entry, worker.entry = worker.entry, None
    if answer.get("code") == "too_much_memory":  # it ends after this; nothing else is asked of it
        workers.remove(worker)
        _stop(worker)
    files = answer.get("files") or [_lost(entry, answer["code"], answer.get("error", ""))]
    _write(entry, files, journal, keys, progress)


def _given_up(worker: Worker, code: str, workers: list, journal: Journal, keys: dict, progress: Callable) -> None:
    workers.remove(worker)
    _stop(worker)
    if worker.entry is not None:
        _write(worker.entry, [_lost(worker.entry, code)], journal, keys, progress)
        worker.entry = None


def _lost(entry: Entry, code: str, error: str = "") -> dict:
    sentence = texts.say(f"shadow.unread_{code}", error=error)
    return unreadable(entry.place, entry.size, entry.changed, code, sentence)


def _write(entry: Entry, files: list[dict], journal: Journal, keys: dict, progress: Callable) -> None:
    journal.add(keys[entry.place], files)
    progress(entry)


def _stop(worker: Worker) -> None:
    worker.process.kill()
    worker.process.wait()
    for stream in (worker.process.stdin, worker.process.stdout):
        try:
            stream.close()
        except OSError:
            continue
