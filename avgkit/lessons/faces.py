"""Opens the lessons: JupyterLab with our settings, or the same lessons without code (Voila).

Both run as a process of their own on this machine only (127.0.0.1), with a token drawn for this time, and with folders
of their own for settings and workspaces: the user's own JupyterLab stays as it is.
"""

import json
import os
import re
import secrets
import signal
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path

from .. import texts
from ..errors import AvgkitError
from ..paths import home
from .working import first, lay_out

HOST = "127.0.0.1"
PORTS = {True: 8890, False: 8866}  # with code, without
_SHARE = Path(__file__).parent / "share" / "jupyter"
_ONE_LETTER = re.compile(r"(Shift )?[A-Z0-9]")
_PATIENCE = 60  # seconds in which a server must be there
# The browser itself sees to it that no page asks another host for anything.
POLICY = (
    "default-src 'self' data: blob: 'unsafe-inline' 'unsafe-eval'; connect-src 'self' data: blob: ws://127.0.0.1:*; "
    "frame-ancestors 'self'"
)


class Face:
    """A running server with the lessons: its address, and `stop`."""

    def __init__(self, process: subprocess.Popen, url: str, port: int, log):
        self.process, self.url, self.port, self._log = process, url, port, log

    def wait(self) -> int:
        """Wait until it ends by itself or the user presses Ctrl-C; both are an ordinary end."""
        try:
            self.process.wait()
        except KeyboardInterrupt:
            self.stop()
            return 0
        return 0 if self.process.returncode in (0, -signal.SIGTERM) else 3

    def stop(self) -> None:
        """End the server and its kernels."""
        if self.process.poll() is None:
            self.process.send_signal(getattr(signal, "CTRL_BREAK_EVENT", signal.SIGTERM))
            try:
                self.process.wait(15)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self._log.close()


def start(
    lang: str | None = None,
    code: bool = True,
    port: int | None = None,
    folder: str | Path | None = None,
    fresh: bool = False,
    lesson: str | None = None,
    trainer: bool = False,
    tell=print,
) -> Face:
    """Lay out the lessons, start the server and wait until it answers; `tell` gets each sentence for the user."""
    lang = texts.language(lang)
    if trainer and not code:
        raise AvgkitError(texts.say("faces.trainer_has_code", lang))
    _installed("jupyterlab" if code else "voila")
    edition = f"trainer/{lang}" if trainer else lang
    name = first(edition, lesson)
    place = Path(folder).expanduser().resolve() if folder else home().resolve() / "lessons"
    wanted = PORTS[code] if port is None else port
    found = _free(wanted)
    for sentence in lay_out(place, fresh, trainer):
        tell(sentence)
    if found != wanted:
        tell(texts.say("faces.port_taken", lang, wanted=wanted, port=found))
    token = secrets.token_hex(16)
    command = _lab(place, lang, found) if code else _plain(place, lang, found, name)
    inside = (
        f"/doc/tree/{edition}/{name}.ipynb?reset&" if code else "/?"
    )  # the front door, which takes the token out of the address
    log = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed by Face.stop
    apart = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if os.name == "nt" else {"start_new_session": True}
    # Apart from our own process: a Ctrl-C must reach us, not make the server ask whether it is meant.
    process = subprocess.Popen(command, env=_environment(token, lang), stdout=log, stderr=log, **apart)
    face = Face(process, f"http://{HOST}:{found}{inside}token={token}", found, log)
    try:
        _answering(face)
    except BaseException:
        face.stop()
        raise
    return face


def _installed(library: str) -> None:
    if find_spec(library) is None:
        raise AvgkitError(texts.say("faces.not_installed", library=library))


def _free(wanted: int) -> int:
    """The port that is asked for, or the next one that is free."""
    if not 1 <= wanted <= 65535:
        raise AvgkitError(texts.say("faces.wrong_port", port=wanted))
    for port in range(wanted, min(wanted + 50, 65536)):
        with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
            if os.name != "nt":  # a port that was just closed is free; on Windows the option would mean sharing
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                probe.bind((HOST, port))
                return port
    raise AvgkitError(texts.say("faces.no_port", first=wanted, last=min(wanted + 49, 65535)))


