"""A wrong option or command told in the user's language, from what the command line says of it in English."""

import errno
import os
import re
import sys

from .. import texts

_EXPECTED = {"integer": "whole", "number": "number"}  # what the command line calls it: our word for it


def no_room(error: BaseException) -> bool:
    """Whether a command stopped because the disk is full, however the library that wrote says so."""
    known = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
    return getattr(error, "errno", None) in known or f"[Errno {errno.ENOSPC}]" in str(error)


def whole_streams() -> None:
    """Give a command that was started without input, output or error stream, as by a scheduler, empty ones."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115 - for as long as the command runs


def readable(word: str) -> str:
    """A word of a command as text: in UTF-8 whatever the machine's own way of writing; the name of a file as it is."""
    if word.isascii() or not any("\ud800" <= sign <= "\udfff" for sign in word):
        return word
    if os.path.lexists(word.partition("=")[2] if word.startswith("--") else word):
        return word
    try:
        return word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    except UnicodeEncodeError:  # half a sign that no terminal gives
        return word.encode("utf-8", "replace").decode("utf-8")


def refused(error: OSError | MemoryError) -> str:
    """What the machine refused where no reader or writer foresaw it: a place, or memory."""
    if isinstance(error, MemoryError):
        return texts.say("cli.no_memory")
    from ..tables import why

    place = error.filename if isinstance(error.filename, str) else str(error.filename)
    return texts.say("errors.path_unreadable", path=place, reason=why(error))


def usage(error) -> str:
    """A wrong option or command in the user's language, with the nearest that exists."""
    kind, message, ctx = type(error).__name__, error.format_message(), getattr(error, "ctx", None)
    param = getattr(error, "param", None)
    if kind == "NoArgsIsHelpError":
        return message
    if kind == "NoSuchOption":
        known = [name for p in ctx.command.get_params(ctx) for name in p.opts] if ctx else error.possibilities or ()
        return texts.unknown_name("cli.no_option", error.option_name, known)
    if kind == "MissingParameter" and param is not None:
        asked = ctx.command.params if ctx else [param]
        needed = [p for p in asked[asked.index(param) :] if p.required]
        return texts.say("cli.missing", name=", ".join(f"{_called(p)} ({getattr(p, 'help', '')})" for p in needed))
    if kind == "BadParameter" and param is not None:
        wanted = next((kind for sign, kind in _EXPECTED.items() if sign in message), "text")
        expected = texts.say(f"errors.expect_{wanted}")
        return texts.say("cli.bad_value", name=param.opts[0], expected=expected)
    if kind in ("BadOptionUsage", "BadArgumentUsage"):
        return texts.say("cli.bare_option", name=getattr(error, "option_name", ""))
    given, group = [word for word in sys.argv[1:] if not word.startswith("-")], getattr(ctx, "command", None)
    commands, deep = list(getattr(group, "commands", ())), 0
    while ctx is not None and ctx.parent is not None:  # a command of a command: the names before it were right
        ctx, deep = ctx.parent, deep + 1
    if commands and len(given) > deep and given[deep] not in commands:
        return texts.unknown_name("cli.no_command", given[deep], commands)
    extra = re.search(r"extra argument.*\((.*)\)", message)
    return texts.say("cli.extra", words=extra[1]) if extra else texts.say("cli.wrong_use", message=message)


def _called(param) -> str:
    """How a command calls what is missing: --name, or PATH."""
    return param.opts[0] if param.opts[0].startswith("-") else param.name.upper()
