"""The card of an exercise in stock form controls: a box for each record, buttons, and feedback under them.

Only Checkbox, Button and HTML are used: they keep their label and work by keyboard alone. What stock widgets cannot do
is stop JupyterLab's one-letter shortcuts while a box has the focus; so the cell of an exercise is built as one that
cannot be deleted, and the settings that switch these shortcuts off belong to the launcher.
"""

from html import escape

import ipywidgets as widgets

from ..exercises.look import style


class Card(widgets.VBox):
    """The card of one exercise after another; where no widget can be drawn it reads as the exercise's text.

    Ticks, tries and hints are kept in the exercise itself, so the card and the text always agree.
    """

    def __init__(self, exercise):
        self.question, self.records, self.feedback = widgets.HTML(), widgets.VBox(), widgets.HTML()
        # The buttons stay when other records come: a keyboard user keeps the focus.
        acts = {"check": self._grade, "hint": self._hint, "solution": self._solution, "retry": self._retry}
        self.buttons = widgets.HBox([_button(exercise, name, act) for name, act in acts.items()])
        super().__init__([self.question, self.records, self.buttons, self.feedback])
        self.add_class("avgkit-card")
        self._fill(exercise)

    def __repr__(self) -> str:
        return repr(self.exercise)

    def _fill(self, exercise) -> None:
        """Show this exercise; the buttons and the place of the feedback do not move."""
        self.exercise = exercise
        notes = "".join(f"<p>{escape(note)}</p>" for note in exercise.notes)
        question = f'<p class="question">{escape(exercise.question)}</p>{notes}'
        self.question.value = f'{style()}<div lang="{exercise.lang}">{question}</div>'
        self.records.children = [_tick(exercise, record) for record in exercise.records]
        self.feedback.value = ""

    def _tell(self, page) -> None:
        """Say it under the buttons; an alert is read aloud although its node is new each time."""
        self.feedback.value = f'<div role="alert">{page._repr_html_()}</div>'

    def _grade(self, _) -> None:
        pairs = zip(self.exercise.records, self.records.children, strict=True)
        self.exercise.fill({"marks": [record.key for record, tick in pairs if tick.value]})
        self._tell(self.exercise.check())

    def _hint(self, _) -> None:
        self._tell(self.exercise.hint())

    def _solution(self, _) -> None:
        self._tell(self.exercise.solution())

    def _retry(self, _) -> None:
        self._fill(self.exercise.retry())


def _tick(exercise, record) -> widgets.Checkbox:
    """A box whose label says the whole record, as a screen reader will read it."""
    ticked = record.key in (exercise.marks or ())
    tick = widgets.Checkbox(description=record.label, indent=False, value=ticked)
    tick.style.description_width = "initial"
    tick.layout.width = "100%"

    def keep(change) -> None:
        marks = exercise.marks or set()
        exercise.fill({"marks": sorted(marks | {record.key} if change["new"] else marks - {record.key})})

    tick.observe(keep, "value")
    return tick


def _button(exercise, name: str, act) -> widgets.Button:
    button = widgets.Button(description=exercise.say(f"button_{name}"), layout=widgets.Layout(width="auto"))
    button.button_style = "primary" if name == "check" else ""
    button.on_click(act)
    return button
