"""The outputs of an executed notebook as one page; the only door to nbconvert."""

from datetime import date

from .. import pages, paths, texts


def page(ran, lang: str, title: str, law_date: str) -> str:
    """The outputs of the notebook as one page that asks nothing of any other place."""
    from nbconvert import HTMLExporter

    day = texts.day(date.fromisoformat(law_date), lang)
    words = {
        "lang": lang,
        "title": f"{texts.say(title, lang)} – {day}",
        "skip": texts.say("report.skip", lang),
        "footer": texts.say("report.footer", lang),
        "style": pages.stylesheet(),
        "paper": pages.paper(f"{texts.say(title, lang)} · {day}", texts.say("report.footer", lang)),
    }
    exporter = HTMLExporter(template_name="report", extra_template_basedirs=[str(paths.PACKAGE / "templates")])
    return exporter.from_notebook_node(ran, resources={"report": words})[0]
