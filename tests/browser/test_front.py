"""The card's own JavaScript on a bare page, with a transport that the test itself answers."""

import json

import pytest
from test_card import EVIL, FRONT, VALUES, cards, small

from avgkit import texts
from avgkit.exercises.look import sheet

from .conftest import CARD, serious

PLACE = "http://127.0.0.1:1/"
PAGE = """<!doctype html><html lang="nl"><meta charset="utf-8"><title>x</title>
<meta name="viewport" content="width=device-width"><style>{style}</style><body class="avgkit-page">
<main><h1>x</h1><h2>x</h2>
<div id="one"></div><div id="two"></div></main><script type="module">
import card, {{mount}} from "/card.js";
window.sent = []; window.heard = []; window.follow = [];
const transport = {{
  send: (message) => sent.push(message),
  onReply: (callback) => heard.push(callback),
  onCard: (callback) => follow.push(callback),
}};
window.show = (id, drawn) => mount(document.getElementById(id), transport, drawn);
window.reply = (given) => heard.forEach((callback) => callback(given));
</script></body></html>"""


@pytest.fixture
def bare(visit):
    """A page that can draw cards."""
    style = sheet()
    for name in ("card.css", "page.css"):
        style += (FRONT / name).read_text(encoding="utf-8")
    script = (FRONT / "card.js").read_text(encoding="utf-8")

    def answer(route):
        if route.request.url.endswith("card.js"):
            route.fulfill(body=script, content_type="text/javascript")
        else:
            route.fulfill(body=PAGE.format(style=style), content_type="text/html")

    def open_(exercise, **options):
        page = visit("about:blank", **options)
        page.route("**/*", answer)
        page.goto(PLACE)
        draw(page, exercise)
        return page

    return open_


def draw(page, exercise, place: str = "one"):
    """Draw the card of an exercise."""
    page.wait_for_function("() => Boolean(window.show)")
    page.evaluate("([place, drawn]) => void show(place, drawn)", [place, cards.card(exercise)])


def talk(page, exercise):
    """Let Python answer all that was sent."""
    for message in page.evaluate("sent.splice(0)"):
        exercise, reply = cards.answer(exercise, message)
        page.evaluate("(given) => reply(given)", json.loads(json.dumps(reply)))
    return exercise


def test_every_field_is_filled_in_by_keyboard_and_arrives(bare):
    page, q = bare(small()), small()
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert [message["do"] for message in page.evaluate("sent")] == ["keep"] * 4 + ["check"]
    assert page.evaluate("sent.at(-1).values") == VALUES
    q = talk(page, q)
    assert q.outcome.state == "right" and page.locator(f"{CARD} .feedback").inner_text().startswith("● Goed")
    assert serious(page) == []


def test_a_double_click_checks_once(bare):
    page, q = bare(small()), small()
    page.locator("[data-act=check]").dblclick()
    assert [message["do"] for message in page.evaluate("sent")] == ["check"]
    assert page.locator(CARD).get_attribute("aria-busy") == "true"
    talk(page, q)
    assert page.locator(CARD).get_attribute("aria-busy") == "false"
    page.locator("[data-act=check]").click()
    assert page.evaluate("sent.length") == 1


def test_without_an_answer_it_says_so_and_sends_again(bare):
    page, q = bare(small()), small()
    page.locator("input[value=A1]").check()
    page.wait_for_function(f"document.querySelector('{CARD} .trouble').textContent.length > 20", timeout=6000)
    assert page.locator(".trouble").inner_text() == texts.say("lesson.card_lost", "nl")
    assert page.locator("input[value=A1]").is_checked()
    page.reload()
    draw(page, q)
    assert page.locator("input[value=A1]").is_checked(), "put back after the page was loaded again"
    assert page.evaluate("sent.map(m => m.do)") == ["keep"]
    q = talk(page, q)
    assert q.values["marks"] == ["A1"] and "alsnog bewaard" in page.locator(".trouble").inner_text()
    assert page.evaluate("sessionStorage.length") == 0


def test_what_could_not_be_saved_is_told_and_kept(bare):
    page, q = bare(small()), small()
    page.locator("input[value=A1]").check()
    n = page.evaluate("sent.pop().n")
    reply = cards.answer(q, {"n": n, "do": "keep", "values": {"marks": ["A1"]}})[1]
    page.evaluate("(given) => reply(given)", reply | {"saved": False, "problem": f"Schijf vol {EVIL}"})
    assert page.locator(".trouble").inner_text() == f"Schijf vol {EVIL}"
    assert page.evaluate("sessionStorage.length") == 1


def test_two_views_of_one_card_follow_each_other(bare):
    page, q = bare(small()), small()
    draw(page, q, "two")
    page.locator("#one input[value=A2]").check()
    q = talk(page, q)
    page.evaluate("(drawn) => follow.forEach(callback => callback(drawn))", cards.card(q))
    assert page.locator("#two input[value=A2]").is_checked()
    page.locator("#one [data-act=retry]").click()
    q = talk(page, q)
    assert page.evaluate("document.activeElement.textContent") == q.question
    assert page.locator(f"#one {CARD}").count() == page.locator(f"#two {CARD}").count() == 1
    assert not page.locator("input:checked").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1200])
def test_nothing_is_html_but_the_feedback_at_every_size(bare, scheme, width):
    page = bare(small(EVIL), width=width, color_scheme=scheme)
    assert page.locator(CARD).locator("img").count() == 0 and EVIL in page.locator(".question").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small_ones = """() => [...document.querySelectorAll('button, select, label.option, .grid label, .ticks tbody tr')]
      .filter(node => !node.hidden && node.getBoundingClientRect().height < 44).map(node => node.outerHTML)"""
    assert page.evaluate(small_ones) == []
    assert serious(page) == []
    if width == 1200:
        page.emulate_media(forced_colors="active", reduced_motion="reduce")
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_keys_with_ctrl_or_alt_are_left_alone_and_letters_go_no_further(bare):
    page = bare(small())
    page.evaluate("window.seen = []; document.body.addEventListener('keydown', e => seen.push(e.key))")
    page.locator("input").first.focus()
    for key in ("b", "x", "Escape", "Control+b", "Alt+x"):
        page.keyboard.press(key)
    assert [key for key in page.evaluate("seen") if len(key) == 1] == ["b", "x"]
    assert page.evaluate("sent.length") == 0
    controls = "[...document.querySelectorAll('input, select, button')]"
    assert page.evaluate(f"{controls}.every(node => node.dataset.lmSuppressShortcuts === 'true')")
