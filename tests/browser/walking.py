"""How a learner goes through an exercise by keyboard alone: wrong, hint, solution, right, other cases."""

from .conftest import answered, feedback, settle, walk

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


def back(page, card) -> None:
    """Walk back to the first box."""
    walk(page, card, key="Shift+Tab", until=FIRST)


def practise(page, card) -> None:
    """The whole exercise; the focus stands on its first box at the start."""
    top = "Math.round(node.getBoundingClientRect().top - card.getBoundingClientRect().top)"
    places = f"card => [...card.querySelectorAll('input, button')].map(node => {top})"
    drawn = card.evaluate(places)
    page.keyboard.press("Enter")  # in a form, Enter checks
    settle(page)
    assert feedback(card).startswith("○") and not any(boxes(card).values())
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
