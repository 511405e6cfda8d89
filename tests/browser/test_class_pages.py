"""The pages of a class in a real browser: keyboard, axe, a phone, a network that goes and comes back, a whole round."""

import pytest

from avgkit import texts
from avgkit.classroom import Room, pages, preparing

from .conftest import CARD, serious, walk
from .serving import Face

PHONE = 360
JUDGE = "judge:consent-form-invalid"
MARK = "mark:message-without-consent"


@pytest.fixture(scope="module")
def face(tmp_path_factory, monkeypatch_module):
    """A class with three lessons, served by its own doors."""
    monkeypatch_module.setenv("AVGKIT_HOME", str(tmp_path_factory.mktemp("home")))
    room, code = Room.create("maandag-1", lang="nl", lessons=["start", "consent", "closing"], most=60)
    preparing.prepare_all(room.deals.lessons, "nl", pages.folder(room), room.facts.on)
    face = Face(room, code)
    yield face
    face.stop()


@pytest.fixture(autouse=True)
def at_rest(face):
    """Each test begins without a question on the screen."""
    yield
    if face.room.together.state()["phase"] != "idle":
        face.room.together.step("close")


def ready(page):
    """The page, once its script listens."""
    page.locator("body[data-ready]").wait_for()
    return page


def sit(visit, face, path: str = "/", **options):
    """A learner who came in, on this page; the code of the learner with it."""
    page = ready(visit(face.url, **options))
    page.fill("#code", face.room.code)
    page.click("#join button")
    page.wait_for_selector(".lessons")
    if path != "/":
        page.goto(face.url + path)
    return page, page.locator(".who").inner_text().split()[-1]


def drawn(page, number: int = 0):
    """A card of a lesson, once it is there."""
    card = page.locator(CARD).nth(number)
    card.wait_for()
    return card


def answered(card):
    """Wait until nothing is on its way."""
    card.page.wait_for_timeout(50)
    card.and_(card.page.locator("[aria-busy=false]")).wait_for()


def record(face, learner: str, ident: str) -> dict:
    """What the room keeps of an exercise."""
    return face.room._kept[learner].record("consent", ident)


def say(name: str, **values) -> str:
    return texts.say(f"class_pages.{name}", "nl", **values)


def sideways(page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > innerWidth")


# ---------------------------------------------------------------- coming in
def test_coming_in_by_keyboard(visit, face):
    page = ready(visit(face.url))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Tab")
    page.keyboard.type("000000" if face.room.code != "000000" else "111111")
    page.keyboard.press("Enter")
    page.locator("#join .told:not(:empty)").wait_for()
    assert page.evaluate("document.activeElement.id") == "code"
    page.keyboard.press("Control+a")
    page.keyboard.type(f"{face.room.code[:3]} {face.room.code[3:]}")
    page.keyboard.press("Enter")
    page.wait_for_selector(".lessons")
    assert page.locator(".lessons li").count() == 3


def test_the_same_learner_on_another_device(visit, face):
    page, learner = sit(visit, face)
    page.locator("summary").click()
    key = page.locator(".key").inner_text()
    other = ready(visit(face.url, width=PHONE))
    other.locator("summary").click()
    other.fill("#again-code", face.room.code)
    other.fill("#again-learner", learner)
    other.fill("#again-key", key)
    other.click("#rejoin button")
    other.wait_for_selector(".lessons")
    assert learner in other.locator(".who").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, 1280])
def test_nothing_for_axe_and_nothing_sideways(visit, face, width, scheme):
    page, _ = sit(visit, face, width=width, color_scheme=scheme)
    for path in ("/", "/lesson/consent", "/together", "/trainer", face.screen):
        page.goto(path if path == face.screen else face.url + path)
        page.wait_for_timeout(300)
        if path.startswith("/lesson"):
            drawn(page, 3)
        assert serious(page) == [], path
        assert not sideways(page), path


