"""The card of an exercise in stock form controls: a box for each record, buttons, and feedback under them.

Only Checkbox, Button and HTML are used: they keep their label and work by keyboard alone. What stock widgets cannot do
is stop JupyterLab's one-letter shortcuts while a box has the focus; so the cell of an exercise is built as one that
cannot be deleted, and the settings that switch these shortcuts off belong to the launcher.
"""

from html import escape

import ipywidgets as widgets

from ..exercises.look import style


class Card(widgets.VBox):
    """A box for one exercise after another; where no widget can be drawn it reads as the exercise's text."""

    def __init__(self, exercise):
        super().__init__()
        self.add_class("avgkit-card")
        _fill(self, exercise)

    def __repr__(self) -> str:
        return repr(self.exercise)


def _fill(box: Card, exercise) -> None:
    """Put an exercise in the box; the same box takes the next one, so nothing on the page moves."""
    box.exercise = exercise
    ticks = [_tick(exercise, record) for record in exercise.records]
    feedback = widgets.HTML()
    check = _button(exercise, "check", "primary")
    hint, solution, retry = (_button(exercise, name) for name in ("hint", "solution", "retry"))

    def tell(page) -> None:
        # A live region that is replaced is read only when it is an alert: the region is a new node each time.
        feedback.value = f'<div role="alert">{page._repr_html_()}</div>'

    def grade(_) -> None:
        exercise.marks = {record.key for record, tick in zip(exercise.records, ticks, strict=True) if tick.value}
        tell(exercise.check())

    check.on_click(grade)
    hint.on_click(lambda _: tell(exercise.hint()))
    solution.on_click(lambda _: tell(exercise.solution()))
    retry.on_click(lambda _: _fill(box, exercise.retry()))
    notes = "".join(f"<p>{escape(note)}</p>" for note in exercise.notes)
    head = widgets.HTML(f"{style()}<p lang='{exercise.lang}'><strong>{escape(exercise.question)}</strong></p>{notes}")
    buttons = widgets.HBox([check, hint, solution, retry])
    box.children = (head, *ticks, buttons, feedback)


def _tick(exercise, record) -> widgets.Checkbox:
    """A box whose label says the whole record, as a screen reader will read it."""
    tick = widgets.Checkbox(
        description=exercise.label(record), indent=False, value=record.key in (exercise.marks or ())
    )
    tick.style.description_width = "initial"
    tick.layout.width = "100%"

    def keep(change) -> None:
        marks = exercise.marks or set()
        exercise.marks = marks | {record.key} if change["new"] else marks - {record.key}

    tick.observe(keep, "value")
    return tick


def _button(exercise, name: str, style: str = "") -> widgets.Button:
    return widgets.Button(
        description=exercise.say(f"button_{name}"), button_style=style, layout=widgets.Layout(width="auto")
    )
