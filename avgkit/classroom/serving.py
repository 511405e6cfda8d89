"""The doors of a class over HTTP: what learners, the screen and the trainer ask. Each talks to the room and to pages.

Every answer has the headers of guard.py, also one that refuses; what is wrong is told in a sentence of the class:
{error, sentence, problem, wait}; `problem` is the same sentence under the name that a reply of a card gives it.
"""

import secrets
from http import HTTPStatus

from tornado.web import HTTPError, RequestHandler, stream_request_body

from ..errors import AvgkitError
from . import guard
from .guard import Blocked
from .hosting import Host
from .refusing import Refused

_DAY = 24 * 3600


@stream_request_body
class Door(RequestHandler):
    """What every door does: look who asks, read at most so much, and refuse in a sentence."""

    kind = "data"  # or "page", for what a person opens

    def initialize(self, host: Host):
        """Know the class."""
        self.host, self.room, self.lang = host, host.room, host.lang
        self._body, self._too_big = bytearray(), False

    def set_default_headers(self):
        """No word about what serves, and everything that keeps others out."""
        self.clear_header("Server")
        for name, value in guard.HEADERS.items():
            self.set_header(name, value)
        self.set_header("Content-Security-Policy", guard.PAGE_POLICY if self.kind == "page" else guard.DATA_POLICY)

    def compute_etag(self):
        """None: a page here is never kept, and a file of the front has its hash in its name."""

    def check_xsrf_cookie(self):
        """No cookie of Jupyter's: a request that changes something needs a header that no other site can send."""

    def prepare(self):
        """Only who asks this very server, from a page of its own."""
        local = _local(self.request)
        if not guard.is_host(self.request.headers.get("Host"), self.host.port, local, self.host.known):
            raise Blocked("wrong_host", self.lang, 403, address=self.host.address)
        posted = self.request.method == "POST"
        if (posted or self.kind == "data") and not guard.is_own_page(self.request.headers, self.request.host):
            raise Blocked("other_page", self.lang, 403)
        if posted and self.request.headers.get("X-Avgkit") != "1":
            raise Blocked("other_page", self.lang, 403)

    def data_received(self, chunk):
        """Keep what is sent as long as it can be a message; of what is larger nothing."""
        if self._too_big or len(self._body) + len(chunk) > guard.LIMIT:
            self._too_big, self._body = True, bytearray()
        else:
            self._body += chunk

    # ------------------------------------------------------------ asked
    @property
    def source(self) -> str:
        """Where a request comes from; used to slow guesses and nowhere written."""
        return self.request.remote_ip

    @property
    def learner(self) -> str | None:
        """Who holds the seat of this browser."""
        return self.room.seat(self.cookie("seat"))

    @property
    def is_trainer(self) -> bool:
        """Whether this browser gave the trainer's code."""
        return guard.same(self.cookie("trainer"), self.host.trainer_key)

    def seated(self) -> str:
        """The learner; Refused without a seat."""
        learner = self.learner
        if learner is None:
            raise Refused("no_seat", self.lang, 401)
        return learner

    def training(self) -> None:
        """Refused for who is not the trainer."""
        if not self.is_trainer:
            raise Blocked("trainer_only", self.lang, 401)

    def sent(self) -> dict:
        """The message of this request; Blocked where it is too large or no JSON."""
        if self._too_big:
            raise Blocked("too_big", self.lang, 413, limit=guard.LIMIT // 1024)
        return guard.message(bytes(self._body), self.request.headers.get("Content-Type", ""), self.lang)

    async def guess(self, kind: str, do):
        """Try a code, slowed when codes were wrong before."""
        guesses = self.host.guesses[kind]
        who = self.source, guard.browser(self.cookie("browser"))
        if wait := guesses.wait(*who):
            raise Blocked("guessing", self.lang, 429, wait=wait)
        guesses.asked(*who)
        try:
            return await do()
        except Refused as refused:
            if refused.code in ("wrong_code", "wrong_key", "key_closed", "wrong_trainer_code"):
                refused.wait = max(refused.wait, guesses.wrong(*who))
            raise

    def cookie(self, name: str) -> str | None:
        """A cookie of this class; another class on this machine has others, for a browser looks at no port."""
        return self.get_cookie(f"{name}-{self.host.mark}")

    def remember(self, name: str, value: str, lasting: bool = True) -> None:
        """Set a cookie that no script and no other site can use, for as long as the class may last."""
        age = {"max_age": self.room.facts.days_left() * _DAY} if lasting else {}
        self.set_cookie(f"{name}-{self.host.mark}", value, httponly=True, samesite="Strict", path="/", **age)

    def greet(self) -> None:
        """Know this browser again when it guesses a code; it forgets that when it is closed."""
        if not guard.browser(self.cookie("browser")):
            self.remember("browser", secrets.token_urlsafe(12), lasting=False)

    # ------------------------------------------------------------ refused
    def write_error(self, status_code, **given):
        """The refusal as a sentence; never what happened inside."""
        error = given.get("exc_info", (None, None))[1]
        code, wait = {404: "not_found", 405: "no_method", 400: "bad_request"}.get(status_code, "failed"), 0
        if isinstance(error, Refused):
            status_code, code, sentence, wait = error.status, error.code, str(error), error.wait
        elif isinstance(error, AvgkitError):
            status_code, code, sentence = 503, "not_now", str(error)  # such as a lesson that could not be prepared
        else:
            sentence = str(Blocked(code, self.lang))
        self.set_status(status_code)
        if status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            self.set_header("Allow", ", ".join(one.upper() for one in ("get", "post") if one in type(self).__dict__))
        if wait:
            self.set_header("Retry-After", str(int(wait)))
        if self._too_big or status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            self.set_header("Connection", "close")
        if self.kind == "page" and self.request.method == "GET":
            self.set_header("Content-Type", "text/html; charset=utf-8")
            from . import pages

            self.finish(pages.problem(sentence, lang=self.lang))
        else:
            self.finish({"error": code, "sentence": sentence, "problem": sentence, "wait": wait})

    def log_exception(self, kind, error, trace):
        """Say where something failed, and no value; a refusal is nothing to say."""
        if not isinstance(error, AvgkitError | HTTPError):
            self.host.trouble(guard.place_of(error))


def _local(request) -> str:
    """The address of this machine on which a request came in; nothing where the connection is gone already."""
    try:
        return request.connection.stream.socket.getsockname()[0]
    except (AttributeError, OSError):
        return ""


class Nowhere(Door):
    """What no door is for."""

    kind = "page"

    def prepare(self):
        """Refuse it, whatever is asked."""
        super().prepare()
        if self.request.path.startswith("/api/") or self.request.method != "GET":
            self.kind = "data"
        raise HTTPError(404)


# ---------------------------------------------------------------- learners
class Start(Door):
    """The way in, or the list of lessons for who has a seat."""

    kind = "page"

    async def get(self):
        """The page."""
        from . import pages

        if (learner := self.learner) is None:
            self.greet()
            self.finish(pages.join(lang=self.lang))
        else:
            self.finish(await self.host.work(pages.start, self.room, learner, aside=True))


class Join(Door):
    """A code of the class for a seat; who sits already keeps the seat."""

    async def post(self):
        """{code} -> {learner}."""
        code = guard.text(self.sent(), "code", self.lang)
        if self.learner:
            self.finish({"learner": self.learner})
            return
        seat = await self.guess("class", lambda: self.host.join(code))
        self.remember("seat", seat.token)
        self.finish({"learner": seat.learner})


class Rejoin(Door):
    """The same learner on another device."""

    async def post(self):
        """{code, learner, key} -> {learner}."""
        sent = self.sent()
        given = [guard.text(sent, name, self.lang) for name in ("code", "learner", "key")]
        seat = await self.guess("class", lambda: self.host.work(self.room.rejoin, *given, aside=True))
        self.remember("seat", seat.token)
        self.finish({"learner": seat.learner})


class Lesson(Door):
    """A lesson; without a seat the way in."""

    kind = "page"

    async def get(self, stem: str):
        """The page."""
        from . import pages

        learner = self.learner
        if learner is None:
            self.redirect("/")
            return
        if stem not in self.room.deals.lessons:
            raise Refused("no_lesson", self.lang, 404)
        self.finish(await self.host.work(pages.lesson, self.room, stem, learner, aside=True))


class Phone(Door):
    """Where one votes; without a seat the way in."""

    kind = "page"

    async def get(self):
        """The page."""
        from . import pages

        learner = self.learner
        if learner is None:
            self.redirect("/")
            return
        self.finish(await self.host.work(pages.together, self.room, learner, aside=True))


class Card(Door):
    """The card of an exercise, as this learner left it."""

    async def get(self, stem: str, ident: str):
        """The card."""
        learner = self.seated()
        self.finish(await self.host.work(self.room.card, learner, stem, ident, who=learner))


class Act(Door):
    """What a learner does on a card; answered when it is on the disk."""

    async def post(self, stem: str, ident: str):
        """{view, n, do, values} -> the reply of a card."""
        learner = self.seated()
        self.finish(await self.host.work(self.room.act, learner, stem, ident, self.sent(), who=learner))


class Together(Door):
    """The card that all answer; nothing new is 204."""

    async def get(self):
        """?since=version&key=, for a seat, the trainer, or the screen with its key."""
        learner, trainer = self.learner, self.is_trainer
        if not learner and not trainer and not guard.same(self.get_query_argument("key", ""), self.host.screen_key):
            raise Refused("no_seat", self.lang, 401)
        if self.get_query_argument("since", "") == str(self.host.stamp()):
            self.set_status(204)
            return
        state = dict(await self.host.together())
        right = state.pop("right")
        if trainer:
            state["right"] = right
        if learner:
            state["mine"] = await self.host.work(self.room.together.mine, learner, who=learner)
        self.finish(state)


class Vote(Door):
    """A vote, answered when it is on the disk."""

    async def post(self):
        """{view, n, round, values} -> {n, saved, problem, mine}."""
        learner = self.seated()
        self.finish(await self.host.work(self.room.together.vote, learner, self.sent(), who=learner))
