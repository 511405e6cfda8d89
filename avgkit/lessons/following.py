"""Shows something that follows from an exercise, and shows it anew after each action on its card.

In the view without code nobody can run a cell again: what was computed when the page opened would stay as it was.
"""

import ipywidgets as widgets


class Follow(widgets.HTML):
    """What `tell` says now; read as text it is the same page."""

    def __init__(self, exercise, tell):
        self.tell = tell
        super().__init__(tell()._repr_html_())
        exercise.listeners.append(self._again)

    def __repr__(self) -> str:
        return repr(self.tell())

    def _again(self, _) -> None:
        self.value = self.tell()._repr_html_()


def follow(exercise, tell):
    """Show the page that `tell` gives, and again whenever something is done with this exercise."""
    return Follow(exercise, tell)
