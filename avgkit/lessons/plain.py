"""The lessons without code: Voila with our page, our entry and our languages. Started by faces.py as a process."""

import os
import sys
from pathlib import Path

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.utils import url_path_join
from tornado.web import authenticated
from traitlets import default
from traitlets.config import Config
from voila.app import Voila
from voila.tornado.handler import TornadoVoilaHandler

from .. import texts
from ..exercises.look import sheet
from .faces import HOST, POLICY
from .working import START

_FRONT = Path(__file__).parent / "front"
_WORDS = ("skip", "busy", "site", "all_lessons", "other_language", "no_script")


class Entry(JupyterHandler):
    """The front door: the first lesson in the language asked for."""

    def initialize(self, lang: str, name: str):
        """Know the language and the lesson of the command."""
        self.lang, self.name = lang, name

    @authenticated
    def get(self):
        """Send the reader on."""
        asked = self.get_argument("lang", self.lang)
        lang = asked if asked in texts.LANGUAGES else self.lang
        self.redirect(url_path_join(self.base_url, "voila/render", lang, f"{self.name}.ipynb"))


class Lesson(TornadoVoilaHandler):
    """A lesson; with ?lang= its twin in the other language."""

    @authenticated
    async def get(self, path=None):
        """The page, or the way to its twin."""
        here, _, file = (path or "").partition("/")
        asked = self.get_argument("lang", here)
        if here in texts.LANGUAGES and asked in texts.LANGUAGES and asked != here:
            self.redirect(url_path_join(self.base_url, "voila/render", asked, file))
            return
        await super().get(path)


class Plain(Voila):
    """Voila for our lessons, in a folder with a subfolder for each language."""

    lang, first = "nl", START

    @default("config_file_paths")
    def _no_config_of_others(self):
        return []

    def init_handlers(self) -> list:
        """Our own doors before those of Voila."""
        options = {"template_paths": self.template_paths, "config": self.config}
        options["voila_configuration"] = self.voila_configuration
        ours = [
            (self.server_url, Entry, {"lang": self.lang, "name": self.first}),
            (url_path_join(self.server_url, "/voila/render/(.*)"), Lesson, options),
        ]
        return ours + super().init_handlers()


def settings(folder: str, port: int) -> Config:
    """How our Voila is set: nothing can be overridden from an address, and its words are ours."""
    words = {lang: {name: texts.say(f"faces.page_{name}", lang) for name in _WORDS} for lang in texts.LANGUAGES}
    style = sheet() + (_FRONT / "page.css").read_text(encoding="utf-8")
    has_start = [lang for lang in texts.LANGUAGES if (Path(folder) / lang / f"{START}.ipynb").is_file()]
    return Config(
        {
            "Voila": {
                "ip": HOST,
                "port": port,
                "port_retries": 0,
                "open_browser": False,
                "log_level": 40,
                "root_dir": folder,
                "token": os.environ.get("JUPYTER_TOKEN"),
                "auto_token": not os.environ.get("JUPYTER_TOKEN"),
                "tornado_settings": {"headers": {"Content-Security-Policy": POLICY}},
            },
            "VoilaConfiguration": {
                "template": "avgkit",
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "progressive_rendering": True,  # the text is there at once; what must be computed comes after it
                "resources": {"avgkit": {"words": words, "style": style, "start": has_start}},
            },
            "VoilaExecutor": {"cell_error_instruction": texts.say("faces.cell_failed")},
        }
    )


def main(folder: str, lang: str, port: str, name: str) -> None:
    """Serve the lessons until the process is told to end."""
    texts.use(lang)
    app = Plain(config=settings(folder, int(port)))
    app.lang, app.first = lang, name
    app.initialize([])
    app.start()


if __name__ == "__main__":
    main(*sys.argv[1:])