def test_an_exercise_by_keyboard(visit, face):
    page, learner = sit(visit, face, "/lesson/consent")
    card = drawn(page)
    walk(page, card, until="tbody tr:first-child input", most=40)
    page.keyboard.press("Space")
    walk(page, card, until="[data-act=check]")
    page.keyboard.press("Enter")
    card.locator(".feedback:not(:empty)").wait_for()
    assert record(face, learner, MARK)["tries"] == 1
    assert page.evaluate("document.activeElement.dataset.act") == "check"


def test_prepared_choices_show_one_at_a_time(visit, face):
    page, _ = sit(visit, face)
    made = '<div class="choices"><fieldset><label><input type="radio" name="a" checked>1</label>'
    made += '<label><input type="radio" name="a">2</label></fieldset><div class="variant">een</div>'
    made += '<div class="variant" hidden>twee</div></div>'

    def answer(route):
        body = route.fetch().text().replace('<nav class="near"', made + '<nav class="near"')
        route.fulfill(body=body, content_type="text/html")

    page.route("**/lesson/start", answer)
    page.goto(f"{face.url}/lesson/start")
    page.locator(".variant").first.wait_for()
    page.locator(".choices input").first.focus()
    page.keyboard.press("ArrowDown")
    assert [page.locator(".variant").nth(n).is_visible() for n in (0, 1)] == [False, True]


# ---------------------------------------------------------------- a network that goes and comes back
def test_without_network_it_is_kept_told_and_sent_once(visit, face):
    page, learner = sit(visit, face, "/lesson/consent")
    card = drawn(page)
    first = card.locator("tbody input").first
    del face.acts[:]
    page.context.set_offline(True)
    first.check()
    page.locator("#line p").wait_for()
    assert say("offline") in page.locator("#line").inner_text()
    card.locator("[data-act=check]").click()
    card.get_by_text(say("card_lost")).wait_for(timeout=6000)
    assert first.is_checked() and face.acts == []
    page.context.set_offline(False)
    card.locator(".feedback:not(:empty)").wait_for(timeout=15_000)
    assert page.locator("#line").inner_text() == say("online")
    answered(card)
    kept = record(face, learner, MARK)
    assert kept["tries"] == 1 and kept["answer"]["marks"] == [first.get_attribute("value")]
    assert [one["do"] for one in face.acts].count("check") == 1
    assert page.evaluate("localStorage.length") == 0


def test_a_reply_that_is_lost_is_asked_again_and_counts_once(visit, face):
    page, learner = sit(visit, face, "/lesson/consent")
    card = drawn(page, 1)
    del face.acts[:]
    for field in range(2):
        card.locator("fieldset").nth(field).locator("input").first.check()
    while len(face.acts) < 2:
        page.wait_for_timeout(50)

    def lose(route):
        route.fetch()  # the server took it, and the network ate its answer
        route.abort()

    page.route("**/api/act/**", lose, times=1)
    card.locator("[data-act=check]").click()
    card.locator(".feedback:not(:empty)").wait_for(timeout=15_000)
    checks = [(one["view"], one["n"]) for one in face.acts if one["do"] == "check"]
    assert len(checks) == 2 and len(set(checks)) == 1
    assert record(face, learner, JUDGE)["tries"] == 1


def test_an_answer_of_a_closed_page_is_sent_by_the_next(visit, face):
    page, learner = sit(visit, face, "/lesson/consent")
    box = drawn(page).locator("tbody input").nth(2)
    key = box.get_attribute("value")
    page.context.set_offline(True)
    box.check()
    page.locator("#line p").wait_for()
    context = page.context
    page.close()
    context.set_offline(False)
    assert record(face, learner, MARK) is None
    context.new_page().goto(face.url)
    for _ in range(50):
        if record(face, learner, MARK):
            break
        context.pages[0].wait_for_timeout(100)
    assert record(face, learner, MARK)["answer"]["marks"] == [key]


