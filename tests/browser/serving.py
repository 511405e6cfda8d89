"""A class served in a thread of the test itself: the real doors and the real room, which the test can look into."""

import asyncio
import json
import threading

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application

from avgkit.classroom import Room
from avgkit.classroom.hosting import Host
from avgkit.classroom.serving import Act
from avgkit.classroom.serving_trainer import doors

QR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21">'
    '<path d="M0 0h7v7h-7z M14 0h7v7h-7z M0 14h7v7h-7z M9 9h3v3h-3z"/></svg>'
)


class Face:
    """The server: `url`, `room`, the trainer's `code`, the address of the `screen`, and `acts`, all that was sent."""

    def __init__(self, room: Room, code: str):
        self.room, self.code, self.acts, self.url = room, code, [], ""
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        self._thread.start()
        assert ready.wait(10)

    async def _serve(self, ready):
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        sockets = bind_sockets(0, "127.0.0.1")
        port = sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{port}"
        self.host = Host(self.room, port, f"{self.url}/", qr=QR)
        self.screen = f"{self.url}/screen?key={self.host.screen_key}"
        acts = self.acts

        class Noted(Act):
            async def post(self, stem, ident):
                acts.append(json.loads(bytes(self._body)))
                await super().post(stem, ident)

        found = [(path, Noted if door is Act else door, given) for path, door, given in doors(self.host)]
        server = HTTPServer(Application(found))
        server.add_sockets(sockets)
        ready.set()
        await self._end.wait()
        server.stop()
        await server.close_all_connections()

    def stop(self):
        """End it and let go of the class."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(10)
        self.host.close()
