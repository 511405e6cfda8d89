"""The class as an extension of a Jupyter Server that has nothing else: no notebooks, kernels, files or terminals.

Its Tornado serves the doors of a class; its token opens the trainer's page, on the trainer's own machine only.
"""

import asyncio
import logging
import secrets
import signal
from contextlib import suppress

from jupyter_server.extension.application import ExtensionApp
from jupyter_server.serverapp import ServerApp
from tornado.httpserver import HTTPServer
from traitlets import default
from traitlets.config import Config

from ..paths import home
from . import guard
from .hosting import Host
from .serving import Nowhere
from .serving_trainer import doors

_MOST_BODY = 8 * 1024 * 1024  # read and thrown away, so that who sends too much can still read the refusal
_CONNECTIONS = 600  # at once; thirty learners with a laptop and a phone open under two hundred
_SHARE = 2 / 3  # of these for one address, behind which a whole room may be; so one machine cannot take them all
_IDLE, _SLOW = 120, 20  # seconds in which a connection may say nothing, and in which a message must be in
_QUIET = ("tornado.general", "tornado.application", "tornado.access", "asyncio")  # they would name addresses and values


class Bounded(HTTPServer):
    """A server that turns away more connections than it has files for: an answer must always be able to be written."""

    most = _CONNECTIONS

    def handle_stream(self, stream, address):
        """Take a connection, or close it at once."""
        here = sum(_from(one.context.address) == _from(address) for one in self._connections)
        if len(self._connections) >= self.most or here >= max(1, int(self.most * _SHARE)):
            stream.close()
        else:
            super().handle_stream(stream, address)


def _from(address) -> str | None:
    return address[0] if isinstance(address, tuple) else None


class Bare(ServerApp):
    """A Jupyter Server that reads nobody's settings, leaves no file, and has no doors of its own."""

    name = "avgkit-class"
    host: Host
    sockets: list
    tasks: tuple = ()

    @default("config_file_paths")
    def _no_settings_of_others(self):
        return []

    def migrate_config(self):
        """Nothing of the user's own Jupyter is touched."""

    def init_mime_overrides(self):
        """No files are served."""

    def init_signal(self):
        """Ctrl-C and a request to end both end it; nothing is asked."""
        for name in ("SIGINT", "SIGTERM", "SIGBREAK"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._end)

    def _end(self, *_):
        self.io_loop.asyncio_loop.call_soon_threadsafe(self.stop)

    def init_webapp(self):
        """Without the addresses that a Jupyter Server has of itself."""
        super().init_webapp()
        self.web_app.wildcard_router.rules = []
        self.web_app.settings["default_handler_class"] = Nowhere
        self.web_app.settings["default_handler_args"] = {"host": self.host}
        self.web_app.settings["log_function"] = self._note

    def init_httpserver(self):
        """Listen on the sockets that are open already."""
        limits = {"max_body_size": _MOST_BODY, "max_header_size": 16_384, "chunk_size": 65_536}
        limits |= {"idle_connection_timeout": _IDLE, "body_timeout": _SLOW}
        self._http_server = Bounded(self.web_app, **limits)
        self._http_server.most = _room_for(_CONNECTIONS)
        self.io_loop.add_callback(self._http_server.add_sockets, self.sockets)

    def start_app(self):
        """Nothing to print and no file to leave behind."""

    async def _cleanup(self):
        self.http_server.stop()
        await self.http_server.close_all_connections()
        await self.cleanup_extensions()

    def _note(self, handler):
        """One line for a request: which door, and how it went; not who asked, nor for what."""
        name, took = type(handler).__name__, round(1000 * handler.request.request_time())
        self.host.log(f"{handler.request.method} {name} {handler.get_status()} {took} ms")


class ClassApp(ExtensionApp):
    """The doors of a class."""

    name = "avgkit-class"
    load_other_extensions = False
    serverapp_class = Bare

    @classmethod
    def get_extension_package(cls):
        """Where a Jupyter Server finds this extension."""
        return __name__

    @property
    def config_file_paths(self):
        """None: a class is set by its command."""
        return []

    def initialize_handlers(self):
        """Every address of a class."""
        self.handlers.extend(doors(self.serverapp.host))

    async def stop_extension(self):
        """Answer what was begun, then let go of the class."""
        for task in self.serverapp.tasks:
            task.cancel()
        await asyncio.get_running_loop().run_in_executor(None, self.serverapp.host.close)


def _jupyter_server_extension_points():
    return [{"module": __name__, "app": ClassApp}]


def _room_for(wanted: int) -> int:
    """How many connections this process may hold open, with room left for its files."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = wanted + 200
    if soft < enough:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (enough if hard < 0 else min(enough, hard), hard))
        soft = resource.getrlimit(resource.RLIMIT_NOFILE)[0]
    return max(60, min(wanted, soft - 200))


def server(host: Host, sockets: list) -> Bare:
    """A server for a class, ready for `serve`; `sockets` listen already."""
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    host.token = secrets.token_hex(24)
    folder = home() / "jupyter" / "class"
    settings = {
        "root_dir": str(host.room.facts.path),
        "ip": "127.0.0.1",
        "port": host.port,
        "open_browser": False,
        "allow_root": True,
        "answer_yes": True,
        "log_level": logging.CRITICAL,
        "default_services": [],
        "cookie_secret": secrets.token_bytes(32),
        "runtime_dir": str(folder),
        "config_dir": str(folder),
        "data_dir": str(folder),
        "record_http_request_metrics": False,
        "tornado_settings": {"headers": {"Content-Security-Policy": guard.DATA_POLICY}},
    }
    Bare.clear_instance()
    app = Bare(config=Config({"Bare": settings, "IdentityProvider": {"token": host.token}}))
    app.host, app.sockets = host, sockets
    app.jpserver_extensions = {ClassApp.get_extension_package(): True}
    app.initialize(argv=[], starter_extension=ClassApp.name, find_extensions=False)
    return app


def serve(host: Host, sockets: list, opened=None, tell=None) -> None:
    """Serve the class until Ctrl-C. `opened(url)` gets the trainer's page on this machine; `tell(lesson, exercise)`
    comes after each exercise that was judged and drawn, and `tell()` when all were.

    The exercises are made ready while the doors are open already: after a restart nobody waits for all of them.
    """
    app = server(host, sockets)

    async def begin():
        if opened:
            opened(f"http://127.0.0.1:{host.port}/trainer?token={host.token}")
        app.tasks = [asyncio.ensure_future(host.keep()), asyncio.ensure_future(_warm(host, tell))]

    app.io_loop.add_callback(begin)
    try:
        app.start()
    finally:
        host.close()
        Bare.clear_instance()


async def _warm(host: Host, tell) -> None:
    try:
        await host.warm(tell)
    except asyncio.CancelledError:
        raise
    except Exception as error:  # a class goes on: who opens an exercise that cannot be drawn is told so
        host.trouble(guard.place_of(error))
    if tell:
        tell()
