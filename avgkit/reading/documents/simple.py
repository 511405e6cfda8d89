"""Files that are text already: plain text, JSON, web pages, XML."""

import json
from pathlib import Path
from xml.parsers import expat

from .gathering import Gathering, decoded
from .packed import Marked, TooLarge
from .webpage import charset, plain

_DEEPEST = 50


def _content(gathering: Gathering, path: Path, said: str = "") -> str:
    """The text of the file, no more of it than fits; the encoding is kept with the file."""
    opened, most = gathering.opened, gathering.limits.text * 4 + 4  # a sign takes at most four bytes
    with open(path, "rb") as file:
        content = file.read(most)
    if not said and not opened.encoding and len(content) == most:
        content = content[:-3]
    text, encoding = decoded(content, opened.encoding or said)
    opened.encoding = opened.encoding or encoding
    return text


def text(gathering: Gathering, path: Path) -> None:
    """Plain text."""
    gathering.text(_content(gathering, path))


def page(gathering: Gathering, path: Path) -> None:
    """A web page."""
    with open(path, "rb") as file:
        said = charset(file.read(4096))
    gathering.text(plain(_content(gathering, path, said)))


def data(gathering: Gathering, path: Path) -> None:
    """JSON, one value or one on each line: every name and text in it, a line for each."""
    said = _content(gathering, path)
    try:
        lines = _flat(json.loads(said))
    except (ValueError, RecursionError):
        lines = []
        for line in said.splitlines():
            try:
                lines += _flat(json.loads(line)) if line.strip() else []
            except (ValueError, RecursionError):
                lines.append(line)  # no JSON after all: the line as it stands
    gathering.text("\n".join(lines))


def _flat(value, name: str = "", deep: int = 0) -> list[str]:
    """`name: value` for everything in a JSON value."""
    if deep > _DEEPEST:
        return [str(value)[:10_000]]
    if isinstance(value, dict):
        return [line for key, one in value.items() for line in _flat(one, str(key), deep + 1)]
    if isinstance(value, list):
        return [line for one in value for line in _flat(one, name, deep + 1)]
    shown = "" if value is None else value if isinstance(value, str) else json.dumps(value)
    return [f"{name}: {shown}" if name else shown] if shown else []


def marked(gathering: Gathering, path: Path) -> None:
    """XML: what stands between the marks and in them; what is no whole XML is read as the text that it is."""
    held: list[str] = []

    def holds(element: str, given: dict) -> bool:
        held.extend(value for name, value in given.items() if not name.startswith("xmlns"))
        return True

    with open(path, "rb") as file:
        try:
            said = Marked(holds, {}, _Lines(), gathering.left + 1).read(iter(lambda: file.read(1 << 20), b""))
        except (expat.ExpatError, TooLarge):
            said = _content(gathering, path)
            held.clear()
    gathering.text("\n".join([said, *held]))


class _Lines(dict):
    """Every element ends a line."""

    def __contains__(self, name: object) -> bool:
        return True

    def __getitem__(self, name: object) -> str:
        return "\n"
