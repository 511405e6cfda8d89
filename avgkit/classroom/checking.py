"""Whether this laptop can hold a class: network, port, firewall, memory, disk, and the time that learners would wait.

A line is {name, state, sentence}; state is `ok`, `no`, or `unknown` where only a person can tell or nothing could be
measured. Nothing is sent to another machine.
"""

import os
import shutil
import socket
import statistics
import sys
import tempfile
import threading
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..paths import home
from . import address, folder
from .deals import TOGETHER, Deals
from .starting import LIBRARIES

WIDTH = 9  # of the word for a state
OPEN, ANSWER = 5.0, 0.3  # seconds in which all have the next lesson, and in which an answer is back
_MEMORY = 700  # MB of the server with its pages and pictures; each learner adds
_EACH = 4
_DISK = 200  # MB
_REQUEST = 0.002  # seconds for a request itself, measured on two slow cores


def check(people: int = 15, port: int | None = None, lessons=None, lang: str | None = None) -> dict:
    """{people, lines, measured, exit, summary}; exit 0: nothing in the way, 1: something is, 3: not all was measured.

    `measured`: {prepare, open, answer} in seconds, or None. AvgkitError for people or a port that cannot be.
    """
    lang = texts.language(lang)
    if not 1 <= people <= folder.LIMIT:
        raise AvgkitError(texts.say("classroom.bad_most", lang, value=people, limit=folder.LIMIT))
    stems = folder.checked_lessons(lessons, lang)
    lines = [_libraries(lang), _port(port, lang), *_network(lang), _disk(lang), _memory(people, lang)]
    measured = None
    if lines[0]["state"] == "ok":
        measured = measure(people, stems, lang)
        lines += _times(people, measured, lang)
    states = [one["state"] for one in lines]
    missing = any(one["state"] == "unknown" and one["name"] not in ("firewall", "qr") for one in lines)
    code = 1 if "no" in states else 3 if missing else 0
    summary = texts.say(f"class_server.check_{code}", lang, people=people)
    return {"people": people, "lines": lines, "measured": measured, "exit": code, "summary": summary}


def measure(people: int, stems, lang: str) -> dict:
    """What so many learners would wait for, measured here: {prepare, open, answer} in seconds.

    `prepare`: until every exercise is judged and drawn. `open`: until all have the cards of the heaviest lesson, when
    all open it at once. `answer`: until the last answer is marked and on the disk, when all press at the same moment.
    The network of the room comes on top.
    """
    from ..exercises import cards

    began = time.perf_counter()
    deals = Deals("check", lang, stems, "", lambda *_: None)
    for _ in deals.warm():
        pass
    prepared = time.perf_counter() - began
    opened, answers = [], []
    for one in deals.lessons.values():
        began = time.perf_counter()
        for ident in one.exercises:
            exercise = deals.draw(f"{TOGETHER}-check", one, ident)
            card = cards.card(exercise)
            start = time.perf_counter()
            cards.answer(exercise, {"view": "check", "n": 1, "do": "check", "values": _first(card)})
            answers.append(time.perf_counter() - start)
        opened.append(time.perf_counter() - began)
    slowest, written = sorted(answers)[int(0.95 * (len(answers) - 1))], _written()
    return {
        "prepare": round(prepared, 1),
        "open": round(max(opened) * people, 2),
        "answer": round(slowest + people * (statistics.mean(answers) + written + _REQUEST), 3),
    }


def _first(card: dict) -> dict:
    found = {}
    for field in card["fields"]:
        if "rows" in field:
            found[field["name"]] = [row["key"] for row in field["rows"][:1]]
        elif field.get("options"):
            found[field["name"]] = field["options"][0]["value"]
    return found


def _written() -> float:
    """Seconds in which a line is on the disk."""
    took = []
    with suppress(OSError), tempfile.TemporaryFile(dir=_existing(home())) as file:
        for _ in range(10):
            start = time.perf_counter()
            file.write(b"x" * 400)
            file.flush()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - start)
    return statistics.median(took or [0.0])


