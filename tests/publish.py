"""Writes what the recognisers score on the notes kept apart: `python -m tests.publish` after any change to them."""

import tomllib
from pathlib import Path

from avgkit import paths
from avgkit.recognisers import LABELS, recognise
from tests.scoring import scores

DATA = Path(__file__).parent / "data"
PAGE = paths.LEXICON / "scores.toml"
HEAD = """# Measured on notes that nobody had seen while the word lists were made: tests/data/notes_test.toml.
# Written by `python -m tests.publish`; a test compares it with what the recognisers do now. Counted per note.
"""


def notes(name: str) -> list[dict]:
    """The notes of one file of labelled notes."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))["notes"]


def measured() -> str:
    """The page of scores as it must stand now."""
    kept = notes("notes_test")
    told = {note["text"]: {hit.label for hit in recognise(note["text"])} for note in kept}
    traps = [note for note in kept if note["trap"]]
    lines = [HEAD, "[measured]", f"notes = {len(kept)}", f"traps = {len(traps)}"]
    lines += [f"traps_hit = {sum(bool(told[n['text']] - set(n['labels'])) for n in traps)}"]
    lines += [f"tuned_on = {len(notes('notes_tune'))}"]
    for label, score in scores(kept, lambda text: told[text], LABELS).items():
        lines += ["", "[[labels]]", f'label = "{label}"']
        lines += [f"{name} = {getattr(score, name)}" for name in ("right", "wrong", "missed")]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    PAGE.write_text(measured(), encoding="utf-8", newline="\n")
