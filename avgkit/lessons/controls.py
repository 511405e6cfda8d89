"""Progress without code, for who opens the lessons in Voila: stock form controls that keep their label and keyboard.

Every control has a twin in text: `s.progress()`, `s.kept()`, `s.proof()`, `s.reset(...)`, `s.undo()`, `new_learner()`.
"""

import base64
from html import escape

import ipywidgets as widgets

from ..errors import AvgkitError
from ..exercises.look import style
from . import learners, metadata

_FORGET = "forget"  # no lesson has this name
# What the style of a card lacks: lists as high as the buttons beside them, and a link that looks like one.
_STYLE = """<style>.avgkit-card .widget-hbox{align-items:center}
.avgkit-card .widget-dropdown,.avgkit-card .widget-dropdown select{height:auto;min-height:44px}
.avgkit-card .widget-dropdown{align-items:center;margin:4px 8px 4px 0}
@media (max-width:480px){.avgkit-card .widget-dropdown{flex-wrap:wrap}}
.avgkit-card a{color:var(--avg-accent);text-decoration:underline;display:inline-block;padding:12px 0}</style>"""


class Panel(widgets.VBox):
    """The progress of one learner; where no widget can be drawn it reads as the table of progress."""

    def __init__(self, learner):
        self.learner = learner
        self.answer = widgets.HTML()
        acts = {"show": self._show, "kept": self._kept, "proof": self._proof, "undo": self._undo}
        self.buttons = {name: _button(self._say(f"panel_{name}"), act) for name, act in acts.items()}
        self.what = _choice(self._say("panel_what"), self._removable())
        self.codes = _choice(self._say("panel_codes"), self._codes())
        self.buttons["reset"] = _button(self._say("panel_reset"), self._ask)
        self.buttons["sure"] = _button("", self._reset)
        self.buttons["take"] = _button(self._say("panel_take"), self._take)
        self._sure(False)
        self.what.observe(lambda _: self._sure(False), "value")
        title = f"{_STYLE}<h3>{escape(self._say('panel_title'))}</h3>"
        rows = (("show", "kept", "proof"), (self.what, "reset", "sure", "undo"), (self.codes, "take"))
        boxes = [widgets.HBox([self.buttons.get(one, one) for one in row]) for row in rows]
        super().__init__([widgets.HTML(f'{style()}<div lang="{learner.lang}">{title}</div>'), *boxes, self.answer])
        self.add_class("avgkit-card")

    def __repr__(self) -> str:
        return repr(self.learner.progress())

    # ------------------------------------------------------------ what the buttons do
    def _show(self, _) -> None:
        self._tell(self.learner.progress()._repr_html_())

    def _kept(self, _) -> None:
        self._tell(self.learner.kept("panel")._repr_html_())

    def _proof(self, _) -> None:
        try:
            path = self.learner.proof()
        except AvgkitError as error:
            self._tell(f"<p>{escape(str(error))}</p>")
            return
        # A data address: whoever looks at this from another machine cannot reach our files.
        data = base64.b64encode(path.read_bytes()).decode()
        link = f'<a download="{escape(path.name)}" href="data:text/html;base64,{data}">'
        self._tell(f"<p>{link}{escape(self._say('panel_download'))}</a></p>")

    def _undo(self, _) -> None:
        try:
            self._tell(self.learner.undo()._repr_html_())
        except AvgkitError as error:
            self._tell(f"<p>{escape(str(error))}</p>")

    def _ask(self, _) -> None:
        """Show the button that really does it, and put the focus there."""
        self._sure(True)
        self.buttons["sure"].focus()

    def _reset(self, _) -> None:
        self._sure(False)
        chosen = self.what.value
        told = self.learner.forget() if chosen == _FORGET else self.learner.reset(chosen, typed=False)
        self._tell(told._repr_html_())
        self.buttons["reset"].focus()

    def _take(self, _) -> None:
        code, problem = self.codes.value, ""
        if code:
            problem = learners.remember(code, self.learner.group, self.learner.lang)
        else:
            code, problem = learners.draw(self.learner.group, self.learner.lang)
            self.codes.options = self._codes()
        self._tell(f"<p>{escape(problem or self._say('panel_taken', code=code))}</p>")

    # ------------------------------------------------------------ what they show
    def _say(self, name: str, **values) -> str:
        return self.learner.say(name, **values)

    def _tell(self, html: str) -> None:
        """Say it under the buttons; an alert is read aloud although its node is new each time."""
        self.answer.value = f'<div role="alert" lang="{self.learner.lang}">{html}</div>'

    def _sure(self, asked: bool) -> None:
        label = next((text for text, value in self.what.options if value == self.what.value), "")
        self.buttons["sure"].description = self._say("panel_sure", what=label)
        self.buttons["sure"].layout.display = "" if asked else "none"

    def _removable(self) -> list[tuple[str, str]]:
        """All, each lesson, and each exercise by its place in the lesson."""
        found = [(self._say("panel_all"), "all")]
        for lesson in metadata.lessons():
            title = self.learner.title(lesson.stem)
            if lesson.exercises:
                found.append((self._say("panel_lesson", title=title), lesson.stem))
            exercises = enumerate(lesson.exercises, 1)
            found += [(self._say("panel_exercise", title=title, n=n), name) for n, name in exercises]
        return [*found, (self._say("panel_forget"), _FORGET)]

    def _codes(self) -> list[tuple[str, str]]:
        """A new code first: whoever shares this machine does not go on with somebody else's by accident."""
        from .progress import group_of

        own = [code for code in learners.known() if group_of(code) == self.learner.group]
        return [(self._say("panel_draw"), ""), *((code, code) for code in own)]


def panel(learner) -> Panel:
    """The panel with the progress of this learner (or session)."""
    return Panel(learner)


def _button(text: str, act) -> widgets.Button:
    button = widgets.Button(description=text, layout=widgets.Layout(width="auto"))
    button.on_click(act)
    return button


def _choice(label: str, options: list[tuple[str, str]]) -> widgets.Dropdown:
    choice = widgets.Dropdown(description=label, options=options)
    choice.style.description_width = "initial"
    choice.layout.width, choice.layout.max_width = "auto", "100%"
    return choice