def _existing(path: Path) -> Path:
    return next((one for one in (path, *path.parents) if one.is_dir()), path)


# ---------------------------------------------------------------- the lines
def _line(name: str, state: str, lang: str, **values) -> dict:
    return {"name": name, "state": state, "sentence": texts.say(f"class_server.{name}_{state}", lang, **values)}


def _libraries(lang: str) -> dict:
    missing = [one for one in LIBRARIES if find_spec(one) is None]
    return _line("libraries", "no" if missing else "ok", lang, library=", ".join(missing))


def _port(port: int | None, lang: str) -> dict:
    wanted = address.PORT if port is None else port
    if not 1 <= wanted <= 65535:
        raise AvgkitError(texts.say("class_server.wrong_port", lang, port=wanted))
    free = address.nearest(wanted, lan=True)
    if free == wanted:
        return _line("port", "ok", lang, port=wanted)
    return _line("port", "no" if free is None or port else "ok_other", lang, port=wanted, free=free) | {
        "state": "no" if free is None or port else "ok"
    }


def _network(lang: str) -> list[dict]:
    found = address.room_addresses()
    lines = [_line("network", "ok" if found else "no", lang, address=found[0] if found else "")]
    if found:
        reached = _reaches(found[0])
        lines.append(_line("reach", "ok" if reached else "no", lang, address=found[0]))
        lines.append(_firewall(lang))
    qr = address.has_qr()
    return [*lines, _line("qr", "ok" if qr else "unknown", lang)]


def _reaches(where: str) -> bool:
    """Whether something that listens for the room can be reached by its address in the room, from this machine."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as server:
            server.bind(("0.0.0.0", 0))
            server.listen(1)
            server.settimeout(2)
            port, heard = server.getsockname()[1], []
            listener = threading.Thread(target=lambda: heard.append(server.accept()), daemon=True)
            listener.start()
            with socket.create_connection((where, port), timeout=2):
                listener.join(2)
            for connection, _ in heard:
                connection.close()
            return bool(heard)
    except OSError:
        return False


def _firewall(lang: str) -> dict:
    """What a firewall may do; whether another device gets through only another device can tell."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    if system == "linux":
        ufw = Path("/etc/ufw/ufw.conf")
        with suppress(OSError):
            if ufw.is_file() and "ENABLED=yes" in ufw.read_text(encoding="utf-8", errors="replace"):
                system = "ufw"
        if Path("/run/firewalld").exists():
            system = "firewalld"
    return {
        "name": "firewall",
        "state": "unknown",
        "sentence": texts.say(f"class_server.firewall_{system}", lang, port=address.PORT),
    }


def _disk(lang: str) -> dict:
    try:
        free = shutil.disk_usage(_existing(home())).free // 10**6
    except OSError:
        return _line("disk", "unknown", lang)
    return _line("disk", "ok" if free >= _DISK else "no", lang, free=texts.number(free, lang), need=_DISK)


def _memory(people: int, lang: str) -> dict:
    need = _MEMORY + people * _EACH
    try:
        import psutil

        free = psutil.virtual_memory().available // 10**6
    except (ImportError, OSError, RuntimeError):
        return _line("memory", "unknown", lang, need=need)
    return _line("memory", "ok" if free >= need else "no", lang, free=texts.number(free, lang), need=need)


def _times(people: int, measured: dict, lang: str) -> list[dict]:
    def seconds(value: float) -> str:
        return texts.number(max(0.1, round(value, 1)), lang)

    def thousandths(value: float) -> str:
        return texts.number(max(1, round(1000 * value)), lang)

    opened, answer = measured["open"], measured["answer"]
    return [
        _line("prepare", "ok", lang, seconds=seconds(measured["prepare"])),
        _line(
            "open", "ok" if opened <= OPEN else "no", lang, seconds=seconds(opened), people=people, most=seconds(OPEN)
        ),
        _line(
            "answer",
            "ok" if answer <= ANSWER else "no",
            lang,
            people=people,
            ms=thousandths(answer),
            most=thousandths(ANSWER),
        ),
    ]
