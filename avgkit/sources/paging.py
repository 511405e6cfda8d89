"""Writes the page of a format: how the columns of one's own export are read, to be kept, read and changed by people."""

import json
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..recognisers.headers import bare
from ..tables import why
from ..whole import written
from .mapping import meanings
from .systems import pages

_MOST_SIGNS = 24


def save(told: dict, path: str | Path, force: bool = False, page: dict | None = None) -> Path:
    """Write the page of what `inspect` told of a file; whole or not at all.

    The words of the recognised system (such as inverted choices), or of the `page` it was read by, are taken along.
    Columns without a meaning stand in it with an empty one, their nearest in a comment. Raises AvgkitError when the
    page is there already (without `force`), its name does not end in .toml, or there is nothing to save.
    """
    path = Path(path)
    problems = []
    if path.suffix.lower() != ".toml":
        problems.append(texts.say("inspect.page_suffix", path=path))
    elif path.exists() and not (force and path.is_file()):
        problems.append(texts.say("inspect.page_there", path=path))
    if not told.get("mapping"):
        problems.append(texts.say("inspect.page_nothing", file=told.get("file") or told.get("folder")))
    if problems:
        raise AvgkitError(problems)
    try:
        with written(path, as_toml(told, page)) as put:
            put()
    except OSError as error:
        raise AvgkitError(texts.say("inspect.page_unwritable", path=path, reason=why(error))) from None
    return path


def as_toml(told: dict, page: dict | None = None) -> str:
    """The page as text: its title, signs, headers with their meaning, styles of days, and words for values."""
    system = page or pages().get(told["system"] or "", {})
    lines = ["[system]"]
    lines += [f"{lang} = {_text(texts.say('inspect.page_title', lang, file=told['file']))}" for lang in texts.LANGUAGES]
    signs = _signs(told)
    # Half of the headers are enough: an export of next year may have lost one or have a new one.
    lines += [f"enough = {max(1, (len(signs) + 1) // 2)}", "", "[system.signs]"]
    lines += [f"{_text(header)} = 1" for header in signs]
    lines += ["", "[headers]"]
    seen: set[str] = set()
    for table in (told, *told.get("tables", [])):
        for header, guess in table["mapping"].items():
            if bare(header) not in seen:
                seen.add(bare(header))
                lines.append(_header(header, guess))
    styles = {h: g["style"] for t in (told, *told.get("tables", [])) for h, g in t["mapping"].items() if "style" in g}
    sure = {header: style for header, style in styles.items() if style not in ("ambiguous", "mixed")}
    doubt = [header for header, style in styles.items() if style in ("ambiguous", "mixed")]
    if styles:
        lines += ["", "[dates]", *(f"{_text(header)} = {_text(style)}" for header, style in sure.items())]
        lines += [f'# {_text(header)} = "dd-mm-yyyy"' for header in doubt]
    for name, words in system.get("values", {}).items():
        lines += ["", f"[values.{name}]", *(f"{_text(word)} = {_text(value)}" for word, value in words.items())]
    if system.get("fixed"):
        lines += ["", "[fixed]", *(f"{name} = {_text(value)}" for name, value in system["fixed"].items())]
    for name, part in system.get("sheets", {}).items():
        lines += ["", f"[sheets.{name}]", *(f"{key} = {_value(value)}" for key, value in part.items())]
    return "\n".join(lines) + "\n"


def _signs(told: dict) -> list[str]:
    """The headers by which this export is known again: those of the system, else the first ones that have a name."""
    named = [header for header in told["mapping"] if bare(header)]
    unlike = dict.fromkeys(bare(header) for header in named)
    return [next(h for h in named if bare(h) == key) for key in unlike][:_MOST_SIGNS]


def _header(header: str, guess: dict) -> str:
    line = f"{_text(header)} = {_text(guess['meaning'] or '')}"
    near = next((code.partition(":")[2] for code in guess["evidence"] if code.startswith("nearest:")), "")
    return f"{line} # {near}?" if near in meanings() else line


def _value(value) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_text(key)} = {_text(one)}" for key, one in value.items()) + " }"
    return _text(value)


def _text(value: object) -> str:
    """A text as TOML writes it, whatever signs it has."""
    plain = str(value).encode("utf-8", "replace").decode("utf-8")
    return json.dumps(plain, ensure_ascii=False).replace("\x7f", "\\u007f")
