"""The pages of a class as HTML: own files only, no inline script or style, words as JSON that is never run.

    join(lang) start(room, learner) lesson(room, stem, learner) together(room, learner) screen(room, address, qr_svg)
    login(lang), and behind it trainer(room, address, qr_svg), which holds the code of the class
    front() -> {file name: (bytes, content type)} for /front/<file>; front_url(name) is the address of one of them
A picture in a lesson is a `data:` address, so the policy of the pages is `default-src 'none'; script-src 'self';
style-src 'self'; img-src 'self' data:; connect-src 'self'`.
"""

import json
import re
from functools import cache
from hashlib import blake2b
from pathlib import Path

from .. import charts, texts
from ..errors import AvgkitError
from ..exercises.look import sheet
from ..lessons import learners, metadata
from ..pages.setting import Piece, filled
from ..paths import PACKAGE
from . import preparing

FRONT = PACKAGE / "lessons" / "front"
# In the order in which they name each other: a file that imports another comes after it.
SCRIPTS = ("card.js", "talk.js", "together.js", "trainer.js", "class.js")
SHEETS = ("look.css", "card.css", "class.css")
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}
_IMPORT = re.compile(r'from "\./([a-z]+\.js)"')
# The words that the scripts of each page use; a page carries no others.
_EVERY = ("offline", "offline_short", "online", "waiting_one", "waiting_more", "seat_gone", "to_join", "failed")
_PHASES = ("idle", "vote", "split", "discuss", "again", "split_again", "verdict")
_ROUND = ("voted", "split_few", "split_first", "split_second", "split_count", "answer_here", "arguable", "chosen")
_VOTE = ("do", "change", "sent", "sending", "waits", "empty", "closed")
_STATES = ("attempted", "right", "partly", "wrong", "arguable", "stuck", "missed", "exercise", "concept", "before")
_WORDS = {
    "join": ("join_empty", "join_wait"),
    "start": (),
    "login": ("join_empty", "join_wait"),
    "lesson": ("card_lost",),
    "together": (*_ROUND, *(f"phase_{one}" for one in _PHASES), *(f"vote_{one}" for one in _VOTE)),
    "screen": (*_ROUND, *(f"phase_{one}" for one in _PHASES), "screen_in", "screen_offline"),
    "trainer": (
        *_ROUND,
        *(f"name_{one}" for one in _PHASES),
        *(f"step_{one}" for one in (*_PHASES[2:], "close")),
        *(f"col_{one}" for one in (*_STATES, "after", "of", "first_vote", "second_vote")),
        *("trainer_now", "trainer_first", "trainer_second", "trainer_gain", "trainer_progress"),
        *(
            "trainer_rounds",
            "figures_few",
            "figures_few_here",
            "figures_learners",
            "stuck_means",
            "missed",
            "not_begun",
        ),
        *("gain_none", "rounds_none"),
    ),
}


# ---------------------------------------------------------------- files
@cache
def _front() -> tuple[dict[str, tuple[bytes, str]], dict[str, str]]:
    files, names = {}, {}
    for name in (*SCRIPTS, *SHEETS):
        text = sheet() if name == "look.css" else (FRONT / name).read_text(encoding="utf-8")
        content = _IMPORT.sub(lambda found: f'from "./{names[found[1]]}"', text).encode()
        path = Path(name)
        names[name] = f"{path.stem}.{blake2b(content, digest_size=8).hexdigest()}{path.suffix}"
        files[names[name]] = (content, _TYPES[path.suffix])
    return files, names


def front() -> dict[str, tuple[bytes, str]]:
    """{file name: (bytes, content type)}; the name holds a hash, so that a browser may keep the file for good."""
    return dict(_front()[0])


def front_url(name: str) -> str:
    """The address of a file of the front: `class.js`, `look.css`."""
    return f"/front/{_front()[1][name]}"


# ---------------------------------------------------------------- pages
def join(words: str | None = None, *, lang: str | None = None) -> str:
    """The page for who has no seat yet; `words` is a sentence to show at once."""
    lang = texts.language(lang)
    example = f"{learners.words()[lang][-1]}-42"
    return _page("join", lang, {}, told=words or "", example=example)


def problem(sentence: str, *, lang: str) -> str:
    """A page that says why there is no page."""
    sheets = [front_url(name) for name in ("look.css", "class.css")]

    def say(key: str) -> str:
        return texts.say(f"class_server.{key}", lang)

    return filled("class-problem.html", lang=lang, sentence=sentence, sheets=sheets, say=say)


