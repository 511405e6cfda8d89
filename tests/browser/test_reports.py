"""Every report as somebody meets it: on a telephone, in the dark, on a wide screen, and on paper."""

import io
import unicodedata

import every_report
import pytest

from avgkit import reports, texts
from avgkit.pages import named
from avgkit.reports import checking

from .conftest import serious

PLACE = "http://127.0.0.1:1/"
PHONE, WIDE = 360, 1280
# What sticks out of the screen or the sheet although nobody can scroll it into sight.
OUT = """(width) => ((HIDDEN) => [...document.querySelectorAll('main *, header *, nav *')].filter((one) => {
  const box = one.getBoundingClientRect();
  return box.width && box.height && box.right > width + 1 && !one.closest(HIDDEN);
}).map((one) => one.outerHTML.slice(0, 120)))(".scroll, .skip, .stack thead, .evidence thead")"""
# Of what is drawn alike a few suffice: axe looks at each element twice over.
FEW = """() => { for (const kind of ['article.check', 'tbody tr', '.bars li', '.check ~ details', '.law dt', '.law dd'])
  [...document.querySelectorAll(kind)].slice(12).forEach((one) => one.remove()); }"""
SHEETS = 15  # of a long report so many sheets are read


@pytest.fixture
def opened(visit):
    """A page of a report, served under its own name beside nothing else."""

    def open_(path, **options):
        page = visit("about:blank", **options)
        page.route("**/*", lambda route: route.fulfill(body=path.read_bytes(), content_type="text/html"))
        page.goto(PLACE + path.name)
        return page

    return open_


def pages_of(name: str):
    """The page of a report, and the page with names when it has one."""
    page = every_report.page(name)
    apart = page.with_name(named.beside(page.name, every_report.LANG))
    return [page, apart] if apart.exists() else [page]


@pytest.mark.parametrize("name", reports.names())
def test_a_report_is_read_on_every_screen_and_on_paper(name, opened):
    for path in pages_of(name):
        page = opened(path, width=PHONE, color_scheme="dark")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE, "the page scrolls sideways"
        assert not page.evaluate(OUT, PHONE)
        page.set_viewport_size({"width": WIDE, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDE
        printed(page, path, name)
        page.evaluate(FEW)
        page.emulate_media(media="screen", color_scheme="light")
        page.set_viewport_size({"width": WIDE, "height": 900})
        assert not serious(page)
        page.emulate_media(media="screen", color_scheme="dark")
        page.set_viewport_size({"width": PHONE, "height": 900})
        assert not serious(page)


def printed(page, path, name: str) -> None:
    """On paper nothing sticks out, every sheet has its number and title, and a finding stays on one sheet if it can."""
    import pypdf

    page.emulate_media(media="print", color_scheme="dark")
    sheet = round((210 - 2 * 16) / 25.4 * 96)
    page.set_viewport_size({"width": sheet, "height": 900})
    assert not page.evaluate(OUT, sheet), "something is cut off at the right of the sheet"
    headings = page.locator(".check > h3").evaluate_all("(all) => all.map((one) => one.innerText)")
    book = pypdf.PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    count = len(book.pages)
    sheets = [sheet.extract_text() for sheet in book.pages[:SHEETS]]
    told = [" ".join(unicodedata.normalize("NFKC", text).split()) for text in sheets]
    title = texts.say(checking.about(checking.find(name))["title"], every_report.LANG)
    assert count > 1 or name in ("class", "2018-today") or path != every_report.page(name)
    for number, text in enumerate(told, 1):
        assert f"{number} / {count}" in text
        assert number == 1 or title in text
    headings = [" ".join(one.split()) for one in headings]
    assert not headings or any(headings[0] in text for text in told)
    foot = texts.say("report.footer", every_report.LANG)
    alone = [text for text in told if text.replace(foot, "").rstrip(" /0123456789").endswith(tuple(headings))]
    assert not headings or not alone, "a heading stands alone at the foot of a sheet"


def test_a_finding_is_not_cut_and_a_table_repeats_its_head(opened):
    """The rules themselves, on a page that has one finding of every length."""
    page = opened(every_report.page("readiness-scan"), width=WIDE)
    page.emulate_media(media="print")
    rules = "(one) => { const s = getComputedStyle(one); return [s.breakInside, s.display, s.breakBefore]; }"
    assert page.locator("article.check").first.evaluate(rules)[0] == "avoid"
    assert page.locator("table thead").first.evaluate(rules)[1] == "table-header-group"
    assert page.locator("section.page").first.evaluate(rules)[2] == "page"
    assert page.locator("details p").first.is_visible(), "what is folded on a screen is read on paper"
