"""The DPIA pre-check as a Word form: per activity the outcome with its reasons, the criteria, and room to decide."""

from .. import texts
from ..office.word import Document
from .blocks import capital

_ROOM = ("decision", "reason", "officer", "signed")  # what a person fills in


def content(book) -> bytes:
    """The form of a report on impact (`pages.impacted.ImpactBook`)."""
    lang, day, title = book.lang, book.scan.law_date, book.say("title")
    doc = Document(title, lang=lang, day=day, running=title)
    who = book.scan.organisation or texts.say("report.no_organisation", lang)
    doc.cover(title, [texts.say("report.law_date", lang, day=texts.day(day, lang)), book.say("form_about")], above=who)
    doc.contents(texts.say("report.contents", lang))
    doc.heading(book.say("section_activities"), page=True)
    if not book.activities:
        doc.paragraph(book.say("no_activities"))
    for number, activity in enumerate(book.activities):
        _activity(book, doc, activity, page=number > 0)
    _steps(book, doc)
    doc.heading(book.say("section_measures"), page=True)
    doc.bullets([f"{row['title']}: {row['share']}. {row['measure']}" for row in book.to_do()])
    book.end(doc)
    return doc.bytes()


def _activity(book, doc, activity: dict, *, page: bool) -> None:
    doc.heading(activity["name"], 2, page=page)
    doc.paragraph(book.say("form_outcome", outcome=book.say(f"dpia_{activity['dpia']}")), "lead")
    doc.bullets([f"{words} ({article})" for words, article in activity["why"]])
    doc.paragraph(book.say("dpia_of", day=activity["day"]) if activity["day"] else book.say("dpia_none"))
    doc.bullets([book.marked(v["state"], f"{v['title']}: {v['reasons']}") for v in activity["verdicts"]])
    head = [book.say("column_number"), book.say("column_criterion"), book.say("form_applies")]
    rows = [
        [str(entry["number"]), capital(entry[book.lang]), book.say(f"form_{activity['weighed'][entry['id']]}")]
        for entry in book.criteria
    ]
    doc.table(head, rows, [1, 7, 3])
    room = [[book.say(f"form_{name}"), ""] for name in _ROOM]
    doc.table([book.say("form_question"), book.say("form_answer")], room, [3, 7], blank=True)


def _steps(book, doc) -> None:
    doc.heading(book.say("section_blueprint"), page=True)
    doc.paragraph(book.say("blueprint_about"))
    head = [book.say(f"column_{name}") for name in ("step", "claim", "evidence", "together")]
    for process in book.processes:
        doc.heading(process["title"], 2)
        rows = [
            [
                f"{step['title']} ({step['article']})",
                book.claim(step),
                "; ".join(f"{e['title']}: {e['words']}" for e in step["evidence"]) or book.say("no_check"),
                book.say(f"together_{step['outcome']}"),
            ]
            for step in process["steps"]
        ]
        doc.table(head, rows, [4, 2, 5, 2])
