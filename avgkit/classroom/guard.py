"""What stands between the room and the class: guesses that are slowed, whose page may ask, headers, sizes, and the log.

An address is never written: while the server runs it is a number that only this process can make of it.
"""

import hmac
import json
import re
import secrets
import time
from collections import OrderedDict
from hashlib import blake2b
from ipaddress import ip_address

from .. import texts
from ..errors import AvgkitError
from .refusing import Refused

LIMIT = 64 * 1024  # bytes of a message; the largest card sends under a tenth of it
FREE = 5  # wrong codes of one browser before it waits
LONGEST = 60  # seconds that one browser waits at most
MANY = 40  # wrong codes of one address before everybody behind it waits, PACE at most
CROWD = 200  # wrong codes of all sources together, before all guessing is slowed
PACE = 5  # seconds between two guesses of everybody together then
_FORGIVE = 120  # seconds after which one wrong code no longer counts
_FRESH = 3600  # seconds after which a source is as one that never guessed
_SOURCES = 2000

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}
# Own files only; a picture in a lesson is an address with the picture itself in it.
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
DATA_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Blocked(Refused):
    """What the server itself refuses, before the class is asked; its words are those of the server."""

    def __init__(self, code: str, lang: str, status: int = 400, wait: float = 0, **values):
        AvgkitError.__init__(self, texts.say(f"class_server.{code}", lang, **values))
        self.code, self.status, self.wait = code, status, wait


