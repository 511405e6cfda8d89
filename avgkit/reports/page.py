"""The outputs of an executed notebook as one page; the only door to nbconvert."""

from datetime import date
from functools import cache

from .. import pages, paths, texts


def page(ran, lang: str, title: str, law_date: str) -> str:
    """The outputs of the notebook as one page that asks nothing of any other place."""
    day = texts.day(date.fromisoformat(law_date), lang)
    words = {
        "lang": lang,
        "title": f"{texts.say(title, lang)} – {day}",
        "skip": texts.say("report.skip", lang),
        "footer": texts.say("report.footer", lang),
        "style": pages.stylesheet(),
        "paper": pages.paper(f"{texts.say(title, lang)} · {day}", texts.say("report.footer", lang)),
    }
    return exporter().from_notebook_node(ran, resources={"report": words})[0]


@cache
def exporter():
    """What makes pages, built once in a process and with its template loaded."""
    from nbconvert import HTMLExporter, TemplateExporter

    class Exporter(HTMLExporter):
        def from_notebook_node(self, nb, resources=None, **options):
            # Without the second reading of the whole page, to add what our pieces have: nine tenths of the time.
            return TemplateExporter.from_notebook_node(self, nb, resources, **options)

    made = Exporter(template_name="report", extra_template_basedirs=[str(paths.PACKAGE / "templates")])
    assert made.template  # loads it
    return made
