"""A scan in five to ten lines for chat or mail: counts with denominators, no key of a record, nothing that runs.

The name of the organisation is the only text of somebody else; of it only letters, digits and a few signs are left, so
that it can make no markup, no link and no mention of people.
"""

import json
import re
import unicodedata
from datetime import date
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..tables import why
from ..whole import written
from .comparing import DOWN, UP

ENDINGS = (".md", ".json")
_LONG = 80
_SIDES = {"worse": UP, "better": DOWN}


def place(path: str | Path | None) -> Path | None:
    """Where a summary can be written; refuses another ending, or a folder that is not there. None without a path."""
    if not path:
        return None
    path = Path(path)
    if path.suffix.lower() not in ENDINGS:
        raise AvgkitError(texts.say("trends.wrong_ending", path=path))
    if not path.parent.is_dir():
        raise AvgkitError(texts.say("trends.no_folder", path=path.parent))
    return path


def write(path: str | Path, results: dict, report: str | Path = "", lang: str | None = None) -> None:
    """Write the summary of results: Markdown or, when the name ends in .json, the same numbers as JSON."""
    path = Path(path)
    told = facts(results, report)
    json_text = json.dumps(told | {"lines": lines(told, lang)}, ensure_ascii=False, indent=1) + "\n"
    try:
        with written(path, json_text if path.suffix.lower() == ".json" else markdown(told, lang)) as put:
            put()
    except OSError as error:
        raise AvgkitError(texts.say("errors.path_unwritable", path=path, reason=why(error))) from None


def plain(name: str) -> str:
    """A name of somebody else as words: one line, no sign of Markdown or HTML, no mention, and no address to press."""
    kept = "".join(
        sign if sign.isdigit() or unicodedata.category(sign)[0] in "LM" or sign in " .,'()-&/+" else " "
        for sign in texts.harmless(name)
    )
    kept = re.sub(r"([./])(?=\S)", r"\1 ", kept)  # www.x.nl would become a link
    kept = " ".join(kept.split()).strip(" -+")
    return kept if len(kept) <= _LONG else f"{kept[: _LONG - 2].rstrip()} …"


def facts(results: dict, report: str | Path = "") -> dict:
    """The numbers of the summary, of results as `avgkit scan --json` gives them."""
    done = [one for one in results["results"] if one["status"] == "done"]
    trend, accepted = results.get("trend") or {}, results.get("accepted_findings") or {}
    unread = [source for source in results["sources"] if source["rows_unread"] or source["values_unread"]]
    before = trend.get("before")
    return {
        "organisation": plain(results.get("organisation", "")),
        "law_date": results["law_date"],
        "complete": results["complete"],
        "judged": sum(one["items"] for one in done),
        "findings": sum(one["violations"] for one in done),
        "high": sum(one["violations"] for one in done if one["severity"] == "high"),
        "unknown": sum(one["unknown"] for one in done),
        "checks": len(results["results"]),
        "checks_with_findings": sum(one["violations"] > 0 for one in done),
        "checks_not_run": len(results["results"]) - len(done),
        "rows_read": sum(source["rows_read"] for source in results["sources"]),
        "rows_unread": sum(source["rows_unread"] for source in unread),
        "values_unread": sum(sum(source["values_unread"].values()) for source in unread),
        "files_unread": len(unread),
        "accepted": accepted.get("accepted", 0),
        "expired": accepted.get("expired", 0),
        "before": before and before["law_date"],
        "words": {word: n for word, n in trend.get("words", {}).items() if n},
        "new": trend.get("new") if before else None,
        "apart": trend.get("apart", 0),
        "exact": trend.get("exact", True),
        "solved": trend.get("solved"),
        "report": str(report),
    }


def lines(told: dict, lang: str | None = None) -> list[str]:
    """The summary as sentences."""
    lang = texts.language(lang)

    def say(key: str, **values) -> str:
        return texts.say(f"trends.sum_{key}", lang, **values)

    def number(name: str) -> str:
        return texts.number(told[name], lang)

    made = [say("day", day=_day(told["law_date"], lang), rows=number("rows_read"))]
    checks = texts.say("errors.of", lang, part=number("checks_with_findings"), whole=number("checks"))
    judged = texts.share(told["findings"], told["judged"], lang)
    made.append(say("findings", share=judged, checks=checks, high=number("high")))
    not_run = texts.say("errors.of", lang, part=number("checks_not_run"), whole=number("checks"))
    made.append(say("unknown", share=texts.share(told["unknown"], told["judged"], lang), checks=not_run))
    if told["files_unread"]:
        made.append(say("unread", **{k: number(k) for k in ("files_unread", "rows_unread", "values_unread")}))
    elif not told["complete"]:
        made.append(say("incomplete"))
    if told["before"]:
        words = worded(told["words"], lang)
        made.append(texts.say("trends.compared_with", lang, day=_day(told["before"], lang), words=words))
        made.append(records(told, lang))
    else:
        made.append(texts.say("trends.first", lang))
    if told["accepted"] or told["expired"]:
        made.append(say("accepted", accepted=number("accepted"), expired=number("expired")))
    return made


def worded(words: dict[str, int], lang: str | None = None) -> str:
    """How many checks have each word: 3 better, 1 worse."""
    pairs = ((texts.number(n, lang), texts.say(f"trends.word_{word}", lang)) for word, n in words.items() if n)
    return ", ".join(f"{n} {word}" for n, word in pairs) or texts.NOTHING


def records(told: dict, lang: str | None = None) -> str:
    """New and solved findings in a sentence, which says so where it is a lower bound."""
    new = texts.number(told["new"], lang)
    if told["exact"] and told["solved"] is not None:
        said = texts.say("trends.records", lang, new=new, solved=texts.number(told["solved"], lang))
    else:
        said = texts.say("trends.records_least", lang, new=new)
    return f"{said} {texts.say('trends.apart', lang, n=texts.number(told['apart'], lang))}" if told["apart"] else said


def brief(trend: dict | None) -> dict:
    """The least that an index of many reports tells of a change; empty without a run before."""
    if not trend or not trend.get("before"):
        return {}
    counts = {name: sum(trend["words"].get(word, 0) for word in words) for name, words in _SIDES.items()}
    return {"before": trend["before"]["law_date"], "new": trend["new"], **counts}


def briefly(told: dict | None, lang: str | None = None) -> str:
    """The same in a few words; empty without a run before."""
    if not told:
        return ""
    counts = worded({name: told[name] for name in _SIDES}, lang)
    said = {"words": counts if counts != texts.NOTHING else texts.say("trends.word_same", lang)}
    said |= {"day": _day(told["before"], texts.language(lang)), "new": texts.number(told["new"], lang)}
    return texts.say("trends.briefly", lang, **said)


def markdown(told: dict, lang: str | None = None) -> str:
    """The summary as Markdown: a head, a list, where the report stands, and that it is no advice."""
    lang = texts.language(lang)
    head = texts.say("trends.sum_head", lang, name=told["organisation"] or texts.say("trends.sum_nameless", lang))
    made = [f"**{head}**", "", *(f"- {line}" for line in lines(told, lang))]
    if told["report"]:
        made.append(f"- {texts.say('trends.sum_report', lang, path=_code(told['report']))}")
    return "\n".join([*made, "", texts.say("trends.sum_advice", lang)]) + "\n"


def _code(path: str) -> str:
    """A path as code: its letters as they are, nothing that ends the code."""
    return "`" + re.sub(r"[`\s<>@]", "_", texts.harmless(path)) + "`"


def _day(value: str, lang: str) -> str:
    return texts.day(date.fromisoformat(value), lang)
