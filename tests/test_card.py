"""The card: what a screen may send never breaks it, the key never leaves Python, and without a widget there is text."""

import builtins
import json
import re
import sys
from pathlib import Path

import pytest

from avgkit import exercises
from avgkit.exercises import cards
from avgkit.exercises.base import Exercise
from avgkit.exercises.look import sheet
from avgkit.exercises.views import Page, Table

FRONT = Path(exercises.__file__).parent.parent / "lessons" / "front"
EVIL = '<img src=x onerror="alert(1)">'
VALUES = {"marks": ["A1"], "verdict": "wrong", "term": "long", "rights": ["sales|see"]}


class Small(Exercise):
    """An exercise with one field of each type; the right answer is VALUES."""

    kind, most = "mark", 4

    def __init__(self, evil: str = "", again=None, attempt: int = 0):
        super().__init__(f"one{attempt}", "nl", [f"let op {evil}"], again, attempt)
        self.evil = evil

    @property
    def question(self):
        return f"Wat klopt niet? {self.evil}"

    def fields(self):
        rows = [
            {"key": key, "cells": [f"mail {self.evil}"], "label": f"{key} mail {self.evil}"} for key in ("A1", "A2")
        ]
        options = [{"value": "wrong", "label": f"klopt niet {self.evil}"}, {"value": "right", "label": "klopt"}]
        terms = [{"value": "short", "label": "kort"}, {"value": "long", "label": "lang"}]
        columns = [{"value": "see", "label": "inzien"}]
        return [
            {"type": "ticks", "name": "marks", "legend": "Kruis aan", "head": ["bericht", "soort"], "rows": rows},
            {
                "type": "choice",
                "name": "verdict",
                "legend": "Oordeel",
                "facts": [["dag", self.evil]],
                "options": options,
            },
            {"type": "select", "name": "term", "label": "Termijn", "facts": [], "options": terms},
            {
                "type": "grid",
                "name": "rights",
                "legend": "Wie",
                "rows": [{"key": "sales", "label": "verkoop"}],
                "columns": columns,
            },
        ]

    def _graded(self):
        good = sum(self.values.get(name) == value for name, value in VALUES.items())
        if not any(self.values.values()):
            return exercises.Outcome("not_attempted")
        return exercises.Outcome("right" if good == 4 else "partly", good, 4, 0, good / 4)

    def _feedback(self, outcome):
        return [f"● Goed {self.evil}" if outcome.state == "right" else f"▲ Deels {self.evil}"]

    def _hints(self):
        return [lambda: [f"kijk hier {self.evil}"]]

    def _solution(self):
        return [Table("uitleg", ("a", "b"), ((self.evil, "x"),))]

    def page(self):
        return Page((self.question,), self.lang)


def small(evil: str = "") -> Small:
    """An exercise that has another draw."""
    return Small(evil, lambda: Small(evil, attempt=1))


def send(exercise, do, values=None, n=1):
    """What the card answers to a message."""
    return cards.answer(exercise, {"n": n, "do": do, "values": values or {}})


# ---------------------------------------------------------------- the protocol
def test_from_an_empty_card_to_the_right_answer_and_on():
    q = small()
    drawn = cards.card(q)
    assert json.loads(json.dumps(drawn)) == drawn, "a card is plain JSON"
    assert drawn["values"] == dict.fromkeys(VALUES) and (drawn["state"], drawn["feedback"]) == ("new", "")
    q, reply = send(q, "keep", {"marks": ["A1"]}, 7)
    assert (reply["n"], reply["saved"], reply["problem"], reply["feedback"], reply["card"]) == (
        7,
        True,
        None,
        None,
        None,
    )
    q, reply = send(q, "check", {"marks": ["A1"]})
    assert reply["state"] == "partly" and "Deels" in reply["feedback"]
    q, reply = send(q, "check", VALUES)
    assert reply["state"] == "right" and cards.card(q)["values"] == VALUES
    q, reply = send(q, "hint", VALUES)
    assert "kijk hier" in reply["feedback"] and reply["buttons"]["hint"] is None
    other, reply = send(q, "retry", VALUES)
    assert other is not q and reply["card"]["id"] != drawn["id"] and reply["card"]["values"] == dict.fromkeys(VALUES)
    assert reply["card"]["buttons"]["retry"] is None


def test_the_key_is_nowhere_in_the_card():
    """The same card whichever record is wrong: all that differs between two answers is what was filled in."""
    q, drawn = small(), cards.card(small())
    send(q, "keep", VALUES)
    after = cards.card(q)
    assert {name for name in drawn if drawn[name] != after[name]} == {"values"}
    assert not re.search("violates|reasons|answer", json.dumps(drawn))


