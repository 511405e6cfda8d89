"""A class as it is really started, in real browsers: a round together, and a server that is killed."""

import json
import re
import signal

import pytest
from bench.class_load import Server, free_port

from .conftest import CARD, serious

JUDGE = "judge:consent-form-invalid"


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """`avgkit class start`, with its lessons prepared; the test that kills it is the last."""
    home = tmp_path_factory.mktemp("home")
    made = [Server(home, free_port(), "--lessons", "consent", pages=True)]
    made[0].until("Alle opgaven staan klaar", 120)

    def again():
        made.append(Server(home, made[0].port, "--lessons", "consent", pages=True))
        made[-1].until("is open", 60)
        return made[-1]

    made[0].again, made[0].url = again, f"http://127.0.0.1:{made[0].port}"
    yield made[0]
    for one in made:
        one.end(signal.SIGKILL)


def sit(visit, server, path: str, **options):
    page = visit(server.url, **options)
    page.fill("#code", server.code)
    page.click("#join button")
    page.wait_for_selector(".lessons")
    page.goto(server.url + path)
    return page


def answers(server) -> list[tuple]:
    """(view, n, act) of everything that was kept."""
    files = sorted((server.home / "classes" / server.name / "answers").glob("*.jsonl"))
    lines = [json.loads(line) for file in files for line in file.read_text().splitlines()]
    return [(one["view"], one["n"], one["act"]) for one in lines]


def test_three_learners_and_a_trainer_from_the_address_that_start_printed(visit, server):
    phones = [sit(visit, server, "/together", width=360) for _ in range(3)]
    trainer = visit(re.search(r"http\S+token=\w+", server.until("Pagina van de trainer"))[0])
    trainer.locator("#choose").wait_for()
    assert "token" not in trainer.url
    with trainer.expect_popup() as opened:
        trainer.locator("a[target=_blank]").click()
    screen = opened.value
    screen.locator(".code").wait_for()
    assert server.code[:3] in screen.locator(".code").inner_text()
    option = trainer.locator("option").nth(1)
    trainer.locator("select").select_option(option.get_attribute("value"))
    trainer.locator("#choose button").click()
    for page in phones:
        card = page.locator(CARD)
        card.wait_for()
        for field in card.locator("fieldset.choice").all():
            field.locator("input").first.check()
        for field in card.locator("fieldset.ticks").all():
            field.locator("input").first.check()
        card.locator("[data-act=check]").click()
        card.locator(".feedback:not(:empty)").wait_for()
    step = trainer.locator("#steps button")
    step.first.wait_for()
    for _ in range(2):
        before = trainer.locator("#phase").inner_text()
        step.first.click()
        trainer.wait_for_function("before => document.getElementById('phase').innerText !== before", arg=before)
        screen.wait_for_timeout(1500)
    assert screen.locator(".split").count() > 0
    assert not serious(screen)


def test_what_is_not_there_is_a_page_for_a_phone(visit, server):
    page = visit(f"{server.url}/nergens", width=360)
    assert page.locator("h1").count() == 1 and page.locator("a[href='/']").is_visible()
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert not serious(page)


def test_a_killed_server_loses_nothing_and_the_browser_goes_on(visit, server):
    page = sit(visit, server, "/lesson/consent")
    card = page.locator(CARD).nth(0)
    card.locator("tbody input").first.check()
    card.locator("[data-act=check]").click()
    card.locator(".feedback:not(:empty)").wait_for()
    assert [act for *_, act in answers(server)].count("check") == 1
    server.process.kill()
    server.process.wait(10)
    second = page.locator(CARD).nth(1)
    second.locator("input[type=radio]").first.check()
    page.locator("#line p").wait_for()
    second.locator("[data-act=check]").click()
    assert [act for *_, act in answers(server)].count("check") == 1
    server.again()
    second.locator(".feedback:not(:empty)").wait_for(timeout=40_000)
    found = answers(server)
    assert [act for *_, act in found].count("check") == 2 and len(found) == len(set(found))
    page.reload()
    page.locator(CARD).nth(0).locator("tbody input").first.wait_for()
    assert page.locator(CARD).nth(0).locator("tbody input").first.is_checked()
