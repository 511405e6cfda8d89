"""How the last day for an answer was computed, in sentences."""

from .. import texts


def steps(found, lang: str) -> list[str]:
    """The computation of the last day, a sentence for each step."""
    if found.received is None and found.request:
        return [texts.say("request.step_request_undated", lang, request=found.request)]
    if found.received is None:
        return [texts.say("request.step_unknown", lang)]
    told = []
    for step in found.steps:
        said = {"day": texts.day(step.day, lang) if step.day else texts.NOTHING}
        said["article"] = texts.article(step.article, lang) if step.article else ""
        why = step.why
        if step.code == "moved":
            key = f"request.day_{why}"
            why = texts.say(key, lang) if texts.has(key) else _holiday(why, lang)
        elif step.code in ("month", "month_short", "extended"):
            from ..dossiers.information import length

            why = length(int(why), None, lang)
        elif step.code == "extension_possible":
            from datetime import date

            why = texts.day(date.fromisoformat(why), lang)
        told.append(texts.say(f"request.step_{step.code}", lang, why=why, **said))
    return told


def _holiday(id: str, lang: str) -> str:
    from ..law import load_law

    names = {entry["id"]: entry[lang] for entry in load_law().entries("holidays")}
    return names.get(id, id)
