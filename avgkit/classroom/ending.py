"""The numbers of a class: to look at, to keep when the class ends, and to make a report of. Never about a person.

OUT/class.json     the numbers, as `Room.figures` gives them
OUT/class.csv      the same as one table for a spreadsheet
OUT/class.LANG.html, class.LANG.ipynb   the report
"""

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .. import texts
from ..dossiers.packages import harmless
from ..errors import AvgkitError
from ..lessons import learners
from ..tables import why
from ..whole import text_of, written
from . import folder
from .figures import LEAST, word
from .refusing import Refused
from .room import Room

VERSION = 1
COUNTS = ("attempted", "right", "partly", "wrong", "arguable", "stuck")
_COLUMNS = (
    *("kind", "lesson", "name", "title", *COUNTS, "missed", "missed_count"),
    *("before", "after", "learners", "first_right", "first_voted", "again_right", "again_voted"),
)
_VOTES = ("first", "again")


@dataclass(frozen=True)
class Ended:
    """What was kept of a class that ended: the files, and how many lines of its answers could not be read."""

    name: str
    files: dict[str, Path]
    unread: int

    def to_dict(self) -> dict:
        """For a machine to read."""
        return {"class": self.name, "files": {k: str(v) for k, v in self.files.items()}, "unread": self.unread}


def expired(lang: str | None = None, today: date | None = None) -> list[str]:
    """Remove every class whose last day is past; a sentence about each. Every command about classes begins with it."""
    return [texts.say("class_kit.expired_removed", lang, name=name) for name in folder.remove_expired(today)]


def results(name: str, lang: str | None = None) -> dict:
    """The numbers of a class, also while its server runs: {version, class, lang, created_on, expires_on, unread,
    learners, active, least, shown, exercises, gain, together}. AvgkitError where there is no such class."""
    return numbers_of(Room.look(name, lang), lang)


def numbers_of(room: Room, lang: str | None = None) -> dict:
    """The numbers of a room, with its days and without its codes; titles in the language asked for."""
    from dataclasses import replace

    facts = room.facts
    if lang and lang != room.lang:
        room = Room(replace(facts, lang=lang))
    days = {"created_on": facts.created_on, "expires_on": facts.expires_on}
    about = {"version": VERSION, "class": facts.name, "lang": room.lang, **days, "unread": room.unread}
    found = about | room.figures()
    for one in found["exercises"]:  # on paper and in a file also how many tried it is hidden when they are few
        one["attempted"] = _some(one["attempted"])
    return found


def end(name: str, out: str | Path | None = None, lang: str | None = None, progress=None) -> Ended:
    """End a class: its numbers and a report into `out`, then everything else of it is removed.

    Nothing is removed before each file is whole in its place; whatever goes wrong before that, the class stays as it
    was and the command can be given again. AvgkitError: no such class, it runs, the folder is of something else.
    """
    from .. import reports

    facts = folder.read(name, lang)
    with folder.alone(name, lang):
        if facts.expired():
            folder.remove(name, lang)
            raise Refused("expired", facts.lang, 410, name=facts.name)
        # Only looked at: a room that is open writes its answers again where its folder is gone.
        room = Room.look(name, lang)
        out, said = Path(out or f"class-{room.name}"), lang or room.lang
        _own(out, room, said)
        numbers = numbers_of(room, lang)
        files = _kept(numbers, out, said)
        given = {"lang": said, "out": out, "parameters": {"numbers": str(files["json"])}, "progress": progress}
        made = learners.speaking(said, lambda: reports.report("class", **given))
        files |= {"html": made.html, "ipynb": made.ipynb}
        _whole(numbers, files, said)
        folder.remove(room.name, said)
    return Ended(room.name, files, room.unread)


# ---------------------------------------------------------------- files
def _own(out: Path, room: Room, lang: str) -> None:
    """Refuse a folder with the numbers of another class; those of an end that broke off are made anew."""
    try:
        there = json.loads(text_of(out / "class.json"))
        same = (there["class"], there["created_on"]) == (room.name, room.facts.created_on)
    except FileNotFoundError:
        return
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        same = False
    if not same:
        raise AvgkitError(texts.say("class_kit.other_results", lang, path=out))


def _kept(numbers: dict, out: Path, lang: str) -> dict[str, Path]:
    files = {"json": out / "class.json", "csv": out / "class.csv"}
    try:
        out.mkdir(parents=True, exist_ok=True)
        with written(files["json"], _json(numbers)) as put_json, written(files["csv"], as_csv(numbers, lang)) as put:
            put_json()
            put()
    except OSError as error:
        raise unwritable(out, error, lang) from None
    return files


def _whole(numbers: dict, files: dict[str, Path], lang: str) -> None:
    """Read back what was written: after this the answers are gone."""
    try:
        whole = text_of(files["json"]) == _json(numbers) and files["csv"].read_bytes() == as_csv(numbers, lang)
        whole = whole and all(files[name].stat().st_size for name in ("html", "ipynb"))
    except (OSError, ValueError):
        whole = False
    if not whole:
        raise AvgkitError(texts.say("class_kit.not_whole", lang, path=files["json"].parent))


