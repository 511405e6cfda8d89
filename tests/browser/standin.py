"""A small server of a class for the tests of its pages: the real room, the addresses of the contract, no guards."""

import asyncio
import json
import threading

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from avgkit.classroom import Refused, Room, pages

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Door(RequestHandler):
    """What every answer shares: the policy, the seat, refusals as JSON."""

    def initialize(self, face):
        self.face, self.room = face, face.room

    def set_default_headers(self):
        self.set_header("Content-Security-Policy", POLICY)

    @property
    def learner(self):
        return self.room.seat(self.get_cookie("seat"))

    def needs_seat(self) -> str:
        if not self.learner:
            raise Refused("no_seat", self.room.lang, 401)
        return self.learner

    def read(self) -> dict:
        return json.loads(self.request.body)

    def write_error(self, status_code, **kwargs):
        error = kwargs["exc_info"][1]
        if isinstance(error, Refused):
            self.set_status(error.status)
            self.finish({"problem": str(error), "code": error.code, "wait": error.wait})
        else:
            self.finish({"problem": ""})

    def sit(self, seat):
        self.set_cookie("seat", seat.token, httponly=True, samesite="Strict")
        self.finish({"learner": seat.learner})


class Home(Door):
    def get(self):
        self.finish(pages.start(self.room, self.learner) if self.learner else pages.join(lang=self.room.lang))


class Join(Door):
    def post(self):
        self.sit(self.room.join(self.read()["code"]))


class Rejoin(Door):
    def post(self):
        given = self.read()
        self.sit(self.room.rejoin(given["code"], given["learner"], given["key"]))


class Lesson(Door):
    def get(self, stem):
        self.finish(pages.lesson(self.room, stem, self.needs_seat()))


class Phone(Door):
    def get(self):
        self.finish(pages.together(self.room, self.needs_seat()))


class Screen(Door):
    def get(self):
        self.finish(pages.screen(self.room, self.face.url, QR, key="k"))


class Trainer(Door):
    def get(self):
        if not self.get_cookie("trainer"):
            self.finish(pages.login(lang=self.room.lang))
            return
        self.finish(pages.trainer(self.room, self.face.url, QR, screen_url="/screen?key=k"))


class Card(Door):
    def get(self, stem, ident):
        self.finish(self.room.card(self.needs_seat(), stem, ident))


class Act(Door):
    def post(self, stem, ident):
        self.face.acts.append(self.read())
        self.finish(self.room.act(self.needs_seat(), stem, ident, self.read()))


class Together(Door):
    def get(self):
        state = self.room.together.state()
        if int(self.get_argument("since", "0")) == state["version"]:
            self.set_status(204)
            return
        if self.learner:
            state["mine"] = self.room.together.mine(self.learner)
        if self.get_cookie("trainer"):
            state["right"] = self.room.together.right()
        self.finish(state)


class Vote(Door):
    def post(self):
        self.finish(self.room.together.vote(self.needs_seat(), self.read()))


class Login(Door):
    def post(self):
        if not self.room.is_trainer(self.read()["code"]):
            raise Refused("wrong_code", self.room.lang, 403)
        self.set_cookie("trainer", "yes", httponly=True, samesite="Strict")
        self.finish({})


class Figures(Door):
    def get(self):
        if not self.get_cookie("trainer"):
            raise Refused("no_seat", self.room.lang, 401)
        self.finish(self.room.figures())


class Step(Door):
    def post(self):
        given = self.read()
        self.finish(self.room.together.step(given["do"], given.get("lesson"), given.get("exercise")))


class Front(Door):
    def get(self, name):
        content, kind = pages.front()[name]
        self.set_header("Content-Type", kind)
        self.finish(content)


QR = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 21 21">'
    '<path d="M0 0h7v7h-7z M14 0h7v7h-7z M0 14h7v7h-7z M9 9h3v3h-3z"/></svg>'
)
DOORS = [
    (r"/", Home),
    (r"/join", Join),
    (r"/rejoin", Rejoin),
    (r"/lesson/([a-z0-9-]+)", Lesson),
    (r"/together", Phone),
    (r"/screen", Screen),
    (r"/trainer", Trainer),
    (r"/api/card/([a-z0-9-]+)/([^/]+)", Card),
    (r"/api/act/([a-z0-9-]+)/([^/]+)", Act),
    (r"/api/together", Together),
    (r"/api/vote", Vote),
    (r"/api/trainer/login", Login),
    (r"/api/trainer/figures", Figures),
    (r"/api/trainer/step", Step),
    (r"/front/([a-z0-9.]+)", Front),
]


class Face:
    """The server in a thread of its own: `url`, `room`, the trainer's code `code`, and `acts`, all that was sent."""

    def __init__(self, room: Room, code: str):
        self.room, self.code, self.acts, self.url = room, code, [], ""
        ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve(ready)), daemon=True)
        self._thread.start()
        ready.wait(10)

    async def _serve(self, ready):
        self._loop, self._end = asyncio.get_running_loop(), asyncio.Event()
        sockets = bind_sockets(0, "127.0.0.1")
        self.url = f"http://127.0.0.1:{sockets[0].getsockname()[1]}"
        server = HTTPServer(Application([(path, door, {"face": self}) for path, door in DOORS]))
        server.add_sockets(sockets)
        ready.set()
        await self._end.wait()
        server.stop()
        await server.close_all_connections()

    def stop(self):
        """End it and let go of the class."""
        self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(5)
        self.room.close()
