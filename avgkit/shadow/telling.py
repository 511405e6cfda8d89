"""What a search tells people: what to arrange before it, sizes and times in words, which files need action and why."""

import csv
import io
import tomllib
from functools import cache

from .. import paths, texts

_UNITS = ("B", "kB", "MB", "GB", "TB")


@cache
def _page() -> dict:
    with open(paths.KNOWLEDGE / "searching.toml", "rb") as file:
        return tomllib.load(file)


def notice(lang: str | None = None) -> list[dict]:
    """What to arrange before a search: {id, text, articles, verified}."""
    lang = lang or texts.language()
    return [
        {"id": duty["id"], "text": duty[lang], "articles": duty["articles"], "verified": duty["verified"]}
        for duty in _page()["duties"]
    ]


def notice_lines(lang: str | None = None) -> list[str]:
    """The same as sentences, each with its articles, or with the word that no text of the law was consulted."""
    return [
        f"{duty['text']} ({', '.join(texts.article(a, lang) for a in duty['articles'])})"
        if duty["verified"]
        else f"{duty['text']} ({texts.say('shadow.not_consulted', lang)})"
        for duty in notice(lang)
    ]


def register_row(keep_days: int, lang: str | None = None) -> dict[str, str]:
    """The search as a row of the register, in the columns of the policy's table `activities`."""
    row = _page()["register_row"]
    words = {name: texts.fill(text, {"days": keep_days}) for name, text in row[lang or texts.language()].items()}
    return {"id": row["id"], "categories": row["categories"], "recipients": "none", **words}


def register_csv(keep_days: int, lang: str | None = None) -> str:
    """The row as CSV."""
    row, file = register_row(keep_days, lang), io.StringIO()
    writer = csv.DictWriter(file, list(row), lineterminator="\n")
    writer.writeheader()
    writer.writerow(row)
    return file.getvalue()


def size(count: float, lang: str | None = None) -> str:
    """A number of bytes as people read it: 3,4 MB."""
    step = 0
    while count >= 1000 and step < len(_UNITS) - 1:
        count, step = count / 1000, step + 1
    return f"{texts.number(round(count, 1) if step else int(count), lang)} {_UNITS[step]}"


def duration(seconds: float, lang: str | None = None) -> str:
    """A time as people read it: 40 s, 12 min, 3 h."""
    for name, unit in (("hours", 3600), ("minutes", 60)):
        if seconds >= 1.5 * unit:
            return texts.say(f"shadow.{name}", lang, n=texts.number(round(seconds / unit, 1), lang))
    return texts.say("shadow.seconds", lang, n=max(1, round(seconds)))


def count(n: int, lang: str | None = None) -> str:
    """1 bestand, 12 bestanden."""
    return texts.say(f"shadow.files_{'one' if n == 1 else 'more'}", lang, n=texts.number(n, lang))


def kind(code: str, lang: str | None = None) -> str:
    """A kind of file as people read it; most are known by the end of their names."""
    known = ("unknown", "empty", "lock", "image", "audio", "video", "exe")
    return texts.say(f"shadow.kind_{code}", lang) if code in known else code


def refused(one: dict, lang: str | None = None) -> list[str]:
    """How many people in a file said no to advertising: nobody but its owner knows whether it is for that."""
    said_no = one["asked"].get("objected", 0) + one["asked"].get("withdrawn", 0)
    return [texts.say("shadow.action_said_no", lang, n=texts.number(said_no, lang))] if said_no else []


def actions(one: dict, lang: str | None = None) -> list[str]:
    """Why a file needs action: findings of the checks first, then what a person has to look at."""
    told = [texts.word(code, lang) for found in one["findings"] if found["violates"] for code in found["reasons"]]
    told += refused(one, lang)
    if one["duplicate_of"]:
        told.append(texts.say("shadow.action_duplicate", lang, id=one["duplicate_of"]))
    if one["near_copy"]:
        told.append(texts.say("shadow.action_near_copy", lang, id=one["near_copy"]))
    if "possible" in one["special"].values():
        told.append(texts.say("shadow.action_special_possible", lang))
    if any(not person["certain"] for person in one["people"]):
        told.append(texts.say("shadow.action_confirm", lang))
    return list(dict.fromkeys(told))


def urgent(files: list[dict]) -> list[dict]:
    """The files that need action, those with most findings first."""
    found = [one for one in files if actions(one)]
    return sorted(found, key=lambda one: (-sum(f["violates"] is True for f in one["findings"]), one["id"]))


def masked(said: str, one: dict, *places: str) -> str:
    """A sentence with the number of a file where its name stood: a folder may be called after a person.

    `places`: other names by which the sentence may call it, such as one inside a zip.
    """
    from ..reading.contents import shown

    for name in (*places, one["path"]):
        said = said.replace(f"‘{shown(name)}’", one["id"])
    return said