MESSAGES = [
    None,
    "check",
    [],
    7,
    {},
    {"do": "check"},
    {"do": "destroy", "n": 1, "values": {}},
    {"do": ["check"], "n": 1, "values": {}},
    {"do": {"check": 1}, "n": 1},
    {"do": "__class__", "n": "x"},
    {"do": "check", "n": True, "values": None},
    {"do": "check", "n": 1, "values": []},
    {"do": "check", "n": 1, "values": {"marks": "A1"}},
    {"do": "check", "n": 1, "values": {"marks": [["A1"], {"A1": 1}, None, 3, "A9"]}},
    {"do": "check", "n": 1, "values": {"marks": {"A1": True}, "verdict": ["wrong"], "term": 3, "rights": "sales|see"}},
    {
        "do": "check",
        "n": 1,
        "values": {"verdict": "maybe", "term": "", "rights": ["sales|destroy"], "solution_seen": True},
    },
    {"do": "check", "n": 1, "values": {"lang": "xx", "_graded": 1, "outcome": "right", "points": 99}},
    {"do": "keep", "n": 10**30, "values": {"marks": ["A1"] * 100_000 + [str(n) for n in range(100_000)]}},
    {"do": "keep", "n": float("nan"), "values": {"marks": [EVIL] * 10, EVIL: EVIL}},
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: repr(message)[:60])
def test_a_wrong_or_forged_message_is_answered_and_changes_nothing_else(message):
    q = small()
    after, reply = cards.answer(q, message)
    assert after is q
    assert isinstance(reply["n"], int) and json.dumps(reply)
    assert set(q.values) <= set(VALUES) and q.points == 0 and not q.solution_seen
    kept = cards.card(q)["values"]
    assert kept["marks"] in (None, [], ["A1"]) and not kept["verdict"] and not kept["term"] and not kept["rights"]
    _, right = send(q, "check", VALUES)
    assert right["state"] == "right", "the exercise still works"


@pytest.mark.parametrize("do", ["check", "hint", "solution", "show"])
def test_what_is_shown_is_escaped(do):
    _, reply = send(small(EVIL), do, VALUES)
    assert "<img" not in (reply["feedback"] or "")
    assert do == "show" or "&lt;img" in reply["feedback"]


# ---------------------------------------------------------------- the widget
@pytest.fixture
def widget(monkeypatch):
    """A card as a notebook shows it, and what it sends to the screen."""
    pytest.importorskip("anywidget")
    from avgkit.lessons.card import Card

    card, sent = Card(small()), []
    monkeypatch.setattr(card, "send", sent.append)
    return card, sent


def test_the_widget_answers_and_its_other_views_follow(widget):
    card, sent = widget
    card._handle_custom_msg({"n": 3, "do": "check", "values": VALUES}, [])
    assert [reply["n"] for reply in sent] == [3] and sent[0]["state"] == card.card["state"] == "right"
    assert card.card["values"] == VALUES and "Goed" in card.card["feedback"]
    first = card.exercise
    card._handle_custom_msg({"n": 4, "do": "retry", "values": VALUES}, [])
    assert card.exercise is not first and sent[1]["card"] == card.card


def test_what_is_typed_shows_on_the_card(widget):
    card, sent = widget
    card.exercise.fill(VALUES)
    card.exercise.grade()
    assert card.card["state"] == "right" and not sent
    card._handle_custom_msg({"do": "hint"}, [])
    card.exercise.hint()
    assert len(card.exercise.listeners) == 1


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: repr(message)[:60])
def test_the_widget_never_falls_over_a_message(widget, message):
    card, sent = widget
    card._handle_custom_msg(message, [])
    assert len(sent) == 1 and card.card["id"] == cards.card(card.exercise)["id"]


def test_the_widget_reads_as_the_exercise(widget):
    card, _ = widget
    assert repr(card) == repr(card.exercise) == "Wat klopt niet? "


def test_without_anywidget_an_exercise_is_text(monkeypatch):
    from avgkit import lessons

    real = builtins.__import__

    def without(name, *rest, **more):
        if name.startswith("anywidget"):
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.delitem(sys.modules, "avgkit.lessons.card", raising=False)
    monkeypatch.delattr(lessons, "card", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    shown = lessons._card(small())
    assert isinstance(shown, Page) and "Wat klopt niet?" in repr(shown)


# ---------------------------------------------------------------- the front end
def test_the_front_end_asks_no_other_host_and_sets_no_html_but_the_feedback():
    script, style = ((FRONT / name).read_text(encoding="utf-8") for name in ("card.js", "card.css"))
    page = (FRONT / "page.css").read_text(encoding="utf-8")
    for text in (script, style, page, sheet()):
        assert not re.search(r"https?:|@import|url\(|fetch\(|XMLHttp|WebSocket|eval\(|localStorage|cookie", text)
    assert re.findall(r"(\w+)\.(?:innerHTML|outerHTML|insertAdjacentHTML)", script) == ["feedback"]


def test_every_control_keeps_its_letters_to_itself():
    """JupyterLab looks at the focused element itself, so every control is made by the one function that marks it."""
    script = (FRONT / "card.js").read_text(encoding="utf-8")
    assert '"data-lm-suppress-shortcuts": "true"' in script
    assert not re.search(r"""(?<!function )make\("(input|select|button)""", script)
    assert len(re.findall(r"""control\("(input|select|button)""", script)) == 5


def test_the_colours_come_from_the_one_list():
    style = (FRONT / "card.css").read_text(encoding="utf-8") + (FRONT / "page.css").read_text(encoding="utf-8")
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?!_)", re.sub(r"#(main|jp-main|rendered)[\w-]*", "", style))
    used = set(re.findall(r"var\((--avg-[\w-]+)", style))
    assert used and used <= set(re.findall(r"(--avg-[\w-]+):", sheet()))
