"""Pages to print for a room: black on white, on A4, with the name of the class and the number of the page."""

from .. import paths, texts
from .setting import Setting, _environment


class PaperBook(Setting):
    """The papers of one class in one language. `name` is that of a class: letters, digits and hyphens only."""

    part = "class_kit"

    def __init__(self, name: str, lang: str):
        super().__init__(lang)
        self.name = name

    def page(self, kind: str, template: str, **values) -> str:
        """A whole page: `kind` is one of cards, handout, key and timetable."""
        style = (paths.PACKAGE / "templates" / "class-paper.css").read_text(encoding="utf-8")
        foot = self.say("foot", name=self.name, kind=self.say(f"kind_{kind}"))
        # A style sheet has its own escapes: the foot stands in a string of it.
        foot = "".join(letter if letter.isalnum() else f"\\{ord(letter):x} " for letter in foot)
        page = self.say("page")
        style += f'@page {{ @bottom-left {{ content: "{foot}"; }}'
        style += f' @bottom-right {{ content: "{page} " counter(page) " / " counter(pages); }} }}\n'
        words = {"lang": self.lang, "kind": kind, "style": style, "title": self.say(f"title_{kind}", name=self.name)}
        body = self.piece(template, **values)
        return _environment().get_template("class-paper.html").render(body=body.html, **words) + "\n"

    def count(self, key: str, count: int) -> str:
        """A phrase about a number, which is one or more."""
        return self.say(f"{key}_{'one' if count == 1 else 'more'}", n=texts.number(count, self.lang))