def test_nothing_of_another_class_stays_on_a_device(visit, face):
    page, _ = sit(visit, face)
    page.evaluate("localStorage.setItem('avgkit:out:000000:x:/api/act/a/b:v', '[{}]')")
    page.reload()
    ready(page)
    assert page.evaluate("localStorage.length") == 0


def test_two_tabs_of_one_learner_lose_nothing(visit, face):
    page, learner = sit(visit, face, "/lesson/consent")
    other = page.context.new_page()
    other.goto(f"{face.url}/lesson/consent")
    one, two = drawn(page), drawn(other, 1)
    page.context.set_offline(True)
    one.locator("tbody input").first.check()
    two.locator("input[type=radio]").first.check()
    page.wait_for_timeout(300)
    page.context.set_offline(False)
    for _ in range(80):
        if record(face, learner, MARK) and record(face, learner, JUDGE):
            break
        page.wait_for_timeout(100)
    assert record(face, learner, MARK)["answer"]["marks"] == [one.locator("tbody input").first.get_attribute("value")]
    assert record(face, learner, JUDGE)["answer"]["verdict"]


def test_a_seat_that_is_gone_has_a_way_in(visit, face):
    page, _ = sit(visit, face, "/lesson/consent")
    card = drawn(page)
    page.context.clear_cookies()
    card.locator("tbody input").first.check()
    link = page.locator("#line a")
    link.wait_for()
    assert link.get_attribute("href") == "/" and say("seat_gone") in page.locator("#line").inner_text()
    assert page.evaluate("localStorage.length") == 1, "what was filled in waits for a seat"


def test_a_page_asks_less_when_nobody_answers(visit, face):
    page, _ = sit(visit, face)
    asked = []
    page.route("**/api/together**", lambda route: (asked.append(1), route.abort()))
    page.goto(f"{face.url}/together")
    page.locator("#line p").wait_for()
    page.wait_for_timeout(4000)
    assert 2 <= len(asked) <= 4


def test_a_page_that_nobody_looks_at_asks_less(visit, face):
    page, _ = sit(visit, face)
    page.add_init_script("Object.defineProperty(document, 'hidden', {get: () => true})")
    asked = []
    page.on("request", lambda request: asked.append(1) if "/api/together" in request.url else None)
    page.goto(f"{face.url}/together")
    page.locator("#phase:not(:empty)").wait_for()
    page.wait_for_timeout(3500)
    assert len(asked) == 1


def test_a_message_on_which_the_server_stumbles_holds_up_nothing(visit, face):
    page, learner = sit(visit, face, "/lesson/consent")
    card = drawn(page)
    boxes = card.locator("tbody input")
    key = boxes.first.get_attribute("value")
    page.route(
        "**/api/act/**",
        lambda route: (
            route.fulfill(status=500, body="{}") if route.request.post_data_json["n"] == bad[0] else route.continue_()
        ),
    )
    bad = [None]
    page.on(
        "request",
        lambda request: (
            bad.__setitem__(0, bad[0] or request.post_data_json["n"]) if "/api/act/" in request.url else None
        ),
    )
    boxes.first.check()
    card.get_by_text(say("failed")).wait_for(timeout=20_000)
    boxes.nth(1).check()
    for _ in range(50):
        if record(face, learner, MARK):
            break
        page.wait_for_timeout(100)
    assert key in record(face, learner, MARK)["answer"]["marks"]


# ---------------------------------------------------------------- together
def test_a_vote_by_keyboard(visit, face):
    page, learner = sit(visit, face, "/together")
    face.room.together.step("vote", "consent", JUDGE)
    card = drawn(page)
    walk(page, card, until="input", most=20)
    page.keyboard.press("Space")
    first = page.evaluate("document.activeElement.name")
    walk(page, card, until=f"input:not([name='{first}'])")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    card.get_by_text(say("vote_sent")).wait_for()
    assert set(face.room.together.mine(learner)["first"]) == {"verdict", "reason"}
    assert card.evaluate("(card) => card.contains(document.activeElement)")