def _json(numbers: dict) -> str:
    return json.dumps(numbers, ensure_ascii=False, indent=1) + "\n"


def as_csv(numbers: dict, lang: str) -> bytes:
    """One row for each exercise, concept and round together; nothing in it runs as a formula."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";" if lang == "nl" else ",", lineterminator="\r\n")
    writer.writerow([texts.say(f"class_kit.csv_{name}", lang) for name in _COLUMNS])
    for row in _rows(numbers):
        row["kind"] = texts.say(f"class_kit.csv_kind_{row['kind']}", lang)
        cells = ["" if row.get(name) is None else row[name] for name in _COLUMNS]
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in cells])
    # By this mark a spreadsheet knows the characters.
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8")


def _rows(numbers: dict):
    for one in numbers["exercises"]:
        missed = one["missed"] or {}
        counts = {name: one[name] for name in COUNTS}
        about = {"kind": "exercise", "lesson": one["lesson"], "name": one["exercise"], "title": one["title"]}
        yield about | counts | {"missed": missed.get("title"), "missed_count": missed.get("count")}
    for one in numbers["gain"]:
        counts = {name: one[name] for name in ("before", "after", "learners")}
        yield {"kind": "concept", "name": one["concept"], "title": one["title"]} | counts
    for one in numbers["together"]:
        about = {"kind": "together", "lesson": one["lesson"], "name": one["exercise"], "title": one["title"]}
        votes = {f"{vote}_{part}": (one[vote] or {}).get(part) for vote in _VOTES for part in ("right", "voted")}
        yield about | votes


def unwritable(path: Path, error: OSError, lang: str) -> AvgkitError:
    """The error that says why this folder cannot be written."""
    reason = learners.speaking(lang, lambda: why(error))
    return AvgkitError(texts.say("errors.path_unwritable", lang, path=path, reason=reason))


# ---------------------------------------------------------------- reading back, for the report
def read_numbers(path: str | Path, lang: str | None = None) -> dict:
    """The numbers of a class out of class.json, with titles in `lang`; AvgkitError for a file that is something else.

    Whatever the file holds, no number about fewer than five learners comes out of it.
    """
    from ..exercises.quiz import concepts
    from ..lessons.generated import exercise_title

    lang = texts.language(lang)
    titles = {one["id"]: one[lang]["title"] for one in concepts()}
    try:
        raw = json.loads(text_of(path))
        days = {name: date.fromisoformat(raw[name]).isoformat() for name in ("created_on", "expires_on")}
        found = {"class": folder.checked_name(raw["class"]), "least": LEAST, "lang": lang, **days}
        found |= {name: _count(raw[name]) or 0 for name in ("learners", "unread")}
        if raw["version"] != VERSION:
            raise ValueError
        found["active"] = _enough(_count(raw["active"]))
        found["shown"] = raw["shown"] is True and found["active"] is not None
        shown = found["shown"]
        found["exercises"] = [_exercise(one, shown) for one in raw["exercises"]]
        gain = [
            {"concept": str(one["concept"]), **{n: _count(one[n]) for n in ("before", "after", "learners")}}
            for one in raw["gain"]
        ]
        found["gain"] = [one for one in gain if shown and _enough(one["learners"]) and one["concept"] in titles]
        found["together"] = [_round(one) for one in raw["together"] if shown]
        for one in (*found["exercises"], *found["together"]):
            one["title"] = exercise_title(one["exercise"], lang)
            if missed := one.get("missed"):
                missed["title"] = word(missed["option"], lang)
        for one in found["gain"]:
            one["title"] = titles[one["concept"]]
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, AvgkitError):
        raise AvgkitError(texts.say("class_kit.no_numbers", lang, path=path)) from None
    return found


def _exercise(one: dict, shown: bool) -> dict:
    tried = _count(one["attempted"]) if shown else None
    named = {name: str(one[name])[:80] for name in ("lesson", "exercise")}
    counts = {name: _count(one[name]) if _enough(tried) else None for name in COUNTS}
    missed = one["missed"] if _enough(tried) else None
    missed = missed and {"option": str(missed["option"])[:80], "count": _count(missed["count"])}
    return named | counts | {"attempted": _some(tried), "missed": missed}


def _round(one: dict) -> dict:
    found = {name: str(one[name])[:80] for name in ("lesson", "exercise")}
    for vote in _VOTES:
        counts = one[vote] and {name: _count(one[vote][name]) for name in ("voted", "right")}
        found[vote] = counts if counts and _enough(counts["voted"]) else None
    return found


def _enough(count: int | None) -> int | None:
    return count if count is not None and count >= LEAST else None


def _some(count: int | None) -> int | None:
    """None for a few; nobody is not a small group."""
    return count if not count or count >= LEAST else None


def _count(value: object) -> int | None:
    if value is None or (type(value) is int and 0 <= value < 10**6):
        return value
    raise ValueError
