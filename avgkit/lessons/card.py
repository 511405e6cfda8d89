"""The card of an exercise in a notebook: form controls drawn by front/card.js, which talks to exercises/cards.py.

The same two files, `ESM` and `CSS`, can be served to any page: the card knows its transport only as send and reply.
"""

from pathlib import Path

import anywidget
import traitlets

from ..exercises import cards
from ..exercises.look import sheet

_FRONT = Path(__file__).parent / "front"
ESM = (_FRONT / "card.js").read_text(encoding="utf-8")
CSS = sheet() + (_FRONT / "card.css").read_text(encoding="utf-8")


class Card(anywidget.AnyWidget):
    """The card of one exercise after another; where no widget can be drawn it reads as the exercise's text.

    Answers, tries and hints are kept in the exercise itself, so the card, the text and a second view always agree.
    """

    _esm = ESM
    _css = CSS
    card = traitlets.Dict().tag(sync=True)

    def __init__(self, exercise):
        self.exercise, self._answering = exercise, False
        super().__init__(card=cards.card(exercise))
        self._follow()

    def __repr__(self) -> str:
        return repr(self.exercise)

    def _follow(self) -> None:
        """Show what is answered by code, as with `q.hint()`, on the card as well."""
        if self._changed not in self.exercise.listeners:
            self.exercise.listeners.append(self._changed)

    def _changed(self, exercise) -> None:
        if not self._answering and exercise is self.exercise:
            self.card = cards.card(exercise)

    def _handle_custom_msg(self, content, buffers) -> None:
        """Answer the screen: first what the card is now, for its other views, then the reply."""
        self._answering = True
        try:
            self.exercise, reply = cards.answer(self.exercise, content)
        finally:
            self._answering = False
        self._follow()
        self.card = cards.card(self.exercise)
        self.send(reply)