def vote(page, place: int) -> None:
    card = page.locator(CARD)
    card.wait_for()
    for field in range(2):
        card.locator("fieldset").nth(field).locator("input").nth(place).check()
    card.locator("[data-act=check]").click()
    card.locator(".feedback:not(:empty)").wait_for()


def test_a_round_from_vote_to_verdict(visit, face):
    phones = [sit(visit, face, "/together", width=PHONE)[0] for _ in range(3)]
    screen = visit(face.screen, width=1280)
    trainer = ready(visit(f"{face.url}/trainer"))
    trainer.fill("#code", face.code)
    trainer.keyboard.press("Enter")
    trainer.locator("#choose").wait_for()
    assert face.room.code[:3] in screen.locator(".code").inner_text()
    value = trainer.locator("option").evaluate_all(
        "(all, title) => all.find((one) => one.textContent === title).value",
        next(one["title"] for one in face.room.together.choices() if one["exercise"] == JUDGE),
    )
    trainer.locator("select").select_option(value)
    trainer.locator("select").focus()
    trainer.keyboard.press("Tab")
    trainer.keyboard.press("Enter")
    screen.locator(".round h2").wait_for()
    for number, page in enumerate(phones[:2]):
        vote(page, number)
    assert screen.locator(".split").count() == 0
    step = trainer.locator("#steps button")
    step.first.wait_for()
    step.first.click()
    screen.get_by_text(say("split_few", least=3)).wait_for()
    assert screen.locator(".split").count() == 0, "two votes would show who chose what"
    close = trainer.get_by_role("button", name=say("step_close"))
    close.click()
    trainer.locator("#choose").wait_for()
    for page in phones:
        page.get_by_text(say("phase_idle")).wait_for()
    trainer.locator("select").select_option(value)
    trainer.locator("#choose button").click()
    for number, page in enumerate(phones):
        page.get_by_text(say("phase_vote")).wait_for()
        vote(page, number)
        assert say("vote_sent") in page.locator(".feedback").inner_text()
    order = ["split", "discuss", "again", "split_again", "verdict"]
    for name in order:
        trainer.get_by_role("button", name=say(f"step_{name}"), exact=True).click()
        screen.get_by_text(say(f"phase_{name}")).wait_for()
        phones[0].get_by_text(say(f"phase_{name}")).wait_for()
        if name == "split":
            assert say("split_count", n=1, of=3) in screen.locator(".round").inner_text()
            assert say("chosen") in phones[0].locator(".round").inner_text()
        if name == "again":
            assert screen.locator(".split").count() == 0
            assert phones[0].locator("input:checked").count() == 2, "the first vote is where one begins"
            for page in phones:
                vote(page, 1)
        for page in (screen, phones[0], trainer):
            assert serious(page) == [] and not sideways(page), name
        assert screen.evaluate("document.documentElement.scrollHeight <= innerHeight"), name
        told = screen.locator(".verdict, .is-answer").count()
        assert (told > 0) == (name == "verdict"), "the answer comes last"
    assert "AVG" in screen.locator(".verdict").inner_text()


def test_a_vote_without_network_is_sent_when_it_is_back(visit, face):
    page, learner = sit(visit, face, "/together", width=PHONE)
    face.room.together.step("vote", "consent", JUDGE)
    card = page.locator(CARD)
    card.wait_for()
    card.locator("[data-act=check]").click()
    assert say("vote_empty") in card.locator(".status").inner_text()
    page.context.set_offline(True)
    for field in range(2):
        card.locator("fieldset").nth(field).locator("input").first.check()
    card.locator("[data-act=check]").click()
    page.locator("#line p").wait_for()
    assert face.room.together.mine(learner)["first"] is None
    page.context.set_offline(False)
    card.get_by_text(say("vote_sent")).wait_for(timeout=15_000)
    assert face.room.together.mine(learner)["first"]["verdict"]


