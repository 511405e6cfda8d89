"""A lesson in JupyterLab as a learner without a mouse goes through it."""

import json
import urllib.request

import pytest

from .conftest import CARD, feedback, serious, serve, settle, walk
from .walking import FIRST, back, practise, rest

LETTERS = ("b", "x", "a", "m", "y", "r", "c", "v", "z", "j", "k", "d", "d", "i", "i", "0", "0", "Shift+M", "Shift+A")


@pytest.fixture(scope="module")
def lab(tmp_path_factory, monkeypatch_module):
    """JupyterLab as `avgkit lab` opens it."""
    face, folder = serve(tmp_path_factory, monkeypatch_module, code=True, port=8930)
    yield face, folder
    face.stop()


def cells(page) -> list:
    """The cells as the notebook shows them: their type and their text, or that it is folded away."""
    kind, text = (
        "cell.className.match(/jp-(Code|Markdown|Raw)Cell/)[1]",
        "cell.querySelector('.jp-InputArea')?.textContent ?? 'folded'",
    )
    every = "[...document.querySelectorAll('.jp-Notebook .jp-Cell')]"
    return page.evaluate(f"() => {every}.map(cell => [{kind}, {text}])")


def opened(visit, lab, width=1200):
    """The lesson, run by Shift+Enter from its top to its end."""
    face, folder = lab
    notebook = json.loads((folder / "nl" / "consent.ipynb").read_text(encoding="utf-8"))
    tags = [cell["metadata"].get("tags", []) for cell in notebook["cells"]]
    page = visit(face.url, width)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached")
    # JupyterLab calls a kernel idle and then connects to it once more; what is run in between is lost.
    page.wait_for_timeout(2000)
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", state="attached")
    # A key that is pressed before JupyterLab has put the focus in the notebook goes nowhere.
    page.wait_for_function("() => Boolean(document.activeElement.closest('.jp-Notebook'))")
    last = max(n for n, given in enumerate(tags) if "exercise" in given)
    active = "() => Number(document.querySelector('.jp-Cell.jp-mod-active').dataset.windowedListIndex)"
    for _ in range(2 * len(tags)):
        if page.evaluate(active) > last:
            break
        at = page.evaluate(active)
        page.keyboard.press("Shift+Enter")
        page.wait_for_function(f"(at) => ({active})() > at", arg=at)
        page.wait_for_function(
            "() => ![...document.querySelectorAll('.jp-InputPrompt')].some(e => /[*]/.test(e.textContent))"
        )
    page.wait_for_selector(CARD)
    settle(page)
    return page, page.locator(CARD).first


def server(face, path: str, method: str = "GET"):
    """Ask the server something, as its owner."""
    token = face.url.rsplit("token=", 1)[1]
    address = f"http://127.0.0.1:{face.port}{path}"
    request = urllib.request.Request(address, method=method, headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(request) as answer:
        return json.loads(answer.read() or "null")


def test_a_lesson_by_keyboard_alone(lab, visit):
    """From the top of the lesson to the right answer; no letter reaches the notebook; nothing serious for axe."""
    page, card = opened(visit, lab)
    assert not page.locator(".jp-Dialog, .Toastify__toast").count(), "no question about news or updates"
    back(page, card, most=250)
    before = cells(page)
    for place in (FIRST, "[data-act=check]", "[data-act=retry]"):
        walk(page, card, until=place)
        for letter in LETTERS:
            page.keyboard.press(letter)
        page.wait_for_timeout(200)
        assert not page.locator(".jp-Dialog").count()
        assert card.evaluate(f"card => document.activeElement.matches({place!r})")
    assert cells(page) == before
    back(page, card)
    practise(page, card)
    assert rest(page) == 3, "to the end of the lesson"
    assert cells(page) == before
    assert serious(page, ".avgkit-card", ".avgkit") == []
    page.set_viewport_size({"width": 360, "height": 800})
    page.wait_for_timeout(300)
    assert card.evaluate("card => card.scrollWidth <= card.clientWidth + 1")
    assert serious(page, ".avgkit-card") == []
    # A kernel that dies: the learner reads what happened, and the ticks stay.
    for kernel in server(lab[0], "/api/kernels"):
        server(lab[0], f"/api/kernels/{kernel['id']}", "DELETE")
    card.locator("input").first.focus()
    page.keyboard.press("Space")
    page.wait_for_function(f"document.querySelector('{CARD} .trouble').textContent.length > 20", timeout=8000)
    assert "geen antwoord" in feedback(card) and card.locator("input").first.is_checked()
    assert card.get_attribute("aria-busy") == "false"


def test_the_user_s_own_jupyterlab_stays_as_it_is(lab):
    """Settings, workspaces and lessons stand in the home of avgkit."""
    home = lab[1].parent
    written = json.loads((home / "jupyter" / "lab" / "overrides.json").read_text(encoding="utf-8"))
    off = {tuple(one["keys"]) for one in written["@jupyterlab/shortcuts-extension:shortcuts"]["shortcuts"]}
    assert {("B",), ("D", "D"), ("X",), ("M",), ("0", "0"), ("I", "I")} <= off
    settings = server(lab[0], "/lab/api/settings/@jupyterlab/apputils-extension:notification")
    assert settings["schema"]["properties"]["fetchNews"]["default"] == "false"
    assert (lab[1] / "nl" / "consent.ipynb").is_file() and (lab[1] / "en" / "consent.ipynb").is_file()
