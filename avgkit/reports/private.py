"""Parameters that name a person: they reach the notebook, and stand in nothing that a report leaves behind.

A notebook names them in its metadata (`avgkit.private`). Their values go through a file in the work folder that the
notebook takes away as soon as it has read it; notebook, page, results and command never hold them.
"""

import json
import os
import shlex
from pathlib import Path

FILE = ".asked.json"  # a name with a full stop in front is no part of what a report makes


def split(given: dict, names: list[str]) -> tuple[dict, dict]:
    """The parameters without the private ones, and the private ones that say something."""
    return {k: v for k, v in given.items() if k not in names}, {k: given[k] for k in names if given.get(k)}


def hand_over(work: Path, hidden: dict) -> None:
    """Put the private values where only the notebook of this work folder reads them."""
    if hidden:
        place = os.open(work / FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(place, "w", encoding="utf-8") as file:
            json.dump(hidden, file)


def without(command: str, names: list[str]) -> str:
    """A command without the private parameters: neither as `-p NAME=VALUE` nor in one word."""
    words, kept = shlex.split(command), []
    starts = tuple(f"{name}=" for name in names)
    while words:
        word = words.pop(0)
        if word == "-p" and words and words[0].strip().startswith(starts):
            words.pop(0)
        elif not word.removeprefix("-p").strip().startswith(starts):
            kept.append(word)
    return shlex.join(kept)
