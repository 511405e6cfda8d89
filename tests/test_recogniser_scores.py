"""The recognisers on notes with labels: the tune half was read while the lexicon was made, the test half was not."""

import pytest

from avgkit.recognisers import LABELS, SPECIAL, recognise
from avgkit.recognisers.scores import published
from tests import publish
from tests.scoring import Score, macro, scores, table, traps_hit


def notes(name: str) -> list[dict]:
    """The notes of one file of labelled notes."""
    return publish.notes(name)


def told(text: str) -> set[str]:
    """The special labels that are believed to be in a text."""
    return {hit.label for hit in recognise(text) if hit.label in SPECIAL}


@pytest.mark.parametrize(("name", "least", "most"), [("notes_tune", 0.97, 0.03), ("notes_test", 0.85, 0.12)])
def test_special_labels_are_found_and_traps_are_not_hit(name, least, most):
    labelled = notes(name)
    found = scores(labelled, told, SPECIAL)
    assert macro(found) >= least, table(found)
    assert min(score.f1 for score in found.values() if score.f1 is not None) >= 0.6, table(found)
    assert traps_hit(labelled, told, SPECIAL) <= most


def test_every_special_label_and_kind_of_trap_is_among_the_notes():
    labelled = notes("notes_tune")
    assert len(labelled) >= 540 and len({note["text"] for note in labelled}) == len(labelled)
    assert set(SPECIAL) <= {label for note in labelled for label in note["labels"]}
    kinds = {"negation", "question", "product", "place", "idiom", "organisation", "number", "general"}
    assert kinds <= {note["trap"] for note in labelled}
    assert 0.4 < sum(bool(note["trap"]) for note in labelled) / len(labelled) < 0.6


def test_a_score_counts_notes_and_not_words():
    labelled = [
        {"text": "a", "labels": ["x"], "trap": ""},
        {"text": "b", "labels": ["x", "y"], "trap": ""},
        {"text": "ab", "labels": [], "trap": "place"},
        {"text": "c", "labels": ["y"], "trap": "number"},
    ]
    found = scores(labelled, lambda text: {"x"} if "a" in text else set(), ("x", "y", "z"))
    assert found == {"x": Score(1, 1, 1), "y": Score(0, 0, 2), "z": Score(0, 0, 0)}
    assert (found["x"].precision, found["x"].recall, found["x"].f1) == (0.5, 0.5, 0.5)
    assert (found["y"].precision, found["y"].recall, found["y"].f1) == (None, 0, 0)
    assert found["z"].f1 is None and macro(found) == 0.25
    assert traps_hit(labelled, lambda text: {"x"} if "a" in text else {"y"}, ("x", "y")) == 0.5


def test_what_is_published_is_what_is_measured_now():
    assert publish.PAGE.read_text("utf-8") == publish.measured()
    told = published()
    assert [score.label for score in told.scores] == list(LABELS)
    assert told.traps_hit <= 0.2 * told.traps
    mean = sum(score.f1 for score in told.scores if score.label in SPECIAL) / len(SPECIAL)
    assert mean == pytest.approx(macro(scores(notes("notes_test"), told_of, SPECIAL)))


def told_of(text: str) -> set[str]:
    """The labels that are believed to be in a text."""
    return {hit.label for hit in recognise(text)}


def test_the_notes_kept_apart_are_others_than_those_read():
    read, apart = ({note["text"] for note in notes(name)} for name in ("notes_tune", "notes_test"))
    assert not read & apart and len(read) + len(apart) >= 600
    assert 0.4 < sum(bool(note["trap"]) for note in notes("notes_test")) / len(apart) < 0.6
