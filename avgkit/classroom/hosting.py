"""What the doors of a class share: the room, one thread for what takes time, and what everybody is told of together.

The loop that answers requests never waits for the room: whatever takes its lock is done in a thread. All that draws or
judges is done in one, for the data may not be read by two at once; who comes in does not wait for that.
"""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from .. import texts
from .guard import Blocked, Tries, derived
from .room import Room

QUEUE = 300  # pieces of work that wait; thirty learners who all press twice are sixty
EACH = 10  # of one learner
FLUSH = 5  # seconds between attempts to write what a full disk kept out


class Host:
    """A class that is served. `address` is what learners type; `known` are more names that a browser may use for it.

    `log` gets a line for each request, `trouble` the place in our code where something failed; neither gets a value.
    `told` gets True when answers cannot be put on the disk, and False when they can again.
    """

    def __init__(self, room: Room, port: int, address: str, known=(), qr="", log=None, trouble=None, told=None):
        self.room, self.port, self.address, self.known, self.qr = room, port, address, known, qr
        self.lang = room.lang
        self.log, self.trouble = (one or (lambda line: None) for one in (log, trouble))
        self.told = told or (lambda behind: None)
        self.guesses = {"class": Tries(), "trainer": Tries()}
        secret, code = room.facts.secret, room.facts.trainer
        self.screen_key = derived(secret, "screen")
        self.mark = derived(secret, "cookies")[:8]
        self.trainer_key = derived(secret, "trainer", code)  # another code of the trainer ends what the old one opened
        self.token = ""  # of the Jupyter Server: opens the trainer's page on this machine
        self.ready, self._closed, self._whole = False, False, True
        self.learners = len(room.seats.learners)
        self._line, self._side = (
            ThreadPoolExecutor(1, name, initializer=texts.use, initargs=(self.lang,)) for name in ("class", "seats")
        )
        self._waiting: Counter = Counter()
        self._told: tuple[int, dict] | None = None
        self._telling: asyncio.Task | None = None

    # ------------------------------------------------------------ work
    async def work(self, do, *given, who: str = "", aside: bool = False):
        """What `do` gives, done in the one thread; `aside`: in another, for what draws and judges nothing.

        Blocked when too much waits already.
        """
        if self._waiting.total() >= QUEUE:
            raise Blocked("busy", self.lang, 503, wait=2)
        if who and self._waiting[who] >= EACH:
            raise Blocked("too_fast", self.lang, 429, wait=1)
        self._waiting[who] += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._side if aside else self._line, do, *given)
        finally:
            self._waiting[who] -= 1
            if not self._waiting[who]:
                del self._waiting[who]

    async def warm(self, told=None) -> None:
        """Judge and draw all exercises, one piece at a time, so that whoever asks something in between is answered."""
        steps = self.room.deals.warm()
        while (step := await self.work(next, steps, None)) is not None:
            if told:
                told(*step)
        self.ready = True

    async def keep(self) -> None:
        """As long as the server runs: write what a full disk kept out, and tell when it fails and when it is over."""
        behind = False
        while True:
            await asyncio.sleep(FLUSH)
            with suppress(Blocked):
                before, behind = behind, await self.work(self._behind)
                if before != behind:
                    self.told(behind)

    def _behind(self) -> bool:
        try:
            self.room.flush()
        except OSError:
            return True
        return False

    def close(self) -> bool:
        """Finish what was begun and let go of the class; whether all answers are on the disk."""
        for one in (self._line, self._side):
            one.shutdown(wait=True, cancel_futures=True)
        if not self._closed:
            try:
                self.room.flush()
            except OSError:
                self._whole = False
            self.room.close()
            self._closed = True
        return self._whole

    # ------------------------------------------------------------ seats
    async def join(self, code: str):
        """A seat for who comes in."""

        def joined():
            seat = self.room.join(code)
            self.learners = len(self.room.seats.learners)
            return seat

        return await self.work(joined, aside=True)

    # ------------------------------------------------------------ together
    def stamp(self) -> int:
        """A number that changes when somebody has something new to see: a step, a vote, a learner who came in."""
        return self.room.together.version * 100 + min(self.learners, 99)

    async def together(self) -> dict:
        """The state that all see, and `right` for the trainer; made once for all who ask."""
        if self._told and self._told[0] == self.stamp():
            return self._told[1]
        if self._telling is None or self._telling.done():
            self._telling = asyncio.ensure_future(self.work(self._tell))
        return await asyncio.shield(self._telling)

    def _tell(self) -> dict:
        stamp, state = self.stamp(), self.room.together.state()
        state = state | {"version": stamp, "right": self.room.together.right()}
        self._told = (stamp, state)
        return state
