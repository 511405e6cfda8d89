"""How a learner goes through an exercise by keyboard alone: wrong, hint, solution, right, other cases."""

from .conftest import CARD, answered, feedback, walk

FIRST = "tbody tr:first-child input"


def boxes(card) -> dict[str, bool]:
    """The boxes by the key of their record, and whether each is ticked."""
    return card.evaluate(
        "card => Object.fromEntries([...card.querySelectorAll('input')].map(b => [b.value, b.checked]))"
    )


def button(page, card, act: str) -> str:
    """Walk to a button, press it, and give the answer."""
    before = feedback(card)
    walk(page, card, until=f"[data-act={act}]", key="Tab")
    page.keyboard.press("Enter")
    return answered(page, card, before)


def back(page, card, most: int = 60) -> None:
    """Walk back to the first box."""
    walk(page, card, key="Shift+Tab", until=FIRST, most=most)


def practise(page, card) -> None:
    """The whole exercise; the focus stands on its first box at the start."""
    top = "Math.round(node.getBoundingClientRect().top - card.getBoundingClientRect().top)"
    places = f"card => [...card.querySelectorAll('input, button')].map(node => {top})"
    drawn = card.evaluate(places)
    before = feedback(card)
    page.keyboard.press("Enter")  # in a form, Enter checks
    assert answered(page, card, before).startswith("○") and not any(boxes(card).values())
    page.keyboard.press("Space")
    assert next(iter(boxes(card).values())) is True
    assert button(page, card, "check")[0] in "▲"
    assert "1 punt" in button(page, card, "hint")
    solution = button(page, card, "solution")
    assert card.evaluate(places) == drawn, "nothing moves when an answer comes"
    rows = card.locator(".status tbody tr")
    wanted = {rows.nth(n).locator("th").inner_text(): "▲" in rows.nth(n).inner_text() for n in range(rows.count())}
    assert wanted.keys() == boxes(card).keys() and "artikel" in solution
    back(page, card)
    for key, wrong in wanted.items():
        here = page.evaluate("document.activeElement.value")
        assert here == key, "the boxes are walked in the order of the records"
        if boxes(card)[key] != wrong:
            page.keyboard.press("Space")
        page.keyboard.press("Tab")
    assert boxes(card) == wanted
    assert button(page, card, "check").startswith("● Goed")
    walk(page, card, until="[data-act=retry]")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.avgkit-card .question')")
    assert boxes(card).keys() != wanted.keys() and not any(boxes(card).values()) and feedback(card) == ""


def judge(page, card) -> None:
    """One case: a verdict and a reason with space and arrow, an answer, and the solution."""
    assert button(page, card, "check").startswith("○"), "nothing chosen yet"
    walk(page, card, until="fieldset.choice input[type=radio]", key="Shift+Tab")
    page.keyboard.press("Space")
    reason = page.evaluate("document.activeElement.name")
    walk(page, card, until=f"input[type=radio]:not([name='{reason}'])", key="Shift+Tab")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert card.locator("input:checked").count() == 2
    assert button(page, card, "check")[0] in "●▲◐"
    assert "(" in button(page, card, "solution"), "an article stands behind the sentence"


def rest(page) -> int:
    """Every exercise after the first, to the end of the lesson; gives how many there were."""
    cards = page.locator(CARD)
    for number in range(1, cards.count()):
        card = cards.nth(number)
        if card.locator("input[type=radio]").count():
            walk(page, card, until="[data-act=check]", most=80)
            judge(page, card)
        else:
            walk(page, card, until=FIRST, most=80)
            practise(page, card)
    return cards.count() - 1
