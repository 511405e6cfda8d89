"""What every page stands on: pieces of HTML, templates with every value escaped, words and numbers in one language."""

import re
from dataclasses import dataclass
from functools import cache

from .. import charts, paths, texts


@dataclass(frozen=True)
class Piece:
    """A piece of a page; a notebook shows it as HTML."""

    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"Piece({len(self.html)} characters)"


@cache
def _environment():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(paths.PACKAGE / "templates")
    rules = {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    return Environment(loader=loader, finalize=_plain, **rules)


def _plain(value):
    """What a page shows: of a text, no signs that steer a screen or turn letters round; a piece of page as it is."""
    return texts.harmless(value) if type(value) is str else value


def filled(template: str, **values) -> str:
    """A template filled in, every value escaped."""
    return _environment().get_template(template).render(**values)


def stylesheet() -> str:
    """The style of a page: the tokens, then the rules that use them."""
    rules = (paths.PACKAGE / "templates" / "report.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", rules, flags=re.S)  # what explains a rule is for whoever edits the file
    rules = re.sub(r"\s*([{};])\s*", r"\1", rules)
    return charts.css() + re.sub(r"([{;][a-z-]+:|,)\s+", r"\1", rules).replace(";}", "}")


class Setting:
    """The words and helpers of the pages of one report in one language; `part`: the phrases file with its own words."""

    part = "report"
    scan = None
    reveal = False

    def __init__(self, lang: str):
        self.lang = texts.language(lang)

    def style(self) -> Piece:
        """The style for somebody who opens the notebook itself; the report has it in its head."""
        rules = (paths.PACKAGE / "templates" / "report.css").read_text(encoding="utf-8")
        return Piece(f"<style>{charts.css('.avgkit')}@scope(.avgkit){{{rules}}}</style>")

    def say(self, key: str, **values) -> str:
        """A phrase of the report's own words."""
        return texts.say(f"{self.part}.{key}", self.lang, **values)

    def cut_words(self) -> list[str]:
        """To which part of the organisation the data were cut, in sentences; none when they are whole."""
        part = self.scan.crm.part if self.scan else None
        if part is None:
            return []
        counts = {name: texts.number(getattr(part, name), self.lang) for name in ("contacts", "of")}
        told = [texts.say("cut.about", self.lang, part=part.words(self.lang), **counts)]
        if not part.contacts:
            told.append(texts.say("cut.empty", self.lang))
        if part.nobody:
            told.append(texts.say("cut.nobody", self.lang, n=texts.number(part.nobody, self.lang)))
        return [*told, texts.say("cut.whole", self.lang)]

    def piece(self, template: str, **values) -> Piece:
        """A template filled in; what every template may use stands here."""

        def say(key: str, **inner) -> str:
            return texts.say(f"report.{key}", self.lang, **inner)

        def many(key: str, count: float, **inner) -> str:
            return say(f"{key}_{'one' if count == 1 else 'more'}", n=texts.number(count, self.lang), **inner)

        helpers = {
            "say": say,
            "many": many,
            "tell": self.say,
            "number": lambda count: texts.number(count, self.lang),
            "share": lambda part, whole: texts.share(part, whole, self.lang),
            "day": lambda value: texts.day(value, self.lang),
            "shape": charts.tokens()["shape"],
            "book": self,
            "scan": self.scan,
        }
        html = _environment().get_template(template).render(**helpers, **values)
        return Piece(f'<div class="avgkit" lang="{self.lang}">\n{html}\n</div>')