# ---------------------------------------------------------------- guessing
class Guesses:
    """Wrong codes: the first `free` cost nothing, then each twice the wait of the one before, up to `longest` seconds.

    A source that is waiting is not answered at all, so a right guess tells nothing then. When everybody together
    guessed wrong often, who guessed wrong before must also wait for the others; who comes in fresh never does.
    """

    def __init__(self, clock=time.monotonic, free: int = FREE, longest: int = LONGEST):
        self._clock, self._salt, self._free, self._longest = clock, secrets.token_bytes(16), free, longest
        self._wrong: OrderedDict[bytes, tuple[int, float]] = OrderedDict()  # how often, and when last
        self._all, self._last, self._asked = 0, 0.0, -1e9

    def wait(self, source: str) -> int:
        """Seconds that this source must wait before its next code is looked at; 0 when it need not."""
        now = self._clock()
        count, last = self._count(source, now)
        left = last + min(2 ** (count - self._free), self._longest) - now if count >= self._free else 0
        if self._guessed(source, now) and self._crowd(now) >= CROWD:
            left = max(left, self._asked + PACE - now)
        return max(0, round(left + 0.499))

    def asked(self, source: str) -> None:
        """A code is going to be looked at."""
        if self._guessed(source, self._clock()):
            self._asked = self._clock()

    def wrong(self, source: str) -> int:
        """Note a wrong code; gives the seconds to wait."""
        now = self._clock()
        key = self._key(source)
        self._wrong[key] = (self._count(source, now)[0] + 1, now)
        self._wrong.move_to_end(key)
        while len(self._wrong) > _SOURCES:
            self._wrong.popitem(last=False)
        self._all, self._last = self._crowd(now) + 1, now
        return self.wait(source)

    def _count(self, source: str, now: float) -> tuple[int, float]:
        count, last = self._wrong.get(self._key(source), (0, now))
        return max(0, count - int((now - last) // _FORGIVE)), last

    def _guessed(self, source: str, now: float) -> bool:
        found = self._wrong.get(self._key(source))
        return found is not None and now - found[1] < _FRESH

    def _crowd(self, now: float) -> int:
        return max(0, self._all - int((now - self._last) // PACE))

    def _key(self, source: str) -> bytes:
        return blake2b(source.encode(), key=self._salt, digest_size=12).digest()


class Tries:
    """Guesses by browser and by address: a room behind one address does not wait for one who types wrong codes.

    A browser is known by a cookie that its first page gave it. Who throws that away is new each time, so an address
    has a number of its own, large enough for the slips of a room; without a cookie all of an address are one browser.
    """

    def __init__(self, clock=time.monotonic):
        self._browsers, self._addresses = Guesses(clock), Guesses(clock, MANY, PACE)

    def wait(self, address: str, browser: str = "") -> int:
        """Seconds before the next code of this browser is looked at."""
        return max(self._browsers.wait(f"{address} {browser}"), self._addresses.wait(address))

    def asked(self, address: str, browser: str = "") -> None:
        """A code is going to be looked at."""
        self._browsers.asked(f"{address} {browser}")
        self._addresses.asked(address)

    def wrong(self, address: str, browser: str = "") -> int:
        """Note a wrong code; gives the seconds to wait."""
        return max(self._browsers.wrong(f"{address} {browser}"), self._addresses.wrong(address))


def browser(cookie: str | None) -> str:
    """The name of a browser in its cookie; empty where it has none of ours."""
    return cookie if cookie and re.fullmatch(r"[\w-]{16}", cookie, re.ASCII) else ""


# ---------------------------------------------------------------- whose page asks
def is_host(value: str | None, port: int, local: str, known: tuple[str, ...] = ()) -> bool:
    """Whether the Host of a request is this server: the address it came in on, a name of this machine, or a known one.

    So a page of another site cannot have its own name point at this machine and then read along.
    """
    name, _, given = (value or "").lower().rpartition(":")
    if not name or name.endswith(":") or (name.startswith("[") != name.endswith("]")):
        name, given = (value or "").lower(), "80"
    if given != str(port):
        return False
    name = name.strip("[]")
    mine = {local, *(one.lower() for one in known)}
    return name in mine or (is_loopback(local) and name in _LOOPBACK)


def is_loopback(address: str) -> bool:
    """Whether this is an address of the machine itself."""
    try:
        return ip_address(address.partition("%")[0]).is_loopback
    except ValueError:
        return False


def is_own_page(headers, host: str) -> bool:
    """Whether a page of this server asks, or no page at all, as far as a browser tells."""
    origin = headers.get("Origin")
    if origin is not None and origin.lower() != f"http://{host.lower()}":
        return False
    return headers.get("Sec-Fetch-Site", "none") in ("same-origin", "none")


# ---------------------------------------------------------------- what is sent
def message(body: bytes, kind: str, lang: str) -> dict:
    """The JSON of a request; Blocked where it is none, or no object."""
    if kind.partition(";")[0].strip().lower() != "application/json":
        raise Blocked("not_json", lang)
    try:
        found = json.loads(body.decode("utf-8"), parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode()  # half a character, which nothing can be compared with or kept
    except (ValueError, RecursionError):
        raise Blocked("not_json", lang) from None
    if not isinstance(found, dict):
        raise Blocked("not_json", lang)
    return found


def text(given: dict, name: str, lang: str) -> str:
    """A text in a message; Blocked where it is missing, empty or something else."""
    found = given.get(name)
    if not isinstance(found, str) or not found.strip():
        raise Blocked("nothing_given", lang)
    return found


def derived(secret: str, *words: str) -> str:
    """A key that follows from the secret of a class, the same after a restart and not to be guessed."""
    return hmac.new(bytes.fromhex(secret), "\n".join(words).encode(), "sha256").hexdigest()[:32]


def same(given: str | None, wanted: str) -> bool:
    """Whether two keys are the same, in a time that tells nothing."""
    return hmac.compare_digest((given or "").encode(), wanted.encode())


def place_of(error: BaseException) -> str:
    """What went wrong and where in our code, without any value: a traceback would show who answered what."""
    trace, at = error.__traceback__, ""
    while trace:
        at = f"{trace.tb_frame.f_globals.get('__name__', '')}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} {at}"


def _no_number(name: str):
    raise ValueError(name)
