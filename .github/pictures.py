"""The pictures of the README, made anew from the demo: `uv run --group browser --group lab python .github/pictures.py`.

Writes report.png, card.png and trainer.png beside this file, or into the folder that is given: 1200 wide, few colours,
so that they stay small. The day of the law is fixed; only the code of the class differs from one time to the next.
"""

import io
import os
import re
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "tests")]

ON = "2026-11-23"
LANG = "en"
WIDE, HIGH, MOST = 1200, 860, 120_000  # pixels, pixels, bytes
NAMES = ("report.png", "card.png", "trainer.png")


def small(shot: bytes, path: Path) -> None:
    """Write a picture in as few colours as it needs to stay under its size."""
    from PIL import Image

    picture = Image.open(io.BytesIO(shot)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        picture.quantize(colours, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if len(out.getvalue()) < MOST:
            break
    path.write_bytes(out.getvalue())


def report(browser, work: Path) -> bytes:
    """The front page of the readiness report of the demo."""
    from avgkit import reports

    made = reports.report(on=ON, lang=LANG, out=work / "report", command="avgkit report --lang en")
    page = browser.new_page(viewport={"width": WIDE, "height": HIGH}, color_scheme="light")
    page.goto(made.html.resolve().as_uri())
    return page.screenshot()


def lesson(browser, work: Path) -> tuple[bytes, bytes]:
    """A card of the lesson on consent with its feedback, and the page of the trainer while a class works."""
    from browser.serving import Face

    from avgkit.classroom import Room, pages, preparing

    os.environ["AVGKIT_HOME"] = str(work / "home")
    room, code = Room.create("monday", lang=LANG, on=ON, lessons=["consent"])
    preparing.prepare_all(room.deals.lessons, LANG, pages.folder(room), room.facts.on)
    for number in range(14):
        learner = room.join(room.code).learner
        for ident, wrong in (("judge:consent-form-invalid", 3), ("judge:consent-without-proof", 5)):
            exercise = room.deals.get(learner, "consent", ident)
            values = exercise.answer()
            if number < wrong:
                fields = {field["name"]: [one["value"] for one in field["options"]] for field in exercise.fields()}
                values = {name: next(one for one in fields[name] if one != values[name]) for name in values}
            room.act(learner, "consent", ident, {"view": "v", "n": number, "do": "check", "values": values})
    face = Face(room, code)
    try:
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH}, color_scheme="light", reduced_motion="reduce")
        page.goto(face.url)
        page.locator("body[data-ready]").wait_for()
        page.fill("#code", room.code)
        page.click("#join button")
        page.wait_for_selector(".lessons")
        page.goto(f"{face.url}/lesson/consent")
        card = page.locator("section.avgkit-card").first
        card.locator("input").first.wait_for()
        wrong = card.locator("tbody tr", has_text=re.compile("withdrawn|objected")).locator("input")
        (wrong if wrong.count() else card.locator("input")).first.check()
        card.locator("[data-act=check]").click()
        card.locator(".status:not(:empty)").wait_for()
        card.and_(page.locator("[aria-busy=false]")).wait_for()
        shown = card.screenshot()
        trainer = browser.new_page(viewport={"width": WIDE, "height": HIGH + 100}, color_scheme="light")
        trainer.goto(f"{face.url}/trainer")
        trainer.locator("body[data-ready]").wait_for()
        trainer.fill("#code", face.code)
        trainer.keyboard.press("Enter")
        trainer.locator("#progress table").first.wait_for()
        return shown, trainer.screenshot()
    finally:
        face.stop()


def make(browser, out: Path) -> list[Path]:
    """All pictures, in a folder."""
    with tempfile.TemporaryDirectory(prefix="avgkit-pictures-", ignore_cleanup_errors=True) as work:
        shots = [report(browser, Path(work)), *lesson(browser, Path(work))]
    for name, shot in zip(NAMES, shots, strict=True):
        small(shot, out / name)
    return [out / name for name in NAMES]


if __name__ == "__main__":
    import shutil

    from playwright.sync_api import sync_playwright

    with sync_playwright() as p:
        found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
        chromium = p.chromium.launch(executable_path=found, args=["--no-sandbox", "--disable-gpu"])
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
        print("\n".join(f"{path} {path.stat().st_size}" for path in make(chromium, folder)))
        chromium.close()