def _environment(token: str, lang: str) -> dict[str, str]:
    """What server and kernels get to know: folders of our own, and the token where no other user can read it."""
    own = home().resolve() / "jupyter"
    found = [str(_SHARE), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    return os.environ | {
        "JUPYTER_TOKEN": token,
        "JUPYTER_PATH": os.pathsep.join(found),
        "JUPYTER_CONFIG_DIR": str(own / "config"),
        "JUPYTERLAB_SETTINGS_DIR": str(own / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(own / "workspaces"),
        "JUPYTER_PREFER_ENV_PATH": "1",
        "AVGKIT_LANG": lang,
        "AVGKIT_HOME": str(home().resolve()),
    }


def _lab(place: Path, lang: str, port: int) -> list[str]:
    """The command for JupyterLab, with the settings for it written down."""
    settings = home().resolve() / "jupyter" / "lab"
    settings.mkdir(parents=True, exist_ok=True)
    text = json.dumps(overrides(lang), indent=1, ensure_ascii=False)
    (settings / "overrides.json").write_text(text, encoding="utf-8")
    options = {
        "ServerApp.root_dir": str(place),
        "ServerApp.ip": HOST,
        "ServerApp.port": port,
        "ServerApp.port_retries": 0,
        "ServerApp.open_browser": False,
        "ServerApp.answer_yes": True,
        "ServerApp.log_level": 40,
        "ServerApp.tornado_settings": json.dumps({"headers": {"Content-Security-Policy": POLICY}}),
        "LabApp.app_settings_dir": str(settings),
        "LabApp.extension_manager": "readonly",  # the other one asks an index on the internet
        "LabApp.news_url": "None",
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
    }
    root = ["--allow-root"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    return [sys.executable, "-m", "jupyterlab", *(f"--{name}={value}" for name, value in options.items()), *root]


def _plain(place: Path, lang: str, port: int, name: str) -> list[str]:
    return [sys.executable, "-m", "avgkit.lessons.plain", str(place), lang, str(port), name]


def overrides(lang: str) -> dict:
    """Our settings for JupyterLab: no news, no update check, no one-letter shortcuts, and the language of the menus."""
    settings = {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
            "doNotDisturbMode": True,
        },
        "@jupyterlab/shortcuts-extension:shortcuts": {"shortcuts": _quiet_shortcuts()},
    }
    if lang == "nl" and find_spec("jupyterlab_language_pack_nl_NL") is not None:
        settings["@jupyterlab/translation-extension:plugin"] = {"locale": "nl_NL"}
    return settings


def _quiet_shortcuts() -> list[dict]:
    """Every shortcut of one letter or digit, switched off: typed on a form it would insert, cut or convert a cell.

    JupyterLab compares selectors to the letter; so they are read from the version that is installed.
    """
    from jupyterlab.commands import get_app_dir

    off = []
    for name in ("notebook-extension/tracker", "mainmenu-extension/plugin"):
        file = Path(get_app_dir()) / "schemas" / "@jupyterlab" / f"{name}.json"
        with suppress(OSError, ValueError):
            for shortcut in json.loads(file.read_text(encoding="utf-8")).get("jupyter.lab.shortcuts", []):
                if shortcut["keys"] and all(_ONE_LETTER.fullmatch(key) for key in shortcut["keys"]):
                    off.append({**{key: shortcut[key] for key in ("command", "keys", "selector")}, "disabled": True})
    return off


def _answering(face: Face) -> None:
    """Wait until the server listens; when it ended instead, tell what it said last."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if face.process.poll() is not None:
            face._log.seek(0)
            said = face._log.read().strip().splitlines()
            raise AvgkitError([texts.say("faces.not_started"), *said[-3:]])
        with suppress(OSError), socket.create_connection((HOST, face.port), timeout=1):
            return
        time.sleep(0.1)
    raise AvgkitError(texts.say("faces.not_started"))
