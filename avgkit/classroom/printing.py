"""From a page to a PDF, by a browser of this machine; nothing is fetched."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from .. import texts

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_WAIT = 180  # seconds: a set for sixty learners is some hundreds of pages


def browser() -> str | None:
    """A Chromium, Chrome or Edge that is installed here."""
    return next(filter(None, map(shutil.which, _NAMES)), None) or next(filter(os.path.exists, _PLACES), None)


def problem(lang: str) -> str:
    """Why no PDF can be made here, or nothing."""
    return "" if browser() else texts.say("class_kit.no_browser", lang)


def printed(page: Path, target: Path, lang: str) -> str:
    """Print an HTML page to a PDF; gives what went wrong, or nothing."""
    with tempfile.TemporaryDirectory(prefix="avgkit-print-", ignore_cleanup_errors=True) as profile:
        options = ["--headless", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
        options += ["--disable-dev-shm-usage", f"--user-data-dir={profile}", "--no-pdf-header-footer"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:  # as root a browser refuses to start in its own cage
            options.append("--no-sandbox")
        command = [browser(), *options, f"--print-to-pdf={target.resolve()}", page.resolve().as_uri()]
        try:
            subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=_WAIT, check=True)
        except (OSError, subprocess.SubprocessError):
            return texts.say("class_kit.print_failed", lang)
    return "" if target.is_file() and target.stat().st_size else texts.say("class_kit.print_failed", lang)
