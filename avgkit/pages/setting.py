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


class _Raw(str):
    """HTML that was escaped already."""

    def __html__(self) -> str:
        return str(self)


def raw(html: str) -> str:
    """HTML that was escaped already, which a template takes over as it is."""
    return _Raw(html)


@cache
def _environment():
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(paths.PACKAGE / "templates")
    rules = {"autoescape": True, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    return Environment(loader=loader, finalize=_plain, **rules)


def _plain(value):
    """What a page shows: of a text, no signs that steer a screen or turn letters round; a piece of page as it is."""
    return texts.harmless(value) if type(value) is str else value


def load() -> None:
    """Read every template now, for a process of which copies are made."""
    for name in _environment().list_templates(extensions=["html"]):
        if "/" not in name:  # those of nbconvert stand in a folder of their own
            _environment().get_template(name)
    stylesheet()


def filled(template: str, **values) -> str:
    """A template filled in, every value escaped."""
    return _environment().get_template(template).render(**values)


def stylesheet() -> str:
    """The style of a page: the tokens, then the rules that use them."""
    return charts.css() + _rules()


def paper(title: str, foot: str) -> str:
    """What stands in the margins of each page on paper: the title above, a line below."""
    return f":root{{--paper-title:{quoted(title)};--paper-name:{quoted(foot)}}}"


def quoted(words: str) -> str:
    """Words as a string of CSS, harmless in a style element and in an attribute."""
    plain = " ".join(texts.harmless(words).split())
    return '"' + re.sub(r'["\\<>&]', lambda sign: f"\\{ord(sign[0]):x} ", plain) + '"'


def _rules() -> str:
    """The rules without what is only for whoever edits the file."""
    rules = (paths.PACKAGE / "templates" / "report.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", rules, flags=re.S)
    rules = re.sub(r"\s*([{};])\s*", r"\1", rules)
    return _signs() + re.sub(r"([{;][a-z-]+:|,)\s+", r"\1", rules).replace(";}", "}")


def _signs() -> str:
    """The sign of each state, drawn with no words for who listens; an older browser draws it too."""
    shape = charts.tokens()["shape"]
    signs = {"": shape["not_run"]} | {f".{state}": sign for state, sign in shape.items()}
    return "".join(f'.mark{name}::before{{content:"{sign}";content:"{sign}"/""}}' for name, sign in signs.items())


# A line end beside a block says nothing, and in a notebook each line is a string of its own.
_BLOCK = "article|caption|d[dlt]|details|div|fig\\w+|h[1-6]|li|nav|ol|p|section|summary|t(?:able|body|d|h|head|r)|ul"
_ENDS = re.compile(rf"(</?(?:{_BLOCK})(?: [^<>]*)?>)\n+|\n+(?=</?(?:{_BLOCK})[ >])")


def _close(html: str) -> str:
    """A piece of a page without line ends that show nothing, but for those before an article or section."""
    html = _ENDS.sub(r"\1", html)
    return re.sub(r"(?=<(?:article|section)[ >])", "\n", html)


class Setting:
    """The words and helpers of the pages of one report in one language; `part`: the phrases file with its own words."""

    part = "report"
    scan = None

    def __init__(self, lang: str):
        self.lang = texts.language(lang)

    def style(self) -> Piece:
        """The style for somebody who opens the notebook itself; the report has it in its head."""
        return Piece(f"<style>{charts.css('.avgkit')}@scope(.avgkit){{{_rules()}}}</style>")

    def bare(self, template: str, **values) -> str:
        """A template without the wrapping of a piece."""
        return _environment().get_template(template).render(tell=self.say, **values)

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
        html = _close(_environment().get_template(template).render(**helpers, **values))
        return Piece(f'<div class="avgkit" lang="{self.lang}">\n{html}\n</div>')
