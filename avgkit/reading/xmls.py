"""The one way in which XML of others is parsed: without definitions of its own, by which it could grow or look around.

No document of an office needs them. Whoever parses catches `expat.ExpatError`, which a definition raises too.
"""

from collections.abc import Callable
from xml.parsers import expat


def parser(
    start: Callable | None = None, end: Callable | None = None, text: Callable | None = None
) -> "expat.XMLParserType":
    """A parser that calls these for the start and the end of an element, and for its letters."""
    made = expat.ParserCreate()
    made.StartElementHandler, made.EndElementHandler, made.CharacterDataHandler = start, end, text
    made.StartDoctypeDeclHandler = made.EntityDeclHandler = _refuse
    return made


def _refuse(*_) -> None:
    raise expat.ExpatError


def attributes(content: bytes, wanted: str) -> list[dict]:
    """The attributes of every element of that name; none when the part is not whole."""
    found: list[dict] = []

    def start(name: str, given: dict) -> None:
        if name.rpartition(":")[2] == wanted:
            found.append(given)

    try:
        parser(start).Parse(content, True)
    except expat.ExpatError:
        return []
    return found
