"""What the browser tests share: Debian's Chromium, a server for each face, and a page that notes who it talks to."""

import os
import shutil
import time

import pytest

from avgkit.lessons import faces

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
CARD = "section.avgkit-card"


def pytest_collection_modifyitems(items):
    """Only on request: the README's test command needs no browser."""
    reason = None
    if os.environ.get("AVGKIT_BROWSER") != "1":
        reason = "the browser tests run with AVGKIT_BROWSER=1 (see .ci/run)"
    elif CHROMIUM is None:
        reason = "chromium is not installed"
    for item in items:
        if reason and "browser" in item.path.parts:
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def chromium():
    """One browser for all tests."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    options = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=options)
        yield browser
        browser.close()


def serve(tmp_path_factory, monkeypatch_module, **options):
    """A face over lessons laid out anew, with a home of its own; the file of the lesson with it."""
    pytest.importorskip("jupyterlab" if options["code"] else "voila", reason="the group `lab` is not installed")
    home = tmp_path_factory.mktemp("home")
    monkeypatch_module.setenv("AVGKIT_HOME", str(home))
    return faces.start("nl", lesson="consent", tell=lambda sentence: None, **options), home / "lessons"


@pytest.fixture(scope="module")
def monkeypatch_module():
    """Changes to the environment for one module."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch


@pytest.fixture
def visit(chromium):
    """Opens an address; at the end no request may have gone to another host and no error may have been thrown."""
    contexts, foreign, errors = [], [], []

    def open_(url: str, width: int = 1200, **options):
        context = chromium.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(45_000)
        ours = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:")
        page.on("request", lambda request: None if request.url.startswith(ours) else foreign.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(url, wait_until="commit")
        return page

    yield open_
    for context in contexts:
        context.close()
    assert not foreign, "a request went to another host"
    assert not errors


def settle(page, seconds: float = 10) -> None:
    """Wait until every message of the cards is answered."""
    page.wait_for_function(
        f"[...document.querySelectorAll('{CARD}')].every(card => card.getAttribute('aria-busy') === 'false')",
        timeout=1000 * seconds,
    )


def walk(page, card, key: str = "Tab", until: str = "", most: int = 60) -> None:
    """Press a key until the focus is on what is named inside the card."""
    for _ in range(most):
        if card.evaluate(
            f"(card) => card.contains(document.activeElement) && document.activeElement.matches({until!r})"
        ):
            return
        page.keyboard.press(key)
    raise AssertionError(f"{until} was not reached by {key}")


def feedback(card) -> str:
    """What stands under the buttons."""
    return card.locator(".status").inner_text()


def answered(page, card, before: str) -> str:
    """The feedback once it differs from what stood there."""
    until = time.monotonic() + 15
    while time.monotonic() < until:
        if (now := feedback(card)) != before and card.get_attribute("aria-busy") == "false":
            return now
        page.wait_for_timeout(50)
    raise AssertionError(f"no other answer than: {before}")


def serious(page, *places: str) -> list[str]:
    """What axe finds serious or critical in these places, each with the element."""
    axe = pytest.importorskip("axe_core_python.sync_playwright", reason="axe-core-python is not installed").Axe()
    found = axe.run(page, context={"include": [[place] for place in places]} if places else None)["violations"]
    return [
        f"{one['id']}: {node['html'][:150]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
