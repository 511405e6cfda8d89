"""The pages of a kit as HTML: black on white, A4, a card never broken over two pages. Every value is escaped."""

from .. import texts
from ..lessons import metadata
from ..pages.papers import PaperBook


def cards(sets: list[dict], *, name: str, lang: str, lessons) -> str:
    """The cards of each learner, beginning on a new page."""
    book = PaperBook(name, lang)
    shown = [{"code": one["code"], "cards": [_card(card) for card in one["cards"]]} for one in sets]
    return book.page("cards", "class-paper-cards.html", sets=shown)


def handout(one: dict, *, name: str, lang: str, lessons) -> str:
    """What each learner takes home: the outcomes, and of each lesson what its checks ask, with the articles."""
    book, parts = PaperBook(name, lang), []
    for lesson in lessons:
        lines = [_rule(card, lang) for card in one["cards"] if card["lesson"] == lesson.stem]
        lines = [line for line in lines if line]
        if lines:
            parts.append({"title": metadata.short_title(lesson, lang), "lines": lines})
    outcomes = [texts.say(f"progress.greet_{outcome}", lang) for outcome in ("clear", "finding", "unknown", "arguable")]
    return book.page("handout", "class-paper-handout.html", parts=parts, outcomes=outcomes)


def key(sets: list[dict], *, name: str, lang: str, lessons) -> str:
    """For the trainer: of each learner the answers and why."""
    return PaperBook(name, lang).page("key", "class-paper-key.html", sets=sets)


def timetable(page, shared: dict, *, codes, name: str, lang: str, lessons) -> str:
    """For the trainer: the timetable, how to work without network, and the cards that the room answers by hand."""
    from ..pages.setting import Piece

    shown = [_card(card) for card in shared["cards"]]
    values = {"plan": Piece(page.html()).html, "codes": len(codes), "cards": shown}
    return PaperBook(name, lang).page("timetable", "class-paper-timetable.html", **values)


def _card(card: dict) -> dict:
    """A card as paper needs it; it holds nothing of the answer."""
    exercise = card["exercise"]
    return {
        "place": card["place"],
        "title": card["title"],
        "kind": exercise.kind,
        "question": exercise.question,
        "notes": list(exercise.notes),
        "fields": exercise.fields(),
    }


def _rule(card: dict, lang: str) -> dict | None:
    """What a check asks, and the articles on the day of its law; nothing for an exercise without a check."""
    exercise = card["exercise"]
    if exercise.kind not in ("judge", "mark"):
        return None
    rule = exercise.teller.rule
    articles = (rule.exercise or {}).get("law", rule.articles)
    cited = ", ".join(texts.article(ref, lang) for ref in articles)
    return {"title": rule.words("title", lang), "rule": rule.words("rule", lang), "articles": cited}