@pytest.mark.parametrize("width, beside", [(PHONE, False), (1280, True)])
def test_a_long_word_stays_in_the_facts(visit, face, width, beside):
    page, _ = sit(visit, face, "/together", width=width)
    facts = page.locator("main").evaluate_handle(
        """(main) => {
          main.insertAdjacentHTML("beforeend", `<div class="round"><dl class="facts">
            <dt>gegevensbeschermingseffectbeoordeling</dt><dd>verwerkingsverantwoordelijke/subverwerker/gegevensbeschermingsautoriteit</dd></dl></div>`);
          return main.querySelector("dl.facts");
        }"""
    )
    name, value = (facts.query_selector(one).bounding_box() for one in ("dt", "dd"))
    assert (value["x"] >= name["x"] + name["width"]) is beside
    assert facts.evaluate("(node) => node.scrollWidth <= node.clientWidth") and not sideways(page)


@pytest.mark.parametrize("ident", [JUDGE, MARK])
def test_the_screen_is_written_as_large_as_it_fits(visit, face, ident):
    screen = visit(face.screen, width=1920)
    screen.set_viewport_size({"width": 1920, "height": 1080})
    face.room.together.step("vote", "consent", ident)
    screen.locator(".round h2").wait_for()
    fits = """() => document.documentElement.scrollHeight <= innerHeight
        && document.querySelector(".now").scrollWidth <= document.querySelector(".now").clientWidth"""
    letters = "(now) => parseFloat(now.style.fontSize)"
    size = screen.locator(".now").evaluate(letters)
    assert screen.evaluate(fits)
    screen.locator(".now").evaluate("(now, larger) => (now.style.fontSize = `${larger}em`)", size + 0.051)
    assert size > 1.55 or not screen.evaluate(fits), "one step larger would have fitted too"
    screen.set_viewport_size({"width": 1280, "height": 720})
    screen.wait_for_timeout(200)
    assert screen.locator(".now").evaluate(letters) < size and screen.evaluate(fits)


@pytest.mark.parametrize("width, stacked", [(PHONE, True), (1280, False)])
def test_a_table_of_words_needs_no_scrolling(visit, face, width, stacked):
    page, _ = sit(visit, face, "/lesson/consent", width=width)
    page.locator(".words").first.wait_for()
    wide = "all => all.filter((one) => one.scrollWidth > one.parentElement.clientWidth).length"
    assert page.locator(".words").evaluate_all(wide) == 0
    cell = page.locator(".words:has(thead th:nth-child(3)) tbody td").first
    name = cell.evaluate("(td) => td.closest('table').tHead.rows[0].cells[td.cellIndex].textContent")
    before = cell.evaluate("(td) => getComputedStyle(td, '::before').content")
    assert (name in before) is stacked


# ---------------------------------------------------------------- the trainer
def test_numbers_from_five_learners_and_nobody_named(visit, face):
    page = ready(visit(f"{face.url}/trainer", width=1280))
    page.fill("#code", "verkeerd")
    page.keyboard.press("Enter")
    page.locator("#login-told:not(:empty)").wait_for()
    page.fill("#code", face.code)
    page.keyboard.press("Enter")
    page.locator("#figures:not(:empty)").wait_for()
    names = []
    for number in range(6):
        seat = face.room.join(face.room.code)
        names.append(seat.learner)
        card = face.room.card(seat.learner, "consent", JUDGE)
        values = {field["name"]: field["options"][number % 2]["value"] for field in card["fields"]}
        face.room.act(seat.learner, "consent", JUDGE, {"view": f"v{number}", "n": 1, "do": "check", "values": values})
    page.locator("#progress table").first.wait_for(timeout=10_000)
    text = page.locator("main").inner_text()
    assert say("stuck_means") in text and not [name for name in names if name in text]
    assert serious(page) == [] and not sideways(page)
    page.set_viewport_size({"width": PHONE, "height": 740})
    assert not sideways(page)