def start(room, learner: str) -> str:
    """The lessons, where this learner stands, and how to go on with another device."""
    standing = {one["lesson"]: one for one in room.standing(learner)}
    rows = [
        {"stem": one.stem, "title": metadata.short_title(one, room.lang), "standing": standing.get(one.stem)}
        for one in room.lessons
    ]
    data = {"learner": learner, "room": _room(room)}
    return _page("start", room.lang, data, learner=learner, rows=rows, key=room.key(learner))


def lesson(room, stem: str, learner: str) -> str:
    """A lesson of the class as this learner reads it. AvgkitError for a lesson that the class does not have."""
    stems = [one.stem for one in room.lessons]
    if stem not in stems:
        raise AvgkitError(learners.speaking(room.lang, lambda: texts.unknown_name("build.unknown_lesson", stem, stems)))
    form = preparing.prepare(stem, room.lang, folder(room), room.facts.on)
    at = stems.index(stem)
    titles = {one.stem: metadata.short_title(one, room.lang) for one in room.lessons}
    near = [(name, stems[place]) for name, place in (("before", at - 1), ("next", at + 1)) if 0 <= place < len(stems)]
    blocks = [_block(block, stems) for block in form["blocks"]]
    standing = [one for one in room.standing(learner) if one["of"]]
    values = {"blocks": blocks, "near": [(name, one, titles[one]) for name, one in near], "standing": standing}
    data = {"learner": learner, "room": _room(room), "lesson": stem}
    return _page("lesson", room.lang, data, title=form["title"], learner=learner, **values)


def together(room, learner: str = "") -> str:
    """The page on which everybody votes."""
    return _page("together", room.lang, {"learner": learner, "room": _room(room)}, learner=learner)


def screen(room, address: str, qr_svg: str = "", key: str = "") -> str:
    """The screen of the room: the card, the split, and how to come in. `qr_svg` is put in as it is: it is our own."""
    return _page("screen", room.lang, {"key": key}, **_access(room, address, qr_svg))


def login(words: str | None = None, *, lang: str | None = None) -> str:
    """The page that asks for the trainer's code; it says nothing of the class. `words`: a sentence to show at once."""
    return _page("login", texts.language(lang), {}, told=words or "")


def trainer(room, address: str, qr_svg: str = "", screen_url: str = "/screen") -> str:
    """The trainer's page, for who gave the trainer's code only. Its numbers come from five learners up."""
    lessons = [{"lesson": one.stem, "title": metadata.short_title(one, room.lang)} for one in room.lessons]
    data = {"choices": room.together.choices(), "lessons": lessons}
    return _page("trainer", room.lang, data, **_access(room, address, qr_svg), screen_url=screen_url)


def folder(room) -> Path:
    """Where the prepared lessons of a class lie."""
    return room.facts.path / "pages"


def _access(room, address: str, qr_svg: str) -> dict:
    code = room.code
    shown = f"{code[:3]} {code[3:]}"  # six digits are read aloud in two parts
    return {"address": address.rstrip("/"), "qr": Piece(qr_svg), "code": shown}


def _room(room) -> str:
    """What keeps two classes apart in one browser; the code of the class is no secret in its room."""
    return room.code


def _page(name: str, lang: str, data: dict, **values) -> str:
    def say(key: str, **inner) -> str:
        return texts.say(f"class_pages.{key}", lang, **inner)

    words = {key: texts.phrase(f"class_pages.{key}", lang) for key in (*_EVERY, *_WORDS[name])}
    told = {"page": name, "words": words, "shape": charts.tokens()["shape"], **data}
    title = values.pop("title", "") or say("trainer_title" if name == "login" else f"{name}_title")
    files = {"sheets": [front_url(one) for one in SHEETS], "script": front_url("class.js")}
    return filled(
        f"class-{name}.html", lang=lang, page=name, title=title, say=say, data=Piece(_json(told)), **files, **values
    )


def _json(value: dict) -> str:
    """JSON that can stand in a page: no sign in it can end the element."""
    made = json.dumps(value, ensure_ascii=False)
    return made.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


_TO_LESSON = re.compile(r'<a href="/lesson/([a-z0-9-]+)(#[^"]*)?">(.*?)</a>', re.S)


def _block(block: dict, stems: list[str]) -> dict:
    """A block with links only to lessons of this class."""

    def link(found: re.Match) -> str:
        return found[0] if found[1] in stems else found[3]

    def shown(html: str) -> Piece:
        return Piece(_TO_LESSON.sub(link, html))

    made = dict(block)
    if "html" in block:
        made["html"] = shown(block["html"])
    if "options" in block:
        made["options"] = [option | {"html": shown(option["html"])} for option in block["options"]]
    return made
