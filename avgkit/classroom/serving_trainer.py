"""The doors for one's own gain, the screen and the trainer, the files of the pages, and the list of all doors."""

from . import guard
from .guard import Blocked
from .hosting import Host
from .serving import Act, Card, Door, Join, Lesson, Nowhere, Phone, Rejoin, Start, Together, Vote


class Gain(Door):
    """What a learner knew before and knows now, for who holds that seat."""

    async def get(self):
        """{html}."""
        learner = self.seated()
        self.finish({"html": await self.host.work(self.room.gain, learner, who=learner)})


class Screen(Door):
    """The screen of the room, for who has its key or gave the trainer's code."""

    kind = "page"

    async def get(self):
        """The page."""
        from . import pages

        if not self.is_trainer and not guard.same(self.get_query_argument("key", ""), self.host.screen_key):
            raise Blocked("screen_only", self.lang, 403)
        host = self.host

        def made():
            return pages.screen(self.room, host.address, host.qr, key=host.screen_key)

        self.finish(await host.work(made, aside=True))


class Trainer(Door):
    """The trainer's page. On the machine itself the token of the server opens it, in a room the trainer's code."""

    kind = "page"

    async def get(self):
        """The page, or the question for the code."""
        from . import pages

        host = self.host
        if token := self.get_query_argument("token", ""):
            # Only a browser on this machine has seen the token; it does not stay in the address.
            if guard.is_loopback(self.source) and host.token and guard.same(token, host.token):
                self.remember("trainer", host.trainer_key)
            self.redirect("/trainer")
        elif self.is_trainer:
            screen = f"/screen?key={host.screen_key}"

            def made():
                return pages.trainer(self.room, host.address, host.qr, screen_url=screen)

            self.finish(await host.work(made, aside=True))
        else:
            self.greet()
            self.finish(pages.login(lang=self.lang))


class Login(Door):
    """The trainer's code for the trainer's page."""

    async def post(self):
        """{code} -> {}."""
        code = guard.text(self.sent(), "code", self.lang)

        async def tried():
            if not await self.host.work(self.room.is_trainer, code, aside=True):
                raise Blocked("wrong_trainer_code", self.lang, 403)

        await self.guess("trainer", tried)
        self.remember("trainer", self.host.trainer_key)
        self.finish({})


class Figures(Door):
    """The numbers of the class."""

    async def get(self):
        """See figures.py."""
        self.training()
        self.finish(await self.host.work(self.room.figures))


class Step(Door):
    """A step of together mode."""

    async def post(self):
        """{do, lesson, exercise} -> the state for the trainer."""
        self.training()
        given = self.sent()
        await self.host.work(
            lambda: self.room.together.step(given.get("do"), given.get("lesson"), given.get("exercise"))
        )
        self.finish(await self.host.together())


class Front(Door):
    """The files of the pages: a fixed list, each with its hash in its name, so a browser keeps it."""

    async def get(self, name: str):
        """The file."""
        from . import pages

        found = pages.front().get(name)
        if found is None:
            raise Blocked("not_found", self.lang, 404)
        content, kind = found
        self.set_header("Content-Type", kind)
        self.set_header("Cache-Control", "public, max-age=31536000, immutable")
        self.finish(content)


_NAME, _IDENT = r"([a-z0-9-]{1,40})", r"([A-Za-z0-9%:_-]{1,80})"


def doors(host: Host) -> list[tuple]:
    """(pattern, door, what it needs) of every address of a class; whatever else is asked is nowhere."""
    found = [
        (r"/", Start),
        (r"/join", Join),
        (r"/rejoin", Rejoin),
        (rf"/lesson/{_NAME}", Lesson),
        (r"/together", Phone),
        (r"/screen", Screen),
        (r"/trainer", Trainer),
        (rf"/api/card/{_NAME}/{_IDENT}", Card),
        (rf"/api/act/{_NAME}/{_IDENT}", Act),
        (r"/api/gain", Gain),
        (r"/api/together", Together),
        (r"/api/vote", Vote),
        (r"/api/trainer/login", Login),
        (r"/api/trainer/figures", Figures),
        (r"/api/trainer/step", Step),
        (r"/front/([a-z0-9.]{1,60})", Front),
        (r".*", Nowhere),
    ]
    return [(pattern, door, {"host": host}) for pattern, door in found]
