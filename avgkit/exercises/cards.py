"""An exercise as a card: what a screen must draw, and what it may send back. It knows no widgets and no HTTP.

A card is plain JSON. Its fields are
    ticks   a box for each record        value: a list of keys
    choice  radio buttons under facts    value: one of the options, or null (facts_first: facts before the legend)
    select  a list to choose from        value: one of the options, or null
    grid    a table of boxes             value: a list of "row|column"
What a screen sends is {"n", "do", "values"}; it gets {"n", "state", "points", "buttons", "feedback", "saved",
"problem", "card"}. The key is never in a card, and whatever is sent, only the choices of the card are taken over.
"""

from .base import Exercise

ACTS = ("keep", "check", "hint", "solution", "retry", "show")


def card(exercise: Exercise) -> dict:
    """All that a screen must draw of this exercise."""
    return {
        "version": 1,
        "id": exercise.id,
        "kind": exercise.kind,
        "lang": exercise.lang,
        "place": exercise.place,
        "attempt": exercise.attempt,
        "question": exercise.question,
        "notes": list(exercise.notes),
        "fields": exercise.fields(),
        "values": {field["name"]: exercise.values.get(field["name"]) for field in exercise.fields()},
        "buttons": _buttons(exercise),
        "state": _state(exercise),
        "points": exercise.score_line(),
        "feedback": _html(exercise.told),
        "words": {
            name: exercise.say(f"card_{name}") for name in ("lost", "busy", "feedback", "required", "sent_again")
        },
    }


def answer(exercise: Exercise, message: object) -> tuple[Exercise, dict]:
    """Do what a screen asks; gives the exercise to go on with (another one after `retry`) and the reply."""
    message = message if isinstance(message, dict) else {}
    act = message.get("do") if message.get("do") in ACTS else "show"
    before, told = exercise, exercise.told
    if act != "retry":
        exercise.fill(message.get("values"))
    if act == "check":
        exercise.grade()
    elif act == "hint":
        exercise.hint()
    elif act == "solution":
        exercise.solution()
    elif act == "retry":
        exercise = exercise.retry()
    number = message.get("n")
    reply = {
        "n": number if isinstance(number, int) and not isinstance(number, bool) else 0,
        "state": _state(exercise),
        "points": exercise.score_line(),
        "buttons": _buttons(exercise),
        "feedback": _html(exercise.told) if exercise.told is not told or act == "show" else None,
        "saved": not getattr(exercise, "problem", None),
        "problem": getattr(exercise, "problem", None),
        "card": card(exercise) if exercise is not before or act == "show" else None,
    }
    return exercise, reply


def _state(exercise: Exercise) -> str:
    return exercise.outcome.state if exercise.outcome else "new"


def _buttons(exercise: Exercise) -> dict:
    left = exercise.hints_left
    return {
        "check": exercise.say("button_check_change" if exercise.kind == "change" else "button_check"),
        "hint": exercise.say("button_hint") if left else None,
        "solution": exercise.say("button_solution"),
        "retry": exercise.say("button_retry") if exercise.can_retry else None,
    }


def _html(page) -> str:
    return page.html() if page else ""
